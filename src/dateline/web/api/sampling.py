"""Samples that two reviewers code without seeing each other's rulings, their agreement, and what is settled."""

from __future__ import annotations

from urllib.parse import urlencode

from anyio import to_thread
from fastapi import APIRouter, Request

from dateline.errors import InputError, NotFound
from dateline.model import Problem
from dateline.publishing.report.english import COUNTS, FIELDS
from dateline.web import agreement, showing, twice
from dateline.web.api import models
from dateline.web.api.asking import Wanted
from dateline.web.desk import Decider, Desk, Reviewer, TheDesk
from dateline.web.problems import Refused
from dateline.web.samples import Answer, Closed, Coded, Drawn, Sample, Settled, mint
from dateline.web.sessions import Visitor

router = APIRouter(prefix="/samples", tags=["samples"])
_LABELS: dict[str, str] = dict([*FIELDS.items(), *COUNTS.items(), ("mode", "Mode")])


@router.get("")
def samples(desk: TheDesk, who: Reviewer) -> models.Samples:
    """All samples, and how far each has got."""
    names = [user.name for user in desk.users.all().values() if user.role != "reader"] if desk.settings.team else []
    return models.Samples(items=[_item(each, who) for each in desk.samples.all()], reviewers=sorted(names))


@router.post("", status_code=201)
def draw(desk: TheDesk, who: Decider, request: Request, wanted: Wanted, asked: models.SampleIn) -> models.SampleItem:
    """Draws events at random; the same seed draws the same ones from the same events."""
    first, second = (name.strip() for name in asked.coders)
    if desk.settings.team:
        for name in (first, second):
            user = desk.users.all().get(name)
            if user is None or user.role == "reader":
                raise InputError(
                    Problem(source=f"coder {name}", reason="is no reviewer", hint="name one who may decide")
                )
    events = twice.drawn(desk.index.passing(wanted), desk.book, desk.held(), size=asked.size, seed=asked.seed)
    query = urlencode([(name, value) for name, value in request.query_params.multi_items() if value])
    head = Drawn(
        id=mint(), at=twice.now(), by=who.name, seed=asked.seed, filter=query, coders=(first, second), events=events
    )
    return _item(desk.samples.draw(head), who)


@router.get("/{sample_id}")
def sample(desk: TheDesk, who: Reviewer, sample_id: str) -> models.SampleDetail:
    """One sample. What was coded is told to nobody before both have coded everything."""
    found = desk.samples.find(sample_id)
    shown = found.complete
    told = agreement.differences(found, twice.FIELDS) if shown else []
    return models.SampleDetail(
        sample=_item(found, who),
        events=[_event(desk, found, who, event_id) for event_id in found.drawn.events],
        next=_next(found, who),
        agreement=[
            models.AgreementOut(field=each.field, n=each.n, same=each.same, alpha=each.alpha)
            for each in (agreement.agreement(found, twice.FIELDS) if shown else [])
        ],
        differences=[_difference(found, each) for each in told],
    )


@router.get("/{sample_id}/events/{event_id}")
def coding(desk: TheDesk, who: Reviewer, sample_id: str, event_id: str) -> models.CodingOut:
    """What there is to code of one event, and what who asks has coded of it; never what the other has."""
    found = _mine(desk.samples.find(sample_id), who)
    event = desk.book.event(_of(found, event_id))
    made = found.codings[who.name].get(event_id)
    return models.CodingOut(
        event=event.id,
        fields=[
            {"name": name, "label": _LABELS[name], "words": twice.machine_words(event, name)} for name in twice.FIELDS
        ],
        verdict=made.verdict if made else None,
        answers=_answers(made) if made else {},
        next=_next(found, who, event_id),
    )


@router.post("/{sample_id}/codings", status_code=201)
def code(desk: TheDesk, who: Decider, sample_id: str, asked: models.CodingIn) -> models.SampleItem:
    """Codes one event, or codes it anew. It changes nothing in the ledger, and the other reviewer does not see it."""
    found = _mine(desk.samples.find(sample_id), who)
    if found.complete or found.closed:
        raise Refused(409, "the sample is coded; what differs is settled now")
    line = Coded(
        event=_of(found, asked.event),
        user=who.name,
        at=twice.now(),
        verdict=asked.verdict,
        fields=_told(desk, asked),
        note=asked.note,
    )
    return _item(desk.samples.add(sample_id, line), who)


@router.post("/{sample_id}/rulings", status_code=201)
async def settle(desk: TheDesk, who: Decider, sample_id: str, asked: models.CodingIn) -> models.SampleItem:
    """Settles one event: what is given goes into the ledger as decisions of who settles it."""
    return await to_thread.run_sync(_settled, desk, who, sample_id, asked, limiter=desk.writing)


