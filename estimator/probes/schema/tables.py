"""CREATE TABLE and CREATE INDEX statements as tables, columns and indexes, with what each column takes in a row."""

from __future__ import annotations

import contextlib
import re
from typing import Any

from estimator.problems import EstimateError, Mark, Problem, Source, command_line_problem
from estimator.records import record

LARGEST_SCHEMA = 8_000_000  # characters
# Types of fixed size with their alignment, in bytes (PostgreSQL 15 documentation, 53.64 "pg_type").
FIXED = {
    "BOOLEAN": (1, 1), "SMALLINT": (2, 2), "SMALLSERIAL": (2, 2), "INT": (4, 4), "SERIAL": (4, 4), "BIGINT": (8, 8),
    "BIGSERIAL": (8, 8), "FLOAT": (4, 4), "DOUBLE": (8, 8), "DATE": (4, 4), "TIME": (8, 8), "TIMETZ": (12, 8),
    "TIMESTAMP": (8, 8), "TIMESTAMPTZ": (8, 8), "TIMESTAMPNTZ": (8, 8), "INTERVAL": (16, 8), "UUID": (16, 1),
    "MONEY": (8, 8), "OID": (4, 4), "MACADDR": (6, 4),
}  # fmt: skip
# Payloads of types without a length, where nothing better is known: to be filled in.
GUESSED = {
    "TEXT": "20 to 200 B", "VARCHAR": "20 to 200 B", "JSON": "100 to 1000 B", "JSONB": "100 to 1000 B",
    "VARBINARY": "100 to 1000 B", "BYTEA": "100 to 1000 B", "XML": "200 to 2000 B", "INET": "6 B", "CIDR": "6 B",
    "TSVECTOR": "100 to 1000 B", "HSTORE": "50 to 500 B", "CITEXT": "10 to 60 B",
}  # fmt: skip
ENUM = (4, 4)
_DOMAIN = re.compile(  # the parser takes this statement for a command
    r"""(?i)create\s+domain\s+(?:\w+\.)?"?(\w+)"?\s+(?:as\s+)?"""
    r"""([\w ]+?(?:\([\d, ]+\))?)(?=\s*(?:;|\n|constraint|check|not|default))"""
)


@record
class Column:
    """A column: of fixed size and alignment in bytes, or of a payload to be filled in, as the notation writes it."""

    name: str
    written: str  # its type as in the schema
    size: int
    alignment: int
    payload: str
    nullable: bool
    guessed: bool  # the type is unknown and taken for a text


@record
class Index:
    """A B-tree index on columns of its table."""

    name: str
    columns: tuple[str, ...]
    unique: bool
    primary: bool


@record
class Table:
    """A table with its indexes, and what of it is not reckoned."""

    name: str
    columns: tuple[Column, ...]
    indexes: tuple[Index, ...]
    notes: tuple[str, ...]


class _Draft:
    """A table while its statements are read."""

    def __init__(self, name: str, columns: list[Column]) -> None:
        self.name = name
        self.columns = columns
        self.indexes: list[Index] = []
        self.notes: list[str] = []

    def add(self, columns: list[str], *, unique: bool, primary: bool = False) -> None:
        known = {column.name for column in self.columns}
        if columns and set(columns) <= known and not any(each.columns == tuple(columns) for each in self.indexes):
            name = "primary_key" if primary else "_".join(columns)
            self.indexes.append(Index(name, tuple(columns), unique, primary))
        elif columns and not set(columns) <= known:
            self.notes.append(f"an index names columns that are not there: {', '.join(columns)}")


