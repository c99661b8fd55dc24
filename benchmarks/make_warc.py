"""Makes a WARC of many articles out of JSON Lines files of texts.

    python benchmarks/make_warc.py -n 50000 -o articles.warc.gz texts.jsonl.gz more.jsonl.gz

Each article is an HTML page of its own with a title, a day, an outlet, an address and one to a few paragraphs, some
forty words in all. The words are those of the files, wherever a string stands under a key such as `text`. Texts are cut
into paragraphs of at most sixty words and drawn in an order that is always the same; one that comes again comes in
other company. The archive is streamed out; only the texts are held in memory.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import random
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from fastwarc import GzipWriter, WarcRecord, WarcRecordType

KEYS = ("text", "EventSnippet", "doctext", "Input.article_interface")
FEWEST, MOST = 12, 60  # words of a paragraph
LENGTH = 40  # words of an article, at the middle
OUTLETS = ("The Northern Courier", "Delta Post", "Morning Wire", "Harbour News", "Karsa Dispatch")
FIRST = date(2021, 1, 1)
DAYS = 1_500
SEED = 1

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | {outlet}</title>
<meta property="og:site_name" content="{outlet}"><meta property="og:title" content="{title}">
<meta property="article:published_time" content="{day}T08:00:00Z"><link rel="canonical" href="{url}"></head>
<body><header><nav><a href="/">Home</a> <a href="/world">World</a></nav></header>
<main><article><h1>{title}</h1><p><time datetime="{day}" pubdate>{day}</time></p>
{body}
</article></main><footer><p>Copyright {outlet}</p></footer></body></html>
"""


def texts(path: Path) -> Iterator[str]:
    """The texts of a JSON Lines file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield from strings(json.loads(line))


def strings(value: object) -> Iterator[str]:
    """What stands under the keys of texts, as deep as it lies."""
    if isinstance(value, list):
        for each in value:
            yield from strings(each)
    if isinstance(value, dict):
        for key, each in value.items():
            if key in KEYS and isinstance(each, str):
                yield html.unescape(re.sub(r"<[^>]+>", "\n", each))
            else:
                yield from strings(each)


def paragraphs(text: str) -> Iterator[str]:
    """A text's paragraphs; long ones are cut between sentences."""
    for line in text.splitlines():
        words: list[str] = []
        for sentence in re.split(r"(?<=[.!?])\s+", " ".join(line.split())):
            more = sentence.split()
            if words and len(words) + len(more) > MOST:
                yield " ".join(words)
                words = []
            words += more
        yield " ".join(words)


def pages(known: list[str], number: int) -> Iterator[tuple[str, bytes]]:
    """Addresses and pages, no two alike."""
    draw = random.Random(SEED)
    order: list[str] = []
    for n in range(number):
        body: list[str] = []
        # A long paragraph is an article; short ones come in twos, or the articles would be too short to be any.
        while sum(len(each.split()) for each in body) < LENGTH * 0.7:
            if not order:
                order = draw.sample(known, len(known))
            body.append(order.pop())
        title = " ".join(body[0].split()[:9]).rstrip(".,;:")
        day = FIRST + timedelta(days=draw.randrange(DAYS))
        outlet = draw.choice(OUTLETS)
        url = f"https://news{n % 97}.example.org/{day:%Y/%m/%d}/story-{n}"
        filled = PAGE.format(
            title=html.escape(title),
            outlet=outlet,
            day=day,
            url=url,
            body="\n".join(f"<p>{html.escape(each)}</p>" for each in body),
        )
        yield url, filled.encode("utf-8")


def record(url: str, page: bytes) -> WarcRecord:
    """A server's answer."""
    answer = WarcRecord()
    answer.init_headers(WarcRecordType.response)
    answer.headers["WARC-Target-URI"] = url
    answer.headers["Content-Type"] = "application/http; msgtype=response"
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(page)}\r\n\r\n"
    answer.is_http = True
    answer.set_bytes_content(head.encode() + page)
    return answer


def write(known: list[str], number: int, path: Path) -> int:
    """Writes the archive; says how many words its paragraphs have."""
    words = 0
    with path.open("wb") as file:
        stream = GzipWriter(file, compression_level=6)
        for url, page in pages(known, number):
            record(url, page).write(stream)
            words += sum(len(each.split()) for each in re.findall(rb"<p>(?!<time)(.*?)</p>\n", page))
        stream.close()
    return words


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("files", nargs="+", type=Path, metavar="FILE", help="JSON Lines, also .gz")
    asked.add_argument("-n", type=int, default=50_000, help="articles")
    asked.add_argument("-o", type=Path, required=True, help="the WARC, .warc.gz")
    given = asked.parse_args()
    found = dict.fromkeys(each for path in given.files for text in texts(path) for each in paragraphs(text))
    known = [each for each in found if len(each.split()) >= FEWEST]
    if not known:
        sys.exit("no texts found in the files")
    words = write(known, given.n, given.o)
    print(f"{given.n:,} articles of {words:,} words from {len(known):,} paragraphs: {given.o}")


if __name__ == "__main__":
    main()
