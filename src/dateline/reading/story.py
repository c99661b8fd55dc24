"""What the readers of text, HTML and rows hand on: a story before its date and language are settled."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from dateline.model import Caption, PublishedFrom


class Story(NamedTuple):
    """One story, as its page shows it."""

    title: str
    text: str
    captions: tuple[Caption, ...] = ()
    byline: str | None = None
    dateline: str | None = None
    publisher: str | None = None
    url: str | None = None
    lang: str | None = None  # as declared, where it is
    published: str | None = None
    published_from: PublishedFrom | None = None
    id: str | None = None
    start: int | None = None  # offsets in the page's decoded text
    end: int | None = None


_SPACE = re.compile(r"\s+")
# Joiners (U+200C, U+200D) stay: they are part of how some scripts and emoji are spelled.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_WORD = re.compile(r"\w+")


def clean(text: str) -> str:
    """`text` on one line: words untouched, control and invisible characters gone, each run of white space one space."""
    return _SPACE.sub(" ", _UNSEEN.sub("", text)).strip()


def likeness(text: str) -> str:
    """A key that two printings of one line share, whatever their case, quotes and spacing."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def words(text: str) -> int:
    """How many words `text` has."""
    return len(_WORD.findall(text))
