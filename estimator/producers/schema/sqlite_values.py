"""What SQLite's queries select: the type of a column as it was made, of all else what a value takes.

A table that a query makes says of a column its affinity alone; values stay as they are, so that what a value takes
follows from the column that it comes from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.producers.schema.query_parts import TOO_DEEP, Unselected, case_values, comparison, is_text
from estimator.producers.schema.shelf import Spelled
from estimator.producers.schema.shelf_queries import Value
from estimator.producers.schema.sqlite_types import TEXT, affinity, taken_by
from estimator.records import replace

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.producers.schema.words import Cursor

    Find = Callable[[str, str], Value]

MOST_DEEP = 40  # brackets in brackets
NONE = Spelled("")
INTEGER, REAL, YES = "1 to 4 B", "8 B", "0 B"
COUNTS = ("count", "length", "instr", "unicode", "row_number", "rank", "dense_rank", "ntile", "changes", "unixepoch",
          "octet_length", "last_insert_rowid", "json_array_length")  # fmt: skip
REALS = ("avg", "total", "julianday", "sqrt", "pow", "power", "exp", "ln", "log", "percent_rank", "cume_dist")
TIMES = {"date": "10 B", "time": "8 B", "datetime": "19 B", "current_date": "10 B", "current_time": "8 B",
         "current_timestamp": "19 B"}  # fmt: skip
TEXTS = ("group_concat", "string_agg", "printf", "format", "concat", "concat_ws", "strftime", "hex", "quote")
SAME = ("upper", "lower", "trim", "ltrim", "rtrim", "replace", "min", "max", "first_value", "last_value", "lag", "lead",
        "nth_value", "nullif", "abs", "substr", "substring", "likely", "unlikely")  # fmt: skip
MAY_MISS = ("nullif", "lag", "lead", "nth_value")  # NULL though what they are asked is not
ANY_OF = ("coalesce", "ifnull", "iif")
COMPARISONS = ("=", "==", "<", ">", "<=", ">=", "<>", "!=", "and", "or", "is", "like", "in", "between", "not", "glob",
               "match", "regexp", "isnull", "notnull")  # fmt: skip


def value(cursor: Cursor, find: Find) -> Value:
    """What an expression comes to; `find` gives a column by its table, or "", and its name."""
    return _Values(find).whole(cursor, 0)


def common(values: list[Value]) -> Value:
    """What values of several queries or branches are: of one affinity, and what the first of them takes."""
    known = [each for each in values if each.kind is not None]
    if len(known) < len(values) or not known:
        return Value(None)
    taken = [payload_of(each) for each in known if payload_of(each) != "0 B"] or ["0 B"]
    columns = [each for each in known if not each.written] or known
    nullable = any(each.nullable for each in values)
    if len({affinity(each.kind) for each in columns if each.kind is not None}) > 1 and len({*taken}) > 1:
        return Value(None, why="its branches have values of several types: CAST(… AS …) says one")
    return Value(columns[0].kind, nullable, payload=max(taken, key=_largest))


def _largest(payload: str) -> int:
    return max([int(word) for word in payload.replace("B", "").split() if word.isdecimal()], default=0)


def _least(payload: str) -> int:
    return min([int(word) for word in payload.replace("B", "").split() if word.isdecimal()], default=0)


def payload_of(value: Value) -> str:
    """What a value takes, as the notation writes it."""
    return value.payload or (taken_by(value.kind, rowid=False).payload if value.kind is not None else "")


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
        if sign:
            cursor.place = len(cursor.words)
            return Value(NONE, payload=YES)
        return self._signs(cursor, depth)

    def _signs(self, cursor: Cursor, depth: int) -> Value:
        found = self._one(cursor, depth)
        while sign := cursor.takes_any("||", "+", "-", "*", "/", "%"):
            other = self._one(cursor, depth)
            if found.kind is None or other.kind is None:
                return Value(None)
            nullable = found.nullable or other.nullable
            whole = all(_is_whole(each) for each in (found, other))
            found = Value(NONE, nullable, payload=TEXT if sign == "||" else INTEGER if whole else REAL)
        return found

    def _one(self, cursor: Cursor, depth: int) -> Value:
        word, following = cursor.word, cursor.ahead(1)
        if word.text in ("-", "+") and word.kind == "sign":
            cursor.place += 1
            if word.text == "-" and following.kind == "number" and following.text.isdecimal():
                cursor.place += 1
                return Value(NONE, nullable=False, written=True, payload=_bytes_of(-int(following.text)))
            if depth > MOST_DEEP:
                raise Unselected(TOO_DEEP)
            return _made(self._one(cursor, depth + 1))
        if word.kind == "number":
            cursor.place += 1
            whole = word.text.isdecimal()
            if word.text[:2] in ("0x", "0X"):
                return Value(None)
            return Value(NONE, nullable=False, written=True, payload=_bytes_of(int(word.text)) if whole else REAL)
        if word.kind == "text":
            cursor.place += 1
            if not is_text(word):
                return Value(None)
            return Value(NONE, nullable=False, written=True, payload=f"{len(word.text.encode())} B")
        if cursor.sees("("):
            inside = cursor.bracketed()
            return Value(None) if inside.sees("select") else self.whole(inside, depth + 1)
        if word.kind == "name" and following.text != ".":
            if word.text == "case":
                return self._case(cursor, depth)
            if word.text in ("null", "true", "false"):
                cursor.place += 1
                return Value(NONE, word.text == "null", written=True, payload="0 B")
            if word.text in TIMES and following.text != "(":
                cursor.place += 1
                return Value(NONE, nullable=False, payload=TIMES[word.text])
            if following.text == "(":
                cursor.place += 1
                return self._behind(self._function(word.text, cursor, depth), cursor)
        if word.kind not in ("name", "quoted"):
            return Value(None)
        table, name = cursor.path()
        return self._behind(self._find(table, name), cursor)

    @staticmethod
    def _behind(found: Value, cursor: Cursor) -> Value:
        """A value without what may stand behind it."""
        while cursor.sees("filter", "(") or cursor.sees("over") or cursor.sees("collate"):
            cursor.place += 1
            cursor.skip()
        return found

    def _case(self, cursor: Cursor, depth: int) -> Value:
        """CASE … END: what stands behind its THEN and ELSE."""
        values, has_other = case_values(cursor)
        found = _made(common([self.whole(each, depth + 1) for each in values]))
        return found if has_other else replace(found, nullable=True)

    def _function(self, name: str, cursor: Cursor, depth: int) -> Value:
        """A call, whose value is by its name and what it is given."""
        if name == "cast":
            return self._cast(cursor, depth)
        parts = cursor.parts()
        if name in COUNTS:
            return Value(NONE, nullable=False, payload=INTEGER)
        if name in REALS:
            return Value(NONE, payload=REAL)
        if name in TIMES:
            return Value(NONE, payload=TIMES[name])
        if name in TEXTS:
            return Value(NONE, payload=TEXT)
        most = parts[2].word.text if len(parts) == 3 and len(parts[2].words) == 1 else ""
        for part in parts:
            part.takes("distinct")
        given = [self.whole(part, depth + 1) if part.words else Value(None) for part in parts]
        if not given or any(each.kind is None for each in given[:1]):
            return Value(None)
        if name in ANY_OF:
            return _made(common(given[1:] if name == "iif" else given))
        if name in ("min", "max") and len(given) > 1:
            return _made(common(given))
        if name in ("substr", "substring"):
            return _cut(given[0], int(most)) if most.isdecimal() else _made(given[0])
        if name in MAY_MISS:
            return replace(_made(given[0]), nullable=True)
        if name == "sum":
            return Value(NONE, payload="1 to 6 B" if _is_whole(given[0]) else REAL)
        if name == "round":
            return Value(NONE, given[0].nullable, payload=REAL)
        return _made(replace(given[0], payload=payload_of(given[0]))) if name in SAME else Value(None)

    def _cast(self, cursor: Cursor, depth: int) -> Value:
        """CAST(value AS type), whose affinity is the type's."""
        inside = cursor.bracketed()
        inside.skip_until("as")
        found = self.whole(inside.slice(0, inside.place), depth + 1)
        if not inside.takes("as"):
            return Value(None)
        words = []
        while not inside.ended and not inside.sees("("):
            words.append(inside.name())
        return Value(Spelled(" ".join(words)), found.nullable)


def _made(found: Value) -> Value:
    """What an expression makes of a value: as long, and of no type."""
    return found if found.kind is None else replace(found, kind=NONE, payload=payload_of(found), name="")


def _cut(found: Value, most: int) -> Value:
    """What is left of a text of at most so many characters, which are taken for bytes."""
    whole = _made(found)
    return replace(whole, payload=f"{most} B") if _least(whole.payload) > most else whole


def _is_whole(each: Value) -> bool:
    kind = each.kind
    if kind is None:
        return False
    return affinity(kind) == "INTEGER" or each.payload in (INTEGER, YES, "1 to 6 B", "1 B", "2 B", "3 B", "4 B", "6 B")


def _bytes_of(number: int) -> str:
    """The bytes of a number as it is kept."""
    if number in (0, 1):
        return "0 B"
    number = number if number > 0 else -number - 1  # a power of two has room below zero
    return next((f"{size} B" for size, bits in ((1, 7), (2, 15), (3, 23), (4, 31), (6, 47)) if number < 2**bits), "8 B")
