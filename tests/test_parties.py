"""The parties of an event on one line."""

import pytest

from dateline.parties import who_to_whom


@pytest.mark.parametrize(
    ("who", "whom", "line"),
    [
        ("Army", "convoy", "Army → convoy"),
        ("", "convoy", "→ convoy"),
        ("Army, rebels", "", "Army, rebels"),
        ("", "", ""),
    ],
)
def test_the_arrow_tells_the_sides_apart(who: str, whom: str, line: str) -> None:
    assert who_to_whom(who, whom) == line
