"""The HTTP API, `/api/v1`: what the pages do, for programs."""

from typing import Any

from fastapi import APIRouter

from dateline.web.api import acting, adding, deciding, exporting, looking, sampling

_PROBLEM: dict[str, Any] = {
    "description": "Not done, and why (RFC 9457).",
    "content": {
        "application/problem+json": {
            "schema": {
                "type": "object",
                "required": ["type", "title", "status", "detail"],
                "properties": {
                    "type": {"type": "string"},
                    "title": {"type": "string"},
                    "status": {"type": "integer"},
                    "detail": {"type": "string", "description": "One line: what happened, where, what to do."},
                },
            }
        }
    },
}
router = APIRouter(prefix="/api/v1", responses={"default": _PROBLEM, 422: _PROBLEM})
for part in (looking, acting, exporting, deciding, sampling, adding):
    router.include_router(part.router)

__all__ = ["router"]
