"""What stands in the grammatical slots of a trigger word.

Slots are named as in `ontology/frames.yaml`: `subject` and `object` as in the active voice (a passive is turned round
here, once: its subject is the object, its by-phrase the `agent`), `possessor`, `compound`, `modifier`, and
prepositions by their word. Fillers are head tokens; what stands in coordination with a filler fills the slot too.
"""

from __future__ import annotations

from collections import defaultdict

from dateline.coding.words import WORDS
from dateline.language import Parse, Token

Slots = dict[str, list[int]]

PLURAL_OR_NAME = frozenset({"NNS", "NNP", "NNPS"})  # not "the day it attacked"
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
VERBAL = frozenset({"VERB", "AUX"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
PARTICIPLES = frozenset({"beaten", "driven", "given", "slain", "stolen", "taken", "thrown"})  # whatever the tag
ALONG = frozenset({"along", "alongside", "together"})
RELATIVES = frozenset({"that", "which", "who", "whom"})


def slots(parse: Parse, head: int) -> Slots:
    """The fillers of every slot of a trigger, verb or noun."""
    if parse.tokens[head].pos in VERBAL:
        return _verb_slots(parse, head)
    return _noun_slots(parse, head)


def is_passive(parse: Parse, verb: int) -> bool:
    """Whether a verb stands in the passive, a bare participle after its noun ("troops killed in …") included."""
    token = parse.tokens[verb]
    if parse.children(verb, "nsubjpass", "auxpass", "csubjpass", "agent"):
        return True
    if token.dep in ("acl", "amod") and token.tag == "VBN":
        return not parse.children(verb, "dobj")
    if token.tag == "VBN" and token.dep in ("conj", "advcl") and not parse.children(verb, "aux", "nsubj"):
        head = parse.head(verb)
        return token.dep == "advcl" or (head is not None and is_passive(parse, head.i))
    # Headlines leave the auxiliary out: "Two soldiers killed in Mali".
    sentence = parse.sentences[parse.sentence_of[verb]]
    headline = parse.tokens[sentence.last - 1].text not in (".", "!", "?", "”", '"')
    if not headline or token.dep != "ROOT" or parse.children(verb, "aux"):
        return False
    taken = {t.lemma for t in parse.children(verb, "dobj")}
    if token.tag == "VBN" or token.lower in PARTICIPLES:
        return taken <= WORDS.taken_as
    shooting = token.lemma == "shoot" and any(t.lower == "at" for t in parse.children(verb, "prep"))
    return token.tag == "VBD" and token.lemma in WORDS.suffered and not taken and not shooting


def _own_subjects(parse: Parse, verb: int) -> list[Token]:
    """Its subjects; "fighters whom, they said, no country has taken back": the pronoun beside another is its object."""
    found = parse.children(verb, *SUBJECTS)
    nouns = [t for t in found if t.lower not in RELATIVES]
    return nouns or found


def subjects(parse: Parse, verb: int) -> list[int]:
    """The grammatical subjects of a verb, fetched from the clause above where its own is left out."""
    for _ in range(6):
        own = _own_subjects(parse, verb) or _misread_subject(parse, verb)
        if own:
            return [f for t in own for f in _filler(parse, t)]
        above = _subject_from_above(parse, verb)
        if isinstance(above, list):
            return above
        if above is None:
            return []
        verb = above
    return []


def _misread_subject(parse: Parse, verb: int) -> list[Token]:
    """ "Briefing the Council, the envoy said …": the participle is taken for the subject."""
    token = parse.tokens[verb]
    return parse.children(verb, "appos") if token.tag == "VBG" and token.dep in SUBJECTS else []


def _subject_from_above(parse: Parse, verb: int) -> list[int] | int | None:
    """Fillers, or the verb whose subject is shared, or None."""
    token = parse.tokens[verb]
    head = parse.head(verb)
    if head is None:
        return None
    if token.dep == "acl" and parse.children(verb, "aux") and head.pos == "NOUN":
        return _holder(parse, head)
    if token.dep in ("acl", "relcl") and head.pos in NOMINAL:
        return with_conjuncts(parse, head.i)
    if token.dep == "xcomp" and head.pos == "ADJ":  # "are due to meet"
        return head.head if head.head != head.i else None
    if token.dep == "xcomp" and head.lemma in WORDS.object_control:
        return _addressee(parse, head.i) or head.i
    if (
        token.dep == "conj"
        and token.tag in FINITE
        and head.tag == "VB"
        and head.dep in ("xcomp", "ccomp", "advcl", "acl")
    ):
        # "She urged leaders to refrain and called on …": a finite verb is no second half of an infinitive.
        return head.head
    if token.dep in ("xcomp", "conj", "advcl", "ccomp") and head.pos in VERBAL:
        return head.i
    if token.dep in ("pcomp", "prep"):
        above = next((a for a in parse.ancestors(verb) if a.pos in VERBAL), None)
        if above is not None and above.lemma in WORDS.object_doers:
            return _addressee(parse, above.i) or None
        return above.i if above is not None else None
    return None


def _addressee(parse: Parse, verb: int) -> list[int]:
    """The object of a verb, or what stands under its "on" ("called on Egypt to withdraw"), with conjuncts."""
    found = [t.i for t in parse.children(verb, "dobj", "nsubjpass")]
    if not found:
        found = [
            t.i for p in parse.children(verb, "prep") if p.lower in ("on", "upon") for t in parse.children(p.i, "pobj")
        ]
    return [f for i in found for f in with_conjuncts(parse, i)]


def _addressed_by(parse: Parse, verb: int, preposition: str) -> list[int]:
    return [
        f
        for p in parse.children(verb, "prep")
        if p.lower == preposition
        for t in parse.children(p.i, "pobj")
        for f in with_conjuncts(parse, t.i)
    ]


def _holder(parse: Parse, noun: Token) -> list[int] | int | None:
    """Who is to do it in "Turkey's decision to withdraw", "the US plan to strike", "made an attempt to flee"."""
    owners = parse.children(noun.i, "poss", "compound") + [
        t for t in parse.children(noun.i, "amod") if t.entity == "NORP"
    ]
    if owners:
        return [f for t in owners for f in with_conjuncts(parse, t.i)]
    return next((a.i for a in parse.ancestors(noun.i) if a.pos in VERBAL), None) if noun.dep == "dobj" else None


def objects(parse: Parse, verb: int) -> list[int]:
    """The grammatical objects of a verb; in a relative clause the noun it hangs on."""
    own = parse.children(verb, "dobj", "obj")
    if own:
        return [f for t in own for f in _filler(parse, t)]
    token = parse.tokens[verb]
    head = parse.head(verb)
    if head is None:
        return []
    if token.dep == "conj" and head.pos in VERBAL and not parse.children(verb, "prep", "ccomp", "xcomp"):
        # "beat and kicked the man": the object stands with the last verb, or with the first.
        return [t.i for t in parse.children(head.i, "dobj") if t.i > verb]
    if token.dep == "relcl" and head.tag in PLURAL_OR_NAME and _unmarked(parse, token):
        return with_conjuncts(parse, head.i)  # "two policemen it had kidnapped"
    return []


def _unmarked(parse: Parse, verb: Token) -> bool:
    """Whether a relative clause has a subject of its own, no word that opens it and no preposition left over."""
    opens = any(t.tag in ("WDT", "WP", "WP$", "WRB") for t in parse.children(verb.i))
    stranded = any(not parse.children(p.i) for p in parse.children(verb.i, "prep"))
    return bool(parse.children(verb.i, "nsubj")) and not opens and not stranded and not is_passive(parse, verb.i)


def with_conjuncts(parse: Parse, i: int) -> list[int]:
    """A token and the ones in coordination with it ("Russia, Iran and Turkey", "Chad along with Niger")."""
    found, queue = [], [i]
    while queue:
        current = queue.pop(0)
        found.append(current)
        queue.extend(t.i for t in parse.children(current, "conj") if t.pos in NOMINAL)
        for along in parse.children(current, "prep"):
            if along.lower in ALONG:
                within = [along, *parse.children(along.i, "prep")]
                queue.extend(t.i for p in within for t in parse.children(p.i, "pobj"))
    return [*found, *(n for n in _persons_together(parse, i) if n not in found)]


def _persons_together(parse: Parse, i: int) -> list[int]:
    """ "President Ali Hassan and Minister Omar Saleh": titles between names lead parsers astray, the names do not."""
    inside = parse.subtree(i, frozenset({"prep", "relcl", "acl", "advcl", "poss", "ccomp", "xcomp"}))
    if not any(parse.tokens[k].dep == "cc" for k in inside):
        return []
    named = (parse.name_at.get(k) for k in inside)
    persons = {n.last - 1: n for n in named if n is not None and n.label == "PERSON" and n.last - n.first > 1}
    return sorted(persons) if len(persons) > 1 else []


def _filler(parse: Parse, token: Token) -> list[int]:
    """A relative pronoun stands for the noun its clause hangs on."""
    if token.lower in RELATIVES:
        verb = parse.tokens[token.head]
        clause = next((t for t in (verb, *parse.ancestors(verb.i)) if t.dep in ("relcl", "acl")), None)
        if clause is not None and clause.head != clause.i:
            return with_conjuncts(parse, _nearest_person(parse, token, clause.head))
    return with_conjuncts(parse, token.i)


def _nearest_person(parse: Parse, pronoun: Token, head: int) -> int:
    """ "the family of a man who was jailed": the man, however high the parser hangs the clause."""
    before = parse.tokens[pronoun.i - 1]
    tied = parse.tokens[head].lemma in WORDS.ties and pronoun.lower == "who"
    return before.i if tied and before.tag in ("NN", "NNS") and before.i in parse.subtree(head) else head


def _verb_slots(parse: Parse, verb: int) -> Slots:
    found: Slots = defaultdict(list)
    by = [
        f
        for a in parse.children(verb, "agent")
        for t in parse.children(a.i, "pobj")
        for f in with_conjuncts(parse, t.i)
    ]
    if is_passive(parse, verb):
        found["object"] = subjects(parse, verb)
    else:
        found["subject"] = subjects(parse, verb)
        found["object"] = objects(parse, verb) + [
            f for t in parse.children(verb, "dative") if t.pos in NOMINAL for f in with_conjuncts(parse, t.i)
        ]
    found["agent"] = by
    _add_prepositions(parse, verb, found)
    return _tidy(found)


def _noun_slots(parse: Parse, noun: int) -> Slots:
    found: Slots = defaultdict(list)
    for t in parse.children(noun, "poss"):
        found["possessor"] += with_conjuncts(parse, t.i)
    for t in parse.children(noun, "compound", "nmod"):
        found["compound"] += with_conjuncts(parse, t.i)
    for t in parse.children(noun, "amod"):
        if t.entity in ("NORP", "GPE", "ORG"):
            found["modifier"] += with_conjuncts(parse, t.i)
    _add_prepositions(parse, noun, found)
    for t in parse.children(noun, "acl", "relcl"):
        _add_participle(parse, t, found)
    if found["by"]:
        found["agent"] = found["by"]
    return _tidy(found)


def _add_participle(parse: Parse, verb: Token, found: Slots) -> None:
    """ "an attack carried out by X", "strikes targeting Y", "the blast that killed Z" """
    if verb.lemma in WORDS.blamed:
        found["agent"] += _addressed_by(parse, verb.i, WORDS.blamed[verb.lemma])
    elif verb.tag == "VBN" or is_passive(parse, verb.i):
        found["agent"] += [
            f
            for a in parse.children(verb.i, "agent", "prep")
            if a.lower == "by"
            for t in parse.children(a.i, "pobj")
            for f in with_conjuncts(parse, t.i)
        ]
    else:
        found["targeting"] += objects(parse, verb.i)


def _add_prepositions(parse: Parse, head: int, found: Slots) -> None:
    for prep in parse.children(head, "prep", "agent", "dative"):
        if prep.pos not in ("ADP", "SCONJ", "PART", "VERB"):
            continue
        for t in parse.children(prep.i, "pobj"):
            found[prep.lower] += with_conjuncts(parse, t.i)
        for deeper in parse.children(prep.i, "prep"):  # "out of", "along with"
            for t in parse.children(deeper.i, "pobj"):
                found[deeper.lower] += with_conjuncts(parse, t.i)


def _tidy(found: Slots) -> Slots:
    """No empty slot, no filler twice."""
    return {name: list(dict.fromkeys(fillers)) for name, fillers in found.items() if fillers}
