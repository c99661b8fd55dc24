"""The command line as a user meets it: verbs, exit codes, and what bad input says."""

from __future__ import annotations

import json
import os
import pwd
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from dateline import Ledger
from dateline.__main__ import main
from dateline.cli import app
from dateline.cli.options import published_days
from dateline.cli.wording import number, range_words, short_date, value_words
from dateline.model import Count, Date, Location, Party, Seizure
from dateline.publishing import FORMATS

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
VERBS = tuple(each.name or each.callback.__name__ for each in app.registered_commands if each.callback)

TITLE = "Gunmen Ambush Convoy Near Amara, Killing Two Soldiers"
STORY = """Gunmen ambushed an army convoy near Amara in southern Iraq on Friday and killed two soldiers, officials said.

Three other soldiers were wounded in the attack, which took place at dawn on the road that leads to the border.

The governor said the gunmen had fled into the marshes and that troops were searching the villages around the road.
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs `dateline` in an empty folder, without settings from outside."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATELINE_LEDGER", raising=False)
    return lambda *args, stdin=None: CliRunner().invoke(
        app, [str(arg) for arg in args], input=stdin, prog_name="dateline"
    )


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A page of one article without a date."""
    path = tmp_path / "good.txt"
    path.write_text(f"{TITLE}\n\n{STORY}", encoding="utf-8")
    return path


@pytest.fixture
def ledger(run: Callable[..., Result], story: Path) -> Path:
    """A ledger with that article in it."""
    assert run("add", story, "--published", "2021-06-05").exit_code == 0
    return story.with_name("dateline.db")


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def refused(result: Result) -> str:
    """What a refusal says: one line on standard error, and no traceback."""
    assert isinstance(result.exception, SystemExit | None), result.exception
    (line,) = result.stderr.splitlines()
    assert line.startswith("dateline: ")
    return line


# ------------------------------------------------------------------ code


def test_code_prints_one_line_an_article(run: Callable[..., Result], story: Path) -> None:
    result = run("code", story, "--published", "2021-06-05")
    (line,) = lines(result)
    assert result.exit_code == 0
    assert (line["title"], line["published"], line["published_from"]) == (TITLE, "2021-06-05", "given")
    assert line["text"].split() == STORY.split()
    ambush = next(event for event in line["events"] if event["killed"])
    assert (ambush["type"], ambush["killed"]) == ("ASSAULT", {"min": 2, "max": 2})
    assert "2021-06-04" in [event["date"]["start"] for event in line["events"] if event["date"]]


def test_code_invents_no_date(run: Callable[..., Result], story: Path) -> None:
    (line,) = lines(run("code", story))
    assert line["published"] is None
    assert all(not event["date"] or event["date"]["start"] is None for event in line["events"])


def test_code_stores_nothing(run: Callable[..., Result], story: Path) -> None:
    run("code", story)
    assert [path.name for path in story.parent.iterdir()] == ["good.txt"]


def test_code_reads_standard_input(run: Callable[..., Result]) -> None:
    (line,) = lines(run("code", "-", stdin=f"{TITLE}\n\n{STORY}"))
    assert line["title"] == TITLE


