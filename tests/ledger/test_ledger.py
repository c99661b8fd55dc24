import random
from collections.abc import Callable
from types import ModuleType

import pytest
from factories import (
    actor,
    bombing,
    coding,
    date,
    evidence,
    killed,
    page,
    place,
    recipient,
    report,
    total,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledgers import rows
from msgspec.structs import replace
from stories import stories

from dateline.errors import InputError, LedgerError, NotFound
from dateline.ledger import Filter, Ledger, adding, batching
from dateline.model import Coding, Date, Party
from dateline.resolving import group


def add(ledger: Ledger, *codings: Coding) -> None:
    for each in codings:
        ledger.add(page(f"p-{each.article.id}"), each)


def ids(ledger: Ledger, **wanted: object) -> list[str]:
    return [event.id for event in ledger.events(Filter.of(**wanted))]  # type: ignore[arg-type]


def groups(ledger: Ledger) -> set[tuple[str, ...]]:
    return {event.reports for event in ledger.events()}


# ------------------------------------------------------------------ adding


def test_an_article_comes_back_as_it_went_in(where: str):
    told = coding("a1", bombing("a1"), totals=(total(),))
    with Ledger.open(where) as ledger:
        added = ledger.add(page(), told)
        assert (added.status, added.reports, added.totals) == ("new", 1, 1)
    with Ledger.open(where, create=False) as ledger:
        (event,) = ledger.events()
        assert added.new_events == (event.id,)
        assert ledger.reports(event) == told.reports
        assert ledger.report(told.reports[0].id) == told.reports[0]
        assert ledger.article("a1") == told.article
        assert list(ledger.articles()) == [told.article]
        assert list(ledger.totals()) == list(told.totals)
        assert ledger.counts().events == ledger.counts().totals == ledger.counts().articles == 1


def test_adding_twice_changes_nothing(where: str):
    codings = [coding("a1", bombing("a1"), totals=(total(),)), coding("a2", bombing("a2"))]
    with Ledger.open(where) as ledger:
        add(ledger, *codings)
        before = rows(where)
        assert ledger.add(page("p-a1"), codings[0]).status == "known"
        add(ledger, *codings)
        assert rows(where) == before


def test_a_known_article_on_another_page_is_known(where: str):
    told = coding("a1", bombing("a1"))
    with Ledger.open(where) as ledger:
        ledger.add(page("p1"), told)
        assert ledger.add(page("p2"), told).status == "known"
        assert (ledger.counts().pages, ledger.counts().articles, ledger.counts().events) == (2, 1, 1)


def test_another_content_under_an_address_is_its_next_version(where: str):
    url = "https://wire.example/bombing"
    with Ledger.open(where) as ledger:
        for page_id in ("p1", "p2", "p2"):
            ledger.add(replace(page(page_id), url=url), coding("a1", bombing("a1")))
        ledger.add(replace(page("p3"), url=url + "-2"), coding("a1", bombing("a1")))
        assert [(ledger.page(each).version, ledger.page(each).supersedes) for each in ("p1", "p2", "p3")] == [
            (1, None),
            (2, "p1"),
            (1, None),
        ]
        with pytest.raises(NotFound, match="no such page"):
            ledger.page("p4")


def test_a_second_outlet_makes_the_event_grow(where: str):
    with Ledger.open(where) as ledger:
        first = ledger.add(page("p1"), coding("a1", bombing("a1")))
        second = ledger.add(page("p2"), coding("a2", bombing("a2", "2024-03-04", killed(4))))
        assert (second.new_events, second.grown_events) == ((), first.new_events)
        event = ledger.event(first.new_events[0])
        assert len(event.reports) == 2
        assert [(link.left, link.right) for link in event.links] == [event.reports]
        assert len(list(event.field("count"))) == 1


def test_every_state_of_an_event_stays_in_the_log(where: str):
    with Ledger.open(where) as ledger:
        add(ledger, coding("a1", bombing("a1")))
        before = rows(where)
        add(ledger, coding("a2", bombing("a2")))
    after = rows(where)
    for log in ("change", "page", "article", "report", "total", "event", "link"):
        assert set(before[log]) <= set(after[log])
    assert [each.why for each in Ledger.open(where).history("ev-0000001")] == ["new, 1 report", "1 report more"]


NEW = [(batching, step) for step in ("add_change", "_put_pages", "add_rows", "put_told", "put_reports", "regroup")]
AGAIN = [(adding, step) for step in ("_store_article", "_replace_told", "put_reports", "regroup", "end_empty")]


@pytest.mark.parametrize(
    ("article", "module", "step"), [*(("a2", *each) for each in NEW), *(("a1", *each) for each in AGAIN)]
)
def test_a_failure_in_the_middle_leaves_nothing(
    where: str, monkeypatch: pytest.MonkeyPatch, article: str, module: ModuleType, step: str
):
    with Ledger.open(where) as ledger:
        add(ledger, coding("a1", bombing("a1")))
        before = rows(where)
        whole = getattr(module, step)

        def broken(*args: object, **more: object) -> None:
            whole(*args, **more)
            raise KeyboardInterrupt

        monkeypatch.setattr(module, step, broken)
        with pytest.raises(KeyboardInterrupt):
            add(ledger, coding(article, bombing(article, "2024-03-09"), totals=(total(article),)))
        assert rows(where) == before
        monkeypatch.undo()
        add(ledger, coding("a2", bombing("a2")))
        assert ledger.counts().articles == 2


def test_a_coding_with_one_id_twice_is_refused_whole(where: str):
    with Ledger.open(where) as ledger:
        with pytest.raises(LedgerError, match="a1"):
            add(ledger, coding("a1", bombing("a1"), bombing("a1")))
        assert ledger.counts().pages == 0


def test_a_report_id_of_another_article_is_refused(where: str):
    with Ledger.open(where) as ledger:
        add(ledger, coding("a1", bombing("a1")))
        with pytest.raises(LedgerError, match="known from article a1"):
            add(ledger, coding("a2", bombing("a1")))


def test_half_a_character_is_refused_in_one_line(where: str):
    with Ledger.open(where) as ledger:
        with pytest.raises(LedgerError, match="half a character") as raised:
            add(ledger, Coding(article=replace(coding("a1").article, text="\ud83d"), reports=(), totals=()))
        assert "\n" not in str(raised.value)
        assert ledger.counts().pages == 0


# ------------------------------------------------------------------ coding anew


def test_recoding_puts_new_reports_in_the_place_of_old_and_keeps_the_event(where: str):
    with Ledger.open(where) as ledger:
        first = ledger.add(page("p1"), coding("a1", bombing("a1"), totals=(total(),)))
        second = ledger.add(page("p1"), coding("a1", bombing("a1", "2024-03-04", killed(6))))
        assert second.status == "recoded"
        assert second.grown_events == first.new_events
        assert ledger.counts().reports == 1
        assert list(ledger.totals()) == []
        assert len(list(ledger.event(first.new_events[0]).field("count"))) == 1


def test_an_event_that_no_report_tells_of_any_more_says_so(where: str):
    with Ledger.open(where) as ledger:
        (gone,) = ledger.add(page("p1"), coding("a1", bombing("a1"))).new_events
        ledger.add(page("p1"), coding("a1"))
        assert list(ledger.events()) == []
        with pytest.raises(NotFound, match="without reports"):
            ledger.event(gone)
        (new,) = ledger.add(page("p2"), coding("a2", bombing("a2"))).new_events
        assert new != gone


def test_a_day_of_publication_that_becomes_known_counts(where: str):
    vague = [report(name, recipient("Karsa market"), place("Karsa", 36.2, 44.0), killed(9)) for name in ("a1", "a2")]
    with Ledger.open(where) as ledger:
        add(ledger, coding("a1", vague[0], published="2024-03-05"), coding("a2", vague[1]))
        assert ledger.counts().events == 1
        add(ledger, coding("a2", vague[1], published="2019-01-08"))
        assert ledger.counts().events == 2


def test_merged_events_leave_redirects(where: str):
    day, day_or_next = date("2024-03-04"), date("2024-03-04", "2024-03-05")
    told = [recipient("Karsa grain market"), actor("Black Banner"), place("Karsa", 36.2, 44.0)]
    with Ledger.open(where) as ledger:
        add(ledger, coding("a1", report("a1", day, *told)))
        add(ledger, coding("a2", report("a2", date("2024-06-01"), *told)))
        first, second = (event.id for event in ledger.events())
        add(ledger, coding("a2", report("a2", day_or_next, *told)))
        assert ledger.event(second).id == first
        assert ledger.event(second).reports == ("a1-r1", "a2-r1")


def test_unknown_ids_are_not_found(where: str):
    with Ledger.open(where) as ledger:
        for ask in (ledger.event, ledger.report, ledger.article):
            with pytest.raises(NotFound, match="nothing-such"):
                ask("nothing-such")


# ------------------------------------------------------------------ order


@given(codings=stories(), seed=st.integers(0, 99))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_of_adding_gives_the_grouping_of_all_at_once(
    fresh: Callable[[], str], codings: list[Coding], seed: int
):
    published = {each.article.id: each.article.published for each in codings}
    whole = set(group((each for one in codings for each in one.reports), published).groups)
    mixed = random.Random(seed).sample(codings, len(codings))
    with Ledger.open(fresh()) as ledger:
        add(ledger, *mixed)
        assert groups(ledger) == whole


@given(codings=stories(), seed=st.integers(0, 99))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_once_said_otherwise_leaves_no_trace_in_the_grouping(
    fresh: Callable[[], str], codings: list[Coding], seed: int
):
    chance = random.Random(seed)
    with Ledger.open(fresh()) as ledger:
        for each in codings:
            add(ledger, coding(each.article.id, bombing(each.article.id, "2024-03-04", number=chance.randint(0, 1))))
        add(ledger, *codings)
        published = {each.article.id: each.article.published for each in codings}
        assert groups(ledger) == set(group((each for one in codings for each in one.reports), published).groups)
        assert {event.id for event in ledger.events()} == {ledger.event(event.id).id for event in ledger.events()}


# ------------------------------------------------------------------ looking


@pytest.fixture
def filled(where: str) -> Ledger:
    ledger = Ledger.open(where)
    add(
        ledger,
        coding(
            "a1", bombing("a1", "2024-03-04", actor("Black Banner", "x:bb")), text="Smoke rose over the grain silos."
        ),
        coding(
            "a2", report("a2", date("2024-05-01", "2024-05-31"), recipient("Tamra"), type="ACCUSE"), text="He spoke."
        ),
        coding("a3", report("a3", date(None, edtf="XXXX-04-14"), place("Damas", country="SY"), type="COERCE")),
        coding("a4", report("a4", type="PROTEST"), text="A crowd met."),
    )
    return ledger


def types(ledger: Ledger, **wanted: object) -> list[str]:
    return [event.type for event in ledger.events(Filter.of(**wanted))]  # type: ignore[arg-type]


def test_events_come_by_day_and_undated_last(filled: Ledger):
    assert types(filled) == ["ASSAULT", "ACCUSE", "COERCE", "PROTEST"]


def test_a_period_takes_any_overlap_and_no_open_date(filled: Ledger):
    assert types(filled, since="2024-05-20") == ["ACCUSE"]
    assert types(filled, until="2024-05-01") == ["ASSAULT", "ACCUSE"]
    assert types(filled, since="2024-03-05", until="2024-04-30") == []
    assert types(filled, since="2024-05-20", undated=True) == ["ACCUSE", "COERCE", "PROTEST"]


def test_types_countries_and_actors(filled: Ledger):
    assert types(filled, types=["accuse", "PROTEST"]) == ["ACCUSE", "PROTEST"]
    assert types(filled, countries=["sy"]) == ["COERCE"]
    assert types(filled, actors=["banner black"]) == types(filled, actors=["x:bb"]) == ["ASSAULT"]
    assert types(filled, actors=["TAMRA"]) == ["ACCUSE"]
    assert types(filled, actors=["Black Tamra"]) == []
    assert types(filled, types=["ASSAULT"], countries=["SY"]) == []


def test_text_looks_in_body_title_and_names(filled: Ledger):
    assert types(filled, text="SMOKE silos") == ["ASSAULT"]
    assert types(filled, text="black banner") == ["ASSAULT"]
    assert types(filled, text="news a4") == ["PROTEST"]
    assert types(filled, text="smoke spoke") == []


@pytest.mark.parametrize(
    "text",
    [
        "'; DROP TABLE event; --",
        '"',
        "smoke OR spoke",
        "smo*",
        "words:smoke",
        "NEAR(smoke silos)",
        "NOT spoke",
        "(",
        "\0",
        "\ud800",
        "",
    ],
)
def test_operators_in_a_search_are_text(filled: Ledger, text: str):
    assert list(filled.events(Filter(text=text))) == []  # also what `Filter.of` refuses
    assert filled.counts().events == 4


def test_marks_around_a_word_are_left_aside(filled: Ledger):
    assert types(filled, text='^"Smoke"*!') == ["ASSAULT"]


def test_operators_in_an_actor_are_text(filled: Ledger):
    assert types(filled, actors=["x' OR '1'='1", "Bla%", "Black_Banner"]) == []


def test_a_recoded_article_is_found_by_its_new_words_only(filled: Ledger):
    add(filled, coding("a4", report("a4", type="PROTEST"), text="A march was held."))
    assert types(filled, text="crowd") == []
    assert types(filled, text="march") == ["PROTEST"]


def test_totals_pass_the_same_filters(where: str):
    may = Date(edtf="2024-05", start="2024-05-01", end="2024-05-31", text="in May", anchor="calendar")
    told = [
        total("a1", id="t1", type="ASSAULT", date=may, actors=(Party(name="Black Banner"),)),
        total("a1", id="t2", quote=evidence("hundreds of raids")),
    ]
    with Ledger.open(where) as ledger:
        add(ledger, coding("a1", totals=tuple(told), text="Raids went on."))
        for wanted, expected in (
            ({}, ["t1", "t2"]),
            ({"since": "2024-05-31"}, ["t1"]),
            ({"since": "2024-06-01"}, []),
            ({"since": "2024-06-01", "undated": True}, ["t2"]),
            ({"types": ["ASSAULT"]}, ["t1"]),
            ({"countries": ["IQ"]}, []),
            ({"actors": ["banner"]}, ["t1"]),
            ({"text": "raids"}, ["t1", "t2"]),
            ({"text": "floods"}, []),
        ):
            assert [each.id for each in ledger.totals(Filter.of(**wanted))] == expected


def test_an_article_is_called_by_what_its_id_alone_begins_with(where: str):
    ledger = Ledger.open(where)
    for article_id in ("91f3c6d0aa", "91f3c6d0ab", "91F3C6D0ac"):
        ledger.add(page(f"p-{article_id}"), coding(article_id, text=f"Text of {article_id}."))
    assert ledger.article_called("91f3c6d0ab").id == "91f3c6d0ab"
    assert ledger.article_called("91F3C6D0").id == "91F3C6D0ac"
    with pytest.raises(InputError, match="91f3c6d0: begins the ids of several articles") as caught:
        ledger.article_called("91f3c6d0")
    assert "\n" not in str(caught.value)
    for words in ("91f3c6d", "91f3c6d1", "%1f3c6d0"):
        with pytest.raises(NotFound, match="no such article"):
            ledger.article_called(words)
