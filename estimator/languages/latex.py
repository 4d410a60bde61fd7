"""Expressions and derivations as LaTeX mathematics (amsmath).

Every text of a user goes through `escaped`, so that it is set and never run.
"""

from __future__ import annotations

from estimator.languages.pieces import put_in, text_of
from estimator.languages.spans import safe
from estimator.languages.time_steps import time_step
from estimator.model.functions import FUNCTIONS
from estimator.notation.printer import print_expression
from estimator.notation.tree import (
    MIXTURE,
    PRECEDENCE,
    Best,
    Binary,
    Call,
    Conditional,
    First,
    Literal,
    Measure,
    Name,
    Negation,
    Over,
    Range,
    Results,
    Sum,
    Text,
    Thresholds,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from estimator.languages.time_steps import TimeStep
    from estimator.languages.values import Values
    from estimator.model.frames import Quantity
    from estimator.notation.tree import Expression
    from estimator.reckoning.evaluate import Evaluation
    from estimator.units.display import Shown

    Leaf: TypeAlias = Callable[[Expression], str | None]

ATOM = 100
VALUE = PRECEDENCE["negative"]  # stands in a product as it is, and in brackets below a power: 2 MB, a fraction
LONGEST = 60  # characters of the notation on a line; a longer sum or product is broken
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}",
    "'": r"\textquotesingle{}",
    "…": r"\ldots{}",
    "≈": r"$\approx$",
    "≤": r"$\le$",
    "≥": r"$\ge$",
    "→": r"$\to$",
    "–": "--",  # noqa: RUF001
    "—": "---",
    "✓": "+",
    "✗": "!",
    "\ufffd": "?",
    "-": "{-}",
    "×": r"$\times$",  # noqa: RUF001
    "±": r"$\pm$",
    "µ": r"\textmu{}",
    "²": r"$^2$",
    "³": r"$^3$",
    "°": r"$^\circ$",
}
_SIGNS_OF_TIMES = {"÷": r"\div", "×": r"\cdot"}  # noqa: RUF001  the sign of multiplication is meant
_SIGNS = {"*": r"\cdot", "==": "=", "!=": r"\ne", "<=": r"\le", ">=": r"\ge", "and": r"\land", "or": r"\lor"}


def escaped(text: str) -> str:
    """A user's text for LaTeX's text mode."""
    return "".join([_ESCAPES.get(char, char) for char in safe(text)])


def name(path: str) -> str:
    """A name as mathematics."""
    return rf"\mathit{{{_upright(path)}}}"


def _upright(text: str) -> str:
    r"""Characters inside \mathit, \mathrm and the like: what is no letter there is put into a text box."""
    found = []
    for char in safe(text):
        if char.isascii() and (char.isalnum() or char in ".,()/=+*: "):
            found.append(char.replace(" ", r"\ "))
        elif char == "_":
            found.append(r"\_")
        elif char == "%":
            found.append(r"\%")
        else:
            found.append(rf"\text{{{escaped(char)}}}")
    return "".join(found)


def _unit(text: str) -> str:
    """The unit, with its powers raised: MB^2."""
    head, *powers = text.split("^")
    found = _upright(head)
    for part in powers:
        digits = part[: len(part) - len(part.lstrip("-0123456789"))]
        found += f"^{{{digits}}}{_upright(part[len(digits) :])}"
    return rf"\mathrm{{{found}}}"


def value(shown: Shown) -> str:
    """A number with its unit as mathematics."""
    return number_with_unit(str(shown))


def _quoted(text: str) -> str:
    """A text of the notation, its quotes around it."""
    return rf"\text{{{escaped(text)}}}"


def number_with_unit(text: str) -> str:
    """A written number with what stands behind it; a text with its quotes."""
    if text.startswith('"'):
        return _quoted(text)
    head, _, rest = text.partition(" ")
    if head.endswith("%"):
        head = head[:-1] + r"\%"
    elif not head.replace(".", "").replace("-", "").replace("e", "").replace("_", "").isdigit():
        return _unit(text)
    mantissa, exponent, power = head.replace("_", r"\,").partition("e")
    number = rf"{mantissa} \times 10^{{{int(power)}}}" if exponent and power.lstrip("+-").isdigit() else mantissa
    return number + "".join([rf"\,{_unit(part)}" for part in rest.split(" ") if part])


