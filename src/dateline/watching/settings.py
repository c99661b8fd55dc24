"""What to watch: a TOML file, checked, with the line named where something is wrong."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from dateline.errors import InputError
from dateline.fetching.asking import place_of
from dateline.model import Problem
from dateline.reading.files import unreadable

_PUBLIC_PACE = 1.0  # seconds; a public host is never asked faster
_WHERE = re.compile(r"^(?P<what>.*?)(?: - at `\$(?P<path>[^`]*)`)?$", re.S)
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
_KEY = re.compile(r"contains unknown field `(\w+)`|missing required field `(\w+)`")


class Feed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One feed or sitemap."""

    url: Annotated[str, Meta(min_length=1)]
    allow_private: bool = False  # its host may be a private one: a server of one's own


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a file of feeds says."""

    feed: Annotated[list[Feed], Meta(min_length=1)]
    state: str | None = None  # the file that remembers what was fetched; none: beside this one
    contact: str | None = None  # address or URL that hosts are told
    minutes_between_cycles: Annotated[float, Meta(gt=0, le=7 * 24 * 60)] = 30
    seconds_between_requests: Annotated[float, Meta(ge=0, le=3600)] = 5  # to one host
    pages_per_cycle: Annotated[int, Meta(ge=1)] = 50  # of one feed
    recheck_hours: list[Annotated[float, Meta(gt=0, le=366 * 24)]] = msgspec.field(
        default_factory=lambda: [1, 6, 24, 72]
    )


def load(path: Path) -> Settings:
    """The settings of a file. Raises InputError, in one line, with the place."""
    try:
        text = path.read_text(encoding="utf-8")
        settings = msgspec.convert(tomllib.loads(text), Settings)
    except OSError as error:
        raise InputError(unreadable(str(path), error)) from None
    except UnicodeDecodeError as error:
        raise _wrong(str(path), f"is not UTF-8 (byte {error.start})") from None
    except tomllib.TOMLDecodeError as error:
        raise _wrong(str(path), f"is no TOML: {str(error)[:1].lower()}{str(error)[1:]}") from None
    except msgspec.ValidationError as error:
        raise _invalid(path, text, str(error)) from None
    _check(path, text, settings)
    return settings


def state_path(path: Path, settings: Settings) -> Path:
    """The file that remembers; a relative one is beside the settings."""
    return path.parent / (settings.state or f"{path.stem}.state.db")


def agent(settings: Settings, product: str) -> str:
    """What hosts are told of who asks."""
    return f"{product} (+{settings.contact})" if settings.contact else product


def _check(path: Path, text: str, settings: Settings) -> None:
    seen = set[str]()
    for number, feed in enumerate(settings.feed):
        try:
            place_of(feed.url)
        except InputError as error:
            reason = f"feed {number + 1}: {feed.url} {error.problem.reason}"
            raise _wrong(_at(path, _line(text, ["feed", number, "url"])), reason) from None
        if feed.url in seen:
            raise _wrong(_at(path, _line(text, ["feed", number, "url"])), f"feed {number + 1}: {feed.url} stands twice")
        seen.add(feed.url)
    if settings.seconds_between_requests < _PUBLIC_PACE and not all(feed.allow_private for feed in settings.feed):
        where = _at(path, _line(text, ["seconds_between_requests"]))
        raise _wrong(where, "seconds_between_requests is under 1, which only feeds of one's own hosts may be")
    if settings.contact is not None and not re.fullmatch(r"[\x21-\x7e]+", settings.contact):
        where = _at(path, _line(text, ["contact"]))
        raise _wrong(where, "contact is no address: write a URL or an e-mail address, without spaces")


# ------------------------------------------------------------------ places


def _invalid(path: Path, text: str, message: str) -> InputError:
    """What msgspec found, with the line that it means."""
    found = _WHERE.match(message)
    assert found is not None
    steps: list[Any] = [name or int(number) for name, number in _STEP.findall(found["path"] or "")]
    key = _KEY.search(found["what"])
    unknown, missing = key.groups() if key else (None, None)
    line = _line(text, [*steps, unknown] if unknown else steps)
    of = [f"feed {steps[1] + 1}"] if steps[:1] == ["feed"] and len(steps) > 1 else []
    name = next((step for step in reversed(steps) if isinstance(step, str) and step != "feed"), None)
    if unknown:
        said = f"{unknown} is no setting; see docs/watching.md"
    elif missing:
        said = "there is no [[feed]]" if missing == "feed" else f"{missing} is missing"
    else:
        said = f"{name} {_plain(found['what'])}" if name else "feed is wrong: write each one under [[feed]]"
    return _wrong(_at(path, line), ": ".join([*of, said]))


def _plain(what: str) -> str:
    """msgspec's words in those of TOML."""
    names = {
        "str": "text",
        "object": "a table",
        "int": "a number",
        "float": "a number",
        "bool": "true or false",
        "array": "a list",
    }
    words = re.sub(r"`(\w+)(?: \| null)?`", lambda found: names.get(found[1], "a table"), what)
    return f"is wrong: {words[:1].lower()}{words[1:]}"


def _line(text: str, steps: list[Any]) -> int | None:
    """The line of a key, or of the [[feed]] that it belongs to; None where neither is found."""
    lines = text.splitlines()
    start, best = 0, None
    if len(steps) > 1 and steps[0] == "feed":
        heads = [number for number, line in enumerate(lines) if re.match(r"\s*\[\[\s*feed\s*\]\]", line)]
        if steps[1] >= len(heads):
            return None
        start = best = heads[steps[1]]
        lines = lines[: heads[steps[1] + 1]] if steps[1] + 1 < len(heads) else lines
    names = [step for step in steps if isinstance(step, str) and (step != "feed" or len(steps) == 1)]
    for number, line in enumerate(lines[start:], start):
        if names and re.match(rf"""\s*["']?{re.escape(names[0])}["']?\s*=""", line):
            return number + 1
    return None if best is None else best + 1


def _at(path: Path, line: int | None) -> str:
    return f"{path}:{line}" if line else str(path)


def _wrong(where: str, reason: str) -> InputError:
    return InputError(Problem(source=where, reason=reason))
