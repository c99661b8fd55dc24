"""Feeds and sitemaps as they come: bytes that may be anything."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.watching import listing as module
from dateline.watching.listing import key, listing
from dateline.watching.manners import retry_after

HOST = "https://wire.example/feed"
SITEMAP = (
    b'<?xml version="1.0"?><urlset><url><loc>https://wire.example/a</loc><lastmod>2026-02-01</lastmod></url></urlset>'
)


def test_a_packed_sitemap() -> None:
    (page,) = listing(gzip.compress(SITEMAP), HOST).pages
    assert (page.url, page.stamp) == ("https://wire.example/a", "2026-02-01")


def test_a_sitemap_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 1000)
    with pytest.raises(InputError, match="when unpacked"):
        listing(gzip.compress(SITEMAP + b" " * 10_000_000), HOST)


def test_no_entity_is_replaced_and_no_file_is_read() -> None:
    hostile = (
        b'<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b"<urlset><url><loc>https://wire.example/&x;</loc></url><url><loc>https://wire.example/b</loc></url></urlset>"
    )
    found = [page.url for page in listing(hostile, HOST).pages]
    assert found == ["https://wire.example/", "https://wire.example/b"]


def test_an_image_in_a_sitemap_is_no_page() -> None:
    data = SITEMAP.replace(b"</url>", b"<image><loc>https://wire.example/a.png</loc></image></url>")
    assert [page.url for page in listing(data, HOST).pages] == ["https://wire.example/a"]


def test_spellings_of_one_address() -> None:
    one = key("https://Wire.example:443/a?b=1&a=2&utm_source=rss#top")
    assert one == key("https://wire.example/a?a=2&b=1")
    assert one != key("https://wire.example/a?a=2")


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_crash(data: bytes) -> None:
    for start in (b"", b"<rss version='2.0'><channel><item>", b"<urlset ><url><loc>", b"\x1f\x8b\x08\x00"):
        assert "\n" not in outcome(start + data)


def outcome(data: bytes) -> str:
    try:
        listing(data, HOST)
        return ""
    except InputError as error:
        return str(error)


@given(st.text(max_size=60))
def test_no_link_crashes(link: str) -> None:
    assert isinstance(key(f"https://wire.example/{link}"), str)
    assert isinstance(key(link), str)


@given(st.one_of(st.none(), st.text(max_size=40), st.integers(0, 10**12).map(str)))
def test_a_pause_is_a_number_of_seconds_or_none(value: str | None) -> None:
    pause = retry_after(value, 1_770_000_000.0)
    assert pause is None or pause >= 0
