"""Links between reports: new ones compared with those that share a blocking key, and what is known of those around.

Reports here go by the number of their row, which stands for one version of a report and never changes what it means.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property, partial
from itertools import count
from typing import NamedTuple, TypeAlias

from sqlalchemy import Connection, select

from dateline.ledger.indexing import file_reports
from dateline.ledger.rows import decode, encode, put_rows, rows_of
from dateline.ledger.schema import BLOCK, CURRENT_REPORT, LINK, REPORT
from dateline.model import Report
from dateline.resolving import FLOOR, JOIN, Filed, Keys, Profile, compare_above, keys, meet_filed, odds_of, profile

_KEPT = 20_000  # reports kept at hand between transactions; they take some 300 MB
_KEPT_ODDS = 500_000  # pairs likewise; they take some 80 MB
_SERIALS = count()


class Compared:
    """A report, and what of it is compared, read out once."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.serial = next(_SERIALS)  # of no other of this process

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


class Seen:
    """Reports read or made lately, by the numbers of their rows, so that none is read and taken apart again.

    Likewise pairs that have no link and were compared all the same: each time that the events of a neighbourhood are
    formed anew, most of them are asked for again. What a row says never changes, but a row that was not committed may
    come again as another: `begin` forgets what came since the last `settle`.
    """

    def __init__(self) -> None:
        self._kept: dict[int, Compared] = {}  # the one used last at the end
        self._odds: dict[Pair, float] = {}
        self._unsettled: set[int] = set()

    def begin(self) -> None:
        """A transaction begins, and whatever was not settled was taken back."""
        for number in self._unsettled:
            self._kept.pop(number, None)
        if self._unsettled:
            self._odds.clear()
        self._unsettled.clear()

    def settle(self) -> None:
        """The transaction is committed."""
        self._unsettled.clear()
        for number in list(self._kept)[: max(0, len(self._kept) - _KEPT)]:
            del self._kept[number]
        if len(self._odds) > _KEPT_ODDS:
            self._odds.clear()

    def add(self, number: int, compared: Compared) -> None:
        """Keeps one."""
        self._kept[number] = compared
        self._unsettled.add(number)

    def get(self, number: int) -> Compared | None:
        """One, where it is kept."""
        compared = self._kept.pop(number, None)
        if compared is not None:
            self._kept[number] = compared
        return compared

    def odds(self, one: Neighbour, other: Neighbour) -> float:
        """The log-odds that two reports are about one event."""
        pair = (one.number, other.number)
        odds = self._odds.get(pair)
        if odds is None:
            days = (one.published, other.published)
            self._odds[pair] = odds = odds_of(one.compared.profile, other.compared.profile, days)
        return odds


def neighbours(connection: Connection, numbers: Iterable[int], seen: Seen) -> list[Neighbour]:
    """The current reports of these rows, in their order."""
    here = CURRENT_REPORT.c
    query = select(here.number, here.published, here.publisher, here.event_id)
    rows = sorted(rows_of(connection, query, here.number, sorted(numbers)), key=lambda row: row.number)
    known = {row.number: compared for row in rows if (compared := seen.get(row.number)) is not None}
    unknown = [row.number for row in rows if row.number not in known]
    for number, record in rows_of(connection, select(REPORT.c.number, REPORT.c.record), REPORT.c.number, unknown):
        known[number] = Compared(decode(record, Report))
        seen.add(number, known[number])
    return [Neighbour(number, known[number], *rest) for number, *rest in rows]


def compare(known: Mapping[int, Neighbour], pairs: Iterable[Pair]) -> list[Linked]:
    """The links of pairs of these reports that can have a part in any grouping."""
    found = []
    for one, other in ((known[a], known[b]) for a, b in pairs):
        if one.report.article_id == other.report.article_id:
            continue
        days = (one.published, other.published)
        above = compare_above(FLOOR, one.compared.profile, other.compared.profile, days)
        if above is not None:
            odds, link = above
            left, right = (one, other) if link.left == one.report.id else (other, one)
            found.append(Linked(left.number, right.number, odds, encode(link)))
    return found


Compare: TypeAlias = Callable[[Mapping[int, Neighbour], Sequence[Pair]], Callable[[], list[Linked]]]
"""What begins to compare, elsewhere where it can, and gives what waits for the links that `compare` gives."""


def when_asked(known: Mapping[int, Neighbour], pairs: Sequence[Pair]) -> Callable[[], list[Linked]]:
    """Compares in this process, once the links are asked for."""
    return partial(compare, known, pairs)


def link_up(
    connection: Connection, change: int, new: Collection[Neighbour], seen: Seen, by: Compare = when_asked
) -> Callable[[], None]:
    """Files new reports under their blocking keys and begins to compare them with each other and those already there.

    Gives what waits for the comparison and stores the links.
    """
    known = {each.number: each for each in new}
    its = {number: keys(each.report, each.published) for number, each in sorted(known.items())}
    pairs = _candidates(connection, its)
    known |= {each.number: each for each in neighbours(connection, {one for one, _ in pairs} - known.keys(), seen)}
    links = by(known, [pair for pair in pairs if pair[0] in known])
    file_reports(connection, its.items())

    def store() -> None:
        put_rows(connection, LINK, [{"change": change, **each._asdict()} for each in links()])

    return store


def _candidates(connection: Connection, new: Mapping[int, Keys]) -> list[Pair]:
    """Pairs of a report and a later, new one that looks for enough of its keys; the earlier first, each pair once.

    The new reports, in the order of their numbers, are not filed yet; their numbers are above those of all others.
    """
    left, sought = Filed(), Filed()
    query, wanted = select(BLOCK.c.key, BLOCK.c.report), {key for its in new.values() for key in its.sought}
    left.add_rows(rows_of(connection, query, BLOCK.c.key, sorted(wanted)))
    for number, its in new.items():
        left.add(number, its.left)
        sought.add(number, its.sought)
    return list(meet_filed(left, sought))


def linked(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Current reports with a link that joins them to one of these."""
    asked = sorted(numbers)
    query = select(LINK.c.left, LINK.c.right).where(LINK.c.log_odds >= JOIN, LINK.c.until.is_(None))
    found: set[int] = set()
    for end in (LINK.c.left, LINK.c.right):
        found.update(number for row in rows_of(connection, query, end, asked) for number in row)
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
