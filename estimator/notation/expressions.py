"""Tokens to expressions, by precedence climbing (Pratt's method).

    expression  = "if" expression "then" expression "else" expression | binary
    binary      = prefix { OPERATOR prefix }                       # PRECEDENCE in tree.py; ^ binds to the right
    prefix      = ( "-" | "not" ) binary | postfix
    postfix     = number [ "(" expression "to" expression ")" [ unit ] ]      # best guess and interval
                | text
                | ( "sum" | "first" ) "(" name "=" expression "to" expression "," expression ")"
                | aggregate "(" expression [ "where" expression ] ")"            # sum, min, max, mean, count of a table
                | path [ "(" [ argument { "," argument } ] ")" [ "." name | unit ] ]
                | "(" expression ")" [ unit ]
    argument    = [ name "=" ] expression

`number` and `unit` are whole tokens: see tokens.py for what is glued to them.
"""

from __future__ import annotations

from estimator.notation.binders import BINDERS, bound_first, unbound
from estimator.notation.levels import with_level
from estimator.notation.tree import (
    COMPARISONS,
    MIXTURE,
    PRECEDENCE,
    Argument,
    Best,
    Binary,
    Call,
    Conditional,
    Literal,
    Measure,
    Name,
    Negation,
    Range,
    Sum,
    Text,
    is_bare,
)
from estimator.problems import Mark, Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from estimator.notation.tree import Expression, Span, Token
    from estimator.problems import Source

MAXIMUM_DEPTH = 200
_BESIDE = frozenset(("-", "/", ":"))  # what stands between the numbers of a date or a clock time
_MARGINS = frozenset(("-", "/"))  # behind a +, and glued to it, as in +- and +/-
_INFIX = {operator: level for operator, level in PRECEDENCE.items() if operator not in ("not", "negative")}
_ENDS = {"end": "the end of the line"} | {each: f"a {each}" for each in ("note", "unit", "member", "number", "text")}


