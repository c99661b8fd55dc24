"""Where: an event's own place, not the capital that spoke; unknown places stay open."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from coding.coded import of_type, only, placed

from dateline.model import Coding, Location

Code = Callable[..., Coding]


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Gunmen attacked a prison in Kuje, near Abuja.", ("Kuje", "city", "NG")),
        ("Houthi fighters attacked a cargo ship in the Red Sea.", ("Red Sea", "water", "XZ")),
        ("Gunmen attacked a bank in Diyala on Monday.", ("Diyala", "admin", "IQ")),
        ("Gunmen attacked a bank in Burkina Faso on Monday.", ("Burkina Faso", "country", "BF")),
        ("Turkish police detained a suspect at Istanbul airport.", ("Istanbul", "site", "TR")),
    ],
)
def test_precision_and_country(code: Code, sentence: str, place: tuple[str, str, str]) -> None:
    assert placed(only(code(sentence))) == place


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("The Kremlin said its forces had destroyed a depot in Lviv.", "Lviv"),
        ("Damascus said Israeli jets hit targets in Homs.", "Homs"),
        ("Officials in Nairobi said gunmen attacked a bank in Garissa on Monday.", "Garissa"),
    ],
)
def test_not_the_capital_that_spoke(code: Code, sentence: str, place: str) -> None:
    found = placed(only(code(sentence)))
    assert found is not None
    assert found[0] == place


def test_the_origin_of_people_is_no_place(code: Code) -> None:
    assert placed(only(code("Members from Africa attended the meeting."))) is None


def test_a_bare_country_that_acts_is_no_place(code: Code) -> None:
    assert placed(only(code("Chad attacked a convoy on Monday."))) is None


def test_no_place_named_is_no_place(code: Code) -> None:
    assert placed(only(code("Gunmen attacked a bank on Monday."))) is None


def test_an_unknown_place_stays_open_and_blanks_no_other(code: Code) -> None:
    coding = code("Gunmen attacked a post in Qelborabad on Monday. A bomb exploded in Idlib on Tuesday.")
    first, second = coding.reports
    place = next(first.claims_of("place")).value
    assert isinstance(place, Location)
    assert (place.text, place.lat, place.lon, place.precision, place.country) == ("Qelborabad", None, None, None, None)
    assert placed(second) == ("Idlib", "city", "SY")


def test_a_namesake_is_told_by_the_country_round_it(code: Code) -> None:
    here = placed(only(code("Gunmen attacked a bank in Tripoli, Lebanon, on Monday.")))
    there = placed(only(code("Gunmen attacked a bank in Tripoli, Libya, on Monday.")))
    assert here is not None
    assert there is not None
    assert (here[2], there[2]) == ("LB", "LY")


def test_each_event_has_its_own_place(code: Code) -> None:
    coding = code("Gunmen attacked a bank in Juba on Monday. Police arrested two men in Nairobi on Tuesday.")
    assert [p and p[2] for p in map(placed, coding.reports)] == ["SS", "KE"]


def test_the_place_of_a_meeting(code: Code) -> None:
    coding = code("President Emmanuel Macron met Chinese leader Xi Jinping in Beijing on Thursday.")
    assert placed(of_type(coding, "CONSULT")[0]) == ("Beijing", "city", "CN")


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("The two presidents travelled to Moscow on Monday.", ("Moscow", "city", "RU")),
        ("Chancellor Angela Merkel visited Saudi Arabia on Monday.", ("Saudi Arabia", "country", "SA")),
    ],
)
def test_what_is_gone_to_is_the_place(code: Code, sentence: str, place: tuple[str, str, str]) -> None:
    assert placed(only(code(sentence))) == place


@pytest.mark.parametrize(
    "sentence",
    [
        "The United States imposed sanctions on Iran on Monday.",
        "Israel killed Ali Hasan, a commander in Lebanon.",
        "France and Spain signed an agreement to end the dispute between Algeria and Morocco.",
    ],
)
def test_where_a_party_belongs_is_no_place(code: Code, sentence: str) -> None:
    assert all(placed(r) is None for r in code(sentence).reports)
