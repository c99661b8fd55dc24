"""An invented ledger in memory: twenty-five events in sixteen articles, none of which happened."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from msgspec.json import encode

from dateline.errors import NotFound
from dateline.model import (
    Article,
    Caption,
    Citation,
    Claim,
    ClaimRef,
    Consolidated,
    Count,
    Date,
    Event,
    Evidence,
    Level,
    Link,
    Location,
    Lot,
    Means,
    Party,
    Provenance,
    Report,
    Seizure,
    Total,
    Value,
)

MADE_BY = Provenance(coder="0.1", model="en-core-web-sm 3.8.0", ontology="plover 1", gazetteer="3.0.2", registry="1")


class State(NamedTuple):
    """A state of an event, of which nothing is asked but when it began."""

    at: str


@dataclass
class Fake:
    """A ledger as publishing sees it. Its filter is a set of event ids."""

    stored: list[Event] = field(default_factory=list)
    made: dict[str, Report] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)
    told: list[Total] = field(default_factory=list)
    version: str = "7"
    founded: str = "2026-02-01T08:00:00.000+00:00"  # when its first event was formed

    def events(self, filter: set[str] | None = None, /) -> Iterator[Event]:
        return (event for event in self.stored if filter is None or event.id in filter)

    def reports(self, event: Event, /) -> tuple[Report, ...]:
        return tuple(self.made[id] for id in event.reports)

    def article(self, id: str, /) -> Article:
        if id not in self.articles:
            raise NotFound(id)
        return self.articles[id]

    def lots(self, filter: set[str] | None = None, /) -> Iterator[Lot]:
        """One event a lot, so that nothing may rest on what else is in it."""
        for event in self.events(filter):
            reports = self.reports(event)
            articles = {each.article_id: self.article(each.article_id) for each in reports}
            yield Lot(
                events=(encode(event),),
                reports=tuple(map(encode, reports)),
                articles=tuple(map(encode, articles.values())),
                article_ids=tuple(articles),
            )

    def beside_persons(self) -> Iterator[tuple[Event, tuple[Report, ...]]]:
        return ((event, self.reports(event)) for event in self.events())

    def history(self, event_id: str, /) -> list[State]:
        assert event_id == "ev-0000001"
        return [State(self.founded)]

    def totals(self, filter: set[str] | None = None, /) -> Iterator[Total]:
        return iter(self.told)


def article(id: str, title: str, *paragraphs: str, captions: tuple[str, ...] = (), **rest: Any) -> Article:
    text = "\n\n".join(paragraphs)
    digest = hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()
    shown = tuple(Caption(text=caption, credit="Reuters") for caption in captions)
    rest.setdefault("published_from", "metadata" if rest.get("published") else None)
    return Article(id=id, hash=digest, title=title, text=text, captions=shown, **rest)


def words(article: Article, quote: str, near: str = "") -> Evidence:
    """Where `quote` stands: in the body (after `near`, where given), else the title, else a caption."""
    for part, text in (("body", article.text), ("title", article.title)):
        start = text.find(quote, max(text.find(near), 0))
        if start >= 0:
            return Evidence(part=part, start=start, end=start + len(quote), quote=quote)
    for number, caption in enumerate(article.captions):
        if (start := caption.text.find(quote)) >= 0:
            return Evidence(part="caption", start=start, end=start + len(quote), quote=quote, caption=number)
    raise AssertionError(f"not in {article.id}: {quote}")


def cite(article: Article, *chain: tuple[str, str], near: str = "") -> tuple[Citation, ...]:
    return tuple(Citation(name=name, kind=kind, evidence=words(article, name, near)) for name, kind in chain)  # type: ignore[arg-type]


def report(
    article: Article,
    type: str,
    mode: str | None,
    trigger: str,
    quote: str,
    *found: tuple[str, Value, str],
    cited: tuple[Citation, ...] = (),
    rivals: tuple[tuple[str, Value, str, tuple[Citation, ...]], ...] = (),
    status: Any = "occurred",
    certainty: Any = "stated",
    kind: Any = "incident",
) -> Report:
    """One report; `found` are (field, value, words), the words looked for from the quote on."""
    claims = [
        Claim(field=name, value=value, evidence=(words(article, text, quote),), cited=cited)  # type: ignore[arg-type]
        for name, value, text in found
    ]
    claims += [
        Claim(field=name, value=value, evidence=(words(article, text),), cited=other)  # type: ignore[arg-type]
        for name, value, text, other in rivals
    ]
    key = f"{article.id}/{type}/{trigger}/{quote}"
    return Report(
        id=hashlib.sha256(key.encode()).hexdigest()[:12],
        article_id=article.id,
        type=type,
        mode=mode,
        status=status,
        certainty=certainty,
        core=True,
        trigger=words(article, trigger, quote),
        quote=words(article, quote),
        claims=tuple(claims),
        provenance=MADE_BY,
        kind=kind,
        confidence=0.8,
    )


def event(id: str, *reports: Report, links: tuple[Link, ...] = (), part_of: str | None = None) -> Event:
    """An event whose values are the first told; a count's low and high span all that is told of it."""
    fields: list[Consolidated] = []
    for name in ("date", "place", "actor", "recipient", "weapon", "count", "seized"):
        fields += _consolidated(name, reports)
    first = reports[0]
    return Event(
        id=id,
        kind=first.kind,
        type=first.type,
        mode=first.mode,
        status=first.status,
        certainty=first.certainty,
        reports=tuple(r.id for r in reports),
        fields=tuple(fields),
        links=links,
        part_of=part_of,
        rule="first told 1",
    )


