"""What an article has said of its scene holds for the events that do not say it again."""

from __future__ import annotations

from collections.abc import Callable

from coding.coded import of_type, placed

from dateline.model import Coding

Code = Callable[..., Coding]

ONE_SCENE = (
    "Gunmen attacked a bank in Juba on Monday. Protesters gathered in Juba on Tuesday. "
    "Soldiers opened fire in Juba on Wednesday. Police arrested three men."
)


def test_the_one_scene_of_an_article_is_carried(code: Code) -> None:
    (arrest,) = of_type(code(ONE_SCENE), "COERCE")
    assert placed(arrest) == ("Juba", "city", "SS")
    assert next(arrest.claims_of("place")).evidence[0].quote == "Juba"


def test_an_article_of_two_scenes_carries_none(code: Code) -> None:
    (arrest,) = of_type(code(ONE_SCENE.replace("in Juba on Tuesday", "in Wau on Tuesday")), "COERCE")
    assert placed(arrest) is None


def test_a_place_told_once_is_not_carried(code: Code) -> None:
    (arrest,) = of_type(
        code("Gunmen attacked a bank in Juba on Monday. It was an old one. It rained. Police arrested three men."),
        "COERCE",
    )
    assert placed(arrest) is None


def test_what_may_have_been_done_anywhere_has_no_scene(code: Code) -> None:
    (deal,) = of_type(code(ONE_SCENE + " The two parties signed an agreement."), "AGREE")
    assert placed(deal) is None
