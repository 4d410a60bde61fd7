"""The arithmetic of a text tried: each claim that can be read is reckoned, and told where it is off.

A number is as good as its last digit: 350 MB/s stands for what rounds to it, or is cut to it. What cannot be read, or
says things of different sorts, is passed over. Units are those of the notation, of 1000 bytes a KB; where a text
converts by hand, by 1024 or 86,400, the bare numbers may agree as well.
"""

from __future__ import annotations

import re
from functools import cache
from math import floor, isfinite, log10, prod

from estimator.languages.values import Values
from estimator.model.frames import NumberQuantity
from estimator.notation.claims import ARROWS, Claim, claims, lines_of
from estimator.notation.tree import MAGNITUDES, Literal, Measure, Name, Range
from estimator.notation.walking import walk
from estimator.problems import EstimateError, Mark, Problem
from estimator.reckoning.estimate import ANSWER, answer
from estimator.reckoning.linting.allowances import allowances_in_prose, allowed, idle
from estimator.reckoning.linting.rules import OF_PROSE, WRONG_ARITHMETIC, WRONG_RATIO, Finding
from estimator.records import record
from estimator.units.kinds import PLAIN
from estimator.units.table import UnknownUnit, shipped_units

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.claims import RatioClaim
    from estimator.problems import Source
    from estimator.reckoning.evaluate import Evaluation
    from estimator.units.kinds import Kind

MOST_CLAIMS = 5000
MOST_AMBIGUOUS = 3
FAR = 20.0  # times; two numbers beside each other that are as far apart are not the same thing
SHORT_MONTH = 365 / 360  # a month of 30 days, as people reckon with
LONGEST_UNIT_WORD = 24
TOLD_DIGITS = 6
NEARLY = 0.02  # of what is only said to be about so much
ROUGHLY = 0.1  # and of what is said so in passing
SLACK = 1e-9
_BY_HAND = frozenset((8.0, 0.125, 24.0, 60.0, 365.0))  # and those from a thousand to a million
LARGE = (1000.0, 1e6)
_WORDS = frozenset(("per", "million", "billion", "thousand", "trillion", "req", "reqs", "bytes", "bits"))
_NO_UNITS = frozenset(("a", "i", "in", "at", "as", "am", "is", "are"))  # but in capitals
_BILLIONS = re.compile(r"(\d)\s?B\b(?=\s*(?:[×*x·÷/+)]|$|users|requests|records|rows))")  # noqa: RUF001
_POWER = re.compile(r"\s*\d+\s*\^\s*\d+\s*")
_COUNTED = re.compile(r"[\d,_.]*\d")


@record
class _Read:
    """A side that could be read: its value in base units, of what kind, its literals, and whether it has any unit."""

    evaluation: Evaluation
    value: float
    kind: Kind
    literals: tuple[Literal, ...]
    has_unit: bool


def tried(source: Source) -> tuple[list[Finding], int]:
    """What is wrong with the arithmetic of a text that no comment allows, and how many claims could be read."""
    found, number = _tried(source)
    known = allowances_in_prose(source)
    left = allowed(found, known)
    return sorted([*left, *idle(source, known, OF_PROSE)], key=lambda each: each.problem.marks[0].start), number


def _tried(source: Source) -> tuple[list[Finding], int]:
    found: list[Finding] = []
    number = 0
    for at, line in lines_of(source.text):
        if number >= MOST_CLAIMS:
            break
        if not any(char.isdigit() for char in line):
            continue
        for claim in claims(line, at, is_unit_word):
            outcome = _equal(source, claim) if isinstance(claim, Claim) else _ratio(source, claim)
            number += outcome is not None
            if isinstance(outcome, Finding):
                found.append(outcome)
    return found, number


@cache
def is_unit_word(word: str) -> bool:
    """Whether a word can stand behind a number: a unit, a noun, a magnitude, or `per`."""
    if word in MAGNITUDES or word.lower() in _WORDS:
        return True
    return len(word) < LONGEST_UNIT_WORD and (
        _is_unit(word) or (word.lower() not in _NO_UNITS and _is_unit(word.lower()))
    )


def _is_unit(word: str) -> bool:
    try:
        shipped_units().unit(word)
    except UnknownUnit:
        return False
    return True


