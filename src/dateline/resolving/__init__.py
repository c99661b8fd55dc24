"""Reports of many articles into events.

In come reports, never text: what the coder made of articles. Out go links (which two reports are about one event, how
surely, and what agreed and what did not), groups of reports, and for each group one event whose every value names its
claim. Whether and where any of it is stored, and what event ids are, is none of this room's business; nor are a
person's rulings, which the ledger lays over what is found here.
"""

from dateline.resolving.blocking import Keys, keys
from dateline.resolving.comparing import compare, log_odds
from dateline.resolving.consolidating import RULE, consolidate
from dateline.resolving.days import days_between
from dateline.resolving.grouping import JOIN, Grouping, group, partition, worth_keeping
from dateline.resolving.wording import words

RESOLVER = "levels-1"  # name and version of the comparison and the grouping

__all__ = [
    "JOIN",
    "RESOLVER",
    "RULE",
    "Grouping",
    "Keys",
    "compare",
    "consolidate",
    "days_between",
    "group",
    "keys",
    "log_odds",
    "partition",
    "words",
    "worth_keeping",
]
