"""What signatures share: choices that have a name, settings that are passed on, and what annotations say.

    choice content = "text" or "integer"
    setting server: "redis" or "valkey" = "redis"      # a parameter with its default, for all functions that name it
    f(keys: count, each: content) -> B with server =   # takes the setting, and passes it on to what it calls
    with server, version                               # a sheet's own quantities, passed on to all that it calls
    correlated users, rate: 60%                        # ranges that are high together: see correlations.py

These words begin such a line only where a name follows; elsewhere they may be names of quantities.
"""

from __future__ import annotations

from estimator.notation.correlations import Correlated
from estimator.notation.line_ends import read_note
from estimator.notation.passed_on import Setting, With
from estimator.notation.tree import (
    Choices,
    Literal,
    Name,
    Negation,
    Parameter,
    ReleaseOf,
    TableOf,
    Text,
    Unit,
    YesNo,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.expressions import ExpressionParser
    from estimator.notation.tree import Annotation

DECLARERS = ("choice", "correlated", "setting", "with")
_YES_NO = {"yes", "no"}
_CHOICE = 'write choice name = "a" or "b"'
_SETTING = "write setting name: annotation = default"
_NAMES = "write with server, version"
_CORRELATED = "write correlated users, rate: 60%"


def read_annotation(parser: ExpressionParser) -> Annotation:
    """What stands behind a colon: a unit, texts, `yes or no`, the product whose release it is, or a choice's name."""
    if parser.type == "text":
        return read_choices(parser)
    if parser.type == "name" and parser.tokens[parser.at][1] == "table":
        return _read_columns(parser)
    _, (magnitude, text), begin, stop = parser.expect(
        "unit", "a unit, count or texts are needed behind the colon", "write name: unit"
    )
    following = parser.tokens[parser.at]
    if text in _YES_NO and following[0] == "or":
        parser.advance()
        other = parser.tokens[parser.at]
        if other[1] not in _YES_NO - {text}:
            parser.fail("yes and no are the two that a truth may be", (other[2], other[3]), "write yes or no")
        parser.advance()
        return YesNo((begin, other[3]))
    if text != "release" or following[:2] != ("name", "of"):
        return Unit(magnitude, text, (begin, stop))
    parser.advance()
    if parser.type not in ("text", "name"):
        parser.unexpected("of needs a product, or the parameter that names one", 'write release of "redis"')
    head, product, start, stop = parser.advance()
    return ReleaseOf((Text if head == "text" else Name)(product, (start, stop)), (begin, stop))


def _read_columns(parser: ExpressionParser) -> TableOf:
    """A parameter that is a table, with the columns that it has: `table(size, rate)`."""
    begin = parser.advance()[2]
    parser.expect("(", "a table has its columns in brackets", "write columns: table(size)")
    columns: list[str] = []
    while True:
        columns.append(parser.expect("name", "a table needs the names of columns", "write columns: table(size)")[1])
        if parser.type != ",":
            break
        parser.advance()
    end = parser.expect(")", "a closing bracket is needed behind the columns", "close it with )")[3]
    return TableOf(tuple(columns), (begin, end))


def read_choices(parser: ExpressionParser) -> Choices:
    """The texts that a parameter may be: `"a" or "b"`."""
    texts: list[str] = []
    begin = stop = parser.tokens[parser.at][2]
    while True:
        _, text, start, stop = parser.expect("text", "a text is needed behind or", 'write "a" or "b"')
        if text in texts:
            parser.fail(f'"{text}" is there twice', (start, stop), "leave one out")
        texts.append(text)
        if parser.type != "or":
            return Choices(tuple(texts), (begin, stop))
        parser.advance()


def read_settings(parser: ExpressionParser) -> tuple[Parameter, ...]:
    """The settings that a function names behind its brackets and its unit: `with server, version`."""
    word = parser.tokens[parser.at][1]
    if not (parser.type == "name" and word == "with") and not (parser.type == "unit" and word == ("", "with")):
        return ()
    parser.advance()
    return tuple(
        [
            Parameter(name.path, None, None, name.span, setting=True)
            for name in _read_names(parser, "with needs the names of settings", _NAMES)
        ]
    )


def read_declaration(parser: ExpressionParser) -> Setting | With | Correlated:
    """A line that begins with one of the words above."""
    word = parser.advance()[1]
    if word == "correlated":
        return _read_correlated(parser)
    if word == "with":
        names = _read_names(parser, "with needs the names of settings", _NAMES)
        return With(names, read_note(parser), (names[0].span[0], names[-1].span[1]))
    _, name, start, stop = parser.expect("name", f"a {word} needs a name", _CHOICE)
    if word == "choice":
        parser.expect("=", f"= is needed behind {name}", _CHOICE)
        choices = read_choices(parser)
        return Setting(name, choices, None, read_note(parser), (start, stop))
    parser.expect(":", f"a colon is needed behind {name}", _SETTING)
    annotation = read_annotation(parser)
    parser.expect("=", "a setting has a default", _SETTING)
    default = parser.expression()
    return Setting(name, annotation, default, read_note(parser), (start, stop))


def _read_names(parser: ExpressionParser, message: str, remedy: str) -> tuple[Name, ...]:
    """Names with commas between them, none of them twice."""
    names: list[Name] = []
    while True:
        _, path, start, stop = parser.expect("name", message, remedy)
        if path in [each.path for each in names]:
            parser.fail(f"{path} is there twice", (start, stop), "leave one out")
        names.append(Name(path, (start, stop)))
        if parser.type != ",":
            return tuple(names)
        parser.advance()


def _read_correlated(parser: ExpressionParser) -> Correlated:
    """The rest of a line that begins with `correlated`."""
    start = parser.tokens[parser.at - 1][2]
    names = _read_names(parser, "correlated needs the names of ranges", _CORRELATED)
    if len(names) == 1:
        parser.fail(f"{names[0].path} alone is correlated with nothing", names[0].span, _CORRELATED)
    parser.expect(":", "a colon is needed behind the names", _CORRELATED)
    if parser.type == "unit":  # so a word behind a colon is read
        parser.fail("a correlation is a plain number, from -100% to 100%", parser.tokens[parser.at][2:], _CORRELATED)
    tree = parser.expression()
    number = tree.operand if isinstance(tree, Negation) and tree.operator == "negative" else tree
    if not isinstance(number, Literal) or number.unit or number.magnitude:
        parser.fail("a correlation is a plain number, from -100% to 100%", tree.span, _CORRELATED)
    found = Correlated(names, tree, "", (start, tree.span[1]))
    if not abs(found.correlation) < 1:
        remedy = "write one of them as a multiple of the other, or a number between -100% and 100%"
        parser.fail("what is correlated by 100% is one range, not two", tree.span, remedy)
    return Correlated(found.names, tree, read_note(parser), found.span)
