"""Text as the words and numbers a date is made of, with their offsets."""

from __future__ import annotations

import re
from functools import lru_cache

PADDING = 16  # empty words after the last one, so that rules may look ahead, and back from the first, without a check
ERA_BEFORE = ("bc", "bce", "b.c.", "b.c", "b.c.e.")
ANCIENT = 3  # years before our era that make a text one of antiquity
BREAK = "\n"  # stands for an empty line, which no date crosses

_TOKEN = re.compile(
    r"""
      \d{4}-\d{2}-\d{2}(?!\d)                  # 2021-04-14
    | \d{1,2}([/.])\d{1,2}\1\d{4}(?!\d)        # 14/04/2021, 14.04.2021
    | \d{1,3}(?:,\d{3})+                       # 2,500
    | \d{1,2}[:.]\d{2}(?!\d)                   # 23:50, 11.50
    | \d+(?:st|nd|rd|th)\b                     # 14th
    | \d{2,4}s\b                               # 1990s, 470s BC
    | \d+
    | (?<=[\d\s])(?:[ap]m\b|[ap]\.\s?m\b\.?)   # am, a.m., p.m
    | o['’]clock\b
    | year['’]s\b
    | b\.c\.(?:e\.)?|b\.c\b\.?
    | ['’]s\b
    | [^\W\d_][^\W_]*
    | \n\s*\n
    | \S
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Tokens:
    """The tokens of a text in parallel lists: as written, in lower case, and their start and end offsets."""

    def __init__(self, text: str) -> None:
        matches = list(_TOKEN.finditer(text))
        self.text = text
        self.size = len(matches)
        self.raw = [match.group() for match in matches] + [""] * PADDING
        self.low = [_fold(raw) for raw in self.raw]
        self.start = [match.start() for match in matches] + [len(text)] * PADDING
        self.end = [match.end() for match in matches] + [len(text)] * PADDING
        # Texts of antiquity name the era once and leave it out after that.
        self.ancient = sum(low in ERA_BEFORE for low in self.low) >= ANCIENT

    def joined(self, i: int) -> bool:
        """Whether token `i` touches the one before it."""
        return i > 0 and self.start[i] == self.end[i - 1]

    def opens_line(self, i: int) -> bool:
        """Whether token `i` is the first of its line."""
        return i == 0 or "\n" in self.text[self.end[i - 1] : self.start[i]] or self.low[i - 1] == BREAK

    def capitalised(self, i: int) -> bool:
        """Whether token `i` is a word with a capital first letter."""
        return self.raw[i][:1].isupper()

    def skip(self, i: int, *words: str) -> int:
        """The index after token `i` where it is one of `words`, else `i`."""
        return i + 1 if self.low[i] in words else i


@lru_cache(maxsize=1 << 16)
def _fold(raw: str) -> str:
    """Lower case, one apostrophe, one hyphen (the long dash stays: it parts), and one spelling for an empty line."""
    if raw[:1] == "\n":
        return BREAK
    return raw.lower().replace("’", "'").replace("–", "-").replace("‑", "-")
