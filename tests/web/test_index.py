"""The index, its filters and its file: always what the ledger itself says."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledgers import REQUIRED, binaries, server
from msgspec.structs import replace

from dateline.errors import DatelineError, InputError
from dateline.ledger import Filter, Ledger
from dateline.model import Count, Event, Location, Party, Word
from dateline.publishing.privacy import Masked
from dateline.publishing.report.summary import Counting, Figure, summarise
from dateline.publishing.rows import best
from dateline.web import facets, keeping, nearby, sums
from dateline.web import index as web_index
from dateline.web.index import Index, State, Unready, keep_up
from dateline.web.listing import Listing
from dateline.web.query import Box, Query
from dateline.web.rows import Spot

QUERIES = [
    Query.of(),
    Query.of(since="2024-01-01", until="2024-06-30"),
    Query.of(until="2024-03-31", undated=True),
    Query.of(types=["ASSAULT", "PROTEST"]),
    Query.of(countries=["IQ"]),
    Query.of(types=["ASSAULT"], countries=["IQ", "YE"], since="2023-01-01"),
    Query.of(text="killed"),
    Query.of(actors=["police"]),
]


COUNTINGS = [Counting(), Counting(episodes=True), Counting(crime=True), Counting(episodes=True, crime=True)]


def answers(index: Index, book: Ledger) -> None:
    """Everything the index says of a few queries, beside what the ledger's own records say."""
    hidden = Masked(Listing(book)).names.values()
    assert index.private().names == frozenset().union(*(names.private for names in hidden))
    for query in QUERIES:
        wanted = Filter.of(
            since=query.since,
            until=query.until,
            undated=query.undated,
            types=query.types,
            countries=query.countries,
            actors=query.actors,
            text=query.text,
        )
        events, rows = list(book.events(wanted, links=False)), index.passing(query)
        assert rows.ids == [event.id for event in events], query
        for counting in COUNTINGS:
            assert sums.summary(rows, counting) == summarise(events, counting), (query, counting)
        counted = facets.count(index, rows.state, query)
        for name, values in told(events).items():
            if not query.listed.get(name):
                assert dict(counted[name]) == values, (query, name)


def told(events: list[Event]) -> dict[str, Counter[str]]:
    """What facets should count, from the events themselves."""
    return {
        "type": Counter(event.type for event in events),
        "status": Counter(event.status for event in events),
        "country": Counter(
            code for event in events for code in {p.country for p in best(event, "place", Location) if p.country}
        ),
        "actor": Counter(
            name
            for event in events
            for name in {
                party.name
                for side in ("actor", "recipient")
                for party in best(event, side, Party)
                if not party.private and not party.unknown
            }
        ),
    }


def contents(state: State) -> list[Any]:
    """Every row, so that two states can be told apart."""
    return list(state.rows.values())


def act(book: Ledger, choose: st.DataObject) -> None:
    """One decision, as a person may make it."""
    events = [event.id for event in book.events()]
    made = [each.decision.id for each in book.decisions()]
    verbs = ["accept", "reject", "merge", "split", "correct", "undo", "remark", "forget"]
    verb = choose.draw(st.sampled_from(verbs))
    event = choose.draw(st.sampled_from(events))
    reports = book.event(event).reports
    match verb:
        case "accept":
            book.accept(event, user="ann")
        case "reject":
            book.reject(event, user="ann", reports=choose.draw(st.sampled_from([(), reports[:1]])))
        case "merge":
            book.merge([event, choose.draw(st.sampled_from(events))], user="ben")
        case "split":
            book.split(event, reports[:1], user="ann")
        case "correct":
            book.correct(event, "type", Word(word=choose.draw(st.sampled_from(["PROTEST", "COERCE"]))), user="ann")
        case "undo" if made:
            book.undo(choose.draw(st.sampled_from(made)), user="ben")
        case "forget":
            book.forget(book.report(reports[0]).article_id, user="ann")
        case _:
            book.remark(event, "seen", user="ann")


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_it_says_what_the_ledger_says_whatever_is_decided(
    data: st.DataObject, filled: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = Path(shutil.copy(filled, tmp_path_factory.mktemp("decided") / "stories.db"))
    with Ledger.open(path) as book:
        index = Index(book)
        answers(index, book)
        index.save()
        for _ in range(4):
            try:
                act(book, data)
            except DatelineError:
                continue  # the ledger refuses what makes no sense, such as undoing twice
            assert contents(index.state()) == anew(path)
        answers(index, book)
        assert contents(Index(book).state()) == contents(index.state())  # from the file, and what was decided since
        index.save()
        loaded = keeping.load(Path(f"{path}.index"))
        assert loaded is not None
        assert contents(State(*loaded)) == contents(index.state())


def test_a_decided_toll_governs_the_sums(ledger: Path) -> None:
    """In place of what the reports tell, "at least 4" and 5; and it comes so from the index's file, too."""
    with Ledger.open(ledger) as book:
        index = Index(book)
        before = killed(index)
        for event in book.events(links=False):
            for told in [value.best for value in event.field("count")]:
                if isinstance(told, Count) and told.what == "killed":
                    given = replace(told, min=100, max=100)
                    book.correct(event.id, "count", given, user="ann", replaces=told)
        answers(index, book)
        after = killed(index)
        assert (after.low, after.high, after.open) == (100 * before.told, 100 * before.told, False)
        index.save()
        assert killed(Index(book)) == after


def killed(index: Index) -> Figure:
    """The dead of all events."""
    return next(each for each in sums.summary(index.passing(Query.of()), COUNTINGS[-1]).sums if each.what == "killed")


def anew(path: Path) -> list[Any]:
    """The rows as drawn up from the ledger alone."""
    file = Path(f"{path}.index")
    kept = file.read_bytes() if file.exists() else None
    file.unlink(missing_ok=True)
    with Ledger.open(path) as book:
        found = contents(Index(book).state())
    if kept is not None:
        file.write_bytes(kept)
    return found


@pytest.fixture(scope="module")
def postgresql(filled: Path) -> Iterator[str]:
    """The same ledger in a PostgreSQL of our own."""
    if binaries() is None:
        import os

        if os.environ.get(REQUIRED):
            pytest.fail("no PostgreSQL server is installed")
        pytest.skip("no PostgreSQL server is installed")
    with server() as running:
        yield running.fresh()


def test_a_servers_database_has_an_index_too(
    filled: Path, postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "cache"))
    with Ledger.open(filled) as source, Ledger.open(postgresql) as book:
        copied(source, book)
        index = Index(book)
        answers(index, book)
        index.save()
        event = next(book.events()).id
        book.reject(event, user="ann")
        assert contents(index.state()) == contents(Index(book).state())
        answers(index, book)
        assert [path.suffix for path in (tmp_path / "cache").iterdir()] == [".index"]


