"""The situation report as Markdown: period, figures and their rule, events with their sources, what is in doubt.

It can be sent as it is: plain text that reads well unrendered. Words of articles are escaped, so that none of them can
turn into a heading, a link or a table.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from typing import IO, NamedTuple, TextIO

from dateline.model import Count, Date, Event, Field, Value
from dateline.parties import who_to_whom
from dateline.publishing.lots import Entry
from dateline.publishing.report.english import (
    COUNTS,
    FIELDS,
    STRINGS,
    filter_words,
    place_words,
    plural,
    type_label,
    value_words,
    when,
)
from dateline.publishing.report.shell import country_names
from dateline.publishing.report.summary import Summary, Summing, label
from dateline.publishing.report.view import toll_words
from dateline.publishing.rows import best, decided_words, leading, places, web_address
from dateline.publishing.selection import Selection

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&])")
_FIRST = re.compile(r"^([-+=#]|\d+(?=[.)]))")  # what makes a list, a heading or a rule where a line begins with it


def write(selection: Selection, out: TextIO) -> None:
    """Writes the report. Events stand in the order of their first day, those without a day last."""
    summing, period, undated = Summing(selection.counting), _Period(), list[_Told]()
    with _spooled() as events, _spooled() as disputed, _spooled() as doubtful:

        def put(told: _Told) -> None:
            events.write(told.line)
            disputed.write(told.dispute)
            doubtful.write(told.line if told.doubtful else "")

        for told in (_told(entry, selection.text, summing, period) for entry in selection.entries()):
            if told.order[0]:
                undated.append(told)
            else:
                put(told)
        for told in sorted(undated, key=lambda each: each.order):
            put(told)
        out.write(f"# {STRINGS['title']}\n\n{period.words}\n\n")
        out.writelines(_about(selection))
        out.writelines(_figures(summing.summary()))
        for title, file in (("Events", events), ("In dispute", disputed), ("Unconfirmed", doubtful)):
            out.writelines(_section(title, file))
    totals = list(selection.source.totals(selection.filter))
    if totals and selection.text:
        out.write(f"\n## {STRINGS['totals']}\n\n")
        out.writelines(f"- {_plain(total.quote.quote)}\n" for total in totals)
    selection.leave_out("the words behind each value but for the leading sentence, coordinates")


class _Told(NamedTuple):
    """What the report says of an event."""

    order: tuple[bool, str, str]  # those without a day last
    line: str
    dispute: str  # empty where nothing is in dispute
    doubtful: bool


def _told(entry: Entry, text: bool, summing: Summing, period: _Period) -> _Told:
    event = entry.event
    summing.add(event)
    period.add(event)
    return _Told(
        order=_first_day(event),
        line=_row(entry, text),
        dispute=_dispute(entry, text) if _disputed(event) else "",
        doubtful=event.certainty == "hedged" or event.status == "denied",
    )


def _spooled() -> IO[str]:
    """A file for what stands further down than what is known last."""
    return tempfile.TemporaryFile("w+", encoding="utf-8", newline="")


def _first_day(event: Event) -> tuple[bool, str, str]:
    date = next(best(event, "date", Date), None)
    return date is None or date.start is None, (date.start or date.edtf) if date else "", event.id


class _Period:
    """The days that events are told of."""

    def __init__(self) -> None:
        self._days: tuple[str, str] | None = None

    def add(self, event: Event) -> None:
        """Takes one more event in."""
        for date in best(event, "date", Date):
            if date.start:
                first, last = self._days or (date.start, date.end or date.start)
                self._days = min(first, date.start), max(last, date.end or date.start)

    @property
    def words(self) -> str:
        """From the first to the last."""
        return "Period told of: {} to {}.".format(*self._days) if self._days else "No event has a date."


def _about(selection: Selection) -> Iterator[str]:
    for name, value in selection.about().items():
        if isinstance(value, dict):
            value = filter_words(value) or STRINGS["filter_none"]
        yield f"- {name.replace('_', ' ')}: {_plain(str(value))}\n"


def _figures(summary: Summary) -> Iterator[str]:
    yield "\n## Figures\n\n"
    besides = f" ({summary.besides})" if summary.besides else ""
    yield f"- {plural(summary.occurred, 'event', 'events')} occurred{besides}\n"
    for status, number in summary.apart.items():
        yield f"- {number} {status}\n"
    for total in summary.sums:
        yield f"- {label(total.what)}: {total.words} ({total.note})\n"
    yield f"\n{summary.rule}\n"


def _section(title: str, lines: IO[str]) -> Iterator[str]:
    lines.seek(0)
    first = lines.readline()
    if first:
        yield f"\n## {title}\n\n{first}"
        yield from lines


def _row(entry: Entry, text: bool) -> str:
    event = entry.event
    date = next(best(event, "date", Date), None)
    found = places(event)
    sides = who_to_whom(_values(event, "actor"), _values(event, "recipient"))
    facts = [
        when(date) if date else "date not said",
        place_words(found[0], country_names()) if found else STRINGS["where_unknown"],
        sides,
        *toll_words(event),
        "" if event.status == "occurred" else event.status,
        decided_words(event) or "",
    ]
    report = leading(event, entry.reports)
    told = f"\n  {_plain(report.quote.quote)}" if report and text else ""
    head = f"**{type_label(event.type, event.mode)}**: {'; '.join(_plain(fact) for fact in facts if fact)}"
    return f"- {head} ({event.id}){told}\n  {_sources(entry)}\n"


def _dispute(entry: Entry, text: bool) -> str:
    """Each value in dispute, counts by what they count, with what is told of it."""
    claims = [claim for report in entry.reports for claim in report.claims]
    lines = []
    for name in dict.fromkeys(_called(value.field, value.best) for value in entry.event.fields if value.conflict):
        told = dict.fromkeys(value_words(c.value, country_names()) for c in claims if _called(c.field, c.value) == name)
        lines.append(f"  - {name}: {' / '.join(map(_plain, told))}\n")
    return _row(entry, text) + "".join(lines)


def _called(field: Field, value: Value) -> str:
    return COUNTS[value.what] if isinstance(value, Count) else FIELDS.get(field, field)


def _disputed(event: Event) -> bool:
    return any(value.conflict for value in event.fields)


def _values(event: Event, name: str) -> str:
    return ", ".join(dict.fromkeys(value_words(v.best, country_names()) for v in event.fields if v.field == name))


def _sources(entry: Entry) -> str:
    told = dict.fromkeys(_source(article.publisher or article.id, article.url) for article in entry.articles)
    return f"Told by {', '.join(told)}"


def _source(name: str, url: str | None) -> str:
    address = web_address(url)
    return f"[{_plain(name)}](<{address}>)" if address else _plain(name)


def _plain(text: str) -> str:
    """Text on one line in which no character means anything to Markdown."""
    plain = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _FIRST.sub(lambda found: f"{found[1]}\\" if found[1].isdigit() else f"\\{found[1]}", plain)
