"""What may be moved in a sheet: its assumptions, and the ranges inside of its lines and of other sheets."""

from __future__ import annotations

from estimator.model.steps import Draw, Number, Operation, Ref, parts, reached, references
from estimator.reckoning.distributions import quantile
from estimator.records import record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.model.frames import Quantity
    from estimator.model.steps import Step
    from estimator.reckoning.closed import Spread
    from estimator.reckoning.evaluate import Evaluation

LOW, HIGH = 0.05, 0.95


@record
class Input:
    """What may be moved: an assumption, or a draw inside of a worked line or of another sheet.

    step        where it is moved; `quantity` is that of the assumption, else None
    draws       the uncertain draws that make it up: what is not known
    spreads     those that differ from case to case, which are known to
    is_chance   whether it is a yes or no
    """

    step: int
    quantity: Quantity | None
    draws: tuple[int, ...]
    spreads: tuple[int, ...]
    is_chance: bool


def inputs_behind(evaluation: Evaluation, step: int) -> list[Input]:
    """All that a step rests on and that may be moved, in the order of the steps."""
    steps = evaluation.model.steps
    behind = set(reached(steps, [step]))
    owned: set[int] = set()
    found: list[Input] = []
    for quantity in evaluation.model.quantities.values():
        index = quantity.step
        if index is None or index == step or not quantity.assumption or index not in behind:
            continue
        within = [each for each in reached(steps, [index]) if isinstance(steps[each].expression, Draw)]
        own = [each for each in within if each not in owned]
        owned.update(own)
        is_chance = isinstance(evaluation.values[index], bool)
        found.append(Input(index, quantity, *_apart(steps, own), is_chance))
    inner = [index for index in behind - owned - {step} if isinstance(steps[index].expression, Draw)]
    found += [Input(index, None, *_apart(steps, [index]), _is_chance(steps, index)) for index in inner]
    found.sort(key=lambda each: each.step)
    return found


def _apart(steps: list[Step], draws: Iterable[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The draws of what is not known, and those of what differs from case to case."""
    drawn = [(index, steps[index].expression) for index in draws]
    spreads = tuple([index for index, draw in drawn if isinstance(draw, Draw) and draw.spread])
    return tuple([index for index, _ in drawn if index not in spreads]), spreads


def _is_chance(steps: list[Step], draw: int) -> bool:
    """Whether a draw is there for a chance alone: it is below a share, or not."""
    expression = steps[draw].expression
    if expression != replace(expression, distribution="uniform", arguments=(Number(0.0), Number(1.0))):
        return False
    readers = [step.expression for step in steps if draw in references(step.expression)]
    return all(
        any(isinstance(part, Operation) and part.operator == "<" and part.left == Ref(draw) for part in parts(each))
        for each in readers
    )


def ends_of(evaluation: Evaluation, each: Input) -> tuple[float, float]:
    """P5 and P95 of an input, in base units; no and yes of a chance."""
    if each.is_chance:
        return 0.0, 1.0
    spread: Spread | None = evaluation.spreads.get(each.step)
    if spread is not None:
        return spread.low, spread.high
    expression = evaluation.model.steps[each.step].expression
    if isinstance(expression, Draw):
        parameters = parameters_of(evaluation, expression)
        return quantile(expression.distribution, parameters, LOW), quantile(expression.distribution, parameters, HIGH)
    value = float(evaluation.values[each.step])
    return value, value


def parameters_of(evaluation: Evaluation, draw: Draw) -> list[float]:
    """The parameters of a draw, in base units."""
    from estimator.reckoning.closures import compile_step

    return [float(compile_step(argument)(evaluation.values)) for argument in draw.arguments]
