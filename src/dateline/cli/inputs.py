"""From paths to codings, with what had to be set aside said on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from dateline.cli.console import complain
from dateline.cli.workers import coded
from dateline.errors import InputError
from dateline.model import Article, Coding, Page, Problem


class Inputs:
    """The articles that some paths hold, coded one by one; counts what it sets aside."""

    def __init__(
        self,
        paths: Sequence[str],
        published: str | Mapping[int, str] | None,
        *,
        strict: bool,
        min_confidence: float | None = None,
        workers: int = 1,
    ) -> None:
        self._paths, self._published, self._strict = paths, published, strict
        self._min_confidence, self._workers = min_confidence, workers
        self._found: Iterator[tuple[Page, Article]] = self._articles()
        self.set_aside = 0

    @property
    def exit_code(self) -> int:
        """1 where something was set aside, else 0."""
        return int(self.set_aside > 0)

    def are_empty(self) -> bool:
        """Whether they hold no article: the first is read, and kept for `coded`."""
        first = next(self._found, None)
        if first is None:
            return True
        self._found = chain([first], self._found)
        return False

    def coded(self) -> Iterator[tuple[Page, Coding]]:
        """Each article with its page, as soon as it is coded. With `strict`, raises InputError at the first problem."""
        yield from coded(self._found, self._min_confidence, self._workers)

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
