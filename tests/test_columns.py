"""Formulas on columns: an array for an argument gives what each of its elements gives alone.

Walked over all formulas of the library, from the arguments of an example of each: every number of them is varied, in an
array of its own and in arrays for all of them together.
"""

from __future__ import annotations

import inspect
import math
import os
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from estimator import EstimateError, formulas
from estimator.model.modules import shipped_library
from estimator.model.steps import Draw
from estimator.notation.printer import print_annotation, print_expression
from estimator.notation.tree import Call, Choices, Name, ReleaseOf, TableOf, Text, Unit, YesNo
from estimator.notation.walking import walk
from estimator.reckoning.estimate import answer
from estimator.units.bridge import quantity, registry
from tests.all_of import all_of
from tests.data import part_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.api.formulas import Formula

    Known = tuple[dict[str, Any], list[Any]]  # the arguments of a call and what it gives

EXACT = 1e-12
FACTORS = (2.0, 0.5, 31.0)  # of an example's numbers
OF_ZERO = (0.25, 1.0, 0.5)  # in place of one that is 0
EVERYTHING = bool(os.environ.get("EVERYTHING"))


def formula_at(path: str) -> Any:
    found: Any = formulas
    for part in path.split("."):
        found = getattr(found, part)
    return found


def paths() -> list[str]:
    """All formulas that have an argument, and none that is a table of a sheet."""
    library = shipped_library()
    return [
        f"{place}.{name}"
        for place in library.names()
        if (module := library.module(place)) is not None
        for name, definition in module.definitions.items()
        if definition.parameters and not any(isinstance(each.annotation, TableOf) for each in definition.parameters)
    ]


PATHS = paths()


def is_literal(tree: Any) -> bool:
    return not any(isinstance(part, Name | Call) and part.path not in ("yes", "no") for part in walk(tree))


@cache
def example(path: str) -> tuple[dict[str, str], dict[str, Any]]:
    """Arguments of a formula that work: those that choose as texts, and the numbers as quantities."""
    place, _, name = path.rpartition(".")
    module = shipped_library().module(place)
    assert module is not None
    definition = module.definitions[name]
    written: dict[str, str] = {}
    for each in definition.documentation.examples:
        call = each.expression
        if isinstance(call, Call) and call.path == name and all(is_literal(given.value) for given in call.arguments):
            positional = [print_expression(given.value) for given in call.arguments if not given.name]
            named = {given.name: print_expression(given.value) for given in call.arguments if given.name}
            written = dict(inspect.signature(formula_at(path)).bind(*positional, **named).arguments)
            break
    texts: dict[str, str] = {}
    numbers: dict[str, Any] = {}
    for parameter in definition.parameters or ():
        default = parameter.default
        usual = "" if default is None else print_expression(default)
        if isinstance(default, Call) and default.path in module.definitions:
            usual = f"{place}.{usual}"
        text = written.get(parameter.name, usual)
        if not text and isinstance(parameter.annotation, Unit):
            unit = print_annotation(parameter.annotation)
            text = {"count": "1", "share": "50%"}.get(unit, f"1{'' if unit[0] == '/' else ' '}{unit}")
        if isinstance(parameter.annotation, Choices | ReleaseOf | YesNo) or isinstance(default, Text):
            texts |= {parameter.name: text.strip('"')} if text else {}
            continue
        evaluation = answer(text or "1")
        found = evaluation.model.quantities["answer"]
        if found.step is None or any(isinstance(step.expression, Draw) for step in evaluation.model.steps):
            texts[parameter.name] = text
        else:
            numbers[parameter.name] = quantity(float(evaluation.values[found.step]), found.kind, found.unit)
    return texts, numbers


def varied(number: Any, place: int) -> Any:
    of_zero, factor = OF_ZERO[place % len(OF_ZERO)], FACTORS[place % len(FACTORS)]
    return type(number)(float(number.magnitude) * factor if number.magnitude else of_zero, number.units)