def _consolidated(name: Any, reports: tuple[Report, ...]) -> list[Consolidated]:
    told = [
        (claim.value, ClaimRef(report_id=r.id, claim=i))
        for r in reports
        for i, claim in enumerate(r.claims)
        if claim.field == name
    ]
    groups: dict[Any, list[tuple[Value, ClaimRef]]] = {}
    for value, ref in told:
        key = (
            (value.what, value.side) if isinstance(value, Count) else getattr(value, "name", getattr(value, "item", 0))
        )
        groups.setdefault(key, []).append((value, ref))
    return [_one(name, group) for group in groups.values()]


def _one(name: Any, group: list[tuple[Value, ClaimRef]]) -> Consolidated:
    best, ref = group[0]
    if not isinstance(best, Count):
        return Consolidated(field=name, best=best, best_claim=ref)
    low = min(group, key=lambda pair: pair[0].min or 0)  # type: ignore[union-attr]
    high = max(group, key=lambda pair: float("inf") if pair[0].max is None else pair[0].max)  # type: ignore[union-attr]
    return Consolidated(
        field=name,
        best=best,
        best_claim=ref,
        low=low[0],
        low_claim=low[1],
        high=high[0],
        high_claim=high[1],
        conflict=len({(value.min, value.max) for value, _ in group}) > 1,  # type: ignore[union-attr]
    )


# ------------------------------------------------------------------ shorthand for values


def day(iso: str, text: str, time: str | None = None) -> tuple[str, Value, str]:
    start = end = None if iso.startswith("XXXX") else iso
    return "date", Date(edtf=iso, start=start, end=end, text=text, anchor="publication", time=time), text


def days(start: str, end: str, text: str, edtf: str | None = None) -> tuple[str, Value, str]:
    return "date", Date(edtf=edtf or f"{start}/{end}", start=start, end=end, text=text, anchor="publication"), text


def at(
    text: str,
    country: str,
    lat: float,
    lon: float,
    precision: Any = "city",
    radius: float = 3.0,
    admin1: str | None = None,
) -> tuple[str, Value, str]:
    place = Location(
        text=text, precision=precision, country=country, admin1=admin1, name=text, lat=lat, lon=lon, radius_km=radius
    )
    return "place", place, text


def by(name: str, text: str | None = None, **rest: Any) -> tuple[str, Value, str]:
    return "actor", Party(name=name, **rest), text or name


def on(name: str, text: str | None = None, **rest: Any) -> tuple[str, Value, str]:
    return "recipient", Party(name=name, **rest), text or name


def toll(what: Any, low: int | None, high: int | None, text: str, side: Any = "recipient") -> tuple[str, Value, str]:
    return "count", Count(what=what, min=low, max=high, side=side), text


def means(text: str) -> tuple[str, Value, str]:
    return "weapon", Means(text=text), text


def goods(item: str, amount: float | None, unit: str | None, text: str) -> tuple[str, Value, str]:
    return "seized", Seizure(item=item, amount=amount, unit=unit), text


