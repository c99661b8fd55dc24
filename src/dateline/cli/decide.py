"""`dateline accept`, `correct`, `merge`, `split`, `reject`, `note`, `undo`, `decisions`: what a person rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, get_args

import typer
from msgspec.structs import replace

from dateline.cli.console import counted, results
from dateline.cli.options import LEDGER, AsOf, Note, User, Where, usage
from dateline.cli.wording import value_words
from dateline.errors import InputError
from dateline.model import (
    Attachment,
    Consolidated,
    Count,
    CountWhat,
    Decision,
    Event,
    Field,
    Party,
    Problem,
    Report,
    Value,
)

if TYPE_CHECKING:
    from dateline.ledger import Decided, Ledger, Standing

ACCEPT = """Examples:
  dateline accept ev-0000001
  dateline accept ev-0000001 --note "seen the video" --user ann
"""
CORRECT = """Examples:
  dateline correct ev-0000001 killed 14
  dateline correct ev-0000001 killed "15+" --note "hospital list"
  dateline correct ev-0000001 place "Karsa, IQ"
  dateline correct ev-0000001 actor "Islamic State" --replaces gunmen
  dateline correct ev-0000001 recipient "a bus driver" --add
  dateline correct ev-0000001 part_of ev-0000009
  dateline correct ev-0000001 part_of none
"""
MERGE = """Examples:
  dateline merge ev-0000001 ev-0000007
"""
SPLIT = """Examples:
  dateline split ev-0000001 2 3 --note "the second bomb"
"""
REJECT = """Examples:
  dateline reject ev-0000001 --note "a film"
  dateline reject ev-0000001 --report 2
"""
NOTE = """Examples:
  dateline note ev-0000001 "the ministry promised a list of names"
"""
UNDO = """Examples:
  dateline decisions
  dateline undo de-1f0c77aa
"""
DECISIONS = """Examples:
  dateline decisions
  dateline decisions --lost
