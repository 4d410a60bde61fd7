"""The types of what a query selects: columns, casts, and functions whose type follows from their arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.producers.schema import query_functions as functions
from estimator.producers.schema.column_types import OTHER_NAMES, TypeName, read_type
from estimator.producers.schema.query_operators import INTEGERS, SIGNS, built_in, loose, of_sign
from estimator.producers.schema.query_parts import TOO_DEEP, Unselected, case_values
from estimator.producers.schema.query_results import UNNAMED, Selected, is_number, joined, of_function
from estimator.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.producers.schema.words import Cursor

MOST_DEEP = 40  # brackets in brackets
WORDS = {"current_timestamp": "timestamptz", "current_date": "date", "localtimestamp": "timestamp",
         "localtime": "time", "current_time": "timetz", "current_user": "name", "session_user": "name", "user": "name",
         "current_role": "name", "current_schema": "name", "current_catalog": "name",
         "true": "boolean", "false": "boolean"}  # fmt: skip
# What PostgreSQL calls types within, and a column that is a cast of what has no name.
INTERNAL_NAMES = {"boolean": "bool", "smallint": "int2", "int": "int4", "bigint": "int8", "real": "float4",
                  "double precision": "float8", "char": "bpchar", '"char"': "char"}  # fmt: skip
COMPARED = ("=", "<>", "!=", "<=", ">=", "<", ">", "@>", "<@", "&&", "~", "~*", "!~", "!~*", "~~", "@@", "?", "?|",
            "?&", "-|-")  # fmt: skip
PREFIXED = ("date", "time", "timestamp", "timestamptz", "interval", "uuid", "jsonb", "json", "inet", "point", "numeric",
            "text", "bool", "int4range", "daterange", "bytea")  # fmt: skip
# Numbers that have room in a type only below zero.
LEAST = {"2147483648": "int", "9223372036854775808": "bigint"}
# With a time zone; a date becomes a timestamptz first.
ZONED = {"timestamptz": "timestamp", "timestamp": "timestamptz", "timetz": "timetz", "date": "timestamp"}


UNKNOWN = Selected(None, nullable=True, name=UNNAMED)


@record
class Known:
    """What is known where an expression stands: columns by table, or "", and name; types; and queries in brackets."""

    column: Callable[[str, str], Selected]
    kind: Callable[[TypeName], TypeName]
    query: Callable[[Cursor], Selected]


def selected(cursor: Cursor, known: Known) -> Selected:
    """The value of an expression at its beginning."""
    return _Expressions(known).value(cursor, 0)


class _Expressions:
    def __init__(self, known: Known) -> None:
        self._known = known

    def value(self, cursor: Cursor, depth: int) -> Selected:
        """An expression: what is joined by OR and AND is true or false."""
        if depth >= MOST_DEEP:
            return UNKNOWN
        found = self._denied(cursor, depth)
        while cursor.takes_any("or", "and"):
            found = _truth(found, self._denied(cursor, depth))
        return found

    def _denied(self, cursor: Cursor, depth: int) -> Selected:
        if not cursor.takes("not"):
            return self._tested(cursor, depth)
        while cursor.takes("not"):
            pass
        return _truth(self._tested(cursor, depth))

    def _tested(self, cursor: Cursor, depth: int) -> Selected:
        """A value with comparisons and tests behind it."""
        begin = cursor.place
        found = self._signed(cursor, depth)
        if cursor.place == begin:  # a sign before a value, as in ~1, is none between two
            return found
        while not cursor.ended:
            if cursor.takes_any("isnull", "notnull"):
                found = replace(_truth(found), nullable=False)
            elif cursor.takes("is"):
                cursor.takes("not")
                if cursor.takes("distinct", "from"):
                    self._signed(cursor, depth)
                elif not cursor.takes_any("null", "true", "false", "unknown", "document", "normalized", "json"):
                    return replace(found, kind=None, untyped=False)
                found = replace(_truth(found), nullable=False)
            elif sign := cursor.takes_any(*COMPARED):
                if cursor.takes_any("any", "all", "some"):
                    cursor.skip()
                    found = replace(_truth(found), nullable=True)
                else:
                    is_query = sign == "&&" and found.kind == built_in("tsquery")  # what both of them look for
                    found = _truth(found, self._signed(cursor, depth))
                    found = replace(found, kind=built_in("tsquery")) if is_query else found
            elif _sees_test(cursor):
                found = self._matched(found, cursor, depth)
            else:
                break
        return found

    def _matched(self, found: Selected, cursor: Cursor, depth: int) -> Selected:
        cursor.takes("not")
        if cursor.takes("between"):
            cursor.takes_any("symmetric", "asymmetric")
            found = _truth(found, self._signed(cursor, depth))
            cursor.needs("and")
            return _truth(found, self._signed(cursor, depth))
        if cursor.takes("in"):
            cursor.skip()
            return _truth(found)
        if cursor.takes("similar"):
            cursor.needs("to")
        else:
            cursor.takes_any("like", "ilike")
        found = _truth(found, self._signed(cursor, depth))
        if cursor.takes("escape"):
            self._signed(cursor, depth)
        return found

    def _signed(self, cursor: Cursor, depth: int) -> Selected:
        """Values with the signs between them, the products before the sums."""
        values, signs = [self._operand(cursor, depth)], list[str]()
        while sign := cursor.takes_any(*SIGNS) or _shift(cursor):
            signs.append(sign)
            values.append(self._operand(cursor, depth))
        for stronger in (("^",), ("*", "/", "%"), ("+", "-"), SIGNS):
            found, left_over = values[:1], list[str]()
            for sign, right in zip(signs, values[1:], strict=True):
                if sign in stronger:
                    left = found[-1]
                    kind = of_sign(sign, *_beside(sign, left, right))
                    nullable = left.nullable or right.nullable or sign in ("->", "->>", "#>", "#>>")
                    found[-1] = Selected(kind, nullable, UNNAMED)
                else:
                    found.append(right)
                    left_over.append(sign)
            values, signs = found, left_over
        return values[0]

    def _operand(self, cursor: Cursor, depth: int) -> Selected:
        """A value with what is before and behind it: its sign, casts, collations, windows, a time zone."""
        if depth > MOST_DEEP:
            raise Unselected(TOO_DEEP)
        negated = cursor.takes_any("-", "+")
        if negated:
            least = cursor.word.text if negated == "-" and cursor.ahead(1).text != "::" else ""
            found = self._operand(cursor, depth + 1)
            kind = found.kind if found.kind is not None and is_number(found.kind) else None
            if least in LEAST and kind == _of_number(least):
                kind = built_in(LEAST[least])
            return Selected(loose(kind) if kind is not None else None, found.nullable, UNNAMED)
        found = self._one(cursor, depth)
        while not cursor.ended:
            if cursor.takes("::"):
                found = self._cast(found, read_type(cursor))
            elif cursor.takes("collate"):
                cursor.path()
            elif cursor.sees("at", "time", "zone"):
                cursor.place += 3
                self._operand(cursor, depth + 1)
                zoned = ZONED.get(found.kind.name) if found.kind is not None and not found.kind.schema else None
                found = Selected(built_in(zoned) if zoned else None, found.nullable, "timezone")
            elif cursor.sees("["):
                is_slice = any(word.text.startswith(":") for word in cursor.inside())
                of_array = found.kind is not None and found.kind.array
                kind = replace(found.kind, array=is_slice) if found.kind is not None and of_array else None
                found = Selected(kind, nullable=True, name=found.name)
            elif cursor.sees("within", "group"):
                return replace(found, kind=None)
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
        return Selected(self._known.kind(kind), found.nullable, name, found.filled)

    def _one(self, cursor: Cursor, depth: int) -> Selected:
        word, following = cursor.word, cursor.ahead(1)
        if word.kind in ("number", "text"):
            cursor.place += 1
            kind = _of_number(word.text) if word.kind == "number" else None
            return Selected(kind, nullable=False, name=UNNAMED, untyped=kind is None)
        if cursor.sees("("):
            inside = cursor.bracketed()
            if inside.sees("select") or inside.sees("with") or inside.sees("values"):
                return self._known.query(inside)
            found = self.value(inside, depth + 1)
            return found if inside.ended else UNKNOWN
        if word.kind == "name" and following.text != ".":
            if word.text == "case":
                return self._case(cursor, depth)
            if word.text == "null":
                cursor.place += 1
                return Selected(None, nullable=True, name=UNNAMED, untyped=True)
            if word.text == "array" and following.text in ("[", "("):
                return self._array(cursor, depth)
            if word.text in WORDS and following.text != "(":
                cursor.place += 1
                name = UNNAMED if WORDS[word.text] == "boolean" else word.text
                return Selected(built_in(WORDS[word.text]), nullable=False, name=name)
            if following.kind == "text" and word.text in PREFIXED:
                cursor.place += 2
                kind = built_in(OTHER_NAMES.get(word.text, word.text))
                if word.text == "interval":
                    while cursor.takes_any("year", "month", "day", "hour", "minute", "second", "to"):
                        pass
                return Selected(kind, nullable=False, name=INTERNAL_NAMES.get(kind.name, kind.name))
            if word.text == "cast" and following.text == "(":
                return self._written_cast(cursor, depth)
        if word.kind not in ("name", "quoted"):
            return UNKNOWN
        path = cursor.path()
        if cursor.sees("("):
            return self._function(path, cursor, depth)
        return self._known.column(*path)

    def _array(self, cursor: Cursor, depth: int) -> Selected:
        """ARRAY[…], of what its elements are together."""
        cursor.place += 1
        first = cursor.place
        cursor.skip()
        inside = cursor.slice(first + 1, cursor.place - 1)
        unknown = Selected(None, nullable=False, name="array")
        if cursor.words[first].text != "[" or inside.ended:
            return unknown
        elements = [self._argument(part, depth + 1) for part in inside.rest()]
        kind = joined(elements, "").kind
        if kind is None or kind.array:
            return unknown
        return Selected(replace(kind, array=True), nullable=False, name="array")

    def _case(self, cursor: Cursor, depth: int) -> Selected:
        """CASE … END, whose name is that of what stands behind its ELSE."""
        values, whole = case_values(cursor)
        branches, name = [self._argument(each, depth + 1) for each in values], UNNAMED
        if whole and branches:
            name = branches[-1].name
        else:
            branches.append(Selected(None, nullable=True, name=UNNAMED, untyped=True))
        return joined(branches, "case" if name == UNNAMED else name)

    def _written_cast(self, cursor: Cursor, depth: int) -> Selected:
        """CAST(value AS type)."""
        first = cursor.place + 1
        cursor.place += 1
        cursor.skip()
        inside = cursor.slice(first + 1, cursor.place - 1)
        found = self.value(inside, depth + 1)
        inside.skip_until("as")
        return self._cast(found, read_type(inside)) if inside.takes("as") else UNKNOWN

    def _function(self, path: tuple[str, str], cursor: Cursor, depth: int) -> Selected:
        """A call, whose type is by its name and its arguments."""
        schema, function = path
        parts = cursor.parts()
        for part in parts:
            part.takes_any("distinct", "all")
        if function == "trim" and parts:
            function = _trim(parts[0])
        if schema not in ("", "pg_catalog") or depth >= MOST_DEEP:
            return Selected(None, nullable=True, name=function)
        if function == "exists":
            return Selected(built_in("boolean"), nullable=False, name=function)
        if function == "extract":
            part = parts[0]
            part.skip_until("from")
            part.takes("from")
        return of_function(function, [self._argument(part, depth + 1) for part in parts])

    def _argument(self, part: Cursor, depth: int) -> Selected:
        found = self.value(part, depth)
        whole = part.ended or part.sees("order", "by") or part.sees("from") or part.sees("for")
        return found if whole else replace(found, kind=None, nullable=True, untyped=False)


def _beside(sign: str, left: Selected, right: Selected) -> tuple[TypeName | None, TypeName | None]:
    """The types on both sides of a sign; a number as text beside a number is one of its type."""
    if left.untyped != right.untyped:
        known = right.kind if left.untyped else left.kind
        if sign == "||" and known is not None:
            whole = known.array or known.schema or known.name in ("jsonb", "bytea", "tsvector", "bit", "varbit")
            written = known if whole else built_in("text")
            return (written, known) if left.untyped else (known, written)
        if known is not None and is_number(known) and sign in ("+", "-", "*", "/", "%"):
            return known, known
    return left.kind, right.kind


def _shift(cursor: Cursor) -> str:
    """The sign << or >>, which are two words each."""
    return next((sign for sign in ("<<", ">>") if cursor.takes(*sign)), "")


def _truth(*found: Selected) -> Selected:
    return Selected(built_in("boolean"), any(each.nullable for each in found), UNNAMED)


def _sees_test(cursor: Cursor) -> bool:
    tests = ("between", "in", "like", "ilike", "similar")
    return any(cursor.sees(each) or cursor.sees("not", each) for each in tests)


def _trim(part: Cursor) -> str:
    """The function that TRIM is by its words, which go: the cursor is at what is trimmed."""
    word = part.takes_any(*functions.TRIMS)
    begin = part.place
    part.skip_until("from")
    if not part.takes("from"):
        part.place = begin
    return functions.TRIMS.get(word, "btrim")


def _of_number(text: str) -> TypeName:
    if not text.isdecimal():
        return built_in("numeric")
    return built_in(INTEGERS[1] if len(text) < 10 or (len(text) == 10 and text <= "2147483647")
                    else "bigint" if len(text) < 19 or (len(text) == 19 and text <= "9223372036854775807")
                    else "numeric")  # fmt: skip