# ------------------------------------------------------------------ the stories


def sample() -> Fake:
    """The whole invented ledger."""
    fake = Fake()
    for story in (
        _kirkuk, _basra, _anbar, _sinjar, _deir_ez_zor, _aleppo, _qamishli,
        _sabha, _tripoli, _rafah, _nablus, _beirut, _aden, _undated,
    ):  # fmt: skip
        story(fake)
    return fake


def _add(fake: Fake, *articles: Article) -> None:
    fake.articles |= {a.id: a for a in articles}


def _store(fake: Fake, event: Event, *reports: Report) -> None:
    fake.stored.append(event)
    fake.made |= {r.id: r for r in reports}


def _kirkuk(fake: Fake) -> None:
    first = article(
        "kirkuk-1",
        "Roadside bomb hits police patrol near Kirkuk",
        "A bomb planted beside the Daquq road tore through a police patrol south of Kirkuk on Tuesday morning, "
        "killing at least four officers, the provincial police command said.",
        "Seven others were taken to Azadi hospital, where a duty doctor said two of them were in danger. "
        "No group has said it planted the device.",
        "Interior ministry spokesman Col. Rabee Tamim promised that the road would be swept again before the weekend.",
        captions=("A burnt-out pickup is towed from the Daquq road, south of Kirkuk",),
        publisher="Mosul Courier",
        url="https://mosul-courier.example/2024/03/kirkuk-bomb",
        published="2024-03-12",
    )
    second = article(
        "kirkuk-2",
        "Five dead in Kirkuk blast, hospital says",
        "Five policemen died and nine were hurt when a roadside bomb went off under their vehicle south of Kirkuk "
        "on 12 March, according to the emergency department of Azadi hospital.",
        "The State Observatory, a monitoring group, recalled that the Daquq road has seen more than 40 bombings "
        "since January 2022, with at least 60 people killed.",
        publisher="Levant Wire",
        url="https://levant-wire.example/kirkuk-five-dead",
        published="2024-03-13",
    )
    police = cite(first, ("provincial police command", "authority"))
    one = report(
        first, "ASSAULT", "explosives", "tore through", first.text.split("\n")[0],
        day("2024-03-12", "Tuesday morning"), at("Daquq road", "IQ", 35.29, 44.4, "route", 12.0, "Kirkuk"),
        on("police patrol"), means("bomb"), toll("killed", 4, None, "at least four officers"),
        cited=police,
        rivals=((*toll("injured", 7, 7, "Seven others"), cite(first, ("duty doctor", "medical"))),),
    )  # fmt: skip
    hospital = cite(second, ("emergency department of Azadi hospital", "medical"))
    two = report(
        second, "ASSAULT", "explosives", "went off", second.text.split("\n")[0],
        day("2024-03-12", "12 March"), at("south of Kirkuk", "IQ", 35.4, 44.39, "area", 15.0, "Kirkuk"),
        on("policemen"), means("roadside bomb"), toll("killed", 5, 5, "Five policemen"),
        toll("injured", 9, 9, "nine were hurt"), cited=hospital,
    )  # fmt: skip
    why = Link(
        left=one.id,
        right=two.id,
        probability=0.97,
        levels=(
            Level(name="type", outcome="the same: ASSAULT explosives", weight=2.1),
            Level(name="days apart", outcome="the same day", weight=2.6),
            Level(name="km apart", outcome="12 km, within both radii", weight=1.4),
            Level(name="toll", outcome="4 or more and 5 agree", weight=0.6),
        ),
    )
    _add(fake, first, second)
    _store(fake, event("ev-0001", one, two, links=(why,)), one, two)
    promise = report(
        first, "SUPPORT", None, "promised", first.text.split("\n\n")[2], by("Rabee Tamim"),
    )  # fmt: skip
    _store(fake, event("ev-0002", promise), promise)
    fake.told.append(
        Total(
            id="total-1",
            article_id=second.id,
            quote=words(second, second.text.split("\n\n")[1]),
            provenance=MADE_BY,
            type="ASSAULT",
            count_min=40,
            counts=(Count(what="killed", min=60, max=None),),
            date=Date(edtf="2022-01/..", start="2022-01-01", end=None, text="since January 2022", anchor="calendar"),
            place=Location(text="Daquq road", name="Daquq road", precision="route", country="IQ", lat=35.29, lon=44.4),
            cited=cite(second, ("State Observatory", "ngo")),
        )
    )


