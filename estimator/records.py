"""Frozen records at the import cost of nothing.

`dataclasses` and `typing` cost twice the start of Python itself, which a one-line answer cannot afford, so
the tree and the steps are built from this smaller decorator. The type checker sees a frozen dataclass; at run time
a record is a tuple that knows its fields' names and equals only its own kind. It can be pickled and copied: it is made
again from its fields, and a deep copy of one that holds nothing that changes is the record itself.
A field called `span` says where a record was written; it takes no part in equality or hash.
"""

from __future__ import annotations

from operator import itemgetter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar, dataclass_transform

    T = TypeVar("T")

    def _field(place: int, documentation: None) -> property:
        """What reads the field at a place."""
        raise AssertionError(place, documentation)

    @dataclass_transform(frozen_default=True)
    def record(cls: type[T]) -> type[T]:
        """Make a class a frozen record of its annotated fields."""
        raise AssertionError(cls)


def _record(cls: type[Any]) -> type[Any]:
    fields = tuple(cls.__annotations__)
    namespace = {key: value for key, value in cls.__dict__.items() if key not in ("__dict__", "__weakref__")}
    defaults = {name: namespace.pop(name) for name in fields if name in namespace}
    count = len(fields)
    places = [place for place, name in enumerate(fields) if name != "span"]
    # Of no field but its place every instance is as good as another.
    compared: Callable[[Any], tuple[Any, ...]] = itemgetter(*places) if places else lambda _: ()
    make = tuple.__new__
    # What lacks where so many are given and nothing is named: mostly a few last ones, which have defaults.
    lacking = {
        place: tuple([defaults[name] for name in fields[place:]])
        for place in range(count)
        if all(name in defaults for name in fields[place:])
    }

    def create(made: type[Any], *given: object, **named: object) -> object:
        if named:
            given = _complete(made.__name__, fields, given, named, defaults)
        elif len(given) != count:
            rest = lacking.get(len(given))
            given = given + rest if rest is not None else _complete(made.__name__, fields, given, named, defaults)
        return make(made, given)

    def equal(self: Any, other: Any) -> bool:
        return other.__class__ is self.__class__ and bool(compared(self) == compared(other))

    def hashed(self: Any) -> int:
        return hash(compared(self))

    for place, name in enumerate(fields):
        namespace[name] = _field(place, None)
    namespace |= {"__slots__": (), "__match_args__": fields, "__new__": create, "__eq__": equal, "__hash__": hashed}
    return type(cls.__name__, (_Fields,), namespace)


class _Fields(tuple):  # type: ignore[type-arg]  # what it holds is each record's own
    """What all records do in the same way."""

    __slots__ = ()
    __match_args__: tuple[str, ...]

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __repr__(self) -> str:
        written = [f"{name}={getattr(self, name)!r}" for name in self.__match_args__]
        return f"{self.__class__.__name__}({', '.join(written)})"

    def __reduce__(self) -> tuple[type[Any], tuple[object, ...]]:
        return self.__class__, tuple(self)

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        # Annotations are texts. What holds a container that changes is copied with it; others, however deep, are
        # their own.
        kinds = ("dict[", "list[", "set[")
        if not any(kind in annotation for annotation in self.__annotations__.values() for kind in kinds):
            return self
        from copy import deepcopy

        return self.__class__(*[deepcopy(each, memo) for each in self])


def _complete(
    title: str,
    fields: tuple[str, ...],
    given: tuple[object, ...],
    named: dict[str, object],
    defaults: dict[str, object],
) -> tuple[object, ...]:
    values = list(given)
    for name in fields[len(given) :]:
        if name in named:
            values.append(named.pop(name))
        elif name in defaults:
            values.append(defaults[name])
        else:
            raise TypeError(f"{title} needs {name}")
    if named or len(given) > len(fields):
        raise TypeError(f"{title} takes {', '.join(fields)}")
    return tuple(values)


if not TYPE_CHECKING:
    try:  # as `collections` does for its named tuples: in C, and read more than twice as fast
        from _collections import _tuplegetter as _field
    except ImportError:

        def _field(place, _documentation):
            return property(itemgetter(place))

    record = _record


def replace(instance: T, **changes: object) -> T:
    """A copy of the record with some fields changed."""
    fields: tuple[str, ...] = instance.__match_args__  # type: ignore[attr-defined]  # every record has them
    return type(instance)(*[changes.get(name, getattr(instance, name)) for name in fields])
