"""A web server of our own: it serves, changes, redirects, stalls, lies and fails as a test says."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = tuple[int, dict[str, str], bytes]
STORY = (
    "<!doctype html><html lang='en'><head><meta charset='{charset}'><title>{title}</title></head><body><article>"
    "<h1>{title}</h1><p>{text}</p><p>The district chief said that roads to the town were closed until noon.</p>"
    "</article></body></html>"
)


class Site:
    """What each path answers, and what was asked: (path, request headers, time)."""

    def __init__(self) -> None:
        self.paths: dict[str, bytes | Answer | Callable[[], Answer]] = {}
        self.asked: list[tuple[str, dict[str, str], float]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, dict(self.headers), time.monotonic()))
                status, headers, body = site.answer(self.path, dict(self.headers))
                try:
                    self.send_response(status)
                    for name, value in headers.items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    return  # the other side has had enough

            def log_message(self, format: str, *args: object) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str, asked: dict[str, str]) -> Answer:
        known = self.paths.get(path)
        if known is None:
            return 404, {}, b""
        if isinstance(known, tuple):
            return known
        if callable(known):
            return known()
        etag = f'"{hashlib.sha256(known).hexdigest()[:12]}"'
        if asked.get("If-None-Match") == etag:
            return 304, {"ETag": etag}, b""
        kind = "text/html" if b"<html" in known else "application/xml" if b"<?xml" in known else "text/plain"
        return 200, {"ETag": etag, "Content-Type": kind}, known

    def times(self, path: str) -> int:
        """How often a path was asked."""
        return sum(asked == path for asked, _, _ in self.asked)

    # -------------------------------------------------------------- what it serves

    def story(self, path: str, title: str, text: str, *, charset: str = "utf-8", said: str | None = None) -> None:
        """A news page in one encoding, which may say that it is in another."""
        self.paths[path] = STORY.format(title=title, text=text, charset=said or charset).encode(charset)

    def rss(self, path: str, *links: str, stamps: dict[str, str] | None = None) -> None:
        """A feed of links in their order."""
        items = "".join(
            f"<item><title>x</title><link>{link}</link>"
            + (f"<pubDate>{stamps[link]}</pubDate>" if stamps and link in stamps else "")
            + "</item>"
            for link in links
        )
        head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Wire</title>'
        self.paths[path] = f"{head}{items}</channel></rss>".encode()

    def sitemap(self, path: str, *links: tuple[str, str], index: bool = False) -> None:
        """A sitemap, or an index of them: addresses and days."""
        outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
        rows = "".join(f"<{inner}><loc>{link}</loc><lastmod>{day}</lastmod></{inner}>" for link, day in links)
        space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        self.paths[path] = f'<?xml version="1.0"?><{outer} {space}>{rows}</{outer}>'.encode()