def copied(source: Ledger, book: Ledger) -> None:
    """Adds what one ledger holds to another."""
    from dateline.model import Coding, Page

    reports = [report for event in source.events() for report in source.reports(event)]
    for article in source.articles():
        page = Page(id=f"page-{article.id}", source=f"{article.id}.txt", media_type="text/plain", url=article.url)
        its = tuple(report for report in reports if report.article_id == article.id)
        book.add(page, Coding(article=article, reports=its, totals=()))


def test_it_answers_as_of_an_earlier_day(ledger: Path) -> None:
    with Ledger.open(ledger) as book:
        for event in [event.id for event in book.events()][:3]:
            book.reject(event, user="ann")
        day_before = "2020-01-01"
    with Ledger.open(ledger, as_of=day_before) as then:
        assert contents(Index(then).state()) == []
    backdate(ledger)
    with Ledger.open(ledger, as_of="2021-01-01") as then, Ledger.open(ledger) as now:
        index = Index(then)
        answers(index, then)
        assert len(index.state().columns) == len(Index(now).state().columns) + 3
        assert then.index_file is None


def backdate(ledger: Path) -> None:
    """Has all changes but the last three made years ago."""
    import sqlite3

    with sqlite3.connect(ledger) as connection:
        connection.execute(
            "UPDATE change SET recorded_at = '2020-06-01T00:00:00.000+00:00'"
            " WHERE number <= (SELECT max(number) FROM change) - 3"
        )
    connection.close()


# ------------------------------------------------------------------ the file


