"""The text of an evaluated sheet, with what was given for this run put in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.model.files import module_from_text
from estimator.notation.printer import print_line, print_value
from estimator.notation.rows import Cell
from estimator.notation.tokens import Tokenizer
from estimator.notation.tree import Documentation, Name, Text
from estimator.problems import Source
from estimator.reckoning.estimate import estimate
from estimator.reckoning.examples import example_results
from estimator.records import replace

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from estimator.model.frames import Quantity
    from estimator.model.modules import Module
    from estimator.model.tables import Rows
    from estimator.notation.tree import Override, Span
    from estimator.reckoning.evaluate import Evaluation


def as_written(evaluation: Evaluation) -> Evaluation:
    """The evaluation of a text that says by itself what this run was given; the same one where nothing was given.

    Examples that held for the sheet's own assumptions and do not hold for these are taken out.
    """
    if all(each.override is None for each in evaluation.model.quantities.values()):
        return evaluation
    module = _module(evaluation, _overridden(evaluation))
    text = module.source.text
    failing = [
        result.step.example.span for result in example_results(estimate(module, examples=True)) if not result.holds
    ]
    if not failing:
        return _in_scenario_of(evaluation, estimate(module))
    for start, end in sorted(failing, reverse=True):
        text = text[: text.rfind("\n", 0, start) + 1] + text[end:].partition("\n")[2]
    return _in_scenario_of(evaluation, estimate(_module(evaluation, text)))


def _in_scenario_of(given: Evaluation, written: Evaluation) -> Evaluation:
    """What is written down, called by the scenario whose numbers it has."""
    written.model.scenario = given.model.scenario
    return written


def _module(evaluation: Evaluation, text: str) -> Module:
    own = evaluation.model.module
    module = module_from_text(text, own.source.name)
    module.name, module.folder = own.name, own.folder
    return module


def _overridden(evaluation: Evaluation) -> str:
    module = evaluation.model.module
    text = module.source.text
    changed = {name: each for name, each in evaluation.model.quantities.items() if each.override is not None}
    places = [(_value_span(each), each) for each in changed.values()]
    edits = [(span, _given(each, module)) for span, each in places]
    for rows in module.tables.values():
        span, own = _of_table(rows), _cells_by_default(rows, changed)
        if own:  # such a cell is empty, so that the table is written anew
            given = {name: changed[name].override for name in rows.cells() if name in changed}
            edits = [edit for edit in edits if not span[0] <= edit[0][0] < span[1]]
            edits.append((span, _written_anew(rows, given, text, span[0])))
    for span, written in sorted(edits, reverse=True):
        is_table = "\n" in written
        text = text[: span[0]] + written + text[span[1] :] if is_table else _put_in(text, span, written)
    return text


def _of_table(rows: Rows) -> Span:
    """Where a table stands, from its word to the end of its last row."""
    return rows.table.span[0], rows.table.rows[-1].span[1]


def _cells_by_default(rows: Rows, changed: Container[str]) -> bool:
    """Whether a cell was given for the run that has nothing of its own in the sheet."""
    for row, key in zip(rows.table.rows, rows.keys, strict=True):
        for column, cell in zip(rows.table.columns, row.cells, strict=True):
            if cell is None and f"{rows.name}.{key}.{column.name}" in changed:
                return True
    return False


def _written_anew(rows: Rows, given: Mapping[str, Override | None], text: str, start: int) -> str:
    """A table with what was given in its cells, as far as the end of its last row."""
    lines = []
    for row, key in zip(rows.table.rows, rows.keys, strict=True):
        names = [f"{rows.name}.{key}.{column.name}" for column in rows.table.columns]
        overrides = [given.get(name) for name in names]
        cells = [
            Cell(override.expression, ()) if override is not None else cell
            for override, cell in zip(overrides, row.cells, strict=True)
        ]
        lines.append(replace(row, cells=tuple(cells)))
    last = lines[-1]
    table = replace(rows.table, rows=(*lines[:-1], replace(last, note="")), documentation=Documentation())
    indent = text[text.rfind("\n", 0, start) + 1 : start]
    return print_line(table).replace("\n", f"\n{indent}")


def _value_span(quantity: Quantity) -> Span:
    """Where the value of a quantity stands; with its growth, where that is given anew."""
    definition, override = quantity.definition, quantity.override
    start, end = definition.expression.span
    if override is not None and override.growth is not None and definition.growth is not None:
        end = definition.growth.span[1]
    return start, end


def _given(quantity: Quantity, module: Module) -> str:
    assert quantity.override is not None
    expression = quantity.override.expression
    is_word = isinstance(quantity.definition.expression, Text) and isinstance(expression, Name)
    if is_word and isinstance(expression, Name) and expression.path not in module.definitions:
        return f'"{expression.path}"'
    return print_value(quantity.override)


def _put_in(text: str, span: Span, written: str) -> str:
    """A text with an expression replaced; the notes on the lines of a long one stay, as one."""
    start, end = span
    tokenizer = Tokenizer(Source("", text), [])
    tokens = tokenizer.tokens(start, end)
    # A span may stop short of the brackets that close at its end.
    for _ in range(sum([(token[0] == "(") - (token[0] == ")") for token in tokens])):
        end = _behind_bracket(text, end)
    notes = [token[1] for token in tokenizer.tokens(start, end) if token[0] == "note"]
    rest = text[end:].partition("\n")[0]
    note = f"   # {' '.join(notes)}" if notes else ""
    if notes and rest.lstrip().startswith("#"):
        end += rest.index("#") + 1
    elif notes and rest.strip():
        line = text[text.rfind("\n", 0, end) + 1 :]
        note += "\n" + line[: len(line) - len(line.lstrip())]
    return text[:start] + written + note + text[end:]


def _behind_bracket(text: str, at: int) -> int:
    """The place behind the next closing bracket that stands in no note."""
    while text[at] != ")":
        at = text.index("\n", at) if text[at] == "#" else at + 1
    return at + 1
