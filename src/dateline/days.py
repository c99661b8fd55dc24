"""Days as a person types them."""

from __future__ import annotations

import datetime as dt
import re

from dateline.errors import InputError
from dateline.model import Problem


def typed_day(source: str, text: str) -> str:
    """A day, ISO 8601. Raises InputError, which names the `source`, where the text is none, or is written otherwise."""
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            raise ValueError
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        problem = Problem(source=f"{source} {text}", reason="is no day", hint="write it as 2021-04-14")
        raise InputError(problem) from None
