"""The columns that a query of MySQL or SQLite gives, where they follow from the tables of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.producers.schema.query_parts import TOO_DEEP, Unselected
from estimator.producers.schema.shelf import MOST_FIELDS, Field, expression_of, named, path_of
from estimator.producers.schema.words import Unreadable
from estimator.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.producers.schema.shelf import Shelf, Sketch, Spelled
    from estimator.producers.schema.words import Cursor, Word

    Sources = list["Source"]

MOST_DEEP = 30  # queries in one another
MOST_SELECTED, MOST_COPIED = 1600, 20_000  # columns of a query, and of all of a file
CLAUSES = ("from", "where", "group", "having", "window", "order", "limit", "into", "for", "procedure")
SETS = ("union", "intersect", "except")
JOINS = ("join", "inner", "left", "right", "full", "cross", "natural", "straight_join")
NO_ALIAS = frozenset((*CLAUSES, *SETS, *JOINS, "on", "using", "use", "force", "ignore", "partition", "indexed", "not"))
BEFORE_ITEMS = ("all", "distinct", "distinctrow", "high_priority", "sql_no_cache", "sql_calc_found_rows",
                "sql_small_result", "sql_big_result", "sql_buffer_result")  # fmt: skip


@record
class Value:
    """What a query selects: its type, None where that is not known, as `why` may say, and whether it can be NULL."""

    kind: Spelled | None
    nullable: bool = True
    digits: int = 0  # of an integer, as MySQL counts them
    written: bool = False  # as a literal
    filled: bool = False  # NULL only where that was written
    name: str = ""
    why: str = ""
    payload: str = ""  # what it takes, where its type does not say it


@record
class Source:
    """A table or a query that another query selects from; `optional` on the side of a join that may have no row."""

    name: str
    fields: dict[str, Field]
    optional: bool = False


class Query:
    """A query of a shelf's tables; `value` reads an expression, `common` is what values become together."""

    def __init__(
        self,
        shelf: Shelf,
        value: Callable[[Cursor, Callable[[str, str], Value]], Value],
        common: Callable[[list[Value]], Value],
        charset: str = "",
        withs: dict[str, dict[str, Field]] | None = None,
        depth: int = 0,
    ) -> None:
        if depth > MOST_DEEP:
            raise Unselected(TOO_DEEP)
        self.shelf, self.value, self.common = shelf, value, common
        self.withs, self.depth = withs or {}, depth
        self.charset = charset  # of texts whose table says none; SQLite has none

    def fields(self, cursor: Cursor) -> list[Field]:
        """The columns of a query to its end."""
        self._read_withs(cursor)
        found = self._part(cursor)
        while cursor.takes_any(*SETS):
            cursor.takes_any("all", "distinct")
            other = self._part(cursor)
            if len(found) != len(other):
                raise Unselected("the parts of its UNION have not as many columns")
            found = [self._together(one, more) for one, more in zip(found, other, strict=True)]
        return found

    def _part(self, cursor: Cursor) -> list[Field]:
        begin = cursor.place
        cursor.skip_until(*SETS)
        return Query(self.shelf, self.value, self.common, self.charset, self.withs, self.depth)._select(  # noqa: SLF001
            cursor.slice(begin, cursor.place)
        )

    def _together(self, one: Field, more: Field) -> Field:
        found = self.common([replace(_value(each), written=each.written) for each in (one, more)])
        if found.kind is None:
            raise Unselected(f"the parts of its UNION have other types for {one.name}")
        return _field(one.name, found)

    def _read_withs(self, cursor: Cursor) -> None:
        if not cursor.takes("with"):
            return
        if cursor.takes("recursive"):
            raise Unselected("its query is recursive")
        while True:
            name = named(cursor).lower()
            names = [named(part) for part in cursor.parts()] if cursor.sees("(") else []
            cursor.needs("as")
            found = self._inner(cursor)
            for field, given in zip(found, names, strict=False):
                field.name = given
            self.withs = {**self.withs, name: {field.name.lower(): field for field in found}}
            if not cursor.takes(","):
                return

    def _inner(self, cursor: Cursor) -> list[Field]:
        """The columns of a query in brackets."""
        inside = cursor.bracketed()
        return Query(self.shelf, self.value, self.common, self.charset, self.withs, self.depth + 1).fields(inside)

    def _select(self, cursor: Cursor) -> list[Field]:
        """The columns of a query without UNION."""
        if cursor.sees("("):
            return self._inner(cursor)
        if not cursor.takes("select"):
            raise Unselected(f"its rows are those of {cursor.word.text.upper()[:20] or 'nothing'}")
        while cursor.takes_any(*BEFORE_ITEMS):
            pass
        begin = cursor.place
        cursor.skip_until(*CLAUSES)
        items = cursor.slice(begin, cursor.place)
        sources: Sources = []
        if cursor.takes("from"):
            begin = cursor.place
            cursor.skip_until(*CLAUSES[1:])
            sources = self._from(cursor.slice(begin, cursor.place))
        while not cursor.ended:
            if cursor.takes("with", "rollup"):
                raise Unselected("it has WITH ROLLUP")
            cursor.skip()
        found = [field for item in items.rest() for field in self._item(item, sources)]
        self.shelf.copied += len(found)
        if len(found) > MOST_SELECTED or self.shelf.copied > MOST_COPIED:
            raise Unselected("the queries of this file select too many columns")
        if len({field.name.lower() for field in found}) < len(found):
            raise Unselected("two of its columns have one name")
        return found

    def _from(self, cursor: Cursor) -> Sources:
        found: Sources = []
        while not cursor.ended:
            kind = cursor.takes_any(*JOINS)
            if kind == "natural":
                raise Unselected("it has a NATURAL JOIN")
            cursor.takes("outer")
            if kind and kind not in ("join", "straight_join"):
                cursor.needs("join")
            if not kind and found:
                cursor.needs(",")
            if cursor.takes("lateral"):
                raise Unselected("its query has LATERAL")
            if kind in ("right", "full"):
                found = [Source(each.name, each.fields, optional=True) for each in found]
            other = self._source(cursor)
            found.append(Source(other.name, other.fields, optional=kind in ("left", "full")))
            if cursor.takes("using"):
                raise Unselected("it joins by USING: write ON")
            if cursor.takes("on"):
                cursor.skip_until(*JOINS, ",")
        return found

    def _source(self, cursor: Cursor) -> Source:
        if cursor.sees("("):
            if cursor.ahead(1).text not in ("select", "with", "("):
                raise Unselected("it has joins in brackets")
            fields, name = self._inner(cursor), ""
        else:
            path = path_of(cursor)
            name = path[1]
            fields = self._named(path)
        word = cursor.word
        if cursor.takes("as") or word.kind == "quoted" or (word.kind == "name" and word.text not in NO_ALIAS):
            name = named(cursor)
        if not cursor.ended and cursor.word.text not in (*JOINS, ",", "on", "using"):
            cursor.skip_until(*JOINS, ",", "on", "using")  # hints
        return Source(name.lower(), {field.name.lower(): field for field in fields})

    def _named(self, path: tuple[str, str]) -> list[Field]:
        """The columns of a table by its name."""
        if not path[0] and path[1].lower() in self.withs:
            return list(self.withs[path[1].lower()].values())
        table = self.shelf.table(path)
        if table is None or table.gone:
            raise Unselected(f"it selects from {path[1]}, whose columns are not known")
        return [self._pinned(field, table) for field in table.fields.values()]

    def _pinned(self, field: Field, table: Sketch) -> Field:
        """A column with its charset, which is not that of the table that it goes into."""
        made = field.copy()
        if self.charset and field.kind.name.endswith(("char", "text", "enum", "set")):
            made.kind = replace(field.kind, charset=field.kind.charset or table.charset or self.charset)
        return made

    def _item(self, item: Cursor, sources: Sources) -> list[Field]:
        words = item.words
        if item.sees("*") and len(words) == 1:
            among = sources
        elif len(words) >= 3 and words[-1].text == "*" and words[-2].text == ".":
            among = [each for each in sources if each.name == words[-3].text.lower()]
        else:
            return [self._one(item, sources)]
        if not among:
            raise Unselected("it selects * of what is not there")
        return [
            _field(field.name, _value(field, optional=each.optional))
            for each in among
            for field in each.fields.values()
        ]

    def _one(self, item: Cursor, sources: Sources) -> Field:
        whole = item.words
        end = len(whole)
        name = ""
        if len(whole) > 1 and whole[-2].text == "as" and whole[-2].kind == "name":
            end = len(whole) - 2
        elif len(whole) > 1 and _is_alias(whole[-1]) and _ends_a_value(whole[-2].kind, whole[-2].text):
            end = len(whole) - 1
        if end < len(whole):
            last = item.slice(len(whole) - 1, len(whole))
            name = named(last)
        inside = item.slice(0, end)
        found = self.value(inside, lambda table, column: self._column(table, column, sources))
        said = expression_of(whole[:end])
        if found.kind is not None and found.kind.name == "null":
            found = Value(None)
        if found.kind is None or not inside.ended:
            raise Unselected(found.why or f"of {said[:60]} the type is not known here: CAST({said[:20]} AS …) says it")
        return _field(name or found.name or said, found)

    def _column(self, table: str, name: str, sources: Sources) -> Value:
        among = [each for each in sources if table.lower() in ("", each.name) and name.lower() in each.fields]
        if len(among) != 1:
            where = "in more than one" if among else "in none"
            raise Unselected(f"{table + '.' if table else ''}{name} is {where} of its tables")
        return _value(among[0].fields[name.lower()], optional=among[0].optional)


