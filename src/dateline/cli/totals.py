"""`dateline totals` and `relations`: what articles say beyond single events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.columns import columns
from dateline.cli.console import counted, results, say
from dateline.cli.options import LEDGER, AsOf, Where, choosing, usage
from dateline.cli.wording import place_name, short_date
from dateline.model import Party, Total, TotalCheck
from dateline.parties import who_to_whom

if TYPE_CHECKING:
    from dateline.ledger import Filter, StatedRelation

TOTALS = """Examples:
  dateline totals
  dateline totals --country IQ --since 2021-01-01
"""
RELATIONS = """Examples:
  dateline relations
  dateline relations Hezbollah
  dateline relations group:hts --as-of 2026-03-01
"""
_SHARES = {0: 10, 2: 10, 4: 20}  # of the width: columns of words, which may be cut

Name = Annotated[str | None, typer.Argument(metavar="ACTOR", help="Words of a name, or a registry id.")]


@choosing
def totals(ledger: Where = LEDGER, *, chosen: Filter, as_of: AsOf = None) -> None:
    """List the totals that articles tell ("more than 300 attacks this year"), each held against the events held.

    These are of the total's type or a kindred one, and of its period, place and parties as far as they are known.
    """
    from dateline.ledger import Ledger

    with Ledger.open(ledger, create=False, as_of=as_of) as book:
        found = book.checks(chosen)
    for total, check in found:
        results().print("\n".join(check_lines(total, check)), soft_wrap=True)
    say(counted(len(found), "total"))


def check_lines(total: Total, check: TotalCheck) -> Iterator[str]:
    """What a total says, in its words and as it was read, and what the ledger holds of it."""
    yield f"“{' '.join(total.quote.quote.split())}”"
    yield f"    {read_as(total)} · article {total.article_id}"
    yield f"    {check.words}"


def read_as(total: Total) -> str:
    """How a total was read: type, parties, place and time, as far as it says them."""
    who = who_to_whom(*(", ".join(party.name for party in side) for side in (total.actors, total.recipients)))
    place = place_name(total.place) if total.place else ""
    return "  ".join(filter(None, (total.type, short_date(total.date.edtf) if total.date else "", place, who)))


def relations(actor: Name = None, ledger: Where = LEDGER, as_of: AsOf = None) -> None:
    """List how articles say parties stand to each other: who leads, backs, fights whom, and in which words."""
    from dateline.ledger import Ledger
    from dateline.ledger.filtering import actor_words

    with usage():
        wanted = None if actor is None else actor_words("ACTOR", actor)
    with Ledger.open(ledger, create=False, as_of=as_of) as book:
        found = book.relations(wanted)
    rows = list(relation_rows(found))
    if rows:
        heads, *lines = columns([("who", "", "whom", "art", "in the words"), *rows], results().width, _SHARES)
        results().print(heads, style="bold", soft_wrap=True)
        typer.echo("\n".join(lines))
    say(counted(len(rows), "relation"))


def relation_rows(found: Iterable[StatedRelation]) -> Iterator[tuple[str, ...]]:
    """One row for all articles that state the same, those that most state first."""
    told: dict[tuple[str, ...], list[StatedRelation]] = defaultdict(list)
    for each in found:
        told[_key(each.claim.source), each.claim.kind, _key(each.claim.target)].append(each)
    for same in sorted(told.values(), key=lambda each: -len({one.article_id for one in each})):
        claim, articles = same[0].claim, {one.article_id for one in same}
        kind = claim.kind if any(one.claim.certainty == "stated" for one in same) else f"{claim.kind} (hedged)"
        spans = " … ".join(" ".join(span.quote.split()) for span in claim.evidence)
        yield claim.source.name, kind, claim.target.name, str(len(articles)), f"“{spans}”"


def _key(party: Party) -> str:
    return party.actor_id or party.name.casefold()
