"""Laws of whole estimates, which a machine makes up."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from estimator.model.files import module_from_text
from estimator.notation.printer import print_expression
from estimator.problems import EstimateError
from estimator.reckoning.closed import ClosedForms
from estimator.reckoning.estimate import answer, estimate
from estimator.reckoning.sampling import Sampler, summary
from estimator.writers.json import to_object
from tests.data import ROOT, part_of
from tests.laws import SIZES, laws, value_of

if TYPE_CHECKING:
    from pathlib import Path

    from estimator.reckoning.evaluate import Evaluation


# ------------------------------------------------------------------------------------------------- made-up estimates

TERMS = ("3 GB", "250 MB", "17 KiB", "1e9 bit", "0.25 TB", "12_345 B", "0.5 Gbit")


@laws
@given(st.lists(st.sampled_from(TERMS), min_size=2, max_size=7), st.randoms(use_true_random=False))
def test_the_order_of_a_sum_does_not_matter(terms: list[str], source: Any) -> None:
    turned = list(terms)
    source.shuffle(turned)
    assert math.isclose(value_of(" + ".join(terms)), value_of(" + ".join(turned)), rel_tol=1e-13)
    assert value_of(f"max({', '.join(terms)})") == value_of(f"max({', '.join(turned)})")


OPERATIONS = (
    *("{0} + {1}", "{0} * {1}", "{0} / ({1} + 1)", "max({0}, {1})", "min({0}, {1}) + 2", "{0} * 3 - {1}"),
    *("if {0} > {1} then {0} else {1} * 2", "sqrt({0} * {0} + 1)", "{0}^2 / ({1}^2 + 1)", "ceil({0}) + round({1})"),
    *("abs({0} - {1})", "-{0} + {1}", "ln(1 + {0}^2) * {1}"),
)
SOURCES = (
    "2",
    "0.5",
    "1e6",
    "7.25",
    "1 to 5",
    "3 (2 to 8)",
    "-1 to 4",
    "uniform(0, 2)",
    "normal(5, 1)",
    "triangular(0, 1, 4)",
)


@st.composite
def estimates(draw: st.DrawFn, certain: bool = False) -> list[str]:  # noqa: FBT001, FBT002  a strategy's own switch
    """The lines of a sheet of plain numbers, each line after those that it needs."""
    written = [each for each in SOURCES if each.replace(".", "").replace("e", "").isdigit()] if certain else SOURCES
    lines = [f"v{place} = {draw(st.sampled_from(written))}" for place in range(draw(st.integers(1, 3)))]
    for place in range(len(lines), len(lines) + draw(st.integers(1, 5))):
        names = [f"v{draw(st.integers(0, place - 1))}" for _ in range(2)]
        lines.append(f"v{place} = {draw(st.sampled_from(OPERATIONS)).format(*names)}")
    return lines


def reckoned(lines: list[str], *overrides: str) -> Evaluation | None:
    """The evaluation of lines; None where some number is out of bounds."""
    try:
        return estimate(module_from_text("\n".join(lines), "law.est"), overrides)
    except EstimateError as error:
        if all(any(word in each.message for word in ("large", "small", "no value")) for each in error.problems):
            return None
        raise


def told(evaluation: Evaluation) -> dict[str, object]:
    """Everything that a quantity says, by name."""
    return {each["name"]: each for each in to_object(evaluation)["quantities"]}


@laws
@given(estimates(), st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(lines: list[str], source: Any) -> None:
    turned = list(lines)
    source.shuffle(turned)
    first, second = reckoned(lines), reckoned(turned)
    assert (first is None) == (second is None)
    if first is not None and second is not None:
        assert told(first) == told(second)


@laws
@given(estimates())
def test_an_override_by_its_own_text_changes_nothing(lines: list[str]) -> None:
    plain = reckoned(lines)
    assume(plain is not None)
    assert plain is not None
    before = told(plain)
    for name, quantity in plain.model.quantities.items():
        again = reckoned(lines, f"{name}={print_expression(quantity.definition.expression)}")
        assert again is not None
        after = told(again)
        for other, mine in before.items():
            theirs = after[other]
            assert isinstance(mine, dict)
            assert isinstance(theirs, dict)
            for key in ("value", "low", "high", "text"):
                assert mine.get(key) == theirs.get(key), (name, other)


SHIPPED = sorted([*(ROOT / "formulas").rglob("*.est"), *(ROOT / "examples").rglob("*.est")])


@pytest.mark.parametrize("path", part_of(SHIPPED, 4), ids=lambda path: path.stem)
def test_the_assumptions_of_a_shipped_sheet_are_overridden_by_their_own_texts(path: Path) -> None:
    """All of them in one run: what one alone would change, it changes beside the others too."""
    module = module_from_text(path.read_text(encoding="utf-8"), str(path))
    plain = estimate(module)
    assumptions = [each.definition for each in plain.model.quantities.values() if each.assumption]
    again = estimate(module, [f"{each.name}={print_expression(each.expression)}" for each in assumptions])
    before, after = told(plain), told(again)
    for name, mine in before.items():
        theirs = after[name]
        assert isinstance(mine, dict)
        assert isinstance(theirs, dict)
        assert mine["value"] == theirs["value"], name


@laws
@given(estimates())
def test_a_function_is_its_arithmetic_written_out(lines: list[str]) -> None:
    body = dict(line.split(" = ", 1) for line in lines)
    inputs = [name for name, text in body.items() if "v" not in text]
    worked = [name for name in body if name not in inputs]
    function = [f"f({', '.join(f'{name}x' for name in inputs)}) = {worked[-1]}", "  where"]
    renamed = [f"    {name}x = {name}" for name in inputs]
    inner = [f"    {name} = {body[name]}" for name in worked]
    for name in inputs:
        inner = [line.replace(name, f"{name}x") for line in inner]
    assert renamed
    text = [*[f"{name} = {body[name]}" for name in inputs], *function, *inner, f"answer = f({', '.join(inputs)})"]
    plain, called = reckoned(lines), reckoned(text)
    if plain is None:
        return
    assert called is not None, text
    mine, theirs = told(plain)[worked[-1]], told(called)["answer"]
    assert isinstance(mine, dict)
    assert isinstance(theirs, dict)
    assert math.isclose(mine["value"], theirs["value"], rel_tol=1e-12), text
    for end in ("low", "high"):
        assert (end in mine) == (end in theirs), text
        if end in mine:
            assert math.isclose(mine[end], theirs[end], rel_tol=1e-9, abs_tol=1e-12), text


@laws
@given(st.sampled_from([each for each in SOURCES if not each.replace(".", "").isdigit()]))
def test_a_name_is_drawn_once(text: str) -> None:
    lines = [f"x = {text}", "none = x - x", "one = x / x", "also = x", "zero = also - x", "f(a) = a - x", "w = f(x)"]
    evaluation = estimate(module_from_text("\n".join(lines), "law.est"))
    for name, expected in (("none", 0.0), ("one", 1.0), ("zero", 0.0), ("w", 0.0)):
        step = evaluation.model.quantities[name].step
        assert step is not None
        assert evaluation.values[step] == expected
        spread = evaluation.spreads.get(step)
        assert spread is None or spread.low == spread.high == expected, name


@pytest.mark.parametrize(
    "text", ["(1 to 2) - (1 to 2)", "uniform(0, 1) - uniform(0, 1)", "max(0 to 1, 0 to 1) - (0 to 1)"]
)
def test_two_ranges_are_two_draws(text: str) -> None:
    evaluation = answer(text)
    spread = next(iter(evaluation.spreads.values()))
    assert spread.low < -0.3
    assert spread.high > 0.3


FACTORS = ("1 to 4", "2 to 3", "100 to 500", "3 (2 to 5)", "lognormal(5, 2)", "0.1 to 0.3", "7", "5 to 5")


@settings(laws, max_examples=60)
@given(
    st.lists(st.tuples(st.sampled_from(FACTORS), st.sampled_from((1, 1, -1, 2, 0.5))), min_size=1, max_size=3),
    st.booleans(),
)
@example([("3 (2 to 5)", -1)], True)
@example([("3 (2 to 5)", 2)], False)
def test_the_closed_form_is_what_sampling_finds(factors: list[tuple[str, float]], negative: bool) -> None:  # noqa: FBT001
    lines = [f"v{place} = {text}" for place, (text, _) in enumerate(factors)]
    product = " * ".join([f"v{place}^{power}".replace("^-1", "^(-1)") for place, (_, power) in enumerate(factors)])
    evaluation = estimate(module_from_text("\n".join([*lines, f"x = {'-' if negative else ''}({product})"]), "law.est"))
    step = evaluation.model.quantities["x"].step
    assert step is not None
    steps, values = evaluation.model.steps, evaluation.values
    forms = ClosedForms(steps, values)
    closed = forms.summary(step)
    assume(closed is not None)
    assert closed is not None
    found = [summary(samples) for index, samples in Sampler(steps, values, forms).sampled({step}) if index == step]
    assert len(found) == 1
    assert math.isclose(found[0].low, closed.low, rel_tol=0.02)
    assert math.isclose(found[0].high, closed.high, rel_tol=0.02)
    assert closed.low - 1e-12 * abs(closed.low) <= values[step] <= closed.high + 1e-12 * abs(closed.high)


@pytest.mark.parametrize("text", ["-1 to 4", "0 (-1 to 9)", "normal(5, 1)", "0 to 1", "-9 to -1"])
def test_the_closed_form_of_a_normal_range_is_what_sampling_finds(text: str) -> None:
    evaluation = estimate(module_from_text(f"v = {text}\nx = v * 3", "law.est"))
    step = evaluation.model.quantities["x"].step
    assert step is not None
    forms = ClosedForms(evaluation.model.steps, evaluation.values)
    sampler = Sampler(evaluation.model.steps, evaluation.values, forms)
    (found,) = [summary(samples) for _, samples in sampler.sampled({step})]
    spread = evaluation.spreads[step]
    assert abs(found.low - spread.low) < 0.02 * (spread.high - spread.low)
    assert abs(found.high - spread.high) < 0.02 * (spread.high - spread.low)


@laws
@given(st.lists(st.tuples(st.sampled_from("+-*/^"), SIZES), min_size=1, max_size=4), st.sampled_from(("", " to ")))
def test_json_has_no_nan_and_no_infinity(parts: list[tuple[str, float]], between: str) -> None:
    text = "x" + "".join([f" {sign} ({size!r})" for sign, size in parts])
    start = "x = 1e-9 to 1e9" if between else "x = 1e9"
    try:
        evaluation = estimate(module_from_text(f"{start}\ny = {text}\ncheck y < 5", "law.est"))
    except EstimateError:
        return
    json.dumps(to_object(evaluation), allow_nan=False)
