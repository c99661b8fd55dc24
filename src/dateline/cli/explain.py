"""`dateline explain`: why one event of one article has the date, place and parties that it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.cli.console import complain, results
from dateline.cli.inputs import Inputs
from dateline.cli.options import LEDGER, Published, Where, published_days
from dateline.cli.wording import chain_words, value_words
from dateline.errors import DatelineError, LedgerError, NotFound
from dateline.model import Article, Candidate, Claim, Coding, Date, Field, Location, Party, Report

if TYPE_CHECKING:
    from dateline.ledger import Ledger

EXAMPLES = """Examples:
  dateline explain page.html e3
  dateline explain page-with-two-stories.txt 2:e1
  dateline explain 91f3c6d0 ev-0000007 --ledger iraq.db
"""

FIELDS: tuple[tuple[Field, str], ...] = (
    ("date", "date"),
    ("place", "place"),
    ("actor", "actor"),
    ("recipient", "recipient"),
)
NOTHING = {
    "date": "none: its words give no day, and the day of publication is never put in its stead",
    "place": "none: its words name no place that is its own",
    "actor": "none: the article does not say who did it, or the coder did not find it",
    "recipient": "none: the article does not say to whom, or the coder did not find it",
}
ANCHORS = {
    "calendar": "the calendar alone",
    "publication": "the day of publication",
    "event": "another event of the article",
}
SHOWN = 5  # candidates

Which = Annotated[
    str,
    typer.Argument(
        metavar="ARTICLE",
        help="A file that `dateline code` takes, or the id of an article in the ledger: all of it, or its first 8 "
        "characters or more.",
    ),
]
What = Annotated[
    str,
    typer.Argument(
        metavar="EVENT",
        help="The record's id, as `dateline code` prints it (e3; 2:e3 for the second article of a page), or an id of "
        "the ledger's.",
    ),
]


def explain(article: Which, event: What, ledger: Where = LEDGER, published: Published = None) -> None:
    """Show why an event's date, place and parties were chosen: words, rules, candidates, what decided."""
    days = published_days(published)
    coding, report = (
        _of_file(article, event, days)
        if article == "-" or Path(article).exists()
        else _of_ledger(article, event, ledger)
    )
    results().print(account(coding.article, report))


# ------------------------------------------------------------------ finding the event


def _of_file(path: str, event: str, published: str | dict[int, str] | None) -> tuple[Coding, Report]:
    inputs = Inputs([path], published, strict=False)
    codings = [coding for _, coding in inputs.coded()]
    number, _, wanted = event.rpartition(":")
    if number:
        codings = codings[int(number) - 1 : int(number)] if number.isdecimal() and int(number) else []
    found = [(coding, report) for coding in codings for report in _named(coding.reports, wanted)]
    if len(found) != 1:
        _give_up(path, event, codings, several=len(found) > 1)
    return found[0]


def _of_ledger(article_id: str, event_id: str, ledger: str) -> tuple[Coding, Report]:
    """The stored article coded anew by the installed coder, so that its reasons are there whatever stored it."""
    from dateline.coding import Coder
    from dateline.ledger import Ledger

    try:
        with Ledger.open(ledger, create=False) as book:
            article = _stored(book, article_id)
            stored = book.event(event_id) if event_id.startswith("ev-") else None
            reports = [r for r in book.reports(stored) if r.article_id == article.id] if stored else []
    except LedgerError as error:
        raise DatelineError(f"{article_id} is no file here; looked for in a ledger: {error}") from None
    coder = Coder.load()
    coding = coder.code(article)
    wanted = {report.id for report in reports} or {report.id for report in _named(coding.reports, event_id)}
    found = [report for report in coding.reports if report.id in wanted]
    if not found and reports:
        complain(f"{event_id}: the installed coder no longer finds it; shown as it was stored")
        found = reports[:1]
    if not found:
        _give_up(article_id, event_id, [coding], several=False)
    if any(report.provenance != coder.provenance for report in reports):
        complain(f"{event_id}: stored by other versions; explained by the installed ones")
    return coding, found[0]


