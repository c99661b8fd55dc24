"""Handing pages in."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool

from dateline.web.api import models
from dateline.web.desk import Asker, Decider, TheDesk
from dateline.web.jobs import Job
from dateline.web.problems import Refused

router = APIRouter(tags=["adding"])
_BODY: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"application/octet-stream": {"schema": {"type": "string"}}}}
}


@router.post("/pages", status_code=202, openapi_extra=_BODY)
async def add(
    request: Request,
    desk: TheDesk,
    who: Decider,
    name: Annotated[
        str, Query(max_length=200, description="The file's name; its ending says what it is.")
    ] = "pasted.txt",
    published: Annotated[dt.date | None, Query(description="Day of publication, of a page of one article.")] = None,
) -> models.JobOut:
    """Takes the bytes of one page in, to be read and coded; ask /jobs/ID how far it is."""
    data = await request.body()
    if not data.strip():
        raise Refused(400, f"{name}: is empty")
    day = published.isoformat() if published else None
    return _taken(await run_in_threadpool(desk.jobs.add, name, data, who.name, day))


@router.post("/addresses", status_code=202)
def add_address(desk: TheDesk, who: Decider, asked: models.AddressIn) -> models.JobOut:
    """Takes the address of a page in, to be fetched, read and coded. Only the public web is asked."""
    day = asked.published.isoformat() if asked.published else None
    return _taken(desk.jobs.add_address(asked.url.strip(), who.name, day))


@router.get("/jobs/{job_id}")
def job(desk: TheDesk, _: Asker, job_id: str) -> models.JobOut:
    """How far a page that was handed in has got, and what became of it."""
    found = desk.jobs.find(job_id)
    if found is None:
        raise Refused(404, f"{job_id}: is no job of this server since it was started")
    return _shown(found)


def _taken(job: Job | None) -> models.JobOut:
    if job is None:
        raise Refused(429, "many pages wait to be coded; hand in more when some are done")
    return _shown(job)


def _shown(job: Job) -> models.JobOut:
    return models.JobOut(
        id=job.id,
        name=job.name,
        stage=job.stage,
        articles=job.articles,
        coded=job.coded,
        added=[msgspec.to_builtins(each) for each in job.added],
        problems=list(job.problems),
    )
