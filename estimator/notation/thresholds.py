"""Functions by thresholds: rows below the signature, each of a number that the parameter is up to, or below.

price(volume: TB) -> USD/GB =
up to 10 TB then 0.09 USD/GB
up to 50 TB then 0.085 USD/GB
else 0.05 USD/GB              # without it, what is above the last is an error
class(size: B) -> B =
up to 8, 16, 24, 32 B         # classes: each gives itself

rows = row { row } [ "else" expression [ note ] ]          # each begins a line; one indented deeper continues it
row  = ( "up" "to" | "below" ) number ( "then" number | { "," number } ) [ note ]
"""

from __future__ import annotations

from estimator.notation.expressions import ExpressionParser
from estimator.notation.line_ends import read_note
from estimator.notation.tree import PRECEDENCE, Literal, Name, Thresholds
from estimator.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.tokens import Tokenizer
    from estimator.notation.tree import Expression, Parameter, Token

_ROW = "write rows such as up to 10 GB then 5 USD"
_ALONE = "write another row or a line else …, or put a range in brackets"
_WORDS = ("up", "below")


def begins_row(tokens: list[Token], at: int, text: str) -> bool:
    """Whether a row begins at a token: `up to`, or `below` a number, as the first of its line."""
    head, word, start, _ = tokens[at]
    if head != "name" or word not in _WORDS or text[text.rfind("\n", 0, start) + 1 : start].strip():
        return False
    if word == "up":
        return tokens[at + 1][0] == "to"
    is_signed = tokens[at + 1][0] == "-" and tokens[at + 2][0] == "number" and tokens[at + 2][2] == tokens[at + 1][3]
    return is_signed or tokens[at + 1][0] == "number"


def refuse_row(parser: ExpressionParser, *, is_function: bool) -> None:
    """Report a row, read as a range, that does not stand where one is read: a then follows it."""
    start, stop = parser.tokens[parser.at][2:]
    if is_function:
        parser.fail("a row of thresholds stands on a line of its own", (start, stop), "put it below, indented")
    remedy = "write f(x: GB) = above the rows, and f(…) where its value is needed"
    parser.fail("rows of thresholds are of a function's parameter", (start, stop), remedy)


def read_thresholds(
    outer: ExpressionParser, tokenizer: Tokenizer, parameters: tuple[Parameter, ...], end: int
) -> Thresholds:
    """The rows from the token at hand to an offset; the parser is left at its end, with the note above the rows."""
    first = outer.tokens[outer.at][2]
    subjects = [each for each in parameters if not each.setting]
    if len(subjects) != 1:
        outer.fail("thresholds are of a function's one parameter", (first, first + 2), "write f(x: B) = above them")
    reader = _Rows(outer, tokenizer)
    for start, stop in _lines(tokenizer.text, first, end):
        reader.read(start, stop)
    notes = [token for token in outer.tokens if token[0] == "note" and token[2] < first]
    outer.tokens = [*outer.tokens[: outer.at], *notes, outer.tokens[-1]]
    outer.type = outer.tokens[outer.at][0]
    if len(reader.bounds) < 2 and reader.otherwise is None:
        outer.fail("one row says no more than its number", (first, first + 2), _ALONE)
    subject = Name(subjects[0].name, subjects[0].span)
    rest = reader.otherwise
    notes_of_rows = (*reader.notes, reader.rest_note)
    return Thresholds(
        subject, reader.word == "below", tuple(reader.bounds), tuple(reader.values), rest, notes_of_rows, (first, end)
    )


def _lines(text: str, at: int, end: int) -> list[tuple[int, int]]:
    """The rows between two offsets: a line each, with those indented deeper."""
    base = at - text.rfind("\n", 0, at)
    found: list[tuple[int, int]] = []
    while at < end:
        stop = text.find("\n", at)
        begin = at
        while text[begin] in " \t\r":
            begin += 1
        if begin < min(stop, end) and text[begin] != "#":
            if found and begin - text.rfind("\n", 0, begin) > base:
                found[-1] = (found[-1][0], min(stop, end))
            else:
                found.append((begin, min(stop, end)))
        at = stop + 1
    return found


class _Rows:
    """What the rows read so far say."""

    __slots__ = ("bounds", "notes", "otherwise", "outer", "rest_note", "tokenizer", "values", "word")

    def __init__(self, outer: ExpressionParser, tokenizer: Tokenizer) -> None:
        self.outer = outer
        self.tokenizer = tokenizer
        self.word = ""
        self.bounds: list[Expression] = []
        self.values: list[Expression | None] = []
        self.notes: list[str] = []
        self.otherwise: Expression | None = None
        self.rest_note = ""

    def read(self, start: int, stop: int) -> None:
        """Read one row, or the line of what lies beyond."""
        parser = ExpressionParser(self.outer.source, self.tokenizer.tokens(start, stop))
        parser.names = self.outer.names
        if self.otherwise is not None:
            parser.fail("else is the last line of a table", (start, stop), "move this line above it")
        if parser.type == "else":
            parser.advance()
            self.otherwise = parser.expression()
            self.rest_note = read_note(parser)
            return
        word = parser.tokens[parser.at][1]
        if not begins_row(parser.tokens, parser.at, self.tokenizer.text):
            parser.unexpected("a row of thresholds begins with up to or below", _ROW)
        self.word = self.word or word
        if word != self.word:
            spelled = "below" if self.word == "below" else "up to"
            parser.fail("a table has rows of one sort", (start, start + len(word)), f"write {spelled} here, too")
        parser.advance()
        if word == "up":
            parser.advance()
        self.row(parser)

    def row(self, parser: ExpressionParser) -> None:
        """The thresholds of a row, with its value."""
        bounds = [parser.expression(PRECEDENCE["+"])]
        while parser.type == ",":
            parser.advance()
            bounds.append(parser.expression(PRECEDENCE["+"]))
        value = None
        if parser.type == "then":
            if len(bounds) > 1:
                start, stop = parser.tokens[parser.at][2:]
                parser.fail("several classes give themselves", (start, stop), "write a row for each, or leave then out")
            parser.advance()
            value = parser.expression()
        if parser.type == ":":
            parser.unexpected("then stands between a threshold and what it gives", _ROW)
        if parser.type == "->":
            parser.unexpected("a row ends with its number", "give the unit once, before = of the function")
        note = read_note(parser)
        last = bounds[-1]
        if isinstance(last, Literal) and last.unit:
            bounds = [_with_unit(each, last) for each in bounds]
        self.bounds += bounds
        self.values += [value] * len(bounds)
        self.notes += [""] * (len(bounds) - 1) + [note]


def _with_unit(bound: Expression, last: Literal) -> Expression:
    """A bare number of a list with the unit, and the magnitude, that stand behind its last one."""
    if isinstance(bound, Literal) and not (bound.unit or bound.magnitude or bound.percent):
        return replace(bound, magnitude=last.magnitude, unit=last.unit)
    return bound
