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

    @dataclass_transform(frozen_default=True)
    def record(cls: type[T]) -> type[T]:
        """Make a class a frozen record of its annotated fields."""
        raise AssertionError(cls)


def _record(cls: type[Any]) -> type[Any]:
    fields = tuple(cls.__annotations__)
    namespace = {key: value for key, value in cls.__dict__.items() if key not in ("__dict__", "__weakref__")}
    defaults = {name: namespace.pop(name) for name in fields if name in namespace}
    count = len(fields)
    compared: Callable[[Any], tuple[Any, ...]] = itemgetter(
        *[place for place, name in enumerate(fields) if name != "span"]
    )
    make = tuple.__new__

    def create(made: type[Any], *given: object, **named: object) -> object:
        if named or len(given) != count:
            given = _complete(made.__name__, fields, given, named, defaults)
        return make(made, given)

    def equal(self: Any, other: Any) -> bool:
        return other.__class__ is self.__class__ and bool(compared(self) == compared(other))

    def unequal(self: Any, other: Any) -> bool:
        return not equal(self, other)

    def hashed(self: Any) -> int:
        return hash(compared(self))

    def represent(self: Any) -> str:
        return f"{cls.__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in fields)})"

    namespace |= {name: property(itemgetter(place)) for place, name in enumerate(fields)}
    namespace |= {"__slots__": (), "__match_args__": fields, "__new__": create, "__repr__": represent}
    namespace |= {"__eq__": equal, "__ne__": unequal, "__hash__": hashed}
    # Annotations are texts. What holds a container that changes is copied with it; others, however deep, are their own.
    kinds = ("dict[", "list[", "set[")
    changes = any(kind in annotation for annotation in cls.__annotations__.values() for kind in kinds)
    namespace |= {"__reduce__": _reduced, "__deepcopy__": _deep_copied if changes else _itself}
    return type(cls.__name__, (tuple,), namespace | {"__qualname__": cls.__qualname__})


def _reduced(instance: Any) -> tuple[type[Any], tuple[object, ...]]:
    return instance.__class__, tuple(instance)


def _deep_copied(instance: Any, memo: dict[int, Any]) -> Any:
    from copy import deepcopy

    return instance.__class__(*[deepcopy(each, memo) for each in instance])


def _itself(instance: Any, _memo: dict[int, Any]) -> Any:
    return instance


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
    record = _record


def replace(instance: T, **changes: object) -> T:
    """A copy of the record with some fields changed."""
    fields: tuple[str, ...] = instance.__match_args__  # type: ignore[attr-defined]  # every record has them
    return type(instance)(*[changes.get(name, getattr(instance, name)) for name in fields])
