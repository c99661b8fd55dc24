"""The rows of the registry: the installed files, and those a user has added.

A file is YAML with a list `actors`; the form of a row stands at the top of `data/actors/bodies.yaml` and in
`docs/actors.md`. A user's files lie in the user's data folder (DATELINE_DATA names another); `add` puts them there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import yaml
from msgspec import Struct
from platformdirs import user_data_dir

from dateline.errors import InputError, SetupError
from dateline.grounding.names import normalise
from dateline.model import Actor, Problem, Relation

FOLDER = "DATELINE_DATA"
SECTORS = frozenset(
    ("GOV", "MIL", "REB", "OPP", "PTY", "COP", "JUD", "SPY", "LEG", "MED", "EDU", "BUS", "LAB", "REL", "NGO", "IGO")
) | {"CRM", "CVL", "REF", "UNK"}
"""PLOVER's sectors in common use."""

_LONGEST_NAME = 200  # characters: more is no name but a slip of the pen
_ID = re.compile(r"[a-z]+:[\w.-]+")
_DAY = re.compile(r"\d{4}(-\d{2}){0,2}")
_NOT_THE_ACTORS = frozenset({"office"})  # why a person is public: for whoever reads the file
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Row(Struct, frozen=True):
    """One row: an actor, or, where `extends` names one of another file, further names and relations for it."""

    actor: Actor
    source: str  # file and line
    extends: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """All names that the row gives its actor."""
        return self.actor.aliases if self.extends else (self.actor.name, *self.actor.aliases)


class Added(Struct, frozen=True):
    """What adding a file did."""

    rows: int
    problems: tuple[Problem, ...]
    path: Path | None  # where the file lies now; None where nothing was stored


def own_folder() -> Path:
    """Where a user's own files of actors lie."""
    return Path(os.environ.get(FOLDER) or user_data_dir("dateline")) / "actors"


def own_files() -> tuple[Path, ...]:
    """A user's own files, in order of name."""
    return tuple(sorted(own_folder().glob("*.yaml")))


# ------------------------------------------------------------------ reading


def read(content: bytes, source: str) -> tuple[list[Row], list[Problem]]:
    """The rows of one file and the problems of those that are none, each with its line.

    Raises InputError where the whole is no file of actors.
    """
    loader = _Loader(content)
    try:
        top = loader.get_single_node()
        keys = {key.value: value for key, value in top.value} if isinstance(top, yaml.MappingNode) else {}
        listed = keys.get("actors")
        if not isinstance(listed, yaml.SequenceNode):
            hint = "write `actors:` and below it one `- {id: …, name: …, kind: …}` an actor"
            raise InputError(Problem(source=source, reason="no list of actors in it", hint=hint))
        defaults = loader.construct_object(keys["defaults"], deep=True) if "defaults" in keys else None
        found = [(node.start_mark.line + 1, loader.construct_object(node, deep=True)) for node in listed.value]
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        reason = f"not valid YAML: {' '.join(str(error).split())}"
        raise InputError(Problem(source=source, reason=reason)) from error
    rows, problems = [], []
    for line, values in found:
        where = f"{source}:{line}"
        try:
            rows.append(_row(values, defaults or {}, where))
        except ValueError as error:
            named = (
                values.get("id") or values.get("extends") or values.get("name") if isinstance(values, dict) else None
            )
            problems.append(Problem(source=where, reason=f"{str(named)[:60]}: {error}" if named else str(error)))
    return rows, problems


def _row(values: Any, defaults: Mapping[str, Any], where: str) -> Row:
    """One row. Raises ValueError (msgspec's included) with the reason."""
    if not isinstance(values, dict):
        raise ValueError("not a row: write {id: …, name: …, kind: …}")
    extended = values.get("extends")
    if extended is not None:
        others = values.keys() - {"extends", "aliases", "relations"}
        if others:
            raise ValueError(f"a row that extends another has no {', '.join(sorted(map(str, others)))}")
        values = {"id": extended, "name": str(extended), "kind": "organisation", **values}
    else:
        values = {**defaults, **values}
    kept = {key: value for key, value in values.items() if key not in _NOT_THE_ACTORS | {"extends"}}
    unknown = {str(key) for key in kept} - set(Actor.__struct_fields__)
    if unknown:
        raise ValueError(f"unknown key {', '.join(sorted(unknown))}")
    if isinstance(kept.get("relations"), list):
        kept["relations"] = [
            {key: str(value) for key, value in tie.items()} if isinstance(tie, dict) else tie
            for tie in kept["relations"]
        ]
    row = Row(msgspec.convert(kept, Actor), where, extended is not None)
    _check(row)
    return row


def _check(row: Row) -> None:
    """Raises ValueError where a row has the right form and wrong values."""
    actor = row.actor
    if not _ID.fullmatch(actor.id):
        raise ValueError(f"the id {actor.id[:60]!r} is not of the form kind:name")
    for name in row.names:
        if len(name) > _LONGEST_NAME:
            raise ValueError(f"a name of {len(name):,} characters; at most {_LONGEST_NAME}")
        if not normalise(name):
            raise ValueError(f"the name {name!r} holds no letter")
    if actor.sector is not None and actor.sector not in SECTORS:
        raise ValueError(f"{actor.sector!r} is no PLOVER sector")
    if actor.country is not None and not re.fullmatch("[A-Z]{2}", actor.country):
        raise ValueError(f"{actor.country!r} is no ISO 3166 alpha-2 code")
    for day in (day for tie in actor.relations for day in (tie.start, tie.end) if day):
        if not _DAY.fullmatch(day):
            raise ValueError(f"{day!r} is no date: write 2021, 2021-04 or 2021-04-14")


