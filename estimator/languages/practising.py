"""What is said to who practises: the question, how good the guess was, the worked answer, how calibrated one is."""

from __future__ import annotations

from math import log10

from estimator.languages.checks import percentage
from estimator.languages.exhibit import LEFT, Bar, Cell, Column, Exhibit
from estimator.languages.pieces import text_of
from estimator.languages.questions import ESTIMATE, FACT, FORMULA
from estimator.languages.reporting import row_of, workings
from estimator.languages.values import Values
from estimator.model.modules import shipped_library
from estimator.model.steps import reached
from estimator.notation.printer import print_expression, signature
from estimator.reckoning.estimate import ANSWER
from estimator.units.display import number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from estimator.languages.questions import Question
    from estimator.reckoning.scores import Score

FEWEST = 10  # ranges, before anything is said of their width
NEAR = 0.01
SORTS = {ESTIMATE: "whole estimates", FORMULA: "formulas", FACT: "known numbers"}


def question_exhibit(question: Question, title: str) -> Exhibit:
    """A question with what is given."""
    rows = tuple([(Cell(name, "name"), Cell(f"= {value}")) for name, value in question.given])
    unit = str(question.quantity.kind)
    text = f"{question.text} Answer in {unit}." if unit else question.text
    return Exhibit(title, (text,), (Column("", LEFT), Column("", LEFT)), rows)


def score_lines(question: Question, score: Score, low: float, high: float) -> tuple[str, ...]:
    """How good a guess was: how far off, whether the range held it, and the scores of a range."""
    values = Values(question.evaluation)
    shown = values.value(question.value, question.quantity)
    lines = [f"It is {shown}: {times_text(score.log_error)}."]
    if score.held is None or score.log_score is None or score.interval_score is None:
        return tuple(lines)
    width = number(high / low, 2)[0]
    lines[0] = f"It is {shown}: your range {'holds it' if score.held else 'misses it'}."
    lines.append(f"Its middle is {times_text(score.log_error)}; the range is {width} times from end to end.")
    lines.append(f"Log score {_decimal(score.log_score)}, interval score {_decimal(score.interval_score)}.")
    return tuple(lines)


def times_text(log_error: float) -> str:
    """How far off something is, in words and in orders of magnitude: `2 times too much (log error 0.3)`."""
    if abs(log_error) < NEAR / 2:
        return "right (log error 0)"
    times = number(10 ** abs(log_error), 2)[0]
    return f"{times} times too {'much' if log_error > 0 else 'little'} (log error {_decimal(abs(log_error))})"


def _decimal(value: float) -> str:
    return number(round(value, 2), 2)[0]


def worked_exhibit(question: Question) -> Exhibit:
    """How the answer is worked out, step by step, or where the number is from."""
    values = Values(question.evaluation)
    quantity = question.quantity
    lines: list[str] = []
    if question.sort == ESTIMATE and quantity.step is not None:
        model = question.evaluation.model
        steps = set(reached(model.steps, [quantity.step]))
        rows = [row_of(each, values) for each in model.quantities.values() if each.step in steps]
        for working in workings(rows, values):
            parts = [working.formula, text_of(working.put_in), working.in_time, str(working.row.shown)]
            lines.append(f"{working.row.name} = " + " = ".join(dict.fromkeys([part for part in parts if part])))
        return Exhibit("Worked", tuple(lines), (), ())
    documentation = quantity.definition.documentation
    if question.sort == FORMULA:
        module, _, name = question.path.rpartition(".")
        found = shipped_library().module(module)
        assert found is not None
        definition = found.definitions[name]
        documentation = definition.documentation
        lines.append(f"{signature(definition)} = {print_expression(definition.expression)}")
        lines += [f"{each.name} = {print_expression(each.expression)}" for each in definition.locals]
    lines.append(f"{ANSWER if question.sort == FORMULA else quantity.definition.name} = {values.shown(quantity)}")
    lines += [f"Source: {source}" for source in documentation.sources]
    if documentation.as_of:
        lines.append(f"As of: {documentation.as_of}")
    return Exhibit("Worked", tuple(lines), (), ())


def calibration_exhibits(answers: Sequence[dict[str, Any]], due: int, waiting: str) -> tuple[Exhibit, ...]:
    """How well one is calibrated: in all, and by the sort of question."""
    ranges = [each for each in answers if each["held"] is not None]
    lead = []
    if ranges:
        held = sum([bool(each["held"]) for each in ranges])
        lead.append(f"Your 90% ranges held {held} of {len(ranges)}.")
        lead += [advice] if (advice := _advice(ranges)) else []
    rows = [_row(name, [each for each in answers if each["sort"] == sort]) for sort, name in SORTS.items()]
    rows = [row for row in rows if row] + (
        [_row("all", answers)] if len({each["sort"] for each in answers}) > 1 else []
    )
    heads = ("asked", "times off", "ranges", "held", "log score", "interval score")
    columns = (Column("", LEFT), *[Column(head) for head in heads])
    remarks = ["Times off: the middle one of all answers. Log score: more is better; interval score: less is better."]
    if due:
        remarks.append(f"Due to be asked again: {due} known number{'s' if due > 1 else ''}.")
    elif waiting:
        remarks.append(f"The next known number is due on {waiting}.")
    return (Exhibit("Calibration", tuple(lead), columns, tuple(rows), tuple(remarks)),)


def _row(name: str, answers: Sequence[dict[str, Any]]) -> tuple[Cell, ...]:
    if not answers:
        return ()
    errors = sorted([abs(each["log_error"]) for each in answers])
    middle = (errors[(len(errors) - 1) // 2] + errors[len(errors) // 2]) / 2
    ranges = [each for each in answers if each["held"] is not None]
    held = sum([bool(each["held"]) for each in ranges]) / len(ranges) if ranges else None
    return (
        Cell(name, "name"),
        Cell(str(len(answers))),
        Cell(number(10**middle, 2)[0]),
        Cell(str(len(ranges)) if ranges else ""),
        Cell("" if held is None else percentage(held), bar=None if held is None else Bar(0.0, held)),
        Cell(_mean(ranges, "log_score")),
        Cell(_mean(ranges, "interval_score")),
    )


def _mean(answers: Sequence[dict[str, Any]], name: str) -> str:
    found = [each[name] for each in answers if each.get(name) is not None]
    return _decimal(sum(found) / len(found)) if found else ""


def _advice(ranges: Sequence[dict[str, Any]]) -> str:
    """What width they should have had, where there are enough to say it; empty where it is about right."""
    from estimator.reckoning.scores import widening

    if len(ranges) < FEWEST:
        return f"From {FEWEST} on it is said how wide they should be."
    needed = widening([(each["value"], each["low"], each["high"]) for each in ranges])
    if needed is None or abs(log10(needed or 1)) < log10(1.1):
        return "That is the width that they should have."
    size = number(needed, 2)[0]
    wider = "too narrow" if needed > 1 else "wider than they have to be"
    return f"They are {wider}: {size} times as wide, in orders of magnitude, 90% of them would have held."
