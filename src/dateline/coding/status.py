"""Whether a mentioned event happened, and how sure the article is of it.

A mention under negation, a condition, a question or a mere possibility is no event. What is announced, due or
intended is `planned`; what was tried and came to nothing is `failed`; what the article only denies is `denied`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dateline.coding.attribution import namer
from dateline.coding.clause import SUBJECTS, VERBAL, is_passive
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
MODALS_ASKING = frozenset({"must", "ought", "should"})
CONDITIONS = frozenset({"if", "unless", "whether", "lest", "should"})
FUTURE = frozenset({"will", "'ll", "’ll", "shall"})
SPEAKERS = frozenset({"he", "it", "she", "they", "we", "i"})  # a subject that means who speaks
# Acts that are still to come where somebody announces, orders or approves them, or has decided to do them.
TO_COME = frozenset({"AID", "CONSULT", "COOPERATE", "MOBILIZE", "RETREAT"})
# Prepositions that tie a noun to the word it completes ("an attempt on", "plans for"), not to a circumstance.
COMPLETING = {
    "pobj": frozenset({"against", "at", "for", "from", "of", "on", "to"}),
    "pcomp": frozenset({"at", "for", "from", "in", "of", "on", "to"}),
}
# What a refusal or an offer leaves undone.
HELD = frozenset({"AGREE", "AID", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST"})
TALKED_OF = HELD - {"CONSULT"} | {"CONCEDE", "RETREAT"}  # and what a talk about leaves open
DISCUSSING = frozenset({"debate", "discuss"})
TOPIC = frozenset({"about", "concerning", "for", "on", "over", "regarding"})
# "beat back an assault", "fended off an attack"
REPELLING = frozenset(
    {*((verb, "back") for verb in ("beat", "drive", "push", "throw")),
     *((verb, "off") for verb in ("beat", "fend", "fight", "hold", "ward"))}
)  # fmt: skip
MEASURES = frozenset({"COERCE", "SANCTION"})  # what can be lifted, eased or quashed
# What a court clears somebody of is no new charge.
CLEARING = frozenset({"absolve", "acquit", "clear", "exonerate"})
WARNING = frozenset({"threaten", "warn"})
REFUSING = (("break", "off"), ("call", "off"), ("pull", "out"), ("put", "off"), ("rule", "out"), ("turn", "down"))
PHRASAL = frozenset({"amod", "compound", "nmod"})


LISTS = ("negation", "hedges", "planned", "impending", "deciding", "announcing", "failed", "denial", "habitual")


class Judge:
    """Judges mentions by the cue lists of the ontology."""

    def __init__(self, ontology: Ontology) -> None:
        cues = ontology.cues
        self._lists = {name: cues.lemmas(name) for name in LISTS}
        self._hedged_reports = frozenset(
            c.phrase.heads[0] for c in cues.reporting if c.hedged and len(c.phrase.elements) == 1
        )
        single = [c for c in cues.reporting if len(c.phrase.elements) == 1]
        self._reports = frozenset(lemma for c in single for lemma in c.phrase.heads)
        self._blaming = frozenset(lemma for c in single if c.stance == "blames" for lemma in c.phrase.heads)
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
        if any(self._negated(mention, v) for v in verbs) or no(parse, mention.head) or _of_nothing(mention):
            return "negated"
        if self._put_off(mention):
            return "asked for"
        if _lifted(mention) or _in_passing(mention):
            return "negated"
        if any(_conditional(parse, v) for v in _chain(parse, mention.clause)):
            return "conditional"
        if parse.tokens[mention.sentence.last - 1].text == "?":
            return "question"
        if any(_modal(mention, v) for v in verbs):
            return "possible"
        if mention.token.pos in VERBAL and (governor := _governing_infinitive(parse, mention.clause)) is not None:
            asked = governor.lemma in WORDS.object_control or governor.lemma in ("call", *WARNING)
            return "asked for" if asked else "intended"
        over = parse.head(mention.head)
        if parse.tokens[mention.head].dep == "dobj" and over is not None and over.lemma in WORDS.demanding:
            return "asked for"
        if any(_asked_that(parse, v) for v in verbs):
            return "asked for"
        if over is not None and over.lower == "for" and parse.tokens[over.head].lower == "wanted":
            return "general"  # "wanted for murder": of which, and whether, is not said
        if any(t.lemma in self._lists["habitual"] for v in verbs for t in parse.children(v, "advmod")):
            return "general"
        return "real"

    def _negated(self, mention: Mention, verb: int) -> bool:
        """What stands under "without" is not; what came without something ("freed without charge") is."""
        above = mention.parse.head(verb)
        token = mention.parse.tokens[verb]
        if above is not None and token.dep in COMPLETING and above.lemma == "without":
            return True
        if (
            above is not None
            and token.dep == "conj"
            and any(t.lower in ("or", "nor") for t in _joining(mention, above))
        ):
            return self._negated(mention, above.i)
        return bool(_beside(mention, verb, "neg")) or any(
            t.lemma in self._lists["negation"] for t in _beside(mention, verb, "advmod", "det", "preconj")
        )

    def _put_off(self, mention: Mention) -> bool:
        """ "ruled out talks", "refused to attend the talks", "offered a truce", "voted against a strike": not held."""
        parse, token = mention.parse, mention.token
        over = parse.head(token.i)
        if token.pos in VERBAL:  # "ruled out sending troops"
            return token.tag == "VBG" and token.dep == "xcomp" and over is not None and _refuses(parse, over)
        if mention.type in TALKED_OF and _talked_of(parse, token):
            return True
        if mention.type not in HELD:
            return False
        if token.dep == "pobj" and over is not None:
            governor = parse.tokens[over.head].lemma
            return (over.lower, governor) in (("against", "vote"), ("on", "ban"))
        if token.dep not in ("dobj", "nsubjpass") or over is None:
            return False
        above = parse.head(over.i) if over.dep == "xcomp" else None
        return any(_refuses(parse, verb) for verb in (over, above) if verb is not None)

    # -------------------------------------------------------------- status

    def _status(self, mention: Mention) -> tuple[Status, Token | None]:
        if mention.entry.status is not None:
            return mention.entry.status, mention.token
        parse = mention.parse
        told = {"failed": "failed", "planned": "planned", "denial": "denied"}
        for i, dep in ((mention.head, ""), *_over(parse, mention.head)):
            token = parse.tokens[i]
            if token.pos in VERBAL and (future := _future(mention, i) or self._announced(mention, i)):
                return "planned", future
            if self._to_come(mention, token, dep) or self._impends(parse, token, dep, mention.clause):
                return "planned", token
            if dep not in ("", "nsubj") and not mention.first <= i < mention.last:
                for name, status in told.items():
                    if token.lemma in self._lists[name] and not (name == "planned" and _cause(token, dep)):
                        return status, token  # type: ignore[return-value]
            for t in parse.children(i, "acomp") if dep.startswith("nsubj") else ():
                if t.lemma in self._lists["planned"]:
                    return "planned", t
                if t.lemma in self._lists["denial"]:
                    return "denied", t
            if dep in ("", "dobj") and (due := _due(parse, i)) is not None:
                return "planned", due
            if mention.type == "ASSAULT" and dep in ("dobj", "nsubjpass") and _repels(parse, token):
                return "failed", token
            if mention.type == "PROTEST" and token.lemma == "call" and _is_called(parse, mention.token, token):
                return "planned", token
        for t in _describing(parse, mention.head):
            if t.lemma in self._lists["failed"] and t.dep in PHRASAL:
                return "failed", t
            if t.lemma in self._lists["planned"] and (t.dep in PHRASAL or t.tag == "VBN"):
                return "planned", t
        return "occurred", None

    def _announced(self, mention: Mention, verb: int) -> Token | None:
        """The "would" of "announced it would withdraw", and of "said it would": what a speaker says of himself."""
        parse = mention.parse
        over = parse.head(verb)
        if parse.tokens[verb].dep != "ccomp" or over is None or over.lemma in WARNING:
            return None
        if over.lemma not in self._lists["planned"] | self._lists["announcing"]:
            own = mention.type in TO_COME or _of_himself(parse, verb)
            if not own or over.lemma not in self._reports or _depends(parse, verb):
                return None
        return next((t for t in _beside(mention, verb, "aux") if t.lower == "would"), None)

    def _impends(self, parse: Parse, over: Token, dep: str, verb: int) -> bool:
        """ "is about to attack", "set to be sentenced on Monday"."""
        return dep == "xcomp" and over.lower in self._lists["impending"] and _infinitive(parse, verb)

    def _to_come(self, mention: Mention, over: Token, dep: str) -> bool:
        """ "announced a withdrawal", "announced it was withdrawing", "the decision to withdraw"."""
        if mention.type not in TO_COME:
            return False
        if dep in ("xcomp", "acl", "ccomp") and _infinitive(mention.parse, mention.clause):
            return over.lemma in self._lists["deciding"]
        if dep == "ccomp":
            return over.lemma == "announce" and _progressive(mention.parse, mention.clause)
        if dep == "nsubjpass" and any(_infinitive(mention.parse, t.i) for t in mention.parse.children(over.i, "xcomp")):
            return over.lemma in self._lists["deciding"]
        return dep in ("", "dobj", "nsubjpass") and over.lemma in self._lists["announcing"]

    # -------------------------------------------------------------- certainty

    def _certainty(self, mention: Mention) -> tuple[Certainty, Token | None]:
        parse = mention.parse
        hedges = self._lists["hedges"]
        near = [*parse.children(mention.head, "amod", "advmod", "compound"), *parse.children(mention.clause, "advmod")]
        for t in near:
            if t.lemma in hedges or t.lower in hedges:
                return "hedged", t
        if self._types[mention.type].kind == "words" and mention.clause == mention.head:
            return "stated", None
        guesses = (_guessed(parse, v) for v in _verbs(mention))
        if guess := next(filter(None, guesses), None):
            return "hedged", guess
        clause = parse.tokens[mention.clause]
        naming = namer(parse, mention.clause)
        if naming is not None and naming.lemma in self._reports:
            return "hedged", naming
        while clause.dep in ("ccomp", "xcomp", "pcomp", "prep", "acl") and clause.head != clause.i:
            below, clause = clause, parse.tokens[clause.head]
            if clause.lemma in hedges or clause.lemma in self._hedged_reports or self._heard(parse, clause, below):
                return "hedged", clause
        return "stated", None

    def _heard(self, parse: Parse, over: Token, below: Token) -> bool:
        """ "was reported to have captured", "accused of attacking", "what it said was an attack"."""
        if over.lemma in self._blaming:
            return below.dep == "prep" and bool(parse.children(below.i, "pcomp"))
        if over.lemma not in self._reports or over.pos not in VERBAL:
            return False
        return below.dep == "xcomp" and is_passive(parse, over.i) and not parse.children(over.i, "agent")


def _over(parse: Parse, head: int) -> Iterator[tuple[int, str]]:
    """The words that a mention completes, each with how: "planned" and "launch" over "an attack"."""
    token = parse.tokens[head]
    while token.head != token.i:
        dep, below, token = token.dep, token, parse.tokens[token.head]
        if dep in COMPLETING:
            preposition, token = token.lower, parse.tokens[token.head]
            if preposition not in COMPLETING[dep]:
                return
            yield token.i, "prep"
            if dep == "pobj" and preposition != "of":
                return
        elif dep == "advcl" and (noun := intended(parse, below.i)) is not None:
            yield noun.i, "acl"
            yield token.i, "dobj"
        elif dep == "relcl" and token.lemma in WORDS.hearsay:
            yield token.i, "acl"
        elif dep in ("xcomp", "acl", "dobj", "nsubj", "nsubjpass", "compound", "nmod", "attr"):
            yield token.i, dep
            if dep in ("nsubj", "nsubjpass"):
                return
        elif dep == "ccomp":
            yield token.i, dep
            if not _infinitive(parse, below.i):
                return
        elif dep != "conj" or (token.pos in VERBAL) != (below.pos in VERBAL):
            return


def intended(parse: Parse, verb: int) -> Token | None:
    """The plot of "foiled a plot to assassinate …", where the parser hangs the infinitive on the verb before it."""
    to = next((t for t in parse.children(verb, "aux") if t.tag == "TO"), None)
    noun = parse.tokens[to.i - 1] if to is not None and to.i else None
    return noun if noun is not None and noun.pos == "NOUN" and noun.dep == "dobj" else None


def _due(parse: Parse, verb: int) -> Token | None:
    """The "is" of "Germany is to send tanks": of a party, where "the aim is to send tanks" is of a thing."""
    token = parse.tokens[verb]
    over = parse.head(verb)
    if (
        token.dep != "xcomp"
        or token.lemma == "blame"  # "is to blame for the strike"
        or over is None
        or over.lower not in ("is", "are", "'s", "’s")
        or not _infinitive(parse, verb)
    ):
        return None
    doers = parse.children(over.i, "nsubj")
    return over if doers and doers[0].i < over.i and doers[0].lemma not in WORDS.purposes else None


def _refuses(parse: Parse, verb: Token) -> bool:
    """Whether a verb says of what is its object that it is not, or not yet: "ruled out", "offered"."""
    with_ = {t.lower for t in parse.children(verb.i, "prt")}
    return verb.lemma in WORDS.refusing or any(verb.lemma == each[0] and each[1] in with_ for each in REFUSING)


def _repels(parse: Parse, verb: Token) -> bool:
    put_off = any(t.lower in ("to", "until") for t in parse.children(verb.i, "prep"))  # "pushed back to June"
    return not put_off and any((verb.lemma, t.lower) in REPELLING for t in parse.children(verb.i, "prt", "advmod"))


def _is_called(parse: Parse, protest: Token, call: Token) -> bool:
    """ "called for a march", "a strike has been called"; not "were called to a protest", "called it a disgrace"."""
    over = parse.tokens[protest.head]
    if protest.dep == "pobj":
        return over.lower == "for" and over.head == call.i
    return protest.dep in ("dobj", "nsubjpass") and over.i == call.i and not parse.children(call.i, "oprd")


def _lifted(mention: Mention) -> bool:
    """ "lifted the curfew", "the ban was eased", "quashed his conviction": no new measure."""
    parse, token = mention.parse, mention.token
    if token.pos in VERBAL or mention.type not in MEASURES:
        return False
    while token.dep == "pobj" and parse.tokens[token.head].lower == "of":  # "the state of emergency"
        token = parse.tokens[parse.tokens[token.head].head]
    over = parse.head(token.i)
    return token.dep in ("dobj", "nsubjpass") and over is not None and over.lemma in WORDS.lifting


def _in_passing(mention: Mention) -> bool:
    """ "resigned in protest", "told a rally", "acquitted of all charges", "refused bail", "died in custody"."""
    parse, token = mention.parse, mention.token
    over = parse.head(token.i)
    if over is None or token.pos in VERBAL:
        return False
    verb = next((t for t in parse.ancestors(token.i) if t.pos in VERBAL), None)
    if mention.type == "ACCUSE" and verb is not None:
        return verb.lemma in CLEARING
    if token.lemma == "bail" and verb is not None:
        return verb.lemma in ("deny", "refuse")
    if token.lemma == "custody" and verb is not None:
        return verb.lemma == "die" and over.lower == "in"
    if mention.type != "PROTEST":
        return False
    if token.dep == "pobj" and over.lower == "in":
        return token.lemma == "protest" and not parse.children(token.i, "det", "amod", "poss")
    return token.dep == "dobj" and over.lemma == "tell"


def _talked_of(parse: Parse, noun: Token) -> bool:
    """ "talks on a withdrawal", "negotiations over the release of hostages", "discussed a truce": not come about."""
    over = parse.head(noun.i)
    if over is None or noun.dep not in ("dobj", "pobj"):
        return False
    if noun.dep == "pobj":
        return over.lower in TOPIC and parse.tokens[over.head].lemma in WORDS.talking
    return over.lemma in DISCUSSING


def _of_nothing(mention: Mention) -> bool:
    """ "no shots were fired", "fired no shots", "has no plans to withdraw"."""
    parse, token = mention.parse, mention.token
    if token.pos not in VERBAL:
        return False
    over = parse.head(token.i)
    planned = [over.i] if token.dep == "acl" and over is not None and _infinitive(parse, token.i) else []
    shots = [t.i for t in parse.children(token.i, "nsubjpass", "dobj") if t.lemma in WORDS.fired]
    return any(no(parse, i) for i in (*planned, *shots))


def _describing(parse: Parse, noun: int) -> Iterator[Token]:
    """What describes a noun or the compound it is part of: "a planned attack", "the peace talks scheduled for May"."""
    token = parse.tokens[noun]
    yield from parse.children(noun, "amod", "compound", "nmod", "acl")
    if token.dep == "compound":
        yield from parse.children(token.head, "amod", "acl")


def _beside(mention: Mention, verb: int, *deps: str) -> list[Token]:
    """What hangs on a verb and is none of the trigger's own words: "will not attend" is a refusal, none negated."""
    own = range(mention.first, mention.last)
    return [t for t in mention.parse.children(verb, *deps) if t.i not in own]


