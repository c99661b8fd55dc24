"""What to look for: one record of filters, checked when it is made."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.countries import is_code
from dateline.days import typed_day
from dateline.errors import InputError
from dateline.ledger import searching
from dateline.ledger.rows import FIRST_DAY, LAST_DAY
from dateline.model import Problem, Record, Total
from dateline.ontology import Ontology
from dateline.resolving import words


class Filter(Record, frozen=True, kw_only=True):
    """All that is given must hold; of `types`, `countries` and `actors` any one is enough. Made by `Filter.of`."""

    since: str | None = None  # ISO day; what ended before is left out
    until: str | None = None  # ISO day; what began after is left out
    undated: bool = False  # with since or until: also what has no date, or an open year
    types: tuple[str, ...] = ()  # PLOVER types
    countries: tuple[str, ...] = ()  # ISO 3166 alpha-2
    actors: tuple[str, ...] = ()  # words of a name, or a registry id; actor or recipient
    text: str | None = None  # words that an article about it must hold, in any order

    @classmethod
    def of(
        cls,
        *,
        since: str | None = None,
        until: str | None = None,
        undated: bool = False,
        types: Iterable[str] = (),
        countries: Iterable[str] = (),
        actors: Iterable[str] = (),
        text: str | None = None,
    ) -> Filter:
        """A filter from what a person typed: types and countries in any case.

        Raises InputError for a date that is none, a period that ends before it begins, an unknown type or country, and
        an actor or a text without a word.
        """
        since, until = _day("--since", since), _day("--until", until)
        if since and until and until < since:
            raise wrong(f"--until {until}", f"lies before --since {since}", "swap them")
        return cls(
            since=since,
            until=until,
            undated=undated,
            types=tuple(_type(name) for name in types),
            countries=tuple(_country(code) for code in countries),
            actors=tuple(actor_words("--actor", name) for name in actors),
            text=_text(text),
        )

    @property
    def period(self) -> tuple[str, str] | None:
        """First and last day of what is asked for; None where days do not matter."""
        return (self.since or FIRST_DAY, self.until or LAST_DAY) if self.since or self.until else None

    @classmethod
    def around(cls, total: Total) -> Filter:
        """A filter that lets through every event that a total may be counting, as far as types, place and time go."""
        days = total.date
        return cls(
            since=days.start if days else None,
            until=days.end if days else None,
            types=tuple(sorted(Ontology.load().family(total.type))) if total.type else (),
            countries=(total.place.country,) if total.place and total.place.country else (),
        )


def wrong(source: str, reason: str, hint: str) -> InputError:
    """What to raise of a filter that cannot be meant."""
    return InputError(Problem(source=source, reason=reason, hint=hint))


def actor_words(source: str, name: str) -> str:
    """Words of a party's name, or a registry id, as a person typed it. Raises InputError where it holds no word."""
    if not words(name):
        raise wrong(f"{source} {name!r}", "holds no word", "give a name or a registry id")
    return name


def _day(source: str, day: str | None) -> str | None:
    return None if day is None else typed_day(source, day)


def _type(name: str) -> str:
    types = Ontology.load().types
    if name.upper() not in types:
        raise wrong(f"--type {name}", "is no PLOVER type", f"one of {', '.join(sorted(types))}")
    return name.upper()


def _country(code: str) -> str:
    if not is_code(code.upper()):
        raise wrong(f"--country {code}", "is no country code", "two letters of ISO 3166, as in IQ; XZ at sea")
    return code.upper()


def _text(text: str | None) -> str | None:
    if text is not None and not searching.folded(text):
        raise wrong(f"--text {text!r}", "holds no word", "give words that an article holds, or leave it out")
    return text
