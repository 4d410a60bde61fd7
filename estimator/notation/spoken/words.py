# ruff: noqa: RUF001  # characters of other scripts are what this is about
"""What is typed, cut into numbers, words with what they may mean, and signs.

Characters that stand for others (full-width ones, other dashes and blanks) are taken for them first, one for one, so
that a place in what is read is the same place in what was typed.
"""

from __future__ import annotations

from estimator.notation.everyday import date_at, instead_of_clock
from estimator.notation.spoken.table import phrases
from estimator.notation.tokens import CURRENCIES
from estimator.notation.tree import GLUED_MAGNITUDES, MAGNITUDES
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container
    from typing import TypeAlias

    # A unit's text to its dimension (as in Kind.dimension) and its size in base units; None for what is no unit.
    Units: TypeAlias = Callable[[str], "tuple[tuple[tuple[str, int], ...], float] | None"]

LONGEST = 2_000
_SAME = {
    "，": ",", "、": ",", "；": ",", ";": ",", "。": ".", "．": ".", "：": ":", "（": "(", "）": ")", "？": "?",
    "【": "(", "】": ")", "＋": "+", "－": "-", "−": "-", "×": "*", "＊": "*", "·": "*", "÷": "/", "／": "/", "％": "%",
    "＝": "=", "～": "~", "＾": "^", "’": "'", "‘": "'", "“": '"', "”": '"', "｜": "|", "＜": "<", "＞": ">", "￥": "¥",
    "＄": "$", "！": "!", "–": "–", "—": "–", "‐": "-", "‑": "-", "μ": "u", "µ": "u", "\u00a0": " ", "\u3000": " ",
    "\u202f": " ", "\u2009": " ", "\u2007": " ", "\t": " ", "\u200b": " ",
}  # fmt: skip
_DIGITS = "0123456789"
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
_SIGNS = ("->", "+/-", "...", "..", "==", "<=", ">=", "!=", "+-")


@record
class Token:
    """A piece of what was typed: `kind` is number, word, sign or end.

    A number's `text` is its digits, of which `percent` says whether a % follows and `doubt` how else they may be meant.
    A word has `roles`: what it may mean, by the kinds of the table. `glued` says that no blank stands before it.
    """

    kind: str
    text: str
    roles: dict[str, str]
    start: int
    end: int
    glued: bool
    percent: bool = False
    doubt: str = ""
    typed: str = ""


class Unread(Exception):
    """What is typed cannot be read; says at which place, why, and what to write."""

    def __init__(self, message: str, start: int, end: int, remedy: str = "", replacement: str = "") -> None:
        super().__init__(message)
        self.message, self.start, self.end = message, start, end
        self.remedy, self.replacement = remedy, replacement
        self.spoken = False  # does the line hold words of the table, so that it was meant to be read by it?


