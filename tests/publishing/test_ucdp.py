"""UCDP GED-style CSV, read with pandas."""

from __future__ import annotations

import io

import pandas as pd

from dateline.publishing.ucdp import COLUMNS

from .sample import Fake, article, at, by, day, days, event, on, report, sample, toll
from .writing import exported, written

FIGHT = "Soldiers fought rebels of the River Front near Mora from 2 to 4 June 2023; six rebels and two villagers died."


def table(ledger: Fake) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(written(ledger, "ucdp")))


def fight(*values: object) -> Fake:
    story = article("mora", "Fighting near Mora", FIGHT, publisher="Lake Post", url="https://lake.example/1")
    one = report(story, "ASSAULT", "firearms", "fought", FIGHT, *values)  # type: ignore[arg-type]
    return Fake(stored=[event("ev-0000004", one)], made={one.id: one}, articles={story.id: story})


def battle() -> Fake:
    return fight(
        days("2023-06-02", "2023-06-04", "from 2 to 4 June 2023"),
        at("Mora", "CM", 11.0, 14.1, "area", 15.0),
        by("Soldiers", sector="MIL", country="CM"),
        on("River Front", sector="REB"),
        toll("killed", 6, 6, "six rebels"),
        toll("killed", 2, 2, "two villagers", side="bystander"),
    )


def test_the_columns_are_those_of_ged() -> None:
    frame = table(sample())
    assert tuple(frame.columns) == COLUMNS
    assert (frame.low <= frame.best).all()
    assert (frame.best <= frame.high).all()
    assert (frame.best > 0).any()


def test_a_battle_has_its_codes_and_its_dead_by_side() -> None:
    row = table(battle()).iloc[0]
    assert (row.type_of_violence, row.date_prec, row.where_prec, row.event_clarity) == (1, 2, 2, 1)
    assert (row.deaths_a, row.deaths_b, row.deaths_civilians, row.deaths_unknown, row.best) == (0, 6, 2, 0, 8)
    assert (row.side_a, row.side_b, row.country) == ("Soldiers", "River Front", "Cameroon")
    assert pd.isna(row.conflict_name)


def test_an_attack_on_civilians_is_one_sided() -> None:
    ledger = fight(
        day("2023-06-02", "2 to 4 June 2023"), by("River Front", sector="REB"), on("villagers", sector="CVL"),
        toll("killed", 2, None, "two villagers"),
    )  # fmt: skip
    row = table(ledger).iloc[0]
    assert (row.type_of_violence, row.side_b, row.deaths_civilians, row.high) == (3, "Civilians", 2, 2)


def test_without_a_death_or_a_day_there_is_no_row_and_the_event_is_named() -> None:
    ledger = fight(day("2023-06-02", "2 to 4 June 2023"), by("Soldiers"))
    assert table(ledger).empty
    _, selection = exported(ledger, "ucdp")
    assert {said.what: said.events for said in selection.said}["without a death told"] == ("ev-0000004",)
