"""The page around the data: template, styles, scripts and the policy that lets nothing else run."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from base64 import b64encode
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

_PACKAGE = "dateline.publishing.report"
_ENTRY = "window.vegaEmbed = vegaEmbed;"


def page(context: dict[str, Any], data: dict[str, Any]) -> str:
    """The whole HTML page. `context` fills the template, `data` is embedded for the page's script."""
    scripts = [vega(), asset("shared.js"), asset("report.js")]
    styles = [asset("report.css")]
    template = _environment().get_template("report.html")
    return template.render(
        context,
        policy=policy(scripts, styles),
        styles=[Markup(style) for style in styles],
        scripts=[Markup(script) for script in scripts],
        data={name: embedded(value) for name, value in data.items()},
    )


def policy(scripts: list[str], styles: list[str]) -> str:
    """A Content-Security-Policy that runs these scripts and styles, by their hashes, and allows no connection."""
    allowed = {"script-src": scripts, "style-src": styles}
    rules = [f"{name} {' '.join(map(_hash, texts))}" for name, texts in allowed.items()]
    return "; ".join(["default-src 'none'", *rules, "base-uri 'none'", "form-action 'none'"])


def embedded(value: Any) -> Markup:
    """JSON that can stand within a script element: no "<" of the data's can end or open anything."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))


@cache
def vega() -> str:
    """Vega, Vega-Lite and Vega-Embed, which brings the interpreter that needs no eval.

    Made in a process of its own, which ends: making it would stop all threads of this one for a second, and leave an
    engine for scripts in memory.
    """
    program = f"import sys, vl_convert; sys.stdout.buffer.write(vl_convert.javascript_bundle({_ENTRY!r}).encode())"
    made = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, check=True)
    return made.stdout.decode().replace("</script", "<\\/script")


@cache
def asset(name: str) -> str:
    """A stylesheet or script of this package."""
    return files(_PACKAGE).joinpath("assets", name).read_text(encoding="utf-8")


@cache
def outlines() -> dict[str, Any]:
    """The country outlines, TopoJSON."""
    text = files(_PACKAGE).joinpath("data", "outlines.json").read_text(encoding="utf-8")
    topology: dict[str, Any] = json.loads(text)
    return topology


def country_names() -> dict[str, str]:
    """The outlines' country names by alpha-2 code."""
    entries = (country["properties"] for country in outlines()["objects"]["countries"]["geometries"])
    return {entry["iso2"]: entry["name"] for entry in entries if entry["iso2"]}


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader(_PACKAGE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
