"""How well reports are resolved into events: scoring groups and links against keys that people made.

In come gold records with a key of which of them are one event, the ECB+ corpus, and labelled pairs of short reports;
out go figures. Gold records are turned into reports, so that resolving can be measured apart from coding; the coder's
own reports of the same articles measure both together.

None of its business: how reports are compared and grouped.
"""

from dateline.evaluation.links.run import measure

__all__ = ["measure"]
