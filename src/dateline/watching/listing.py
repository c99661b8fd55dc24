"""Feeds and sitemaps: bytes → the addresses that they list, in their order."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urldefrag, urljoin

import feedparser
from courlan import normalize_url
from lxml import etree

from dateline.errors import InputError
from dateline.model import Problem

LARGEST = 50_000_000  # bytes of a sitemap, unpacked: the protocol's own limit
_SITEMAP = re.compile(rb"<(?:\w+:)?(urlset|sitemapindex)[\s>]")
_GZIP = b"\x1f\x8b"


class Listed(NamedTuple):
    """One address of a list, and what the list says of when it last changed."""

    url: str
    stamp: str = ""  # as printed; another stamp means that the page has changed


class Listing(NamedTuple):
    """What a feed or sitemap lists."""

    pages: list[Listed]
    sitemaps: list[Listed]  # of an index of sitemaps


def listing(data: bytes, url: str, content_type: str = "") -> Listing:
    """What a feed or sitemap lists; addresses are taken from where it stands, each once, its last stamp kept.

    Raises InputError where it is neither.
    """
    data = _unpacked(data, url)
    kind = _SITEMAP.search(data[:4096])
    if kind:
        found = _sitemap(data, url)
        return Listing([], found) if kind[1] == b"sitemapindex" else Listing(found, [])
    return Listing(_feed(data, url, content_type), [])


def key(url: str) -> str:
    """What two spellings of one address have in common: case of the host, order of the query, no trackers, no fragment.

    By courlan, which knows the trackers.
    """
    try:
        return str(normalize_url(urldefrag(url).url))
    except ValueError:
        return urldefrag(url).url


# ------------------------------------------------------------------ feeds


def _feed(data: bytes, url: str, content_type: str) -> list[Listed]:
    # A stream, never the bytes themselves: feedparser takes a string for an address or a path, and opens it.
    headers = {"content-location": url, "content-type": content_type}
    found = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
    if not found.get("version"):
        raise _wrong(url, "is neither a feed nor a sitemap", "give the address of RSS, Atom or a sitemap")
    return _once(url, ((entry.get("link"), _stamp(entry)) for entry in found.entries))


def _stamp(entry: Any) -> str:
    # Asked for by `in`: `get` would give one for the other, with a warning.
    return next((str(entry[name]) for name in ("updated", "published") if name in entry), "")


def _once(base: str, links: Any) -> list[Listed]:
    found: dict[str, Listed] = {}
    for link, stamp in links:
        address = urldefrag(urljoin(base, (link or "").strip())).url if link else ""
        if address.lower().startswith(("http://", "https://")):
            at = key(address)
            found[at] = Listed(found[at].url if at in found else address, " ".join(stamp.split()))
    return list(found.values())


# ------------------------------------------------------------------ sitemaps


def _sitemap(data: bytes, url: str) -> list[Listed]:
    """The addresses of a sitemap, the last changed first; those without a day stand where they stand, at the end."""
    try:
        found = _once(url, _locations(data))
    except etree.XMLSyntaxError as error:
        said = re.sub(r", line \d+, column.*", "", " ".join(str(error).split()))[:120]
        raise _wrong(url, f"is a broken sitemap: {said}", "its host has to mend it") from None
    return sorted(found, key=lambda each: each.stamp, reverse=True)


def _locations(data: bytes) -> Iterator[tuple[str, str]]:
    """Each `loc` with its `lastmod`. No entity is replaced and nothing else is read from anywhere."""
    tree = etree.iterparse(io.BytesIO(data), events=("end",), resolve_entities=False, no_network=True, load_dtd=False)
    location, day = "", ""
    for _, element in tree:
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if name == "loc" and etree.QName(element.getparent()).localname in ("url", "sitemap"):
            location = element.text or ""
        elif name == "lastmod":
            day = element.text or ""
        elif name in ("url", "sitemap"):
            yield location, day
            location, day = "", ""
            element.clear()


def _unpacked(data: bytes, url: str) -> bytes:
    if not data.startswith(_GZIP):
        return data
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        unpacked = unpacking.decompress(data, LARGEST)
    except zlib.error:
        raise _wrong(url, "is packed, and cannot be unpacked", "its host has to mend it") from None
    if unpacking.unconsumed_tail:
        raise _wrong(url, f"is larger than {LARGEST // 1_000_000} MB when unpacked", "give one of its parts")
    return unpacked


def _wrong(url: str, reason: str, hint: str) -> InputError:
    return InputError(Problem(source=url[:300], reason=reason, hint=hint))
