import math

import pytest
from factories import actor, bombing, claim, date, killed, place, recipient, report, reworded, weapon
from msgspec.structs import replace

from dateline.model import Claim, Count, Link, Report
from dateline.resolving import compare, log_odds
from dateline.resolving.comparing import softened


def weight(link: Link, name: str) -> float | None:
    return next((level.weight for level in link.levels if level.name == name), None)


def test_a_report_agrees_with_its_like_and_says_on_what():
    link = compare(bombing("a1"), bombing("a2"))
    assert link.probability > 0.85
    assert {"type", "days apart", "km apart", "recipients"} <= {level.name for level in link.levels}
    assert all(level.outcome for level in link.levels)


def test_probability_is_the_logistic_of_the_weights():
    link = compare(bombing("a1"), bombing("a2"))
    assert link.probability == pytest.approx(1 / (1 + math.exp(-log_odds(link))), abs=1e-6)


def test_arguments_may_change_places():
    one, other = bombing("a1", "2024-03-04", killed(3)), bombing("a2", "2024-03-05", weapon("car bomb"))
    assert compare(one, other) == compare(other, one)


def test_silence_is_neutral():
    bare = report("a1")
    silent = {level.name for level in compare(bare, bombing("a2")).levels}
    assert not silent & {"mode", "days apart", "km apart", "actors", "recipients", "toll", "means"}


def test_articles_years_apart_that_tell_no_day_are_seldom_about_one_event():
    told = [place("Karsa", 36.2, 44.0), recipient("Karsa market"), killed(14)]
    left, right = report("a1", *told), report("a2", *told)
    assert compare(left, right, 2).probability > 0.5 > compare(left, right, 800).probability
    dated = [report(name, *told, date("2024-03-04")) for name in ("a1", "a2")]
    assert compare(*dated, 800) == compare(*dated)


def test_news_is_not_told_weeks_before_its_day():
    told = [place("Karsa", 36.2, 44.0), recipient("Karsa market")]
    dated, undated = report("a1", *told, date("2024-03-29")), report("a2", *told)
    days = ("2024-03-28", "2024-03-04", "2024-03-29")
    day_before, weeks_before, same = (compare(dated, undated, published=("2024-03-30", day)) for day in days)
    assert weeks_before.probability < day_before.probability < same.probability
    assert weeks_before.probability < 0.5 < same.probability


@pytest.mark.parametrize("day", ["2024-03-05", "2024-03-07", "2024-03-11"])
def test_two_bombings_in_one_city_in_one_week_are_two(day: str):
    assert compare(bombing("a1", quote="A bomb hit."), bombing("a2", day, quote="Blast in town.")).probability < 0.5


def test_same_month_and_day_agree_while_the_year_is_open():
    left = report("a1", date(None, edtf="XXXX-04-14"), place("Karsa", 36.2, 44.0))
    right = report("a2", date("2021-04-14"), place("Karsa", 36.2, 44.0))
    other = report("a3", date("2021-06-14"), place("Karsa", 36.2, 44.0))
    assert (weight(compare(left, right), "days apart") or 0) > 0 > (weight(compare(left, other), "days apart") or 0)


def test_a_country_is_weak_evidence_of_place():
    city, country = (
        report("a1", place("Karsa", 36.2, 44.0)),
        report("a2", place("Iraq", 33.0, 44.0, precision="country")),
    )
    near, far = weight(compare(city, country), "km apart"), weight(compare(city, bombing("a3")), "km apart")
    assert near is not None
    assert far is not None
    assert 0 < near < far
    abroad = report("a4", place("Syria", 35.0, 38.0, precision="country", country="SY"))
    assert (weight(compare(city, abroad), "km apart") or 0) < -2


def test_an_area_counts_from_its_edge():
    lake = report("a1", place("Sawa lake", 36.2, 44.0, precision="area", radius_km=60.0))
    shore = report("a2", place("Karsa", 36.6, 44.3))
    assert (weight(compare(lake, shore), "km apart") or 0) > 0


def test_areas_that_meet_agree_by_their_names():
    def of(told_as: str, name: str) -> float:
        area = place(name, 36.4, 44.2, precision="admin", radius_km=80.0)
        area = replace(area, value=replace(area.value, text=told_as))
        return weight(compare(district, report("a2", area)), "km apart") or 0

    district = report("a1", place("Ormelin district", 36.2, 44.0, precision="admin2", radius_km=30.0))
    assert of("Ormelin", "Ormelin") > of("Tarnik", "Tarnik")
    assert of("the valley", "Ormelin") == of("Ormelin", "Ormelin")  # the gazetteer knows what the article describes


def test_registry_ids_decide_before_names():
    same = compare(report("a1", actor("SDF", "x:sdf")), report("a2", actor("the Kurdish-led alliance", "x:sdf")))
    apart = compare(report("a1", actor("National Army", "x:lna")), report("a2", actor("National Army", "x:sna")))
    assert (weight(same, "actors") or 0) > 0 > (weight(apart, "actors") or 0)


