"""What all requests share: the ledger, its index, its users and sessions; and who a request comes from."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Annotated

import msgspec
from anyio import CapacityLimiter
from fastapi import Depends, Request
from starlette.responses import Response

from dateline import __version__
from dateline.errors import NotFound
from dateline.grounding.actors import own_files
from dateline.ledger import Ledger
from dateline.publishing import Readable
from dateline.publishing.privacy import Masked, Names
from dateline.web.drawing import Drawn, draw
from dateline.web.hiding import NamesByArticle
from dateline.web.index import Index, Rows
from dateline.web.jobs import Jobs
from dateline.web.listing import FEW, Listed, Listing
from dateline.web.problems import NotModified, Refused
from dateline.web.samples import Samples
from dateline.web.saved import Saved
from dateline.web.sessions import COOKIE, HOURS, Sessions, SignInForm, Tries, Visitor
from dateline.web.settings import Settings
from dateline.web.standby import Standby
from dateline.web.users import Users


class Desk:
    """One running application."""

    def __init__(self, book: Ledger, settings: Settings) -> None:
        self.book, self.settings = book, settings
        self.index, self.drawn = Index(book), Drawn()
        self.index.watch(self.drawn.passed)
        self.users = Users(settings.users)
        self.sessions, self.form, self.tries = Sessions(), SignInForm(), Tries()
        self.saved, self.samples = Saved(settings.pages), Samples(settings.samples)
        self.jobs = Jobs(book, self.saved)
        self._names: tuple[int, Mapping[str, Names]] = (-1, {})
        self._lock = threading.Lock()
        self.writing = CapacityLimiter(1)  # decisions at once
        self._standby = Standby(self.index)

    def open(self) -> None:
        """Begins to draw up the index, so that it is there when somebody asks."""
        self._standby.start()

    def close(self) -> None:
        """Ends what runs beside, and lets go of the ledger."""
        self._standby.stop()
        self.jobs.close()
        self.book.close()

    def set_cookie(self, response: Response, name: str, value: str) -> None:
        """Gives a browser a cookie that no script and no other site gets hold of."""
        secure = self.settings.secure_cookies
        response.set_cookie(name, value, max_age=HOURS * 3600, httponly=True, samesite="strict", secure=secure)

    @contextmanager
    def reading(self, *, persons: bool, events: Sequence[str] = ()) -> Iterator[tuple[Readable[Listed], Ledger]]:
        """One state of the ledger, and what of it a visitor may see; `events` are those that will be asked for."""
        private = None if persons else self.index.private()  # before a state is held, as it may wait for another
        with self.book.snapshot() as book, book.skimmed() as skim:
            listing = Listing(book)
            if persons:
                yield listing, book
            elif len(events) > FEW:
                yield Masked(listing, self._all_names(listing, book.change()), private), book
            else:
                names = NamesByArticle(book, skim)
                names.bring(events)
                yield Masked(listing, names, private), book

    def withheld(self, *, persons: bool) -> Callable[[str], bool]:
        """Tells of a party's name whether a visitor may not see it: a private person's name stands in it."""
        return (lambda _: False) if persons else self.index.private().within

    def held(self) -> dict[str, str]:
        """Events that are being coded twice, as they are called now, each with the id of its sample."""
        found = {}
        for event_id, sample_id in self.samples.holding().items():
            with suppress(NotFound):
                known = self.index.state().rows
                found[event_id if event_id in known else self.book.event(event_id).id] = sample_id
        return found

    def records(self, rows: Rows, *, persons: bool) -> list[msgspec.Raw]:
        """The records of events as lists show them."""
        change, ids = rows.state.change, rows.ids
        found = self.drawn.find(change, ids, persons)
        missing = [row for row in rows if row.id not in found]
        if missing:
            with self.reading(persons=persons, events=[row.id for row in missing]) as (source, book):
                now, made = book.change(), dict(draw(source, missing))
            if now == change:
                self.drawn.put(change, made, persons)
            found |= made
        return [msgspec.Raw(found[id]) for id in ids if id in found]

    def _all_names(self, listing: Listing, change: int) -> Mapping[str, Names]:
        """What to hide in every article, read once for each change."""
        with self._lock:
            if self._names[0] != change:
                self._names = (change, Masked(listing).names)
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


# What needs no waiting is asynchronous: each function that is not takes a turn in a pool of threads.


async def desk(request: Request) -> Desk:
    """The application behind a request."""
    found = request.app.state.desk
    assert isinstance(found, Desk)
    return found


TheDesk = Annotated[Desk, Depends(desk)]


async def visitor(request: Request, desk: TheDesk) -> Visitor:
    """Who asks. On loopback that is the user of the machine, with or without a session."""
    found = desk.visitor(request.cookies.get(COOKIE))
    if found is not None:
        return found
    if desk.settings.team:
        raise Refused(401, "sign in first, at /sign-in")
    return Visitor(name=desk.settings.user, role="admin", csrf="")


Asker = Annotated[Visitor, Depends(visitor)]


async def decider(request: Request, who: Asker) -> Visitor:
    """Who asks for a change: a session with the right to it, and the token that only its pages know."""
    check_token(request, who)
    if not who.decides:
        raise Refused(403, "readers may look and export, not decide; ask who runs this for the role of reviewer")
    return who


Decider = Annotated[Visitor, Depends(decider)]


async def reviewer(who: Asker) -> Visitor:
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
