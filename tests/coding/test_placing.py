"""Which of an article's places is an event's own, and why."""

from __future__ import annotations

from collections.abc import Callable

from coding.coded import of_type, only, placed

from dateline.coding import Coder
from dateline.coding.placing import WEIGHTS
from dateline.coding.weighing import Weights
from dateline.model import Article, Coding, Location, Report

Code = Callable[..., Coding]

ONE_SCENE = (
    "Gunmen attacked a bank in Juba on Monday. Protesters gathered in Juba on Tuesday. "
    "Soldiers opened fire in Juba on Wednesday. Police arrested three men."
)


def where(report: Report) -> Location:
    place = next(report.claims_of("place")).value
    assert isinstance(place, Location)
    return place


def test_the_one_scene_of_an_article_holds_for_all_that_happened(code: Code) -> None:
    (arrest,) = of_type(code(ONE_SCENE), "COERCE")
    assert placed(arrest) == ("Juba", "city", "SS")
    assert next(arrest.claims_of("place")).evidence[0].quote == "Juba"


def test_what_the_clause_names_is_never_overruled_by_another_sentence(code: Code) -> None:
    coding = code("A bomb exploded in Quetta on Monday. A bomb exploded in Mogadishu on Monday.")
    assert [p and p[0] for p in map(placed, coding.reports)] == ["Quetta", "Mogadishu"]


def test_the_country_round_a_place_that_the_clause_names_is_no_answer_beside_it(coder: Coder) -> None:
    text = "The drug squad seized two tonnes of pills on Friday in Homs province in central Syria."
    sight = coder.grouped(Article(id="a", hash="a", title="Damascus seizes pills", text=text)).placer.sight
    assert [sight.options[n].location.text for n in sight.answers(0)] == ["Homs province"]
    assert {o.location.text for o in sight.options} == {"Damascus", "Homs province", "Syria"}


def test_where_a_report_was_filed_from_is_among_the_places(coder: Coder) -> None:
    text = "CAIRO -- An Egyptian court on Saturday sentenced nine men to death."
    places = coder.places(Article(id="a", hash="a", title="", text=text))
    assert [(p.location.country, p.people, p.in_dateline) for p in places.all] == [
        ("EG", False, True),
        ("EG", True, False),
    ]
    assert places.all[0].evidence.quote == "CAIRO"


def test_an_unknown_part_of_a_town_is_somewhere_in_it(code: Code) -> None:
    text = "Juba was tense on Monday. Hundreds of protesters marched in Qelborabad Park in Juba on Monday."
    place = where(of_type(code(text), "PROTEST")[0])
    assert place.country == "SS"
    assert place.radius_km
    assert place.precision in ("area", "city")


def test_each_place_says_why(code: Code) -> None:
    place = where(only(code("Gunmen attacked a bank in Garissa, Kenya, on Monday.")))
    assert any("in or near Kenya, as stated" in reason for reason in place.reasons)
    assert "The clause that tells the event puts it there." in place.reasons
    assert all(reason.endswith(".") for reason in place.reasons)


def test_the_installed_weights_are_whole() -> None:
    assert len(Weights.load(WEIGHTS).weights) > 100
