"""Parquet and GeoParquet, opened by DuckDB and geopandas."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import geopandas
import pyarrow.parquet as pq
import pytest

from dateline.publishing import parquet

from .sample import sample
from .writing import saved


def test_duckdb_reads_every_event(tmp_path: Path) -> None:
    path = saved(tmp_path / "events.parquet", sample(), "parquet")
    rows = duckdb.sql(f"SELECT id, date_start, killed_min, killed_max, len(actors) FROM '{path}'").fetchall()
    assert {row[0] for row in rows} == {event.id for event in sample().stored}
    killed = {row[0]: row[2:4] for row in rows}
    assert killed["ev-0004"] == (0, 0)
    assert killed["ev-0006"] == (None, None)
    assert killed["ev-0013"] == (3, None)


def test_geopandas_reads_the_geometries(tmp_path: Path) -> None:
    frame = geopandas.read_parquet(saved(tmp_path / "events.parquet", sample(), "geoparquet")).set_index("id")
    assert frame.crs.to_authority() == ("OGC", "CRS84")
    point = frame.loc["ev-0014"].geometry
    assert (point.x, point.y) == (37.16, 36.2)
    assert frame.loc["ev-0024"].geometry.geom_type == "MultiPoint"
    assert frame.loc["ev-0002"].geometry is None


def test_the_bounding_box_holds_every_place(tmp_path: Path) -> None:
    path = saved(tmp_path / "events.parquet", sample(), "geoparquet")
    geo = json.loads(pq.read_metadata(path).metadata[b"geo"])
    frame = geopandas.read_parquet(path)
    assert geo["version"] == "1.1.0"
    assert geo["columns"]["geometry"]["bbox"] == pytest.approx(list(frame.total_bounds))
    assert set(geo["columns"]["geometry"]["geometry_types"]) == set(frame.geometry.dropna().geom_type)


def test_blocks_make_one_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pq.read_table(saved(tmp_path / "whole.parquet", sample(), "geoparquet")).to_pylist()
    monkeypatch.setattr(parquet, "BLOCK", 3)
    assert pq.read_table(saved(tmp_path / "blocks.parquet", sample(), "geoparquet")).to_pylist() == whole


def test_the_file_says_where_it_comes_from(tmp_path: Path) -> None:
    metadata = pq.read_metadata(saved(tmp_path / "events.parquet", sample(), "parquet")).metadata
    assert json.loads(metadata[b"dateline"])["ledger"] == "7"
