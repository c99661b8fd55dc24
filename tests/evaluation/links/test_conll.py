import itertools
import random

import pytest

from dateline.evaluation.links.conll import _best_assignment, conll

KEY = [["a", "b", "c"], ["d", "e", "f", "g"]]


def test_the_same_clusters_score_one():
    found = conll(KEY, KEY)
    assert [rate["f1"] for rate in list(found.values())[:3]] == [1.0, 1.0, 1.0]
    assert found["CoNLL"] == 1.0


def test_a_worked_example():
    # {abc} {defg} against {ab} {cd} {efg}: MUC keeps 1+2 of 5 links and 1+2 of 4, B³ and CEAF-e by hand
    found = conll(KEY, [["a", "b"], ["c", "d"], ["e", "f", "g"]])
    assert (found["MUC"]["r"], found["MUC"]["p"]) == (0.6, 0.75)
    assert (found["B3"]["r"], found["B3"]["p"]) == (0.595, 0.857)
    likeness = 2 * 2 / 5 + 2 * 3 / 7
    assert (found["CEAF-e"]["r"], found["CEAF-e"]["p"]) == (round(likeness / 2, 3), round(likeness / 3, 3))


def test_singletons_count_in_b_cubed_and_ceaf_but_not_in_muc():
    apart = [["a"], ["b"], ["c"]]
    found = conll(apart, apart)
    assert (found["MUC"]["f1"], found["B3"]["f1"], found["CEAF-e"]["f1"]) == (0.0, 1.0, 1.0)


def test_other_mentions_are_refused():
    with pytest.raises(ValueError, match="different mentions"):
        conll(KEY, [["a"]])


@pytest.mark.parametrize("seed", range(20))
def test_the_assignment_is_the_best_of_all(seed: int):
    chance = random.Random(seed)
    rows, columns = chance.randint(1, 4), chance.randint(1, 4)
    cells = {(r, c): chance.random() for r in range(rows) for c in range(columns) if chance.random() < 0.7} or {
        (0, 0): 0.5
    }
    wide = range(max(rows, columns))
    best = max(sum(cells.get((r, c), 0.0) for r, c in enumerate(order)) for order in itertools.permutations(wide))
    assert _best_assignment(cells) == pytest.approx(best)
