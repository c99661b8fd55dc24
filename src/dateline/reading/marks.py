"""What single lines of a news page are: layout marks, rules, bylines, credits of pictures, headlines, sentences."""

from __future__ import annotations

import re

from dateline.model import Caption
from dateline.reading import data
from dateline.reading.story import likeness, words

_LAYOUT_MARKS = frozenset(data.lines("layout-marks"))
_READING_TIME = re.compile(
    r"\d{1,3} (?:min(?:ute)?s? read|comments?|shares?|views?)|(?:page )?\d{1,2} of \d{1,3}", re.I
)
_NOTICE = re.compile(
    r"(?:©|\(c\) ?\d|copyright\b.{0,60}(?:©|\d{4})|all rights reserved).{0,200}|copyright [\w ]{2,30}\.?", re.I
)
_COOKIES = re.compile(
    r"\bwe\b.{0,60}\buse\b.{0,40}\bcookies\b|\bcookies?\b.{0,60}\b(?:consent|preferences|accept)", re.I
)
_PLUMBING = re.compile(
    r"\bcookies?\b|\bsubscri(?:be|bers?|ption)\b.{0,60}\b(?:you|your|now|today)\b|\bnewsletter\b"
    r"|\bprivacy policy\b|\bjavascript\b|\bpage you\b|\bterms of (?:use|service)\b|\baccess denied\b"
    r"|\bverify (?:that )?you\b|\bad ?blocker\b",
    re.I,
)
# A pointer to another story, whose headline would be coded as news of this one.
_ELSEWHERE = re.compile(
    r"\W*(?:(?:also|must) read|read (?:also|more|next)|see also|more on this|watch (?:also|more)"
    r"|related(?: (?:articles?|news|stor(?:y|ies)))?|don['’]t miss|recommended)\s*[:|»›>–—-]+.{0,200}",
    re.I,
)
_SHOUTED = re.compile(r"(?:(?:ALSO|MUST) READ|READ (?:ALSO|MORE)|SEE ALSO|WATCH) \w.{0,198}[^.]")
_INVITATION = re.compile(
    r"\W*(?:follow (?:us\b|.{0,60}\bon (?:x|twitter|facebook|instagram|telegram|whatsapp|google news)\b)"
    r"|(?:sign up|subscribe)\b.{0,80}\b(?:newsletters?|alerts?|channel|updates)\b|join (?:our|us on)\b"
    r"|download (?:our|the)\b.{0,40}\bapp\b|click here\b).{0,120}",
    re.I,
)
_WORK = r"(?i:reporting|additional reporting|writing|editing|written|compiled|edited|reported)"
_SIGN_OFF = re.compile(rf"[(\[]?{_WORK} by [A-Z].{{2,250}}")
_RULE = re.compile(r"(?:[-–—_=*#~•.·+]\s*){3,}")

# Longest first, so that "EPA-EFE" is not read as "EPA".
_AGENCIES = "|".join(sorted(map(re.escape, data.lines("agencies")), key=len, reverse=True))
_PICTURE_DESKS = (
    r"AP Photo|AFP via Getty|Getty Images|EPA-EFE|UN Photo|Shutterstock|Alamy|Handout|Screengrab|File photo"
)
_NAME = r"[A-Z][\w.'’&-]*(?: (?:[A-Z][\w.'’&-]*|via|of|and|the|for|al-\w+)){0,6}"
_AGENCY = rf"(?:{_AGENCIES})"
_DESK = r"(?: (?:photo|Photo|file|File|images|Images|news agency|News Agency))?"
_CREDIT = rf"(?:{_NAME} ?/ ?)?{_AGENCY}{_DESK}(?:(?: via | ?/ ?|, ){_NAME})*"
_LABEL = r"(?i:photo(?:graph)?s?(?: credit)?|picture|image|credit|file photo|source|photo by|picture by|image by)"
_CREDIT_ENDS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<text>.*\S)\s*[(\[](?P<credit>(?:{_LABEL}:? )?{_CREDIT})[)\]]\.?",
        rf"(?P<text>.*\S)\s*[(\[](?P<credit>(?:{_LABEL})(?::| by|/) ?[^()\[\]]{{2,80}})[)\]]\.?",
        rf"(?P<text>.*\S)\s*\[(?P<credit>[^\[\]]*\b{_AGENCY}\b[^\[\]]*)\]\.?",
        rf"(?P<text>.*\S)\s+(?P<credit>{_CREDIT})\s*[)\]]",
        rf"(?P<text>.*[^\s–—-])\s*[–—-]{{1,2}}\s*(?P<credit>{_CREDIT})\.?",
        rf"(?P<text>.*[.!?”\"])\s+(?P<credit>(?:{_LABEL}): ?.{{2,60}}|{_NAME} ?/ ?{_AGENCY}.{{0,30}})",
        rf"(?P<text>.*[.!?”\"])\s+(?P<credit>{_AGENCY} via {_NAME})",
        rf"(?P<text>.*\S)[,/|]\s*(?P<credit>{_CREDIT})",
        r"(?P<text>.*\S)\s+[–—-]\s+(?P<credit>(?i:photo|picture|image)? ?[Cc]redit: ?.{2,60})",
    )
)
_BRACKETED = re.compile(rf"(?P<text>.*\S)\s*\((?P<credit>{_NAME})\)\.?")
_CREDIT_ALONE = re.compile(rf"[(\[]?(?:(?:{_LABEL})(?::| by) ?(?:{_CREDIT}|{_NAME}(?: ?/ ?{_NAME})?)|{_CREDIT})[)\]]?")
_PHOTO = re.compile(
    r"(?:FILE PHOTO|File photo|FILE|PHOTO|Photo|Picture|Image)(?: ?[:–—-] )"
    rf"|.*(?:{_PICTURE_DESKS})\W*$|.*\[(?:File|Photo)\b[^\]]*\]$"
)

