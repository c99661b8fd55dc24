"""What readers may not see is the same whether found for one page or for the whole ledger; and lists keep up."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest
from factories import TEXT, bombing, claim, coding, page
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import Engine
from sqlalchemy import event as happening

from dateline.errors import DatelineError
from dateline.ledger import Ledger
from dateline.ledger.indexing import parties
from dateline.ledger.searching import folded, words_of
from dateline.model import Citation, Event, Evidence, Party, Report
from dateline.publishing.privacy import Masked
from dateline.resolving import words
from dateline.web import Settings
from dateline.web.desk import Desk
from dateline.web.drawing import draw
from dateline.web.hiding import NamesByArticle
from dateline.web.index import Index
from dateline.web.listing import Listed, Listing
from dateline.web.query import Query
from web.test_index import act


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_lists_and_what_they_hide_keep_up_with_decisions(
    data: st.DataObject, filled: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = Path(shutil.copy(filled, tmp_path_factory.mktemp("hidden") / "stories.db"))
    desk = Desk(Ledger.open(path), Settings())
    try:
        for _ in range(4):
            rows = desk.index.passing(Query.of())
            for persons in (True, False):
                assert desk.records(rows, persons=persons) == anew(desk, persons)
            try:
                act(desk.book, data)
            except DatelineError:
                continue
    finally:
        desk.close()


def anew(desk: Desk, persons: bool) -> list[msgspec.Raw]:
    """The records of all events, of the whole ledger read at once."""
    rows = desk.index.passing(Query.of())
    with desk.book.snapshot() as book, book.skimmed() as skim:
        listing = Listing(book)
        masked = Masked(listing)
        found = dict(NamesByArticle(book, skim))
        assert {id: found[id] for id in masked.names} == masked.names
        assert not any(names.private for id, names in found.items() if id not in masked.names)
        return [msgspec.Raw(record) for _, record in draw(listing if persons else masked, rows)]


def test_a_name_made_private_in_one_event_is_withheld_from_the_others_of_its_article(ledger: Path) -> None:
    desk = Desk(Ledger.open(ledger), Settings())
    try:
        quotes = withheld(desk, "CONSULT", "union delegates")
        assert "Adel Murad" in quotes
        protest = next(event for event in desk.book.events() if event.type == "PROTEST" and "Khor" in told(desk, event))
        made = desk.book.correct(
            protest.id, "actor", Party(name="Adel Murad", private=True), user="ann", add=True
        ).decision
        assert "Adel Murad" not in withheld(desk, "CONSULT", "union delegates")
        desk.book.undo(made.id, user="ann")
        assert withheld(desk, "CONSULT", "union delegates") == quotes
    finally:
        desk.close()


def told(desk: Desk, event: Event) -> str:
    return " ".join(report.quote.quote for report in desk.book.reports(event))


def withheld(desk: Desk, type: str, words: str) -> str:
    """The record of an event as a reader is shown it."""
    found = desk.records(desk.index.passing(Query.of(types=[type])), persons=False)
    return next(text for each in found if words in (text := bytes(each).decode()))


def test_a_reader_finds_by_words_and_names_only_what_readers_are_shown(ledger: Path) -> None:
    desk = Desk(Ledger.open(ledger), Settings())
    try:
        first = next(desk.book.events())
        desk.book.correct(first.id, "actor", Party(name="Friends of Hadi Barakat"), user="ann", add=True)
        with desk.book.snapshot() as book:
            masked = Masked(Listing(book))
            events = {event.id: event for event in masked.events()}
            private = sorted({name for names in masked.names.values() for name in names.private})
            reports = {id: masked.reports(event) for id, event in events.items()}
            told = [report for each in reports.values() for report in each]
            held = {
                article.id: set(words_of(masked.article(article.id), [r for r in told if r.article_id == article.id]))
                for article in book.articles()
            }
            asked = {
                "killed",
                "shepherd",
                "friends of hadi",
                *private,
                *(word for name in private for word in name.split()),
            }
            differing = 0
            for text in sorted(asked):
                wanted = set(folded(text))
                shown = [id for id, its in reports.items() if any(wanted <= held[r.article_id] for r in its)]
                assert desk.index.passing(Query.of(text=text, veiled=True)).ids == shown, text
                differing += len(shown) < len(desk.index.passing(Query.of(text=text)))
                query = Query.of(text=text, veiled=True)
                totals = [total.id for total in masked.totals() if wanted <= held[total.article_id]]
                listed = Listed((), totals=query, hidden=desk.index.hidden_totals(query))
                assert sorted(total.id for total in Listing(book).totals(listed)) == sorted(totals), text
            assert differing
            for name in ["police", "hadi barakat", "friends of hadi", "friends of", *private]:
                shown = [id for id, event in events.items() if named(name, event, reports[id])]
                assert desk.index.passing(Query.of(actors=[name], veiled=True)).ids == shown, name
    finally:
        desk.close()


def test_the_index_knows_the_names_that_a_sentence_tells_of_private_persons(tmp_path: Path) -> None:
    """Of whom a claim's own words have none, and of relatives who are cited."""
    text = f"{TEXT} It killed the driver Amadou Diallo, his mother Mary Diallo said."

    def words(quote: str) -> Evidence:
        return Evidence(part="body", start=text.index(quote), end=text.index(quote) + len(quote), quote=quote)

    cited = (Citation(name="Mary Diallo", kind="unknown", evidence=words("Mary Diallo")),)
    driver = replace(claim("recipient", Party(name="driver", private=True)), evidence=(words("driver"),), cited=cited)
    made = replace(bombing("a1", "2024-03-04", driver), quote=words(text[len(TEXT) + 1 :]))
    with Ledger.open(tmp_path / "one.db") as book:
        book.add(page(), coding("a1", made, text=text))
        masked = Masked(Listing(book))
        assert Index(book).private().names == {"Amadou Diallo", "Mary Diallo"}
        assert masked.names["a1"].private == {"Amadou Diallo", "Mary Diallo"}
        assert "Mary" not in masked.article("a1").text


def test_a_search_for_a_common_name_asks_for_many_articles_at_once(tmp_path: Path) -> None:
    few, many = (statements(tmp_path / f"{number}.db", number) for number in (10, 60))
    assert many <= few + 5


def statements(path: Path, number: int) -> int:
    """How many statements it takes to search for a name that so many articles have of private persons."""
    with Ledger.open(path) as book:
        found = []
        for each in range(number):
            name, id = f"Ahmed Saleh{each}", f"a{each}"
            text = f"{TEXT} {name} wept."
            span = Evidence(part="body", start=text.index(name), end=len(text) - 6, quote=name)
            told = claim("recipient", Party(name=name, private=True))
            made = bombing(id, f"2024-03-{each % 28 + 1:02d}", replace(told, evidence=(span,)))
            found.append((page(id), coding(id, made, text=text)))
        book.add_all(found)
        index, asked = Index(book), list[str]()
        assert len(index.passing(Query.of(text="ahmed"))) > 0
        happening.listen(Engine, "before_cursor_execute", note := lambda *about: asked.append(about[2]))
        try:
            assert index.passing(Query.of(text="ahmed", veiled=True)).ids == []
        finally:
            happening.remove(Engine, "before_cursor_execute", note)
    return len(asked)


def named(name: str, event: Event, reports: tuple[Report, ...]) -> bool:
    given = [field.best for field in event.fields if field.decision and isinstance(field.best, Party)]
    found = [*given, *(party for report in reports for party in parties(report))]
    return any(set(words(name)) <= set(words(party.name)) for party in found)
