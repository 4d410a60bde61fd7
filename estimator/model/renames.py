"""Names of a sheet that are others in a newer one: guessed by what is defined, by what uses it, and by the names.

A guess needs more than one sign; where two guesses are as good, there is none.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from estimator.model.model import written_unit
from estimator.notation.printer import print_line
from estimator.notation.rows import Cell
from estimator.notation.tree import Call, Check, Definition, Documentation, Growth, Name, Override, Sum
from estimator.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, TypeVar

    from estimator.model.modules import Module
    from estimator.notation.sheet import Line

    Tree = TypeVar("Tree")

ENOUGH = 3
SIMILAR = 0.6
MOST = 60  # names that went or appeared, beyond which it is another sheet


def guessed_renames(old: Module, new: Module) -> dict[str, str]:
    """The new names of what is called otherwise, by the old ones."""
    mapping: dict[str, str] = {}
    before, after = _definitions(old), _definitions(new)
    gone: list[Definition] = [each for name, each in before.items() if name not in after]
    come: list[Definition] = [each for name, each in after.items() if name not in before]
    if len(gone) > MOST or len(come) > MOST:
        return {}
    bodies = {_body(line) for line in new.sheet.lines}
    while True:
        scores = {(one.name, other.name): _score(one, other, old, bodies, mapping) for one in gone for other in come}
        found = [pair for pair, score in scores.items() if score >= ENOUGH and not _has_rival(pair, score, scores)]
        if not found:
            return mapping
        mapping.update(found)
        gone = [each for each in gone if each.name not in mapping]
        come = [each for each in come if each.name not in mapping.values()]


def _has_rival(pair: tuple[str, str], score: int, scores: Mapping[tuple[str, str], int]) -> bool:
    """Whether a name of a pair is in another one that is as likely."""
    return any(
        other >= score and (names[0] == pair[0] or names[1] == pair[1]) and names != pair
        for names, other in scores.items()
    )


def _definitions(module: Module) -> dict[str, Definition]:
    return {line.name: line for line in module.sheet.lines if isinstance(line, Definition)}


def _score(one: Definition, other: Definition, old: Module, bodies: set[str], mapping: Mapping[str, str]) -> int:
    """How many signs there are that one is the other; `bodies` are the lines of the newer sheet without their names."""
    if (one.parameters is None) is not (other.parameters is None):
        return 0
    trial = {**mapping, one.name: other.name}
    score = 0
    if _bare(renamed_line(one, trial)) == _bare(other):
        score += 3 if one.names else 2
    elif not one.names and not other.names and written_unit(one.expression) == written_unit(other.expression) != "":
        score += 1
    score += one.note == other.note != ""
    score += SequenceMatcher(None, one.name, other.name).ratio() >= SIMILAR
    users = [line for line in old.sheet.lines if _uses(line, one.name)]
    if users:
        alike = [_body(renamed_line(line, trial)) in bodies for line in users]
        score += 3 if all(alike) else 2 if any(alike) else 0
    return score


def _uses(line: Line, name: str) -> bool:
    return name in (line.all_names if isinstance(line, Definition) else line.names if isinstance(line, Check) else ())


def _body(line: Line) -> str:
    """A line without its own name, which may be another one as well."""
    return _bare(replace(line, name="")) if isinstance(line, Definition) else _bare(line)


def _bare(line: Line) -> str:
    if isinstance(line, Definition):
        return print_line(replace(line, note="", documentation=Documentation()))
    return print_line(replace(line, note="")) if isinstance(line, Check) else print_line(line)


def renamed_line(line: Line, names: Mapping[str, str]) -> Line:
    """A line in which some names are others."""
    return _renamed(line, names) if names else line


def _renamed(tree: Tree, names: Mapping[str, str]) -> Tree:
    found: Any = tree
    if isinstance(found, (Name, Call)) and found.path in names:
        found = replace(found, path=names[found.path])
    if isinstance(found, Sum):
        names = _without(names, [found.variable])
    if isinstance(found, Definition):
        inner: list[str] = [each.name for each in found.parameters or ()] + [each.name for each in found.locals]
        needed = tuple([names.get(name, name) for name in found.names])
        found = replace(found, name=names.get(found.name, found.name), names=needed)
        names = _without(names, inner)
    if isinstance(found, (Check, Cell, Growth)):
        found = replace(found, names=tuple([names.get(name, name) for name in found.names]))
    if isinstance(found, Override):
        found = replace(found, name=names.get(found.name, found.name))
    if not isinstance(found, tuple):
        return tree
    parts = [_renamed(part, names) for part in found]
    made: Any = found.__class__(*parts) if hasattr(found, "__match_args__") else tuple(parts)
    return made  # type: ignore[no-any-return]  # of the kind that it was


def _without(names: Mapping[str, str], inner: list[str]) -> Mapping[str, str]:
    return {name: other for name, other in names.items() if name not in inner}
