"""Values of claims in words, as the terminal shows them."""

from __future__ import annotations

from dateline.model import Citation, Count, Date, Event, Location, Means, Party, Seizure, Value, Word

_TOLLS = {"killed": "†", "injured": "inj", "arrested": "arr"}


def value_words(value: Value, *, short: bool = False) -> str:
    """A value on one line; `short` leaves out what only its own page needs (coordinates, sides, sectors)."""
    match value:
        case Word():
            return value.word
        case Date():
            return short_date(value.edtf) if short else date_words(value)
        case Location():
            return place_name(value) if short else place_words(value)
        case Party():
            return value.name if short else party_words(value)
        case Means():
            return value.text
        case Count():
            return range_words(value.min, value.max) if short else count_words(value)
        case Seizure():
            return " ".join(filter(None, (number(value.amount), value.unit, value.item)))


def date_words(date: Date) -> str:
    """A date as EDTF with its clock time, and a word where its year is open."""
    clock = " ".join(filter(None, (date.time, date.zone)))
    return date.edtf + (f", {clock}" if clock else "") + ("" if date.start else ", date open")


def short_date(edtf: str) -> str:
    """A date whose end leaves out what it shares with its start, as ISO 8601 allows: "2021-05-01/31"."""
    start, slash, end = edtf.partition("/")
    if len(start) != len(end):
        return edtf
    parts, last = start.split("-"), end.split("-")
    shared = next((n for n, (a, b) in enumerate(zip(parts, last, strict=False)) if a != b), 0)
    return start + slash + "-".join(last[shared:])


def place_name(place: Location) -> str:
    """The gazetteer's name, or the article's where it was not found, and the country."""
    return ", ".join(filter(None, (place.name or place.text, place.country)))


def place_words(place: Location) -> str:
    """A place with its precision, its coordinates and how far they may be off."""
    if place.precision is None:
        return f"{place_name(place)} (not found in the gazetteer)"
    where = f"{place.lat:.2f}, {place.lon:.2f}" if place.lat is not None and place.lon is not None else "no coordinates"
    around = f" ± {number(round(place.radius_km, 0 if place.radius_km >= 10 else 1))} km" if place.radius_km else ""
    name = ", ".join(dict.fromkeys(filter(None, (place.name or place.text, place.admin1, place.country))))
    return f"{name} ({place.precision}; {where}{around})"


def party_words(party: Party) -> str:
    """A party with what the registry knows of it."""
    known = ", ".join(filter(None, (party.actor_id, party.country, party.sector)))
    notes = [known, "private person" if party.private else "", "unknown perpetrator" if party.unknown else ""]
    said = "; ".join(filter(None, notes))
    return f"{party.name} ({said})" if said else party.name


def count_words(count: Count) -> str:
    """A count with whose side it is on."""
    whose = (
        ""
        if count.side == "unknown"
        else f" of the {count.side}'s side"
        if count.side != "bystander"
        else " of bystanders"
    )
    civilian = {True: ", civilians", False: ", not civilians", None: ""}[count.civilian]
    about = "about " if count.approximate else ""
    return f"{about}{range_words(count.min, count.max)} {count.what}{whose}{civilian}"


def range_words(low: int | None, high: int | None) -> str:
    """{min, max} as people write it: "3", "15 or more", "up to 24", "2-5"."""
    if low == high:
        return "some" if low is None else f"{low:,}"
    if high is None:
        return f"{low:,}+"
    return f"up to {high:,}" if low is None else f"{low:,}-{high:,}"


def type_words(event: Event) -> str:
    """PLOVER's type and mode: "ASSAULT/aerial"."""
    return event.type if event.mode is None else f"{event.type}/{event.mode}"


def status_words(event: Event) -> str:
    """Whether it failed, is planned or denied; nothing of what occurred."""
    return "" if event.status == "occurred" else event.status


def tolls(event: Event) -> str:
    """The best killed, injured and arrested of an event, side by side: "3† 14inj"."""
    counts = [value.best for value in event.field("count") if isinstance(value.best, Count)]
    return " ".join(
        range_words(count.min, count.max).replace("up to ", "≤") + sign
        for what, sign in _TOLLS.items()
        for count in counts
        if count.what == what
    )


def chain_words(cited: tuple[Citation, ...], article: str) -> str:
    """According to whom: "two officers (authority) → the army (party) → this article"."""
    return " → ".join([*(f"{link.name} ({link.kind})" for link in cited), article])


def number(value: float | None) -> str:
    """A number without a needless decimal point."""
    return "" if value is None else f"{value:,.0f}" if value == int(value) else f"{value:,}"
