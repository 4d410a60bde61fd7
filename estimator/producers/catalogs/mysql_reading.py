"""What MySQL's and MariaDB's catalogs say of a database, as tables of a schema with numbers beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from estimator.problems import EstimateError
from estimator.producers.catalogs import mysql_questions as questions
from estimator.producers.catalogs.addresses import problem
from estimator.producers.catalogs.asking import Refusal, text_of
from estimator.producers.catalogs.cells import MOST_NAMED, one_line, some
from estimator.producers.catalogs.lengths import USUAL_SPREAD, middle
from estimator.producers.catalogs.mysql_partitions import pages_of, shares_of
from estimator.producers.catalogs.readings import ColumnReading, IndexReading, OtherSize, Reading, TableReading
from estimator.producers.schema.identifiers import Taken
from estimator.producers.schema.tables import read_schema
from estimator.records import replace

if TYPE_CHECKING:
    from estimator.producers.catalogs.asking import Rows
    from estimator.producers.catalogs.mysql_asking import MySQL
    from estimator.producers.schema.stored import Index, Table

MOST_TABLES, MOST_COLUMNS, WIDEST = 40, 500, 200
LEAST_COUNTED = 3600  # seconds
PAGE = 16_384
ENTRY = 8  # bytes of an entry besides what it holds
HEAD_OF_A_ROW = 5
MORE = 1.2  # times what pages can hold
EVENLY = "as if shared out evenly"  # of partitions, in the notes of a schema
UNEVEN = 1.5  # times the mean of the partitions, of the largest
SPARE = 8 * 2**20  # bytes of a file that may be free though nothing says so
_OTHERS = re.compile(
    "TiDB|OceanBase|SingleStore|MemSQL|Vitess|Doris|StarRocks|ClickHouse|Databend|Dolt|Sphinx|Manticore", re.IGNORECASE
)
_PARTITION = re.compile("#[pP]#")
_WORDS = re.compile("FTS_[0-9a-f]{16}_", re.IGNORECASE)  # tables that InnoDB keeps full-text indexes in


def read_mysql(server: MySQL) -> Reading:
    """All that is asked of a database. EstimateError."""
    address = server.address
    with server.understood():  # what is reckoned from the answers is not in it: a fault there is one of ours
        try:
            [[version, comment, database, page, taken]] = server.ask(questions.SERVER)
        except Refusal as refusal:
            raise problem(address, f"{address} has no InnoDB to ask: {refusal}", "") from None
        other = _OTHERS.search(f"{version} {comment}")
        if other is not None:
            message = f"what answers at {address} is {other[0]}, whose tables are not laid out as InnoDB's"
            raise problem(address, message, "")
        if database is None:
            raise problem(address, "the URL names no database", _databases(server))
        if int(page) != PAGE:
            raise problem(address, f"its pages have {page} bytes, and those of 16 KiB alone are reckoned", "")
        system = "MariaDB" if "mariadb" in str(version).lower() else "MySQL"
        notes: list[str] = []
        rows = _tables(server, str(database))
        statistics = _Statistics(server, str(database), system, notes, {str(row[0]) for row in rows})
    statistics.server = "mariadb" if system == "MariaDB" or str(version).startswith("5.") else "mysql"
    kept: list[TableReading] = []
    columns, rest, rest_of = 0, 0, 0
    others: dict[str, list[str]] = {}
    old: list[str] = []
    taken_names = Taken()
    for row in rows:
        size = int(row[4] or 0) + int(row[5] or 0)
        table = None
        if len(kept) < MOST_TABLES and str(row[1]).lower() == "innodb" and row[3] is not None and size:
            table = _schema(server, str(database), str(row[0]), notes)
        if table is not None and statistics.are_old(table, row):
            old.append(text_of(row[0]))
            size, table = max(size, statistics.files.get(str(row[0]), 0)), None
        if table is not None and len(table.columns) > WIDEST:
            notes.append(f"{text_of(row[0])} has more than {WIDEST} columns, and is left out")
        if table is None or len(table.columns) > min(WIDEST, MOST_COLUMNS - columns):
            if row[1] is not None and str(row[1]).lower() != "innodb" and size:
                others.setdefault(text_of(row[1]), []).append(text_of(row[0]))
            rest, rest_of = rest + size, rest_of + 1
            continue
        columns += len(table.columns)
        kept.append(statistics.reading(replace(table, name=taken_names.distinct(table.name)), row))
    if old:
        commands = "; ".join(["ANALYZE TABLE `" + each.replace("`", "``") + "`" for each in old[:MOST_NAMED]])
        notes.append(f"{some(old)}: statistics are older than the rows, so that these are left out; {commands}")
    if not kept:
        why = f"no tables of InnoDB with rows that {text_of(address.user)} may see and that can be reckoned"
        raise problem(address, f"{text_of(database)} has {'; '.join([why, *notes])}", _databases(server))
    if statistics.words:
        notes.append(f"full-text indexes take {statistics.words / 1e6:.3g} MB in tables of their own: not reckoned")
        rest, rest_of = rest + statistics.words, rest_of + 1
    if statistics.vectors:
        notes.append(f"vector indexes take {statistics.vectors / 1e6:.3g} MB in tables of their own: not reckoned")
        rest, rest_of = rest + statistics.vectors, rest_of + 1
    notes += [f"{some(names)}, kept by {engine}: not reckoned" for engine, names in others.items()]
    notes += statistics.general(kept, system)
    return Reading(
        system, str(version), str(database), str(taken), tuple(kept), rest, rest_of, tuple(notes), statistics.since
    )


def _databases(server: MySQL) -> str:
    own = ("information_schema", "performance_schema", "mysql", "sys")
    try:
        found = [text_of(name) for [name] in server.ask(questions.DATABASES) if name not in own]
    except Refusal:
        found = []
    some = f", as {', '.join(found[:5])}" if found else ""
    return f"name a database at its end{some}"


def _tables(server: MySQL, database: str) -> Rows:
    address = server.address
    try:
        rows = server.ask(questions.TABLES, database=database)
    except Refusal as refusal:
        raise problem(address, f"{address} refuses a question: {refusal}", "") from None
    if len(rows) > questions.MOST_TABLES:
        raise problem(address, f"{database} has more than {questions.MOST_TABLES:,} tables", "name a smaller one")
    return rows


def _schema(server: MySQL, database: str, name: str, notes: list[str]) -> Table | None:
    """A table's columns and indexes, by what made it; None where that cannot be had, as a note says."""
    quoted = ".".join(["`" + each.replace("`", "``") + "`" for each in (database, name)]).replace("%", "%%")
    try:
        with server.understood():
            [row] = server.ask(f"SHOW CREATE TABLE {quoted}".replace("%%", "%"))
            made = str(row[1])
        return read_schema(made, name, "mysql").tables[0]
    except Refusal as refusal:
        notes.append(f"{text_of(name)} is not reckoned: {refusal}")
    except EstimateError as error:
        notes.append(f"{text_of(name)} is not reckoned: {error.problems[0].message}")
    return None


