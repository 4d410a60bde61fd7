"""An evaluated sheet as the one documented JSON object.

    {"title": text, "scenario": text, "read_as": text, "quantities": [quantity], "tables": [table], "checks": [check],
     "correlations": [correlation], "thresholds": [threshold], "scenarios": [scenario], "functions": [function],
     "notes": [text]}
    quantity  name, value, unit, text, assumption, note, low, high, expression; source, as_of, valid_for, review_by,
              confidence and owner of an assumption, where the sheet says when, by whom or how surely one was made
    table     name, columns, rows, note; of a row its name (row), the names of the quantities that are its cells, note
    check     text, holds, probability
    correlation  names, and by, as 60%; absent where no ranges are correlated
    threshold  name, signature, and rows of text and gives; absent where the sheet defines none
    scenario  title, changes, note, answers, checks, problem
    function  name, description

`value`, `low` and `high` are numbers in `unit`, unrounded; a text quantity has its text for a value, a yes or no true
or false. `low` and `high` are P5 and P95 and absent without ranges, as is `probability`; `scenario` is the title of
the one that the sheet is run in, absent without one; `read_as` is the line that
a text was read as which the notation refuses, else absent. `tables` and `scenarios` are absent where the sheet has
none; `changes` are texts, `answers` the quantities that are answers, with name, value, unit and text, and `checks` the
checks, both at the central values; where a scenario has no value there is the `problem` instead. `functions` are those
of a sheet that is there for them, each as it is called, and absent elsewhere. `unit` is the text after `->`, else the
assumption's written unit, else base units in the user's words; a plain number has "".
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from estimator.languages.growths import with_growth
from estimator.languages.ledger import carries_facts
from estimator.languages.problem_reports import MOST
from estimator.languages.reporting import reported
from estimator.languages.values import Values
from estimator.model.describe import BOOLEAN
from estimator.model.fixes import corrections
from estimator.model.model import written_unit
from estimator.notation.allowances import told_note
from estimator.notation.printer import print_expression, print_unit
from estimator.notation.tree import MAGNITUDES
from estimator.reckoning.facts import facts_of
from estimator.units.display import DIGITS, base_factor

if TYPE_CHECKING:
    from estimator.languages.report import Function, Grid, Outcome, Report, Row, StepTable
    from estimator.model.frames import Quantity
    from estimator.notation.correlations import Correlated
    from estimator.problems import Problem
    from estimator.reckoning.closed import Spread
    from estimator.reckoning.evaluate import Evaluation
    from estimator.reckoning.facts import Facts

NEEDS: tuple[str, ...] = ()
SHORT_DIGITS = 12
NOISE = 1e-15  # a few units in the last place of a float
LOGARITHM_NOISE = 1e-13  # the ends of a closed form went through a logarithm and back


def to_object(
    evaluation: Evaluation, digits: int = DIGITS, *, exact: bool = False, scenarios: bool = True
) -> dict[str, Any]:
    """The object of an evaluated sheet; `scenarios` are run for it, unless left out."""
    values = Values(evaluation, digits, exact=exact)
    return report_object(reported(evaluation, values, scenarios=scenarios), values)


def report_object(report: Report, values: Values) -> dict[str, Any]:
    """The object of a report."""
    evaluation = values.evaluation
    correlations = [_correlation(line) for line in evaluation.model.module.correlations]
    facts = carries_facts(evaluation)
    return {
        "title": evaluation.model.module.sheet.title,
        **({"scenario": report.scenario} if report.scenario else {}),
        **({"read_as": evaluation.read_as} if evaluation.read_as else {}),
        "quantities": [_quantity(row, values, facts=facts) for row in report.rows],
        **({"tables": [_table(each) for each in report.tables]} if report.tables else {}),
        "checks": [
            {
                "text": verdict.written,
                "holds": verdict.holds,
                **({"probability": verdict.probability} if verdict.probability is not None else {}),
            }
            for verdict in report.verdicts
        ],
        **({"correlations": correlations} if correlations else {}),
        **({"thresholds": [_thresholds(each) for each in report.thresholds]} if report.thresholds else {}),
        **({"scenarios": [_scenario(each) for each in report.scenarios]} if report.scenarios else {}),
        **({"functions": [_function(each) for each in report.functions]} if report.functions else {}),
        "notes": [remark.message for remark in report.remarks],
    }


def _table(grid: Grid) -> dict[str, Any]:
    """A table: its columns, and for each row how it is called and the names of the quantities that are its cells."""
    rows = [{"row": line.label, "cells": [cell.name for cell in line.cells], "note": line.note} for line in grid.lines]
    return {"name": grid.name, "columns": list(grid.heads), "rows": rows, "note": grid.said}


def _correlation(line: Correlated) -> dict[str, Any]:
    return {"names": [name.path for name in line.names], "by": print_expression(line.expression)}


def _function(function: Function) -> dict[str, Any]:
    return {"name": function.signature, "description": function.text}


def _thresholds(table: StepTable) -> dict[str, Any]:
    rows = [{"text": asked, "gives": given} for asked, given in table.rows]
    return {"name": table.name, "signature": table.signature, "rows": rows}


def _scenario(outcome: Outcome) -> dict[str, Any]:
    found: dict[str, Any] = {"title": outcome.title, "changes": list(outcome.changes), "note": outcome.note}
    if outcome.evaluation is None:
        return {**found, "problem": outcome.problem}
    values = Values(outcome.evaluation)
    answers = []
    for row in outcome.answers:
        value, unit = value_and_unit(row.quantity, outcome.evaluation, values)
        answers.append({"name": row.name, "value": value, "unit": unit, "text": str(row.shown)})
    checks = [{"text": each.written, "holds": each.holds} for each in outcome.verdicts]
    return {**found, "answers": answers, "checks": checks}


def _quantity(row: Row, values: Values, *, facts: bool) -> dict[str, Any]:
    quantity = row.quantity
    definition = quantity.definition
    tree = quantity.override.expression if quantity.override is not None else definition.expression
    expression = print_expression(tree)
    if definition.unit is not None and definition.parameters is None and str(definition.unit) != written_unit(tree):
        expression += f" -> {print_unit(definition.unit)}"
    value, unit = value_and_unit(quantity, values.evaluation, values)
    found: dict[str, Any] = {"name": row.name, "value": value, "unit": unit}
    found |= {
        "text": str(row.shown),
        "assumption": quantity.assumption,
        "note": with_growth(told_note(definition.note), quantity),
        "expression": expression,
    }
    if row.spread is not None:
        found |= _ends(row.spread, quantity, values)
    if facts and quantity.assumption:
        found |= facts_object(facts_of(definition, values.model.module.sheet.documentation))
    return found


def facts_object(facts: Facts) -> dict[str, str]:
    """What is said of an assumption beside its value; empty texts where nothing is."""
    return {
        "source": facts.source,
        "as_of": facts.as_of,
        "valid_for": facts.valid_for,
        "review_by": facts.review_by,
        "confidence": facts.confidence,
        "owner": facts.owner,
    }


def numbers_of(quantity: Quantity, values: Values) -> dict[str, Any]:
    """The value of a quantity, its unit, and P5 and P95 where it has a range."""
    value, unit = value_and_unit(quantity, values.evaluation, values)
    spread = values.evaluation.spreads.get(quantity.step) if quantity.step is not None else None
    found: dict[str, Any] = {"value": value, "unit": unit}
    if spread is not None and quantity.kind is not BOOLEAN:
        found |= _ends(spread, quantity, values)
    return found


def _ends(spread: Spread, quantity: Quantity, values: Values) -> dict[str, float]:
    return {
        "low": without_noise(in_unit(spread.low, quantity, values), LOGARITHM_NOISE),
        "high": without_noise(in_unit(spread.high, quantity, values), LOGARITHM_NOISE),
    }


def value_and_unit(quantity: Quantity, evaluation: Evaluation, values: Values) -> tuple[str | bool | float, str]:
    """The central value of a quantity, and the unit that it is in."""
    if quantity.step is None:
        return quantity.text, ""
    if quantity.kind is BOOLEAN:
        return bool(evaluation.values[quantity.step]), ""
    return in_unit(evaluation.values[quantity.step], quantity, values), unit_text(quantity, values)


def unit_text(quantity: Quantity, values: Values) -> str:
    """The unit in which a quantity's value is given."""
    unit = values.unit(quantity)
    if unit is None:
        return str(quantity.kind)
    text = "1" + unit.text if unit.text.startswith("/") else unit.text
    return f"{quantity.magnitude} {text}".strip()


