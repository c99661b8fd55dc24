"""The picture of an actor's ties: partners to the left, opponents to the right, as a Vega-Lite specification."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import altair as alt

from dateline.web.english import STRINGS

Json = dict[str, Any]
_MOST = 9  # drawn on one side
_HEIGHT = 340  # pixels
_ROOM = alt.expr("max(56, width * 0.3 - 16)")  # pixels beside the outermost points, which stand at 1 of 2.5
_BETWEEN = alt.expr("min(200, width * 0.36)")  # pixels between the points to the left and to the right
_COUNTED = {"together": "actor_partners", "against": "actor_opponents"}
_OPPOSED = frozenset({"fights"})  # relations of the registry that are no partnership


def graph(name: str, ties: Sequence[Json]) -> Json | None:
    """The ties of an actor of this name; those with most events are drawn. None without any."""
    drawn = [*_placed([tie for tie in ties if not opposed(tie)], -1), *_placed([t for t in ties if opposed(t)], 1)]
    if not drawn:
        return None
    nodes = [*drawn, {"x": 0.0, "y": 0.0, "name": name, "side": "self", "n": 1, "key": "", "tooltip": name}]
    lines = alt.Chart(alt.NamedData("ties")).mark_rule(opacity=0.7)
    lines = lines.encode(
        x=_X,
        y=_Y,
        x2="x0:Q",
        y2="y0:Q",
        color=_COLOUR,
        size=alt.Size("width:Q", scale=None),
        strokeDash=alt.condition("datum.n > 0", alt.value([1, 0]), alt.value([4, 4])),
    )
    points = alt.Chart(alt.NamedData("nodes")).mark_circle(size=150, opacity=1, cursor="pointer")
    layers = [lines, points.encode(x=_X, y=_Y, color=_COLOUR), *(_names(side) for side in ("with", "against", "self"))]
    chart = alt.layer(*layers).properties(width="container", height=_HEIGHT)
    spec: Json = chart.configure(background="transparent").configure_view(stroke=None).to_dict()
    return spec | {"datasets": {"ties": drawn, "nodes": nodes}}


def opposed(tie: Json) -> bool:
    """Whether a tie is rather against than together; where no event says, the registry does."""
    if tie["together"] or tie["against"]:
        return bool(tie["against"] > tie["together"])
    return not _OPPOSED.isdisjoint(tie["kinds"])


_AXIS: Any = None
_X = alt.X("x:Q", axis=_AXIS, scale=alt.Scale(domain=[-2.5, 2.5]))
_Y = alt.Y("y:Q", axis=_AXIS, scale=alt.Scale(domain=[-1.15, 1.15]))
_COLOUR = alt.Color(
    "side:N",
    scale=alt.Scale(domain=["with", "against", "self"], range=["var(--accord)", "var(--force)", "var(--ink)"]),
    legend=None,
)


def _placed(ties: Sequence[Json], side: int) -> list[Json]:
    """The ties with most events on a half circle, from top to bottom."""
    some = ties[:_MOST]
    found = []
    for number, tie in enumerate(some):
        turn = math.pi * ((number + 0.5) / len(some) - 0.5)
        n = tie["together"] + tie["against"]
        counted = [f"{STRINGS[words]}: {tie[each]}" for each, words in _COUNTED.items() if tie[each]]
        told = ", ".join([*counted, *tie["kinds"]])
        found.append(
            {
                "x": side * (0.35 + 0.65 * math.cos(turn)),
                "y": -math.sin(turn),
                "x0": 0.0,
                "y0": 0.0,
                "key": tie["key"] if tie["here"] else "",
                "name": tie["name"],
                "side": "with" if side < 0 else "against",
                "n": n,
                "width": 1 + 1.6 * math.log1p(n),
                "tooltip": f"{tie['name']}\n{told}",
            }
        )
    return found


def _names(side: str) -> Any:
    where: Json = {
        "with": {"align": "right", "dx": -12, "limit": _ROOM},
        "against": {"align": "left", "dx": 12, "limit": _ROOM},
        "self": {"align": "center", "dy": -18, "fontWeight": 600, "limit": _BETWEEN},
    }[side]
    text = alt.Chart(alt.NamedData("nodes")).transform_filter(f"datum.side === '{side}'")
    return text.mark_text(**where, fontSize=12.5, fill="var(--ink)", cursor="pointer").encode(x=_X, y=_Y, text="name:N")
