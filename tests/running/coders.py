"""A coder that stands in for the real one where a test is about what is around it: it can be told to fail."""

from __future__ import annotations

import os
import re
import time

from factories import PROVENANCE

from dateline.model import Article, Coding


class _Plain:
    """Finds nothing, and does what an article's text tells it to."""

    provenance = PROVENANCE

    def code(self, article: Article, min_confidence: float | None = None) -> Coding:
        if "raise an error" in article.text:
            raise ValueError("told to")
        if "end the process" in article.text:
            os.abort()
        if "hang for good" in article.text:
            re.match(r"(a+)+$", "a" * 60 + "b")  # holds the interpreter's lock, as a bad pattern does
        if "take a while" in article.text:
            time.sleep(0.2)
        return Coding(article=article, reports=(), totals=())


def plain() -> _Plain:
    return _Plain()