def _width(table: Table, index: Index) -> float:
    """The bytes of an index's entry by what is guessed of its columns, by which sizes are shared out."""
    held = {*index.columns, *table.clustered}
    middles = [middle(each) if each.payload else each.size for each in table.columns if each.name in held]
    return ENTRY + sum(middles)


def _whole(name: str, tables: set[str]) -> str:
    """The table of a partition, or a table's own name."""
    return name if name in tables else _PARTITION.split(name)[0]


class _Statistics:
    """What InnoDB knows of indexes and columns; what may not be asked is a note."""

    def __init__(self, server: MySQL, database: str, system: str, notes: list[str], tables: set[str]) -> None:
        self._pages: dict[tuple[str, str], dict[str, int]] = {}
        self._partitions: dict[str, dict[str, int]] = {}  # the leaf pages of each, of tables that have several
        self._sizes: dict[str, dict[str, int]] = {}  # and all pages of its largest tree
        self._columns: dict[str, dict[str, ColumnReading]] = {}
        self._counts: dict[str, tuple[float, float]] = {}
        self.since, self.server = "", "mariadb"
        self._seconds: float | None = None
        sizes: dict[str, int] = {}
        self.vectors = 0
        for name, size, vectors in self._asked(server, questions.FILES[system], [], database=database):
            own = _whole(str(name), tables)
            sizes[own] = sizes.get(own, 0) + int(size) - int(vectors)
            self.vectors += int(vectors)
        self.files = {name: size for name, size in sizes.items() if not _WORDS.match(name)}
        self.words = sum(sizes.values()) - sum(self.files.values())  # bytes of full-text indexes
        refused: list[str] = []
        for name, index, what, pages in self._asked(server, questions.INDEXES, refused, database=database):
            own = _whole(str(name), tables)
            counted = self._pages.setdefault((own, str(index)), {})
            counted[str(what)] = counted.get(str(what), 0) + int(pages)
            if own != str(name):
                kept = (self._partitions if what == "n_leaf_pages" else self._sizes).setdefault(own, {})
                kept[str(name)] = max(kept.get(str(name), 0), int(pages))
        wanted = questions.COLUMNS_OF_MARIADB if system == "MariaDB" else questions.COLUMNS_OF_MYSQL
        for name, column, null, length in self._asked(server, wanted, [], database=database):
            share = min(1.0, max(0.0, float(null or 0)))
            mean = float(length) if length is not None else 0.0 if share == 1 else None
            self._columns.setdefault(str(name), {})[str(column)] = ColumnReading(share, mean, USUAL_SPREAD)
        for name, inserted, deleted in self._asked(server, questions.COUNTS, [], database=database):
            self._counts[str(name)] = (float(inserted or 0), float(deleted or 0))
        uptime = self._asked(server, questions.UPTIME, [])
        if uptime and any(inserted for inserted, _ in self._counts.values()):
            seconds = float(uptime[0][1])
            self._seconds = seconds if seconds >= LEAST_COUNTED else None
            self.since = f"the server began, {seconds / 86_400:.1f} days ago" if self._seconds else ""
        if refused:
            notes.append(f"the sizes of single indexes may not be read, and are shared out by their keys: {refused[0]}")

    @staticmethod
    def _asked(server: MySQL, statement: str, refused: list[str], **given: object) -> Rows:
        try:
            return server.ask(statement, **given)
        except Refusal as refusal:
            refused.append(str(refusal))
            return []

    def are_old(self, table: Table, row: Any) -> bool:
        """Whether InnoDB's sizes are older than its rows: its file is much larger, or its rows need more at the least.

        Sizes are counted anew behind a load, by a thread that may lag; rows are counted as they come.
        """
        name, _, layout, rows, data, index, free, _ = row
        said = int(data or 0) + int(index or 0)
        least = sum([each.size for each in table.columns if not each.nullable and not each.payload])
        packed = layout is not None and str(layout).lower() == "compressed"
        too_many = float(rows) * (least + HEAD_OF_A_ROW) > MORE * int(data or 0) + PAGE and not packed
        return too_many or self.files.get(str(name), 0) > 2 * said + int(free or 0) + SPARE

    def reading(self, table: Table, row: Any) -> TableReading:
        """A table with what is known of it, by its row of TABLES."""
        name, _, _, rows, data, index, free, _ = row
        parts = self._pages_of_partitions(str(name)) if table.partition_count > 1 else []
        shares = shares_of(parts) if max(parts, default=0) * len(parts) > UNEVEN * sum(parts) else ()
        notes = [each for each in table.notes if not (shares and each.endswith(EVENLY))]
        page = table.block * 1024 or PAGE
        rows = float(rows) or 1.0
        sizes, left = dict[str, int](), int(index or 0)
        own = table.secondary
        for each in own:
            counted = self._pages.get((str(name), each.original), {})
            if "size" in counted:
                sizes[each.name] = counted["size"] * page
                left -= sizes[each.name]
        shared = [each for each in own if each.name not in sizes]
        widths = {each.name: _width(table, each) for each in shared}
        for each in shared:
            sizes[each.name] = int(max(0, left) * widths[each.name] / sum(widths.values()))
        numbers = {each.name: IndexReading(sizes[each.name], None, 1.0) for each in own}
        others = () if shared or left <= 0 or not self._pages else (OtherSize("other indexes", left, "not reckoned"),)
        inserted = None
        if self._seconds and str(name) in self._counts:
            plus, minus = self._counts[str(name)]
            inserted = (plus - minus) / self._seconds
        return TableReading(
            replace(table, notes=tuple(notes), original=str(name)),
            rows,
            "as InnoDB has sampled",
            int(data or 0),
            0,
            0.0,
            self._columns.get(str(name), {}),
            numbers,
            others,
            inserted,
            free=int(free or 0),
            server=self.server,
            pages=sum(parts) if shares else self._leaves(table, str(name)),
            shares=shares,
            identity=one_line(str(name)),
        )

    def _pages_of_partitions(self, name: str) -> list[float]:
        """The pages that hold the rows of each partition: half of one of those that have one, which may be empty."""
        found = []
        for each, leaves in self._partitions.get(name, {}).items():
            size = self._sizes.get(name, {}).get(each, 1)
            # MariaDB says 1 of any tree where it samples more pages than there are.
            found.append(0.5 if size <= 1 else leaves if leaves > 1 else pages_of(size))
        return found

    def _leaves(self, table: Table, name: str) -> float:
        """The pages that hold a table's rows; 0 of partitions, each of which has extents of its own."""
        kept_by = table.kept_by
        counted = self._pages.get((name, "GEN_CLUST_INDEX" if kept_by is None else kept_by.original), {})
        pages, whole = counted.get("n_leaf_pages", 0), counted.get("size", 0)
        # MariaDB says 1 of any tree where it samples more pages than there are.
        return 0.0 if name in self._partitions or (pages == 1 and whole > 1) else float(pages)

    @staticmethod
    def general(tables: list[TableReading], system: str) -> list[str]:
        """What is to be known of many tables, by their names."""
        without = [text_of(each.table.original) for each in tables if not each.has_lengths]
        if not without:
            return []
        said = "such that the rows take data_length, and an index on them what it takes: their bloat is not seen"
        known = "; it knows them, but those of TEXT and BLOB, after ANALYZE TABLE … PERSISTENT FOR ALL"
        remedy = known if system == "MariaDB" else ""
        return [f"the lengths of {some(without)} are guesses {said}{remedy}"]
