"""What a party is called: the fullest name of the article, without titles, followed back from pronouns."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from coding.coded import names, of_type, only

from dateline.model import Coding, Party

Code = Callable[..., Coding]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The UN envoy, Hanna Kessler, met General Khalil Haddad in Sirte on Monday.", "Hanna Kessler"),
        (
            "The EU envoy for Chad, Sigrid de Boer, met General Khalil Haddad on Monday.",
            "Sigrid de Boer",
        ),
        ("Foreign Minister Annalena Baerbock met General Khalil Haddad in Sirte on Monday.", "Annalena Baerbock"),
        ("Ukraine's president Volodymyr Zelensky met General Khalil Haddad on Monday.", "Volodymyr Zelensky"),
    ],
)
def test_titles_and_offices_are_dropped(code: Code, sentence: str, name: str) -> None:
    assert names(only(code(sentence)), "actor") == [name, "Khalil Haddad"]


def test_an_acronym_is_spelt_out(code: Code) -> None:
    text = "The General Directorate of Narcotics (GDN) raided a farm near Basra. The GDN arrested two men in Kut."
    arrest = [r for r in of_type(code(text), "COERCE") if r.trigger.quote == "arrested"]
    assert names(arrest[0], "actor") == ["General Directorate of Narcotics"]


@pytest.mark.parametrize("short", ["Zelensky", "He"])
def test_a_short_form_or_pronoun_is_followed_back(code: Code, short: str) -> None:
    coding = code(f"Volodymyr Zelensky visited Berlin on Sunday. {short} condemned the shelling of Kherson.")
    assert names(of_type(coding, "ACCUSE")[0], "actor") == ["Volodymyr Zelensky"]


def test_they_are_the_plural_before(code: Code) -> None:
    coding = code("Rebels from the north stormed Bunagana on Monday. They abducted two soldiers.")
    abduction = next(r for r in coding.reports if r.mode == "abduct")
    assert names(abduction, "actor") == ["Rebels"]


def test_it_is_the_body_before(code: Code) -> None:
    coding = code("The army attacked the rebels near Goma. It arrested ten men in the town.")
    assert names(of_type(coding, "COERCE")[0], "actor") == ["army"]


@pytest.mark.parametrize("measure", ["Dozens of", "A group of", "At least 30"])
def test_a_measure_is_no_part_of_a_name(code: Code, measure: str) -> None:
    report = only(code(f"{measure} militants attacked a convoy near Mopti."))
    assert names(report, "actor") == ["militants"]


def test_names_are_on_one_line(code: Code) -> None:
    report = only(code("Rebels attacked Lake\nChad fishermen near Baga on Friday."))
    assert all("\n" not in n for f in ("actor", "recipient") for n in names(report, f))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("opening", "told"),
    [
        ("President Ali Hassan spoke on Monday.", "The president"),
        ("Kenyan President Ali Hassan spoke on Monday.", "The Kenyan president"),
        ("Ali Hassan, the governor, spoke on Monday.", "The governor"),
        ("The envoy, Ali Hassan, spoke on Monday.", "The envoy"),
        ("Ali Sami Hassan spoke on Monday.", "Sami"),
        ("Ali Hassan spoke on Monday.", "Mr Hassan"),
    ],
)
def test_an_office_or_part_of_a_name_is_who_holds_it(code: Code, opening: str, told: str) -> None:
    coding = code(f"{opening} {told} condemned the shelling of Kherson.")
    assert names(of_type(coding, "ACCUSE")[0], "actor") == ["Ali Sami Hassan" if "Sami" in opening else "Ali Hassan"]


def test_another_country_s_president_is_another(code: Code) -> None:
    coding = code("Kenyan President Ali Hassan spoke on Monday. The French president condemned the shelling.")
    assert names(of_type(coding, "ACCUSE")[0], "actor") == ["French president"]


@pytest.mark.parametrize("noun", ["a teacher, Ali Hassan, for", "a teacher named Ali Hassan for"])
def test_a_person_described_is_called_by_name(code: Code, noun: str) -> None:
    assert names(only(code(f"A court in Lyon convicted {noun} fraud.")), "recipient") == ["Ali Hassan"]


@pytest.mark.parametrize(("seat", "state"), [("Moscow", "Russia"), ("Nairobi", "Kenya")])
def test_a_capital_that_speaks_is_the_state(code: Code, seat: str, state: str) -> None:
    coding = code(f"{state} is at war. In a statement, {seat} condemned Poland.")
    assert names(of_type(coding, "ACCUSE")[0], "actor") == [state]


def test_a_capital_that_is_hit_is_a_place(code: Code) -> None:
    report = code("Ukraine is at war. A drone attack on Kyiv killed six people.").reports[0]
    assert names(report, "recipient") == ["Kyiv"]


def test_two_names_of_a_body_are_one(code: Code) -> None:
    coding = code("Islamic State lost Raqqa. ISIS abducted two priests on Monday.")
    abduction = next(r for r in coding.reports if r.mode == "abduct")
    assert names(abduction, "actor") == ["Islamic State"]


def test_the_charge_is_no_part_of_a_name(code: Code) -> None:
    report = only(code("A court in Lyon convicted a teacher of fraud."))
    assert names(report, "recipient") == ["teacher"]


def test_brackets_are_no_part_of_a_name(code: Code) -> None:
    report = only(code("Police arrested Ali Hassan of the People's Front for Reform (PFR) in Sousse on Monday."))
    assert all("(" not in name for name in names(report, "recipient"))


def test_him_is_not_who_urges(code: Code) -> None:
    coding = code("Ali Hassan left. Omar Saleh urged him to return.")
    request = of_type(coding, "REQUEST")[0]
    assert (names(request, "actor"), names(request, "recipient")) == (["Omar Saleh"], ["Ali Hassan"])


# ------------------------------------------------------------------ private persons


def parties(coding: Coding) -> dict[str, bool]:
    """Whether each party is marked as a private person, by its name."""
    claims = [c for r in coding.reports for c in (*r.claims_of("actor"), *r.claims_of("recipient"))]
    return {c.value.name: c.value.private for c in claims if isinstance(c.value, Party)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Gunmen killed Ali Hassan, a 34-year-old shopkeeper, in Basra.",
        "Police arrested Ali Hassan in Malmo.",
        "Teacher Ali Hassan was shot dead in Cali on Friday.",
    ],
)
def test_private_persons_are_marked(code: Code, sentence: str) -> None:
    assert parties(code(sentence))["Ali Hassan"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Gunmen killed Governor Ali Hassan in Basra.",
        "Police in Sudan arrested Foreign Minister Ali Hassan.",
        "President Ali Hassan met Vladimir Putin in Sochi.",
        "Recep Tayyip Erdogan met Vladimir Putin in Sochi.",
        "Chad attacked Niger on Monday.",
        "Jordan accused Georgia of killing two guards.",
        "Hezbollah attacked Israel on Monday.",
    ],
)
def test_office_holders_countries_and_bodies_never_are(code: Code, sentence: str) -> None:
    found = parties(code(sentence))
    assert found
    assert not any(found.values())


@pytest.mark.parametrize(
    "office", ["The UN special envoy for Syria", "Its ambassador to the United Nations", "The governor of Borno"]
)
def test_who_holds_an_office_is_called_by_the_name_behind_it(code: Code, office: str) -> None:
    reports = code(f"{office}, Hanna Kessler, resigned on Monday.").reports
    assert [names(r, "actor") for r in reports] == [["Hanna Kessler"]]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Police shot dead a far-right gunman in Halle on Monday.", "far-right gunman"),
        ("Gunmen killed two off-duty policemen in Acapulco on Sunday.", "off-duty policemen"),
        ("An airstrike killed a co-founder of Hamas in Beirut on Tuesday.", "co-founder of Hamas"),
        ("Police arrested the vice-president of Malawi on Monday.", "vice-president of Malawi"),
        ("Rebels killed an ex-policeman in Cali on Monday.", "ex-policeman"),
        ("A 60-year-old farmer was killed by settlers near Nablus on Monday.", "60-year-old farmer"),
        ("Police arrested a 19-year-old in Leeds on Monday.", "19-year-old"),
    ],
)
def test_what_a_hyphen_ties_belongs_to_a_name(code: Code, sentence: str, name: str) -> None:
    assert names(only(code(sentence)), "recipient") == [name]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (
            "The Senate's joint committee on water supply criticised Egypt.",
            "Senate's joint committee on water supply",
        ),
        ("The council's rapporteur on prisons criticised Egypt.", "council's rapporteur on prisons"),
        ("The committee on Monday criticised Egypt.", "committee"),
    ],
)
def test_a_body_is_named_with_what_it_is_there_for(code: Code, sentence: str, name: str) -> None:
    assert names(only(code(sentence), "ACCUSE"), "actor") == [name]


def test_an_office_keeps_whose_it_is_and_a_charge_is_none(code: Code) -> None:
    arrest = only(code("Police arrested the head of the farmers' party on Monday."), "COERCE")
    assert names(arrest, "recipient") == ["head of the farmers' party"]
    trial = only(code("A court in Kampala convicted a minister of fraud on Monday."), "SANCTION")
    assert names(trial, "recipient") == ["minister"]


def test_marks_that_nobody_sees_are_no_part_of_a_name(code: Code) -> None:
    coding = code("Police arrested Mohammed Saleh\u200b on Monday. Mohammed Saleh had led a protest.")
    assert names(of_type(coding, "COERCE")[0], "recipient") == ["Mohammed Saleh"]