def test_another_speaker_is_another_statement():
    left = report("a1", actor("Amina Sadri"), recipient("Baghdad"), date("2024-03-04"), type="ACCUSE")
    right = report("a2", actor("Yusuf Karim"), recipient("Baghdad"), date("2024-03-04"), type="ACCUSE")
    assert compare(left, right).probability < 0.2


@pytest.mark.parametrize(
    ("one", "other", "agrees"),
    [(killed(14), killed(14), True), (killed(10, exactly=False), killed(14), True), (killed(0), killed(9), False)],
)
def test_tolls(one, other, agrees: bool):
    found = weight(compare(report("a1", one), report("a2", other)), "toll")
    assert found is not None
    assert (found > 0) is agrees


@pytest.mark.parametrize("other", [{"status": "planned"}, {"type": "SANCTION"}, {"kind": "series"}, {"mode": "abduct"}])
def test_what_keeps_reports_apart(other: dict[str, str]):
    plain: Report = bombing("a1", mode="explosives")
    assert (
        compare(plain, bombing("a2", **{"mode": "explosives", **other})).probability
        < compare(plain, bombing("a2", mode="explosives")).probability
    )


def unsure(made: Report, field: str, confidence: float) -> Report:
    claims = (replace(c, confidence=confidence) if c.field == field else c for c in made.claims)
    return replace(made, claims=tuple(claims))


def test_what_the_coder_is_not_sure_of_counts_for_less():
    pairs = [
        (bombing("a1"), bombing("a2", "2024-03-09")),  # days that disagree
        (bombing("a1"), bombing("a2")),  # and that agree
    ]
    for left, right in pairs:
        sure = weight(compare(left, right), "days apart") or 0.0
        doubtful = weight(compare(unsure(left, "date", 0.4), right), "days apart") or 0.0
        assert abs(doubtful) < abs(sure)
        assert doubtful * sure > 0


def test_a_weight_of_which_nothing_is_sure_is_none():
    assert softened(-4.0, 0.0) == 0.0
    assert softened(-4.0, 1.0) == -4.0
    assert softened(3.0, 0.5) == pytest.approx(math.log(0.5 * math.exp(3.0) + 0.5))


def test_a_toll_that_falls_from_one_day_to_the_next_tells_against_one_event():
    many, few = (replace(report(name, killed(n)), core=False) for name, n in (("a1", 92), ("a2", 21)))
    rises = compare(many, few, published=("2024-03-05", "2024-03-04"))
    falls = compare(many, few, published=("2024-03-04", "2024-03-05"))
    assert (weight(falls, "toll") or 0) < (weight(rises, "toll") or 0) < 0
    assert falls == compare(few, many, published=("2024-03-05", "2024-03-04"))


def test_tolls_told_afresh_on_two_days_tell_against_one_event_more_than_a_toll_that_rises():
    few = report("a1", killed(21), quote="A raid kills 21.", trigger="raid")
    fresh = report("a2", killed(92), quote="A raid kills 92.", trigger="raid")
    update = reworded(fresh, "The death toll of the raid is 92.", "raid")
    days = ("2024-03-04", "2024-03-05")
    told, risen = (weight(compare(few, later, published=days), "toll") or 0 for later in (fresh, update))
    assert told < risen


def test_news_of_two_days_that_gives_no_day_is_of_two_events_and_a_look_back_is_not():
    news, again = report("a1", quote="A bomb kills two."), report("a2", quote="A bomb kills two.")
    back = reworded(again, "The mayor resigns over the bombing.", "bombing")
    days = ("2024-03-04", "2024-03-06")
    fresh, looking = (weight(compare(news, later, published=days), "published apart") or 0 for later in (again, back))
    assert fresh < 0 < looking + 0.5
    assert fresh < looking


def test_news_of_one_more_is_not_of_the_one_before():
    first = reworded(report("a1"), "A strike hits Karsa.", "strike")
    more = reworded(report("a2"), "Another strike hits Karsa.", "strike")
    known = reworded(report("a3"), "Yesterday another strike hit Karsa.", "strike")

    def of(left: Report, right: Report, days: tuple[str, str]) -> float | None:
        return weight(compare(left, right, published=days), "in a row")

    assert (of(first, more, ("2024-03-04", "2024-03-05")) or 0) < -0.5
    assert of(first, more, ("2024-03-05", "2024-03-04")) is None  # what is told as one more came first
    assert of(first, more, ("2024-03-04", "2024-03-04")) is None
    assert of(first, known, ("2024-03-04", "2024-03-05")) is None
    assert of(more, replace(more, id="a4-r1", article_id="a4"), ("2024-03-04", "2024-03-05")) is None


