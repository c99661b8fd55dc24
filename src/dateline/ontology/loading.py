"""From the data files to one checked `Ontology`."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import msgspec

from dateline.errors import SetupError
from dateline.ontology import phrases
from dateline.ontology.files import (
    AcledShape,
    ClassShape,
    ContextShape,
    CountriesShape,
    CuesShape,
    EntryShape,
    FramesShape,
    PloverShape,
    RuleShape,
    TriggersShape,
    TypeShape,
    read,
)
from dateline.ontology.records import (
    AcledName,
    AcledRule,
    Context,
    Cue,
    Cues,
    Entry,
    EventType,
    Frame,
    NounClass,
    Record,
    Refinement,
    Role,
    Words,
)

DATA = Path(__file__).parent


# ------------------------------------------------------------------ the whole


class Ontology(Record, frozen=True, kw_only=True):
    """PLOVER, the lexicon and the cue words, checked against each other."""

    version: str  # hash of the data files, 12 hex digits
    types: Mapping[str, EventType]
    families: tuple[frozenset[str], ...]
    sectors: Mapping[str, str]
    contexts: Mapping[str, Context]
    classes: Mapping[str, NounClass]
    frames: Mapping[str, Frame]
    compounds: tuple[tuple[str, Role], ...]  # (class, role): how a noun before a noun trigger is read, in order
    entries: tuple[Entry, ...]
    refinements: tuple[Refinement, ...]
    cues: Cues
    acled_types: Mapping[str, tuple[str, tuple[str, ...]]]  # event type → (disorder type, sub-event types)
    acled_rules: tuple[AcledRule, ...]
    acled_regions: Mapping[str, str]  # ISO 3166 alpha-2 → ACLED's region
    cow: Mapping[str, int]  # ISO 3166 alpha-2 → number of the state in the Correlates of War list
    index: Mapping[tuple[str, str], tuple[Entry, ...]]

    @staticmethod
    def load() -> Ontology:
        """The ontology of the installed package. Raises SetupError where a data file is unusable."""
        return _installed()

    def triggers(self, lemma: str, pos: str) -> tuple[Entry, ...]:
        """The entries that a lower-case lemma of this part of speech opens: phrases first, the longest first."""
        return self.index.get((lemma, pos), ())

    def role(self, frame: str, slot: str, lemma: str = "", entity: str = "") -> Role:
        """The role of a slot's filler; a compound noun is read by its class first."""
        if slot == "compound":
            for name, role in self.compounds:
                if self.classes[name].words.has(lemma, entity):
                    return role
        return self.frames[frame].role(slot)

    def refine(self, type: str, mode: str | None, lemmas: Iterable[str]) -> str | None:
        """The mode of an event of this type and mode once the words around it are heard."""
        heard = frozenset(lemmas)
        for rule in self.refinements:
            if rule.type == type and (mode is None or (rule.over and mode in rule.over)) and rule.words.lemmas & heard:
                return rule.mode
        return mode

    def family(self, type: str) -> frozenset[str]:
        """The types that reports of one event may differ in: those of two families are never one event."""
        return next(family for family in self.families if type in family)

    def acled(self, type: str, mode: str | None, status: str, civilian: bool | None = None) -> AcledName | None:
        """ACLED's names for an event, or None for types that ACLED does not record.

        `civilian`: whether the target was civilian; None where that is not known.
        """
        for rule in self.acled_rules:
            if rule.fits(type, mode, status, civilian):
                disorder = self.acled_types[rule.event_type][0]
                return AcledName(disorder_type=disorder, event_type=rule.event_type, sub_event_type=rule.sub_event_type)
        return None


@cache
def _installed() -> Ontology:
    return load_from(DATA)


