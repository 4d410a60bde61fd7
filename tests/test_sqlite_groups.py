"""Rows of many groups that come mixed, as sheets of SQLite's schemas have them, against SQLite."""

from __future__ import annotations

import random
import sqlite3

import pytest

from estimator.model.files import module_from_text
from estimator.producers.schema.engine_order import filling, keeping
from estimator.producers.schema.sheet import sheet_text
from estimator.producers.schema.tables import read_schema
from estimator.reckoning.estimate import central
from estimator.units.table import BYTE_BITS

MESSAGES = """PRAGMA foreign_keys = ON;
CREATE TABLE messages (id INTEGER PRIMARY KEY, thread_id INTEGER NOT NULL, sent_at DATETIME NOT NULL,
  read BOOLEAN NOT NULL, uid CHAR(36) NOT NULL);
CREATE INDEX by_thread ON messages (thread_id, sent_at);
CREATE INDEX by_read ON messages (read);
CREATE INDEX by_thread_id ON messages (thread_id, id);
CREATE INDEX by_uid ON messages (uid, read);
CREATE INDEX by_thread_alone ON messages (thread_id);
CREATE INDEX by_time ON messages (sent_at, thread_id);
CREATE TABLE entries (thread_id INTEGER NOT NULL, position INTEGER NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (thread_id, position)) WITHOUT ROWID;
"""


def test_an_index_grows_by_turns_where_times_or_row_ids_ascend_behind_its_values() -> None:
    messages, entries = read_schema(MESSAGES, "m.sql").tables
    assert {index.original: filling(messages, index) for index in messages.indexes if not index.primary} == {
        "by_thread": ("by turns", 1000),
        "by_read": ("by turns", 2),
        "by_thread_id": ("by turns", 1000),
        "by_uid": ("random", 1),
        "by_thread_alone": ("random", 1),
        "by_time": ("ascending", 1),
    }
    assert keeping(entries) == ("by turns", 1000)
    assert keeping(messages) == ("ascending", 1)


@pytest.mark.parametrize("threads", [60, 300])
def test_what_comes_by_turns_is_within_three_percent(threads: int) -> None:
    """What an index frees that fills with its table, and a table WITHOUT ROWID."""
    rows, chance = 40_000, random.Random(threads)
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(MESSAGES)
        threads_of = [200 + chance.randrange(threads) for _ in range(rows)]
        connection.executemany(
            "INSERT INTO messages VALUES (?, ?, ?, ?, ?)",
            [(i, thread, f"2026-01-01 {i:08d}", i % 2, "x" * 36) for i, thread in enumerate(threads_of, 1)],
        )
        connection.execute("DROP INDEX by_thread")
        freed = connection.execute("PRAGMA freelist_count").fetchone()[0]
        connection.executemany(
            "INSERT INTO entries VALUES (?, ?, ?)",
            [(thread, 40_000 + i, "x" * 40) for i, thread in enumerate(threads_of)],
        )
        connection.execute("DROP TABLE entries")
        table = connection.execute("PRAGMA freelist_count").fetchone()[0]  # it has used what was free
    finally:
        connection.close()
    assert table > freed
    given = [f"messages_rows={rows} row", f"entries_rows={rows} row", "messages.thread_id.length=2 B"]
    given += ["entries.thread_id.length=2 B", "entries.position.length=3 B", "entries.body.length=40 B"]
    given += [
        f"messages_indexes.by_thread.groups={threads}",
        f"entries_groups={threads}",
        "messages.sent_at.length=19 B",
    ]
    sheet = sheet_text(list(read_schema(MESSAGES, "m.sql").tables), "m.sql")
    numbers = central(module_from_text(sheet, "m.sql"), given)
    assert numbers["messages_indexes.by_thread.size"] / BYTE_BITS / 4096 == pytest.approx(freed, rel=0.03)
    assert numbers["entries_data"] / BYTE_BITS / 4096 == pytest.approx(table, rel=0.03)
