"""PLOVER contexts of an event, by the words of the sentences that tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dateline.coding.document import Part
from dateline.language import Sentence
from dateline.ontology import Ontology, Phrase


class ContextFinder:
    """Finds what the sentences of one document speak of, looking at each sentence once however many events it tells."""

    def __init__(self, ontology: Ontology) -> None:
        self._order = {name: n for n, name in enumerate(ontology.contexts)}
        self._words: dict[str, list[str]] = defaultdict(list)  # lemma → contexts
        self._phrases: dict[str, list[tuple[Phrase, str]]] = defaultdict(list)  # by the lemmas that open them
        for context in ontology.contexts.values():
            for lemma in context.words:
                self._words[lemma].append(context.name)
            for phrase in context.phrases:
                for lemma in phrase.heads:
                    self._phrases[lemma].append((phrase, context.name))
        self._known: dict[tuple[Part, Sentence], frozenset[str]] = {}

    def __call__(self, sentences: Sequence[tuple[Part, Sentence]]) -> dict[str, tuple[Part, Sentence]]:
        """The contexts that the sentences speak of, in the ontology's order, each with the first sentence that does."""
        found: dict[str, tuple[Part, Sentence]] = {}
        for part, sentence in sentences:
            for name in self._in_sentence(part, sentence):
                found.setdefault(name, (part, sentence))
        return dict(sorted(found.items(), key=lambda item: self._order[item[0]]))

    def _in_sentence(self, part: Part, sentence: Sentence) -> frozenset[str]:
        known = self._known.get((part, sentence))
        if known is None:
            lemmas = [t.lemma for t in part.parse.tokens[sentence.first : sentence.last]]
            known = self._known[part, sentence] = frozenset(self._spoken_of(lemmas))
        return known

    def _spoken_of(self, lemmas: list[str]) -> set[str]:
        found = {name for lemma in lemmas for name in self._words.get(lemma, ())}
        for i, lemma in enumerate(lemmas):
            for phrase, name in self._phrases.get(lemma, ()):
                if name not in found and phrase.match(lemmas, i):
                    found.add(name)
        return found
