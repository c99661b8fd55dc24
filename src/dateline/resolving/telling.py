"""Whether a report tells its event as news, or looks back on it: "following the attack", "yesterday's arrest"."""

from __future__ import annotations

import re

from dateline.model import Report

_BEFORE = 6  # words before the trigger that may say so
_SINCE = re.compile(
    r"\b(?:following|after|since|amid(?:st)?|despite|over|in (?:response|retaliation|connection)|responsib\w+|"
    r"condemn\w*|charged|suspects?|accused|involve\w*|investigat\w+|aftermath|victims?|survivors?|anniversary)\b",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    r"(?:\b(?:the|this|that|these|those|his|her|their|its|recent|earlier|previous|deadly)|['’]s?)"
    r"(?:\s+(?!of\b|in\b|on\b|across\b)[\w-]+){0,2}\s*$",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:yesterday|(?:days?|weeks?|months?|years?) (?:ago|earlier|prior)|last (?:week|month|year|night|\w+day)|"
    r"the (?:previous|preceding) (?:day|week|month)|death toll|toll .{0,40}(?:ris|rose|increas|climb))",
    re.IGNORECASE,
)
_VERBAL = re.compile(r"(?:ed|ing|en|ills?|ikes?|its?)$", re.IGNORECASE)


def looks_back(report: Report) -> bool:
    """Whether the words round the trigger speak of the event as known."""
    quote, trigger = report.quote.quote, report.trigger.quote
    if _EARLIER.search(quote):
        return True
    at = report.trigger.start - report.quote.start
    if quote[at : at + len(trigger)] != trigger:
        at = max(0, quote.find(trigger))
    before = " ".join(quote[:at].split()[-_BEFORE:])
    return bool(_SINCE.search(before)) or (not _VERBAL.search(trigger) and bool(_KNOWN.search(before)))
