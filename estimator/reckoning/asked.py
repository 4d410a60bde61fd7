"""What is wanted of a sheet, `media_total < 100 PB at 95%`, as a comparison in its model.

It is read as one more check of the sheet, behind its last line: so it may name whatever a check may, has the sheet's
own units, and its mistakes are told like those of a check.
"""

from __future__ import annotations

from estimator.model.describe import describe
from estimator.model.faults import raise_errors
from estimator.model.frames import NumberQuantity
from estimator.model.readings import reading
from estimator.model.tables import needed
from estimator.notation.parser import parse_sheet
from estimator.notation.tree import Binary, Check, Definition, Documentation
from estimator.problems import EstimateError, Mark, Source, refused
from estimator.reckoning.central import central_values
from estimator.reckoning.estimate import PausedCollection, as_spoken, flattened
from estimator.reckoning.evaluate import Evaluation
from estimator.reckoning.targets import Target, add_comparisons
from estimator.records import record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.model import Model
    from estimator.model.modules import Module
    from estimator.problems import Problem

CHECK = "check "
TARGET = "target"
SIGNS = {"≤": "<=", "≥": ">=", "≠": "!=", "=": "=="}
SOLVABLE = ("==", "<", "<=", ">", ">=")
LEFT, RIGHT = "target left", "target right"  # no name of a sheet has a blank
NO_COMPARISON, REMEDY = "a target is name = value, or one comparison", "write media_total = 100 PB, or < 100 PB"
_LONGEST_SIGN = 2


@record
class Asked:
    """A target with its text, its tree, and the share of the cases in which it is to hold."""

    text: str
    target: Target
    comparison: Binary
    share: float | None
    notes: tuple[Problem, ...]  # how overrides were read that the notation refuses

    @property
    def left(self) -> NumberQuantity:
        """The left side, as a quantity."""
        return self._quantity(LEFT)

    @property
    def right(self) -> NumberQuantity:
        """The right side, as a quantity."""
        return self._quantity(RIGHT)

    def _quantity(self, name: str) -> NumberQuantity:
        found = self.target.evaluation.model.quantities[name]
        assert isinstance(found, NumberQuantity)
        return found


def asked(module: Module, overrides: list[str], scenario: str, text: str, at: str = "") -> Asked:
    """A target of a sheet with other assumptions. EstimateError for one that is none, or of a sheet that is wrong."""
    text = " ".join(text.split())
    if not sign_of(text):
        raise refused(text, NO_COMPARISON, REMEDY)
    if at and " at " in text:
        raise refused(text, "the share of the cases is asked twice", f"leave out at {text.rpartition(' at ')[2]}")
    try:
        return _asked(module, overrides, scenario, text, at)
    except EstimateError as strict:
        start, sign = _sign_at(text) or (0, "")
        behind = text[start + len(sign) :].strip()
        meant = reading(behind, module.with_own_units().table, TARGET).line
        again, notes = as_spoken(overrides, strict, module)
        if not (meant and "->" not in meant) and not notes:
            raise
        read = f"{text[:start]}{sign} {meant}" if meant and "->" not in meant else text
        try:
            found = _asked(module, again, scenario, read, at)
        except EstimateError:
            raise strict from None
        return replace(found, notes=tuple(notes))


def _asked(module: Module, overrides: list[str], scenario: str, text: str, at: str) -> Asked:
    extended, comparison, strict = _with_check(module, text, at)
    place = len(module.source.text) + 1
    try:
        raise_errors(extended.problems)
        with PausedCollection():
            model = flattened(extended, overrides, scenario)
            raise_errors(model.problems)
            sides = [_side(text, each, model) for each in (LEFT, RIGHT)]
            steps = add_comparisons(model, comparison.operator, sides[0].step, sides[1].step)
            values = central_values(model)
    except EstimateError as error:
        raise EstimateError([_moved(each, extended.source, place, text, strict) for each in error.problems]) from None
    share = model.checks[-1].probability
    if share is not None and comparison.operator == "==":
        remedy = f"write {text.replace(sign_of(text), '<', 1)}, or leave the share out"
        raise refused(text, "a range equals one value in none of the cases", remedy)
    target = Target(Evaluation(model, values), comparison.operator, sides[0].step, sides[1].step, *steps)
    return Asked(text, target, comparison, share, ())


def _with_check(module: Module, text: str, at: str) -> tuple[Module, Binary, str]:
    """The module with one more check behind its text, its comparison, and the target as it stands there.

    Its sides are quantities of the module as well, so that they are shown like others.
    """
    start, sign = _sign_at(text) or (0, "")
    strict = f"{text[:start]}{SIGNS.get(sign, sign)}{text[start + len(sign) :]}"
    before = module.source.text
    place = len(before) + 1
    source = Source(module.source.name, f"{before}\n{CHECK}{strict}{f' at {at}' if at else ''}\n", module.source.first)
    sheet = parse_sheet(source, [(place, len(source.text))])
    raise_errors([_moved(each, source, place, text, strict) for each in sheet.problems])
    check = sheet.lines[0] if len(sheet.lines) == 1 else None
    tree = check.expression if isinstance(check, Check) else None
    if not isinstance(check, Check) or not isinstance(tree, Binary) or tree.operator not in SOLVABLE:
        raise refused(text, NO_COMPARISON, REMEDY)
    names = needed(check.names, module.tables)
    extended = module.copy()
    extended.source, extended.checks = source, [*module.checks, replace(check, names=names)]
    sides = {
        called: Definition(called, None, None, side, (), "", Documentation(), names, side.span)
        for called, side in ((LEFT, tree.left), (RIGHT, tree.right))
    }
    extended.definitions = {**module.definitions, **sides}
    return extended, tree, strict


def _side(text: str, name: str, model: Model) -> NumberQuantity:
    """A side of a target. EstimateError where it is no number."""
    found = model.quantities[name]
    if isinstance(found, NumberQuantity):
        return found
    sort = describe(found.kind)
    raise refused(text, f"a target is a number, not {sort}", f"solve for a number that the {sort} decides")


def _moved(problem: Problem, source: Source, place: int, text: str, strict: str) -> Problem:
    """A problem whose marks in the added line point to the target as it was given."""
    own = Source(TARGET, text)
    begin, shift = place + len(CHECK), len(strict) - len(text)
    sign = (_sign_at(text) or (0, ""))[0]

    def moved(mark: Mark) -> Mark:
        if mark.source is not source or mark.start < place:
            return mark
        ends = [end if end <= sign else end - shift for end in (mark.start - begin, mark.end - begin)]
        start, end = (max(0, min(each, len(text))) for each in ends)
        return replace(mark, source=own, start=start, end=max(end, start + 1))

    return replace(problem, marks=tuple([moved(each) for each in problem.marks]), fix="")


def sign_of(text: str) -> str:
    """The comparison or the `=` of a target, outside of brackets and texts; empty where there is none."""
    found = _sign_at(text)
    return "" if found is None else found[1]


def _sign_at(text: str) -> tuple[int, str] | None:
    depth, is_text = 0, False
    for place, char in enumerate(text):
        if char == '"':
            is_text = not is_text
        elif is_text:
            continue
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif not depth and char in "<>=!≤≥≠":
            two = text[place : place + _LONGEST_SIGN]
            return place, two if two in ("<=", ">=", "==", "!=") else char
    return None
