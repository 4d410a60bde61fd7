"""What follows the columns of a table of MySQL or MariaDB: its engine, its charset, its row format, its partitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.producers.schema.mysql_partitions import partitioned
from estimator.producers.schema.mysql_types import charset_of

if TYPE_CHECKING:
    from estimator.producers.schema.shelf import Sketch
    from estimator.producers.schema.words import Cursor

BLOCKS = ("1", "2", "4", "8", "16")  # KiB of a page that is compressed
QUERIES = ("select",), ("(", "select"), ("with", "recursive")
CLICKHOUSE = ("mergetree", "log", "tinylog", "distributed")


def table_options(cursor: Cursor, table: Sketch) -> None:
    """What follows the columns: the engine, the charset, partitions, or a query."""
    while not cursor.ended:
        if cursor.takes_any("engine", "type"):
            cursor.takes("=")
            engine = cursor.word.text.lower()
            if engine.endswith(CLICKHOUSE):
                cursor.refuse(f"ENGINE {cursor.word.text} is of ClickHouse, whose tables are not reckoned")
            table.engine = cursor.word.text
            cursor.place += 1
        elif cursor.takes("character", "set") or cursor.takes("charset"):
            cursor.takes("=")
            table.charset = cursor.word.text.lower()
            cursor.place += 1
        elif cursor.takes("collate"):
            cursor.takes("=")
            table.charset = charset_of(cursor.word.text)
            cursor.place += 1
        elif cursor.takes("row_format"):
            cursor.takes("=")
            table.row_format = cursor.word.text.lower()
            cursor.place += 1
        elif cursor.takes("key_block_size"):
            cursor.takes("=")
            table.block = int(cursor.word.text) if cursor.word.text in BLOCKS else 0
            cursor.place += 1
        elif cursor.takes_any("page_compressed", "compression"):
            cursor.takes("=")
            if cursor.word.text.lower() not in ("0", "off", "no", "none"):
                table.notes.append("compressed page by page: reckoned as the file is long, of which parts are holes")
            cursor.place += 1
        elif cursor.takes("with", "system", "versioning"):
            table.notes.append("keeps its earlier rows: count them among its rows, with 14 B more, 7 B in keys")
        elif cursor.takes("partition", "by"):
            partitioned(cursor, table)
        elif cursor.takes("as") or any(cursor.sees(*words) for words in QUERIES):
            return
        else:
            cursor.skip()
