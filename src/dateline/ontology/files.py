"""The data files as written: their shapes, and reading one of them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeVar

import msgspec
import yaml
from msgspec import Struct

from dateline.errors import SetupError
from dateline.ontology.records import Pos, Role, Status

T = TypeVar("T")


class _Yaml(yaml.CSafeLoader):
    """YAML in which `on`, `off`, `yes` and `no` are words: prepositions are keys here."""


_Yaml.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read(path: Path, shape: type[T]) -> T:
    """A YAML file as the given shape. Raises SetupError: one line with the file and what is wrong in it."""
    try:
        return msgspec.convert(yaml.load(path.read_bytes(), Loader=_Yaml), type=shape)
    except OSError as error:
        raise SetupError(f"{path}: cannot be read ({error.strerror}); install dateline again") from error
    except yaml.YAMLError as error:
        raise SetupError(f"{path}: not YAML: {' '.join(str(error).split())}") from error
    except msgspec.ValidationError as error:
        raise SetupError(f"{path}: {error}") from error


class Shape(Struct, forbid_unknown_fields=True):
    """Base of the file shapes: a key nobody knows is an error."""


class TypeShape(Shape):
    kind: Literal["act", "words"]
    quad: int
    definition: str
    modes: list[str]


class PloverShape(Shape):
    types: dict[str, TypeShape]
    families: list[list[str]]
    sectors: dict[str, str]


class ContextShape(Shape):
    words: list[str]
    phrases: list[str] = []


class ClassShape(Shape):
    words: list[str]
    entities: list[str] = []
    person: bool = False
    civilian: bool | None = None
    side: Literal["actor", "recipient"] | None = None


class FramesShape(Shape):
    compound: dict[str, Role]
    frames: dict[str, dict[str, Role]]


class EntryShape(Shape):
    pos: Pos
    frame: str
    weight: float
    words: list[str] = []
    measured: dict[str, float] = {}
    phrase: str | None = None
    trigger: int = 1
    mode: str | None = None
    requires: dict[str, list[str]] = {}
    demands: dict[str, list[str]] = {}
    excludes: dict[str, list[str]] = {}
    status: Status | None = None


class TriggersShape(Shape):
    type: str
    entries: list[EntryShape]


class RuleShape(Shape):
    mode: str
    words: list[str]
    over: list[str] | None = None


class CueShape(Shape):
    phrases: list[str]
    stance: Literal["asserts", "denies", "claims responsibility", "blames", "corrects", "withdraws"] = "asserts"
    hedged: bool = False


class CuesShape(Shape):
    reporting: list[CueShape]
    numerals: dict[str, tuple[int | None, int | None]]
    words: dict[str, list[str]]


class AcledRuleShape(Shape):
    sub: str
    type: str
    mode: str | None = None
    status: str | None = None
    civilian: bool | None = None


class AcledTypeShape(Shape):
    disorder: str
    subs: list[str]


class AcledShape(Shape):
    types: dict[str, AcledTypeShape]
    mapping: list[AcledRuleShape]


class CountriesShape(Shape):
    regions: dict[str, list[str]]
    cow: dict[str, int]
