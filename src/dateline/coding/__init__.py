"""Articles → reports and totals.

In comes an `Article`; out comes a `Coding`: a report for each distinct event that the article tells, with claims and
the words behind them, and its totals apart. It is a pure function of the article and the settings. What other
articles say, what is stored and how it is shown are none of its business.
"""

from dateline.coding.coder import Coder

__all__ = ["Coder"]