def _readings(text: str) -> list[tuple[_Read, bool]]:
    """What a side may say, and whether that is as it stands: `21.6B` before a sign may be bytes, and billions."""
    places = [found.end(1) for found in _BILLIONS.finditer(text)][:MOST_AMBIGUOUS]
    found = []
    for chosen in range(2 ** len(places)):
        written = text
        for number in reversed(range(len(places))):
            if chosen >> number & 1:
                written = f"{written[: places[number]]} bn{written[places[number] :].lstrip()[1:]}"
        read = _read(written)
        if read is not None:
            found.append((read, not chosen))
    return found


@cache
def _read(text: str) -> _Read | None:
    """What a side comes to, in the notation or as it is spoken."""
    plain = re.sub(r"\b(Bytes?|Bits?)\b|(?<=\d)(Bytes?|Bits?)\b", lambda word: f" {word[0].lower()}", text)
    plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", plain.replace("~", " "))
    plain = re.sub(r"(?<=[\d\s)])[xX](?=[\d\s(])", "*", plain)
    try:
        evaluation = answer(plain)
    except EstimateError:
        return None
    quantity = evaluation.model.quantities[ANSWER]
    if not isinstance(quantity, NumberQuantity) or quantity.step in evaluation.spreads:
        return None
    value = float(evaluation.values[quantity.step])
    trees = list(walk(quantity.definition.expression))
    if not isfinite(value) or any(isinstance(each, (Name, Range)) for each in trees):
        return None
    literals = tuple([each for each in trees if isinstance(each, Literal)])
    has_unit = any(isinstance(each, (Literal, Measure)) and each.unit not in ("", "%") for each in trees)
    return _Read(evaluation, value, quantity.kind, literals, has_unit)


def _equal(source: Source, claim: Claim) -> Finding | bool | None:
    """A finding where two sides are not equal, True where they are, None where that cannot be said."""
    is_turned = not claim.left.is_reckoned and claim.right.is_reckoned
    if is_turned:
        claim = Claim(claim.right, claim.left, claim.sign, claim.about, claim.loose)  # 6 GB = 2 * 3 GB
    if claim.right.is_reckoned:
        return None
    wrong: tuple[_Read, _Read] | None = None
    for left, is_left in _readings(claim.left.text):
        for right, is_right in _readings(claim.right.text):
            holds = _holds(claim, left, right)
            if holds:
                return True
            # Bare numbers beside a unit prove nothing against a text that may mean another thing.
            is_sure = is_left and is_right and not is_turned
            is_comparable = left.kind.physical().dimension == right.kind.physical().dimension
            if holds is False and wrong is None and (is_sure or (is_comparable and left.has_unit)):
                wrong = left, right
    return _told(source, claim, *wrong) if wrong is not None else None


def _holds(claim: Claim, left: _Read, right: _Read) -> bool | None:
    """Whether two sides are equal as they are read here; None where they are of different sorts, or say nothing."""
    if len(right.literals) != 1 or (not claim.left.is_reckoned and _says_nothing(left, right)):
        return None
    if claim.sign in ARROWS and left.kind is PLAIN:
        return None  # 2^35 -> 5 digits
    if not claim.left.is_reckoned and left.kind.dimension != right.kind.dimension:
        return None  # 16 B a row, and what all of them are
    if claim.loose and not (right.value and 1 / FAR < abs(left.value / right.value) < FAR):
        return None
    if claim.loose and claim.about and abs(left.value / right.value - 1) < ROUGHLY:
        return True
    literal, slack = right.literals[0], _slack(left)
    is_whole = "÷" in claim.left.text or "/" in claim.left.text  # of which people round up
    counts = not right.kind.physical().powers and literal.number.is_integer() and is_whole
    if not left.has_unit and literal.unit:
        if _POWER.fullmatch(claim.left.text):
            return None  # of whatever that is so long: 10^9 = 15 minutes
        return any(
            _agrees(
                left.value,
                literal.number * scale,
                _last_digit(literal) * scale,
                slack,
                about=claim.about,
                counts=counts,
            )
            for each in _scales(literal)
            for scale in _thousands(left.value, literal.number * each, each)
        )
    if left.kind.physical().dimension != right.kind.physical().dimension:
        return None
    digit = _last_digit(literal) * abs(_per_one(right))
    months = (1.0, SHORT_MONTH, 1 / SHORT_MONTH) if "month" in claim.left.text + claim.right.text else (1.0,)
    if any(_agrees(left.value * each, right.value, digit, slack, about=claim.about, counts=counts) for each in months):
        return True
    return _by_hand(left, right, about=claim.about)


