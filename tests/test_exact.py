"""Central values and what is said of them, against exact fractions: random sheets and lines, a fresh seed each time.

`EXACT_SEED` and `EXACT_COUNT` in the environment repeat a run, or make a longer one.
"""

from __future__ import annotations

import os
import random
import secrets
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from estimator.languages.spans import plain
from estimator.languages.words import Words
from estimator.model.files import module_from_text
from estimator.problems import EstimateError, Source
from estimator.reckoning.estimate import answer_strictly, estimate
from estimator.writers.json import to_object
from tests.exact import UNITS, Exact, Unsure, dimension, factor, number

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.reckoning.evaluate import Evaluation
    from tests.exact import Value

COUNT = int(os.environ.get("EXACT_COUNT", "3000"))
SEED = int(os.environ.get("EXACT_SEED") or secrets.randbelow(1 << 32))


def sheets(seed: str, count: int) -> list[tuple[str, str, Value]]:
    """Sheets whose last line is the quantity `answer`, with what it measures and its value."""
    rng = random.Random(seed)
    found: list[tuple[str, str, Value]] = []
    while len(found) < count:
        maker, kind = Exact(rng), rng.choice(list(UNITS))
        try:
            made = maker.of(kind, rng.randint(0, 4))
        except Unsure:
            continue
        unit = rng.choice(UNITS[kind])
        magnitude = rng.choice(("", "", "M ", "k ", "bn ")) if kind != "plain" else ""
        arrow = f" -> {magnitude}{unit}" if unit and rng.random() < 0.4 else ""
        found.append(("\n".join([*maker.lines, f"answer = {made.text}{arrow}"]), kind, made.value))
    return found


def reckoned(text: str) -> Evaluation:
    """A sheet reckoned; one of a single line as an expression."""
    if "\n" in text:
        return estimate(module_from_text(text + "\n", "exact.est"))
    return answer_strictly(Source("expression", text.removeprefix("answer = ")))


def differences(text: str, kind: str, value: Value, digits: int) -> list[str]:
    """What is said of a sheet's answer that is not so: its value, what JSON says, and what a person reads."""
    try:
        evaluation = reckoned(text)
    except EstimateError as error:
        if all("a plain number and a share do not" in problem.message for problem in error.problems):
            return []  # 100 + 20%, which is refused for it is meant as something else
        return [f"refused: {error}"]
    quantity = evaluation.model.quantities["answer"]
    assert quantity.step is not None
    off = 2 * value.off + 1e-300
    wrong = []
    got = float(evaluation.values[quantity.step])
    if abs(Fraction(got) - value.exact) > off:
        wrong.append(f"value {got!r}, is {float(value.exact)!r}")
    row = next(row for row in to_object(evaluation)["quantities"] if row["name"] == "answer")
    said = number(f"{row['value']!r} {row['unit']}".rstrip())
    if abs(said - value.exact) > off + float(abs(value.exact)) * 1e-14:
        wrong.append(f"JSON says {row['value']!r} {row['unit']}, is {float(value.exact)!r}")
    if dimension(row["unit"].rpartition(" ")[2]) != dimension(UNITS[kind][0]):
        wrong.append(f"JSON says {row['unit'] or 'a plain number'}, is {UNITS[kind][0] or 'a plain number'}")
    words = Words(evaluation, 80, digits)
    shown = str(words.values.shown(quantity))
    rounding = Fraction(5_000_001, 10**7) * Fraction(10) ** (1 - digits) * abs(value.exact)
    if abs(number(shown) - value.exact) > rounding + Fraction(off):
        wrong.append(f"a person reads {shown}, is {float(value.exact)!r}")
    assert all(plain(line) is not None for line in words.sheet())
    return wrong


@pytest.mark.parametrize("digits", [3, 7])
def test_values_are_those_of_exact_fractions(digits: int) -> None:
    wrong = [
        f"{text}\n    {'; '.join(found)}"
        for text, kind, value in sheets(f"{SEED} {digits}", COUNT // 2)
        if (found := differences(text, kind, value, digits))
    ]
    wrong.sort(key=len)
    assert not wrong, f"EXACT_SEED={SEED}: {len(wrong)} of {COUNT // 2}\n" + "\n".join(wrong[:5])


def test_the_sheets_have_functions_names_and_steps() -> None:
    """With one seed for ever: it is asked what the sheets are made of, and a rare shape is not in every few hundred."""
    texts = [text for text, _, _ in sheets("shapes", 400)]
    shapes: list[Callable[[str], bool]] = [
        *(lambda text: "where" in text, lambda text: "part_" in text, lambda text: "round(" in text),
        *(lambda text: " / 0" in text, lambda text: "choose(" in text, lambda text: "->" in text),
    ]
    assert all(any(shape(text) for text in texts) for shape in shapes)


def test_units_are_read_as_they_are_written() -> None:
    assert factor("USD/GB/month") == Fraction(1, 8 * 10**9 * 2_628_000)
    assert number("3.47 k QPS") == 3470
    assert dimension("USD/GB/month") == {"money": 1, "size": -1, "time": -1}
    assert dimension("tweet*B/s") == {"event": 1, "size": 1, "time": -1}
    assert number("12.5%") == Fraction(1, 8)
    assert number("-2e-3 KiB") == Fraction(-2 * 8 * 1024, 1000)
