"""Private persons kept out of what is published.

A whole source is masked, not its output: `Masked` is a source whose records no longer name private persons, and whose
evidence still points at the right words of the masked articles. No exporter needs to know.

Masked are parties that the coder marked private and witnesses cited by a personal name; in values, citations, quotes,
headlines, captions and article texts, with the parts of their names ("Salim" after "Salim Haddad"), in every article of
the events they appear in. The capitalised words around such a name go with it: they are a longer form of it, a title,
or the rest of a relative's name ("his mother Mary Haddad"). A part of a name is left where it belongs to the name of a
public party or of a place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, groupby, pairwise, takewhile
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

from msgspec.structs import replace

from dateline.grounding.calendar.words import FUNCTION_WORDS, MONTH_NAMES_OF_PEOPLE, MONTHS, WEEKDAYS
from dateline.model import (
    Article,
    Citation,
    Claim,
    Consolidated,
    Date,
    Event,
    Evidence,
    Level,
    Link,
    Location,
    Lot,
    Means,
    Party,
    Record,
    Report,
    Seizure,
    Total,
    Value,
)
from dateline.publishing.source import FilterT, Whole, founded

PERSON = "a private person"  # stands for a name among the values
WITHHELD = "[name withheld]"  # stands for a name within a text

_PARTICLES = {"al", "el", "bin", "ibn", "bint", "abu", "umm", "um", "de", "da", "van", "von", "der", "di", "la"}
_WORD = re.compile(r"\w+")
# Capitalised by where they stand or what they are, without being of a name: "When Haddad left", "Haddad said Tuesday".
_NO_NAME = (FUNCTION_WORDS | WEEKDAYS.keys() | MONTHS.keys()) - MONTH_NAMES_OF_PEOPLE
_AROUND = 2  # words on each side that may belong to a name
_BEFORE, _BEHIND = re.compile(r"(\w+|\b\w\.)(?:-|[^\S\n]+\n?|\n)\Z"), re.compile(r"(?:-|[^\S\n]+\n?|\n)(\w+)")
_RUN = re.compile(r"(,?)((?:\s+[\w-]+)+)(,?)")  # words up to the next mark, and whether commas enclose them
_HEADLINE = 6  # words from which a text that capitalises all of them is taken for a headline
_AT_HAND = 256  # articles and sets of names that are asked for again and again while an event is written
_AnyValue = TypeVar("_AnyValue", bound=Value)


def shown(source: Readable[FilterT], persons: bool) -> Readable[FilterT]:
    """The source as its readers may see it: masked, unless private persons are asked for or it is masked already."""
    return source if persons or isinstance(source, Masked) else Masked(source)


def stated(source: Readable[FilterT], words: Mapping[str, Any]) -> dict[str, Any]:
    """A filter as the readers of the source may see it: who asked for a private person by name named one."""
    if not isinstance(source, Masked):
        return dict(words)
    return {name: _each(value, source.withheld) for name, value in words.items()}


def _each(value: Any, hide: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return hide(value)
    return [_each(one, hide) for one in value] if isinstance(value, list | tuple) else value


class Names(Record, frozen=True):
    """The names to hide in one article, and the names that may stand."""

    private: frozenset[str] = frozenset()
    public: frozenset[str] = frozenset()
    longer: frozenset[str] = frozenset()  # what a text calls private persons at length; hidden as a whole only

    def __or__(self, other: Names) -> Names:
        return Names(
            private=self.private | other.private,
            public=self.public | other.public,
            longer=self.longer | other.longer,
        )

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where private names and parts of them stand in a text, each with the rest of the name that it is told by.

        [start:end] in code points, in order, disjoint.
        """
        if not self.private or not _cues(self.private).may_stand_in(text):
            return []
        whole, loose = (
            [each.span() for each in pattern.finditer(text)] for pattern in _private_patterns(self.private, self.longer)
        )
        allowed = [each.span() for each in _public_pattern(self.public).finditer(text)] if self.public else []
        loose = [s for s in loose if not any(a <= s[0] and s[1] <= b for a, b in allowed)]
        found = _merged(whole + loose)
        if not found or _is_headline(text):
            return found
        return _merged(_at_length(text, span, allowed, known=span in whole) for span in found)

    def hide(self, text: str) -> str:
        """A text with the private names in it withheld."""
        return Mask(text, self.spans(text)).text

    def hide_in_any_case(self, text: str) -> str:
        """Words that are no sentence, such as a list of rare ones in small letters, without parts of private names."""
        if not self.private:
            return text
        found = [each.span() for each in _parts_in_any_case(self.private).finditer(text)]
        return Mask(text, _merged(found)).text

    def learnt(self, text: str, spans: Iterable[tuple[int, int]]) -> Names:
        """These names and those that a text has at length where they stand."""
        parts = {word for name in self.private for word in name.split()}
        told = (text[start:end].split() for start, end in spans)
        longer = frozenset(" ".join(words) for words in told if len(words) > 1 and not parts.issuperset(words))
        return replace(self, longer=self.longer | longer) if longer else self


