"""The types of what MySQL's and MariaDB's queries select, where both make the same of it."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from estimator.producers.schema.mysql_functions import (
    BIGINT,
    BOOLEAN,
    CONNECTION,
    DATES,
    DOUBLE,
    INTS,
    UNLIKE,
    called,
    common,
)
from estimator.producers.schema.mysql_types import read_type
from estimator.producers.schema.mysql_widths import LARGEST_INT, characters, digits_of, scale_of
from estimator.producers.schema.query_parts import Unselected, case_values, comparison, is_text
from estimator.producers.schema.shelf import Spelled
from estimator.producers.schema.shelf_queries import Value
from estimator.records import replace

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.producers.schema.words import Cursor

    Find = Callable[[str, str], Value]

MOST_DEEP = 40  # brackets in brackets
COMPARISONS = ("=", "<", ">", "<=", ">=", "<>", "!=", "<=>", "and", "or", "xor", "&&", "||", "is", "like", "in",
               "between", "rlike", "regexp", "not", "sounds")  # fmt: skip
# What functions give whatever they are asked, with its digits; of some it may be NULL though nothing asked is.
COUNTS = {"count": 21, "bit_or": 20, "bit_and": 20, "bit_xor": 20, "row_number": 21, "rank": 21, "dense_rank": 21,
          "ntile": 21, "last_insert_id": 20}  # fmt: skip
NOWS = {
    **dict.fromkeys(
        ("now", "current_timestamp", "localtime", "localtimestamp", "utc_timestamp", "sysdate"), "datetime"
    ),
    **dict.fromkeys(("curdate", "current_date", "utc_date"), "date"),
    **dict.fromkeys(("curtime", "current_time", "utc_time"), "time"),
}
LONG_UNITS = ("day", "week", "month", "quarter", "year", "year_month")


def value(cursor: Cursor, find: Find) -> Value:
    """What an expression comes to; `find` gives a column by its table, or "", and its name."""
    return _Values(find).whole(cursor, 0)


class _Values:
    def __init__(self, find: Find) -> None:
        self._find = find

    def whole(self, cursor: Cursor, depth: int) -> Value:
        """An expression to its end; one with a comparison outside of brackets is yes or no."""
        if depth > MOST_DEEP:
            return Value(None)
        sign = comparison(cursor, COMPARISONS)
        if sign is None:
            return Value(None)
        return self._compared(cursor, never=sign == "is") if sign else self._sum(cursor, depth)

    def _compared(self, cursor: Cursor, *, never: bool) -> Value:
        """Yes or no, NULL where a column in it is, or `never`."""
        nullable = False
        while not cursor.ended:
            word, following = cursor.word, cursor.ahead(1)
            if word.kind in ("name", "quoted") and following.text not in ("(", "."):
                before = cursor.words[cursor.place - 1].text if cursor.place else ""
                table = cursor.words[cursor.place - 2].text if before == "." and cursor.place > 1 else ""
                with contextlib.suppress(Unselected):  # a word that is no column
                    nullable = nullable or self._find(table, word.text).nullable
            cursor.place += 1
        return Value(BOOLEAN, nullable and not never, 1)

    def _sum(self, cursor: Cursor, depth: int) -> Value:
        """Values with signs between them, products first."""
        found = self._product(cursor, depth)
        while sign := cursor.takes_any("+", "-"):
            if cursor.takes("interval"):
                found = self._moved(found, cursor)
                continue
            found = _reckoned(sign, found, self._product(cursor, depth))
        return found

    def _product(self, cursor: Cursor, depth: int) -> Value:
        found = self._collated(cursor, depth)
        while sign := cursor.takes_any("*", "/", "%", "div", "mod"):
            found = _reckoned(sign, found, self._collated(cursor, depth))
        return found

    def _moved(self, found: Value, cursor: Cursor) -> Value:
        """A time and an INTERVAL, from behind this word: to its unit."""
        while not cursor.ended and cursor.ahead(1).kind != "end" and cursor.ahead(1).text not in ("+", "-"):
            cursor.skip()
        unit = cursor.word.text
        cursor.place += 1
        kind = found.kind
        if kind is None or kind.name not in DATES or "microsecond" in unit:
            return Value(None)
        if kind.name == "date":
            return Value(kind if unit in LONG_UNITS else Spelled("datetime"))
        return Value(Spelled("datetime", kind.modifiers))

    def _one(self, cursor: Cursor, depth: int) -> Value:
        word, following = cursor.word, cursor.ahead(1)
        if word.text == "-" and following.kind == "number":
            cursor.place += 1
            return self._one(cursor, depth)
        if word.kind in ("number", "text"):
            return _literal(cursor)
        if cursor.sees("("):
            inside = cursor.bracketed()
            if inside.sees("select"):
                return Value(None, why=UNLIKE)
            return self.whole(inside, depth + 1)
        if word.kind == "name" and following.text != ".":
            if word.text == "case":
                return self._case(cursor, depth)
            if word.text in ("true", "false", "null"):
                cursor.place += 1
                return (
                    Value(Spelled("null"))
                    if word.text == "null"
                    else Value(BOOLEAN, nullable=False, digits=1, written=True)
                )
            if word.text in ("date", "timestamp") and following.kind == "text":
                cursor.place += 2
                return Value(Spelled("date" if word.text == "date" else "datetime"), nullable=False)
            if word.text in NOWS and following.text != "(":
                cursor.place += 1
                return Value(Spelled(NOWS[word.text]), nullable=False)
        if word.kind not in ("name", "quoted"):
            return Value(None)
        table, name = cursor.path()
        if word.kind == "name" and cursor.sees("(") and not table:
            return self._windowed(self._function(name, cursor, depth), cursor)
        return self._find(table, name)

    def _collated(self, cursor: Cursor, depth: int) -> Value:
        """A value, which may have COLLATE behind it."""
        found = self._one(cursor, depth)
        if cursor.takes("collate"):
            cursor.path()
            return replace(found, nullable=True)
        return found

    @staticmethod
    def _windowed(found: Value, cursor: Cursor) -> Value:
        if cursor.takes("over"):
            cursor.skip()
        return found

    def _case(self, cursor: Cursor, depth: int) -> Value:
        """CASE … END: what stands behind its THEN and ELSE."""
        values, has_other = case_values(cursor)
        found = common([self.whole(each, depth + 1) for each in values])
        return found if has_other else replace(found, nullable=True)

    def _function(self, name: str, cursor: Cursor, depth: int) -> Value:
        """A call, whose type is by its name and its arguments."""
        if name in ("cast", "convert"):
            return self._cast(cursor, depth)
        if name in ("date_add", "date_sub", "adddate", "subdate"):
            first, *others = cursor.parts()
            moved = others[0] if len(others) == 1 and others[0].takes("interval") else None
            return self._moved(self.whole(first, depth + 1), moved) if moved is not None else Value(None)
        parts = cursor.parts()
        if name in COUNTS:
            return Value(BIGINT, nullable=False, digits=COUNTS[name])
        if name in NOWS:
            precision = (
                (parts[0].word.text,) if parts and parts[0].word.kind == "number" and NOWS[name] != "date" else ()
            )
            return Value(Spelled(NOWS[name], precision), nullable=False)
        if name == "rand":
            return Value(DOUBLE, nullable=False)
        if name == "exists":
            return Value(BOOLEAN, nullable=False, digits=1)
        if name in ("extract", "timestampdiff"):
            return Value(BOOLEAN if name == "extract" else BIGINT)
        literals = [
            part.word.text if part.word.kind in ("number", "text") and len(part.words) == 1 else "" for part in parts
        ]
        for part in parts:
            part.takes("distinct")
        given = [self.whole(part, depth + 1) if part.words else Value(None) for part in parts]
        if not given or any(not part.ended for part in parts):
            return Value(None)
        return called(name, given, literals)

    def _cast(self, cursor: Cursor, depth: int) -> Value:
        """CAST(value AS type), CONVERT(value, type) or CONVERT(value USING charset)."""
        inside = cursor.bracketed()
        inside.skip_until("as", "using", ",")
        found = self.whole(inside.slice(0, inside.place), depth + 1)
        using = inside.takes("using")
        if using:
            width = characters(found)
            return Value(Spelled("varchar", (str(width),), inside.name()) if width else None)
        if not inside.takes_any("as", ","):
            return Value(None)
        if inside.takes_any("signed", "unsigned"):
            inside.takes_any("integer", "int")
            if 0 < characters(found) < LARGEST_INT or (found.kind is not None and found.kind.name == "null"):
                return Value(None, why="how large an integer CAST makes of so few digits differs: CAST it AS DECIMAL")
            return Value(BIGINT, found.nullable, 20)
        kind = read_type(inside)
        if kind.name in ("char", "binary"):
            width = int(kind.modifiers[0]) if kind.modifiers and kind.modifiers[0].isdecimal() else 0
            width = width or (characters(found) if kind.name == "char" else 0)
            return Value(Spelled(f"var{kind.name}", (str(width),), kind.charset or CONNECTION) if width else None)
        if kind.name == "decimal":
            return Value(Spelled("decimal", kind.modifiers or ("10", "0")), found.nullable)
        if kind.name in ("date", "datetime", "time"):
            return Value(kind)
        return Value(None, why=UNLIKE)


def _literal(cursor: Cursor) -> Value:
    """A number or a text as it is written, or several texts in a row."""
    word = cursor.word
    cursor.place += 1
    if word.kind == "text":
        width, taken, plain = 0, 0, True
        cursor.place -= 1
        while cursor.word.kind == "text":
            each = cursor.word
            plain = plain and is_text(each)
            width += len(each.text)
            taken += len(each.text.encode())
            cursor.place += 1
        kind = Spelled("varchar", (str(width),), CONNECTION) if plain else None
        return Value(kind, nullable=False, written=True, payload=f"{taken} B")
    if word.text.isdecimal():
        if len(word.text) == LARGEST_INT - 1:  # to MySQL a bigint, to MariaDB an int
            return Value(None, nullable=False, why=UNLIKE)
        kind = Spelled("int") if len(word.text) < LARGEST_INT else BIGINT if int(word.text) < 2**63 else None
        return Value(kind, nullable=False, digits=len(word.text), written=True)
    whole, point, part = word.text.partition(".")
    if "e" in word.text.lower():
        return Value(DOUBLE, nullable=False, written=True)
    if point and whole.isdecimal() and part.isdecimal():
        count = len(whole.lstrip("0")) + len(part)
        return Value(Spelled("decimal", (str(max(1, count)), str(len(part)))), nullable=False, written=True)
    return Value(None)


def _reckoned(sign: str, left: Value, right: Value) -> Value:
    """Two numbers with a sign between them."""
    nullable = left.nullable or right.nullable
    names = [each.kind.name if each.kind is not None else "" for each in (left, right)]
    if any(name not in (*INTS, "decimal", "float", "double") for name in names):
        return Value(None, why=left.why or right.why)
    if sign in ("%", "div", "mod"):
        return Value(None, why=UNLIKE)
    if "double" in names or "float" in names:
        return Value(DOUBLE, nullable or sign == "/")
    one, other = digits_of(left), digits_of(right)
    scales = scale_of(left), scale_of(right)
    if sign == "/":
        return Value(Spelled("decimal", (str(one + scales[1] + 4), str(scales[0] + 4))))
    if "decimal" in names:
        if sign == "*":
            count, scale = one + other, scales[0] + scales[1]
        else:
            scale = max(scales)
            count = max(one - scales[0], other - scales[1]) + 1 + scale
        return Value(Spelled("decimal", (str(min(65, count)), str(scale))), nullable)
    unsigned = [each.kind for each in (left, right) if each.kind is not None and each.kind.unsigned]
    if any(kind.name != "bigint" for kind in unsigned) and sign != "*":
        return Value(None, why=UNLIKE)
    count = one + other if sign == "*" else max(one, other) + 1
    return Value(Spelled("int") if count < LARGEST_INT else BIGINT, nullable, min(count, 20))
