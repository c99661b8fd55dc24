"""Entries that a person confirms one at a time: they go into a file of the user's own, as `actors add` puts them."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from dateline.errors import InputError
from dateline.grounding import actors
from dateline.grounding.names import normalise
from dateline.grounding.registry import Registry, rows_without
from dateline.model import Actor, Problem

STEM = "confirmed"  # the file's name
_PREFIXES = {
    "state": "state", "government": "gov", "force": "mil", "igo": "org", "armed group": "group", "party": "party",
    "organisation": "org", "person": "person", "people": "people",
}  # fmt: skip
KINDS = tuple(_PREFIXES)
_lock = threading.Lock()


def confirm(
    name: str, kind: str, *, aliases: Sequence[str] = (), country: str | None = None, sector: str | None = None
) -> Actor:
    """Makes an entry for a name. Raises InputError where the name is another's, or a value can be none."""
    name = " ".join(name.split())
    prefix = _PREFIXES.get(kind)
    if prefix is None:
        raise _wrong(f"kind {kind}", "is no kind of actor", f"one of {', '.join(KINDS)}")
    identifier = f"{prefix}:{normalise(name).replace(' ', '-')}"
    row = {"id": identifier, "name": name, "kind": kind, "aliases": [" ".join(alias.split()) for alias in aliases]}
    _append(row | {"country": country, "sector": sector})
    return _stored(identifier)


def merge(name: str, actor_id: str) -> Actor:
    """Makes a name an alias of an entry. Raises InputError where there is no such entry, or the name is another's."""
    if Registry.load().get(actor_id) is None:
        raise _wrong(actor_id, "the registry has no such entry", "`dateline actors show NAME` finds one")
    _append({"extends": actor_id, "aliases": [" ".join(name.split())]})
    return _stored(actor_id)


def _append(row: Mapping[str, Any]) -> None:
    with _lock, tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        stored, path = actors.own_folder() / f"{STEM}.yaml", Path(folder) / f"{STEM}.yaml"
        rows = yaml.safe_load(stored.read_bytes())["actors"] if stored.exists() else []
        rows.append({key: value for key, value in row.items() if value})
        path.write_text(yaml.safe_dump({"actors": rows}, allow_unicode=True, sort_keys=False), encoding="utf-8")
        added = actors.add(path, rows_without(STEM), strict=True)
    if added.path is None:
        reason = added.problems[0].reason if added.problems else "is no entry"
        raise _wrong(str(row.get("name") or row["aliases"][0]), reason, "nothing was added")


def _stored(actor_id: str) -> Actor:
    found = Registry.load().get(actor_id)
    assert found is not None
    return found


def _wrong(source: str, reason: str, hint: str) -> InputError:
    return InputError(Problem(source=source[:200], reason=reason, hint=hint))
