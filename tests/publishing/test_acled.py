"""ACLED-style CSV, read with pandas."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from msgspec.structs import replace

from dateline.model import Count, Party
from dateline.ontology import Ontology
from dateline.publishing.acled import COLUMNS

from .sample import Fake, article, at, by, day, event, on, report, sample, toll
from .writing import exported, written

STREET = "Gunmen shot dead dozens of villagers in Tillo on 3 May 2024, and a second squad hundreds more."


def table(ledger: Fake, **options: bool) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(written(ledger, "acled", **options)))


def told(number: str, words: str, *parties: object, low: int = 24) -> Fake:
    """A ledger with one or two attacks in one place on one day."""
    story = article("tillo", "Attack on Tillo", STREET, publisher="Lake Post", published="2024-05-04")
    values = [day("2024-05-03", "3 May 2024"), at("Tillo", "NE", 13.5, 2.1), toll("killed", low, None, words)]
    one = report(story, "ASSAULT", "firearms", number, STREET, *values, *parties)  # type: ignore[arg-type]
    return Fake(stored=[event("ev-0000007", one)], made={one.id: one}, articles={story.id: story})


def test_the_columns_are_those_of_acled() -> None:
    frame = table(sample())
    assert tuple(frame.columns) == COLUMNS
    assert len(COLUMNS) == 31
    assert pd.to_datetime(frame.event_date).notna().all()
    assert (frame.year == pd.to_datetime(frame.event_date).dt.year).all()


def test_types_and_codes_are_those_of_the_codebook() -> None:
    frame, names = table(sample()), Ontology.load().acled_types
    for row in frame.itertuples():
        disorder, subs = names[row.event_type]
        assert row.sub_event_type in subs
        assert row.disorder_type == disorder
    assert set(frame.time_precision) <= {1, 2, 3}
    assert set(frame.geo_precision) <= {1, 2, 3}


def test_what_has_no_row_is_named() -> None:
    ledger = sample()
    _, selection = exported(ledger, "acled")
    left = {
        event for said in selection.said for event in said.events if not said.what.startswith(("joined", "a whole"))
    }
    frame = table(ledger)
    joined = {event for said in selection.said if said.what.startswith("joined") for event in said.events[1:]}
    assert len(frame) == len(ledger.stored) - len(left) - len(joined)
    assert left


@pytest.mark.parametrize(("words", "number"), [("dozens", 12), ("hundreds", 100), ("Tillo", 24)])
def test_numbers_in_words_are_those_of_acled(words: str, number: int) -> None:
    frame = table(told("shot dead", words, by("Gunmen"), on("villagers", sector="CVL")))
    assert frame.fatalities.tolist() == [number]


def test_a_toll_nobody_told_is_no_zero() -> None:
    ledger = told("shot dead", "dozens", by("Gunmen"))
    ledger.stored = [replace(ledger.stored[0], fields=tuple(f for f in ledger.stored[0].fields if f.field != "count"))]
    assert table(ledger).fatalities.isna().all()


def test_of_rival_tolls_the_lowest_is_taken() -> None:
    ledger = told("shot dead", "Tillo", by("Gunmen"))
    (one,) = ledger.stored
    fields = tuple(
        replace(f, low=Count(what="killed", min=9, max=9, side="recipient"), low_claim=None)
        if isinstance(f.best, Count)
        else f
        for f in one.fields
    )
    ledger.stored = [replace(one, fields=fields)]
    assert table(ledger).fatalities.tolist() == [9]


def test_two_events_that_acled_would_not_tell_apart_are_one_row_and_named() -> None:
    ledger = told("shot dead", "Tillo", by("Gunmen"), on("villagers", sector="CVL"))
    (first,) = ledger.stored
    ledger.stored.append(replace(first, id="ev-0000009"))
    assert table(ledger).fatalities.tolist() == [48]
    _, selection = exported(ledger, "acled")
    assert ("ev-0000007", "ev-0000009") in [said.events for said in selection.said]


def test_a_pair_of_actors_has_no_direction() -> None:
    ledger = told(
        "shot dead", "Tillo", by("Army", "Gunmen", sector="MIL", country="NE"), on("rebels", "squad", sector="REB")
    )
    (first,) = ledger.stored
    swapped = [
        replace(f, field={"actor": "recipient", "recipient": "actor"}.get(f.field, f.field)) for f in first.fields
    ]
    ledger.stored.append(replace(first, id="ev-0000009", fields=tuple(swapped)))
    frame = table(ledger)
    assert len(frame) == 1
    assert frame.interaction.tolist() == ["State forces-Rebel group"]


def test_private_persons_are_civilians_of_their_country() -> None:
    ledger = told(
        "shot dead", "Tillo", by("Gunmen", unknown=True), on("Amina Sow", "villagers", private=True, sector="CVL")
    )
    frame = table(ledger, persons=True)
    assert frame.actor1.tolist() == ["Unidentified Armed Group (Niger)"]
    assert frame.actor2.tolist() == ["Civilians (Niger)"]
    assert frame.civilian_targeting.tolist() == ["Civilian targeting"]
    assert "Amina" not in frame.to_string()


def test_forces_abroad_are_external() -> None:
    ledger = told("shot dead", "Tillo", by("Army", "Gunmen", sector="MIL", country="ML"), on("villagers", sector="CVL"))
    assert table(ledger).inter1.tolist() == ["External/Other forces"]


def test_two_armed_sides_are_a_battle_though_nobody_is_said_to_be_hit() -> None:
    ledger = told("shot dead", "Tillo", by("Niger", "Gunmen", sector="GOV", country="NE"))
    ledger = with_actor(ledger, "Mali", sector="GOV", country="ML")
    ledger = with_killed(ledger, civilian=True)
    (row,) = table(ledger).itertuples()
    assert (row.event_type, row.sub_event_type) == ("Battles", "Armed clash")
    assert row.interaction == "State forces-External/Other forces"
    assert pd.isna(row.civilian_targeting)


@pytest.mark.parametrize("mode", [None, *Ontology.load().types["ASSAULT"].modes])
@pytest.mark.parametrize("sector", ["MIL", "COP", "REB", "CRM", "IGO"])
def test_violence_against_civilians_never_goes_with_an_armed_second_side(sector: str, mode: str | None) -> None:
    for side in (on, by):  # the second side of a clash is an actor too
        ledger = told("shot dead", "Tillo", by("Gunmen", sector="REB"), side("squad", sector=sector, country="NE"))
        ledger.stored = [replace(ledger.stored[0], mode=mode)]
        (row,) = table(ledger).itertuples()
        assert row.event_type != "Violence against civilians"
        assert pd.isna(row.civilian_targeting)


def test_civilians_hit_together_with_soldiers_come_after_them() -> None:
    hit = (on("villagers", sector="CVL"), on("Army", "squad", sector="MIL", country="NE"))
    (row,) = table(told("shot dead", "Tillo", by("Gunmen", sector="REB"), *hit)).itertuples()
    assert (row.event_type, row.inter2) == ("Battles", "State forces")
    assert (row.actor2, row.assoc_actor_2) == ("Army", "Civilians (Niger)")


@pytest.mark.parametrize(
    ("mode", "actor_id", "kind"),
    [
        ("assassinate", None, "Civilians"),
        ("assassinate", "person:ann-poe", "Civilians"),
        ("assassinate", "state:NE", "State forces"),
        ("heavy-weapons", None, "State forces"),
    ],
)
def test_an_official_attacked_in_person_is_unarmed(mode: str, actor_id: str | None, kind: str) -> None:
    hit = on("the governor", "squad", sector="GOV", country="NE", actor_id=actor_id)
    ledger = told("shot dead", "Tillo", by("Gunmen", sector="REB"), hit)
    ledger.stored = [replace(ledger.stored[0], mode=mode)]
    (row,) = table(ledger).itertuples()
    assert row.inter2 == kind
    assert (row.civilian_targeting == "Civilian targeting") == (kind == "Civilians")


def test_whom_nobody_is_said_to_have_hit_is_no_civilian() -> None:
    assert table(told("shot dead", "Tillo", by("Gunmen", sector="REB"))).civilian_targeting.isna().all()


def with_actor(ledger: Fake, name: str, **of: str) -> Fake:
    """With one actor more."""
    (one,) = ledger.stored
    first = next(f for f in one.fields if f.field == "actor")
    ledger.stored = [replace(one, fields=(*one.fields, replace(first, best=Party(name=name, **of))))]
    return ledger


def with_killed(ledger: Fake, *, civilian: bool) -> Fake:
    """With what is told of whether the killed were civilians."""
    (one,) = ledger.stored
    fields = tuple(replace(f, best=replace(f.best, civilian=civilian)) if f.field == "count" else f for f in one.fields)
    ledger.stored = [replace(one, fields=fields)]
    return ledger
