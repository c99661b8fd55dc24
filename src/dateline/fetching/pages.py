"""Pages: answers that hold HTML or plain text."""

from __future__ import annotations

from typing import NamedTuple

from dateline.fetching.asking import SECONDS, Answer, Connect, Resolve, ask, connect, resolve, wrong

KINDS = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt"}
ACCEPT = ", ".join(KINDS)


class Fetched(NamedTuple):
    """A page as it came."""

    url: str  # after redirects
    name: str  # as of a file, for its ending
    data: bytes


def fetch(url: str, *, resolve: Resolve = resolve, connect: Connect = connect, seconds: float = SECONDS) -> Fetched:
    """The page of an address. Raises InputError, in one line, where it cannot or must not be had."""
    found = ask(
        url, headers={"Accept": ACCEPT}, kinds=KINDS, seconds=seconds, resolve=resolve, connect=connect
    )  # fmt: skip
    return page_of(found)


def page_of(answer: Answer) -> Fetched:
    """The page of an answer. Raises InputError where it is any but 200."""
    if answer.status != 200:
        said = " ".join(answer.reason.split())[:100]
        raise wrong(answer.url, f"answers {answer.status} {said}".strip(), "open it in a browser to see why")
    return Fetched(answer.url, "page" + KINDS.get(answer.kind, ".html"), answer.data)
