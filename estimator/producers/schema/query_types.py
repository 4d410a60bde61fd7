"""The types of what a query selects: columns, casts, and functions whose type follows from their arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.producers.schema.column_types import SERIALS, TypeName, read_type
from estimator.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from estimator.producers.schema.words import Cursor

MOST_DEEP = 40  # brackets in brackets
# What functions give, whatever they are asked.
GIVES = {
    "bigint": ("count", "row_number", "rank", "dense_rank"),
    "int": ("length", "char_length", "character_length", "octet_length", "position", "strpos", "ascii", "cardinality",
            "array_length", "ntile", "jsonb_array_length", "json_array_length"),
    "text": ("initcap", "concat", "concat_ws", "replace", "to_char", "left", "right", "md5", "format", "lpad", "rpad",
             "split_part", "regexp_replace", "translate", "repeat", "encode", "array_to_string",
             "jsonb_extract_path_text", "json_extract_path_text"),
    "boolean": ("bool_and", "bool_or", "every", "exists", "starts_with"),
    "numeric": ("extract", "to_number"),
    "double precision": ("date_part", "cume_dist", "percent_rank"),
    "timestamptz": ("now", "clock_timestamp", "statement_timestamp", "transaction_timestamp", "to_timestamp"),
    "date": ("to_date",),
    "tsvector": ("to_tsvector", "setweight"),
    "jsonb": ("jsonb_agg", "jsonb_object_agg", "jsonb_build_object", "jsonb_build_array", "to_jsonb", "jsonb_set",
              "jsonb_strip_nulls"),
    "json": ("json_agg", "json_object_agg", "json_build_object", "json_build_array", "to_json", "row_to_json"),
    "uuid": ("gen_random_uuid", "uuid_generate_v4"),
}  # fmt: skip
RESULTS = {function: kind for kind, functions in GIVES.items() for function in functions}
ALWAYS = frozenset(("count", "row_number", "rank", "dense_rank", "now", "gen_random_uuid", "uuid_generate_v4",
                    "clock_timestamp", "exists"))  # fmt: skip
NULL_TOO = frozenset(("array_length", "jsonb_extract_path_text", "json_extract_path_text", "substring"))
OF_ALL = frozenset(("coalesce", "greatest", "least"))  # their arguments are of one type
FIRST = frozenset(("min", "max", "first_value", "last_value", "lag", "lead", "nullif", "any_value", "nth_value"))
WIDER = ("smallint", "int", "bigint", "numeric", "real", "double precision")
SUMS = {"smallint": "bigint", "int": "bigint", "bigint": "numeric", "numeric": "numeric", "real": "real",
        "double precision": "double precision", "interval": "interval", "money": "money"}  # fmt: skip
MEANS = {"smallint": "numeric", "int": "numeric", "bigint": "numeric", "numeric": "numeric",
         "real": "double precision", "double precision": "double precision", "interval": "interval"}  # fmt: skip
ROOTS = {"numeric": "numeric", **dict.fromkeys(("smallint", "int", "bigint", "real", "double precision"),
                                              "double precision")}  # fmt: skip
TEXTS = ("text", "varchar", "char", "bpchar")
PIECES = {**dict.fromkeys((*TEXTS, "citext"), "text"), "bytea": "bytea"}
# An end of a range, which may have none.
ENDS = {"int4range": "int", "int8range": "bigint", "numrange": "numeric", "tsrange": "timestamp",
        "tstzrange": "timestamptz", "daterange": "date"}  # fmt: skip
FOLDED = {**dict.fromkeys((*TEXTS, "citext"), "text"), **ENDS}
# What functions give by the type of their first argument.
GIVES_BY_TYPE = {
    "sum": SUMS, "avg": MEANS, "sqrt": ROOTS, "string_agg": PIECES,
    "lower": FOLDED, "upper": FOLDED,
    **dict.fromkeys(("substring", "substr", "trim", "btrim", "ltrim", "rtrim", "reverse"), PIECES),
}  # fmt: skip
TRIMS = {"both": "btrim", "leading": "ltrim", "trailing": "rtrim"}
SIGNS = ("->>", "->", "||", "+", "-", "*", "/", "%")
WORDS = {"current_timestamp": "timestamptz", "current_date": "date", "localtimestamp": "timestamp",
         "true": "boolean", "false": "boolean"}  # fmt: skip
UNNAMED = "?column?"
# What PostgreSQL calls types within, and a column that is a cast of what has no name.
INTERNAL_NAMES = {"boolean": "bool", "smallint": "int2", "int": "int4", "bigint": "int8", "real": "float4",
                  "double precision": "float8", "char": "bpchar", '"char"': "char"}  # fmt: skip


@record
class Selected:
    """A value that a query selects: its type, None where that is not known, whether it can be NULL, and its name."""

    kind: TypeName | None
    nullable: bool
    name: str
    filled: bool = False  # NULL only where that was written
    untyped: bool = False  # a text or NULL as it is written: of the type that it stands beside


def built_in(name: str) -> TypeName:
    """A type of PostgreSQL's own."""
    return TypeName("", name, (), array=False)


