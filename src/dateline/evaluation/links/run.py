"""All figures of resolving, one set after the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.evaluation.figures import Figures
from dateline.evaluation.gold import OUTSIDE, Rows, read_rows
from dateline.evaluation.links import coded, current_events, ecb, keys, records
from dateline.evaluation.public import Measured
from dateline.evaluation.run import Codes
from dateline.resolving import group

KEYS = "links"


def measure(gold: Path, data: Path | None, coder: Codes) -> Iterator[Measured]:
    """The figures of gold records and of the coder's own, then of the public sets that `data` holds.

    `gold` holds the keys in `links` and their articles in `dev`, `train` and `stories`. Raises InputError for a folder
    without them.
    """
    key = keys.read_keys(gold / KEYS)
    told = {article for each in key.values() for article in each.articles}
    rows = {name: row for name, row in _rows(gold).items() if name in told}
    yield Measured("gold records", len(rows), _gold(key, rows))
    yield Measured("own records", len(rows), _own(key, rows, coder))
    if data is None:
        return
    if (data / ecb.FILE).is_file():
        documents = [each for each in ecb.read(data / ecb.FILE) if each.topic in ecb.MEASURED]
        yield Measured("ECB+", len(documents), _named("ECB+", ecb.score(documents)))
    if (data / current_events.FILE).is_file():
        yield _current_events(data / current_events.FILE, coder)


def _rows(gold: Path) -> Rows:
    folders = [gold / name for name in OUTSIDE if (gold / name).is_dir()]
    return {name: row for folder in folders for name, row in read_rows(folder).items()}


def _gold(key: dict[str, keys.Key], rows: Rows) -> Figures:
    grouping = group(records.reports(rows).values(), {name: row.get("published") for name, row in rows.items()})
    return _named("gold", keys.score(key, grouping.groups))


def _own(key: dict[str, keys.Key], rows: Rows, coder: Codes) -> Figures:
    codings = coded.code(rows, coder)
    name_of = {report_id: name for report_id, (_, name) in coded.partners(codings, rows).items()}
    published = {coding.article.id: coding.article.published for coding in codings}
    grouping = group((report for coding in codings for report in coding.reports), published)
    named = [[name_of[report_id] for report_id in each if report_id in name_of] for each in grouping.groups]
    return _named("own", keys.score(key, named, judged=set(name_of.values())))


def _named(prefix: str, figures: Figures) -> Figures:
    """Figures whose names stay apart from those of other sets."""
    return {f"{prefix} {name}": value for name, value in figures.items()}


def _current_events(path: Path, coder: Codes) -> Measured:
    pairs = current_events.read_pairs()
    codings = coded.code(current_events.rows(path, pairs), coder)
    published = {coding.article.id: coding.article.published for coding in codings}
    grouping = group((report for coding in codings for report in coding.reports), published)
    figures = current_events.score(pairs, codings, grouping.groups)
    return Measured("current events", len(pairs), _named("brief", figures))
