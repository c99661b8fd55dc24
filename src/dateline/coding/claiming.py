"""Claims of responsibility: who says they did it.

"The Taliban claimed responsibility for the attack" adds the Taliban to the actors of the attack, as a claim of theirs,
and makes no event of its own. Where the sentence names no attack, the last one told before it is meant. "No group has
claimed the attack" says as much as that nobody knows who did it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.coding.attribution import same_party
from dateline.coding.clause import SUBJECTS, is_passive, subjects, with_conjuncts
from dateline.coding.document import Part
from dateline.coding.draft import DEFINITE, Draft
from dateline.coding.names import Directory, Named
from dateline.coding.status import SPEAKERS, no
from dateline.language import Parse, Token
from dateline.ontology import Ontology
from dateline.ontology.phrases import Phrase

CLAIMED = "ASSAULT"
# Narrower than the ontology's class of violence: who says it was behind an arrest or an operation claims no attack.
ATTACKS = frozenset(
    {"ambush", "assassination", "assault", "attack", "blast", "bombing", "explosion", "it", "kidnapping", "killing"}
    | {"massacre", "murder", "raid", "shooting", "strike"}
)
NOBODY = frozenset({"nobody", "none"})
REACH = 3  # sentences between an attack and who claims it


class ClaimFinder:
    """Adds the claimants of attacks to their drafts."""

    def __init__(self, ontology: Ontology) -> None:
        self._phrases = [c.phrase for c in ontology.cues.reporting if c.stance == "claims responsibility"]

    def __call__(self, parts: Iterable[Part], directory: Directory, drafts: list[Draft]) -> None:
        """Find the claims of all parts and give each to the attack that it is about."""
        for part in parts:
            attacks = [d for d in drafts if d.type == CLAIMED and d.mention.part is part]
            for verb, last in self._claims(part.parse):
                if _nobody(part.parse, verb):
                    _leave_open(part, verb, last, attacks)
                if _unclaimed(part.parse, verb):
                    continue
                claimants = [n for i in _claimants(part.parse, verb) if (n := directory.resolve(part, i))]
                for attack in _claimed(part.parse, verb, last, attacks):
                    _add(attack, claimants)

    def _claims(self, parse: Parse) -> Iterator[tuple[Token, int]]:
        """The verb and the last token of each claim, made or said not to have been made."""
        for sentence in parse.sentences:
            tokens = parse.tokens[sentence.first : sentence.last]
            lemmas = [t.lemma for t in tokens]
            for token in tokens:
                last = _end(self._phrases, lemmas, token.i - sentence.first)
                if last is not None:
                    yield token, sentence.first + last
                elif (behind := _own_doing(parse, token)) is not None:
                    yield token, behind


def _own_doing(parse: Parse, be: Token) -> int | None:
    """The "behind" of "the group said it was behind the attack"; None where others are, or it is no attack."""
    if be.lemma != "be" or be.dep != "ccomp" or not any(t.lower in SPEAKERS for t in parse.children(be.i, *SUBJECTS)):
        return None
    behind = (t for t in parse.children(be.i, "prep") if t.lower == "behind")
    return next((t.i for t in behind if any(o.lemma in ATTACKS for o in parse.children(t.i, "pobj"))), None)


def _end(phrases: list[Phrase], lemmas: list[str], start: int) -> int | None:
    """Where the first phrase that opens at a token ends."""
    return next((found[-1] for p in phrases if (found := p.match(lemmas, start))), None)


def _unclaimed(parse: Parse, verb: Token) -> bool:
    """ "No group has claimed responsibility", "the group did not claim responsibility"."""
    return bool(parse.children(verb.i, "neg")) or _nobody(parse, verb)


def _nobody(parse: Parse, verb: Token) -> bool:
    """ "No group has claimed responsibility", "the attack was not claimed"."""
    if is_passive(parse, verb.i) and parse.children(verb.i, "neg"):
        return not parse.children(verb.i, "agent")
    return any(no(parse, i) or parse.tokens[i].lower in NOBODY for i in subjects(parse, verb.i))


def _leave_open(part: Part, verb: Token, last: int, attacks: list[Draft]) -> None:
    """Note for the attacks that nobody has claimed that nobody has."""
    first = min([verb.i, *(i for s in subjects(part.parse, verb.i) for i in part.parse.subtree(s))])
    for attack in _claimed(part.parse, verb, last, attacks):
        attack.unclaimed = part.evidence(first, last + 1)


def _claimants(parse: Parse, verb: Token) -> list[int]:
    if is_passive(parse, verb.i):
        by = [t.i for a in parse.children(verb.i, "agent") for t in parse.children(a.i, "pobj")]
        return [i for t in by for i in with_conjuncts(parse, t)]
    return subjects(parse, verb.i)


def _claimed(parse: Parse, verb: Token, last: int, attacks: list[Draft]) -> list[Draft]:
    """The attack that is claimed, behind the claim; where it is "the attack" or none, the last one told before it."""
    sentence = parse.sentence_of[verb.i]
    behind = [d for d in attacks if d.mention.head > last and d.mention.sentence_index == sentence][:1]
    before = [d for d in attacks if d.mention.head < verb.i and d.mention.sentence_index >= sentence - REACH][-1:]
    if behind and not any(t.lower in DEFINITE for t in parse.children(behind[0].mention.head, "det")):
        return behind
    return behind + before


def _add(attack: Draft, claimants: list[Named]) -> None:
    attack.claimants += claimants
    attack.actors = [*attack.actors, *(c for c in claimants if not any(same_party(c, a) for a in attack.actors))]
