"""Which mentions are one event: headline and body, yes; another day or place, no."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from coding.coded import counted, dated, of_type, only, placed
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding import Coder
from dateline.coding.coreference import dates_agree, places_agree
from dateline.model import Article, Caption, Coding, Date, Location

Code = Callable[..., Coding]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Bomb kills four police officers in Quetta",
            "A bomb exploded outside a police station in Quetta on Monday, killing four officers. The explosion was "
            "heard across the city. No group has claimed responsibility for the attack.",
        ),
        (
            "Gunmen attack village in Zamfara",
            "Gunmen attacked a village in Zamfara on Monday, killing nine people. The attack lasted two hours.",
        ),
        (
            "Police arrest three over bank raid",
            "Police arrested three men in Hamburg on Monday. The men were arrested at the airport.",
        ),
        (
            "Thousands rally in Budapest",
            "Thousands of people rallied in Budapest on Sunday. The rally was peaceful, police said.",
        ),
    ],
)
def test_headline_and_body_are_one_record(code: Code, title: str, text: str) -> None:
    report = only(code(text, title=title))
    assert report.core
    assert report.quote.part == "body"


def test_another_day_is_another_event(code: Code) -> None:
    coding = code("A drone hit a depot in Odesa on Monday. On Tuesday, another drone hit a depot in Odesa.")
    assert [d and d[0] for d in map(dated, coding.reports)] == ["2023-05-08", "2023-05-09"]


def test_another_place_is_another_event(code: Code) -> None:
    coding = code("A bomb exploded in Quetta on Monday. A bomb exploded in Mogadishu on Monday.")
    assert [p and p[0] for p in map(placed, coding.reports)] == ["Quetta", "Mogadishu"]


def test_another_type_is_another_event(code: Code) -> None:
    coding = code("Gunmen attacked a bank in Juba on Monday. Police arrested three men in Juba on Monday.")
    assert [r.type for r in coding.reports] == ["ASSAULT", "COERCE"]


def test_a_caption_makes_no_event(coder: Coder) -> None:
    caption = Caption(text="Soldiers shelled the town of Izyum on Monday, killing nine people.")
    article = Article(id="a", hash="a", title="Officials meet", text="Officials met on Monday.", captions=(caption,))
    assert [r.type for r in coder.code(article).reports] == ["CONSULT"]


def test_events_come_in_the_order_of_their_first_mention(code: Code) -> None:
    coding = code("Police arrested three men in Juba on Monday. Gunmen attacked a bank in Wau on Sunday.")
    assert [r.type for r in coding.reports] == ["COERCE", "ASSAULT"]


def test_a_later_paragraph_on_another_event_is_not_core(code: Code) -> None:
    text = (
        "Gunmen attacked a bank in Juba on Monday. Shops stayed closed. Schools stayed open. "
        "In 2015, rebels ambushed an army convoy near Wau."
    )
    coding = code(text, title="Gunmen attack bank in Juba")
    assert [r.core for r in of_type(coding, "ASSAULT")] == [True, False]


days = st.dates().map(str)


@given(st.tuples(days, days).map(sorted), st.tuples(days, days).map(sorted))
def test_spans_agree_where_they_overlap(a: list[str], b: list[str]) -> None:
    def span(ends: list[str]) -> Date:
        return Date(edtf="/".join(ends), start=ends[0], end=ends[1], text="", anchor="calendar")

    overlap = max(a[0], b[0]) <= min(a[1], b[1])
    assert dates_agree(span(a), span(b)) == dates_agree(span(b), span(a)) == overlap


def test_open_years_agree_on_the_day_of_the_year() -> None:
    first = Date(edtf="XXXX-04-14", start=None, end=None, text="April 14", anchor="calendar")
    other = Date(edtf="XXXX-04-15", start=None, end=None, text="April 15", anchor="calendar")
    assert dates_agree(first, first)
    assert not dates_agree(first, other)


def city(name: str, lat: float, lon: float, country: str = "IQ") -> Location:
    return Location(text=name, precision="city", country=country, lat=lat, lon=lon)


def test_cities_agree_by_nearness() -> None:
    erbil, near, far = city("Erbil", 36.19, 44.01), city("Ankawa", 36.23, 43.99), city("Basra", 30.5, 47.8)
    assert places_agree(erbil, near) > 0
    assert places_agree(erbil, far) < 0
    assert places_agree(erbil, city("Tabriz", 38.1, 46.3, "IR")) < 0
    assert places_agree(erbil, Location(text="the village")) == 0


@pytest.mark.parametrize(
    "sentence",
    [
        "Soldiers killed a man who had stabbed a guard in Jerusalem on Monday.",
        "Police shot dead a gunman who killed three shoppers in Buffalo on Monday.",
        "Israel bombed Gaza City after three soldiers were killed in Rafah on Monday.",
    ],
)
def test_two_acts_of_one_sentence(code: Code, sentence: str) -> None:
    assert len(of_type(code(sentence), "ASSAULT")) == 2


@pytest.mark.parametrize(
    "sentence",
    [
        "Ten people were killed after a bomb went off in a market in Kabul on Monday.",
        "Gunmen killed five worshippers after storming a church in Jos on Sunday.",
        "Border guards exchanged fire in Batken on Wednesday, leaving one guard dead.",
        "Israeli warplanes fired missiles at targets near Damascus on Thursday, killing two soldiers.",
        "Police in Oslo foiled a plot to assassinate the prime minister on Monday.",
    ],
)
def test_one_act_of_two_verbs(code: Code, sentence: str) -> None:
    assert len(of_type(code(sentence), "ASSAULT")) == 1


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Army recaptures key town", "Sudanese troops retook the town of Sinja on Monday, the army said."),
        ("Israel hits Syrian airport", "Israeli jets bombed Aleppo airport on Monday, Syrian state media said."),
        ("Houthis hit ship in Red Sea", "Yemen's Houthi rebels attacked a Greek-owned tanker off Hodeidah on Monday."),
    ],
)
def test_the_headline_tells_the_first_sentence_in_other_words(code: Code, title: str, text: str) -> None:
    only(code(text, title=title), "ASSAULT")


@pytest.mark.parametrize(
    "text",
    [
        "Fighting erupted in Tripoli on Tuesday, leaving nine people dead and 20 wounded.",
        "Gun battles broke out in Tripoli on Tuesday, killing six people.",
    ],
)
def test_what_fighting_leaves_is_its_toll(code: Code, text: str) -> None:
    only(code(text), "ASSAULT")


def test_an_attack_of_old_is_not_the_news(code: Code) -> None:
    text = "Rebels killed six people in Beni, the army said. In June, rebels killed 40 people in Mayikengo."
    news, background = of_type(code(text, published="2024-08-19"), "ASSAULT")
    assert [counted(each)["killed"] for each in (news, background)] == [[(6, 6)], [(40, 40)]]
    assert dated(news) is None


def test_the_headline_is_not_the_first_sentence_where_the_sides_are_others(code: Code) -> None:
    text = "Rebels killed a teacher on Monday. The army later killed ten rebels in the north."
    reports = of_type(code(text, title="Army kills ten rebels in north"), "ASSAULT")
    assert sorted(counted(each)["killed"] for each in reports) == [[(1, 1)], [(10, 10)]]
