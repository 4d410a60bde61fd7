"""The columns that a query gives, where they follow from the tables of the file: of CREATE TABLE AS and of views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.producers.schema.catalogue import MOST_COPIED, DraftColumn
from estimator.producers.schema.query_operators import built_in, common, loose
from estimator.producers.schema.query_parts import TOO_DEEP, Unselected
from estimator.producers.schema.query_results import Selected, joined, of_function, series
from estimator.producers.schema.query_sources import Source, alone, merged, selected_column
from estimator.producers.schema.query_types import Known, selected
from estimator.producers.schema.words import Cursor, Unreadable
from estimator.records import replace

if TYPE_CHECKING:
    from estimator.producers.schema.catalogue import Catalogue
    from estimator.producers.schema.query_sources import Shown, Sources

ROWS = ("unnest",)  # functions whose rows are of what they give
MOST_DEEP = 60  # queries and joins in one another
MOST_SELECTED = 1600
MOST_JOINED = 1000  # tables: each name that is selected is looked for in all of them
CLAUSES = ("from", "where", "group", "having", "window", "order", "limit", "offset", "fetch", "for")
SETS = ("union", "intersect", "except")
JOINS = ("join", "inner", "left", "right", "full", "cross", "natural")
NO_ALIAS = frozenset((*CLAUSES, *SETS, *JOINS, "on", "using", "tablesample"))
CHECKED = ("with", "check", "option"), ("with", "cascaded", "check", "option"), ("with", "local", "check", "option")
ENDINGS = ("with", "data"), ("with", "no", "data"), *CHECKED


def query_columns(cursor: Cursor, catalogue: Catalogue, names: list[str]) -> list[DraftColumn] | str:
    """The columns that a query gives, under `names` as far as these go; or why they are not known."""
    try:
        found = _Query(catalogue, {}, 0).columns(_without_ending(cursor))
        return _renamed(found, names)
    except Unselected as error:
        return str(error)
    except (Unreadable, ValueError):
        return "its query is not understood here"


def _without_ending(cursor: Cursor) -> Cursor:
    """The query without what CREATE TABLE or CREATE VIEW has behind it; types and queries have the word `with` too."""
    texts = tuple(word.text for word in cursor.words[cursor.place :][-len(CHECKED[1]) :])
    least = next((len(ending) for ending in ENDINGS if texts[-len(ending) :] == ending), 0)
    return cursor.slice(cursor.place, len(cursor.words) - least)


def _to_clause(cursor: Cursor, *texts: str) -> None:
    """Step to one of these words outside of brackets, or to the end, where it is no name and no part of a value."""
    while True:
        cursor.skip_until(*texts)
        before = [word.text for word in cursor.words[max(0, cursor.place - 2) : cursor.place]]
        named = before[-1:] in (["as"], ["."])  # where PostgreSQL takes any word for a name
        compared = cursor.sees("from") and before in (["is", "distinct"], ["not", "distinct"])
        called = cursor.word.text in ("left", "right") and cursor.ahead(1).text == "("
        within = cursor.sees("group") and before[-1:] == ["within"]
        if cursor.ended or not (named or compared or called or within):
            return
        cursor.place += 1


def _renamed(found: list[DraftColumn], names: list[str]) -> list[DraftColumn]:
    made = [each.copy() for each in found]
    for column, name in zip(made, names, strict=False):
        column.name = name
    if len({each.name for each in made}) < len(made):
        raise Unselected("two of its columns have one name")
    return made


class _Query:
    """A query; `withs` are those that stand before it, by their names."""

    def __init__(self, catalogue: Catalogue, withs: dict[str, list[DraftColumn]], depth: int) -> None:
        if depth > MOST_DEEP:
            raise Unselected(TOO_DEEP)
        self.catalogue, self.withs, self.depth = catalogue, withs, depth
        self.merged = False  # columns of a join are one
        self.shown: Shown = []  # what * is
        self.missing = ""  # why a column that an item names is not known

    def columns(self, cursor: Cursor) -> list[DraftColumn]:
        """The columns of a query to its end."""
        self._read_withs(cursor)
        begin = cursor.place
        _to_clause(cursor, *SETS)
        first = _Query(self.catalogue, self.withs, self.depth).select(cursor.slice(begin, cursor.place))
        while cursor.takes_any(*SETS):
            cursor.takes_any("all", "distinct")
            begin = cursor.place
            _to_clause(cursor, *SETS)
            other = _Query(self.catalogue, self.withs, self.depth).select(cursor.slice(begin, cursor.place))
            if len(first) != len(other):
                raise Unselected("the parts of its UNION have not as many columns")
            for column, more in zip(first, other, strict=True):
                typed = [each for each in (column, more) if not each.untyped] or [column]
                kind = common([self.catalogue.kind_of(each) for each in typed])
                if kind is not None and column.untyped != more.untyped:
                    kind = loose(kind)  # a text that is written beside others has no length
                if kind is None:
                    raise Unselected(f"the parts of its UNION have other types for {column.name}")
                column.become(kind)
                column.not_null = column.not_null and more.not_null
                column.filled = column.filled and more.filled
        return first

    def _read_withs(self, cursor: Cursor) -> None:
        if not cursor.takes("with"):
            return
        if cursor.takes("recursive"):
            raise Unselected("its query is recursive")
        self.withs = dict(self.withs)
        while True:
            name = cursor.name()
            names = [part.name() for part in cursor.parts()] if cursor.sees("(") else []
            cursor.needs("as")
            cursor.takes("not")
            cursor.takes("materialized")
            self.withs[name] = _renamed(self._inner(cursor), names)
            if not cursor.takes(","):
                return

    def _inner(self, cursor: Cursor) -> list[DraftColumn]:
        """The columns of a query in brackets."""
        return _Query(self.catalogue, self.withs, self.depth + 1).columns(cursor.bracketed())

    def select(self, cursor: Cursor) -> list[DraftColumn]:
        """The columns of a query without UNION."""
        if cursor.sees("("):
            found = self._inner(cursor)
            if not cursor.ended and cursor.word.text not in CLAUSES:
                cursor.fail("the end of the query")
            return found
        if cursor.takes("table"):
            found = [selected_column(each, optional=False) for each in self._named(*cursor.path())]
            self._count(found)
            return found
        if cursor.takes("values"):
            return self._values(cursor)
        if not cursor.takes("select"):
            raise Unselected(f"its rows are those of {cursor.word.text.upper()[:20] or 'nothing'}")
        cursor.takes("all")
        if cursor.takes("distinct") and cursor.takes("on"):
            cursor.skip()
        begin = cursor.place
        _to_clause(cursor, *CLAUSES)
        items = cursor.slice(begin, cursor.place)
        sources: Sources = []
        if cursor.takes("from"):
            begin = cursor.place
            _to_clause(cursor, *CLAUSES[1:])
            sources = self._from(cursor.slice(begin, cursor.place))
        found = list[DraftColumn]()
        for item in items.rest():
            found += self._item(item, sources)
            if len(found) > MOST_SELECTED:
                raise Unselected("it has more columns than PostgreSQL allows")
        self._count(found)
        return found

    def _values(self, cursor: Cursor) -> list[DraftColumn]:
        """The columns of rows that are written out."""
        begin = cursor.place
        _to_clause(cursor, *CLAUSES)
        rows = [[self._value(value, []) for value in row.parts()] for row in cursor.slice(begin, cursor.place).rest()]
        if len({len(row) for row in rows}) != 1:
            raise Unselected("the rows of its VALUES have not as many columns")
        found = []
        for place, values in enumerate(zip(*rows, strict=True), 1):
            together = joined(values, f"column{place}")
            if together.kind is None:
                raise Unselected(f"of column {place} of its VALUES the type is not known here")
            column = DraftColumn(together.name, together.kind)
            column.not_null = not together.nullable
            found.append(column)
        self._count(found)
        return found

    def _count(self, found: list[DraftColumn]) -> None:
        """Count what is copied, for a query of little text may select all of a wide table time and again."""
        self.catalogue.copied += len(found)
        if self.catalogue.copied > MOST_COPIED:
            raise Unselected(f"the queries of this file select more than {MOST_COPIED:,} columns")

    def _from(self, cursor: Cursor) -> Sources:
        found: Sources = []
        while True:
            sources, shown = self._joined(cursor)
            found += sources
            self.shown += shown
            if len(found) > MOST_JOINED:
                raise Unselected("its query joins too many tables")
            if cursor.ended:
                return found
            cursor.needs(",")

    def _joined(self, cursor: Cursor) -> tuple[Sources, Shown]:
        """Tables that are joined, and what * is of them; those of an outer join's other side may have no row."""
        found, shown = self._source(cursor)
        while kind := cursor.takes_any(*JOINS):
            natural = kind == "natural"
            if natural:
                self.merged, kind = True, cursor.takes_any(*JOINS)
            if kind != "join":
                cursor.takes("outer")
                cursor.needs("join")
            other, others_shown = self._source(cursor)
            for each in (*(found if kind in ("right", "full") else ()), *(other if kind in ("left", "full") else ())):
                each.optional = True
            found += other
            names = [each.name for each in shown if natural and each.name in {other.name for other in others_shown}]
            if cursor.takes("using"):
                self.merged = True
                names = [part.name() for part in cursor.parts()]
                if cursor.takes("as"):
                    cursor.name()
            elif cursor.takes("on"):
                _to_clause(cursor, *JOINS, ",", "on", "using")
            shown = merged(shown, others_shown, names, kind)
        return found, shown

    def _source(self, cursor: Cursor) -> tuple[Sources, Shown]:
        cursor.takes("only")
        if cursor.takes("lateral"):
            raise Unselected("its query has LATERAL")
        if cursor.sees("("):
            inside = cursor.bracketed()
            if not _is_query(inside):
                self.depth += 1
                if self.depth > MOST_DEEP:
                    raise Unselected(TOO_DEEP)
                joined = self._joined(inside)
                if not inside.ended:
                    inside.fail(")")
                return joined
            columns = _Query(self.catalogue, self.withs, self.depth + 1).columns(inside)
            return alone(self._aliased(cursor, "", columns))
        path = cursor.path()
        if cursor.sees("("):
            return alone(self._of_function(cursor, *path))
        cursor.takes("*")
        source = self._aliased(cursor, path[1], self._named(*path))
        if cursor.takes("tablesample"):
            cursor.name()
            cursor.skip()
        return alone(source)

    def _of_function(self, cursor: Cursor, schema: str, name: str) -> Source:
        """The rows of a function that gives one column, which bears the name that stands behind it."""
        values = [self._value(part, []) for part in cursor.parts()]
        kind = None
        if schema in ("", "pg_catalog") and name == "generate_series" and len(values) > 1:
            kind = series(values)
        elif schema in ("", "pg_catalog") and name in ROWS and len(values) == 1:
            kind = of_function(name, values).kind
        if kind is None:
            raise Unselected(f"it selects from the function {name}")
        column = DraftColumn(name, kind)
        column.not_null = name == "generate_series"
        if cursor.sees("with"):
            raise Unselected(f"it selects from the function {name} WITH ORDINALITY")
        source = self._aliased(cursor, name, [column])
        if source.name != name and source.columns[0].name == name:
            source = Source(source.name, _renamed(source.columns, [source.name]))
        return source

    def _aliased(self, cursor: Cursor, name: str, columns: list[DraftColumn]) -> Source:
        word = cursor.word
        if cursor.takes("as") or word.kind == "quoted" or (word.kind == "name" and word.text not in NO_ALIAS):
            name = cursor.name()
            if cursor.sees("("):
                columns = _renamed(columns, [part.name() for part in cursor.parts()])
        return Source(name, columns)

    def _named(self, schema: str, name: str) -> list[DraftColumn]:
        """The columns of a table or a view by its name."""
        if not schema and name in self.withs:
            return self.withs[name]
        found = self.catalogue.selectable(schema, name)
        if found is not None:
            return found
        raise Unselected(f"it selects from {name}, whose columns are not known")

    def _item(self, item: Cursor, sources: Sources) -> list[DraftColumn]:
        stars = self._stars(item, sources)
        if stars is not None:
            return stars
        begin = item.place
        self.missing = ""
        found = self._value(item, sources)
        name = found.name
        named = not item.ended and item.word.kind in ("name", "quoted")
        if item.takes("as") or named:
            name = item.name()
        if found.kind is None or not item.ended:
            if self.missing and found.kind is None:
                raise Unselected(self.missing)
            said = " ".join([word.written or word.text for word in item.words[begin : begin + 8]])
            raise Unselected(f"of {said[:60]} the type is not known here: a cast says it, as in (…)::bigint")
        column = DraftColumn(name, found.kind)
        column.not_null, column.filled, column.untyped = not found.nullable, found.filled, found.untyped
        return [column]

    def _value(self, cursor: Cursor, sources: Sources) -> Selected:
        """A value of an expression; what is written as a text, and NULL, are texts."""
        known = Known(lambda table, name: self._column(table, name, sources), self.catalogue.resolved, self._scalar)
        found = selected(cursor, known)
        return replace(found, kind=built_in("text")) if found.untyped and not found.kind else found

    def _scalar(self, inside: Cursor) -> Selected:
        """The value of a query in brackets, which may have no row."""
        try:
            found = _Query(self.catalogue, self.withs, self.depth + 1).columns(inside)
        except Unselected:
            found = []
        if len(found) != 1:
            return Selected(None, nullable=True, name="?column?")
        return Selected(self.catalogue.kind_of(found[0]), nullable=True, name=found[0].name)

    def _stars(self, item: Cursor, sources: Sources) -> list[DraftColumn] | None:
        """The columns of `*` or `table.*`."""
        if item.sees("*") and len(item.words) == 1:
            if not sources:
                raise Unselected("it selects * of what is not there")
            return [each.draft(self.catalogue) for each in self.shown]
        if len(item.words) >= 3 and item.words[-1].text == "*" and item.words[-2].text == ".":
            among = [each for each in sources if each.name == item.words[-3].text]
        else:
            return None
        if not among:
            raise Unselected("it selects * of what is not there")
        return [selected_column(column, optional=each.optional) for each in among for column in each.columns]

    def _column(self, table: str, name: str, sources: Sources) -> Selected:
        searched = [each for each in sources if table in ("", each.name)]
        found = [(each, each.by_name[name]) for each in searched if name in each.by_name]
        if not found or (len(found) > 1 and not self.merged):
            where = "in more than one" if found else "in none"
            self.missing = f"{table + '.' if table else ''}{name} is {where} of its tables"
            return Selected(None, nullable=True, name=name)
        among = [selected_column(column, optional=source.optional) for source, column in found]
        kind = common([self.catalogue.kind_of(each) for each in among])  # of several where a join has made them one
        not_null, filled = any(each.not_null for each in among), all(each.filled for each in among)
        return Selected(kind, not not_null, name, filled)


def _is_query(inside: Cursor) -> bool:
    """Whether brackets hold a query, as `((SELECT 1) UNION SELECT 2)`, and no join, as `((SELECT 1) AS one JOIN t)`."""
    words = inside.words
    depth = next((place for place, word in enumerate(words) if word.text != "("), len(words))
    if depth == len(words) or words[depth].text not in ("select", "with", "values", "table"):
        return False
    if depth > MOST_DEEP:
        raise Unselected(TOO_DEEP)
    inside = inside.slice(0, len(words))
    for _ in range(depth):
        first = inside.place
        inside.skip()
        following = inside.word.text
        inside, last = inside.slice(first + 1, inside.place - 1), inside.ended
        if not last and following not in (*SETS, *CLAUSES):
            return False
    return True
