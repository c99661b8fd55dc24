"""Work on many records at once without the search for cycles, of which records have none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Puts off the search for cycles until the work is done: over many records it takes longer than to make them.

    What is not needed any more is let go at once all the same, unless it lies in a cycle.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
