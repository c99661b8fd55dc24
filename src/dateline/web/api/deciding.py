"""Decisions: every one under the name of who is signed in."""

from __future__ import annotations

from typing import Any

import msgspec
from anyio import to_thread
from fastapi import APIRouter, Response
from msgspec.structs import replace

from dateline.errors import InputError, NotFound
from dateline.ledger import Decided, Ledger
from dateline.ledger.typed import field_of, value_of
from dateline.model import Count, Evidence, Problem, Value
from dateline.web.api import models
from dateline.web.desk import Asker, Decider, Desk, TheDesk
from dateline.web.problems import Refused
from dateline.web.sessions import COOKIE

router = APIRouter(tags=["deciding"])


@router.get("/session")
def session(desk: TheDesk, who: Asker, response: Response) -> models.Session:
    """Who asks; the token goes into the header X-CSRF-Token of every request that changes something.

    On loopback this opens a session where there is none.
    """
    if not who.csrf:
        token, who = desk.sessions.open(who.name, who.role, signed_in=False)
        desk.set_cookie(response, COOKIE, token)
    return models.Session(name=who.name, role=who.role, csrf=who.csrf)


@router.post("/decisions", status_code=201)
async def decide(desk: TheDesk, who: Decider, asked: models.DecisionIn) -> models.DecisionOut:
    """Rules on an event. Nothing is overwritten; `undo` takes any decision back, also an undo."""
    # In the order they came: the database would let those who wait try again and again, until one gives up.
    return await to_thread.run_sync(_decided, desk, who.name, asked, limiter=desk.writing)


def _decided(desk: Desk, user: str, asked: models.DecisionIn) -> models.DecisionOut:
    _check_free(desk, asked)
    book = desk.book
    made = _made(book, user, asked)
    return models.DecisionOut(
        id=made.decision.id,
        verb=made.decision.verb,
        user=made.decision.user,
        at=made.decision.at,
        event=_standing(book, made.decision.event_id),
        new_events=list(made.new_events),
        changed_events=list(made.changed_events),
    )


def _check_free(desk: Desk, asked: models.DecisionIn) -> None:
    """Raises Refused for an event that two reviewers are coding: the second would see what is ruled."""
    held = desk.held()
    if not held:
        return
    named = [asked.event, *asked.events]
    if asked.verb == "undo":
        named = [each.decision.event_id for each in desk.book.decisions(ids=[asked.decision or ""])]
    for event_id in filter(None, named):
        event = _standing(desk.book, event_id)
        if event in held:
            raise Refused(409, f"{event}: is being coded twice, in sample {held[event]}; rule on it there")


def _standing(book: Ledger, event_id: str | None) -> str | None:
    """How the event of a decision is called now."""
    try:
        return book.event(event_id).id if event_id else None
    except NotFound:
        return None


def _made(book: Ledger, user: str, asked: models.DecisionIn) -> Decided:
    note = (asked.note or "").strip() or None
    match asked.verb:
        case "undo":
            return book.undo(_given("decision", asked.decision), user=user, note=note)
        case "accept":
            return book.accept(_given("event", asked.event), user=user, note=note)
        case "reject":
            return book.reject(_given("event", asked.event), user=user, reports=asked.reports, note=note)
        case "split":
            return book.split(_given("event", asked.event), asked.reports, user=user, note=note)
        case "merge":
            return book.merge([_given("event", asked.event), *asked.events], user=user, note=note)
        case "note":
            return book.remark(_given("event", asked.event), note or "", user=user)
        case "correct":
            return _corrected(book, user, asked, note)


def _corrected(book: Ledger, user: str, asked: models.DecisionIn, note: str | None) -> Decided:
    name = _given("field", asked.field)
    field, value = field_of(name), value_of(name, _given("value", asked.value))
    before = _value(asked.replaces) if asked.replaces is not None and not asked.add else None
    if isinstance(before, Count) and isinstance(value, Count):
        value = replace(value, side=before.side, civilian=before.civilian)
    event = _given("event", asked.event)
    support = _words(asked.support) if asked.support else None
    return book.correct(event, field, value, user=user, replaces=before, add=asked.add, support=support, note=note)


def _words(asked: models.Words) -> tuple[str, Evidence]:
    told = asked.model_dump()
    return told.pop("article"), Evidence(**told)


def _value(record: dict[str, Any]) -> Value:
    try:
        found: Value = msgspec.convert(record, Value)
    except msgspec.ValidationError as error:
        raise _wrong("replaces", f"is no value: {error}") from None
    return found


def _given(name: str, value: str | None) -> str:
    if value is None or not value.strip():
        raise _wrong(name, "is missing")
    return value


def _wrong(name: str, reason: str) -> InputError:
    return InputError(Problem(source=name, reason=reason, hint="see /api/v1/openapi.json"))
