"""What the API takes and gives, as its description tells it.

Events, articles and values are those of `docs/records.md` and of the JSON Lines export; they stand here as objects.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Json = dict[str, Any]


class Strict(BaseModel):
    """Takes nothing that it does not know."""

    model_config = ConfigDict(extra="forbid")


class Events(BaseModel):
    """A page of events."""

    total: int = Field(description="Events that pass the filters.")
    page: int = Field(description="From 1.")
    pages: int
    change: int = Field(description="The change of the ledger that the answer shows.")
    items: list[Json] = Field(description="Events as in the JSON Lines export, with `words` for people.")


class FacetValue(BaseModel):
    """One value of a filter."""

    value: str
    n: int = Field(description="Events that would pass with this value and the other filters.")
    words: str


class Facets(BaseModel):
    """Values of each filter with counts, the most frequent first."""

    total: int
    facets: dict[str, list[FacetValue]]


class Figure(BaseModel):
    """Persons over some events, from the lowest to the highest told."""

    low: int
    high: int
    open: bool = Field(description="Some event says 'at least': there is no upper end.")
    told: int = Field(description="Events that give a figure.")
    untold: int = Field(description="Uses of force that give none.")
    words: str


class Sum(Figure):
    """Persons over all counted events."""

    what: str
    label: str
    doubtful: Figure = Field(description="The same over events that are told as doubtful; not in the sum.")
    note: str


class Sums(BaseModel):
    """Figures over the events that pass, and the rule by which they were made."""

    all: int
    occurred: int = Field(description="Events counted by the rule.")
    hedged: int = Field(description="Doubtful events, apart.")
    episodes: int = Field(description="Episodes left out; count=episodes takes them in.")
    crime: int = Field(description="Events of ordinary crime left out; count=crime takes them in.")
    besides: str
    apart: dict[str, int]
    sums: list[Sum]
    rule: str


class Map(BaseModel):
    """Marks of the map, each with the number of events behind it."""

    points: list[Json]
    areas: list[Json]
    countries: list[Json]


class Timeline(BaseModel):
    """Marks of the timeline, and a Vega-Lite specification that draws them."""

    marks: list[Json]
    undated: int
    before: int
    after: int
    first: str | None
    last: str | None
    chart: Json | None


class EventDetail(BaseModel):
    """One event and all that stands behind it."""

    event: Json
    articles: list[Json]
    totals: list[Json]
    history: list[Json]
    decisions: list[Json]


class SavedPage(BaseModel):
    """The page that an article came from."""

    id: str = Field(description="The sha256 of its bytes; /page/ID shows them as text.")
    source: str
    fetched: str | None
    version: int
    kept: bool = Field(description="Whether the bytes are still there.")


class ArticleDetail(BaseModel):
    """One article with every span that was coded in it."""

    article: Json
    events: list[Json]
    page: SavedPage | None = Field(description="For reviewers: a page may name private persons.")


class Similar(BaseModel):
    """Events that may be the same as one, the nearest first."""

    items: list[dict[str, str]]


class QueueItem(BaseModel):
    """One event of the review queue."""

    id: str
    label: str
    when: str
    where: str
    who: str
    told: str
    gain: float = Field(description="How doubtful it is, times how much hangs on it.")
    conflict: bool
    certainty: str


class Queue(BaseModel):
    """Events that nobody has ruled on, those first whose review is expected to bring most."""

    undecided: int
    decided: int
    items: list[QueueItem]


class Decisions(BaseModel):
    """Decisions, the last first."""

    total: int
    items: list[Json]


class Words(Strict):
    """Words of an article: `quote` is what stands in `part` at [start:end], counted in code points."""

    article: str = Field(max_length=200)
    part: Literal["title", "body", "caption"]
    caption: int | None = Field(None, ge=0, le=1000, description="Which caption, from 0.")
    start: int = Field(ge=0, le=10_000_000)
    end: int = Field(ge=0, le=10_000_000)
    quote: str = Field(max_length=1000)


class ActorItem(BaseModel):
    """An actor of the ledger's events."""

    key: str = Field(description="The registry's id, or 'name:' and the plain name.")
    name: str
    entry: bool = Field(description="Whether the registry has an entry for it.")
    kind: str | None
    country: str | None
    sector: str | None = Field(description="PLOVER's.")
    events: int
    acting: int = Field(description="Events in which it acts.")
    suffering: int = Field(description="Events in which it is acted on.")
    first: str | None
    last: str | None


class Actors(BaseModel):
    """A page of actors, those of most events first."""

    total: int
    page: int
    pages: int
    items: list[ActorItem]


class Tie(BaseModel):
    """How two actors stand to each other."""

    key: str
    name: str
    together: int = Field(description="Events that occurred in which they stand together.")
    against: int = Field(description="Events that occurred in which they stand against each other.")
    kinds: list[str] = Field(description="What the registry says of it to this one.")
    here: bool = Field(description="Whether it has a page.")


class ActorDetail(BaseModel):
    """One actor: its names, its events over time, those it acts with and against."""

    actor: ActorItem
    aliases: list[str]
    told: list[str] = Field(description="Names that the events have for it.")
    timeline: Timeline
    ties: list[Tie]
    graph: Json | None = Field(description="A Vega-Lite specification that draws the ties.")
    latest: list[dict[str, str]]


class Proposal(BaseModel):
    """A name that recurs and has no entry."""

    key: str
    name: str
    events: int
    articles: int
    country: str | None
    sector: str | None
    examples: list[str]
    near: list[str] = Field(description="Entries whose names are spelt alike.")


