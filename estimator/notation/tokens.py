"""Text to tokens: `(type, value, start, end)`.

Types: `number` (its value is a finished Literal with magnitude and unit), `unit` (magnitude and unit text behind a
closing bracket, `->` or an annotation's colon), `name` (also a dotted path), `member` (behind a closing bracket),
`text`, `note`, `end`; an operator or a reserved word is its own type.

A unit is what is glued to a number, so it is read here, where blanks are still known. Which words are units is
not: `3 server` has the unit `server` because a word follows a number. What is unreadable becomes a problem.
"""

from __future__ import annotations

from estimator.notation import superscripts
from estimator.notation.blanks import BLANKED
from estimator.notation.growth_words import CONTINUING, continues
from estimator.notation.tree import GLUED_MAGNITUDES, MAGNITUDES, MIXTURE, Literal
from estimator.problems import Mark, Problem, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.tree import Token

RESERVED = frozenset(("to", "if", "then", "else", "and", "or", "not", "at", "where"))
STARTERS = frozenset(("check", "scenario", "unit", "use"))
LONGEST_WORD = 200
LONGEST_LINE = 200_000
LONGEST_NUMBER = 400
_AFTER_E = frozenset("+-0123456789")
_DIGITS = frozenset("0123456789")
_NUMBER = frozenset("0123456789_")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
_WORD = _LETTERS | _DIGITS
_GLUE = frozenset(("/", "*", "·", "^", superscripts.MINUS))  # what may join a word to the rest of its unit
_PAIRS = frozenset(("->", "==", "!=", "<=", ">="))
_OPERATORS = frozenset("+-*/^(),=<>:±!")  # ! in != alone
# What the answers and other people's documents contain, as the operator that it means.
_SPELLINGS = {"×": "*", "·": "*", "÷": "/", "−": "-", "≤": "<=", "≥": ">=", "≠": "!="}  # noqa: RUF001  a minus sign
_NO_UNITS = RESERVED | CONTINUING
_PLAIN_MAGNITUDES = frozenset(MAGNITUDES) - GLUED_MAGNITUDES
# What has to stand before a word that is glued to a number; a blank before those that join two values.
_BEFORE = {"if": "an operator", "not": "an operator", "where": "a new line and two blanks"}
_MONEY_MAGNITUDES = {"B": "bn", "b": "bn", "m": "M"}
CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "￥": "CNY"}


