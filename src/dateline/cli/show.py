"""`dateline show`: one event with everything behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count, product
from string import ascii_lowercase
from typing import Annotated

import typer
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.cli.changes import gist
from dateline.cli.console import counted, results
from dateline.cli.decide import decision_words
from dateline.cli.options import LEDGER, AsOf, Where
from dateline.cli.totals import check_lines
from dateline.cli.wording import chain_words, type_words, value_words
from dateline.model import Article, Citation, Claim, ClaimRef, Consolidated, Count, Event, Link, Report

EXAMPLES = """Examples:
  dateline show ev-0000001
  dateline show ev-0000001 --ledger iraq.db | less -R
  dateline show ev-0000001 --as-of 2026-03-01
"""

_SHOWN = 20  # parts of an event, and totals that cover it

Named = Annotated[str, typer.Argument(metavar="EVENT", help="The event's id, as `dateline events` lists it.")]


def show(event: Named, ledger: Where = LEDGER, as_of: AsOf = None) -> None:
    """Show one event: each field, the words behind it and who said them, and why its reports are about one event."""
    from dateline.ledger import Ledger

    with Ledger.open(ledger, create=False, as_of=as_of) as book:
        found = book.event(event)
        ruled = [each.decision for each in book.decisions() if each.decision.id in found.decisions]
        reports = book.reports(found)
        articles = {report.article_id: book.article(report.article_id) for report in reports}
        inside = [book.event(each) for each in book.parts(found.id)[:_SHOWN]]
        checked = [(total, book.check(total)) for total in book.totals_about(found)[:_SHOWN]]
    console = results()
    console.print(heading(found))
    console.print(Padding(fields(found, reports), (1, 0)))
    for part in inside:
        console.print(Text(f"part {part.id}  {gist(part)}"))
    for total, check in checked:
        console.print(Text("total " + "\n".join(check_lines(total, check))))
    for decision in ruled:
        console.print(Text(f"decision {decision_words(decision)}"))
    for number, report in enumerate(reports, start=1):
        console.print(about_report(number, report, articles[report.article_id]))
        console.print(Padding(claims(report), (0, 0, 1, 3)))
    for link in found.links:
        console.print(about_link(link, reports))


def heading(event: Event) -> Text:
    """The event's id, type and judgement on one line, and what it is part of."""
    judged = [event.kind, event.status, event.certainty, *([f"part of {event.part_of}"] if event.part_of else [])]
    about = f"  {', '.join(judged)} · {counted(len(event.reports), 'report')}"
    return Text(f"{event.id}  {type_words(event)}", style="bold") + Text(about, style="not bold")


def fields(event: Event, reports: Sequence[Report]) -> Table:
    """The consolidated fields: best value, the range told, the words of the best."""
    table = _plain_table()
    by_id = {report.id: report for report in reports}
    for value in event.fields:
        ref = value.best_claim
        words = quoted(behind(ref, by_id), by_id.get(ref.report_id)) if ref else Text("")
        table.add_row(field_name(value), value_words(value.best) + disagreement(value), words)
    return table


def field_name(value: Consolidated | Claim) -> str:
    """The field, or what is counted."""
    counted_value = value.best if isinstance(value, Consolidated) else value.value
    return counted_value.what if isinstance(counted_value, Count) else value.field


def disagreement(value: Consolidated) -> str:
    """The range told where there is one, whether reports contradict each other, and whether a person set the value."""
    ends = [value_words(end, short=True) for end in (value.low, value.high) if end is not None]
    told = f"; told from {ends[0]} to {ends[1]}" if len(set(ends)) == 2 else ""
    whose = f"; set by decision {value.decision}" if value.decision else ""
    return told + ("; reports contradict each other" if value.conflict else "") + whose


def behind(ref: ClaimRef, reports: dict[str, Report]) -> Claim | None:
    """The claim that a consolidated value names."""
    report = reports.get(ref.report_id)
    return report.claims[ref.claim] if report else None


def quoted(claim: Claim | None, report: Report | None) -> Text:
    """The words behind a claim; its report's whole sentence, which is printed with the report, is only named."""
    spans = claim.evidence if claim else ()
    whole = report.quote if report else None
    return Text(
        " … ".join("the whole sentence" if span == whole else f"“{span.quote}”" for span in spans), style="italic"
    )


def about_report(number: int, report: Report, article: Article) -> Group:
    """A report's number, its article and the sentence it rests on."""
    day = f"{article.published} ({article.published_from})" if article.published else "day of publication not known"
    where = " · ".join(filter(None, (article.publisher, day, article.url)))
    return Group(
        Text(f"{number}  {article.title}", style="bold"),
        indented(Text(where)),
        indented(Text(f"article {article.id}", style="dim")),
        indented(Text(f"“{report.quote.quote.strip()}”", style="italic")),
    )


def claims(report: Report) -> Table:
    """Every claim of a report: value, how it is told, words; below, the sources they name, by letter."""
    chains = list(dict.fromkeys(claim.cited for claim in report.claims if claim.cited))
    letters = dict(zip(chains, letters_from_a(), strict=False))
    table = _plain_table()
    for claim in report.claims:
        notes = ", ".join(manner(claim, letters))
        table.add_row(
            field_name(claim), value_words(claim.value) + (f" ({notes})" if notes else ""), quoted(claim, report)
        )
    for cited, letter in letters.items():
        table.add_row(f"({letter})", f"according to {chain_words(cited, 'this article')}", cues(cited))
    return table


def letters_from_a() -> Iterator[str]:
    """a, b … z, aa, ab …"""
    return ("".join(letters) for length in count(1) for letters in product(ascii_lowercase, repeat=length))


def manner(claim: Claim, letters: Mapping[tuple[Citation, ...], str]) -> Iterator[str]:
    """How a claim is told: the letter of its source, and what is out of the ordinary."""
    if claim.cited:
        yield letters[claim.cited]
    if claim.certainty != "stated":
        yield claim.certainty
    if claim.stance != "asserts":
        yield claim.stance
    if claim.said:
        yield f"said {claim.said}"


def cues(cited: tuple[Citation, ...]) -> Text:
    """The words that name and cite the sources of a chain."""
    spans = [span.quote for link in cited for span in (link.evidence, link.cue) if span]
    return Text(" … ".join(f"“{words}”" for words in spans), style="italic")


def about_link(link: Link, reports: Sequence[Report]) -> Group:
    """Why two reports are, or are not, one event, reason by reason."""
    numbers = {report.id: number for number, report in enumerate(reports, start=1)}
    left, right = (numbers.get(end, end) for end in (link.left, link.right))
    reasons = ", ".join(f"{level.name}: {level.outcome} ({level.weight:+.1f})" for level in link.levels)
    return Group(
        Text(f"Reports {left} and {right}: one event with probability {link.probability:.2f}"),
        indented(Text(reasons, style="dim")),
    )


def indented(words: RenderableType) -> Padding:
    """What belongs to the line above."""
    return Padding(words, (0, 0, 0, 3))


def _plain_table() -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(ratio=1)
    table.add_column(ratio=1)
    return table
