"""`dateline evaluate`: how well the coder codes, against gold records and against its own floors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from dateline.cli.console import complain, counted, results, say, watched

if TYPE_CHECKING:
    from dateline.evaluation import Breach, Evaluation, Figures
    from dateline.evaluation.figures import Rate
    from dateline.evaluation.gate import Floors
    from dateline.evaluation.public import Measured

EXAMPLES = """Examples:
  dateline evaluate
  dateline evaluate tests/gold --show
  dateline evaluate --public ../shared/data
  dateline evaluate --links ../shared/gold --public ../shared/data
  dateline evaluate --gate
"""

PUBLIC = "public"
"""The name under which the floors of the public sets stand."""

LINKS = "links"
"""The name under which the floors of resolving stand."""

Folder = Annotated[
    Path | None,
    typer.Argument(metavar="FOLDER", help="A folder of gold articles; left out: every gold set on this machine."),
]
Public = Annotated[
    Path | None,
    typer.Option(
        "--public", metavar="DIR", help="Measure instead on the public sets in a folder: PolNeAR, MUC-4, re3d …"
    ),
]
Links = Annotated[
    Path | None,
    typer.Option(
        "--links",
        metavar="GOLD",
        help="Measure instead how reports are resolved into events, on a folder of gold with its links; "
        "with --public also on ECB+ and pairs of current events.",
    ),
]
Gate = Annotated[bool, typer.Option("--gate", help="Exit with 1 where a figure is under its floor.")]
Show = Annotated[bool, typer.Option("--show", help="List the paired, missed and extra records of each article.")]
Raise = Annotated[bool, typer.Option("--raise", help="Make the figures measured the new floors; lowers none.")]


def evaluate(
    folder: Folder = None,
    public: Public = None,
    links: Links = None,
    gate: Gate = False,
    show: Show = False,
    raise_floors: Raise = False,
) -> None:
    """Code gold articles, which people coded by hand, and print how right the coding is, beside its floors."""
    from dateline import evaluation

    floors = evaluation.read_floors()
    if (public or links) and (folder or show):
        raise typer.BadParameter("--public measures no gold folder and lists no records: leave FOLDER and --show out")
    if links:
        measured = dict(link_figures(links, public, floors))
    else:
        measured = dict(public_figures(public, floors) if public else gold_figures(folder, show, floors))
    fallen = [b for name, figures in measured.items() for b in evaluation.breaches(name, figures, floors.get(name, {}))]
    if raise_floors:
        for name, figures in measured.items():
            floors = evaluation.raised(
                name, figures, floors, gated=figures if name in (PUBLIC, LINKS) else evaluation.GATED
            )
        evaluation.write_floors(floors)
    if gate:
        close_gate(fallen, sorted(measured.keys() - floors.keys()))


def gold_figures(folder: Path | None, show: bool, floors: Floors) -> Iterator[tuple[str, Figures]]:
    """The figures of each gold set by its name, printed as they come."""
    from dateline import evaluation
    from dateline.coding import Coder

    folders = {evaluation.set_name(folder): folder} if folder else evaluation.gold_sets()
    if not folders:
        complain("there is no gold set on this machine; name a folder of gold articles, or set DATELINE_GOLD")
        raise typer.Exit(1)
    if not folder and evaluation.gold_root() is None:
        say("dateline: only the project's own gold set is here; DATELINE_GOLD names a folder with larger ones")
    coder = Coder.load()
    for name, path in watched(folders.items(), "gold sets measured"):
        measured = evaluation.evaluate(path, coder)
        if show:
            typer.echo("\n".join(line for pairing in measured.pairings for line in evaluation.in_words(pairing)))
        results().print(table(name, measured, floors.get(name, {})))
        yield name, measured.figures


def public_figures(folder: Path, floors: Floors) -> Iterator[tuple[str, Figures]]:
    """The figures of all public sets of a folder, in one table; a set that is not there is named."""
    from dateline.coding import Coder
    from dateline.evaluation.public import FILES, CoderPredictor, measure

    missing = [file for file in FILES.values() if not (folder / file).is_file()]
    if len(missing) == len(FILES):
        complain(f"{folder}: no public set there; one is {missing[0]}")
        raise typer.Exit(1)
    for file in missing:
        complain(f"{folder / file}: no such file; its set is not measured")
    measured = list(watched(measure(folder, CoderPredictor(Coder.load())), "public sets measured"))
    results().print(public_table(measured, floors.get(PUBLIC, {})))
    yield PUBLIC, {name: value for one in measured for name, value in one.figures.items()}


def link_figures(gold: Path, data: Path | None, floors: Floors) -> Iterator[tuple[str, Figures]]:
    """The figures of resolving, in one table."""
    from dateline.coding import Coder
    from dateline.evaluation.links import measure

    measured = list(watched(measure(gold, data, Coder.load()), "sets of links measured"))
    results().print(public_table(measured, floors.get(LINKS, {}), "links between reports"))
    yield LINKS, {name: value for one in measured for name, value in one.figures.items()}


def public_table(measured: Sequence[Measured], floors: Mapping[str, float], title: str = "public sets") -> Table:
    """The figures of the public sets beside their floors."""
    out = Table(title=title, box=None, title_justify="left")
    out.add_column("set")
    out.add_column("figure")
    for head in ("P", "R", "F1", "n", "floor"):
        out.add_column(head, justify="right")
    for one in measured:
        for number, (figure, value) in enumerate(one.figures.items()):
            items = f"{one.name}: {counted(one.items, 'item')}" if number == 0 else ""
            out.add_row(items, figure, *rates(value), f"{floors[figure]:.3f}" if figure in floors else "")
    return out


def table(name: str, measured: Evaluation, floors: Mapping[str, float]) -> Table:
    """The figures of one gold set beside their floors and what two people reach."""
    out = Table(title=f"{name}: {counted(len(measured.pairings), 'article')}", box=None, title_justify="left")
    out.add_column("figure")
    for head in ("P", "R", "F1", "n", "floor", "two coders"):
        out.add_column(head, justify="right")
    for figure, value in measured.figures.items():
        out.add_row(
            figure, *rates(value), *(f"{known:.3f}" if known is not None else "" for known in bounds(figure, floors))
        )
    return out


def rates(value: Rate | float) -> Iterator[str]:
    """P, R, F1 and n of a figure; one that is a single number stands under F1."""
    if isinstance(value, dict):
        yield from (f"{value['p']:.3f}", f"{value['r']:.3f}", f"{value['f1']:.3f}", str(value["n"]))
    else:
        yield from ("", "", f"{value:.3f}", "")


def bounds(figure: str, floors: Mapping[str, float]) -> tuple[float | None, float | None]:
    """A figure's floor, and the agreement of two people where it was measured."""
    from dateline.evaluation import TWO_CODERS

    return floors.get(figure), TWO_CODERS.get(figure)


def close_gate(fallen: Sequence[Breach], without_floors: Sequence[str]) -> None:
    """Exit with 1, naming each figure under its floor and each gold set that has none."""
    for breach in fallen:
        complain(str(breach))
    for name in without_floors:
        complain(f"{name}: no floors to hold it to; `dateline evaluate --raise` sets them")
    if fallen or without_floors:
        raise typer.Exit(1)
