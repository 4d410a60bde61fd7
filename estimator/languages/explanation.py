"""A formula of the library in words: what it is, its maths, parameters, source, and its examples worked."""

from __future__ import annotations

from estimator.languages.spans import hanging, padded, plain, safe, width, wrapped
from estimator.languages.step_tables import row_lines, step_rows
from estimator.languages.values import SIGNS, Values
from estimator.model.describe import ANNOTATIONS
from estimator.model.functions import FUNCTIONS
from estimator.model.input_distributions import INPUTS
from estimator.notation.printer import (
    print_annotation,
    print_example,
    print_expression,
    print_table,
    print_unit,
    signature,
)
from estimator.notation.sentences import summary
from estimator.notation.tree import Call, Name, Thresholds
from estimator.reckoning.estimate import estimate
from estimator.reckoning.examples import example_results

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.languages.spans import Spans
    from estimator.model.modules import Module
    from estimator.notation.rows import Table
    from estimator.notation.tree import Definition, Documentation
    from estimator.reckoning.evaluate import Evaluation
    from estimator.reckoning.examples import ExampleResult

MOST_RELATED = 8
TRY_IT = "Try it: estimate '"


def explain_definition(module: Module, definition: Definition, columns: int) -> list[Spans]:
    """One quantity or function of a module."""
    path = f"{module.name}.{definition.name}" if module.name else definition.name
    documentation = definition.documentation
    prefix = f"{module.name}." if module.name else ""
    head, *rest = hanging(prefix + signature(definition), columns, 4)
    lines: list[Spans] = [[(head, "title")], *[[("    " + part, "title")] for part in rest]]
    text = " ".join(documentation.text) or definition.note
    lines += [[("  " + part, "")] for part in wrapped(text, columns - 2) if part]
    lines += [[], [("Formula", "heading")]]
    lines += _formula(definition, columns)
    if definition.parameters:
        lines += [[], [("Parameters", "heading")], *_parameters(definition, columns)]
    evaluation = estimate(module, examples=True)
    if definition.parameters is None:
        lines += _value(estimate(module), definition.name)  # with the examples there would be other draws
    related = _related(module, definition)
    if related:
        lines += [[], *_labelled("See also: ", ", ".join(related), columns, "")]
    # What has no source of its own has its sheet's.
    lines += _provenance(
        documentation if documentation.sources else module.sheet.documentation, columns, documentation.also
    )
    results = [result for result in example_results(evaluation) if result.step.name == definition.name]
    if results:
        lines += [[], [("Examples", "heading")]]
    for result in results:
        lines += _example(result, columns)
    call = _call(path, definition, columns)
    if call and width(call) + len(TRY_IT) + 1 <= columns:
        lines += [[], [(f"{TRY_IT}{safe(call)}'", "note")]]
    elif call:
        lines += [[], [("Try it:", "note")], [(f"  estimate '{safe(call)}'", "note")]]
    return lines


def _example(result: ExampleResult, columns: int) -> list[Spans]:
    """An example and what it comes to, which stands below it where both do not fit."""
    mark: tuple[str, str] = ("✓ ", "good") if result.holds else ("✗ ", "bad")
    first, *rest = hanging(print_example(result.step.example), columns - 4, 2)
    lines: list[Spans] = [[("  ", ""), mark, (first, "")], *[[("      " + part, "")] for part in rest]]
    if width(plain(lines[-1])) + 3 + width(result.shown) <= columns:
        lines[-1] = [*lines[-1], (f"   {result.shown}", "note")]
    else:
        lines.append([(f"      {result.shown}", "note")])
    return lines


def _value(evaluation: Evaluation, name: str) -> list[Spans]:
    """What a quantity comes to, where that is not what its formula says already."""
    quantity = evaluation.model.quantities.get(name)
    if quantity is None or quantity.assumption or quantity.step is None:
        return []
    values = Values(evaluation)
    line = f"  {values.relation(quantity)} {values.shown(quantity)}"
    spread = values.range(quantity)
    return [[], [("Value", "heading")], [(line, "value"), (f"   {spread}" if spread else "", "note")]]


def _related(module: Module, definition: Definition) -> list[str]:
    """What a definition rests on in its sheet, what rests on it, and what goes by the same other name."""
    also = {term.lower() for term in definition.documentation.also}
    found = []
    for name, other in module.definitions.items():
        shared = also & {term.lower() for term in other.documentation.also}
        if other is not definition and (name in definition.names or definition.name in other.names or shared):
            found.append(name)
    return found[:MOST_RELATED]


def _call(path: str, definition: Definition, columns: int) -> str:
    """An example that is a call alone, as one would type it: the first that fits a line, else the shortest."""
    calls = [
        path + print_expression(call)[len(definition.name) :]
        for call in [example.expression for example in definition.documentation.examples]
        if isinstance(call, Call) and call.path == definition.name and not _names(call.arguments)
    ]
    fitting = [call for call in calls if width(call) + len(TRY_IT) + 1 <= columns]
    return fitting[0] if fitting else min(calls, key=width, default="")


def _names(node: object) -> bool:
    """Whether an example needs names of its own file, which do not mean anything elsewhere."""
    if isinstance(node, Name | Call):
        return True
    return isinstance(node, tuple) and any(_names(part) for part in node)


