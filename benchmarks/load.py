"""Many at once on one server: no request may fail and no decision may be lost.

    python benchmarks/load.py [--ledger LEDGER] [--seconds 120] [--readers 50] [--reviewers 5] [--think 4]

Serves a copy of the ledger (a database server's ledger is served as it is) to a team that signs in. Each reader opens
the overview, narrows it by a facet, turns pages, looks at an event or an article, and takes an export now and then,
and thinks a while after each; each reviewer takes events from the queue and accepts, corrects, rejects, merges, splits
and notes them, and takes decisions back. Answers that a browser has already are asked for by their tag, as browsers do.

Prints how long the answers took, by kind. Ends with status 1 where a request failed, a decision that was confirmed is
not in the log, or the ledger fails `verify` afterwards. Without --ledger it codes the example pages first.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from serving import VIEW, Client, Server, serving

from dateline.ledger import Ledger
from dateline.web.users import Users

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
PASSWORD = "only for the load test"
REFUSED = (404, 409, 422, 400)  # of decisions: another reviewer was faster, or it makes no sense


class Crowd:
    """What all of them met with."""

    def __init__(self, seconds: float, think: float) -> None:
        self.until, self.think = time.monotonic() + seconds, think
        self._lock = threading.Lock()
        self.waited: dict[str, list[float]] = defaultdict(list)
        self.faults: list[str] = []
        self.made: list[str] = []  # decisions that were confirmed
        self.refused = 0

    def going(self) -> bool:
        """Whether there is time left."""
        return time.monotonic() < self.until

    def ask(self, kind: str, act: Callable[[], tuple[int, Any]], fine: tuple[int, ...]) -> tuple[int, Any]:
        """Does something, and notes how long it took and whether it failed."""
        began = time.perf_counter()
        try:
            status, answer = act()
        except Exception as error:  # whatever it is, a browser would have shown a failure
            status, answer = 0, f"{type(error).__name__}: {error}"
        with self._lock:
            self.waited[kind].append(time.perf_counter() - began)
            if status not in fine:
                self.faults.append(f"{kind}: {status} {str(answer)[:200]}")
        return status, answer

    def confirmed(self, status: int, answer: Any) -> str | None:
        """Notes what became of a decision; its id."""
        with self._lock:
            self.refused += status in REFUSED
            if status != 201:
                return None
            self.made.append(answer["id"])
            return str(answer["id"])

    def rest(self, choose: random.Random) -> None:
        """Thinks."""
        time.sleep(max(0.0, min(self.think * choose.uniform(0.5, 1.5), self.until - time.monotonic())))


class Somebody:
    """One of the crowd, signed in."""

    def __init__(self, crowd: Crowd, server: Server, name: str, number: int) -> None:
        self.crowd, self.client, self.choose = crowd, Client(server.port), random.Random(f"{name}{number}")
        self.client.sign_in(name, PASSWORD)

    def get(self, kind: str, path: str) -> None:
        """Looks at something."""
        self.crowd.ask(kind, lambda: self.client.get(path), (200, 304))

    def look_up(self, event_id: str) -> None:
        """Looks at an event. That a reviewer has rejected it since is an answer, too; any other 404 is none."""

        def act() -> tuple[int, Any]:
            status, answer = self.client.get(f"/api/v1/events/{event_id}")
            return (200, answer) if status == 404 and b"(rejected by reviewer" in answer else (status, answer)

        self.crowd.ask("event", act, (200, 304))

    def life(self) -> None:
        """Acts and thinks by turns."""
        self.crowd.rest(self.choose)  # not all at the same moment
        while self.crowd.going():
            self.act()
            self.crowd.rest(self.choose)

    def act(self) -> None:
        """One turn."""
        raise NotImplementedError


class Reader(Somebody):
    """Looks and exports."""

    def __init__(self, crowd: Crowd, server: Server, number: int) -> None:
        super().__init__(crowd, server, "reader", number)
        facets = self.client.json("/api/v1/facets")["facets"]
        self._values = [(name, each["value"]) for name in ("type", "country", "status") for each in facets[name][:8]]
        found = self.client.json("/api/v1/events?limit=200")
        self._events = [each["id"] for each in found["items"]]
        self._articles = [article["id"] for each in found["items"] for article in each["articles"]]
        self._asked: list[tuple[str, str]] = []

    def act(self) -> None:
        turn = self.choose.random()
        if turn < 0.35:
            self._asked = []
            self.get("page", "/")
            self._view()
        elif turn < 0.6:
            self._asked = [self.choose.choice(self._values)]
            self._view()
        elif turn < 0.75:
            query = urlencode([*self._asked, ("page", self.choose.randint(2, 4))])
            self.get("events", f"/api/v1/events?{query}")
        elif turn < 0.87:
            self.look_up(self.choose.choice(self._events))
        elif turn < 0.95:
            self.get("article", f"/api/v1/articles/{self.choose.choice(self._articles)}")
        elif turn < 0.98:
            self.get(
                "search", f"/api/v1/events?{urlencode({'text': self.choose.choice(['killed', 'police', 'strike'])})}"
            )
        else:
            query = urlencode([self.choose.choice(self._values), ("since", "2025-06-01"), ("until", "2025-06-07")])
            self.get("export", f"/api/v1/export/csv?{query}")

    def _view(self) -> None:
        query = urlencode(self._asked)
        for name in VIEW:
            self.get(name, f"/api/v1/{name}?{query}")


class Reviewer(Somebody):
    """Decides."""

    def __init__(self, crowd: Crowd, server: Server, number: int) -> None:
        super().__init__(crowd, server, f"reviewer{number}", number)
        self._mine: list[str] = []

    def act(self) -> None:
        _, answer = self.crowd.ask("queue", self._queue, (200,))
        waiting = answer["items"] if isinstance(answer, dict) else []
        if len(waiting) < 2:  # all is decided: what remains is taking back
            self._undo()
            return
        event, other = (each["id"] for each in self.choose.sample(waiting, 2))
        self.get("event", f"/api/v1/events/{event}")
        turn = self.choose.random()
        if turn < 0.45:
            self._decide(verb="accept", event=event)
        elif turn < 0.65:
            self._decide(verb="correct", event=event, field="killed", value=str(self.choose.randint(0, 40)), add=True)
        elif turn < 0.75:
            self._decide(verb="note", event=event, note="looked at")
        elif turn < 0.85:
            self._decide(verb="reject", event=event)
        elif turn < 0.95:
            self._decide(verb="merge", event=event, events=[other])
        else:
            self._undo()

    def _queue(self) -> tuple[int, Any]:
        return 200, self.client.json("/api/v1/queue?limit=50")

    def _undo(self) -> None:
        if self._mine:
            self._decide(verb="undo", decision=self._mine.pop())

    def _decide(self, **asked: object) -> None:
        found = self.crowd.ask("decision", lambda: self.client.decide(**asked), (201, *REFUSED))
        made = self.crowd.confirmed(*found)
        if made is not None:
            self._mine.append(made)


def gather(ledger: str, folder: Path, asked: argparse.Namespace) -> bool:
    """Lets them loose on a ledger; whether all was well."""
    users = folder / "users.json"
    for name in ("reader", *(f"reviewer{n}" for n in range(asked.reviewers))):
        Users(users).add(name, "reader" if name == "reader" else "reviewer", PASSWORD)
    with serving(ledger, "--host", "0.0.0.0", "--behind-tls", "--users", str(users)) as server:
        crowd = Crowd(0, asked.think)
        people: list[Somebody] = [Reviewer(crowd, server, n) for n in range(asked.reviewers)]
        people += [Reader(crowd, server, n) for n in range(asked.readers)]
        crowd.until = time.monotonic() + asked.seconds
        before = server.seconds
        threads = [threading.Thread(target=each.life) for each in people]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        spent, (_, most) = server.seconds - before, server.megabytes
    report(crowd, asked.seconds, spent, most)
    lost, faults = checked(ledger, crowd.made)
    for line in (*crowd.faults[:20], *(f"lost: {id}" for id in lost), *faults[:20]):
        print(line, file=sys.stderr)
    print(f"{len(crowd.faults)} requests failed; {len(lost)} of {len(crowd.made)} decisions lost; {len(faults)} faults")
    return not (crowd.faults or lost or faults) and bool(crowd.made)


def checked(ledger: str, made: list[str]) -> tuple[list[str], list[str]]:
    """Decisions that are not in the log, and what else is wrong with the ledger now."""
    with Ledger.open(ledger, create=False) as book:
        known = {each.decision.id for each in book.decisions()}
        return [id for id in made if id not in known], list(book.verify())


def report(crowd: Crowd, seconds: float, spent: float, most: int) -> None:
    """Prints how it went."""
    every = [each for found in crowd.waited.values() for each in found]
    print(f"{'':12}{'requests':>9}{'median':>9}{'p95':>9}{'most':>9}")
    for name, found in (*sorted(crowd.waited.items()), ("all", every)):
        found = sorted(found)
        median, p95 = found[len(found) // 2], found[min(len(found) - 1, int(len(found) * 0.95))]
        print(f"{name:12}{len(found):9,}{median * 1000:6,.0f} ms{p95 * 1000:6,.0f} ms{found[-1] * 1000:6,.0f} ms")
    print(f"{len(every) / seconds:.1f} requests a second; the server took {spent:.1f} processor seconds, {most:,} MB")
    print(f"{len(crowd.made)} decisions confirmed, {crowd.refused} refused")


def copied(ledger: str, folder: Path) -> str:
    """A copy to write to; the ledger itself where it is on a database server."""
    if "://" in ledger:
        return ledger
    path = folder / "ledger.db"
    source = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)
    with contextlib.closing(source) as old, contextlib.closing(sqlite3.connect(path)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode=WAL")
    return str(path)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--ledger")
    arguments.add_argument("--seconds", type=float, default=120)
    arguments.add_argument("--readers", type=int, default=50)
    arguments.add_argument("--reviewers", type=int, default=5)
    arguments.add_argument("--think", type=float, default=4, help="mean seconds between two acts of one person")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if asked.ledger is None:
            where = str(folder / "ledger.db")
            subprocess.run([sys.executable, "-m", "dateline", "add", str(EXAMPLES), "--ledger", where], check=True)
        else:
            where = copied(asked.ledger, folder)
        return 0 if gather(where, folder, asked) else 1


if __name__ == "__main__":
    sys.exit(main())
