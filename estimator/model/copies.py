"""A sheet of the library as the beginning of one's own: what would be untrue after the first edit is left out.

Its examples say what its own assumptions come to, and its sources where these are from. Neither is so any more once a
number is another one: the copy keeps the examples of functions, and says of the sources that it began with them.
"""

from __future__ import annotations

import re

from estimator.notation.tree import Call, Name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.modules import Module
    from estimator.notation.tree import Definition

_SAID = re.compile(r"##\s*(source|as_of|confidence):")
_LEFT_OUT = re.compile(r"##\s*also:")


def begun_from(module: Module) -> str:
    """The text of a sheet to be changed, which began as this one of the library."""
    text = module.source.text
    for start, end in sorted(_examples(module), reverse=True):
        text = text[: text.rfind("\n", 0, start) + 1] + text[end:].partition("\n")[2]
    head, body = _head(text)
    kept = [line for line in head if not _LEFT_OUT.match(line)]
    place = next((place for place, line in enumerate(kept) if _SAID.match(line)), len(kept))
    sources = ", whose sources these are" if place < len(kept) else ""
    begun = f"## Begun from {module.name} of the library{sources}.\n"
    return "".join([*kept[:place], *([begun] if head else []), *kept[place:]]) + body


def _head(text: str) -> tuple[list[str], str]:
    """The lines at the beginning that are about the whole sheet, and the rest."""
    lines = text.splitlines(keepends=True)
    count = next((place for place, line in enumerate(lines) if not line.startswith("##")), len(lines))
    is_of_all = count < len(lines) and not lines[count].strip()
    return (lines[:count], "".join(lines[count:])) if is_of_all else ([], text)


def _examples(module: Module) -> list[tuple[int, int]]:
    """Where examples stand that depend on a quantity of the sheet, which may be another one soon."""
    documented = [module.sheet.documentation, *[each.documentation for each in module.definitions.values()]]
    documented += [rows.table.documentation for rows in module.tables.values()]
    found: dict[tuple[int, int], None] = {}
    for documentation in documented:
        for example in documentation.examples:
            if any(_is_quantity(name, module) for name in _names(example)):
                found[example.span] = None
    return list(found)


def _names(tree: object) -> set[str]:
    """The names in an example."""
    found: set[str] = set()
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (Name, Call)):
            found.add(node.path)
        if isinstance(node, tuple):
            waiting.extend(node)
    return found


def _is_quantity(name: str, module: Module) -> bool:
    """Whether a name is one of a quantity or a table of the sheet, or of a function that needs one."""
    waiting, seen = [name], set[str]()
    while waiting:
        at_hand = waiting.pop()
        if at_hand in seen:
            continue
        seen.add(at_hand)
        if at_hand in module.tables or at_hand.partition(".")[0] in module.tables:
            return True
        definition: Definition | None = module.definitions.get(at_hand)
        if definition is not None and definition.parameters is None:
            return True
        waiting += definition.all_names if definition is not None else ()
    return False
