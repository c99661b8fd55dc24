"""The situation report as Markdown: period, figures and their rule, events with their sources, what is in doubt.

It can be sent as it is: plain text that reads well unrendered. Words of articles are escaped, so that none of them can
turn into a heading, a link or a table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO

from dateline.model import Date, Event
from dateline.publishing.lots import Entry
from dateline.publishing.report.english import STRINGS, place_words, plural, type_label, value_words, when
from dateline.publishing.report.shell import country_names
from dateline.publishing.report.summary import Summary, label, summarise
from dateline.publishing.report.view import toll_words
from dateline.publishing.rows import best, decided_words, leading, places, web_address
from dateline.publishing.selection import Selection

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&])")
_FIRST = re.compile(r"^([-+=#]|\d+(?=[.)]))")  # what makes a list, a heading or a rule where a line begins with it


def write(selection: Selection, out: TextIO) -> None:
    """Writes the report. Events stand in the order of their first day, those without a day last."""
    entries = sorted(selection.entries(), key=_first_day)
    summary = summarise((entry.event for entry in entries), selection.counting)
    totals = list(selection.source.totals(selection.filter))
    out.write(f"# {STRINGS['title']}\n\n{_period(entries)}\n\n")
    out.writelines(_about(selection))
    out.writelines(_figures(summary))
    out.writelines(_section("Events", entries, _row, selection.text))
    out.writelines(_section("In dispute", [e for e in entries if _disputed(e.event)], _dispute, selection.text))
    doubtful = [e for e in entries if e.event.certainty == "hedged" or e.event.status == "denied"]
    out.writelines(_section("Unconfirmed", doubtful, _row, selection.text))
    if totals and selection.text:
        out.write(f"\n## {STRINGS['totals']}\n\n")
        out.writelines(f"- {_plain(total.quote.quote)}\n" for total in totals)
    selection.leave_out("the words behind each value but for the leading sentence, coordinates")


def _first_day(entry: Entry) -> tuple[bool, str, str]:
    date = next(best(entry.event, "date", Date), None)
    return date is None or date.start is None, (date.start or date.edtf) if date else "", entry.event.id


def _period(entries: Iterable[Entry]) -> str:
    days = [
        (date.start, date.end or date.start)
        for entry in entries
        for date in best(entry.event, "date", Date)
        if date.start
    ]
    if not days:
        return "No event has a date."
    first, last = min(start for start, _ in days), max(str(end) for _, end in days)
    return f"Period told of: {first} to {last}."


def _about(selection: Selection) -> Iterator[str]:
    for name, value in selection.about().items():
        if isinstance(value, dict):
            value = ", ".join(f"{key} {_plain(str(each))}" for key, each in value.items()) or "none"
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


def _section(title: str, entries: list[Entry], line: Callable[[Entry, bool], str], text: bool) -> Iterator[str]:
    if entries:
        yield f"\n## {title}\n\n"
        yield from (line(entry, text) for entry in entries)


def _row(entry: Entry, text: bool) -> str:
    event = entry.event
    date = next(best(event, "date", Date), None)
    found = places(event)
    sides = " → ".join(filter(None, (_values(event, "actor"), _values(event, "recipient"))))
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
    """Each value in dispute, with what is told of it."""
    claims = [claim for report in entry.reports for claim in report.claims]
    lines = []
    for name in dict.fromkeys(value.field for value in entry.event.fields if value.conflict):
        told = dict.fromkeys(value_words(c.value, country_names()) for c in claims if c.field == name)
        lines.append(f"  - {name}: {' / '.join(map(_plain, told))}\n")
    return _row(entry, text) + "".join(lines)


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
