"""The rows of PostgreSQL's catalogs as a table of a schema, its columns, indexes and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from estimator.producers.catalogs.postgresql_columns import EVEN, columns_of, fitting, readings_of, room_of, virtual
from estimator.producers.catalogs.postgresql_indexes import fill_of, read_indexes
from estimator.producers.catalogs.postgresql_keys import Owner
from estimator.producers.catalogs.postgresql_notes import quoted
from estimator.producers.catalogs.postgresql_parts import kinds_of
from estimator.producers.catalogs.readings import Kind, TableReading
from estimator.producers.schema.identifiers import Taken
from estimator.producers.schema.partitions import PAGE
from estimator.producers.schema.stored import FULL, Table
from estimator.records import replace

if TYPE_CHECKING:
    from estimator.producers.catalogs.postgresql_answers import Answers

NEAR = 0.25  # how far the counter of live rows may be off the planner's number
GUESSED = "guessed"
A_CHUNK = 2048  # bytes of a page of a TOAST table, four of whose rows fill it


class Relation:
    """A table or a partition as pg_class has it; `parts` are those that hold its rows."""

    def __init__(self, oid: int, schema: str, name: str, kind: str) -> None:
        self.oid = oid
        self.schema = schema
        self.name = name
        self.kind = kind
        self.parts: list[Relation] = []
        self.own_size = self.own_toast = self.own_unused = 0
        # Live chunks of its TOAST table; at least as many as it has room for where none ever went.
        self.own_chunks = self.own_rows = self.own_dead = self.own_inserted = 0.0
        self.rows_from = ""
        self.options = ""
        self.is_seen = True  # whether its statistics are shown to who asks

    @classmethod
    def of(cls, row: Any, toast: Any) -> Relation:
        """The relation of a row of RELATIONS, with the TOAST table of a row of TOASTS."""
        oid, schema, name, kind, counted, pages, _, _, options, size, live, dead, inserted, deleted, known, _, seen = (
            row
        )
        found = cls(int(oid), str(schema), str(name), str(kind))
        found.own_size = int(pages) * 8192 if size is None else int(size)
        found.is_seen = bool(seen)
        found.own_dead, found.options = float(dead or 0), str(options)
        found.own_inserted = float(inserted or 0) - float(deleted or 0)
        found.own_rows, found.rows_from = _rows(
            float(counted), int(pages), found.own_size, float(live or 0), found.own_dead, known=bool(known)
        )
        if toast is not None:
            toast_size, toast_counted, toast_live, toast_pages, toast_index, came, went = toast
            chunks, _ = _rows(
                float(toast_counted), int(toast_pages), int(toast_size), float(toast_live or 0), 0.0, known=True
            )
            found.own_chunks = chunks or int(toast_size) / A_CHUNK
            if not float(went or 0) and float(came or 0) >= found.own_chunks:  # as it was loaded
                found.own_chunks = max(found.own_chunks, (int(toast_size) + int(toast_index)) / A_CHUNK)
            found.own_toast = int(toast_size) + (int(toast_index) if toast_size else 0)
            found.own_unused = 0 if toast_size else int(toast_index)
        return found

    @property
    def is_partitioned(self) -> bool:
        """Whether its rows are in other tables, or in several."""
        return self.kind == "p" or len(self.parts) > 1

    @property
    def size(self) -> int:
        """The bytes of all its parts."""
        return sum(each.own_size for each in self.parts)

    @property
    def toast(self) -> int:
        """The bytes of their TOAST tables."""
        return sum(each.own_toast for each in self.parts)

    @property
    def rows(self) -> float:
        """The live rows of all its parts."""
        return sum(each.own_rows for each in self.parts)

    @property
    def written(self) -> str:
        """Its name in SQL, with its schema unless that is the usual one."""
        return self.name if self.schema == "public" else f"{self.schema}.{self.name}"


def _rows(counted: float, pages: int, size: int, live: float, dead: float, *, known: bool) -> tuple[float, str]:
    """The live rows of a relation and who says so; 0 where nobody does.

    What the planner reckons with are the rows a page of the last ANALYZE or vacuum, on all pages that are there now.
    The counter of live rows has followed since; but it begins at nothing after a crash, and counts twice what a session
    has written within a second before its ANALYZE. So it is believed as far as it is near, with the dead rows that were
    deleted since; then it may be 0.
    """
    reckoned = counted * size / 8192 / pages if counted > 0 and pages > 0 else 0.0
    if not counted and pages > 0 and known and not live:
        return 0.0, "reltuples"  # an ANALYZE has seen its pages, and no row on them
    if live > 0 and (not reckoned or (known and abs(live / reckoned - 1) <= NEAR)):
        return live, "n_live_tup"
    if reckoned and known and dead > 0 and abs((live + dead) / reckoned - 1) <= NEAR:
        return live, "n_live_tup"
    return reckoned, "reltuples" if reckoned else ""


def _count_by_size(parts: list[Relation], notes: list[str]) -> None:
    """Give the partitions whose rows nobody has counted as many for their size as the others have."""
    known = [each for each in parts if each.own_rows and each.own_size]
    unknown = [each for each in parts if not each.rows_from and each.own_size]
    if not known or not unknown:
        return
    each_byte = sum([each.own_rows for each in known]) / sum([each.own_size for each in known])
    for each in unknown:
        each.own_rows = each_byte * each.own_size
    of_them = f"{len(unknown)} of its {len(parts)} partitions"
    notes.append(f"the rows of {of_them} are guessed from their sizes: no ANALYZE was run there")


def _partitions_said(own: Relation, kinds: tuple[Kind, ...]) -> str:
    """How many partitions a table has."""
    of_them = [each for each in own.parts if each is not own]
    empty = len(own.parts) - sum([each.number for each in kinds])
    said = f", {empty} of them without rows" if empty and kinds else ""
    what = "partitions" if own.kind == "p" else "tables that inherit it, and itself"
    if len(of_them) == 1:
        what = what.replace("partitions", "partition").replace("tables that inherit", "table that inherits")
    return f"its rows are in {len(of_them)} {what}{said}: sizes are those of all together"


def table_reading(
    name: str, own: Relation, answers: Answers, seconds: float | None, version: int, taken: Taken | None = None
) -> TableReading:
    """A table of a sheet's name, with what its rows of the catalogs say; `seconds` is how long rows were counted."""
    notes: list[str] = []
    first = max(own.parts, key=lambda part: part.own_size)  # a partition may have its columns in another order
    _count_by_size(own.parts, notes)
    parts = tuple([(part.oid, part.own_rows) for part in own.parts])
    readings = readings_of(parts, answers.statistics) | virtual(answers.columns.get(first.oid, []))
    rows, rows_from = own.rows, first.rows_from or next((part.rows_from for part in own.parts if part.rows_from), "")
    made, dropped = columns_of(answers.columns.get(first.oid, []), readings)
    if not rows and rows_from:
        rows = 1.0
        notes.append("none of its rows is live: reckoned with one, and the rest is bloat")
    if not rows:
        rows, rows_from = own.size / room_of(made, readings), f"{GUESSED} from its size, for nobody has counted"
        notes.append("its rows are guessed from its size: no ANALYZE was run")
    each_rows = [part.own_rows if own.rows else rows * part.own_size / max(1, own.size) for part in own.parts]
    kinds = kinds_of(each_rows) if own.is_partitioned else ()
    if own.is_partitioned:
        notes.insert(0, _partitions_said(own, kinds))
    for each in made:
        if each.original in readings and each.written.partition("(")[0] in EVEN:
            readings[each.original] = replace(readings[each.original], spread=0.0)
    ends = PAGE / 2 * sum([each.number for each in kinds])  # the last page of a partition is half full in the mean
    made, missing = fitting(made, readings, max(0.5 * own.size, own.size - ends) / rows)
    if dropped:
        notes.append(f"columns were dropped, {dropped} of them: a fresh load is without them")
    owner = Owner(
        name,
        {each.original: each for each in made},
        readings,
        rows,
        parts,
        version,
        bool(rows_from) and not rows_from.startswith(GUESSED),
    )
    found = read_indexes(owner, answers, taken or Taken())
    table = Table(
        name,
        tuple(made),
        found.trees,
        tuple(notes),
        own.written,
        fill_of(first.options, FULL),
        tuple([part.written for part in own.parts if part is not own]),
        others=found.others,
        is_partitioned=bool(kinds),
        partition_count=max(1, sum([each.number for each in kinds])),
        empty_partitions=len(own.parts) - sum([each.number for each in kinds]) if kinds else 0,
    )
    inserted = sum(part.own_inserted for part in own.parts)
    return TableReading(
        table,
        rows,
        rows_from,
        own.size,
        own.toast,
        sum(part.own_chunks for part in own.parts),
        missing | readings | found.held,
        found.trees_read,
        found.unreckoned,
        inserted / seconds if seconds else None,
        sum(part.own_dead for part in own.parts),
        methods=found.others_read,
        kinds=kinds,
        unused=sum(part.own_unused for part in own.parts) if kinds else 0,
        is_seen=all(part.is_seen for part in own.parts),
        in_sql=quoted(own.schema, own.name),
        identity=f"oid {own.oid}",
    )
