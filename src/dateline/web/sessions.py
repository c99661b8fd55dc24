"""Who is behind a request: sessions of this process, their tokens against forged requests, and slow sign-in."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

from dateline.model import Record
from dateline.web.users import Role

COOKIE = "dateline_session"
SIGN_IN_COOKIE = "dateline_sign_in"
HOURS = 12
_MOST = 10_000  # sessions, and names and addresses that tried to sign in, that are kept
_TRIES, _WINDOW = 5, 300.0  # wrong passwords in so many seconds, by name and by address

Clock = Callable[[], float]


class Visitor(Record, frozen=True, kw_only=True):
    """Who asks, and what they may do."""

    name: str
    role: Role
    csrf: str  # what a request that changes something must bring along
    signed_in: bool = False  # with a password

    @property
    def decides(self) -> bool:
        """Whether they may rule and add."""
        return self.role in ("reviewer", "admin")

    @property
    def sees_persons(self) -> bool:
        """Whether private persons are named to them: whoever checks words needs to see them."""
        return self.decides


class Sessions:
    """Sessions by the hash of their token, so that what leaks from memory opens nothing. They end with the process."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._known: OrderedDict[str, tuple[Visitor, float]] = OrderedDict()
        self._lock = threading.Lock()

    def open(self, name: str, role: Role, *, signed_in: bool) -> tuple[str, Visitor]:
        """A new session: its token for the cookie, and its visitor."""
        token = secrets.token_urlsafe(32)
        visitor = Visitor(name=name, role=role, csrf=secrets.token_urlsafe(32), signed_in=signed_in)
        with self._lock:
            self._known[_hash(token)] = (visitor, self._clock() + HOURS * 3600)
            while len(self._known) > _MOST:
                self._known.popitem(last=False)
        return token, visitor

    def find(self, token: str | None) -> Visitor | None:
        """The visitor of a token; none where it is not known or has run out."""
        if not token:
            return None
        with self._lock:
            visitor, ends = self._known.get(_hash(token), (None, 0.0))
            if visitor is not None and ends < self._clock():
                del self._known[_hash(token)]
                return None
        return visitor

    def close(self, token: str | None) -> None:
        """Ends a session."""
        with self._lock:
            self._known.pop(_hash(token or ""), None)


class SignInForm:
    """Ties a sign-in form to the browser that it was sent to: a cookie, and its keyed hash in the form."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def fresh(self) -> tuple[str, str]:
        """A cookie and the form's token."""
        cookie = secrets.token_urlsafe(16)
        return cookie, self._sign(cookie)

    def fits(self, cookie: str | None, token: str) -> bool:
        """Whether the token was sent with the cookie."""
        return bool(cookie) and hmac.compare_digest(self._sign(cookie or ""), token)

    def _sign(self, cookie: str) -> str:
        return hmac.new(self._key, cookie.encode(), hashlib.sha256).hexdigest()


class Tries:
    """Wrong passwords of late, by name and by address: after a few, nobody gets in there for some minutes."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def allowed(self, *keys: str) -> bool:
        """Whether another try is taken."""
        with self._lock:
            return all(len(self._recent(key)) < _TRIES for key in keys)

    def failed(self, *keys: str) -> None:
        """Notes a wrong password."""
        with self._lock:
            for key in keys:
                self._recent(key).append(self._clock())
                self._wrong.move_to_end(key)
            while len(self._wrong) > _MOST:
                self._wrong.popitem(last=False)

    def _recent(self, key: str) -> deque[float]:
        times = self._wrong.setdefault(key, deque(maxlen=_TRIES))
        while times and times[0] < self._clock() - _WINDOW:
            times.popleft()
        return times


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
