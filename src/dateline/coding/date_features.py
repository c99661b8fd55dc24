"""What is known of each date of an article as the date of one event: named features, for `dating` to weigh."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Day

from dateline.coding.clause import VERBAL, subjects
from dateline.coding.date_rules import DateRules, heads_by_sentence
from dateline.coding.draft import LEAD, Draft, clause_marks, fullest
from dateline.coding.hints import logit
from dateline.coding.scene import Scene
from dateline.coding.times import Dated
from dateline.language.encoder import Scores
from dateline.model import Date

NEAR = 3  # sentences
# Days, at most, before publication, and from the first to the last.
AGES = ((0, "that day"), (1, "the day before"), (7, "that week"), (31, "that month"), (366, "that year"))
SPANS = ((1, "day"), (7, "week"), (31, "month"), (366, "year"))
SHORT = ("day", "week")
FRESH = ("that day", "the day before")
POSSIBLE = frozenset({"will", "would", "to", "could", "may", "might"})
OTHER_CLAUSE = frozenset({"ccomp", "relcl", "parataxis", "advcl"})
MANY = 4  # dates

Features = dict[str, float]


@dataclass(frozen=True)
class DateOption:
    """One date that the article tells, however often."""

    told: tuple[Dated, ...]  # in reading order
    date: Date


class DateSight:
    """The dates of one article as its events see them. What is read otherwise of words than of acts says of which."""

    def __init__(self, scene: Scene, groups: Sequence[Sequence[Draft]], rules: DateRules) -> None:
        self._scene, self._rules = scene, rules
        self.groups = groups
        self.options = _options(scene)
        self._of = {id(d): n for n, o in enumerate(self.options) for d in o.told}
        self._total = sum(len(o.told) for o in self.options)
        self._mains = [fullest(group) for group in groups]
        self._kinds = ["words" if rules.of_words(main.mention) else "act" for main in self._mains]
        self._ruled = [next((self._of.get(id(d.when[0])) for d in g if d.when), None) for g in groups]
        """The option that the rules give each event, or None."""
        self._actors = [frozenset(n.name for d in group for n in d.actors) for group in groups]
        self._order = sorted(range(len(groups)), key=lambda n: _place(self._mains[n]))
        self._event_of = {(d.mention.part, d.mention.head): n for n, group in enumerate(groups) for d in group}
        self._heads = heads_by_sentence(d for group in groups for d in group)
        self._ages = [self._age(option.date) for option in self.options]
        self._who = {id(d): self._named_beside(d) for option in self.options for d in option.told}
        """The names of who does what each expression tells the time of."""
        self._dates_of = {(d.mention.part, d.mention.head): self._dates(d) for group in groups for d in group}
        """How likely the encoder takes each word of its part for a part of each mention's date."""
        self._most = max((len(option.told) for option in self.options), default=0)
        self._fresh = [n for n, age in enumerate(self._ages) if age in FRESH]
        self._days = [n for n, option in enumerate(self.options) if _span(option.date) == "day"]
        self._only_told_on = self._told_on()

    def features(self, number: int) -> list[Features]:
        """What is known of each answer for one event: first none, then the options in their order."""
        known = [self._of_option(number, n) for n in range(len(self.options))]
        return [dict.fromkeys(self._of_none(number, known), 1.0), *known]

    def answers(self, number: int) -> list[int]:
        """The options that an event can have: none that its own sentence tells as the time of something else."""
        return [n for n in range(len(self.options)) if self._pairs(number, n)]

    def weighs(self, dated: Dated) -> bool:
        """Whether an expression is of one of the options."""
        return id(dated) in self._of

    def nearest(self, number: int, option: int) -> tuple[Draft, Dated]:
        """The mention and the expression of a date that stand nearest to each other: its words are the evidence."""
        main = self._mains[number]
        return min(self._pairs(number, option), key=lambda pair: _distance(main, *pair))

    def _pairs(self, number: int, option: int) -> list[tuple[Draft, Dated]]:
        pairs = [(draft, dated) for draft in self.groups[number] for dated in self.options[option].told]
        return [(draft, dated) for draft, dated in pairs if self._may_be(draft, dated)]

    def _may_be(self, draft: Draft, dated: Dated) -> bool:
        mention = draft.mention
        if dated.part is not mention.part or dated.sentence > mention.sentence_index:
            return True
        if dated.sentence < mention.sentence_index:
            return _tense(draft) != "had"  # what had happened did so before what is told already
        heads = self._heads[mention.part, mention.sentence_index]
        if self._rules.rank(mention, dated, heads):
            return True
        if self._rules.of_the_answer(mention, dated, heads):
            return False
        named = dated.attributive and dated.date is not None and _span(dated.date) not in SHORT  # "the 2015 act"
        return not named and self._rules.may_tell(mention, heads, dated)

    # ------------------------------------------------------------ an option

    def _of_option(self, number: int, n: int) -> Features:
        option, main, kind = self.options[n], self._mains[number], self._kinds[number]
        found = dict.fromkeys(self._marks(number, n), 1.0)
        for dated in option.told:
            for draft in self.groups[number]:
                again = "" if draft is main else "again "
                found.update((f"{again}{mark}", 1.0) for mark in self._beside(number, draft, dated))
        near = self._near(number, option)
        found.update((mark, 1.0) for mark in self._looks(number, n, near))
        found["share"] = found[f"share {kind}"] = len(option.told) / self._total
        read = self._read(number, option)
        if read is None:
            return found | {"read not": 1.0}
        return found | {"read": read, f"read {near}": read, f"read surely {near}": float(read > 0)}

    def _looks(self, number: int, n: int, near: str) -> Iterator[str]:
        """How near a date is told, how long ago it was and how long it is, for events of the kind, type and tense."""
        main, kind = self._mains[number], self._kinds[number]
        date, age = self.options[n].date, self._ages[n]
        span, tense = _span(date), _tense(main)
        for one, others in (
            (near, (kind, span, f"{kind} {age}", tense, main.type)),
            (age, (kind, tense, main.type, f"{kind} {tense}")),
            (span, (kind,)),
            (f"anchor {date.anchor}", (near,)),
        ):
            yield one
            yield from (f"{one} {other}" for other in others)

    def _near(self, number: int, option: DateOption) -> str:
        """How near a date is told: in a sentence that tells the event, in the next, near by or farther off."""
        gaps = [
            abs(dated.sentence - draft.mention.sentence_index)
            for dated in option.told
            for draft in self.groups[number]
            if dated.part is draft.mention.part
        ]
        gap = min(gaps, default=NEAR + 1)
        return "here" if not gap else "near" if gap == 1 else "close" if gap <= NEAR else "far"

    def _read(self, number: int, option: DateOption) -> float | None:
        """What the encoder makes of its words; None where it never saw them beside the event."""
        likely = [
            float(self._dates_of[dated.part, draft.mention.head][dated.first : dated.last].max())
            for draft in self.groups[number]
            for dated in option.told
            if dated.part is draft.mention.part
        ]
        best = max(likely, default=0.0)
        return logit(best) if best else None

    def _beside(self, number: int, draft: Draft, dated: Dated) -> Iterator[str]:
        """What stands between a mention of the event and an expression of the date."""
        kind = self._kinds[number]
        yield from self._of_whom(number, dated)
        if dated.part is not draft.mention.part:
            yield f"in the {dated.part.name} {kind}"
            return
        gap = dated.sentence - draft.mention.sentence_index
        if gap:
            yield "before it" if gap < 0 else "after it"
            if abs(gap) <= NEAR:
                yield f"sentence {gap:+d}"
                yield f"sentence {gap:+d} {kind}"
            return
        yield from self._by_the_rules(draft, dated, kind)
        yield from self._in_the_sentence(draft, dated, kind)

    def _of_whom(self, number: int, dated: Dated) -> Iterator[str]:
        """Whose time an expression tells: another event's, the actor's, or when what is told was said."""
        kind = self._kinds[number]
        says = dated.part.parse.tokens[dated.governor].lemma in self._rules.telling
        if says:
            yield f"told on it {kind}"
            yield f"told on it {kind} {self._ages[self._of[id(dated)]]}"
            if self._only_told_on == self._of[id(dated)]:
                yield f"all is told on it {kind}"
        other = self._event_of.get((dated.part, dated.governor), number)
        if other != number:
            yield f"of another {self._kinds[other]} for {kind}"
            if self._mains[other].type == self._mains[number].type:
                yield "of another of its type"
        who, actors = self._who[id(dated)], self._actors[number]
        if who & actors:
            yield "of its actor"
            yield f"of its actor {kind}"
            if says:
                yield f"its actor speaks {kind}"
        elif who and actors:
            yield f"of somebody else {kind}"

    def _dates(self, draft: Draft) -> Scores:
        return self._scene.hints.of(draft.mention.part).fills(draft.mention.head, "date")

    def _named_beside(self, dated: Dated) -> frozenset[str]:
        parse, governor = dated.part.parse, dated.governor
        verb = next((t.i for t in (parse.tokens[governor], *parse.ancestors(governor)) if t.pos in VERBAL), None)
        if verb is None:
            return frozenset()
        found = (self._scene.directory.resolve(dated.part, i) for i in subjects(parse, verb))
        return frozenset(n.name for n in found if n is not None)

    def _by_the_rules(self, draft: Draft, dated: Dated, kind: str) -> Iterator[str]:
        """What syntax says of an expression in the sentence of a mention."""
        mention = draft.mention
        heads = self._heads[mention.part, mention.sentence_index]
        rank = self._rules.rank(mention, dated, heads)
        yield f"rank {rank}"
        yield f"rank {rank} {kind}"
        if rank:
            yield "ranked"
            yield f"ranked {draft.type}"
            yield f"ranked {_tense(draft)}"
            yield f"ranked {'in' if dated.expression.kind == 'span' else 'at'} {kind}"
            best = max(self._rules.rank(mention, d, heads) for d in self._rules.here(mention))
            yield "ranked best" if rank == best else "ranked less"
        elif self._rules.may_tell(mention, heads, dated):
            yield "may tell"
            yield f"may tell {kind}"
        if draft.when and draft.when[0] is dated:
            yield "by the rules"
            yield f"by the rules {kind}"

    def _in_the_sentence(self, draft: Draft, dated: Dated, kind: str) -> Iterator[str]:
        """How an expression hangs together with a mention of its sentence."""
        parse, mention, governor = dated.part.parse, draft.mention, dated.governor
        tie = _tie(draft, dated)
        says = parse.tokens[governor].lemma in self._rules.telling
        yield tie
        yield f"{tie} {kind}"
        yield f"{tie} {'said' if says else 'done'} {kind}"
        if dated.attributive:
            yield f"attributive {tie}"
        if (dated.part, governor) in self._event_of and governor != mention.head:
            yield f"another's {tie}"
        yield "later in it" if dated.first > mention.head else "earlier in it"
        here = self._scene.times.in_sentence(dated.part, dated.sentence)
        if len(here) == 1:
            yield "alone here"
            yield f"alone here {tie}"
        elif min(here, key=lambda d: abs(d.first - mention.head)) is dated:
            yield "nearest here"

    def _marks(self, number: int, n: int) -> Iterator[str]:
        """What the article as a whole says of a date."""
        option, kind = self.options[n], self._kinds[number]
        first = option.told[0]
        if n == 0:
            yield f"first {kind}"
        if first.part.name == "body" and first.sentence < LEAD:
            yield f"lead {kind}"
        if len(self.options) == 1:
            yield f"only one {kind}"
        if len(option.told) == self._most:
            yield f"told most {kind}"
        if self._fresh == [n]:
            yield f"only fresh {kind}"
            yield f"only fresh {kind} {_tense(self._mains[number])}"
        if self._days == [n]:
            yield f"only day {kind}"
        yield from self._by_events(number, n)

    def _by_events(self, number: int, n: int) -> Iterator[str]:
        """What the dates of the article's other events, by the rules, say of a date."""
        kind, at = self._kinds[number], self._order.index(number)
        before = [m for m in self._order[:at] if self._ruled[m] is not None]
        after = [m for m in self._order[at + 1 :] if self._ruled[m] is not None]
        if before:
            last = before[-1]
            same = self._ruled[last] == n
            yield f"{'of' if same else 'not of'} the last {self._kinds[last]} for {kind}"
            if same and self._mains[last].type == self._mains[number].type:
                yield "of the last of its type"
        if after and self._ruled[after[0]] == n:
            yield f"of the next {self._kinds[after[0]]} for {kind}"
        others = [*before, *after]
        if others:
            yield f"of {self._share(others, n)} events for {kind}"
        alike = [m for m in others if self._kinds[m] == kind]
        if alike:
            yield f"of {self._share(alike, n)} such {kind}"
        if any(self._ruled[m] == n and self._actors[m] & self._actors[number] for m in others):
            yield f"of its actor's other for {kind}"

    def _share(self, events: Sequence[int], n: int) -> str:
        share = Counter(self._ruled[m] for m in events)[n] / len(events)
        return "all" if share == 1 else "most" if share >= 0.5 else "some" if share else "no"

    # ------------------------------------------------------------ none

    def _of_none(self, number: int, known: Sequence[Features]) -> Iterator[str]:
        main, kind = self._mains[number], self._kinds[number]
        yield "none"
        yield f"none {kind}"
        if any(d.when for d in self.groups[number]):
            yield "none though ruled"
            yield f"none though ruled {kind}"
        yield f"none {main.type}"
        yield f"none {main.judgement.status}"
        yield f"none {main.judgement.reality}"
        yield f"none {main.mode or 'modeless'} {main.type}"
        yield f"none {_tense(main)} {kind}"
        yield f"none {main.mention.token.pos}"
        for mark in clause_marks(self.groups[number]):
            yield f"none {mark}"
        if not any(near in found for found in known for near in ("here", "near", "close")):
            yield "none near"
            yield f"none near {kind}"
        if not any("here" in found for found in known):
            yield f"none here {kind}"
        for _, age in AGES:
            if age not in self._ages:
                yield f"none {age} {kind}"
        yield f"none of {min(len(self.options), MANY)}"

    # ------------------------------------------------------------ the article

    def _told_on(self) -> int | None:
        """The one date on which what the article tells was said, where there is one."""
        told = (d for option in self.options for d in option.told)
        found = {self._of[id(d)] for d in told if d.part.parse.tokens[d.governor].lemma in self._rules.telling}
        return found.pop() if len(found) == 1 else None

    def _age(self, date: Date) -> str:
        """How long a date lies before publication, roughly."""
        published = self._scene.document.article.published
        if not published or not date.start or not date.end:
            return "of no age"
        day = Day.fromisoformat(published)
        if Day.fromisoformat(date.start) > day:
            return "to come"
        days = (day - Day.fromisoformat(date.end)).days
        return next((name for most, name in AGES if days <= most), "long ago")


