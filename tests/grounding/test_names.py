from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.grounding.names import normalise, skeleton


@given(st.text(max_size=60))
@example("the the 's")
@example("𝐀l-Bāb’s")
@example("İzmir")
def test_normalising_twice_changes_nothing(name: str) -> None:
    assert normalise(normalise(name)) == normalise(name)


@given(st.text(max_size=40))
def test_skeleton_takes_any_name(name: str) -> None:
    assert " " not in skeleton(normalise(name))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Deir al-Balah", "Deir el-Balah"),
        ("Ayn al-Asad", "Ain al-Assad"),
        ("Khan Younis", "Khan Yunis"),
        ("Deir ez-Zor", "Deir al-Zor"),
        ("al-Anbar", "Anbar"),
        ("Latakia", "Lattakia"),
    ],
)
def test_transliterations_meet(one: str, other: str) -> None:
    assert skeleton(normalise(one)) == skeleton(normalise(other))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The Hague's", "hague"),
        ("Côte d’Ivoire", "cote divoire"),
        ("U.S.", "us"),
        ("Guinea-Bissau", "guinea bissau"),
        ("Łódź", "lodz"),
        ("…", ""),
    ],
)
def test_normal_form(name: str, key: str) -> None:
    assert normalise(name) == key


def test_different_names_stay_apart() -> None:
    assert (
        len({skeleton(normalise(name)) for name in ("Homs", "Hama", "Mosul", "Basra", "Tripoli", "Niger", "Nigeria")})
        == 7
    )
