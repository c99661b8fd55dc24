"""The things Dateline knows, as plain typed records.

Everything the rooms hand to each other is one of these. They are immutable, compare by value and go to and from JSON
through `msgspec` without further code. Nothing here reads, decides or stores.

Offsets are Unicode code points. Days are ISO 8601 strings (`2021-04-14`), dates EDTF (ISO 8601-2). Coordinates are
WGS84 decimal degrees, distances kilometres.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

Part = Literal["title", "body", "caption"]
Status = Literal["occurred", "failed", "planned", "denied"]
Certainty = Literal["stated", "hedged"]
Stance = Literal["asserts", "denies", "claims responsibility", "blames", "corrects", "withdraws"]
SourceKind = Literal["party", "authority", "witness", "medical", "ngo", "media", "unknown"]
Precision = Literal["site", "city", "admin2", "admin", "country", "route", "water", "area"]
EventKind = Literal["incident", "series", "episode"]
CountWhat = Literal[
    "killed", "injured", "arrested", "abducted", "released", "missing", "displaced", "participants", "casualties"
]
Side = Literal["actor", "recipient", "bystander", "unknown"]
RelationKind = Literal["leads", "part of", "formerly of", "backed by", "allied with", "fights"]
Anchor = Literal["calendar", "publication", "event"]
PublishedFrom = Literal["given", "row", "metadata", "dateline"]
Verb = Literal["accept", "correct", "merge", "split", "reject", "note", "undo"]
Verdict = Literal["holds", "fewer", "more", "open"]
Field = Literal[
    "type", "mode", "status", "certainty", "date", "place", "actor", "recipient", "weapon", "count", "seized", "context"
]
Ruled = Literal[Field, "part_of"]


class Record(Struct, frozen=True, kw_only=True, gc=False):
    """Base of every record: immutable, keyword-only. Never part of a cycle, so the garbage collector passes it over."""


# ------------------------------------------------------------------ pages and articles


class Page(Record, frozen=True, kw_only=True):
    """Bytes as saved, where from, when. The same address with other content is a new version, never a replacement."""

    id: str  # sha256 of the bytes, hex
    source: str  # path, address or "-" for standard input
    media_type: Literal["text/plain", "text/html", "application/json"]
    url: str | None = None
    fetched: str | None = None  # UTC timestamp, where known
    version: int = 1
    supersedes: str | None = None  # id of the earlier version


class Caption(Record, frozen=True, kw_only=True):
    """The words under a picture, without their credit."""

    text: str
    credit: str | None = None


class PagePosition(Record, frozen=True, kw_only=True):
    """Where on its page an article stood."""

    number: int  # 1 for the first article of the page
    start: int | None = None  # offsets in the page's decoded text; None where the extractor keeps none (HTML)
    end: int | None = None


class Article(Record, frozen=True, kw_only=True):
    """One story on a page."""

    id: str  # the one it came with, else the hash
    hash: str  # sha256 of title and text, hex
    title: str
    text: str  # the body, without captions
    captions: tuple[Caption, ...] = ()
    byline: str | None = None
    dateline: str | None = None  # the words of the dateline ("ERBIL, Iraq, May 12"), as printed
    publisher: str | None = None
    url: str | None = None
    lang: str = "en"
    published: str | None = None  # ISO day, or None where not known
    published_from: PublishedFrom | None = None
    page_id: str | None = None
    position: PagePosition | None = None
    copy_of: str | None = None  # id of the article whose near-duplicate this is, where it was not coded itself

    def part(self, evidence: Evidence) -> str:
        """The text that an evidence's offsets count in."""
        if evidence.part == "title":
            return self.title
        if evidence.part == "body":
            return self.text
        return self.captions[evidence.caption or 0].text


class Evidence(Record, frozen=True, kw_only=True):
    """Verbatim words of an article: `part`'s text at [start:end] equals `quote`."""

    part: Part
    start: int
    end: int
    quote: str
    caption: int | None = None  # which caption, from 0, where `part` is "caption"


# ------------------------------------------------------------------ values of claims


class Word(Record, frozen=True, kw_only=True, tag_field="kind", tag="word"):
    """A value from a closed list: a type, mode, status, certainty or context."""

    word: str


class Date(Record, frozen=True, kw_only=True, tag_field="kind", tag="date"):
    """When, as far as the words say. `start` and `end` are both None while the year is open."""

    edtf: str
    start: str | None
    end: str | None
    text: str
    anchor: Anchor  # what the words were resolved against
    time: str | None = None  # clock time at the place, "23:50" or "night"
    zone: str | None = None  # as named in the text ("GMT", "local time")
    reasons: tuple[str, ...] = ()  # which words, by which rule, against what: "Wednesday: the last one on or before …"


class Candidate(Record, frozen=True, kw_only=True):
    """One gazetteer entry that a name could have meant."""

    place_id: str
    name: str
    score: float
    reasons: tuple[str, ...] = ()


