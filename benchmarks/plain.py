"""What the closures are measured against: the same steps as one plain Python function, or one of numpy calls.

The function is what a programmer would write who knows the sheet: a parameter for each input, a local variable for
each step, and the last results returned. It is written as a module by a fold over the steps of our own sheets, so that
its arithmetic is the same by construction; the benchmark compares the results all the same. It shares no code with the
closures.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from estimator.model.functions import FUNCTIONS
from estimator.model.steps import (
    Apply,
    Choice,
    Draw,
    Lookup,
    Mean,
    Negative,
    Not,
    Number,
    Operation,
    Ref,
    Total,
    references,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.model.steps import Step, StepExpression

_OPERATORS = {"^": "**", "and": "and", "or": "or"}
_NUMPY_OPERATORS = {"^": "**", "and": "&", "or": "|"}


def inputs(steps: list[Step]) -> list[int]:
    """The steps that are given from outside: literals and draws."""
    return [index for index, step in enumerate(steps) if isinstance(step.expression, (Number, Draw))]


def results(steps: list[Step]) -> list[int]:
    """The steps that no other one reads."""
    used = {index for step in steps for index in references(step.expression)}
    return [index for index in range(len(steps)) if index not in used]


def function(steps: list[Step], *, arrays: bool) -> Callable[..., tuple[Any, ...]]:
    """The steps as one function from the inputs to the results, of floats or of arrays."""
    given = inputs(steps)
    lines = [f"def function({', '.join(_name(index) for index in given)}):"]
    lines += [
        f"    {_name(index)} = {_spelled(step.expression, arrays=arrays)}"
        for index, step in enumerate(steps)
        if index not in given
    ]
    lines.append(f"    return {', '.join(_name(index) for index in results(steps))},")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "plain_steps.py"
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        spec = spec_from_file_location("plain_steps", file)
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
    vars(module).update({row.name: row.number for row in FUNCTIONS.values()} | (_ARRAYS if arrays else _FLOATS))
    made: Callable[..., tuple[Any, ...]] = module.function
    return made


def _name(index: int) -> str:
    return f"step_{index}"


def _spelled(expression: StepExpression, *, arrays: bool) -> str:
    def spelled(inner: StepExpression) -> str:
        return _spelled(inner, arrays=arrays)

    match expression:
        case Number(value):
            return repr(value)
        case Ref(index):
            return _name(index)
        case Negative(operand):
            return f"(-{spelled(operand)})"
        case Not(operand):
            return f"({spelled(operand)} == 0)"
        case Operation(operator, left, right):
            symbol = (_NUMPY_OPERATORS if arrays else _OPERATORS).get(operator, operator)
            return f"({spelled(left)} {symbol} {spelled(right)})"
        case Choice(condition, consequence, alternative):
            if arrays:
                return f"where({spelled(condition)}, {spelled(consequence)}, {spelled(alternative)})"
            return f"({spelled(consequence)} if {spelled(condition)} else {spelled(alternative)})"
        case Apply(name, arguments):
            return f"{name}({', '.join(map(spelled, arguments))})"
        case Mean(operand):  # of the sheets here, whose lengths are certain
            return spelled(operand)
        case Total(terms):
            return f"({' + '.join(map(spelled, terms))})"
        case Lookup(operand, is_below, bounds, values) if not arrays:
            row = f"{'bisect_right' if is_below else 'bisect_left'}({bounds}, {spelled(operand)})"
            return f"{values}[min({row}, {len(values) - 1})]"
        case Draw():
            pass  # an input
    raise AssertionError(expression)


def _snapped(values: Any) -> Any:
    nearest = np.floor(values + 0.5)
    near = np.abs(values - nearest) <= 1e-9 * np.maximum(1.0, np.abs(values))
    return np.where(near & (np.abs(values) < 2.0**53), nearest, values)


def _ceil_pow2(values: Any) -> Any:
    mantissa, exponent = np.frexp(_snapped(values))
    return np.ldexp(1.0, exponent - (mantissa == 0.5))


_FLOATS: dict[str, Any] = {"bisect_left": bisect_left, "bisect_right": bisect_right}
# As somebody would write them by hand who wants the notation's rounding.
_ARRAYS: dict[str, Any] = {
    "where": np.where,
    "min": np.minimum,
    "max": np.maximum,
    "abs": np.abs,
    "sqrt": np.sqrt,
    "exp": np.exp,
    "ln": np.log,
    "log2": np.log2,
    "log10": np.log10,
    "ceil": lambda values: np.ceil(_snapped(values)),
    "floor": lambda values: np.floor(_snapped(values)),
    "ceil_pow2": _ceil_pow2,
}
