"""Where everything is kept, and the only room that writes.

In come pages with what the coder made of their articles; out go events, reports, totals, relations and articles, by id
or by filter, as they stand or stood on an earlier day. The ledger mints event ids, dates every change and overwrites
none of them; what persons decide is laid over what the machine says. How reports are compared and consolidated is
resolving's business; how anything looks is publishing's.
"""

from dateline.ledger.deciding import Decided, Standing
from dateline.ledger.filtering import Filter
from dateline.ledger.history import Difference, Revision
from dateline.ledger.ledger import Added, Counts, Ledger
from dateline.ledger.querying import StatedRelation
from dateline.ledger.skimming import Marks, Skim

__all__ = [
    "Added",
    "Counts",
    "Decided",
    "Difference",
    "Filter",
    "Ledger",
    "Marks",
    "Revision",
    "Skim",
    "Standing",
    "StatedRelation",
]
