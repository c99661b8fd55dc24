#!/usr/bin/env python3
"""Writes the quality table of README.md from what the coder reaches on the gold sets of this machine."""

from __future__ import annotations

from pathlib import Path

from dateline.coding import Coder
from dateline.evaluation import Figures, evaluate, gold_sets, value_of

DOCUMENT = Path(__file__).resolve().parents[1] / "README.md"
START = "<!-- quality: scripts/make_quality_table.py -->\n"
END = "<!-- /quality -->"

ROWS = {
    "record": "all filled fields",
    "events": "events, right type",
    "found": "events, any type",
    "core recall": "recall of core events",
    "field date": "date",
    "field place": "place",
    "field actors": "actors",
    "field recipients": "recipients",
    "field killed": "killed",
    "field sources": "sources",
    "dates invented": "dates invented (less is better)",
}
# What two careful codings of 36 articles agree at.
BESIDE = {"two people": {"record": 0.89, "events": 0.93, "field sources": 0.79}}


def table(measured: dict[str, Figures]) -> str:
    """The figures as a Markdown table, one gold set a column, beside those of others."""
    columns = [{name: value_of(figures[name]) for name in ROWS} for figures in measured.values()] + [*BESIDE.values()]
    head = ["", *measured, *BESIDE]
    rows = [
        [words, *(f"{column[name]:.2f}" if name in column else "" for column in columns)]
        for name, words in ROWS.items()
    ]
    return "".join(f"| {' | '.join(line)} |\n" for line in [head, ["---"] + ["---:"] * len(columns), *rows])


def main() -> None:
    """Measure, and write the table between its marks."""
    coder = Coder.load()
    # The other sets were learned from.
    sets = {name: folder for name, folder in gold_sets().items() if name in ("dev", "own")}
    measured = {name: evaluate(folder, coder).figures for name, folder in sets.items()}
    before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(START)
    after = rest.partition(END)[2]
    DOCUMENT.write_text(f"{before}{START}\n{table(measured)}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