def load_from(folder: Path) -> Ontology:
    """Read and check the data files of a folder. Raises SetupError: one line with the file and what is wrong in it."""
    plover = read(folder / "plover.yaml", PloverShape)
    types = {name: _event_type(name, raw) for name, raw in plover.types.items()}
    classes = _classes(folder / "classes.yaml")
    raw_frames = read(folder / "frames.yaml", FramesShape)
    frames = {name: Frame(name=name, slots=slots) for name, slots in raw_frames.frames.items()}
    entries = tuple(_entries(folder / "triggers", types, frames, classes))
    acled = read(folder / "acled.yaml", AcledShape)
    countries = read(folder / "countries.yaml", CountriesShape)
    return Ontology(
        version=_version(folder),
        types=types,
        families=tuple(frozenset(family) for family in _known_families(plover, folder / "plover.yaml")),
        sectors=plover.sectors,
        contexts=_contexts(folder / "contexts.yaml", classes),
        classes=classes,
        frames=frames,
        compounds=tuple(_compounds(raw_frames, classes, folder / "frames.yaml")),
        entries=entries,
        refinements=tuple(_refinements(folder / "modes.yaml", types, classes)),
        cues=_cues(folder / "cues.yaml"),
        acled_types={name: (raw.disorder, tuple(raw.subs)) for name, raw in acled.types.items()},
        acled_rules=tuple(_acled_rules(acled, types, folder / "acled.yaml")),
        acled_regions={code: region for region, codes in countries.regions.items() for code in codes},
        cow=countries.cow,
        index=_index(entries),
    )


# ------------------------------------------------------------------ reading


