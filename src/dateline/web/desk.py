"""What all requests share: the ledger, its index, its users and sessions; and who a request comes from."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from dateline import __version__
from dateline.errors import NotFound
from dateline.grounding.actors import own_files
from dateline.ledger import Ledger
from dateline.publishing import Source
from dateline.publishing.privacy import Masked, Names, Private
from dateline.web.index import Index
from dateline.web.jobs import Jobs
from dateline.web.listing import Listed, Listing
from dateline.web.problems import NotModified, Refused
from dateline.web.samples import Samples
from dateline.web.saved import Saved
from dateline.web.sessions import COOKIE, HOURS, Sessions, SignInForm, Tries, Visitor
from dateline.web.settings import Settings
from dateline.web.users import Users


class Desk:
    """One running application."""

    def __init__(self, book: Ledger, settings: Settings) -> None:
        self.book, self.settings = book, settings
        self.index = Index(book)
        self.users = Users(settings.users)
        self.sessions, self.form, self.tries = Sessions(), SignInForm(), Tries()
        self.saved, self.samples = Saved(settings.pages), Samples(settings.samples)
        self.jobs = Jobs(book, self.saved)
        self._names: tuple[int, dict[str, Names]] = (-1, {})
        self._private = Private(())
        self._lock = threading.Lock()

    def close(self) -> None:
        """Ends what runs beside, and lets go of the ledger."""
        self.jobs.close()
        self.book.close()

    def set_cookie(self, response: Response, name: str, value: str) -> None:
        """Gives a browser a cookie that no script and no other site gets hold of."""
        secure = self.settings.secure_cookies
        response.set_cookie(name, value, max_age=HOURS * 3600, httponly=True, samesite="strict", secure=secure)

    @contextmanager
    def reading(self, *, persons: bool) -> Iterator[tuple[Source[Listed], Ledger]]:
        """One state of the ledger, and what of it a visitor may see.

        For masking, the whole of it is read once after each change.
        """
        with self.book.snapshot() as book:
            listing = Listing(book)
            yield listing if persons else Masked(listing, self._hidden(listing, book.change())), book

    def withheld(self, *, persons: bool) -> Callable[[str], bool]:
        """Tells of a party's name whether a visitor may not see it: a private person's name stands in it."""
        if persons:
            return lambda _: False
        with self.book.snapshot() as book:
            self._hidden(Listing(book), book.change())
        return self._private.within

    def held(self) -> dict[str, str]:
        """Events that are being coded twice, as they are called now, each with the id of its sample."""
        found = {}
        for event_id, sample_id in self.samples.holding().items():
            with suppress(NotFound):
                known = self.index.state().rows
                found[event_id if event_id in known else self.book.event(event_id).id] = sample_id
        return found

    def _hidden(self, listing: Listing, change: int) -> dict[str, Names]:
        with self._lock:
            if self._names[0] != change:
                self._names = (change, Masked(listing).names)
                self._private = Private(self._names[1].values())
            return self._names[1]

    def visitor(self, token: str | None) -> Visitor | None:
        """Who has this session. A user who was removed, or has another role now, has none any more."""
        found = self.sessions.find(token)
        if found is None or not self.settings.team:
            return found
        user = self.users.all().get(found.name)
        if not found.signed_in or user is None or user.role != found.role:
            self.sessions.close(token)
            return None
        return found


def desk(request: Request) -> Desk:
    """The application behind a request."""
    found = request.app.state.desk
    assert isinstance(found, Desk)
    return found


TheDesk = Annotated[Desk, Depends(desk)]


def visitor(request: Request, desk: TheDesk) -> Visitor:
    """Who asks. On loopback that is the user of the machine, with or without a session."""
    found = desk.visitor(request.cookies.get(COOKIE))
    if found is not None:
        return found
    if desk.settings.team:
        raise Refused(401, "sign in first, at /sign-in")
    return Visitor(name=desk.settings.user, role="admin", csrf="")


Asker = Annotated[Visitor, Depends(visitor)]


def decider(request: Request, who: Asker) -> Visitor:
    """Who asks for a change: a session with the right to it, and the token that only its pages know."""
    check_token(request, who)
    if not who.decides:
        raise Refused(403, "readers may look and export, not decide; ask who runs this for the role of reviewer")
    return who


Decider = Annotated[Visitor, Depends(decider)]


def reviewer(who: Asker) -> Visitor:
    """Who asks for what only those may see who may decide."""
    if not who.decides:
        raise Refused(403, "this is for reviewers; ask who runs this for the role")
    return who


Reviewer = Annotated[Visitor, Depends(reviewer)]


def check_token(request: Request, who: Visitor) -> None:
    """Raises Refused where a request does not bring the token of its session."""
    brought = request.headers.get("x-csrf-token", "")
    if not who.csrf or not hmac.compare_digest(who.csrf.encode(), brought.encode()):
        raise Refused(403, "the page is out of date, or the request is forged: open the page again (X-CSRF-Token)")


def unchanged(request: Request, who: Asker, desk: TheDesk) -> None:
    """Marks an answer with its ETag, or ends it where the asker has it already. It holds until the ledger,
    the registry or what is being coded twice changes.
    """
    today = dt.datetime.now(dt.UTC).date()  # stands in exports
    state = (
        desk.book.change(),
        [(path, path.stat().st_mtime_ns) for path in own_files()],
        sorted(desk.samples.holding().items()),
    )
    asked = (__version__, today, state, who.decides, who.sees_persons, request.url.path, request.url.query)
    tag = f'"{hashlib.sha256(repr(asked).encode()).hexdigest()[:24]}"'
    request.state.etag = tag
    known = request.headers.get("if-none-match", "")
    if tag in [each.strip().removeprefix("W/") for each in known.split(",")]:
        raise NotModified
