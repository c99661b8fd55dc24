"""A job is priced by a sample of it."""

from __future__ import annotations

from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from dateline.errors import DatelineError
from dateline.running import pricing
from dateline.running.pricing import price

from .conftest import PLAIN, sentence, write_rows


def test_what_is_looked_at_as_a_whole_is_counted(tmp_path: Path) -> None:
    rows = write_rows(tmp_path / "rows.jsonl", map(sentence, range(40)))
    (tmp_path / "page.txt").write_text(f"A mill opens\n\n{sentence(41)}\n")
    cost = price([str(tmp_path)], PLAIN)
    assert (cost.files, cost.records, cost.articles, cost.sample) == (2, 41, 41, 41)
    assert cost.bytes == rows.stat().st_size + (tmp_path / "page.txt").stat().st_size
    assert cost.words == sum(len(sentence(n).split()) for n in (*range(40), 41))
    assert cost.seconds > 0
    assert 0 < cost.output < 1_000_000
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page.txt", "rows.jsonl"]


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_what_is_too_much_to_count_is_estimated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(pricing, "BYTES", 400_000)
    monkeypatch.setattr(pricing, "SAMPLE", 5)
    path = tmp_path / f"rows.{kind}"
    texts = [sentence(n) for n in range(20_000)]
    if kind == "parquet":
        pyarrow.parquet.write_table(pyarrow.table({"text": texts}), path)
    else:
        write_rows(path, texts)
    cost = price([str(path)], PLAIN)
    assert cost.articles == pytest.approx(20_000, rel=0.1)
    assert cost.sample == 5


def test_where_no_article_is_found_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text("{broken\n")
    with pytest.raises(DatelineError, match="no article in a sample of 1 record"):
        price([str(tmp_path / "rows.jsonl")], PLAIN)