def selected(cursor: Cursor, column: Callable[[str, str], Selected], kind: Callable[[TypeName], TypeName]) -> Selected:
    """The value of an expression at its beginning; `column` finds one by its table, or "", and its name.

    `kind` says where a type is, as the path has it now.
    """
    return _Expressions(column, kind).value(cursor, 0)


class _Expressions:
    def __init__(self, column: Callable[[str, str], Selected], kind: Callable[[TypeName], TypeName]) -> None:
        self._column, self._kind = column, kind

    def value(self, cursor: Cursor, depth: int) -> Selected:
        """Values with the signs between them."""
        found = self._operand(cursor, depth)
        while operator := cursor.takes_any(*SIGNS):
            other = self._operand(cursor, depth)
            kind = _of_sign(operator, found.kind, other.kind)
            found = Selected(kind, found.nullable or other.nullable or operator in ("->", "->>"), UNNAMED)
        return found

    def _operand(self, cursor: Cursor, depth: int) -> Selected:
        """A value with what is behind it: casts, collations, windows."""
        found = self._one(cursor, depth)
        while not cursor.ended:
            if cursor.takes("::"):
                found = self._cast(found, read_type(cursor))
            elif cursor.takes("collate"):
                cursor.path()
            elif cursor.sees("filter", "("):
                cursor.place += 1
                cursor.skip()
                found = replace(found, nullable=found.nullable or found.name != "count")  # of no rows
            elif cursor.takes("over"):
                cursor.skip()
            else:
                break
        return found

    def _cast(self, found: Selected, kind: TypeName) -> Selected:
        name = found.name
        if name in (UNNAMED, "case"):
            name = INTERNAL_NAMES.get(kind.name, kind.name)
        return Selected(self._kind(kind), found.nullable, name, found.filled)

    def _one(self, cursor: Cursor, depth: int) -> Selected:
        word, following = cursor.word, cursor.ahead(1)
        if word.kind in ("number", "text"):
            cursor.place += 1
            kind = _of_number(word.text) if word.kind == "number" else None
            return Selected(kind, nullable=False, name=UNNAMED, untyped=kind is None)
        if cursor.sees("("):
            first = cursor.place
            cursor.skip()
            inside = cursor.slice(first + 1, cursor.place - 1)
            if depth >= MOST_DEEP or inside.sees("select"):
                return Selected(None, nullable=True, name=UNNAMED)
            found = self.value(inside, depth + 1)
            return found if inside.ended else replace(found, kind=None, nullable=True)
        if word.kind == "name" and following.text != ".":
            if word.text == "case":
                return self._case(cursor, depth)
            if word.text in ("null", "array", "not", "interval"):
                cursor.place += 1
                if word.text == "array":
                    cursor.skip()
                name = "array" if word.text == "array" else UNNAMED
                return Selected(None, word.text != "array", name, untyped=word.text == "null")
            if word.text in WORDS and following.text != "(":
                cursor.place += 1
                name = UNNAMED if WORDS[word.text] == "boolean" else word.text
                return Selected(built_in(WORDS[word.text]), nullable=False, name=name)
            if word.text == "cast" and following.text == "(":
                return self._written_cast(cursor, depth)
        if word.kind not in ("name", "quoted"):
            return Selected(None, nullable=True, name=UNNAMED)
        path = cursor.path()
        if cursor.sees("("):
            return self._function(path, cursor, depth)
        return self._column(*path)

    def _case(self, cursor: Cursor, depth: int) -> Selected:
        """CASE … END, whose name is that of what stands behind its ELSE."""
        opened, other = 0, 0
        while not cursor.ended:
            if cursor.takes("case"):
                opened += 1
            elif cursor.takes("end"):
                opened -= 1
                if not opened:
                    break
            elif opened == 1 and cursor.takes("else"):
                other = cursor.place
            else:
                cursor.skip()
        name = UNNAMED
        if other and depth < MOST_DEEP:
            name = self.value(cursor.slice(other, cursor.place - 1), depth + 1).name
        return Selected(None, nullable=True, name="case" if name == UNNAMED else name)

    def _written_cast(self, cursor: Cursor, depth: int) -> Selected:
        """CAST(value AS type)."""
        first = cursor.place + 1
        cursor.place += 1
        cursor.skip()
        inside = cursor.slice(first + 1, cursor.place - 1)
        found = Selected(None, nullable=True, name=UNNAMED)
        if depth < MOST_DEEP:
            found = self.value(inside, depth + 1)
        inside.skip_until("as")
        return self._cast(found, read_type(inside)) if inside.takes("as") else found

    def _function(self, path: tuple[str, str], cursor: Cursor, depth: int) -> Selected:
        """A call, whose type is by its name and its arguments."""
        schema, function = path
        parts = cursor.parts()
        for part in parts:
            part.takes_any("distinct", "all")
        if function == "trim" and parts:
            function = _trim(parts[0])
        unknown = Selected(None, nullable=True, name=function)
        if schema not in ("", "pg_catalog") or depth >= MOST_DEEP:
            return unknown
        arguments = [self._argument(part, depth + 1) for part in parts]
        if function in RESULTS:
            nullable = function not in ALWAYS and (function in NULL_TOO or any(each.nullable for each in arguments))
            return Selected(built_in(RESULTS[function]), nullable, function)
        known = common([each.kind for each in arguments if not each.untyped])
        if function in FIRST:
            known = arguments[0].kind if arguments else None
        if (function in FIRST or function in OF_ALL) and known is not None:
            nullable = arguments[0].nullable
            if function in OF_ALL:
                nullable = all(each.nullable for each in arguments)
            never = function not in ("nullif", "lag", "lead", "nth_value")
            return Selected(known, nullable or not never, function)
        if function == "date_trunc" and len(arguments) > 1 and arguments[1].kind is not None:
            kind = built_in("timestamptz") if arguments[1].kind.name == "date" else arguments[1].kind
            return Selected(kind, arguments[1].nullable, function)
        if function == "random" and not arguments:
            return Selected(built_in("double precision"), nullable=False, name=function)
        if not arguments or arguments[0].kind is None or arguments[0].kind.schema:
            return unknown
        kind, nullable = arguments[0].kind, arguments[0].nullable
        if function == "array_agg" and not kind.array:
            return Selected(TypeName(kind.schema, kind.name, kind.modifiers, array=True), nullable, function)
        found = GIVES_BY_TYPE.get(function, {}).get(kind.name)
        nullable = nullable or kind.name in ENDS or function == "substring"
        return Selected(built_in(found), nullable, function) if found and not kind.array else unknown

    def _argument(self, part: Cursor, depth: int) -> Selected:
        found = self.value(part, depth)
        whole = part.ended or part.sees("order", "by") or part.sees("from") or part.sees("for")
        return found if whole else replace(found, kind=None, nullable=True)


