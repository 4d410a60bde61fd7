"""A tree back to text, such that parsing the text gives the tree again.

Brackets are put where precedence asks for them, whatever the source had: `PRECEDENCE` in tree.py is read by the
parser and here.
"""

from __future__ import annotations

from estimator.notation.columns import aligned, note_text, with_notes
from estimator.notation.correlations import Correlated
from estimator.notation.growth_words import growth_text
from estimator.notation.passed_on import Setting, With
from estimator.notation.release_lines import Releases
from estimator.notation.rows import Table
from estimator.notation.tree import (
    GLUED_MAGNITUDES,
    MIXTURE,
    PRECEDENCE,
    Best,
    Binary,
    Call,
    Check,
    Choices,
    Conditional,
    Definition,
    Documentation,
    First,
    Literal,
    Measure,
    Name,
    Negation,
    Over,
    Override,
    Range,
    ReleaseOf,
    Results,
    Scenario,
    Sum,
    TableOf,
    Text,
    Thresholds,
    UnitDeclaration,
    Use,
    YesNo,
    is_bare,
    written_unit,
)
from estimator.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from estimator.notation.rows import Column
    from estimator.notation.sheet import Line, Sheet
    from estimator.notation.tree import Annotation, Argument, Example, Expression, Growth, Unit

    # Prints a name or a literal in place of the printer; None lets the printer do it.
    Leaf = Callable[[Expression], str | None]

_ATOM = 100
_LOWEST = 0
_LEVELED = -1  # a range with its level needs brackets in all that is not a line, a cell or an argument


def print_expression(tree: Expression, leaf: Leaf | None = None, signs: dict[str, str] | None = None) -> str:
    """The text of an expression. `leaf` may print names and literals in its own way; `signs` replaces operators."""
    return _Printer(leaf, signs or {}).at(tree, _LEVELED)


def print_value(line: Definition | Override) -> str:
    """What stands behind the = of a quantity: its value, and how that grows."""
    return " ".join([print_expression(line.expression), *([print_growth(line.growth)] if line.growth else [])])


def print_growth(growth: Growth) -> str:
    """How a quantity grows, as it is written."""
    return growth_text(growth, _Printer(None, {}).at)


class _Printer:
    def __init__(self, leaf: Leaf | None, signs: dict[str, str]) -> None:
        self.leaf = leaf
        self.signs = signs

    def text(self, tree: Expression) -> str:
        return self.at(tree, _LOWEST)

    def at(self, tree: Expression, minimum: int) -> str:
        """The text of a tree where operators bind at least as tightly as `minimum`, in brackets if it needs them."""
        text, level = self.leveled(tree)
        return f"({text})" if level < minimum else text

    def leveled(self, tree: Expression) -> tuple[str, int]:
        """The text of a tree and how tightly its outermost operator binds."""
        own = self.printed(tree)
        if own is not None:
            return own, _ATOM
        match tree:
            case Literal():
                return print_literal(tree), _ATOM
            case Name(path):
                return path, _ATOM
            case Text(value):
                return f'"{value}"', _ATOM
            case Negation(operator, operand):
                level = PRECEDENCE[operator]
                sign = self.signs.get("-", "-") if operator == "negative" else "not "
                return sign + self.at(operand, level), level
            case Binary(operator, left, right):
                return self.binary(operator, left, right)
            case Range(low, high, _, at):
                level = PRECEDENCE["to"]
                text = f"{self.at(low, level)} to {self.at(high, level + 1)}"
                return (text, level) if at is None else (f"{text} at {self.text(at)}", _LEVELED)
            case Best(best, low, high, _, at):
                return f"{self.text(best)} ({self.at(Range(low, high, (0, 0), at), _LEVELED)})", _ATOM
            case Measure():
                return self.measure(tree), _ATOM
            case Conditional(condition, consequence, alternative):
                parts = [self.text(part) for part in (condition, consequence, alternative)]
                return "if {} then {} else {}".format(*parts), _LOWEST
            case Call(path, arguments, member):
                return f"{path}({self.arguments(path, arguments)}){'.' + member if member else ''}", _ATOM
            case Sum(variable, low, high, body):
                ends = self.text(Range(low, high, (0, 0)))
                return f"sum({variable} = {ends}, {self.text(body)})", _ATOM
            case Over(aggregate, body, condition):
                chosen = f" where {self.text(condition)}" if condition is not None else ""
                return f"{aggregate}({self.text(body)}{chosen})", _ATOM
            case First(variable, low, high, condition):
                ends = self.text(Range(low, high, (0, 0)))
                return f"first({variable} = {ends}, {self.text(condition)})", _ATOM
            case Thresholds():
                return "".join([f"\n  {row}" for row in rows_of(tree)]), _LOWEST
            case Results(names):
                return ", ".join([self.text(name) for name in names]), _LOWEST
        raise AssertionError(tree)

    def arguments(self, path: str, arguments: tuple[Argument, ...]) -> str:
        """What stands in the brackets of a call; each part of a mixture behind its share."""
        texts = [(f"{each.name} = " if each.name else "") + self.at(each.value, _LEVELED) for each in arguments]
        if path == MIXTURE and len(texts) % 2 == 0 and not any(each.name for each in arguments):
            texts = [f"{share}: {part}" for share, part in zip(texts[::2], texts[1::2], strict=True)]
        return ", ".join(texts)

    def binary(self, operator: str, left: Expression, right: Expression) -> tuple[str, int]:
        level = PRECEDENCE[operator]
        sign = self.signs.get(operator, operator)
        if operator == "^":
            exponent = self.at(right, level)
            if isinstance(right, Literal) and not is_bare(right):  # it would hand its unit to the power
                exponent = f"({exponent})"
            return self.base(left) + sign + exponent, level
        comparing = level == PRECEDENCE["=="]
        first = self.at(left, level + 1 if comparing else level)
        second = self.at(right, level + 1)
        return f"{first} {sign} {second}", level

    def base(self, tree: Expression) -> str:
        text = self.at(tree, PRECEDENCE["^"] + 1)
        bare = not isinstance(tree, (Literal, Measure)) or (is_bare(tree) and not tree.percent)
        return text if bare else f"({text})"

    def measure(self, tree: Measure) -> str:
        unit = written_unit(tree.magnitude, tree.unit)
        inner = tree.expression
        if isinstance(inner, Binary) and inner.operator == "^" and is_bare(inner.left) and unit != "%":
            exponent = inner.right
            if is_bare(exponent) and self.printed(exponent) is None:
                glued = print_literal(replace(exponent, magnitude=tree.magnitude, unit=tree.unit))
                return self.base(inner.left) + self.signs.get("^", "^") + glued
        bare = isinstance(inner, (Best, Call, First, Over, Sum)) and self.printed(inner) is None
        if isinstance(inner, Call) and inner.member:
            bare = False
        text = self.at(inner, _LEVELED)
        return f"{text} {unit}" if bare else f"({text}) {unit}"

    def printed(self, tree: Expression) -> str | None:
        return self.leaf(tree) if self.leaf is not None else None