class Cutter:
    """Cuts one line."""

    def __init__(self, text: str, units: Units, names: Container[str] = ()) -> None:
        self.text = "".join([_same(char) for char in text]) + "\n"
        self.lower = self.text.lower() if len(self.text.lower()) == len(self.text) else self.text
        self.units = units
        self.names = names  # what is defined where the line stands
        self.table = phrases()
        self.at = 0
        self.found: list[Token] = []
        self.calls: list[bool] = []  # open brackets: do commas in them separate arguments?

    def tokens(self) -> list[Token]:
        """All tokens, closed by one of kind `end`. Unread."""
        text = self.text
        end = len(text) - 1
        if end > LONGEST:
            raise Unread("this is too long to be read as it is spoken", 0, 1)
        while self.at < end:
            at, char = self.at, text[self.at]
            if char == " ":
                self.at += 1
            elif char in _DIGITS and self.is_value(at):
                self.word(at + self.phrase(at))
            elif char in _DIGITS or (char == "." and text[at + 1] in _DIGITS):
                self.number()
            elif char == '"':
                stop = text.find('"', at + 1)
                if stop < 0:
                    raise Unread("this text is never closed", at, end)
                self.add("text", text[at : stop + 1], stop + 1)
            elif char in CURRENCIES:
                self.add("currency", CURRENCIES[char], at + 1)
            elif char == "#":
                break
            else:
                self.other(at, char)
        self.found.append(Token("end", "", {}, end, end, glued=False))
        return self.found

    def add(self, kind: str, text: str, stop: int, roles: dict[str, str] | None = None) -> None:
        """A token from here to an offset."""
        glued = self.at > 0 and self.text[self.at - 1] != " "
        self.found.append(Token(kind, text, roles or {}, self.at, stop, glued, typed=self.text[self.at : stop]))
        self.at = stop

    def other(self, at: int, char: str) -> None:
        """A word, a phrase or a sign."""
        length = self.phrase(at)
        if char in _LETTERS:
            stop = self.letters(at)
            while stop < len(self.text) and (self.text[stop] in _DIGITS or self.text[stop] in _LETTERS):
                stop += 1
            if length > stop - at:
                self.word(at + length)
                return
            dotted = stop
            while self.text[dotted] == "." and self.text[dotted + 1] in _LETTERS and not self.behind_number():
                dotted = self.letters(dotted + 1)
                while self.text[dotted] in _DIGITS or self.text[dotted] in _LETTERS:
                    dotted += 1
            if dotted > stop:
                self.add("word", self.text[at:dotted], dotted, {"path": ""})
            elif not length and self.found and self.found[-1].kind == "number":
                self.suffix(at, self.letters(at) if self.behind_number() else stop)
            else:
                self.word(stop)
        elif length and (char.isalnum() or self.text[at + length - 1].isalpha()):
            self.word(at + length)
        elif char.isalpha():
            self.unknown(at)
        else:
            sign = next((sign for sign in _SIGNS if self.text.startswith(sign, at)), char)
            sign = self.text[at : at + length] if length > len(sign) else sign
            if sign == "(":
                self.calls.append(bool(self.found) and self.found[-1].kind == "word" and self.found[-1].end == at)
            elif sign == ")" and self.calls:
                self.calls.pop()
            self.add("sign", sign, at + len(sign), dict(self.table.roles.get(sign, {})))

    def behind_number(self) -> bool:
        """Whether a number ends just here."""
        return bool(self.found) and self.found[-1].kind == "number" and self.found[-1].end == self.at

    def is_value(self, at: int) -> bool:
        """Whether a form that is no number begins here with a digit: 10gbe, 4k video."""
        length = self.phrase(at)
        roles = self.table.roles[self.lower[at : at + length]] if length else {}
        return "value" in roles or "qualifier" in roles

    def letters(self, at: int) -> int:
        """The end of a run of letters."""
        while self.text[at] in _LETTERS:
            at += 1
        return at

    def phrase(self, at: int) -> int:
        """The length of the longest form of the table that stands here; 0 for none."""
        lower, text = self.lower, self.text
        behind = at > 0 and _is_word(text[at - 1]) and not self.behind_number()
        if behind and _is_word(text[at]):
            return 0
        for length in self.table.lengths.get(lower[at], ()):
            part = lower[at : at + length]
            if part in self.table.roles and not (_is_word(part[-1]) and _is_word(text[at + length])):
                return length
        return 0

    def word(self, stop: int) -> None:
        """A word up to an offset, with what it may mean; the notation's own unit comes before the table's."""
        typed = self.text[self.at : stop]
        roles = dict(self.table.roles.get(typed.lower(), {}))
        if typed in MAGNITUDES and typed not in ("w", "kw"):
            roles["magnitude"] = typed
        elif "magnitude" in roles and typed.isascii() and self.is_letter(typed, roles):
            del roles["magnitude"]
        if self.units(typed) is not None:
            roles["unit"] = typed
        if typed in self.names:
            roles["path"] = ""
        self.add("word", typed, stop, roles)

    def is_letter(self, typed: str, roles: dict[str, str]) -> bool:
        """Whether a short word is no magnitude here: a letter of the other case, or behind a blank."""
        if len(typed) == 1 and typed.lower() != typed and roles["magnitude"] in MAGNITUDES:
            return True
        return (len(typed) == 1 or typed.lower() in GLUED_MAGNITUDES) and not self.behind_number()

    def unknown(self, at: int) -> None:
        """A run of letters that no form of the table begins, up to one that does."""
        stop = at + 1
        while self.text[stop].isalpha() and self.text[stop] not in _LETTERS and not self.phrase(stop):
            stop += 1
        self.word(stop)

    def suffix(self, at: int, stop: int) -> None:
        """Letters glued to a number: a magnitude, a unit, or both."""
        run = self.text[at:stop]
        if run in MAGNITUDES and self.behind_number():
            self.add("word", run, stop, {"magnitude": run})
            return
        if self.units(run) is None and run.lower() not in self.table.roles:
            for length in (2, 1):
                rest = run[length:]
                known = self.units(rest) is not None or self.unit_form(rest)
                if run[:length] in MAGNITUDES and len(rest) > 1 and known:
                    self.add("word", run[:length], at + length, {"magnitude": run[:length]})
                    self.word(stop)
                    return
        self.word(stop)

    def unit_form(self, text: str) -> bool:
        """Whether a text is a form of a unit in the table."""
        roles = self.table.roles.get(text.lower(), {})
        return "unit" in roles or "label" in roles

    def has_ratio(self) -> bool:
        """Whether the line speaks of a ratio, whose 10:1 is no time of day."""
        return any("word ratio" in roles and form in self.lower for form, roles in self.table.roles.items())

    def number(self) -> None:
        """A number with its groups of digits, as far as they can be told from a decimal comma."""
        text, at = self.text, self.at
        if date_at(text, at) is not None or (instead_of_clock(text, at) is not None and not self.has_ratio()):
            raise Unread("this is a date or a time of day", at, at + 1)  # of which the notation says what to write
        stop = _digits(text, at)
        doubt = ""
        groups, after = _groups(text, stop)
        if groups and stop - at <= 3 and not (self.calls and self.calls[-1]):
            first = stop - at
            stop = after
            separator = text[at + first]
            pointed = text[stop] == "." and text[stop + 1] in _DIGITS
            if separator == "." and len(groups) == 1:
                stop = at + first  # a decimal point
            elif separator == "," and len(groups) == 1 and not pointed:
                doubt = f"{text[at : at + first]}.{groups[0]}"
        if text[stop] == "." and text[stop + 1] in _DIGITS:
            stop = _digits(text, stop + 1)
        elif text[stop] == "," and text[stop + 1] in _DIGITS and not groups and not (self.calls and self.calls[-1]):
            end = _digits(text, stop + 1)
            pointed_number = f"{text[at:stop]}.{text[stop + 1 : end]}"
            raise Unread("a comma is no decimal point here", at, end, f"write {pointed_number}", pointed_number)
        if text[stop] in "eE" and text[stop + 1 : stop + 2].strip("+-") in ("", *_DIGITS):
            end = stop + 2 if text[stop + 1] in "+-" else stop + 1
            if text[end] in _DIGITS:
                stop = _digits(text, end)
        if text[at] == "0" and text[at + 1] in _DIGITS and self.calls and self.calls[-1]:
            raise Unread("this may be a group of digits", at, stop)
        written = _grouped(text[at:stop])
        if written.count(".") > 1:
            remedy = written.replace(".", "_")
            raise Unread("points do not group digits here", at, stop, f"write {remedy}", remedy)
        behind = stop + len(text[stop:]) - len(text[stop:].lstrip(" "))
        if behind > stop and text[behind] == "%" and not _is_word(text[behind + 1]):
            stop = behind
        percent = text[stop] == "%"
        glued = at > 0 and text[at - 1] != " "
        self.found.append(
            Token("number", written, {}, at, stop + percent, glued, percent, doubt, typed=text[at : stop + percent])
        )
        self.at = stop + percent


