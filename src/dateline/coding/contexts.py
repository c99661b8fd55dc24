"""PLOVER contexts of an event, by the words of the sentences that tell it."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coding.document import Part
from dateline.language import Sentence
from dateline.ontology import Context, Ontology


def contexts(ontology: Ontology, sentences: Sequence[tuple[Part, Sentence]]) -> dict[str, tuple[Part, Sentence]]:
    """The contexts that the sentences speak of, in the ontology's order, each with the first sentence that does."""
    lemmas = [[t.lemma for t in part.parse.tokens[s.first : s.last]] for part, s in sentences]
    heard = {
        name: next((n for n, words in enumerate(lemmas) if _speaks_of(context, words)), None)
        for name, context in ontology.contexts.items()
    }
    return {name: sentences[n] for name, n in heard.items() if n is not None}


def _speaks_of(context: Context, lemmas: list[str]) -> bool:
    if not context.words.isdisjoint(lemmas):
        return True
    return any(p.match(lemmas, i) for p in context.phrases for i, lemma in enumerate(lemmas) if lemma in p.heads)
