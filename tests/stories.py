"""Stories for tests that must hold whatever is told: articles about a few bombings in one city, some of them vague."""

from __future__ import annotations

from factories import actor, coding, date, killed, place, recipient, report
from hypothesis import strategies as st

from dateline.model import Coding, Report

PARTS = st.sampled_from([killed(14), killed(2), actor("Black Banner"), actor("Islamic State"), date("2024-03-05")])


@st.composite
def stories(draw: st.DrawFn) -> list[Coding]:
    """Articles with one or two reports each, about a few bombings in one city, some vague."""
    codings = []
    for number in range(draw(st.integers(2, 6))):
        reports: list[Report] = []
        for which in range(draw(st.integers(1, 2))):
            when = draw(
                st.sampled_from([date("2024-03-04"), date("2024-03-06"), date("2024-03-01", "2024-03-31"), None])
            )
            claims = [
                *([when] if when else []),
                place("Karsa", 36.2, 44.0),
                recipient("Karsa market"),
                *draw(st.lists(PARTS)),
            ]
            sure = draw(st.sampled_from([None, 0.9]))  # by hand or by the coder, who may tell one event twice
            reports.append(report(f"a{number}", *claims, number=which, confidence=sure))
        published = draw(st.sampled_from([None, "2024-03-05", "2024-06-20"]))
        codings.append(coding(f"a{number}", *reports, published=published))
    return codings
