"""WARC → pages: the HTML that servers answered with, through fastwarc.

fastwarc rather than warcio: it reads the same archives, compressed record by record or as a whole, with gzip or zstd,
at a multiple of the speed, so that one process can feed many that code.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from dateline.model import Problem
from dateline.reading import Raw
from dateline.reading.files import LARGEST_PAGE
from dateline.running.sources import Source
from dateline.running.storage import needed

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_FOUND = 200  # status of an answer that is the page asked for, not a redirection or an error


def responses(file: Source, stream: IO[bytes]) -> Iterator[Raw | Problem]:
    """The HTML pages of an archive, with their addresses and when they were fetched. All else is passed over.

    Raises OSError where the archive is damaged, after the pages before the damage.
    """
    try:
        import fastwarc
    except ImportError:
        raise needed("fastwarc") from None
    for record in fastwarc.ArchiveIterator(stream, parse_http=False):
        answer = record.record_type == fastwarc.WarcRecordType.response and record.is_http
        block = _block(record, keep=answer)
        page = _parsed(fastwarc.WarcRecord(), block) if answer else None
        if page is None:
            continue
        url = record.headers.get("WARC-Target-URI")
        url = url.strip("<> ") if url else None  # WARC 1.0 writers put it in angle brackets
        name = f"{file.address} {url or record.record_id}"
        data = page.reader.read(LARGEST_PAGE + 1)
        if len(block) > LARGEST_PAGE or len(data) > LARGEST_PAGE:
            yield Problem(source=name, reason=f"is a page of more than {LARGEST_PAGE // 1_000_000} MB")
        else:
            fetched = record.headers.get("WARC-Date")
            yield Raw(name=name, data=data, kind="html", url=url, fetched=fetched, charset=page.http_charset)


def _block(record: Any, *, keep: bool) -> bytes:
    """What a record holds, as far as a page may go. OSError where the archive ends before it does, which fastwarc
    passes over."""
    data = record.reader.read(LARGEST_PAGE + 1) if keep else b""
    length = len(data) + record.reader.consume()
    if record.headers.get("Content-Length") is None or length < record.content_length:
        raise OSError("the archive ends in the middle of a record")
    return data


def _parsed(answer: Any, block: bytes) -> Any | None:
    """An answer with its headers parsed and its body unpacked, where it is a page that was found."""
    answer.set_bytes_content(block)
    answer.is_http = True
    try:
        answer.parse_http(auto_decode="all")
    except OSError:  # no answer as HTTP has it
        return None
    kind = (answer.http_content_type or "").lower()
    return answer if answer.http_headers.status_code == _FOUND and kind in _HTML else None
