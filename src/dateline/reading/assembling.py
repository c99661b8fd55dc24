"""A story's units → the story: title, body, captions, byline, dateline, date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dateline.model import Caption
from dateline.reading import dating, marks
from dateline.reading.story import Story, likeness, words
from dateline.reading.units import Unit

_LONGEST_CAPTION = 80  # words of a caption printed twice
_LONGEST_HEAD_CAPTION = 45  # words of a caption printed once, above the body
_FEWEST_WORDS = 5  # of a story
_PIECES = re.compile(r"\s+[|•·]\s+")  # between the byline and the date of one line


def assemble(units: Sequence[Unit], title: str | None = None) -> Story | None:
    """The story that `units` print, or None where they hold none. `title` is given where the page names it apart.

    Every unit that is no layout mark and no repetition comes out once: in title, body, captions, byline or dateline.
    """
    parts = _Parts(units, title)
    text = "\n\n".join(parts.body)
    if not tells(parts.body):
        return None
    said = dating.dateline(parts.body[0])
    day = parts.published or parts.updated or (said[1] if said else None)
    return Story(
        title=parts.title,
        text=text,
        captions=tuple(parts.captions),
        byline=" · ".join(parts.bylines) or None,
        dateline=said[0] if said else " · ".join(parts.dates) or None,
        published=day,
        published_from="dateline" if day else None,
        start=units[0].start,
        end=units[-1].end,
    )


def tells(body: Sequence[str]) -> bool:
    """Whether paragraphs tell anything, beyond what a site says of itself."""
    return sum(words(text) for text in body if not marks.is_plumbing(text)) >= _FEWEST_WORDS


class _Parts:
    """The parts of one story, filled unit by unit."""

    def __init__(self, units: Sequence[Unit], title: str | None) -> None:
        self.body: list[str] = []
        self.captions: list[Caption] = []
        self.bylines: list[str] = []
        self.dates: list[str] = []
        self.published: str | None = None
        self.updated: str | None = None
        shown = [unit for unit in units if not (marks.is_layout(unit.text) or marks.is_rule(unit.text))]
        if title is None:
            shown = shown[1:] if _has_kicker(shown) else shown
            title = next((unit.text for unit in shown[:1] if marks.is_headline(unit.text)), "")
        self.title = title
        key = likeness(self.title)
        self._units = [unit for unit in shown if unit.key != key]
        self._count = Counter(unit.key for unit in self._units)
        self._seen: set[str] = set()
        for index, unit in enumerate(self._units):
            self._place(index, unit)
        self._mend()

    def _place(self, at: int, unit: Unit) -> None:
        above, last = not self.body, at == len(self._units) - 1
        doubled = any(
            other.key == unit.key for other in (*self._units[max(at - 1, 0) : at], *self._units[at + 1 : at + 2])
        )
        copy = unit.key in self._seen and (above or doubled)
        self._seen.add(unit.key)
        if copy:
            return
        if self._is_meta(unit.text, above=above, near_end=at >= len(self._units) - 2):
            return
        if marks.is_credit(unit.text):
            self._credit(unit.text)
        elif self._is_caption(unit, above=above, doubled=doubled, last=last):
            self.captions.append(marks.caption(unit.text, repeated=self._count[unit.key] > 1))
        else:
            self.body.append(unit.text)

    def _is_meta(self, text: str, *, above: bool, near_end: bool) -> bool:
        """Takes in bylines and date lines, which stand above a body or at its very end, and an agency's sign-off."""
        pieces = _PIECES.split(text) if above else [text]
        if len(pieces) > 1 and all(marks.is_byline(piece) or dating.date_line(piece) for piece in pieces):
            return all(self._is_meta(piece, above=True, near_end=False) for piece in pieces)
        line = dating.date_line(text) if above or near_end else None
        if line:
            self.dates.append(text)
            self.updated = self.updated or (line.day if line.updated else None)
            self.published = self.published or (None if line.updated else line.day)
        elif marks.is_sign_off(text):
            self.bylines.append(text.strip("()[] "))
        elif (marks.is_byline(text) and (above or near_end)) or (above and marks.is_credit(text) and not self.captions):
            self.bylines.append(text)
        else:
            return False
        return True

    def _is_caption(self, unit: Unit, *, above: bool, doubled: bool, last: bool) -> bool:
        if marks.is_photo(unit.text):
            return True
        repeated = self._count[unit.key] > 1 and (above or doubled)
        if repeated and words(unit.text) <= _LONGEST_CAPTION:
            return True
        if not marks.has_credit(unit.text) or (above and last):
            return False
        # A finished sentence with an agency's name behind it signs off a story, unless it stands above the body.
        return marks.ends_unfinished(unit.text) or (above and words(unit.text) <= _LONGEST_HEAD_CAPTION)

    def _credit(self, text: str) -> None:
        """Gives a credit on a line of its own to the caption above it."""
        if self.captions and not self.body and self.captions[-1].credit is None:
            self.captions[-1] = Caption(text=self.captions[-1].text, credit=text.strip("()[] "))
        else:
            self.captions.append(Caption(text="", credit=text.strip("()[] ")))

    def _mend(self) -> None:
        """Finds a body where none is left: a story pasted twice is all repetitions, and a line alone is no title."""
        if not self.body:
            texts = dict.fromkeys(unit.text for unit in self._units if not self._is_sure(unit.text))
            self.body = list(texts)
            self.captions = [caption for caption in self.captions if caption.text not in texts]
        if not self.body and self.title:
            self.body, self.title = [self.title], ""

    def _is_sure(self, text: str) -> bool:
        """Whether a line is no body, even in a story that has none."""
        return (
            text in (*self.bylines, *self.dates)
            or marks.has_credit(text)
            or marks.is_credit(text)
            or marks.is_photo(text)
        )


def _has_kicker(units: Sequence[Unit]) -> bool:
    """Whether a story begins with its section's name ("Middle East"), above its headline."""
    below = units[1].text if len(units) > 1 else ""
    return words(below) > 3 and marks.is_headline(below) and marks.is_kicker(units[0].text)