def _formula(definition: Definition, columns: int) -> list[Spans]:
    unit = f" -> {print_unit(definition.unit)}" if definition.unit is not None else ""
    lines: list[Spans] = []
    for each, indent in [(definition, 2), *[(local, 4) for local in definition.locals]]:
        tree = each.expression
        if isinstance(tree, Thresholds):
            lines += [[(f"  {each.name}{unit}, by {tree.subject.path}", "")], *row_lines(step_rows(tree), columns)]
            lines += [[("  where", "operator")]] if definition.locals else []
            continue
        text = f"{each.name} = {print_expression(tree, signs=SIGNS)}"
        own = unit if each is definition else f" -> {print_unit(each.unit)}" if each.unit is not None else ""
        for place, part in enumerate(wrapped(text + own, columns - indent - 4)):
            lines.append([(" " * (indent + (4 if place else 0)) + safe(part), "")])
        if each is definition and definition.locals:
            lines.append([("  where", "operator")])
    return lines


def _parameters(definition: Definition, columns: int) -> list[Spans]:
    rows = []
    for each in definition.parameters or ():
        unit = print_annotation(each.annotation) if each.annotation is not None else "anything"
        unit = ANNOTATIONS.get(unit, unit)
        default = f"{print_expression(each.default)} unless given" if each.default is not None else ""
        rows.append((each.name, unit, default))
    names = max([width(name) for name, _, _ in rows])
    units = max([width(unit) for _, unit, _ in rows if width(unit) <= columns // 3], default=0)
    lines: list[Spans] = []
    for name, unit, default in rows:
        line: Spans = [
            ("  " + padded(name, names) + "  ", "name"),
            (padded(unit, units) + "  ", "unit"),
            (default, "note"),
        ]
        if width(plain(line)) <= columns:
            lines.append(line)
            continue
        first, *rest = wrapped(f"{unit}, {default}" if default else unit, columns - names - 4)
        lines.append([("  " + padded(name, names) + "  ", "name"), (first, "unit")])
        lines += [[(" " * (names + 4) + part, "unit")] for part in rest]
    return lines


def _labelled(label: str, text: str, columns: int, role: str) -> list[Spans]:
    """A label and a text behind it, in lines below each other."""
    first, *rest = wrapped(text, columns - len(label))
    return [[(label, "heading"), (first, role)], *[[(" " * len(label) + part, role)] for part in rest]]


def _provenance(documentation: Documentation, columns: int, also: tuple[str, ...]) -> list[Spans]:
    lines: list[Spans] = []
    if also:
        lines += [[], *_labelled("Also: ", ", ".join(also), columns, "")]
    if documentation.sources or documentation.as_of:
        lines.append([])
    for source in documentation.sources:
        lines += _labelled("Source: ", source, columns, "source")
    for line in documentation.releases:
        lines += _labelled("Releases: ", line, columns, "source")
    if documentation.as_of:
        lines.append([("As of: ", "heading"), (safe(documentation.as_of), "source")])
    if documentation.confidence:
        lines.append([("Confidence: ", "heading"), (safe(documentation.confidence), "source")])
    return lines


def explain_sheet(module: Module, columns: int) -> list[Spans]:
    """A whole sheet: its description, what it takes and what it gives."""
    documentation = module.sheet.documentation
    lines: list[Spans] = [[(part, "title")] for part in wrapped(documentation.title, columns)]
    lines += [[("  " + part, "")] for part in wrapped(" ".join(documentation.text[1:]), columns - 2) if part]
    groups: dict[str, list[Spans]] = {"Assumptions": [], "Quantities": [], "Functions": []}
    groups["Tables"] = [line for table in module.tables.values() for line in _table(table.table, columns)]
    cells = {name for table in module.tables.values() for name in table.cells()}
    for definition in module.definitions.values():
        text = summary(definition.documentation) or definition.note
        if definition.name in cells:
            continue
        if definition.parameters is not None:
            groups["Functions"] += _entry(signature(definition), text, columns)
            continue
        unit = f" -> {print_unit(definition.unit)}" if definition.unit is not None else ""
        head = f"{definition.name} = {print_expression(definition.expression, signs=SIGNS)}{unit}"
        worked = any(name not in INPUTS for name in definition.names)
        groups["Quantities" if worked else "Assumptions"] += _entry(head, text, columns)
    known = [f"{product}: {', '.join(line.known)}" for product, line in module.releases.items()]
    groups["Releases"] = [row for text in known for row in _entry(text, "", columns)]
    for heading, rows in groups.items():
        if rows:
            lines += [[], [(heading, "heading")], *rows]
    return [*lines, *_provenance(documentation, columns, documentation.also)]


def _table(table: Table, columns: int) -> list[Spans]:
    """A table as it is written, its name and what it is first."""
    lines = _entry(table.name, summary(table.documentation) or table.note, columns)
    rows = [part for row in print_table(table)[1:] for part in wrapped(row.strip(), columns - 6)]
    return lines + [[("      " + row, "name")] for row in rows]


def _entry(head: str, text: str, columns: int) -> list[Spans]:
    """A left side, and below it what it is."""
    first, *rest = wrapped(head, columns - 6)
    lines: list[Spans] = [[("  " + first, "name")]]
    lines += [[("      " + part, "name")] for part in rest]
    return lines + [[("      " + part, "note")] for part in wrapped(text, columns - 6) if part]


def explain_built_in(name: str) -> list[Spans]:
    """A built-in function or distribution."""
    row = FUNCTIONS.get(name) or INPUTS[name]
    lines: list[Spans] = [[(f"{name}({', '.join(row.parameters)})", "title")], [(f"  {row.description}", "")]]
    if name in FUNCTIONS:
        takes = {
            "plain": "plain numbers",
            "counts": "plain numbers or counts",
            "whole": "a plain number, a count or a count per count, and keeps it",
            "keep": "anything, and keeps it",
            "same": "values of one dimension, and keeps it",
            "root": "anything whose powers are even",
        }[FUNCTIONS[name].rule]
        lines.append([(f"  takes {takes}", "note")])
    else:
        lines.append([("  an uncertain input; its central value is the median", "note")])
    return lines
