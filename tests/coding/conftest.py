"""Shared by the tests of the coder: one loaded coder, and short ways to code a text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.coding import Coder
from dateline.coding.document import Document, Part
from dateline.language import Pipeline
from dateline.model import Article, Coding

Code = Callable[..., Coding]


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder.load()


@pytest.fixture(scope="session")
def code(coder: Coder) -> Code:
    """Code a text, given its title and day of publication."""

    def run(text: str, title: str = "", published: str | None = "2023-05-10") -> Coding:
        return coder.code(Article(id="a", hash="a", title=title, text=text, published=published))

    return run


@pytest.fixture(scope="session")
def body() -> Callable[[str], Part]:
    """The parsed body of an article with this text."""
    return lambda text: Document.of(Article(id="a", hash="a", title="", text=text), Pipeline.load()).body