def print_literal(literal: Literal) -> str:
    """A number with its magnitude and unit, as it is written."""
    text = literal.text + ("%" if literal.percent else "")
    if literal.magnitude:
        text += literal.magnitude if literal.magnitude in GLUED_MAGNITUDES else f" {literal.magnitude}"
    if not literal.unit:
        return text
    return text + literal.unit if literal.unit.startswith("/") else f"{text} {literal.unit}"


def print_unit(unit: Unit) -> str:
    """A unit behind `->` or a colon."""
    return str(unit)


def print_line(line: Line) -> str:
    """One line of a sheet with its documentation."""
    match line:
        case Definition():
            text = "\n".join([*_documentation(line.documentation), _definition(line)])
        case Check(expression, probability, note):
            own = _Printer(None, {})
            asked = f" at {own.text(probability)}" if probability is not None else ""
            asked += f" for {own.text(line.horizon)}" if line.horizon is not None else ""
            text = f"check {own.text(expression)}{asked}{note_text(note)}"
        case Scenario(title, overrides, note):
            changed = ", ".join([f"{each.name} = {print_value(each)}" for each in overrides])
            text = f'scenario "{title}": {changed}{note_text(note)}'
        case UnitDeclaration(names, event, expression, note):
            what = f" = {print_expression(expression)}" if expression is not None else ": event" if event else ""
            text = f"unit {', '.join(names)}{what}{note_text(note)}"
        case Releases(product, known, note):
            text = f'release "{product}": {", ".join(known)}{note_text(note)}'
        case Setting(name, annotation, default, note):
            said = f"choice {name} = {print_annotation(annotation)}"
            if default is not None:
                said = f"setting {name}: {print_annotation(annotation)} = {print_expression(default)}"
            text = said + note_text(note)
        case With(names, note):
            text = f"with {', '.join([each.path for each in names])}{note_text(note)}"
        case Correlated(names, expression, note):
            listed = ", ".join([each.path for each in names])
            text = f"correlated {listed}: {print_expression(expression)}{note_text(note)}"
        case Use(path, name):
            text = f'use "{path}" as {name}'
        case Table():
            text = "\n".join([*_documentation(line.documentation), *print_table(line)])
        case _:
            raise AssertionError(line)
    return text


def print_sheet(sheet: Sheet) -> str:
    """A whole sheet, its lines apart."""
    return print_blocks(sheet.documentation, [[line] for line in sheet.lines])


def print_blocks(documentation: Documentation, blocks: Sequence[Sequence[Line]]) -> str:
    """A whole sheet, its lines in blocks with a blank line between them."""
    texts = ["\n".join(_documentation(documentation))] if documentation != Documentation() else []
    texts += ["\n".join([print_line(line) for line in block]) for block in blocks if block]
    return "\n\n".join(texts) + "\n" if texts else ""