def _options(scene: Scene) -> list[DateOption]:
    """The dates told, each once, in reading order."""
    found: dict[Date, list[Dated]] = {}
    alike: dict[tuple[str, str], Date] = {}
    for part in scene.document.parts:
        for sentence in range(len(part.parse.sentences)):
            for dated in scene.times.in_sentence(part, sentence):
                date = dated.date
                if date is not None and date.start and date.end and not dated.until:
                    found.setdefault(alike.setdefault((date.start, date.end), date), []).append(dated)
    return [DateOption(tuple(told), date) for date, told in found.items()]


def _distance(main: Draft, draft: Draft, dated: Dated) -> tuple[bool, bool, bool, int, int]:
    """How far an expression is from a mention; that of the rules first, and of these the main mention's."""
    ruled = draft.when is not None and draft.when[0] is dated
    apart = dated.part is not draft.mention.part
    sentences = 0 if apart else abs(dated.sentence - draft.mention.sentence_index)
    return not ruled, ruled and draft is not main, apart, sentences, abs(dated.first - draft.mention.head)


def _tie(draft: Draft, dated: Dated) -> str:
    """What an expression of its sentence hangs on, seen from a mention."""
    parse, mention, governor = dated.part.parse, draft.mention, dated.governor
    if governor == mention.clause:
        return "its verb"
    above = [t.i for t in parse.ancestors(mention.head)]
    if governor in above:
        path = (mention.head, *above[: above.index(governor)])
        return "over it beyond" if any(parse.tokens[i].dep in OTHER_CLAUSE for i in path) else "over it"
    return "under it" if mention.clause in [t.i for t in parse.ancestors(governor)] else "beside it"


def _tense(draft: Draft) -> str:
    """How its clause tells an event, by its verb."""
    parse = draft.mention.parse
    verb = parse.tokens[draft.mention.clause]
    auxiliaries = {t.lower for t in parse.children(verb.i, "aux", "auxpass")}
    if "had" in auxiliaries:
        return "had"
    if auxiliaries & {"has", "have"}:
        return "has"
    if auxiliaries & POSSIBLE:
        return "would"
    if verb.tag == "VBG" and auxiliaries & {"is", "are", "was", "were"}:
        return "is doing"
    return verb.tag if verb.tag.startswith("VB") else "nominal"


def _span(date: Date) -> str:
    """How long a date is, roughly."""
    if not date.start or not date.end:
        return "open"
    days = (Day.fromisoformat(date.end) - Day.fromisoformat(date.start)).days + 1
    return next((name for most, name in SPANS if days <= most), "years")


def _place(draft: Draft) -> tuple[bool, int]:
    """Where in the article an event is told: the body in its order, what stands elsewhere after it."""
    return draft.mention.part.name != "body", draft.mention.head
