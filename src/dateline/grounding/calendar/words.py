"""The words of the calendar, as tables: lower-case word → what it means. No rule stands here."""

from __future__ import annotations

from dateline.grounding.calendar.meaning import Era, Period, Portion, Quarter, Unit


def _words(text: str) -> list[str]:
    return text.split()


_MONTH_NAMES = _words("january february march april may june july august september october november december")
MONTHS: dict[str, int] = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
MONTH_ABBREVIATIONS: dict[str, int] = {name[:3]: number for name, number in MONTHS.items() if name != "may"}
MONTH_ABBREVIATIONS["sept"] = 9
MONTH_VERBS = frozenset({"may", "march"})  # also everyday verbs: they need a preposition or a number beside them
MONTH_NAMES_OF_PEOPLE = frozenset({"april", "may", "june", "august"})

_WEEKDAY_NAMES = _words("monday tuesday wednesday thursday friday saturday sunday")
WEEKDAYS: dict[str, int] = {name: number for number, name in enumerate(_WEEKDAY_NAMES)}  # Monday is 0, as in datetime
WEEKDAY_ABBREVIATIONS: dict[str, int] = {name[:3]: number for name, number in WEEKDAYS.items()} | {
    "tues": 1,
    "thur": 3,
    "thurs": 3,
}
WEEKDAY_PLURALS = frozenset(name + "s" for name in WEEKDAYS)
NAMED_WITH_WEEKDAY_BEFORE = frozenset({"black", "bloody", "good", "ash", "palm", "easter", "super"})
NAMED_WITH_WEEKDAY_AFTER = frozenset(
    {"prayer", "prayers", "sermon", "sermons", "mosque", "mass", "times", "telegraph", "mirror", "express", "school"}
)

_UNIT_WORDS: dict[Unit, tuple[str, ...]] = {
    "second": ("seconds",),
    "minute": ("minute", "minutes"),
    "hour": ("hour", "hours"),
    "day": ("day", "days", "night", "nights"),
    "week": ("week", "weeks", "fortnight", "fortnights"),
    "month": ("month", "months"),
    "year": ("year", "years"),
    "decade": ("decade", "decades"),
    "century": ("century", "centuries"),
}
UNITS: dict[str, Unit] = {word: unit for unit, words in _UNIT_WORDS.items() for word in words}
FORTNIGHTS = frozenset({"fortnight", "fortnights"})  # two weeks each
PLURAL_UNITS = frozenset(word for word in UNITS if word.endswith("s"))

_ONE_TO_TWENTY = _words(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
NUMBERS: dict[str, int] = {word: value for value, word in enumerate(_ONE_TO_TWENTY, 1)} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_TO_TWENTIETH = _words(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINALS: dict[str, int] = {word: value for value, word in enumerate(_TO_TWENTIETH, 1)}
A_FEW = 3  # what "a few" is taken for where a length must be given; the date then says that it is approximate
VAGUE_NUMBERS = frozenset({"several", "many", "some", "numerous", "dozens"})

PARTS_OF_DAY = frozenset({"morning", "afternoon", "evening", "night", "lunchtime"})
MOMENTS: dict[str, str] = {
    "midnight": "midnight",  # which of the two days it parts is not ours to choose
    "noon": "12:00",
    "midday": "12:00",
    "dawn": "dawn",
    "daybreak": "dawn",
    "dusk": "dusk",
    "sunrise": "sunrise",
    "sunset": "sunset",
    "nightfall": "nightfall",
}
AROUND = frozenset({"around", "about", "approximately", "roughly", "circa", "near", "nearly"})
BESIDE = frozenset({"before", "after"})
CLOSELY = frozenset({"shortly", "just", "soon", "moments", "minutes"})
ZONES = frozenset(
    _words("GMT UTC BST CET CEST EET EEST MSK EST EDT CST CDT MST MDT PST PDT ET PT IST AEST AEDT JST KST ICT SGT WIB")
)

SEASONS: dict[str, Quarter] = {
    "spring": "spring",
    "summer": "summer",
    "autumn": "autumn",
    "winter": "winter",
}
FALL = "fall"  # autumn where a year or "the" stands by it, else a verb

PORTIONS: dict[str, Portion] = {
    "early": "early",
    "mid": "mid",
    "late": "late",
    "start": "early",
    "beginning": "early",
    "middle": "mid",
    "end": "late",
}
WEEKS: dict[str, Portion] = {
    "first": "first week",
    "second": "second week",
    "third": "third week",
    "last": "last week",
    "final": "last week",
}
HALVES: dict[str, Portion] = {"first": "first half", "second": "second half"}

DEICTIC_DAYS: dict[str, tuple[int, str | None]] = {
    "yesterday": (-1, None),
    "today": (0, None),
    "tonight": (0, "night"),
    "tomorrow": (1, None),
}
DIRECTIONS: dict[str, int] = {"last": -1, "this": 0, "next": 1}
PERIODS: dict[str, Period] = {"week": "week", "weekend": "weekend", "month": "month", "year": "year"}
ANAPHORS: dict[str, int] = {"same": 0, "next": 1, "following": 1, "previous": -1, "preceding": -1}

NAMED_DAYS: dict[tuple[str, ...], tuple[int, int]] = {
    ("new", "year's", "eve"): (12, 31),
    ("new", "year's", "day"): (1, 1),
    ("christmas", "eve"): (12, 24),
    ("christmas", "day"): (12, 25),
    ("christmas",): (12, 25),
    ("boxing", "day"): (12, 26),
    ("valentine", "'s", "day"): (2, 14),
    ("may", "day"): (5, 1),
    ("bastille", "day"): (7, 14),
    ("halloween",): (10, 31),
}

FREQUENCIES: dict[str, Unit] = {
    "daily": "day",
    "nightly": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "annually": "year",
    "hourly": "hour",
}

_REFERENCES: dict[Era, tuple[str, ...]] = {
    "present": (
        *("now", "currently", "current", "nowadays", "right now", "at present", "at this time", "the time being"),
        *("present day", "present - day", "modern day", "modern - day", "these days"),
    ),
    "past": ("recently", "recent", "formerly", "former", "in the past"),
    "future": ("future", "the future", "near future", "the near future"),
}
REFERENCES: tuple[tuple[tuple[str, ...], Era], ...] = tuple(
    (tuple(words.split()), side) for side, listed in _REFERENCES.items() for words in listed
)

INTO_A_YEAR = frozenset(_words("in since during by until till before after from through throughout"))
INTO_A_MONTH = frozenset({"in", "since", "until", "till", "during", "through"})
DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my"})

# A word after a date that starts something new. Any other word straight after may be what the date describes.
FUNCTION_WORDS = frozenset(
    _words(
        """
        a about after again against ago all alone along also although amid among an and are around as at away back
        be because been before being between both but by can could despite did do does down during each either even
        for from had has have he her here him his how however i if in inside into is it its just last late later
        local many may might more most much near nearly neither no nor not now of off on once one only onto onward
        onwards or our out outside over per several she should since so some still such than that the their them
        then there these they this those though through throughout to today together too toward towards two under
        until up upon us was we were what when where whether which while who whom whose why will with within without
        would yet you
        """
    )
)
