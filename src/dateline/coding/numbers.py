"""Numbers in words and figures → bounds.

"At least 15" is 15 and open; "up to 24" is open and 24; "about 25" is 25 and approximate; "no" is 0. Words that stand
for a vague number ("dozens", "several") take their bounds from the ontology.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dateline.coding.words import WORDS
from dateline.language import Parse, Token

Bounds = tuple[int | None, int | None]

UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "m": 1_000_000,
    "bn": 1_000_000_000,
}
NUMBER_WORD = "|".join([*UNITS, *TENS, "dozen", "hundred", "thousand", "million", "billion"])
FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
SCALE = r"(?:dozen|hundred|thousand|million|billion)"
HALF = rf"half[\s-]+(?:an?\b(?:[\s-]+{SCALE}\b)?|{SCALE}\b)"  # "half a tonne", "half a million", "half-dozen"
AND_A_HALF = rf"(?:\s+and\s+a\s+half\b(?:\s+{SCALE}\b)?)?"
NUMBER = re.compile(
    rf"(?<![\w.,])(?:{HALF}|(?:{FIGURE})(?:\s?(?:hundred|thousand|million|billion|bn|m)\b|(?![\d,.]*[a-z]))"
    rf"|(?:{NUMBER_WORD})(?:(?:[\s-]+|(?:(?<=hundred)|(?<=thousand)|(?<=million))\s+and\s+)(?:{NUMBER_WORD}))*\b"
    rf"{AND_A_HALF})",
    re.IGNORECASE,
)
AT_LEAST = re.compile(
    r"\b(?:at least|no fewer than|no less than|more than|over|upwards of|in excess of|minimum of)\s*(?:an?\s+)?$",
    re.I,
)
OR_MORE = re.compile(r"^\s*(?:or more|\+|-plus)", re.I)
AT_MOST = re.compile(
    r"\b(?:up to|as many as|at most|fewer than|less than|under|no more than|a maximum of)\s*(?:an?\s+)?$", re.I
)
ABOUT = re.compile(
    r"\b(?:about|around|approximately|roughly|some|nearly|almost|close to|an estimated|estimated)\s*(?:an?\s+)?$", re.I
)
WORD = re.compile(r"[A-Za-z]+")
# "hundreds of thousands": the second word multiplies the first.
MULTIPLIED = re.compile(r"^\s+of\s+(thousand|million|billion)s\b", re.I)
# "several hundred", "a few dozen": as many as the bare plural says.
SOME = re.compile(r"\b(?:several|many|few|couple(?:\s+of)?)[\s-]+(dozen|hundred|thousand|million)s?\b", re.I)
# "a 25-year-old man", "a two-storey house", "the April 14 arrest", "20 percent": numbers that do not count the noun.
MEASURING = re.compile(
    rf"(?<![\w.,])(?i:(?:{FIGURE})|(?:{NUMBER_WORD})(?:-(?:{NUMBER_WORD}))*)"
    rf"(?i:\s?-\s?(?!plus\b|(?:{NUMBER_WORD})\b)[A-Za-z][\w-]*|\s+years?[\s-]old\b|\s?%|\s+per\s?cent\b)"
    r"|\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}\b"
    r"|\b\d{1,2}\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
ARTICLES = frozenset({"a", "an"})
RANGE = re.compile(r"^\s*(?:to|and|-|–|or)\s*$", re.I)


@dataclass(frozen=True)
class Quantity:
    """A number as told, with the offsets of its words in the text it was read from."""

    min: int | None
    max: int | None
    approximate: bool
    start: int
    end: int
    exact: float | None = None  # the number itself, of what is weighed or measured: 9.4 tonnes


def value(text: str) -> float | None:
    """The value of one number in figures or words; None where it is none."""
    words = re.split(r"[\s-]+", text.strip().lower().replace(",", ""))
    total, current, seen = 0.0, 0.0, False
    for word in words:
        if word == "and" or word in ARTICLES:  # "two and a half"
            continue
        if re.fullmatch(r"\d+(?:\.\d+)?(?:m|bn)?", word):
            figure = re.match(r"[\d.]+", word)
            current += float(figure[0]) if figure else 0
            current *= SCALES.get(word.lstrip("0123456789."), 1)
        elif word == "half":
            current += 0.5
        elif word in UNITS or word in TENS:
            current += UNITS.get(word, TENS.get(word, 0))
        elif word in ("hundred", "dozen"):
            current = (current or 1) * (100 if word == "hundred" else 12)
        elif word in SCALES:
            total += (current or 1) * SCALES[word]
            current = 0
        else:
            return None
        seen = True
    return total + current if seen else None


def read(text: str, vague: Mapping[str, Bounds], offset: int = 0) -> Quantity | None:
    """The first number of a phrase with the words that bound it; None where the phrase has none."""
    text = MEASURING.sub(lambda m: " " * len(m[0]), text)
    if (some := SOME.search(text)) and (bounds := vague.get(f"{some[1].lower()}s")):
        return Quantity(*bounds, False, offset + some.start(), offset + some.end())
    numbers = [m for m in NUMBER.finditer(text) if not _is_year(m[0])]
    if numbers:
        return _bounded(text, numbers, offset)
    words = [m for m in WORD.finditer(text) if m[0].lower() in vague]
    if not words:
        return None
    # "a few", "a couple of": the article alone is one.
    word = next((m for m in words if m[0].lower() not in ARTICLES), words[0])
    return _scaled(text, word, vague[word[0].lower()], offset)


def _scaled(text: str, match: re.Match[str], bounds: Bounds, offset: int) -> Quantity:
    low, high = bounds
    end = match.end()
    if low is not None and (many := MULTIPLIED.match(text[end:])):
        low, high, end = low * SCALES[many[1].lower()], None, end + many.end()
    return Quantity(low, high, False, offset + match.start(), offset + end)


def _is_year(text: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d", text))


def _bounded(text: str, numbers: list[re.Match[str]], offset: int) -> Quantity:
    first = numbers[0]
    exact = value(first[0]) or 0.0
    low = max(int(exact), 1) if exact else 0  # of persons "half a platoon" is some
    high: int | None = low
    before, after = text[: first.start()], text[first.end() :]
    start, end = first.span()
    approximate = False
    if len(numbers) > 1 and RANGE.match(text[first.end() : numbers[1].start()]):
        second = int(value(numbers[1][0]) or 0)
        if second > low:
            return Quantity(low, second, False, offset + start, offset + numbers[1].end(), exact)
    minimum: int | None = low
    if match := AT_LEAST.search(before):
        high, start = None, match.start()
    elif match := AT_MOST.search(before):
        minimum, start = None, match.start()
    elif match := ABOUT.search(before):
        approximate, start = True, match.start()
    if more := OR_MORE.match(after):
        high, end = None, end + more.end()
    return Quantity(minimum, high, approximate, offset + start, offset + end, exact)


def of_noun(parse: Parse, head: int, vague: Mapping[str, Bounds]) -> Quantity | None:
    """The number that stands with a noun ("at least 15 people", "dozens of protesters", "a soldier")."""
    noun = parse.tokens[head]
    left = [
        t
        for t in parse.children(head)
        if t.i < head and t.dep in ("nummod", "det", "quantmod", "advmod", "amod", "predet")
    ]
    if noun.pos == "NUM" or noun.lower in vague or noun.lemma in ("dozen", "score", "hundred", "thousand", "million"):
        first = min([head, *(min(parse.subtree(t.i)) for t in parse.children(head) if t.i < head)])
        start, end = _with_adverbs(parse, first), noun.end
        if many := MULTIPLIED.match(parse.text[end:]):
            end += many.end()
        return read(parse.text[start:end], vague, start)
    if (size := _of_so_many(parse, noun, vague)) is not None:
        return size
    governor = parse.head(head)
    measure = parse.head(governor.i) if governor is not None and governor.lower == "of" else None
    if measure is not None and measure.pos in ("NUM", "NOUN"):
        measured = of_noun(parse, measure.i, vague)
        if measured is not None and not _is_one(measured, measure.text):
            return measured
    if not left:  # "ten Maute Group militants": the number hangs on the name
        left = [n for t in parse.children(head, "compound", "nmod") for n in parse.children(t.i, "nummod") if n.i < t.i]
    if not left:
        return None
    first = min(min(parse.subtree(t.i)) for t in left)
    start = _with_adverbs(parse, first)
    return read(parse.text[start : noun.start], vague, start)


def _of_so_many(parse: Parse, group: Token, vague: Mapping[str, Bounds]) -> Quantity | None:
    """The number that tells how large a group is: "its crew of nine", "a family of six", "a gang of seven men"."""
    if group.lemma not in WORDS.counted_groups or group.entity:  # but the Group of Seven
        return None
    for of in parse.children(group.i, "prep"):
        for inner in parse.children(of.i, "pobj") if of.lower == "of" else ():
            told = [inner] if inner.pos == "NUM" else parse.children(inner.i, "nummod")
            if told and (quantity := read(parse.words(told[0].i, told[-1].i + 1), vague, told[0].start)):
                return quantity
    return None


def _is_one(quantity: Quantity, measure: str) -> bool:
    """ "a group of men" is not one man."""
    return quantity.min == 1 and not measure[0].isdigit() and measure.lower() != "one"


def _with_adverbs(parse: Parse, first: int) -> int:
    """The offset where "at least" or "more than" before a number begins, though the parser hung them elsewhere."""
    begin = max(0, first - 3)
    sentence = parse.sentences[parse.sentence_of[first]]
    begin = max(begin, sentence.first)
    window = parse.text[parse.tokens[begin].start : parse.tokens[first].start]
    for pattern in (AT_LEAST, AT_MOST, ABOUT):
        if match := pattern.search(window):
            return parse.tokens[begin].start + match.start()
    return parse.tokens[first].start
