"""Which mentions of an article are one event.

Mentions are taken in reading order; each joins the earlier event that it agrees with best, or opens one of its own.
What speaks for one event: the same words, the headline, shared parties, day and place, a definite "the attack". What
speaks against: another day, another place, other victims.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coding.attribution import same_party
from dateline.coding.clause import SUBJECTS, is_passive, subjects
from dateline.coding.draft import DEFINITE, Draft
from dateline.coding.names import Named
from dateline.coding.status import intended
from dateline.coding.words import WORDS
from dateline.grounding.geometry import distance_km
from dateline.language import Parse, Token
from dateline.model import Date, Location

THRESHOLD = 2.5
NEAR = 2  # sentences
CONTRADICTION = -2.0
TOLLS = frozenset({"kill", "injure", "wound", "hurt", "die", "dead", "maim", "perish"})
POINTING = DEFINITE | {"its", "their", "his", "her"}
PRECISE = frozenset({"site", "city"})


def group(drafts: list[Draft]) -> list[list[Draft]]:
    """The mentions of each event, events in order of their first mention."""
    events: list[list[Draft]] = []
    for draft in drafts:
        scored = [(_fit(draft, event), n) for n, event in enumerate(events)]
        best = max(scored, key=lambda s: (s[0], s[1]), default=(0.0, -1))
        if best[0] >= THRESHOLD:
            events[best[1]].append(draft)
        else:
            events.append([draft])
    return events


def _fit(draft: Draft, event: list[Draft]) -> float:
    """How well a mention agrees with an event: as with the mention nearest to it, unless another contradicts it."""
    scores = [_agreement(draft, other) for other in event]
    return min(scores) if min(scores) <= CONTRADICTION or _elsewhere(draft, event) else max(scores)


def _elsewhere(draft: Draft, event: list[Draft]) -> bool:
    """Another day or another place: however alike the words, it is another event."""
    return any(_days(draft, other) < 0 or _places(draft, other) < 0 for other in event)


def _agreement(a: Draft, b: Draft) -> float:
    """Points for (positive) or against (negative) two mentions being one event."""
    if a.type != b.type or _apart_in_one(a, b) or _apart_in_one(b, a):
        return -9.0
    score = _words(a, b) + _modes_of(a, b) + _days(a, b) + _places(a, b) + _tolls(a, b) + _operation(a, b) + _lead(a, b)
    score += _headline(a, b)
    parties = _parties(a.recipients, b.recipients, 1.5, -2.0) + _parties(a.actors, b.actors, 1.0, -1.5)
    # "Ten died in the bombing of a bus": one clause names the victims and the target.
    score += _goods(a, b) + (max(0.0, parties) if _one_sentence(a, b) and _linked(a, b) else parties)
    if a.judgement.status != b.judgement.status:
        score -= 1.5
    if (a.mention.token.tag == "NNS") != (b.mention.token.tag == "NNS") and not (a.in_title or b.in_title):
        score -= 1.0  # "its most sensitive strikes, including the killing of …": several are not one
    return score


def _apart_in_one(upper: Draft, lower: Draft) -> bool:
    """Two acts that one sentence tells apart: "killed a man who stabbed a guard", "bombed it after three were shot".

    Not what one act did ("ten died after a bomb went off"), nor one doer's two steps ("after storming a church").
    """
    if not _one_sentence(upper, lower):
        return False
    parse, verb = upper.mention.parse, upper.mention.clause
    clause = parse.tokens[lower.mention.clause]
    if upper.mention.head != verb or lower.mention.head != clause.i or is_passive(parse, verb):
        return False
    if clause.dep == "relcl":
        victim = parse.tokens[clause.head]
        himself = victim.i in subjects(parse, clause.i) or any(
            t.lower == "who" for t in parse.children(clause.i, "nsubj")
        )
        return victim.dep == "dobj" and victim.head == verb and himself and not is_passive(parse, clause.i)
    told_of_others = any(t.lower in WORDS.other_time for t in parse.children(clause.i, "mark"))
    own = parse.children(clause.i, *SUBJECTS)
    named = parse.children(verb, "dobj") and parse.children(verb, "nsubj")
    return clause.dep == "advcl" and clause.head == verb and told_of_others and bool(own and named)


def _words(a: Draft, b: Draft) -> float:
    score = 0.0
    if a.mention.token.lemma == b.mention.token.lemma:
        score += 1.5 - _apart(a) - _apart(b)
    if a.in_title != b.in_title:
        score += 2.0
    if _one_sentence(a, b):
        score += 2.5 if _linked(a, b) else -1.0
    elif _speaks_of(a, b) or _speaks_of(b, a):
        # "The attack" speaks of the one told last.
        score += 1.5 if _near(a, b) else 0.5
    return score


def _speaks_of(later: Draft, earlier: Draft) -> bool:
    """Whether a definite "the attack" can mean what was told before it."""
    a, b = later.mention, earlier.mention
    return _definite(later) and (a.part is not b.part or a.sentence_index > b.sentence_index)


def _one_sentence(a: Draft, b: Draft) -> bool:
    return a.mention.part is b.mention.part and a.mention.sentence_index == b.mention.sentence_index


def _near(a: Draft, b: Draft) -> bool:
    return a.mention.part is b.mention.part and abs(a.mention.sentence_index - b.mention.sentence_index) <= NEAR


def _apart(draft: Draft) -> float:
    """ "another drone", "were also arrested": the words themselves say that this is a further event."""
    mention = draft.mention
    near = mention.parse.children(mention.head) + mention.parse.children(mention.clause, "advmod")
    return 1.5 if any(t.lemma in WORDS.further for t in near) else 0.0


def _linked(a: Draft, b: Draft) -> bool:
    """ "a bomb attack that killed three": one trigger stands under the other, not beside it."""
    parse = a.mention.parse
    if a.mention.token.lemma in TOLLS and b.mention.token.lemma in TOLLS:
        return not (a.actors and b.actors) or any(same_party(x, y) for x in a.actors for y in b.actors)
    for upper, lower in ((a, b), (b, a)):
        if _came_when(upper, lower) or _outcome(upper, lower):
            return True
        token = parse.tokens[lower.mention.head]
        if intended(parse, token.i) == upper.mention.token:
            return True
        for _ in range(4):
            if token.head == upper.mention.head or upper.mention.first <= token.head < upper.mention.last:
                return token.dep not in ("conj", "ccomp", "parataxis")
            if _joined_toll(parse, token, upper.mention.token):
                return True
            if token.dep in ("conj", "ccomp", "parataxis") or token.head == token.i:
                break
            token = parse.tokens[token.head]
    return False


def _joined_toll(parse: Parse, token: Token, upper: Token) -> bool:
    """ "Two were killed and eight injured in the bombing": what stands under the second toll is under both."""
    above = parse.tokens[token.head]
    if token.dep not in ("prep", "agent", "advcl") or above.dep != "conj" or above.head != upper.i:
        return False
    return above.lemma in TOLLS and upper.lemma in TOLLS


def _outcome(upper: Draft, lower: Draft) -> bool:
    """ "A man opened fire and killed three", "clashes broke out, leaving nine dead": what came of the act."""
    parse, token = upper.mention.parse, lower.mention.token
    verb = parse.tokens[lower.mention.clause]
    if verb.tag == "VBG" and verb.dep == "advcl" and verb.head == upper.mention.clause != upper.mention.head:
        return verb.lemma in TOLLS or verb.lemma == "leave"
    if token.lemma not in TOLLS or upper.mention.token.lemma in TOLLS or upper.mention.head != upper.mention.clause:
        return False
    return token.dep == "conj" and token.head == upper.mention.head and not parse.children(token.i, *SUBJECTS)


def _came_when(upper: Draft, lower: Draft) -> bool:
    """ "The first attack came on March 9, when a drone hit the depot": the clause tells what the noun names."""
    parse = upper.mention.parse
    verb = parse.tokens[upper.mention.clause]
    if upper.mention.head == verb.i or verb.lemma not in WORDS.occurrence:
        return False
    clause = parse.tokens[lower.mention.clause]
    return clause.dep in ("relcl", "advcl") and verb.i in [t.i for t in parse.ancestors(clause.i)]


def _definite(draft: Draft) -> bool:
    mention = draft.mention
    return mention.token.pos == "NOUN" and any(
        t.lower in POINTING for t in mention.parse.children(mention.head, "det", "poss")
    )


def _modes_of(a: Draft, b: Draft) -> float:
    """What one clause tells of another way of killing is the means: "jets fired missiles at the town, killing two"."""
    modes = _modes(a, b)
    return max(0.0, modes) if _one_sentence(a, b) and _linked(a, b) else modes


def _modes(a: Draft, b: Draft) -> float:
    if a.mode and b.mode:
        return 0.5 if a.mode == b.mode else -1.5
    return 0.0


def _operation(a: Draft, b: Draft) -> float:
    """ "seized 300 kg … Two people were also arrested": goods and arrests of one operation are one record."""
    if (
        a.type != "COERCE"
        or {a.mode, b.mode} not in ({"seize", "arrest"}, {None, "arrest"})
        or a.mention.part is not b.mention.part
    ):
        return 0.0
    apart = abs(a.mention.sentence_index - b.mention.sentence_index)
    return {0: 5.5, 1: 4.5, 2: 4.0}.get(apart, 0.0)


def _headline(a: Draft, b: Draft) -> float:
    """ "Army recaptures key town": what the first sentence tells first is the headline's event, in other words."""
    title, body = (a, b) if a.in_title else (b, a)
    if not title.in_title or body.mention.part.name != "body" or body.mention.sentence_index:
        return 0.0
    told = body.mention.parse.tokens[body.mention.clause]
    crossed = any(same_party(x, y) for x, y in (*_pairs(a.actors, b.recipients), *_pairs(a.recipients, b.actors)))
    if crossed or _tolls(a, b) < 0:
        return 0.0  # "Army kills ten rebels" is not "Rebels killed a teacher"
    return 2.5 if told.dep in ("ROOT", "ccomp") and _days(a, b) >= 0 and _places(a, b) >= 0 else 0.0


