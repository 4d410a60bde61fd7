"""Whether the `## example:` lines of a sheet agree with what it computes."""

from __future__ import annotations

from estimator.model.model import written_unit
from estimator.reckoning.faults import Fault
from estimator.records import record
from estimator.units.display import show

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.model import ExampleStep
    from estimator.reckoning.evaluate import Evaluation

EXACT = 1e-9  # relative; an example without a tolerance is exact


@record
class ExampleResult:
    """An example, whether it holds, and the value that was computed, as text."""

    step: ExampleStep
    holds: bool
    shown: str


def example_results(evaluation: Evaluation) -> list[ExampleResult]:
    """Each example of an evaluated sheet (flattened with examples) against its value."""
    return [_result(evaluation, step) for step in evaluation.model.examples]


def _result(evaluation: Evaluation, step: ExampleStep) -> ExampleResult:
    actual, expected = evaluation.values[step.actual], evaluation.values[step.expected]
    tolerance = EXACT if step.tolerance is None else evaluation.values[step.tolerance]
    for value in (actual, expected, tolerance):
        if isinstance(value, Fault):
            return ExampleResult(step, False, value.message)
    room = float(tolerance) * abs(expected) if step.relative else float(tolerance)
    # A tolerance is met at its very edge, which the last bit of a float must not decide.
    holds = abs(actual - expected) <= room * (1 + EXACT)
    text = written_unit(step.example.value)
    unit = evaluation.model.module.table.unit(text) if text else None
    return ExampleResult(step, bool(holds), str(show(float(actual), step.kind, unit, digits=6)))
