"""Which expression is whose: by syntax, and where that leaves it open, by the encoder."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from coding.coded import dated, only
from coding.told import NOTHING, Likely, Told, scene

from dateline.coding.dating import date_undated
from dateline.coding.draft import Draft
from dateline.coding.drafting import Drafter
from dateline.model import Coding
from dateline.ontology import Ontology

ONTOLOGY = Ontology.load()
DRAFT = Drafter(ONTOLOGY)


def drafts(text: str, fills: dict[str, Likely] | None = None) -> dict[str, Draft]:
    """The drafts of a text by their trigger, dated, each taken for an event of its own."""
    found = scene(Told(fills=fills or NOTHING), text)
    made = DRAFT(found)
    date_undated(found, ONTOLOGY, [[draft] for draft in made])
    return {draft.mention.token.text: draft for draft in made}


def day(draft: Draft) -> str | None:
    """The EDTF of a draft's date."""
    return draft.when[1].edtf if draft.when else None


SAID = "The army said on 4 May 2023 that rebels attacked a barracks on 2 May 2023."


def test_what_was_said_is_not_when_it_was_said() -> None:
    assert day(drafts(SAID)["attacked"]) == "2023-05-02"
    assert day(drafts("The army said on 4 May 2023 rebels attacked a barracks.")["attacked"]) is None
    told = {"attacked date": {"May": 0.99, "2023": 0.99}}
    assert day(drafts("The army said on 4 May 2023 rebels attacked a barracks.", told)["attacked"]) is None


@pytest.mark.parametrize(("likely", "expected"), [(0.9, "2023-05-02"), (0.3, None)])
def test_the_time_of_a_clause_beside_needs_the_encoder(likely: float, expected: str | None) -> None:
    text = "Traders fled on 2 May 2023, when rebels attacked the barracks."
    assert day(drafts(text, {"attacked date": {"May": likely}})["attacked"]) == expected


NEXT = "On 2 May 2023 a column entered the town. Rebels attacked the barracks."


@pytest.mark.parametrize(("likely", "expected"), [(0.9, "2023-05-02"), (0.3, None)])
def test_an_act_goes_on_from_the_sentence_before_where_the_encoder_is_sure(likely: float, expected: str | None) -> None:
    assert day(drafts(NEXT, {"attacked date": {"May": likely}})["attacked"]) == expected


@pytest.mark.parametrize(
    "text",
    [
        "On 2 May 2023 a column entered the town. Rebels had attacked the barracks.",  # before that
        "On 2 May 2023 a column entered the town. Rebels attacked the barracks two days before the vote.",
        "The army said on 2 May 2023 it was ready. Rebels attacked the barracks.",
    ],
)
def test_another_time_is_not_gone_on_from(text: str) -> None:
    assert day(drafts(text, {"attacked date": {"May": 0.99}})["attacked"]) is None


def test_an_end_is_not_when_it_happened() -> None:
    found = drafts("Police arrested a man until 2 May 2023.", {"arrested date": {"May": 0.99}})
    assert day(found["arrested"]) is None


def test_days_are_counted_from_the_event_that_is_named() -> None:
    text = "Two days after rebels bombed the barracks on 2 May 2023, police arrested two men."
    assert day(drafts(text)["arrested"]) == "2023-05-04"


def test_who_is_held_since_a_month_was_taken_in_it(code: Callable[..., Coding]) -> None:
    found = only(code("Rebels have held two aid workers captive in Juba since October 2022."))
    assert dated(found) == ("2022-10", "2022-10-01", "2022-10-31")


def test_a_date_says_why() -> None:
    when = drafts("Rebels attacked the barracks on 2 May 2023.")["attacked"].when
    assert when is not None
    assert when[1].reasons == ("2 May 2023: by its own name", "it hangs on “attacked”, which names the event")
    near = drafts(NEXT, {"attacked date": {"May": 0.9}})["attacked"].when
    assert near is not None
    assert near[1].reasons[-1] == "the event's sentence names no time; the encoder takes that of one near by, 0.90"
