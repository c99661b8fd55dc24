"""Which candidates are taken as actors and recipients of an event."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from coding.coded import names, only
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding.candidates import ROLES, Candidate
from dateline.coding.choosing import LEAST_LIKELY, LEAST_TOLD, WEIGHTS, choose, features, told
from dateline.coding.confidence import Model
from dateline.coding.document import Words
from dateline.coding.roles import MUTUAL
from dateline.model import Coding

Code = Callable[..., Coding]
INSTALLED = Model.load(WEIGHTS)


class Party:
    """A name, and where it stands in the one part of a text."""

    def __init__(self, name: str, words: tuple[int, int] = (0, 0), land: str | None = None) -> None:
        self.name, self.land = name, land
        self.here = Words(None, *words)  # type: ignore[arg-type]


def candidate(party: str | Party, **odds: float) -> Candidate:
    """A candidate whose only features are its log-odds in each role."""
    found = Candidate(Party(party) if isinstance(party, str) else party, None)  # type: ignore[arg-type]
    for role in ROLES:
        found.features[role]["odds"] = odds.get(role, -9.0)
    return found


def likely_at(odds: float) -> float:
    return SURE.probability({"actor odds": odds})


SURE = Model(version="t", intercept=0.0, threshold=0.3, weights={f"{role} odds": 1.0 for role in ROLES})
ODDS = st.floats(-4, 4)


def chosen(candidates: list[Candidate], kind: str = "ASSAULT") -> dict[str, list[str]]:
    return {role: [c.candidate.named.name for c in of] for role, of in choose(candidates, kind, SURE).items()}


@given(st.lists(st.tuples(ODDS, ODDS), max_size=6))
def test_nobody_is_on_both_sides(odds: list[tuple[float, float]]) -> None:
    found = chosen([candidate(f"party{n}", actor=a, recipient=r) for n, (a, r) in enumerate(odds)])
    # Where both are as likely as each other, nothing tells the sides apart.
    tied = {f"party{n}" for n, (a, r) in enumerate(odds) if likely_at(a) == likely_at(r)}
    assert not (set(found["actor"]) & set(found["recipient"])) - tied


@given(st.lists(st.tuples(ODDS, ODDS), max_size=6), st.sampled_from(sorted(MUTUAL)))
def test_what_is_done_together_has_no_recipient(odds: list[tuple[float, float]], kind: str) -> None:
    parties = [candidate(f"party{n}", actor=a, recipient=r) for n, (a, r) in enumerate(odds)]
    assert chosen(parties, kind)["recipient"] == []


def test_parties_stand_in_the_order_of_the_text() -> None:
    assert chosen([candidate("Peru", actor=1.0), candidate("Chad", actor=3.0)])["actor"] == ["Peru", "Chad"]


@pytest.mark.parametrize("longer", ["Peru's army base", "army of Peru"])
def test_of_two_names_one_of_which_holds_the_other_the_likelier_is_taken(longer: str) -> None:
    assert chosen([candidate("Peru", recipient=2.0), candidate(longer, recipient=1.0)])["recipient"] == ["Peru"]
    assert chosen([candidate("Peru", recipient=1.0), candidate(longer, recipient=2.0)])["recipient"] == [longer]


@pytest.mark.parametrize(("words", "expected"), [((1, 2), ["Peruvian army"]), ((5, 6), ["Peruvian army", "Peru"])])
def test_a_state_is_no_party_where_it_only_lends_one_its_name(words: tuple[int, int], expected: list[str]) -> None:
    army, state = Party("Peruvian army", (1, 3)), Party("Peru", words, land="Peru")
    assert chosen([candidate(army, actor=2.0), candidate(state, actor=3.0)])["actor"] == expected


def test_what_grammar_names_need_be_less_likely() -> None:
    unsure = candidate("Peru", actor=-1.2)
    assert chosen([unsure])["actor"] == []
    unsure.note("actor", "slot")
    assert chosen([unsure])["actor"] == ["Peru"]
    assert all(LEAST_LIKELY[role] >= LEAST_TOLD[role] for role in ROLES)


def test_where_no_actor_is_likely_the_likeliest_that_may_be_one_is_taken() -> None:
    peru, chad = candidate("Peru", actor=-0.9), candidate("Chad", actor=-0.7)
    assert chosen([peru, chad])["actor"] == ["Chad"]
    assert chosen([candidate("Peru", actor=-1.2)])["actor"] == []
    assert chosen([peru, candidate("Niger", actor=1.0)])["actor"] == ["Niger"]


def test_the_likeliest_actor_is_neither_a_thing_nor_whom_it_was_done_to() -> None:
    struck, drone = candidate("Peru", actor=-0.7, recipient=2.0), candidate("drone", actor=-0.7)
    drone.note("actor", "thing")
    assert chosen([struck, drone]) == {"actor": [], "recipient": ["Peru"]}


@pytest.mark.parametrize("adjunct", ["dep=compound", "dep=amod"])
def test_the_likeliest_actor_is_nobody_who_only_lends_others_a_name(adjunct: str) -> None:
    lender = candidate("Peru", actor=-0.7)  # as in "three Peru officials said"
    lender.note("actor", adjunct)
    assert chosen([lender])["actor"] == []


def test_who_is_told_of_elsewhere_gives_way_to_whom_grammar_names() -> None:
    near, far = candidate("Peru", actor=0.0), candidate("Chad", actor=0.8)
    assert chosen([near, far])["actor"] == ["Peru", "Chad"]
    near.note("actor", "slot")
    far.note("actor", "beyond slots")
    assert chosen([near, far])["actor"] == ["Peru"]


def test_a_thing_does_nothing() -> None:
    plane = candidate("warplanes", actor=3.0, recipient=3.5)
    plane.note("actor", "thing")
    plane.note("recipient", "thing")
    assert chosen([plane]) == {"actor": [], "recipient": ["warplanes"]}


def test_without_a_model_grammar_decides() -> None:
    first, second = candidate("Peru", actor=-9.0), candidate("Chad", actor=9.0)
    first.note("actor", "slot")
    assert [c.candidate for c in told([first, second])["actor"]] == [first]


def test_the_model_knows_nothing_of_what_a_party_is_called() -> None:
    words = {word for name in INSTALLED.weights for word in name.split()[1:]}
    assert not {w for w in words if w.startswith(("label", "kind", "name", "head"))}
    assert all(name.split()[0] in ROLES for name in features(candidate("Peru"), "actor"))


# ------------------------------------------------------------------ over whole sentences


SENTENCES = (
    "{a} attacked {b} on Monday, officials said.",
    "{b} was attacked by {a} on Monday, officials said.",
    "Officials said on Monday that {a} had accused {b} of shelling a village.",
    "{a} imposed sanctions on {b} on Friday after weeks of talks in Geneva.",
    "In a statement on Sunday, {a} urged {b} to withdraw its troops from the border.",
    "The talks had only begun when {a} bombed {b} on Friday.",
)
PAIRS = [("Peru", "Chad"), ("Poland", "Ghana"), ("France", "Kenya")]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("pair", PAIRS)
def test_parties_that_change_places_change_roles(code: Code, sentence: str, pair: tuple[str, str]) -> None:
    a, b = pair
    one = sides(code(sentence.format(a=a, b=b)), {a: "first", b: "second"})
    other = sides(code(sentence.format(a=b, b=a)), {b: "first", a: "second"})
    assert one == other
    assert any(actors == ["first"] and "second" in recipients for _, actors, recipients in one)


def sides(coding: Coding, called: dict[str, str]) -> list[tuple[str, list[str], list[str]]]:
    """Type, actors and recipients of each report, the two parties by what they are called."""
    return [
        (r.type, *([called.get(n, n) for n in names(r, role)] for role in ("actor", "recipient")))
        for r in coding.reports
    ]


def test_a_party_named_in_the_sentence_before_is_found(code: Code) -> None:
    report = only(code("Police in Lima acted on Monday. Two men were arrested at a hotel there."), "COERCE")
    assert names(report, "recipient") == ["men"]


def test_protesters_hold_the_protests_of_their_article(code: Code) -> None:
    text = (
        "The bill was shelved on Monday after two weeks of protests in Tirana.\n\n"
        "Lawmakers debated it for a month.\n\nIt had passed a first reading.\n\n"
        "Demonstrators say that it would jail reporters."
    )
    assert names(only(code(text), "PROTEST"), "actor") == ["Demonstrators"]


def test_a_murder_is_no_party(code: Code) -> None:
    text = "Police arrested two men over the murder of councillor Thandi Maseko, who was gunned down in Khayelitsha."
    parties = [name for report in code(text).reports for role in ROLES for name in names(report, role)]
    assert "Thandi Maseko" in parties
    assert not any("murder" in name for name in parties)


def test_who_only_tells_of_an_act_has_no_part_in_it(code: Code) -> None:
    report = only(code("Police said two people were killed in a clash in Goma."), "ASSAULT")
    assert names(report, "actor") == []
