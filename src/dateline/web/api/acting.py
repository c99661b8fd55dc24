"""Actors: who they are, what they did, with and against whom; and names that are to become entries of the registry."""

from __future__ import annotations

import math
from typing import Annotated

from fastapi import APIRouter, Path, Query

from dateline.errors import InputError
from dateline.grounding import Registry, confirming
from dateline.grounding.names import normalise
from dateline.model import Actor, Problem
from dateline.web import charting, relating, showing
from dateline.web.api import models
from dateline.web.cast import Member, cast, item
from dateline.web.desk import Asker, Decider, Reviewer, TheDesk
from dateline.web.index import articles_of
from dateline.web.problems import Refused

router = APIRouter(tags=["actors"])
_LATEST = 12


@router.get("/actors")
def actors(
    desk: TheDesk,
    who: Asker,
    text: Annotated[str, Query(max_length=200, description="Words with which words of a name begin.")] = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> models.Actors:
    """The actors of all events, those of most events first."""
    found = cast(desk.index).found(text, desk.withheld(persons=who.sees_persons))
    some = found[(page - 1) * limit : page * limit]
    pages = max(1, math.ceil(len(found) / limit))
    return models.Actors(total=len(found), page=page, pages=pages, items=[_item(each) for each in some])


@router.get("/actors/proposed")
def proposed(
    desk: TheDesk, _: Reviewer, least: Annotated[int, Query(ge=1, le=1000, description="Events at least.")] = 2
) -> models.Proposals:
    """Names of parties that recur and that no entry of the registry has; for reviewers."""
    people = cast(desk.index)
    with desk.book.skimmed() as skim:
        found = people.proposed(least, lambda ids: articles_of(skim, ids))
    registry = Registry.load()
    items = [
        models.Proposal(
            key=f"name:{normalise(each.name) or each.name}",
            name=each.name,
            events=len(each.events),
            articles=len(each.articles),
            country=max(each.countries, key=lambda code: each.countries[code], default=None),
            sector=max(each.sectors, key=lambda sector: each.sectors[sector], default=None),
            examples=list(each.events)[:3],
            near=registry.near(each.name)[:3],
        )
        for each in found[:100]
    ]
    return models.Proposals(total=len(found), items=items)


@router.post("/actors", status_code=201)
def confirm(_: Decider, asked: models.ActorIn) -> models.ActorOut:
    """Makes a name an entry of the user's own registry, or with `same_as` another name of an entry."""
    if asked.same_as is not None:
        made = confirming.merge(asked.name, _entry(asked.same_as).id)
    else:
        country, sector = (asked.country or "").upper() or None, (asked.sector or "").upper() or None
        kind = asked.kind or ""
        made = confirming.confirm(asked.name, kind, aliases=asked.aliases, country=country, sector=sector)
    return models.ActorOut(id=made.id, name=made.name, aliases=list(made.aliases))


@router.get("/actors/{key:path}")
def actor(desk: TheDesk, who: Asker, key: Annotated[str, Path(max_length=300)]) -> models.ActorDetail:
    """One actor. Private persons are none, and have no page."""
    people, withheld = cast(desk.index), desk.withheld(persons=who.sees_persons)
    member = people.find(key)
    if member is None or not member.actor or not member.seen(withheld):
        raise Refused(404, f"{key[:100]}: no event names such an actor")
    ties = people.relations(member, withheld)
    return models.ActorDetail(
        actor=_item(member),
        aliases=list(member.entry.aliases) if member.entry else [],
        told=[name for name, _ in member.names.most_common(12) if not withheld(name)],
        timeline=models.Timeline(**charting.timeline(member.rows)),
        ties=[models.Tie(**tie) for tie in ties],
        graph=relating.graph(member.name, ties),
        latest=[showing.labelled(row, withheld) for row in member.rows.ordered("-date")[:_LATEST]],
    )


def _item(member: Member) -> models.ActorItem:
    return models.ActorItem(**item(member))


def _entry(name: str) -> Actor:
    registry = Registry.load()
    found = registry.get(name) or registry.find(name)
    if found is None or registry.get(found.id) is None:
        near = ", ".join(registry.near(name))
        hint = f"near it: {near}" if near else "give a name or an id of the registry"
        raise InputError(Problem(source=name[:100], reason="the registry has no such entry", hint=hint))
    return found
