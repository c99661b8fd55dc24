from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.grounding import Gazetteer, PlaceMention, locate, parse_place
from dateline.grounding.geometry import distance_km
from dateline.model import Location


def places(gazetteer: Gazetteer, *phrases: str, hints: tuple[str, ...] = ()) -> tuple[Location, ...]:
    return locate([PlaceMention(text=phrase) for phrase in phrases], gazetteer, hints=hints)


def stands_at(location: Location, lat: float, lon: float, km: float = 40) -> bool:
    assert location.lat is not None
    assert location.lon is not None
    return distance_km(location.lat, location.lon, lat, lon) <= km


@pytest.mark.parametrize(
    ("phrases", "country", "lat", "lon"),
    [
        (("Tripoli", "Benghazi"), "LY", 32.88, 13.19),
        (("Tripoli", "Beirut", "Sidon"), "LB", 34.43, 35.84),
        (("Paris",), "FR", 48.85, 2.35),
        (("Paris, Texas",), "US", 33.66, -95.56),
        (("Paris", "Texas", "Dallas"), "US", 33.66, -95.56),
        (("Cairo",), "EG", 30.04, 31.24),
        (("Cairo, Illinois",), "US", 37.0, -89.2),
        (("London", "Ontario", "Toronto"), "CA", 42.98, -81.25),
        (("Harir, north of Erbil",), "IQ", 36.55, 44.35),
        (("Birmingham", "Alabama", "Montgomery"), "US", 33.5, -86.8),
        (("Valencia", "Caracas", "Maracaibo"), "VE", 10.16, -68.0),
    ],
)
def test_namesakes(gazetteer: Gazetteer, phrases: tuple[str, ...], country: str, lat: float, lon: float) -> None:
    best = places(gazetteer, *phrases)[0]
    assert best.country == country
    assert stands_at(best, lat, lon)
    assert best.candidates[0].place_id == best.place_id


def test_georgia_the_state_and_georgia_the_country(gazetteer: Gazetteer) -> None:
    assert places(gazetteer, "Georgia", "Atlanta", "Savannah", hints=("US",))[0].country == "US"
    assert places(gazetteer, "Georgia", "Tbilisi", "Russia")[0].precision == "country"


def test_a_far_better_known_place_is_no_namesake_in_a_country_that_is_only_one_of_many(gazetteer: Gazetteer) -> None:
    world = ("Syria", "France", "Turkey", "Germany", "United States", "Iraq")
    assert places(gazetteer, "Washington", "London", "Birmingham", "United Kingdom", *world)[0].country == "US"
    assert places(gazetteer, "Lebanon", "Old City", "Syria", "Iraq", "Iran")[0].country == "LB"
    assert places(gazetteer, "Geneva", "Syria", "Russia", "United States")[0].country == "CH"
    assert places(gazetteer, "Geneva", "Illinois", "Chicago")[0].country == "US"
    assert stands_at(places(gazetteer, "Washington", "Texas", "Illinois", "Georgia", "Virginia")[0], 38.9, -77.0)


def test_one_name_is_one_place_where_only_one_mention_says_which(gazetteer: Gazetteer) -> None:
    told = PlaceMention(text="Forbury Gardens", within=("Reading",))
    bare, _, _ = locate([PlaceMention(text="Forbury Gardens"), told, PlaceMention(text="United Kingdom")], gazetteer)
    assert (bare.precision, bare.country) == ("area", "GB")
    assert stands_at(bare, 51.46, -0.97)


def test_a_port_is_in_the_town_whose_name_it_bears(gazetteer: Gazetteer) -> None:
    ceyhan, _ = locate([PlaceMention(text="Ceyhan", kind="port"), PlaceMention(text="Turkey")], gazetteer)
    assert (ceyhan.precision, ceyhan.country) == ("area", "TR")
    harbour, _ = locate([PlaceMention(text="Aberdeen Harbour"), PlaceMention(text="United Kingdom")], gazetteer)
    assert stands_at(harbour, 57.1, -2.1)


def test_what_has_a_governor_is_no_country(gazetteer: Gazetteer) -> None:
    governed = PlaceMention(text="Niger", kind="governor")
    state, bare, _ = locate([governed, PlaceMention(text="Niger"), PlaceMention(text="Abuja")], gazetteer)
    assert (state.precision, state.country) == (bare.precision, bare.country) == ("admin", "NG")
    city, state = locate([PlaceMention(text="New York"), PlaceMention(text="New York", kind="governor")], gazetteer)
    assert (city.precision, state.precision) == ("city", "admin")


def test_a_building_of_a_country_is_somewhere_in_it(gazetteer: Gazetteer) -> None:
    (house,) = locate([PlaceMention(text="Ghana", kind="parliament")], gazetteer)
    assert (house.precision, house.country, house.place_id) == ("country", "GH", None)


def test_an_uncertain_container_refutes_nothing(gazetteer: Gazetteer) -> None:
    town, _ = locate([PlaceMention(text="Bint Jbeil", within=("Shebaa",)), PlaceMention(text="Lebanon")], gazetteer)
    assert (town.precision, town.country) == ("city", "LB")


