"""`dateline verify`, `recode` and `forget`: keeping a ledger sound, up to date, and free of what must go."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.cli.changes import gist
from dateline.cli.console import complain, counted, say, watched
from dateline.cli.decide import name_of
from dateline.cli.history import difference_lines
from dateline.cli.options import LEDGER, WORKERS, MinConfidence, Note, User, Where, Workers
from dateline.cli.workers import coded
from dateline.model import Coding

VERIFY = """Examples:
  dateline verify
"""
RECODE = """Examples:
  dateline recode
"""
FORGET = """Examples:
  dateline show ev-0000001
  dateline forget ARTICLE --note "the family asked"
"""
_AT_ONCE = 20  # articles stored in one go


def verify(ledger: Where = LEDGER) -> None:
    """Check quotes against articles, values against claims, events against reports, indexes against the log."""
    from dateline.ledger import Ledger

    number = 0
    with Ledger.open(ledger, create=False) as book:
        for number, fault in enumerate(book.verify(), 1):  # noqa: B007
            typer.echo(fault)
        counts = book.counts()
    say(f"{counted(counts.articles, 'article')}, {counted(counts.events, 'event')}: {counted(number, 'fault')}")
    raise typer.Exit(int(number > 0))


def recode(ledger: Where = LEDGER, min_confidence: MinConfidence = None, workers: Workers = WORKERS) -> None:
    """Code all articles anew after a change of the coder or the ontology; decisions are carried over, changes shown.

    New reports stand beside the old, which stay in the log. Events are formed anew where the resolver changed.
    """
    from dateline.ledger import Ledger

    with Ledger.open(ledger, create=False) as book:
        before = book.change()
        resolved = book.resolve()
        again = 0
        waiting: list[Coding] = []
        articles = [(None, article) for article in book.articles()]
        for _, coding in watched(coded(articles, min_confidence, workers), "articles coded anew"):
            waiting.append(coding)
            if len(waiting) == _AT_ONCE:
                again += sum(one.status == "recoded" for one in book.recode(waiting))
                waiting.clear()
        again += sum(one.status == "recoded" for one in book.recode(waiting))
        found = book.changed_since(before)
        lost = [each for each in book.decisions() if each.lost and not each.undone]
    for each in found:
        typer.echo("\n".join(difference_lines(each)))
    if resolved:
        say("Events were formed anew by another resolver.")
    say(f"{counted(again, 'article')} said something new; {counted(len(found), 'event')} changed.")
    if lost:
        say(f"{counted(len(lost), 'decision')} found no words to hold on to: dateline decisions --lost")


def forget(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The article's id, as `dateline show` prints it.")],
    note: Note = None,
    user: User = None,
    ledger: Where = LEDGER,
) -> None:
    """Take an article's text and its quotes out of the ledger for good, from earlier days too. A tombstone stays."""
    from dateline.ledger import Ledger
    from dateline.web.saved import Saved
    from dateline.web.settings import Settings

    with Ledger.open(ledger, create=False) as book:
        before = book.change()
        ids = book.forget(article, user=name_of(user), note=note)
        Saved(Settings().pages).sweep(book)
        found = book.changed_since(before)
    if not ids:
        complain(f"{article}: was forgotten before")
    for each in ids:
        typer.echo(f"forgotten: {each}")
    for event in found:  # not with its values: those of earlier days that the text told are gone, too
        mark, why = "-" if event.after is None else "~", "; ".join(step.why for step in event.revisions)
        typer.echo(f"{mark} {event.event_id}  {gist(event.after or event.before)}  ({why})")
