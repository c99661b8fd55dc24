"""Which date is whose: by syntax, by the event it counts from, and where these leave it open, by what weighs most."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from coding.coded import dated, of_type, only
from coding.told import NOTHING, Likely, Told, scene

from dateline.coding.dating import WEIGHTS, Chosen, DateChooser
from dateline.coding.draft import Draft
from dateline.coding.drafting import Drafter
from dateline.coding.weighing import Weights
from dateline.model import Coding
from dateline.ontology import Ontology

ONTOLOGY = Ontology.load()
DRAFT = Drafter(ONTOLOGY)
RULES = {"by the rules": 9.0, "again by the rules": 9.0}
READ = Weights(version="test", weights={**RULES, "read": 1.0, "none": 1.0}, least=0.0)


def chooser(text: str, fills: dict[str, Likely] | None = None) -> tuple[list[Draft], DateChooser]:
    """The drafts of a text, each taken for an event of its own, and what chooses their dates."""
    found = scene(Told(fills=fills or NOTHING), text)
    made = DRAFT(found)
    return made, DateChooser(found, ONTOLOGY, [[draft] for draft in made])


def drafts(text: str) -> dict[str, Draft]:
    """The drafts of a text by their trigger, dated by syntax and by other events."""
    return {draft.mention.token.text: draft for draft in chooser(text)[0]}


def chosen(text: str, fills: dict[str, Likely] | None = None, weights: Weights = READ) -> dict[str, Chosen | None]:
    """What is chosen for each event of a text, by its trigger."""
    made, choose = chooser(text, fills)
    return {draft.mention.token.text: choose.choose(n, weights) for n, draft in enumerate(made)}


def day(draft: Draft) -> str | None:
    """The EDTF of a draft's date."""
    return draft.when[1].edtf if draft.when else None


SAID = "The army said on 4 May 2023 that rebels attacked a barracks on 2 May 2023."


def test_what_was_said_is_not_when_it_was_said() -> None:
    assert day(drafts(SAID)["attacked"]) == "2023-05-02"
    assert day(drafts("The army said on 4 May 2023 rebels attacked a barracks.")["attacked"]) is None


def test_an_end_is_not_when_it_happened() -> None:
    assert chosen("Police arrested a man until 2 May 2023.", {"arrested date": {"May": 0.99}})["arrested"] is None


def test_days_are_counted_from_the_event_that_is_named() -> None:
    text = "Two days after rebels bombed the barracks on 2 May 2023, police arrested two men."
    assert day(drafts(text)["arrested"]) == "2023-05-04"


def test_a_date_that_is_counted_needs_no_weighing() -> None:
    text = "Two days after rebels bombed the barracks on 2 May 2023, police arrested two men."
    found = chosen(text, weights=Weights(version="test", weights={"none": 9.0}, least=0.0))["arrested"]
    assert found is not None
    assert (found.date.edtf, found.likely) == ("2023-05-04", None)


def test_who_is_held_since_a_month_was_taken_in_it(code: Callable[..., Coding]) -> None:
    found = only(code("Rebels have held two aid workers captive in Juba since October 2022."))
    assert dated(found) == ("2022-10", "2022-10-01", "2022-10-31")
    found = only(code("Rebels have held two aid workers captive in Juba since 14 June.", published="2023-05-30"))
    assert dated(found) == ("2022-06-14", "2022-06-14", "2022-06-14")


NEXT = "On 2 May 2023 a column entered the town. Rebels attacked the barracks."


@pytest.mark.parametrize(("likely", "expected"), [(0.9, "2023-05-02"), (0.3, None)])
def test_what_weighs_more_than_none_is_taken(likely: float, expected: str | None) -> None:
    found = chosen(NEXT, {"attacked date": {"May": likely}})["attacked"]
    assert (found and found.date.edtf) == expected


def test_a_date_of_the_rules_is_weighed_too() -> None:
    text = "Rebels attacked the barracks on 2 May 2023."
    assert chosen(text)["attacked"] is not None
    assert chosen(text, weights=Weights(version="test", weights={"none": 9.0}, least=0.0))["attacked"] is None


