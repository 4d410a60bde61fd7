"""What is said of solutions: what an assumption must be for a target to hold, which side is safe, and why none is."""

from __future__ import annotations

import math

from estimator.languages.borders import inside
from estimator.languages.checks import asked_text, percentage
from estimator.languages.exhibit import LEFT, Cell, Column, Exhibit
from estimator.languages.values import SIGNS
from estimator.model.frames import NumberQuantity
from estimator.model.steps import Draw
from estimator.notation.printer import print_expression
from estimator.notation.tree import Name
from estimator.records import record
from estimator.units.display import LARGEST_EXACT, Shown, number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.languages.values import Values
    from estimator.notation.tree import Expression
    from estimator.reckoning.asked import Asked
    from estimator.reckoning.inverse import Inverse, Stretch

EQUAL, AT_MOST, AT_LEAST, WITHIN, LEAP, ANY = "=", "<=", ">=", "within", "leap", "any"
_SIGNS = {EQUAL: "=", AT_MOST: "≤", AT_LEAST: "≥", WITHIN: "≥"}
ITSELF = "\0"
COUNTED_DIGITS = 2  # of the ends of a range that few draws tell
_MOST_NAMES = 12  # in one remark
_BORDER_DIGITS = 11  # of a border without the noise of closing in on it
_MOST_DIGITS = 12  # of a border that is rounded to its safe side


