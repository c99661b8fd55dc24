"""Fetching the addresses that users give, from servers of our own; nothing but the check of addresses is set aside."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dateline.errors import InputError
from dateline.fetching import Fetched, ask, fetch
from dateline.fetching.asking import LARGEST

PUBLIC = "93.184.215.14"


class Site(BaseHTTPRequestHandler):
    """Answers by the path."""

    def do_GET(self) -> None:
        kind, body = "text/html; charset=utf-8", b"<p>hello</p>"
        if self.path.startswith("/to?"):
            self.send_response(302)
            self.send_header("Location", self.path[4:])
            self.end_headers()
            return
        if self.path == "/slow":
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            for _ in range(50):
                try:
                    self.wfile.write(b"x")
                except OSError:
                    return
                time.sleep(0.1)
            return
        self.send_response(404 if self.path == "/none" else 200)
        self.send_header("Content-Type", "image/png" if self.path == "/picture" else kind)
        if self.path == "/short":
            self.send_header("Content-Length", "100")
        if self.path == "/packed":
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(b"x" * (LARGEST + 1) if self.path == "/large" else body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()


def got(port: int, url: str, addresses: dict[str, list[str]] | None = None, seconds: float = 20.0) -> Fetched:
    """The page, from a host that is taken for a public one; connections go to our own server."""
    asked: list[str] = []

    def resolve(host: str, _: int) -> list[str]:
        return (addresses or {}).get(host, [PUBLIC] if host == "news.example" else [host])

    def connect(address: str, _: int, left: float) -> socket.socket:
        asked.append(address)
        assert address == PUBLIC  # never anywhere else
        return socket.create_connection(("127.0.0.1", port), timeout=left)

    return fetch(url, resolve=resolve, connect=connect, seconds=seconds)


def test_a_page_comes_with_the_address_it_was_found_at(port: int) -> None:
    assert got(port, "http://news.example/a?b=c") == Fetched("http://news.example/a?b=c", "page.html", b"<p>hello</p>")
    assert got(port, "http://news.example/to?/story").url == "http://news.example/story"


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1"),
        *(
            "::1",
            "fe80::1%eth0",
            "fd00::1",
            "::ffff:127.0.0.1",
            "2002:7f00:1::",
            "64:ff9b::a01:203",
            "64:ff9b:1::1",
            "fec0::1",
            "::a01:203",
            "224.0.0.1",
            "255.255.255.255",
        ),
    ],
)
def test_what_is_not_public_is_never_asked(port: int, address: str) -> None:
    for addresses in ([address], [PUBLIC, address]):
        with pytest.raises(InputError, match="is no public host"):
            got(port, "http://inner.example/", {"inner.example": addresses})
    with pytest.raises(InputError, match="is no public host"):  # nor where a public page leads there
        got(port, "http://news.example/to?http://inner.example/", {"inner.example": [address]})


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("file:///etc/passwd", "is no address of the web"),
        ("ftp://news.example/", "is no address of the web"),
        ("gopher://news.example/", "is no address of the web"),
        ("http://", "is no address of the web"),
        ("http://[::1/", "is no address"),
        ("http://127.0.0.1/", "is no public host"),
        ("http://news.example:22/", "names a port"),
        ("http://ann:secret@news.example/", "holds a name or password"),
        ("http://news.example/a b", "letters that an address cannot"),
        ("http://news.example/\r\nHost:x", "404|letters|hello"),
        ("http://news.example/to?file:///etc/passwd", "is no address of the web"),
        ("http://news.example/to?/to?/to?/to?/to?/to?/to?/end", "redirects more than"),
        ("http://news.example/none", "answers 404"),
        ("http://news.example/picture", "is no page but image/png"),
        ("http://news.example/packed", "comes compressed"),
        ("http://news.example/large", "is larger than 5 MB"),
    ],
)
def test_what_cannot_be_had_is_said(port: int, url: str, says: str) -> None:
    if "\r" in url:
        assert got(port, url).data == b"<p>hello</p>"  # line breaks are dropped, as browsers do: no header is smuggled
        return
    with pytest.raises(InputError, match=says) as error:
        got(port, url)
    assert "\n" not in str(error.value)


def test_a_bound_of_less_than_a_megabyte_is_said_as_it_is(port: int) -> None:
    with pytest.raises(InputError, match=r"is larger than 0\.512 MB"):
        ask(
            "http://news.example/large",
            largest=512_000,
            resolve=lambda host, _: [PUBLIC],
            connect=lambda _, __, left: socket.create_connection(("127.0.0.1", port), timeout=left),
        )


def test_a_server_that_drips_is_left(port: int) -> None:
    with pytest.raises(InputError, match="cannot be fetched"):
        got(port, "http://news.example/slow", seconds=0.5)


def test_a_server_that_drips_its_headers_is_left() -> None:
    """Each byte comes in time; all of them would not."""
    listener = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        with listener.accept()[0] as peer:
            for byte in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 1000:
                try:
                    peer.sendall(bytes([byte]))
                except OSError:
                    return
                time.sleep(0.05)

    threading.Thread(target=drip, daemon=True).start()
    started = time.monotonic()
    with pytest.raises(InputError, match="takes too long"):
        got(listener.getsockname()[1], "http://news.example/", seconds=0.5)
    assert time.monotonic() - started < 5


def test_a_page_that_breaks_off_is_no_page(port: int) -> None:
    with pytest.raises(InputError, match="cannot be fetched: IncompleteRead"):
        got(port, "http://news.example/short")
