"""Look-ups by many keys at once find what look-ups one by one find."""

import pytest
from sqlalchemy import insert, select

from dateline.ledger.database import make_engine, writing
from dateline.ledger.opening import _url
from dateline.ledger.rows import rows_of
from dateline.ledger.schema import META

ODD = ["", "'; DROP TABLE meta", '"', "\\", "naïve", "ʻAin al-Asad", "🕊", "1", "[1]", "a\nb"]
PLAIN = [f"name {number}" for number in range(5000)]


@pytest.mark.parametrize("more", [[], PLAIN])
def test_every_key_is_found_however_many_and_whatever_they_are(where: str, more: list[str]):
    engine = make_engine(_url(where))
    META.create(engine)
    with writing(engine) as connection:
        connection.execute(insert(META), [{"name": name, "value": "x"} for name in ODD + more])
        asked = [*ODD, *more, "not there"]
        found = [row.name for row in rows_of(connection, select(META.c.name), META.c.name, asked)]
        assert sorted(found) == sorted(ODD + more)
    engine.dispose()


def test_a_key_that_json_cannot_hand_on_hides_no_other(tmp_path):
    engine = make_engine(_url(tmp_path / "x.db"))
    META.create(engine)
    with writing(engine) as connection:
        names = [*PLAIN[:50], "a\0b"]
        connection.execute(insert(META), [{"name": name, "value": "x"} for name in names])
        found = [row.name for row in rows_of(connection, select(META.c.name), META.c.name, names)]
        assert sorted(found) == sorted(names)
    engine.dispose()