def _version(folder: Path) -> str:
    """A hash over the names and bytes of all data files."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def _check(known: Iterable[str], name: str | None, what: str, path: Path) -> None:
    """Raise SetupError unless `name` is None or known."""
    if name is not None and name not in known:
        raise SetupError(f"{path}: unknown {what} {name!r}")


def _phrase(text: str, path: Path, trigger: int = 1) -> phrases.Phrase:
    try:
        return phrases.parse(text, trigger)
    except ValueError as error:
        raise SetupError(f"{path}: {error}") from error


# ------------------------------------------------------------------ building


def _event_type(name: str, raw: TypeShape) -> EventType:
    return EventType(name=name, kind=raw.kind, quad=raw.quad, definition=raw.definition, modes=tuple(raw.modes))


def _known_families(plover: PloverShape, path: Path) -> Iterator[list[str]]:
    named = [name for family in plover.families for name in family]
    for name in named:
        _check(plover.types, name, "type", path)
    if sorted(named) != sorted(plover.types):
        raise SetupError(f"{path}: the families do not hold every type once")
    yield from plover.families


def _contexts(path: Path, classes: Mapping[str, NounClass]) -> dict[str, Context]:
    raws = read(path, dict[str, ContextShape])
    return {
        name: Context(
            name=name,
            words=_words(raw.words, classes, path).lemmas,
            phrases=tuple(_phrase(text, path) for text in raw.phrases),
        )
        for name, raw in raws.items()
    }


def _classes(path: Path) -> dict[str, NounClass]:
    """The noun classes, each after those it takes in (a class may name only classes above it)."""
    classes: dict[str, NounClass] = {}
    for name, raw in read(path, dict[str, ClassShape]).items():
        words = _words(raw.words, classes, path)
        classes[name] = NounClass(
            name=name,
            words=Words(lemmas=words.lemmas, entities=words.entities | frozenset(raw.entities)),
            person=raw.person,
            civilian=raw.civilian,
            side=raw.side,
        )
    return classes


def _words(names: Iterable[str], classes: Mapping[str, NounClass], path: Path) -> Words:
    """Lemmas and `<classes>` as one set."""
    lemmas: set[str] = set()
    entities: set[str] = set()
    for name in names:
        if name.startswith("<"):
            _check(classes, name[1:-1], "class", path)
            lemmas |= classes[name[1:-1]].words.lemmas
            entities |= classes[name[1:-1]].words.entities
        else:
            lemmas.add(name)
    return Words(lemmas=frozenset(lemmas), entities=frozenset(entities))


def _compounds(raw: FramesShape, classes: Mapping[str, NounClass], path: Path) -> Iterator[tuple[str, Role]]:
    for name, role in raw.compound.items():
        _check(classes, name, "class", path)
        yield name, role


def _entries(
    folder: Path, types: Mapping[str, EventType], frames: Mapping[str, Frame], classes: Mapping[str, NounClass]
) -> Iterator[Entry]:
    for path in sorted(folder.glob("*.yaml")):
        raw = read(path, TriggersShape)
        _check(types, raw.type, "type", path)
        for entry in raw.entries:
            where = f"{entry.phrase or ', '.join(entry.words)}"
            _check(types[raw.type].modes, entry.mode, f"mode of {raw.type} ({where})", path)
            _check(frames, entry.frame, f"frame ({where})", path)
            yield from _by_weight(_entry(raw.type, entry, classes, path), entry.measured, path)


def _by_weight(entry: Entry, measured: Mapping[str, float], path: Path) -> Iterator[Entry]:
    """The entry without the words whose own weight was measured, and an entry for each of these."""
    for word, weight in measured.items():
        _check(entry.words, word, "measured word", path)
        yield msgspec.structs.replace(entry, words=(word,), weight=_weight(weight, word, path))
    rest = tuple(word for word in entry.words if word not in measured)
    if rest or entry.phrase:
        yield msgspec.structs.replace(entry, words=rest)


def _weight(value: float, word: str, path: Path) -> float:
    if not 0 <= value <= 1:
        raise SetupError(f"{path}: weight {value} is not between 0 and 1 ({word})")
    return value


def _entry(type: str, raw: EntryShape, classes: Mapping[str, NounClass], path: Path) -> Entry:
    if bool(raw.words) == bool(raw.phrase):
        raise SetupError(f"{path}: an entry needs either words or a phrase ({raw.phrase or raw.words})")
    return Entry(
        type=type,
        pos=raw.pos,
        frame=raw.frame,
        weight=_weight(raw.weight, raw.phrase or raw.words[0], path),
        words=tuple(raw.words),
        phrase=_phrase(raw.phrase, path, raw.trigger) if raw.phrase else None,
        mode=raw.mode,
        requires={slot: _words(names, classes, path) for slot, names in raw.requires.items()},
        demands={slot: _words(names, classes, path) for slot, names in raw.demands.items()},
        excludes={slot: _words(names, classes, path) for slot, names in raw.excludes.items()},
        status=raw.status,
    )


def _index(entries: Iterable[Entry]) -> dict[tuple[str, str], tuple[Entry, ...]]:
    """Entries by (lemma, part of speech): longest phrase first, then selective entries, then the heavier."""
    found: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        for head in entry.heads:
            found[head, entry.pos].append(entry)
    return {key: tuple(sorted(group, key=_rank)) for key, group in found.items()}


def _rank(entry: Entry) -> tuple[int, bool, float]:
    return (-len(entry.phrase.elements) if entry.phrase else 0, not (entry.requires or entry.demands), -entry.weight)


def _refinements(path: Path, types: Mapping[str, EventType], classes: Mapping[str, NounClass]) -> Iterator[Refinement]:
    for type, rules in read(path, dict[str, list[RuleShape]]).items():
        _check(types, type, "type", path)
        for rule in rules:
            for mode in [rule.mode, *(rule.over or [])]:
                _check(types[type].modes, mode, f"mode of {type}", path)
            over = None if rule.over is None else frozenset(rule.over)
            yield Refinement(type=type, mode=rule.mode, words=_words(rule.words, classes, path), over=over)


def _cues(path: Path) -> Cues:
    raw = read(path, CuesShape)
    return Cues(
        reporting=tuple(
            Cue(phrase=_phrase(text, path), stance=cue.stance, hedged=cue.hedged)
            for cue in raw.reporting
            for text in cue.phrases
        ),
        words={name: tuple(_phrase(text, path) for text in texts) for name, texts in raw.words.items()},
        numerals=raw.numerals,
    )


def _acled_rules(raw: AcledShape, types: Mapping[str, EventType], path: Path) -> Iterator[AcledRule]:
    parents = {sub: name for name, event_type in raw.types.items() for sub in event_type.subs}
    for rule in raw.mapping:
        _check(types, rule.type, "type", path)
        _check(types[rule.type].modes, rule.mode, f"mode of {rule.type}", path)
        _check(parents, rule.sub, "sub-event type", path)
        yield AcledRule(
            event_type=parents[rule.sub],
            sub_event_type=rule.sub,
            type=rule.type,
            mode=rule.mode,
            status=rule.status,
            civilian=rule.civilian,
        )
