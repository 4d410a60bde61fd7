"""Laws that hold for every sheet, tried on sheets, trees, units and numbers that a machine makes up."""

from __future__ import annotations

import json
import math
import operator
from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from estimator.model import counting, numerics, popularity
from estimator.model.files import module_from_text
from estimator.model.functions import FUNCTIONS
from estimator.model.steps import Apply, Choice, Negative, Not, Number, Operation, Ref, Total
from estimator.notation.parser import parse_expression, parse_sheet
from estimator.notation.printer import print_expression, print_sheet
from estimator.notation.tree import (
    GLUED_MAGNITUDES,
    MAGNITUDES,
    PRECEDENCE,
    Argument,
    Best,
    Binary,
    Call,
    Check,
    Conditional,
    Definition,
    Documentation,
    Example,
    Literal,
    Measure,
    Name,
    Negation,
    Override,
    Parameter,
    Range,
    Scenario,
    Sheet,
    Sum,
    Text,
    Unit,
    UnitDeclaration,
    Use,
)
from estimator.problems import EstimateError, Source
from estimator.reckoning import arrays
from estimator.reckoning.closed import ClosedForms
from estimator.reckoning.closures import compile_step
from estimator.reckoning.estimate import answer, estimate
from estimator.reckoning.sampling import Sampler, computed, summary
from estimator.records import replace
from estimator.units.display import show
from estimator.units.kinds import PLAIN, kind, word
from estimator.units.table import shipped_units
from estimator.writers.json import to_object

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.notation.tree import Expression, Line
    from estimator.problems import Problem
    from estimator.reckoning.evaluate import Evaluation

ROOT = Path(__file__).parent.parent
NOWHERE = (0, 0)

settings.register_profile(
    "laws",
    max_examples=100,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
laws = settings.get_profile("laws")
many = settings(laws, max_examples=250)
some = settings(laws, max_examples=40)


# ------------------------------------------------------------------------------------------------------- the trees

NAMES = (
    "x",
    "y",
    "users",
    "peak_factor",
    "a1",
    "été",
    "用户",
    "cache.entry",
    "latency.memory_read",
    "_x",
    "check",
    "use",
)
WORDS = ("x", "users", "rate", "a1", "été", "用户")
NUMBERS = ("0", "1", "5", "1_000", "3e8", "2.5", "1e-3", ".5", "0.07", "1.5E+3", "1_0.2_5")
UNITS = ("B", "GB/day", "tweet/user/day", "user", "MB^2", "1/s", "s^-1", "B*s", "KiB", "flurb", "用户", "us/MB", "year")
PLAIN_MAGNITUDES = tuple(each for each in MAGNITUDES if each not in GLUED_MAGNITUDES)
# What a note, a text or a line of documentation may hold: anything but the ends of its line.
WRITING = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=12)


@st.composite
def literals(draw: st.DrawFn) -> Literal:
    text = draw(st.sampled_from(NUMBERS))
    percent = draw(st.booleans()) and draw(st.booleans())
    magnitude = draw(st.sampled_from(("", "", "", *MAGNITUDES)))
    unit = draw(st.sampled_from(("", "", *[each for each in UNITS if each != "1/s"], "/s", "/用户^2")))
    return Literal(text, float(text), percent, magnitude, unit, NOWHERE)


def measures(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Measure]:
    units = [each for each in UNITS if each != "1/s"]
    pairs = st.one_of(
        st.tuples(st.just(""), st.sampled_from(units)),
        st.tuples(st.sampled_from(PLAIN_MAGNITUDES), st.sampled_from(["", *units])),
        st.just(("", "%")),
    )
    return st.builds(lambda tree, pair: Measure(tree, pair[0], pair[1], NOWHERE), inner, pairs)


