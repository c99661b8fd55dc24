"""HTML → stories, through trafilatura, with what a page declares of itself."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from typing import Any

from trafilatura import bare_extraction
from trafilatura.utils import load_html

from dateline.model import Caption
from dateline.reading import blocks, data, dating, languages, marks
from dateline.reading.assembling import assemble
from dateline.reading.story import Story, clean, likeness, words
from dateline.reading.units import paragraphs

_CAPTIONS = "//figcaption | //*[self::p or self::div or self::span][contains(@class, 'caption')]"
_NOT_CONTENT = "ancestor::nav or ancestor::aside or ancestor::footer or ancestor::header[not(ancestor::article)]"
_CREDIT = (
    ".//*[self::small or self::cite or contains(@class, 'credit') or contains(@class, 'copyright')"
    " or contains(@class, 'source')]"
)
_NOBODY = {"admin", "administrator", "editor", "webmaster"}  # who a publishing system says wrote a story
_TEASERS = 3  # so many short <article> elements and no full one, or linked headlines, make a list
_LAYOUT_CELL = 60  # words in one cell of a table that is there to lay out a page, not to list figures
# Only what is declared to be the day of publication: htmldate, which trafilatura asks, also tries addresses and text.
_DATE_NAMES = frozenset(data.lines("date-names"))
_TIMES = (
    ".//*[@itemprop='datePublished' and (@datetime or @content)] | .//time[@datetime and @pubdate]"
    " | .//time[@datetime and contains(@class, 'publi')] | .//time[@datetime and contains(@class, 'entry-date')]"
    " | .//time[@datetime and contains(@class, 'posted')]"
)
# The time above a post's words, which a live page gives to each.
_STAMP = ".//time[@datetime and not(ancestor::p[string-length() > 60])]"
_LINKED_HEADINGS = "//*[self::h2 or self::h3 or self::h4][.//a[@href] or ancestor::a[@href]]"


def stories(html: str) -> list[Story]:
    """The stories of a page in order: one, several where it has several full <article> elements, or none.

    The page's declared date is its one story's; of several stories each has only what its own element declares.
    """
    tree = _tree(html)
    if tree is None:
        return []
    parts = blocks.parts(tree)
    found = [_part(each, tree) for each in parts] if parts else [_only(tree)]
    return [story._replace(start=None, end=None) for story in found if story]


def _tree(html: str) -> Any | None:
    """The parsed page, without scripts and with layout tables opened up; None where there is nothing to parse."""
    # A parser refuses a string that names an encoding of its own; the text is decoded by now.
    html = re.sub(r"^\s*<\?xml[^>]*\?>", "", html)
    tree: Any = load_html(html)
    if tree is None:  # a lone element is refused as no document
        tree = load_html(f"<html><body><div>{html}</div></body></html>")
    if tree is None:
        return None
    for each in tree.xpath("//script[not(@type='application/ld+json')] | //style | //noscript | //template"):
        each.drop_tree()
    for table in tree.xpath("//table[not(.//th)]"):
        if any(words(cell.text_content()) >= _LAYOUT_CELL for cell in table.xpath(".//td[not(.//table)]")):
            for each in table.xpath("descendant-or-self::*[self::table or self::tbody or self::tr or self::td]"):
                each.tag = "div"
    return tree


def _only(tree: Any) -> Story | None:
    """The story of a page that has one, or None where it is a list of teasers."""
    outer = blocks.outermost(tree)
    full = [article for article in outer if blocks.is_full(article)]
    return None if not full and len(outer) >= _TEASERS else _whole(tree, full[0] if full else None)


def _whole(tree: Any, article: Any | None) -> Story | None:
    """The one story of a page."""
    document = _extract(tree)
    texts = _body(document)
    if not texts or _is_list(texts, tree):
        return None
    story = assemble(paragraphs(texts), _title(tree, document))
    if story is None:
        return None
    day = _declared_day(tree, article if article is not None else tree)
    return _described(story, tree, document)._replace(
        captions=_figures(article if article is not None else tree) + story.captions,
        url=document.url,
        published=day or story.published,
        published_from="metadata" if day else story.published_from,
    )


def _part(article: Any, tree: Any) -> Story | None:
    """One of several stories of a page."""
    page: Any = load_html("<html><body></body></html>")
    page.find("body").append(copy.deepcopy(article))
    document = _extract(page)
    texts = _texts(article, document)
    story = assemble(paragraphs(texts), blocks.heading(article) or None)
    if story is None:
        return None
    day = _agreed(article.xpath(_TIMES)) or _agreed(article.xpath(_STAMP))
    described = _described(story, tree, document)
    return described._replace(
        publisher=_site(tree),
        captions=_figures(article) + story.captions,
        published=day or story.published,
        published_from="metadata" if day else story.published_from,
    )


def _texts(article: Any, document: Any) -> list[str]:
    """The paragraphs of a part, less its clock times. A short part is run together by the extractor: then its own."""
    texts = _body(document)
    if len(texts) < len(blocks.sentences(article)):
        captions = set(article.xpath(_CAPTIONS.replace("//", ".//")))
        texts = [clean(each.text_content()) for each in article.xpath(".//p") if each not in captions]
    times = {likeness(each.text_content()) for each in article.xpath(".//time")}
    return [text for text in texts if likeness(text) not in times]


def _described(story: Story, tree: Any, document: Any) -> Story:
    author = document.author if document else None
    return story._replace(
        byline=story.byline or (None if likeness(author or "") in _NOBODY else author),
        publisher=document.sitename if document else None,
        lang=_language(tree),
    )


def _extract(tree: Any) -> Any:
    # No network: bare_extraction works on the tree alone.
    return bare_extraction(
        copy.deepcopy(tree),
        with_metadata=True,
        include_comments=False,
        prune_xpath=[_CAPTIONS],
        date_extraction_params={"extensive_search": False, "original_date": True},
    )


def _body(document: Any) -> list[str]:
    return str(document.text or "").split("\n") if document else []


def _is_list(texts: list[str], tree: Any) -> bool:
    """Whether what was extracted is mostly the words of links and teasers, as on a front page."""
    links = {likeness(each.text_content()) for each in tree.xpath("//a")}
    lines = [text for text in texts if clean(text) and not marks.is_plumbing(text)]
    cards = list(_cards(tree))
    links |= {likeness(text) for card in cards for text in card} if len(cards) >= _TEASERS else set()
    linked = sum(words(text) for text in lines if likeness(text.lstrip("- ")) in links)
    told = sum(words(text) for text in lines if marks.is_sentence(text))
    return not told or linked >= told


def _cards(tree: Any) -> Iterator[list[str]]:
    """The words of each teaser: a headline that leads to its story, and the paragraphs that stand with it alone."""
    for heading in tree.xpath(_LINKED_HEADINGS):
        around = next(iter(heading.xpath("ancestor::*[.//p][1]")), None)
        if around is not None and len(around.xpath(f".{_LINKED_HEADINGS}")) == 1:
            yield [clean(each.text_content()) for each in (heading, *around.xpath(".//p"))]


def _title(tree: Any, document: Any) -> str:
    """The page's title: its own heading where the metadata agrees, since the metadata may add the site's name."""
    declared = clean(document.title or "")
    headings = [clean(each.text_content()) for each in tree.xpath("//h1")]
    return next((each for each in headings if each and likeness(each) in likeness(declared)), declared)


def _figures(scope: Any) -> tuple[Caption, ...]:
    """The captions in an element, each once; those of menus and sidebars are not the story's."""
    found: dict[str, Caption] = {}
    for element in scope.xpath(_CAPTIONS.replace("//", ".//")):
        if element.xpath(_NOT_CONTENT) or element.xpath(_CAPTIONS.replace("//", "ancestor::")):
            continue
        caption = _caption(element)
        if caption.text or caption.credit:
            found.setdefault(likeness(caption.text), caption)
    return tuple(found.values())