@pytest.mark.slow
def test_code_is_the_same_bytes_in_every_process(dateline: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    first, again = (dateline("code", EXAMPLES).stdout for _ in range(2))
    assert first
    assert first == again


# ------------------------------------------------------------------ add, events, show


def test_add_sums_up_on_one_screen(run: Callable[..., Result], story: Path) -> None:
    result = run("add", story)
    assert result.exit_code == 0
    assert result.stdout.startswith("1 article read: 1 new\n")
    assert "dateline events" in result.stdout
    assert len(result.stdout.splitlines()) <= 24
    assert not result.stderr


def test_add_twice_changes_nothing(run: Callable[..., Result], story: Path, ledger: Path) -> None:
    before = run("export").stdout, ledger.read_bytes()
    result = run("add", story, "--published", "2021-06-05")
    assert "1 known" in result.stdout
    assert (run("export").stdout, ledger.read_bytes()) == before


def test_the_ledger_is_named_by_option_or_environment(
    run: Callable[..., Result], story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("add", story, "--ledger", "one.db")
    monkeypatch.setenv("DATELINE_LEDGER", "two.db")
    run("add", story)
    assert {path.name for path in story.parent.glob("*.db")} == {"one.db", "two.db"}


def test_events_are_cut_for_a_terminal_and_not_for_a_program(
    run: Callable[..., Result], ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert "…" not in run("events").stdout
    monkeypatch.setenv("COLUMNS", "80")
    result = run("events")
    assert result.exit_code == 0
    assert "ASSAULT" in result.stdout
    assert "2021-06-04" in result.stdout
    assert max(len(line) for line in result.stdout.splitlines()) <= 80


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--type", "assault"], True),
        (["--type", "AID"], False),
        (["--country", "iq"], True),
        (["--country", "SY"], False),
        (["--since", "2021-06-01", "--until", "2021-06-30"], True),
        (["--until", "2021-05-31"], False),
        (["--text", "convoy marshes"], True),
        (["--text", "submarine"], False),
        (["--actor", "gunmen"], True),
        (["--type", "AID", "--type", "ASSAULT"], True),
    ],
)
def test_filters(run: Callable[..., Result], ledger: Path, options: list[str], found: bool) -> None:
    for verb in ("events", "export"):
        result = run(verb, *options)
        assert result.exit_code == 0
        assert ("ASSAULT" in result.stdout) == found


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(
    "options",
    [
        ["--since", "June"],
        ["--type", "FIGHT"],
        ["--country", "Iraq"],
        ["--country", "ZZ"],
        ["--actor", "?"],
        ["--text", ""],
        ["--text", "***"],
    ],
)
def test_a_filter_that_cannot_be_is_wrong_usage(run: Callable[..., Result], options: list[str]) -> None:
    for verb in (["events"], ["totals"], ["export"], ["report", "-o", "x.html"]):
        result = run(*verb, *options)
        assert result.exit_code == 2
        assert options[0] in refused(result)


def test_show_has_every_field_with_its_words_and_source(
    run: Callable[..., Result], ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "400")  # wide enough for one line a field
    with Ledger.open(ledger) as book:
        event = next(event for event in book.events() if event.type == "ASSAULT")
        (report,) = book.reports(event)
    shown = " ".join(run("show", event.id).stdout.split())
    assert TITLE in shown
    for value in event.fields:
        assert value_words(value.best) in shown
    for claim in report.claims:
        for link in claim.cited:
            assert link.name in shown


def test_show_of_an_unknown_event(run: Callable[..., Result], ledger: Path) -> None:
    result = run("show", "E999")
    assert result.exit_code == 1
    assert "E999" in refused(result)


@pytest.mark.parametrize("args", [["events"], ["show", "E1"], ["export"], ["report", "-o", "report.html"]])
def test_reading_makes_no_ledger(run: Callable[..., Result], tmp_path: Path, args: list[str]) -> None:
    result = run(*args)
    assert result.exit_code == 1
    assert "dateline.db" in refused(result)
    assert not list(tmp_path.iterdir())


# ------------------------------------------------------------------ export, report


@pytest.mark.usefixtures("ledger")
def test_export_formats(run: Callable[..., Result]) -> None:
    rows = lines(run("export", "--format", "jsonl"))
    assert len(run("export", "--format", "csv").stdout.splitlines()) == len(rows) + 1
    assert json.loads(run("export", "--format", "geojson").stdout)["type"] == "FeatureCollection"


@pytest.mark.usefixtures("ledger")
def test_export_to_a_file_says_beside_it_what_it_could_not_hold(run: Callable[..., Result], tmp_path: Path) -> None:
    result = run("export", "--format", "acled", "--type", "ASSAULT", "-o", "acled.csv")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "not in ACLED-style CSV: " in result.stderr
    about = json.loads((tmp_path / "acled.csv.about.json").read_text(encoding="utf-8"))
    assert about["filter"] == {"types": ["ASSAULT"]}
    assert about["private_persons"] == "masked"
    assert about["not_held"]
    assert (tmp_path / "acled.csv").read_text(encoding="utf-8").startswith("event_id_cnty,")
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.usefixtures("ledger")
def test_every_format_is_written_by_its_name(run: Callable[..., Result], tmp_path: Path) -> None:
    for name in FORMATS:
        result = run("export", "--format", name, "-o", f"events.{name}")
        assert result.exit_code == 0, result.stderr
        assert (tmp_path / f"events.{name}").stat().st_size


@pytest.mark.usefixtures("ledger")
def test_export_into_a_folder_that_is_not_there(run: Callable[..., Result]) -> None:
    result = run("export", "-o", "no/such/events.jsonl")
    assert result.exit_code == 1
    assert "no/such" in result.stderr


@pytest.mark.usefixtures("ledger")
def test_export_without_text_holds_no_sentence(run: Callable[..., Result]) -> None:
    assert "ambushed an army convoy" in run("export").stdout
    assert "ambushed an army convoy" not in run("export", "--no-text").stdout


@pytest.mark.usefixtures("ledger")
def test_report_is_written(run: Callable[..., Result], tmp_path: Path) -> None:
    result = run("report", "-o", "report.html", "--title", "Amara in June")
    assert result.exit_code == 0
    assert result.stderr == "Wrote report.html\n"
    assert "Amara in June" in (tmp_path / "report.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("ledger")
def test_report_into_a_folder_that_is_not_there(run: Callable[..., Result]) -> None:
    result = run("report", "-o", "no/such/report.html")
    assert result.exit_code == 1
    assert "no/such/report.html" in refused(result)


# ------------------------------------------------------------------ evaluate


@pytest.mark.slow
def test_evaluate_prints_figures_and_holds_the_gate(run: Callable[..., Result]) -> None:
    own = Path(__file__).parent / "gold"
    result = run("evaluate", own, "--gate", "--show")
    assert result.exit_code == 0, result.stderr
    assert "own: 6 articles" in result.stdout
    assert "own-1: " in result.stdout


def test_evaluate_of_a_folder_without_gold(run: Callable[..., Result], tmp_path: Path) -> None:
    result = run("evaluate", tmp_path)
    assert result.exit_code == 1
    assert "no gold articles there" in refused(result)


# ------------------------------------------------------------------ bad input


def row(**fields: object) -> str:
    return json.dumps({"title": TITLE, "text": STORY, **fields})


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


GERMAN = (
    "Bewaffnete griffen am Freitag einen Konvoi der Armee im Süden des Landes an und töteten dabei zwei Soldaten.\n\n"
    "Drei weitere Soldaten wurden nach Angaben des Gouverneurs verletzt, die Angreifer flohen in die Sümpfe.\n"
)
BAD: dict[str, tuple[str, str | bytes, str]] = {
    "empty file": ("bad.txt", b"", "is empty"),
    "white space only": ("bad.html", b" \n\t\n", "is empty"),
    "binary file": ("bad.txt", bytes(range(256)) * 8, "binary"),
    "picture": ("bad.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "image"),
    "wrong encoding": ("bad.json", row(title="Caf\u00e9 raided").replace("\\u00e9", "é").encode("latin-1"), "UTF-8"),
    "no article": (
        "bad.html",
        "<!doctype html><html><head><title>Menu</title></head><body></body></html>",
        "no article",
    ),
    "broken JSON": ("bad.json", '{"title": "Bridge blown up", ', "broken JSON"),
    "no text": ("bad.json", '{"title": "Bridge blown up"}', "no text"),
    "unknown language": ("bad.json", row(title="Konvoi angegriffen", text=GERMAN), "German"),
    "declared language": ("bad.json", row(lang="fr"), "French"),
    "date that is none": ("bad.json", row(published="the day before yesterday"), "no date"),
    "day that is none": ("bad.json", row(published="2021-02-30"), "no date"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_set_aside_and_the_rest_is_done(
    run: Callable[..., Result], tmp_path: Path, story: Path, case: str
) -> None:
    name, content, reason = BAD[case]
    bad = write(tmp_path / name, content)
    result = run("add", bad, story)
    assert result.exit_code == 1
    line = refused(result)
    assert str(bad) in line
    assert reason in line
    assert "1 article read: 1 new" in result.stdout
    assert "1 input set aside" in result.stdout
    with Ledger.open(tmp_path / "dateline.db") as book:
        assert [article.title for article in book.articles()] == [TITLE]


@pytest.mark.parametrize("case", BAD)
def test_strict_stops_at_the_first(run: Callable[..., Result], tmp_path: Path, story: Path, case: str) -> None:
    name, content, reason = BAD[case]
    result = run("code", "--strict", write(tmp_path / name, content), story)
    assert result.exit_code == 1
    assert reason in refused(result)
    assert not result.stdout


def test_a_broken_line_costs_that_line_only(run: Callable[..., Result], tmp_path: Path) -> None:
    rows = [row(id=f"a{number}") for number in range(1, 11)]
    rows[6] = rows[6][:40]
    bad = write(tmp_path / "ten.jsonl", "\n".join(rows))
    result = run("code", bad)
    assert result.exit_code == 1
    assert f"{bad}:7: broken JSON" in refused(result)
    assert [line["id"] for line in lines(result)] == [f"a{number}" for number in range(1, 11) if number != 7]


def test_a_huge_page_is_set_aside(run: Callable[..., Result], tmp_path: Path, story: Path) -> None:
    huge = tmp_path / "huge.html"
    with huge.open("wb") as out:
        out.write(b"<!doctype html><html><body>")
        for _ in range(50):
            out.write(b"<p>Nothing new.</p>\n" * 52_429)
    result = run("add", huge, story)
    assert result.exit_code == 1
    assert f"{huge}: is larger than 20 MB" in refused(result)
    assert "1 article read: 1 new" in result.stdout


def test_a_path_that_is_not_there(run: Callable[..., Result], story: Path) -> None:
    result = run("code", "missing.txt", story)
    assert result.exit_code == 1
    assert "missing.txt: does not exist" in refused(result)
    assert len(lines(result)) == 1


@contextmanager
def nobody() -> Iterator[None]:
    """Root may read everything: where we are root, for a while we are not."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(pwd.getpwnam("nobody").pw_uid)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_path_that_may_not_be_read(run: Callable[..., Result], tmp_path: Path, story: Path) -> None:
    assert run("code", story).exit_code == 0  # which loads what nobody may not read either
    closed = write(tmp_path / "closed.txt", STORY)
    closed.chmod(0)
    with nobody():
        result = run("code", closed)
    assert result.exit_code == 1
    assert "may not be read" in refused(result)


def test_one_date_is_not_spread_over_several_articles(run: Callable[..., Result], tmp_path: Path) -> None:
    result = run("code", EXAMPLES / "saved-page.txt", "--published", "2021-06-05")
    assert result.exit_code == 1
    assert "one date is given for a page of 4 articles" in refused(result)
    dated = lines(run("code", EXAMPLES / "saved-page.txt", "--published", "2=2021-06-05"))
    assert [line["published_from"] == "given" for line in dated] == [False, True, False, False]


@pytest.mark.parametrize(
    "values",
    [
        ["June"],
        ["1=June"],
        ["2021-06-05", "2=2021-06-05"],
        ["2021-06-05", "2021-06-06"],
        ["1=2021-06-05", "1=2021-06-06"],
    ],
)
def test_a_published_that_cannot_be_is_wrong_usage(run: Callable[..., Result], story: Path, values: list[str]) -> None:
    result = run("code", story, *(part for value in values for part in ("--published", value)))
    assert result.exit_code == 2
    assert not result.stdout


# ------------------------------------------------------------------ the command itself


def test_ctrl_c_says_that_what_was_stored_stays(run: Callable[..., Result], story: Path, monkeypatch: Any) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("dateline.reading.read", stopped)
    result = run("add", story)
    assert result.exit_code == 130
    assert "stored before stays" in refused(result)


def test_ctrl_c_while_the_command_line_loads_is_no_traceback(monkeypatch: Any) -> None:
    class Stopped(ModuleType):
        def __getattr__(self, name: str) -> None:
            raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "dateline.cli", Stopped("dateline.cli"))
    with pytest.raises(SystemExit) as raised:
        main()
    assert raised.value.code == 130


def test_the_command_line_loads_without_the_ledger() -> None:
    """Whose database toolkit takes longer to load than all the rest."""
    loaded = "import sys, dateline.cli; print('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True).stdout == "False\n"


def test_evaluating_without_any_gold_set_is_refused(run: Callable[..., Result], monkeypatch: Any) -> None:
    monkeypatch.setattr("dateline.evaluation.gold_sets", dict)
    result = run("evaluate")
    assert result.exit_code == 1
    assert "no gold set" in refused(result)


def test_wrong_usage_exits_with_two(run: Callable[..., Result]) -> None:
    for args in (["fly"], ["code"], ["export", "--format", "xml"], ["report"]):
        assert run(*args).exit_code == 2, args


def test_version(run: Callable[..., Result]) -> None:
    assert run("--version").stdout == "dateline 0.1.0\n"


@pytest.mark.parametrize("verb", VERBS)
def test_help_shows_examples(run: Callable[..., Result], verb: str) -> None:
    shown = run(verb, "--help").stdout
    assert "Examples:" in shown
    assert f"dateline {verb}" in shown.split("Examples:")[1]


def test_a_reader_that_goes_away_is_no_error_to_speak_of(tmp_path: Path) -> None:
    many = write(tmp_path / "many.jsonl", "\n".join(row(id=f"a{number}") for number in range(40)))
    command = f"{sys.executable} -m dateline code {many} | head -c 10; exit ${{PIPESTATUS[0]}}"
    out = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert out.returncode == 141
    assert out.stderr == ""


# ------------------------------------------------------------------ wording


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(3, 3, "3"), (15, None, "15+"), (None, 24, "up to 24"), (2, 5, "2-5"), (0, 0, "0"), (1200, 1200, "1,200")],
)
def test_ranges_in_words(low: int | None, high: int | None, words: str) -> None:
    assert range_words(low, high) == words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2021-05-01/2021-05-31", "2021-05-01/31"),
        ("2021-05-30/2021-06-02", "2021-05-30/06-02"),
        ("2020-12-31/2021-01-01", "2020-12-31/2021-01-01"),
        ("2019/2021", "2019/2021"),
        ("2019-05/2021-06-01", "2019-05/2021-06-01"),
        ("2021-04-14/..", "2021-04-14/.."),
        ("XXXX-04-14", "XXXX-04-14"),
    ],
)
def test_short_dates(edtf: str, words: str) -> None:
    assert short_date(edtf) == words


def test_values_in_words() -> None:
    open_date = Date(edtf="XXXX-04-14", start=None, end=None, text="on April 14", anchor="calendar", time="night")
    assert value_words(open_date) == "XXXX-04-14, night, date open"
    unfound = Location(text="the old mill")
    assert value_words(unfound) == "the old mill (not found in the gazetteer)"
    assert value_words(Location(text="Amara", precision="city", country="IQ", lat=31.84, lon=47.14, radius_km=5)) == (
        "Amara, IQ (city; 31.84, 47.14 ± 5 km)"
    )
    assert value_words(Party(name="gunmen", unknown=True)) == "gunmen (unknown perpetrator)"
    assert value_words(Count(what="killed", min=2, max=None, side="recipient", civilian=True, approximate=True)) == (
        "about 2+ killed of the recipient's side, civilians"
    )
    assert value_words(Seizure(item="captagon", amount=300000, unit="pill")) == "300,000 pill captagon"
    assert number(2.5) == "2.5"


def test_published_days() -> None:
    assert published_days(None) is None
    assert published_days(["2021-06-05"]) == "2021-06-05"
    assert published_days(["1=2021-06-05", "3=2021-06-07"]) == {1: "2021-06-05", 3: "2021-06-07"}
