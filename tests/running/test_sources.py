"""Every kind of source gives its pages and rows, and says what of it cannot be read."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pyarrow
import pyarrow.parquet
import pytest
import warcio.warcwriter
import zstandard
from warcio.statusandheaders import StatusAndHeaders

from dateline.errors import DatelineError
from dateline.model import Problem
from dateline.reading import Raw, Reading, read_raw
from dateline.running import chunks
from dateline.running.chunks import records_of
from dateline.running.sources import Source, listed, shards, taken

TEXT = "Farmers of Karsa met at the mill on Monday and spoke of the road to Barda, which nobody had mended for years."
PAGE = f"""<html lang="en"><head><title>A mill opens</title></head><body><article><h1>A mill opens</h1>
<p>{TEXT}</p><p>The mayor of Karsa said that the road would be mended in the spring, as he had said before.</p>
</article></body></html>"""


def rows(number: int, *, first: int = 0) -> bytes:
    return b"".join(json.dumps({"id": f"a{n}", "text": TEXT}).encode() + b"\n" for n in range(first, first + number))


def only(path: Path | str) -> Source:
    (source,) = listed([str(path)])
    return source


def articles(path: Path | str) -> Iterator[Reading | Problem]:
    for record in records_of(only(path)):
        yield from [record] if isinstance(record, Problem) else read_raw(record)


def archive(path: Path, *, gzipped: bool) -> Path:
    """A WARC, written by a program that is not ours: pages and what else a crawl brings home."""
    with path.open("wb") as file:
        writer = warcio.warcwriter.WARCWriter(file, gzip=gzipped)
        writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "a crawler"}))
        for name, status, kind, body in (
            ("page", "200 OK", "text/html; charset=iso-8859-1", PAGE.replace("mayor", "maire élu").encode("latin-1")),
            ("moved", "301 Moved Permanently", "text/html", b"<p>Moved.</p>"),
            ("robots.txt", "200 OK", "text/plain", b"User-agent: *"),
            ("picture", "200 OK", "image/png", b"\x89PNG"),
            ("packed", "200 OK", "text/html", gzip.compress(PAGE.encode())),
            ("xhtml", "200 OK", "application/xhtml+xml", PAGE.encode()),
        ):
            headers = [("Content-Type", kind), ("Content-Length", str(len(body)))]
            headers += [("Content-Encoding", "gzip")] if name == "packed" else []
            answer = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
            url = f"https://news.example.org/{name}"
            date = {"WARC-Date": "2024-03-04T05:06:07Z"}
            writer.write_record(
                writer.create_warc_record(
                    url, "response", io.BytesIO(body), http_headers=answer, warc_headers_dict=date
                )
            )
            writer.write_record(writer.create_warc_record(url, "request", io.BytesIO(b"GET / HTTP/1.1\r\n\r\n")))
    return path


@pytest.mark.parametrize("gzipped", [True, False])
def test_an_archive_gives_its_html_pages(tmp_path: Path, gzipped: bool) -> None:
    found = list(articles(archive(tmp_path / ("x.warc.gz" if gzipped else "x.warc"), gzipped=gzipped)))
    assert [each.article.url for each in found] == [
        f"https://news.example.org/{name}" for name in ("page", "packed", "xhtml")
    ]
    assert "maire élu" in found[0].article.text
    assert {each.page.fetched for each in found} == {"2024-03-04T05:06:07Z"}


@pytest.mark.parametrize("missing", [50, 700, 900, 1300, 1500])
@pytest.mark.parametrize("gzipped", [True, False])
def test_an_archive_that_breaks_off_gives_what_is_before(tmp_path: Path, gzipped: bool, missing: int) -> None:
    whole = archive(tmp_path / "x.warc.gz", gzipped=gzipped)
    whole.write_bytes(whole.read_bytes()[:-missing])
    *found, problem = articles(whole)
    assert len(found) in (1, 2, 3)
    assert isinstance(problem, Problem)
    assert re.search(r"breaks off after \d record", problem.reason)


@pytest.mark.parametrize("suffix", [".jsonl", ".ndjson", ".jsonl.gz", ".jsonl.zst"])
def test_rows_are_read_packed_or_not(tmp_path: Path, suffix: str) -> None:
    pack = {".gz": gzip.compress, ".zst": zstandard.ZstdCompressor().compress}.get(Path(suffix).suffix, bytes)
    path = tmp_path / f"rows{suffix}"
    path.write_bytes(pack(rows(2)) + pack(rows(1, first=2)))  # in two frames, as tools that append leave it
    assert [each.article.id for each in articles(path)] == ["a0", "a1", "a2"]


def test_rows_that_are_not_packed_as_their_name_says(tmp_path: Path) -> None:
    for name in ("x.jsonl.gz", "x.jsonl.zst", "x.parquet", "x.warc.gz"):
        (tmp_path / name).write_bytes(b"no such thing " * 9)
        (problem,) = articles(tmp_path / name)
        assert isinstance(problem, Problem)
        assert problem.reason.startswith("cannot be read: ")


def test_a_table_gives_its_rows(tmp_path: Path) -> None:
    import datetime

    days = [datetime.date(2024, 3, 4), None]
    table = pyarrow.table({"id": [7, 8], "text": [TEXT, None], "published": days, "score": [0.5, 0.25]})
    pyarrow.parquet.write_table(table, tmp_path / "x.parquet")
    reading, problem = articles(tmp_path / "x.parquet")
    assert isinstance(reading, Reading)
    assert (reading.article.id, reading.article.text, reading.article.published) == ("7", TEXT, "2024-03-04")
    assert isinstance(problem, Problem)
    assert problem.source.endswith("x.parquet row 2")
    pyarrow.parquet.write_table(pyarrow.table({"body": [TEXT]}), tmp_path / "y.parquet")
    (problem,) = articles(tmp_path / "y.parquet")
    assert problem.reason == 'has no column "text" (or "maintext")'


def test_folders_and_globs_are_listed_in_order(tmp_path: Path) -> None:
    for name in (
        "b/c.html",
        "b/a.jsonl.gz",
        "a.txt",
        "z.warc.gz",
        ".hidden.html",
        "b/.git/x.txt",
        "picture.png",
        "d.gz",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    under = [os.path.relpath(file.address, tmp_path) for file in listed([str(tmp_path)])]
    assert under == ["a.txt", "z.warc.gz", "b/a.jsonl.gz", "b/c.html"]
    assert [Path(file.address).name for file in listed([str(tmp_path / "*" / "*.html")])] == ["c.html"]
    assert [Path(file.address).name for file in listed([str(tmp_path / "*.txt"), str(tmp_path / "d.gz")])] == [
        "a.txt",
        "d.gz",
    ]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("missing.txt", "does not exist"),
        ("*.none", "nothing matches it"),
        ("empty", "holds nothing to read; files end in"),
        ("-", "standard input cannot be read again"),
        ("nosuch://x/y", "nosuch"),
    ],
)
def test_a_source_that_is_not_there_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, reason: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(DatelineError, match=reason) as raised:
        list(listed([source]))
    assert "\n" not in str(raised.value)


def test_addresses_are_read_as_paths_are(tmp_path: Path) -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe("/bucket/day/rows.jsonl", rows(2))
    try:
        assert [each.article.id for each in articles("memory://bucket/day")] == ["a0", "a1"]
        assert taken(["memory://bucket/day"]).files == 1
    finally:
        memory.rm("/bucket", recursive=True)
    (tmp_path / "rows.jsonl").write_bytes(rows(3))
    assert len(list(articles(f"file://{tmp_path}/rows.jsonl"))) == 3


def test_a_change_of_a_file_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(rows(2))
    before = taken([str(path)])
    assert taken([str(path)]) == before
    path.write_bytes(rows(3))
    assert taken([str(path)]).digest != before.digest


def test_shards_and_chunks_keep_everything_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "_RECORDS", 3)
    for name in ("a.txt", "b.txt", "d.txt"):
        (tmp_path / name).write_text(name)
    (tmp_path / "c.jsonl").write_bytes(rows(7))
    found = [chunk for shard in shards(listed([str(tmp_path)])) for chunk in chunks.chunks(shard)]
    assert [chunk.name for chunk in found] == sorted(chunk.name for chunk in found)
    names = [Path(raw.name).name for chunk in found for raw in chunk.raws]
    assert names == ["a.txt", "b.txt", *(f"c.jsonl:{n}" for n in range(1, 8)), "d.txt"]
    assert all(isinstance(raw, Raw) for chunk in found for raw in chunk.raws)
