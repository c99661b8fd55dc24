"""The figures at the head of the report, and the rule by which they were made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from dateline.model import CountWhat, Event, Word
from dateline.publishing.record import TOLLS
from dateline.publishing.report.english import COUNTS, plural
from dateline.publishing.rows import Figures, at_least, best, tolls

APART = ("failed", "planned", "denied")  # counted beside the sums
# An event is ordinary crime where its contexts speak of crime and none of them of conflict.
_CRIME = frozenset({"crime", "illegal_drugs", "trafficking", "corruption"})
_CONFLICT = frozenset(
    {"military", "terrorism", "intelligence", "territory", "peacekeeping", "cbrn", "repression", "human_rights"}
) | {"religion_ethnicity", "election", "political_institutions", "pro_democracy", "pro_autocracy", "rights_freedoms"}


class Counting(Struct, frozen=True):
    """What enters the sums besides incidents and series of conflict."""

    episodes: bool = False  # whole offensives, sieges, rounds of protest: their tolls hold those of their incidents
    crime: bool = False  # ordinary crime


class Figure(Struct, frozen=True):
    """Persons over some events, from the lowest to the highest told."""

    low: int
    high: int
    open: bool  # some event says "at least": there is no upper end
    told: int  # events that give a figure
    untold: int  # uses of force that give none

    @property
    def words(self) -> str:
        """ "18 to 27", "18 or more", "none told" where no event gives a figure."""
        if not self.told:
            return "none told"
        if self.open:
            return f"{self.low:,} or more" if self.high <= self.low else f"{self.low:,} to {self.high:,} or more"
        return f"{self.low:,}" if self.low == self.high else f"{self.low:,} to {self.high:,}"


class Sum(Figure, frozen=True, kw_only=True):
    """Persons over all counted events that are told as fact; those of doubtful events stand apart."""

    what: CountWhat
    doubtful: Figure

    @property
    def note(self) -> str:
        """How many events stand behind the figure, how many give none, and what doubtful events tell besides."""
        told = f"told of {plural(self.told, 'event', 'events')}"
        untold = plural(self.untold, "use of force gives", "uses of force give")
        parts = [told, f"{untold} no figure" if self.untold else ""]
        parts += [f"{self.doubtful.words} in doubtful events, apart" if self.doubtful.told else ""]
        return "; ".join(filter(None, parts))


class Summary(Struct, frozen=True):
    """What the head of the report says."""

    all: int
    occurred: int  # events counted: those that occurred, are told as fact, and are none that is left out
    hedged: int  # that would be counted if they were not doubtful
    episodes: int  # that occurred and are left out
    crime: int  # ordinary crime that occurred and is left out
    apart: dict[str, int]  # failed, planned and denied events
    sums: tuple[Sum, ...]
    counting: Counting

    @property
    def besides(self) -> str:
        """What occurred and is not in the first figure: "3 doubtful; 1 episode; 2 of ordinary crime"."""
        episodes = plural(self.episodes, "episode", "episodes")
        parts = [
            f"{self.hedged:,} doubtful" if self.hedged else "",
            episodes if self.episodes else "",
            f"{self.crime:,} of ordinary crime" if self.crime else "",
        ]
        return f"not in it: {words}" if (words := "; ".join(filter(None, parts))) else ""

    @property
    def rule(self) -> str:
        """The rule of the sums, in words."""
        episodes = (
            "Tolls told of whole episodes are added, so that the incidents within them may count twice. "
            if self.counting.episodes
            else "A toll told of a whole episode is left out, since its incidents are counted one by one. "
        )
        crime = (
            "Ordinary crime is counted, too. "
            if self.counting.crime
            else "Ordinary crime is left out: events whose PLOVER contexts speak of crime, drugs, trafficking or "
            "corruption and none of conflict. "
        )
        return (
            "Counted are events that occurred and are told as fact. Doubtful events are added up apart; planned, "
            f"failed and denied ones are listed and enter no sum. {episodes}{crime}Each sum runs from the lowest to "
            "the highest figure told of every event; “at least” has no upper end, and a figure that a person decided "
            "has no rival. An event that gives no figure adds nothing, is not taken for zero, and is told beside the "
            "sum."
        )


def summarise(events: Iterable[Event], counting: Counting = Counting()) -> Summary:  # noqa: B008 (frozen)
    """Counts events and adds up their tolls."""
    summing = Summing(counting)
    for event in events:
        summing.add(event)
    return summing.summary()


class Summing:
    """Counts events and adds up their tolls one by one, so that they need not be held."""

    def __init__(self, counting: Counting) -> None:
        self._counting = counting
        self._all = self._episodes = self._crime = 0
        self._apart = dict.fromkeys(APART, 0)
        self._sure, self._doubtful = _Tally(), _Tally()

    def add(self, event: Event) -> None:
        """Takes one more event in."""
        self._all += 1
        if event.status != "occurred":
            self._apart[event.status] += 1
        elif event.kind == "episode" and not self._counting.episodes:
            self._episodes += 1
        elif not self._counting.crime and ordinary_crime(event):
            self._crime += 1
        else:
            (self._doubtful if event.certainty == "hedged" else self._sure).add(event)

    def summary(self) -> Summary:
        """What they come to."""
        return Summary(
            all=self._all,
            occurred=self._sure.events,
            hedged=self._doubtful.events,
            episodes=self._episodes,
            crime=self._crime,
            apart={status: n for status, n in self._apart.items() if n},
            sums=tuple(
                Sum(**asdict(self._sure.figures[what]), what=what, doubtful=self._doubtful.figures[what])
                for what in TOLLS
            ),
            counting=self._counting,
        )


class _Tally:
    """Events, and the persons over them."""

    def __init__(self) -> None:
        self.events = 0
        self.figures = dict.fromkeys(TOLLS, Figure(low=0, high=0, open=False, told=0, untold=0))

    def add(self, event: Event) -> None:
        self.events += 1
        for what, before in self.figures.items():
            told = tolls(event, what)
            if told is not None:
                figure = _figure(told)
                self.figures[what] = Figure(
                    low=before.low + figure.low,
                    high=before.high + figure.high,
                    open=before.open or figure.open,
                    told=before.told + 1,
                    untold=before.untold,
                )
            elif event.type == "ASSAULT" and what != "arrested":
                self.figures[what] = replace(before, untold=before.untold + 1)


def _figure(told: Mapping[str, Figures]) -> Figure:
    """The tolls of one event, of one kind."""
    least, most = told["low"]["min"] or 0, at_least(told)
    return Figure(low=least, high=most, open=told["high"]["max"] is None, told=1, untold=0)


def told_tolls(row: Mapping[str, Any]) -> list[str]:
    """The tolls of a row, from the lowest to the highest told: "Killed: 2 to 3", "Injured: 12 or more"."""
    return [f"{label(what)}: {_figure(row[what]).words}" for what in TOLLS if row[what]]


def ordinary_crime(event: Event) -> bool:
    """Whether an event is crime that no context ties to conflict."""
    return only_crime(word.word for word in best(event, "context", Word))


def only_crime(contexts: Iterable[str]) -> bool:
    """Whether some of an event's contexts speak of crime and none of conflict."""
    told = set(contexts)
    return not told.isdisjoint(_CRIME) and told.isdisjoint(_CONFLICT)


def label(what: CountWhat) -> str:
    """The heading of a sum."""
    return COUNTS[what]