def _basra(fake: Fake) -> None:
    story = article(
        "basra",
        "Basra oil workers block terminal for third day",
        "Hundreds of contract workers sat down across the gate of the Khor al-Zubair terminal on 3 February, asking "
        "for eight months of unpaid wages.",
        "Police dispersed the crowd with water cannon the next day and detained about 30 people, the workers' union "
        "said. No one was hurt.",
        "Port director Adel Murad met union delegates in Basra on 6 February and promised a first payment "
        "within the month.",
        publisher="Gulf Ledger",
        url="https://gulf-ledger.example/basra-terminal",
        published="2024-02-07",
    )
    union = cite(story, ("workers' union", "party"))
    first, second, third = story.text.split("\n\n")
    sit_in = report(
        story, "PROTEST", "obstruct", "sat down", first, day("2024-02-03", "3 February"),
        at("Khor al-Zubair terminal", "IQ", 30.19, 47.88, "site", 2.0, "Basra"), by("contract workers"),
        toll("participants", 200, None, "Hundreds", "actor"),
    )  # fmt: skip
    detained = report(
        story, "COERCE", "arrest", "detained", second.split(" No one")[0], day("2024-02-04", "the next day"),
        (*at("Khor al-Zubair terminal", "IQ", 30.19, 47.88, "site", 2.0, "Basra")[:2], "the crowd"), by("Police"),
        on("workers"), toll("arrested", 30, 30, "about 30 people"), toll("injured", 0, 0, "No one was hurt"),
        toll("killed", 0, 0, "No one was hurt"), cited=union,
    )  # fmt: skip
    met = report(
        story, "CONSULT", "visit", "met", third, day("2024-02-06", "6 February"), at("Basra", "IQ", 30.51, 47.78),
        by("Adel Murad"), by("union delegates"),
    )  # fmt: skip
    _add(fake, story)
    for number, made in enumerate((sit_in, detained, met), start=3):
        _store(fake, event(f"ev-000{number}", made), made)


def _anbar(fake: Fake) -> None:
    story = article(
        "anbar",
        "Drones again over western Anbar",
        "Two explosive drones were shot down late on 21 January before they reached the Wadi Hauran air base in Anbar, "
        "a coalition officer said.",
        "A third is reported to have come down in open desert; nobody has shown any wreckage.",
        "A group calling itself the Banner of the West denied any part in it and warned that it would strike "
        "if foreign troops were still there by spring.",
        "Iraqi army engineers will build a second fence around the base in April, the defence ministry announced.",
        publisher="Mosul Courier",
        url="https://mosul-courier.example/2024/01/anbar-drones",
        published="2024-01-22",
    )
    first, second, third, fourth = story.text.split("\n\n")
    base = at("Wadi Hauran air base", "IQ", 33.6, 41.6, "site", 4.0, "Anbar")
    foiled = report(
        story, "ASSAULT", "drone", "shot down", first, day("2024-01-21", "21 January", "night"), base,
        on("Wadi Hauran air base"), means("explosive drones"), cited=cite(story, ("coalition officer", "authority")),
        status="failed",
    )  # fmt: skip
    doubtful = report(
        story, "ASSAULT", "drone", "come down", second, (*day("2024-01-21", "21 January")[:2], "A third"),
        (*at("Anbar", "IQ", 32.6, 41.9, "admin", 190.0, "Anbar")[:2], "open desert"), certainty="hedged",
    )  # fmt: skip
    warned = report(
        story, "THREATEN", "violence", "warned", third, by("Banner of the West"), on("foreign troops"),
    )  # fmt: skip
    fence = report(
        story, "COERCE", "restrict", "will build", fourth, days("2024-04-01", "2024-04-30", "in April", "2024-04"),
        (*base[:2], "the base"), by("Iraqi army engineers"), cited=cite(story, ("defence ministry", "authority")),
        status="planned",
    )  # fmt: skip
    _add(fake, story)
    for number, made in enumerate((foiled, doubtful, warned, fence), start=6):
        _store(fake, event(f"ev-000{number}", made), made)


