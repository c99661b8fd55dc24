"""`dateline add`: articles into the ledger."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.changes import change_lines
from dateline.cli.console import complain, counted, watched
from dateline.cli.inputs import Inputs
from dateline.cli.options import (
    LEDGER,
    WORKERS,
    MinConfidence,
    Published,
    SomePaths,
    Strict,
    Where,
    published_days,
)
from dateline.errors import LedgerError, NotFound
from dateline.model import Coding, Page, Problem

if TYPE_CHECKING:
    from dateline.ledger import Added, Ledger
    from dateline.running import Copy

EXAMPLES = """Examples:
  dateline add page.html
  dateline add pages/ more.jsonl --ledger iraq.db
  dateline add saved.txt --published 2021-06-05
  dateline add pages/ --ledger postgresql://ann@db.example.org/iraq
  dateline add --from run/
"""
_ORIGINALS = 500  # articles kept at hand while their copies are added
_AT_ONCE = 20  # articles stored in one go
_MANY = 1000  # articles; the server catches up with fewer unnoticed
_SECONDS = 2.0  # that an article waits for others to be stored with
_NAMED = 5  # events of many that are named

From = Annotated[
    list[str] | None,
    typer.Option("--from", metavar="DIR", help="The folder that `dateline code --output` wrote. Repeatable."),
]

Workers = Annotated[
    int,
    typer.Option(
        "--workers",
        min=1,
        max=64,
        metavar="N",
        help="Processes that code, where there are many articles; with --from, that compare reports.",
    ),
]


def add(
    paths: SomePaths = None,
    from_: From = None,
    ledger: Where = LEDGER,
    published: Published = None,
    strict: Strict = False,
    min_confidence: MinConfidence = None,
    workers: Workers = WORKERS,
) -> None:
    """Read and code pages, join their reports to the events known, and store it all. Adding twice changes nothing.

    With --from, what a run of `dateline code` has coded already is loaded in bulk; cut off, it goes on where it was.
    """
    from dateline.ledger import Ledger

    if bool(paths) == bool(from_):
        raise typer.BadParameter("name pages, or with --from the folder of a run", param_hint="PATH")
    if from_:
        raise typer.Exit(_load(ledger, from_, workers))
    days = published_days(published)
    inputs = Inputs(paths or [], days, strict=strict, min_confidence=min_confidence, workers=workers)
    if inputs.are_empty():
        complain("nothing to add: no article was found")
        raise typer.Exit(1)
    with Ledger.open(ledger) as book:
        before = book.change()
        added = list(watched(stored(book, inputs.coded()), "articles added"))
        changes = list(superseding_lines(book, before, added))
        _prepare(book, len(added))
        name = book.name
    typer.echo(summary(added, inputs.set_aside, name))
    for line in changes:
        typer.echo(line)
    raise typer.Exit(inputs.exit_code)


def _load(ledger: str, folders: Sequence[str], workers: int) -> int:
    """Loads runs; how many of their copies had to be set aside."""
    from dateline.ledger import Ledger
    from dateline.running.output import finished

    for folder in folders:  # before a ledger is made for nothing
        finished(folder)
    aside: list[Problem] = []
    with Ledger.open(ledger) as book:
        added = [
            each
            for folder in folders
            for each in watched(loaded(book, folder, aside, workers), f"articles of {folder} added")
        ]
        _prepare(book, len(added))
        name = book.name
    for problem in aside:
        complain(problem)
    typer.echo(summary(added, len(aside), name))
    return int(bool(aside))


def loaded(book: Ledger, folder: str, aside: list[Problem], workers: int) -> Iterator[Added]:
    """What became of each article of a run, its copies last; `aside` takes those that cannot be stored."""
    from dateline.running import coded, copies

    for lot in book.load(coded(folder), folder, workers=workers):
        yield from lot
    for lot in book.load(told_again(book, copies(folder), aside), folder):
        yield from lot


def told_again(book: Ledger, found: Iterable[Copy], aside: list[Problem]) -> Iterator[tuple[Page, Coding]]:
    """Each copy with what the article that it is a copy of tells in the same words."""
    from dateline.ledger.copying import copied

    @lru_cache(maxsize=_ORIGINALS)
    def original(article_id: str) -> Coding | None:
        try:
            return book.coding(article_id)
        except NotFound:
            return None

    for copy in found:
        coding = original(copy.of)
        if coding is None or coding.article.hash != copy.of_hash:
            reason = f"is a copy of {copy.of}, whose text is not in the ledger"
            aside.append(Problem(source=copy.article.id, reason=reason, hint="add its page by itself"))
        else:
            yield copy.page, copied(coding, copy.article)


def stored(book: Ledger, coded: Iterable[tuple[Page, Coding]]) -> Iterator[Added]:
    """What became of each article, as soon as it is stored; several are stored in one go."""
    waiting: list[tuple[Page | None, Coding]] = []
    since = time.monotonic()
    for each in coded:
        waiting.append(each)
        if len(waiting) == _AT_ONCE or time.monotonic() - since > _SECONDS:
            yield from _store(book, waiting)
            waiting, since = [], time.monotonic()
    yield from _store(book, waiting)


def _store(book: Ledger, waiting: list[tuple[Page | None, Coding]]) -> Iterator[Added]:
    try:
        yield from book.add_all(waiting) if waiting else ()
    except LedgerError:
        if len(waiting) == 1:
            raise
        for each in waiting:  # so that those before the one that cannot be stored are
            yield from book.add_all([each])


def superseding_lines(book: Ledger, before: int, added: list[Added]) -> Iterator[str]:
    """What changed where an article took the place of an earlier version of its page."""
    superseding = [one for one in added if one.supersedes]
    if not superseding:
        return
    touched = {event for one in superseding for event in (*one.new_events, *one.grown_events)}
    yield ""
    for one in superseding:
        yield f"Article {one.article_id} takes the place of {', '.join(one.supersedes)} at its address."
    for each in book.changed_since(before):
        for line in change_lines(each.before, each.after) if each.event_id in touched else ():
            yield f"  {each.event_id}  {line}"


def summary(added: list[Added], set_aside: int, where: str) -> str:
    """What was added, on one screen, and what to do next."""
    status = Counter(one.status for one in added)
    forgotten = status.pop("forgotten", 0)
    how = ", ".join(f"{n:,} {name}" for name, n in sorted(status.items()))
    lines = [
        f"{counted(len(added), 'article')} read" + (f": {how}" if how else ""),
        f"{counted(sum(one.reports for one in added), 'report')} of events, "
        f"{counted(sum(one.totals for one in added), 'total')} over several",
        *event_lines(added),
        *([f"{counted(forgotten, 'article')} not stored: to be forgotten"] if forgotten else []),
        *([f"{counted(set_aside, 'input')} set aside, for the reasons above"] if set_aside else []),
        f"Ledger: {where}",
        *_next_steps(where),
    ]
    return "\n".join(lines)


def event_lines(added: Sequence[Added]) -> Iterator[str]:
    """What became of events: how many are new, grew or changed, and which ended."""
    new = {event for one in added for event in one.new_events}
    # The reports of an article that was known, or has another's place, take the place of earlier ones.
    further = [one for one in added if one.status == "new" and not one.supersedes]
    grown = {event for one in further for event in one.grown_events} - new
    changed = {event for one in added for event in one.grown_events} - new - grown
    yield (
        f"{counted(len(new), 'event')} new, {len(grown):,} grown by further reports"
        + (f", {len(changed):,} changed by other versions of articles" if changed else "")
    )
    yield from end_lines(added)


def end_lines(added: Sequence[Added]) -> Iterator[str]:
    """Which events known before ended or are one with others now, and which are told though rejected."""
    new = {event for one in added for event in one.new_events}
    if ended := {event for one in added for event in one.ended_events} - new:
        yield f"{counted(len(ended), 'event')} ended: {some(ended)} (dateline history says why)"
    if merged := {event for one in added for event in one.merged_events} - new:
        yield f"{counted(len(merged), 'event')} merged into others: {some(merged)}"
    if rejected := {event for one in added for event in one.rejected_events}:
        yield f"{counted(len(rejected), 'rejected event')} told again, and still rejected: {some(rejected)}"


def some(ids: Collection[str]) -> str:
    """A few ids, and how many more there are."""
    more = len(ids) - _NAMED
    return ", ".join(sorted(ids)[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")


def _prepare(book: Ledger, articles: int) -> None:
    """After many articles, draws up what `dateline serve` would otherwise let somebody wait for."""
    if articles >= _MANY:
        from dateline.web.index import keep_up

        keep_up(book)


def _next_steps(where: str) -> list[str]:
    ledger = "" if where == LEDGER else f" --ledger {where}"
    return ["", "Next:", f"  dateline events{ledger}", f"  dateline report{ledger} -o report.html"]
