"""`first(k = a to b, condition)`: the least whole number for which a condition holds, as steps.

Where the condition can be seen to go one way as the number grows, it is tried at both ends and then by halving, as many
times as the ends may be apart; what was found is held against the condition at it and at the number before. Where it
cannot be seen, up to a hundred numbers are tried one by one. Each trial is steps of its own, so that every evaluator
works them out in the way of all others, and a page and a workbook do so again when an assumption changes.
"""

from __future__ import annotations

from math import ceil as exact_ceil

from estimator.model.describe import describe
from estimator.model.directions import Directions
from estimator.model.faults import ModelFault, fail
from estimator.model.found import Amount, Truth
from estimator.model.hoisting import inner_name
from estimator.model.names import is_of_term
from estimator.model.numerics import ceil, floor
from estimator.model.operators import COMPARE
from estimator.model.run import spend
from estimator.model.steps import Apply, Choice, Draw, Missing, Not, Number, Operation, Ref, Step
from estimator.notation.binders import as_call
from estimator.notation.tree import Literal, Name
from estimator.notation.walking import free_names, outermost_calls, walk
from estimator.problems import Mark, Problem
from estimator.records import replace
from estimator.units.kinds import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.found import Found
    from estimator.model.frames import Frame
    from estimator.model.run import Run
    from estimator.model.steps import StepExpression
    from estimator.notation.tree import Expression, First
    from estimator.units.kinds import Kind

MOST_SCANNED = 100  # numbers that are tried one by one
MOST_APART = 2.0**40 - 1  # ends that are worked out
LARGEST_END = 2.0**50  # whole numbers that a float still tells apart, with room to add
_ONE = Number(1.0)
_SCANNED = f"write ends that are numbers less than {MOST_SCANNED} apart"


def found_first(run: Run, node: First, frame: Frame) -> Found:
    """The least whole number from one end to the other for which a condition holds.

    In the terms of a sum and in the trials of another search it is looked for once, if they are all the same to it.
    """
    if "first" in frame.module.definitions:
        return run.elaborate(as_call(node), frame)
    around = frame
    while around.outer is not None and not is_of_term(free_names(node), around):
        around = around.outer
    if around is frame:
        return _Search(run, node, frame).found()
    return around.remembered(node) or around.remember(node, _Search(run, node, around).found())


