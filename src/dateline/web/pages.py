"""The pages: skeletons with words and addresses, filled by their scripts from the API."""

from __future__ import annotations

from functools import cache
from typing import Any, get_args
from urllib.parse import parse_qs, quote, urlencode

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from dateline.grounding import confirming
from dateline.model import Certainty, Status
from dateline.ontology import Ontology
from dateline.publishing.report.charts import map_spec
from dateline.publishing.report.english import COUNTS, FAMILIES, FIELDS
from dateline.publishing.report.english import STRINGS as REPORT_STRINGS
from dateline.publishing.report.shell import embedded
from dateline.publishing.report.summary import label
from dateline.web import assets, facets, sums
from dateline.web.api.asking import By, Wanted
from dateline.web.desk import Desk, TheDesk, check_token
from dateline.web.english import FORMATS, SECTORS, STRINGS, VERBS
from dateline.web.problems import Refused
from dateline.web.saved import as_text
from dateline.web.sessions import COOKIE, SIGN_IN_COOKIE, Visitor

router = APIRouter(include_in_schema=False)
_ALL_STRINGS = REPORT_STRINGS | STRINGS
# Under which entry of the navigation a page stands.
_UNDER = {"actor": "actors", "samples": "review", "sample": "review"}
_LONGEST_FORM = 10_000  # bytes


@router.get("/")
def overview(request: Request, desk: TheDesk) -> Response:
    """Map, timeline, table and facets."""
    return _page(request, desk, "overview", map=None if desk.index.empty() else _map_spec())


@router.get("/event/{event_id}")
def event(request: Request, desk: TheDesk, event_id: str) -> Response:
    """One event."""
    return _page(request, desk, "event", event_id=event_id, choices=_choices())


@router.get("/article/{article_id}")
def article(request: Request, desk: TheDesk, article_id: str) -> Response:
    """One article."""
    return _page(request, desk, "article", article_id=article_id)


@router.get("/actors")
def actors(request: Request, desk: TheDesk) -> Response:
    """Who acts and suffers in the events."""
    return _page(request, desk, "actors", choices={"kind": list(confirming.KINDS), "sector": sorted(SECTORS)})


@router.get("/actor/{key:path}")
def actor(request: Request, desk: TheDesk, key: str) -> Response:
    """One actor."""
    return _page(request, desk, "actor", key=key)


@router.get("/page/{page_id}")
def saved_page(request: Request, desk: TheDesk, page_id: str) -> Response:
    """The page that an article came from, as it was saved: as plain text, so that nothing in it can run."""
    who = desk.visitor(request.cookies.get(COOKIE))
    if who is None and desk.settings.team:
        return RedirectResponse(f"/sign-in?next={quote(request.url.path)}", 303)
    if who is not None and not who.sees_persons:
        raise Refused(403, "a saved page may name private persons; it is shown to reviewers only")
    page = desk.book.page(page_id)
    data = desk.saved.find(page)
    if data is None:
        raise Refused(404, f"{page.source}: is not there any more as it was read")
    return PlainTextResponse(as_text(page, data), headers={"Content-Disposition": "inline"})


@router.get("/review")
def review(request: Request, desk: TheDesk) -> Response:
    """The queue."""
    return _page(request, desk, "review")


@router.get("/samples")
def samples(request: Request, desk: TheDesk) -> Response:
    """Samples that are coded twice."""
    asked = [(name, value) for name, value in request.query_params.multi_items() if value]
    return _page(request, desk, "samples", chips=[facets.said(name, value) for name, value in asked])


@router.get("/sample/{sample_id}")
def sample(request: Request, desk: TheDesk, sample_id: str) -> Response:
    """One of them."""
    return _page(request, desk, "sample", sample_id=sample_id)


@router.get("/decisions")
def decisions(request: Request, desk: TheDesk) -> Response:
    """What was decided."""
    return _page(request, desk, "decisions")


@router.get("/report")
def report(request: Request, desk: TheDesk, wanted: Wanted, by: By) -> Response:
    """The report and the exports of the current filter."""
    summary = sums.summary(desk.index.passing(wanted), by)
    asked = [(name, value) for name, value in request.query_params.multi_items() if name != "title" and value]
    narrowed = [(name, value) for name, value in asked if name != "count"]
    return _page(
        request,
        desk,
        "report",
        summary=summary,
        label=label,
        asked=narrowed,
        chips=[facets.said(name, value) for name, value in narrowed],
        counted=[value for name, value in asked if name == "count"],
        query=urlencode(asked),
        formats=FORMATS,
    )


@router.get("/add")
def add(request: Request, desk: TheDesk) -> Response:
    """Hand pages in."""
    return _page(request, desk, "add")


@router.get("/api")
def api(request: Request, desk: TheDesk) -> Response:
    """What the API offers."""
    described = request.app.openapi()
    offers = [
        {
            "path": path,
            "method": method.upper(),
            "summary": offer.get("description", ""),
            "takes": offer.get("parameters", []),
        }
        for path, methods in described["paths"].items()
        for method, offer in methods.items()
    ]
    return _page(request, desk, "api", offers=offers)