def larger(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    operators = [each for each in PRECEDENCE if each not in ("not", "negative", "to")]
    arguments = st.builds(Argument, st.sampled_from(("", *WORDS)), inner, st.just(NOWHERE))
    nowhere = st.just(NOWHERE)
    return st.one_of(
        st.builds(Negation, st.sampled_from(("negative", "not")), inner, nowhere),
        st.builds(Binary, st.sampled_from(operators), inner, inner, nowhere),
        st.builds(Binary, st.just("^"), inner, inner, nowhere),
        st.builds(Conditional, inner, inner, inner, nowhere),
        st.builds(Range, inner, inner, nowhere),
        st.builds(Best, literals(), inner, inner, nowhere),
        measures(inner),
        measures(st.builds(Binary, st.just("^"), literals(), literals(), nowhere)),
        st.builds(
            Call,
            st.sampled_from(("f", "min", "bloom.bits", "用户")),
            st.lists(arguments, max_size=3).map(tuple),
            st.sampled_from(("", "", "peak", "用户")),
            nowhere,
        ),
        st.builds(Sum, st.sampled_from(WORDS), inner, inner, inner, nowhere),
    )


def texts() -> st.SearchStrategy[Text]:
    return st.builds(Text, WRITING.filter(lambda text: '"' not in text), st.just(NOWHERE))


LEAVES: st.SearchStrategy[Expression] = st.one_of(
    literals(), st.builds(Name, st.sampled_from(NAMES), st.just(NOWHERE)), texts()
)
TREES: st.SearchStrategy[Expression] = st.recursive(LEAVES, larger, max_leaves=14)
SMALL: st.SearchStrategy[Expression] = st.recursive(LEAVES, larger, max_leaves=4)


def parsed(text: str) -> Expression:
    problems: list[Problem] = []
    found = parse_expression(Source("law", text), problems)
    assert found is not None, (text, [problem.message for problem in problems])
    assert problems == [], (text, [problem.message for problem in problems])
    return found[0]


@pytest.mark.parametrize("text", ["((x) B)^2", "(f(x) B)^2"])
def test_a_power_of_a_measure_is_read_as_itself(text: str) -> None:
    tree = parsed(text)
    assert parsed(print_expression(tree)) == tree


def test_a_percentage_of_a_power_is_read_as_itself() -> None:
    tree = parsed("(2^3) %")
    assert parsed(print_expression(tree)) == tree


@st.composite
def trees(draw: st.DrawFn) -> Expression:
    """A tree; a strategy whose own text is short."""
    return draw(TREES)


@pytest.mark.filterwarnings("ignore:Generating overly large repr")  # of the strategy, which nobody asked to see
@many
@given(trees())
def test_a_printed_tree_is_read_as_itself(tree: Expression) -> None:
    text = print_expression(tree)
    again = parsed(text)
    assert again == tree, text
    assert print_expression(again) == text


# ------------------------------------------------------------------------------------------------------ the sheets

NOTES = WRITING.map(str.strip)
TITLES = WRITING.map(str.strip).filter(
    lambda text: text.split(" ")[0] not in ("also:", "source:", "as_of:", "confidence:", "example:")
)
UNIT_TREES = st.builds(Unit, st.sampled_from(("", "", "M", "bn")), st.sampled_from(UNITS[:5]), st.just(NOWHERE))
EXAMPLES = st.builds(Example, SMALL, SMALL, st.one_of(st.none(), SMALL), st.just(NOWHERE))
DOCUMENTATION = st.builds(
    Documentation,
    st.lists(TITLES, max_size=2).map(tuple),
    st.lists(NOTES.filter(bool), max_size=2).map(tuple),
    st.sampled_from(("", "2020", "2026-11")),
    st.sampled_from(("", "high", "medium", "low")),
    st.lists(EXAMPLES, max_size=2).map(tuple),
    st.lists(NOTES.map(lambda text: text.replace(",", "").strip()).filter(bool), max_size=2).map(tuple),
)
OPTIONAL_UNITS = st.one_of(st.none(), UNIT_TREES)
PARAMETERS = st.lists(
    st.builds(Parameter, st.sampled_from(WORDS), OPTIONAL_UNITS, st.one_of(st.none(), SMALL), st.just(NOWHERE)),
    max_size=3,
    unique_by=lambda parameter: parameter.name,
).map(tuple)  # fmt: skip


@st.composite
def definitions(draw: st.DrawFn, depth: int = 0) -> Definition:
    locals_: tuple[Definition, ...] = ()
    parameters = None
    if not depth:
        parameters = draw(st.one_of(st.none(), PARAMETERS))
        found = draw(st.lists(definitions(depth=1), max_size=2, unique_by=lambda line: line.name))
        locals_ = tuple(found)
    documentation = draw(DOCUMENTATION) if not depth else Documentation()
    name, unit, note = draw(st.sampled_from(WORDS)), draw(OPTIONAL_UNITS), draw(NOTES)
    return Definition(name, parameters, unit, draw(SMALL), locals_, note, documentation, (), NOWHERE)


OVERRIDES = st.builds(Override, st.sampled_from(WORDS), SMALL, st.just(NOWHERE))
QUOTED = WRITING.filter(lambda text: '"' not in text)
LINES: st.SearchStrategy[Line] = st.one_of(
    definitions(),
    definitions(),
    st.builds(Check, SMALL, st.one_of(st.none(), SMALL), NOTES, st.just(()), st.just(NOWHERE)),
    st.builds(Scenario, QUOTED, st.lists(OVERRIDES, min_size=1, max_size=3).map(tuple), NOTES, st.just(NOWHERE)),
    st.builds(
        UnitDeclaration,
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(tuple),
        st.booleans(),
        st.none(),
        NOTES,
        st.just(NOWHERE),
    ),
    st.builds(UnitDeclaration, st.just(("rule_day",)), st.just(False), SMALL, NOTES, st.just(NOWHERE)),
    st.builds(Use, QUOTED, st.sampled_from(WORDS), st.just(NOWHERE)),
)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    sheet = Sheet(Source("law.est", ""))
    sheet.documentation = draw(DOCUMENTATION)
    sheet.lines = draw(st.lists(LINES, max_size=4))
    return sheet


def unnamed(line: Line) -> Line:
    """A line without the names that it needs, which only reading finds out."""
    if isinstance(line, Definition):
        return replace(line, names=(), locals=tuple([replace(local, names=()) for local in line.locals]))
    return replace(line, names=()) if isinstance(line, Check) else line


@many
@given(sheets())
def test_a_printed_sheet_is_read_as_itself(sheet: Sheet) -> None:
    text = print_sheet(sheet)
    again = parse_sheet(Source("law.est", text))
    assert [problem.message for problem in again.problems] == [], text
    assert again.documentation == sheet.documentation, text
    assert [unnamed(line) for line in again.lines] == sheet.lines, text
    assert print_sheet(again) == text
    assert parse_sheet(Source("law.est", print_sheet(again))) == again


# ----------------------------------------------------------------------------------------- answers and conversions

KINDS = [
    *("B", "bit", "B/s", "bit/s", "B/user/s", "B^2", "B*s", "s/B", "row/B"),
    *("s", "m", "m/s", "W", "W*s", "USD", "USD/B", "USD/GB/month"),
    *("user", "user^2", "user/server", "request", "tweet/user/day", "request/s", "query/s", "s/request", "1/s", ""),
]
SHOWN = [
    *("B", "GB", "KiB", "MB^2", "bit", "Gbit", "Gbps", "GB/day", "us/MB"),
    *("s", "ms", "day", "month", "year", "km", "W", "kWh", "USD/GB/month", "%", "ppm"),
    *("user", "entries", "people", "QPS", "kQPS", "tweet/user/day", "request/s/server", "1/s"),
]
SIZES = st.builds(
    lambda mantissa, exponent, sign: sign * mantissa * 10.0**exponent,
    st.floats(1, 10, allow_nan=False),
    st.integers(-15, 17),
    st.sampled_from((1, 1, 1, -1)),
)


def value_of(text: str) -> float:
    """The answer to a line in base units."""
    evaluation = answer(text)
    step = evaluation.model.quantities["answer"].step
    assert step is not None
    return float(evaluation.values[step])


@pytest.mark.parametrize("text", KINDS)
@some
@given(value=SIZES, digits=st.integers(1, 12))
def test_a_printed_answer_is_read_as_itself(text: str, value: float, digits: int) -> None:
    meaning = shipped_units().unit(text)
    exact = str(show(value, meaning.kind, None, exact=True))
    assert math.isclose(value_of(exact), value, rel_tol=1e-12), exact
    rounded = str(show(value, meaning.kind, None, digits=digits))
    assert math.isclose(value_of(rounded), value, rel_tol=0.501 * 10.0 ** (1 - digits) + 1e-12), rounded


@pytest.mark.parametrize("text", SHOWN)
@some
@given(value=SIZES, digits=st.integers(1, 12), magnitude=st.sampled_from(("", "", "k", "M", "bn", "trillion", "亿")))
def test_a_converted_answer_is_read_as_itself(text: str, value: float, digits: int, magnitude: str) -> None:
    assume(not (magnitude and text in ("%", "1/s")))
    meaning = shipped_units().unit(text)
    exact = str(show(value, meaning.kind, meaning, magnitude, exact=True))
    assert math.isclose(value_of(exact), value, rel_tol=1e-12), exact
    rounded = str(show(value, meaning.kind, meaning, magnitude, digits=digits))
    assert math.isclose(value_of(rounded), value, rel_tol=0.501 * 10.0 ** (1 - digits) + 1e-12), rounded


ALIKE = (
    ("B", "bit", "GB", "KiB", "Mbit", "PiB", "kbit"),
    ("s", "ms", "ns", "minute", "hour", "day", "week", "month", "year"),
    ("m", "km", "cm", "us*m/s"),
    ("QPS", "request/day", "kTPS", "read/year", "1/s"),
    ("GB/day", "Gbps", "bit/s", "MB/month", "KiB/ms"),
    ("kWh", "J", "W*s", "MW*year"),
    ("us/MB", "s/B", "day/PB"),
    ("tweet/user/day", "request/user/s", "read/user/year"),
    ("USD/GB/month", "USD/B/s"),
    ("%", "ppm"),
)
PAIRS = [(left, right) for group in ALIKE for left in group for right in group if left != right]


@many
@given(value=SIZES, pair=st.sampled_from(PAIRS))
def test_a_conversion_goes_back(value: float, pair: tuple[str, str]) -> None:
    there, back = (shipped_units().unit(text) for text in pair)
    written = str(show(there.to_base(value), there.kind, there, exact=True))
    evaluation = answer(f"({written}) -> {pair[1]}" if pair[1] != "%" else f"{written} -> %")
    quantity = evaluation.model.quantities["answer"]
    assert quantity.step is not None
    converted = str(show(evaluation.values[quantity.step], quantity.kind, back, exact=True))
    assert math.isclose(there.from_base(value_of(f"{converted} -> {pair[0]}")), value, rel_tol=1e-12), converted


# ----------------------------------------------------------------------------------------------------------- kinds

BASE_WORDS = [
    *[word(name, "information") for name in ("B", "bit")],
    *[word(name, "event") for name in ("request", "tweet", "read")],
    *[word(name, name) for name in ("user", "server")],
    *[word("s", "time"), word("m", "length")],
]
KIND_TREES = st.lists(st.tuples(st.sampled_from(BASE_WORDS), st.integers(-3, 3)), max_size=4).map(
    lambda powers: kind(tuple(powers))
)


@many
@given(KIND_TREES, KIND_TREES, KIND_TREES)
def test_kinds_are_a_commutative_group(a: Any, b: Any, c: Any) -> None:
    assert a.times(b).dimension == b.times(a).dimension
    assert a.times(b).times(c).dimension == a.times(b.times(c)).dimension
    assert a.per(b).times(b).dimension == a.dimension == a.times(b).per(b).dimension
    assert a.per(b).per(c).dimension == a.per(b.times(c)).dimension
    assert a.times(PLAIN) is a is a.per(PLAIN)
    assert a.per(a) is PLAIN
    assert a.power(3).dimension == a.times(a).times(a).dimension
    assert a.power(-1).times(a) is PLAIN
    assert a.power(2).root() is not None
    assert a.power(2).root().dimension == a.dimension
    assert a.nouns().times(a.physical()).dimension == a.dimension


@many
@given(st.sampled_from(SHOWN), st.sampled_from(SHOWN), SIZES)
def test_factors_multiply(first: str, second: str, value: float) -> None:
    assume("%" not in (first, second) and not {first[0], second[0]} & {"1"})
    one, other = shipped_units().unit(first), shipped_units().unit(second)
    product = shipped_units().unit(f"{first}*{second}")
    assert product.kind.dimension == one.kind.times(other.kind).dimension
    assert math.isclose(product.factor, one.factor * other.factor, rel_tol=1e-14)
    assert math.isclose(one.from_base(one.to_base(value)), value, rel_tol=1e-15)
    names = second.split("/")
    turned = "/".join(["/".join([first, names[0]]), *names[1:]]) if len(names) == 1 else ""
    if turned and "*" not in turned:
        assert math.isclose(shipped_units().unit(turned).factor, one.factor / other.factor, rel_tol=1e-14)


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
    for name, quantity in plain.model.quantities.items():
        again = reckoned(lines, f"{name}={print_expression(quantity.definition.expression)}")
        assert again is not None
        for other in told(plain):
            mine, theirs = told(plain)[other], told(again)[other]
            assert isinstance(mine, dict)
            assert isinstance(theirs, dict)
            for key in ("value", "low", "high", "text"):
                assert mine.get(key) == theirs.get(key), (name, other)


SHIPPED = sorted([*(ROOT / "formulas").rglob("*.est"), *(ROOT / "examples").rglob("*.est")])


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_an_assumption_of_a_shipped_sheet_is_overridden_by_its_own_text(path: Path) -> None:
    module = module_from_text(path.read_text(encoding="utf-8"), str(path))
    evaluation = estimate(module)
    plain = told(evaluation)
    assumptions = [each for each in evaluation.model.quantities.values() if each.assumption]
    for quantity in assumptions[:8]:
        given = f"{quantity.definition.name}={print_expression(quantity.definition.expression)}"
        again = told(estimate(module, [given]))
        assert [(name, each["value"]) for name, each in again.items()] == [  # type: ignore[index]
            (name, each["value"])  # type: ignore[index]
            for name, each in plain.items()
        ], given


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


# -------------------------------------------------------------------------------------------- numbers and arrays

REFS = st.sampled_from((Ref(0), Ref(1), Number(2.0), Number(0.5), Number(-3.0), Number(0.0)))
COMMON = (
    "share",
    "min",
    "max",
    "abs",
    "sqrt",
    "exp",
    "ln",
    "log2",
    "log10",
    "round",
    "ceil",
    "floor",
    "ceil_pow2",
    "poisson_cdf",
)


def applied(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    def call(name: str, first: Any, second: Any, third: Any) -> Any:
        count = 3 if FUNCTIONS[name].variadic else len(FUNCTIONS[name].parameters)
        return Apply(name, (first, second, third)[:count])

    return st.builds(call, st.sampled_from(COMMON), inner, inner, inner)


def conditions(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    signs = st.sampled_from(("<", "<=", ">", ">=", "==", "!="))
    compared, sure = st.builds(Operation, signs, inner, inner), st.builds(Operation, signs, REFS, REFS)
    # The right side of `and` and `or` always has a value here: see the test below for one that has none.
    joined = st.builds(Operation, st.sampled_from(("and", "or")), compared, sure)
    return st.one_of(compared, st.builds(Not, compared), joined)


STEPS: st.SearchStrategy[Any] = st.recursive(
    REFS,
    lambda inner: st.one_of(
        st.builds(Operation, st.sampled_from(("+", "-", "*", "/", "^")), inner, inner),
        st.builds(Negative, inner),
        st.builds(Total, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        applied(inner),
        st.builds(Choice, conditions(inner), inner, inner),
    ),
    max_leaves=6,
)
POINTS = [0.0, 1.0, -1.0, 0.5, 2.5, -2.5, 3.0, 1e-9, 7.3, 64.0, 1000.0, 0.1 + 0.2, 5 - 1e-12, -0.5, 12.999]


def alone(closure: Callable[[list[Any]], Any], x: float, y: float) -> float | None:
    """A closure's value on floats; None where it has none."""
    try:
        found = float(closure([x, y]))
    except (ArithmeticError, ValueError):
        return None
    return found if math.isfinite(found) and abs(found) < 1e200 else None


@many
@given(st.one_of(STEPS, conditions(STEPS)))
def test_a_closure_does_on_arrays_what_it_does_on_floats(expression: Any) -> None:
    closure = compile_step(expression)
    pairs = [(x, y) for x in POINTS for y in (-1.5, 0.0, 2.0, 3.75)]
    expected = [alone(closure, x, y) for x, y in pairs]
    try:
        found = computed(expression, [np.array([x for x, _ in pairs]), np.array([y for _, y in pairs])], set(), 2)
    except (ArithmeticError, ValueError):
        # A constant part without a value: then it has none anywhere.
        assert all(each is None for each in expected)
        return
    results = np.broadcast_to(np.asarray(found, dtype=float), (len(pairs),))
    for pair, mine, theirs in zip(pairs, expected, results.tolist(), strict=True):
        if mine is not None:
            assert math.isclose(mine, theirs, rel_tol=1e-9, abs_tol=1e-12), (expression, pair)


@pytest.mark.parametrize("text", ["x > 0 or 1 / y > 5", "x < 0 and 1 / y > 5"])
def test_a_side_that_is_not_needed_may_be_undefined(text: str) -> None:
    evaluation = estimate(module_from_text(f"x = 1 to 2\ny = 0\ncheck {text}", "law.est"))
    assert evaluation.checks[0].probability == (1.0 if "or" in text else 0.0)


NEAR = st.builds(
    lambda whole, nudge, scale: (whole + nudge) * scale,
    st.integers(-(10**7), 10**7).map(float),
    st.sampled_from((0.0, 0.5, -0.5, 1e-10, -1e-10, 1e-8, -1e-8, 0.25, 1e-3)),
    st.sampled_from((1.0, 1.0, 1e3, 1e-3, 1 + 1e-10, 1 - 1e-9, 2.0**30)),
)
REALS = st.one_of(
    NEAR, st.floats(-1e18, 1e18), st.sampled_from([2.0**53, 2.0**53 - 1, 2.0**52 + 0.5, -0.0, 0.1 * 3, 1e300])
)


@many
@given(st.lists(REALS, min_size=1, max_size=20))
@example([0.5, 1.5, -0.5, -1.5, 2.5, 0.49999999999999994])
def test_whole_numbers_are_the_same_in_both(values: list[float]) -> None:
    ours: dict[str, Callable[[float], float]] = {
        "ceil": numerics.ceil,
        "floor": numerics.floor,
        "round": numerics.round_half_away,
        "ceil_pow2": numerics.ceil_pow2,
    }
    for name, function in ours.items():
        given = [value for value in values if value > 0 or name != "ceil_pow2"]
        if given:
            assert arrays.apply_function(name, [np.array(given)]).tolist() == [function(value) for value in given], name


@pytest.mark.parametrize("name", ["round", "ceil", "floor", "ceil_pow2"])
def test_a_large_whole_number_stays_as_it_is(name: str) -> None:
    value = 2.0**52 + 1
    if name == "ceil_pow2":
        assert numerics.snapped(value) == value
    else:
        assert FUNCTIONS[name].number(value) == value


@many
@given(REALS)
def test_whole_numbers_keep_their_promise(value: float) -> None:
    low, high = numerics.floor(value), numerics.ceil(value)
    slack = 1e-9 * max(1.0, abs(value))
    assert low - slack <= value <= high + slack
    assert high - low in (0.0, 1.0) or abs(value) >= 2.0**52
    assert abs(numerics.round_half_away(value) - value) <= 0.5 + slack * (1 + 1e-6)
    assert numerics.round_half_away(-value) == -numerics.round_half_away(value)
    assert numerics.ceil(-value) == -numerics.floor(value)
    if value > 0:
        power = numerics.ceil_pow2(value)
        assert power / 2 - slack < value <= power * (1 + 1e-9) + slack
        assert math.frexp(power)[0] == 0.5


@pytest.mark.parametrize("value", [5e-10, 1e-12, 2.0**-40])
def test_the_power_of_two_above_a_tiny_number_is_tiny(value: float) -> None:
    assert numerics.ceil_pow2(value) <= 2 * value


@pytest.mark.parametrize("n", range(1, 4000, 7))
def test_a_rate_by_the_day_comes_out_whole(n: int) -> None:
    assert value_of(f"ceil({n} request/day * 1 day)") == n


# ----------------------------------------------------------------------------------------------- probabilities


def poisson_exactly(k: int, mean: Fraction) -> float:
    """P(X <= k), its sum exact and its exponential to fifty digits."""
    term = total = Fraction(1)
    for i in range(1, k + 1):
        term *= mean / i
        total += term
    with localcontext() as context:
        context.prec = 60
        scale = (-(Decimal(mean.numerator) / Decimal(mean.denominator))).exp()
        return float(Decimal(total.numerator) / Decimal(total.denominator) * scale)


@laws
@given(st.integers(0, 120), st.fractions(Fraction(1, 64), 150, max_denominator=64))
@example(0, Fraction(1, 64))
@example(100, Fraction(100))
def test_the_poisson_distribution_is_its_sum(k: int, mean: Fraction) -> None:
    exact = poisson_exactly(k, mean)
    assert math.isclose(counting.poisson_cdf(float(k), float(mean)), exact, rel_tol=1e-10, abs_tol=1e-13)
    below = poisson_exactly(k - 1, mean) if k else 0.0
    assert math.isclose(counting.poisson_pmf(float(k), float(mean)), exact - below, rel_tol=1e-8, abs_tol=1e-13)


def binomial_exactly(k: int, n: int, p: Fraction) -> float:
    return float(sum((math.comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k + 1)), Fraction(0)))


@laws
@given(st.integers(0, 80), st.integers(0, 80), st.integers(0, 64))
@example(0, 1, 32)
@example(79, 80, 64)
def test_the_binomial_distribution_is_its_sum(k: int, n: int, share: int) -> None:
    p = Fraction(share, 64)
    found = counting.binomial_cdf(float(k), float(n), float(p))
    assert math.isclose(found, binomial_exactly(min(k, n), n, p), rel_tol=1e-10, abs_tol=1e-13)


@laws
@given(st.integers(0, 400), st.integers(0, 400))
def test_choose_is_exact(n: int, k: int) -> None:
    assert math.isclose(counting.choose(float(n), float(k)), float(math.comb(n, k)), rel_tol=1e-12)
    assert math.isclose(counting.ln_factorial(float(n)), math.log(math.factorial(n)), rel_tol=1e-12, abs_tol=1e-12)


ITEMS = st.integers(1, 100_000)


@laws
@given(ITEMS, st.integers(0, 100_000), st.integers(0, 100_000), st.floats(0, 2.5))
def test_a_cache_hits_more_the_larger_it_is(items: int, one: int, other: int, skew: float) -> None:
    small, large = sorted((min(one, items), min(other, items)))
    less, more = (popularity.lru_hit_ratio(float(size), float(items), skew) for size in (small, large))
    assert 0 <= less <= more * (1 + 1e-9) + 1e-12
    assert more <= 1 + 1e-12
    best = popularity.zipf_head(float(large), float(items), skew)
    assert more <= best * (1 + 1e-6) + 1e-9, "no cache beats the one that holds the most popular"
    assert best >= large / items - 1e-9


@some
@given(st.integers(1, 3000), st.integers(0, 3000), st.floats(0, 3))
def test_the_head_of_a_zipf_distribution_is_its_sum(items: int, head: int, skew: float) -> None:
    exact = math.fsum([i**-skew for i in range(1, min(head, items) + 1)]) / math.fsum(
        [i**-skew for i in range(1, items + 1)]
    )
    assert math.isclose(popularity.zipf_head(float(head), float(items), skew), exact, rel_tol=1e-5, abs_tol=1e-12)


@laws
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=8))
def test_totals_add_up(terms: list[float]) -> None:
    found = compile_step(Total(tuple([Number(term) for term in terms])))([])
    expected = terms[0]
    for term in terms[1:]:
        expected = operator.add(expected, term)
    assert math.isclose(found, expected, rel_tol=1e-12, abs_tol=1e-9)


@pytest.mark.parametrize("mean", [1e4, 1e6, 1e8])
def test_half_of_a_large_poisson_lies_below_its_mean(mean: float) -> None:
    expected = 0.5 + 2 / 3 / math.sqrt(2 * math.pi * mean)  # Ramanujan's expansion
    assert math.isclose(counting.poisson_cdf(mean, mean), expected, abs_tol=1e-6)


@pytest.mark.parametrize("size", [1e12, 1e14, 1e15])
def test_half_of_the_largest_counts_lies_below_their_mean(size: float) -> None:
    assert math.isclose(counting.poisson_cdf(size, size), 0.5, abs_tol=1e-4)
    assert math.isclose(counting.binomial_cdf(size / 2, size, 0.5), 0.5, abs_tol=1e-4)
