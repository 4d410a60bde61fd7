"""The tree of a sheet: a closed union of frozen records, made once from text.

Every consumer is one `match` over `Expression` that ends in `raise AssertionError`, and the type checker names those
that lack a node. A span is the start and end of a node in its source; it takes no part in equality, so that
`parse(print(tree)) == tree` can be asked.
Depth is bounded by the parser (see `parser.MAXIMUM_DEPTH`), so that consumers may recurse.
"""

from __future__ import annotations

from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias, TypeGuard

    Span: TypeAlias = tuple[int, int]
    Token: TypeAlias = tuple[str, Any, int, int]  # type, value, start and end
    Expression: TypeAlias = (
        "Literal | Text | Name | Negation | Binary | Conditional | Range | Best | Measure | Call | "
        "Sum | First | Over | Results | Thresholds"
    )
    Annotation: TypeAlias = "Unit | Choices | ReleaseOf | YesNo | TableOf"

# From loose to tight; one table for the parser and every printer.
_LEVELS = ("or", "and", "not", "== != < <= > >=", "to", "+ -", "* /", "negative", "^")
PRECEDENCE = {operator: level for level, operators in enumerate(_LEVELS, 1) for operator in operators.split()}
COMPARISONS = frozenset(("==", "!=", "<", "<=", ">", ">="))
_POWERS = {3: "k K thousand", 6: "M million 百万", 9: "G billion bn", 12: "T trillion 万亿", 15: "P"}
_POWERS |= {4: "万 w", 7: "千万 kw", 8: "亿"}
MAGNITUDES = {word: 10.0**power for power, words in _POWERS.items() for word in words.split()}
MIXTURE = "mixture"  # the call whose arguments stand in pairs: mixture(70%: 1 to 2, 30%: 10 to 20)
# Chinese engineers write 60w for 60 万; after a blank the letters would be watts.
GLUED_MAGNITUDES = frozenset(("w", "kw"))


@record
class Literal:
    """A number with what is glued to it: `2.5`, `50%`, `300 M user`, `10 GB/day`. `number` has no magnitude in it."""

    text: str
    number: float
    percent: bool
    magnitude: str
    unit: str
    span: Span


@record
class Text:
    """A text, which exists to choose: `"debian"`."""

    value: str
    span: Span


@record
class Name:
    """A name or a library path: `media_total`, `latency.memory_read`."""

    path: str
    span: Span


@record
class Negation:
    """Unary `-` (operator "negative") or `not`."""

    operator: str
    operand: Expression
    span: Span


@record
class Binary:
    """Two sides and an operator of `PRECEDENCE`."""

    operator: str
    left: Expression
    right: Expression
    span: Span


@record
class Conditional:
    """`if condition then consequence else alternative`."""

    condition: Expression
    consequence: Expression
    alternative: Expression
    span: Span


@record
class Range:
    """`low to high`: a 90% interval, or one at another `level`: `10 to 50 at 80%`."""

    low: Expression
    high: Expression
    span: Span
    level: Literal | None = None


@record
class Best:
    """`best (low to high)`: median and interval; the brackets' magnitude and unit stand in a `Measure`."""

    best: Literal
    low: Expression
    high: Expression
    span: Span
    level: Literal | None = None  # of the interval, where it is not 90%


@record
class Measure:
    """A magnitude, a unit or both behind a closing bracket or a power of two literals: `(9 + 101) B/row`."""

    expression: Expression
    magnitude: str
    unit: str
    span: Span


@record
class Argument:
    """One argument of a call; `name` is empty for a positional one."""

    name: str
    value: Expression
    span: Span


@record
class Call:
    """`path(arguments)` or `path(arguments).member`: a quantity of a sheet, or one of the results of a function."""

    path: str
    arguments: tuple[Argument, ...]
    member: str
    span: Span


@record
class Sum:
    """`sum(variable = low to high, body)`, with constant ends."""

    variable: str
    low: Expression
    high: Expression
    body: Expression
    span: Span


@record
class Over:
    """`sum(body where condition)`: one number of all rows of the table whose columns the body names.

    `aggregate` is `sum`, `min`, `max`, `mean` or `count`; of the rows that meet the condition, where there is one.
    """

    aggregate: str
    body: Expression
    condition: Expression | None
    span: Span


@record
class First:
    """`first(variable = low to high, condition)`: the least whole number of these for which the condition holds."""

    variable: str
    low: Expression
    high: Expression
    condition: Expression
    span: Span


@record
class Results:
    """`size, padding`: what a function gives of its `where` block, each by its name; all of a function's right side."""

    names: tuple[Name, ...]
    span: Span


@record
class Thresholds:
    """Rows of `up to 10 TB then 0.09 USD/GB`, and what lies beyond; without a value a row gives its threshold."""

    subject: Name
    is_below: bool
    bounds: tuple[Expression, ...]
    values: tuple[Expression | None, ...]
    otherwise: Expression | None
    notes: tuple[str, ...]  # of the rows, and of what lies beyond
    span: Span