def signature(definition: Definition) -> str:
    """The left side of a definition: its name, or a function with its parameters and unit."""
    if definition.parameters is None:
        return definition.name
    parameters = []
    for each in definition.parameters:
        if each.setting:
            continue
        annotation = f": {print_annotation(each.annotation)}" if each.annotation is not None else ""
        default = f" = {print_expression(each.default)}" if each.default is not None else ""
        parameters.append(f"{each.name}{annotation}{default}")
    unit = f" -> {print_unit(definition.unit)}" if definition.unit is not None else ""
    settings = ", ".join([each.name for each in definition.parameters if each.setting])
    return f"{definition.name}({', '.join(parameters)}){unit}{' with ' if settings else ''}{settings}"


def print_annotation(annotation: Annotation) -> str:
    """What stands behind a parameter's colon."""
    if isinstance(annotation, ReleaseOf):
        return f"release of {print_expression(annotation.product)}"
    if isinstance(annotation, YesNo):
        return "yes or no"
    if isinstance(annotation, TableOf):
        return f"table({', '.join(annotation.columns)})"
    if isinstance(annotation, Choices):
        return " or ".join([f'"{text}"' for text in annotation.texts])
    return print_unit(annotation)


def _definition(line: Definition) -> str:
    text = f"{signature(line)} ="
    if isinstance(line.expression, Thresholds):
        text += note_text(line.note) + print_expression(line.expression)
    else:
        text += f" {print_value(line)}"
        if line.parameters is None and line.unit is not None:
            text += f" -> {print_unit(line.unit)}"
        text += note_text(line.note)
    if line.locals:
        text += "\n  where" + "".join([f"\n    {_definition(local)}" for local in line.locals])
    return text


def print_table(table: Table) -> list[str]:
    """The lines of a table, its columns one below the other."""
    head = [table.label] if table.label else []
    head += [_column(column) for column in table.columns]
    rows = [head]
    for row in table.rows:
        cells = ["" if cell is None else print_expression(cell.expression) for cell in row.cells]
        rows.append([print_label(row.label), *cells] if table.label else cells)
    notes = ["", *[row.note for row in table.rows]]
    lines = [line for row in with_notes(aligned(rows), notes) for line in row]
    return [f"table {table.name}{note_text(table.note)}", *["    " + line for line in lines]]


def print_label(label: str) -> str:
    """The name of a row, in quotes where it could be read otherwise."""
    return f'"{label}"' if set(label) & set("|#") or label.strip() != label or not label.strip("-: ") else label


def _column(column: Column) -> str:
    unit = f": {print_unit(column.unit)}" if column.unit is not None else ""
    if column.default is None:
        return column.name + unit
    text = f"{column.name} = {print_expression(column.default.expression)}"
    return f"{text} -> {print_unit(column.unit)}" if column.unit is not None else text


def _documentation(block: Documentation) -> list[str]:
    lines = [f"## {line}".rstrip() for line in block.text]
    lines += [f"## also: {', '.join(block.also)}"] if block.also else []
    lines += [f"## author: {author}" for author in block.authors]
    lines += [f"## source: {source}" for source in block.sources]
    lines += [f"## as_of: {block.as_of}"] if block.as_of else []
    lines += [f"## review_by: {block.review_by}"] if block.review_by else []
    lines += [f"## valid_for: {block.valid_for}"] if block.valid_for else []
    lines += [f"## owner: {block.owner}"] if block.owner else []
    lines += ["## sources: required"] if block.needs_sources else []
    lines += [f"## confidence: {block.confidence}"] if block.confidence else []
    lines += [f"## rises: {', '.join(block.rises)}"] if block.rises else []
    lines += [f"## falls: {', '.join(block.falls)}"] if block.falls else []
    lines += [f"## releases: {line}" for line in block.releases]
    lines += [f"## example: {print_example(example)}" for example in block.examples]
    return lines


def rows_of(tree: Thresholds) -> list[str]:
    """The rows of a function by thresholds, a line each; classes that follow one another stand on one."""
    word = "below" if tree.is_below else "up to"
    rows: list[str] = []
    classes: list[str] = []
    given = list(zip(tree.bounds, tree.values, tree.notes, strict=False))
    for place, (bound, value, note) in enumerate(given, 1):
        text = print_expression(bound)
        classes.append(f"({text})" if isinstance(bound, Range) else text)
        if value is None and not note and place < len(given) and given[place][1] is None:
            continue
        then = f" then {print_expression(value)}" if value is not None else ""
        rows.append(f"{word} {', '.join(classes)}{then}{note_text(note)}")
        classes = []
    if tree.otherwise is not None:
        rows.append(f"else {print_expression(tree.otherwise)}{note_text(tree.notes[-1])}")
    return rows


def print_example(example: Example) -> str:
    """An example as its line says it."""
    tolerance = f" ± {print_expression(example.tolerance)}" if example.tolerance is not None else ""
    return f"{print_expression(example.expression)} = {print_expression(example.value)}{tolerance}"