class _Search:
    """One search: its ends, and the steps of its trials."""

    def __init__(self, run: Run, node: First, frame: Frame) -> None:
        self.run = run
        self.node = node
        self.frame = frame
        number = frame.calls["first"] = frame.calls.get("first", 0) + 1
        self.prefix = inner_name(frame, "first" if number == 1 else f"first_{number}")
        self.trials = 0
        self.kind: Kind = PLAIN

    def found(self) -> Amount:
        """The number that was found, as a step."""
        low, high = self._ends()
        most = self._halvings(low, high)
        start, stop = self._end("ceil", low, "from"), self._end("floor", high, "to")
        self._settle()
        growing = self._step(f"trial {self.trials + 1}.at", stop, self.kind)
        at_stop = self._tried(growing)
        directions = Directions(self.run, growing.index, start)
        can_be_seen = directions.seen(at_stop) is not None
        if isinstance(start, Number) and isinstance(stop, Number):
            if stop.value < start.value:
                message = "there is no whole number between these ends"
                fail(self.frame, message, self._interval(), "", "put the lower one first")
            if not can_be_seen and stop.value - start.value < MOST_SCANNED:
                return self._scanned(int(start.value), int(stop.value), at_stop)
        if not can_be_seen:
            message = "whether this goes on to hold, once it does, cannot be seen from how it is written"
            fail(self.frame, message, self.node.condition.span, "", f"{_SCANNED}, for each to be tried")
        return self._halved(start, stop, at_stop, most, directions.taken)

    def _interval(self) -> tuple[int, int]:
        return self.node.low.span[0], self.node.high.span[1]

    def _ends(self) -> tuple[Amount, Amount]:
        """The ends, of one kind: a low one without a unit takes the word behind the high one."""
        low_tree, high_tree, frame = self.node.low, self.node.high, self.frame
        if isinstance(low_tree, Literal) and isinstance(high_tree, Literal) and not low_tree.unit and high_tree.unit:
            if high_tree.magnitude and not low_tree.magnitude and low_tree.number:
                text, word = low_tree.text, f"{high_tree.magnitude} {high_tree.unit}"
                remedy = f"write {text} {high_tree.unit} to {high_tree.text} {word}"
                fail(frame, f"{text} may be {text} or {text} {word}", low_tree.span, "", remedy)
            low_tree = replace(low_tree, unit=high_tree.unit)
        low, high = [self._whole(tree) for tree in (low_tree, high_tree)]
        if low.kind.dimension != high.kind.dimension:
            marks = (
                Mark(frame.module.source, *self.node.low.span, describe(low.kind)),
                Mark(frame.module.source, *self.node.high.span, describe(high.kind)),
            )
            raise ModelFault(Problem("the ends of first have one unit", marks, "give both the same unit"))
        self.kind = high.kind
        return low, high

    def _whole(self, tree: Expression) -> Amount:
        found = self.run.nested(tree, self.frame)
        if not isinstance(found, Amount) or not found.kind.counts:
            sort = describe(found.kind)
            remedy = f"divide it by 1 {found.kind}" if isinstance(found, Amount) else "write numbers, as in 1 to 1000"
            fail(self.frame, f"first goes through whole numbers, not {sort}", tree.span, sort, remedy)
        if isinstance(found.value, Number) and abs(found.value.value) > LARGEST_END:
            fail(self.frame, "first goes up to 1e15 at most", tree.span, "", "choose a lower end")
        return found

    def _end(self, rounding: str, end: Amount, name: str) -> StepExpression:
        """An end as a whole number: the low one up, the high one down."""
        if isinstance(end.value, Number):
            return Number((ceil if rounding == "ceil" else floor)(end.value.value))
        return self._step(name, Apply(rounding, (end.value,)), end.kind)

    def _settle(self) -> None:
        """Work out what no trial changes once, not in each: lines of a where block that are named, and calls."""
        for tree in walk(self.node.condition):
            if isinstance(tree, Name) and tree.path in self.frame.locals and tree.path not in self.frame.values:
                self._settled(tree)
        own = self.frame.module.definitions
        for tree in list(outermost_calls(self.node.condition, frozenset([self.node.variable]), own)):
            found = None if is_of_term(free_names(tree), self.frame) else self._settled(tree)
            if found is not None and not self._is_uncertain(found):
                self.frame.remember(tree, found)

    def _settled(self, tree: Expression) -> Found | None:
        try:
            return self.run.nested(tree, self.frame)
        except ModelFault:  # reported by the trial that asks for it, if any does
            return None

    def _is_uncertain(self, found: Found) -> bool:
        from estimator.model.hoisting import is_uncertain

        return isinstance(found, (Amount, Truth)) and is_uncertain(self.run, found.value)

    def _halvings(self, low: Amount, high: Amount) -> int:
        """How often the numbers between the ends may have to be halved."""
        apart = MOST_APART
        (base, first), (other, last) = _from(low.value), _from(high.value)
        if base == other:
            apart = last - first
        elif isinstance(high.value, Number):
            apart = high.value.value  # from 0 on; of a lower end that is worked out, it is checked
        return max(1, exact_ceil(max(0.0, min(apart, MOST_APART))).bit_length())

    def _step(self, name: str, value: StepExpression, kind: Kind | None = None, asked: Expression | None = None) -> Ref:
        """A step of the search, under its name."""
        frame = self.frame
        span = (asked or self.node).span
        of = Truth.kind if kind is None else kind
        self.run.steps.append(Step(f"{self.prefix}.{name}", value, of, frame.module.source, span, ()))
        return Ref(len(self.run.steps) - 1)

    def _tried(self, at: StepExpression, name: str = "") -> Ref:
        """Whether the condition holds at a number, as a step."""
        run, node = self.run, self.node
        spend(run, node, self.frame)
        self.trials += not name
        name = name or f"trial {self.trials}"
        before = len(run.steps)
        inner = self.frame.inside({node.variable: Amount(self.kind, at)})
        inner.prefix, inner.calls, inner.suspects = f"{self.prefix}.{name}", {}, []
        holds = run.nested(node.condition, inner)
        if not isinstance(holds, Truth):
            sort = describe(holds.kind)
            fail(self.frame, f"first needs a condition, not {sort}", node.condition.span, sort, COMPARE)
        self._refuse_ranges(before, holds.value)
        return self._step(name, holds.value, None, node.condition)

    def _refuse_ranges(self, before: int, condition: StepExpression) -> None:
        """Report a range in the condition, which would be another one in each trial."""
        from estimator.model.hoisting import is_uncertain

        drawn = [step for step in self.run.steps[before:] if isinstance(step.expression, Draw)]
        if not drawn or not is_uncertain(self.run, condition):
            return
        from estimator.model.expectation import draws_behind

        behind = draws_behind(condition, self.run.steps, self.run.draws_of)
        if any(index >= before for index in behind):
            inside = drawn[0].source is self.frame.module.source
            span = drawn[0].span if inside else self.node.condition.span
            message = "a range in the condition of first would be another one in each trial"
            fail(self.frame, message, span, "", "name it on a line of its own")

    def _scanned(self, start: int, stop: int, at_stop: Ref) -> Amount:
        """The numbers one by one, from the last on, so that each knows what comes behind it."""
        last = Choice(at_stop, Number(float(stop)), self._none())
        found = self._step("trial from here", last, self.kind)
        for number in range(stop - 1, start - 1, -1):
            at = Number(float(number))
            found = self._step("trial from here", Choice(self._tried(at), at, found), self.kind)
        return Amount(self.kind, self._shown(found, Number(float(start)), []))

    def _halved(
        self, start: StepExpression, stop: StepExpression, at_stop: Ref, most: int, taken: dict[StepExpression, None]
    ) -> Amount:
        """By halving: `below` is the last number at which the condition was seen to fail."""
        at_start = self._tried(self._step(f"trial {self.trials + 1}.at", start, self.kind))
        below: StepExpression = self._step("trial below", Operation("-", start, _ONE), self.kind)
        for power in range(most - 1, -1, -1):
            further = Apply("min", (Operation("+", below, Number(2.0**power)), stop))
            at = self._step(f"trial {self.trials + 1}.at", further, self.kind)
            below = self._step("trial below", Choice(self._tried(at), below, at), self.kind)
        least = Choice(at_start, start, Choice(at_stop, Operation("+", below, _ONE), self._none()))
        apart = Operation("<", Operation("-", stop, start), Number(2.0**most))
        sure = list(taken) if isinstance(start, Number) and isinstance(stop, Number) else [apart, *taken]
        return Amount(self.kind, self._shown(least, start, sure))

    def _none(self) -> Missing:
        written = [each for each in (self.node.low, self.node.high) if isinstance(each, Literal)]
        ends = " to ".join([f"{each.text} {each.magnitude}".strip() for each in written])
        among = f"from {ends}" if len(written) == 2 else "up to the high end"
        return Missing(f"no whole number {among} meets this condition", "raise the high end, or ask for less")

    def _shown(self, least: StepExpression, start: StepExpression, sure: list[StepExpression]) -> Ref:
        """What was found, held against the condition at it and before it; `sure` is what it rests on."""
        variable = self.node.variable
        for condition in sure:
            reason = "this search rests on numbers that are no less than 0, or on ends that are not as far apart"
            least = Choice(condition, least, Missing(reason, _SCANNED))
        at = self._step(variable, least, self.kind)
        holds = self._tried(at, f"{variable} holds")
        before = self._step("trial before", Operation("-", at, _ONE), self.kind)
        fails = Operation("or", Operation("==", at, start), Not(self._tried(before, f"{variable} - 1 holds")))
        reason = "the condition does not hold from there on, where it was found to begin"
        wrong = Missing(reason, f"{_SCANNED}, for each to be tried")
        sound = Operation("and", Operation(">=", at, start), Operation("and", holds, fails))  # first that there is one
        return self._step("trial least", Choice(sound, at, wrong), self.kind)


def _from(end: StepExpression) -> tuple[StepExpression, float]:
    """An end as what it begins with and how far beyond it lies."""
    match end:
        case Number(value):
            return Number(0.0), value
        case Operation("+", base, Number(more)):
            return base, more
        case _:
            return end, 0.0
