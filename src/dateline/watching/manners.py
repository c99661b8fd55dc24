"""How hosts are treated: by their robots.txt, one request at a time, at a rate, and left alone when they ask for it."""

from __future__ import annotations

import email.utils
import math
import threading
import time
from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

from protego import Protego

from dateline.errors import InputError
from dateline.fetching import Answer, ask
from dateline.fetching.asking import LARGEST, SECONDS
from dateline.model import Problem
from dateline.watching.state import HostRow

TOKEN = "Dateline"  # by which a robots.txt speaks to us
ROBOTS_HOURS = 24  # RFC 9309: no longer without looking again
_ROBOTS_LARGEST = 512_000  # bytes that are read of it, by RFC 9309 at least so many
_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86400.0
_PATIENCE = 60.0  # seconds that a request waits for its turn; a longer wait is for the next cycle
_IN_A_ROW = 3  # failures of a host's pages after which it is taken to be down
_OVERLOADED = (429, 503)


class Refused(InputError):
    """A host's robots.txt does not allow an address."""


class Postponed(InputError):
    """A host is not to be asked now."""


class Clock:
    """The time of day, and waiting, which can be broken off."""

    def __init__(self) -> None:
        self.stopped = threading.Event()

    def now(self) -> float:
        """Unix time, in seconds."""
        return time.time()

    def wait(self, seconds: float) -> None:
        """Waits, unless broken off."""
        self.stopped.wait(seconds)


