"""Which words name places, and what the words round them say."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from coding.coded import only, placed

from dateline.coding.document import Part
from dateline.coding.toponyms import Toponym, filed_from, toponyms
from dateline.grounding import Gazetteer, Registry
from dateline.model import Coding

Code = Callable[..., Coding]

Body = Callable[[str], Part]
Found = Callable[..., list[tuple[Part, Toponym]]]


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(scope="session")
def registry() -> Registry:
    return Registry.load()


@pytest.fixture(scope="session")
def found(gazetteer: Gazetteer, registry: Registry) -> Found:
    """The places of parts."""
    return lambda *parts: toponyms(parts, gazetteer, registry)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Shells fell on Kharkiv overnight.", ["Kharkiv"]),
        ("He was dragged from his Kampala home at dawn.", ["Kampala"]),
        ("The capital, Khartoum, fell quiet.", ["Khartoum"]),
        ("Troops pulled out of Deir ez-Zor on Friday.", ["Deir ez-Zor"]),
        ("Police said March was quiet.", []),
        ("Mr Kampala Okello spoke to reporters.", []),
        ("Joseph Muscat resigned on Friday. Muscat's party said so.", []),
        ("He landed in Muscat. Joseph Muscat resigned.", ["Muscat"]),
        ("Shells fell on Baghuz. Few were willing to leave Baghuz alive.", ["Baghuz", "Baghuz"]),
        ("Rebels took the hills. They left Manbij at dawn.", ["Manbij"]),
        ("Troops stormed the town of Tal Afar at dawn.", ["Tal Afar"]),
        ("They cornered the men at the edge of Baghuz village.", ["Baghuz"]),
        ("Madagascar president Andry Rajoelina dismissed his cabinet.", ["Madagascar"]),
        ("Crowds watched fireworks on France's Bastille Day in Nice.", ["France", "Nice"]),
        ("Fighters of Hamas and the Taliban met Nato officers, Rubio said.", []),
        ("The shop in Rubio was closed.", ["Rubio"]),
        ("Nobody was hurt.", []),
    ],
)
def test_places_are_found_whatever_the_pipeline_takes_them_for(
    body: Body, found: Found, text: str, names: list[str]
) -> None:
    part = body(text)
    assert [part.parse.words(t.first, t.last) for _, t in found(part)] == names


def test_a_name_is_known_again_in_every_part(body: Body, found: Found) -> None:
    title, text = body("Smoke hung over Baghuz and the river"), body("Ambulances raced through Baghuz, sirens on.")
    assert not found(text)
    assert [part for part, _ in found(title, text)] == [title, text]
    force = body("The Baghuz Council met.")
    assert [part for part, _ in found(title, force)] == [title]


def test_what_stands_round_a_name(body: Body, found: Found) -> None:
    first = found(body("Gunmen attacked a post in Kuje, near Abuja, on Monday."))[0][1]
    assert (first.mention.text, first.mention.within) == ("Kuje", ("Abuja",))
    kinds = [n.mention.kind for _, n in found(body("The Niger governor met nobody in Abuja."))]
    assert kinds == ["governor", None]
    inside = found(body("In Sudan, Cairo is losing ground."))[0][1]
    assert inside.mention.within == ()


@pytest.mark.parametrize(
    ("text", "town", "within"),
    [
        ("CAIRO -- Police arrested nine men.", "Cairo", ()),
        ("RAMALLAH, West Bank (AP) — Police arrested nine men.", "Ramallah", ("West Bank",)),
        ("NEW DELHI, May 12 (Reuters) - Police arrested nine men.", "New Delhi", ()),
    ],
)
def test_where_a_report_was_filed_from(body: Body, text: str, town: str, within: tuple[str, ...]) -> None:
    filed = filed_from(body(text))
    assert filed is not None
    (start, end), mention = filed
    assert (mention.text, mention.within) == (town, within)
    assert text[start:end].casefold() == town.casefold()


def test_no_dateline(body: Body) -> None:
    assert filed_from(body("Police arrested nine men.")) is None


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Militants attacked an army base in Gao on Monday.", ("Gao", "city", "ML")),
        ("Shells hit a hospital in Khan Younis on Tuesday.", ("Khan Younis", "city", "PS")),
        ("Fighting broke out in Bani Walid on Tuesday.", ("Bani Walid", "city", "LY")),
        ("Rebels attacked Goma on Monday.", ("Goma", "city", "CD")),
        ("Demonstrators clashed with police in Puno on Monday.", ("Puno", "city", "PE")),
        ("Israeli troops killed two men in Jenin on Monday.", ("Jenin", "city", "PS")),
        ("A bomb exploded in South Sudan's capital on Sunday.", ("South Sudan's capital", "city", "SS")),
        ("A bomb exploded in Pakistan's commercial capital on Sunday.", ("Pakistan", "country", "PK")),
        ("A car bomb killed six people in the Afghan capital on Sunday.", ("Afghan capital", "city", "AF")),
        ("A bomb killed six people in the Iraqi capital, Baghdad, on Sunday.", ("Baghdad", "city", "IQ")),
        ("A drone hit a school in the Malian capital of Bamako on Sunday.", ("Bamako", "city", "ML")),
        ("Rebels shelled Bambari on Friday while the president was in Bangui.", ("Bambari", "city", "CF")),
        ("Protesters gathered in the capital of Mali on Sunday.", ("capital of Mali", "city", "ML")),
        ("Protesters marched in the capital city of Peru on Monday.", ("Peru", "country", "PE")),
        ("Gunmen killed two people in the Malian capital of Bamako on Monday.", ("Bamako", "city", "ML")),
    ],
)
def test_towns_that_the_pipeline_takes_for_persons_and_capitals(
    code: Code, sentence: str, place: tuple[str, str, str]
) -> None:
    assert placed(only(code(sentence))) == place
