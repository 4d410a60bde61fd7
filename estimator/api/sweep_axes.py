"""What a sweep is asked for: values of assumptions as texts, lists, arrays of numpy and of pint, and fixed ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from estimator.api.arguments import notation, unit_text
from estimator.model.faults import raise_errors
from estimator.model.frames import NumberQuantity
from estimator.notation.sweeps import MOST_VALUES, joined
from estimator.problems import EstimateError, refused
from estimator.reckoning.axes import Axis, axis_of, axis_of_list, own_unit
from estimator.reckoning.estimate import as_spoken, flattened
from estimator.reckoning.faults import Fault, problem
from estimator.reckoning.running import run
from estimator.units.table import UnknownUnit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from estimator.api.arguments import Value
    from estimator.model.model import Model
    from estimator.model.modules import Module

    Values: TypeAlias = "Value | Sequence[Value] | NDArray[Any]"

MOST_TEXTS = 1_000  # values that are a sheet of their own each


def model_of(module: Module, overrides: Sequence[str], scenario: str) -> Model:
    """The model of a sheet with other assumptions, which are read as they are spoken where need be. EstimateError."""
    texts = list(overrides)
    try:
        model = flattened(module, texts, scenario)
        raise_errors(model.problems)
    except EstimateError as error:
        read, notes = as_spoken(texts, error, module)
        if not notes:
            raise
        model = flattened(module, read, scenario)
        raise_errors(model.problems)
    return model


def axes_of(
    module: Module, overrides: Sequence[str], scenario: str, model: Model, given: Mapping[str, Values]
) -> tuple[list[Axis], dict[str, str]]:
    """The axes that values give, and what is one value, as a text by the name. EstimateError."""
    axes: list[Axis] = []
    fixed: dict[str, str] = {}
    for name, values in given.items():

        def number(text: str, name: str = name) -> float:
            others = [each for each in overrides if each.partition("=")[0].strip() != name]
            found = model_of(module, [*others, f"{name}={text}"], scenario)
            quantity = found.quantities[name]
            if not isinstance(quantity, NumberQuantity):
                raise refused(
                    text, f"{name} is no number, so there is nothing between two values of it", "list its values"
                )
            value = run(found.steps)[quantity.step]
            if isinstance(value, Fault):
                raise EstimateError([problem(value, found.steps[quantity.step])])
            return float(value)

        axis = axis_of(name, values, model, number) if isinstance(values, str) else _from_python(name, values, model)
        if axis is None:
            fixed[name] = notation(values, name)
        else:
            _bound(axis)
            axes.append(axis)
    return axes, fixed


def _bound(axis: Axis) -> None:
    most = MOST_TEXTS if axis.texts else MOST_VALUES
    if axis.count > most:
        what = "values that are no plain numbers" if axis.texts else "values"
        raise refused(axis.name, f"{axis.name} has {axis.count:_} {what}", f"give at most {most:_}")
    if not axis.count:
        raise refused(axis.name, f"{axis.name} has no values", "give at least one")


def _from_python(name: str, values: Any, model: Model) -> Axis | None:
    """The axis of a list, a range, an array, or an array with a unit; None for one value."""
    if getattr(values, "ndim", None) == 0 or not hasattr(values, "__len__"):
        return None
    import numpy as np

    unit = ""
    if hasattr(values, "magnitude") and hasattr(values, "unit_items"):
        unit, values = unit_text(values, name), values.magnitude
    elif not hasattr(values, "dtype"):
        values = list(values)
        if any(isinstance(each, bool | str) or hasattr(each, "magnitude") for each in values):
            return _of_texts(name, values, model)
    numbers = np.asarray(values, dtype=float).ravel()
    if not np.isfinite(numbers).all():
        raise refused(name, f"{name} has values that are no finite numbers", "leave these out")
    quantity = model.quantities.get(name)
    unit = unit or own_unit(quantity)
    unit = "" if unit == "%" and not hasattr(values, "magnitude") else unit
    first = joined(notation(float(numbers[0]), name), unit) if numbers.size else ""
    try:
        meaning = model.module.table.unit(unit) if unit else None
    except UnknownUnit:
        return _of_texts(name, [joined(notation(float(each), name), unit) for each in numbers], model)
    if meaning is not None:
        numbers = numbers * meaning.numerator / meaning.denominator
    found: Any = numbers  # an array is a sequence of numbers
    return Axis(name, found, (), first)


def _of_texts(name: str, values: Sequence[Any], model: Model) -> Axis:
    """The axis of a list of texts, of truth values and of quantities."""
    texts = [("yes" if each else "no") if isinstance(each, bool) else notation(each, name) for each in values]
    return axis_of_list(name, tuple(texts), model) if texts else Axis(name, (), (), "")
