"""Decisions laid over the machine's groups: what holds whatever the links and the decisions are."""

from itertools import combinations

from factories import bombing
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline.ledger.attaching import attachment, locate
from dateline.ledger.ruling import Ruling, grouped, rejected
from dateline.model import Decision, Evidence, Level, Link
from dateline.resolving import JOIN, log_odds

NAMES = [f"a{number}-r1" for number in range(6)]
ARTICLES = {name: name.partition("-")[0] for name in NAMES}
REPORTS = {name: bombing(ARTICLES[name]) for name in NAMES}


def link(one: str, other: str, odds: float) -> Link:
    bare = Link(left=one, right=other, probability=0.5, levels=())
    return replace(bare, levels=(Level(name="made up", outcome="", weight=odds - log_odds(bare)),))


def known(links: list[Link]) -> dict[tuple[str, str], float]:
    return {(each.left, each.right): log_odds(each) for each in links}


def ruling(number: int, verb: str, reports: list[str], rest: list[str]) -> Ruling:
    def held(names: list[str]) -> tuple:  # type: ignore[type-arg]
        return tuple(attachment(REPORTS[name]) for name in names)

    made = Decision(id=f"de-{number}", user="ann", at="", verb=verb, reports=held(reports), rest=held(rest))  # type: ignore[arg-type]
    return Ruling(number, made, (*reports, *rest))


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Link], list[Ruling]]:
    """Links of any weight between reports, and decisions of any kind about them."""
    pairs = draw(st.lists(st.sampled_from(list(combinations(NAMES, 2))), unique=True))
    links = [link(a, b, draw(st.sampled_from([JOIN - 0.5, 0.5, 3.0]))) for a, b in pairs]
    rulings = []
    for number in range(draw(st.integers(0, 4))):
        named = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True))
        cut = draw(st.integers(1, len(named) - 1))
        if draw(st.booleans()):
            rulings.append(ruling(number, "merge", named, []))
        else:
            rulings.append(ruling(number, "split", named[:cut], named[cut:]))
    return links, rulings


@given(case=cases(), order=st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_groups_under_decisions(case: tuple[list[Link], list[Ruling]], order: object):
    links, rulings = case
    groups = grouped(ARTICLES, known(links), rulings)
    assert sorted(name for group in groups for name in group) == NAMES
    home = {name: group for group in groups for name in group}
    if rulings:
        last = max(rulings, key=lambda each: each.number)
        assert len({home[name] for name in last.reports}) == 1
        assert not {home[name] for name in last.reports} & {home[name] for name in last.rest}
    mixed_links, mixed_rulings = list(links), list(rulings)
    order.shuffle(mixed_links)  # type: ignore[attr-defined]
    order.shuffle(mixed_rulings)  # type: ignore[attr-defined]
    assert grouped(ARTICLES, known(mixed_links), mixed_rulings) == groups


def test_without_decisions_the_machine_has_its_way():
    links = [link("a0-r1", "a1-r1", 2.0), link("a2-r1", "a3-r1", JOIN - 0.5)]
    assert grouped(ARTICLES, known(links), []) == (("a0-r1", "a1-r1"), *((name,) for name in NAMES[2:]))
    assert rejected([ruling(1, "reject", ["a0-r1"], []), ruling(2, "merge", ["a1-r1"], [])]) == {"a0-r1"}


def test_words_are_found_by_id_then_trigger_then_sentence():
    def at(start: int, quote: str, **more: object):
        made = bombing("a1", **more)  # type: ignore[arg-type]
        span = Evidence(part="body", start=start, end=start + len(quote), quote=quote)
        whole = Evidence(part="body", start=start, end=start + 40, quote=quote.ljust(40))
        return replace(made, trigger=span, quote=whole)

    held = attachment(at(10, "bomb", number=1))
    assert locate(held, [at(50, "blast", number=1)]) is not None  # the id
    wider, elsewhere = at(10, "bomb went off", number=2), at(200, "shot", number=3)
    assert locate(held, [elsewhere, wider]) == wider
    other_type = at(10, "bomb", number=4, type="PROTEST")
    assert locate(held, [other_type, wider]) == wider
    assert locate(held, [other_type]) == other_type
    moved = at(90, "bomb", number=5)
    assert locate(held, [moved, elsewhere]) == moved  # the same words further down, once
    assert locate(held, [moved, at(300, "bomb", number=6)]) is None
    assert locate(held, [elsewhere]) is None
