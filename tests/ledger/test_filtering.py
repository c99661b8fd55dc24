import pytest
from factories import total

from dateline.errors import InputError
from dateline.ledger import Filter
from dateline.model import Date, Location


def test_types_and_countries_are_taken_in_any_case():
    wanted = Filter.of(types=["assault"], countries=["iq"], since="2024-01-01", until="2024-01-01")
    assert (wanted.types, wanted.countries) == (("ASSAULT",), ("IQ",))


@pytest.mark.parametrize(
    ("wrong", "names"),
    [
        ({"since": "2024-02-30"}, "--since 2024-02-30"),
        ({"until": "yesterday"}, "--until yesterday"),
        ({"since": "20240101"}, "--since 20240101"),
        ({"since": "2024-05-02", "until": "2024-05-01"}, "--until 2024-05-01"),
        ({"types": ["ATTACK"]}, "--type ATTACK"),
        ({"countries": ["Iraq"]}, "--country Iraq"),
        ({"countries": ["ZZ"]}, "--country ZZ"),
        ({"actors": ["--"]}, "--actor"),
        ({"text": ""}, "--text ''"),
        ({"text": " "}, "--text ' '"),
        ({"text": "***"}, r"--text '\*\*\*'"),
    ],
)
def test_what_cannot_be_looked_for_is_named_in_one_line(wrong: dict[str, object], names: str):
    with pytest.raises(InputError, match=names) as raised:
        Filter.of(**wrong)  # type: ignore[arg-type]
    assert "\n" not in str(raised.value)
    assert raised.value.problem.hint


def test_the_high_seas_are_no_country_but_can_be_looked_for():
    assert Filter.of(countries=["xz"], text="Қала 3").countries == ("XZ",)


def test_around_a_total_lie_the_events_that_it_may_count():
    spring = Date(edtf="2024-03/2024-05", start="2024-03-01", end="2024-05-31", text="this spring", anchor="calendar")
    place = Location(text="Iraq", precision="country", country="IQ")
    told = total("a1", type="ASSAULT", date=spring, place=place)
    wanted = Filter.around(told)
    assert (wanted.since, wanted.until, wanted.countries) == ("2024-03-01", "2024-05-31", ("IQ",))
    assert "ASSAULT" in wanted.types
    assert Filter.around(total("a1")) == Filter()
