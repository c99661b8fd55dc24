"""Every fault that is put into a ledger is found, and a sound one has none."""

import pytest
from factories import bombing, coding, killed, page
from ledgers import engine_url
from sqlalchemy import create_engine

from dateline.ledger import Ledger
from dateline.model import Count

PART_OF = 'UPDATE event SET record = replace(record, \'"part_of":null\', \'"part_of":"ev-{:07d}"\')'
FAULTS = [
    ("UPDATE article SET record = replace(record, 'went off', 'blew up')", "is not “"),
    ("UPDATE event SET record = replace(record, 'a2-r1', 'a9-r1')", "a9-r1 does not stand"),
    ("UPDATE event SET record = replace(record, '\"min\":4', '\"min\":3')", "not what its claim says"),
    ("UPDATE event SET type = 'AID'", "filed under another type"),
    ("UPDATE current_report SET event_id = 'ev-0000009' WHERE id = 'a1-r1'", "events of reports"),
    ("DELETE FROM current_report WHERE id = 'a1-r1'", "report index: has nothing"),
    ("DELETE FROM current_event", "event index: has nothing"),
    ("DELETE FROM report_party", "party index"),
    ("DELETE FROM event_country", "country index"),
    ("DELETE FROM block", "index of candidates"),
    ("DELETE FROM article_text", "text index"),
    ("UPDATE change SET recorded_at = '2020-01-01T00:00:00.000+00:00' WHERE number = 2", "is dated before"),
    ("UPDATE decision SET record = replace(record, '\"min\":7', '\"min\":8')", "is not what decision"),
    (PART_OF.format(77), "which is no event"),
    (PART_OF.format(1), "part of itself"),
    ("UPDATE current_event SET part_of = 'ev-0000001'", "not filed as its record says"),
    ("UPDATE current_event SET kind = 'series'", "not filed as its record says"),
    ("UPDATE event SET redirect = 'ev-0000077' WHERE number = 1", "which the ledger does not know"),
]  # fmt: skip


@pytest.fixture
def ledger(where: str) -> Ledger:
    ledger = Ledger.open(where)
    for name in ("a1", "a2"):
        ledger.add(page(f"p-{name}"), coding(name, bombing(name, "2024-03-04", killed(4))))
    ledger.add(page("p-b1"), coding("b1", bombing("b1", "2024-08-09", killed(6))))
    ledger.correct("ev-0000002", "count", Count(what="killed", min=7, max=7), user="ann")
    assert list(ledger.verify()) == []
    return ledger


@pytest.mark.parametrize(("damage", "fault"), FAULTS, ids=[fault for _, fault in FAULTS])
def test_a_fault_is_found(ledger: Ledger, where: str, damage: str, fault: str):
    engine = create_engine(engine_url(where))
    with engine.begin() as connection:
        connection.exec_driver_sql(damage)
    engine.dispose()
    found = list(ledger.verify())
    assert any(fault in line for line in found), found
    assert not any("\n" in line for line in found)
