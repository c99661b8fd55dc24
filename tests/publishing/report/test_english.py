"""Values as words."""

from __future__ import annotations

import pytest

from dateline.model import Count, Date, Location, Seizure
from dateline.publishing.report.english import (
    count_words,
    edtf_words,
    family_of,
    figure,
    goods_words,
    place_words,
    when,
)


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2024-03-12", "12 March 2024"),
        ("2024-03", "March 2024"),
        ("2024", "2024"),
        ("XXXX-04-14", "April 14, year not known"),
        ("XXXX-04", "April, year not known"),
        ("XXXX-04-14/XXXX-04-16", "April 14 – April 16, year not known"),
        ("2021-05-01/2021-05-31", "1 – 31 May 2021"),
        ("2023-08-27/2023-09-02", "27 August – 2 September 2023"),
        ("2023-12-30/2024-01-02", "30 December 2023 – 2 January 2024"),
        ("2022-01/..", "since January 2022"),
        ("../2022-01", "until January 2022"),
        ("2021-05~", "about May 2021"),
        ("2021?", "perhaps 2021"),
        ("2021-22", "summer 2021"),
        ("2021-05-XX", "May 2021"),
        ("Y17E8", "Y17E8"),
    ],
)
def test_dates_read_as_english(edtf: str, words: str) -> None:
    assert edtf_words(edtf) == words


def test_an_open_year_is_never_given_one() -> None:
    date = Date(edtf="XXXX-04-14", start=None, end=None, text="April 14", anchor="calendar", time="23:50")
    assert when(date) == "April 14, year not known, 23:50"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(0, 0, "none"), (4, 4, "4"), (18, 27, "18–27"), (15, None, "at least 15"), (None, 24, "up to 24"), (0, 3, "0–3")],
)
def test_counts_read_as_english(low: int | None, high: int | None, words: str) -> None:
    assert figure(low, high) == words


def test_a_count_says_whom_it_counts() -> None:
    assert count_words(Count(what="killed", min=25, max=25, approximate=True)) == "about 25"
    assert count_words(Count(what="killed", min=3, max=None, civilian=True)) == "at least 3 (civilians)"
    assert count_words(Count(what="killed", min=0, max=0, side="actor")) == "none"


def test_a_place_names_nothing_twice() -> None:
    countries = {"IQ": "Iraq"}
    assert place_words(Location(text="Erbil", name="Erbil", admin1="Erbil", country="IQ"), countries) == "Erbil, Iraq"
    assert place_words(Location(text="the valley"), countries) == "the valley"


def test_goods_keep_their_units() -> None:
    assert goods_words(Seizure(item="explosives", amount=400, unit="kg")) == "400 kg of explosives"
    assert goods_words(Seizure(item="pills", amount=1_200_000)) == "1,200,000 pills"
    assert goods_words(Seizure(item="weapons")) == "weapons"


def test_every_type_has_a_family() -> None:
    assert family_of("ASSAULT") == "force"
    assert family_of("RETREAT") == "accord"
