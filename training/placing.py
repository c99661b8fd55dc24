"""Learn which of an article's places is an event's own.

    python training/placing.py GOLD --data DATA [--work WORK] [--install]

Each coded act that found its gold record is an example: its answers are the places of the article and none, of which
those are right that the scorer takes for the gold's place, or none where the gold has none. Where WORK holds the
encoders of the folds, each article is read by the one that had not seen it; else by the installed one, which flatters
what the encoder says. Prints the figures out of fold; `--install` learns from all but `dev` and writes the weights.
"""
