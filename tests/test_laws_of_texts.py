"""Laws of what is printed: trees and sheets that a machine makes up are read back as themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.notation.bare import parse_expression
from estimator.notation.parser import parse_sheet
from estimator.notation.printer import print_expression, print_sheet
from estimator.notation.sheet import Sheet
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
    First,
    Literal,
    Measure,
    Name,
    Negation,
    Override,
    Parameter,
    Range,
    Scenario,
    Sum,
    Text,
    Unit,
    UnitDeclaration,
    Use,
)
from estimator.problems import Source
from estimator.records import replace
from tests.laws import many

if TYPE_CHECKING:
    from estimator.notation.sheet import Line
    from estimator.notation.tree import Expression
    from estimator.problems import Problem

NOWHERE = (0, 0)


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


def levels() -> st.SearchStrategy[Literal | None]:
    texts = st.sampled_from(("80", "99.9", "5e1"))
    return st.one_of(st.none(), st.builds(lambda text: Literal(text, float(text), True, "", "", NOWHERE), texts))


def mixture(parts: list[tuple[Expression, Expression]]) -> Call:
    given = tuple([Argument("", each, NOWHERE) for part in parts for each in part])
    return Call("mixture", given, "", NOWHERE)


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
        st.builds(Range, inner, inner, nowhere, levels()),
        st.builds(Best, literals(), inner, inner, nowhere, levels()),
        st.builds(mixture, st.lists(st.tuples(inner, inner), min_size=1, max_size=3)),
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
        st.builds(First, st.sampled_from(WORDS), inner, inner, inner, nowhere),
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
