"""What the coder is told of a gold article, and what is scored."""

from __future__ import annotations

from dateline.evaluation import evaluate, gold_sets, read_rows
from dateline.evaluation.run import articles
from dateline.model import Article, Coding

OWN = gold_sets()["own"]


class Silent:
    """Codes nothing, and remembers what it was given."""

    def __init__(self) -> None:
        self.seen: list[Article] = []

    def code(self, article: Article, /) -> Coding:
        """No report, no total."""
        self.seen.append(article)
        return Coding(article=article, reports=(), totals=())


def test_the_coder_is_told_title_text_and_day_only() -> None:
    for row, article in zip(read_rows(OWN).values(), articles(read_rows(OWN).values()), strict=True):
        assert (article.id, article.title, article.text) == (row["id"], row["title"], row["text"])
        assert (article.published, article.published_from) == (row["published"], "row")
        assert article.url is None


def test_every_article_is_coded_once_and_scored() -> None:
    coder = Silent()
    measured = evaluate(OWN, coder)
    assert [article.id for article in coder.seen] == list(read_rows(OWN))
    assert len(measured.pairings) == 6
    assert measured.figures["events"] == {"p": 0, "r": 0, "f1": 0, "n": 40}
