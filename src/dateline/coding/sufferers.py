"""Who suffers what a word of death, injury or arrest says: how the nouns that tolls count stand in a parse."""

from __future__ import annotations

from dateline.coding.clause import ALONG, VERBAL, is_passive, objects, subjects, with_conjuncts
from dateline.coding.words import WORDS
from dateline.language import Parse, Token
from dateline.model import CountWhat

# Verb → what it counts, and whether the subject suffers it.
VERBS: dict[str, tuple[CountWhat, bool]] = {
    verb: (what, subject)
    for what, verbs in WORDS.toll_verbs.items()
    for subject, lemmas in ((False, verbs.object), (True, verbs.subject))
    for verb in lemmas
}
# (verb, what completes it) → what it counts.
COMPLETED: dict[tuple[str, str], CountWhat] = {
    (verb, words): what
    for what, complements in WORDS.toll_complements.items()
    for words, verbs in complements.items()
    for verb in verbs
}
# "injuries to six people", "inflicted wounds on two guards".
BEARING = frozenset({"among", "on", "to"})
COMPLEMENT_DEPS = ("prep", "prt", "oprd", "acomp", "dobj", "advmod", "ccomp", "xcomp", "npadvmod", "dep")


def under_of(parse: Parse, noun: int) -> list[int]:
    """What stands under a noun's "of", with what stands in coordination with it."""
    return _under(parse, noun, frozenset({"of"}))


def sufferers(parse: Parse, verb: int, subject_suffers: bool) -> list[int]:
    """Who dies, is hurt or is taken by what a verb says."""
    found = [] if subject_suffers else _ended(parse, verb)
    if not found and (subject_suffers or is_passive(parse, verb)):
        found = subjects(parse, verb)
        if parse.tokens[verb].dep == "acl":  # "a woman stabbed to death and her son": he stands after it, not in it
            found = [i for i in found if i < verb]
    found = found or _acted_on(parse, verb) or (subjects(parse, verb) if _clipped(parse, verb) else [])
    return [*found, *_together(parse, verb)] if found else []


def _acted_on(parse: Parse, verb: int) -> list[int]:
    """Its objects, or those that the parser hung on the word that completes it ("shot dead nine people")."""
    completing = (t.i for t in parse.children(verb, "acomp", "oprd"))
    return objects(parse, verb) or [
        i for c in completing for t in parse.children(c, "dobj") for i in with_conjuncts(parse, t.i)
    ]


def _ended(parse: Parse, verb: int) -> list[int]:
    """ "left one guard shot to death", "were found beaten to death": the participle says how those above it ended."""
    token, head = parse.tokens[verb], parse.head(verb)
    if token.tag != "VBN" or head is None or parse.children(verb, "aux", "auxpass", "nsubj", "nsubjpass"):
        return []
    before = parse.tokens[verb - 1]
    if token.dep == "acl" and before.dep == "dobj" and parse.tokens[before.head].lemma == "leave":
        return [before.i]  # hung on "an attack" in "an attack that left three boys shot to death"
    if token.dep not in ("ccomp", "oprd", "xcomp") or head.pos not in VERBAL:
        return []
    return subjects(parse, head.i) if is_passive(parse, head.i) else objects(parse, head.i)


def _together(parse: Parse, verb: int) -> list[int]:
    """ "killed four fighters along with two civilians", where the parser hangs the second on the verb."""
    along = (p for p in parse.children(verb, "prep") if p.lower in ALONG and p.i > verb)
    inside = (p for a in along for p in (a, *parse.children(a.i, "prep")))
    return [f for p in inside for t in parse.children(p.i, "pobj") for f in with_conjuncts(parse, t.i)]


def _clipped(parse: Parse, verb: int) -> bool:
    """ "Two civilians killed and three wounded": a passive without its auxiliary."""
    token = parse.tokens[verb]
    below = parse.children(verb, "aux", "ccomp", "xcomp", "dobj")
    shared = any(parse.children(t.i, "dobj") for t in parse.children(verb, "conj"))
    return token.tag in ("VBN", "VBD") and not below and not shared and bool(parse.children(verb, "nsubj"))


