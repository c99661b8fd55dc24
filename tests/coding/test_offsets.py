"""Days counted from an event that the sentence names."""

from __future__ import annotations

import pytest
from coding.test_dating import day, drafts


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Two days after rebels bombed the barracks on 2 May 2023, police arrested two men.", "arrested", "2023-05-04"),
        ("Police arrested two men a week before rebels bombed the barracks on 9 May 2023.", "arrested", "2023-05-02"),
        (
            "Rebels bombed a base on 9 May 2023. It came two days after they attacked a bank.",
            "attacked",
            "2023-05-07",
        ),
        (
            "Rebels bombed a base on 9 May 2023. It came two days before they attacked a bank.",
            "attacked",
            "2023-05-11",
        ),
        (
            "Rebels bombed a base on 9 May 2023. It came just days after they attacked a bank.",
            "attacked",
            "2023-05-02~/2023-05-08~",
        ),
        ("Police arrested two men two days after the vote.", "arrested", None),  # no day of the vote is told
        ("Rebels bombed a base on 9 May 2023. It came years after they attacked a bank.", "attacked", None),
    ],
)
def test_counted_from_another_event(text: str, trigger: str, expected: str | None) -> None:
    assert day(drafts(text)[trigger]) == expected


def test_says_what_it_was_counted_from() -> None:
    when = drafts("Two days after rebels bombed the barracks on 2 May 2023, police arrested two men.")["arrested"].when
    assert when is not None
    assert when[1].anchor == "event"
    assert when[1].reasons[0] == "Two days after: counted from “2 May 2023”, 2023-05-02"
