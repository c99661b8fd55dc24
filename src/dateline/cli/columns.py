"""Tables of many rows as plain lines: columns side by side, cut to a width; Rich's own take a second for 2,000 rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.cells import cell_len, set_cell_size


def columns(rows: Sequence[Sequence[str]], width: int, shares: Mapping[int, int]) -> Iterator[str]:
    """The rows as lines of at most `width` cells. What is too wide is taken from the columns of `shares`, by share."""
    if not rows:
        return
    rows = [[_printable(cell) for cell in row] for row in rows]
    widths = [max(map(_cells, column)) for column in zip(*rows, strict=True)]
    _shrink(widths, width - (len(widths) - 1), shares)
    for row in rows:
        yield " ".join(_fitted(cell, size) for cell, size in zip(row, widths, strict=True)).rstrip()


def _shrink(widths: list[int], width: int, shares: Mapping[int, int]) -> None:
    """Narrows the columns of `shares` until all fit, those that need less than their share last."""
    room = width - sum(size for n, size in enumerate(widths) if n not in shares)
    left = dict(shares)
    while left:
        narrow = [n for n in left if widths[n] * sum(left.values()) <= max(0, room) * left[n]]
        if not narrow:
            break
        for n in narrow:
            room -= widths[n]
            del left[n]
    whole = sum(left.values())
    for n, share in left.items():
        widths[n] = max(1, room * share // whole)


def _fitted(cell: str, size: int) -> str:
    cells = _cells(cell)
    if cells > size:
        return set_cell_size(cell, size - 1) + "…"
    return cell + " " * (size - cells)


def _printable(text: str) -> str:
    """Words of articles must not move the cursor of a terminal."""
    return text if text.isprintable() else "".join(char if char.isprintable() else " " for char in text)


def _cells(text: str) -> int:
    return len(text) if text.isascii() else cell_len(text)
