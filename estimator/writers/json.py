"""An evaluated sheet as the one documented JSON object.

    {"title": text, "read_as": text, "quantities": [quantity], "checks": [check], "notes": [text]}
    quantity  name, value, unit, text, assumption, note, low, high, expression
    check     text, holds, probability

`value`, `low` and `high` are numbers in `unit`, unrounded; a text quantity has its text for a value, a yes or no true
or false. `low` and `high` are P5 and P95 and absent without ranges, as is `probability`; `read_as` is the line that
a text was read as which the notation refuses, else absent. `unit` is the text after `->`,
else the assumption's written unit, else base units in the user's words; a plain number has "".
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from estimator.languages.reports import MOST
from estimator.languages.values import Values
from estimator.model.describe import BOOLEAN
from estimator.model.fixes import corrections
from estimator.notation.printer import print_expression, print_unit
from estimator.notation.tree import MAGNITUDES
from estimator.units.display import DIGITS, base_factor

if TYPE_CHECKING:
    from estimator.model.frames import Quantity
    from estimator.problems import Problem
    from estimator.reckoning.evaluate import Evaluation


SHORT_DIGITS = 12
NOISE = 1e-15  # a few units in the last place of a float
LOGARITHM_NOISE = 1e-13  # the ends of a closed form went through a logarithm and back


def to_object(evaluation: Evaluation, digits: int = DIGITS, *, exact: bool = False) -> dict[str, Any]:
    """The object of an evaluated sheet."""
    values = Values(evaluation, digits, exact=exact)
    return {
        "title": evaluation.model.module.sheet.title,
        **({"read_as": evaluation.read_as} if evaluation.read_as else {}),
        "quantities": [_quantity(quantity, evaluation, values) for quantity in evaluation.model.quantities.values()],
        "checks": [
            {
                "text": print_expression(result.check.check.expression),
                "holds": result.holds,
                **({"probability": result.probability} if result.probability is not None else {}),
            }
            for result in evaluation.checks
        ],
        "notes": [problem.message for problem in evaluation.problems if problem.severity != "error"],
    }


def _quantity(quantity: Quantity, evaluation: Evaluation, values: Values) -> dict[str, Any]:
    definition = quantity.definition
    tree = quantity.override.expression if quantity.override is not None else definition.expression
    expression = print_expression(tree)
    if definition.unit is not None and definition.parameters is None:
        expression += f" -> {print_unit(definition.unit)}"
    value, unit = value_and_unit(quantity, evaluation, values)
    found: dict[str, Any] = {"name": definition.name, "value": value, "unit": unit}
    found |= {
        "text": str(values.shown(quantity)),
        "assumption": quantity.assumption,
        "note": definition.note,
        "expression": expression,
    }
    spread = evaluation.spreads.get(quantity.step) if quantity.step is not None else None
    if spread is not None and quantity.kind is not BOOLEAN:
        found |= {
            "low": without_noise(_in_unit(spread.low, quantity, values), LOGARITHM_NOISE),
            "high": without_noise(_in_unit(spread.high, quantity, values), LOGARITHM_NOISE),
        }
    return found


def value_and_unit(quantity: Quantity, evaluation: Evaluation, values: Values) -> tuple[str | bool | float, str]:
    """The central value of a quantity, and the unit that it is in."""
    if quantity.step is None:
        return quantity.text, ""
    if quantity.kind is BOOLEAN:
        return bool(evaluation.values[quantity.step]), ""
    return _in_unit(evaluation.values[quantity.step], quantity, values), unit_text(quantity, values)


def unit_text(quantity: Quantity, values: Values) -> str:
    """The unit in which a quantity's value is given."""
    unit = values.unit(quantity)
    if unit is None:
        return str(quantity.kind)
    text = "1" + unit.text if unit.text.startswith("/") else unit.text
    return f"{quantity.magnitude} {text}".strip()


def _in_unit(value: float, quantity: Quantity, values: Values) -> float:
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
    found = []
    for number, problem in enumerate(problems):
        mark = problem.marks[0]
        line, column = mark.source.location(mark.start)
        found.append(
            {
                "file": mark.source.name,
                "line": line,
                "column": column,
                "message": problem.message,
                "remedy": problem.remedy,
                **(_fix(problem) if number < MOST else {}),
            }
        )
    return {"errors": found}


def _fix(problem: Problem) -> dict[str, Any]:
    """The line to write instead, as `fix`; the lines, as `fixes`, where there is a choice."""
    lines = corrections(problem)
    return {"fix": lines[0]} if len(lines) == 1 else {"fixes": list(lines)} if lines else {}