_BYLINE = re.compile(
    r"(?:(?:Reported |Written |Story )?[Bb]y|BY):? (?:[A-Z][\w.'’-]*|and|in|for|of|the|de|al|bin|van|von|[,&|/])"
    r"(?:[ ,]+(?:[A-Z][\w.'’-]*|and|in|for|of|the|de|al|bin|van|von|[&|/])){0,14}"
)
_BUREAU = re.compile(rf"{_NAME}: ?{_AGENCY}")

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_FULL_STOP = re.compile(r"[.…][\"'”’)\]]*$")
_ABBREVIATION_END = re.compile(r"\b(?:[A-Z]\.){2,}$")

_LONGEST_CAPTION = 1000  # characters


def is_layout(text: str) -> bool:
    """Whether a line belongs to the page, not to its story: "Share", a copyright notice, "Read also: …"."""
    if likeness(text) in _LAYOUT_MARKS or not likeness(text):
        return True
    whole = (_READING_TIME, _NOTICE, _ELSEWHERE, _SHOUTED, _INVITATION)
    return any(form.fullmatch(text) for form in whole) or bool(_COOKIES.search(text))


def is_sign_off(text: str) -> bool:
    """Whether a line says who worked on a story, as agencies end theirs: "(Reporting by Jane Doe)"."""
    return bool(_SIGN_OFF.fullmatch(text))


def is_plumbing(text: str) -> bool:
    """Whether a sentence speaks of the site (subscriptions, missing pages): it cannot make a page an article."""
    return bool(_PLUMBING.search(text))


def is_rule(text: str) -> bool:
    """Whether a line is only drawn: "---", "* * *"."""
    return bool(_RULE.fullmatch(text))


def is_byline(text: str) -> bool:
    """Whether a line names the writer or bureau: "By Jane Doe", "Beirut: Asharq Al-Awsat"."""
    return len(text) <= 120 and bool(_BYLINE.fullmatch(text) or _BUREAU.fullmatch(text))


def is_credit(text: str) -> bool:
    """Whether a line is only a picture's credit, or only an agency's name."""
    return len(text) <= 100 and bool(_CREDIT_ALONE.fullmatch(text))


def is_headline(text: str) -> bool:
    """Whether a line could be a headline: a few words that are no sentence, and no caption with a credit."""
    if _FULL_STOP.search(text) and not _ABBREVIATION_END.search(text):
        return False
    if text[-1:] in ",;:" or text.lstrip("“‘\"'")[:1].islower() or (text[-1:] in ")]" and has_credit(text)):
        return False
    return 2 <= words(text) <= 30 and len(text) <= 200 and not (is_layout(text) or is_byline(text))


def is_kicker(text: str) -> bool:
    """Whether a line could be a section's name above a headline: "Middle East"."""
    return words(text) <= 2 and text[-1:].isalpha() and not (is_byline(text) or is_credit(text))


def is_title_case(text: str) -> bool:
    """Whether most longer words begin with a capital, as in American headlines."""
    longer = [word for word in re.findall(r"[^\W\d_][\w’'-]*", text) if len(word) > 3]
    return len(longer) > 2 and sum(word[0].isupper() for word in longer) >= 0.8 * len(longer)


def is_sentence(text: str) -> bool:
    """Whether a paragraph ends as a sentence and is long enough to tell something."""
    return words(text) >= 8 and bool(_SENTENCE_END.search(text))


def has_credit(text: str) -> bool:
    """Whether a line ends in the credit of an agency or photographer."""
    return caption(text).credit is not None


def is_photo(text: str) -> bool:
    """Whether a line is a caption beyond doubt: it is marked as one, or ends in a picture desk's credit."""
    return words(text) <= 80 and bool(_PHOTO.match(text))


def ends_unfinished(text: str) -> bool:
    """Whether a caption's words, its credit put aside, do not end as a sentence does."""
    return not _SENTENCE_END.search(caption(text).text)


def caption(text: str, *, repeated: bool = False) -> Caption:
    """The words of a caption and its credit. In a `repeated` line any bracketed name is a credit."""
    forms = (*_CREDIT_ENDS, *((_BRACKETED,) if repeated else ())) if len(text) <= _LONGEST_CAPTION else ()
    for form in forms:
        if found := form.fullmatch(text):
            return Caption(text=found["text"].rstrip(" ,/|–—-"), credit=found["credit"].strip())
    return Caption(text=text)