def in_unit(value: float, quantity: Quantity, values: Values) -> float:
    """A number in base units in the unit in which a quantity's value is given."""
    unit = values.unit(quantity)
    if unit is None:
        return without_noise(float(value) / base_factor(quantity.kind))
    return without_noise(unit.from_base(float(value), MAGNITUDES[quantity.magnitude] if quantity.magnitude else 1.0))


def without_noise(value: float, noise: float = NOISE) -> float:
    """The number itself; where only the last bits keep it from a short decimal, that: 182.5 for 182.49999999999997."""
    short = float(f"{value:.{SHORT_DIGITS}g}")
    return short if abs(value - short) <= abs(value) * noise else value


def content(evaluation: Evaluation) -> str:
    """The object as a file."""
    return json.dumps(to_object(evaluation), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def error_object(problems: list[Problem]) -> dict[str, Any]:
    """The object that stands in place of the answer where the text is wrong."""
    fixes = [_fix(problem) if number < MOST else {} for number, problem in enumerate(problems)]
    return {"errors": [{**problem_object(each), **fix} for each, fix in zip(problems, fixes, strict=True)]}


def problem_object(problem: Problem) -> dict[str, Any]:
    """A problem, or what a rule found: where it is, what it is, and what to do."""
    mark = problem.marks[0]
    line, column = mark.source.location(mark.start)
    place = {"file": mark.source.name, "line": line, "column": column}
    return {**place, "message": problem.message, "remedy": problem.remedy}


def _fix(problem: Problem) -> dict[str, Any]:
    """The line to write instead, as `fix`; the lines, as `fixes`, where there is a choice."""
    lines = corrections(problem)
    return {"fix": lines[0]} if len(lines) == 1 else {"fixes": list(lines)} if lines else {}
