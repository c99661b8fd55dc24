"""The verbs of the command line: one file a verb.

In come paths and options, out go results on standard output and messages on standard error. Exit codes: 0 all done,
1 something was set aside or could not be done, 2 wrong usage. What the verbs do is done in the other rooms.
"""

from dateline.cli.app import app, main

__all__ = ["app", "main"]