class Location(Record, frozen=True, kw_only=True, tag_field="kind", tag="location"):
    """Where, as precisely as the words say. An area has a radius and is never passed off as a point."""

    text: str
    precision: Precision | None = None  # None where the name was not found
    country: str | None = None  # ISO 3166 alpha-2; XZ at sea
    admin1: str | None = None
    name: str | None = None  # the gazetteer's name
    place_id: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    candidates: tuple[Candidate, ...] = ()  # best first: why this one
    reasons: tuple[str, ...] = ()  # what decided, in sentences: which entry, then why the event is put there


class Party(Record, frozen=True, kw_only=True, tag_field="kind", tag="party"):
    """Who or what, by the article's fullest name for it."""

    name: str
    actor_id: str | None = None  # registry entry; an unresolved name stays a name
    country: str | None = None
    sector: str | None = None  # PLOVER sector
    private: bool = False  # a private person: masked in exports unless asked for
    unknown: bool = False  # "unknown perpetrator": the article says nobody knows
    reasons: tuple[str, ...] = ()  # what says who this is


UNKNOWN_PERPETRATOR = "unknown perpetrator"
"""The name of a party of whom an article says that nobody knows who it is, and calls it nothing."""


class Means(Record, frozen=True, kw_only=True, tag_field="kind", tag="means"):
    """The weapon or other means, in the article's words."""

    text: str


class Count(Record, frozen=True, kw_only=True, tag_field="kind", tag="count"):
    """A number of persons. "At least 15" is min 15, max None; "no one" is 0, 0; nothing said is no Count at all."""

    what: CountWhat
    min: int | None
    max: int | None
    side: Side = "unknown"
    civilian: bool | None = None
    approximate: bool = False


class Seizure(Record, frozen=True, kw_only=True, tag_field="kind", tag="seizure"):
    """Goods taken."""

    item: str
    amount: float | None = None
    unit: str | None = None


Value = Word | Date | Location | Party | Means | Count | Seizure


# ------------------------------------------------------------------ reports, claims, totals


class Citation(Record, frozen=True, kw_only=True):
    """One link of a citation chain: who is cited, what kind of source that is, and by which words."""

    name: str
    kind: SourceKind
    evidence: Evidence | None = None  # the words naming the source
    cue: Evidence | None = None  # the words that cite it ("said", "according to")


class Claim(Record, frozen=True, kw_only=True):
    """One value of one field of a report, with the words behind it and who is cited for it."""

    field: Field
    value: Value
    evidence: tuple[Evidence, ...]
    cited: tuple[Citation, ...] = ()  # nearest source first; empty in the article's own voice
    certainty: Certainty = "stated"
    stance: Stance = "asserts"
    said: str | None = None  # EDTF day of the statement, where given
    confidence: float | None = None


class Provenance(Record, frozen=True, kw_only=True):
    """What made a report: the versions that decide its content."""

    coder: str
    model: str
    ontology: str
    gazetteer: str
    registry: str


class Report(Record, frozen=True, kw_only=True):
    """What one article says of one event."""

    id: str  # hash of article, type and trigger words
    article_id: str
    type: str
    mode: str | None
    status: Status
    certainty: Certainty
    core: bool
    trigger: Evidence
    quote: Evidence
    claims: tuple[Claim, ...]
    provenance: Provenance
    kind: EventKind = "incident"
    contexts: tuple[str, ...] = ()
    confidence: float | None = None

    def claims_of(self, field: Field) -> Iterator[Claim]:
        """The claims of one field, in the order of their words."""
        return (claim for claim in self.claims if claim.field == field)


class Total(Record, frozen=True, kw_only=True):
    """A claim over several events. Never an event itself."""

    id: str
    article_id: str
    quote: Evidence
    provenance: Provenance
    type: str | None = None
    count_min: int | None = None
    count_max: int | None = None
    counts: tuple[Count, ...] = ()
    date: Date | None = None
    place: Location | None = None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    cited: tuple[Citation, ...] = ()
    certainty: Certainty = "stated"
    confidence: float | None = None


class RelationClaim(Record, frozen=True, kw_only=True):
    """How an article says two parties stand to each other: "X leads Y". Of the article, not of one event."""

    kind: RelationKind
    source: Party
    target: Party
    evidence: tuple[Evidence, ...]  # the words for the source, for the relation, for the target
    cited: tuple[Citation, ...] = ()  # nearest source first; empty in the article's own voice
    certainty: Certainty = "stated"


class Coding(Record, frozen=True, kw_only=True):
    """All that the coder makes of one article."""

    article: Article
    reports: tuple[Report, ...]
    totals: tuple[Total, ...]
    relations: tuple[RelationClaim, ...] = ()


# ------------------------------------------------------------------ events


class ClaimRef(Record, frozen=True, kw_only=True):
    """Names one claim of one report."""

    report_id: str
    claim: int  # index in the report's claims


