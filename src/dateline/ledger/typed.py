"""Values as a person types them: "14+" killed, "2021-04-14", "Erbil", "Islamic State"."""

from __future__ import annotations

import calendar
import re
from typing import get_args

from msgspec.structs import replace

from dateline.countries import is_code
from dateline.errors import InputError
from dateline.model import (
    Certainty,
    Count,
    CountWhat,
    Date,
    Field,
    Location,
    Means,
    Party,
    Problem,
    Seizure,
    Status,
    Value,
    Word,
)
from dateline.resolving import words

COUNTS = get_args(CountWhat)
FIELDS = tuple(field for field in get_args(Field) if field != "count")  # a count is named by what is counted
_NAMED = ("place", "actor", "recipient", "weapon", "seized")  # fields whose values go by a name
_COUNTED = 'a toll is a whole number of 0 or more: write it as 5, 15+, 2-5, "up to 24" or ~300'
_FIGURES = re.compile(r"(?=.*\d)[\d\s.,;°'\"′″NSEW+-]+", re.IGNORECASE)  # coordinates, well written or not
_DAY = r"(\d{4}|XXXX)(?:-(\d\d))?(?:-(\d\d))?"


def field_of(name: str) -> Field:
    """The field that is meant by its name, or by the name of what is counted. Raises InputError."""
    if name in COUNTS:
        return "count"
    known: dict[str, Field] = {str(field): field for field in get_args(Field)}
    if name not in FIELDS:
        raise _wrong(name, "is no field", f"one of {', '.join((*FIELDS, *COUNTS))}")
    return known[name]


def value_of(name: str, text: str) -> Value:
    """The value that a person typed for a field. Raises InputError where it can be none."""
    text = " ".join(text.split())
    if not text:
        raise _wrong(name, "the value is empty", "give one")
    field_of(name)
    if name in COUNTS:
        return _count(name, text)
    if not words(text):
        raise _wrong(f"{name} {text}", "holds no word", "give a name, or what it is called")
    if name in _NAMED and text.casefold() == "none":
        hint = "a value is replaced, not taken away: where it is one too many, by another that stands there"
        raise _wrong(f"{name} {text}", "is no name", f"{hint}; else say in a note what is wrong")
    match name:
        case "date":
            return _date(text)
        case "place":
            return _place(text)
        case "actor" | "recipient":
            return _party(text)
        case "weapon":
            return Means(text=text)
        case "seized":
            return _seizure(text)
        case _:
            return _word(name, text)


def _word(name: str, text: str) -> Word:
    from dateline.ontology import Ontology

    plover = Ontology.load()
    types = plover.types
    known = {
        "type": sorted(types),
        "mode": sorted({mode for type_ in types.values() for mode in type_.modes}),
        "status": list(get_args(Status)),
        "certainty": list(get_args(Certainty)),
        "context": sorted(plover.contexts),
    }[name]
    for word in known:
        if word.casefold() == text.casefold():
            return Word(word=word)
    raise _wrong(f"{name} {text}", "is not known", f"one of {', '.join(known)}")


def _count(name: str, text: str) -> Count:
    what: CountWhat = next(each for each in COUNTS if each == name)
    approximate, bare = text[0] == "~", text.lstrip("~").replace(",", "").strip()
    found = re.fullmatch(r"(?:(\d+)(\+)?|(\d+) ?[-–] ?(\d+)|(?:up to|≤|<=) ?(\d+))", bare, re.ASCII)
    if not found or len(bare) > len("1000000-1000000"):
        raise _wrong(f"{name} {text}", "is no count", _COUNTED)
    exact, more, low, high, most = found.groups()
    least, top = int(exact or low or 0), None if more else int(exact or high or most)
    if most:
        return Count(what=what, min=None, max=top, approximate=approximate)
    if top is not None and top < least:
        raise _wrong(f"{name} {text}", "ends lower than it begins", "swap the numbers")
    return Count(what=what, min=least, max=top, approximate=approximate)


def _date(text: str) -> Date:
    start, slash, end = text.partition("/")
    first, last = _days(start, text), _days(end, text) if slash else _days(start, text)
    if (first is None) != (last is None) or (first and last and last[1] < first[0]):
        raise _wrong(f"date {text}", "ends before it begins", "write the first day, a slash, the last day")
    return Date(
        edtf=text,
        start=first[0] if first else None,
        end=last[1] if last else None,
        text=text,
        anchor="calendar",
    )


