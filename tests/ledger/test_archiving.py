"""A whole ledger out, into an empty one, and out again: the same bytes, in either database."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from conftest import EXAMPLES
from factories import bombing, coding, page
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledgers import rows

from dateline import Ledger
from dateline.coding import Coder
from dateline.errors import LedgerError
from dateline.ledger.deciding import Standing
from dateline.model import Coding, Count, Page
from dateline.reading import Reading, read

Coded = list[tuple[Page, Coding]]
FRESH = settings(deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def coded(coder: Coder) -> Coded:
    """The examples, read and coded."""
    found = [each for each in read([EXAMPLES]) if isinstance(each, Reading)]
    return [(each.page, coder.code(each.article)) for each in found]


def archive(where: str, path: Path) -> Path:
    with Ledger.open(where, create=False) as ledger, ledger.snapshot() as book:
        path.write_text("".join(book.lines()), encoding="utf-8", newline="")
    return path


def restored(path: Path, where: str) -> int:
    ledger, number = Ledger.restore(where, path)
    ledger.close()
    return number


def ruled(ledger: Ledger, picks: Sequence[tuple[str, int]]) -> None:
    """Decisions of all kinds, on whichever events there are."""
    for verb, number in picks:
        events = [event.id for event in ledger.events()]
        made = [each.decision.id for each in ledger.decisions() if each.decision.verb != "undo"]
        id, other = events[number % len(events)], events[(number + 1) % len(events)]
        if verb == "correct":
            ledger.correct(id, "count", Count(what="killed", min=number, max=None), user="ann", add=True, note="é “x”")
        elif verb == "merge" and id != other:
            ledger.merge([id, other], user="ann")
        elif verb == "accept":
            ledger.accept(id, user="bob", note="seen")
        elif verb == "reject" and len(events) > 1:
            ledger.reject(id, user="bob")
        elif verb == "note":
            ledger.remark(id, "call the hospital", user="ann")
        elif verb == "undo" and made and not _undone(ledger.decisions(), made[-1]):
            ledger.undo(made[-1], user="bob")
        elif verb == "forget":
            ledger.forget(next(iter(ledger.articles())).id, user="ann")
            if not list(ledger.events()):
                return


def _undone(decisions: list[Standing], id: str) -> bool:
    return any(each.decision.undoes == id for each in decisions)


VERBS = st.sampled_from(["correct", "correct", "merge", "accept", "reject", "note", "undo", "forget"])


@pytest.mark.slow
@settings(FRESH, max_examples=8)
@given(data=st.data())
def test_ledgers_of_the_examples_come_back_as_they_were(
    data: st.DataObject, coded: Coded, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("round")
    chosen = data.draw(st.lists(st.sampled_from(range(len(coded))), min_size=2, max_size=6, unique=True))
    first, second = str(folder / "first.db"), str(folder / "second.db")
    with Ledger.open(first) as ledger:
        ledger.add_all([coded[number] for number in chosen])
        ruled(ledger, data.draw(st.lists(st.tuples(VERBS, st.integers(0, 30)), max_size=5)))
    written = archive(first, folder / "first.jsonl")
    restored(written, second)
    assert archive(second, folder / "second.jsonl").read_bytes() == written.read_bytes()
    with Ledger.open(first) as one, Ledger.open(second) as other:
        assert list(other.verify()) == []
        assert list(other.events()) == list(one.events())
        assert other.decisions() == one.decisions()
        assert [other.history(event.id) for event in other.events()] == [one.history(e.id) for e in one.events()]
        more = [pair for number, pair in enumerate(coded) if number not in chosen][:2]
        assert other.add_all(more) == one.add_all(more)  # and both go on in the same way
        assert [event.reports for event in other.events()] == [event.reports for event in one.events()]


def test_a_ledger_moves_from_one_database_to_the_other(
    coded: Coded, where: str, fresh: Callable[[], str], tmp_path: Path
) -> None:
    """A desk's file into its first server, and back."""
    first, last = str(tmp_path / "desk.db"), str(tmp_path / "back.db")
    with Ledger.open(first) as ledger:
        ledger.add_all(coded)
        ruled(ledger, [("correct", 3), ("merge", 5), ("reject", 0), ("forget", 0), ("note", 1)])
    written = archive(first, tmp_path / "desk.jsonl")
    assert restored(written, where) == len(written.read_text("utf-8").splitlines()) - 2
    there = archive(where, tmp_path / "there.jsonl")
    assert there.read_bytes() == written.read_bytes()
    restored(there, last)
    assert archive(last, tmp_path / "back.jsonl").read_bytes() == written.read_bytes()
    with Ledger.open(where) as ledger:
        added = ledger.add(page("p-new"), coding("new", bombing("new", "2024-03-04")))  # rows are counted on
        assert added.new_events
        assert not [fault for fault in ledger.verify() if " is not “" not in fault]


