"""The figures at the head of the report."""

from __future__ import annotations

from msgspec.structs import replace

from dateline.model import Consolidated, Event, Word
from dateline.publishing.report.summary import Counting, Sum, summarise

from ..sample import sample

EVENTS = {event.id: event for event in sample().stored}


def sums(*events: Event) -> dict[str, Sum]:
    return {sum.what: sum for sum in summarise(events).sums}


def test_only_what_occurred_is_counted() -> None:
    struck = EVENTS["ev-0021"]
    assert summarise([struck]).occurred == 1
    assert sums(struck)["killed"].words == "11"
    for status in ("planned", "failed", "denied"):
        apart = summarise([replace(struck, status=status)])
        assert (apart.occurred, apart.apart) == (0, {status: 1})
        assert {sum.words for sum in apart.sums} == {"none told"}


def test_the_toll_of_an_episode_is_not_added_to_its_incidents() -> None:
    episode, incident = EVENTS["ev-0012"], EVENTS["ev-0013"]
    assert episode.kind == "episode"
    assert sums(episode, incident)["killed"].words == "3 or more"
    assert summarise([episode, incident]).episodes == 1
    together = summarise([episode, incident], Counting(episodes=True))
    assert (together.occurred, together.episodes) == (2, 0)
    assert "may count twice" in together.rule


def test_doubtful_events_are_added_up_apart() -> None:
    struck = EVENTS["ev-0021"]
    found = summarise([struck, replace(EVENTS["ev-0001"], certainty="hedged")])
    assert (found.occurred, found.hedged, found.besides) == (1, 1, "not in it: 1 doubtful")
    killed = next(each for each in found.sums if each.what == "killed")
    assert (killed.words, killed.told, killed.doubtful.told) == ("11", 1, 1)
    assert killed.note.endswith("in doubtful events, apart")


def of_contexts(event: Event, *contexts: str) -> Event:
    told = tuple(Consolidated(field="context", best=Word(word=word), best_claim=None) for word in contexts)
    return replace(event, fields=(*(value for value in event.fields if value.field != "context"), *told))


def test_ordinary_crime_is_left_out_unless_asked_for() -> None:
    struck = EVENTS["ev-0021"]
    for contexts, left_out in {("crime",): 1, ("illegal_drugs", "health"): 1, ("crime", "military"): 0, (): 0}.items():
        event = of_contexts(struck, *contexts)
        assert (found := summarise([event])).crime == left_out, contexts
        assert found.occurred == 1 - left_out
        assert summarise([event], Counting(crime=True)).occurred == 1


def test_sums_run_from_the_lowest_to_the_highest_told() -> None:
    both = sums(EVENTS["ev-0001"], EVENTS["ev-0021"])
    assert both["injured"].words == "27 to 34"
    assert both["killed"].words == "15 or more"


def test_a_toll_not_told_is_not_zero() -> None:
    figures = sums(EVENTS["ev-0017"], EVENTS["ev-0021"])
    assert (figures["injured"].told, figures["injured"].untold) == (1, 1)
    assert "1 use of force gives no figure" in figures["injured"].note
    assert sums(EVENTS["ev-0002"])["killed"].untold == 0