def expression(tree: Expression, leaf: Leaf | None = None) -> str:
    """An expression as mathematics; `leaf` may set names in its own way."""
    return _at(tree, 0, leaf)


def _at(tree: Expression, minimum: int, leaf: Leaf | None) -> str:
    text, level = _leveled(tree, leaf)
    return rf"\left({text}\right)" if level < minimum else text


def _leveled(tree: Expression, leaf: Leaf | None) -> tuple[str, int]:
    if leaf is not None and (own := leaf(tree)) is not None:
        return own, _level(own)
    match tree:
        case Literal():
            text = number_with_unit(print_expression(tree))
            return text, _level(text)
        case Name(path):
            return name(path), ATOM
        case Text(words):
            return _quoted(f'"{words}"'), ATOM
        case Negation(operator, operand):
            level = PRECEDENCE[operator]
            return ("-" if operator == "negative" else r"\lnot ") + _at(operand, level, leaf), level
        case Binary("/", left, right):
            return rf"\frac{{{_at(left, 0, leaf)}}}{{{_at(right, 0, leaf)}}}", VALUE
        case Binary("^", left, right):
            level = PRECEDENCE["^"]
            return rf"{_at(left, ATOM, leaf)}^{{{_at(right, 0, leaf)}}}", level
        case Binary(operator, left, right):
            level = PRECEDENCE[operator]
            sign = _SIGNS.get(operator, operator)
            return f"{_at(left, level, leaf)} {sign} {_right(tree, leaf)}", level
        case Range(low, high, _, level):
            return _ends(low, high, level, leaf), ATOM
        case Best(best, low, high, _, level):
            return f"{_at(best, 0, leaf)}\\,{_ends(low, high, level, leaf)}", VALUE
        case Measure(inner, magnitude, unit):
            behind = "".join([rf"\,{_unit(part)}" for part in (magnitude, unit) if part])
            return _at(inner, VALUE if isinstance(inner, Best) else ATOM, leaf) + behind, VALUE
        case Conditional():
            return _cases(tree, leaf), 0
        case Call():
            return _call(tree, leaf)
        case Thresholds():
            return _steps(tree, leaf), 0
        case Results(names):
            return r",\quad ".join([_leveled(each, leaf)[0] for each in names]), 0
        case Over(aggregate, body, condition):
            under = rf"_{{{_at(condition, 0, leaf)}}}" if condition is not None else ""
            sign = r"\sum" if aggregate == "sum" else rf"\operatorname{{{aggregate}}}"
            return rf"{sign}{under} \left({_at(body, 0, leaf)}\right)", VALUE
        case First(variable, low, high, condition):
            among = rf"{name(variable)} \in \left[{_at(low, 0, leaf)},\ {_at(high, 0, leaf)}\right]"
            return rf"\min \left\{{ {among} : {_at(condition, 0, leaf)} \right\}}", ATOM
        case Sum(variable, low, high, body):
            under = f"{name(variable)} = {_at(low, 0, leaf)}"
            return rf"\sum_{{{under}}}^{{{_at(high, 0, leaf)}}} {_at(body, PRECEDENCE['*'], leaf)}", PRECEDENCE["+"]
    raise AssertionError(tree)


def _level(text: str) -> int:
    """How tightly a value binds: a bare number stands below a power without brackets."""
    return ATOM if text.replace(".", "").isdigit() or text.startswith(r"\left(") else VALUE


def _right(tree: Binary, leaf: Leaf | None) -> str:
    """The right side of an operator, in brackets where it begins with a sign."""
    text = _at(tree.right, PRECEDENCE[tree.operator] + 1, leaf)
    return rf"\left({text}\right)" if text.startswith("-") else text


