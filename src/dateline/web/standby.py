"""What a server does beside answering: it draws up what the first view needs, and keeps the index for the next run."""

from __future__ import annotations

import contextlib
import threading

from dateline.errors import DatelineError
from dateline.web import assets, charting
from dateline.web.index import Index
from dateline.web.query import Query

_SECONDS = 60.0  # between looks at whether the kept index has become old
_PATIENCE = 2.0  # seconds to wait for the thread's end; whoever presses Ctrl-C will not wait for an index


class Standby:
    """A thread of its own, from `start` to `stop`."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begins."""
        self._thread = threading.Thread(target=self._run, name="dateline-standby", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends; the index is kept, unless it is still being drawn up."""
        if self._thread is not None:
            self._over.set()
            self._thread.join(_PATIENCE)
            self._index.save()

    def _run(self) -> None:
        # What is wrong with the ledger is said to whoever asks for it.
        with contextlib.suppress(DatelineError):
            charting.timeline(self._index.passing(Query.of()))
            self._index.save()
        assets.prepare()
        while not self._over.wait(_SECONDS):
            self._index.save()
