"""PLOVER contexts of an event, by the words of its sentence and of the headline."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.coding.document import Part
from dateline.language import Sentence
from dateline.ontology import Ontology


def contexts(ontology: Ontology, sentences: Iterable[tuple[Part, Sentence]]) -> tuple[str, ...]:
    """The contexts that the sentences speak of, in the ontology's order."""
    lemmas = [[t.lemma for t in part.parse.tokens[s.first : s.last]] for part, s in sentences]
    heard = {lemma for words in lemmas for lemma in words}
    return tuple(
        name
        for name, context in ontology.contexts.items()
        if context.words & heard
        or any(
            p.match(words, i)
            for p in context.phrases
            for words in lemmas
            for i in range(len(words))
            if words[i] in p.heads
        )
    )