_NOBODY = Names()


class _Cues:
    """Tells of most texts, without a search of patterns, that none of some names nor a part of one stands in them."""

    # What a pattern in ASCII also matches where case is ignored, and `lower` does not make ASCII.
    _ODD = ("\u017f", "\u0130", "\u0131")

    def __init__(self, names: Iterable[str]) -> None:
        words = {word.lower() for name in names for word in name_parts(name) or name.split()[:1]}
        self._words = [word for word in words if word.isascii()]
        self._sure = len(self._words) == len(words)

    def may_stand_in(self, text: str) -> bool:
        """False where no name does."""
        if not self._sure or any(odd in text for odd in self._ODD):
            return True
        text = text.lower()
        return any(word in text for word in self._words)


class Private:
    """All private names of a source, to tell quickly whether other words hold one of them."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = frozenset(names)
        self._keys = frozenset(map(_key, self.names)) - {()}
        self._longest = max(map(len, self._keys), default=0)

    def within(self, name: str) -> bool:
        """Whether a name is, or holds as whole words, a private one: "family of Salim Haddad"."""
        return any(run in self._keys for _, run in self._runs(_key(name)))

    def hide(self, words: str) -> str:
        """Words of no article without the names and parts of them, in whatever case."""
        spans = [match.span() for match in _WORD.finditer(words)]
        found = [at for at, run in self._runs(_key(words)) if run in self._keys or run in self._parts]
        return Mask(words, _merged((spans[first][0], spans[last - 1][1]) for first, last in found)).text

    @cached_property
    def _parts(self) -> frozenset[tuple[str, ...]]:
        return frozenset(_key(part) for name in self.names for part in name_parts(name))

    def _runs(self, words: tuple[str, ...]) -> Iterator[tuple[tuple[int, int], tuple[str, ...]]]:
        for i in range(len(words)):
            for j in range(i + 1, min(len(words), i + self._longest) + 1):
                yield (i, j), words[i:j]


def _key(name: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(name))


class Mask:
    """A text with some spans withheld, and the way from offsets in the one to offsets in the other."""

    def __init__(self, original: str, spans: list[tuple[int, int]]) -> None:
        self._spans = spans
        pieces, done = [], 0
        for start, end in spans:
            pieces += [original[done:start], WITHHELD]
            done = end
        self.text = "".join([*pieces, original[done:]])
        self._shifts = [0, *accumulate(len(WITHHELD) - (end - start) for start, end in spans)]

    @property
    def hides_nothing(self) -> bool:
        """Whether the text is as it was."""
        return not self._spans

    def span(self, start: int, end: int) -> tuple[int, int]:
        """[start:end] of the original in the masked text. A cut through a withheld name takes the whole mark in."""
        return self._at(start, opening=True), self._at(end, opening=False)

    def _at(self, offset: int, opening: bool) -> int:
        passed = 0
        for start, end in self._spans:
            if start < offset < end:
                return start + self._shifts[passed] + (0 if opening else len(WITHHELD))
            if offset < end:
                break
            passed += 1
        return offset + self._shifts[passed]


class Masked(Generic[FilterT]):
    """A source that names no private person: the names of the whole are known, so that no filter lets one through."""

    def __init__(
        self, source: Whole[FilterT], names: Mapping[str, Names] | None = None, private: Private | None = None
    ) -> None:
        """`names` are what to hide by article, of the same state; the source is then not read for them.

        `private` are the private names of all articles, where these are known, too.
        """
        self._source = source
        self._in_article = lru_cache(maxsize=_AT_HAND)(self._masked)
        if private is not None:
            self._private = private
        if names is not None:
            self.names = names

    @property
    def version(self) -> object:
        return self._source.version

    @property
    def founded(self) -> str:
        """When the ledger's first event was formed."""
        return founded(self._source)

    def events(self, *wanted: FilterT) -> Iterator[Event]:
        for event in self._source.events(*wanted):
            articles = [report.article_id for report in self._source.reports(event)]
            yield _event(event, _united(self.names.get(id, _NOBODY) for id in articles))

    def reports(self, event: Event, /) -> tuple[Report, ...]:
        return tuple(self._in_article(report.article_id).report(report) for report in self._source.reports(event))

    def article(self, id: str, /) -> Article:
        return self._in_article(id).article

    def evidence(self, article_id: str, evidence: Evidence) -> Evidence:
        """Words of an article as its masked text has them."""
        return self._in_article(article_id).evidence(evidence)

    def totals(self, *wanted: FilterT) -> Iterator[Total]:
        for total in self._source.totals(*wanted):
            yield self._in_article(total.article_id).total(total)

    def withheld(self, words: str) -> str:
        """Words of no article without the names of private persons in any of them, in whatever case."""
        return self._private.hide(words)

    @cached_property
    def _private(self) -> Private:
        return Private(name for names in self.names.values() for name in names.private)

    def masked_lots(self, *wanted: FilterT) -> Iterator[tuple[Lot, dict[str, Names]]]:
        """The events that pass the filter, undecoded, some hundred at a time, and what to hide in their articles."""
        for lot in self._source.lots(*wanted):
            yield lot, {id: names for id in lot.article_ids if (names := self.names.get(id)) is not None}

    def _masked(self, id: str) -> _ArticleMask:
        return _ArticleMask(self._source.article(id), self.names.get(id, _NOBODY))

    @cached_property
    def names(self) -> Mapping[str, Names]:
        """What to hide, by article. In articles that are not among them there is nobody to hide."""
        names: dict[str, Names] = {}
        for event, reports in self._source.beside_persons():
            told = names_told(event, reports)
            for report in reports:
                names[report.article_id] = names.get(report.article_id, _NOBODY) | told
        for total in self._source.totals():
            told = names_in(total)
            if told.private or total.article_id in names:
                names[total.article_id] = names.get(total.article_id, _NOBODY) | told
        return names