def _same(char: str) -> str:
    code = ord(char)
    if 0xFF10 <= code <= 0xFF5A and (char.isdigit() or char.isalpha()):
        return chr(code - 0xFEE0)
    return _SAME.get(char, char)


def _is_word(char: str) -> bool:
    return char in _LETTERS or char in _DIGITS


def _digits(text: str, at: int) -> int:
    while text[at] in _DIGITS or (text[at] == "_" and text[at + 1] in _DIGITS):
        at += 1
    return at


def _groups(text: str, at: int) -> tuple[list[str], int]:
    """The groups of digits behind the first one, split by one kind of separator, and where they end."""
    separator = text[at]
    if separator not in ",.' ":
        return [], at
    found: list[str] = []
    while text[at] == separator and text[at + 1] in _DIGITS:
        stop = at + 1
        while text[stop] in _DIGITS:
            stop += 1
        if not 2 <= stop - at - 1 <= 3:
            break
        found.append(text[at + 1 : stop])
        at = stop
    while found and len(found[-1]) != 3:  # 12,23,456 groups as in India; 1,01 does not group
        at -= len(found.pop()) + 1
    if separator != "," and any(len(group) != 3 for group in found):
        return [], at
    return (found, at) if found else ([], at)


def _grouped(text: str) -> str:
    """Digits with _ between their groups."""
    for separator in ",' ":
        text = text.replace(separator, "_")
    return text