def alone(formula: Formula, texts: dict[str, str], numbers: dict[str, Any]) -> list[Any] | None:
    """The results of a call with numbers; None where they do not fit."""
    try:
        return results(formula(**texts, **numbers))
    except EstimateError:
        return None


def results(value: Any) -> list[Any]:
    return [getattr(each, "magnitude", each) for each in (value if isinstance(value, tuple) else (value,))]


def column(rows: list[dict[str, Any]], name: str) -> Any:
    """The numbers of an argument in all rows as one quantity."""
    first = rows[0][name]
    return type(first)(np.array([row[name].to(first.units).magnitude for row in rows]), first.units)


def assert_alike(formula: Formula, texts: dict[str, str], known: list[Known], names: list[str]) -> None:
    """An array for some arguments gives what the rows, which differ in these alone, give one by one."""
    rows = [row for row, _ in known]
    given = {name: column(rows, name) if name in names else number for name, number in rows[0].items()}
    together = results(formula(**texts, **given))
    for place, (row, found) in enumerate(known):
        for each, whole in zip(found, together, strict=True):
            assert len(whole) == len(known)
            # Where a branch takes no range its number stands for each of the samples of the others.
            expected = np.broadcast_to(np.asarray(each, dtype=float), np.shape(whole[place]))
            assert np.allclose(np.asarray(whole[place], dtype=float), expected, rtol=EXACT, atol=0), row


def test_the_formulas_are_found() -> None:
    assert len(PATHS) > 500
    assert {"redis.hash.hash", "redis.list.list", "redis.set.set", "redis.sorted_set.sorted_set"} <= set(PATHS)


@all_of("path", part_of(PATHS, 6))
def test_a_column_gives_what_its_elements_give(path: str) -> None:
    """Columns of all arguments together, and of each; unless EVERYTHING is asked for, of one: each kind comes up."""
    texts, numbers = example(path)
    if not numbers:
        return
    formula, names = formula_at(path), list(numbers)
    start = alone(formula, texts, numbers)
    assert start is not None, "the example's own numbers"
    known = [(numbers, start)]
    for row in range(3 if EVERYTHING else 1):
        other = {name: varied(number, row + place) for place, (name, number) in enumerate(numbers.items())}
        found = alone(formula, texts, other)
        known = [(other, found), *known] if found is not None else known  # an argument's other value goes first
    assert_alike(formula, texts, known, names)
    for place, name in enumerate(names if EVERYTHING else names[len(path) % len(names) :][:1]):
        other = {**numbers, name: varied(numbers[name], place + len(path))}
        found = alone(formula, texts, other)
        assert_alike(formula, texts, [(numbers, start), *([(other, found)] if found is not None else [])], [name])