def _days(part: str, whole: str) -> tuple[str, str] | None:
    """First and last day of a year, month or day; None while the year is open."""
    found = re.fullmatch(_DAY, part, re.ASCII)
    year, month, day = found.groups() if found else (None, None, None)
    try:
        if year is None or (year == "XXXX" and month is None):
            raise ValueError
        of = 2000 if year == "XXXX" else int(year)
        months = (int(month), int(month)) if month else (1, 12)
        longest = [calendar.monthrange(of, each)[1] for each in months]
        if day and not 1 <= int(day) <= longest[0]:
            raise ValueError
    except (ValueError, calendar.IllegalMonthError):
        raise _wrong(
            f"date {whole}", "is no date", "write it as 2021-04-14, 2021-04, XXXX-04-14, or FIRST/LAST"
        ) from None
    if year == "XXXX":
        return None
    first, last = (int(day), int(day)) if day else (1, longest[1])
    return f"{of:04d}-{months[0]:02d}-{first:02d}", f"{of:04d}-{months[1]:02d}-{last:02d}"


def _place(text: str) -> Location:
    """A place by its name, "Karsa, IQ" to say in which country, "Karsa @36.2,44.0" to say where; or by where alone."""
    from dateline.grounding import Gazetteer, locate, parse_place

    name, _, at = text.partition("@")
    name, country = _in_country(name.strip())
    if at and name:
        lat, lon = _point(at, text)
        return Location(text=name, name=name, precision="city", country=country, lat=lat, lon=lon)
    gazetteer = Gazetteer.open()
    if at or _FIGURES.fullmatch(name):
        lat, lon = _point(at or name, text)
        country = country or gazetteer.country_at(lat, lon)
        return Location(text=f"{lat}, {lon}", precision="site", country=country, lat=lat, lon=lon)
    mention = parse_place(name)
    if country is None:
        return locate([mention], gazetteer)[0]
    land = gazetteer.country(country)
    inside = (*mention.within, land.name) if land else mention.within
    found = locate([replace(mention, within=inside)], gazetteer, hints=[country])[0]
    # The country was said by a person: what lies elsewhere is not what they mean.
    return found if found.country == country else Location(text=name, country=country)


def _point(at: str, text: str) -> tuple[float, float]:
    """Latitude and longitude in degrees, WGS84. Raises InputError."""
    found = re.fullmatch(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*", at, re.ASCII)
    if not found or abs(float(found[1])) > 90 or abs(float(found[2])) > 180:
        raise _wrong(
            f"place {text}", "is no place", 'write it as "Karsa, IQ @36.2,44.0" or 36.2,44.0: latitude, longitude'
        )
    return float(found[1]), float(found[2])


def _in_country(name: str) -> tuple[str, str | None]:
    """A name, and the country whose code stands behind it."""
    named, comma, code = name.rpartition(",")
    code = code.strip() if comma else ""
    if not re.fullmatch(r"[A-Z]{2}", code):
        return name, None
    if not words(named):
        raise _wrong(f"place {name}", "names no place", 'write it as "Karsa, IQ"; the country alone by its name')
    if not is_code(code):
        raise _wrong(f"place {name}", f"there is no country {code}", "give a code of ISO 3166, as in IQ; XZ at sea")
    return named.strip(), code


def _party(text: str) -> Party:
    from dateline.grounding import Registry

    known = Registry.load().find(text)
    if known is None:
        return Party(name=text)
    return Party(name=text, actor_id=known.id, country=known.country, sector=known.sector)


def _seizure(text: str) -> Seizure:
    found = re.fullmatch(
        r"([\d,]+(?:\.\d+)?)\s+(?:(kg|g|t|tonnes|tons|pounds|litres|liters|pieces)\s+(?:of\s+)?)?(.+)", text
    )
    if not found:
        return Seizure(item=text)
    return Seizure(item=found[3], amount=float(found[1].replace(",", "")), unit=found[2])


def _wrong(source: str, reason: str, hint: str) -> InputError:
    return InputError(Problem(source=source, reason=reason, hint=hint))
