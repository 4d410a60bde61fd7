"""What a server would know after a file's statements: schemas, tables, columns, indexes, types, by their SQL names."""

from __future__ import annotations

from itertools import count
from typing import ClassVar

from estimator.producers.schema.column_types import EXTENSIONS, FIXED, VARIABLE, Made, TypeName
from estimator.producers.schema.named import MadeNames, Named, SearchPath
from estimator.producers.schema.stored import Element
from estimator.producers.schema.words import Unreadable

DEEPEST = 20  # domains of domains
MOST_COPIED = 500_000  # columns in all that tables and queries of one file have from others
MOST_FOLLOWING = 500_000  # tables in all that follow what is done to those whose partitions or heirs they are
BUILT_IN = (FIXED.keys() | VARIABLE.keys()) - EXTENSIONS


class DraftColumn:
    """A column while statements are read."""

    clock: ClassVar = count()

    def __init__(self, name: str, kind: TypeName) -> None:
        self.name = name
        self.become(kind)
        self.not_null = False
        self.stored = True  # but for a virtual generated one
        self.filled = False  # a row without a value gets one, as DEFAULT says
        self.ascends = False  # whose values ascend

    def become(self, kind: TypeName) -> None:
        """The column gets a type, by the name that this has now."""
        self.kind = kind
        self.untyped = False  # of a query that writes a text or NULL, which is of the type that it stands beside
        self.named_at = next(self.clock)

    def copy(self) -> DraftColumn:
        """One like it, of another table."""
        made = DraftColumn(self.name, self.kind)
        made.not_null, made.stored, made.named_at = self.not_null, self.stored, self.named_at
        made.filled, made.ascends = self.filled, self.ascends
        return made


class DraftIndex:
    """An index while statements are read; on an expression, its columns are those that it is as long as."""

    def __init__(self, name: str, columns: list[str]) -> None:
        self.name = name
        self.columns = columns
        self.include: list[str] = []
        self.unique = self.primary = self.partial = False
        self.nulls_distinct = True
        self.fillfactor = 0  # as by default
        self.expression = ""  # what is reckoned as its columns
        self.unreckoned = ""  # why it is not
        self.where = ""  # the condition of a partial one
        self.method = "btree"
        self.elements: list[Element] = []  # of another method, by the names of columns in SQL
        self.range_pages = 0  # of a BRIN index, where it is said
        self.bits = 0  # of a signature of a bloom index, where it is said
        self.labels: list[str] | None = None  # what its name is made of, whatever its columns are called since
        self.at_once = False  # of a GIN index: each row is put in its place at once
        self.descending = False  # its first column
        self.nulls_first = False  # of its first column
        self.newest_first = False  # its second column descends
        self.waiting = 0  # of a GIN index, KiB of the rows that wait, where it is said
        self.ending = "idx"  # of the names that PostgreSQL makes for it and its copies, by what made it

    def copy(self, name: str) -> DraftIndex:
        """One like it, of another table."""
        made = DraftIndex(name, list(self.columns))
        made.__dict__.update({key: value for key, value in self.__dict__.items() if key != "name"})
        return made

    def renamed(self, old: str, new: str) -> None:
        """Follow a column's new name."""
        self.columns = [new if column == old else column for column in self.columns]
        self.include = [new if column == old else column for column in self.include]
        self.elements = [
            Element(tuple([new if column == old else column for column in each.columns]), each.made, each.operators)
            for each in self.elements
        ]

    def of_key(self, *, primary: bool) -> None:
        """It is that of a PRIMARY KEY or a UNIQUE of its table: not of a CREATE UNIQUE INDEX, which ends as others."""
        self.unique, self.primary, self.ending = True, primary, "pkey" if primary else "key"

    @property
    def shape(self) -> tuple[object, ...]:
        """What makes two indexes alike on tables of the same columns."""
        plain = (tuple(self.columns), tuple(self.include), self.unique, self.partial, self.unreckoned, self.expression)
        return (*plain, self.method, tuple(self.elements), self.descending, self.nulls_first, self.newest_first,
                self.where)  # fmt: skip


