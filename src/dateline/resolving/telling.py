"""Whether a report tells its event as news, or looks back on it: "following the attack", "yesterday's arrest"."""

from __future__ import annotations

import re

from dateline.model import Report

_BEFORE = 6  # words before the trigger that may say so
_SINCE = re.compile(
    r"\b(?:following|after|since|amid(?:st)?|despite|over(?! (?:\d|a |an ))|in (?:response|retaliation|connection)|"
    r"responsib\w+|condemn\w*|charged|suspects?|accused|involve\w*|investigat\w+|aftermath|victims?|survivors?|"
    r"anniversary)\b",
    re.IGNORECASE,
)
_NEW = re.compile(r"\b(?:an?|another|several|two|three|\d+)\b(?! (?:day|week|month|year)s?\b)", re.IGNORECASE)
_DETERMINER = (
    r"(?:\b(?:the|this|that|these|those|his|her|their|its|recent|earlier|previous|ongoing|deadly)|['’]s|(?<=s)['’])"
)
_NAMED = re.compile(rf"{_DETERMINER}\s*$", re.IGNORECASE)
_KNOWN = re.compile(rf"{_DETERMINER}(?:\s+(?!of\b|in\b|on\b|across\b)[\w-]+){{1,2}}\s*$", re.IGNORECASE)
_EARLIER = re.compile(
    r"\b(?:yesterday|(?:days?|weeks?|months?|years?) (?:ago|earlier|prior)|last (?:week|month|year|night|\w+day)|"
    r"the (?:previous|preceding) (?:day|week|month)|death toll|toll .{0,40}(?:ris|rose|increas|climb))",
    re.IGNORECASE,
)
_VERBAL = re.compile(r"(?:ed|ing|en|ills?|ikes?|its?)$", re.IGNORECASE)
_OBJECT = re.compile(  # what follows a verb ("the army intercepts six missiles"), not a noun
    r"\s+(?:an?|the|at least|more than|several|many|dozens|hundreds|thousands|one|two|three|four|five|six|seven|eight|"
    r"nine|ten|\d[\d,]*)\b",
    re.IGNORECASE,
)


def looks_back(report: Report) -> bool:
    """Whether the words round the trigger speak of the event as known."""
    quote, trigger = report.quote.quote, report.trigger.quote
    if _EARLIER.search(quote):
        return True
    at = report.trigger.start - report.quote.start
    if quote[at : at + len(trigger)] != trigger:
        at = max(0, quote.find(trigger))
    before = " ".join(quote[:at].split()[-_BEFORE:])
    return _since(before) or _is_known(before, trigger, quote[at + len(trigger) :])


def _since(before: str) -> bool:
    """Whether the event is what something else follows, and not told as new there: "after an attack"."""
    found = list(_SINCE.finditer(before))
    return bool(found) and not _NEW.search(before[found[-1].end() :])


def _is_known(before: str, trigger: str, after: str) -> bool:
    """Whether a noun names the event as one that the reader knows: "the strike", "his arrest"."""
    if _VERBAL.search(trigger) or (trigger.endswith("s") and _OBJECT.match(after)):
        return bool(_NAMED.search(before)) and not trigger.endswith("ed") and not after.startswith(" of ")
    return bool(_NAMED.search(before) or _KNOWN.search(before))
