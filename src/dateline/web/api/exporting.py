"""Files of the events that pass: every format of publishing, and the report."""

from __future__ import annotations

import datetime as dt
import io
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi import Path as InPath
from starlette.responses import Response, StreamingResponse

from dateline.publishing import FORMATS, Format, Selection, report
from dateline.publishing.report.summary import Counting
from dateline.web.api.asking import By, Wanted
from dateline.web.desk import Asker, Desk, TheDesk, unchanged
from dateline.web.listing import Listed
from dateline.web.problems import Refused
from dateline.web.query import Query as Asked
from dateline.web.sessions import Visitor

router = APIRouter(dependencies=[Depends(unchanged)], tags=["exporting"])
KINDS = {  # ending and media type
    "jsonl": ("jsonl", "application/x-ndjson"),
    "csv": ("csv", "text/csv"),
    "geojson": ("geojson", "application/geo+json"),
    "parquet": ("parquet", "application/vnd.apache.parquet"),
    "geoparquet": ("geo.parquet", "application/vnd.apache.parquet"),
    "acled": ("acled.csv", "text/csv"),
    "ucdp": ("ucdp.csv", "text/csv"),
    "plover": ("plover.jsonl", "application/x-ndjson"),
    "polecat": ("polecat.tsv", "text/tab-separated-values"),
    "hxl": ("hxl.csv", "text/csv"),
    "stix": ("stix.json", "application/stix+json"),
    "ftm": ("ftm.jsonl", "application/x-ndjson"),
    "atom": ("atom.xml", "application/atom+xml"),
    "markdown": ("md", "text/markdown"),
}
_IN_MEMORY = 8_000_000  # bytes; what is larger is written to a file meanwhile
_PIECE = 256 * 1024
_LONGEST_NOTE = 2000

Persons = Annotated[bool, Query(description="Name private persons; for reviewers.")]


@router.get("/export/{format}", response_class=Response)
def export(
    desk: TheDesk,
    who: Asker,
    wanted: Wanted,
    by: By,
    format: Annotated[str, InPath(max_length=20)],
    persons: Persons = False,
    quotes: Annotated[bool, Query(description="Pass on quotes and headlines.")] = True,
) -> Response:
    """The events that pass, in a format of docs/formats.md.

    X-Dateline-About says of which ledger and filter they are, X-Dateline-Not-Held what the format cannot hold.
    """
    return exported(desk, who, wanted, format, persons=persons, text=quotes, by=by)


@router.get("/report.html", response_class=Response)
def html(
    desk: TheDesk,
    who: Asker,
    wanted: Wanted,
    by: By,
    title: Annotated[str | None, Query(max_length=200)] = None,
    persons: Persons = False,
) -> Response:
    """The situation report as one HTML file that needs no network."""
    _check(who, persons)
    listed = _listed(desk, wanted)
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        path = Path(folder) / "report.html"
        with desk.reading(persons=persons, events=listed.ids) as (source, _):
            day = dt.datetime.now(dt.UTC).date().isoformat()
            report.write(
                source,
                listed,
                path,
                title=title or None,
                persons=persons,
                made=day,
                words=wanted.words(),
                counting=by,
            )
        data = path.read_bytes()
    return Response(data, media_type="text/html; charset=utf-8", headers=_attached("report.html"))


def exported(
    desk: Desk, who: Visitor, wanted: Asked, format: str, *, persons: bool, text: bool, by: Counting
) -> Response:
    """An export as a download. Raises Refused for a format that there is not."""
    _check(who, persons)
    if format not in FORMATS:
        raise Refused(404, f"{format}: is no format; one of {', '.join(FORMATS)}")
    how, (ending, media) = FORMATS[format], KINDS[format]
    made = dt.datetime.now(dt.UTC).date().isoformat()
    listed = _listed(desk, wanted)  # before a state of the ledger is held: whoever holds one must not wait for another
    out: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 (closed when it is sent)
    try:
        with desk.reading(persons=persons, events=listed.ids) as (source, _):
            words = wanted.words()
            selection = Selection(source, listed, persons=persons, text=text, made=made, words=words, counting=by)
            _write(selection, how, out)
        size = out.tell()
        out.seek(0)
    except BaseException:
        out.close()
        raise
    note = json.dumps([said.what for said in selection.said])[:_LONGEST_NOTE]
    headers = _attached(f"events.{ending}") | {"Content-Length": str(size), "X-Dateline-Not-Held": note}
    headers |= {"X-Dateline-About": json.dumps(selection.about())[:_LONGEST_NOTE]}
    return StreamingResponse(_pieces(out), media_type=media, headers=headers)


def _write(selection: Selection, how: Format, out: IO[bytes]) -> None:
    if how.binary:
        how.write(selection, out)
        return
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    how.write(selection, text)
    text.detach()


def _pieces(out: IO[bytes]) -> Iterator[bytes]:
    with out:
        while piece := out.read(_PIECE):
            yield piece


def _listed(desk: Desk, wanted: Asked) -> Listed:
    return Listed(desk.index.passing(wanted).ids, totals=wanted, hidden=desk.index.hidden_totals(wanted))


def _check(who: Visitor, persons: bool) -> None:
    if persons and not who.sees_persons:
        raise Refused(403, "private persons are named to reviewers only")


def _attached(name: str) -> dict[str, Any]:
    """A file to keep, never to open as one of our own pages."""
    return {"Content-Disposition": f'attachment; filename="{name}"'}
