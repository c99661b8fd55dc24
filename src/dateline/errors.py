"""Everything Dateline raises on purpose.

DatelineError
├── InputError      a page, row or setting that cannot be used; carries the Problem
│   └── TooLate     a ruling on what was ruled otherwise before
├── LedgerError     a ledger that cannot be opened, read or written
├── SetupError      an installed part is missing or unusable (NLP pipeline, gazetteer)
└── NotFound        an id that the ledger does not know
"""

from __future__ import annotations

from dateline.model import Problem


class DatelineError(Exception):
    """Base of all errors a caller may want to catch. Its text is one line: what happened, where, what to do."""


class InputError(DatelineError):
    """An input that cannot be used."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class TooLate(InputError):
    """A ruling that was well meant, on what was ruled otherwise before."""


class LedgerError(DatelineError):
    """A ledger that cannot be opened, read or written."""


class SetupError(DatelineError):
    """A part of the installation is missing or unusable."""


class NotFound(DatelineError):
    """An id that the ledger does not know."""
