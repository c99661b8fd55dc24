"""Which words of an article name places, and what the words round them say of each.

The pipeline's names are taken where it calls them places. Beside them, what the gazetteer knows by exactly these words:
the pipeline takes some places for persons or bodies, cuts long names short, and overlooks others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.coding.document import DATELINE, Part
from dateline.coding.words import WORDS
from dateline.grounding import BEARINGS, KINDS, Gazetteer, PlaceMention, Registry
from dateline.language import Name, Parse

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
REACH = 8  # words after a place in which its containers stand
MOST_CONTAINERS = 3
LONGEST = 6  # words of one name
SHORTEST, SHORTEST_IN = 4, 3  # letters of a name, and of one that stands behind "in": "in Gao"
KNOWN = 4.0  # prior from which a name that the pipeline overlooked is taken for a place
WELL_KNOWN = 5.0  # and from which it is one wherever it stands: a surname can be a town's name, too
# Kinds of actors that are no place, though a town somewhere may be called so: Hamas, Nato, Petro.
PARTIES = frozenset({"armed group", "force", "igo", "organisation", "party", "person"})
SURELY_IN = frozenset({"in", "at", "near", "inside", "outside", "around"})
CAPITAL = "capital"
OFFICES = frozenset({"governor"})  # "the governor of Niger", "Niger governor": of a division, not a country
LEADS = frozenset({"from", "into", "to", "of", "capital", "city", "town", "province", "toward", "towards"})
FEASTS = frozenset({"day", "eve", "week", "month"})  # Bastille Day is no place
REACHED = frozenset({"besiege", "bomb", "enter", "leave", "reach", "recapture", "retake", "shell", "storm"})
# The same of places that are well known: these are done to persons, too.
STRUCK = frozenset({"attack", "capture", "hit", "invade", "liberate", "occupy", "overrun", "pound", "raid", "seize"})
# Nouns that open sentences with a capital, and are towns somewhere: Police in Poland.
COMMON = WORDS.bodies | WORDS.groups | WORDS.speaking_things | WORDS.more_parties | KINDS
ELSEWHERE = frozenset({"nsubj", "nsubjpass"})  # "In Sudan, Cairo is …": the second begins a clause of its own


@dataclass(frozen=True)
class Toponym:
    """Tokens [first:last] of a part that name a place."""

    first: int
    last: int
    head: int
    mention: PlaceMention


def toponyms(parts: Sequence[Part], gazetteer: Gazetteer, registry: Registry) -> list[tuple[Part, Toponym]]:
    """All names of places in the parts of one article, in text order; of parties that have a town's name, none."""
    surnames = {name for part in parts for name in _surnames(part.parse)}
    found = [
        (part.parse, [s for s in _spans(part.parse, gazetteer) if not _is_a_party(part.parse, *s, surnames, registry)])
        for part in parts
    ]
    known = {words for parse, spans in found for a, b in spans if (words := _repeatable(parse, a, b, gazetteer))}
    out: list[tuple[Part, Toponym]] = []
    for part, (parse, first) in zip(parts, found, strict=True):
        spans = sorted([*first, *_again(parse, known, {i for span in first for i in range(*span)})])
        at = {i: span for span in spans for i in range(*span)}
        out += [(part, Toponym(a, b, _head(parse, a, b), mention_of(parse, a, b, at))) for a, b in spans]
    return out


def filed_from(body: Part) -> tuple[tuple[int, int], PlaceMention] | None:
    """The place of the dateline, with its offsets: "RAMALLAH, West Bank (AP) --"."""
    dateline = DATELINE.match(body.parse.text)
    if dateline is None:
        return None
    words = re.split(r"\s?[(—–]|\s?--|\s-\s|, [A-Z][a-z]{2,8}\.? \d", dateline[0])[0].strip(" ,")
    if not words:
        return None
    start = body.parse.text.index(words)
    town, *around = words.split(", ")
    return (start, start + len(town)), PlaceMention(text=_in_small_letters(town), within=tuple(around))


def _in_small_letters(name: str) -> str:
    """ "NEW DELHI" as running text writes it: capitals alone would be an abbreviation."""
    return name.title() if name.isupper() and len(name) > 3 else name


def mention_of(parse: Parse, first: int, last: int, at: dict[int, tuple[int, int]]) -> PlaceMention:
    """A name with what the words round it say; `at` tells which tokens belong to a name of a place."""
    tokens = parse.tokens
    after = tokens[last].lower if last < len(tokens) else ""
    before = tokens[first - 2].lower if first > 1 and tokens[first - 1].lower == "of" else ""
    inside = tokens[last - 1].lower
    own = inside if last - first > 1 else ""  # "Henry County jail" is in a county, not a jail of that name
    kind = next((k for k in (own, after, inside, before) if k in KINDS or k in OFFICES), None)
    if CAPITAL in (after, before) or (first > 2 and before and tokens[first - 3].lower == CAPITAL):
        kind = CAPITAL  # "the capital city of Mali"
    offset = before if before in BEARINGS else None
    end = last + (after in KINDS)
    return PlaceMention(
        text=parse.words(first, last).rstrip(" ,;-"), kind=kind, within=_within(parse, end, at), offset=offset
    )