class Draft:
    """A table while statements are read."""

    def __init__(self, schema: str, name: str) -> None:
        self.schema = schema
        self.name = name
        self.columns: dict[str, DraftColumn] = {}
        self.indexes: list[DraftIndex] = []
        self.keys: list[DraftIndex] = []  # of the statement that is being read
        self.notes: list[str] = []
        self.parent: Draft | None = None  # that it is a partition of
        self.children: dict[Draft, None] = {}  # its partitions, in order
        self.heirs: dict[Draft, None] = {}  # that inherit its columns and keep rows of their own
        self.own_columns: set[str] = set()  # of an heir, that it would have by itself
        self.partitioned = False
        self.method = ""  # by which it is: range, list, hash
        self.is_default = False  # the partition of what fits no other one
        self.fillfactor = 100
        self.dropped = 0  # columns that left their place in rows behind
        self.gone = ""  # why its columns are not known
        self.foreign = False
        self._shapes: set[object] | None = None  # of its indexes

    def column(self, name: str) -> DraftColumn | None:
        """A column by its name."""
        return self.columns.get(name)

    def rename_column(self, old: str, new: str) -> None:
        """A column gets another name and keeps its place; indexes follow."""
        column = self.columns.get(old)
        if column is not None and old != new:
            column.name = new
            self.columns = {each.name: each for each in self.columns.values()}
        for index in self.indexes:
            index.renamed(old, new)
        self.forget_shapes()

    def shapes(self) -> set[object]:
        """What its indexes are like."""
        if self._shapes is None:
            self._shapes = {index.shape for index in self.indexes}
        return self._shapes

    def forget_shapes(self) -> None:
        """One of its indexes is another one now."""
        self._shapes = None

    def add(self, index: DraftIndex) -> None:
        """An index comes."""
        self.indexes.append(index)
        if self._shapes is not None:
            self._shapes.add(index.shape)

    def remove(self, index: DraftIndex) -> None:
        """An index goes."""
        self.indexes.remove(index)
        self.forget_shapes()

    def family(self) -> list[Draft]:
        """It and its partitions, with theirs, which share its columns."""
        found, waiting = list[Draft](), [self]
        while waiting:
            found.append(waiting.pop())
            waiting += reversed(found[-1].children)
        return found

    def followers(self) -> list[Draft]:
        """It and all whose columns follow what is done to its own: partitions, heirs, and theirs; each once."""
        found, waiting = dict[Draft, None](), [self]
        while waiting:
            at_hand = waiting.pop()
            if at_hand not in found:
                found[at_hand] = None
                waiting += reversed([*at_hand.children, *at_hand.heirs])
        return list(found)


