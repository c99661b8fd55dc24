"""The coder as a whole: a pure function whose every span equals its words, whatever the input."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest
from coding.coded import spans
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.coding import Coder
from dateline.model import Article, Caption, Coding

SENTENCES = (
    "Gunmen attacked a bank in Juba on Monday, killing two guards, police said.",
    "Police arrested 15 protesters in Minsk on Saturday.",
    "“They shelled our street all night,” said Amina Yusuf, a resident of Kherson.",
    "Customs officers seized 65 kg of heroin and $40,000 in cash at the port of Mersin.",
    "Armed groups have carried out more than 300 attacks since 2019.",
    "The General Directorate of Narcotics (GDN) said it had seized three rifles.",
    "Three days later a missile hit a bridge in Chonhar.",
    "It was the third such attack this week.",
    "The president, Felix Mbala, will meet the rebel leader in Nairobi on Friday.",
    "No one was hurt.",
    "The foreign minister condemned the shelling – and called for talks.",
    "Rebels killed nine villagers near Bunia, according to a local official.",
)
JOINTS = (" ", "\n", "\n\n", "\r\n", "\t", "  ", " 🚀 ", " — ")
PARTS = st.lists(st.tuples(st.sampled_from(SENTENCES), st.sampled_from(JOINTS)), max_size=5).map(
    lambda pairs: "".join(sentence + joint for sentence, joint in pairs)
)


def article(text: str, title: str = "", captions: tuple[str, ...] = (), published: str | None = None) -> Article:
    shown = tuple(Caption(text=c) for c in captions)
    return Article(id="a", hash="a", title=title, text=text, captions=shown, published=published)


def assert_sound(coding: Coding) -> None:
    """Spans equal their words, ids are unique, and no report or total is without its words."""
    for evidence in spans(coding):
        assert evidence.start < evidence.end
        assert coding.article.part(evidence)[evidence.start : evidence.end] == evidence.quote
    ids = [r.id for r in coding.reports] + [t.id for t in coding.totals if t.quote.part == "body"]
    assert len(ids) == len(set(ids))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=PARTS,
    title=st.sampled_from(("", *SENTENCES)),
    captions=st.lists(st.sampled_from(SENTENCES), max_size=2).map(tuple),
    published=st.sampled_from((None, "2023-05-10")),
)
def test_small_articles(coder: Coder, text: str, title: str, captions: tuple[str, ...], published: str | None) -> None:
    coding = coder.code(article(text, title, captions, published))
    assert coding.article.text == text
    assert_sound(coding)


@settings(max_examples=30, deadline=None)
@given(text=st.text(max_size=120), title=st.text(max_size=40))
def test_any_text_at_all(coder: Coder, text: str, title: str) -> None:
    assert_sound(coder.code(article(text, title)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "...",
        "?!?! — “”",
        "🚀🚀🚀",
        "Gunmen 🚀 attacked 👨‍👩‍👧 a bank in Juba 🇸🇸 on Monday, killing 2️⃣ guards.",
        "Gunmen\tattacked\ta bank\r\nin Juba\r\n\r\non Monday.",
        "Gunmen attacked " + "a bank and " * 200 + "a school in Juba.",
        "attacked " * 300,
        "(" * 200,
        "GUNMEN ATTACK BANK IN JUBA, KILLING TWO.",
        "gunmen attacked a bank in juba on monday killing two guards",
        "Les hommes armés ont attaqué une banque à Djouba lundi.",
        "e\u0301tat Gunmen attacked a cafe\u0301 in Juba on Monday.",
        "\u202eGunmen attacked a bank\u202c in Juba.",
        "\x00 Gunmen attacked a bank in Juba. \x00",
    ],
)
def test_odd_texts(coder: Coder, text: str) -> None:
    assert_sound(coder.code(article(text)))
    assert_sound(coder.code(article(text, title=text, captions=(text,), published="2023-05-10")))


def test_the_same_article_gives_the_same_bytes(coder: Coder) -> None:
    given_article = article(" ".join(SENTENCES), SENTENCES[0], published="2023-05-10")
    first = msgspec.json.encode(coder.code(given_article))
    coder.code(article("Rebels attacked another town in Chad on Sunday."))
    assert msgspec.json.encode(coder.code(given_article)) == first
    assert msgspec.json.encode(Coder.load().code(given_article)) == first


def test_a_coding_goes_to_json_and_back(coder: Coder) -> None:
    coding = coder.code(article(" ".join(SENTENCES), published="2023-05-10"))
    assert msgspec.json.decode(msgspec.json.encode(coding), type=Coding) == coding


def test_an_article_without_title_is_coded_all_the_same(coder: Coder) -> None:
    coding = coder.code(article(SENTENCES[0]))
    assert [r.type for r in coding.reports] == ["ASSAULT"]


def test_counts_are_never_negative_or_turned_round(coder: Coder) -> None:
    coding = coder.code(article(" ".join(SENTENCES), published="2023-05-10"))
    for claim in (c for r in coding.reports for c in r.claims_of("count")):
        low, high = claim.value.min, claim.value.max  # type: ignore[union-attr]
        assert low is not None or high is not None
        assert (low or 0) >= 0
        assert high is None or (low or 0) <= high


def test_who_asks_for_certainty_gets_nothing(coder: Coder) -> None:
    coding = coder.code(article(" ".join(SENTENCES), SENTENCES[0], published="2023-05-10"), min_confidence=1.0)
    assert coding.reports == ()


def test_a_lower_bar_finds_all_that_a_higher_one_does(coder: Coder) -> None:
    given_article = article(" ".join(SENTENCES), SENTENCES[0], published="2023-05-10")
    bars = (0.0, None, 0.8, 0.99)
    found = [coder.code(given_article, min_confidence=bar) for bar in bars]
    for more, fewer in pairwise(found):
        assert_sound(more)
        assert len(more.reports) >= len(fewer.reports)
        assert {r.type for r in more.reports} >= {r.type for r in fewer.reports}
    assert all((r.confidence or 0) >= 0.8 - 0.001 for r in found[2].reports)