def _is_alias(word: Word) -> bool:
    """Whether a word may be the name of the value before it, as the END of a CASE is not."""
    return word.kind == "quoted" or (word.kind == "name" and word.text != "end")


def _ends_a_value(kind: str, text: str) -> bool:
    """Whether a name behind this word is one for the value before it."""
    return kind in ("number", "text", "quoted") or text in (")", "end") or (kind == "name" and text not in CASES)


CASES = ("case", "when", "then", "else", "and", "or", "not", "distinct", "is", "like", "in", "between", "div", "mod",
         "interval", "binary", "collate", "as", "from")  # fmt: skip


def _value(field: Field, *, optional: bool = False) -> Value:
    return Value(
        field.kind,
        optional or not field.not_null,
        name=field.name,
        filled=field.filled and not optional,
        payload=field.payload,
    )


def _field(name: str, value: Value) -> Field:
    assert value.kind is not None
    made = Field(name, value.kind)
    made.not_null, made.filled, made.payload = not value.nullable, value.filled, value.payload
    made.written = value.written
    return made


def fill(table: Sketch, query: Query, cursor: Cursor) -> None:
    """Give a table the columns of a query, behind those that it is said to have; or say why they are not known."""
    try:
        found = query.fields(cursor)
    except Unselected as error:
        table.gone = f"made from a query: {error}"
    except (Unreadable, ValueError):
        table.gone = "made from a query: its query is not understood here"
    else:
        own = table.fields
        selected = {field.name.lower(): own.get(field.name.lower(), field) for field in found}
        table.fields = {**{name: field for name, field in own.items() if name not in selected}, **selected}
        if len(table.fields) > MOST_FIELDS:
            table.gone = "made from a query: it has more columns than a table may have"