"""

FIELDS = (*(field for field in get_args(Field) if field != "count"), *get_args(CountWhat), "part_of")
_DONE = {"accept": "accepted", "note": "noted"}  # of events whose values stay what they were

EventId = Annotated[str, typer.Argument(metavar="EVENT", help="The event's id, as `dateline events` lists it.")]
ReportNumbers = Annotated[
    list[str],
    typer.Argument(metavar="REPORT", help="Its reports by their numbers in `dateline show`, or by their ids."),
]
SomeReports = Annotated[
    list[str] | None,
    typer.Option("--report", metavar="REPORT", help="Only this report, by its number in `dateline show`. Repeatable."),
]


def accept(event: EventId, note: Note = None, user: User = None, ledger: Where = LEDGER) -> None:
    """Accept an event as it stands: its reports stay together whatever the machine says later."""
    _decide(ledger, lambda book: book.accept(event, user=name_of(user), note=note))


def correct(
    event: EventId,
    field: Annotated[str, typer.Argument(metavar="FIELD", help=f"One of {', '.join(FIELDS)}.")],
    value: Annotated[
        str,
        typer.Argument(
            metavar="VALUE",
            help='What is right. A toll as 5, 15+, 2-5, "up to 24" or ~300; a date as 2021-04-14, 2021-04 or '
            'DATE/DATE; a place as "Karsa, IQ" or as 36.2,44.0; part_of an event, or none.',
        ),
    ],
    replaces: Annotated[
        str | None,
        typer.Option("--replaces", metavar="WORDS", help="Of several values the wrong one: words of it, or behind it."),
    ] = None,
    add: Annotated[
        bool,
        typer.Option("--add", help="Add the value beside those that stand there; tolls of one kind count together."),
    ] = False,
    person: Annotated[bool, typer.Option("--person", help="The party is a private person, to be masked.")] = False,
    note: Note = None,
    user: User = None,
    ledger: Where = LEDGER,
) -> None:
    """Correct a field's value: yours wins over the machine's in every later run, and is marked as yours."""
    from dateline.ledger.parting import NOTHING, PART_OF
    from dateline.ledger.ruling import stands
    from dateline.ledger.typed import field_of, value_of

    if add and (replaces is not None or field == PART_OF):
        raise typer.BadParameter("a value is added, or it replaces another", param_hint="--add")
    if person and field not in ("actor", "recipient"):
        raise typer.BadParameter("only an actor or a recipient is a person", param_hint="--person")
    if field == PART_OF:
        whole = None if value == NOTHING else value
        _decide(ledger, lambda book: book.place(event, whole, user=name_of(user), note=note))
        return
    if re.match(r"--?[^\W\d]", value):  # as numbers below 0 are let through, so that it can be said what is wrong
        raise typer.BadParameter(f"No such option: {value}")
    with usage():
        if field not in FIELDS:
            raise InputError(Problem(source=field, reason="is no field", hint=f"one of {', '.join(FIELDS)}"))
        wanted = value_of(field, value)

    def work(book: Ledger) -> Decided:
        before = None if add else meant(book, event, field, replaces)
        right = wanted
        if isinstance(before, Count) and isinstance(right, Count):
            right = replace(right, side=before.side, civilian=before.civilian)
        if isinstance(right, Party) and right.actor_id is None:
            right = replace(right, private=person or (isinstance(before, Party) and before.private))
        if add and any(stands(right, one.best) for one in values(book.event(event), field)):
            problem = Problem(
                source=f"correct {event}", reason=f"has this {field} already", hint="nothing is to be added"
            )
            raise InputError(problem)
        return book.correct(event, field_of(field), right, user=name_of(user), replaces=before, add=add, note=note)

    _decide(ledger, work)


def merge(
    events: Annotated[list[str], typer.Argument(metavar="EVENT", help="The ids of the events that are one.")],
    note: Note = None,
    user: User = None,
    ledger: Where = LEDGER,
) -> None:
    """Join events into one; their other ids lead to it from then on."""
    _decide(ledger, lambda book: book.merge(events, user=name_of(user), note=note))


def split(event: EventId, reports: ReportNumbers, note: Note = None, user: User = None, ledger: Where = LEDGER) -> None:
    """Take reports out of an event: together they tell of another one."""

    def work(book: Ledger) -> Decided:
        return book.split(event, report_ids(book.event(event), reports), user=name_of(user), note=note)

    _decide(ledger, work)


def reject(
    event: EventId, report: SomeReports = None, note: Note = None, user: User = None, ledger: Where = LEDGER
) -> None:
    """Reject an event, or some of its reports, as not told: it counts nowhere, and stays in the log."""

    def work(book: Ledger) -> Decided:
        named = report_ids(book.event(event), report or ())
        return book.reject(event, user=name_of(user), reports=named, note=note)

    _decide(ledger, work)


def note(
    event: EventId,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What there is to say.")],
    user: User = None,
    ledger: Where = LEDGER,
) -> None:
    """Keep a note with an event."""
    _decide(ledger, lambda book: book.remark(event, text, user=name_of(user)))


def undo(
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="Its id, as `dateline decisions` lists it.")],
    note: Note = None,
    user: User = None,
    ledger: Where = LEDGER,
) -> None:
    """Take a decision back, or an earlier undo."""
    _decide(ledger, lambda book: book.undo(decision, user=name_of(user), note=note))


def decisions(
    lost: Annotated[bool, typer.Option("--lost", help="Only those whose words no report is made of any more.")] = False,
    ledger: Where = LEDGER,
    as_of: AsOf = None,
) -> None:
    """List the decisions: who ruled what, when and why, what was undone, and what waits for its words."""
    from dateline.ledger import Ledger

    with Ledger.open(ledger, create=False, as_of=as_of) as book:
        found = [each for each in book.decisions() if each.lost or not lost]
    for each in found:
        results().print(standing_words(each), soft_wrap=True)
    typer.echo(counted(len(found), "decision"), err=True)


# ------------------------------------------------------------------ what they share


def name_of(user: str | None) -> str:
    """Under whose name a decision stands: as given, else the user of this machine."""
    import getpass

    try:
        return getpass.getuser() if user is None else user
    except (OSError, KeyError):
        raise InputError(Problem(source="--user", reason="is not known here", hint="give a name")) from None


def report_ids(event: Event, asked: Sequence[str]) -> list[str]:
    """Reports of an event by their numbers, as `dateline show` counts them, or by their ids."""
    ids = []
    for each in asked:
        if each.isdecimal() and len(each) <= len(str(len(event.reports))) and 1 <= int(each) <= len(event.reports):
            ids.append(event.reports[int(each) - 1])
        elif each in event.reports:
            ids.append(each)
        else:
            problem = Problem(
                source=each, reason=f"is no report of {event.id}", hint=f"it has 1 to {len(event.reports)}"
            )
            raise InputError(problem)
    return ids


def meant(book: Ledger, event_id: str, field: str, words: str | None) -> Value | None:
    """The value of an event that a correction replaces: the only one, or the one that was named by its words.

    These are words of the value, or of what was told. Raises InputError where they name none, or several.
    """
    event = book.event(event_id)
    here = values(event, field)
    found = here if words is None else _with_words(here, words, {each.id: each for each in book.reports(event)})
    if len(found) == 1 or (not found and words is None):
        return found[0].best if found else None
    if words is None:
        source, reason = f"correct {event.id}", f"has {len(here)} values of {field}"
    else:
        many = "several" if found else "none"
        source, reason = f"--replaces {words}", f"{many} of the values of {field} in {event.id} has these words"
    known = "; ".join(value_words(one.best) for one in here)
    hint = f"name one with --replaces: {known}" if here else "it has none: leave --replaces out"
    raise InputError(Problem(source=source, reason=reason, hint=hint))


def values(event: Event, field: str) -> list[Consolidated]:
    """The values of an event in a field, or its tolls of one kind."""
    from dateline.ledger.typed import field_of

    return [one for one in event.field(field_of(field)) if not isinstance(one.best, Count) or one.best.what == field]


def _with_words(here: Sequence[Consolidated], words: str, reports: Mapping[str, Report]) -> list[Consolidated]:
    """The values that are called so; else those that hold the words, and else those that were told in them."""
    asked = words.strip().casefold()
    if not asked:
        return []
    whole = [(one, value_words(one.best).casefold(), value_words(one.best, short=True).casefold()) for one in here]
    called = [one for one, long, short in whole if asked in (long, short)]
    holding = [one for one, long, _ in whole if asked in long]
    return called or holding or [one for one in here if asked in _told(one, reports).casefold()]


def _told(one: Consolidated, reports: Mapping[str, Report]) -> str:
    """The words behind a value; none where no claim told it."""
    ref = one.best_claim
    spans = reports[ref.report_id].claims[ref.claim].evidence if ref else ()
    return " … ".join(span.quote for span in spans)


def standing_words(each: Standing) -> str:
    """A decision on one line, and on a second what is out of the ordinary."""
    words = decision_words(each.decision)
    if each.undone:
        words += "\n  undone"
    if each.away:
        words += f"\n  holds on to its event: no report is made of {attached_words(each.away)} any more"
    for place in each.lost:
        words += f"\n  waits: no report is made of {attached_words(place)} any more"
    return words


def decision_words(made: Decision) -> str:
    """When, who, what, and why."""
    from dateline.ledger.ruling import is_beside

    what = " ".join(filter(None, (made.verb, made.event_id, *made.events, made.undoes)))
    if made.field and made.value is not None:
        name = made.value.what if isinstance(made.value, Count) else made.field
        before = f"{value_words(made.replaces, short=True)} → " if made.replaces is not None else ""
        what += f" {name} {before}{value_words(made.value, short=True)}" + (" (added)" if is_beside(made) else "")
    if made.verb in ("split", "reject"):
        what += f" ({counted(len(made.reports), 'report')})"
    note = f": {made.note}" if made.note else ""
    return f"{made.id}  {made.at[:16].replace('T', ' ')}  {made.user}  {what}{note}"


def attached_words(place: Attachment) -> str:
    """What a decision is attached to."""
    quoted = f"“{place.words.quote}” in " if place.words.quote else ""  # not of a text that was forgotten
    return f"{quoted}article {place.article_id}"


def _decide(where: str, work: Callable[[Ledger], Decided]) -> None:
    from dateline.ledger import Ledger

    with Ledger.open(where, create=False) as book, usage():
        made = work(book)
    typer.echo(decision_words(made.decision))
    for name, ids in (("new", made.new_events), (_DONE.get(made.decision.verb, "changed"), made.changed_events)):
        if ids:
            typer.echo(f"  {name}: {', '.join(ids)}")
