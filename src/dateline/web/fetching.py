"""Pages from addresses that users give: of the public web only, of bounded size, in bounded time.

Whoever gives an address makes this server ask for it. So a host is resolved once, each of its addresses has to be a
public one, and the connection goes to just that address: a name that changes its mind between look and connection
changes nothing. Redirects are followed by the same rule. Bodies are asked for and taken uncompressed.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit, urlunsplit

from dateline import __version__
from dateline.errors import InputError
from dateline.model import Problem

LARGEST = 5_000_000  # bytes of a page
SECONDS = 20.0  # for all of it, redirects included
_REDIRECTS = 5
_PIECE = 64 * 1024
_PORTS = {"http": 80, "https": 443}
_KINDS = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt"}

Resolve = Callable[[str, int], Sequence[str]]
Connect = Callable[[str, int, float], socket.socket]


class Fetched(NamedTuple):
    """A page as it came."""

    url: str  # after redirects
    name: str  # as of a file, for its ending
    data: bytes


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host."""
    return list(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def connect(address: str, port: int, seconds: float) -> socket.socket:
    """A connection to an address."""
    return socket.create_connection((address, port), timeout=seconds)


def fetch(url: str, *, resolve: Resolve = resolve, connect: Connect = connect, seconds: float = SECONDS) -> Fetched:
    """The page of an address. Raises InputError, in one line, where it cannot or must not be had."""
    ends, asked = time.monotonic() + seconds, url
    try:
        for _ in range(_REDIRECTS + 1):
            found = _ask(asked, resolve, connect, ends)
            if isinstance(found, Fetched):
                return found
            asked = urljoin(asked, found)
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        said = " ".join(str(error).split())[:200] or type(error).__name__
        raise _wrong(url, f"cannot be fetched: {said}", "save the page and hand the file in") from error
    raise _wrong(url, f"redirects more than {_REDIRECTS} times", "give the address it leads to")


def _ask(url: str, resolve: Resolve, connect: Connect, ends: float) -> Fetched | str:
    """The page, or the address that it redirects to."""
    scheme, host, port, target = _parts(url)
    address = _public(url, host, resolve(host, port))
    connection = http.client.HTTPConnection(host, port)
    connection.sock = connect(address, port, _left(ends))
    try:
        if scheme == "https":
            connection.sock = ssl.create_default_context().wrap_socket(connection.sock, server_hostname=host)
        headers = {"User-Agent": f"Dateline/{__version__}", "Accept": ", ".join(_KINDS), "Accept-Encoding": "identity"}
        connection.request("GET", target, headers=headers)
        connection.sock.settimeout(_left(ends))
        answer = connection.getresponse()
        moved = answer.getheader("Location")
        if answer.status in (301, 302, 303, 307, 308) and moved:
            return moved
        if answer.status != 200:
            raise _wrong(url, f"answers {answer.status} {answer.reason}", "open it in a browser to see why")
        return Fetched(url, "page" + _ending(url, answer), _body(url, answer, ends))
    finally:
        connection.close()


def _parts(url: str) -> tuple[str, str, int, str]:
    """Scheme, host, port and what to ask the host for."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise _wrong(url, "is no address", "write it as https://example.org/page") from None
    if parts.scheme not in _PORTS or not host:
        raise _wrong(url, "is no address of the web", "it begins with http:// or https://")
    if parts.username is not None or parts.password is not None:
        raise _wrong(url, "holds a name or password", "leave them out")
    if port not in (None, 80, 443):
        raise _wrong(url, "names a port that is none of the web's", "only 80 and 443 are asked")
    target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    if not target.isascii() or not target.isprintable() or " " in target:
        raise _wrong(url, "holds letters that an address cannot", "copy it from a browser's address bar")
    return parts.scheme, host, port or _PORTS[parts.scheme], target


def _public(url: str, host: str, addresses: Sequence[str]) -> str:
    """The first address, where all of them are public: no loopback, no private network, no link-local service."""
    for address in addresses:
        known = ipaddress.ip_address(address.partition("%")[0])
        inner = getattr(known, "ipv4_mapped", None) or getattr(known, "sixtofour", None) or known
        if not (known.is_global and inner.is_global) or known.is_multicast or inner.is_multicast:
            raise _wrong(url, f"{host} is no public host", "save the page and hand the file in")
    if not addresses:
        raise _wrong(url, f"{host} has no address", "check its spelling")
    return addresses[0]


def _ending(url: str, answer: http.client.HTTPResponse) -> str:
    kind = answer.headers.get_content_type()
    if kind not in _KINDS:
        raise _wrong(url, f"is no page but {kind}", "pages are HTML or plain text")
    if answer.getheader("Content-Encoding", "identity") not in ("identity", ""):
        raise _wrong(url, "comes compressed, which was not asked for", "save the page and hand the file in")
    return _KINDS[kind]


def _body(url: str, answer: http.client.HTTPResponse, ends: float) -> bytes:
    data = bytearray()
    while _left(ends):
        piece = answer.read1(_PIECE)
        if not piece:
            return bytes(data)
        data += piece
        if len(data) > LARGEST:
            raise _wrong(url, f"is larger than {LARGEST // 1_000_000} MB", "save the page and hand the file in")
    raise AssertionError  # running out of time raises


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError("takes too long")
    return left


def _wrong(url: str, reason: str, hint: str) -> InputError:
    return InputError(Problem(source=url[:300], reason=reason, hint=hint))