def _sinjar(fake: Fake) -> None:
    story = article(
        "sinjar",
        "Families return to Sinjar villages",
        "Some 120 families went back to three villages on the north side of Sinjar mountain in the first half of May, "
        "the district office said, the largest return in two years.",
        "Shepherd Hadi Barakat, 61, was killed by a mine on 9 May while crossing his own field. "
        "His nephew said Barakat had asked for the field to be cleared in writing, twice.",
        publisher="Nineveh Dispatch",
        url="https://nineveh-dispatch.example/hadi-barakat-sinjar-return",
        published="2024-05-16",
    )
    first, second = story.text.split("\n\n")
    back = report(
        story, "RETREAT", "return", "went back", first,
        days("2024-05-01", "2024-05-15", "first half of May"),
        at("Sinjar mountain", "IQ", 36.39, 41.84, "area", 30.0, "Nineveh"), by("families"),
        cited=cite(story, ("district office", "authority")), kind="series",
    )  # fmt: skip
    mine = report(
        story, "ASSAULT", "explosives", "killed", second.split(" His")[0], day("2024-05-09", "9 May"),
        (*at("Sinjar mountain", "IQ", 36.39, 41.84, "area", 30.0, "Nineveh")[:2], "his own field"),
        on("Hadi Barakat", private=True), means("mine"), toll("killed", 1, 1, "Hadi Barakat"),
    )  # fmt: skip
    _add(fake, story)
    _store(fake, event("ev-0010", back), back)
    _store(fake, event("ev-0011", mine), mine)


def _deir_ez_zor(fake: Fake) -> None:
    story = article(
        "deir-ez-zor",
        "Clashes spread along the Euphrates",
        "Tribal fighters and the Syrian Democratic Forces fought with machine guns and mortars in Diban, east of "
        "Deir ez-Zor, between 27 August and 2 September, leaving between 18 and 27 fighters dead on both sides, "
        "residents told the Jazira News Agency.",
        "At least three civilians, a mother and two children, were among the dead in the nearby village of Shuhayl, "
        "hit by a mortar round on 30 August.",
        publisher="Levant Wire",
        url="https://levant-wire.example/euphrates-clashes",
        published="2023-09-04",
    )
    first, second = story.text.split("\n\n")
    chain = cite(story, ("residents", "witness"), ("Jazira News Agency", "media"))
    clash = report(
        story, "ASSAULT", "firearms", "fought", first,
        days("2023-08-27", "2023-09-02", "between 27 August and 2 September"),
        at("Diban", "SY", 35.03, 40.52, "city", 4.0, "Deir ez-Zor"), by("Tribal fighters"),
        on("Syrian Democratic Forces"), means("machine guns and mortars"),
        toll("killed", 18, 27, "between 18 and 27 fighters", "unknown"), cited=chain,
        kind="episode",
    )  # fmt: skip
    mortar = report(
        story, "ASSAULT", "heavy-weapons", "hit", second, day("2023-08-30", "30 August"),
        at("Shuhayl", "SY", 35.15, 40.45), on("civilians"), means("mortar round"),
        toll("killed", 3, None, "At least three civilians"),
    )  # fmt: skip
    _add(fake, story)
    _store(fake, event("ev-0012", clash), clash)
    _store(fake, event("ev-0013", mortar, part_of="ev-0012"), mortar)


def _aleppo(fake: Fake) -> None:
    story = article(
        "aleppo",
        "Customs police find pills in tile shipment",
        "Customs police in Aleppo seized 1.2 million stimulant pills hidden in floor tiles on 18 October and arrested "
        "three men, the interior ministry said in a statement carried by the Orontes Agency.",
        "Two warehouses were sealed. A fourth suspect is still being sought.",
        publisher="Orontes Agency",
        published="2024-10-19",
    )
    first = story.text.split("\n\n")[0]
    made = report(
        story, "COERCE", "seize", "seized", first, day("2024-10-18", "18 October"),
        at("Aleppo", "SY", 36.2, 37.16, "city", 8.0, "Aleppo"), by("Customs police"), on("three men"),
        goods("stimulant pills", 1_200_000, None, "1.2 million stimulant pills"), toll("arrested", 3, 3, "three men"),
        cited=cite(story, ("interior ministry", "authority"), ("Orontes Agency", "media")),
    )  # fmt: skip
    _add(fake, story)
    _store(fake, event("ev-0014", made), made)