def read_tables(text: str, name: str) -> list[Table]:
    """The tables of a schema, in order; EstimateError where it is not SQL or has no table."""
    sqlglot, expressions = _parser()
    if len(text) > LARGEST_SCHEMA:
        raise EstimateError([command_line_problem(name, "the schema is too large", "keep the tables that matter")])
    try:
        statements = sqlglot.parse(_without_commands(text), dialect="postgres")
    except (sqlglot.errors.ParseError, sqlglot.errors.TokenError) as error:
        raise EstimateError([_problem(error, text, name)]) from None
    except RecursionError:
        raise EstimateError([command_line_problem(name, "the schema is nested too deeply", "")]) from None
    named = _named_types(text, statements, expressions)
    drafts: dict[str, _Draft] = {}
    for each in statements:
        if isinstance(each, expressions.Create) and each.kind == "TABLE" and isinstance(each.this, expressions.Schema):
            draft = _table(each.this, named, expressions)
            drafts[draft.name] = draft
    if not drafts:
        raise EstimateError([command_line_problem(name, "there is no CREATE TABLE in it", "give the schema as SQL")])
    for each in statements:
        if isinstance(each, expressions.Create) and each.kind == "INDEX":
            _index(each, drafts, expressions)
        elif isinstance(each, expressions.Alter):
            _alter(each, drafts, expressions)
    return [Table(each.name, tuple(each.columns), tuple(each.indexes), tuple(each.notes)) for each in drafts.values()]


def _parser() -> tuple[Any, Any]:
    try:
        import sqlglot
        from sqlglot import expressions
    except ImportError:
        remedy = "pip install 'capacity-estimator[sql]'"
        raise EstimateError([command_line_problem("table", "reading SQL needs sqlglot", remedy)]) from None
    import logging

    logging.getLogger("sqlglot").setLevel(logging.ERROR)  # it warns of statements that hold no table
    return sqlglot, expressions


def _without_commands(text: str) -> str:
    r"""A dump without psql's own lines (`\connect`) and the rows of COPY, in as many lines."""
    lines, copying = [], False
    for line in text.splitlines():
        if copying:
            copying = line != "\\."
            lines.append("")
        elif line.startswith("\\"):
            lines.append("")
        elif re.match(r"COPY .* FROM stdin;", line):
            copying = True
            lines.append("")
        else:
            lines.append(line)
    return "\n".join(lines)


def _problem(error: Any, text: str, name: str) -> Problem:
    """A parse error at its place."""
    found = error.errors[0] if getattr(error, "errors", None) else {}
    line = found.get("line") or 1
    message = (found.get("description") or str(error).split("\n", maxsplit=1)[0])[:120]
    source = Source(name, text)
    start = sum([len(each) + 1 for each in text.split("\n")[: line - 1]])
    end = start + len(text.split("\n")[line - 1])
    mark = Mark(source, start, max(end, start + 1))
    return Problem(f"this is no SQL of PostgreSQL: {message}", (mark,))


def _named_types(text: str, statements: list[Any], expressions: Any) -> dict[str, Any]:
    """Types that the schema makes itself: an enumeration is None, a domain the type that it is of."""
    found: dict[str, Any] = {}
    for each in statements:
        if isinstance(each, expressions.Create) and each.kind == "TYPE":
            found[each.this.name.lower()] = None
    for name, base in _DOMAIN.findall(text):
        with contextlib.suppress(ValueError):
            found[name.lower()] = expressions.DataType.build(base.strip(), dialect="postgres")
    return found


def _identifier(name: str) -> str:
    """A name of SQL as one of the notation."""
    plain = re.sub(r"\W", "_", name.lower())
    return plain if plain and not plain[0].isdigit() else f"_{plain}"


def _table(schema: Any, named: dict[str, Any], expressions: Any) -> _Draft:
    columns, primary, unique = [], [], []
    for part in schema.expressions:
        if not isinstance(part, expressions.ColumnDef):
            continue
        kinds = [type(each.kind).__name__ for each in part.constraints]
        name = _identifier(part.name)
        if "PrimaryKeyColumnConstraint" in kinds:
            primary = [name]
        if "UniqueColumnConstraint" in kinds:
            unique.append([name])
        nullable = not any(
            isinstance(each.kind, expressions.NotNullColumnConstraint) and not each.kind.args.get("allow_null")
            for each in part.constraints
        )
        columns.append(
            _column(name, part.kind, named, nullable=nullable and name not in primary, written=_written(part))
        )
    draft = _Draft(_identifier(schema.this.name), columns)
    if primary:
        draft.add(primary, unique=True, primary=True)
    for each in unique:
        draft.add(each, unique=True)
    for part in schema.expressions:
        _constraint(part, draft, expressions)
    keys = {column for each in draft.indexes if each.primary for column in each.columns}
    draft.columns = [
        Column(c.name, c.written, c.size, c.alignment, c.payload, c.nullable and c.name not in keys, c.guessed)
        for c in draft.columns
    ]
    return draft