# ------------------------------------------------------------------ rows together


class Rows:
    """Rows that go together: no id and no name twice, no relation to nobody."""

    def __init__(self, actors: Iterable[Actor] = (), countries: frozenset[str] | None = None) -> None:
        self.actors: dict[str, Actor] = {}
        self.owner: dict[str, str] = {}  # actor id by normalised name
        self._countries = countries
        for actor in actors:
            self.take(Row(actor, "states"))

    def take(self, row: Row) -> None:
        """Add a row. Raises ValueError where it does not go with those before; relations are looked at by `loose`."""
        actor = row.actor
        known = self.actors.get(actor.id)
        if row.extends and known is None:
            raise ValueError(f"extends {actor.id}, which has no row")
        if not row.extends and known is not None:
            raise ValueError(f"two actors have the id {actor.id}; give one of them another")
        if self._countries is not None and actor.country is not None and actor.country not in self._countries:
            raise ValueError(f"no country has the code {actor.country}")
        for name in row.names:
            owner = self.owner.get(normalise(name), actor.id)
            if owner != actor.id:
                raise ValueError(f"{owner} and {actor.id} share the name {name!r}; leave it to one")
        self.owner.update({normalise(name): actor.id for name in row.names})
        if known is not None:
            aliases = (*known.aliases, *(a for a in actor.aliases if a not in known.aliases))
            actor = msgspec.structs.replace(known, aliases=aliases, relations=known.relations + actor.relations)
        self.actors[actor.id] = actor

    def drop(self, ids: Iterable[str]) -> None:
        """Take actors out again."""
        for actor_id in ids:
            self.actors.pop(actor_id, None)

    def loose(self, actor: Actor) -> Iterator[Relation]:
        """The relations of an actor to somebody who has no row."""
        return (tie for tie in actor.relations if tie.other not in self.actors)


def together(states: Iterable[Actor], files: Mapping[str, bytes]) -> Rows:
    """The rows of all installed and own files. Raises SetupError, naming file and line, for what is wrong in one."""
    first = list(states)
    rows = Rows(first, frozenset(actor.country for actor in first if actor.country))
    read_rows: list[Row] = []
    for source, content in files.items():
        try:
            found, problems = read(content, source)
        except InputError as error:
            raise SetupError(f"registry: {error}") from error
        if problems:
            raise SetupError(f"registry: {problems[0]}")
        read_rows += found
    for row in sorted(read_rows, key=lambda r: r.extends):
        try:
            rows.take(row)
        except ValueError as error:
            raise SetupError(f"registry: {row.source}: {error}") from error
    for row in read_rows:
        for tie in rows.loose(row.actor):
            raise SetupError(f"registry: {row.source}: {row.actor.id} has a relation to {tie.other}, which has no row")
    return rows


# ------------------------------------------------------------------ a user's own files


def add(path: Path, known: Rows, *, strict: bool = False) -> Added:
    """Store a user's file with the rows that are right; a file of the same name takes the place of the earlier one.

    `known` are the rows of all other files. With `strict` one wrong row keeps the whole file out. Raises InputError
    for a file that cannot be read or is no file of actors.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(Problem(source=str(path), reason=f"cannot be read: {error.strerror}")) from error
    rows, problems = read(content, str(path))
    taken: list[Row] = []
    for row in sorted(rows, key=lambda r: r.extends):
        try:
            known.take(row)
        except ValueError as error:
            problems.append(Problem(source=row.source, reason=f"{row.actor.id}: {error}"))
        else:
            taken.append(row)
    kept = taken
    while loose := [(row, tie) for row in kept for tie in known.loose(row.actor)]:
        for row, tie in loose:
            reason = f"{row.actor.id}: has a relation to {tie.other}, which has no row"
            problems.append(Problem(source=row.source, reason=reason))
        dropped = {row.source for row, _ in loose}
        known.drop({row.actor.id for row, _ in loose if not row.extends})
        kept = [row for row in kept if row.source not in dropped]
    if not kept or (strict and problems):
        return Added(0, tuple(problems), None)
    stored = own_folder() / f"{path.stem}.yaml"
    _write(stored, content if not problems else _dumped(kept))
    return Added(len(kept), tuple(problems), stored)


def _dumped(rows: Iterable[Row]) -> bytes:
    plain = []
    for row in rows:
        values = {key: value for key, value in msgspec.to_builtins(row.actor).items() if value not in (None, [], ())}
        if row.extends:
            values = {"extends": row.actor.id} | {key: values[key] for key in ("aliases", "relations") if key in values}
        plain.append(values)
    return yaml.safe_dump({"actors": plain}, allow_unicode=True, sort_keys=False).encode()


def _write(path: Path, content: bytes) -> None:
    """All of it or nothing: a file half written would keep the program from starting."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".part")
    half.write_bytes(content)
    half.replace(path)
