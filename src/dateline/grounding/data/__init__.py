"""The room's own data files, and the one way to read them."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

from dateline.errors import SetupError


def read_bytes(name: str) -> bytes:
    """The bytes of a data file; `name` is relative to this folder ("actors/states.yaml")."""
    return files(__name__).joinpath(name).read_bytes()


def read_yaml(name: str) -> Any:
    """The content of one YAML data file. Raises SetupError where it is not valid YAML."""
    try:
        return yaml.load(read_bytes(name), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise SetupError(f"grounding/data/{name}: not valid YAML: {' '.join(str(error).split())}") from error


def actor_files() -> tuple[str, ...]:
    """The registry's files, in order of name."""
    folder = files(__name__).joinpath("actors")
    return tuple(sorted(f"actors/{entry.name}" for entry in folder.iterdir() if entry.name.endswith(".yaml")))