def completed(parse: Parse, verb: Token) -> CountWhat | None:
    """What a verb counts together with the words that complete it."""
    after = [t.lower for t in parse.tokens[verb.i + 1 : verb.i + 3]]
    for length in (1, 2):
        # "shot dead a colonel": the parser may hang the second word on the third, or take the first for a noun.
        if (what := COMPLETED.get((verb.lemma, " ".join(after[:length])))) is not None:
            return what
    if verb.pos not in VERBAL:
        return None
    for token in parse.children(verb.i, *COMPLEMENT_DEPS):
        words = [token.lower, *(f"{token.lower} {t.lower}" for t in parse.children(token.i, "pobj"))]
        for phrase in words:
            if (what := COMPLETED.get((verb.lemma, phrase))) is not None:
                return what
    return None


def hurt(parse: Parse, noun: int) -> list[int]:
    """Who has the injuries that a noun names: "suffered burns", "left four with burns", "injuries to six people"."""
    token, head = parse.tokens[noun], parse.head(noun)
    if found := _under(parse, noun, BEARING) or _behind(parse, noun):
        return found
    if head is None or (head.pos in VERBAL and parse.children(head.i, "neg")):
        return []
    if token.dep in ("dobj", "nsubjpass"):
        return subjects(parse, head.i) if head.lemma in WORDS.suffering else _under(parse, head.i, BEARING)
    governor = parse.head(head.i) if token.dep == "pobj" else None
    if governor is None:
        return []
    if governor.pos not in VERBAL:  # "four with burns", "treated four people for burns"
        treated = head.lower == "for" and parse.tokens[governor.head].lemma == "treat"
        return with_conjuncts(parse, governor.i) if treated or head.lower == "with" else []
    if head.lower == "with" or (head.lower == "for" and governor.lemma == "treat"):
        return subjects(parse, governor.i) if is_passive(parse, governor.i) else _of_action(parse, governor.i)
    return subjects(parse, governor.i) if head.lower == "from" and governor.lemma in WORDS.suffering else []


def _behind(parse: Parse, noun: int) -> list[int]:
    """ "the deaths of two officers and injuries to five": what follows, wherever the parser hung it."""
    after = parse.tokens[noun + 1 : noun + 2]
    return [t.i for t in parse.children(noun + 1, "pobj")] if after and after[0].lower == "to" else []


def _of_action(parse: Parse, verb: int) -> list[int]:
    """ "left four with burns", "four escaped with burns"."""
    return objects(parse, verb) or subjects(parse, verb)


def _under(parse: Parse, head: int, prepositions: frozenset[str]) -> list[int]:
    """What stands under some prepositions of a word, with what stands in coordination with it."""
    found = (p for p in parse.children(head, "prep", "dative") if p.lower in prepositions)
    return [f for p in found for t in parse.children(p.i, "pobj") for f in with_conjuncts(parse, t.i)]


def taker(parse: Parse, life: Token) -> Token | None:
    """The verb that takes a life."""
    verb = parse.head(life.i)
    return verb if verb is not None and verb.lemma in WORDS.life_takers and life.dep in ("dobj", "dative") else None


def in_state(parse: Parse, state: Token) -> list[int]:
    """The nouns that a state is told of: "two men were dead", "left two men dead", "two dead men"."""
    head = parse.head(state.i)
    while state.dep == "conj" and head is not None and head.lower in WORDS.toll_states:
        if own := [t.i for t in parse.children(state.i, "nsubj", "nsubjpass")]:
            return own
        state, head = head, parse.head(head.i)
    if state.dep == "amod" and head is not None:
        return [head.i]
    before = parse.children(head.i, "nsubj", "nsubjpass", "dobj") if head is not None else []
    near = [f for t in before if t.i < state.i for f in with_conjuncts(parse, t.i)]
    # "five dead and three missing": what another state is told of is not in this one.
    other = max((t.i for t in parse.tokens[: state.i] if t.lower in WORDS.toll_states), default=-1)
    near = [f for f in near if f > other] or near
    return near or [t.i for t in parse.children(state.i, "nsubj", "nsubjpass")]
