"""Which of an article's dates is an event's own: examples of it.

Each coded event that found its gold record is an example: its answers are the dates that the article tells and none,
and those are right that the scorer takes for the gold's date, or none where the gold has none. Machine-coded articles
mark the words of a date alone: there those are right that are told in these words.
"""

from __future__ import annotations

from collections.abc import Iterator

from judging import Row
from weighing import UNREACHED, Example

from dateline.coding.coder import Grouped
from dateline.coding.date_features import DateOption, Features
from dateline.coding.dating import DateChooser
from dateline.evaluation.comparing import days, same_days
from dateline.evaluation.pairing import pair
from dateline.model import Coding
from dateline.publishing import coded
from dateline.publishing.record import date_record

STRENGTH = 0.1  # of the prior on the weights: the smaller, the stronger
LEAST = -0.4  # how much likelier than none a date must be: few are invented, and F1 is not far from its best
BY_MACHINE = 0.5  # weight of an example of a machine-coded article


def examples(row: Row, grouped: Grouped, coding: Coding, *, by_machine: bool) -> Iterator[Example]:
    """The events of an article that found their gold record and are weighed; `by_machine` where a machine coded it."""
    dater = grouped.dater
    for i, j in pair(row["id"], coded(coding), row).typed:
        if dater.settled(i) is not None:
            continue
        date = row["events"][j]["date"]
        known, possible = dater.sight.features(i), dater.sight.answers(i)
        right = [bool(date) and _right(dater, i, n, known[n + 1], date) for n in possible]
        weight = UNREACHED if date and not any(right) else 1.0
        answers = [known[0], *(known[n + 1] for n in possible)]
        yield Example(answers, [not any(right), *right], weight * (BY_MACHINE if by_machine else 1.0))


def _right(dater: DateChooser, number: int, n: int, known: Features, date: Row) -> bool:
    """Whether a date of the article is the gold's."""
    if "start" not in date:
        return _told_in(dater.sight.options[n], date["text"].lower())
    chosen = dater.chosen(number, n, known, 1.0)
    return chosen is not None and bool(same_days(days(date_record(chosen.date)), days(date)))


def _told_in(option: DateOption, words: str) -> bool:
    """Whether a date is told in these words, or in a part of them."""
    told = (dated.expression.text.lower() for dated in option.told)
    return any(each in words or words in each for each in told)
