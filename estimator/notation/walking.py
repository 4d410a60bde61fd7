"""All that is inside a tree."""

from __future__ import annotations

from estimator.notation.tree import Call, First, Name, Sum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from estimator.notation.tree import Definition


def walk(tree: object) -> Iterator[object]:
    """A tree and all that is in it; its records are tuples."""
    waiting = [tree]
    while waiting:
        found = waiting.pop()
        yield found
        if isinstance(found, tuple):
            waiting += found


def outermost_calls(tree: object, bound: frozenset[str], own: Container[str]) -> Iterator[Call]:
    """The calls of own functions and of sheets in a tree that name nothing bound, by the tree or as told.

    Not those inside of such a call.
    """
    match tree:
        case Call(path) if ("." in path or path in own) and bound.isdisjoint(free_names(tree)):
            yield tree
        case Sum(variable, low, high, body) | First(variable, low, high, body):
            yield from outermost_calls(low, bound, own)
            yield from outermost_calls(high, bound, own)
            yield from outermost_calls(body, bound | {variable}, own)
        case tuple():
            for part in tree:
                yield from outermost_calls(part, bound, own)
        case _:
            pass


def free_names(tree: object, bound: frozenset[str] = frozenset()) -> Iterator[str]:
    """The names in a tree that no sum or search in it brings along; of a `fold` those too that it brings along."""
    match tree:
        case Name(path):
            if path not in bound:
                yield path
        case Sum(variable, low, high, body) | First(variable, low, high, body):
            yield from free_names(low, bound)
            yield from free_names(high, bound)
            yield from free_names(body, bound | {variable})
        case tuple():
            for part in tree:
                yield from free_names(part, bound)
        case _:
            pass


def names_needed(lines: Iterable[Definition]) -> set[str]:
    """The names that the values of lines need, and those that their growth does."""
    found = set[str]().union(*[line.names for line in lines])
    return found.union(*[line.growth.names for line in lines if line.growth is not None])