def _pairs(one: list[Named], other: list[Named]) -> Iterator[tuple[Named, Named]]:
    return ((x, y) for x in one for y in other)


def _lead(a: Draft, b: Draft) -> float:
    """The first sentence sums up what the next ones tell in full."""
    if a.mention.part.name != "body" or b.mention.part.name != "body" or not a.mode or a.mode != b.mode:
        return 0.0
    if _days(a, b) < 0 or _places(a, b) < 0:
        return 0.0
    first, second = sorted((a.mention.sentence_index, b.mention.sentence_index))
    return 2.0 if first == 0 and 1 <= second <= 2 else 0.0


def attach(groups: list[list[Draft]], doubtful: list[Draft]) -> None:
    """Give mentions too weak to stand alone to the events that they speak of; the rest are dropped.

    A bare plural ("these attacks") speaks of events in general, not of one of them.
    """
    for draft in doubtful:
        if draft.mention.token.tag == "NNS" and not draft.tolls:
            continue
        scored = [(_fit(draft, group), n) for n, group in enumerate(groups)]
        best = max(scored, default=(0.0, -1))
        if best[0] >= THRESHOLD:
            groups[best[1]].append(draft)


def _days(a: Draft, b: Draft) -> float:
    if a.when is None or b.when is None:
        undated, dated = (a, b) if a.when is None else (b, a)
        first = undated.in_title or undated.mention.sentence_index < dated.mention.sentence_index
        return -4.0 if undated.leads and first and dated.of_old and not dated.in_title else 0.0
    return 1.0 if dates_agree(a.when[1], b.when[1]) else -4.0


