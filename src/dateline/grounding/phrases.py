"""Reads a noun phrase about a place: which name it holds, what kind of thing that is, what the words put around it.

"the village of Tamra in the north of Hadar province" is the name Tamra, of kind village, within Hadar province. Works
on words alone; what the names mean is for `places` to find.
"""

from __future__ import annotations

import re

from dateline.grounding.data import read_yaml
from dateline.model import Record

_WORDS: dict[str, list[str]] = read_yaml("headwords.yaml")
ADMIN_WORDS, CITY_WORDS, AIR_WORDS, WATER_WORDS, SITE_WORDS = (
    frozenset(_WORDS[kind]) for kind in ("admin", "city", "airfield", "water", "site")
)
BEARINGS = {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0,
    "south": 180.0, "southwest": 225.0, "west": 270.0, "northwest": 315.0,
}  # fmt: skip

KINDS = ADMIN_WORDS | CITY_WORDS | AIR_WORDS | SITE_WORDS | WATER_WORDS  # what a head word can say that a place is
_HEADS = ADMIN_WORDS | CITY_WORDS | AIR_WORDS | SITE_WORDS
_DIRECTION = r"(?:north|south|east|west|north[- ]?east|north[- ]?west|south[- ]?east|south[- ]?west)"
_DISTANCE = r"\d+\s?(?:km|kilometres|kilometers|miles|mi)"
_ADVERBS = rf"(?:just|far|far to the|some|about|around|roughly|{_DISTANCE}|a few (?:km|miles))"
_LEAD = re.compile(
    r"^(?:(?:in|at|on|from|to|into|inside|outside|near|around|towards?|across|above|over|within|throughout|of|the|a|an|"
    r"its|their|his|her|(?:outskirts|vicinity|suburbs|cent(?:re|er)|heart|edge|coast|shores?|streets|waters|area)\s+of|"
    r"downtown|greater|nearby|neighbou?ring|besieged|occupied|"
    r"[\w-]+-(?:held|controlled|occupied|run|administered))\s+)+",
    re.IGNORECASE,
)
_OF_DIRECTION = re.compile(
    rf"\b(?:{_ADVERBS}\s+)*(?:to\s+the\s+|(?P<inside>in\s+the\s+))?(?P<way>{_DIRECTION})\s+of\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*,\s*|\s+(?:in front of|close to|next to|across from|in|near|at|outside|inside|within|off|along|around|above|"
    r"on|by)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_HEAD_OF = re.compile(
    rf"^(?:[\w'’-]+\s+){{0,6}}?(?P<kind>{'|'.join(sorted(_HEADS, key=len, reverse=True))})s?\s+of\s+(?P<name>.+)$",
    re.IGNORECASE,
)
_LEADING_WAY = re.compile(
    rf"^(?P<way>{_DIRECTION}(?:ern)?(?:most)?|(?i:{_DIRECTION}ern(?:most)?|central))"
    rf"(?:[\s-]+and[\s-]+{_DIRECTION}(?:ern)?)?"
    r"\s+(?P<rest>\S.*)$"
)  # a bare "West" with a capital is part of a name: West Bank, South Ossetia
_OWNER = re.compile(r"^(?P<owner>[^,]+?)['’]s?\s+(?P<rest>\S.*)$")
_BETWEEN = re.compile(
    r"^between\s+(?:the\s+\w+\s+of\s+)?(?P<one>.+?)\s+and\s+(?P<other>.+)$"
    r"|^(?P<left>[A-Z].*?)\s+and\s+(?P<right>[A-Z].*)$"
)
_BORDER = re.compile(
    r"^(?P<one>[A-Z][\w. ]+?)\s?[-–/]\s?(?P<other>[A-Z][\w. ]+?)\s+(?:border|frontier|region|boundary)$"
)
_TAIL_WAY = re.compile(
    rf"^(?:[\w-]+-held\s+|far\s+)?"
    rf"(?P<way>{_DIRECTION})(?:ern)?(?:\s+(?:part|region|border|coast|area|suburbs?))?$",
    re.IGNORECASE,
)


class PlaceMention(Record, frozen=True, kw_only=True):
    """A name of a place in an article, with what the words say of it."""

    text: str  # the name as in the article
    kind: str | None = None  # a head word by it: "province", "airbase", "district", "camp"
    within: tuple[str, ...] = ()  # names that the text says contain it or that it is near, nearest first
    # "north of" the first of `within`, else of the name; "northern" part of the name; "between" those of `within`
    offset: str | None = None