def test_only_an_empty_ledger_takes_one_in(coded: Coded, tmp_path: Path, where: str) -> None:
    with Ledger.open(where) as ledger:
        ledger.add_all(coded[:1])
    before = rows(where)
    with pytest.raises(LedgerError, match="holds something already; only an empty ledger"):
        restored(archive(where, tmp_path / "x.jsonl"), where)
    assert rows(where) == before


@pytest.fixture(scope="module")
def lines(coded: Coded, tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """A small ledger's lines."""
    folder = tmp_path_factory.mktemp("small")
    with Ledger.open(folder / "x.db") as ledger:
        ledger.add_all(coded[:2])
        ruled(ledger, [("accept", 0), ("correct", 1)])
    return archive(str(folder / "x.db"), folder / "x.jsonl").read_bytes().splitlines(keepends=True)


@settings(FRESH, max_examples=25)
@given(data=st.data())
def test_a_damaged_file_is_refused_and_leaves_nothing(
    data: st.DataObject, lines: list[bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    number = data.draw(st.integers(0, len(lines) - 1))
    how = data.draw(st.sampled_from(["drop", "twice", "cut", "swap", "end", "odd"]))
    damaged = {
        "drop": [*lines[:number], *lines[number + 1 :]],
        "twice": [*lines[: number + 1], *lines[number:]],
        "cut": [*lines[:number], lines[number][: len(lines[number]) // 2]],
        "swap": [
            *lines[:number],
            lines[number].replace(b'"id"', b'"di"'),
            *lines[number + 1 :],
        ],
        "end": lines[:number],
        "odd": [*lines[:number], b'{"event": 3}\n', *lines[number + 1 :]],
    }[how]
    path, target = folder / "x.jsonl", folder / "y.db"
    path.write_bytes(b"".join(damaged))
    said = ""
    try:
        restored(path, str(target))
    except LedgerError as error:
        said = str(error)
    if said:
        assert "\n" not in said
        assert said.startswith(str(path))
        assert list(folder.iterdir()) == [path]
    else:
        assert how == "swap"
        assert damaged == lines


def test_where_there_was_no_ledger_none_is_left(lines: list[bytes], where: str, tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"".join(lines[:-2]))
    with pytest.raises(LedgerError, match="nothing was imported"):
        restored(path, where)
    assert rows(where) == {} if "://" in where else not Path(where).exists()
    with pytest.raises(LedgerError):
        Ledger.open(where, create=False)


def test_an_empty_ledger_stays_one(lines: list[bytes], where: str, tmp_path: Path) -> None:
    Ledger.open(where).close()
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"".join(lines[:-2]))
    before = rows(where)
    with pytest.raises(LedgerError, match="nothing was imported"):
        restored(path, where)
    assert rows(where) == before
    path.write_bytes(b"".join(lines))
    assert restored(path, where) == len(lines) - 2


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda line: line.replace('"why":"', '"why":7,"x":"'), "its columns are not those of change"),
        (lambda line: line.replace('"why":"', '"why":null,"user":"'), "is no row of a ledger"),
        (lambda line: line.replace('{"number":1', '{"number":"1"'), "number cannot be '1'"),
        (lambda line: line.replace('{"change"', '{"changes"'), "there is no table 'changes'"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(
    lines: list[bytes], tmp_path: Path, change: Callable[[str], str], says: str
) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"".join([lines[0], change(lines[1].decode()).encode(), *lines[2:]]))
    with pytest.raises(LedgerError, match=says) as caught:
        restored(path, str(tmp_path / "y.db"))
    assert str(caught.value).startswith(f"{path}:2: ")


def test_what_does_not_hold_together_is_refused(lines: list[bytes], tmp_path: Path) -> None:
    """Rows that are well formed, and say what is not so."""
    path = tmp_path / "x.jsonl"
    for old, new in ((b'"start":', b'"start":1'), (b'"status":"occurred"', b'"status":"stirred"')):
        path.write_bytes(b"".join(line.replace(old, new) if b'{"report"' in line[:10] else line for line in lines))
        with pytest.raises(LedgerError, match="nothing was imported"):
            restored(path, str(tmp_path / "y.db"))


def test_other_files_and_other_versions_are_refused(lines: list[bytes], tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    for data in (b"", b'{"id": "ev-0000001", "kind": "incident"}\n', b"id,kind\n", b"\xff\n", b"[]\n"):
        path.write_bytes(data)
        with pytest.raises(LedgerError, match="is no whole ledger; only what `dateline export --format ledger"):
            restored(path, str(tmp_path / "y.db"))
    head = json.loads(lines[0]) | {"schema": "0001"}
    path.write_bytes(json.dumps(head).encode() + b"\n")
    with pytest.raises(LedgerError, match="is of schema 0001, this is "):
        restored(path, str(tmp_path / "y.db"))