Readable: TypeAlias = Whole[FilterT] | Masked[FilterT]
"""A ledger whose readers may see everything in it, or one that is masked."""


class Masks:
    """Masks events with their reports and articles, where all of these are at hand."""

    def __init__(self, articles: Iterable[Article], names: Mapping[str, Names]) -> None:
        self._articles = {each.id: each for each in articles}
        self._names = names
        self._of: dict[str, _ArticleMask] = {}

    def entry(self, event: Event, reports: Sequence[Report]) -> tuple[Event, tuple[Report, ...], tuple[Article, ...]]:
        """An event, its reports, and the article of each."""
        ids = [report.article_id for report in reports]
        if not self._names or self._names.keys().isdisjoint(ids):
            return event, tuple(reports), tuple([self._articles[id] for id in ids])
        masks = [self._mask(id) for id in ids]
        return (
            _event(event, _united(self._names.get(id, _NOBODY) for id in ids)),
            tuple(mask.report(report) for mask, report in zip(masks, reports, strict=True)),
            tuple(mask.article for mask in masks),
        )

    def _mask(self, id: str) -> _ArticleMask:
        if id not in self._of:
            self._of[id] = _ArticleMask(self._articles[id], self._names.get(id, _NOBODY))
        return self._of[id]


class _ArticleMask:
    """Masks the records of one article."""

    def __init__(self, article: Article, names: Names) -> None:
        spans = names.spans(article.text)
        self._article, self._names = article, names.learnt(article.text, spans)
        self._body = Mask(article.text, spans)
        self._title = self._mask(article.title)  # often with all words in capitals: the body tells which are of names
        self._captions = [self._mask(caption.text) for caption in article.captions]

    @cached_property
    def article(self) -> Article:
        captions = zip(self._article.captions, self._captions, strict=True)
        return replace(
            self._article,
            title=self._title.text,
            text=self._body.text,
            captions=tuple(replace(caption, text=mask.text) for caption, mask in captions),
            url=_safe_address(self._article.url, self._names),
        )

    def report(self, report: Report) -> Report:
        return replace(
            report,
            trigger=self.evidence(report.trigger),
            quote=self.evidence(report.quote),
            claims=tuple(self._claim(claim) for claim in report.claims),
        )

    def total(self, total: Total) -> Total:
        return replace(
            total,
            quote=self.evidence(total.quote),
            actors=tuple(_value(party, self._names) for party in total.actors),
            recipients=tuple(_value(party, self._names) for party in total.recipients),
            cited=tuple(self._citation(link) for link in total.cited),
        )

    def evidence(self, evidence: Evidence) -> Evidence:
        masks = {"title": self._title, "body": self._body}
        mask = masks.get(evidence.part) or self._captions[evidence.caption or 0]
        if mask.hides_nothing:
            return evidence
        start, end = mask.span(evidence.start, evidence.end)
        return replace(evidence, start=start, end=end, quote=mask.text[start:end])

    def _claim(self, claim: Claim) -> Claim:
        return replace(
            claim,
            value=_value(claim.value, self._names),
            evidence=tuple(map(self.evidence, claim.evidence)),
            cited=tuple(map(self._citation, claim.cited)),
        )

    def _citation(self, link: Citation) -> Citation:
        name = self._names.hide(link.name)
        return replace(
            link,
            name=PERSON if name == WITHHELD else name,
            evidence=self.evidence(link.evidence) if link.evidence else None,
            cue=self.evidence(link.cue) if link.cue else None,
        )

    def _mask(self, text: str) -> Mask:
        return Mask(text, self._names.spans(text))


