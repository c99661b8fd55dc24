"""Who an unnamed person is, where the article names them later."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from coding.coded import names, only

from dateline.coding import Coder
from dateline.model import Article, Coding

Code = Callable[..., Coding]


@pytest.mark.parametrize(
    "named",
    [
        "The man, later identified as Colin Marsh, lived in Hull.",
        "Police named the man as Colin Marsh.",
        "The man was named as Colin Marsh.",
        "The man is Colin Marsh, a builder.",
    ],
)
def test_a_man_is_who_is_named_below(code: Code, named: str) -> None:
    report = only(code(f"Officers arrested a man in Leeds on Friday. {named}", title="Man arrested in Leeds"), "COERCE")
    assert names(report, "recipient") == ["Colin Marsh"]


@pytest.mark.parametrize(
    "named",
    [
        "Rana Tahan, 16, comes from Nablus.",
        "Rana Tahan (16) comes from Nablus.",
        "Rana Tahan, who is 16, comes from Nablus.",
        "Rana Tahan, a 16-year-old from Nablus, was at home.",
    ],
)
def test_an_age_tells_who(code: Code, named: str) -> None:
    report = only(code(f"Israeli soldiers arrested a 16-year-old Palestinian girl on Monday. {named}"), "COERCE")
    assert names(report, "recipient") == ["Rana Tahan"]


@pytest.mark.parametrize(
    "after",
    [
        "Another man, identified as Colin Marsh, fled.",  # another man
        "Colin Marsh, a man from Hull, saw it. Officers also questioned a man named as Peter Lowe.",  # two are named
        "Colin Marsh, 31, saw it.",  # nothing tells that he is meant
        "The man Colin Marsh said it was a disgrace.",  # nor that this is he
        "The man was not Colin Marsh, police said.",
        "The man may be Colin Marsh, police said.",
        "The man was wrongly named as Colin Marsh.",
    ],
)
def test_nobody_is_taken_for_another(coder: Coder, after: str) -> None:
    assert called(coder, f"Officers arrested a man in Leeds on Friday. {after}", "man") == "man"


def test_of_two_persons_of_an_age_neither_is_meant(coder: Coder) -> None:
    text = "Soldiers arrested a 16-year-old girl on Monday. Rana Tahan, 16, and Laila Mansour, 16, come from Nablus."
    assert called(coder, text, "girl") == "16-year-old girl"


@pytest.mark.parametrize(
    "text",
    [
        "A 24-year-old woman was stabbed on Monday. The suspect, John Smith, 24, was arrested.",
        "A 24-year-old woman's father was shot. The girl, Amina Bello, 24, is missing.",
    ],
)
def test_an_age_alone_does_not_make_somebody_another(coder: Coder, text: str) -> None:
    assert called(coder, text, "woman") == "24-year-old woman"


def test_a_woman_told_of_after_the_name_is_somebody_else(coder: Coder) -> None:
    text = "Leah Marsh, a woman from Hull, was freed on Monday. Officers arrested a woman in Leeds on Friday."
    assert called(coder, text, "woman", last=True) == "woman"


def called(coder: Coder, text: str, noun: str, *, last: bool = False) -> str | None:
    """The name by which the first, or last, mention of somebody goes."""
    cast = coder.cast(Article(id="a", hash="a", title="", text=text))
    body = cast.document.body
    told = [token.i for token in body.parse.tokens if token.text == noun]
    found = cast.directory.resolve(body, told[-1 if last else 0])
    return found.name if found else None
