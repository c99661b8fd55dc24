"""What is told as news, and what as known."""

import pytest
from factories import report, reworded

from dateline.resolving.telling import is_one_more, looks_back


@pytest.mark.parametrize(
    ("quote", "trigger", "expected"),
    [
        ("Gunmen kill nine people in Karsa.", "kill", False),
        ("Nine people are killed in an attack on a market in Karsa.", "killed", False),
        ("Nine people are killed in an attack on a market in Karsa.", "attack", False),
        ("The governor condemns the recent attack in Karsa.", "attack", True),
        ("Police hold four men following the attack in Karsa.", "attack", True),
        ("Six people are dead after an attack on a clinic in Karsa.", "attack", False),
        ("Twelve are dead following five drone raids on Karsa.", "drone raids", False),
        ("Over 40 people are killed in Karsa.", "killed", False),
        ("The ministry says the strike hit a depot.", "strike", True),
        ("The navy's strike hits a depot.", "strike", True),
        ("The Marnock navy intercepts six boats.", "intercepts", False),
        ("The Marnock navy defends the intercepts.", "intercepts", True),
        ("The union reports the killing of its leader.", "killing", False),
        ("The dead of yesterday's shooting are buried.", "shooting", True),
        ("The death toll of the blast rises to twelve.", "blast", True),
        ("Marnock's arrest draws crowds.", "arrest", True),
        ("The forces also destroy five camps near Karsa.", "destroy", False),
        ("The army says that they seized control of Karsa.", "seized control", False),
        ("The governor says that talks are to open in Karsa.", "talks", False),
        ("Nobody was charged after that attack in Karsa.", "attack", True),
        ("The ministry says that the state will expel the envoy.", "expel", False),
        ("The Marnock government opens talks with the miners.", "opens talks", False),
        ("The talks with the miners end in Karsa.", "talks", True),
        ("The Marnock League pledges €40 million to Karsa.", "pledges", False),
        ("The Marnock League expels Doran Tarnik.", "expels", False),
        ("The Karsa attacks by the militia go on.", "attacks", True),
        ("The sweep ends in the seizure of two boats.", "seizure", False),
        ("The sweep ends in the seizure of at least 40 boats.", "seizure", False),
        ("The mayor welcomes the seizure of the boats.", "seizure", True),
        ("The Italy talks are put off.", "talks", True),
        ("Four smuggling suspects are killed in Karsa.", "killed", False),
        ("The suspects in the bombing are named.", "bombing", True),
        ("With over forty rebels killed, the militia leaves Karsa.", "killed", False),
    ],
)
def test_the_words_round_the_trigger_say_so(quote: str, trigger: str, expected: bool):
    assert looks_back(reworded(report(), quote, trigger, start=100)) is expected


@pytest.mark.parametrize(
    ("quote", "trigger", "expected"),
    [
        ("Another strike hits Karsa.", "strike", True),
        ("Karsa sees a second night of riots.", "riots", True),
        ("The army opens a new wave of air raids.", "raids", True),
        ("A strike hits Karsa, and another is feared.", "strike", False),
        ("The second army strikes Karsa, says a man of a new party, and seizes its port.", "seizes", False),
    ],
)
def test_one_more_of_its_like(quote: str, trigger: str, expected: bool):
    assert is_one_more(reworded(report(), quote, trigger, start=100)) is expected
