"""Which elements of a page are stories of their own: its full <article>s, or the posts of a briefing or live page."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from dateline.reading import marks
from dateline.reading.story import clean, words

_FULL_STORY = 40  # words of sentences in an <article> that is a story, not a teaser
_POST = 15  # words of sentences in a post that has a headline and a stamp of its own
_HEADINGS = "*[self::h1 or self::h2 or self::h3 or self::h4]"
# What a post shows of its own, apart from its words: a clock time, a writer, a day.
_STAMPS = (
    ".//time | .//*[contains(@class, 'byline') or contains(@class, 'author') or contains(@class, 'meta')"
    " or contains(@class, 'timestamp') or contains(@class, 'pubdate')]"
)


def outermost(tree: Any) -> list[Any]:
    """The <article> elements that are in no other."""
    return list(tree.xpath("//article[not(ancestor::article)]"))


def parts(tree: Any) -> list[Any]:
    """The elements that hold one story each, in order; empty where the page is one story or none."""
    full = [article for article in outermost(tree) if is_full(article)]
    return full if len(full) > 1 else _posts(tree)


def is_full(element: Any) -> bool:
    """Whether an element tells a story, beyond a teaser."""
    told = sentences(element)
    return len(told) > 1 and sum(map(words, told)) >= _FULL_STORY


def sentences(element: Any) -> list[str]:
    """The paragraphs of an element that tell something."""
    texts = (clean(each.text_content()) for each in element.xpath(".//p"))
    return [text for text in texts if marks.is_sentence(text)]


def heading(element: Any) -> str:
    """The first heading inside an element, or nothing."""
    found = next(iter(element.xpath(f".//{_HEADINGS}")), None)
    return clean(found.text_content()) if found is not None else ""


def _posts(tree: Any) -> list[Any]:
    """Siblings of one kind that each have a headline, a stamp and sentences of their own."""
    groups: dict[tuple[Any, str], list[Any]] = defaultdict(list)
    for each in tree.xpath(f"//*[self::article or self::section or self::div or self::li][.//{_HEADINGS}]"):
        groups[each.getparent(), each.tag].append(each)
    for group in groups.values():
        posts = [each for each in group if _is_post(each)]
        if len(posts) > 1 and len(posts) == sum(bool(sentences(each)) for each in group):
            return posts
    return []


def _is_post(element: Any) -> bool:
    """Whether an element is a post: a teaser's headline is a link to its story, a post's is none."""
    titles = element.xpath(f".//{_HEADINGS}")
    linked = element.xpath(f".//{_HEADINGS}//a[@href] | .//a[@href]//{_HEADINGS}")
    told = sum(map(words, sentences(element)))
    return len(titles) == 1 and not linked and bool(element.xpath(_STAMPS)) and told >= _POST