def _joining(mention: Mention, first: Token) -> list[Token]:
    return mention.parse.children(first.i, "cc", "preconj")


def _of_himself(parse: Parse, verb: int) -> bool:
    """Whether a verb's subject is who speaks: "Turkey said it would mount an assault"."""
    return any(t.lower in SPEAKERS for t in parse.children(verb, *SUBJECTS))


def _depends(parse: Parse, verb: int) -> bool:
    """ "said it would attack if its demands were not met"."""
    return any(_conditional(parse, t.i) for t in parse.children(verb, "advcl"))


def _future(mention: Mention, verb: int) -> Token | None:
    """The "will" of a verb, its own or that of the verb it is joined to ("will meet and sign")."""
    parse = mention.parse
    token = parse.tokens[verb]
    while token.dep == "conj" and token.tag == "VB" and not parse.children(token.i, "aux", "nsubj"):
        token = parse.tokens[token.head]
    return next((t for t in _beside(mention, token.i, "aux") if t.lower in FUTURE), None)


def _progressive(parse: Parse, verb: int) -> bool:
    return parse.tokens[verb].tag == "VBG" and any(t.lemma == "be" for t in parse.children(verb, "aux"))


def _cause(token: Token, dep: str) -> bool:
    """ "jailed due to the attack": what something is due to has been."""
    return token.lemma == "due" and dep == "prep"