@record
class Solution:
    """What one assumption must be, the others being as they are; all numbers in base units.

    relation    `=`, `<=` or `>=` of the `value`, `within` from the value to the `other`, `any`; or `leap`, where the
                target is under what is wanted at the value and over it at the next: `sides` say by how much
    value       the solution, or the last value that holds; `next` is the nearest that does not, where it is known
    low, high   of the values that solve an equation in the cases of the ranges of all else, P5 and P95; None without
    formula     how the assumption follows from what is known, in the notation; empty where it cannot be said
    unsaid      why there is no formula; empty where there is one
    reason      why there is no solution, `ITSELF` being the assumption, with a `remedy`; empty where there is one
    now         in what share of the cases the target holds as it is, where that is asked
    certain     whether no range lies behind the target, but for that of the assumption
    draws       over how many draws the cases were counted, 0 where they are known in closed form
    is_of_sheet whether the target still holds beyond it, where another line of the sheet has no value
    """

    quantity: NumberQuantity
    relation: str
    value: float
    other: float
    next: float | None
    whole: bool
    inverse: Inverse | None
    low: float | None = None
    high: float | None = None
    formula: str = ""
    unsaid: str = ""
    reason: str = ""
    remedy: str = ""
    now: float | None = None
    draws: int = 0
    certain: bool = False
    is_of_sheet: bool = False
    sides: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of the assumption."""
        return self.quantity.definition.name


def unsolved(quantity: NumberQuantity, reason: str, remedy: str) -> Solution:
    """An assumption of which no value helps, why, and what does."""
    return Solution(quantity, ANY, math.nan, math.nan, None, False, None, reason=reason, remedy=remedy)


class SolutionTexts:
    """The texts of solutions of one target."""

    def __init__(self, asked: Asked, values: Values) -> None:
        self.asked = asked
        self.values = values
        self.evaluation = values.evaluation

    def side(self, value: float) -> str:
        """A value of the left side of the target, as the sheet shows it."""
        limit = float(self.evaluation.values[self.asked.target.right])
        return str(self.values.value(value, self.left, limits=(limit,)))

    @property
    def left(self) -> NumberQuantity:
        """The left side: the quantity of the sheet that it is, if it is one."""
        tree = self.asked.comparison.left
        found = self.values.model.quantities.get(tree.path) if isinstance(tree, Name) else None
        return found if isinstance(found, NumberQuantity) else self.asked.left

    def is_range(self, quantity: NumberQuantity) -> bool:
        """Whether an assumption is a range."""
        return isinstance(self.values.model.steps[quantity.step].expression, Draw)

    @property
    def subject(self) -> str:
        """The left side of the target as it was written."""
        return print_expression(self.asked.comparison.left, signs=SIGNS)

    @property
    def wanted(self) -> str:
        """The target as the notation writes it, with the share of the cases that is asked."""
        tree = self.asked.comparison
        text = print_expression(tree, signs={**SIGNS, "==": "="})
        return f"{text} at {asked_text(self.asked.share)}" if self.asked.share is not None else text

    def now(self, found: list[Solution]) -> str:
        """What the target's left side is at present, and in what share of the cases that is enough."""
        text = f"{self.subject} is {self.side(float(self.evaluation.values[self.asked.target.left]))}"
        held = [each.now for each in found if each.now is not None]
        if not held:
            return text
        return f"{text}, and the target holds in {percentage(held[0], self.asked.share)} of the cases"

    def value(self, solution: Solution) -> str:
        """A solution with its relation: `548 M user`, `up to 9.13 year`, `865_782_271 entry and less`."""
        match solution.relation:
            case "any":
                return "any"
            case "=":
                return self._equal(solution)
            case "<=":
                return self._up_to(solution, "below", "up to", -1)
            case ">=":
                return self._up_to(solution, "above", "from", 1)
            case "leap":
                return self.bound(solution.value, solution, -1 if solution.value < solution.other else 1)
            case _:
                low, high = self.bound(solution.value, solution, 1), self.bound(solution.other, solution, -1)
                return f"{low} to {high}"

    def _equal(self, solution: Solution) -> str:
        """The value of a solution; of one that steps give, all that give it."""
        if solution.other == solution.value:
            return self.at(solution.value, solution)
        stretches = solution.inverse.stretches if solution.inverse is not None else ()
        if any(each.low == solution.value and each.above is None for each in stretches):
            return f"{self.bound(solution.value, solution, 1)} and more"
        return f"{self.bound(solution.value, solution, 1)} to {self.bound(solution.other, solution, -1)}"

    def _up_to(self, solution: Solution, beyond: str, with_it: str, direction: int) -> str:
        """A border: as one that is not reached itself, where a text that is rounded would be beyond it."""
        value = solution.value
        if not solution.whole and solution.next is not None and value:
            border = float(f"{value:.{_BORDER_DIGITS}g}")
            shown = self.values.value(border, solution.quantity)
            if not shown.rounded and (border - value) * direction < 0:
                return f"{beyond} {shown}"
        return f"{with_it} {self.bound(value, solution, direction)}"

    def at(self, value: float, solution: Solution) -> str:
        """A value of an assumption, in its unit."""
        shown = self.values.value(value, solution.quantity)
        is_last = solution.whole and shown.rounded and value.is_integer() and abs(value) < LARGEST_EXACT
        return str(self.exactly(value, solution) if is_last else shown)

    def exactly(self, value: float, solution: Solution) -> Shown:
        """A whole number of things, to the last one, with its digits in groups."""
        kind = solution.quantity.kind
        plain, _ = number(value, exact=True)
        head = plain.lstrip("-")
        grouped = "_".join([head[max(0, end - 3) : end] for end in range(len(head), 0, -3)][::-1])
        return Shown(grouped if len(head) > 4 else head, str(kind), False)

    def bound(self, value: float, solution: Solution, direction: int) -> str:
        """A border, rounded to the side on which the target holds: up with direction 1, down with -1."""
        if solution.whole and value.is_integer() and abs(value) < LARGEST_EXACT:
            return str(self.exactly(value, solution))
        return self.inside(value, solution.quantity, direction)

    def inside(self, value: float, quantity: NumberQuantity, direction: int) -> str:
        """A value in the unit of a quantity, rounded up with direction 1 and down with -1."""
        return inside(value, quantity, direction, self.values)

    def range(self, solution: Solution) -> str:
        """What the value is in 90% of the cases of all else; the unit left out where it is that of the value."""
        unit = self.values.value(solution.value, solution.quantity).unit
        digits = COUNTED_DIGITS if solution.draws else 0
        ends = [
            None if end is None else self.values.value(end, solution.quantity, digits)
            for end in (solution.low, solution.high)
        ]
        same = unit if all(end is None or end.unit == unit for end in ends) else ""
        low, high = ("" if end is None else end.number if same and end.unit else str(end) for end in ends)
        if low and high:
            return f"{low} to {high}"
        return f"from {ends[0]}" if low else f"up to {ends[1]}" if high else ""

    def times(self, solution: Solution) -> str:
        """How many times the present value a solution is, where that says something."""
        now = float(self.evaluation.values[solution.quantity.step])
        if solution.relation in (ANY, WITHIN) or not now or solution.value / now <= 0:
            return ""
        return number(solution.value / now)[0]

    def leap(self, solution: Solution) -> str:
        """What the target is at the last value that stays under what is wanted, and beyond."""
        under, over = solution.sides
        beyond = "beyond it"
        if solution.whole:
            beyond = "at one more" if solution.other > solution.value else "at one less"
        return f"at {self.value(solution)} it is {under}, {beyond} {over}"

    def safe_side(self, solution: Solution) -> str:
        """Which side of a border is safe, in words; of an equation the whole numbers beside it; empty without one."""
        if solution.relation == LEAP:
            return f"none gives it exactly: {self.leap(solution)}"
        if (
            solution.relation == EQUAL
            and solution.whole
            and solution.other == solution.value
            and solution.next is not None
        ):
            first, last = (self.exactly(end, solution) for end in (solution.next, solution.next + 1))
            return f"in whole ones: {first.number} or {last}"
        if solution.next is None or not solution.whole or solution.relation not in (AT_MOST, AT_LEAST):
            return ""
        if solution.draws:  # which do not tell one from the next
            return ""
        shown = self.exactly(solution.value, solution)
        verb = "fits" if shown.number == "1" else "fit"
        if solution.relation == AT_MOST:
            return f"{shown} {verb}, one more does not"
        return f"{shown} {'is' if shown.number == '1' else 'are'} enough, one less is not"


