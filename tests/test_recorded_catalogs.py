"""Surveys of MySQL 9.7 and MariaDB 11.8 by what these said: tables of every kind that their catalogs show differently.

`zoo.mysql.jsonl` and `zoo.mariadb.jsonl` are answers of live servers, a line a question, of tables that were filled in
the order of their keys: a fresh load takes what is there, by the pages that their statistics count.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any

import pytest

from estimator.producers.catalogs import mysql_questions as questions
from estimator.producers.catalogs.addresses import parse_database
from estimator.producers.catalogs.mysql_reading import read_mysql
from estimator.producers.catalogs.sheet import Surveyed, surveyed
from tests.data import CASES

if TYPE_CHECKING:
    from estimator.producers.catalogs.asking import Rows

ASKED = {
    questions.SERVER: "SERVER",
    questions.TABLES: "TABLES",
    questions.INDEXES: "INDEXES",
    questions.COUNTS: "COUNTS",
    questions.UPTIME: "UPTIME",
    questions.COLUMNS_OF_MYSQL: "COLUMNS",
    questions.COLUMNS_OF_MARIADB: "COLUMNS",
    **dict.fromkeys(questions.FILES.values(), "FILES"),
}
EXTENT = 2**20  # bytes
MADE_MORE = {"periods"}  # its unique key on a period is the tree of the rows, and not known as such


class Recorded:
    """A server that says again what one has said."""

    address = parse_database("mysql://me@db/zoo")

    def __init__(self, system: str) -> None:
        text = (CASES / "catalogs" / f"zoo.{system}.jsonl").read_text(encoding="utf-8")
        self.said = dict([json.loads(line) for line in text.splitlines()])

    def ask(self, statement: str, **_: object) -> Rows:
        """The recorded rows."""
        rows: list[Any] = self.said[ASKED.get(statement, statement)]
        return [tuple(row) for row in rows]

    @staticmethod
    def understood() -> contextlib.AbstractContextManager[None]:
        """What was said is no error."""
        return contextlib.nullcontext()


def survey(system: str) -> Surveyed:
    """The survey of what was recorded."""
    server: Any = Recorded(system)
    return surveyed(read_mysql(server), "mysql://me@db/zoo")


@pytest.mark.parametrize("system", ["mysql", "mariadb"])
def test_what_was_filled_in_order_is_fresh(system: str) -> None:
    """Compressed, redundant, with instant columns, without a key or with an invisible one, of JSON and vectors."""
    found = survey(system)
    assert not any("too much for a sheet" in note or "no SQL" in note for note in found.reading.notes)
    for each in found.tables:
        if each.reading.pages > 1 and each.reading.table.name not in MADE_MORE:
            assert each.heap == pytest.approx(each.reading.size, rel=0.01), each.reading.table.name
        assert each.heap == pytest.approx(each.reading.size, abs=EXTENT), each.reading.table.name  # of partitions


def test_indexes_that_mysql_alone_has() -> None:
    """Descending, invisible, of expressions; of the elements of an array it is said, and its bytes stay in the sum."""
    found = survey("mysql")
    [zoo] = [each for each in found.tables if each.reading.table.name == "zoo"]
    sizes = {each.name: each for each in zoo.indexes}
    assert set(sizes) == {"u", "by_desc", "hidden", "by_prefix", "by_low", "by_json", "by_shown"}
    for name in ("by_desc", "hidden", "by_json", "by_shown"):
        assert sizes[name].fresh == sizes[name].now, name
    assert any("by_multi" in note and "arrays" in note for note in zoo.reading.table.notes)
    pages = {index: count for table, index, what, count in Recorded("mysql").said["INDEXES"]
             if table == "zoo" and what == "size"}  # fmt: skip
    [others] = zoo.reading.others
    assert others.size == 16_384 * pages["by_multi"]
    assert any(note.startswith("full-text indexes take 11.6 MB") for note in found.reading.notes)


def test_indexes_that_mariadb_alone_has() -> None:
    """A unique one on long values holds a hash of 8 bytes; a vector one is a table of its own."""
    found = survey("mariadb")
    [long] = [each for each in found.tables if each.reading.table.name == "longkeys"]
    [index] = long.indexes
    assert index.fresh == pytest.approx(index.now, rel=0.25)  # of nine pages
    assert any(note.startswith("vector indexes take 0.573 MB") for note in found.reading.notes)
    [vectors] = [each.reading.table for each in found.tables if each.reading.table.name == "vectors"]
    assert any("VECTOR" in note for note in vectors.notes)


def test_a_compressed_table_has_pages_of_its_own_size() -> None:
    for system in ("mysql", "mariadb"):
        [each] = [each for each in survey(system).tables if each.reading.table.name == "compressed"]
        [index] = each.indexes
        assert index.now == 97 * 8192
        assert not each.reading.others
        assert each.fresh == pytest.approx(each.now, rel=0.05)
