"""Sheets or runs of one side by side: what they assume otherwise, their answers with ranges, and the checks that turn.

A `Side` is one of them; the first is what the others are held against.
"""

from __future__ import annotations

import os

from estimator.languages.checks import percentage
from estimator.languages.differences import difference_text
from estimator.languages.exhibit import LEFT, Cell, Column, Exhibit
from estimator.languages.exhibit_lines import fits
from estimator.languages.growths import growth_of
from estimator.languages.reporting import answers_of, title_of, verdict_of
from estimator.languages.values import Values
from estimator.notation.printer import print_growth, print_value
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from estimator.languages.report import Verdict
    from estimator.model.frames import Quantity
    from estimator.model.modules import Module
    from estimator.problems import EstimateError
    from estimator.reckoning.evaluate import Evaluation

    Cells: TypeAlias = tuple[Cell, ...]

AS_IT_IS = "as it is"
RANGE = "90% range"
NOWHERE = "-"  # what a side has not


class Side:
    """A run of a sheet in a comparison: its title, its values as texts, its checks; or why it has no values."""

    def __init__(
        self, title: str, evaluation: Evaluation | None, note: str = "", fault: EstimateError | None = None
    ) -> None:
        self.title = title
        self.evaluation = evaluation
        self.fault = fault
        self.problem = fault.problems[0].message if fault is not None else ""
        self.note = note
        self.values = Values(evaluation) if evaluation is not None else None
        self.verdicts: dict[str, Verdict] = {}
        if evaluation is not None and self.values is not None:
            verdicts = [verdict_of(each, self.values) for each in evaluation.checks]
            self.verdicts = {verdict.written: verdict for verdict in verdicts}

    def quantity(self, name: str) -> Quantity | None:
        """The quantity of a name, if the side has it."""
        return self.evaluation.model.quantities.get(name) if self.evaluation is not None else None

    def named(self, name: str) -> tuple[Quantity, Values] | None:
        """A quantity with the values that show it."""
        quantity = self.quantity(name)
        return (quantity, self.values) if quantity is not None and self.values is not None else None

    def text(self, name: str) -> str:
        """A quantity as it is shown, with `=` or `≈`."""
        found = self.named(name)
        return NOWHERE if found is None else f"{found[1].relation(found[0])} {found[1].shown(found[0])}"

    def written(self, name: str) -> str:
        """An assumption as it is written, a worked quantity as it is shown."""
        found = self.named(name)
        if found is None:
            return NOWHERE
        if not found[0].assumption:
            return self.text(name)
        growth = growth_of(found[0])
        text = found[1].written(found[0])
        return text if growth is None else f"{text} {print_growth(growth)}"

    def range(self, name: str) -> str:
        """The 90% interval; empty without one."""
        found = self.named(name)
        return found[1].range(found[0]) if found is not None else ""


@record
class Turn:
    """A check that says something else in a side than in the first."""

    check: str
    side: Side
    verdict: Verdict


def label(evaluation: Evaluation, base: Evaluation | None = None, *, several: bool = False) -> str:
    """What a run is called: its sheet where there are several, its scenario, what it is given that the first is not."""
    model = evaluation.model
    parts = [sheet_name(model.module)] if several else []
    parts += [model.scenario] if model.scenario and (base is None or model.scenario != base.model.scenario) else []
    known = set(_given(base)) if base is not None else set()
    parts += [given for given in _given(evaluation) if given not in known]
    return ", ".join(parts) or model.scenario or AS_IT_IS


def _given(evaluation: Evaluation) -> list[str]:
    """What a run is given, as `peak_factor = 3`, but for what its scenario gives."""
    model = evaluation.model
    scenario = model.module.scenarios.get(model.scenario)
    made = {id(each) for each in scenario.overrides} if scenario is not None else set()
    return [
        f"{name} = {print_value(each.override)}"
        for name, each in model.quantities.items()
        if each.override is not None and id(each.override) not in made
    ]


def sheet_name(module: Module) -> str:
    """What a sheet is called: its name in the library, or its file."""
    return module.name or os.path.basename(module.source.name)


def answer_names(sides: Sequence[Side]) -> list[str]:
    """The answers of all sides, those of the first in front."""
    found: dict[str, None] = {}
    for side in sides:
        if side.evaluation is not None:
            found.update(dict.fromkeys(each.definition.name for each in answers_of(side.evaluation.model)))
    return list(found)


def differing(sides: Sequence[Side]) -> list[str]:
    """The assumptions that are not the same in all sides, of those that more than one of them has."""
    names: dict[str, None] = {}
    for side in sides:
        quantities = side.evaluation.model.quantities if side.evaluation is not None else {}
        names.update(dict.fromkeys(name for name, each in quantities.items() if each.assumption))
    return [
        name for name in names if len({side.written(name) for side in sides if side.quantity(name) is not None}) > 1
    ]


def turns(sides: Sequence[Side]) -> list[Turn]:
    """The checks that hold in the first side and not in another one, or the other way round."""
    found = []
    for written, here in sides[0].verdicts.items():
        for side in sides[1:]:
            there = side.verdicts.get(written)
            if there is not None and there.holds is not here.holds:
                found.append(Turn(here.text, side, there))
    return found


def title_of_all(sides: Sequence[Side]) -> str:
    """The title of the sheet, or the names of several."""
    modules: dict[int, Module] = {}
    for side in sides:
        if side.evaluation is not None:
            modules[id(side.evaluation.model.module.source)] = side.evaluation.model.module
    first = sides[0].evaluation
    assert first is not None
    if len(modules) == 1:
        return title_of(first.model)
    *most, last = [sheet_name(module) for module in modules.values()]
    return f"{', '.join(most)} and {last}"