def _ends(low: Expression, high: Expression, level: Expression | None, leaf: Leaf | None) -> str:
    """The ends of a range, and its level where it has one."""
    ends = rf"\left[{_at(low, 0, leaf)},\ {_at(high, 0, leaf)}\right]"
    return ends if level is None else f"{ends}_{{{_at(level, 0, leaf)}}}"


def _cases(tree: Conditional, leaf: Leaf | None) -> str:
    """All branches one below the other, those of an `else if` too."""
    rows: list[str] = []
    rest: Expression = tree
    while isinstance(rest, Conditional):
        rows.append(rf"{_at(rest.consequence, 0, leaf)} & \text{{if }} {_at(rest.condition, 0, leaf)}")
        rest = rest.alternative
    rows.append(rf"{_at(rest, 0, leaf)} & \text{{else}}")
    joined = r" \\ ".join(rows)
    return rf"\begin{{cases}} {joined} \end{{cases}}"


def _steps(tree: Thresholds, leaf: Leaf | None) -> str:
    """All thresholds one below the other, with what each gives."""
    subject, sign = name(tree.subject.path), "<" if tree.is_below else r"\le"
    rows = [
        rf"{_at(value or bound, 0, leaf)} & \text{{if }} {subject} {sign} {_at(bound, 0, leaf)}"
        for bound, value in zip(tree.bounds, tree.values, strict=True)
    ]
    rows += [rf"{_at(tree.otherwise, 0, leaf)} & \text{{else}}"] if tree.otherwise is not None else []
    joined = r" \\ ".join(rows)
    return rf"\begin{{cases}} {joined} \end{{cases}}"


def _call(tree: Call, leaf: Leaf | None) -> tuple[str, int]:
    row = FUNCTIONS.get(tree.path)
    if row is not None and not tree.member:
        given = {each.name or place: _at(each.value, 0, leaf) for place, each in enumerate(tree.arguments)}
        ordered = [given.get(place, given.get(each, "")) for place, each in enumerate(row.parameters)]
        atoms = {f"atom{place}": _at(each.value, ATOM, leaf) for place, each in enumerate(tree.arguments)}
        if row.variadic:
            ordered = list(given.values())
        if all(ordered) and len(ordered) >= len(given):
            pattern = row.spelling.latex
            if pattern == "{0}":
                return _leveled(tree.arguments[0].value, leaf)
            level = VALUE if pattern.startswith((r"\frac", r"\binom")) or "^" in pattern else ATOM
            return pattern.format(*ordered, all=",\\ ".join(ordered), **atoms), level
    head, arguments, tail = _call_parts(tree, leaf)
    return rf"{head}\left({', '.join(arguments)}\right){tail}", ATOM


def _call_parts(tree: Call, leaf: Leaf | None) -> tuple[str, list[str], str]:
    """What stands before the brackets of a call, in them and behind them."""
    arguments = [(f"{name(each.name)} = " if each.name else "") + _at(each.value, 0, leaf) for each in tree.arguments]
    if tree.path == MIXTURE:
        arguments = [f"{share}:\\ {part}" for share, part in zip(arguments[::2], arguments[1::2], strict=True)]
    member = f".{name(tree.member)}" if tree.member else ""
    # A point of an operator's name would be punctuation, with a space behind it.
    return rf"\operatorname{{{_upright(tree.path).replace('.', '{.}')}}}", arguments, member


def lines(quantity: Quantity, values: Values) -> list[str]:
    """The lines of a derivation behind `&`: the formula, the numbers put in, the value."""
    tree = quantity.definition.expression
    found = [_broken(tree, None, print_expression)]
    if put_in(tree, values):
        found.append(
            _broken(tree, _numbers(values), lambda part: text_of(put_in(part, values)) or print_expression(part))
        )
    step = time_step(quantity, values)
    if step is not None:
        found.append(_in_time(tree, step, values))
    shown = values.shown(quantity)
    if str(shown) != print_expression(tree):
        relation = r"\approx" if shown.rounded else "="
        spread = values.range(quantity)
        behind = rf"\quad \text{{({escaped(spread)})}}" if spread else ""
        found.append(f"{relation} {value(shown)}{behind}")
    return [line if line.startswith((r"\approx", "=")) else f"= {line}" for line in found]


