"""Every English word of the report: the labels of its page and the phrases that values become."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dateline.model import Count, CountWhat, Date, Field, Location, Means, Party, Precision, Seizure, Value

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}

FIELDS: dict[Field, str] = {
    "type": "What",
    "status": "Status",
    "certainty": "Certainty",
    "date": "When",
    "place": "Where",
    "actor": "Who",
    "recipient": "To whom",
    "weapon": "By what means",
    "seized": "Seized",
    "context": "Context",
}
COUNTS: dict[CountWhat, str] = {
    "killed": "Killed",
    "injured": "Injured",
    "casualties": "Killed or injured",
    "arrested": "Arrested",
    "abducted": "Abducted",
    "released": "Released",
    "missing": "Missing",
    "displaced": "Displaced",
    "participants": "Taking part",
}
PRECISIONS: dict[Precision, str] = {
    "site": "exact site",
    "city": "town or city",
    "admin2": "district",
    "admin": "province",
    "country": "country only",
    "route": "along a road",
    "water": "at sea",
    "area": "area",
}

# The families by which the report colours PLOVER's types. The order is that of the legend.
FAMILIES: dict[str, tuple[str, tuple[str, ...]]] = {
    "force": ("Force", ("ASSAULT",)),
    "coercion": ("Coercion and sanctions", ("COERCE", "SANCTION")),
    "movement": ("Mobilisation and protest", ("MOBILIZE", "PROTEST")),
    "accord": ("Agreement, aid, retreat", ("RETREAT", "AGREE", "CONSULT", "AID", "COOPERATE", "SUPPORT", "CONCEDE")),
    "words": ("Demands and threats", ("REQUEST", "REJECT", "ACCUSE", "THREATEN")),
}
TYPES = tuple(type for _, types in FAMILIES.values() for type in types)

STRINGS: dict[str, str] = {
    "title": "Events",
    "map": "Map",
    "map_label": "Map of the events shown below",
    "map_hint": "Click a place to see its events. Drag to move, Shift and drag to select an area.",
    "timeline": "Timeline",
    "timeline_label": "Timeline of the events shown below, one lane a type",
    "timeline_hint": "Drag across to select days, click a mark to see its events.",
    "zoom_in": "Zoom in",
    "zoom_out": "Zoom out",
    "zoom_fit": "Show all events",
    "select_area": "Select an area by dragging",
    "legend_place": "one place, by number of events",
    "legend_area": "somewhere in this area",
    "legend_country": "somewhere in this country",
    "legend_pale": "planned, failed or denied",
    "events": "Events",
    "search": "Search events",
    "search_hint": "Name, place, word …",
    "from": "From",
    "to": "To",
    "status": "Status",
    "any_status": "Any status",
    "types": "Types",
    "clear": "Clear filters",
    "clear_one": "Remove this filter",
    "filter_area": "Area on the map",
    "none_found": "No event passes these filters.",
    "shown": "{n} of {all} events",
    "shown_all": "{all} events",
    "page": "Page {n} of {all}",
    "earlier": "Previous",
    "later": "Next",
    "col_when": "When",
    "col_what": "What",
    "col_where": "Where",
    "col_toll": "Toll",
    "col_told": "Told by",
    "reports_one": "1 report",
    "reports_many": "{n} reports",
    "close": "Close",
    "previous_event": "Previous event",
    "next_event": "Next event",
    "fields_hint": "Click a line to see its words in the article.",
    "own_voice": "in the article’s own voice",
    "this_article": "this article",
    "figures_differ": "sources differ",
    "told_range": "told from {low} to {high}",
    "why_one": "Why these reports are one event",
    "probability": "judged {p} likely to be one event",
    "source": "Open the source",
    "published": "published {day}",
    "published_unknown": "date of publication not known",
    "from_given": "given by the user",
    "from_row": "as delivered",
    "from_metadata": "from the page’s metadata",
    "from_dateline": "from the dateline",
    "caption": "Caption",
    "part_of": "Part of a longer episode",
    "open_total": "Show in the article",
    "day_singular": "1 event",
    "day_plural": "{n} events",
    "reported": "reported {day}",
    "legend_reported": "date not told: the day it was first reported",
    "off_timeline_before": "before {day}",
    "off_timeline_after": "after {day}",
    "off_timeline_open": "year not known",
    "off_timeline_none": "no date given",
    "off_timeline": "Not on the timeline:",
    "no_places": "None of these events has a place on the map.",
    "no_dates": "None of these events has a date.",
    "no_script": "This page draws its map, timeline and table with scripts of its own. Allow scripts for this file, "
    "or use dateline export for a plain table.",
    "totals": "Totals told by the sources – never counted as events",
    "totals_hint": "Sources also give sums over many events. They are kept apart, so that nothing is counted twice.",
    "rule": "How the figures are made",
    "apart": "Apart, in no sum",
    "apart_hint": "listed below with a badge",
    "borders": "Outlines: Natural Earth, public domain. Lines are drawn as held on the ground and take no side in "
    "disputes over territory.",
    "made_by": "Made by Dateline",
    "filter": "filter",
    "filter_none": "none",
    "masked": "Names of private persons are withheld.",
    "badge_hedged": "doubtful",
    "badge_decided": "set by a person",
    "badge_decided_event": "in part set by a person",
    "badge_failed": "failed",
    "badge_planned": "planned",
    "badge_denied": "denied",
    "badge_series": "series",
    "badge_episode": "episode",
    "stance_denies": "denies it",
    "stance_claims responsibility": "claims responsibility",
    "stance_blames": "lays blame",
    "stance_corrects": "correction",
    "stance_withdraws": "taken back",
    "unknown_actor": "perpetrator unknown",
    "status_occurred": "Occurred",
    "status_failed": "Failed",
    "status_planned": "Planned",
    "status_denied": "Denied",
    "status_hedged": "Doubtful",
    "status_conflict": "Sources differ",
    "certainty_stated": "Stated as fact",
    "certainty_hedged": "Doubtful: the source itself hedges",
    "not_said": "not said",
    "where_unknown": "place not said",
}


def plural(n: int, one: str, many: str) -> str:
    """ "1 event", "1,204 events"."""
    return f"{n:,} {one if n == 1 else many}"


def type_label(type: str, mode: str | None) -> str:
    """ "Assault · drone"."""
    return type.capitalize() + (f" · {mode.replace('-', ' ')}" if mode else "")


def filter_words(words: Mapping[str, Any]) -> str:
    """A filter on one line: "countries SD, ET; since 2024-01-01"."""
    lists = ((name, value if isinstance(value, list | tuple) else [value]) for name, value in words.items())
    return "; ".join(f"{name.replace('_', ' ')} {', '.join(map(str, values))}" for name, values in lists)


def family_of(type: str) -> str:
    """Which family colours a type; a type that PLOVER lacks goes with words."""
    return next((name for name, (_, types) in FAMILIES.items() if type in types), "words")


# ------------------------------------------------------------------ dates


def when(date: Date) -> str:
    """A date for reading: "12 March 2024", "April 14, year not known", "about May 2021"; then its clock time."""
    return edtf_words(date.edtf) + (f", {date.time}" if date.time else "")


def edtf_words(edtf: str) -> str:
    """EDTF as words. What this cannot read is shown as it stands."""
    if "/" in edtf:
        return _interval(*edtf.split("/", 1))
    hedge = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}.get(edtf[-1:], "")
    return hedge + _single(edtf.rstrip("~?%"))


def _interval(first: str, last: str) -> str:
    if first in ("", ".."):
        return f"until {edtf_words(last)}"
    if last in ("", ".."):
        return f"since {edtf_words(first)}"
    if "XXXX" in first and "XXXX" in last:
        return f"{_single(first, year=False)} – {_single(last, year=False)}, year not known"
    if re.fullmatch(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", f"{first}/{last}"):
        same = 2 if first[:7] == last[:7] else 1 if first[:4] == last[:4] else 0
        start = _single(first).split(" ")[: 3 - same]
        return f"{' '.join(start)} – {_single(last)}"
    return f"{edtf_words(first)} – {edtf_words(last)}"


def _single(edtf: str, year: bool = True) -> str:
    match = re.fullmatch(r"(\d{4}|XXXX)(?:-(\d\d|XX))?(?:-(\d\d|XX))?", edtf)
    if not match:
        return edtf
    y, m, d = match.groups()
    if m in SEASONS:
        return f"{SEASONS[m]} {y}"
    month = MONTHS[int(m) - 1] if m and m.isdigit() and 1 <= int(m) <= 12 else ""
    day = str(int(d)) if d and d.isdigit() else ""
    if y == "XXXX":
        return f"{month} {day}".strip() + (", year not known" if year else "") or edtf
    return " ".join(word for word in (day, month, y) if word)


# ------------------------------------------------------------------ values


def figure(low: int | None, high: int | None) -> str:
    """A count for reading: "none", "4", "18–27", "at least 4", "up to 9"; "some" where both ends are open."""
    if low is None and high is None:
        return "some"
    if high is None:
        return f"at least {low:,}"
    if low is None:
        return f"up to {high:,}"
    if low == high:
        return f"{low:,}" if low else "none"
    return f"{low:,}–{high:,}"


def count_words(count: Count) -> str:
    """A count with what is known of those counted: "about 30 (civilians)"."""
    whom = {True: " (civilians)", False: " (not civilians)", None: ""}[count.civilian]
    side = {"actor": " of the acting side", "bystander": " bystanders"}.get(count.side, "") if count.max != 0 else ""
    return ("about " if count.approximate else "") + figure(count.min, count.max) + side + whom


def place_words(place: Location, countries: dict[str, str]) -> str:
    """A place with the wider ones around it, without saying a name twice."""
    names = [place.name or place.text, place.admin1, countries.get(place.country or "", place.country)]
    return ", ".join(dict.fromkeys(name for name in names if name))


def party_words(party: Party) -> str:
    """A party's name, or that nobody knows who it was."""
    return STRINGS["unknown_actor"] if party.unknown else party.name


def goods_words(goods: Seizure) -> str:
    """ "400 kg of explosives", "1,200,000 pills"."""
    amount = "" if goods.amount is None else f"{goods.amount:,.10g}"
    if goods.unit:
        return f"{amount} {goods.unit} of {goods.item}".strip()
    return f"{amount} {goods.item}".strip()


def value_words(value: Value, countries: dict[str, str]) -> str:
    """Any value of a claim, for reading."""
    if isinstance(value, Date):
        return when(value)
    if isinstance(value, Location):
        return place_words(value, countries)
    if isinstance(value, Party):
        return party_words(value)
    if isinstance(value, Count):
        return count_words(value)
    if isinstance(value, Seizure):
        return goods_words(value)
    return value.text if isinstance(value, Means) else value.word.replace("_", " ").replace("-", " ")