def _thousands(value: float, said: float, scale: float) -> tuple[float, ...]:
    """A scale, and the power of 1000 of it at which bare numbers meet: 2 M of 12 Mbps said as 24 Tbps."""
    if not (value and said) or value / said <= 0:
        return (scale,)
    return scale, scale * 1000.0 ** round(log10(value / said) / 3)


def _scales(literal: Literal) -> tuple[float, ...]:
    """What one of a number may stand for where its unit is left to the reader: itself, bytes of MB, seconds of ms."""
    magnitude = MAGNITUDES.get(literal.magnitude, 1.0)
    is_time = bool(literal.unit) and shipped_units().unit(literal.unit).kind.dimension == (("time", 1),)
    factor = _unit_factor(literal.unit) if is_time else 1.0
    return (1.0, magnitude, magnitude * _prefix(literal.unit), magnitude * factor)


def _says_nothing(left: _Read, right: _Read) -> bool:
    """Whether two numbers beside each other are no claim: plain ones, two of one unit, or a definition of a KB."""
    if left.kind is PLAIN or right.kind is PLAIN or str(left.kind) == "1/s":
        return True  # month=11/day=15 is a path
    if len(left.literals) != 1 or left.literals[0].unit == right.literals[0].unit:
        return True
    return left.literals[0].number == 1 and right.literals[0].number == 1024


def _agrees(value: float, said: float, digit: float, slack: float, *, about: bool, counts: bool = False) -> bool:
    """Whether a value rounds to what is said, or is cut to it; of what is about so much, whether it is near.

    `digit` is one in the last digit of what is said, `slack` how far off the value may be, relative to it.
    """
    over, under = (digit, digit if about or counts else digit / 2)
    if about:
        over, under = max(over, NEARLY * abs(value)), max(under, NEARLY * abs(value))
    noise, allowed = SLACK * max(abs(value), abs(said)), slack * abs(value)
    size, told = (abs(value), abs(said)) if value * said > 0 else (value, said)
    if abs(size - told) <= noise:
        return True
    return -under - allowed <= size - told < over * (1 if about else 1 - SLACK) + allowed


def _by_hand(left: _Read, right: _Read, *, about: bool) -> bool:
    """Whether the bare numbers agree where a text converts by hand: bytes of KB, seconds of a day."""
    said, slack = right.literals[0], _slack(left)
    return any(
        _agrees(bare, said.number * one, _last_digit(said) * one, slack, about=about)
        for bare in _bare(left)
        for one in _scales(said)
    )


def _bare(left: _Read) -> list[float]:
    """The numbers of a side without their units, and with the prefixes of these; none where nothing is converted."""
    plain = [each for each in left.literals if not each.unit and not each.percent]
    factors = [each.number * MAGNITUDES.get(each.magnitude, 1.0) for each in plain]
    if len(left.literals) < 2 or not any(each in _BY_HAND or LARGE[0] <= each < LARGE[1] for each in factors):
        return []
    units = [each.unit for each in left.literals if each.unit]
    bare = left.value / prod([_unit_factor(unit) for unit in units])
    return [bare, bare * prod([_prefix(unit) for unit in units])]


def _per_one(read: _Read) -> float:
    """What one of the number as it is written is, in base units."""
    literal = read.literals[0]
    return read.value / literal.number if literal.number else 1.0


def _unit_factor(unit: str) -> float:
    return shipped_units().unit(unit).factor if unit and unit != "%" else 1.0


def _prefix(unit: str) -> float:
    """The power of 1000 that a unit begins with, as 10^9 of GB/day."""
    head = unit.partition("/")[0]
    if len(head) > 1 and head[0] in MAGNITUDES and shipped_units().known(head[1:]) is not None:
        return MAGNITUDES[head[0]]
    return 1.0