def comparison_exhibits(sides: Sequence[Side], columns: int = 0) -> tuple[Exhibit, ...]:
    """What is assumed otherwise, the answers, the checks: a column a side, or where that has no room a row a side.

    `columns` is the room in characters, 0 where there is enough.
    """
    lead = [f'"{side.title}": {text}' for side in sides for text in (side.note, _without_values(side)) if text]
    found = [Exhibit(title_of_all(sides), tuple(lead), (), ())]
    checks = list(dict.fromkeys(written for side in sides for written in side.verdicts))
    said = tuple([turn_text(each) for each in turns(sides)])
    for title, names, wide, narrow, remarks in (
        ("Assumptions that differ", differing(sides), _assumption, _assumption_of, ()),
        ("Answers", answer_names(sides), _answer, _answer_of, ()),
        ("Checks", checks, _check, _check_of, said),
    ):
        if not names:
            continue
        rows = [row for name in names for row in wide(name, sides)]
        heads = [Column("", LEFT), *[Column(side.title, LEFT) for side in sides]]
        exhibit = Exhibit(title, (), tuple(heads), tuple(rows), remarks)
        if columns and not fits(exhibit, columns):
            rows = [row for name in names for row in _narrow(name, sides, narrow)]
            heads = [Column("", LEFT) for _ in rows[0]]
            exhibit = Exhibit(title, (), tuple(heads), tuple(rows), remarks)
        found.append(exhibit)
    return tuple(found)


def _narrow(name: str, sides: Sequence[Side], told: Callable[[str, Side, Side], Cells | None]) -> list[Cells]:
    """A row for each side that has something to say of a name, which stands in the first of them."""
    rows: list[Cells] = []
    for side in sides:
        cells = told(name, side, sides[0])
        if cells is not None:
            first = Cell("" if rows else _shown(name, sides), "name")
            rows.append((first, Cell(side.title, "note"), *cells))
    return rows


def _shown(name: str, sides: Sequence[Side]) -> str:
    """A check as it is shown; a quantity's name as it is."""
    return next((side.verdicts[name].text for side in sides if name in side.verdicts), name)


def _without_values(side: Side) -> str:
    return f"no value: {side.problem}" if side.problem else ""


def turn_text(turn: Turn) -> str:
    """`media_total < 100 PB fails in world cup: is 110 PB`."""
    if turn.verdict.holds:
        return f"{turn.check} holds with {turn.side.title}"
    behind = f": {turn.verdict.failing}" if turn.verdict.failing else ""
    return f"{turn.check} fails with {turn.side.title}{behind}"


def _assumption(name: str, sides: Sequence[Side]) -> list[Cells]:
    first = sides[0].written(name)
    cells = []
    for side in sides:
        text = side.written(name)
        cells.append(Cell(text, "note" if side is not sides[0] and text == first else "value"))
    return [(Cell(name, "name"), *cells)]


def _assumption_of(name: str, side: Side, first: Side) -> Cells | None:
    text = side.written(name)
    if side.quantity(name) is None or (side is not first and text == first.written(name)):
        return None
    return (Cell(text),)


def difference(name: str, side: Side, first: Side) -> str:
    """How a quantity differs from that of the first side; empty where it does not."""
    here, there = first.named(name), side.named(name)
    return difference_text(here, there) if here is not None and there is not None and side is not first else ""


def _value(name: str, side: Side, first: Side) -> Cell:
    text, other = side.text(name), difference(name, side, first)
    is_same = side is not first and not other and text == first.text(name)
    return Cell(f"{text} ({other})" if other else text, "note" if is_same else "value")


def _answer(name: str, sides: Sequence[Side]) -> list[Cells]:
    """A row of values, and one of ranges where there are some."""
    rows = [(Cell(name, "name"), *[_value(name, side, sides[0]) for side in sides])]
    ranges = [side.range(name) for side in sides]
    if any(ranges):
        rows.append((Cell(f"  {RANGE}", "note"), *[Cell(text, "note") for text in ranges]))
    return rows


def _answer_of(name: str, side: Side, first: Side) -> Cells | None:
    if side.quantity(name) is None:
        return None
    return (Cell(side.text(name)), Cell(side.range(name), "note"), Cell(difference(name, side, first)))


def _check(written: str, sides: Sequence[Side]) -> list[Cells]:
    cells = [verdict_cell(side.verdicts.get(written)) for side in sides]
    return [(Cell(_shown(written, sides), "name"), *cells)]


def _check_of(written: str, side: Side, _first: Side) -> Cells | None:
    verdict = side.verdicts.get(written)
    return (verdict_cell(verdict),) if verdict is not None else None


def verdict_cell(verdict: Verdict | None) -> Cell:
    """Whether a check holds, and what is the case where it does not."""
    if verdict is None:
        return Cell(NOWHERE, "note")
    if verdict.lasting and verdict.failing and verdict.says != "fails":  # it is today that the share is of
        return Cell(f"✗ {verdict.sentence}", "bad")
    share = "" if verdict.probability is None else f"{percentage(verdict.probability, verdict.asked)} of cases"
    said = ", ".join([part for part in (verdict.failing, share) if part]) or ("holds" if verdict.holds else "fails")
    return Cell(f"{'✓' if verdict.holds else '✗'} {said}", "good" if verdict.holds else "bad")
