"""One address asked, redirects followed, of hosts that may be asked.

A host is resolved once, each of its addresses has to be a public one, and the connection goes to just that address: a
name that changes its mind between look and connection changes nothing. Redirects are followed by the same rule. Bodies
are asked for and taken uncompressed.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit, urlunsplit

from dateline import __version__
from dateline.errors import InputError
from dateline.model import Problem

AGENT = f"Dateline/{__version__}"
LARGEST = 5_000_000  # bytes of a page
SECONDS = 20.0  # for all of it, redirects included
_REDIRECTS = 5
_PIECE = 64 * 1024
_PORTS = {"http": 80, "https": 443}
_UNICAST, _NAT64 = ipaddress.IPv6Network("2000::/3"), ipaddress.IPv6Network("64:ff9b::/96")

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

Resolve = Callable[[str, int], Sequence[str]]
Connect = Callable[[str, int, float], socket.socket]


class Answer(NamedTuple):
    """What a host says of an address. Only an answer of 200 has a body."""

    url: str  # after redirects
    status: int
    reason: str
    kind: str  # media type, without parameters
    headers: Mapping[str, str]  # names in lower case
    data: bytes


class Asking(NamedTuple):
    """How to ask: what every part of it needs to know."""

    headers: Mapping[str, str]
    inside: Collection[str]  # hosts, "name:port", that need not be public
    kinds: Collection[str] | None  # media types whose body is taken; None: any
    largest: int
    before: Callable[[str], None] | None
    resolve: Resolve
    connect: Connect


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host."""
    return list(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def connect(address: str, port: int, seconds: float) -> socket.socket:
    """A connection to an address."""
    return socket.create_connection((address, port), timeout=seconds)


def ask(
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    inside: Collection[str] = (),
    kinds: Collection[str] | None = None,
    largest: int = LARGEST,
    seconds: float = SECONDS,
    before: Callable[[str], None] | None = None,
    resolve: Resolve = resolve,
    connect: Connect = connect,
) -> Answer:
    """What the host of an address says, after at most five redirects.

    `before` is called with each address before it is asked, and may wait, or refuse by raising InputError; its time
    does not count. Raises InputError, in one line, where there is no answer, where it is of none of `kinds`, and where
    it is larger than `largest` bytes.
    """
    how = Asking(
        {"User-Agent": AGENT, "Accept-Encoding": "identity", **(headers or {})},
        inside, kinds, largest, before, resolve, connect,
    )  # fmt: skip
    ends, asked = time.monotonic() + seconds, url
    try:
        for _ in range(_REDIRECTS + 1):
            _parts(asked, inside)  # before anybody waits for its turn
            waited = time.monotonic()
            if before:
                before(asked)
            ends += time.monotonic() - waited
            found = _ask(asked, how, ends)
            if isinstance(found, Answer):
                return found
            asked = urljoin(asked, found)
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        said = " ".join(str(error).split())[:200] or type(error).__name__
        raise wrong(url, f"cannot be fetched: {said}", "save the page and hand the file in") from error
    raise wrong(url, f"redirects more than {_REDIRECTS} times", "give the address it leads to")


def place_of(url: str) -> str:
    """The "name:port" of an address's host. Raises InputError where it is none of the web."""
    _, host, port, _ = _parts(url, None)
    return f"{host}:{port}"


def wrong(url: str, reason: str, hint: str) -> InputError:
    """That an address cannot or must not be had."""
    return InputError(Problem(source=url[:300], reason=reason, hint=hint))


def _ask(url: str, how: Asking, ends: float) -> Answer | str:
    """The answer, or the address that it redirects to."""
    scheme, host, port, target = _parts(url, how.inside)
    addresses = how.resolve(host, port)
    address = addresses[0] if f"{host}:{port}" in how.inside and addresses else _public(url, host, addresses)
    connection = http.client.HTTPConnection(host, port)
    connection.sock = how.connect(address, port, _left(ends))
    try:
        if scheme == "https":
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(connection.sock, server_hostname=host, do_handshake_on_connect=False)
        with _ended(connection.sock, ends):
            if isinstance(connection.sock, ssl.SSLSocket):
                connection.sock.do_handshake()
            connection.request("GET", target, headers=dict(how.headers))
            answer = connection.getresponse()
            moved = answer.getheader("Location")
            if answer.status in (301, 302, 303, 307, 308) and moved:
                return moved
            return _answer(url, answer, how, ends)
    finally:
        connection.close()


@contextlib.contextmanager
def _ended(sock: socket.socket, ends: float) -> Iterator[None]:
    """Ends a connection when its time is over: a time limit of its own would begin anew with every byte that drips."""
    over = threading.Event()

    def end() -> None:
        over.set()
        with contextlib.suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(_left(ends), end)
    timer.daemon = True
    sock.settimeout(_left(ends))
    timer.start()
    try:
        yield
    except (OSError, http.client.HTTPException) as error:
        if not over.is_set() and not isinstance(error, TimeoutError):
            raise
        over.set()
    finally:
        timer.cancel()
    if over.is_set():  # what came looks whole, because the connection was ended here
        raise TimeoutError("takes too long")


def _parts(url: str, inside: Collection[str] | None) -> tuple[str, str, int, str]:
    """Scheme, host, port and what to ask the host for. `inside`: hosts whose port is free; None: any."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise wrong(url, "is no address", "write it as https://example.org/page") from None
    if parts.scheme not in _PORTS or not host:
        raise wrong(url, "is no address of the web", "it begins with http:// or https://")
    if parts.username is not None or parts.password is not None:
        raise wrong(url, "holds a name or password", "leave them out")
    if port not in (None, 80, 443) and inside is not None and f"{host}:{port}" not in inside:
        raise wrong(url, "names a port that is none of the web's", "only 80 and 443 are asked")
    target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    if not target.isascii() or not target.isprintable() or " " in target:
        raise wrong(url, "holds letters that an address cannot", "copy it from a browser's address bar")
    return parts.scheme, host, port or _PORTS[parts.scheme], target


def _public(url: str, host: str, addresses: Sequence[str]) -> str:
    """The first address, where all of them are public: no loopback, no private network, no link-local service."""
    for address in addresses:
        if not _is_public(ipaddress.ip_address(address.partition("%")[0])):
            raise wrong(url, f"{host} is no public host", "save the page and hand the file in")
    if not addresses:
        raise wrong(url, f"{host} has no address", "check its spelling")
    return addresses[0]


def _is_public(address: _Address) -> bool:
    inner = _inner(address)
    routed = isinstance(address, ipaddress.IPv4Address) or address in _UNICAST or address in _NAT64
    return routed and all(each.is_global and not each.is_multicast for each in (address, inner))


def _inner(address: _Address) -> _Address:
    """The IPv4 address that an IPv6 address leads to, by mapping, 6to4 or NAT64; else itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _answer(url: str, answer: http.client.HTTPResponse, how: Asking, ends: float) -> Answer:
    kind = answer.headers.get_content_type()
    data = b""
    if answer.status == 200:
        if how.kinds is not None and kind not in how.kinds:
            raise wrong(url, f"is no page but {kind}", "pages are HTML or plain text")
        if answer.getheader("Content-Encoding", "identity") not in ("identity", ""):
            raise wrong(url, "comes compressed, which was not asked for", "save the page and hand the file in")
        data = _body(url, answer, how.largest, ends)
    headers = {name.lower(): value for name, value in answer.getheaders()}
    return Answer(url, answer.status, answer.reason, kind, headers, data)


def _body(url: str, answer: http.client.HTTPResponse, largest: int, ends: float) -> bytes:
    data = bytearray()
    while _left(ends):
        piece = answer.read1(_PIECE)
        if not piece:
            if answer.length:  # fewer bytes than it said
                raise http.client.IncompleteRead(bytes(data), answer.length)
            return bytes(data)
        data += piece
        if len(data) > largest:
            raise wrong(url, f"is larger than {largest / 1e6:g} MB", "save the page and hand the file in")
    raise AssertionError  # running out of time raises


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError("takes too long")
    return left