def _stored(book: Ledger, article_id: str) -> Article:
    try:
        return book.article_called(article_id)
    except NotFound:
        raise NotFound(f"{article_id}: is no file here, and the ledger knows no such article") from None


def _named(reports: Sequence[Report], event: str) -> list[Report]:
    """The report of a record's number ("e3") or of its own id."""
    if event[:1] == "e" and event[1:].isdecimal():
        return list(reports[int(event[1:]) - 1 : int(event[1:])]) if int(event[1:]) else []
    return [report for report in reports if report.id == event]


def _give_up(article: str, event: str, codings: Sequence[Coding], *, several: bool) -> None:
    if several:
        complain(f"{article}: {len(codings)} articles with an event {event}; write 1:{event}, 2:{event} …")
    else:
        there = ", ".join(f"e{n}" for coding in codings[:1] for n, _ in enumerate(coding.reports, start=1))
        complain(f"{article}: no event {event}" + (f"; there are {there}" if there else ""))
    raise typer.Exit(1)


# ------------------------------------------------------------------ what is shown


def account(article: Article, report: Report) -> Group:
    """The event's sentence, and for each field its values with what decided them."""
    kind = report.type if report.mode is None else f"{report.type}/{report.mode}"
    judged = ", ".join((report.kind, report.status, report.certainty))
    day = f"published {article.published} ({article.published_from})" if article.published else "no day of publication"
    parts: list[RenderableType] = [
        Text(kind, style="bold") + Text(f"  {judged}", style="not bold"),
        Text(article.title or article.id, style="bold"),
        Text(day, style="dim"),
        Padding(Text(f"“{' '.join(report.quote.quote.split())}”", style="italic"), (0, 0, 1, 0)),
    ]
    for name, label in FIELDS:
        parts += _field(label, list(report.claims_of(name)))
    return Group(*parts)


def _field(label: str, claims: Sequence[Claim]) -> Iterator[RenderableType]:
    if not claims:
        yield Padding(_line(label, Text(NOTHING[label], style="dim")), (0, 0, 1, 0))
    for claim in claims:
        yield _line(label, Text(value_words(claim.value), style="bold"))
        yield Padding(_why(claim), (0, 0, 1, 11))


def _line(label: str, value: Text) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(width=10, no_wrap=True)
    table.add_column(ratio=1)
    table.add_row(Text(label, style="cyan"), value)
    return table


def _why(claim: Claim) -> Group:
    words = " … ".join(dict.fromkeys(f"“{' '.join(span.quote.split())}”" for span in claim.evidence))
    lines: list[RenderableType] = [Text.assemble(("words  ", "dim"), (words, "italic"))]
    if claim.cited:
        lines.append(Text.assemble(("told by  ", "dim"), chain_words(claim.cited, "this article")))
    if claim.confidence is not None:
        lines.append(Text.assemble(("likely  ", "dim"), f"{claim.confidence:.2f}, given that the event is"))
    lines += [Text(f"· {reason}") for reason in _reasons(claim.value)]
    if isinstance(claim.value, Location) and claim.value.candidates:
        lines.append(_candidates(claim.value.candidates[:SHOWN]))
    return Group(*lines)


def _reasons(value: object) -> Iterator[str]:
    if isinstance(value, Date):
        yield f"counted from {ANCHORS[value.anchor]}"
    if isinstance(value, Date | Location | Party):
        yield from value.reasons


def _candidates(candidates: Sequence[Candidate]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("it could be")
    table.add_column("score", justify="right")
    table.add_column("because", ratio=1)
    for candidate in candidates:
        table.add_row(
            f"{candidate.name} ({candidate.place_id})", f"{candidate.score:.1f}", "; ".join(candidate.reasons)
        )
    return table
