"""What articles state of how parties stand to each other."""

import pytest
from factories import TEXT, coding, evidence, page
from ledgers import faults
from msgspec.structs import replace

from dateline.errors import InputError
from dateline.ledger import Ledger
from dateline.model import Coding, Party, RelationClaim, RelationKind


def states(kind: RelationKind, source: str, target: str, words: str = "bomb") -> RelationClaim:
    return RelationClaim(
        kind=kind, source=Party(name=source), target=Party(name=target, actor_id=f"x:{target.split()[0].lower()}"),
        evidence=(evidence(words),),
    )  # fmt: skip


def stating(name: str, *claims: RelationClaim, text: str = TEXT) -> Coding:
    return replace(coding(name, text=text), relations=claims)


LEADS, BACKED = states("leads", "Ann Poe", "Black Banner"), states("backed by", "Black Banner", "Iron Guard", "market")


@pytest.fixture
def told(where: str) -> Ledger:
    ledger = Ledger.open(where)
    ledger.add(page("p1"), stating("a1", LEADS, BACKED))
    ledger.add(page("p2"), stating("a2", LEADS))
    return ledger


def test_relations_come_back_with_their_articles(told: Ledger):
    assert [(each.article_id, each.claim) for each in told.relations()] == [
        ("a1", LEADS),
        ("a1", BACKED),
        ("a2", LEADS),
    ]
    assert set(told.coding("a1").relations) == {LEADS, BACKED}
    assert told.add(page("p1"), stating("a1", LEADS, BACKED)).status == "known"


@pytest.mark.parametrize(
    ("name", "number"), [("banner", 3), ("POE ann", 2), ("x:iron", 1), ("x:black", 2), ("Poe Banner", 0), ("' OR 1", 0)]
)
def test_an_actor_is_found_on_either_side(told: Ledger, name: str, number: int):
    assert len(told.relations(name)) == number


def test_what_is_not_stated_any_more_goes_and_stays_in_the_log(told: Ledger):
    before = told.change()
    told.add(page("p1"), stating("a1", BACKED))
    assert [each.claim for each in told.relations("Poe")] == [LEADS]
    assert faults(told) == []
    told._at = before
    assert len(told.relations("Poe")) == 2


def test_an_earlier_day_can_be_asked_for(told: Ledger):
    assert told.relations(as_of="2020-01-01") == []
    assert len(told.relations(as_of="9998-01-01")) == 3
    with pytest.raises(InputError, match="no day"):
        told.relations(as_of="soon")


def test_a_forgotten_article_states_nothing_now_or_earlier(told: Ledger):
    told.add(page("p9"), stating("b1", states("fights", "Quill Band", "Iron Guard"), text="Another text."))
    before = told.change()
    told.forget("b1", user="ann")
    assert told.relations("Quill") == []
    told._at = before
    assert told.relations("Quill") == []
    assert faults(told) == []


def test_verify_looks_at_their_words_and_their_index(told: Ledger):
    wrong = states("leads", "Ann Poe", "Black Banner")
    told.add(page("p3"), stating("a3", replace(wrong, evidence=(evidence("market"),)), text="Nothing of the sort."))
    assert [fault.partition(":")[0].split()[0] for fault in told.verify()] == ["relation"]
