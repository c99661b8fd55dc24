"""A probability for each claim, learned and shipped with the package; what is too unlikely is not claimed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from factories import actor, claim, date, evidence, killed, place, recipient, report, weapon
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding import choosing, reliability
from dateline.coding.confidence import Model
from dateline.coding.reliability import JUDGED, OPTIONAL, WEIGHTS, Models, features, weighed, weighed_coding
from dateline.errors import SetupError
from dateline.model import Claim, Coding, Report, Word

Code = Callable[..., Coding]
INSTALLED = Model.load(WEIGHTS)
TEXT = (
    "Gunmen attacked a bank in Juba on Monday, killing two guards, police said. "
    "Police arrested 15 protesters in Minsk on Saturday. "
    "Customs officers seized 65 kg of heroin at the port of Mersin."
)
CLAIMS = (
    claim("type", Word(word="ASSAULT")),
    claim("mode", Word(word="explosives")),
    claim("status", Word(word="occurred")),
    claim("certainty", Word(word="stated")),
    date("2024-03-04"),
    place("Karsa", 36.2, 44.0),
    actor("rebels"),
    recipient("Karsa market"),
    weapon("a bomb"),
    killed(5),
)


def bombing(*claims: Claim) -> Report:
    return report("a1", *(claims or CLAIMS), mode="explosives", confidence=0.9)


def model(threshold: float = 0.3, **weights: float) -> Model:
    return Model(version="test", intercept=0.0, threshold=threshold, weights=weights)


def fields(found: Report) -> list[str]:
    return [c.field for c in found.claims]


# ------------------------------------------------------------------ the installed model


def test_every_claim_has_a_probability(code: Code) -> None:
    found = [c for r in code(TEXT).reports for c in r.claims]
    assert {c.field for c in found} >= {"type", "status", "certainty", "actor"}
    assert all(c.confidence is not None and 0 <= c.confidence <= 1 for c in found if c.field in JUDGED)
    assert all(c.confidence is None for c in found if c.field not in JUDGED | {"type"})


def test_no_claim_that_could_be_left_open_is_under_the_threshold(code: Code) -> None:
    found = [c for r in code(TEXT).reports for c in r.claims if c.field in OPTIONAL]
    assert found
    assert all((c.confidence or 0) >= INSTALLED.threshold for c in found)


def test_the_report_has_the_mode_that_it_claims(code: Code) -> None:
    for found in code(TEXT).reports:
        assert [found.mode] == ([c.value.word for c in found.claims_of("mode")] or [None])  # type: ignore[union-attr]


def test_the_models_are_loaded_together() -> None:
    assert Models.load() == Models(Model.load(), Model.load(choosing.WEIGHTS), INSTALLED)


# ------------------------------------------------------------------ weighing


def test_what_is_likely_stays_as_it_is_but_for_its_probability() -> None:
    found = weighed(bombing(), model())
    assert [msgspec.structs.replace(c, confidence=None) for c in found.claims] == list(CLAIMS)
    assert {c.confidence for c in found.claims if c.field != "type"} == {0.5}
    assert found.claims[0].confidence == 0.9  # the record's own
    assert found.mode == "explosives"


@pytest.mark.parametrize("field", sorted(OPTIONAL))
def test_an_unlikely_claim_is_not_made(field: str) -> None:
    found = weighed(bombing(), model(**{field: -3.0}))
    assert fields(found) == [f for f in fields(bombing()) if f != field]


@pytest.mark.parametrize("field", ["status", "certainty", "count"])
def test_what_a_report_cannot_leave_open_is_claimed_however_unlikely(field: str) -> None:
    found = weighed(bombing(), model(**{field: -3.0}))
    assert fields(found) == fields(bombing())
    assert next(c.confidence for c in found.claims if c.field == field) == pytest.approx(0.047, abs=0.001)


def test_the_mode_goes_with_its_claim() -> None:
    assert weighed(bombing(), model(mode=-3.0)).mode is None
    assert weighed(bombing(), model(mode=3.0)).mode == "explosives"
    assert weighed(bombing(actor("rebels")), model()).mode is None


@given(st.floats(0, 1), st.dictionaries(st.sampled_from([*fields(bombing())[1:], "place record"]), st.floats(-9, 9)))
def test_whatever_the_model_only_sure_claims_are_left(threshold: float, weights: dict[str, float]) -> None:
    found = weighed(bombing(), model(threshold, **weights))
    assert all(0 <= (c.confidence or 0) <= 1 for c in found.claims)
    assert all((c.confidence or 0) >= threshold for c in found.claims if c.field in OPTIONAL)
    assert (found.mode is None) == ("mode" not in fields(found))


def test_a_coding_is_weighed_report_by_report(code: Code) -> None:
    coding = code(TEXT)
    found = weighed_coding(coding, model(threshold=1.0))
    assert [r.id for r in found.reports] == [r.id for r in coding.reports]
    assert not {f for r in found.reports for f in fields(r)} & OPTIONAL
    assert (found.article, found.totals) == (coding.article, coding.totals)


# ------------------------------------------------------------------ features


def test_a_claim_that_the_encoder_knows_nothing_of_says_so() -> None:
    known = msgspec.structs.replace(actor("rebels"), confidence=0.9)
    assert features(actor("rebels"), bombing())["actor unread"] == 1
    assert "actor unread" not in features(known, bombing())
    assert features(known, bombing())["actor encoder"] > 0


def test_a_claim_knows_where_its_words_stand() -> None:
    title = msgspec.structs.replace(evidence("Rebels"), part="title")
    afar = msgspec.structs.replace(evidence("Rebels"), start=900, end=906)
    begun = bombing().quote.start
    inside = msgspec.structs.replace(evidence("Rebels"), start=begun, end=begun + 6)

    def where(words: object) -> set[str]:
        told = msgspec.structs.replace(actor("rebels"), evidence=(words,))
        return features(told, bombing()).keys() & {"actor in quote", "actor in title"}

    assert where(inside) == {"actor in quote"}
    assert where(title) == {"actor in title"}
    assert where(afar) == set()


def test_known_and_unknown_parties() -> None:
    assert "recipient known" in features(recipient("Hamas", "hamas"), bombing())
    assert "recipient unknown" in features(recipient("villagers"), bombing())


# ------------------------------------------------------------------ installation


@pytest.mark.parametrize("content", [None, b"", b"{", b'{"version": "1"}'])
def test_a_damaged_or_missing_model_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    path = tmp_path / "reliability.json"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setattr(reliability, "WEIGHTS", path)
    with pytest.raises(SetupError, match="install dateline again") as caught:
        Models.load()
    assert str(path) in str(caught.value)
