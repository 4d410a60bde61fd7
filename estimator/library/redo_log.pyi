"""InnoDB's redo log: what inserts and updates write to it

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """InnoDB's redo log: what inserts and updates write to it"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """InnoDB's redo log: what inserts and updates write to it"""
    def insert(
        self,
        row: Value | Column,
        entries: Value | Column = "0 B",
        indexes: Value | Column = "0",
        rows: Value | Column = "1",
        order: Literal["ascending", "random"] | Column = "ascending",
        server: Literal["mariadb", "mysql"] | Column = "mariadb",
    ) -> Quantity:
        """The bytes of an inserted row: the row as innodb.row has it, what undoes it, and an entry in each secondary index.
        `entries` are the bytes of these together, as innodb.index_entry has each; `rows` is how many a transaction inserts.
        In random order pages split, and what moves is written again.

        insert(row: B, entries: B = 0 B, indexes: count = 0, rows: count = 1, order: "ascending" or "random" = "ascending") -> B with server = row + 54 B + (if order == "random" then 60% * row else 0 B) + entries + indexes * (if server == "mysql" then 31 B else 42 B) + begun / max(1, rows)

            row: B
            entries: B; 0 B unless given
            indexes: a plain number or a count; 0 unless given
            rows: a plain number or a count; 1 unless given
            order: "ascending" or "random"; "ascending" unless given
            server: "mariadb" or "mysql"; "mariadb" unless given

        Source: measured: MySQL 9.7, MariaDB 10.11 and 11.8, rows of 51 to 932 bytes with 0 to 3 indexes: within 12%
        As of: 2026-11
        Example: insert(131 B, 0 B, 0, 100) = 186 B
        Example: insert(131 B, 51 B, 3, 100) = 363 B
        Example: insert(51 B) = 225 B
        Example: insert(51 B, rows = 0) = 225 B
        Example: insert(51 B, server = "mysql") = 154 B
        In the notation: redo_log.insert
        """
    def update(
        self,
        changed: Value | Column,
        entries: Value | Column = "0 B",
        indexes: Value | Column = "0",
        rows: Value | Column = "1",
        server: Literal["mariadb", "mysql"] | Column = "mariadb",
    ) -> Quantity:
        """The bytes of an updated row, by those of the columns that change, which are written as they are and as they were.
        `entries` are those of the indexes that change, each of which is marked and inserted anew.

        update(changed: B, entries: B = 0 B, indexes: count = 0, rows: count = 1) -> B with server = fixed + 2 * changed + 2 * entries + indexes * (if server == "mysql" then 34 B else 54 B) + begun / max(1, rows)

            changed: B
            entries: B; 0 B unless given
            indexes: a plain number or a count; 0 unless given
            rows: a plain number or a count; 1 unless given
            server: "mariadb" or "mysql"; "mariadb" unless given

        Source: measured: MySQL 9.7, MariaDB 10.11 and 11.8, 4 to 400 bytes that change, with no index and one: within 20%
        As of: 2026-11
        Example: update(4 B, 0 B, 0, 100) = 72 B
        Example: update(400 B, 0 B, 0, 100) = 864 B
        Example: update(4 B, 17 B, 1, 100) = 160 B
        In the notation: redo_log.update
        """
    def __call__(self) -> Sheet: ...
