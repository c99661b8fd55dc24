"""The file of feeds: what is wrong with it is said in one line, with the place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.watching import load, state_path
from dateline.watching.settings import agent

ROOT = Path(__file__).resolve().parents[2]
FEED = "[[feed]]\nurl = 'https://wire.example/rss'\n"


def saved(folder: Path, text: str) -> Path:
    path = folder / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_feed_is_enough(tmp_path: Path) -> None:
    path = saved(tmp_path, FEED)
    settings = load(path)
    assert [feed.url for feed in settings.feed] == ["https://wire.example/rss"]
    assert settings.feed[0].allow_private is False
    assert state_path(path, settings) == tmp_path / "feeds.state.db"
    assert agent(settings, "Dateline/1") == "Dateline/1"


def test_the_example_of_the_documentation_is_one(tmp_path: Path) -> None:
    document = (ROOT / "docs" / "watching.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```toml\n(.*?)^```", document, re.M | re.S)
    settings = load(saved(tmp_path, example))
    names = set(re.findall(r"^(?:# )?(\w+) = ", example, re.M)) | {"feed"}
    assert names == {*settings.__struct_fields__, *settings.feed[0].__struct_fields__}
    assert "(+" in agent(settings, "Dateline/1")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "feeds.toml: there is no [[feed]]"),
        ("feed = []", "feeds.toml:1: feed is wrong: write each one under [[feed]]"),
        ("\nfeed = 3", "feeds.toml:2: feed is wrong: write each one under [[feed]]"),
        ("[[feed]\n", "feeds.toml: is no TOML: expected ']]' at the end of an array declaration (at line 1, column 7)"),
        (f"{FEED}\n[[feed]]\n", "feeds.toml:4: feed 2: url is missing"),
        (f"{FEED}\n[[feed]]\n\nurl = 3\n", "feeds.toml:6: feed 2: url is wrong: expected text, got a number"),
        (f"{FEED}[[feed]]\nurl = 'ftp://x/'", "feeds.toml:4: feed 2: ftp://x/ is no address of the web"),
        (f"{FEED}[[feed]]\nurl = '/rss'", "feeds.toml:4: feed 2: /rss is no address of the web"),
        (f"{FEED}{FEED}", "feeds.toml:4: feed 2: https://wire.example/rss stands twice"),
        (f"{FEED}urll = 3", "feeds.toml:3: feed 1: urll is no setting; see docs/watching.md"),
        (f"every = 3\n{FEED}", "feeds.toml:1: every is no setting; see docs/watching.md"),
        (
            f"{FEED}allow_private = 'no'",
            "feeds.toml:3: feed 1: allow_private is wrong: expected true or false, got text",
        ),
        (f"pages_per_cycle = 0\n{FEED}", "feeds.toml:1: pages_per_cycle is wrong: expected a number >= 1"),
        (f"recheck_hours = ['1']\n{FEED}", "feeds.toml:1: recheck_hours is wrong: expected a number, got text"),
        (f"contact = 'me and you'\n{FEED}", "feeds.toml:1: contact is no address: write a URL or an e-mail address"),
        (f"\nseconds_between_requests = 0\n{FEED}", "feeds.toml:2: seconds_between_requests is under 1, which only"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        load(saved(tmp_path, text))
    said = str(caught.value)
    assert said.removeprefix(f"{tmp_path}/").startswith(says)
    assert "\n" not in said


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.toml: does not exist"):
        load(tmp_path / "none.toml")
    (tmp_path / "odd.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="is not UTF-8"):
        load(tmp_path / "odd.toml")


KEYS = st.sampled_from(["feed", "url", "state", "contact", "pages_per_cycle", "recheck_hours", "x"])
VALUES = st.sampled_from(["1", "-1", "''", "'a'", "true", "[]", "[1]", "['a']", "{}", "1979-05-27", "nan", "inf"])
LINES = st.lists(
    st.one_of(st.just("[[feed]]"), st.just("[feed]"), st.builds("{} = {}".format, KEYS, VALUES)), max_size=8
)


@given(LINES)
def test_no_file_crashes(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    path = saved(tmp_path_factory.getbasetemp(), "\n".join(lines))
    said = outcome(path)
    assert "\n" not in said
    assert said.startswith(str(path)) or not said


def outcome(path: Path) -> str:
    try:
        load(path)
    except InputError as error:
        return str(error)
    return ""