# What the walk does not come by: (the call with an array, the calls with its elements)
@pytest.mark.parametrize(
    ("formula", "columns", "others"),
    [
        ("redis.sds", {"length": registry().Quantity(np.array([0.0, 5.0, 70.0]), "kilobyte")}, {}),
        ("redis.sds", {"length": registry().Quantity(np.array([0, 0]), "byte")}, {}),
        ("bloom.bits", {"items": np.array([[1e6, 2e6], [10, 3]]), "fp": np.array([0.1, 0.2])}, {}),
        ("bloom.bits", {"items": pd.Series([1_000_000, 2_000_000], index=["a", "b"])}, {"fp": 0.01}),
        ("bloom.bits", {"items": pd.Series([1, None, 3]).dropna()}, {}),
        ("bloom.bits", {"items": np.array([10**6, 10**30], dtype=object)}, {}),
        ("bloom.bits", {"items": np.array([1e6, 2e6])}, {"fp": "1% to 2%"}),
        ("redis.hash", {"fields": np.array([1, 128, 129, 512, 513, 100_000])}, {"keys": 10}),
        ("redis.hash", {"keys": np.array([10, 20]), "cluster": np.array([True, False])}, {"fields": 5}),
        ("redis.hash", {"keys": np.array([10, 20, 30]), "field": np.array(["text", "integer", "text"])}, {"fields": 5}),
        ("redis.hash", {"fields": pd.Series([5, 5]), "version": pd.Series(["7.2", "8.2"])}, {"keys": 10}),
        ("redis.hash", {"keys": np.array([10, 20])}, {"fields": "5 to 10"}),
        ("redis.set", {"member_length": registry().Quantity(np.array([1, 64, 65, 9000]), "byte")},
         {"keys": 10, "members": 100}),
        ("redis.list", {"element_length": registry().Quantity(np.array([1, 64, 65, 90_000]), "byte")},
         {"keys": 10, "elements": 100}),
        ("redis.sorted_set", {"members": np.array([1, 128, 129, 1000])}, {"keys": 10}),
        ("redis.geo", {"members": np.array([1, 128, 129, 1000])}, {"keys": 10}),
        ("cache.lru_hit_ratio_of", {"entries": np.linspace(0, 1000, 2100), "items": np.repeat(1000, 2100)}, {}),
    ],
)  # fmt: skip
def test_a_column_is_its_elements(formula: str, columns: dict[str, Any], others: dict[str, Any]) -> None:
    called = formula_at(formula)
    together = called(**columns, **others)
    shape = np.broadcast_shapes(*[np.shape(each) for each in columns.values()])
    elements = {name: np.broadcast_to(_plain(each), shape) for name, each in columns.items()}
    for place in [each for each in np.ndindex(shape)][:: max(1, math.prod(shape) // 25)]:  # noqa: C416
        given = {
            name: registry().Quantity(float(elements[name][place]), each.units)
            if hasattr(each, "units")
            else elements[name][place]
            for name, each in columns.items()
        }
        expected = called(**given, **others)
        assert np.allclose(together[place].to(expected.units).magnitude, expected.magnitude, rtol=EXACT, atol=0)


def _plain(values: Any) -> Any:
    return np.asarray(getattr(values, "magnitude", values))


@pytest.mark.parametrize(
    ("work", "says"),
    [
        (lambda: formulas.bloom.bits(np.array([])), "empty"),
        (lambda: formulas.bloom.bits(np.array([1.0, 2.0]), fp=np.array([0.1, 0.2, 0.3])), "do not go together"),
        (lambda: formulas.bloom.bits(np.array([1.0, math.nan])), "items is nan (at [1]"),
        (lambda: formulas.bloom.bits(pd.Series([1.0, None])), "items is nan (at [1]"),
        (lambda: formulas.bloom.bits(pd.Series([1, pd.NA], dtype="Int64")), "items is nan (at [1]"),
        (lambda: formulas.bloom.bits(pd.Series([1, pd.NA], dtype="object")), "no numbers"),
        (lambda: formulas.bloom.bits(pd.Series(["3 user"])), "no numbers"),
        (lambda: formulas.bloom.bits(np.array([True, False])), "no numbers"),
        (lambda: formulas.bloom.bits(np.array([1, True], dtype=object)), "no numbers"),
        (lambda: formulas.bloom.bits(np.array(["2026-01-01"], dtype="datetime64[D]")), "no numbers"),
        (lambda: formulas.bloom.bits(registry().Quantity(np.array([1.0]), "s")), "needs"),
        (lambda: formulas.redis.hash(10, 5, ttl=np.array([0.5, 1.5])), "1.5 is no share: one lies between 0 and 100%"),
        (lambda: formulas.redis.hash(10, 5, ttl=np.array([0.5, 1.5])), "(at [1] of the array)"),
        (lambda: formulas.redis.hash(10, 5, version=np.array([7.2, 8.2])), "give texts"),
        (lambda: formulas.redis.hash(np.array([1, 2]), 5, field=np.array(["text", "txt"])), "txt"),
        (lambda: formulas.redis.sds(np.array([0.0, 5.0])), "not a plain number"),
        (lambda: formulas.bloom.bits(np.arange(1, 1001), fp="1% to 2%"), "too many to hold"),
    ],
)
def test_a_wrong_column_is_said(work: Callable[[], object], says: str) -> None:
    with pytest.raises(EstimateError) as raised:
        work()
    assert says in " ".join(f"{problem.message} {problem.remedy}" for problem in raised.value.problems)
