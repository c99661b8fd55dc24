"""Links between reports: new ones compared with those that share a blocking key, and what is known of those around.

Reports here go by the number of their row, which stands for one version of a report and never changes what it means.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, TypeAlias

from sqlalchemy import Connection, or_, select

from dateline.ledger.indexing import Blocks, file_reports
from dateline.ledger.rows import chunks, decode, encode, put_rows, rows_of, rows_of_numbers
from dateline.ledger.schema import BLOCK, CURRENT_REPORT, LINK, REPORT
from dateline.model import Report
from dateline.resolving import FLOOR, JOIN, Profile, candidates, compare_profiles, keys, odds_of, profile


class Compared:
    """A report, and what of it is compared, read out once."""

    def __init__(self, report: Report) -> None:
        self.report = report

    @cached_property
    def profile(self) -> Profile:
        """What is compared."""
        return profile(self.report)


class Neighbour(NamedTuple):
    """A current report, the row it stands in, and the event it is in so far."""

    number: int
    compared: Compared
    published: str | None
    publisher: str | None
    event_id: str | None

    @property
    def report(self) -> Report:
        """The report itself."""
        return self.compared.report


Pair: TypeAlias = tuple[int, int]
"""Two reports, by the numbers of their rows."""


class Linked(NamedTuple):
    """A link between two reports, by the numbers of their rows, and its record."""

    left: int
    right: int
    log_odds: float
    record: str


def neighbours(connection: Connection, numbers: Iterable[int]) -> list[Neighbour]:
    """The current reports of these rows, in their order."""
    query = select(REPORT.c.number, REPORT.c.record)
    query = query.add_columns(CURRENT_REPORT.c.published, CURRENT_REPORT.c.publisher, CURRENT_REPORT.c.event_id)
    query = query.join(CURRENT_REPORT, CURRENT_REPORT.c.number == REPORT.c.number)
    found = [
        Neighbour(row.number, Compared(decode(row.record, Report)), row.published, row.publisher, row.event_id)
        for row in rows_of(connection, query, REPORT.c.number, sorted(numbers))
    ]
    return sorted(found, key=lambda each: each.number)


def odds_between(one: Neighbour, other: Neighbour) -> float:
    """The log-odds that two reports are about one event."""
    return odds_of(one.compared.profile, other.compared.profile, (one.published, other.published))


def compare(known: Mapping[int, Neighbour], pairs: Iterable[Pair]) -> list[Linked]:
    """The links of pairs of these reports that can have a part in any grouping."""
    found = []
    for one, other in ((known[a], known[b]) for a, b in pairs):
        if one.report.article_id == other.report.article_id or (odds := odds_between(one, other)) <= FLOOR:
            continue
        days = (one.published, other.published)
        link = compare_profiles(one.compared.profile, other.compared.profile, None, days)
        left, right = (one, other) if link.left == one.report.id else (other, one)
        found.append(Linked(left.number, right.number, odds, encode(link)))
    return found


Compare: TypeAlias = Callable[[Mapping[int, Neighbour], Sequence[Pair]], list[Linked]]
"""What gives the links that `compare` gives."""


def link_up(connection: Connection, change: int, new: Collection[Neighbour], by: Compare = compare) -> None:
    """Files new reports under their blocking keys and stores their links to each other and to those already there."""
    known = {each.number: each for each in new}
    its = {each.number: keys(each.report, each.published) for each in new}
    blocks = Blocks()
    file_reports(connection, its.items(), blocks)
    pairs = _candidates(connection, {number: each.sought for number, each in its.items()}, blocks)
    known |= {each.number: each for each in neighbours(connection, {b for _, b in pairs} - known.keys())}
    links = by(known, [(a, b) for a, b in sorted(pairs) if b in known])
    put_rows(connection, LINK, [{"change": change, **each._asdict()} for each in links])


def _candidates(connection: Connection, sought: Mapping[int, Iterable[str]], blocks: Blocks) -> set[tuple[int, int]]:
    """Pairs of a new report and another, also new, that is filed under enough keys it looks for; each pair once."""
    seekers: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for number, names in sought.items():
        for name in names:
            seekers[blocks[name]].append((number, name))
    shared: dict[int, list[tuple[int, str]]] = defaultdict(list)
    query = select(BLOCK.c.key, BLOCK.c.report)
    for key, other in rows_of_numbers(connection, query, BLOCK.c.key, sorted(seekers)):
        for number, name in seekers[key]:
            if other < number or other not in sought:
                shared[number].append((other, name))
    return {(number, other) for number, found in shared.items() for other in candidates(found)}


def linked(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Current reports with a link that joins them to one of these."""
    found: set[int] = set()
    for piece in chunks(sorted(numbers)):
        query = select(LINK.c.left, LINK.c.right).where(LINK.c.log_odds >= JOIN, LINK.c.until.is_(None))
        rows = connection.execute(query.where(or_(LINK.c.left.in_(piece), LINK.c.right.in_(piece))))
        found.update(number for row in rows for number in row)
    return set(_current(connection, found))


def _current(connection: Connection, numbers: Iterable[int]) -> Iterable[int]:
    """Those of these rows that hold a current report."""
    query = select(CURRENT_REPORT.c.number)
    return (row.number for row in rows_of(connection, query, CURRENT_REPORT.c.number, sorted(numbers)))


def known_odds(connection: Connection, inside: Iterable[Neighbour]) -> dict[tuple[str, str], float]:
    """The log-odds of the links both of whose ends are among these, by the report ids of their ends."""
    ids = {each.number: each.report.id for each in inside}
    query = select(LINK.c.left, LINK.c.right, LINK.c.log_odds).where(LINK.c.until.is_(None))
    rows = rows_of(connection, query, LINK.c.left, sorted(ids))
    return {(ids[row.left], ids[row.right]): row.log_odds for row in rows if row.right in ids}
