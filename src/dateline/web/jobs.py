"""Pages that were handed in: read, coded in a process of its own, stored; and how far each has got."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import secrets
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from msgspec.structs import replace

from dateline import code
from dateline.errors import DatelineError
from dateline.fetching import Fetched, fetch
from dateline.ledger import Added, Ledger
from dateline.model import Article, Page, Problem
from dateline.web.saved import Saved

_MOST = 500  # jobs that are remembered
_WAITING = 50  # jobs that may wait at once
_SUFFIXES = (".txt", ".html", ".htm", ".xhtml", ".json", ".jsonl", ".ndjson")

Stage = Literal["waiting", "fetching", "reading", "coding", "done", "failed"]


@dataclass
class Job:
    """What becomes of one page that was handed in."""

    id: str
    name: str
    user: str
    stage: Stage = "waiting"
    articles: int = 0  # found on it
    coded: int = 0
    added: list[Added] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


class Jobs:
    """One worker that takes the pages in turn. Remembers the last of them until the process ends."""

    def __init__(self, book: Ledger, saved: Saved) -> None:
        self._book, self._saved = book, saved
        self._known: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="dateline-add")
        self._coders: ProcessPoolExecutor | None = None

    def close(self) -> None:
        """Ends; what is not stored yet is not."""
        self._worker.shutdown(wait=False, cancel_futures=True)
        self._end_process()

    def add(self, name: str, data: bytes, user: str, published: str | None) -> Job | None:
        """Takes a page in; None where too many wait."""
        return self._take(name, user, lambda _: Fetched("", name, data), published)

    def add_address(self, url: str, user: str, published: str | None) -> Job | None:
        """Takes the address of a page in; None where too many wait."""

        def bring(job: Job) -> Fetched:
            job.stage = "fetching"
            return fetch(url)

        return self._take(url, user, bring, published)

    def _take(self, name: str, user: str, bring: Callable[[Job], Fetched], published: str | None) -> Job | None:
        job = Job(id=secrets.token_hex(8), name=name, user=user)
        with self._lock:
            if sum(each.stage not in ("done", "failed") for each in self._known.values()) >= _WAITING:
                return None
            self._known[job.id] = job
            while len(self._known) > _MOST:
                self._known.popitem(last=False)
        self._worker.submit(self._run, job, bring, published)
        return job

    def find(self, id: str) -> Job | None:
        """A job by its id."""
        with self._lock:
            return self._known.get(id)

    # -------------------------------------------------------------- within

    def _run(self, job: Job, bring: Callable[[Job], Fetched], published: str | None) -> None:
        try:
            found = self._read(job, bring(job), published)
            job.stage = "coding"
            for page, article in found:
                coding = self._process().submit(code, article).result()
                job.added += self._book.add_all([(page, coding)])
                job.coded += 1
            job.stage = "done" if job.added or not job.problems else "failed"
        except DatelineError as error:
            job.problems.append(str(error))
            job.stage = "failed"
        except Exception as error:  # a worker that dies silently would leave the page waiting for ever
            job.problems.append(
                f"{job.name}: could not be coded ({type(error).__name__}); nothing more of it is stored"
            )
            job.stage = "failed"
            self._end_process()

    def _read(self, job: Job, page: Fetched, published: str | None) -> list[tuple[Page, Article]]:
        from dateline.reading import read

        job.stage = "reading"
        with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
            path = Path(folder) / f"page{_suffix(page.name)}"
            path.write_bytes(page.data)
            found = []
            for reading in read([path], published=published):
                if isinstance(reading, Problem):
                    job.problems.append(str(reading).replace(str(path), job.name))
                else:
                    self._saved.keep(reading.page, path)
                    source = reading.page.source.replace(str(path), job.name)
                    found.append(_from(page, replace(reading.page, source=source), reading.article))
        job.articles = len(found)
        return found

    def _end_process(self) -> None:
        if self._coders is not None:
            self._coders.shutdown(wait=False, cancel_futures=True)
            self._coders = None

    def _process(self) -> ProcessPoolExecutor:
        if self._coders is None:
            context = multiprocessing.get_context("spawn")  # a fork would copy the locks of the server's threads
            self._coders = ProcessPoolExecutor(1, mp_context=context)
        return self._coders


def _from(fetched: Fetched, page: Page, article: Article) -> tuple[Page, Article]:
    """A page and its article under the address that they were fetched at."""
    if not fetched.url:
        return page, article
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return replace(page, url=page.url or fetched.url, fetched=now), replace(article, url=article.url or fetched.url)


def _suffix(name: str) -> str:
    suffix = Path(name).suffix.lower()
    return suffix if suffix in _SUFFIXES else ".txt"