def test_the_place_in_a_row():
    def of(left: str, right: str) -> float | None:
        return weight(compare(report("a1", quote=left), report("a2", quote=right)), "in a row")

    other = of("a fourth prisoner is caught", "a fifth prisoner is caught") or 0
    assert other < 0
    assert (of("a third night of riots", "riots go on for a third night") or 0) > other
    assert of("for the first time since May", "a second attempt") is None
    assert of("a prisoner is caught", "a fifth prisoner is caught") is None


def test_parties_of_two_rare_names_are_two():
    def of(left: str, right: str) -> float:
        pair = (report(name, recipient(who)) for name, who in (("a1", left), ("a2", right)))
        return weight(compare(*pair), "recipients") or 0

    assert of("Zebulon Quarrick", "Tamsin Oddlove") < of("army base", "Tamsin Oddlove") < 0.1


def test_two_lone_victims_of_two_names_are_of_two_events():
    def of(left: list[Claim], right: list[Claim]) -> float:
        told = {"Zebulon Quarrick": left, "Tamsin Oddlove": right}
        pair = (report(f"a{n}", recipient(who), *its) for n, (who, its) in enumerate(told.items()))
        return weight(compare(*pair), "recipients") or 0

    one, hurt = killed(1), claim("count", Count(what="injured", min=1, max=1))
    assert of([one], [one]) < -2.5 < of([], [])
    assert of([killed(7)], [killed(7)]) == of([one], [hurt]) == of([one, hurt], [one, hurt]) == of([], [])


def test_a_number_of_one_side_that_both_tell_speaks_for_one_event():
    def of(left: tuple[int, ...], right: tuple[int, ...]) -> float:
        pair = (report(name, *map(killed, tolls)) for name, tolls in (("a1", left), ("a2", right)))
        return weight(compare(*pair), "toll") or 0

    told = of((34, 6), (34,))
    assert told > 1 > of((34, 6), (31,))
    assert of((34, 6), (34, 90)) < 1
    assert of((3, 20), (3,)) < told


def test_a_toll_that_is_told_afresh_and_is_smaller_tells_against_one_event():
    many, few = (report(f"a{n}", killed(n), quote=f"Raids kill {n}.", trigger="Raids") for n in (70, 24))
    falls = compare(many, few, published=("2024-03-04", "2024-03-05"))
    rises = compare(few, many, published=("2024-03-04", "2024-03-05"))
    assert (weight(falls, "toll") or 0) < (weight(rises, "toll") or 0) < 0


def test_the_sea_is_no_other_country():
    def of(country: str, name: str, lat: float, lon: float) -> float | None:
        sea = report("a1", place("Strait of Hormuz", 26.6, 56.5, country="XZ", precision="water"))
        land = report("a2", place(name, lat, lon, country=country, precision="country"))
        return weight(compare(sea, land), "km apart")

    assert of("IR", "Iran", 32.0, 53.0) is None
    assert (of("UA", "Ukraine", 49.0, 32.0) or 0) < -1


def test_a_later_report_that_looks_back_speaks_more_for_one_event_than_fresh_news_does():
    news = bombing("a1", quote="A bomb tears through a market.")
    again = bombing("a2", quote="A bomb tears through a market.")
    back = reworded(again, "The minister resigns following the bombing of a market.", "bombing")
    days = ("2024-03-04", "2024-03-06")
    fresh, looking = (weight(compare(news, later, published=days), "telling") or 0 for later in (again, back))
    assert fresh < looking
    assert (weight(compare(back, news, published=days), "telling") or 0) < looking


def test_two_lone_victims_agree_in_nothing_by_being_one_each() -> None:
    one, other = (
        report(name, recipient(victim), killed(1, exactly=False))
        for name, victim in (("a1", "Salah al-Bardawil"), ("a2", "Ismail Barhoum"))
    )
    link = compare(one, other)
    assert [level.name for level in link.levels if level.name == "toll"] == []
    same = compare(one, report("a2", recipient("Salah al-Bardawil"), killed(1, exactly=False)))
    assert [level.name for level in same.levels if level.name == "toll"] == ["toll"]


@pytest.mark.parametrize(
    ("first", "second", "two"),
    [
        ("killed", "killed", True),
        ("killed", "assassination", True),
        ("arrested", "kidnapped", True),
        ("killed", "arrested", False),
        ("visited", "visited", False),
    ],
)
def test_a_name_that_nobody_counts_is_one_victim(first: str, second: str, two: bool) -> None:
    left, right = (
        report("a1", recipient("Doran Tarnik"), trigger=first),
        report("a2", recipient("Ilse Hovag"), trigger=second),
    )
    both = compare(left, right)
    alone = compare(
        report("a1", recipient("Doran Tarnik"), trigger="hit"), report("a2", recipient("Ilse Hovag"), trigger="hit")
    )
    assert ((weight(both, "recipients") or 0) < (weight(alone, "recipients") or 0)) is two