def dates_agree(a: Date, b: Date) -> bool:
    """Whether two dates can be one day: their spans overlap, or their open-year words are the same."""
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return a.edtf[-5:] == b.edtf[-5:]
    return a.start <= b.end and b.start <= a.end


def _places(a: Draft, b: Draft) -> float:
    if a.where is None or b.where is None:
        return 0.0
    return places_agree(a.where.location, b.where.location)


def places_agree(a: Location, b: Location) -> float:
    """1 near each other, -4 apart, 0 where nothing can be said."""
    if a.text.casefold() == b.text.casefold():
        return 1.0
    if a.country and b.country and a.country != b.country:
        return -4.0
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 0.0
    apart = distance_km(a.lat, a.lon, b.lat, b.lon)
    if a.precision in PRECISE and b.precision in PRECISE:
        return 1.0 if apart <= 30 else -4.0
    return 0.5


def _tolls(a: Draft, b: Draft) -> float:
    if not a.tolls or not b.tolls:
        return 0.0
    left = {t.count.what: (t.count.min, t.count.max) for t in a.tolls}
    right = {t.count.what: (t.count.min, t.count.max) for t in b.tolls}
    both = left.keys() & right.keys()
    if any(left[what] == right[what] for what in both):
        return 1.5
    return -0.5 if both else 0.0


def _goods(a: Draft, b: Draft) -> float:
    """The same goods in the same amount are one seizure, in another amount two."""
    left = {g.seizure.item.casefold().split()[-1]: g.seizure.amount for g in a.goods}
    for g in b.goods:
        amount = left.get(g.seizure.item.casefold().split()[-1])
        if amount is not None and g.seizure.amount is not None:
            return 2.0 if amount == g.seizure.amount else -5.0
    return 0.0


def _parties(a: list[Named], b: list[Named], agree: float, differ: float) -> float:
    if not a or not b:
        return 0.0
    if any(same_party(x, y) for x in a for y in b):
        return agree
    return differ if _proper(a) and _proper(b) else differ / 2


def _proper(parties: list[Named]) -> bool:
    return any(p.label in ("PERSON", "ORG", "GPE") for p in parties)
