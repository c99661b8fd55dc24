"""Goods taken: item, amount and unit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from coding.coded import counted, names, only, placed, seized

from dateline.model import Coding

Code = Callable[..., Coding]


@pytest.mark.parametrize(
    ("words", "goods"),
    [
        ("65 kg of heroin", ("heroin", 65.0, "kg")),
        ("12 kilograms of hashish", ("hashish", 12.0, "kg")),
        ("40 tonnes of sugar", ("sugar", 40.0, "tonne")),
        ("9.4 tonnes of cocaine", ("cocaine", 9.4, "tonne")),
        ("half a tonne of heroin", ("heroin", 0.5, "tonne")),
        ("a cocaine haul of 2.5 tonnes", ("cocaine", 2.5, "tonne")),
        ("three rifles", ("rifles", 3.0, "rifle")),
        ("200,000 captagon pills", ("captagon pills", 200_000.0, "pill")),
        ("a large quantity of weapons", ("weapons", None, None)),
        ("1.7 million captagon pills", ("captagon pills", 1_700_000.0, "pill")),
        ("$12 million worth of cocaine", ("cocaine", 12_000_000.0, "USD")),
        ("the ship", ("ship", 1.0, None)),
    ],
)
def test_one_kind(code: Code, words: str, goods: tuple[str, float | None, str | None]) -> None:
    report = only(code(f"Customs officers seized {words} at the port of Mersin."))
    assert (report.type, report.mode) == ("COERCE", "seize")
    assert seized(report) == [goods]


def test_several_kinds(code: Code) -> None:
    report = only(code("Customs officers seized 65 kg of heroin and two pistols at the port of Mersin."))
    assert seized(report) == [("heroin", 65.0, "kg"), ("pistols", 2.0, "pistol")]


def test_the_amount_is_among_the_evidence(code: Code) -> None:
    report = only(code("Customs officers seized 65 kg of heroin at the port of Mersin."))
    (claim,) = report.claims_of("seized")
    assert "65 kg of heroin" in claim.evidence[0].quote


def test_goods_are_no_recipients(code: Code) -> None:
    assert names(only(code("Police found 40 grenades in a house in Graz.")), "recipient") == []


def test_arrests_of_the_same_operation_are_one_record(code: Code) -> None:
    report = only(code("Iraqi forces seized 30 kg of opium in Diyala and arrested three suspects."))
    assert seized(report) == [("opium", 30.0, "kg")]
    assert counted(report) == {"arrested": [(3, 3)]}


def test_two_seizures_in_two_places_are_two_records(code: Code) -> None:
    coding = code("Police seized 30 kg of opium in Herat on Monday. On Friday they seized 12 rifles in Kunduz.")
    assert [seized(r) for r in coding.reports] == [[("opium", 30.0, "kg")], [("rifles", 12.0, "rifle")]]
    assert [p and p[0] for p in map(placed, coding.reports)] == ["Herat", "Kunduz"]


def test_what_a_vehicle_carried_was_taken_with_it(code: Code) -> None:
    report = only(code("Police in Sfax seized a truck carrying two tonnes of hashish on Monday."))
    assert seized(report) == [("truck", 1.0, None), ("hashish", 2.0, "tonne")]


def test_goods_told_again_are_the_same(code: Code) -> None:
    report = only(
        code("The navy seized an oil tanker off Oman on Monday and boarded it, having seized the tanker at sea.")
    )
    assert seized(report) == [("oil tanker", 1.0, None)]


def test_weapons_and_ammunition(code: Code) -> None:
    report = only(code("Soldiers seized weapons and ammunition in Diffa on Monday."))
    assert seized(report) == [("weapons", None, None), ("ammunition", None, None)]