def _last_digit(literal: Literal) -> float:
    """What one in the last digit of a number is: 0.1 of 2.5, 10 of 350."""
    found = _COUNTED.match(literal.text)
    text = (found[0] if found else literal.text).replace(",", "").replace("_", "")
    if "e" in literal.text.lower():
        head, _, power = literal.text.lower().partition("e")
        return float(10 ** (int(power) - len(head.partition(".")[2])))
    if "." in text:
        return float(10 ** -len(text.partition(".")[2]))
    digits = text.strip("0") or "1"
    return float(10 ** (len(text) - len(text.rstrip("0")))) if digits else 1.0


def _slack(read: _Read) -> float:
    """How far off the numbers that go in may be, where they look rounded: 3.5 stands for 3.45 to 3.55."""
    rounded = [each for each in read.literals if "." in each.text and each.number]
    return sum(_last_digit(each) / 2 / abs(each.number) for each in rounded)


def _told(source: Source, claim: Claim, left: _Read, right: _Read) -> Finding:
    shown = _shown(claim.left.text, left, right)
    message = f"{claim.left.text.strip()} is {shown}, not {claim.right.text.strip()} ({WRONG_ARITHMETIC.name})"
    marks = (Mark(source, *claim.left.span, f"is {shown}"), Mark(source, *claim.right.span, ""))
    return Finding(WRONG_ARITHMETIC, Problem(message, marks, f"write {shown}", WRONG_ARITHMETIC.severity))


def _shown(text: str, left: _Read, right: _Read) -> str:
    """The value of a side in the unit that the other one has; where a text converts by hand, as it does."""
    said = right.literals[0]
    line = left.evaluation.read_as or left.evaluation.model.module.source.text
    found = ""
    if left.kind.physical().dimension == right.kind.physical().dimension and said.unit and said.number:
        ratios = [bare / (said.number * one) for bare in _bare(left) for one in _scales(said)]
        nearest = min([each for each in ratios if each > 0], key=lambda each: abs(log10(each)), default=0.0)
        if nearest and abs(log10(nearest)) < abs(log10(abs(left.value / right.value))):
            number = float(f"{said.number * nearest:.{TOLD_DIGITS}g}")
            found = _converted(f"{number!r} {said.magnitude} {said.unit}")
        else:
            found = _converted(f"{line} -> {said.unit}")
    quantity = left.evaluation.model.quantities[ANSWER]
    return found or str(Values(left.evaluation).shown(quantity)) or text


def _converted(line: str) -> str:
    try:
        evaluation = answer(line)
    except EstimateError:
        return ""
    return str(Values(evaluation).shown(evaluation.model.quantities[ANSWER]))


def _ratio(source: Source, claim: RatioClaim) -> Finding | bool | None:
    """A finding where two numbers are not as a ratio says."""
    left, right = _read(claim.left.text), _read(claim.right.text)
    over, under = (float(each) for each in claim.ratio)
    if left is None or right is None or not (over and under and left.value and right.value):
        return None
    if left.kind.physical().dimension != right.kind.physical().dimension:
        return None
    is_said_upside_down = (over < under) is (left.value > right.value)
    larger, smaller = max(left.value, right.value), min(left.value, right.value)
    said, digit = max(over, under) / min(over, under), _ratio_digit(claim.ratio)
    if abs(larger / smaller - said) <= digit / 2 + SLACK * said or (said == 1 and over == under and larger == smaller):
        return True
    number = float(f"{larger / smaller:.2g}")
    text = f"{number:g}"
    shown = f"1:{text}" if (left.value < right.value) is not is_said_upside_down else f"{text}:1"
    told = f"{claim.ratio[0]}:{claim.ratio[1]}"
    message = f"{claim.left.text.strip()} and {claim.right.text.strip()} are {shown}, not {told} ({WRONG_RATIO.name})"
    marks = (
        Mark(source, *claim.left.span, ""),
        Mark(source, *claim.right.span, ""),
        Mark(source, *claim.span, f"is {shown}"),
    )
    return Finding(WRONG_RATIO, Problem(message, marks, f"write {shown}", WRONG_RATIO.severity))


def _ratio_digit(ratio: tuple[str, str]) -> float:
    """What one in the last digit of a ratio to one is."""
    over, under = sorted(ratio, key=float, reverse=True)
    decimals = len(over.partition(".")[2])
    digit = float(10**-decimals) if decimals else float(10 ** (len(over) - len(over.rstrip("0"))))
    return max(digit / float(under), 10.0 ** floor(log10(float(over) / float(under)) - 1))
