"""Errors as the API tells them: problem details (RFC 9457) with one clear line."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from markupsafe import escape
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response

from dateline.errors import DatelineError, InputError, LedgerError, NotFound
from dateline.web.index import Unready

_TITLES = {
    400: "Cannot be used",
    401: "Sign in first",
    403: "Not allowed",
    404: "Not found",
    405: "Not offered here",
    409: "In the way",
    413: "Too large",
    421: "Wrong name",
    422: "Cannot be used",
    429: "Too many tries",
    500: "Failed",
    503: "Not now",
}


class Refused(Exception):
    """A request that is understood and not done."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail


class NotModified(Exception):
    """What is asked for is what the asker has."""


class TooLarge(Exception):
    """A request goes on beyond what is taken."""


def refusal(status: int, detail: str) -> Response:
    """The answer to a request that is not done."""
    body = {"type": "about:blank", "title": _TITLES.get(status, "Failed"), "status": status, "detail": detail}
    return JSONResponse(body, status, media_type="application/problem+json")


def _answer(request: Request, status: int, detail: str) -> Response:
    """The answer to a program; to a person who looks for a page, the same line on one."""
    if request.url.path.startswith("/api/") or "text/html" not in request.headers.get("accept", ""):
        return refusal(status, detail)
    title = escape(_TITLES.get(status, "Failed"))
    page = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="color-scheme" content="light dark">'
        f'<title>{title}</title><h1>{title}</h1><p>{escape(detail)}</p><p><a href="/">Dateline</a></p></html>'
    )
    return HTMLResponse(page, status)


def install(app: FastAPI) -> None:
    """Makes the application tell its errors so."""

    async def known(request: Request, error: Exception) -> Response:
        status = 404 if isinstance(error, NotFound) else 400 if isinstance(error, InputError) else 503
        return _answer(
            request, status if isinstance(error, NotFound | InputError | LedgerError) else 500, _plain(error)
        )

    async def unready(request: Request, error: Exception) -> Response:
        answer = _answer(request, 503, _plain(error))
        answer.headers["Retry-After"] = "1"
        answer.headers["Refresh"] = "1"  # a person's page opens by itself
        return answer

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, Refused)
        return _answer(request, error.status, error.detail)

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return _answer(request, error.status_code, str(error.detail))

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return _answer(request, 422, "; ".join(map(_complaint, error.errors()[:3])))

    async def large(_: Request, __: Exception) -> Response:
        return refusal(413, "the request is larger than is taken; send less at once")

    async def known_already(_: Request, __: Exception) -> Response:
        return Response(status_code=304)

    app.add_exception_handler(NotModified, known_already)
    app.add_exception_handler(DatelineError, known)
    app.add_exception_handler(Unready, unready)
    app.add_exception_handler(Refused, refused)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(TooLarge, large)


def _plain(error: Exception) -> str:
    """Its line, without the dashes that name an option of the command line."""
    return " ".join(str(error).split()).removeprefix("--")


def _complaint(error: dict[str, Any]) -> str:
    where = ".".join(str(part) for part in error["loc"][1:]) or str(error["loc"][0])
    return f"{where}: {error['msg']}"