def test_when_its_actor_spoke_is_known_of_what_was_said() -> None:
    text = "Abiy Ahmed spoke to reporters on 2 May 2023. Abiy Ahmed urged the rebels to lay down their weapons."
    made, choose = chooser(text)
    (asked,) = [n for n, draft in enumerate(made) if draft.mention.token.text == "urged"]
    _, known = choose.sight.features(asked)
    assert {"near", "of its actor words", "sentence -1 words", "only one words"} <= known.keys()


MAY = ("2023-05-02", "2023-05-02", "2023-05-02")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels attacked a barracks in Juba on 2 May 2023.", MAY),
        ("The army said on 4 May 2023 that rebels attacked a barracks in Juba on 2 May 2023.", MAY),
        ("The army said on 4 May 2023 that rebels attacked a barracks in Juba.", None),
        ("A column entered Juba on 2 May 2023. Rebels had attacked the barracks there.", None),
    ],
)
def test_what_the_installed_weights_make_of_it(code: Callable[..., Coding], text: str, expected: object) -> None:
    assert len(Weights.load(WEIGHTS).weights) > 100
    (attack,) = of_type(code(text), "ASSAULT")
    assert dated(attack) == expected


@pytest.mark.parametrize(
    ("text", "open_"),
    [
        ("Police arrested a man under the 2015 terrorism act.", []),
        ("Police arrested a man on 2 May 2023 under the 2015 terrorism act.", ["2023-05-02"]),
        ("Police arrested a man. The act is of 2015.", ["2015"]),
    ],
)
def test_what_its_sentence_tells_as_the_time_of_something_else_is_no_answer(text: str, open_: list[str]) -> None:
    made, choose = chooser(text)
    (arrest,) = [n for n, draft in enumerate(made) if draft.mention.token.text == "arrested"]
    assert [choose.sight.options[n].date.edtf for n in choose.sight.answers(arrest)] == open_


def test_a_date_of_no_known_year_needs_no_weighing() -> None:
    found = chosen("Rebels attacked the barracks on 2 May.", weights=Weights(version="t", weights={"none": 9}, least=0))
    attack = found["attacked"]
    assert attack is not None
    assert (attack.date.edtf, attack.date.start, attack.likely) == ("XXXX-05-02", None, None)


def test_of_two_dated_mentions_the_main_one_gives_the_words(code: Callable[..., Coding]) -> None:
    text = "Mortar fire killed four people in Taiz on Monday evening. Medics said the fire on Monday was heavy."
    (attack,) = of_type(code(text, published="2022-10-18"), "ASSAULT")
    (claim,) = attack.claims_of("date")
    assert claim.evidence[0].quote == "Monday evening"


def test_of_several_mentions_the_nearest_gives_the_words() -> None:
    found = scene(
        Told(fills=NOTHING), "Rebels attacked the barracks. The attack on 2 May 2023 left the barracks in ruins."
    )
    made = DRAFT(found)
    choice = DateChooser(found, ONTOLOGY, [made]).choose(0, READ)
    assert choice is not None
    assert (choice.date.edtf, choice.draft.mention.token.text) == ("2023-05-02", "attack")


def test_a_date_says_why() -> None:
    ruled = chosen("Rebels attacked the barracks on 2 May 2023.")["attacked"]
    assert ruled is not None
    assert ruled.date.reasons == ("2 May 2023: by its own name", "it hangs on “attacked”, which names the event")
    near = chosen(NEXT, {"attacked date": {"May": 0.9}})["attacked"]
    assert near is not None
    assert near.date.reasons[-1] == "it is told next to the event; of the article's dates it is the likeliest, 0.77"
    assert near.likely == pytest.approx(0.768, abs=0.01)


@pytest.mark.parametrize(
    "text",
    [
        "Bandits killed 14 villagers in northern Nigeria, police said. The attack happened on Thursday near Tsafe.",
        "Three men were shot dead in southern Thailand, police said. The shooting took place on Thursday in Yala.",
    ],
)
def test_a_sentence_that_is_there_to_say_when_is_believed(code: Callable[..., Coding], text: str) -> None:
    report = of_type(code(text, published="2024-08-19"), "ASSAULT")[0]
    assert dated(report) == ("2024-08-15", "2024-08-15", "2024-08-15")
