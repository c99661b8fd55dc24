"""Reads a noun phrase about a place: which name it holds, what kind of thing that is, and what the words put around it.

"the village of Tamra in the north of Hadar province" is the name Tamra, of kind village, within Hadar province. Works on
words alone; what the names mean is for `places` to find.
"""

from __future__ import annotations

import re

from dateline.model import Record

# Head words, by what they can be in the gazetteer.
ADMIN_WORDS = frozenset(
    "province governorate state region oblast county emirate prefecture department canton territory parish division krai "
    "republic district districts raion voivodeship muhafazah wilaya".split()
)
CITY_WORDS = frozenset("city town village capital municipality settlement hamlet township commune metropolis suburb".split())
AIR_WORDS = frozenset({"airport", "airbase", "air base", "airfield", "air force base", "airstrip", "military base", "base"})
SITE_WORDS = frozenset(
    "camp neighbourhood neighborhood quarter embassy consulate port harbour harbor crossing checkpoint prison jail hospital "
    "clinic mosque church cathedral synagogue temple school university college court courthouse square street road bridge "
    "station hotel market mall stadium refinery plant dam museum library parliament palace barracks headquarters "
    "compound facility depot factory warehouse building complex park forest farm mine oilfield club theatre theater".split()
)
WATER_WORDS = frozenset("sea strait gulf ocean bay river lake canal channel coast".split())
BEARINGS = {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0,
    "south": 180.0, "southwest": 225.0, "west": 270.0, "northwest": 315.0,
}  # fmt: skip

_HEADS = ADMIN_WORDS | CITY_WORDS | AIR_WORDS | SITE_WORDS
_DIRECTION = r"(?:north|south|east|west|north[- ]?east|north[- ]?west|south[- ]?east|south[- ]?west)"
_ADVERBS = r"(?:just|far|far to the|some|about|around|roughly|\d+\s?(?:km|kilometres|kilometers|miles|mi)|a few (?:km|miles))"
_LEAD = re.compile(
    r"^(?:(?:in|at|on|from|to|into|inside|outside|near|around|towards?|across|above|over|within|throughout|of|the|a|an|"
    r"its|their|his|her|downtown|greater|nearby|neighbou?ring|besieged|occupied|[\w-]+-(?:held|controlled|occupied|run|administered))\s+)+",
    re.IGNORECASE,
)
_OF_DIRECTION = re.compile(
    rf"\b(?:{_ADVERBS}\s+)*(?:to\s+the\s+|in\s+the\s+)?(?P<way>{_DIRECTION})\s+of\s+(?P<rest>.+)$", re.IGNORECASE
)
_SPLIT = re.compile(
    r"\s*,\s*|\s+(?:in|near|at|outside|inside|within|off|along|around|above|on|by|close to|next to)\s+(?:the\s+)?", re.IGNORECASE
)
_HEAD_OF = re.compile(
    rf"^(?:[\w'’-]+\s+){{0,6}}?(?P<kind>{'|'.join(sorted(_HEADS, key=len, reverse=True))})s?\s+of\s+(?P<name>.+)$", re.IGNORECASE
)
_LEADING_WAY = re.compile(
    rf"^(?P<way>{_DIRECTION}(?:ern)?(?:most)?|central|upper|lower)(?:[\s-]+and[\s-]+{_DIRECTION}(?:ern)?)?\s+(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_OWNER = re.compile(r"^(?P<owner>[^,]+?)['’]s?\s+(?P<rest>\S.*)$")
_BETWEEN = re.compile(r"^between\s+(?:the\s+\w+\s+of\s+)?(?P<one>.+?)\s+and\s+(?P<other>.+)$|^(?P<left>[A-Z].*?)\s+and\s+(?P<right>[A-Z].*)$")
_BORDER = re.compile(r"^(?P<one>[A-Z][\w. ]+?)\s?[-–/]\s?(?P<other>[A-Z][\w. ]+?)\s+(?:border|frontier|region|boundary)$")
_TAIL_WAY = re.compile(rf"^(?:[\w-]+-held\s+|far\s+)?(?P<way>{_DIRECTION})(?:ern)?(?:\s+(?:part|region|border|coast|area|suburbs?))?$", re.I)


class PlaceMention(Record):
    """A name of a place in an article, with what the words say of it."""

    text: str  # the name as in the article
    kind: str | None = None  # a head word by it: "province", "airbase", "district", "camp"
    within: tuple[str, ...] = ()  # names that the text says contain it or that it is near, nearest first
    offset: str | None = None  # "north of" the first of `within`, or of the name itself; "northern" part of the name; "between" those of `within`


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
        return _offset_mention(text[: away.start()], away["way"], away["rest"])
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


def _offset_mention(before: str, way: str, rest: str) -> PlaceMention:
    """ "Harir, north of Erbil" and "an area east of Homs"."""
    reference = parse_place(rest)
    name = _strip(before.rstrip(" ,"))
    within = (reference.text, *reference.within)
    if not re.search(r"[A-Z]", name):
        return PlaceMention(text=reference.text, kind=reference.kind, within=reference.within, offset=f"{way} of")
    own = parse_place(name)
    return PlaceMention(text=own.text, kind=own.kind, within=(*own.within, *within), offset=f"{way} of")


def _container_names(part: str) -> tuple[str, ...]:
    mention = _head(part)
    own = f"{mention.text} {mention.kind}" if mention.kind in ADMIN_WORDS else mention.text
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
        return PlaceMention(text=inner.text, kind=of["kind"].lower(), within=(*inner.within, *lead), offset=inner.offset)
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
        if len(words) > count and kind in _HEADS:
            return PlaceMention(text=" ".join(words[:-count]), kind=kind)
    return PlaceMention(text=text)


def _strip(text: str) -> str:
    text = text.strip(" \t\n.;:()\"“”")
    return _LEAD.sub("", text).strip() or text