def _caption(element: Any) -> Caption:
    element = copy.deepcopy(element)
    element.tail = None
    credits = [clean(each.text_content()) for each in element.xpath(_CREDIT)]
    for each in element.xpath(_CREDIT):
        if each.getparent() is not None:
            each.drop_tree()
    text = clean(element.text_content())
    return Caption(text=text, credit=credits[0] or None) if credits else marks.caption(text, repeated=True)


def _language(tree: Any) -> str | None:
    """The language a page declares for itself."""
    values = tree.xpath("//html/@lang | //html/@xml:lang | //meta[@http-equiv='content-language']/@content")
    values += tree.xpath("//meta[@property='og:locale']/@content")
    return next((code for code in map(languages.declared, map(str, values)) if code), None)


def _site(tree: Any) -> str | None:
    names = tree.xpath("//meta[@property='og:site_name']/@content")
    return clean(str(names[0])) or None if names else None


def _declared_day(tree: Any, scope: Any) -> str | None:
    """The day of publication that a page declares in JSON-LD, a meta element or a marked time, in this order."""
    return _agreed_days(_json_ld(tree)) or _meta(tree) or _agreed(scope.xpath(_TIMES))


def _meta(tree: Any) -> str | None:
    values = [
        str(each.get("content"))
        for each in tree.xpath("//meta[@content]")
        if any((each.get(key) or "").lower() in _DATE_NAMES for key in ("property", "name", "itemprop"))
    ]
    return _agreed_days(values)


def _agreed(elements: list[Any]) -> str | None:
    return _agreed_days(str(each.get("datetime") or each.get("content")) for each in elements)


def _agreed_days(values: Any) -> str | None:
    """The one day that all values give; None where they differ: nothing tells which of them is the story's."""
    days = {day for day in map(dating.day, values) if day}
    return days.pop() if len(days) == 1 else None


def _json_ld(tree: Any) -> Iterator[str]:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            yield from _published(json.loads(script.text_content()))
        except (ValueError, RecursionError):
            continue


def _published(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _published(each)
    elif isinstance(value, dict):
        if isinstance(value.get("datePublished"), str) and _is_article(value.get("@type")):
            yield value["datePublished"]
        for each in value.values():
            yield from _published(each) if isinstance(each, dict | list) else ()


def _is_article(kind: Any) -> bool:
    return any(str(each).endswith(("Article", "Posting")) for each in (kind if isinstance(kind, list) else [kind]))