def test_hints_decide_between_namesakes(gazetteer: Gazetteer) -> None:
    assert places(gazetteer, "Cordoba", hints=("ES",))[0].country == "ES"
    assert places(gazetteer, "Cordoba", hints=("AR",))[0].country == "AR"


def test_head_word_tells_division_from_town(gazetteer: Gazetteer) -> None:
    town, province = places(gazetteer, "Homs, Syria", "Homs province")
    assert (town.precision, province.precision) == ("city", "admin")
    assert (province.country, province.name) == ("SY", "Homs")


def test_air_base_is_a_site(gazetteer: Gazetteer) -> None:
    (base,) = locate([PlaceMention(text="Ayn al-Asad", kind="airbase", within=("Anbar Province",))], gazetteer)
    assert (base.precision, base.country) == ("site", "IQ")
    assert stands_at(base, 33.79, 42.44, km=10)


def test_unknown_neighbourhood_takes_the_area_of_its_town(gazetteer: Gazetteer) -> None:
    (quarter,) = places(gazetteer, "Rimmelin neighbourhood south of Gaza City")
    assert (quarter.precision, quarter.country, quarter.place_id) == ("area", "PS", None)
    assert stands_at(quarter, 31.5, 34.45, km=25)
    assert quarter.radius_km


def test_unknown_name_is_never_a_namesake_abroad(gazetteer: Gazetteer) -> None:
    (prison,) = places(gazetteer, "Springfield prison, West Bank")
    assert prison.country == "PS"
    assert places(gazetteer, "Aleppo", "Raqqa", "Hasakah", "Newtown")[-1].precision is None


def test_unknown_name_stays_open_and_blanks_no_other(gazetteer: Gazetteer) -> None:
    unknown, known = places(gazetteer, "Qwxzptl", "Mosul")
    assert (unknown.precision, unknown.lat, unknown.country, unknown.text) == (None, None, None, "Qwxzptl")
    assert known.country == "IQ"


def test_common_nouns_are_no_names(gazetteer: Gazetteer) -> None:
    assert [place.precision for place in places(gazetteer, "the border", "his home", "")] == [None, None, None]


def test_part_of_a_country_is_an_area(gazetteer: Gazetteer) -> None:
    north, whole = places(gazetteer, "northern Syria", "Syria")
    assert (north.precision, whole.precision) == ("area", "country")
    assert (north.lat or 0) > (whole.lat or 0)
    assert north.radius_km
    assert whole.radius_km
    assert north.radius_km < whole.radius_km


def test_part_that_is_a_name_of_its_own(gazetteer: Gazetteer) -> None:
    (north,) = locate([parse_place("Northern Ireland")], gazetteer)
    assert north.country == "GB"


def test_beside_a_town_is_an_area_and_not_the_town(gazetteer: Gazetteer) -> None:
    beside, town = places(gazetteer, "an area east of Homs", "Homs, Syria")
    assert beside.precision == "area"
    assert (beside.lon or 0) > (town.lon or 0)
    assert beside.radius_km


def test_between_two_towns(gazetteer: Gazetteer) -> None:
    (road,) = places(gazetteer, "between Homs and Hama")
    assert stands_at(road, 34.93, 36.74, km=20)
    assert (road.precision, road.country) == ("area", "SY")


def test_waters_belong_to_nobody(gazetteer: Gazetteer) -> None:
    (sea,) = places(gazetteer, "Red Sea")
    assert (sea.precision, sea.country) == ("water", "XZ")


def test_building_named_after_a_town_of_the_article(gazetteer: Gazetteer) -> None:
    court, _ = places(gazetteer, "Izmir District Court", "Izmir")
    assert (court.precision, court.country) == ("area", "TR")


def test_reasons_are_given(gazetteer: Gazetteer) -> None:
    (town,) = places(gazetteer, "Homs, Syria")
    assert "in or near Syria, as stated" in town.candidates[0].reasons
    assert 1 <= len(town.candidates) <= 5
    scores = [candidate.score for candidate in town.candidates]
    assert scores == sorted(scores, reverse=True)


NAMES = [
    "Tripoli",
    "Paris, Texas",
    "Homs province",
    "Beirut",
    "Qwxzptl",
    "northern Syria",
    "Georgia",
    "Atlanta",
    "Hama",
]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(NAMES))
def test_order_of_mentions_changes_nothing(gazetteer: Gazetteer, order: list[str]) -> None:
    usual = dict(zip(NAMES, places(gazetteer, *NAMES), strict=True))
    assert dict(zip(order, places(gazetteer, *order), strict=True)) == usual


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=40), max_size=4))
def test_any_text_gets_one_location_each(gazetteer: Gazetteer, texts: list[str]) -> None:
    found = places(gazetteer, *texts)
    assert [location.text for location in found] == texts
    assert all((location.lat is None) == (location.precision is None) for location in found)


def test_no_mentions(gazetteer: Gazetteer) -> None:
    assert locate([], gazetteer, hints=("SY",)) == ()