@record
class Example:
    """`## example: expression = value [± tolerance]`."""

    expression: Expression
    value: Expression
    tolerance: Expression | None
    span: Span


@record
class Documentation:
    """A block of `##` lines: free text, and what its structured lines say."""

    text: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    as_of: str = ""
    confidence: str = ""
    examples: tuple[Example, ...] = ()
    also: tuple[str, ...] = ()  # other words that people look for it by
    rises: tuple[str, ...] = ()  # the parameters with which a function grows, or falls, where its formula does not show
    falls: tuple[str, ...] = ()
    review_by: str = ""  # a year or a month, from the end of which on it has to be looked at again
    valid_for: str = ""  # how long something holds from its `as_of` on, as it is written: 18 month
    owner: str = ""  # who knows more of it, and looks at it again
    needs_sources: bool = False  # whether every assumption of the sheet has to say where it is from
    authors: tuple[str, ...] = ()  # who wrote the sheet
    releases: tuple[str, ...] = ()  # which releases have a function, or a parameter of it: see release_lines.py

    @property
    def title(self) -> str:
        """The first line."""
        return self.text[0] if self.text else ""


@record
class Unit:
    """A unit as written after `->` or in an annotation, with a magnitude at most: `TB/day`, `%`, `M user`."""

    magnitude: str
    text: str
    span: Span

    def __str__(self) -> str:
        return written_unit(self.magnitude, self.text)


def written_unit(magnitude: str, unit: str) -> str:
    """A magnitude and a unit, one of which may be empty, as they stand behind a bracket: `M user`, `k/day`."""
    return f"{magnitude} {unit}" if magnitude and unit and not unit.startswith("/") else magnitude + unit


def is_bare(tree: Expression) -> TypeGuard[Literal]:
    """Whether a tree is a number with no unit or magnitude."""
    return isinstance(tree, Literal) and not (tree.unit or tree.magnitude)


@record
class Choices:
    """The texts that a parameter may be, as in `server: "redis" or "valkey"`."""

    texts: tuple[str, ...]
    span: Span


@record
class ReleaseOf:
    """The product whose releases a parameter takes, by its name or by that of a parameter: `release of "go"`."""

    product: Text | Name
    span: Span


@record
class YesNo:
    """`yes or no`: what a parameter for a truth may be."""

    span: Span


@record
class TableOf:
    """`table(size, rate)`: a table that has these columns."""

    columns: tuple[str, ...]
    span: Span


@record
class Parameter:
    """A parameter; `annotation` is a unit, the word `count`, the texts that it may be, a product or a table.

    A setting is declared elsewhere, where its annotation and its default are.
    """

    name: str
    annotation: Annotation | None
    default: Expression | None
    span: Span
    setting: bool = False


@record
class Growth:
    """`growing rate [for time] [then …] [peaking …]`, as pairs: rates with how long, months (from 1) with factors.

    `around` says that the months are the crests of a wave, `names` what it needs from its file.
    """

    stages: tuple[tuple[Expression, Expression | None], ...]
    peaks: tuple[tuple[int, Expression], ...]
    around: bool
    names: tuple[str, ...]
    span: Span


@record
class Definition:
    """`name = expression [growing …] [-> unit]`, or a function where `parameters` is not None.

    `names` are the names that the right side needs from its file, in the order of their first use. The expression is
    today's value.
    """

    name: str
    parameters: tuple[Parameter, ...] | None
    unit: Unit | None
    expression: Expression
    locals: tuple[Definition, ...]
    note: str
    documentation: Documentation
    names: tuple[str, ...]
    span: Span
    growth: Growth | None = None

    @property
    def all_names(self) -> tuple[str, ...]:
        """The names that its value needs, and those that its growth does."""
        return self.names if self.growth is None else (*self.names, *self.growth.names)


@record
class Check:
    """`check expression [at probability] [for horizon]`."""

    expression: Expression
    probability: Expression | None
    note: str
    names: tuple[str, ...]
    span: Span
    horizon: Expression | None = None


@record
class Override:
    """`name = expression [growing …]` in a scenario; without a growth of its own it leaves that of the quantity."""

    name: str
    expression: Expression
    span: Span
    growth: Growth | None = None


@record
class Scenario:
    """`scenario "title": name = expression, …`."""

    title: str
    overrides: tuple[Override, ...]
    note: str
    span: Span


@record
class UnitDeclaration:
    """`unit parcel` (a thing), `unit a, b: event`, or `unit rule_day = 100_000 s` with its expression."""

    names: tuple[str, ...]
    event: bool
    expression: Expression | None
    note: str
    span: Span


@record
class Use:
    """`use "team.est" as team`."""

    path: str
    name: str
    span: Span