# ------------------------------------------------------------------ values


def _event(event: Event, names: Names) -> Event:
    return replace(
        event,
        fields=tuple(_consolidated(value, names) for value in event.fields),
        links=tuple(_link(link, names) for link in event.links),
    )


def _consolidated(field: Consolidated, names: Names) -> Consolidated:
    return replace(
        field,
        best=_value(field.best, names),
        low=_value(field.low, names) if field.low else None,
        high=_value(field.high, names) if field.high else None,
    )


def _link(link: Link, names: Names) -> Link:
    def hidden(level: Level) -> str:
        return names.hide_in_any_case(level.outcome) if level.name == "rare words" else names.hide(level.outcome)

    return replace(link, levels=tuple(replace(level, outcome=hidden(level)) for level in link.levels))


def _value(value: _AnyValue, names: Names) -> _AnyValue:
    """A value without private names. A private party keeps its country and sector and loses name and registry entry."""
    if isinstance(value, Party):
        name = names.hide(value.name)
        if value.private or (name == WITHHELD and value.actor_id is None):
            return replace(value, name=PERSON, actor_id=None, private=True, reasons=())
        return replace(value, name=name, reasons=tuple(map(names.hide, value.reasons)))
    if isinstance(value, Date | Location):
        return replace(value, text=names.hide(value.text), reasons=tuple(map(names.hide, value.reasons)))
    if isinstance(value, Means):
        return replace(value, text=names.hide(value.text))
    if isinstance(value, Seizure):
        return replace(value, item=names.hide(value.item))
    return value


def _safe_address(url: str | None, names: Names) -> str | None:
    """The address, unless a private name or two words of one are spelled out in it ("/news/salim-haddad-killed")."""
    words = _spelled(url or "")
    told = (run for name in names.private | names.longer for run in _runs_of_two(_spelled(name)))
    return None if any(f" {run} " in f" {words} " for run in told) else url


