"""Formulas on columns: arrays of numpy or pandas as arguments, each element as if it had been given alone.

The steps of the formula run once, on arrays. What that gives no number for, and what arrays tell less exactly (a mean
over points, a hit ratio of a table, samples of a range), is reckoned element by element; columns of texts, which choose
among formulas, once for each of the choices that occur together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from estimator.api.arguments import notation, unit_text
from estimator.api.estimates import Estimate
from estimator.model.describe import BOOLEAN
from estimator.model.expectation import draws_behind
from estimator.model.faults import raise_errors
from estimator.model.steps import Apply, Mean, Number, Ref, is_share, parts, reached
from estimator.notation.tree import ReleaseOf
from estimator.problems import EstimateError, refused
from estimator.reckoning.estimate import PausedCollection, flattened
from estimator.reckoning.faults import Fault, Faulted, execute, reason
from estimator.reckoning.popularity_ranks import POLICIES
from estimator.reckoning.running import compile_steps
from estimator.reckoning.sampling import computed
from estimator.records import record, replace
from estimator.units.bridge import quantity as pint_quantity
from estimator.units.samples import samples as as_samples

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from estimator.model.frames import Quantity
    from estimator.model.model import Model
    from estimator.model.modules import Module
    from estimator.notation.tree import Parameter

RESULT = "answer_of_formula"  # the quantity of the sheet in which a formula is called; its arguments end in _
MOST_SAMPLES = 20_000_000  # of all elements together: 160 MB
_NUMBERS = "iuf"  # numpy's letters for integers and floats
_TEXTS = "UTOb"  # and for texts, for whatever objects and for yes or no


@record
class Column:
    """The elements of one argument: texts in the notation, or floats in a unit."""

    elements: Any
    unit: str
    is_text: bool

    def text(self, element: Any) -> str:
        """An element as the notation writes it."""
        if self.is_text:
            return str(element)
        number = notation(float(element)).removesuffix(".0")
        return f"{number}{'' if self.unit[:1] in ('', '/') else ' '}{self.unit}"


def column(value: Any, parameter: Parameter, written: Callable[[Any, Parameter], str], *, chooses: bool) -> Column:
    """An argument that is an array; `written` says an element of a parameter that chooses. EstimateError."""
    name = parameter.name
    inner = getattr(value, "magnitude", value)
    array = np.asarray(inner.to_numpy() if hasattr(inner, "to_numpy") else inner)
    if not array.size:
        raise refused(name, f"{name} is an empty array", "give it a number at least")
    if chooses and array.dtype.kind in _TEXTS:
        texts = [written(each.item() if isinstance(each, np.generic) else each, parameter) for each in array.flat]
        return Column(np.array(texts, dtype=object).reshape(array.shape), "", is_text=True)
    if isinstance(parameter.annotation, ReleaseOf):
        raise refused(name, f"{name} is an array of numbers, and a release chooses formulas", 'give texts, as in "8.2"')
    unit = unit_text(value, name) if inner is not value and hasattr(value, "unit_items") else ""
    numbers = _floats(array, name)
    if not np.isfinite(numbers).all():
        place = int(np.flatnonzero(~np.isfinite(numbers))[0])
        raise refused(name, f"{name} is {numbers.flat[place]}{_at(place, array.shape)}", "give a finite number")
    return Column(numbers, unit, is_text=False)


def _floats(array: Any, name: str) -> Any:
    """An array of numbers of any kind as one of floats. EstimateError for what are no numbers."""
    try:
        if array.dtype.kind in _NUMBERS or (array.dtype.kind == "O" and not _has_texts(array)):
            with np.errstate(all="ignore"):  # what is too large for a float is infinite then, and refused as that
                return array.astype(float)
    except (TypeError, ValueError, OverflowError):
        pass  # an array of objects
    raise refused(name, f"{name} is an array of what are no numbers, or too large ones", "give an array of numbers")


def _has_texts(array: Any) -> bool:
    return any(isinstance(each, str | bytes | bool) for each in array.flat)


def over_columns(
    texts: dict[str, str], columns: dict[str, Column], module_of: Callable[[dict[str, str]], Module]
) -> Any:
    """The value of a formula for columns: a quantity of an array, an array of yes and no, or one of texts.

    Beside a range each element has its samples along the last axis. `module_of` makes the sheet that calls the formula
    with arguments in the notation. EstimateError, which names the element that is wrong.
    """
    try:
        shape = np.broadcast_shapes(*[each.elements.shape for each in columns.values()])
    except ValueError:
        sizes = " and ".join([f"{name} {each.elements.shape}" for name, each in columns.items()])
        raise refused("array", f"these arrays do not go together: {sizes}", "give arrays of one length") from None
    given = {name: np.broadcast_to(each.elements, shape).ravel() for name, each in columns.items()}
    choosing = [name for name, each in columns.items() if each.is_text]
    counting = {name: given[name] for name in columns if name not in choosing}
    groups: dict[tuple[str, ...], list[int]] = {}
    for place, chosen in enumerate(zip(*[given[name] for name in choosing], strict=True)) if choosing else ():
        groups.setdefault(chosen, []).append(place)
    size = len(next(iter(given.values())))
    found: list[tuple[Any, Any]] = []
    for chosen, places in groups.items() if choosing else [((), range(size))]:
        group = _Group(
            {**texts, **dict(zip(choosing, chosen, strict=True))},
            {name: (columns[name], array[places]) for name, array in counting.items()},
            np.asarray(places),
            shape,
            module_of,
        )
        found.append((group.places, group.values()))
    return _together(found, shape)


def _together(found: list[tuple[Any, Any]], shape: tuple[int, ...]) -> Any:
    """The values of all groups in their places, in the unit of the first."""
    first = found[0][1]
    unit = getattr(first, "units", None)
    values = [each if unit is None else each.to(unit).magnitude for _, each in found]
    depth = max([each.ndim for each in values])
    samples = max([each.shape[1] for each in values if each.ndim == depth]) if depth > 1 else 0
    whole = np.empty((sum([len(each) for each in values]), *([samples] if samples else [])), dtype=values[0].dtype)
    for (places, _), each in zip(found, values, strict=True):
        whole[places] = each[:, None] if each.ndim < depth else each
    whole = whole.reshape((*shape, *whole.shape[1:]))
    if samples and unit is not None:
        whole = as_samples(whole)
    return whole if unit is None else type(first)(whole, unit)


class _Group:
    """Elements for which a formula is the same: their numbers by argument, and the texts of the other arguments."""

    def __init__(
        self,
        texts: dict[str, str],
        numbers: dict[str, tuple[Column, Any]],
        places: Any,
        shape: tuple[int, ...],
        module_of: Callable[[dict[str, str]], Module],
    ) -> None:
        self.texts = texts
        self.numbers = numbers
        self.places = places
        self.shape = shape
        self.module_of = module_of

    def values(self) -> Any:
        """The value of each element, as a quantity where it is a number. EstimateError."""
        # Which number stands for the others makes no difference but for 0, which fits any unit.
        standing = {name: column.text(1.0 if array.any() else 0.0) for name, (column, array) in self.numbers.items()}
        with PausedCollection():
            model = flattened(self.module_of({**self.texts, **standing}))
        raise_errors(model.problems)
        result = model.quantities[RESULT]
        if result.step is None:
            return np.full(len(self.places), result.text, dtype=object)
        if draws_behind(Ref(result.step), model.steps, {}):
            return self._sampled()
        found = self._numbers(model, result)
        if result.kind is BOOLEAN:
            return found.astype(bool)
        return pint_quantity(found, result.kind, result.unit)

    def _sampled(self) -> Any:
        """The values where a range is behind them: samples, an element at a time."""
        found = [self._alone(index) for index in range(len(self.places))]
        if not hasattr(found[0], "units"):
            return np.array(found)
        unit = found[0].units
        magnitudes = [np.asarray(each.to(unit).magnitude, dtype=float) for each in found]
        longest = max([each.shape for each in magnitudes], key=len)  # without samples where a branch took no range
        return type(found[0])(np.array([np.broadcast_to(each, longest) for each in magnitudes]), unit)

    def _alone(self, index: int) -> Any:
        """The value of one element as a call with it alone gives it. EstimateError with its place."""
        alone = {name: column.text(array[index]) for name, (column, array) in self.numbers.items()}
        try:
            value = Estimate(self.module_of({**self.texts, **alone}))[RESULT]
        except EstimateError as wrong:
            raise EstimateError(
                [
                    replace(each, message=each.message + _at(int(self.places[index]), self.shape))
                    for each in wrong.problems
                ]
            ) from None
        if np.size(getattr(value, "magnitude", 0)) * len(self.places) > MOST_SAMPLES:
            message = f"{len(self.places)} elements with the samples of a range are too many to hold at a time"
            raise refused("array", message, "give numbers instead of ranges, or fewer elements at a time")
        return value

    def _numbers(self, model: Model, result: Quantity) -> Any:
        """The values in base units; truth values are 1 or 0. EstimateError."""
        assert result.step is not None
        given: dict[int, Any] = {}
        for name, (_, array) in self.numbers.items():
            step = model.quantities[f"{name}_"].step
            assert step is not None
            standing = model.steps[step].expression
            assert isinstance(standing, Number)  # what one of the unit is
            given[step] = array * standing.value
        needed = [model.steps[index].expression for index in reached(model.steps, [result.step])]
        if any(isinstance(part, Mean) or _is_tabulated(part) for each in needed for part in parts(each)):
            found = np.full(len(self.places), np.nan)
        else:
            found = _at_once(model, given, result.step, len(self.places))
        for index in np.flatnonzero(~np.isfinite(found)):
            found[index] = self._single(model, given, result.step, int(index))
        return found

    def _single(self, model: Model, given: Mapping[int, Any], result: int, index: int) -> float:
        """The value of one element, by the same steps on its numbers. EstimateError, as a call with it alone says."""
        values, program = compile_steps(model.steps)
        for step, array in given.items():
            values[step] = float(array[index])
        execute([each for each in program if each[0] not in given], model.steps, values)
        value = values[result]
        if isinstance(value, Fault) or not np.isfinite(value):
            self._alone(index)
            message = f"the formula has no value{_at(int(self.places[index]), self.shape)}"
            raise refused("array", message, "check the numbers that go into it")
        return float(value)


def _is_tabulated(part: object) -> bool:
    return isinstance(part, Apply) and part.function in POLICIES


def _at_once(model: Model, given: Mapping[int, Any], result: int, size: int) -> Any:
    """The values of a step with arrays in place of some others; nan where that gives none."""
    values, program = compile_steps(model.steps)
    for step, array in given.items():
        values[step] = array
    faulty = {index for index, array in given.items() if not np.isfinite(array).all()}
    steps = model.steps
    for index, closure in program:
        if index not in given:
            try:
                plain = is_share(steps[index].expression)
                values[index] = closure(values) if plain else computed(steps[index].expression, values, faulty, index)
            except Faulted as faulted:
                values[index] = faulted.fault
            except (ArithmeticError, ValueError) as error:
                values[index] = Fault(steps[index], reason(error))
    found = values[result]
    if isinstance(found, Fault):
        return np.full(size, np.nan)
    return np.array(np.broadcast_to(np.asarray(found, dtype=float), size))


def _at(place: int, shape: tuple[int, ...]) -> str:
    """Which element is meant, as Python counts them."""
    where = ", ".join([str(int(each)) for each in np.unravel_index(place, shape)])
    return f" (at [{where}] of the array)"
