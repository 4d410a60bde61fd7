"""What a server would know after a file's statements: schemas, tables, columns, indexes, types, by their SQL names."""

from __future__ import annotations

from typing import TypeVar

from estimator.probes.schema.column_types import EXTENSIONS, FIXED, VARIABLE, Made, TypeName
from estimator.probes.schema.words import LONGEST_NAME

Kind = TypeVar("Kind")
DEEPEST = 20  # domains of domains
BUILT_IN = (FIXED.keys() | VARIABLE.keys()) - EXTENSIONS


class DraftColumn:
    """A column while statements are read."""

    def __init__(self, name: str, kind: TypeName) -> None:
        self.name = name
        self.kind = kind
        self.not_null = False
        self.stored = True  # but for a virtual generated one

    def copy(self) -> DraftColumn:
        """One like it, of another table."""
        made = DraftColumn(self.name, self.kind)
        made.not_null, made.stored = self.not_null, self.stored
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

    def copy(self, name: str) -> DraftIndex:
        """One like it, of another table."""
        made = DraftIndex(name, list(self.columns))
        made.__dict__.update({key: value for key, value in self.__dict__.items() if key != "name"})
        return made

    def renamed(self, old: str, new: str) -> None:
        """Follow a column's new name."""
        self.columns = [new if column == old else column for column in self.columns]
        self.include = [new if column == old else column for column in self.include]

    @property
    def label(self) -> str:
        """What the names that PostgreSQL makes for such an index end in."""
        return "pkey" if self.primary else ("key" if self.unique else "idx")

    @property
    def shape(self) -> tuple[object, ...]:
        """What makes two indexes alike on tables of the same columns."""
        return (tuple(self.columns), tuple(self.include), self.unique, self.partial, self.unreckoned, self.expression)


class Draft:
    """A table while statements are read."""

    def __init__(self, schema: str, name: str) -> None:
        self.schema = schema
        self.name = name
        self.columns: list[DraftColumn] = []
        self.indexes: list[DraftIndex] = []
        self.keys: list[DraftIndex] = []  # of the statement that is being read
        self.notes: list[str] = []
        self.parent: Draft | None = None  # that it is a partition of
        self.partitioned = False
        self.fillfactor = 100
        self.dropped = 0  # columns that left their place in rows behind
        self.gone = ""  # why its columns are not known
        self.foreign = False

    def column(self, name: str) -> DraftColumn | None:
        """A column by its name."""
        return next((column for column in self.columns if column.name == name), None)

    def index(self, name: str) -> DraftIndex | None:
        """An index by its name."""
        return next((index for index in self.indexes if index.name == name), None)