def _spelled(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


def _runs_of_two(name: str) -> Iterable[str]:
    words = name.split()
    return map(" ".join, pairwise(words)) if len(words) > 1 else words


# ------------------------------------------------------------------ names


def personal_names(phrase: str) -> set[str]:
    """The personal names in a phrase: a single capitalised word, or each run of two capitalised words and more.

    "Salim Haddad" and "the baker Salim Haddad" give "Salim Haddad"; "a baker from Taji" gives none.
    """
    words = phrase.split()
    if len(words) == 1:
        return {phrase} if phrase[0].isupper() else set()
    runs = (list(run) for named, run in groupby(words, key=_name_like) if named)
    return {" ".join(run) for run in runs if len(run) > 1 and any(word[0].isupper() for word in run)}


def name_parts(name: str) -> set[str]:
    """The words of a personal name that can stand for the person alone."""
    return {word for word in name.split() if word.lower() not in _PARTICLES and len(word.strip(".")) > 2}


def names_told(event: Event, reports: Iterable[Report]) -> Names:
    """The names that an event brings to every article that tells of it."""
    return _united(map(_names_of_report, reports)) | names_of_values(value.best for value in event.fields)


def names_in(total: Total) -> Names:
    """The names that a total brings to its article."""
    return names_of_values([*total.actors, *total.recipients]) | names_of_citations(total.cited)


def _name_like(word: str) -> bool:
    return word[0].isupper() or re.split(r"[-’']", word)[0].lower() in _PARTICLES


class Spoken(Protocol):
    """Words of an article, as far as it matters where they stand."""

    @property
    def part(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def quote(self) -> str: ...


def _names_of_report(report: Report) -> Names:
    return names_claimed(((c.value, c.evidence, c.cited) for c in report.claims), report.quote)


def names_claimed(claims: Iterable[tuple[object, Sequence[Spoken], Sequence[Citation]]], sentence: Spoken) -> Names:
    """The names in a report's claims: each as its value, the words that tell it, and whom it cites.

    `sentence` is that of the report: it may have the name of whom a claim's own words only describe.
    """
    claims = list(claims)
    names = names_of_values(value for value, _, _ in claims)
    told = [words for value, quotes, _ in claims if isinstance(value, Party) and value.private for words in quotes]
    spelled = {name for words in told for name in personal_names(words.quote) or _named_behind(words, sentence)}
    kin = _kin(names.private | spelled, (link for _, _, cited in claims for link in cited))
    named = Names(private=frozenset(spelled | kin) - names.public)
    return names | named | _united(names_of_citations(cited) for _, _, cited in claims)


def _kin(private: Iterable[str], cited: Iterable[Citation]) -> set[str]:
    """The sources of whom nothing is known but the family name of a private person: "his mother Mary Haddad said"."""
    families = {name.split()[-1] for name in private if " " in name}
    unknown = {link.name for link in cited if link.kind == "unknown"}
    found = {name for each in unknown for name in personal_names(each) if " " in name}
    return {name for name in found if name.split()[-1] in families}


def _named_behind(words: Spoken, sentence: Spoken) -> set[str]:
    """The name of whom words only describe, where it follows: "driver Salim Haddad", "a farmer, Salim Haddad, 45,"."""
    at = words.end - sentence.start
    if words.part != sentence.part or sentence.quote[max(0, at - len(words.quote)) : at] != words.quote:
        return set()
    found = _RUN.match(sentence.quote[at:])
    if found is None:
        return set()
    comma, behind, closing = found[1], found[2].split(), found[3]
    name = list(takewhile(lambda word: _name_like(word) and word.lower() not in _NO_NAME, behind))
    if comma and (name != behind or not closing):
        return set()  # another clause, not another word for the same person
    return {" ".join(name)} if len(name) > 1 and name[0][0].isupper() else set()


def names_of_values(values: Iterable[object]) -> Names:
    """The names of persons and places among values."""
    private: set[str] = set()
    public: set[str] = set()
    for value in values:
        if isinstance(value, Party) and value.private:
            private |= personal_names(value.name)
        elif isinstance(value, Party):
            public.add(value.name)
        elif isinstance(value, Location):
            public.add(value.text)
    return Names(private=frozenset(private), public=frozenset(public))


def names_of_citations(cited: Iterable[Citation]) -> Names:
    """A witness cited by a personal name is a private person; "Residents" are not named.

    Nor is "her neighbour Salim Haddad" two sources: the name behind a witness is that of the witness.
    """
    cited = tuple(cited)
    witnesses = [link.name for link in cited if link.kind == "witness"]
    witnesses += [link.name for before, link in pairwise(cited) if before.kind == "witness" and _adjoin(before, link)]
    named = (personal_names(name) for name in witnesses if len(name.split()) > 1)
    return Names(private=frozenset(name for names in named for name in names))


def _adjoin(one: Citation, other: Citation) -> bool:
    """Whether two sources are told by one run of words, of which the second is not known to be anything else."""
    if one.evidence is None or other.evidence is None or other.kind != "unknown":
        return False
    return one.evidence.part == other.evidence.part and 0 < other.evidence.start - one.evidence.end <= len(", ")


def _united(names: Iterable[Names]) -> Names:
    together = Names()
    for some in names:
        together |= some
    return together


# Every text of an event asks for these.


@lru_cache(maxsize=_AT_HAND)
def _cues(private: frozenset[str]) -> _Cues:
    return _Cues(private)


@lru_cache(maxsize=_AT_HAND)
def _private_patterns(private: frozenset[str], longer: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds whole names, and what finds parts of them."""
    parts = {word for name in private for word in name_parts(name)}
    return _pattern(private | longer, re.IGNORECASE), _pattern(parts | {word.upper() for word in parts})


@lru_cache(maxsize=_AT_HAND)
def _parts_in_any_case(private: frozenset[str]) -> re.Pattern[str]:
    return _pattern((word for name in private for word in name_parts(name)), re.IGNORECASE)


@lru_cache(maxsize=_AT_HAND)
def _public_pattern(public: frozenset[str]) -> re.Pattern[str]:
    return _pattern(public, re.IGNORECASE)


def _pattern(names: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    """Any of the names as whole words, the longest first, over any white space."""
    alternatives = [
        r"\s+".join(map(re.escape, name.split())) for name in sorted(names, key=lambda n: (-len(n), n)) if name
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)" if alternatives else r"(?!)", flags)


def _is_headline(text: str) -> bool:
    """Whether all words have a capital, which then says nothing of them: "Teacher Alice Njeri Stabbed to Death"."""
    words = _WORD.findall(text)
    return len(words) >= _HEADLINE and all(w[0].isupper() or w in FUNCTION_WORDS or w.isdigit() for w in words)


def _at_length(text: str, span: tuple[int, int], allowed: Sequence[tuple[int, int]], known: bool) -> tuple[int, int]:
    """A name, or part of one, with the words around it that belong to it; none of a public name that is `allowed`.

    What opens a sentence before a whole name that is `known` ("Shepherd Salim Haddad") is no part of it.
    """

    def belongs(found: re.Match[str]) -> bool:
        first, last = found.span(1)
        if any(first < end and start < last for start, end in allowed):
            return False
        return _name_like(found[1]) and found[1].lower() not in _NO_NAME

    start, end = span
    at = start
    for _ in range(_AROUND):
        before = _BEFORE.search(text, max(0, at - 40), at)
        if before is None or not belongs(before) or (known and not _within_sentence(text, before.start())):
            break
        at = before.start()
        start = at if before[1][0].isupper() else start  # "al", "van" only with what comes before them
    at = end
    for _ in range(_AROUND):
        behind = _BEHIND.match(text, at)
        if behind is None or not belongs(behind):
            break
        at = behind.end()
        end = at if behind[1][0].isupper() else end
    return start, end


def _within_sentence(text: str, at: int) -> bool:
    """Whether the word at an offset follows another without more than a comma between them."""
    return at > 1 and text[at - 1].isspace() and (text[at - 2].isalnum() or text[at - 2] == ",")


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
