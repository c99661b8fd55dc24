"""The HTTP API, `/api/v1`: what the pages do, for programs."""

from fastapi import APIRouter

from dateline.web.api import adding, deciding, exporting, looking

router = APIRouter(prefix="/api/v1")
for part in (looking, exporting, deciding, adding):
    router.include_router(part.router)

__all__ = ["router"]
