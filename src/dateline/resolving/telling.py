"""How a report tells its event: as news or looking back ("yesterday's arrest"), as one of a row ("another strike")."""

from __future__ import annotations

import re

from dateline.model import Report
from dateline.resolving.wording import LATER_ORDINALS

_BEFORE = 6  # words before the trigger that may say so
_NUMBER = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|"
    r"dozens?|hundreds?|thousands?|half)\b"
)
_SOME = rf"(?:(?:an?|at least|more than|several|many)\b|{_NUMBER}|\d[\d,]*\b)"  # opens what is told for the first time
_SINCE = re.compile(
    rf"\b(?:following|after|since|amid(?:st)?|despite|over(?! (?:\d|an? |{_NUMBER}))|"
    r"in (?:response|retaliation|connection)|responsib\w+|condemn\w*|charged|accused|involve\w*|investigat\w+|"
    r"aftermath|(?:suspects?|victims?|survivors?) (?:in|of)|anniversary)\b",
    re.IGNORECASE,
)
_NEW = re.compile(rf"\b(?:an?|another|several|{_NUMBER}|\d+)\b(?! (?:day|week|month|year)s?\b)", re.IGNORECASE)
_DETERMINER = (
    r"(?:\b(?:the|this|these|those|his|her|their|its|recent|earlier|previous|ongoing|deadly|"
    r"(?:after|before|during|for|from|in|of|since|to|with) that)|['’]s|(?<=s)['’])"  # not "says that fighting goes on"
)
_NAMED = re.compile(rf"{_DETERMINER}\s*$", re.IGNORECASE)
_CLAUSE = (  # words that no noun has before it: with them "the forces also destroy" is a subject and its verb
    r"(?:of|in|on|across|to|not|also|later|then|again|still|now|(?!(?:fami|ear|dead|dai|week|ita)ly\b)\w+ly|it|he|she|they|"
    r"we|who|which|will|would|can|could|may|might|must|should|has|have|had|is|are|was|were|be|been|do|does|did)\b"
)
_KNOWN = re.compile(rf"{_DETERMINER}(?:\s+(?!{_CLAUSE})[\w-]+){{1,2}}\s*$", re.IGNORECASE)
_EARLIER = re.compile(
    r"\b(?:yesterday|(?:days?|weeks?|months?|years?) (?:ago|earlier|prior)|last (?:week|month|year|night|\w+day)|"
    r"the (?:previous|preceding) (?:day|week|month)|death toll|toll .{0,40}(?:ris|rose|increas|climb))",
    re.IGNORECASE,
)
_VERBAL = re.compile(r"(?:ed|ing|en|ills?|ikes?|its?)$", re.IGNORECASE)
_VERB_FIRST = re.compile(r"(?!arms\b)\w+(?:s|ed)\s", re.IGNORECASE)  # "begins talks"; nouns stand in the singular there
_OBJECT = re.compile(  # what follows a verb ("the army intercepts six missiles"), not a noun
    rf"\s+(?:(?:{_SOME}|(?:the|its|his|her|their)\b)(?! (?:days?|weeks?|months?|years?)\b)|[€£$]|"
    r"(?-i:(?!\w+day\b)[A-Z]))",
    re.IGNORECASE,
)
_OF_SOME = re.compile(  # "the seizure of two boats" is told as new, "the seizure of the boats" is not
    rf"\s+of (?:(?:over|about|some|up to|nearly) )?{_SOME}", re.IGNORECASE
)
_ONE_MORE = re.compile(
    rf"\b(?:another|new|again|further|fresh|renewed|additional|more|{LATER_ORDINALS})\b(?:\s+[\w-]+){{0,3}}\s*$",
    re.IGNORECASE,
)


def looks_back(report: Report) -> bool:
    """Whether the words round the trigger speak of the event as known."""
    quote = report.quote.quote
    if _EARLIER.search(quote):
        return True
    head, after = _round(report)
    before = " ".join(head.split()[-_BEFORE:])
    return _since(before) or _is_known(before, report.trigger.quote, after)


def is_one_more(report: Report) -> bool:
    """Whether the words before the trigger tell the event as one more of its like: "a second night of riots"."""
    return bool(_ONE_MORE.search(_round(report)[0]))


def _round(report: Report) -> tuple[str, str]:
    """The quote up to the trigger, and from it on."""
    quote, trigger = report.quote.quote, report.trigger.quote
    at = report.trigger.start - report.quote.start
    if quote[at : at + len(trigger)] != trigger:
        at = max(0, quote.find(trigger))
    return quote[:at], quote[at + len(trigger) :]


def _since(before: str) -> bool:
    """Whether the event is what something else follows, and not told as new there: "after an attack"."""
    found = list(_SINCE.finditer(before))
    return bool(found) and not _NEW.search(before[found[-1].end() :])


def _is_known(before: str, trigger: str, after: str) -> bool:
    """Whether a noun names the event as one that the reader knows: "the strike", "his arrest"."""
    if _OF_SOME.match(after):
        return False
    if _VERBAL.search(trigger) or _VERB_FIRST.match(trigger) or (trigger.endswith("s") and _OBJECT.match(after)):
        return bool(_NAMED.search(before)) and not trigger.endswith("ed") and not after.startswith(" of ")
    return bool(_NAMED.search(before) or (_KNOWN.search(before) and not _OBJECT.match(after)))
