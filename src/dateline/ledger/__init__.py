"""Where everything is kept, and the only room that writes.

In come pages with what the coder made of their articles; out go events, reports, totals and articles, by id or by
filter. The ledger mints event ids, dates every change and overwrites none of them. How reports are compared and
consolidated is resolving's business; how anything looks is publishing's.
"""

from dateline.ledger.filtering import Filter
from dateline.ledger.ledger import Added, Counts, Ledger

__all__ = ["Added", "Counts", "Filter", "Ledger"]