class Consolidated(Record, frozen=True, kw_only=True):
    """One field of an event: its best value, and for counts the lowest and highest told, each naming its claim."""

    field: Field
    best: Value
    best_claim: ClaimRef | None  # None only for a person's value that no claim told
    low: Value | None = None
    low_claim: ClaimRef | None = None
    high: Value | None = None
    high_claim: ClaimRef | None = None
    conflict: bool = False  # reports contradict each other
    decision: str | None = None  # the decision by which `best` is a person's value, not the machine's
    stance: Stance = "asserts"  # of an actor: whether it is told as known, claims it, or is only blamed


class Level(Record, frozen=True, kw_only=True):
    """One comparison of two reports: what was compared, what came out, what it weighs."""

    name: str  # "type", "days apart", "km apart", "parties", "toll", "means"
    outcome: str  # in words a person can read
    weight: float  # log-odds for (positive) or against (negative) the same event


class Link(Record, frozen=True, kw_only=True):
    """Why two reports are, or are not, about one event."""

    left: str  # report id
    right: str
    probability: float
    levels: tuple[Level, ...]


class TotalCheck(Record, frozen=True, kw_only=True):
    """A total held against the events there are."""

    total_id: str
    events: tuple[str, ...]  # ids of the events that the total covers, in order
    verdict: Verdict  # of the events held, against the number told; open: none told, or not of which
    words: str  # "3 of at least 3: ev-0000001, ev-0000004, ev-0000009"


class Event(Record, frozen=True, kw_only=True):
    """One thing that happened in the world, and the reports judged to be about it."""

    id: str
    kind: EventKind
    type: str
    mode: str | None
    status: Status
    certainty: Certainty
    reports: tuple[str, ...]  # report ids
    fields: tuple[Consolidated, ...]
    links: tuple[Link, ...] = ()
    part_of: str | None = None
    rule: str = ""  # name and version of the consolidation rule
    decisions: tuple[str, ...] = ()  # ids of the decisions in force on it, in the order they were made
    independent: int = 0  # sources that do not go back to one another; 0 where they were not counted

    def field(self, name: Field) -> Iterator[Consolidated]:
        """The consolidated values of one field."""
        return (value for value in self.fields if value.field == name)


class Lot(Record, frozen=True, kw_only=True):
    """Some events and all that is behind them, as JSON in UTF-8: little to hand on, wherever it is decoded."""

    events: tuple[bytes, ...]
    reports: tuple[bytes, ...]  # of these events, in no order
    articles: tuple[bytes, ...]  # of these reports, in no order
    article_ids: tuple[str, ...]


class Attachment(Record, frozen=True, kw_only=True):
    """The words of one report, by which a decision finds the report that another coder makes of them."""

    article_id: str
    words: Evidence  # the report's trigger
    type: str
    report_id: str  # as it was when the decision was made


class Decision(Record, frozen=True, kw_only=True):
    """What a person ruled. Append-only; attached to article, words and field, so that it survives re-coding."""

    id: str
    user: str
    at: str  # UTC timestamp
    verb: Verb
    event_id: str | None = None  # as it was called then, like all ids here
    events: tuple[str, ...] = ()  # the other events of a merge
    reports: tuple[Attachment, ...] = ()  # what it is about; of a split, the reports that leave
    rest: tuple[Attachment, ...] = ()  # of a split, the reports that stay; of "part_of", those of the whole
    field: Ruled | None = None
    value: Value | None = None
    replaces: Value | None = None  # what stood in the field
    evidence: Evidence | None = None  # the words behind what stood there, in the article of `reports`
    support: Evidence | None = None  # the words that the person holds to tell `value`
    support_of: str | None = None  # the article in which they stand
    note: str | None = None
    undoes: str | None = None  # id of an earlier decision


# ------------------------------------------------------------------ gazetteer and registry entries


class Place(Record, frozen=True, kw_only=True):
    """An entry of the gazetteer."""

    id: str  # "geonames:95446", "iata:EBL"
    name: str
    kind: Literal["country", "admin1", "admin2", "city", "airfield", "water", "area"]
    country: str
    lat: float
    lon: float
    admin1: str | None = None
    population: int | None = None
    radius_km: float | None = None


class Relation(Record, frozen=True, kw_only=True):
    """A dated tie between two entries of the registry."""

    kind: RelationKind
    other: str  # actor id
    start: str | None = None  # EDTF
    end: str | None = None


class Actor(Record, frozen=True, kw_only=True):
    """An entry of the registry."""

    id: str
    name: str
    kind: Literal["state", "government", "force", "igo", "armed group", "party", "organisation", "person", "people"]
    aliases: tuple[str, ...] = ()
    country: str | None = None
    sector: str | None = None
    relations: tuple[Relation, ...] = ()


# ------------------------------------------------------------------ problems


class Problem(Record, frozen=True, kw_only=True):
    """One input that was set aside, and why."""

    source: str  # file, and line or article where that helps
    reason: str
    hint: str | None = None  # what to do

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}" + (f" ({self.hint})" if self.hint else "")
