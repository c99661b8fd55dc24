"""Spellings of names brought together.

Two keys: `normalise` removes what typography adds (case, accents, apostrophes, hyphens, a leading "the", a possessive);
`skeleton` goes on to what transliteration varies (the Arabic article, doubled and lengthened letters), so that
"Ayn al-Asad" and "Ain al-Assad" meet. The skeleton joins more than it should, and is for use where the first key fails.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a"})
_POSSESSIVE = re.compile(r"['’]s?$")
_SILENT = re.compile(r"['’‘`´ʻʼʾʿˈ.\u02b9\u02bb\u200e\u200f]")
_GAP = re.compile(r"[^\w]+|_+")
# The same two for plain ASCII, many times faster: a build folds two million names.
_ASCII = str.maketrans({chr(c): None if chr(c) in "'`." else " " for c in range(128) if not chr(c).isalnum()})
_ARTICLES = frozenset(
    ["al", "el", "ul", "ad", "ar", "as", "ash", "at", "az", "an", "ed", "er", "es", "esh", "et", "ez"]
)
_TRANSLITERATION = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"ou|oo|uw|ow", "u"),
        (r"ee|iy|yi|ey|ei|ay|ai", "i"),
        (r"q", "k"),
        (r"dh", "d"),
        (r"gh", "g"),
        (r"kh", "h"),
        (r"y", "i"),
        (r"w", "u"),
        (r"(?<=.)[ae]h?$", "a"),
        (r"(.)\1+", r"\1"),
    )
)


def _fold(text: str) -> str:
    """Lower case without marks: letters of the Latin alphabet become plain ASCII."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)


@lru_cache(maxsize=1 << 16)
def normalise(name: str) -> str:
    """The name without case, accents, apostrophes, full stops, hyphens, a leading "the" or a possessive ending.

    Applying it twice changes nothing. A name of marks alone gives the empty string.
    """
    folded = _fold(_POSSESSIVE.sub("", name.strip()))
    plain = folded.translate(_ASCII) if folded.isascii() else _GAP.sub(" ", _SILENT.sub("", folded))
    words = plain.split()
    while len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(words)


_INHABITANTS = (
    ("ians", ("ia", "y", "a", "o")), ("ian", ("ia", "y", "a", "o")), ("ans", ("a", "", "o")), ("an", ("a", "", "o")),
    ("is", ("", "a")), ("i", ("", "a")), ("ers", ("",)), ("z", ("zia",)),
)  # fmt: skip


def homes(word: str) -> tuple[str, ...]:
    """The names that a word for inhabitants may come from: "Ontarians" → "Ontario" among others."""
    for ending, others in _INHABITANTS:
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return tuple(word[: -len(ending)] + other for other in others)
    return ()


@lru_cache(maxsize=1 << 16)
def _skeleton_of_word(word: str) -> str:
    for pattern, to in _TRANSLITERATION:
        word = pattern.sub(to, word)
    return word


def skeleton(name: str) -> str:
    """A key that transliterations of one name share; takes a name that `normalise` has made plain."""
    words = name.split()
    kept = [word for word in words if word not in _ARTICLES] or words
    return "".join(_skeleton_of_word(word) for word in kept)
