"""Public sets that others made, and how well their answers are predicted: one module a set.

In come the gzipped files of a folder and a predictor; out come figures in the same shape as those of the project's own
gold. Each set's module reads its items and scores predictions for them, and knows nothing of how these are made.
`predicting` is the one place that does: it asks the installed coder.

None of its business: gold records of whole articles, which `dateline.evaluation` itself scores.
"""

from dateline.evaluation.public.predicting import CoderPredictor
from dateline.evaluation.public.run import FILES, Measured, Predictor, measure

__all__ = ["FILES", "CoderPredictor", "Measured", "Predictor", "measure"]
