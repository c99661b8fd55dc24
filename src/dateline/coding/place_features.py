"""What is known of each place of an article as the place of one event: named features, for `placing` to weigh."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.coding.draft import Draft, clause_marks, fullest
from dateline.coding.hints import logit
from dateline.coding.names import Named
from dateline.coding.place_between import distance, inner, one_sentence, standing, steps, tie
from dateline.coding.places import FINENESS, Placed, apposed
from dateline.coding.scene import Scene
from dateline.coding.words import WORDS
from dateline.grounding import KINDS
from dateline.grounding.phrases import ADMIN_WORDS, CITY_WORDS
from dateline.model import Location

SAYING = frozenset({"say", "tell", "warn"})
SETTLEMENT = frozenset({"site", "city"})
NEAR = 3  # sentences
SURE = 2  # rank of a place within the event's own clause
ROLES = ("actors", "recipients")
BACK = frozenset({"the", "this", "that", "its", "their"})  # "in the city", "in its capital"

Features = dict[str, float]


@dataclass(frozen=True)
class Option:
    """One place that the article names, however often."""

    told: tuple[Placed, ...]  # in reading order, the dateline first

    @property
    def location(self) -> Location:
        """Where it is, by its first name that is no people's."""
        return next((p for p in self.told if not p.people), self.told[0]).location

    @property
    def country_alone(self) -> bool:
        """Whether it is a country as a whole."""
        return self.location.precision == "country"


