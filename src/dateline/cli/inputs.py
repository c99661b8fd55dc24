"""From paths to codings, with what had to be set aside said on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from dateline.cli.console import complain
from dateline.errors import InputError
from dateline.model import Article, Coding, Page, Problem

if TYPE_CHECKING:
    from dateline.coding import Coder


class Inputs:
    """The articles that some paths hold, coded one by one; counts what it sets aside."""

    def __init__(
        self,
        paths: Sequence[str],
        published: str | Mapping[int, str] | None,
        *,
        strict: bool,
        min_confidence: float | None = None,
    ) -> None:
        self._paths, self._published, self._strict = paths, published, strict
        self._min_confidence = min_confidence
        self.set_aside = 0

    @property
    def exit_code(self) -> int:
        """1 where something was set aside, else 0."""
        return int(self.set_aside > 0)

    def coded(self) -> Iterator[tuple[Page, Coding]]:
        """Each article with its page, as soon as it is coded. With `strict`, raises InputError at the first problem."""
        for page, article in self._articles():
            yield page, _coder().code(article, self._min_confidence)

    def _articles(self) -> Iterator[tuple[Page, Article]]:
        from dateline.reading import read

        for reading in read(self._paths, published=self._published):
            if isinstance(reading, Problem):
                self._set_aside(reading)
            else:
                yield reading.page, reading.article

    def _set_aside(self, problem: Problem) -> None:
        if self._strict:
            raise InputError(problem)
        complain(problem)
        self.set_aside += 1


@cache
def _coder() -> Coder:
    # Loading the pipeline takes seconds: it waits until there is an article to code.
    from dateline.coding import Coder

    return Coder.load()
