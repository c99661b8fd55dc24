"""One cycle: feeds asked, what they list kept, pages that are due asked, read, coded and stored as they come."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from dateline.errors import DatelineError, InputError, LedgerError
from dateline.fetching import Answer, page_of
from dateline.fetching.asking import AGENT
from dateline.fetching.asking import place_of as name_and_port
from dateline.fetching.pages import KINDS
from dateline.ledger import Ledger
from dateline.model import Article, Coding, Page, Problem
from dateline.reading import read_page
from dateline.watching.listing import LARGEST, Listed, Listing, key, listing
from dateline.watching.manners import Clock, Manners, Postponed, Refused, place_of
from dateline.watching.settings import Settings, agent
from dateline.watching.state import FeedRow, PageRow, State
from dateline.watching.summary import Summary
from dateline.watching.turns import in_turn

_CHILDREN = 20  # sitemaps of one index that are asked in a cycle, the last changed first
_RETRIES = (600.0, 3600.0, 6 * 3600.0, 24 * 3600.0)  # seconds until a page that failed is asked again; then no more
_LATER = (408, 425, 429)  # answers under 500 that may be another the next time
_HOUR = 3600.0

Say = Callable[[str], None]


class Watch:
    """Feeds watched for a ledger."""

    def __init__(
        self,
        settings: Settings,
        state: State,
        book: Ledger,
        code: Callable[[Article], Coding],
        *,
        say: Say,
        clock: Clock | None = None,
    ) -> None:
        """`say` is told, in one line each, what could not be done."""
        self._settings, self._state, self._book, self._code, self._say = settings, state, book, code, say
        self._clock = clock or Clock()
        self._left_alone = set[str]()  # hosts, said once a cycle
        self._watched = [feed.url for feed in settings.feed]
        inside = {name_and_port(feed.url) for feed in settings.feed if feed.allow_private}
        self._manners = Manners(
            state.hosts(),
            agent=agent(settings, AGENT),
            seconds=settings.seconds_between_requests,
            inside=inside,
            clock=self._clock,
        )

    def cycle(self) -> Summary:
        """Asks everything that is due once. Raises LedgerError where the state cannot be written."""
        done = Summary()
        self._left_alone.clear()
        try:
            children = self._feeds(((url, self._state.feed(url)) for url in self._watched), done)
            self._feeds(children, done)
            self._pages(done)
        finally:
            self._clock.stopped.set()
            self._state.put_hosts(self._manners.hosts())
            self._clock.stopped.clear()
        return done

    def _postponed(self, url: str, error: Postponed) -> None:
        if place_of(url) not in self._left_alone:
            self._left_alone.add(place_of(url))
            self._say(str(error))

    # -------------------------------------------------------------- feeds

    def _feeds(self, rows: Iterable[tuple[str, FeedRow]], done: Summary) -> list[tuple[str, FeedRow]]:
        """Asks feeds, or sitemaps that stand for a feed, and keeps what they list; the sitemaps that they name."""
        now, children, known = self._clock.now(), list[tuple[str, FeedRow]](), list(rows)
        due = [(of, row) for of, row in known if row.due <= now]
        done.feeds["postponed"] += len(known) - len(due)
        for (of, row), answer in in_turn(due, lambda job: place_of(job[1].url), lambda job: self._ask_feed(job[1])):
            try:
                children += self._take_feed(of, row, _got(answer), done)
            except Postponed as error:
                done.feeds["postponed"] += 1
                self._postponed(row.url, error)
            except InputError as error:
                done.feeds["failed"] += 1
                self._say(str(error))
                row.failures += 1
                row.due = self._clock.now() + _RETRIES[min(row.failures, len(_RETRIES)) - 1]
                self._state.put(row)
        return children

    def _ask_feed(self, row: FeedRow) -> Answer:
        return self._manners.ask(row.url, etag=row.etag, modified=row.modified, largest=LARGEST)

    def _take_feed(self, of: str, row: FeedRow, answer: Answer, done: Summary) -> list[tuple[str, FeedRow]]:
        if answer.status == 304:
            done.feeds["unchanged"] += 1
            self._state.put(_had_feed(row, answer, row.digest))
            return []
        data = page_of(answer).data
        digest = hashlib.sha256(data).hexdigest()
        if digest == row.digest:
            done.feeds["unchanged"] += 1
            self._state.put(_had_feed(row, answer, digest))
            return []
        found = listing(data, answer.url, answer.headers.get("content-type", ""))
        now = self._clock.now()
        pages = (_row(each, of, now) for each in found.pages)
        children = list(self._children(row.url, found))
        # An index is read again as long as one of its sitemaps is left to ask.
        kept = _had_feed(row, answer, None if children else digest)
        done.elsewhere += self._state.listed(kept, pages, self._watched)
        done.feeds["read"] += 1
        return [(of, child) for child in children]

    def _children(self, index: str, found: Listing) -> Iterator[FeedRow]:
        """The sitemaps of an index, on its own host, that are new or have changed."""
        left = _CHILDREN
        for each in found.sitemaps:
            row = self._state.feed(each.url)
            if place_of(each.url) != place_of(index) or (row.digest and each.stamp and each.stamp == row.stamp):
                continue
            if not left:
                return
            left -= 1
            row.stamp = each.stamp
            yield row

    # -------------------------------------------------------------- pages

    def _pages(self, done: Summary) -> None:
        jobs = list[PageRow]()
        for feed in self._watched:
            due, all_of_them = self._state.due(feed, self._clock.now(), self._settings.pages_per_cycle)
            jobs += due
            done.waiting += all_of_them - len(due)
        for row, answer in in_turn(jobs, lambda row: place_of(row.url), self._ask_page):
            try:
                self._take_page(row, _got(answer), done)
            except Postponed as error:
                done.pages["postponed"] += 1
                self._postponed(row.url, error)
            except Refused as error:
                done.pages["not allowed"] += 1
                self._say(str(error))
                self._state.put(replace(row, due=None))
            except (InputError, LedgerError) as error:
                self._failed(row, error, done)

    def _ask_page(self, row: PageRow) -> Answer:
        return self._manners.ask(row.url, etag=row.etag, modified=row.modified, kinds=KINDS)

    def _take_page(self, row: PageRow, answer: Answer, done: Summary) -> None:
        if answer.status == 304:
            done.pages["unchanged"] += 1
            self._state.put(self._had(row, answer, row.digest))
            return
        if 400 <= answer.status < 500 and answer.status not in _LATER:
            raise _Gone(Problem(source=row.url, reason=f"answers {answer.status} {answer.reason}".strip()))
        page = page_of(answer)
        digest = hashlib.sha256(page.data).hexdigest()
        if digest == row.digest:
            done.pages["unchanged"] += 1
        else:
            stored = self._store(page.data, page.url, page.name.endswith(".html"), done)
            done.pages[("changed" if row.digest else "new") if stored else "set aside"] += 1
        self._state.put(self._had(row, answer, digest))

    def _store(self, data: bytes, url: str, html: bool, done: Summary) -> bool:
        """Reads, codes and stores a page; whether there was anything to store. What was not is said."""
        at = dt.datetime.fromtimestamp(self._clock.now(), dt.UTC).isoformat(timespec="seconds")
        found, coded = list[tuple[Page | None, Coding]](), 0
        for reading in read_page(data, url, html=html):
            if isinstance(reading, Problem):
                self._say(str(reading))
                continue
            # The address that was asked, not the one that the page gives itself: no page may take another's place.
            article = replace(reading.article, url=url)
            found.append((replace(reading.page, url=url, fetched=at), self._coded(article)))
            coded += 1
        if found:
            done.added += self._book.add_all(found)
        return coded > 0

    def _coded(self, article: Article) -> Coding:
        try:
            return self._code(article)
        except DatelineError:
            raise
        except Exception as error:  # one page must not end the watch
            reason = f"could not be coded ({type(error).__name__}: {' '.join(str(error).split())[:100]})"
            raise _Gone(Problem(source=article.url or article.id, reason=reason)) from error

    def _had(self, row: PageRow, answer: Answer, digest: str | None) -> PageRow:
        """The row of a page that was had, due again as the settings say."""
        now = self._clock.now()
        later = (row.first + hours * _HOUR for hours in sorted(self._settings.recheck_hours))
        due = next((time for time in later if time > now), None)
        etag, modified = _marks(answer)
        return replace(
            row, etag=etag or row.etag, modified=modified or row.modified, digest=digest, failures=0, due=due
        )

    def _failed(self, row: PageRow, error: DatelineError, done: Summary) -> None:
        again = row.failures < len(_RETRIES) and not isinstance(error, _Gone)
        due = self._clock.now() + _RETRIES[row.failures] if again else None
        self._say(str(error) if again else f"{error}; it is not asked for again")
        done.pages["failed"] += 1
        self._state.put(replace(row, failures=row.failures + 1, due=due))


class _Gone(InputError):
    """A page that asking again will not bring."""


def _had_feed(row: FeedRow, answer: Answer, digest: str | None) -> FeedRow:
    """The row of a feed that was had; without a digest it is to be read again, so its marks go too."""
    etag, modified = _marks(answer)
    if digest is None:
        etag = modified = None
    elif answer.status == 304:
        etag, modified = etag or row.etag, modified or row.modified
    return replace(row, etag=etag, modified=modified, digest=digest, failures=0, due=0.0)


def _row(each: Listed, feed: str, now: float) -> PageRow:
    return PageRow(key=key(each.url), url=each.url, feed=feed, stamp=each.stamp, first=now, due=now)


def _marks(answer: Answer) -> tuple[str | None, str | None]:
    return answer.headers.get("etag"), answer.headers.get("last-modified")


def _got(answer: Answer | Exception) -> Answer:
    if isinstance(answer, Exception):
        raise answer
    return answer
