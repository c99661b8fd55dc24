"""One HTML file that shows events on a map, a timeline and a table, and every field's words in its article.

In comes a source and its filter, out goes a file that needs nothing else: no network, no server, no other file. What
stands in it was settled in the ledger; here it is only put into words (`english`), added up by a stated rule
(`summary`) and drawn (`charts`, `view`, `shell` and the page's own script).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dateline.publishing.privacy import Readable, shown, stated
from dateline.publishing.report import shell
from dateline.publishing.report.days import day_spans, drawn
from dateline.publishing.report.english import FAMILIES, STRINGS, TYPES, filter_words
from dateline.publishing.report.summary import Counting, label, summarise
from dateline.publishing.report.view import View, heading
from dateline.publishing.source import FilterT

__all__ = ["write"]


def write(
    source: Readable[FilterT],
    filter: FilterT,
    path: Path,
    *,
    title: str | None = None,
    persons: bool = False,
    made: str = "",
    words: Mapping[str, Any] | None = None,
    counting: Counting = Counting(),  # noqa: B008 (frozen)
) -> None:
    """Writes the filtered events and totals to `path`. Private persons are masked unless `persons`.

    The page says on which day it was `made`, and its filter in `words`.
    """
    source = shown(source, persons)
    view = View(source, filter, shell.country_names())
    summary = summarise(view.stored, counting)
    context = {
        "s": STRINGS,
        "title": title or STRINGS["title"],
        "heading": heading(view.events, len(view.articles)),
        "summary": summary,
        "label": label,
        "families": {name: words for name, (words, _) in FAMILIES.items()},
        "totals": view.totals,
        "articles": view.articles,
        "version": source.version,
        "made": made,
        "words": filter_words(stated(source, words or {})),
        "persons": persons,
        "located": any(place["lat"] is not None for event in view.events for place in event["places"]),
        "dated": bool(day_spans(view.events)),
    }
    path.write_text(shell.page(context, _data(view)), encoding="utf-8")


def _data(view: View) -> dict[str, Any]:
    # Slow to import, and not needed by the exports, each of whose processes would wait for it.
    from dateline.publishing.report.charts import map_spec

    return {
        "events": view.events,
        "articles": view.articles,
        "totals": view.totals,
        "strings": STRINGS,
        "map": map_spec(shell.outlines()),
        "timeline": _timeline(view.events),
    }


def _timeline(events: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The timeline over the days that the events may have been on, or None where no day is known."""
    from dateline.publishing.report.charts import timeline_spec

    spans = day_spans(events)
    if not spans:
        return None
    present = {event["type"] for event in events if event["start"] or event["reported"]}
    types = [type for type in TYPES if type in present] + sorted(present - set(TYPES))
    return timeline_spec(types, *drawn(spans))
