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
    records = fastwarc.ArchiveIterator(
        stream, record_types=fastwarc.WarcRecordType.response, auto_decode="all", func_filter=_is_page
    )
    for record in records:
        url = record.headers.get("WARC-Target-URI")
        url = url.strip("<> ") if url else None  # WARC 1.0 writers put it in angle brackets
        name = f"{file.address} {url or record.record_id}"
        data = record.reader.read(LARGEST_PAGE + 1)
        if len(data) > LARGEST_PAGE:
            yield Problem(source=name, reason=f"is a page of more than {LARGEST_PAGE // 1_000_000} MB")
        else:
            fetched = record.headers.get("WARC-Date")
            yield Raw(name=name, data=data, kind="html", url=url, fetched=fetched, charset=record.http_charset)


def _is_page(record: Any) -> bool:
    return bool(
        record.is_http
        and record.http_headers.status_code == _FOUND
        and (record.http_content_type or "").lower() in _HTML
    )
