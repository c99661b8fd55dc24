"""Parties that stand in no grammatical slot of a mention, or beside the noun that fills one.

Whom words are for where only what is said names them, who was at the talks, who is held for the crime, whose a thing or
a doing is, who is included in a number of people. All are head tokens.
"""

from __future__ import annotations

from dateline.coding.clause import is_passive, objects, slots, subjects, with_conjuncts
from dateline.coding.mentions import Mention
from dateline.coding.words import WORDS
from dateline.language import Parse, Token

BESIDE = frozenset({"relcl", "ccomp", "conj", "advcl", "parataxis"})  # clauses that tell of something else
ATTENDING = frozenset({"after", "at", "before", "during", "following", "for", "in", "on"})
HELD_FOR = frozenset({"for", "in", "of", "over", "with"})
LANDS = frozenset({"GPE", "NORP"})
BY = frozenset({"by"})
OVERFLOWN = frozenset({"over", "toward", "towards"})


# ------------------------------------------------------------ beyond the slots of a mention


def struck(mention: Mention) -> list[int]:
    """What an attack was on, where the preposition hangs deeper: "an attack in the hours of May 8 on the base"."""
    parse = mention.parse
    noun = mention.head != mention.clause
    wanted = ("on", "against") if noun else ("at", "on", "into", "against")
    for i in parse.subtree(mention.head, BESIDE):
        token = parse.tokens[i]
        if token.lower in wanted and token.dep == "prep":
            found = [t.i for t in parse.children(i, "pobj") if t.pos in ("NOUN", "PROPN")]
            if found:
                return found
    return []


def addressed(mention: Mention) -> list[int]:
    """Whom words are for, where only what is said names them: "demanded that Kyiv withdraw"."""
    parse = mention.parse
    for verb in parse.children(mention.head, "ccomp", "xcomp"):
        heads = subjects(parse, verb.i) if verb.dep == "ccomp" else objects(parse, verb.i)
        if heads:
            return heads
    return []


def attending(mention: Mention) -> list[int]:
    """Who did something else there: "During a visit to Chad, the minister said …", "The two agreed at talks"."""
    parse = mention.parse
    if mention.token.dep != "pobj" or mention.clause == mention.head:
        return []
    preposition = parse.tokens[mention.token.head]
    if preposition.lower not in ATTENDING or preposition.head != mention.clause:
        return []
    who = slots(parse, mention.clause)
    # "The plan was agreed by the two at a summit": who is told behind "by".
    return who.get("agent", []) if is_passive(parse, mention.clause) else who.get("subject", [])


def to_be_ousted(mention: Mention) -> list[int]:
    """ "an offensive to drive the rebels from the town", "launched a campaign in order to oust the militias"."""
    parse = mention.parse
    return [
        head
        for i in parse.subtree(mention.clause, BESIDE - {"advcl"})
        if parse.tokens[i].lemma in WORDS.ousting and any(t.tag == "TO" for t in parse.children(i, "aux"))
        for head in objects(parse, i)
    ]


def flown_over(mention: Mention) -> list[int]:
    """ "fired a missile over Japan's north", "toward the Japanese coast": the names of whose land it is."""
    parse = mention.parse
    found = []
    for i in parse.subtree(mention.clause, BESIDE):
        if parse.tokens[i].lower in OVERFLOWN and parse.tokens[i].dep == "prep":
            for over in parse.children(i, "pobj"):
                found += [over.i] if over.entity == "GPE" else owners(parse, over) + nationals(parse, over, LANDS)
    return found


def held_for(mention: Mention) -> list[int]:
    """ "arrested two men over the killing of a farmer", "were jailed for the attack": who is held for it did it."""
    parse = mention.parse
    preposition = parse.head(mention.head)
    if mention.token.dep != "pobj" or preposition is None or preposition.lower not in HELD_FOR:
        return []
    verb = parse.tokens[preposition.head]
    if verb.lemma not in WORDS.object_doers:
        return []
    return subjects(parse, verb.i) if is_passive(parse, verb.i) else objects(parse, verb.i)


def opposed(mention: Mention) -> list[int]:
    """ "an anti-government rally", "anti-Putin protesters marched": whom those who come together are against."""
    tokens = mention.parse.tokens
    nouns = (mention.head, *mention.slots.get("subject", ()), *mention.slots.get("verb subject", ()))
    before = (i for noun in nouns for i in mention.parse.subtree(noun, BESIDE) if i < noun)
    return [i for i in before if i > 1 and tokens[i - 1].text == "-" and tokens[i - 2].lower == "anti"]


def target_of(mention: Mention) -> list[int]:
    """ "The market was the target of an attack", "a victim of the raids": who is said to have been it."""
    parse = mention.parse
    preposition = parse.head(mention.head)
    noun = parse.head(preposition.i) if preposition is not None and preposition.lower == "of" else None
    if noun is None or noun.lemma not in WORDS.targets or noun.dep != "attr":
        return []
    return subjects(parse, noun.head)


def done_by(mention: Mention) -> list[int]:
    """ "escaped a kidnapping last spring by rebels": the doer of what the verb only tells of."""
    parse = mention.parse
    verb = mention.clause
    noun = parse.tokens[mention.token.head] if mention.token.dep == "compound" else mention.token
    if noun.dep not in ("dobj", "pobj") or verb == mention.head or is_passive(parse, verb):
        return []
    return [i for i in under(parse, parse.tokens[verb], BY) if i > mention.head]


# ------------------------------------------------------------ beside a noun


def using(parse: Parse, weapon: Token) -> list[int]:
    """Who used a means: "a bomb planted by rebels", "rockets that were fired by the militia"."""
    verbs = parse.children(weapon.i, "acl", "relcl")
    return [f for verb in verbs if verb.lemma in WORDS.wielding for f in under(parse, verb, BY)]


def owners(parse: Parse, noun: Token) -> list[int]:
    """Whose a thing or doing is: "Turkey's invasion", "their criticism", "a student whose jaw was hurt"."""
    own = [_antecedent(parse, t) if t.lower == "whose" else t.i for t in parse.children(noun.i, "poss")]
    return [f for i in own for f in with_conjuncts(parse, i)]


def _antecedent(parse: Parse, pronoun: Token) -> int:
    """The noun that the relative clause of a pronoun hangs on; the pronoun itself where the parse has none."""
    return next((t.head for t in parse.ancestors(pronoun.i) if t.dep == "relcl"), pronoun.i)


def nationals(parse: Parse, noun: Token, labels: frozenset[str]) -> list[int]:
    """Names before a doing: "the Turkish invasion", "the White House statement"."""
    return [t.i for t in parse.children(noun.i, "amod", "compound", "nmod") if t.entity in labels]


def under(parse: Parse, noun: Token, prepositions: frozenset[str]) -> list[int]:
    """What stands under the prepositions of a noun or verb: "relations with Chad", "planted by rebels"."""
    return [
        f
        for p in parse.children(noun.i, "prep", "agent")
        if p.lower in prepositions
        for t in parse.children(p.i, "pobj")
        for f in with_conjuncts(parse, t.i)
    ]


def included(parse: Parse, noun: Token) -> list[int]:
    """ "five people, including a surgeon and two nurses"; the phrase can stand after the verb."""
    holders = [noun]
    if noun.dep in ("dobj", "nsubjpass") or (noun.dep == "nsubj" and not parse.children(noun.head, "dobj")):
        holders.append(parse.tokens[noun.head])
    return [f for holder in holders for f in under(parse, holder, frozenset({"including"}))]
