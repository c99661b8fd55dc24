"""Which language an article is in.

Names are left out before py3langid looks: a short English report full of Nigerian or Polish names is otherwise taken
for Nigerian Pidgin or Polish. An unclear text keeps the language its page declares.
"""

from __future__ import annotations

import functools
import re
from typing import Any

from babel import Locale
from py3langid.langid import MODEL_FILE, LanguageIdentifier

CODED = "en"
_ENOUGH = 20  # characters left after names are taken out
_SURE = 0.5  # of 8,711 one-sentence English reports, none reached 0.41 for another language
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_UNDECLARED = {"", "und", "mul", "zxx", "x"}


def name(code: str) -> str:
    """The English name of a language with its code: "French (fr)"."""
    known = Locale("en").languages.get(code)
    return f"{known} ({code})" if known else code


def declared(value: str | None) -> str | None:
    """The ISO 639-1 code in what a page or row declares ("en-GB", "eng", "English"), or None where it says nothing."""
    tag = re.split(r"[-_;,]", (value or "").strip().lower())[0]
    if tag in _UNDECLARED:
        return None
    return _codes().get(tag, tag)


def detected(text: str) -> str | None:
    """The code of the language `text` is clearly in, or None where that is not clear."""
    common = " ".join(word for word in _WORD.findall(text) if not word[0].isupper())
    if len(common) < _ENOUGH:
        return None
    code, probability = _identifier().classify(common)
    return str(code) if probability >= _SURE else None


@functools.cache
def _identifier() -> Any:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@functools.cache
def _codes() -> dict[str, str]:
    """English language names and three-letter codes → two-letter codes."""
    names = {label.lower(): code for code, label in Locale("en").languages.items() if len(code) == 2}
    return names | {
        "eng": "en",
        "fra": "fr",
        "fre": "fr",
        "deu": "de",
        "ger": "de",
        "spa": "es",
        "ara": "ar",
        "rus": "ru",
    }
