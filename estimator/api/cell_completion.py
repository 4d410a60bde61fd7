"""What may stand at the cursor of a `%%estimate` cell or a `%estimate` line: options, names, units, parameters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from estimator.api.cells import BUILT_IN, is_value
from estimator.api.completion import Completions, library_names, unit_names
from estimator.api.cursor import place
from estimator.model.choices import choices_of_parameter
from estimator.model.modules import shipped_library
from estimator.notation.tokens import STARTERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.api.cells import Cells
    from estimator.notation.tree import Definition

_LINE = re.compile(r"(?:^|=\s*)%estimate\s+(.*)\Z")
_CELL = re.compile(r"\s*%%estimate\b")
_DEFINED = re.compile(r"^\s*([^\W\d]\w*)\s*(?:\([^)\n]*\)[^=\n]*)?=(?!=)", re.MULTILINE)
_TITLES = re.compile(r'^\s*scenario\s+"([^"\n]*)"', re.MULTILINE)
_DECLARED = re.compile(r"^\s*unit\s+(\w+)", re.MULTILINE)
_WORD = re.compile(r"[^\W\d][\w.]*\Z")
_OPTION = re.compile(r"(?:^|\s)(--?[\w-]*)\Z")
_BEHIND_NUMBER = re.compile(r"(?:[\d)%]\s*|->\s*|[\w)]\s*[/*]\s*|[\d)]\s*(?:k|M|bn|trillion|万|亿)\s+)\Z")
_SCENARIO = re.compile(r"--scenario[ =]([\"']?)([^\"']*)\Z")
_OPENED = re.compile(r"--open[ =](\w*)\Z")


def is_of_cell(text: str) -> bool:
    """Whether a text is a cell of the notation, or its last line asks for an answer in it."""
    return _CELL.match(text) is not None or _LINE.search(text.rpartition("\n")[2]) is not None


def in_cell(before: str, whole: str, cells: Cells, options: Iterable[str]) -> Completions | None:
    """What may stand behind a part of a cell, in which the cells of a session are known; `whole` is all of it."""
    line = _LINE.search(before.rpartition("\n")[2])
    if line is not None and _CELL.match(before) is None:
        return _optional(line[1], "", options) or _in_notation(line[1], line[1], cells)
    head, newline, body = before.partition("\n")
    if not newline:
        return _optional(head, whole, options)
    return _in_notation(body, whole.partition("\n")[2], cells)


def _optional(head: str, whole: str, options: Iterable[str]) -> Completions | None:
    """An option, and behind one what it takes."""
    scenario = _SCENARIO.search(head)
    if scenario is not None:
        quote, begun = scenario[1], scenario[2]
        titles = [title if quote or " " not in title else f'"{title}"' for title in _TITLES.findall(whole)]
        return _found(begun, titles)
    opened = _OPENED.search(head)
    if opened is not None:
        return _found(opened[1], _DEFINED.findall(whole.partition("\n")[2]))
    option = _OPTION.search(head)
    return _found(option[1], options) if option is not None else None


def _found(fragment: str, texts: Iterable[str]) -> Completions | None:
    matching = tuple(dict.fromkeys([each for each in texts if each.startswith(fragment) and each != fragment]))
    return Completions(fragment, matching, alone=True) if matching else None


def _in_notation(before: str, whole: str, cells: Cells) -> Completions | None:
    last = before.rpartition("\n")[2]
    called = place(before)
    if last.count('"') % 2:  # in a text: what is chosen
        formula = _formula(called.callee) if called is not None and called.quoted else None
        if formula is None or called is None:
            return None
        parameters = formula.parameters or ()
        named = called.keyword or (parameters[called.number].name if called.number < len(parameters) else "")
        return _found(called.fragment, choices_of_parameter(formula, named, shipped_library()))
    if "#" in last:
        return None
    word = _WORD.search(last)
    fragment = word[0] if word is not None else ""
    texts: list[str] = []
    if called is not None and called.starts:
        formula = _formula(called.callee)
        texts += [f"{each.name} = " for each in formula.parameters or ()] if formula is not None else []
    if fragment and _BEHIND_NUMBER.search(last[: -len(fragment)]):
        texts += [*_DECLARED.findall(whole), *cells.units, *unit_names()]
    if fragment:
        texts += _names(fragment, whole, cells)
        texts += [f"{each} " for each in (*sorted(STARTERS), "table")] if last.strip() == fragment else []
    return _found(fragment, texts) if texts else None


def _formula(path: str) -> Definition | None:
    """The formula of the library that a path means."""
    found = shipped_library().find(path)
    if found is None:
        return None
    module, rest = found
    definition = module.definitions.get(rest or path.rpartition(".")[2])
    return definition if definition is not None and definition.parameters is not None else None


def _names(fragment: str, whole: str, cells: Cells) -> list[str]:
    """The names that an expression may use: of the cell, of others, of Python's variables, of the library."""
    own = _DEFINED.findall(whole)
    variables = [name for name, value in cells.namespace.items() if _is_known(name, value, cells)]
    columns = [name for table in cells.tables.values() for name in (table.name, *_columns(table))]
    below = [name for name in library_names(fragment) if "." in fragment or "." not in name]
    folders = sorted({f"{name.partition('.')[0]}." for name in shipped_library().names() if "." in name})
    return [*own, *cells.definitions, *variables, *columns, *sorted(BUILT_IN), *below, *folders]


def _columns(table: Any) -> list[str]:
    return [f"{table.name}.{column.name}" for column in table.columns]


def _is_known(name: str, value: object, cells: Cells) -> bool:
    return not name.startswith("_") and name not in cells.hidden and is_value(value) and not isinstance(value, str)