def test_a_file_that_cannot_be_used_is_made_anew(ledger: Path) -> None:
    file = Path(f"{ledger}.index")
    with Ledger.open(ledger) as book:
        index = Index(book)
        index.state()
        index.save()
        whole = file.read_bytes()
        for damaged in (
            b"",
            b"no index",
            whole[:-200],
            whole[: len(whole) // 2] + b"x" * 50 + whole[len(whole) // 2 :],
        ):
            file.write_bytes(damaged)
            assert contents(Index(book).state()) == contents(index.state())


def test_a_file_of_another_ledger_is_not_believed(ledger: Path, tmp_path: Path) -> None:
    with Ledger.open(ledger) as book, Ledger.open(tmp_path / "other.db") as other:
        index = Index(book)
        index.state()
        index.save()
        shutil.copy(f"{ledger}.index", tmp_path / "other.db.index")
        assert contents(Index(other).state()) == []


def test_what_is_forgotten_is_not_kept_beside_the_ledger(ledger: Path) -> None:
    file = Path(f"{ledger}.index")
    with Ledger.open(ledger) as book:
        index = Index(book)
        names = {name: row.id for row in index.state().rows.values() for name in row.actors}
        only = next(row for row in index.state().rows.values() if row.actors and len(book.event(row.id).reports) == 1)
        index.save()
        assert file.exists()
        article = book.reports(book.event(only.id))[0].article_id
        book.forget(article, user="ann")
        assert not file.exists()
        index.state()
        index.save()
        left = {name for row in index.state().rows.values() for name in row.actors}
        gone = names.keys() - left
        assert gone
        assert not [name for name in gone if f'"{name}"'.encode() in file.read_bytes()]


def test_where_nothing_may_be_written_there_is_no_file(ledger: Path) -> None:
    with Ledger.open(ledger) as book:
        index = Index(book)
        index.state()
        keeping.save(ledger / "no folder" / "x.index", *(lambda s: (s.marks, s.columns, s.words))(index.state()))
    with Ledger.open("sqlite:///:memory:") as none:
        assert none.index_file is None


# ------------------------------------------------------------------ filters


@pytest.mark.parametrize(
    ("box", "inside"),
    [
        ("40,30,50,40", True),
        ("44,36,44,36", True),
        ("0,0,10,10", False),
        ("170,-90,-170,90", False),
        ("30,-90,-170,90", True),
    ],
)
def test_boxes_may_cross_the_date_line(box: str, inside: bool) -> None:
    assert Box.of(box).holds(Spot("here", "IQ", "city", 36.0, 44.0, 3.0)) is inside


@pytest.mark.parametrize("box", ["", "a,b,c,d", "1,2,3", "0,10,10,0", "0,0,200,10", "nan,0,1,1", "0,0,inf,1"])
def test_what_is_no_box_is_refused(box: str) -> None:
    with pytest.raises(InputError):
        Box.of(box)


def test_every_filter_of_the_index_lets_through_what_it_names(filled: Path) -> None:
    with Ledger.open(filled) as book:
        index = Index(book)
        rows = contents(index.state())
        one = next(row for row in rows if row.spots and row.mode and row.publishers)
        told = {
            "modes": (one.mode, lambda row: row.mode == one.mode),
            "statuses": (one.status, lambda row: row.status == one.status),
            "certainties": (one.certainty, lambda row: row.certainty == one.certainty),
            "kinds": (one.kind, lambda row: row.kind == one.kind),
            "publishers": (one.publishers[0], lambda row: one.publishers[0] in row.publishers),
            "places": (one.spots[0].name, lambda row: one.spots[0].name in {spot.name for spot in row.spots}),
            "decided": ("undecided", lambda row: row.decided == ("undecided",)),
        }
        for name, (value, fits) in told.items():
            passing = index.passing(
                Query.of(**{name: [value, "nobody"] if name in ("publishers", "places") else [value]})
            )
            assert passing.ids == [row.id for row in rows if fits(row)], name
            assert passing.ids
        assert index.passing(Query.of(conflict=True)).ids == [row.id for row in rows if row.conflict]


def test_whoever_asks_while_much_is_read_is_told_so(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_index, "_LONG", 0)
    told = []

    def ask(*_: object) -> None:
        with ThreadPoolExecutor(1) as other:
            error = other.submit(index.state).exception()
        assert isinstance(error, Unready)
        told.append(str(error))

    with Ledger.open(ledger) as book:
        index = Index(book)
        index.watch(ask)
        assert len(index.state().columns) == book.counts().events
        book.remark(next(book.events()).id, "seen", user="ann")
        assert len(index.state().columns) == book.counts().events
    assert told == ["the ledger is read before it can be shown: 0 of 100 done"] * 2


def test_after_much_was_added_the_index_is_drawn_up_ahead(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger.open(ledger) as book:
        file = book.index_file
        assert file is not None
        keep_up(book)
        assert not file.exists()
        monkeypatch.setattr(web_index, "_MANY", 0)
        keep_up(book)
        kept = keeping.marks(file)
        assert kept is not None
        assert kept.change == book.change()
        stamp = file.stat().st_mtime_ns
        keep_up(book)  # nothing came since
        assert file.stat().st_mtime_ns == stamp
        monkeypatch.setattr(Index, "_whole", None)  # a server need not read the ledger
        assert len(Index(book).state().columns) == book.counts().events


def test_lists_are_ordered_by_day_or_by_gain(filled: Path) -> None:
    with Ledger.open(filled) as book:
        rows = Index(book).passing(Query.of())
        newest = [row.days[0] if row.days else "" for row in rows.ordered("-date")]
        assert newest == sorted(newest, reverse=True)
        gains = [row.gain for row in rows.ordered("gain")]
        assert gains == sorted(gains, reverse=True)
        assert sorted(rows.ordered("gain").ids) == sorted(rows.ids)


def test_events_that_may_be_the_same_are_near_in_time_or_place(filled: Path) -> None:
    with Ledger.open(filled) as book:
        state = Index(book).state()
        for this in list(state.rows.values()):
            names = {spot.name for spot in this.spots}
            for other in nearby.similar(state, this.id):
                assert other.id != this.id
                shared = names & {spot.name for spot in other.spots} or set(this.actors) & set(other.actors)
                assert other.type == this.type or shared


def test_a_row_survives_being_put_in_columns(filled: Path) -> None:
    from dateline.web.columns import Words, columns, row_at

    with Ledger.open(filled) as book:
        rows = contents(Index(book).state())
    rows.append(replace(rows[0], mode=None, start=None, spots=(), actors=(), tolls=(), verbs=("note", "accept")))
    words = Words()
    made = columns(rows, words)
    assert [row_at(made, words, n) for n in range(len(rows))] == rows