class Proposals(BaseModel):
    """Names without an entry, those of most events first."""

    total: int
    items: list[Proposal]


class ActorIn(Strict):
    """A name that is to be an entry of its own, or another name of the entry `same_as`."""

    name: str = Field(min_length=1, max_length=200)
    same_as: str | None = Field(None, max_length=200, description="A registry id, or a name that the registry knows.")
    kind: str | None = Field(None, max_length=40, description="Of a new entry, as in docs/actors.md.")
    aliases: list[str] = Field([], max_length=20)
    country: str | None = Field(None, max_length=2, description="ISO 3166 alpha-2.")
    sector: str | None = Field(None, max_length=3, description="PLOVER's.")


class ActorOut(BaseModel):
    """The entry that a name has now."""

    id: str
    name: str
    aliases: list[str]


class DecisionIn(Strict):
    """What a person rules. Which parts are needed depends on the verb."""

    verb: Literal["accept", "correct", "merge", "split", "reject", "note", "undo"]
    event: str | None = Field(None, max_length=100, description="The event; of all verbs but undo.")
    events: list[str] = Field([], max_length=100, description="merge: the other events.")
    reports: list[str] = Field([], max_length=1000, description="split, reject: some of its reports, by their ids.")
    field: str | None = Field(None, max_length=40, description="correct: the field, or what is counted.")
    value: str | None = Field(None, max_length=1000, description="correct: the value as a person writes it.")
    replaces: Json | None = Field(None, description="correct: the record of the value that is wrong.")
    add: bool = Field(False, description="correct: beside the values that stand there.")
    support: Words | None = Field(None, description="correct: words of an article of the event that tell the value.")
    note: str | None = Field(None, max_length=4000)
    decision: str | None = Field(None, max_length=100, description="undo: the decision's id.")


class DecisionOut(BaseModel):
    """A decision that was made."""

    id: str
    verb: str
    user: str
    at: str
    event: str | None = Field(description="As it is called now; null where it is no event any more.")
    new_events: list[str]
    changed_events: list[str]


class SampleIn(Strict):
    """A sample to be drawn from the events that pass the filters of the address and that nobody ever ruled on."""

    size: int = Field(ge=2, le=1000)
    seed: int = Field(1, ge=0, le=2**31)
    coders: list[str] = Field(min_length=2, max_length=2, description="Who codes it: two reviewers, by their names.")


class SampleItem(BaseModel):
    """A sample, and how far it has got."""

    id: str
    at: str
    by: str
    seed: int
    filter: str
    coders: list[str]
    size: int
    done: dict[str, int] = Field(description="Events that each reviewer has coded.")
    complete: bool
    settled: int
    closed: bool
    mine: bool = Field(description="Whether who asks codes it.")


class Samples(BaseModel):
    """All samples, the last drawn first."""

    items: list[SampleItem]
    reviewers: list[str] = Field(description="Who may code; empty on loopback, where any name does.")


class SampleEvent(BaseModel):
    """An event of a sample."""

    id: str
    label: str
    when: str
    where: str
    coded: bool = Field(description="Whether who asks has coded it.")
    settled: bool


class AgreementOut(BaseModel):
    """Agreement of two reviewers on one field."""

    field: str
    n: int = Field(description="Events in which both have coded it.")
    same: int
    alpha: float | None = Field(description="Krippendorff's, nominal; null where only one value was given.")


class AnswerIn(Strict):
    """What is said of one field."""

    how: Literal["right", "none", "other"] = Field(description="The machine is right; nothing is told; another value.")
    value: str | None = Field(None, max_length=1000, description="other: as a person writes it.")


class AnswerOut(AnswerIn):
    """What was said of one field."""

    words: str = Field(description="The value in one spelling, on which agreement is reckoned.")


class DifferenceOut(BaseModel):
    """An event that the two coded otherwise."""

    event: str
    fields: list[list[str]] = Field(description="Field, the first reviewer's words, the second's.")
    verdicts: list[str]
    answers: list[dict[str, AnswerOut]]
    settled: bool


class SampleDetail(BaseModel):
    """A sample; what was coded, and how far it agrees, only once both have coded everything."""

    sample: SampleItem
    events: list[SampleEvent]
    next: str | None = Field(description="The first event that who asks has not coded.")
    agreement: list[AgreementOut]
    differences: list[DifferenceOut]


class CodingIn(Strict):
    """One event as a reviewer codes it, or as it is settled."""

    event: str = Field(max_length=100)
    verdict: Literal["accept", "reject"]
    fields: dict[str, AnswerIn] = Field({}, max_length=20)
    note: str | None = Field(None, max_length=4000)


class CodingOut(BaseModel):
    """What the machine has in each field to be coded, and what who asks has coded."""

    event: str
    fields: list[dict[str, str]] = Field(description="name, label and words of the machine.")
    verdict: str | None
    answers: dict[str, AnswerOut]
    next: str | None


class AddressIn(Strict):
    """A page of the public web."""

    url: str = Field(max_length=2000)
    published: dt.date | None = Field(None, description="Day of publication, of a page of one article.")


class JobOut(BaseModel):
    """How far a page that was handed in has got."""

    id: str
    name: str
    stage: Literal["waiting", "fetching", "reading", "coding", "done", "failed"]
    articles: int
    coded: int
    added: list[Json]
    problems: list[str]


class Session(BaseModel):
    """Who asks, and the token that their changes must bring along."""

    name: str
    role: str
    csrf: str