def _verbs(mention: Mention) -> list[int]:
    """The trigger and the verb that carries it."""
    return list(dict.fromkeys([mention.head, mention.clause]))


def _chain(parse: Parse, verb: int) -> list[int]:
    return [verb, *(t.i for t in parse.ancestors(verb) if t.pos in VERBAL)]


def no(parse: Parse, head: int) -> bool:
    """Whether a noun is denied by its determiner: "no attack"."""
    return any(t.lower in ("no", "any", "neither") for t in parse.children(head, "det", "neg"))


def _asked_that(parse: Parse, verb: int) -> bool:
    """ "demanded that Kyiv withdraw its troops": the verb bare, whoever is to do it."""
    token = parse.tokens[verb]
    bare = token.tag in ("VB", "VBP") and not parse.children(verb, "aux")
    return bare and token.dep == "ccomp" and parse.tokens[token.head].lemma in WORDS.asking_that


def _conditional(parse: Parse, verb: int) -> bool:
    if parse.tokens[verb].dep not in ("advcl", "ccomp"):
        return False
    marks = parse.children(verb, "mark", "advmod", "aux")
    return any(
        t.lower in CONDITIONS and (t.dep == "mark" or t.i < verb)
        for t in marks
        if t.lower != "should" or t.dep == "mark"
    )


