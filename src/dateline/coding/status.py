"""Whether a mentioned event happened, and how sure the article is of it.

A mention under negation, a condition, a question or a mere possibility is no event. What is announced, due or
intended is `planned`; what was tried and came to nothing is `failed`; what the article only denies is `denied`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.coding.clause import VERBAL
from dateline.coding.mentions import Mention
from dateline.coding.words import WORDS
from dateline.language import Parse, Token
from dateline.model import Certainty, Evidence, Status
from dateline.ontology import Ontology

Reality = Literal["real", "negated", "conditional", "possible", "question", "asked for", "intended", "general"]


@dataclass(frozen=True)
class Judgement:
    """What the words around a mention say of its reality. `cue` is the word that decides status or certainty."""

    reality: Reality
    status: Status
    certainty: Certainty
    status_cue: Evidence | None = None
    certainty_cue: Evidence | None = None


MODALS_POSSIBLE = frozenset({"may", "might", "could", "can", "should", "must", "would", "ought"})
CONDITIONS = frozenset({"if", "unless", "whether", "lest", "should"})
FUTURE = frozenset({"will", "'ll", "’ll", "shall"})


class Judge:
    """Judges mentions by the cue lists of the ontology."""

    def __init__(self, ontology: Ontology) -> None:
        cues = ontology.cues
        self._lists = {
            name: cues.lemmas(name) for name in ("negation", "hedges", "planned", "failed", "denial", "habitual")
        }
        self._hedged_reports = frozenset(
            c.phrase.heads[0] for c in cues.reporting if c.hedged and len(c.phrase.elements) == 1
        )
        self._types = ontology.types

    def __call__(self, mention: Mention) -> Judgement:
        """The judgement on one mention."""
        reality = self._reality(mention)
        status, status_cue = self._status(mention)
        if status == "planned" and reality in ("possible", "asked for", "intended"):
            reality = "real"
        certainty, certainty_cue = self._certainty(mention)
        part = mention.part
        return Judgement(
            reality,
            status,
            certainty,
            part.evidence(status_cue.i, status_cue.i + 1) if status_cue else None,
            part.evidence(certainty_cue.i, certainty_cue.i + 1) if certainty_cue else None,
        )

    # -------------------------------------------------------------- reality

    def _reality(self, mention: Mention) -> Reality:
        parse = mention.parse
        verbs = _verbs(mention)
        if any(self._negated(parse, v) for v in verbs) or _no(parse, mention.head):
            return "negated"
        if any(_conditional(parse, v) for v in _chain(parse, mention.clause)):
            return "conditional"
        if parse.tokens[mention.sentence.last - 1].text == "?":
            return "question"
        if any(_modal(parse, v) for v in verbs):
            return "possible"
        if mention.token.pos in VERBAL and (governor := _governing_infinitive(parse, mention.clause)) is not None:
            return "asked for" if governor.lemma in WORDS.object_control or governor.lemma == "call" else "intended"
        if any(t.lemma in self._lists["habitual"] for v in verbs for t in parse.children(v, "advmod")):
            return "general"
        return "real"

    def _negated(self, parse: Parse, verb: int) -> bool:
        return bool(parse.children(verb, "neg")) or any(
            t.lemma in self._lists["negation"] for t in parse.children(verb, "advmod", "det", "preconj", "prep")
        )

    # -------------------------------------------------------------- status

    def _status(self, mention: Mention) -> tuple[Status, Token | None]:
        if mention.entry.status is not None:
            return mention.entry.status, mention.token
        parse = mention.parse
        for verb in (mention.clause, *self._governors(mention)):
            token = parse.tokens[verb]
            if verb != mention.head:
                for name, status in (("failed", "failed"), ("planned", "planned"), ("denial", "denied")):
                    if token.lemma in self._lists[name]:
                        return status, token  # type: ignore[return-value]
            if future := next((t for t in parse.children(verb, "aux") if t.lower in FUTURE), None):
                return "planned", future
        for t in parse.children(mention.head, "amod", "compound", "nmod"):
            if t.lemma in self._lists["failed"]:
                return "failed", t
            if t.lemma in self._lists["planned"]:
                return "planned", t
        return "occurred", None

    def _governors(self, mention: Mention) -> list[int]:
        """Verbs over the mention which it is a complement of: "planned to strike", "foiled an attempt to smuggle"."""
        parse = mention.parse
        found, token = [], parse.tokens[mention.clause]
        while token.dep in ("xcomp", "dobj", "acl", "pobj", "prep", "pcomp", "ccomp") and token.head != token.i:
            if token.dep == "ccomp" and not _infinitive(parse, token.i):
                break
            token = parse.tokens[token.head]
            found.append(token.i)
        return found

    # -------------------------------------------------------------- certainty

    def _certainty(self, mention: Mention) -> tuple[Certainty, Token | None]:
        parse = mention.parse
        hedges = self._lists["hedges"]
        near = [*parse.children(mention.head, "amod", "advmod", "compound"), *parse.children(mention.clause, "advmod")]
        for t in near:
            if t.lemma in hedges or t.lower in hedges:
                return "hedged", t
        token = parse.tokens[mention.clause]
        if self._types[mention.type].kind == "words" and token.i == mention.head:
            return "stated", None
        while token.dep in ("ccomp", "xcomp", "pcomp", "prep", "acl") and token.head != token.i:
            token = parse.tokens[token.head]
            if token.lemma in hedges or token.lemma in self._hedged_reports:
                return "hedged", token
        return "stated", None


def _verbs(mention: Mention) -> list[int]:
    """The trigger and the verb that carries it."""
    return list(dict.fromkeys([mention.head, mention.clause]))


def _chain(parse: Parse, verb: int) -> list[int]:
    return [verb, *(t.i for t in parse.ancestors(verb) if t.pos in VERBAL)]


def _no(parse: Parse, head: int) -> bool:
    return any(t.lower in ("no", "any", "neither") for t in parse.children(head, "det", "neg"))


def _conditional(parse: Parse, verb: int) -> bool:
    if parse.tokens[verb].dep not in ("advcl", "ccomp"):
        return False
    marks = parse.children(verb, "mark", "advmod", "aux")
    return any(
        t.lower in CONDITIONS and (t.dep == "mark" or t.i < verb)
        for t in marks
        if t.lower != "should" or t.dep == "mark"
    )


def _modal(parse: Parse, verb: int) -> bool:
    return any(t.lower in MODALS_POSSIBLE for t in parse.children(verb, "aux"))


def _governing_infinitive(parse: Parse, verb: int) -> Token | None:
    """The governor of an infinitive that need not have happened: "urged the army to withdraw", "a plan to strike"."""
    if parse.tokens[verb].dep not in ("xcomp", "ccomp", "acl", "advcl") or not _infinitive(parse, verb):
        return None
    head = parse.head(verb)
    return head if head is not None and head.lemma not in WORDS.implicative else None


def _infinitive(parse: Parse, verb: int) -> bool:
    return any(t.lower == "to" and t.tag == "TO" for t in parse.children(verb, "aux"))