def _in_time(tree: Expression, step: TimeStep, values: Values) -> str:
    """The line in which a time becomes another one."""
    shown = value(step.shown)
    if step.duration is None:
        sign, factor = step.factor[0], step.factor[1:].strip()
        return rf"{shown} {_SIGNS_OF_TIMES[sign]} \text{{{escaped(factor)}}}"
    numbers = _numbers(values)
    return expression(tree, lambda part: shown if part is step.duration else numbers(part))


def _numbers(values: Values) -> Leaf:
    def leaf(tree: Expression) -> str | None:
        if isinstance(tree, Name):
            quantity = values.model.quantities.get(tree.path) or values.model.references.get(tree.path)
            if quantity is not None:
                shown = value(values.of_any(quantity))
                return rf"\left({shown}\right)" if shown.startswith("-") else shown
        return None

    return leaf


def _broken(tree: Expression, leaf: Leaf | None, plain: Callable[[Expression], str]) -> str:
    """An expression; where its plain text is long, its outermost sum, product or call is on several lines."""
    if len(plain(tree)) <= LONGEST:
        return expression(tree, leaf)
    if isinstance(tree, Binary) and tree.operator in ("+", "-", "*"):
        level, sign = PRECEDENCE[tree.operator], _SIGNS.get(tree.operator, tree.operator)
        left = _broken(tree.left, leaf, plain) if _binds(tree.left) >= level else _at(tree.left, level, leaf)
        right = _broken(tree.right, leaf, plain) if isinstance(tree.right, Call) else _right(tree, leaf)
        return rf"{left} \\ &\quad {sign} {right}"
    if isinstance(tree, Binary) and tree.operator == "/" and len(plain(tree.left)) > LONGEST:
        level = PRECEDENCE["/"]
        left = _broken(tree.left, leaf, plain) if _binds(tree.left) >= level else _at(tree.left, level, leaf)
        return rf"{left} \\ &\quad \big/\ {_at(tree.right, VALUE, leaf)}"
    if isinstance(tree, Call) and tree.path not in FUNCTIONS:
        head, arguments, tail = _call_parts(tree, leaf)
        filled, used = "", len(tree.path)
        together = len(tree.arguments) // len(arguments) if arguments else 1  # a mixture's share and its part
        for place, argument in enumerate(arguments):
            trees = tree.arguments[place * together : (place + 1) * together]
            size = sum([len(each.name) + len(plain(each.value)) + 2 for each in trees])
            comma = ", " if place else ""
            if place and used + size > LONGEST:
                filled += rf"{comma}\\ &\qquad {argument}"
                used = size
            else:
                filled += comma + argument
                used += size
        return rf"{head}\bigl({filled}\bigr){tail}"
    return expression(tree, leaf)


def _binds(tree: Expression) -> int:
    if isinstance(tree, Binary):
        return PRECEDENCE[tree.operator]
    return 0 if isinstance(tree, Conditional) else ATOM


def derivation(quantity: Quantity, values: Values) -> str:
    """How a quantity is worked out, as an `aligned` environment."""
    return _aligned([_block(quantity, values)])


def derivations(evaluation: Evaluation) -> str:
    """How all worked quantities are, one below the other."""
    from estimator.languages.values import Values

    values = Values(evaluation)
    return _aligned([_block(each, values) for each in evaluation.model.quantities.values() if not each.assumption])


def _block(quantity: Quantity, values: Values) -> str:
    return name(quantity.definition.name) + r" \\ ".join([f" &{line}" for line in lines(quantity, values)])


def _aligned(blocks: list[str]) -> str:
    joined = " \\\\[4pt]\n".join(blocks)
    return f"\\begin{{aligned}}\n{joined}\n\\end{{aligned}}"
