"""What is told as news, and what as known."""

import pytest
from factories import report
from msgspec.structs import replace

from dateline.model import Evidence
from dateline.resolving.telling import looks_back


@pytest.mark.parametrize(
    ("quote", "trigger", "expected"),
    [
        ("Gunmen kill nine people in Karsa.", "kill", False),
        ("Nine people are killed in an attack on a market in Karsa.", "killed", False),
        ("Nine people are killed in an attack on a market in Karsa.", "attack", False),
        ("The governor condemns the recent attack in Karsa.", "attack", True),
        ("Police hold four men following the attack in Karsa.", "attack", True),
        ("Six people are dead after an attack on a clinic in Karsa.", "attack", False),
        ("Over 40 people are killed in Karsa.", "killed", False),
        ("The ministry says the strike hit a depot.", "strike", True),
        ("The navy's strike hits a depot.", "strike", True),
        ("The Marnock navy intercepts six boats.", "intercepts", False),
        ("The Marnock navy defends the intercepts.", "intercepts", True),
        ("The union reports the killing of its leader.", "killing", False),
        ("The dead of yesterday's shooting are buried.", "shooting", True),
        ("The death toll of the blast rises to twelve.", "blast", True),
        ("Marnock's arrest draws crowds.", "arrest", True),
    ],
)
def test_the_words_round_the_trigger_say_so(quote: str, trigger: str, expected: bool):
    at = quote.index(trigger)
    made = replace(
        report("a1"),
        quote=Evidence(part="body", start=100, end=100 + len(quote), quote=quote),
        trigger=Evidence(part="body", start=100 + at, end=100 + at + len(trigger), quote=trigger),
    )
    assert looks_back(made) is expected
