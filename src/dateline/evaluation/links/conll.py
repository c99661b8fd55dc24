"""Coreference scores: MUC, B³, CEAF-e and their mean, the CoNLL F1.

As Pradhan et al. 2014 (doi 10.3115/v1/P14-2006) define them, over clusters of the same mentions in key and response,
each mention once, singletons among them. MUC: Vilain et al. 1995. B³: Bagga and Baldwin 1998. CEAF-e: Luo 2005, with
φ4.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from dateline.evaluation.figures import Rate

Clusters = Sequence[frozenset[Hashable]]


def conll(key: Iterable[Iterable[Hashable]], response: Iterable[Iterable[Hashable]]) -> dict[str, Rate | float]:
    """The three measures and their mean. Raises ValueError where key and response hold different mentions."""
    gold, found = _clusters(key), _clusters(response)
    if _mentions(gold) != _mentions(found):
        raise ValueError("key and response hold different mentions, or a mention twice")
    there = sum(map(len, gold))
    rates = {
        "MUC": _rate(_muc(gold, found), _muc(found, gold), there),
        "B3": _rate(_b_cubed(gold, found), _b_cubed(found, gold), there),
        "CEAF-e": _ceaf_e(gold, found, there),
    }
    return {**rates, "CoNLL": round(sum(rate["f1"] for rate in rates.values()) / len(rates), 3)}


def _clusters(clusters: Iterable[Iterable[Hashable]]) -> Clusters:
    return [frozenset(cluster) for cluster in clusters]


def _mentions(clusters: Clusters) -> list[str]:
    return sorted(repr(mention) for cluster in clusters for mention in cluster)


def _rate(recall: float, precision: float, there: int) -> Rate:
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"p": round(precision, 3), "r": round(recall, 3), "f1": round(f1, 3), "n": there}


def _overlaps(ones: Clusters, others: Clusters) -> list[dict[int, int]]:
    """For each cluster, how many of its mentions lie in which of the others."""
    home = {mention: number for number, cluster in enumerate(others) for mention in cluster}
    out: list[dict[int, int]] = []
    for cluster in ones:
        shares: dict[int, int] = defaultdict(int)
        for mention in cluster:
            shares[home[mention]] += 1
        out.append(shares)
    return out


def _muc(ones: Clusters, others: Clusters) -> float:
    """Share of the links within clusters that the others keep."""
    links = sum(len(cluster) - 1 for cluster in ones)
    kept = sum(len(cluster) - len(shares) for cluster, shares in zip(ones, _overlaps(ones, others), strict=True))
    return kept / links if links else 0.0


def _b_cubed(ones: Clusters, others: Clusters) -> float:
    """Over all mentions, the mean share of its cluster that the others keep with it."""
    mentions = sum(map(len, ones))
    kept = sum(
        sum(share * share for share in shares.values()) / len(cluster)
        for cluster, shares in zip(ones, _overlaps(ones, others), strict=True)
    )
    return kept / mentions if mentions else 0.0


def _ceaf_e(gold: Clusters, found: Clusters, there: int) -> Rate:
    likeness = {
        (row, column): 2 * share / (len(gold[row]) + len(found[column]))
        for row, shares in enumerate(_overlaps(gold, found))
        for column, share in shares.items()
    }
    total = sum(_best_assignment(part) for part in _components(likeness))
    return _rate(total / len(gold) if gold else 0.0, total / len(found) if found else 0.0, there)


Cells = dict[tuple[int, int], float]


def _components(cells: Cells) -> list[Cells]:
    """Cells that share no row and no column can be assigned apart, which keeps each assignment small."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for row, column in cells:
        parent[root(("row", row))] = root(("column", column))
    parts: dict[tuple[str, int], Cells] = defaultdict(dict)
    for (row, column), value in cells.items():
        parts[root(("row", row))][row, column] = value
    return list(parts.values())


def _best_assignment(cells: Cells) -> float:
    """The greatest sum of cells no two of which share a row or a column: the Hungarian method, by shortest paths."""
    rows, columns = sorted({row for row, _ in cells}), sorted({column for _, column in cells})
    if len(rows) > len(columns):
        cells = {(column, row): value for (row, column), value in cells.items()}
        rows, columns = columns, rows
    cost = [[-cells.get((row, column), 0.0) for column in columns] for row in rows]
    owner = _hungarian(cost)
    return -sum(cost[row][column] for column, row in owner.items())


def _hungarian(cost: Sequence[Sequence[float]]) -> dict[int, int]:
    """Column to row at the least total cost; there are at least as many columns as rows."""
    height, width = len(cost), len(cost[0])
    row_price, column_price = [0.0] * (height + 1), [0.0] * (width + 1)
    owner, way = [0] * (width + 1), [0] * (width + 1)  # 1-based; column 0 holds the row being placed
    for row in range(1, height + 1):
        owner[0], at = row, 0
        slack, seen = [float("inf")] * (width + 1), [False] * (width + 1)
        while owner[at]:
            seen[at] = True
            here, least, nearest = owner[at], float("inf"), 0
            for column in range(1, width + 1):
                if seen[column]:
                    continue
                reduced = cost[here - 1][column - 1] - row_price[here] - column_price[column]
                if reduced < slack[column]:
                    slack[column], way[column] = reduced, at
                if slack[column] < least:
                    least, nearest = slack[column], column
            for column in range(width + 1):
                if seen[column]:
                    row_price[owner[column]] += least
                    column_price[column] -= least
                else:
                    slack[column] -= least
            at = nearest
        while at:
            owner[at], at = owner[way[at]], way[at]
    return {column - 1: owner[column] - 1 for column in range(1, width + 1) if owner[column]}
