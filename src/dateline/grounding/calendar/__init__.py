"""Words → dates.

In comes a text, and for each time expression found in it the article's day of publication and the date of the event
told before; `in_order` places all expressions of a text one after the other. Out go EDTF dates (`dateline.model.Date`),
each with its reason, or None where the words do not say enough. Which event a date belongs to, whether its tense is
past or future, and what the day of publication is are none of its business.
"""

from dateline.grounding.calendar.discourse import counts_from_named, in_order
from dateline.grounding.calendar.find import find
from dateline.grounding.calendar.meaning import Meaning, Offset, Since, TimeExpression, Vague
from dateline.grounding.calendar.resolve import Tense, resolve

__all__ = [
    "Meaning",
    "Offset",
    "Since",
    "Tense",
    "TimeExpression",
    "Vague",
    "counts_from_named",
    "find",
    "in_order",
    "resolve",
]