def _qamishli(fake: Fake) -> None:
    story = article(
        "qamishli",
        "Two sides sign exchange of prisoners",
        "Mediators said the two local administrations signed an accord in Qamishli on 4 November 2024 under which "
        "about 70 detainees will be released before the end of the month.",
        publisher="Jazira News Agency",
        url="https://jazira.example/accord",
        published="2024-11-05",
    )
    made = report(
        story, "AGREE", None, "signed", story.text, day("2024-11-04", "4 November 2024"),
        at("Qamishli", "SY", 37.05, 41.22), by("local administrations"), cited=cite(story, ("Mediators", "party")),
    )  # fmt: skip
    release = report(
        story, "RETREAT", "release", "released", story.text,
        days("2024-11-05", "2024-11-30", "before the end of the month"), on("detainees"),
        toll("released", 70, 70, "about 70 detainees"), cited=cite(story, ("Mediators", "party")), status="planned",
    )  # fmt: skip
    _add(fake, story)
    _store(fake, event("ev-0015", made), made)
    _store(fake, event("ev-0016", release), release)


def _sabha(fake: Fake) -> None:
    story = article(
        "sabha",
        "Rival units trade fire at Sabha airport",
        "Rival units traded fire for an hour around Sabha airport in southern Libya on the night of 14 to 15 June; "
        "six fighters were killed, the Fezzan Medical Centre said.",
        "The city council denied that a shell had fallen on the Mahdia quarter.",
        publisher="Maghreb Post",
        url="https://maghreb-post.example/sabha-airport",
        published="2024-06-16",
    )
    first, second = story.text.split("\n\n")
    fire = report(
        story, "ASSAULT", "firearms", "traded fire", first, days("2024-06-14", "2024-06-15", "night of 14 to 15 June"),
        at("Sabha airport", "LY", 26.99, 14.47, "site", 3.0, "Sabha"), by("Rival units"),
        toll("killed", 6, 6, "six fighters", "unknown"), cited=cite(story, ("Fezzan Medical Centre", "medical")),
    )  # fmt: skip
    shell = report(
        story, "ASSAULT", "heavy-weapons", "fallen", second,
        at("Mahdia quarter", "LY", 27.04, 14.43, "site", 1.5, "Sabha"),
        means("shell"), cited=cite(story, ("city council", "authority")), status="denied", certainty="hedged",
    )  # fmt: skip
    _add(fake, story)
    _store(fake, event("ev-0017", fire), fire)
    _store(fake, event("ev-0018", shell), shell)


def _tripoli(fake: Fake) -> None:
    story = article(
        "tripoli",
        "Envoy asks Libya's chambers for a date",
        "The United Nations envoy appealed to both of Libya's chambers on 11 July to name a date for the vote, "
        "after a round of talks in Tripoli which one delegation refused to attend.",
        publisher="Maghreb Post",
        url="javascript:alert(document.domain)",
        published="2024-07-12",
    )
    country = at("Libya", "LY", 27.0, 17.0, "country", 900.0)
    asked = report(
        story, "REQUEST", "meet", "appealed", story.text, day("2024-07-11", "11 July"), country,
        by("United Nations", "United Nations envoy"), on("both of Libya's chambers"),
    )  # fmt: skip
    talks = report(
        story, "CONSULT", "multilateral", "round of talks", story.text, at("Tripoli", "LY", 32.89, 13.19, "city", 12.0),
        by("one delegation"), days("2024-07-01", "2024-07-11", "after a round of talks"),
    )  # fmt: skip
    _add(fake, story)
    _store(fake, event("ev-0019", asked), asked)
    _store(fake, event("ev-0020", talks), talks)


