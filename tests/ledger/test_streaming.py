"""Events undecoded, with all that is behind them: the same as asked for one by one, on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec
import pytest
from factories import bombing, claim, coding, page, recipient, report, total
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import delete
from stories import stories

from dateline.errors import NotFound
from dateline.ledger import Filter, Ledger
from dateline.ledger.database import writing
from dateline.ledger.schema import CURRENT_REPORT
from dateline.model import Article, Citation, Coding, Event, Lot, Party, Report
from ledger.test_history import Clock

Told = tuple[Event, tuple[Report, ...], tuple[Article, ...]]


def unpacked(lots: Iterable[Lot]) -> list[Told]:
    found = []
    for lot in lots:
        reports = {each.id: each for each in (msgspec.json.decode(record, type=Report) for record in lot.reports)}
        articles = {each.id: each for each in (msgspec.json.decode(record, type=Article) for record in lot.articles)}
        assert articles.keys() == set(lot.article_ids)
        for record in lot.events:
            event = msgspec.json.decode(record, type=Event)
            its = tuple(reports[id] for id in event.reports)
            found.append((event, its, tuple(articles[each.article_id] for each in its)))
    return found


def one_by_one(ledger: Ledger, wanted: Filter = Filter()) -> list[Told]:  # noqa: B008 (frozen)
    found = []
    for event in ledger.events(wanted, links=False):
        reports = ledger.reports(event)
        found.append((event, reports, tuple(ledger.article(each.article_id) for each in reports)))
    return found


def fill(ledger: Ledger, codings: Iterable[Coding]) -> None:
    for each in codings:
        ledger.add(page(f"p-{each.article.id}"), each)


def test_lots_hold_what_is_asked_for_one_by_one(where: str):
    with Ledger.open(where) as ledger:
        fill(ledger, [coding(f"a{n}", bombing(f"a{n}", f"2024-03-{n % 9 + 1:02d}")) for n in range(20)])
        assert len(unpacked(ledger.lots())) == 9
        assert unpacked(ledger.lots()) == one_by_one(ledger)
        spring = Filter.of(since="2024-03-03", until="2024-03-04")
        assert unpacked(ledger.lots(spring)) == one_by_one(ledger, spring) != []
        ids = [event.id for event in ledger.events()][::-2]
        assert [event.id for event, _, _ in unpacked(ledger.lots_by_id(["ev-9999999", *ids]))] == ids
        assert [event.id for event, _, _ in unpacked(ledger.lots(only=set(ids)))] == ids[::-1]


def test_lots_of_an_earlier_day_are_as_it_was_then(where: str, monkeypatch: pytest.MonkeyPatch):
    clock = Clock(monkeypatch)
    with Ledger.open(where) as ledger:
        for day, name in (("2026-01-01", "a1"), ("2026-01-05", "a2")):
            clock.day = day
            fill(ledger, [coding(name, bombing(name))])
    with Ledger.open(where, as_of="2026-01-02") as then:
        assert unpacked(then.lots()) == one_by_one(then)
        assert [event.reports for event, _, _ in unpacked(then.lots())] == [("a1-r1",)]
    with Ledger.open(where, as_of="2026-01-05") as then:
        assert [event.reports for event, _, _ in unpacked(then.lots())] == [("a1-r1", "a2-r1")]


def test_a_report_that_is_missing_is_named(where: str):
    with Ledger.open(where) as ledger:
        fill(ledger, [coding("a1", bombing("a1"))])
        with writing(ledger._engine) as connection:
            connection.execute(delete(CURRENT_REPORT))
        with pytest.raises(NotFound, match="a1-r1: the ledger knows no such report"):
            list(ledger.lots())


def naming(draw: st.DrawFn, made: Coding) -> Coding:
    """Some of its reports name a private person, or cite a witness; and so may a total."""
    reports = []
    for each in made.reports:
        what = draw(st.sampled_from(["nobody", "nobody", "victim", "witness"]))
        if what == "victim":
            each = replace(each, claims=(*each.claims, claim("recipient", Party(name="Salim Haddad", private=True))))
        if what == "witness":
            cited = (Citation(name="Rana Yousef", kind="witness"),)
            each = replace(each, claims=(*each.claims, replace(recipient("a shop"), cited=cited)))
        reports.append(each)
    person = Party(name="Salim Haddad", private=True)
    told = total(made.article.id, actors=(person,)) if draw(st.booleans()) else total(made.article.id)
    return replace(made, reports=tuple(reports), totals=(told,))


@st.composite
def named_stories(draw: st.DrawFn) -> list[Coding]:
    """Stories, some of which name private persons; most are told in an article that tells of something else, too."""
    made = [naming(draw, each) for each in draw(stories())]
    apart = [report(each.article.id, recipient(f"shop {each.article.id}"), number=9) for each in made]
    return [replace(each, reports=(*each.reports, other)) for each, other in zip(made, apart, strict=True)]


@given(codings=named_stories())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_bears_on_private_persons_is_all_there(fresh: Callable[[], str], codings: list[Coding]):
    with Ledger.open(fresh()) as ledger:
        fill(ledger, codings)
        told = {event.id: (event, ledger.reports(event)) for event in ledger.events(links=False)}
        found = {event.id: (event, reports) for event, reports in ledger.beside_persons()}
        assert all(told[id] == each for id, each in found.items())
        assert found.keys() == beside(told, ledger)


def beside(told: dict[str, tuple[Event, tuple[Report, ...]]], ledger: Ledger) -> set[str]:
    """The same, of everything at once."""
    articles = {id: {each.article_id for each in reports} for id, (_, reports) in told.items()}
    cues = ('"private":true', '"witness"')

    def names(record: msgspec.Struct) -> bool:
        return any(cue in msgspec.json.encode(record).decode() for cue in cues)

    near = {
        article
        for id, (event, reports) in told.items()
        if any(map(names, (event, *reports)))
        for article in articles[id]
    }
    near |= {each.article_id for each in ledger.totals() if names(each)}
    for _ in range(2):
        events = {id for id, its in articles.items() if not its.isdisjoint(near)}
        near = set().union(*(articles[id] for id in events))
    return events


def test_a_party_that_a_person_made_private_bears_on_the_others_of_its_article(where: str):
    with Ledger.open(where) as ledger:
        fill(
            ledger,
            [
                coding("a1", bombing("a1"), report("a1", recipient("a shop"), number=2)),
                coding("a2", bombing("a2", "2020-01-01")),
            ],
        )
        assert list(ledger.beside_persons()) == []
        (first,) = (event for event in ledger.events() if event.reports == ("a1-r1",))
        ledger.correct(first.id, "actor", Party(name="Adel Murad", private=True), user="ann", add=True)
        assert {event.reports for event, _ in ledger.beside_persons()} == {("a1-r1",), ("a1-r2",)}