def exhibits(solutions: tuple[Solution, ...], texts: SolutionTexts, *, alone: bool) -> tuple[Exhibit, ...]:
    """The solutions of a target as one exhibit: of one assumption that was asked for `alone`, or of each."""
    return (_of_one(solutions[0], texts),) if alone else (_of_all(solutions, texts),)


def _of_one(solution: Solution, texts: SolutionTexts) -> Exhibit:
    name, now = solution.name, texts.now([solution])
    if solution.relation == ANY:
        return Exhibit(f"{name}: any value", (f"{texts.wanted} holds whatever it is. {now}.",), (), ())
    is_near = texts.values.value(solution.value, solution.quantity).rounded and "_" not in texts.value(solution)
    sign = "≈" if is_near else "="
    sign = f" {sign}" if solution.relation == EQUAL else ":"
    title = f"{name}{sign} {texts.value(solution)}   {texts.range(solution)}".rstrip()
    lead = [f"{texts.safe_side(solution)}."] if texts.safe_side(solution) else []
    written = texts.values.written(solution.quantity)
    times = texts.times(solution)
    lead.append(f"{now} with {written}" + (f"; this is {times} times as much." if times else "."))
    lead += [solution.formula] if solution.formula else []
    return Exhibit(title, tuple(lead), (), (), tuple(_remarks([solution], texts)))


def _of_all(solutions: tuple[Solution, ...], texts: SolutionTexts) -> Exhibit:
    found = [each for each in solutions if not each.reason and each.relation != ANY]
    ranged = any(each.low is not None or each.high is not None for each in found)
    lead = texts.now(found) + (". One of these alone, the others as they are:" if found else ".")
    heads = ["assumption", "is", "must be", *(["90% range"] if ranged else []), "times"]
    rows = []
    for each in found:
        cells = [Cell(each.name, "name"), Cell(str(texts.values.shown(each.quantity)), ""), Cell(texts.value(each))]
        cells += [Cell(texts.range(each), "note")] if ranged else []
        rows.append((*cells, Cell(texts.times(each), "note")))
    reasons: dict[str, list[str]] = {}
    for each in solutions:
        if each.reason or each.relation == ANY:
            reason = each.reason.replace(ITSELF, "it") or "the target holds whatever it is"
            reasons.setdefault(reason, []).append(each.name)
    remarks = _remarks(found, texts) + [f"{_listed(names)}: {reason}" for reason, names in reasons.items()]
    return Exhibit(texts.wanted, (lead,), tuple([Column(head, LEFT) for head in heads]), tuple(rows), tuple(remarks))


def _listed(names: list[str]) -> str:
    """Names, of many the first."""
    if len(names) <= _MOST_NAMES + 1:
        return ", ".join(names)
    return f"{', '.join(names[:_MOST_NAMES])} and {len(names) - _MOST_NAMES} others"


def _remarks(found: list[Solution], texts: SolutionTexts) -> list[str]:
    """What is said below: what a range is, which side is safe, other solutions, how the cases were told."""
    remarks: list[str] = []
    if any(each.low is not None or each.high is not None for each in found):
        remarks.append("The range: what it must be in 90% of the cases of the other ranges.")
    for each in found:
        name = "" if len(found) == 1 else f"{each.name}: "
        if len(found) > 1 and texts.safe_side(each):
            remarks.append(f"{name}{texts.safe_side(each)}")
        if each.inverse is not None and len(each.inverse.stretches) > 1:
            others = [stretch for stretch in each.inverse.stretches if each.value not in (stretch.low, stretch.high)]
            said = [_stretch(stretch, each, texts) for stretch in others]
            remarks.append(f"{name}the target also holds at {' and '.join(said)}")
        if each.is_of_sheet:
            remarks.append(f"{name}beyond that another line of the sheet has no value")
        if texts.is_range(each.quantity):
            remarks.append(f"{name}as one number, in place of its range")
        if each.unsaid:
            remarks.append(f"{name}{each.unsaid}")
    share = texts.asked.share
    if share is not None and found:
        draws = max(each.draws for each in found)
        if all(each.certain for each in found):
            remarks.append("No range lies behind it: it holds in all of the cases, or in none.")
        else:
            how = f", counted over {draws:_} draws" if draws else ""
            remarks.append(f"It holds there in {asked_text(share)} of the cases{how}.")
    return remarks


def _stretch(stretch: Stretch, solution: Solution, texts: SolutionTexts) -> str:
    if stretch.is_point:
        return texts.at(stretch.low, solution)
    if stretch.above is None:
        return f"{texts.bound(stretch.low, solution, 1)} and more"
    if stretch.below is None:
        return f"{texts.bound(stretch.high, solution, -1)} and less"
    return f"{texts.bound(stretch.low, solution, 1)} to {texts.bound(stretch.high, solution, -1)}"


def formula_text(name: str, tree: Expression) -> str:
    """A formula for an assumption in the words of answers."""
    return f"{name} = {print_expression(tree, signs=SIGNS)}"
