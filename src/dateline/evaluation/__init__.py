"""How well the coder codes: scoring against gold records, and the gate that keeps the figures from falling.

In come gold articles (a folder of JSON files, each with the records that a careful reader made of it) and the same
articles as the coder codes them, from title, text and day of publication alone. Out go figures: precision, recall and
F1 of events, fields and types, next to their floors and to the agreement of two people.

Public sets that others made are measured too, each by its own rules: see `public`.

None of its business: how the coding is done, what a record should hold, and anything in a ledger.
"""

from dateline.evaluation.figures import Figures, score
from dateline.evaluation.gate import GATED, TWO_CODERS, Breach, breaches, raised, read_floors, value_of, write_floors
from dateline.evaluation.gold import gold_root, gold_sets, read_rows, set_name
from dateline.evaluation.run import Evaluation, evaluate
from dateline.evaluation.showing import in_words

__all__ = [
    "GATED",
    "TWO_CODERS",
    "Breach",
    "Evaluation",
    "Figures",
    "breaches",
    "evaluate",
    "gold_root",
    "gold_sets",
    "in_words",
    "raised",
    "read_floors",
    "read_rows",
    "score",
    "set_name",
    "value_of",
    "write_floors",
]
