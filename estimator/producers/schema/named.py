"""Things by schema and name, and the names that PostgreSQL makes up: each found without a look at all the others."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING, Generic, TypeVar

from estimator.producers.schema.words import LONGEST_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Kind = TypeVar("Kind")


class SearchPath:
    """The schemas that a name without one is looked for in, in order."""

    def __init__(self, schemas: list[str]) -> None:
        self.schemas = list(dict.fromkeys(schemas))
        self.places = {schema: place for place, schema in enumerate(self.schemas)}


class Named(Generic[Kind]):
    """Tables, types or indexes, by schema and name."""

    def __init__(self) -> None:
        self._of_name: dict[str, dict[str, Kind]] = {}

    def __contains__(self, key: tuple[str, str]) -> bool:
        return key[0] in self._of_name.get(key[1], ())

    def __iter__(self) -> Iterator[Kind]:
        for among in self._of_name.values():
            yield from among.values()

    def names(self, schema: str) -> list[str]:
        """The names of a schema."""
        return [name for name, among in self._of_name.items() if schema in among]

    def get(self, key: tuple[str, str]) -> Kind | None:
        """The one of this schema and name."""
        return self._of_name.get(key[1], {}).get(key[0])

    def put(self, key: tuple[str, str], value: Kind) -> None:
        """One comes, in the place of another of its name."""
        self._of_name.setdefault(key[1], {})[key[0]] = value

    def take(self, key: tuple[str, str]) -> Kind | None:
        """One goes."""
        among = self._of_name.get(key[1], {})
        value = among.pop(key[0], None)
        if not among:
            self._of_name.pop(key[1], None)
        return value

    def visible(self, name: str, path: SearchPath) -> str | None:
        """The first schema of a path that has the name."""
        among = self._of_name.get(name)
        if not among:
            return None
        if len(among) < len(path.schemas):
            return min([each for each in among if each in path.places], key=path.places.__getitem__, default=None)
        return next((each for each in path.schemas if each in among), None)

    def found(self, schema: str, name: str, path: SearchPath) -> Kind | None:
        """What a name means; where the path has none, the only one of another schema."""
        among = self._of_name.get(name)
        if not among:
            return None
        if schema:
            return among.get(schema)
        seen = self.visible(name, path)
        if seen is not None:
            return among[seen]
        return next(iter(among.values())) if len(among) == 1 else None


class MadeNames:
    """The first name of a kind that is free, as `t_a_idx`, `t_a_idx1`, `t_a_idx2`; `is_taken` knows those in use."""

    def __init__(self, is_taken: Callable[[tuple[str, str]], bool]) -> None:
        self._is_taken = is_taken
        self._counts: dict[tuple[str, ...], int] = {}  # the numbers below were all tried
        self._freed: dict[tuple[str, ...], list[int]] = {}  # of these, the ones whose names became free, as a heap
        self._tried: dict[tuple[str, str], list[tuple[tuple[str, ...], int]]] = {}

    def first(self, schema: str, table: str, columns: str, label: str) -> str:
        """A free name, which whoever asks takes at once."""
        kind = (schema, table, columns, label)
        freed = self._freed.get(kind, [])
        while True:
            count = heappop(freed) if freed else self._counts.get(kind, 0)
            self._counts[kind] = max(count + 1, self._counts.get(kind, 0))
            name = made_name(table, columns, f"{label}{count or ''}")
            self._tried.setdefault((schema, name), []).append((kind, count))
            if not self._is_taken((schema, name)):
                return name

    def free(self, schema: str, name: str) -> None:
        """A name is not in use any more."""
        for kind, count in self._tried.pop((schema, name), ()):
            heappush(self._freed.setdefault(kind, []), count)


def made_name(first: str, second: str, label: str) -> str:
    """Both names shortened, the longer one first, until all fits (makeObjectName of PostgreSQL)."""
    one, two = first.encode(), second.encode()
    room_left = LONGEST_NAME - len(label.encode()) - 1 - (1 if two else 0)
    left, right = len(one), len(two)
    while left + right > room_left:
        if left > right:
            left -= 1
        else:
            right -= 1
    parts = [one[:left].decode(errors="ignore"), two[:right].decode(errors="ignore"), label]
    return "_".join([part for part in parts if part])