def _within(parse: Parse, last: int, at: dict[int, tuple[int, int]]) -> tuple[str, ...]:
    """Names that the text puts round this one: "Harir, north of Erbil", "Homs, Syria", "a camp in Gaza"."""
    found: list[str] = []
    i = last
    while i < min(len(parse.tokens), last + REACH) and len(found) < MOST_CONTAINERS:
        word = parse.tokens[i].lower
        if i in at:
            first, end = at[i]
            if parse.tokens[_head(parse, first, end)].dep in ELSEWHERE:
                break
            found.append(parse.words(first, end))
            i = end
        elif word in WORDS.between_places or word in BEARINGS:
            i += 1
        else:
            break
    return tuple(found)


def _head(parse: Parse, first: int, last: int) -> int:
    return max(range(first, last), key=lambda i: (not first <= parse.tokens[i].head < last, i))


# ------------------------------------------------------------ which words


def _spans(parse: Parse, gazetteer: Gazetteer) -> list[tuple[int, int]]:
    """Token bounds of the names of places, in text order and apart from each other."""
    found: list[tuple[int, int]] = []
    taken: set[int] = set()
    for name in parse.names:
        if name.label in PLACE_LABELS:
            first, last = _longer(parse, *_bare(parse, name.first, name.last), gazetteer)
            if first < last and parse.tokens[last - 1].lower not in FEASTS and not taken & set(range(first, last)):
                found.append((first, last))
                taken.update(range(first, last))
    for first, last in _overlooked(parse, gazetteer, taken):
        found.append((first, last))
        taken.update(range(first, last))
    return sorted(found)


def _surnames(parse: Parse) -> Iterator[str]:
    """The last words of the full names of persons."""
    for name in parse.names:
        if name.label == "PERSON" and name.last - name.first > 1 and not _of_a_thing(parse, name):
            yield parse.tokens[name.last - 1].text


def _is_a_party(parse: Parse, first: int, last: int, surnames: set[str], registry: Registry) -> bool:
    """ "Muscat stepped down" in an article of Joseph Muscat, "Hamas said"; but "in Muscat"."""
    if first > 0 and parse.tokens[first - 1].lower in SURELY_IN:
        return False
    if last - first == 1 and parse.tokens[first].text in surnames:
        return True
    actor = registry.called(parse.words(first, last))
    return actor is not None and actor.kind in PARTIES


def _repeatable(parse: Parse, first: int, last: int, gazetteer: Gazetteer) -> tuple[str, ...] | None:
    """The words of a name that means a place wherever the article has it again: the gazetteer has no doubt of it."""
    known = _known(parse, first, last, gazetteer)
    return None if known is None else tuple(t.text for t in parse.tokens[first:last])


def _again(parse: Parse, known: set[tuple[str, ...]], taken: set[int]) -> Iterator[tuple[int, int]]:
    """The names once more, where the pipeline did not see them; not as a part of a longer name."""
    longest = max(map(len, known), default=0)
    i = 0
    while i < len(parse.tokens):
        ends = range(min(len(parse.tokens), i + longest), i, -1)
        end = next((end for end in ends if tuple(t.text for t in parse.tokens[i:end]) in known), None)
        if end is None or taken & set(range(i, end)) or _in_a_name(parse, i, end):
            i += 1
            continue
        yield i, end
        i = end


def _in_a_name(parse: Parse, first: int, last: int) -> bool:
    """Whether words stand beside others with a capital, or in the name of a body: "Kobani Ali", "Raqqa Council"."""
    beside = [*parse.tokens[max(0, first - 1) : first], *parse.tokens[last : last + 1]]
    name = parse.name_at.get(first)
    longer = name is not None and (name.first, name.last) != (first, last) and name.label in ("ORG", "PERSON")
    return longer or any(t.pos == "PROPN" and t.text[:1].isupper() for t in beside)


def _bare(parse: Parse, first: int, last: int) -> tuple[int, int]:
    while first < last and parse.tokens[first].lower in ("the", "a", "an"):
        first += 1
    while first < last and (parse.tokens[last - 1].lower in ("'s", "’s") or parse.tokens[last - 1].pos == "PUNCT"):
        last -= 1
    return first, last


def _longer(parse: Parse, first: int, last: int, gazetteer: Gazetteer) -> tuple[int, int]:
    """A name that the pipeline cut short, where it goes on with a hyphen: "Deir ez-Zor"."""
    tokens = parse.tokens
    ends = range(min(len(tokens), first + LONGEST), last, -1)
    hyphen = any(t.text == "-" for t in tokens[last : last + 3])
    if first == last or not hyphen:
        return first, last
    return first, next((end for end in ends if _known(parse, first, end, gazetteer) is not None), last)


