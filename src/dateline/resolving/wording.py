"""Names and quotes as comparable words: folded, without marks, titles or words that any party may carry."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"\w+")
_POSSESSIVE = re.compile(r"['’]s\b")
_DOTTED = re.compile(r"\b(?:\w\.){2,}")
_ENDING = re.compile(r"(?<=\w{3})(?:ings?|ed|es|e|s|ions?)$")
LATER_ORDINALS = "second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"  # as a pattern
_ORDINAL = re.compile(rf"\b(first|{LATER_ORDINALS})\b(?! (?:time|lady|world|since)\b)(?!-(?:in|class|largest))")
_FUNCTION_WORDS = """
    a about after all along among an and another any around as at be been before being between both but by can
    could did do during each for from had has have he her him his how i if in including into is it its many more
    most mr mrs ms near no not of off on one or other others our out over said say says she since so some such
    than that the their them there these they this those three through to two under until up was were what when
    where which while who whom will with would you
"""
# Words that say what sort of party it is, and so are shared by parties that have nothing else in common.
_GENERIC_WORDS = """
    activist activists administration allied allies armed army attacker attackers authorities authority civilian
    civilians coalition commander crowd defence defense demonstrators east eastern fighter fighters force forces
    general government group groups gunman gunmen international leader leaders led man men militant militants
    military militia militias minister ministry national north northern official officials opposition party people
    police policemen president prime prisoner prisoners protester protesters rebel rebels republic resident
    residents soldier soldiers south southern special spokesman spokesperson spokeswoman state states suspect
    suspects troops unidentified unit units unknown west western woman women
"""
_FUNCTION = frozenset(_FUNCTION_WORDS.split())
_GENERIC = frozenset(_GENERIC_WORDS.split())


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """The words of `text` in order: case and accents folded, "U.S." as "us", possessives dropped."""
    text = _DOTTED.sub(lambda dotted: dotted.group().replace(".", "") + " ", text)
    decomposed = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", text))
    return tuple(_WORD.findall("".join(c for c in decomposed if not unicodedata.combining(c)).casefold()))


@lru_cache(maxsize=65536)
def content_words(text: str) -> frozenset[str]:
    """The words that carry meaning: no articles, prepositions, pronouns or auxiliaries."""
    return frozenset(words(text)) - _FUNCTION


def ordinals(text: str) -> frozenset[str]:
    """The places in a row that are told in small letters: "a fourth prisoner", "the second night"; no names."""
    return frozenset(_ORDINAL.findall(text))


def stem(word: str) -> str:
    """A folded word without its ending, roughly."""
    return _ENDING.sub("", word)


@lru_cache(maxsize=65536)
def stems(text: str) -> frozenset[str]:
    """Content words without their endings, roughly: "attacked" and "attacks" are one, "shot" and "shooting" are not."""
    return frozenset(map(stem, content_words(text)))


@lru_cache(maxsize=65536)
def name_words(name: str) -> frozenset[str]:
    """What tells one party from another: content words that are not generic, and the initials of a longer name."""
    content = [word for word in words(name) if word not in _FUNCTION]
    initials = {"".join(word[0] for word in content)} if len(content) > 1 else set()
    return own_words(name) | initials


@lru_cache(maxsize=65536)
def own_words(name: str) -> frozenset[str]:
    """The content words of a name that are not generic: none of "armed men"."""
    return content_words(name) - _GENERIC


@lru_cache(maxsize=65536)
def is_name(text: str) -> bool:
    """Whether the words name somebody ("Islamic State") rather than describe ("three gunmen")."""
    return any(word[0].isupper() and words(word) and words(word)[0] not in _GENERIC for word in text.split())


def share(left: frozenset[str], right: frozenset[str]) -> float:
    """Shared words over the words of the shorter set, 0 to 1; 0 where either is empty."""
    shorter = min(len(left), len(right))
    return len(left & right) / shorter if shorter else 0.0
