"""What a run leaves behind, as plain records."""

from __future__ import annotations

from typing import Literal

from dateline.model import Article, Page, Record

Stage = Literal["read", "code"]


class Copy(Record, frozen=True, kw_only=True):
    """An article that is a near-duplicate of a coded one, and was not coded itself.

    It says nothing that the other does not: no other name, no other number. `article` is whole, with its own id,
    address, outlet and day.
    """

    article: Article
    page: Page
    of: str  # id of the coded article
    of_hash: str  # hash of the coded article's title and text: ids that rows came with may be given twice
    likeness: float  # estimated Jaccard likeness of their runs of three words, 0 to 1


class SetAside(Record, frozen=True, kw_only=True):
    """An input that was not coded, and why."""

    source: str  # file, and row, record or article where that helps
    reason: str
    hint: str | None = None
    stage: Stage = "read"  # whether it could not be read, or not be coded
    article: Article | None = None  # of what could be read and not be coded
