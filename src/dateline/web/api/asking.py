"""The filters as parameters of a request, the same for every address that takes them."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Depends, Query, Request

from dateline.publishing.report.summary import Counting
from dateline.web.desk import TheDesk
from dateline.web.query import Query as Asked
from dateline.web.sessions import COOKIE

_Many = Annotated[list[str], Query(max_length=50)]
_Day = Annotated[str | None, Query(description="ISO day, as in 2021-04-14.", max_length=10)]


async def asked(
    request: Request,
    desk: TheDesk,
    since: _Day = None,
    until: _Day = None,
    undated: Annotated[bool, Query(description="With since or until: events of open date too.")] = False,
    type: Annotated[list[str], Query(description="PLOVER types, as in ASSAULT.", max_length=50)] = [],  # noqa: B006
    mode: Annotated[list[str], Query(description="PLOVER modes.", max_length=50)] = [],  # noqa: B006
    country: Annotated[list[str], Query(description="ISO 3166 alpha-2; XZ at sea.", max_length=50)] = [],  # noqa: B006
    actor: Annotated[list[str], Query(description="Words of a party's name, on either side.", max_length=50)] = [],  # noqa: B006
    publisher: Annotated[list[str], Query(description="Who told of it.", max_length=50)] = [],  # noqa: B006
    place: Annotated[list[str], Query(description="Names of places.", max_length=50)] = [],  # noqa: B006
    status: _Many = [],  # noqa: B006
    certainty: _Many = [],  # noqa: B006
    kind: _Many = [],  # noqa: B006
    decided: Annotated[list[str], Query(description="What was decided, or undecided.", max_length=50)] = [],  # noqa: B006
    conflict: Annotated[bool, Query(description="Only events whose sources differ.")] = False,
    text: Annotated[str | None, Query(description="Words that an article about it holds.", max_length=500)] = None,
    box: Annotated[str | None, Query(description="west,south,east,north in degrees.", max_length=100)] = None,
) -> Asked:
    """What a request asks for. Raises InputError."""
    who = desk.visitor(request.cookies.get(COOKIE))
    return Asked.of(
        since=since,
        until=until,
        undated=undated,
        types=type,
        modes=mode,
        countries=country,
        actors=actor,
        publishers=publisher,
        places=place,
        statuses=status,
        certainties=certainty,
        kinds=kind,
        decided=decided,
        conflict=conflict,
        text=text,
        box=box,
        veiled=desk.settings.team and not (who and who.sees_persons),
    )


async def counting(
    count: Annotated[
        list[Literal["episodes", "crime"]],
        Query(max_length=10, description="What sums hold besides: whole episodes, ordinary crime."),
    ] = [],  # noqa: B006
) -> Counting:
    """By which rule a request's sums are made."""
    return Counting(episodes="episodes" in count, crime="crime" in count)


Wanted = Annotated[Asked, Depends(asked)]
By = Annotated[Counting, Depends(counting)]
