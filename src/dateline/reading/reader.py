"""The way through the room: sources → files → stories → dates → languages → readings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, nullcontext
from pathlib import Path
from typing import IO, NamedTuple

import msgspec

from dateline.errors import InputError
from dateline.model import Article, Page, PagePosition, Problem, Record
from dateline.reading import dating, languages, rows, web
from dateline.reading.assembling import assemble
from dateline.reading.decoding import decode
from dateline.reading.files import LARGEST_LIST, LARGEST_PAGE, File, Kind, files, kind, lines, opened, sniffed, whole
from dateline.reading.splitting import split
from dateline.reading.story import Story
from dateline.reading.units import units


class Reading(NamedTuple):
    """One article and the page it stood on."""

    page: Page
    article: Article


class Raw(Record, frozen=True, kw_only=True):
    """A page or row that somebody else got hold of: a file's bytes, a row of a table, an answer kept in an archive."""

    name: str  # what a Problem calls it
    data: bytes
    kind: Kind | None = None  # None: to be told by the first bytes
    url: str | None = None  # where it was fetched, unless the page names its own address
    fetched: str | None = None  # UTC timestamp
    charset: str | None = None  # as the server named it


class _Found(NamedTuple):
    """A story with its page, before its date and language are settled."""

    page: Page
    story: Story
    number: int  # on its page, from 1
    of: int  # stories on its page


def read(
    sources: Iterable[str | Path], *, published: Mapping[int, str] | str | None = None
) -> Iterator[Reading | Problem]:
    """The articles of files, folders and standard input ("-"), in order, and a `Problem` for each input set aside.

    `.txt`, `.html`, `.htm` and `.xhtml` files are pages; `.json` holds one row or a list; `.jsonl` and `.ndjson` are
    read row by row in flat memory. Another file named outright, and standard input, are told by their first bytes.

    `published` is the day of publication as the user knows it, and stronger than the page's own. A bare day is for a
    single article: it is refused where the sources together hold several. `{number: day}` is for the articles of one
    page, counted from 1 as they stand there. A refused `published` gives one Problem and no articles, so that nothing
    is kept with a wrong or missing day.

    Bad input never raises; what else the sources hold is still read.
    """
    sources = [sources] if isinstance(sources, str | Path) else sources
    for found in _dated(_found(sources), published):
        yield found if isinstance(found, Problem) else _reading(found)


def read_raw(raw: Raw) -> Iterator[Reading | Problem]:
    """The articles of one page or row, in order, and a `Problem` for what cannot be used. Bad input never raises."""
    try:
        for found in _of_raw(raw):
            yield found if isinstance(found, Problem) else _reading(found)
    except InputError as err:
        yield err.problem


def read_page(data: bytes, source: str, *, html: bool) -> Iterator[Reading | Problem]:
    """The articles of one page at hand, in order, or a `Problem`. Plain text that is HTML all the same is read as such.

    `source` names the page: its address. Bad input never raises. What looks like rows is text here: no page may give
    itself the id of another's article.
    """
    yield from read_raw(Raw(name=source, data=data, kind="html" if html or kind(data) == "html" else "text"))


# ------------------------------------------------------------------ sources → stories


def _of_raw(raw: Raw) -> Iterator[_Found | Problem]:
    known = raw.kind or kind(raw.data)
    if known == "lines":
        yield from _of_rows(rows.lines(raw.name, raw.data.splitlines()))
    elif known == "json":
        yield from _of_rows(rows.document(raw.name, raw.data))
    else:
        for found in _of_page(File(raw.name, known), known, raw.data, raw.charset):
            yield found if isinstance(found, Problem) else _fetched(found, raw)


def _fetched(found: _Found, raw: Raw) -> _Found:
    page, story = found.page, found.story
    page = msgspec.structs.replace(page, url=page.url or raw.url, fetched=raw.fetched)
    return found._replace(page=page, story=story._replace(url=story.url or raw.url))


def _found(sources: Iterable[str | Path]) -> Iterator[_Found | Problem]:
    for file in files(sources):
        if isinstance(file, Problem):
            yield file
            continue
        try:
            yield from _of_file(file)
        except InputError as err:
            yield err.problem


def _of_file(file: File) -> Iterator[_Found | Problem]:
    stream = opened(file)
    with nullcontext(stream) if file.name == "-" else closing(stream):
        known: Kind
        known, content = (file.kind, stream) if file.kind else sniffed(stream)
        if known == "lines":
            yield from _of_rows(rows.lines(file.name, lines(file, content, rows.LONGEST_ROW)))
        elif known == "json":
            yield from _of_json(file, content)
        else:
            yield from _of_page(file, known, whole(file, content, LARGEST_PAGE))


