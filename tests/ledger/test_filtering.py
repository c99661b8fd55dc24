import pytest

from dateline.errors import InputError
from dateline.ledger import Filter


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
        ({"actors": ["--"]}, "--actor"),
    ],
)
def test_what_cannot_be_looked_for_is_named_in_one_line(wrong: dict[str, object], names: str):
    with pytest.raises(InputError, match=names) as raised:
        Filter.of(**wrong)  # type: ignore[arg-type]
    assert "\n" not in str(raised.value)
    assert raised.value.problem.hint