# ------------------------------------------------------------------ sign-in


@router.get("/sign-in")
def sign_in(request: Request, desk: TheDesk, next: str = "/") -> Response:
    """The form."""
    if not desk.settings.team:
        return RedirectResponse("/", 303)
    return _form(desk, _inside(next), None, 200)


@router.post("/sign-in")
async def signed_in(request: Request, desk: TheDesk) -> Response:
    """Opens a session for a name and its password."""
    body = await request.body()
    if len(body) > _LONGEST_FORM:
        raise Refused(413, "the form is too large")
    told = {name: values[-1] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
    return await run_in_threadpool(_signed_in, request, desk, told)


def _signed_in(request: Request, desk: Desk, told: dict[str, str]) -> Response:
    name, next = told.get("name", "").strip(), _inside(told.get("next", "/"))
    keys = (f"name {name}", f"address {request.client.host if request.client else ''}")
    if not desk.settings.team:
        raise Refused(404, "nobody signs in here")
    if not desk.form.fits(request.cookies.get(SIGN_IN_COOKIE), told.get("token", "")):
        return _form(desk, next, STRINGS["sign_in_stale"], 403)
    if not desk.tries.allowed(*keys):
        return _form(desk, next, STRINGS["sign_in_slow"], 429)
    user = desk.users.signed_in(name, told.get("password", ""))
    if user is None:
        desk.tries.failed(*keys)
        return _form(desk, next, STRINGS["sign_in_wrong"], 403)
    desk.sessions.close(request.cookies.get(COOKIE))
    token, _ = desk.sessions.open(user.name, user.role, signed_in=True)
    response = RedirectResponse(next, 303)
    desk.set_cookie(response, COOKIE, token)
    response.delete_cookie(SIGN_IN_COOKIE)
    return response


@router.post("/sign-out")
def sign_out(request: Request, desk: TheDesk) -> Response:
    """Ends the session."""
    token = request.cookies.get(COOKIE)
    who = desk.visitor(token)
    if who is not None:
        check_token(request, who)
        desk.sessions.close(token)
    response = Response(status_code=204)
    response.delete_cookie(COOKIE)
    return response


def _form(desk: Desk, next: str, complaint: str | None, status: int) -> Response:
    cookie, token = desk.form.fresh()
    context = {"next": next, "token": token, "complaint": complaint, "known": bool(desk.users.all())}
    response = HTMLResponse(_render("sign-in", None, context), status)
    desk.set_cookie(response, SIGN_IN_COOKIE, cookie)
    return response


def _inside(address: str) -> str:
    """An address of ours; of anything else the front page."""
    ours = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if ours else "/"


# ------------------------------------------------------------------ drawing


def _page(request: Request, desk: Desk, name: str, **context: Any) -> Response:
    """A page for who asks; who has to sign in is sent there. On loopback a session is opened unasked."""
    who, token = desk.visitor(request.cookies.get(COOKIE)), None
    if who is None and desk.settings.team:
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/sign-in?next={quote(here)}", 303)
    if who is None:
        token, who = desk.sessions.open(desk.settings.user, "admin", signed_in=False)
    response = HTMLResponse(_render(name, who, context))
    if token is not None:
        desk.set_cookie(response, COOKIE, token)
    return response


def _render(name: str, who: Visitor | None, context: dict[str, Any]) -> str:
    data = {
        "strings": _ALL_STRINGS,
        "families": {family: words for family, (words, _) in FAMILIES.items()},
        "fields": dict(FIELDS) | dict(COUNTS),
        "verbs": VERBS,
        "sectors": SECTORS,
        "who": {"name": who.name, "role": who.role, "decides": who.decides, "csrf": who.csrf} if who else None,
    }
    data |= {each: context[each] for each in ("map", "choices") if context.get(each)}
    told = {
        "under": _UNDER.get(name),
        "s": _ALL_STRINGS,
        "who": who,
        "here": name,
        "address": assets.address,
        "data": embedded(data),
    }
    return _environment().get_template(f"{name}.html").render(told | context)


@cache
def _choices() -> dict[str, list[str]]:
    """The words that fields of closed lists can have."""
    plover = Ontology.load()
    return {
        "type": sorted(plover.types),
        "mode": sorted({mode for each in plover.types.values() for mode in each.modes}),
        "context": sorted(plover.contexts),
        "status": list(get_args(Status)),
        "certainty": list(get_args(Certainty)),
    }


@cache
def _map_spec() -> dict[str, Any]:
    """The map's specification; its outlines come by themselves."""
    return map_spec({})


@cache
def _environment() -> Environment:
    return Environment(
        loader=ChoiceLoader([PackageLoader("dateline.web"), PackageLoader("dateline.publishing.report")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
