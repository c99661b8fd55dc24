"""Where the places of local news are: near enough, and in the right country."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.coding import Coder
from dateline.errors import InputError
from dateline.evaluation.public import CoderPredictor
from dateline.evaluation.public.lgl import Answer, Item, Toponym, read, score

TEXT = "A fire broke out in Juba, north of Torit."
JUBA, TORIT = (20, 24), (35, 40)
SOUTH_SUDAN = "geonames:7909807"
ITEM = Item(
    id="a",
    text=TEXT,
    toponyms=(Toponym(JUBA, 4.85, 31.58, SOUTH_SUDAN), Toponym(TORIT, 4.41, 32.57, SOUTH_SUDAN)),
)
ROW = """<articles><article docid="a"><text>{text}</text><toponyms>
<toponym><start>20</start><end>24</end><gaztag><lat>{lat}</lat><lon>31.58</lon><country geonameid="7909807"/></gaztag>
</toponym><toponym><start>35</start><end>40</end></toponym></toponyms></article></articles>"""


def test_only_what_has_coordinates_is_read(write: Callable[..., Path]) -> None:
    (item,) = read(write("set.gz", ROW.format(text=TEXT, lat=4.85)))
    assert item == Item(id="a", text=TEXT, toponyms=ITEM.toponyms[:1])


@pytest.mark.parametrize(
    ("answer", "near", "country"),
    [
        (Answer(5.0, 31.0, SOUTH_SUDAN), 0.5, 0.5),
        (Answer(5.0, 31.0, None), 0.5, 0.0),
        (Answer(9.0, 31.0, SOUTH_SUDAN), 0.0, 0.5),
        (None, 0.0, 0.0),
    ],
)
def test_each_toponym_counts_once(answer: Answer | None, near: float, country: float) -> None:
    assert score([ITEM], [[answer, None]]) == {"lgl within 161 km": near, "lgl country": country}


@pytest.mark.parametrize(
    "row", ["<articles>", "<articles/>", ROW.format(text="Rain.", lat=4.85), ROW.format(text=TEXT, lat="x")]
)
def test_a_bad_file_is_named(write: Callable[..., Path], row: str) -> None:
    with pytest.raises(InputError, match=r"set\.gz"):
        read(write("set.gz", row))


def test_the_coder_answers_for_each_name() -> None:
    juba, torit = CoderPredictor(Coder.load()).lgl(TEXT, [JUBA, TORIT])
    assert score([ITEM], [[juba, torit]]) == {"lgl within 161 km": 1.0, "lgl country": 1.0}
