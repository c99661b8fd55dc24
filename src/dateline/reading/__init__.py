"""Reading: bytes → pages → articles.

In come files, folders of them or standard input: text as a reader saved it, HTML, JSON and JSON Lines. Out go articles,
one for every story on a page, each with its title, body, captions, byline, dateline, publisher, language, place on the
page, and its date of publication together with how that date is known; and a `Problem` for every input that cannot be
used. It is none of this room's business what the stories say happened, nor what is stored: it neither interprets
sentences nor writes files.
"""

from dateline.reading.reader import Raw, Reading, read, read_page, read_raw

__all__ = ["Raw", "Reading", "read", "read_page", "read_raw"]
