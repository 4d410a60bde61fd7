"""What PostgreSQL's catalogs say of a database, as tables of a schema with numbers beside them.

The partitions of a table are read as one table, with sizes and rows added up and widths averaged by rows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from estimator.producers.catalogs import postgresql_items as items
from estimator.producers.catalogs import postgresql_notes
from estimator.producers.catalogs import postgresql_questions as questions
from estimator.producers.catalogs.addresses import problem
from estimator.producers.catalogs.asking import Refusal
from estimator.producers.catalogs.postgresql_answers import Answers, parts_of
from estimator.producers.catalogs.postgresql_asking import unlike
from estimator.producers.catalogs.postgresql_notes import quoted
from estimator.producers.catalogs.postgresql_tables import Relation, table_reading
from estimator.producers.catalogs.readings import Reading
from estimator.producers.schema.identifiers import Taken, identifier
from estimator.records import replace

if TYPE_CHECKING:
    from estimator.producers.catalogs.addresses import Address
    from estimator.producers.catalogs.asking import Rows
    from estimator.producers.catalogs.postgresql_asking import PostgreSQL

MOST_TABLES, MOST_COLUMNS, WIDEST = 40, 500, 200
LEAST_COUNTED = 3600  # seconds; rows counted for less say nothing of a year
OLDEST = 100_000  # server_version_num
COUNTED_TOGETHER = 120_000  # since which pg_stats_ext is there
GENERATED = 120_000  # since which columns may be generated
SHARING = 130_000  # since which equal keys share an entry
INCLUDED = 110_000  # since which an index may include columns that are not of its key
LISTED = ("array", "words")  # kinds of items that statistics list; of the others they have values
_OTHERS = re.compile(
    "CockroachDB|Redshift|Yugabyte|Greenplum|Materialize|QuestDB|CrateDB|RisingWave|Denodo", re.IGNORECASE
)


def read(server: PostgreSQL) -> Reading:
    """All that is asked of a database. EstimateError."""
    address = server.address
    with server.understood():  # what is reckoned from the answers is not in it: a fault there is one of ours
        [row] = _asked(server, questions.SERVER)
        version_text, version, number, page, database, standby, taken, now = row
        other = _OTHERS.search(str(version_text))
        if other is not None:
            raise unlike(address, other[0])
        if int(number) < OLDEST:
            raise problem(address, f"PostgreSQL {version} is too old to be read", "it is read from PostgreSQL 10 on")
        if int(page) != 8192:
            raise problem(address, f"its pages have {page} bytes, and those of 8192 alone are reckoned", "")
        notes: list[str] = []
        since, seconds = _since(server, float(now))
        relations = _relations(server, address)
        kept, rest = _largest(relations)
        if not kept:
            raise problem(address, f"{database} has no tables with rows", "name a database that has some")
        oids = [part.oid for each in kept for part in each.parts]
        columns = _by_table(_asked(server, _columns(int(number)), oids=oids))
        kept, rest = _narrowed(kept, rest, columns, notes)
        if not kept:
            raise problem(address, f"{database} has no tables that can be reckoned: {'; '.join(notes)}", "")
        oids = [part.oid for each in kept for part in each.parts]
        keys = "i.indnkeyatts::int" if int(number) >= INCLUDED else "i.indnatts::int"
        indexes = _by_table(_asked(server, questions.INDEXES.format(keys=keys), oids=oids))
        answers = _answers(server, kept, columns, indexes, int(number), notes)
        left = [part.oid for each in rest for part in each.parts]
        [[more]] = _asked(server, questions.OF_THE_REST, oids=left) if left else [(0,)]
        not_read = _elsewhere(server)
    taken_names = Taken()
    tables = []
    for each in kept:
        name = identifier(each.name)
        name = taken_names.distinct(identifier(f"{each.schema}_{each.name}") if name in taken_names else name)
        tables.append(table_reading(name, each, answers, seconds, int(number), taken_names))
    if standby:
        notes.append("a standby, whose own counters know little of the rows: they are those of the last ANALYZE")
    notes += postgresql_notes.of_tables(tables, address.user)
    notes += postgresql_notes.elsewhere(not_read)
    size = sum(each.size + each.toast for each in rest) + int(more)
    count = len([each for each in rest if each.size]) or (1 if size else 0)
    return Reading(
        "PostgreSQL", str(version), str(database), str(taken), tuple(tables), size, count, tuple(notes), since
    )


def _columns(version: int) -> str:
    return questions.COLUMNS.format(generated="a.attgenerated" if version >= GENERATED else "''")


def _asked(server: PostgreSQL, statement: str, **given: object) -> Any:
    """The answer to a question that nothing goes on without. EstimateError."""
    try:
        return server.ask(statement, **given)
    except Refusal as refusal:
        raise problem(server.address, f"{server.address} refuses a question: {refusal}", "") from None


def _since(server: PostgreSQL, now: float) -> tuple[str, float | None]:
    """Since when the server counts rows, as a day and in seconds."""
    import datetime as dt

    try:
        rows: Any = server.ask(questions.SINCE)
    except Refusal:
        rows = []
    start = rows[0][0] if rows else None
    if start is None or now - float(start) < LEAST_COUNTED:
        return "", None
    day = dt.datetime.fromtimestamp(float(start), tz=dt.UTC).date().isoformat()
    return day, now - float(start)


def _answers(
    server: PostgreSQL,
    kept: list[Relation],
    columns: dict[int, Rows],
    indexes: dict[int, Rows],
    version: int,
    notes: list[str],
) -> Answers:
    """What is asked of the indexes of tables, and of the values in both."""
    oids = [part.oid for each in kept for part in each.parts]
    parts = _by_table(
        _asked(server, items.PARTS.format(shares=items.SHARES if version >= SHARING else "true"), oids=oids)
    )
    expressions = [oid for oid, rows in parts.items() if any(not row[2] for row in rows)]
    if expressions:
        columns = columns | _by_table(_asked(server, _columns(version), oids=expressions))
    statistics = _allowed(server, questions.STATISTICS, notes, oids=[*oids, *expressions])
    together = _allowed(server, questions.TOGETHER, [], oids=oids) if version >= COUNTED_TOGETHER else {}
    answers = Answers(columns, indexes, statistics, together, parts)
    wanted = _wanted(kept, answers)
    lists, samples = ([each for each in wanted if (each[2] in LISTED) is listed] for listed in (True, False))
    return replace(answers, lists=_of_items(server, items.LISTS, lists, notes),
                   samples=_of_items(server, items.SAMPLES, samples, notes))  # fmt: skip


def _wanted(kept: list[Relation], answers: Answers) -> list[tuple[int, str, str]]:
    """Whose items are asked for, by relation, column and kind: of tables with partitions those of the largest."""
    found: dict[tuple[int, str, str], None] = {}
    for each in kept:
        part = max(each.parts, key=lambda own: own.own_rows)
        names = {int(row[0]): str(row[1]) for row in answers.columns.get(part.oid, [])}
        for row in answers.indexes.get(part.oid, []):
            for own in parts_of(int(row[0]), answers):
                whose = (part.oid, names.get(own.column, "")) if own.column else (int(row[0]), own.name)
                if own.kind and str(row[2]) in ("gin", "gist"):
                    found[(*whose, own.kind)] = None
    return list(found)


def _of_items(server: PostgreSQL, statement: str, wanted: list[tuple[int, str, str]], notes: list[str]) -> Any:
    if not wanted:
        return {}
    oids, names, kinds = ([each[place] for each in wanted] for place in range(3))
    return _allowed(server, statement, notes, oids=oids, names=names, kinds=kinds)


def _allowed(server: PostgreSQL, statement: str, notes: list[str], **given: object) -> dict[int, Rows]:
    """The answer to a question that the server may refuse, which a note says."""
    try:
        return _by_table(server.ask(statement, **given))
    except Refusal as refusal:
        notes.append(f"what is unknown is guessed or left as it is: the server refuses its statistics ({refusal})")
        return {}


def _relations(server: PostgreSQL, address: Address) -> list[Relation]:
    """The tables with their partitions, the largest first."""
    rows = _asked(server, questions.RELATIONS)
    if len(rows) > questions.MOST_RELATIONS:
        message = f"{address} has more than {questions.MOST_RELATIONS:,} tables and partitions in this database"
        raise problem(address, message, "name a database with fewer")
    toasts = {
        int(oid): row
        for oid, *row in _asked(server, questions.TOASTS, oids=[int(row[6]) for row in rows if int(row[6])])
    }
    parents = {int(row[0]): int(row[15]) for row in rows if row[7] and row[15] is not None}
    by_oid = {int(row[0]): Relation.of(row, toasts.get(int(row[6]))) for row in rows}
    found: dict[int, Relation] = {}
    for oid, relation in by_oid.items():
        root, steps = oid, 0
        while root in parents and parents[root] in by_oid and steps < len(parents):
            root, steps = parents[root], steps + 1
        top = found.setdefault(root, by_oid[root])
        if relation.kind != "p":
            top.parts.append(relation)
    return sorted([each for each in found.values() if each.parts], key=lambda each: -(each.size + each.toast))


def _elsewhere(server: PostgreSQL) -> list[str]:
    """The tables whose rows another server has."""
    try:
        return [quoted(str(schema), str(name)) for schema, name in server.ask(questions.ELSEWHERE)]
    except Refusal:
        return []


def _largest(relations: list[Relation]) -> tuple[list[Relation], list[Relation]]:
    """The tables that are reckoned, and the others; one without a page is not worth a line."""
    kept = [each for each in relations if each.size][:MOST_TABLES]
    return kept, [each for each in relations if each not in kept]


def _narrowed(
    kept: list[Relation], rest: list[Relation], columns: dict[int, Rows], notes: list[str]
) -> tuple[list[Relation], list[Relation]]:
    """As many of them as have no more columns together than a sheet takes; one at least."""
    left, found = MOST_COLUMNS, list[Relation]()
    for each in kept:
        own = len([row for row in columns.get(each.parts[0].oid, ()) if not row[2]])
        if not own:
            notes.append(f"{each.written} has no columns, and is left out")
        elif own > WIDEST:
            notes.append(f"{each.written} has more than {WIDEST} columns, and is left out")
        elif own <= left:
            left -= own
            found.append(each)
    return found, [*[each for each in kept if each not in found], *rest]


def _by_table(rows: Rows) -> dict[int, Rows]:
    found: dict[int, Rows] = {}
    for own, *row in rows:
        found.setdefault(int(own), []).append(tuple(row))
    return found
