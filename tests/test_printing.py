"""Whatever is read is printed such that reading it gives the same tree: texts by a grammar, and mutated ones.

Each run takes another seed and says it where it fails: `SEED=… pytest tests/test_printing.py` repeats the run, and
`TEXTS=…` asks for more than a few hundred.
"""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import pytest

from estimator.notation.bare import parse_expression
from estimator.notation.parser import parse_sheet
from estimator.notation.printer import print_expression, print_sheet
from estimator.notation.tokens import RESERVED
from estimator.notation.tree import MAGNITUDES
from estimator.problems import Source
from tests.notation_texts import Writer, library_lines

if TYPE_CHECKING:
    from estimator.problems import Problem

SEED = int(os.environ.get("SEED", "0")) or random.SystemRandom().randrange(1, 1_000_000_000)
TEXTS = int(os.environ.get("TEXTS", "1200"))
LEAST_READ = 0.05  # of the texts; fewer would mean that the grammar has lost the notation


def is_read_back(text: str) -> bool:
    """Whether a sheet is read at all; what it prints must be read as the same sheet, and print the same again."""
    sheet = parse_sheet(Source("law.est", text))
    if sheet.problems:
        return False
    printed = print_sheet(sheet)
    again = parse_sheet(Source("law.est", printed))
    said = f"SEED={SEED}\n{text!r}\n{printed!r}"
    assert [problem.message for problem in again.problems] == [], said
    assert again == sheet, said
    assert print_sheet(again) == printed, said
    return True


def read_back(texts: list[str]) -> int:
    """How many of the texts are read, and read back."""
    return sum([is_read_back(text) for text in texts])


def test_sheets_of_a_grammar_are_read_back() -> None:
    writer = Writer(random.Random(SEED))
    assert read_back([writer.sheet() for _ in range(TEXTS)]) > LEAST_READ * TEXTS, f"SEED={SEED}"


def test_expressions_of_a_grammar_are_read_back() -> None:
    writer = Writer(random.Random(SEED + 1))
    texts = [f"x = {writer.expression(writer.source.randrange(6))}{writer.arrow()}" for _ in range(TEXTS)]
    assert read_back(texts) > LEAST_READ * TEXTS, f"SEED={SEED}"


def test_mutated_lines_are_read_back() -> None:
    writer, lines = Writer(random.Random(SEED + 2)), library_lines()
    assert read_back([writer.mutated(lines) for _ in range(TEXTS)]) > LEAST_READ * TEXTS, f"SEED={SEED}"


GLUED = [
    "1to 5",
    "(1to 5) GB",
    "1 < 2and 2 < 3",
    "1 < 2or 2k < 3",
    "if 1 < 2then 3% else 4",
    "if 1 < 2 then 3else 4",
    "5 B/if 1 < 2 then 3 else 4",
    "check 1 < 2at 90%",
    "x = 2 KB*if 1 < 2then 1else 2",
]


@pytest.mark.parametrize("line", GLUED)
def test_a_reserved_word_is_no_unit__and_the_remedy_helps(line: str) -> None:
    text = line if line.startswith(("check", "x =")) else f"x = {line}"
    problems = parse_sheet(Source("law.est", text)).problems
    assert problems
    for problem in reversed(problems):
        at, word = problem.marks[0].start, text[problem.marks[0].start : problem.marks[0].end]
        assert problem.message == f"{word} is a word of the notation and no unit"
        assert problem.remedy == f"write a blank before {word}"
        text = f"{text[:at]} {text[at:]}"
    assert is_read_back(text)


@pytest.mark.parametrize("word", sorted({*RESERVED, *MAGNITUDES, "a.b"}))
def test_a_word_that_cannot_stand_behind_a_number__is_no_unit_of_ones_own(word: str) -> None:
    for line in (f"unit {word}", f"unit parcel, {word}: event", f"unit {word} = 5 s"):
        (problem,) = parse_sheet(Source("law.est", line)).problems
        assert problem.remedy in ("choose another name", "write a_b")


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_a_reserved_word_is_in_no_unit(word: str) -> None:
    for text in (f"2{word}", f"2%{word}", f"2 B/{word}", f"2/{word}", f"(2) B/{word}", f"1 -> B/{word}"):
        assert [each for each in parse_sheet(Source("law.est", f"x = {text}")).problems if "no unit" in each.message]


MOST_BRACKETS = 100
DEEP = [
    "2^-{}",
    "1 + if a then {} else 2",
    "1 + not {}",
    "1 to if a then {} else 3",
    "f(1*if b then {} else d)",
    "a-({})",
]


@pytest.mark.parametrize("shape", DEEP)
def test_what_is_read_at_the_limit__is_read_back(shape: str) -> None:
    """The brackets that are put around an operand do not make a text too deep to be read."""
    problems: list[Problem] = []
    for depth in range(MOST_BRACKETS):
        text = "2%^3k"
        for _ in range(depth):
            text = shape.format(text)
        found = parse_expression(Source("law", text), problems)
        if found is None:
            assert depth > MOST_BRACKETS // 4
            assert "deep" in problems[0].message
            return
        printed = print_expression(found[0])
        assert parse_expression(Source("law", printed), problems) == found, text
        assert problems == []