class Catalogue:
    """Tables and types by schema and name, found along the search path as a server finds them."""

    def __init__(self) -> None:
        self.path = SearchPath(["public"])
        self.tables: Named[Draft] = Named()
        self.types: Named[Made] = Named()
        self.composites: Named[list[tuple[str, TypeName]]] = Named()
        self.others: set[str] = set()  # views and the like, which can have indexes too
        self.views: Named[list[DraftColumn] | None] = Named()  # the columns of those that are known
        self.notes: list[str] = []
        self.copied = 0  # columns that tables have from others
        self.following = 0  # tables that followed what was done to others
        self.added: list[tuple[Draft, DraftIndex]] = []  # by the statement at hand
        self._order: dict[Draft, None] = {}
        self._indexes: Named[tuple[Draft, DraftIndex]] = Named()
        self._names = MadeNames(lambda key: key in self.tables or key in self._indexes)
        self._type_names: dict[tuple[str, str], list[tuple[int, tuple[str, str]]]] = {}  # what a type's name became

    @property
    def first(self) -> str:
        """The schema that new things go to."""
        return self.path.schemas[0] if self.path.schemas else "public"

    def place(self, schema: str, name: str) -> tuple[str, str]:
        """Where a new thing goes."""
        return (schema or self.first, name)

    def drafts(self) -> list[Draft]:
        """All tables, in order."""
        return list(self._order)

    def table(self, schema: str, name: str) -> Draft | None:
        """The table that a name means; one of another schema where the path has none and it is the only one."""
        return self.tables.found(schema, name, self.path)

    def selectable(self, schema: str, name: str) -> list[DraftColumn] | None:
        """The columns of the table or the view that a name means in a query; None where they are not known."""
        seen = [(self.path.places[place], kind is self.views)
                for kind in (self.tables, self.views)
                if not schema and (place := kind.visible(name, self.path)) is not None]  # fmt: skip
        table = self.table(schema, name)
        if table is None or (seen and min(seen)[1]):
            return self.views.found(schema, name, self.path)
        return None if table.gone else list(table.columns.values())

    def add(self, table: Draft) -> None:
        """A table comes; one of its name goes."""
        old = self.tables.get((table.schema, table.name))
        if old is not None:
            self._forget(old)
        self.tables.put((table.schema, table.name), table)
        self._order[table] = None
        if table.parent is not None:
            table.parent.children[table] = None

    def attach(self, table: Draft, parent: Draft | None) -> None:
        """A table becomes a partition of another one, or of none."""
        if table.parent is not None:
            table.parent.children.pop(table, None)
        table.parent = parent
        if parent is not None:
            parent.children[table] = None

    def move(self, table: Draft, schema: str, name: str) -> None:
        """A table gets another name or goes to another schema; its place in the order stays."""
        if self.tables.get((table.schema, table.name)) is table:
            self.tables.take((table.schema, table.name))
            self._names.free(table.schema, table.name)
        for index in table.indexes:
            self._free_index(table, index)
        table.schema, table.name = schema, name
        self.tables.put((schema, name), table)
        for index in table.indexes:
            self._indexes.put((schema, index.name), (table, index))

    def drop(self, table: Draft) -> None:
        """A table goes, with its partitions."""
        self.attach(table, None)
        for each in table.family():
            self._forget(each)

    def _forget(self, table: Draft) -> None:
        for index in table.indexes:
            self._free_index(table, index)
        if self.tables.get((table.schema, table.name)) is table:
            self.tables.take((table.schema, table.name))
            self._names.free(table.schema, table.name)
        self._order.pop(table, None)

    def missing(self, table: str, what: str) -> None:
        """Note that a statement is on a table that is not there; views can have indexes and are not reckoned."""
        if table not in self.others:
            self.notes.append(f"{what} is on {table}, which is not in the file: left out")

    def type_key(self, path: tuple[str, str]) -> tuple[str, str] | None:
        """Where the type that a name means is."""
        schema = path[0] or self.types.visible(path[1], self.path)
        return (schema, path[1]) if schema and (schema, path[1]) in self.types else None

    def rename_type(self, old: tuple[str, str], new: tuple[str, str]) -> None:
        """A type gets another name, and columns follow."""
        made, columns = self.types.take(old), self.composites.take(old)
        if made is not None:
            self.types.put(new, made)
        if columns is not None:
            self.composites.put(new, columns)
        self._type_names.setdefault(old, []).append((next(DraftColumn.clock), new))

    def kind_of(self, column: DraftColumn) -> TypeName:
        """A column's type by the name that it has now."""
        key, named_at = (column.kind.schema, column.kind.name), column.named_at
        if not self._type_names or key not in self._type_names:
            return column.kind
        while True:
            later = next((each for each in self._type_names.get(key, ()) if each[0] > named_at), None)
            if later is None:
                return TypeName(*key, column.kind.modifiers, column.kind.array)
            named_at, key = later

    def composite(self, kind: TypeName) -> list[tuple[str, TypeName]] | None:
        """The columns of a composite type of the schema's own."""
        return self.composites.found(kind.schema, kind.name, self.path)

    def made(self, kind: TypeName) -> Made | None:
        """The type of the schema's own that a name means; built-in ones come first, as on a server."""
        if kind.schema in ("", "pg_catalog") and kind.name in BUILT_IN:
            return None
        found = self.types.found(kind.schema, kind.name, self.path)
        if found is not None:
            return found
        table = self.table(kind.schema, kind.name)
        if table is None:
            return None
        return Made("composite", tuple([self.kind_of(each) for each in table.columns.values()]))

    def resolved(self, kind: TypeName) -> TypeName:
        """A type with the schema where it is found now: the path may be another one later."""
        if kind.schema or kind.name in BUILT_IN:
            return kind
        seen = [self.types.visible(kind.name, self.path), self.tables.visible(kind.name, self.path)]
        schemas = [each for each in seen if each is not None]
        if not schemas:
            return kind
        return TypeName(min(schemas, key=self.path.places.__getitem__), kind.name, kind.modifiers, kind.array)

    def base(self, kind: TypeName) -> TypeName:
        """What a domain is of, in the end; another type is itself."""
        made = None if kind.array else self.made(kind)
        for _ in range(DEEPEST):
            if made is None or made.kind != "domain":
                break
            kind = made.of[0]
            made = None if kind.array else self.made(kind)
        return kind

    def add_index(self, table: Draft, index: DraftIndex, columns: list[str] | None = None) -> None:
        """An index comes; without a name it gets the one that PostgreSQL makes, of a primary key without columns."""
        index.labels = index.columns + index.include if columns is None else columns
        if not index.name:
            named = "" if index.primary else "_".join(index.labels)
            index.name = self._names.first(table.schema, table.name, named, index.ending)
        table.add(index)
        self._indexes.put((table.schema, index.name), (table, index))
        self.added.append((table, index))

    def followers(self, table: Draft) -> list[Draft]:
        """A table and all whose columns follow what is done to its own; Unreadable where these come to too many."""
        found = table.followers()
        self._follow(len(found) - 1)
        return found

    def _follow(self, count: int) -> None:
        self.following += count
        if self.following > MOST_FOLLOWING:
            message = f"what this file does to tables is done to more than {MOST_FOLLOWING:,} partitions and heirs"
            raise Unreadable(message, 0, 40, foreign=True)  # and so is all that follows

    def spread_indexes(self, table: Draft, indexes: list[DraftIndex]) -> None:
        """The partitions of a table get those of its indexes that they have not."""
        family = table.family() if indexes else []
        self._follow(max(0, len(family) - 1) * len(indexes))
        for owner in family:
            for part in owner.children if owner.partitioned else ():
                for index in indexes:
                    if index.shape not in part.shapes():
                        self.add_index(part, index.copy(""), index.labels)

    def index(self, schema: str, name: str) -> tuple[Draft, DraftIndex] | None:
        """The index of a name, and its table: an index is in its table's schema."""
        return self._indexes.found(schema, name, self.path)

    def rename_index(self, table: Draft, index: DraftIndex, name: str) -> None:
        """An index gets another name."""
        self._free_index(table, index)
        index.name = name
        self._indexes.put((table.schema, name), (table, index))

    def drop_index(self, table: Draft, index: DraftIndex) -> None:
        """An index goes, and its name is free."""
        self._free_index(table, index)
        table.remove(index)

    def _free_index(self, table: Draft, index: DraftIndex) -> None:
        """An index's name is free, if it is its own."""
        found = self._indexes.get((table.schema, index.name))
        if found is not None and found[1] is index:
            self._indexes.take((table.schema, index.name))
            self._names.free(table.schema, index.name)
