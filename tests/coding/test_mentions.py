"""Which words of an article name an event, and of which class and mode."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from coding.coded import of_type, only

from dateline.coding import Coder
from dateline.coding.document import Document
from dateline.coding.mentions import Mention, find
from dateline.language import Pipeline
from dateline.model import Article, Coding
from dateline.ontology import Ontology

Code = Callable[..., Coding]


@pytest.mark.parametrize(
    ("sentence", "kind", "mode"),
    [
        ("Armed men kidnapped a German aid worker in Mogadishu on Thursday.", "ASSAULT", "abduct"),
        ("Israeli warplanes struck a weapons depot outside Damascus late on Sunday.", "ASSAULT", "aerial"),
        ("A drone struck a fuel depot in Feodosia on Friday.", "ASSAULT", "drone"),
        ("Russian forces shelled the city of Kherson on Friday.", "ASSAULT", "heavy-weapons"),
        ("A mob lynched two men in Jos.", "ASSAULT", "beat"),
        ("Police in Nairobi fired tear gas at demonstrators on Tuesday.", "ASSAULT", "crowd-control"),
        ("A car rammed into a crowd in Munich, injuring 28 people.", "ASSAULT", "primitive"),
        ("Police arrested 15 protesters in Minsk on Saturday.", "COERCE", "arrest"),
        ("Egypt banned the Muslim Brotherhood in December.", "COERCE", "ban"),
        ("The authorities shut down a newspaper in Managua.", "COERCE", "censor"),
        ("Myanmar declared martial law in five townships.", "COERCE", "martial-law"),
        ("Customs officers seized 65 kg of heroin at the port of Mersin.", "COERCE", "seize"),
        ("Poland deployed 4,000 troops to its border with Belarus.", "MOBILIZE", "troops"),
        ("North Korea fired two ballistic missiles into the Sea of Japan on Wednesday.", "MOBILIZE", "weapons"),
        ("About 10,000 people rallied in Budapest on Sunday.", "PROTEST", "demo"),
        ("Hundreds of farmers blocked a highway near Warsaw.", "PROTEST", "obstruct"),
        ("Prisoners in Minsk began a hunger strike on Monday.", "PROTEST", "hunger"),
        ("Railway workers went on strike in Paris on Monday.", "PROTEST", "strike"),
        ("The opposition boycotted the vote in Harare.", "PROTEST", "boycott"),
        ("A court in Moscow sentenced an opposition leader to eight years in prison.", "SANCTION", "convict"),
        ("Germany expelled two Russian diplomats on Wednesday.", "SANCTION", "expel"),
        ("Norway cut diplomatic ties with Belarus on Friday.", "SANCTION", "discontinue"),
        ("The European Union imposed sanctions on 12 Russian officials.", "SANCTION", None),
        ("French troops withdrew from Niamey on Friday.", "RETREAT", "withdraw"),
        ("The Houthis released 25 sailors on Sunday.", "RETREAT", "release"),
        ("Rebels laid down their arms in Mocoa on Friday.", "RETREAT", "disarm"),
        ("The prime minister resigned on Friday.", "RETREAT", "resign"),
        ("Armenia and Azerbaijan signed a peace agreement in Washington.", "AGREE", None),
        ("The two presidents spoke by telephone on Monday.", "CONSULT", "phone"),
        ("Volodymyr Zelensky visited Berlin on Sunday.", "CONSULT", "visit"),
        ("Qatar delivered 40 tonnes of food to Port Sudan on Friday.", "AID", None),
        ("The pope expressed solidarity with the people of Gaza.", "SUPPORT", None),
        ("Russia vetoed a resolution on Mali.", "REJECT", "change"),
        ("The government rejected an offer of talks.", "REJECT", "meet"),
        ("Tehran accused Israel of the killing.", "ACCUSE", "allege"),
        ("The foreign minister condemned the arrests.", "ACCUSE", "disapprove"),
        ("The UN Security Council called for an immediate ceasefire.", "REQUEST", "yield"),
        ("Israel's defence minister warned Hezbollah against any attack.", "THREATEN", "violence"),
    ],
)
def test_class_and_mode(code: Code, sentence: str, kind: str, mode: str | None) -> None:
    assert mode in [r.mode for r in of_type(code(sentence), kind)]


@pytest.mark.parametrize(
    "sentence",
    [
        "An earthquake killed 40 people in Nepal on Friday.",
        "Two people died in a car crash near Lyon.",
        "Two people were killed in a fire at a hotel in Dakar on Monday.",
        "The landslide hit the village at dawn and blocked a section of the road, police said.",
        "A bus fell into a ravine in Peru, killing 20 people.",
        "The storm hit the coast of Florida on Monday.",
        "Fire destroyed a factory in Dhaka on Monday.",
        "The team beat Liverpool 3-1 on Saturday.",
        "Shares fell sharply after the company released its results.",
        "The bank raised interest rates, hitting households.",
        "The film shoots in Rome next month.",
        "The strike price of the option rose.",
        "Violence has grown in the region.",
        "Some 2,500 US troops are stationed in Iraq.",
        "He is wanted for murder.",
        "She has a heart attack every time she sees the bill.",
        "The company launched a new campaign.",
        "The show was cancelled.",
    ],
)
def test_accidents_disasters_sport_markets_and_conditions_are_no_events(code: Code, sentence: str) -> None:
    assert code(sentence).reports == ()


@pytest.mark.parametrize(
    "sentence",
    ["Officials said the road was open.", "The ministry told reporters that talks with donors were useful."],
)
def test_speaking_alone_is_no_event_of_words(code: Code, sentence: str) -> None:
    assert not [r for r in code(sentence).reports if r.type in ("ACCUSE", "REQUEST", "REJECT", "THREATEN")]


def test_the_trigger_stands_inside_the_quote(code: Code) -> None:
    report = only(code("The town was calm. Gunmen ambushed an army convoy near Gao on Monday. Shops closed."))
    assert report.trigger.quote == "ambushed"
    assert report.quote.quote == "Gunmen ambushed an army convoy near Gao on Monday."


def mentions(text: str) -> list[Mention]:
    article = Article(id="a", hash="a", title="", text=text)
    return find(Document.of(article, Pipeline.load()), Ontology.load())


def test_mentions_come_in_reading_order(coder: Coder) -> None:
    found = mentions("Police arrested two men. Rebels attacked a base and abducted a guard. Talks were held on Monday.")
    heads = [m.head for m in found]
    assert len(found) >= 4
    assert heads == sorted(heads)


def test_a_word_of_a_proper_name_is_no_mention() -> None:
    found = mentions("The Strike Fund met donors of the Peace Support Operation.")
    assert "Strike" not in [m.token.text for m in found]


def test_a_phrase_is_one_mention() -> None:
    found = mentions("Railway workers went on strike in Paris.")
    assert [(m.type, m.parse.words(m.first, m.last)) for m in found] == [("PROTEST", "went on strike")]


def test_the_clause_of_a_noun_is_its_verb() -> None:
    (mention,) = [m for m in mentions("Turkey launched an offensive in Idlib.") if m.type == "ASSAULT"]
    assert mention.parse.tokens[mention.clause].text == "launched"


@pytest.mark.parametrize(
    "sentence",
    [
        "A train derailed near Lahore on Monday, killing 20 people.",
        "A boat carrying migrants capsized off Libya on Monday, killing 30.",
        "A gas explosion killed nine people in a restaurant in Bogota on Monday.",
        "A coal mine collapsed in Hunan on Monday, killing six miners.",
        "The California fire killed 85 people.",
    ],
)
def test_an_accident_is_nobodys_attack(coder: Coder, sentence: str) -> None:
    article = Article(id="a", hash="a", title="", text=sentence, published="2023-05-10")
    assert [r.type for r in coder.code(article).reports] == []


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("An explosion killed nine people in a market in Kabul on Monday.", "ASSAULT"),
        ("A truck ploughed into a crowd in Nice on Monday, killing 12 people.", "ASSAULT"),
        ("A building collapsed after an airstrike in Gaza City on Monday, killing 12 people.", "ASSAULT"),
        ("Houthi rebels fired missiles at a tanker in the Red Sea on Monday.", "ASSAULT"),
        ("Russia launched missiles at Kharkiv on Monday.", "ASSAULT"),
        ("North Korea fired a missile into the Sea of Japan on Monday.", "MOBILIZE"),
        ("Forty fighters gave themselves up to the army in Borno on Monday.", "RETREAT"),
        ("Two soldiers were killed by Azerbaijani fire on Tuesday.", "ASSAULT"),
        ("Separatists derailed a passenger train near Rohri on Monday, killing 12 people.", "ASSAULT"),
        ("Gunmen raided three villages in Zamfara on Monday.", "ASSAULT"),
        ("Police raided the offices of a newspaper in Istanbul on Monday.", "COERCE"),
    ],
)
def test_an_act_is_what_it_was_aimed_at(coder: Coder, sentence: str, kind: str) -> None:
    article = Article(id="a", hash="a", title="", text=sentence, published="2023-05-10")
    assert [r.type for r in coder.code(article).reports] == [kind]
