"""The application: routes, guards, and the ledger behind them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from anyio import to_thread
from fastapi import FastAPI

from dateline import __version__
from dateline.ledger import Ledger
from dateline.web import api, assets, pages, problems
from dateline.web.desk import Desk
from dateline.web.guarding import Guard
from dateline.web.settings import Settings

_AT_ONCE = 8  # requests; they share one interpreter, and more at once would only make all of them slower


def create_app(ledger_url: str | Path, settings: Settings | None = None) -> FastAPI:
    """The web application over a ledger, which is made where there is none. Raises LedgerError.

    It may be served by any ASGI server. Sessions and jobs live in the process: run one, not several.
    """
    desk = Desk(Ledger.open(ledger_url), settings or Settings())

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = _AT_ONCE
        desk.open()
        yield
        desk.close()

    # The documentation pages of FastAPI come from a CDN; /api is our own.
    app = FastAPI(
        title="Dateline",
        version=__version__,
        description="Events of a ledger, what stands behind them, and decisions on them.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.desk = desk
    problems.install(app)
    app.include_router(api.router)
    app.include_router(pages.router)
    app.include_router(assets.router)
    app.add_middleware(Guard, settings=desk.settings)
    return app
