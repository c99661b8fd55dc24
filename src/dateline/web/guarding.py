"""What stands before every request: which hosts and origins may ask, how much, and what browsers may do."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.web.problems import TooLarge, refusal
from dateline.web.settings import LOOPBACK, Settings

SAFE = ("GET", "HEAD", "OPTIONS")
_EVERYWHERE = ("0.0.0.0", "::", "")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",  # for browsers that do not know frame-ancestors
    # Nothing for others; with "no-referrer" browsers would hide from us, too, where a form was sent from.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Guard:
    """ASGI middleware. A request under a strange name is refused: a name that leads to loopback is an attack on it."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuses, or passes on and marks the answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        reason = self._reason(scope["method"], Headers(scope=scope))
        inner: ASGIApp = self._app if reason is None else refusal(*reason)
        await inner(scope, _limited(receive, self._settings.largest_upload), self._marking(scope, send))

    def _marking(self, scope: Scope, send: Send) -> Send:
        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                tag = scope.get("state", {}).get("etag")
                if tag and message["status"] in (200, 304):
                    headers["ETag"], headers["Vary"] = tag, "Cookie"
                    headers["Cache-Control"] = "private, no-cache"
                headers.setdefault("Cache-Control", "no-store")
                if self._settings.tls:
                    headers["Strict-Transport-Security"] = "max-age=31536000"
            await send(message)

        return marked

    def _reason(self, method: str, headers: Headers) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if not self._is_ours(_name(host)):
            return 421, f"{host[:100] or 'no host'}: this server does not go by that name"
        if method in SAFE:
            return None
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._settings.largest_upload:
            return 413, f"the request is larger than {self._settings.largest_upload:,} bytes; send less at once"
        origin = headers.get("origin")
        if (origin is not None and urlsplit(origin).netloc != host) or headers.get(
            "sec-fetch-site", "same-origin"
        ) not in (
            "same-origin",
            "none",
        ):
            return 403, "the request comes from another site"
        return None

    def _is_ours(self, name: str) -> bool:
        if self._settings.host in _EVERYWHERE:
            return bool(name)  # where users sign in, cookies keep to the name they were set under
        return name in LOOPBACK or name == self._settings.host


def _name(host: str) -> str:
    """A host without its port."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _limited(receive: Receive, most: int) -> Receive:
    seen = 0

    async def limited() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise TooLarge
        return message

    return limited