class Catalogue:
    """Tables and types by schema and name, found along the search path as a server finds them."""

    def __init__(self) -> None:
        self.path = ["public"]
        self.tables: dict[tuple[str, str], Draft] = {}
        self.types: dict[tuple[str, str], Made] = {}
        self.composites: dict[tuple[str, str], list[tuple[str, TypeName]]] = {}
        self.others: set[tuple[str, str]] = set()  # views and the like, which can have indexes too
        self.notes: list[str] = []
        self._counts: dict[tuple[str, str, str, str], int] = {}
        self._places: dict[tuple[str, str], Draft] = {}  # where to look for an index

    @property
    def first(self) -> str:
        """The schema that new things go to."""
        return self.path[0] if self.path else "public"

    def place(self, schema: str, name: str) -> tuple[str, str]:
        """Where a new thing goes."""
        return (schema or self.first, name)

    def table(self, schema: str, name: str) -> Draft | None:
        """The table that a name means; one of another schema where the path has none and it is the only one."""
        return self._found(self.tables, schema, name)

    def _found(self, among: dict[tuple[str, str], Kind], schema: str, name: str) -> Kind | None:
        if schema:
            return among.get((schema, name))
        for each in self.path:
            if (each, name) in among:
                return among[each, name]
        others = [value for key, value in among.items() if key[1] == name]
        return others[0] if len(others) == 1 else None

    def missing(self, table: str, what: str) -> None:
        """Note that a statement is on a table that is not there; views can have indexes and are not reckoned."""
        if table not in {name for _, name in self.others}:
            self.notes.append(f"{what} is on {table}, which is not in the file: left out")

    def keys(self, path: tuple[str, str]) -> list[tuple[str, str]]:
        """Where a name may be found."""
        return [path] if path[0] else [(schema, path[1]) for schema in self.path]

    def rename_type(self, old: tuple[str, str], new: tuple[str, str]) -> None:
        """Columns follow a type's new name."""
        for table in self.tables.values():
            for column in table.columns:
                if (column.kind.schema, column.kind.name) == old:
                    column.kind = TypeName(new[0], new[1], column.kind.modifiers, column.kind.array)

    def composite(self, kind: TypeName) -> list[tuple[str, TypeName]] | None:
        """The columns of a composite type of the schema's own."""
        return self._found(self.composites, kind.schema, kind.name)

    def made(self, kind: TypeName) -> Made | None:
        """The type of the schema's own that a name means; built-in ones come first, as on a server."""
        if kind.schema in ("", "pg_catalog") and kind.name in BUILT_IN:
            return None
        found = self._found(self.types, kind.schema, kind.name)
        if found is not None:
            return found
        table = self._found(self.tables, kind.schema, kind.name)
        return Made("composite", tuple([each.kind for each in table.columns])) if table is not None else None

    def resolved(self, kind: TypeName) -> TypeName:
        """A type with the schema where it is found now: the path may be another one later."""
        if kind.schema or kind.name in BUILT_IN:
            return kind
        for schema in self.path:
            if (schema, kind.name) in self.types or (schema, kind.name) in self.tables:
                return TypeName(schema, kind.name, kind.modifiers, kind.array)
        return kind

    def base(self, kind: TypeName) -> TypeName:
        """What a domain is of, in the end; another type is itself."""
        made = None if kind.array else self.made(kind)
        for _ in range(DEEPEST):
            if made is None or made.kind != "domain":
                break
            kind = made.of[0]
            made = None if kind.array else self.made(kind)
        return kind

    def add_index(self, table: Draft, index: DraftIndex, label: str, columns: list[str] | None = None) -> None:
        """An index comes; without a name it gets the one that PostgreSQL makes."""
        if not index.name:
            named = "_".join(index.columns + index.include if columns is None else columns)
            index.name = self._free(table, named, label)
        table.indexes.append(index)
        self._places[table.schema, index.name] = table

    def spread_indexes(self, table: Draft) -> None:
        """The partitions of a table get the indexes of it that they have not."""
        for part in self.tables.values() if table.partitioned else ():
            if part.parent is table:
                had = {index.shape for index in part.indexes}
                for index in table.indexes:
                    if index.shape not in had:
                        self.add_index(part, index.copy(""), index.label, [] if index.primary else None)
                self.spread_indexes(part)

    def index(self, schema: str, name: str) -> tuple[Draft, DraftIndex] | None:
        """The index of a name, and its table: an index is in its table's schema."""
        for each in [schema] if schema else [*self.path, *{key[0] for key in self.tables}]:
            table = self._places.get((each, name))
            found = table.index(name) if table is not None else None
            if table is not None and found is not None:
                return table, found
        return None

    def rename_index(self, table: Draft, index: DraftIndex, name: str) -> None:
        """An index gets another name."""
        index.name = name
        self._places[table.schema, name] = table

    def _free(self, table: Draft, columns: str, label: str) -> str:
        """The first name of its kind that is free, looked for from where the last one was found."""
        key = (table.schema, table.name, columns, label)
        count = self._counts.get(key, 0)
        while True:
            made = made_name(table.name, columns, f"{label}{count or ''}")
            count += 1
            if (table.schema, made) not in self.tables and self.index(table.schema, made) is None:
                self._counts[key] = count
                return made

    def drop_index(self, table: Draft, name: str) -> None:
        """An index goes, and its name is free."""
        table.indexes = [index for index in table.indexes if index.name != name]
        self.forget_names()

    def forget_names(self) -> None:
        """Names of indexes have become free."""
        self._counts.clear()

    def partitions(self, parent: Draft) -> list[Draft]:
        """The partitions of a table, and theirs, that hold rows."""
        found = []
        for each in self.tables.values():
            if each.parent is parent:
                found += self.partitions(each) if each.partitioned else [each]
        return found

    def drop(self, table: Draft) -> None:
        """A table goes, with its partitions."""
        for each in [each for each in self.tables.values() if each.parent is table]:
            self.drop(each)
        self.tables = {key: value for key, value in self.tables.items() if value is not table}
        self.forget_names()


def made_name(first: str, second: str, label: str) -> str:
    """Both names shortened, the longer one first, until all fits (makeObjectName of PostgreSQL)."""
    one, two = first.encode(), second.encode()
    room_left = LONGEST_NAME - len(label.encode()) - 1 - (1 if two else 0)
    while len(one) + len(two) > room_left:
        if len(one) > len(two):
            one = one[:-1]
        else:
            two = two[:-1]
    parts = [one.decode(errors="ignore"), two.decode(errors="ignore"), label]
    return "_".join([part for part in parts if part])