def _settled(desk: Desk, who: Visitor, sample_id: str, asked: models.CodingIn) -> models.SampleItem:
    found = _coded(desk.samples.find(sample_id))
    event_id = _of(found, asked.event)
    if event_id in found.settled:
        raise Refused(409, f"{event_id}: is settled already; undo its decisions to rule anew")
    twice.settle(desk.book, found, event_id, asked.verdict, _told(desk, asked), user=who.name)
    return _item(desk.samples.add(sample_id, Settled(event=event_id, user=who.name, at=twice.now())), who)


@router.post("/{sample_id}/agreed", status_code=201)
async def settle_agreed(desk: TheDesk, who: Decider, sample_id: str) -> models.SampleItem:
    """Settles every event on which the two agree as they coded it."""
    return await to_thread.run_sync(_settled_agreed, desk, who, sample_id, limiter=desk.writing)


def _settled_agreed(desk: Desk, who: Visitor, sample_id: str) -> models.SampleItem:
    found = _coded(desk.samples.find(sample_id))
    differing = {each.event for each in agreement.differences(found, twice.FIELDS)}
    for event_id in found.drawn.events:
        if event_id not in differing and event_id not in found.settled:
            coded = found.pair(event_id)[0]
            twice.settle(desk.book, found, event_id, coded.verdict, coded.fields, user=who.name)
            found = desk.samples.add(sample_id, Settled(event=event_id, user=who.name, at=twice.now()))
    return _item(found, who)


@router.post("/{sample_id}/close", status_code=201)
def close(desk: TheDesk, who: Decider, sample_id: str) -> models.SampleItem:
    """Ends a sample before all of it is settled, so that its events can be ruled on; for who drew it, and admins."""
    found = desk.samples.find(sample_id)
    if who.name != found.drawn.by and who.role != "admin":
        raise Refused(403, f"only {found.drawn.by}, who drew it, or an admin ends it")
    return _item(desk.samples.add(sample_id, Closed(user=who.name, at=twice.now())), who)


# ------------------------------------------------------------------ within


def _item(found: Sample, who: Visitor) -> models.SampleItem:
    head = found.drawn
    return models.SampleItem(
        id=head.id,
        at=head.at,
        by=head.by,
        seed=head.seed,
        filter=head.filter,
        coders=list(head.coders),
        size=len(head.events),
        done=dict(found.done),
        complete=found.complete,
        settled=len(found.settled),
        closed=found.closed,
        mine=who.name in head.coders,
    )


def _event(desk: Desk, found: Sample, who: Visitor, event_id: str) -> models.SampleEvent:
    row = desk.index.state().rows.get(event_id)
    words = showing.labelled(row, lambda _: False) if row else {"label": event_id, "when": "", "where": ""}
    coded = event_id in found.codings.get(who.name, {})
    kept = {name: words[name] for name in ("label", "when", "where")}
    return models.SampleEvent(id=event_id, **kept, coded=coded, settled=event_id in found.settled)


def _difference(found: Sample, each: agreement.Difference) -> models.DifferenceOut:
    pair = found.pair(each.event)
    return models.DifferenceOut(
        event=each.event,
        fields=[list(field) for field in each.fields],
        verdicts=[coded.verdict for coded in pair],
        answers=[_answers(coded) for coded in pair],
        settled=each.event in found.settled,
    )


def _answers(coded: Coded) -> dict[str, models.AnswerOut]:
    return {
        name: models.AnswerOut(how=each.how, value=each.value, words=each.words) for name, each in coded.fields.items()
    }


def _told(desk: Desk, asked: models.CodingIn) -> dict[str, Answer]:
    """The answers in one spelling. Raises InputError."""
    if asked.verdict == "reject":
        return {}
    event = desk.book.event(asked.event)
    given = {name: Answer(how=each.how, value=each.value) for name, each in asked.fields.items()}
    return {name: twice.answered(event, name, answer) for name, answer in given.items()}


def _next(found: Sample, who: Visitor, after: str | None = None) -> str | None:
    """The first event, first of those after another one, that a reviewer has not coded."""
    if who.name not in found.codings:
        return None
    events = list(found.drawn.events)
    at = events.index(after) + 1 if after in events else 0
    rest = [event for event in (*events[at:], *events[:at]) if event != after]
    return next((event for event in rest if event not in found.codings[who.name]), None)


def _of(found: Sample, event_id: str) -> str:
    if event_id not in found.drawn.events:
        raise NotFound(f"{event_id[:100]}: is no event of sample {found.drawn.id}")
    return event_id


def _mine(found: Sample, who: Visitor) -> Sample:
    if who.name not in found.codings:
        raise Refused(403, f"sample {found.drawn.id} is coded by {' and '.join(found.drawn.coders)}")
    return found


def _coded(found: Sample) -> Sample:
    if not found.complete or found.closed:
        raise Refused(409, "it is settled once both have coded everything, and before it is closed")
    return found