def _modal(mention: Mention, verb: int) -> bool:
    """Whether it is only possible; what may have happened is told with a doubt, and what was announced is planned."""
    modal = next((t for t in _beside(mention, verb, "aux") if t.lower in MODALS_POSSIBLE), None)
    if modal is not None and modal.lower in MODALS_ASKING and mention.type == "REQUEST":
        return False  # "the laws should be changed": who says so asks for it
    return modal is not None and not _guessed(mention.parse, verb)


def _guessed(parse: Parse, verb: int) -> Token | None:
    """The "may" of "may have killed"."""
    aux = parse.children(verb, "aux")
    perfect = any(t.lower == "have" for t in aux)
    return next((t for t in aux if perfect and t.lower in ("may", "might")), None)


def _governing_infinitive(parse: Parse, verb: int) -> Token | None:
    """The governor of an infinitive that need not have happened: "urged the army to withdraw", "a plan to strike"."""
    if parse.tokens[verb].dep not in ("xcomp", "ccomp", "acl", "advcl") or not _infinitive(parse, verb):
        return None
    head = parse.head(verb)
    if head is None or (head.lemma in WORDS.implicative and not _of_a_purpose(parse, head)):
        return None
    return head


def _of_a_purpose(parse: Parse, be: Token) -> bool:
    """ "The aim is to withdraw"."""
    return be.lemma == "be" and any(t.lemma in WORDS.purposes for t in parse.children(be.i, "nsubj"))


def _infinitive(parse: Parse, verb: int) -> bool:
    return any(t.lower == "to" and t.tag == "TO" for t in parse.children(verb, "aux"))