def _of_json(file: File, stream: IO[bytes]) -> Iterator[_Found | Problem]:
    data = whole(file, stream, LARGEST_LIST)
    # Many a ".json" is JSON Lines; a lone object that spans lines never has one of them closed on the first.
    in_lines = kind(data) == "lines"
    yield from _of_rows(rows.lines(file.name, data.splitlines()) if in_lines else rows.document(file.name, data))


def _of_rows(found: Iterable[rows.Row | Problem]) -> Iterator[_Found | Problem]:
    for row in found:
        try:
            yield row if isinstance(row, Problem) else _of_row(row)
        except InputError as err:
            yield err.problem


def _of_row(row: rows.Row) -> _Found:
    story = rows.story(row)
    page = Page(id=row.page_id, source=row.source, media_type="application/json", url=story.url)
    return _Found(page, story, 1, 1)


def _of_page(file: File, known: Kind, data: bytes, charset: str | None = None) -> Iterator[_Found | Problem]:
    text = decode(data, file.name, html=known == "html", declared=charset)
    stories = web.stories(text) if known == "html" else _of_text(text)
    if not stories:
        yield Problem(source=file.name, reason="holds no article", hint="save the page with the story open")
        return
    page = Page(
        id=hashlib.sha256(data).hexdigest(),
        source=file.name,
        media_type="text/html" if known == "html" else "text/plain",
        url=next((story.url for story in stories if story.url), None),
    )
    yield from (_Found(page, story, number, len(stories)) for number, story in enumerate(stories, 1))


def _of_text(text: str) -> list[Story]:
    return [story for part in split(units(text)) if (story := assemble(part))]


# ------------------------------------------------------------------ dates


def _dated(found: Iterator[_Found | Problem], published: Mapping[int, str] | str | None) -> Iterator[_Found | Problem]:
    if published is None:
        yield from found
        return
    days = _days(published)
    if isinstance(days, Problem):
        yield days
        return
    kept = list[_Found]()
    for each in found:
        if isinstance(each, Problem):
            yield each
            continue
        kept.append(each)
        if len({every.page.source for every in kept}) > 1 or (isinstance(published, str) and each.of > 1):
            yield _ambiguous(kept, published)
            return
    yield from _given(kept, days)


def _days(published: Mapping[int, str] | str) -> dict[int, str] | Problem:
    """Article number → ISO day, or why not."""
    given = {1: published} if isinstance(published, str) else dict(published)
    days = {number: dating.day(value) for number, value in given.items()}
    for number, day in days.items():
        if day is None:
            return Problem(source="--published", reason=f"is no date: {given[number]!r}", hint="write it as 2021-06-05")
    return {number: day for number, day in days.items() if day}


def _ambiguous(kept: list[_Found], published: Mapping[int, str] | str) -> Problem:
    last = kept[-1]
    if last.of > 1 and isinstance(published, str) and kept[0].page == last.page:
        reason = f"one date is given for a page of {last.of} articles"
        return Problem(source=last.page.source, reason=reason, hint=f"say which is meant: --published 2={published}")
    return Problem(
        source="--published",
        reason=f"is for one page, and there are several: {kept[0].page.source}, {last.page.source}",
        hint="give the pages one at a time, or a date in each row",
    )


def _given(kept: list[_Found], days: dict[int, str]) -> Iterator[_Found | Problem]:
    unknown = sorted(set(days) - {each.number for each in kept})
    if unknown and kept:
        reason = f"there is no article {unknown[0]} on this page, which has {len(kept)}"
        yield Problem(source=kept[0].page.source, reason=reason, hint="count the articles from 1 as they stand")
        return
    for each in kept:
        day = days.get(each.number)
        yield each._replace(story=each.story._replace(published=day, published_from="given")) if day else each


# ------------------------------------------------------------------ languages, articles


def _reading(found: _Found) -> Reading | Problem:
    language = _language(found)
    if language != languages.CODED:
        where = found.page.source + (f", article {found.number}" if found.of > 1 else "")
        return Problem(source=where, reason=f"language is {languages.name(language)}; only English is coded for now")
    return Reading(found.page, _article(found))


def _language(found: _Found) -> str:
    """A page's declared language is often its template's, and yields to its words; a row's is the user's own word."""
    story = found.story
    if found.page.media_type == "application/json" and story.lang not in (None, languages.CODED):
        return str(story.lang)
    return languages.detected(story.text) or story.lang or languages.CODED


def _article(found: _Found) -> Article:
    story = found.story
    digest = hashlib.sha256(f"{story.title}\n{story.text}".encode()).hexdigest()
    return Article(
        id=story.id or digest,
        hash=digest,
        title=story.title,
        text=story.text,
        captions=story.captions,
        byline=story.byline,
        dateline=story.dateline,
        publisher=story.publisher,
        url=story.url,
        lang=languages.CODED,
        published=story.published,
        published_from=story.published_from,
        page_id=found.page.id,
        position=PagePosition(number=found.number, start=story.start, end=story.end),
    )