class ParseFault(Exception):
    """Gives up the line at hand; holds the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class ExpressionParser:
    """Reads expressions from a list of tokens; `names` gathers the names that they need from their file."""

    __slots__ = (
        "at",
        "at_is_chance",
        "depth",
        "is_operand",
        "names",
        "nesting",
        "source",
        "tokens",
        "tolerant",
        "type",
    )

    def __init__(self, source: Source, tokens: list[Token]) -> None:
        self.source = source
        self.tokens = tokens
        self.at = 0
        self.type: str = tokens[0][0]
        self.names: dict[str, None] = {}
        self.nesting = 0
        self.depth = 0
        self.at_is_chance = False  # is an `at` outside of brackets that of a check?
        self.tolerant = False  # may ± follow, as in an example?
        self.is_operand = False  # does the right side of an operator begin here?

    def advance(self) -> Token:
        """Take the token at hand."""
        token = self.tokens[self.at]
        self.at += 1
        self.type = self.tokens[self.at][0]
        return token

    def fail(self, message: str, span: Span, remedy: str = "", *, label: str = "") -> NoReturn:
        """Give up the line with an error at a place."""
        raise ParseFault(Problem(message, (Mark(self.source, span[0], span[1], label),), remedy))

    def expect(self, needed: str, why: str, remedy: str = "") -> Token:
        """Take a token of this type, or give up."""
        if self.type != needed:
            self.unexpected(why, remedy)
        return self.advance()

    def unexpected(self, why: str, remedy: str = "") -> NoReturn:
        """Give up at the token at hand, of which `why` says what was needed."""
        head, value, start, end = self.tokens[self.at]
        found = _ENDS.get(head, f"“{value}”")
        line_start = self.source.text.rfind("\n", 0, start) + 1
        if not remedy and self.at and head == "name" and not self.source.text[line_start:start].strip() and line_start:
            remedy = "an indented line continues the one above it: move it to the left"
        self.fail(f"{why}, but found {found}", (start, max(end, start + 1)), remedy)

    def expression(self, minimum: int = 0) -> Expression:
        """The expression at hand, as far as operators bind at least as tightly as `minimum`."""
        self.nesting += 1
        begin = self.tokens[self.at][2]  # of the bracket, where the left side stands in one
        left = self.prefix()
        depth = self.depth
        while True:
            operator = self.type
            level = _INFIX.get(operator, -1)
            if level < minimum or level < 0:
                break
            sign = self.advance()
            if operator == "+" and self.type in _MARGINS and self.tokens[self.at][2] == sign[3]:
                from estimator.notation.everyday import refuse_margin

                refuse_margin(self, left, begin, sign[2])
            bare = self.type == "number"  # no bracket keeps a unit of the exponent from the power
            self.is_operand = True
            right = self.expression(level if operator == "^" else level + 1)
            depth = max(depth, self.depth) + 1
            left = self.combined(operator, left, right, (begin, self.tokens[self.at - 1][3]), bare=bare)
            if operator == "to" and self.type == "at":
                left = with_level(self, left)
            if depth > MAXIMUM_DEPTH:
                self.fail(
                    f"this expression is more than {MAXIMUM_DEPTH} operations deep",
                    left.span,
                    "split it into named lines",
                )
        if self.type == "±" and not self.tolerant:
            from estimator.notation.everyday import refuse_margin

            refuse_margin(self, left, begin, self.advance()[2])
        self.depth = depth
        self.nesting -= 1
        return left

    def combined(self, operator: str, left: Expression, right: Expression, span: Span, *, bare: bool) -> Expression:
        """Two sides joined by an operator."""
        if operator == "to":
            return Range(left, right, span)
        if operator in COMPARISONS and self.type in COMPARISONS:
            start, end = self.tokens[self.at][2:]
            self.fail("comparisons do not chain", (start, end), "join two of them with and")
        if operator == "^" and bare and is_bare(left) and isinstance(right, Literal) and not is_bare(right):
            number = Literal(right.text, right.number, right.percent, "", "", right.span)
            return Measure(Binary("^", left, number, span), right.magnitude, right.unit, span)
        return Binary(operator, left, right, span)

    def prefix(self) -> Expression:
        """A value, with the sign or `not` before it."""
        if self.nesting > MAXIMUM_DEPTH // 2:
            start, end = self.tokens[self.at][2:]
            self.fail(f"brackets nest more than {MAXIMUM_DEPTH // 2} deep", (start, end), "split it into named lines")
        head = self.type
        is_operand, self.is_operand = self.is_operand, False
        if head == "number":
            return self.number(is_operand=is_operand)
        if head == "name":
            return self.named()
        self.depth = 1
        if head == "(":
            return self.group(is_operand=is_operand)
        if head == "-":
            start = self.advance()[2]
            self.is_operand = True
            operand = self.expression(PRECEDENCE["negative"])
            self.depth += 1
            return Negation("negative", operand, (start, operand.span[1]))
        if head == "not":
            start = self.advance()[2]
            self.is_operand = True
            operand = self.expression(PRECEDENCE["not"])
            self.depth += 1
            return Negation("not", operand, (start, operand.span[1]))
        if head == "if":
            return self.conditional()
        if head == "text":
            _, value, start, end = self.advance()
            return Text(value, (start, end))
        self.unexpected("a value is needed here", self.line_remedy("write a number, a name or brackets"))

    def number(self, *, is_operand: bool) -> Expression:
        """A literal, or a best guess with its interval."""
        literal: Literal = self.advance()[1]
        self.depth = 1
        digits = literal.text
        if (digits[0] == "0" and len(digits) > 1) or (
            self.type in _BESIDE and self.tokens[self.at][2] == literal.span[1] and digits.isdigit()
        ):
            from estimator.notation.everyday import refuse_everyday  # an answer does not load it

            refuse_everyday(self, literal)
        if self.type == "name":
            from estimator.notation.everyday import refuse_two_words

            refuse_two_words(self, literal)
        if self.type == "number":
            self.unexpected("an operator is needed between two numbers", "write an operator, or one decimal point only")
        if self.type == "(":
            opening = self.advance()
            interval = self.inside()
            if self.type != ")":
                self.unclosed(opening[2])
            closing = self.advance()
            if not isinstance(interval, Range):
                self.fail(
                    "a number before brackets is a best guess, so the brackets need a range",
                    (literal.span[0], closing[3]),
                    f"write {literal.text} (low to high), or * for a product",
                )
            span = (literal.span[0], closing[3])
            best = self.measured(Best(literal, interval.low, interval.high, span, interval.level), opening[2])
            return with_level(self, best) if self.type == "at" and not is_operand else best
        return literal

    def named(self) -> Expression:
        """A name, a call or a sum."""
        _, path, start, end = self.advance()
        self.depth = 1
        if self.type != "(":
            if self.type in ("number", "name"):
                remedy = "write * for a product; a unit stands behind -> or a number"
                if self.source.text[end : end + 2] in (" m", " k") and self.type == "name":
                    remedy = ""
                self.unexpected(f"an operator is needed behind {path}", self.line_remedy(remedy))
            self.names.setdefault(path)
            return Name(path, (start, end))
        if path == "sum":
            return self.summation(start)
        known = dict(self.names) if path in BINDERS else {}
        self.names.setdefault(path)
        self.advance()
        arguments = []
        depth = 1
        while self.type != ")":
            arguments.append(self.argument())
            depth = max(depth, self.depth + 1)
            if self.type == ":" and path == MIXTURE:  # the part behind its share
                self.advance()
                continue
            if self.type == "where":
                return self.over(path, arguments, start)
            if self.type == ",":
                self.advance()
            elif self.type != ")":
                self.unclosed(start)
        end = self.advance()[3]
        self.depth = depth
        member = ""
        if self.type == "member":
            _, member, _, end = self.advance()
        call = Call(path, tuple(arguments), member, (start, end))
        if path in BINDERS:
            bound = bound_first if path == "first" else unbound
            return self.measured(bound(call, self.names, known), start)
        return self.measured(call, start)

    def line_remedy(self, remedy: str) -> str:
        """The remedy, but nothing at the start of a line, where `unexpected` has a better one."""
        start = self.tokens[self.at][2]
        line_start = self.source.text.rfind("\n", 0, start) + 1
        return "" if line_start and not self.source.text[line_start:start].strip() else remedy

    def argument(self) -> Argument:
        """`[name =] expression` in a call's brackets."""
        start = self.tokens[self.at][2]
        name = ""
        if self.type == "name" and self.tokens[self.at + 1][0] == "=":
            name = self.advance()[1]
            self.advance()
        value = self.inside()
        return Argument(name, value, (start, value.span[1]))

    def summation(self, start: int) -> Expression:
        """`sum(k = a to b, expression)`, or over the rows of a table."""
        self.advance()
        if self.type != "end" and self.tokens[self.at + 1][0] not in ("=", ","):
            return self.over("sum", [self.argument()], start)
        remedy = "write sum(k = 1 to 10, …)"
        variable = self.expect("name", "sum needs a variable", remedy)[1]
        self.expect("=", "sum needs = behind its variable", remedy)
        before = dict(self.names)
        interval = self.expression()
        if not isinstance(interval, Range) or interval.level is not None:
            self.fail("sum needs the two ends of its variable", interval.span, remedy)
        depth = self.depth
        self.expect(",", "sum needs a comma before what is summed", remedy)
        body = self.expression()
        if variable not in before:
            self.names.pop(variable, None)
        if self.type != ")":
            self.unclosed(start)
        end = self.advance()[3]
        self.depth = max(depth, self.depth) + 1
        return self.measured(Sum(variable, interval.low, interval.high, body, (start, end)), start)

    def over(self, aggregate: str, arguments: list[Argument], start: int) -> Expression:
        """`sum(column where condition)`, behind the column."""
        from estimator.notation.over import read_over

        return self.measured(read_over(self, aggregate, arguments, start), start)

    def group(self, *, is_operand: bool) -> Expression:
        """`( expression )`, with the unit that applies to the number in it.

        The brackets of an operand or of a number do not count as deeper, for the printer puts them where they are not
        needed.
        """
        start = self.advance()[2]
        is_free = is_operand or (self.type == "number" and self.tokens[self.at + 1][0] == ")")
        self.nesting -= is_free
        inner = self.inside()
        self.nesting += is_free
        if self.type != ")":
            self.unclosed(start)
        self.advance()
        found = self.measured(inner, start)
        return found if self.type != "at" or is_operand or not isinstance(inner, Range) else with_level(self, found)

    def inside(self) -> Expression:
        """What stands behind an opening bracket, where an `at` is that of a range."""
        outside, self.at_is_chance = self.at_is_chance, False
        found = self.expression()
        self.at_is_chance = outside
        return found

    def unclosed(self, start: int) -> NoReturn:
        """Report an opening bracket (at the call's name or itself) whose closing one is missing."""
        from estimator.notation.everyday import unclosed

        found = _ENDS.get(self.type, f"“{self.tokens[self.at][1]}”")
        raise ParseFault(unclosed(self, start, found))

    def measured(self, inner: Expression, start: int) -> Expression:
        """The value with the magnitude and unit that stand behind its closing bracket."""
        if self.type != "unit":
            return inner
        _, (magnitude, unit), _, end = self.advance()
        self.depth += 1
        return Measure(inner, magnitude, unit, (min(start, inner.span[0]), end))

    def conditional(self) -> Expression:
        """`if … then … else …`."""
        start = self.advance()[2]
        condition = self.expression()
        depth = self.depth
        self.expect("then", "if needs then behind its condition", "write if … then … else …")
        consequence = self.expression()
        depth = max(depth, self.depth)
        self.expect("else", "if needs else: an estimate has a value in every case", "write else and a value")
        alternative = self.expression()
        self.depth = max(depth, self.depth) + 1
        return Conditional(condition, consequence, alternative, (start, alternative.span[1]))
