"""What a person can decide: plain functions, the same for the command line and for any other front.

Each writes one decision, attached to the words it is about, and forms the events around it anew under the decisions in
force. `id` is minted by the caller (`mint`), so that a decision whose answer got lost on the way is not made twice.
All raise NotFound for an event, report or decision that the ledger does not know, and InputError for what cannot be
decided.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, or_, select, update

from dateline.errors import InputError, NotFound, TooLate
from dateline.ledger import querying
from dateline.ledger.adding import version
from dateline.ledger.attaching import attach, attachment
from dateline.ledger.linking import Seen
from dateline.ledger.parting import NOTHING, PART_OF, above
from dateline.ledger.recording import lead_on
from dateline.ledger.regrouping import regroup
from dateline.ledger.returning import earlier
from dateline.ledger.rows import add_change, add_row, chunks, decode, encode
from dateline.ledger.ruling import SINGLE
from dateline.ledger.rulings import DIVIDING, in_force_of, numbers_of, undone
from dateline.ledger.schema import ATTACHED, CHANGE, CURRENT_REPORT, DECISION
from dateline.model import (
    Attachment,
    Consolidated,
    Count,
    Decision,
    Event,
    Evidence,
    Field,
    Problem,
    Record,
    Report,
    Value,
    Verb,
    Word,
)

_LONGEST_NAME = 100


class Decided(Record, frozen=True, kw_only=True):
    """A decision, and the events that it made or changed."""

    decision: Decision
    new_events: tuple[str, ...] = ()
    changed_events: tuple[str, ...] = ()


class Standing(Record, frozen=True, kw_only=True):
    """A decision as it stands now."""

    decision: Decision
    undone: bool
    lost: tuple[Attachment, ...]  # words of which no report is made any more
    away: Attachment | None = None  # such words, where it holds on to its event by what another article reports


def mint() -> str:
    """An id for a decision."""
    return f"de-{secrets.token_hex(4)}"


def accept(connection: Connection, id: str, event_id: str, *, user: str, note: str | None = None) -> Decided:
    """Rules that an event is one, as it stands: its reports stay together, and it is marked as accepted."""
    event, reports = _event(connection, event_id)
    return _decide(connection, id, "accept", user, note, event_id=event.id, reports=_all(reports))


def reject(
    connection: Connection, id: str, event_id: str, *, user: str, reports: Sequence[str] = (), note: str | None = None
) -> Decided:
    """Rules that an event, or some of its reports, are none: they count nowhere, and stay in the log."""
    event, known = _event(connection, event_id)
    named = _named(event, known, reports) if reports else known
    return _decide(connection, id, "reject", user, note, event_id=event.id, reports=_all(named))


def merge(connection: Connection, id: str, event_ids: Sequence[str], *, user: str, note: str | None = None) -> Decided:
    """Rules that events are one. The id that was minted first goes on, the others lead to it."""
    found = [_event(connection, event_id) for event_id in event_ids]
    ids = tuple(dict.fromkeys(event.id for event, _ in found))
    if len(ids) < 2:
        raise _wrong("merge", f"{' and '.join(event_ids)} are one event already", "name two events or more")
    reports = _all({report.id: report for _, each in found for report in each}.values())
    return _decide(connection, id, "merge", user, note, event_id=ids[0], events=ids[1:], reports=reports)


def split(
    connection: Connection, id: str, event_id: str, reports: Sequence[str], *, user: str, note: str | None = None
) -> Decided:
    """Rules that some reports of an event are of another: they leave it together."""
    event, known = _event(connection, event_id)
    leaving = _named(event, known, reports)
    rest = [report for report in known if report not in leaving]
    if not rest or not leaving:
        raise _wrong(f"split {event.id}", "would leave no report on one side", "name some of its reports, not all")
    return _decide(connection, id, "split", user, note, event_id=event.id, reports=_all(leaving), rest=_all(rest))


def place(
    connection: Connection, id: str, event_id: str, whole: str | None, *, user: str, note: str | None = None
) -> Decided:
    """Rules which event an event is part of, or that it is part of none."""
    event, known = _event(connection, event_id)
    rest: tuple[Attachment, ...] = ()
    if whole is not None:
        holding, others = _event(connection, whole)
        if event.id in above(connection, holding.id):
            raise _wrong(f"{PART_OF} {holding.id}", f"is {event.id}, or is part of it", "name another event")
        rest, whole = _all(others), holding.id
    return _decide(
        connection,
        id,
        "correct",
        user,
        note,
        event_id=event.id,
        reports=_all(known),
        rest=rest,
        field=PART_OF,
        value=Word(word=whole or NOTHING),
        replaces=Word(word=event.part_of or NOTHING),
    )


def correct(
    connection: Connection,
    id: str,
    event_id: str,
    field: Field,
    value: Value,
    *,
    user: str,
    replaces: Value | None = None,
    add: bool = False,
    support: tuple[str, Evidence] | None = None,
    note: str | None = None,
) -> Decided:
    """Rules what a field's value is, in place of the one that stands there, or with `add` beside those that do.

    Where an event has several values in the field, `replaces` says which is meant. Beside a toll another one is added:
    they count together. `support` is an article of the event and the words of it that tell the value.
    """
    event, known = _event(connection, event_id)
    before = None if add else _meant(event, field, value, replaces)
    report, evidence = known[0], None
    if before is not None and before.best_claim is not None:
        report = next(each for each in known if each.id == before.best_claim.report_id)
        evidence = report.claims[before.best_claim.claim].evidence[0]
    elif add and _beside(event, field, value):
        evidence = report.trigger
    about = [report]
    if support is not None:  # what forgets the article of these words has to find the decision by it
        told = _telling(connection, event, known, *support)
        about += [] if told.article_id == report.article_id else [told]
    return _decide(
        connection,
        id,
        "correct",
        user,
        note,
        event_id=event.id,
        reports=_all(about),
        field=field,
        value=value,
        replaces=before.best if before else None,
        evidence=evidence,
        support=support[1] if support else None,
        support_of=support[0] if support else None,
    )


def remark(connection: Connection, id: str, event_id: str, note: str, *, user: str) -> Decided:
    """Keeps a note with an event; it changes nothing else."""
    if not note.strip():
        raise _wrong("note", "says nothing", "write what there is to say")
    event, reports = _event(connection, event_id)
    return _decide(connection, id, "note", user, note, event_id=event.id, reports=_all(reports))


def undo(connection: Connection, id: str, decision_id: str, *, user: str, note: str | None = None) -> Decided:
    """Takes a decision back; also an earlier undo. What it ruled is as if it had not been ruled."""
    earlier = decision(connection, decision_id)
    gone = undone(connection)
    if earlier.id in gone and id not in gone:
        hint = "undo the undo to have it back"
        raise TooLate(Problem(source=decision_id, reason="was undone before", hint=hint))
    return _decide(connection, id, "undo", user, note, event_id=earlier.event_id, undoes=earlier.id)


# ------------------------------------------------------------------ looking


def decision(connection: Connection, decision_id: str) -> Decision:
    """One decision. Raises NotFound."""
    record = connection.scalar(select(DECISION.c.record).where(DECISION.c.id == decision_id))
    if record is None:
        raise NotFound(f"{decision_id}: the ledger knows no such decision; `dateline decisions` lists them")
    return decode(record, Decision)


def decision_ids(connection: Connection, at: int | None = None) -> list[str]:
    """The ids of all decisions in the order they were made."""
    return list(connection.scalars(select(DECISION.c.id).where(*_until(at)).order_by(DECISION.c.number)))


def decisions(
    connection: Connection, at: int | None = None, *, ids: Iterable[str] | None = None, about: Event | None = None
) -> list[Standing]:
    """Decisions in the order they were made; which were undone, and which have lost their words.

    With `ids` of these only; with `about` those in force on an event, and those that name it.
    """
    query = select(DECISION.c.number, DECISION.c.record).where(*_until(at)).order_by(DECISION.c.number)
    if about is not None:
        named = DECISION.c.record.contains(f'"{about.id}"', autoescape=True)
        query = query.where(or_(named, DECISION.c.id.in_(about.decisions)))
    pieces = [query] if ids is None else [query.where(DECISION.c.id.in_(piece)) for piece in chunks(ids)]
    found = {row.number: decode(row.record, Decision) for piece in pieces for row in connection.execute(piece)}
    known = [
        each
        for _, each in sorted(found.items())
        if about is None or each.id in about.decisions or about.id in (each.event_id, *each.events)
    ]
    gone = undone(connection, at)
    lost = {each.decision.id: each for each in in_force_of(connection, found)}
    return [
        Standing(
            decision=each,
            undone=each.id in gone,
            lost=tuple(
                place
                for place, found in zip((*each.reports, *each.rest), lost[each.id].places, strict=True)
                if found is None
            )
            if each.id in lost
            else (),
            away=each.reports[0] if each.id in lost and lost[each.id].away else None,
        )
        for each in known
    ]


def _until(at: int | None) -> list[Any]:
    return [] if at is None else [DECISION.c.change <= at]


# ------------------------------------------------------------------ making


def _decide(connection: Connection, id: str, verb: Verb, user: str, note: str | None, **about: Any) -> Decided:
    """Writes a decision and lays it over the events."""
    known = connection.scalar(select(DECISION.c.record).where(DECISION.c.id == id))
    if known is not None:  # its answer got lost on the way
        return Decided(decision=decode(known, Decision))
    user = user.strip()
    made = Decision(id=id, user=user, at="", verb=verb, note=note, **about)
    if not user or len(user) > _LONGEST_NAME or not user.isprintable():
        raise _wrong("--user", "is no name", "give the name under which the decision is to stand")
    change = add_change(connection, version(), in_words(made), user)
    at = connection.scalar(select(CHANGE.c.recorded_at).where(CHANGE.c.number == change))
    made = replace(made, at=str(at))
    values = {"id": made.id, "change": change, "undoes": made.undoes, "record": encode(made)}
    number = add_row(connection, DECISION, **values)
    attach(connection, number, made)
    if made.verb == "split":  # the id stays with those that stay, however few
        leaving = [each.report_id for each in made.reports]
        connection.execute(update(CURRENT_REPORT).where(CURRENT_REPORT.c.id.in_(leaving)).values(event_id=None))
    ruled = _undone(connection, made)
    reports = _about(connection, ruled)
    then = earlier(connection, reports) if ruled != made and ruled.verb in DIVIDING else None
    touched = numbers_of(connection, then.reports if then else reports)
    formed = regroup(connection, change, touched, Seen(), then)
    if then:
        lead_on(connection, change, {*then.changed, *filter(None, [ruled.event_id])})
    return Decided(decision=made, new_events=formed.new, changed_events=formed.grown)


def _undone(connection: Connection, made: Decision) -> Decision:
    """What an undo takes back or brings back, however many undos deep; else the decision itself."""
    while made.undoes is not None:
        made = decision(connection, made.undoes)
    return made


def _about(connection: Connection, made: Decision) -> set[str]:
    """The reports that a decision is about; of an undo, those of what it undoes."""
    number = select(DECISION.c.number).where(DECISION.c.id == made.id).scalar_subquery()
    query = select(ATTACHED.c.report_id).where(ATTACHED.c.decision == number, ATTACHED.c.report_id.is_not(None))
    return set(connection.scalars(query))


def in_words(made: Decision) -> str:
    """A decision on one line: what was ruled, and why."""
    about = " ".join(filter(None, (made.verb, made.event_id, *made.events, made.undoes)))
    of = f" {made.field}" if made.field else ""
    note = " ".join((made.note or "").split())
    return about + of + (f": {note}" if note else "")


def _event(connection: Connection, event_id: str) -> tuple[Event, list[Report]]:
    event = querying.event(connection, event_id)
    return event, list(querying.reports(connection, event.reports))


def _all(reports: Iterable[Report]) -> tuple[Attachment, ...]:
    return tuple(attachment(report) for report in reports)


def _named(event: Event, known: Sequence[Report], asked: Sequence[str]) -> list[Report]:
    """The reports of an event by their ids."""
    by_id = {report.id: report for report in known}
    for report_id in asked:
        if report_id not in by_id:
            raise NotFound(f"{report_id}: is no report of {event.id}; `dateline show {event.id}` lists them")
    return [by_id[report_id] for report_id in dict.fromkeys(asked)]


def _telling(connection: Connection, event: Event, known: Sequence[Report], article_id: str, words: Evidence) -> Report:
    """The report of the event whose article holds these words. Raises InputError."""
    told = next((report for report in known if report.article_id == article_id), None)
    if told is None:
        raise _wrong(f"correct {event.id}", f"{article_id} is no article of it", "select words in one of its articles")
    article = querying.article(connection, article_id)
    held = words.part != "caption" or (words.caption or 0) < len(article.captions)
    if not (held and words.quote.strip() and article.part(words)[words.start : words.end] == words.quote):
        raise _wrong(f"correct {event.id}", f"{article_id} does not say that there", "select the words again")
    return told


def _meant(event: Event, field: Field, value: Value, replaces: Value | None) -> Consolidated | None:
    """The value of the event that a correction is about; None where it has none."""
    here = _here(event, field, value)
    if replaces is not None:
        here = [one for one in here if one.best == replaces]
        if not here:
            raise _wrong(f"correct {event.id}", f"the value to be replaced is not in its field {field}", "look again")
    if len(here) > 1:
        raise _wrong(f"correct {event.id}", f"has {len(here)} values of {field}", "say which one is to be replaced")
    return here[0] if here else None


def _beside(event: Event, field: Field, value: Value) -> bool:
    """Whether values stand beside which another is put. Raises InputError where it cannot be put there."""
    here = _here(event, field, value)
    if field in SINGLE and (here or getattr(event, field, None)):
        raise _wrong(f"correct {event.id}", f"has one {field}", "replace the value that stands there")
    return bool(here)


def _here(event: Event, field: Field, value: Value) -> list[Consolidated]:
    """The values of an event in a field; of tolls those of the same kind."""
    here = list(event.field(field))
    if isinstance(value, Count):
        here = [one for one in here if isinstance(one.best, Count) and one.best.what == value.what]
    return here


def _wrong(source: str, reason: str, hint: str) -> InputError:
    return InputError(Problem(source=source, reason=reason, hint=hint))