def _overlooked(parse: Parse, gazetteer: Gazetteer, taken: set[int]) -> Iterator[tuple[int, int]]:
    """What the gazetteer knows and the pipeline did not take for a place."""
    full_names = [n for n in parse.names if n.label == "PERSON" and n.last - n.first > 1]
    persons = {
        t.lower
        for n in full_names
        if not (_of_a_thing(parse, n) or _surely_there(parse, n, gazetteer))
        for t in parse.tokens[n.first : n.last]
    }
    i = 0
    while i < len(parse.tokens):
        end = _run(parse, i, taken)
        span = _longest_known(parse, i, end, gazetteer, persons) if end > i else None
        if span is None and end == i and i not in taken and _misread(parse, i, gazetteer):
            end = i + 1
            span = i, end
        if span is not None:
            yield span
        i = max(end, i + 1)


def _of_a_thing(parse: Parse, name: Name) -> bool:
    """Whether what the pipeline took for a person is "Homs’s Wazir Road"."""
    words = [t.lower for t in parse.tokens[name.first : name.last]]
    return words[-1] in KINDS or any(word in ("'s", "’s") for word in words)


def _surely_there(parse: Parse, name: Name, gazetteer: Gazetteer) -> bool:
    """Whether what the pipeline took for a person is a town that something happened in: "in Khan Younis"."""
    before = parse.tokens[name.first - 1].lower if name.first else ""
    return before in SURELY_IN and _known(parse, name.first, name.last, gazetteer) is not None


def _misread(parse: Parse, i: int, gazetteer: Gazetteer) -> bool:
    """Whether what the parser takes for no name is one: "Madagascar president …", "the Kuje village"."""
    token = parse.tokens[i]
    if not (token.text[:1].isupper() and token.pos in ("ADJ", "NOUN")) or gazetteer.demonym(token.text) is not None:
        return False
    if parse.tokens[i].entity not in ("", "GPE", "LOC", "FAC") or _known(parse, i, i + 1, gazetteer) is None:
        return False
    opens = i == parse.sentences[parse.sentence_of[i]].first
    after = parse.tokens[i + 1].lower if i + 1 < len(parse.tokens) else ""
    country = any(e.exact and e.main and e.place.kind == "country" for e in gazetteer.entries(token.text))
    return country or (after in KINDS and not opens)


def _run(parse: Parse, start: int, taken: set[int]) -> int:
    """The end of the proper nouns that start at a token."""
    i = start
    while i < len(parse.tokens) and i not in taken and i - start < LONGEST:
        token = parse.tokens[i]
        joined = token.text == "-" and i > start and i + 1 < len(parse.tokens)
        if not joined and not (token.pos == "PROPN" and token.text[:1].isupper()) and token.lower not in ("al", "el"):
            break
        i += 1
    return i - (i > start and parse.tokens[i - 1].text == "-")


def _longest_known(
    parse: Parse, first: int, last: int, gazetteer: Gazetteer, persons: set[str]
) -> tuple[int, int] | None:
    """The longest stretch of a run of proper nouns that is a place by its words and by what stands round it."""
    for start in range(first, last):
        for end in range(last, start, -1):
            prior = _known(parse, start, end, gazetteer)
            if prior is not None and _stands_for_a_place(parse, start, end, (first, last), prior, persons):
                return start, end
    return None


def _known(parse: Parse, first: int, last: int, gazetteer: Gazetteer) -> float | None:
    """The best prior of the places that are called exactly so, or of a well-known one spelt so behind "in"."""
    words = parse.words(first, last)
    before = parse.tokens[first - 1] if first else None
    inside = before is not None and before.lower in SURELY_IN
    if len(words) < (SHORTEST_IN if inside else SHORTEST) or words.isupper() or words.lower() in COMMON:
        return None
    entries = gazetteer.entries(words)
    spelt = inside or (before is not None and before.lemma in REACHED)
    known = (e.prior for e in entries if e.exact or (spelt and e.prior >= WELL_KNOWN and len(words) > SHORTEST))
    return max(known, default=None)


def _stands_for_a_place(
    parse: Parse, first: int, last: int, run: tuple[int, int], prior: float, persons: set[str]
) -> bool:
    tokens = parse.tokens
    whole = (first, last) == run
    before = tokens[first - 1].lower if first else ""
    after = tokens[last].lower if last < len(tokens) else ""
    if before == "of" and first > 1 and tokens[first - 2].lower in KINDS and whole:
        return True  # "the town of Sirnak"
    if any(token.lower in persons for token in tokens[first:last]):
        return False
    led = before in WORDS.locative or before in LEADS or after in KINDS or tokens[first - 1].lemma in REACHED
    label = tokens[first].entity
    if label == "DATE":
        return False  # March, not the town
    if first and tokens[first - 1].lemma in STRUCK and whole and label != "ORG":
        return prior >= WELL_KNOWN
    if label == "PERSON" and not led:
        return (
            whole and prior >= WELL_KNOWN and before in (",", "city") and first > 1 and tokens[first - 2].lower in KINDS
        )
    if not whole and not (after in KINDS or before in KINDS):
        return False
    return prior >= (KNOWN if led else WELL_KNOWN)
