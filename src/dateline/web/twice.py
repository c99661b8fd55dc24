"""Events coded twice: drawing them, what a reviewer's answers mean, and what is settled put into the ledger."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from dateline.errors import InputError
from dateline.ledger import Ledger
from dateline.ledger.typed import field_of, value_of
from dateline.model import Consolidated, Count, Event, Problem, Value
from dateline.publishing.report.english import value_words
from dateline.publishing.report.shell import country_names
from dateline.web.rows import Row
from dateline.web.samples import MOST, Answer, Sample
from dateline.web.skimmed import SkimmedDecision

FIELDS = ("type", "mode", "status", "date", "place", "actor", "recipient", "weapon", "killed", "injured")
_SCALARS = ("type", "mode", "status")


def now() -> str:
    """The time, UTC."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def drawn(rows: Sequence[Row], book: Ledger, held: Mapping[str, str], *, size: int, seed: int) -> tuple[str, ...]:
    """Ids of events drawn at random among those that nobody ever ruled on. Raises InputError where they are too few."""
    with book.skimmed() as skim:
        made = skim.read("decision", SkimmedDecision)
        ruled = {id for _, _, each in made for id in (each.event_id, *each.events)}
    free = sorted(row.id for row in rows if row.id not in ruled and row.id not in held and not row.verbs)
    if not 2 <= size <= MOST:
        raise _wrong("size", f"{size} is no size of a sample", f"from 2 to {MOST:,}")
    if len(free) < size:
        hint = "ask for fewer, or filter less; events that were ruled on, or are in another sample, are not drawn"
        raise _wrong("size", f"only {len(free)} events can be drawn", hint)
    return tuple(random.Random(seed).sample(free, size))


def values(event: Event, name: str) -> list[Consolidated]:
    """The values that an event has for a field, or for what is counted."""
    field = field_of(name)
    here = list(event.field(field))
    return [one for one in here if isinstance(one.best, Count) and one.best.what == name] if field == "count" else here


def machine_words(event: Event, name: str) -> str:
    """What the machine has in a field, in one spelling; empty where it has nothing."""
    if name in _SCALARS:
        return (getattr(event, name) or "").replace("_", " ").replace("-", " ")
    return _joined(value_words(_bare(each), country_names()) for each in values(event, name))


def answered(event: Event, name: str, answer: Answer) -> Answer:
    """An answer with the words that it comes to. Raises InputError for a value that the field cannot have."""
    if name not in FIELDS:
        raise _wrong(name, "is not coded in samples", f"one of {', '.join(FIELDS)}")
    if answer.how == "right":
        return Answer(how="right", words=machine_words(event, name))
    if answer.how == "none":
        return Answer(how="none")
    typed = [value_of(name, part) for part in _parts(name, answer.value or "")]
    return replace(answer, words=_joined(value_words(each, country_names()) for each in typed))


def settle(
    book: Ledger, sample: Sample, event_id: str, verdict: str, answers: Mapping[str, Answer], *, user: str
) -> None:
    """Puts what was settled of an event into the ledger, as decisions of whoever settles it."""
    note = f"sample {sample.drawn.id}, coded by {' and '.join(sample.drawn.coders)}"
    event = book.event(event_id)
    if verdict == "reject":
        book.reject(event.id, user=user, note=note)
        return
    besides = []
    for name, answer in answers.items():
        if answer.how == "other" and answer.words != machine_words(event, name):
            _correct(book, event, name, answer, user=user, note=note)
        elif answer.how == "none" and values(event, name):
            besides.append(f"{name} not told")
    book.accept(event.id, user=user, note="; ".join([note, *besides]))


def _correct(book: Ledger, event: Event, name: str, answer: Answer, *, user: str, note: str) -> None:
    """The typed values in place of those that stand there, as many as there are, and the rest beside them."""
    here = values(event, name)
    for number, part in enumerate(_parts(name, answer.value or "")):
        value, before = value_of(name, part), here[number].best if number < len(here) else None
        if isinstance(before, Count) and isinstance(value, Count):
            value = replace(value, side=before.side, civilian=before.civilian)
        add = before is None and bool(here)
        book.correct(event.id, field_of(name), value, user=user, replaces=before, add=add, note=note)


def _parts(name: str, text: str) -> list[str]:
    """Several parties or places are written with a semicolon between them."""
    several = name in ("actor", "recipient", "place", "weapon")
    return [part for part in (text.split(";") if several else [text]) if part.strip()] or [""]


def _bare(value: Consolidated) -> Value:
    """A count without whose it is: nobody types that."""
    best = value.best
    return replace(best, side="unknown", civilian=None) if isinstance(best, Count) else best


def _joined(words: Iterable[str]) -> str:
    return "; ".join(sorted(dict.fromkeys(words)))


def _wrong(source: str, reason: str, hint: str) -> InputError:
    return InputError(Problem(source=source, reason=reason, hint=hint))
