"""A formula of the library in words: what it is, its maths, parameters, source, and its examples worked."""

from __future__ import annotations

from estimator.languages.spans import padded, safe, width, wrapped
from estimator.languages.values import SIGNS
from estimator.model.functions import DISTRIBUTIONS, FUNCTIONS
from estimator.notation.printer import print_annotation, print_example, print_expression, print_unit, signature
from estimator.notation.tree import Call, Name
from estimator.reckoning.estimate import estimate
from estimator.reckoning.examples import example_results

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.languages.spans import Spans
    from estimator.model.modules import Module
    from estimator.notation.tree import Definition, Documentation


def explain_definition(module: Module, definition: Definition, columns: int) -> list[Spans]:
    """One quantity or function of a module."""
    path = f"{module.name}.{definition.name}" if module.name else definition.name
    left = signature(definition)
    prefix = f"{module.name}." if module.name else ""
    lines: list[Spans] = [[(safe(prefix + left), "title")]]
    lines += [[("  " + part, "")] for part in wrapped(" ".join(definition.documentation.text), columns - 2)]
    lines += [[], [("Formula", "heading")]]
    lines += _formula(definition, columns)
    if definition.parameters:
        lines += [[], [("Parameters", "heading")], *_parameters(definition)]
    lines += _provenance(definition.documentation, columns)
    results = [
        result for result in example_results(estimate(module, examples=True)) if result.step.name == definition.name
    ]
    if results:
        lines += [[], [("Examples", "heading")]]
    for result in results:
        mark: tuple[str, str] = ("✓ ", "good") if result.holds else ("✗ ", "bad")
        lines.append([("  ", ""), mark, (safe(print_example(result.step.example)), ""), (f"   {result.shown}", "note")])
    call = _call(path, definition)
    if call:
        lines += [[], [(f"Try it: estimate '{safe(call)}'", "note")]]
    return lines


def _call(path: str, definition: Definition) -> str:
    for example in definition.documentation.examples:
        call = example.expression
        if isinstance(call, Call) and call.path == definition.name and not _names(call.arguments):
            return path + print_expression(call)[len(definition.name) :]
    return ""


def _names(node: object) -> bool:
    """Whether an example needs names of its own file, which do not mean anything elsewhere."""
    if isinstance(node, Name | Call):
        return True
    return isinstance(node, tuple) and any(_names(part) for part in node)


def _formula(definition: Definition, columns: int) -> list[Spans]:
    unit = f" -> {print_unit(definition.unit)}" if definition.unit is not None else ""
    lines: list[Spans] = []
    for each, indent in [(definition, 2), *[(local, 4) for local in definition.locals]]:
        text = f"{each.name} = {print_expression(each.expression, signs=SIGNS)}"
        own = unit if each is definition else f" -> {print_unit(each.unit)}" if each.unit is not None else ""
        for place, part in enumerate(wrapped(text + own, columns - indent - 4)):
            lines.append([(" " * (indent + (4 if place else 0)) + safe(part), "")])
        if each is definition and definition.locals:
            lines.append([("  where", "operator")])
    return lines


def _parameters(definition: Definition) -> list[Spans]:
    rows = []
    for each in definition.parameters or ():
        unit = print_annotation(each.annotation) if each.annotation is not None else "anything"
        unit = "a plain number or a count" if unit == "count" else unit
        default = f"{print_expression(each.default)} unless given" if each.default is not None else ""
        rows.append((each.name, unit, default))
    names = max([width(name) for name, _, _ in rows])
    units = max([width(unit) for _, unit, _ in rows])
    return [
        [("  " + padded(name, names) + "  ", "name"), (padded(unit, units) + "  ", "unit"), (default, "note")]
        for name, unit, default in rows
    ]


def _provenance(documentation: Documentation, columns: int) -> list[Spans]:
    lines: list[Spans] = []
    if documentation.also:
        first, *rest = wrapped(", ".join(documentation.also), columns - 6)
        lines += [[], [("Also: ", "heading"), (first, "")], *[[("      " + part, "")] for part in rest]]
    if documentation.sources or documentation.as_of:
        lines.append([])
    for source in documentation.sources:
        first, *rest = wrapped(source, columns - 8)
        lines += [[("Source: ", "heading"), (first, "source")], *[[("        " + part, "source")] for part in rest]]
    if documentation.as_of:
        lines.append([("As of: ", "heading"), (safe(documentation.as_of), "source")])
    if documentation.confidence:
        lines.append([("Confidence: ", "heading"), (safe(documentation.confidence), "source")])
    return lines


def explain_sheet(module: Module, columns: int) -> list[Spans]:
    """A whole sheet: its description, what it takes and what it gives."""
    documentation = module.sheet.documentation
    lines: list[Spans] = [[(safe(documentation.title), "title")]]
    lines += [[("  " + part, "")] for part in wrapped(" ".join(documentation.text[1:]), columns - 2) if part]
    groups: dict[str, list[Spans]] = {"Assumptions": [], "Quantities": [], "Functions": []}
    for definition in module.definitions.values():
        text = definition.documentation.title or definition.note
        if definition.parameters is not None:
            groups["Functions"] += _entry(signature(definition), text, columns)
            continue
        unit = f" -> {print_unit(definition.unit)}" if definition.unit is not None else ""
        head = f"{definition.name} = {print_expression(definition.expression, signs=SIGNS)}{unit}"
        worked = any(name not in DISTRIBUTIONS for name in definition.names)
        groups["Quantities" if worked else "Assumptions"] += _entry(head, text, columns)
    for heading, rows in groups.items():
        if rows:
            lines += [[], [(heading, "heading")], *rows]
    return [*lines, *_provenance(documentation, columns)]


def _entry(head: str, text: str, columns: int) -> list[Spans]:
    """A left side, and below it what it is."""
    first, *rest = wrapped(head, columns - 6)
    lines: list[Spans] = [[("  " + first, "name")], *[[("      " + part, "name")] for part in rest]]
    return lines + [[("      " + part, "note")] for part in wrapped(text, columns - 6) if part]


def explain_built_in(name: str) -> list[Spans]:
    """A built-in function or distribution."""
    row = FUNCTIONS.get(name) or DISTRIBUTIONS[name]
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
