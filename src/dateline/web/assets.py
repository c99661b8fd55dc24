"""Scripts and styles, under an address that names their content, so that browsers may keep them."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from contextlib import nullcontext
from functools import cache
from importlib.resources import files

from fastapi import APIRouter
from starlette.responses import Response

from dateline.publishing.report import shell
from dateline.web.problems import Refused

router = APIRouter(include_in_schema=False)
_OWN = "dateline.web"
_KINDS = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
_MADE: dict[str, Callable[[], str]] = {
    "vega.js": shell.vega,
    "shared.js": lambda: shell.asset("shared.js"),
    "report.css": lambda: shell.asset("report.css"),
}
_MAKING = {name: threading.Lock() for name in _MADE}  # so that none is made twice
_NAMES = (
    *("web.css", "icon.svg", "common.js", "overview.js", "map.js", "timeline.js", "event.js", "reading.js"),
    *("deciding.js", "article.js", "review.js", "decisions.js", "add.js", "actors.js", "actor.js", "asking.js"),
    *("samples.js", "sample.js", "coding.js"),
)


@cache
def version() -> str:
    """Names the content of all of them together: modules name each other by relative addresses."""
    told = "".join(_text(name) for name in (*_NAMES, "shared.js", "report.css"))
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def prepare() -> None:
    """Makes what is made of other packages, which takes a while, before somebody waits for it."""
    for name in _MADE:
        _text(name)


def address(name: str) -> str:
    """Where a page finds one."""
    return f"/static/{version()}/{name}"


@router.get("/static/{stamp}/{name}")
def asset(stamp: str, name: str) -> Response:
    """One script, style or picture."""
    if name not in _MADE and name not in _NAMES:
        raise Refused(404, f"{name}: is none of our files")
    keep = "public, max-age=31536000, immutable" if stamp == version() else "no-store"
    media = f"{_KINDS[name.rpartition('.')[2]]}; charset=utf-8"
    return Response(_text(name), media_type=media, headers={"Cache-Control": keep})


@router.get("/favicon.ico")
def icon() -> Response:
    """The icon, where browsers look for it by themselves: beside a page that is plain text."""
    return asset(version(), "icon.svg")


def _text(name: str) -> str:
    with _MAKING.get(name) or nullcontext():
        return _made(name)


@cache
def _made(name: str) -> str:
    if name in _MADE:
        return _MADE[name]()
    return files(_OWN).joinpath("static", name).read_text(encoding="utf-8")
