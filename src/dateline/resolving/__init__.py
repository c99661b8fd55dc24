"""Reports of many articles into events.

In come reports, never text: what the coder made of articles. Out go links (which two reports are about one event, how
surely, and what agreed and what did not), groups of reports, and for each group one event whose every value names its
claim. Whether and where any of it is stored, and what event ids are, is none of this room's business; nor are a
person's rulings, which the ledger lays over what is found here.
"""

from dateline.resolving.blocking import Keys, keys
from dateline.resolving.comparing import compare, compare_above, compare_profiles, log_odds, odds_of
from dateline.resolving.consolidating import consolidate
from dateline.resolving.days import days_between
from dateline.resolving.grouping import (
    FLOOR,
    JOIN,
    UNSURE,
    Grouping,
    group,
    partition,
    partition_by_odds,
    unsure,
    worth_keeping,
)
from dateline.resolving.kinds import Frame, kind, summed, wholes_of
from dateline.resolving.meeting import Filed, meet_filed
from dateline.resolving.preferring import RULE, RULES
from dateline.resolving.profile import Profile, profile
from dateline.resolving.sources import Source, independent
from dateline.resolving.totals import check, check_all, covers
from dateline.resolving.wording import words

RESOLVER = "levels-9"  # name and version of the comparison and the grouping

__all__ = [
    "FLOOR",
    "JOIN",
    "RESOLVER",
    "RULE",
    "RULES",
    "UNSURE",
    "Filed",
    "Frame",
    "Grouping",
    "Keys",
    "Profile",
    "Source",
    "check",
    "check_all",
    "compare",
    "compare_above",
    "compare_profiles",
    "consolidate",
    "covers",
    "days_between",
    "group",
    "independent",
    "keys",
    "kind",
    "log_odds",
    "meet_filed",
    "odds_of",
    "partition",
    "partition_by_odds",
    "profile",
    "summed",
    "unsure",
    "wholes_of",
    "words",
    "worth_keeping",
]
