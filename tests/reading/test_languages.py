"""The language of an article."""

from __future__ import annotations

import pytest

from dateline.reading import languages

OTHERS = {
    "fr": "Trois personnes ont été tuées samedi dans une attaque près de Mossoul, selon la police.",
    "es": "Al menos cinco soldados murieron en una emboscada en el Cauca, informó el ejército.",
    "de": "Bei einem Anschlag in Kabul sind am Montag mindestens zehn Menschen getötet worden, teilte die Polizei mit.",
    "pt": "Pelo menos quatro pessoas morreram em um ataque a tiros no Rio de Janeiro, disse a polícia.",
    "ar": "قتل ثلاثة جنود في هجوم بطائرة مسيرة قرب أربيل يوم السبت، بحسب مسؤولين.",
    "ru": "Три человека погибли в результате обстрела города Харьков, сообщили власти.",
    "tr": "Şırnak'ta düzenlenen operasyonda iki asker hayatını kaybetti, valilik açıkladı.",
    "zh": "警方表示，星期六在摩加迪沙发生的爆炸造成五人死亡。",
    "sw": "Watu watatu waliuawa katika shambulio karibu na mji wa Goma, polisi walisema.",
}


@pytest.mark.parametrize("code", OTHERS)
def test_other_languages_are_told_from_one_sentence(code: str) -> None:
    assert languages.detected(OTHERS[code]) == code


@pytest.mark.parametrize(
    "text",
    [
        "Boko Haram gunmen abduct 30 villagers in Gwoza, Borno State, Nigeria.",
        "Mayor Wojciech Kowalczyk of Przemyśl meets Ukrainian governor Ihor Shevchuk in Rzeszów.",
        "Three policemen die in Antananarivo, Madagascar.",
    ],
)
def test_short_english_full_of_names_is_never_taken_for_another_language(text: str) -> None:
    assert languages.detected(text) in {"en", None}


def test_declared_languages_reduce_to_their_code() -> None:
    given = ["en-GB", "EN_us", "eng", "English", "fr", "", "und", None]
    assert [languages.declared(each) for each in given] == ["en", "en", "en", "en", "fr", None, None, None]


def test_a_language_is_named_in_words() -> None:
    assert languages.name("fr") == "French (fr)"
    assert languages.name("qqq") == "qqq"