def _written(part: Any) -> str:
    return str(part.kind.sql(dialect="postgres")).lower() if part.kind is not None else "text"


def _constraint(part: Any, draft: _Draft, expressions: Any) -> None:
    """PRIMARY KEY (…) and UNIQUE (…), with or without a name."""
    if isinstance(part, expressions.Constraint):
        for each in part.expressions:
            _constraint(each, draft, expressions)
    elif isinstance(part, expressions.PrimaryKey):
        draft.add([_identifier(each.name) for each in part.expressions], unique=True, primary=True)
    elif isinstance(part, expressions.UniqueColumnConstraint) and part.this is not None:
        draft.add([_identifier(each.name) for each in part.this.expressions], unique=True)


def _index(statement: Any, drafts: dict[str, _Draft], expressions: Any) -> None:
    index = statement.this
    table = index.args.get("table")
    draft = drafts.get(_identifier(table.name)) if table is not None else None
    params = index.args.get("params")
    if draft is None or params is None:
        return
    label = index.name or "an index without a name"
    using = params.args.get("using")
    columns = [
        each.this if isinstance(each, expressions.Ordered) else each for each in params.args.get("columns") or []
    ]
    if using is not None and using.name.lower() != "btree":
        draft.notes.append(f"{label}: {using.name.lower()} indexes are not reckoned")
    elif not all(isinstance(each, expressions.Column) for each in columns):
        draft.notes.append(f"{label}: indexes on expressions are not reckoned")
    else:
        if params.args.get("where") is not None:
            draft.notes.append(f"{label} is partial: reckoned as if it held every row")
        draft.add([_identifier(each.name) for each in columns], unique=bool(statement.args.get("unique")))


def _alter(statement: Any, drafts: dict[str, _Draft], expressions: Any) -> None:
    draft = drafts.get(_identifier(statement.this.name))
    if draft is None:
        return
    for action in statement.args.get("actions") or []:
        if isinstance(action, expressions.AddConstraint):
            for part in action.expressions:
                _constraint(part, draft, expressions)


def _column(name: str, kind: Any, named: dict[str, Any], *, nullable: bool, written: str) -> Column:
    """What a type takes: a fixed size, or a payload to fill in."""
    own = written.split("(", maxsplit=1)[0].strip('"').rpartition(".")[2]
    if own in named:
        base = named[own]
        if base is None:
            return Column(name, written, *ENUM, "", nullable, guessed=False)
        return _column(name, base, {}, nullable=nullable, written=str(base.sql(dialect="postgres")).lower())
    word = kind.this.name if kind is not None and hasattr(kind.this, "name") else ""
    numbers = [int(each) for each in re.findall(r"\d+", written)]
    if word in FIXED:
        return Column(name, written, *FIXED[word], "", nullable, guessed=False)
    payload = _payload(word or own.upper(), own, numbers)
    return Column(name, written, 0, 0, payload or GUESSED["TEXT"], nullable, guessed=not payload)


def _payload(word: str, own: str, numbers: list[int]) -> str:
    if word == "ARRAY":
        return "24 to 60 B"
    if word == "DECIMAL":
        if not numbers:
            return "4 to 10 B"
        digits, scale = numbers[0], numbers[1] if len(numbers) > 1 else 0
        most = 2 + 2 * (-(-(digits - scale) // 4) + -(-scale // 4))
        return f"{min(4, most)} to {most} B" if most > 4 else f"{most} B"
    if word in ("CHAR", "NCHAR") or own in ("char", "bpchar"):
        return f"{numbers[0] if numbers else 1} B"
    if word == "VARCHAR" and numbers:
        low, high = max(1, numbers[0] // 10), max(2, numbers[0] // 2)
        return f"{low} to {high} B" if low < high else f"{high} B"
    return GUESSED.get(word) or GUESSED.get(own.upper(), "")