class Manners:
    """What is known of the hosts; for several threads."""

    def __init__(
        self, hosts: Iterable[HostRow], *, agent: str, seconds: float, inside: Collection[str], clock: Clock
    ) -> None:
        """`seconds` are between two requests to a host; hosts `inside` need not be public."""
        self._agent, self._seconds, self._inside, self._clock = agent, seconds, inside, clock
        self._hosts = {host.place: host for host in hosts}
        self._rules: dict[str, Protego] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def hosts(self) -> list[HostRow]:
        """What is known now, to be kept."""
        with self._lock:
            return list(self._hosts.values())

    def ask(
        self,
        url: str,
        *,
        etag: str | None,
        modified: str | None,
        kinds: Collection[str] | None = None,
        largest: int = LARGEST,
    ) -> Answer:
        """The answer of a host, in its turn. Raises InputError, Refused, Postponed.

        With the marks of an earlier answer the host may say 304: not modified.
        """
        headers = {"User-Agent": self._agent, "Accept": "text/html, application/xhtml+xml, */*;q=0.5"}
        headers |= {"If-None-Match": etag} if etag else {}
        headers |= {"If-Modified-Since": modified} if modified else {}
        try:
            answer = ask(
                url, headers=headers, inside=self._inside, before=self._before, seconds=SECONDS,
                kinds=kinds, largest=largest,
            )  # fmt: skip
        except (Refused, Postponed):
            raise
        except InputError as error:
            if isinstance(error.__cause__, Exception):  # the network's fault, not the page's
                self._failed(url)
            raise
        self._answered(url, answer)
        return answer

    # -------------------------------------------------------------- before

    def _before(self, url: str) -> None:
        host = self._host(url)
        with self._lock_of(host.place):
            if self._clock.now() >= host.robots_until:
                self._look_at_robots(url, host)
            rules = self._rules_of(host)
            if rules is not None and not rules.can_fetch(url, TOKEN):
                raise Refused(Problem(source=url[:300], reason="its robots.txt does not allow it"))
            self._turn(url, host, rules)

    def _turn(self, url: str, host: HostRow, rules: Protego | None) -> None:
        """Waits until the host may be asked, and takes the turn."""
        left = host.until - self._clock.now()
        if left > _PATIENCE or self._clock.stopped.is_set():
            again = time.strftime("%d %b %H:%M UTC", time.gmtime(host.until))
            raise Postponed(Problem(source=url[:300], reason=f"its host is left alone until {again}"))
        if left > 0:
            self._clock.wait(left)
        host.until = self._clock.now() + self._pause(rules)

    def _pause(self, rules: Protego | None) -> float:
        delay = rules.crawl_delay(TOKEN) if rules else None
        rate = rules.request_rate(TOKEN) if rules else None
        between = rate.seconds / rate.requests if rate and rate.requests else 0.0
        asked = [value for value in (delay or 0.0, between) if math.isfinite(value)]
        return min(max(self._seconds, *asked, 0.0), _DAY)

    # -------------------------------------------------------------- robots.txt

    def _look_at_robots(self, url: str, host: HostRow) -> None:
        """By RFC 9309: where there is none everything is allowed, where it cannot be had nothing is."""
        address = f"{host.place}/robots.txt"
        headers = {"User-Agent": self._agent, "Accept": "text/plain, */*;q=0.5"}
        said: str | None = None
        try:
            self._turn(address, host, None)
            answer = ask(address, headers=headers, inside=self._inside, largest=_ROBOTS_LARGEST, seconds=SECONDS)
            if answer.status in _OVERLOADED:
                self._rest(host, answer)
            if answer.status == 200:
                host.robots = answer.data.decode("utf-8", "replace")
            elif 400 <= answer.status < 500 and answer.status != 429:
                host.robots = None
            else:
                said = f"answers {answer.status}"
        except Postponed:
            raise
        except InputError as error:
            said = error.problem.reason
        if said:
            host.failures += 1
            host.until = max(host.until, self._clock.now() + _backoff(host.failures))
            raise InputError(Problem(source=url[:300], reason=f"its robots.txt cannot be had: {said}"))
        host.robots_until = self._clock.now() + ROBOTS_HOURS * _HOUR
        self._rules.pop(host.place, None)

    def _rules_of(self, host: HostRow) -> Protego | None:
        if host.robots is None:
            return None
        if host.place not in self._rules:
            self._rules[host.place] = Protego.parse(host.robots)
        return self._rules[host.place]

    # -------------------------------------------------------------- after

    def _answered(self, url: str, answer: Answer) -> None:
        host = self._host(url)
        if answer.status in _OVERLOADED:
            host.failures += 1
            self._rest(host, answer)
        elif answer.status >= 500:
            self._failed(url)
        else:
            host.failures = 0

    def _rest(self, host: HostRow, answer: Answer) -> None:
        asked = retry_after(answer.headers.get("retry-after"), self._clock.now())
        pause = min(asked, _DAY) if asked is not None else _backoff(host.failures)
        host.until = max(host.until, self._clock.now() + pause)

    def _failed(self, url: str) -> None:
        """One page may stall by itself; several in a row are the host."""
        host = self._host(url)
        host.failures += 1
        if host.failures >= _IN_A_ROW:
            host.until = max(host.until, self._clock.now() + _backoff(host.failures - _IN_A_ROW + 1))

    # -------------------------------------------------------------- within

    def _host(self, url: str) -> HostRow:
        place = place_of(url)
        with self._lock:
            return self._hosts.setdefault(place, HostRow(place=place))

    def _lock_of(self, place: str) -> threading.Lock:
        with self._lock:
            return self._locks.setdefault(place, threading.Lock())


def place_of(url: str) -> str:
    """The scheme, name and port of an address's host."""
    parts = urlsplit(url)
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}"


def retry_after(value: str | None, now: float) -> float | None:
    """The seconds that a Retry-After asks for: a number of them, or a date (RFC 9110). None where it is neither."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - now)
    except (ValueError, TypeError, OverflowError):
        return None


def _backoff(failures: int) -> float:
    """Seconds: ten minutes after the first failure, twice as long after each further one, six hours at most."""
    return float(min(10 * _MINUTE * 2 ** min(failures - 1, 10), 6 * _HOUR)) if failures > 0 else 10 * _MINUTE