def _trim(part: Cursor) -> str:
    """The function that TRIM is by its words, which go: the cursor is at what is trimmed."""
    word = part.takes_any(*TRIMS)
    begin = part.place
    part.skip_until("from")
    if not part.takes("from"):
        part.place = begin
    return TRIMS.get(word, "btrim")


def common(kinds: Sequence[TypeName | None]) -> TypeName | None:
    """The type that values of these become together; None where that is not known."""
    known = [each for each in kinds if each is not None]
    return _common(known) if known and len(known) == len(kinds) else None


def _common(kinds: list[TypeName]) -> TypeName | None:
    names = {(each.schema, each.name, each.array) for each in kinds}
    if len(names) == 1:
        alike = all(each == kinds[0] for each in kinds)
        # A char without a length would be one of a single character.
        name = "bpchar" if kinds[0].name == "char" else kinds[0].name
        return kinds[0] if alike else TypeName(kinds[0].schema, name, (), kinds[0].array)
    if any(each.array or each.schema or each.name not in WIDER for each in kinds):
        return None
    return built_in(max([each.name for each in kinds], key=WIDER.index))


def _of_number(text: str) -> TypeName:
    if not text.isdecimal():
        return built_in("numeric")
    return built_in("int" if len(text) < 10 else "bigint" if len(text) < 19 else "numeric")


def _of_sign(sign: str, left: TypeName | None, right: TypeName | None) -> TypeName | None:
    """The type of two values with a sign between them; None where that is not known."""
    names = [each.name for each in (left, right) if each is not None and not each.schema and not each.array]
    if sign in ("->", "->>"):
        among = names[:1] if left is not None else []
        return None if among not in (["json"], ["jsonb"]) else left if sign == "->" else built_in("text")
    if sign == "||":
        return built_in("text") if names and all(each in TEXTS for each in names) else None
    if len(names) < 2 or any(each not in WIDER for each in names):
        return None
    if any(each in ("real", "double precision") for each in names):
        return built_in("real" if names == ["real", "real"] else "double precision")
    return built_in(max(names, key=WIDER.index))


def plain(kind: TypeName) -> TypeName:
    """The type of a column that is made from one of this type: that of a serial is its integer's."""
    if kind.schema or kind.name not in SERIALS:
        return kind
    return built_in({"smallserial": "smallint", "serial": "int", "bigserial": "bigint"}[SERIALS[kind.name]])
