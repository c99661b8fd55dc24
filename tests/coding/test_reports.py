"""From mentions to a report: claims, evidence, ids, provenance."""

from __future__ import annotations

from collections.abc import Callable

from coding.coded import counted, dated, names, of_type, only, placed, texts

from dateline.coding import Coder
from dateline.model import Article, Coding, Party, Word

Code = Callable[..., Coding]

TITLE = "Drone hits oil refinery in Ryazan"
TEXT = (
    "A drone hit an oil refinery in Ryazan on Monday, starting a fire. "
    "At least three workers were wounded in the attack, the regional governor said."
)


def test_one_report_gathers_what_all_mentions_say(code: Code) -> None:
    report = only(code(TEXT, title=TITLE))
    assert texts(report, "weapon") == ["drone"]
    assert names(report, "recipient")[0] == "oil refinery"
    assert counted(report) == {"injured": [(3, None)]}
    assert dated(report) == ("2023-05-08",) * 3
    assert placed(report) == ("Ryazan", "city", "RU")


def test_each_single_field_is_claimed_once(code: Code) -> None:
    report = only(code(TEXT, title=TITLE))
    for field in ("type", "status", "certainty", "mode", "date", "place", "weapon"):
        assert len(list(report.claims_of(field))) == 1, field  # type: ignore[arg-type]


def test_the_claims_agree_with_the_report(code: Code) -> None:
    report = only(code(TEXT, title=TITLE))
    for field in ("type", "mode", "status", "certainty"):
        (claim,) = report.claims_of(field)  # type: ignore[arg-type]
        assert isinstance(claim.value, Word)
        assert claim.value.word == getattr(report, field)


def test_every_claim_has_evidence(code: Code) -> None:
    assert all(claim.evidence for report in code(TEXT, title=TITLE).reports for claim in report.claims)


def test_a_fuller_name_brings_its_own_words(code: Code) -> None:
    coding = code("Volodymyr Zelensky visited Berlin on Sunday. Zelensky condemned the shelling of Kherson.")
    (claim,) = of_type(coding, "ACCUSE")[0].claims_of("actor")
    assert [e.quote for e in claim.evidence] == ["Zelensky", "Volodymyr Zelensky"]


def test_names_of_one_party_are_not_repeated(code: Code) -> None:
    coding = code("The Sudanese army shelled Omdurman on Monday.", title="Army shells Omdurman")
    assert names(only(coding), "actor") == ["Sudanese army"]


def test_countries_are_known_by_name_and_demonym(code: Code) -> None:
    coding = code("Chad attacked Niger on Monday.")
    report = only(coding)
    parties = [c.value for c in (*report.claims_of("actor"), *report.claims_of("recipient"))]
    assert {p.name: p.country for p in parties if isinstance(p, Party)} == {"Chad": "TD", "Niger": "NE"}


def test_provenance_names_every_version(coder: Coder, code: Code) -> None:
    provenance = only(code(TEXT)).provenance
    assert provenance == coder.provenance
    assert all([provenance.coder, provenance.model, provenance.ontology, provenance.gazetteer, provenance.registry])


def test_ids_follow_article_type_and_trigger(coder: Coder) -> None:
    def ids(article_id: str, text: str) -> list[str]:
        return [r.id for r in coder.code(Article(id=article_id, hash="x", title="", text=text)).reports]

    assert ids("a", TEXT) == ids("a", TEXT)
    assert ids("a", TEXT) != ids("b", TEXT)
    two = "Gunmen attacked a bank in Juba on Monday. Police arrested three men in Nairobi on Sunday."
    assert len(set(ids("a", two))) == 2


def test_a_surname_that_is_a_countrys_name_makes_nobody_public(code: Code) -> None:
    coding = code("Police arrested Omar Jordan, a baker, in Lyon on Monday.")
    parties = [c.value for r in coding.reports for c in r.claims_of("recipient")]
    assert [(p.name, p.private) for p in parties if isinstance(p, Party)] == [("Omar Jordan", True)]


def test_a_context_shows_a_sentence_that_speaks_of_it(code: Code) -> None:
    coding = code("Gunmen attacked a market in Kidal on Monday. The attack, blamed on terrorism, killed four people.")
    shown = {
        claim.value.word: claim.evidence[0].quote
        for report in coding.reports
        for claim in report.claims_of("context")
        if isinstance(claim.value, Word)
    }
    assert "terrorism" in shown["terrorism"]


def test_a_total_says_who_told_it(code: Code) -> None:
    text = "Rebels have carried out more than 40 attacks on convoys since January, the army said."
    (total,) = code(text).totals
    assert [source.name for source in total.cited] == ["army"]
