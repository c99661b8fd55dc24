"""Who a party is: entry, country, sector, and why."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.coding import Coder
from dateline.coding.document import Words
from dateline.coding.names import Named
from dateline.model import UNKNOWN_PERPETRATOR, Article, Coding, Party

Who = Callable[..., Party]
Known = tuple[str | None, str | None, str | None]
BLAST = "A car bomb killed nine people in Kabul on Monday."


@pytest.fixture(scope="session")
def who(coder: Coder) -> Who:
    """Who a name of a text is; the name's last word is looked for where it stands last."""

    def ask(text: str, name: str, title: str = "") -> Party:
        cast = coder.cast(Article(id="a", hash="a", title=title, text=text))
        part = cast.document.body
        start = text.rindex(name)
        first, last = part.covered(part.words(start, start + len(name))) or (0, 1)
        named = cast.directory.resolve(part, last - 1, acting=True)
        here = Words(part, first, last)
        return cast.party(named or Named(here, here, "", name.lower()))

    return ask


def known(party: Party) -> Known:
    return party.actor_id, party.country, party.sector


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Syrian police raided a flat in Homs. Two suspects were arrested.", "suspects", (None, "SY", "CVL")),
        ("Iraqi officials met in Basra.", "officials", ("gov:IQ", "IQ", "GOV")),
        ("Kenya voted on Monday. The Supreme Court upheld the vote.", "Court", ("gov:KE-supreme-court", "KE", "JUD")),
        ("Hezbollah left Tyre. The group's fighters went north.", "fighters", ("group:hezbollah", "LB", "REB")),
        ("Isis held Mosul. The group lost it in 2017.", "group", ("group:islamic-state", None, "REB")),
        ("Police in Toronto arrested a man.", "Police", ("cop:CA", "CA", "COP")),
        ("Aid groups urged western partners to help in Mali.", "partners", (None, None, "GOV")),
        ("Russian and Syrian warplanes bombed Idlib.", "warplanes", (None, None, "MIL")),
        ("Mr Ali Hasan, a trade unionist, was held in Tunisia.", "Ali Hasan", (None, "TN", "LAB")),
        ("Jane Roe, a spokeswoman for the Taliban, spoke in Kabul.", "Jane Roe", (None, "AF", "REB")),
        ("The car hit a wall in Oslo.", "wall", (None, "NO", None)),
    ],
)  # fmt: skip
def test_country_and_sector(who: Who, text: str, name: str, expected: Known) -> None:
    assert known(who(text, name)) == expected


def test_every_answer_has_its_reason(who: Who) -> None:
    party = who("Syrian police raided a flat in Homs. Two suspects were arrested.", "suspects")
    assert party.reasons == ("CVL: the noun of “suspects”", "SY: the country spoken of there")


def test_what_nothing_says_stays_open(who: Who) -> None:
    assert known(who("The thing fell.", "thing")) == (None, None, None)
    assert who("The thing fell.", "thing").reasons == ()


@pytest.mark.parametrize(("land", "code"), [("Kenya", "KE"), ("Chad", "TD"), ("Peru", "PE"), ("Nepal", "NP")])
def test_another_country_changes_the_country_only(who: Who, land: str, code: str) -> None:
    party = who(f"Soldiers in {land} fired at a crowd. Two suspects were held.", "suspects")
    assert (party.country, party.sector, party.private, party.unknown) == (code, "CVL", False, False)


def test_an_unidentified_perpetrator_is_unknown(code: Callable[..., Coding]) -> None:
    (report,) = code("Unidentified gunmen killed two farmers in Plateau State in Nigeria on Monday.").reports
    party = next(report.claims_of("actor")).value
    assert isinstance(party, Party)
    assert (party.name, party.unknown, party.country, party.sector) == ("Unidentified gunmen", True, "NG", "UNK")


def test_an_attack_nobody_claimed_has_an_unknown_perpetrator(code: Callable[..., Coding]) -> None:
    (report,) = code(f"{BLAST} No group has claimed responsibility.").reports
    (claim,) = report.claims_of("actor")
    assert isinstance(claim.value, Party)
    assert (claim.value.name, claim.value.unknown) == (UNKNOWN_PERPETRATOR, True)
    assert [span.quote for span in claim.evidence] == ["No group has claimed responsibility"]


def test_who_did_not_claim_it_leaves_it_open(code: Callable[..., Coding]) -> None:
    (report,) = code(f"{BLAST} The Taliban did not claim responsibility.").reports
    assert list(report.claims_of("actor")) == []


def test_a_person_is_public_by_office_only(who: Who) -> None:
    assert who("Jane Roe, a teacher, was killed in Lyon.", "Jane Roe").private
    assert not who("Jane Roe, the mayor of Lyon, was killed.", "Jane Roe").private
    assert not who("Jane Roe, leader of the Nahr Front, was killed.", "Jane Roe").private


def test_a_spokesman_is_named_once(code: Callable[..., Coding]) -> None:
    text = "Taliban spokesman Zabihullah Mujahid condemned the United States on Monday. The spokesman condemned Chad."
    for report in code(text).reports:
        assert [c.value.name for c in report.claims_of("actor") if isinstance(c.value, Party)] == ["Zabihullah Mujahid"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Driver Amadou Diallo was killed when gunmen attacked his bus near Mopti on Monday.", "Driver Amadou Diallo"),
        ("Gunmen abducted their driver, Amadou Diallo, near Mopti on Monday.", "Amadou Diallo"),
    ],
)
def test_whom_a_calling_tells_is_a_private_person_whatever_the_pipeline_takes_the_name_for(
    code: Callable[..., Coding], text: str, name: str
) -> None:
    (report,) = code(text).reports
    parties = [c.value for c in report.claims_of("recipient") if isinstance(c.value, Party)]
    assert [(p.name, p.private) for p in parties if "Diallo" in p.name] == [(name, True)]


@pytest.mark.parametrize("name", ["Teachers Union", "Youth Liberation Front", "Citizens Council"])
def test_a_body_is_no_person(who: Who, name: str) -> None:
    assert not who(f"The {name} said on Monday that it would march in Accra.", name).private