def _rafah(fake: Fake) -> None:
    story = article(
        "rafah",
        "Shells fall near Rafah crossing",
        "Artillery shells struck a bakery and two houses east of Rafah on 22 February, killing 11 people and wounding "
        "between 20 and 25, the Gaza civil defence said.",
        "The army said that it had aimed at a launching site and was looking into the reports.",
        "Forty trucks of flour and medicine crossed into the Gaza Strip on 24 February, the first in nine days.",
        publisher="Levant Wire",
        url="https://levant-wire.example/rafah-shells",
        published="2024-02-24",
    )
    first, _, third = story.text.split("\n\n")
    struck = report(
        story, "ASSAULT", "heavy-weapons", "struck", first, day("2024-02-22", "22 February"),
        at("east of Rafah", "PS", 31.29, 34.28, "area", 4.0, "Gaza Strip"), by("The army"), on("bakery"),
        on("two houses"), means("Artillery shells"),
        toll("killed", 11, 11, "11 people"), toll("injured", 20, 25, "between 20 and 25"),
        cited=cite(story, ("Gaza civil defence", "authority")),
    )  # fmt: skip
    aid = report(
        story, "AID", None, "crossed", third, day("2024-02-24", "24 February"),
        at("Gaza Strip", "PS", 31.42, 34.36, "admin", 21.0, "Gaza Strip"), on("Gaza Strip"),
    )  # fmt: skip
    _add(fake, story)
    _store(fake, event("ev-0021", struck), struck)
    _store(fake, event("ev-0022", aid), aid)


def _nablus(fake: Fake) -> None:
    story = article(
        "nablus",
        "Night raid in Nablus ends with arrests",
        "Soldiers raided the old city of Nablus before dawn on 5 December and took away eight men, according to "
        "the Prisoners' Bureau, which gave no names.",
        publisher="Jordan Valley Times",
        url="https://jordan-valley-times.example/nablus",
        published="2024-12-05",
    )
    made = report(
        story, "COERCE", "arrest", "raided", story.text, day("2024-12-05", "5 December", "before dawn"),
        at("old city of Nablus", "PS", 32.22, 35.26, "site", 1.0, "West Bank"), by("Soldiers"), on("eight men"),
        toll("arrested", 8, 8, "eight men"), cited=cite(story, ("Prisoners' Bureau", "ngo")),
    )  # fmt: skip
    _add(fake, story)
    _store(fake, event("ev-0023", made), made)


def _beirut(fake: Fake) -> None:
    story = article(
        "beirut",
        "Army moves two battalions to the border",
        "Lebanon's army sent two battalions from Beirut to the southern border on 1 December, its command said.",
        publisher="Cedar Daily",
        url="https://cedar-daily.example/battalions",
        published="2024-12-02",
    )
    made = report(
        story, "MOBILIZE", "troops", "sent", story.text, day("2024-12-01", "1 December"),
        at("Beirut", "LB", 33.89, 35.5, "city", 8.0), at("southern border", "LB", 33.15, 35.4, "area", 25.0),
        by("Lebanon's army"), cited=cite(story, ("its command", "authority")),
    )  # fmt: skip
    _add(fake, story)
    _store(fake, event("ev-0024", made), made)


def _aden(fake: Fake) -> None:
    story = article(
        "aden",
        "Court sentences two over port theft",
        "A court in Aden sentenced two former port officials to seven years in prison, the public prosecutor said.",
        publisher="Gulf Ledger",
        url="https://gulf-ledger.example/aden-court",
    )
    made = report(
        story, "SANCTION", "convict", "sentenced", story.text, at("Aden", "YE", 12.79, 45.03, "city", 10.0),
        by("court"), on("port officials", "former port officials"),
        cited=cite(story, ("public prosecutor", "authority")),
    )  # fmt: skip
    _add(fake, story)
    _store(fake, event("ev-0025", made), made)


def _undated(fake: Fake) -> None:
    story = article(
        "hit",
        "Rockets land beside Hit pumping station",
        "Shortly after sunset on April 14, three rockets landed beside the pumping station at Hit in Anbar, "
        "wounding dozens of labourers, a hospital clerk said.",
        "The governor accused cells of the Islamic State.",
    )
    first, second = story.text.split("\n\n")
    rockets = report(
        story, "ASSAULT", "heavy-weapons", "landed", first, day("XXXX-04-14", "April 14", "after sunset"),
        at("Hit", "IQ", 33.64, 42.83, "city", 4.0, "Anbar"), on("pumping station"), means("rockets"),
        toll("injured", 24, None, "dozens of labourers"), cited=cite(story, ("hospital clerk", "medical")),
    )  # fmt: skip
    accused = report(
        story, "ACCUSE", "allege", "accused", second, by("governor", "The governor"), on("Islamic State"),
    )  # fmt: skip
    _add(fake, story)
    _store(fake, event("ev-0026", rockets), rockets)
    _store(fake, event("ev-0027", accused), accused)