class Tokenizer:
    """Reads tokens from one source; `text` is the source's with a newline at its end."""

    __slots__ = ("_words", "problems", "source", "text")

    def __init__(self, source: Source, problems: list[Problem]) -> None:
        self.source = source
        self.text = source.text + "\n"
        self._words = self.text.translate(BLANKED)  # where the end of a word is found at the speed of `find`
        self.problems = problems

    def report(self, message: str, start: int, end: int, remedy: str = "", label: str = "") -> None:
        """Add an error at a place of the source."""
        self.problems.append(Problem(message, (Mark(self.source, start, end, label),), remedy))

    def tokens(self, start: int, end: int) -> list[Token]:
        """The tokens between two offsets, which may hold newlines; closed by one of type `end`."""
        text = self.text
        found: list[Token] = []
        add, end_of_word = found.append, self._words.find
        brackets: list[int] = []  # open brackets: does a name stand before it, so that commas separate arguments?
        notes: list[Token] = []
        previous = word = ""
        at = start
        if end - start > LONGEST_LINE:
            self.report(f"a line of {end - start} characters", start, start + 1, "split it into named lines")
            at = end
        while at < end:
            char = text[at]
            if char in " \n":
                at += 1
                while text[at] == " ":
                    at += 1
                continue
            begin = at
            if char in _LETTERS or (char > "\x7f" and char.isalpha()):
                at = end_of_word(" ", at)
                if at - begin > LONGEST_WORD:
                    self._too_long(begin, at)
                word = text[begin:at]
                if word in _NO_UNITS and (word in RESERVED or continues(found)):
                    previous = word
                else:
                    while text[at] == "." and (text[at + 1] in _WORD or text[at + 1].isalpha()):
                        at = self._word(at + 1)
                        word = text[begin:at]
                    previous = "name"
                add((previous, word, begin, at))
                continue
            if char in _OPERATORS:
                pair = text[at : at + 2]
                if pair in _PAIRS:
                    previous = pair
                    at += 2
                    add((pair, pair, begin, at))
                    if pair == "->":
                        at = self._unit_token(at, found)
                    continue
                if char != "!":
                    at += 1
                    if pair == "**":
                        self.report("** is not an operator here", begin, begin + 2, "write ^ for a power")
                        at += 1
                        char = "^"
                    if char == "(":
                        brackets.append((word == MIXTURE) + 1 if previous == "name" else 0)
                        add(("(", char, begin, at))
                    elif char == ")":
                        if brackets:
                            brackets.pop()
                        add((")", char, begin, at))
                        at = self._behind_bracket(at, found)
                    elif char == ":" and previous == "name" and brackets[-1:] != [2]:  # else of a mixture's part
                        add((":", char, begin, at))
                        at = self._unit_token(at, found)
                    else:
                        add((char, char, begin, at))
                    previous = char
                    continue
            if char in _DIGITS or (char == "." and text[at + 1] in _DIGITS):
                literal, at = self._literal(at, grouping=not (brackets and brackets[-1]))
                previous = "number"
                add(("number", literal, begin, at))
                continue
            if char == "#":
                stop = text.find("\n", at, end)
                stop = end if stop < 0 else stop
                notes.append(("note", text[at + 1 : stop].strip(), begin, stop))
                at = stop
                continue
            at = self._rare(char, at, end, found)
            previous = found[-1][0] if found else ""
        found += notes  # one in the middle of a continued line ends nothing
        add(("end", "", end, end))
        return found

    def _rare(self, char: str, at: int, end: int, found: list[Token]) -> int:
        """Texts, other spellings of operators, blanks of other kinds, and what does not belong."""
        text = self.text
        if char == '"':
            stop, newline = text.find('"', at + 1, end), text.find("\n", at, end)
            if stop < 0 or 0 <= newline < stop:
                stop = newline if newline >= 0 else end
                self.report("this text is never closed", at, stop, 'close it with "')
                found.append(("text", text[at + 1 : stop], at, stop))
                return stop
            found.append(("text", text[at + 1 : stop], at, stop + 1))
            return stop + 1
        if (stop := superscripts.end(text, at)) > at:
            magnitude, unit, after = self._suffix(self._blanks(stop), glued=False)
            found += superscripts.power(text[at:stop], magnitude, unit, (at, after if magnitude or unit else stop))
            return after if magnitude or unit else stop
        if char in _SPELLINGS:
            found.append((_SPELLINGS[char], char, at, at + 1))
            return at + 1
        if char.isspace():
            return at + 1
        if char in CURRENCIES:
            stop = at + 1
            first = text[stop : stop + 2].removeprefix(".")[:1]
            while first.isascii() and first.isdecimal() and (text[stop] in _NUMBER or text[stop] == "."):
                stop += 1
            number, currency = text[at + 1 : stop] or "1", CURRENCIES[char]
            literal, after = self._literal(at + 1, grouping=True) if stop > at + 1 else (None, stop)
            rest, stop = text[stop:after] if text[stop : stop + 1] == "/" else "", after
            magnitude = _MONEY_MAGNITUDES.get(literal.unit, literal.magnitude) if literal is not None else ""
            remedy = f"write {f'{number} {magnitude}'.strip()} {currency}{rest}"
            self.report(f"{char} is not part of the notation", at, stop, remedy)
            if literal is not None:
                found.append(("number", literal, at, stop))
            return stop
        stop = at + 1
        while stop < end and text[stop] == char:
            stop += 1
        if char == "%":
            self.report("% belongs to a number", at, stop, "write it behind one, as in 50%")
        else:
            self.report(f"{shown(char)} is not part of the notation", at, stop, "delete it")
        return stop

    def _word(self, at: int) -> int:
        stop = self._words.find(" ", at)
        if stop - at > LONGEST_WORD:
            self._too_long(at, stop)
        return stop

    def _too_long(self, at: int, stop: int) -> None:
        self.report(f"a word of {stop - at} letters", at, stop, f"keep names within {LONGEST_WORD} letters")

    def _literal(self, begin: int, *, grouping: bool) -> tuple[Literal, int]:
        """The number at an offset with percent sign, magnitude and unit; `grouping` says that no comma may follow."""
        text = self.text
        at = begin
        while text[at] in _NUMBER:
            at += 1
        if text[at] == "." and text[at + 1] in _DIGITS:
            at += 2
            while text[at] in _NUMBER:
                at += 1
        if text[at] in "eE":
            stop = at + 2 if text[at + 1] in "+-" else at + 1
            if text[stop] in _DIGITS:
                while text[stop] in _DIGITS:
                    stop += 1
                at = stop
        if text[at] == ",":
            at = self._grouped(begin, at, grouping=grouping)
        digits = text[begin:at].replace(",", "")
        number = self._value(digits, begin, at)
        percent = False
        magnitude = unit = ""
        char = text[at]
        if char == "%":
            percent = True
            at += 1
            char = text[at]
        if char in _WORD or char.isalpha():
            magnitude, unit, at = self._suffix(at, glued=True)
        elif char == "/":
            unit, at = self._unit(at)
        elif char == " ":
            magnitude, unit, stop = self._suffix(self._blanks(at), glued=False)
            if magnitude or unit:
                at = stop
            elif text[stop] == "%" and not percent:
                percent = True
                at = stop + 1
                if text[at] == "/":
                    unit, at = self._unit(at)
        return Literal(digits, number, percent, magnitude, unit, (begin, at)), at

    def _value(self, digits: str, begin: int, end: int) -> float:
        if len(digits) > LONGEST_NUMBER:
            self.report(f"a number of {len(digits)} digits", begin, end, "write it with a magnitude or an exponent")
            return 1.0
        try:
            value = float(digits)
        except ValueError:
            self.report(f"{digits} is not a number", begin, end, "put _ between digits only")
            return 1.0
        if value == float("inf"):
            self.report("this number is too large", begin, end, "a number has at most 308 digits")
            return 1.0
        return value

    def _grouped(self, begin: int, at: int, *, grouping: bool) -> int:
        """Report 1,000,000; inside a call's brackets only where the groups cannot be arguments."""
        text, stop = self.text, at
        leading_zero = False
        while text[stop] == "," and text[stop + 1 : stop + 4].isdecimal() and text[stop + 4] not in _NUMBER:
            leading_zero = leading_zero or (text[stop + 1] == "0")
            stop += 4
        if stop == at or not (grouping or leading_zero):
            return at
        if text[stop] == "." and text[stop + 1] in _DIGITS:
            stop += 2
            while text[stop] in _DIGITS:
                stop += 1
        written = text[begin:stop]
        self.report(
            "a comma does not group digits here, it separates arguments",
            begin,
            stop,
            f"write {written.replace(',', '_')}",
        )
        return stop

    def _blanks(self, at: int) -> int:
        text = self.text
        while text[at] == " ":
            at += 1
        return at

    def _suffix(self, at: int, *, glued: bool) -> tuple[str, str, int]:
        """Magnitude and unit at an offset, where a word may stand; both empty if none does."""
        text = self.text
        char = text[at]
        if not (char in _WORD or char.isalpha()) or char in _DIGITS:
            return "", "", at
        stop = self._word(at)
        word = text[at:stop]
        if not word.isascii():
            word = superscripts.magnitude_or_word(word)
            stop = at + len(word)
        if word in _NO_UNITS or (text[stop] == "(" and not glued):
            if glued:
                remedy = f"write {_BEFORE.get(word, 'a blank')} before {word}"
                self.report(f"{word} is a word of the notation and no unit", at, stop, remedy)
            return "", "", at
        if word in (MAGNITUDES if glued else _PLAIN_MAGNITUDES):
            if text[stop] == "/":
                unit, after = self._unit(stop)
                return (word, unit, after) if unit else (word, "", stop)
            if text[stop] == " ":
                _, unit, after = self._suffix_unit(self._blanks(stop))
                if unit:
                    return word, unit, after
            return word, "", stop
        if text[stop] not in _GLUE:
            return "", word if word.isascii() else superscripts.spelled(word), stop
        unit, stop = self._unit(at)
        return "", unit, stop

    def _suffix_unit(self, at: int) -> tuple[str, str, int]:
        text = self.text
        if not (text[at] in _WORD or text[at].isalpha()) or text[at] in _DIGITS:
            return "", "", at
        stop = self._word(at)
        word = text[at:stop]
        if word in _NO_UNITS or word == "with" or text[stop] == "(":
            return "", "", at
        if text[stop] not in _GLUE:
            return "", word if word.isascii() else superscripts.spelled(word), stop
        unit, stop = self._unit(at)
        return "", unit, stop

    def _unit(self, begin: int) -> tuple[str, int]:
        """The glued unit at an offset: `tweet/user/day`, `MB^2`, `1/s`, `/s`, `%`."""
        text = self.text
        at = begin
        if text[at] == "%" or (text[at] == "1" and text[at + 1] == "/"):
            at += 1
        elif text[at] != "/":
            at = self._word(at)
        while True:
            char = text[at]
            if char == "^":
                stop = at + 2 if text[at + 1] == "-" else at + 1
                if text[stop] not in _DIGITS:
                    break
                while text[stop] in _DIGITS:
                    stop += 1
                at = stop
            elif not char.isascii() and (stop := superscripts.end(text, at)) > at:
                at = stop
            elif char in "/*·" and (text[at + 1] == "_" or text[at + 1].isalpha()):
                stop = self._word(at + 1)
                if text[stop] == "(":  # a call, as in `2 B*ceil(x)`
                    break
                if text[at + 1 : stop] in RESERVED:
                    word = text[at + 1 : stop]
                    remedy = f"write a blank before {word}" if word in ("if", "not") else f"write a unit behind {char}"
                    self.report(f"{word} is a word of the notation and no unit", at + 1, stop, remedy)
                    break
                at = stop
            else:
                break
        unit = text[begin:at]
        return unit if unit.isascii() else superscripts.spelled(unit.replace("·", "*")), at

    def _unit_token(self, at: int, found: list[Token]) -> int:
        """The unit that must follow `->` or an annotation's colon; the parser reports a missing one."""
        text = self.text
        begin = self._blanks(at)
        magnitude = unit = ""
        stop = begin
        char = text[begin]
        is_power = text[begin + 1 : begin + 2] in ("e", "E") and text[begin + 2 : begin + 3] in _AFTER_E  # 1e-3
        if char == "%" or (char in "1/" and not is_power and (text[begin + 1] == "/" or text[begin + 1].isalpha())):
            unit, stop = self._unit(begin)
        elif (char in _WORD or char.isalpha()) and char not in _DIGITS:
            magnitude, unit, stop = self._suffix(begin, glued=False)
        if stop > begin:
            found.append(("unit", (magnitude, unit), begin, stop))
            return stop
        return at

    def _behind_bracket(self, at: int, found: list[Token]) -> int:
        text = self.text
        if text[at] == "." and (text[at + 1] in _WORD or text[at + 1].isalpha()):
            stop = self._word(at + 1)
            found.append(("member", text[at + 1 : stop], at + 1, stop))
            return stop
        begin = self._blanks(at)
        if begin == at and text[at] == "/":
            return at
        magnitude, unit, stop = self._suffix(begin, glued=False)
        if stop > begin:
            found.append(("unit", (magnitude, unit), begin, stop))
            return stop
        if text[begin] == "%":
            found.append(("unit", ("", "%"), begin, begin + 1))
            return begin + 1
        return at


def shown(char: str) -> str:
    """A character as a report names it; one that cannot be seen, by its number."""
    if char.isprintable():
        return f"“{char}”"
    return f"the character U+{ord(char):04X}"