class Sight:
    """The places of one article as its events see them."""

    def __init__(self, scene: Scene, groups: Sequence[Sequence[Draft]]) -> None:
        self._scene = scene
        self.groups = groups
        self.options = options(scene.places.all)
        self._total = sum(len(o.told) for o in self.options)
        self._countries = Counter(p.location.country for p in scene.places.all if p.location.country)
        self._of = {id(p): n for n, o in enumerate(self.options) for p in o.told}
        self.told = [self._told_own(group) for group in groups]
        """The option that the grammar gives each event, or None."""
        self._lands = [{role: self._lands_of(group, role) for role in ROLES} for group in groups]

    def features(self, number: int) -> list[Features]:
        """What is known of each answer for one event: first none, then the options in their order."""
        group = self.groups[number]
        known = [self._of_option(number, group, n, option) for n, option in enumerate(self.options)]
        return [dict.fromkeys(self._of_none(group, known), 1.0), *known]

    def answers(self, number: int) -> list[int]:
        """The options that an event can have: where its own clause names its place, none of other sentences.

        A place that is told only as where somebody belongs is none: "members from Kenya", "a commander in Kenya".
        """
        main = fullest(self.groups[number])
        possible = [n for n, o in enumerate(self.options) if not all(self._origin(main, p) for p in o.told)]
        if main.where is None or not self._surely_told(main, main.where):
            return possible
        here = [n for n in possible if any(one_sentence(main, p) for p in self.options[n].told)]
        return [n for n in here if not self._holds(self.options[n], main.where)]

    def _surely_told(self, draft: Draft, placed: Placed) -> bool:
        """Whether the event's own clause puts it there."""
        return one_sentence(draft, placed) and self._scene.places.rank(draft.mention, placed, frozenset()) >= SURE

    def _holds(self, option: Option, placed: Placed) -> bool:
        """ "in Homs province in central Syria": the country round the place that the clause names."""
        return option.country_alone and self._inside(placed.location, option.location)

    def _origin(self, main: Draft, placed: Placed) -> bool:
        """Whether a name tells only where somebody belongs."""
        if placed.people or not one_sentence(main, placed):
            return False
        token = placed.part.parse.tokens[placed.head]
        if token.dep == "nsubj" and placed.part.parse.tokens[token.head].lemma in WORDS.tells_of | SAYING:
            return True  # "The Kremlin denied": it is who speaks
        if apposed(main.mention.parse, placed.head, main.mention):
            return True
        if standing(placed) != "from" or self._scene.places.rank(main.mention, placed, frozenset()):
            return False
        taken_from = placed.head > main.mention.clause and tie(main, placed) == "under its verb"
        return not taken_from  # "seized from his home in Harare": there

    def _lands_of(self, group: Sequence[Draft], role: str) -> frozenset[str]:
        """The countries that the parties of an event belong to."""
        parties = (n for d in group for n in getattr(d, role))
        return frozenset(c for n in parties if (c := self._scene.places.country_of(n.name)) is not None)

    # ------------------------------------------------------------ an option

    def _of_option(self, number: int, group: Sequence[Draft], n: int, option: Option) -> Features:
        kind = group[0].type
        found = dict.fromkeys(self._marks(number, group, n, option), 1.0)
        main = fullest(group)
        for placed in option.told:
            found.update(dict.fromkeys(self._beside(main, placed), 1.0))
            for draft in group:
                if draft is not main:
                    found.update(dict.fromkeys((f"again {mark}" for mark in self._beside(draft, placed)), 1.0))
        near = self._near(main, group, option)
        if near not in ("here", "its people"):
            if any(self._near(main, group, other) == "here" and not other.country_alone for other in self.options):
                found[f"{near} though another is here"] = 1.0
            if self._unknown(main):
                found[f"{near} unknown here {option.location.precision}"] = 1.0
        found[near] = found[f"{near} {option.location.precision}"] = found[f"{near} {kind}"] = 1.0
        grain = "country" if option.country_alone else "finer"
        found[f"{grain} {kind}"] = found[f"{grain} {near}"] = 1.0
        for role, lands in self._lands[number].items():
            if option.location.country in lands:
                found[f"land of {role} {grain}"] = found[f"land of {role} {grain} {near}"] = 1.0
                found[f"land of {role} {grain} {kind}"] = 1.0
            elif lands:
                found[f"other land than {role} {grain}"] = 1.0
        if self._last_before(group, grain) == n:
            found[f"last before {grain}"] = found[f"last before {grain} {near}"] = 1.0
        for word in self._spoken_of(group):
            found[f"{word}: {option.location.precision}"] = 1.0
            if self._last_before(group, grain) == n:
                found[f"{word}: last before {option.location.precision}"] = 1.0
        if near == "far":
            for mark in clause_marks(group):
                found[f"far {mark} {grain}"] = 1.0
        if all(p.people for p in option.told):
            found[f"people {near}"] = found[f"people {kind}"] = 1.0
        found["share"] = len(option.told) / self._total
        found[f"share {near}"] = found["share"]
        found["country share"] = self._countries[option.location.country or ""] / sum(self._countries.values())
        found |= self._read([main], option, "read")
        if len(group) > 1:
            found |= self._read([d for d in group if d is not main], option, "again read")
        return found

    def _near(self, main: Draft, group: Sequence[Draft], option: Option) -> str:
        """How near a place is named: in the event's own sentence, in another that tells it, or farther off."""
        here = [p for p in option.told if one_sentence(main, p)]
        if any(not p.people for p in here):
            return "here"
        if here:
            return "its people"
        return "again" if any(one_sentence(d, p) for d in group for p in option.told) else "far"

    def _unknown(self, main: Draft) -> bool:
        """Whether the clause puts the event in a place that the gazetteer lacks."""
        return main.where is not None and main.where.location.precision is None

    def _read(self, group: Sequence[Draft], option: Option, name: str) -> Features:
        """What the encoder makes of its words."""
        likely = [
            self._scene.hints.fills(p.part, d.mention.head, "place", p.first, p.last)
            for d in group
            for p in option.told
            if p.part is d.mention.part and not p.in_dateline
        ]
        best = max(likely, default=0.0)
        if not best:
            return {f"{name} not": 1.0}
        return {name: logit(best), f"{name} surely": float(best > 0.5)}

    def _marks(self, number: int, group: Sequence[Draft], n: int, option: Option) -> Iterator[str]:
        """What the article as a whole says of a place."""
        location = option.location
        yield f"precision {location.precision}"
        parts = {p.part.name for p in option.told}
        if any(p.in_dateline for p in option.told):
            yield "dateline"
            yield f"dateline {group[0].type}"
        if "title" in parts:
            yield "in title"
        if n == self._first_settlement():
            yield "first settlement"
        if location.precision in SETTLEMENT and self._only_settlement():
            yield "only settlement"
        if location.country == self._main_country():
            yield "main country"
            if option.country_alone:
                yield "the main country itself"
        if self._most_told() == n:
            yield "told most"
        yield from self._by_events(number, n)
        if (own := self.told[number]) is not None:
            yield "told of it" if own == n else "another told of it"
            if own != n and self._inside(location, self.options[own].location):
                yield "inside what is told"
            if own != n and self._inside(self.options[own].location, location):
                yield "around what is told"

    def _by_events(self, number: int, n: int) -> Iterator[str]:
        """What the places of the article's other events say of a place."""
        before = [o for o in self.told[:number] if o is not None]
        after = [o for o in self.told[number + 1 :] if o is not None]
        if before:
            yield "of the last event" if before[-1] == n else "the last event elsewhere"
        if after:
            yield "of the next event" if after[0] == n else "the next event elsewhere"
        if n in before:
            yield "of an event before"
        others = Counter([*before, *after])
        if others:
            share = others[n] / others.total()
            how = "all" if share == 1 else "most" if share >= 0.5 else "some" if share else "no"
            yield f"of {how} events"
            if others.total() > 2:
                yield f"of {how} of many events"
            country = self.options[n].location.country
            if all(self.options[o].location.country == country for o in others):
                yield "in the country of all events"

    def _beside(self, draft: Draft, placed: Placed) -> Iterator[str]:
        """What stands between a mention of the event and a name of the place."""
        mention = draft.mention
        if draft.where is placed:
            yield "by the rules"
            yield f"by the rules {placed.location.precision}"
        if placed.part is not mention.part or placed.in_dateline:
            return
        gap = placed.sentence_index - mention.sentence_index
        if gap:
            if abs(gap) <= NEAR:
                yield "near sentence"
                yield f"sentence {gap:+d}"
            return
        yield "same sentence"
        parties = [(role, n.here) for role, found in _roles(draft) for n in found if n.here.part is placed.part]
        inside = next((role for role, here in parties if here.first <= placed.head < here.last), None)
        yield f"in {inside}" if inside else "in no party"
        if apposed(mention.parse, placed.head, mention):
            yield "apposed"
        rank = self._scene.places.rank(mention, placed, frozenset())
        yield f"rank {rank}"
        yield f"steps {steps(draft, placed)}"
        hangs = tie(draft, placed)
        yield hangs
        yield f"{hangs} {standing(placed)}"
        yield "after it" if placed.head > mention.head else "before it"
        yield f"stands {standing(placed)}"
        if inside is None and not placed.people:
            yield f"stands free {standing(placed)}"
        if any(inner(p, placed) for p in self._scene.places.in_sentence(placed.part, placed.sentence_index)):
            yield "a finer one here"
        between = range(min(placed.head, mention.head), max(placed.head, mention.head))
        if not any(p.head in between and p is not placed for p in self._here(placed)):
            yield "nearest"

    def _here(self, placed: Placed) -> list[Placed]:
        return self._scene.places.in_sentence(placed.part, placed.sentence_index)

    # ------------------------------------------------------------ none

    def _of_none(self, group: Sequence[Draft], known: Sequence[Features]) -> Iterator[str]:
        first = fullest(group)
        yield "none"
        yield f"none {first.type}"
        yield f"none {first.judgement.status}"
        yield f"none {first.mode or 'modeless'} {first.type}"
        yield f"none {first.mention.token.pos}"
        for mark in clause_marks(group):
            yield f"none {mark}"
        for word in self._spoken_of(group):
            yield f"none {word}"
        if any(d.when for d in group):
            yield "none though dated"
        if any(d.tolls for d in group):
            yield "none though counted"
        if any(d.in_title or d.mention.sentence_index < 2 for d in group):
            yield "none though early"
        if self._unknown(first):
            yield "none unknown here"
        if not self.options:
            return
        if not any("same sentence" in features for features in known):
            yield "none named here"
        if self._only_settlement():
            yield "none though one settlement"
        if len(self._countries) == 1:
            yield "none though one country"

    # ------------------------------------------------------------ the article

    def _told_own(self, group: Sequence[Draft]) -> int | None:
        """The option that the rules give an event: what its own clauses name, before what is only read of it."""
        told = [(d, d.where) for d in group if d.where is not None and id(d.where) in self._of]
        sure = [(d, p) for d, p in told if self._surely_told(d, p)]
        best = min((p for _, p in sure or told), key=lambda p: FINENESS[p.location.precision], default=None)
        return None if best is None else self._of[id(best)]

    def _last_before(self, group: Sequence[Draft], grain: str) -> int | None:
        """The country, or the finer place, that was named last before an event, its own sentence included."""
        mention = fullest(group).mention
        best: tuple[int, int] | None = None
        for n, option in enumerate(self.options):
            if option.country_alone != (grain == "country"):
                continue
            for placed in option.told:
                before = placed.in_dateline or placed.sentence_index <= mention.sentence_index
                if placed.part is mention.part and before and (best is None or placed.start > best[0]):
                    best = (placed.start, n)
        return None if best is None else best[1]

    def _spoken_of(self, group: Sequence[Draft]) -> Iterator[str]:
        """Places spoken of without a name: "in the town", "across the country", "here"."""
        for draft in group:
            parse = draft.mention.parse
            clause = parse.subtree(draft.mention.clause, frozenset({"ccomp", "parataxis"}))
            for i in clause:
                token = parse.tokens[i]
                if token.lower in ("nationwide", "countrywide"):
                    yield "the country"
                elif token.pos == "NOUN" and (token.lemma in KINDS or token.lemma in ("country", "area", "border")):
                    if token.dep == "pobj" and any(t.lower in BACK for t in parse.children(i, "det", "poss")):
                        yield f"the {_kind_of(token.lemma)}"
                elif token.lower in ("there", "here") and token.dep == "advmod":
                    yield "there"

    def _first_settlement(self) -> int | None:
        return next((n for n, o in enumerate(self.options) if o.location.precision in SETTLEMENT), None)

    def _only_settlement(self) -> bool:
        return sum(o.location.precision in SETTLEMENT for o in self.options) == 1

    def _most_told(self) -> int | None:
        finer = [n for n, o in enumerate(self.options) if not o.country_alone]
        return max(finer, key=lambda n: (len(self.options[n].told), -n), default=None)

    def _main_country(self) -> str | None:
        """The country that is named most often, of several the one named first: what it is called says nothing."""
        return max(self._countries, key=lambda c: self._countries[c], default=None)

    @staticmethod
    def _inside(inner: Location, outer: Location) -> bool:
        return inner.country == outer.country and FINENESS[inner.precision] < FINENESS[outer.precision]

    def nearest(self, group: Sequence[Draft], option: Option) -> tuple[Draft, Placed]:
        """The mention and the name of the place that stand nearest to each other: its words are the evidence."""
        pairs = [(d, p) for d in group for p in option.told]
        return min(pairs, key=lambda pair: distance(*pair))


def _kind_of(noun: str) -> str:
    return (
        "town" if noun in CITY_WORDS else "division" if noun in ADMIN_WORDS else noun if noun == "country" else "spot"
    )


def options(placed: Sequence[Placed]) -> list[Option]:
    """The located places, each once, in reading order."""
    found: dict[object, list[Placed]] = {}
    for one in placed:
        at = one.location
        if at.precision is not None:
            found.setdefault(at.place_id or (at.precision, at.lat, at.lon), []).append(one)
    return [Option(tuple(told)) for told in found.values()]


def _roles(draft: Draft) -> Iterator[tuple[str, list[Named]]]:
    yield "actor", draft.actors
    yield "recipient", draft.recipients