def bearing(offset: str) -> float | None:
    """The direction in words ("north-east of", "southern") as degrees clockwise from north; None for "central"."""
    word = re.sub(r"(ern)?(most)?(\s+of)?$", "", offset.lower().strip())
    return BEARINGS.get(re.sub(r"[\s-]|ern", "", word))


def parse_place(phrase: str) -> PlaceMention:
    """The place that a noun phrase names: its name, head word, containers and offset.

    A phrase without any of these comes back as the name alone; nothing is ever looked up.
    """
    spanned = _spanned(phrase.strip())
    if spanned:
        return spanned
    text = _strip(phrase)
    away = _OF_DIRECTION.search(text)
    if away:
        offset = away["way"] if away["inside"] else f"{away['way']} of"
        return _offset_mention(text[: away.start()], offset, away["rest"])
    first, *rest = [part for part in map(_strip, _SPLIT.split(text)) if part] or [text]
    mention = _head(first)
    containers = [name for part in rest for name in _container_names(part)]
    return PlaceMention(
        text=mention.text, kind=mention.kind, within=(*mention.within, *containers), offset=mention.offset
    )


def _spanned(phrase: str) -> PlaceMention | None:
    """ "between Homs and Hama", "Homs and Hama", "the Syria-Iraq border"."""
    both, border = _BETWEEN.match(phrase), _BORDER.match(_strip(phrase))
    if both:
        ends = (both["one"] or both["left"], both["other"] or both["right"])
        return PlaceMention(text=phrase, within=tuple(map(_strip, ends)), offset="between")
    if border:
        return PlaceMention(text=phrase, within=(border["one"], border["other"]), kind="border")
    return None


def _offset_mention(before: str, offset: str, rest: str) -> PlaceMention:
    """ "Harir, north of Erbil" and "an area east of Homs"."""
    reference = parse_place(rest)
    name = _strip(before.rstrip(" ,"))
    if not re.search(r"[A-Z]", name):
        return PlaceMention(text=reference.text, kind=reference.kind, within=reference.within, offset=offset)
    own = parse_place(name)
    return PlaceMention(
        text=own.text, kind=own.kind, within=(*own.within, _with_kind(reference), *reference.within), offset=offset
    )


def _with_kind(mention: PlaceMention) -> str:
    return f"{mention.text} {mention.kind}" if mention.kind in ADMIN_WORDS else mention.text


def _container_names(part: str) -> tuple[str, ...]:
    mention = _head(part)
    if mention.offset or mention.kind in ADMIN_WORDS:
        return (part, *mention.within)  # as written: it may be a name of its own, as Northern Ireland is
    own = mention.text
    return (own, *mention.within) if re.search(r"[A-Z]", mention.text) else mention.within


def _head(text: str) -> PlaceMention:
    """Head word, owner and leading direction of one stretch without commas or prepositions."""
    owner = _OWNER.match(text)
    if owner and re.search(r"[A-Z]", owner["owner"]):
        return _owned(_strip(owner["owner"]), owner["rest"])
    of = _HEAD_OF.match(text)
    if of:
        inner = _head(_strip(of["name"]))
        lead = tuple(word for word in text[: of.start("kind")].split() if word[:1].isupper())
        return PlaceMention(
            text=inner.text, kind=of["kind"].lower(), within=(*inner.within, *lead), offset=inner.offset
        )
    way = _LEADING_WAY.match(text)
    if way and way["rest"][:1].isupper():
        inner = _head(way["rest"])
        return PlaceMention(text=inner.text, kind=inner.kind, within=inner.within, offset=way["way"].lower())
    return _trailing_kind(text)


def _owned(owner: str, rest: str) -> PlaceMention:
    """ "Syria's far east", "Baghdad's Green Zone"."""
    tail = _TAIL_WAY.match(rest)
    if tail:
        return PlaceMention(text=owner, offset=tail["way"].lower())
    inner = _head(_strip(rest))
    return PlaceMention(text=inner.text, kind=inner.kind, within=(*inner.within, owner), offset=inner.offset)


def _trailing_kind(text: str) -> PlaceMention:
    words = text.split()
    if len(words) > 1 and words[0] == "Camp":
        return PlaceMention(text=" ".join(words[1:]), kind="camp")
    for count in (3, 2, 1):
        kind = " ".join(words[-count:]).lower()
        named = kind in CITY_WORDS and words[-1][0].isupper()  # Gaza City, Cape Town
        if len(words) > count and kind in _HEADS and not named:
            return PlaceMention(text=" ".join(words[:-count]), kind=kind)
    return PlaceMention(text=text)


def _strip(text: str) -> str:
    text = text.strip(' \t\n.;:()"“”')
    return _LEAD.sub("", text).strip() or text
