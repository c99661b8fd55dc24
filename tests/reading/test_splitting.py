"""Text pages → stories: the shapes that people paste, and random pages in the shape of a saved news page."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.reading import marks
from dateline.reading.assembling import assemble
from dateline.reading.splitting import split
from dateline.reading.story import Story
from dateline.reading.units import units


def stories(text: str) -> list[Story]:
    return [story for part in split(units(text)) if (story := assemble(part))]


def paragraphs(story: Story) -> list[str]:
    return story.text.split("\n\n")


TRUCE = [
    "The two sides agreed on Monday to stop firing along the river, the mediators said in Doha.",
    "Guns were still heard in the east of the town on Tuesday, residents said by telephone.",
]
FLOOD = [
    "Floods in the delta drove 4,000 people from their homes over the weekend, the civil defence said.",
    "Two bridges were closed and a school was opened as a shelter.",
]


def page(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"


def test_a_single_story_keeps_its_title_and_every_paragraph() -> None:
    (story,) = stories(page("Truce holds along the river", *TRUCE))
    assert (story.title, paragraphs(story)) == ("Truce holds along the river", TRUCE)


def test_repeated_headlines_and_captions_collapse_and_captions_stand_apart() -> None:
    head = "Truce Holds Along the River\n\nBoats on the river at dusk (AP)\nBoats on the river at dusk (AP)\nTT"
    (story,) = stories(page(head, head.removesuffix("\nTT"), *TRUCE))
    assert story.title == "Truce Holds Along the River"
    assert paragraphs(story) == TRUCE
    assert [(caption.text, caption.credit) for caption in story.captions] == [("Boats on the river at dusk", "AP")]


def test_a_headline_twice_running_without_a_caption_begins_a_story() -> None:
    first, second = "Truce Holds Along the River", "Floods Empty Villages in the Delta"
    found = stories(page(first, first, *TRUCE, second, second, *FLOOD))
    assert [story.title for story in found] == [first, second]
    assert [paragraphs(story) for story in found] == [TRUCE, FLOOD]


def test_a_caption_twice_running_inside_a_story_begins_none() -> None:
    caption = "A fishing boat below the old bridge in the town"
    (story,) = stories(page("Truce holds along the river", TRUCE[0], f"{caption}\n{caption}", TRUCE[1]))
    assert paragraphs(story) == TRUCE
    assert [each.text for each in story.captions] == [caption]


def test_byline_date_line_and_dateline_are_read_and_the_body_keeps_its_words() -> None:
    lead = "GOMA, Congo, May 12 (Reuters) - Fighters left the airport on Tuesday, two aid workers said."
    (story,) = stories(page("Fighters leave Goma airport", "By Agencies", "Published: 13 May 2025, 08:15 GMT", lead))
    assert (story.byline, story.dateline) == ("By Agencies", "GOMA, Congo, May 12")
    assert (story.published, story.published_from) == ("2025-05-13", "dateline")
    assert paragraphs(story) == [lead]


def test_a_byline_below_a_headline_begins_a_story() -> None:
    found = stories(
        page("Truce holds along the river\nBy Agencies", *TRUCE, "Floods empty delta villages\nBy Agencies", *FLOOD)
    )
    assert [paragraphs(story) for story in found] == [TRUCE, FLOOD]


def test_a_dateline_below_a_headline_begins_a_story() -> None:
    lead = f"MANDALAY, Myanmar (AP) — {FLOOD[0]}"
    found = stories(page("Truce holds along the river", *TRUCE, "Floods empty villages in the delta", lead))
    assert [story.dateline for story in found] == [None, "MANDALAY, Myanmar"]
    assert found[1].text == lead


def test_a_rule_divides_stories_only_above_a_headline() -> None:
    for rule in ("---", "* * *", "======"):
        found = stories(page("Truce holds along the river", *TRUCE, rule, "Floods empty delta villages", *FLOOD))
        assert [paragraphs(story) for story in found] == [TRUCE, FLOOD]
        (kept,) = stories(page("Truce holds along the river", TRUCE[0], rule, TRUCE[1]))
        assert paragraphs(kept) == TRUCE


def test_a_gap_divides_stories_only_where_it_is_unusual() -> None:
    first = page("Truce holds along the river", *TRUCE)
    second = page("Floods empty villages in the delta", *FLOOD)
    assert [paragraphs(story) for story in stories(f"{first}\n\n\n{second}")] == [TRUCE, FLOOD]
    assert len(stories((first + second).replace("\n\n", "\n\n\n\n"))) == 1


def test_a_subheading_does_not_cut_a_story() -> None:
    (story,) = stories(page("Truce holds along the river", TRUCE[0], "What happens next", TRUCE[1]))
    assert paragraphs(story) == [TRUCE[0], "What happens next", TRUCE[1]]


def test_one_story_pasted_twice_is_read_once() -> None:
    once = page("Truce Holds Along the River", *TRUCE)
    (story,) = stories(f"{once}\n{once}")
    assert (story.title, paragraphs(story)) == ("Truce Holds Along the River", TRUCE)


def test_hard_wrapped_lines_are_joined_to_their_paragraphs() -> None:
    text = page(
        "Truce holds along the river",
        "The two sides agreed on Monday to stop firing along the river, the\n"
        "mediators said in Doha after a week of talks that had seemed to lead\n"
        "nowhere.",
        "Guns were still heard in the east of the town on Tuesday, residents\n"
        "said by telephone, and nobody dared to cross the bridge to the market\n"
        "on the other bank.",
    )
    (story,) = stories(text)
    assert [each.endswith(end) for each, end in zip(paragraphs(story), ("nowhere.", "other bank."), strict=True)]
    assert all("\n" not in each for each in paragraphs(story))


def test_a_sign_off_of_the_agency_stays_in_the_body() -> None:
    last = "Talks go on next week, the mediators said. (Reuters)"
    (story,) = stories(page("Truce holds along the river", TRUCE[0], last))
    assert paragraphs(story) == [TRUCE[0], last]
    assert story.captions == ()


def test_layout_marks_and_an_empty_page_are_no_article() -> None:
    assert stories("") == []
    assert stories("TT\n\nShare\n\nAdvertisement\n\n---\n") == []


def test_a_lone_sentence_is_a_body_without_title() -> None:
    (story,) = stories("Gunmen shot dead two traders near Jos on Sunday, police said.")
    assert (story.title, story.text) == ("", "Gunmen shot dead two traders near Jos on Sunday, police said.")


def test_a_date_is_not_lent_to_the_next_story() -> None:
    found = stories(
        page("Truce holds along the river\nPublished: 3 May 2024", *TRUCE, "---", "Floods empty delta villages", *FLOOD)
    )
    assert [story.published for story in found] == ["2024-05-03", None]


# ------------------------------------------------------------------ random pages

NAMES = ["Army", "Envoy", "Police", "Rebels", "Drones", "Council", "Troops", "Gunmen", "Rockets", "Farmers"]
VERBS = ["Strike", "Leave", "Seize", "Reject", "Retake", "Besiege", "Visit", "Guard", "Bury", "Rebuild"]
THINGS = ["Airfield", "Market", "Harbour", "Bridge", "Border Post", "Hospital", "Old Town", "Oil Field", "Truce Deal"]
CREDITS = [" (Reuters)", " Getty)", "- SANA", " (AFP via Getty Images)", " (AP)"]
MARKS = ["TT", "Share", "Advertisement", "Read more"]

headlines = st.builds(
    "{} {} {} in {} {}".format,
    st.sampled_from(NAMES),
    st.sampled_from(VERBS),
    st.sampled_from(THINGS),
    st.sampled_from(["Northern", "Eastern", "Western", "Central"]),
    st.sampled_from(["Province", "District", "Highlands", "Valley"]),
)
sentences = st.builds(
    "{} said on {} that {} had been {} near the {}, and {} people were {}.".format,
    st.sampled_from(["Officials", "Residents", "A doctor", "Two witnesses", "The mayor’s office"]),
    st.sampled_from(["Monday", "Tuesday", "Friday", "May 8", "the 3rd of June"]),
    st.sampled_from(["a convoy", "a patrol", "three trucks", "an aid worker", "“some 30 fighters”"]),
    st.sampled_from(["attacked", "stopped", "seen", "searched", "taken away"]),
    st.sampled_from(["bridge", "market", "dam", "mosque", "railway"]),
    st.integers(2, 999),
    st.sampled_from(["hurt", "arrested", "freed", "displaced"]),
)
captions = st.builds(
    "Soldiers stand beside a {} at the {} outside town{}".format,
    st.sampled_from(["burnt car", "damaged wall", "white truck"]),
    st.sampled_from(["gate", "checkpoint", "river crossing"]),
    st.sampled_from(CREDITS),
)


Told = tuple[str, list[str], list[str], str]  # title, body, captions, layout mark


def unlike(told: list[Told]) -> bool:
    lines = [line for title, body, shown, _ in told for line in (title, *body, *shown)]
    return len(lines) == len(set(lines))


told = st.tuples(
    headlines,
    st.lists(sentences, min_size=1, max_size=6),
    st.lists(captions, max_size=2),
    st.sampled_from(MARKS),
)


def printed(story: Told, gap: str) -> str:
    title, body, shown, mark = story
    doubled = "\n".join(line for caption in shown for line in (caption, caption))
    head = [title, f"{doubled}\n{mark}".strip(), title, doubled]
    return "\n\n".join(block for block in [*head, *body] if block) + gap


@settings(deadline=None)
@given(st.lists(told, min_size=1, max_size=4).filter(unlike), st.sampled_from(["\n\n", "\n\n\n", "\n\n\n\n"]))
def test_every_story_of_a_random_page_is_found_whole(pages: list[Told], gap: str) -> None:
    text = "".join(printed(story, gap) for story in pages)
    found = stories(text)
    assert [story.title for story in found] == [title for title, *_ in pages]
    assert [paragraphs(story) for story in found] == [body for _, body, *_ in pages]
    for story, (title, _, shown, _) in zip(found, pages, strict=True):
        assert len(story.captions) == len(shown)
        assert all(caption.text in line for caption, line in zip(story.captions, shown, strict=True))
        assert all(caption.credit for caption in story.captions)
        assert text[story.start :].startswith(title)
    places = [place for story in found for place in (story.start, story.end)]
    assert places == sorted(places)  # type: ignore[type-var]


blocks = st.lists(
    st.one_of(
        sentences,
        headlines,
        captions,
        st.sampled_from(
            ["---", "* * *", "By Agencies", "Published: 3 May 2024", "GOMA, Congo (AP) — Shops were shut."]
        ),
    ),
    min_size=1,
    max_size=14,
    unique=True,
)


@settings(deadline=None)
@given(blocks, st.lists(st.sampled_from(["\n", "\n\n", "\n\n\n\n"]), min_size=14, max_size=14))
def test_nothing_a_page_tells_is_lost_or_told_twice(lines: list[str], gaps: list[str]) -> None:
    found = stories("".join(line + gap for line, gap in zip(lines, gaps, strict=False)))
    parts = [part for story in found for part in (story.title, *paragraphs(story), *(story.byline or "").split(" · "))]
    shown = [caption for story in found for caption in story.captions]
    for line in lines if found else ():
        if not line.startswith(("---", "* *", "Published")):
            assert parts.count(line) + shown.count(marks.caption(line)) == 1, line
    assert found or not any(line.endswith(".") for line in lines)


@given(st.text(max_size=400))
def test_any_text_is_read_without_error_and_stands_where_it_says(text: str) -> None:
    found = stories(text)
    for story in found:
        assert story.start is not None
        assert story.end is not None
        assert 0 <= story.start < story.end <= len(text)
