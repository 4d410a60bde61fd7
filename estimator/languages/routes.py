"""Second routes to a number: the examples of a sheet in which another formula gives one of its quantities.

    ## example: peak_qps = traffic.rule_of_40_000(daily_users * tweets_per_user) ± 10%

`estimate check` holds the sheet to them as to any example; with other assumptions they are worked out anew.
"""

from __future__ import annotations

from estimator.notation.printer import print_expression
from estimator.notation.tree import Call, Name
from estimator.notation.walking import walk
from estimator.problems import EstimateError
from estimator.reckoning.estimate import estimate
from estimator.reckoning.faults import Fault
from estimator.reckoning.mental import off
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.languages.values import Values
    from estimator.notation.tree import Example
    from estimator.units.display import Shown


@record
class Route:
    """A quantity by another formula: what that gives, and how far the quantity is off it."""

    name: str
    example: Example
    shown: Shown
    off: float


def routes_of(values: Values, names: set[str]) -> list[Route]:
    """The second routes to some quantities of an evaluated sheet, with the assumptions that it was run with."""
    model = values.model
    wanted = [each for each in model.module.sheet.documentation.examples if _is_route(each, names)]
    if not wanted:
        return []
    overrides = [
        f"{name}={print_expression(each.override.expression)}"
        for name, each in model.quantities.items()
        if each.override is not None
    ]
    try:
        evaluation = estimate(model.module, overrides, examples=True)
    except EstimateError:
        return []  # an example is wrong, of which `check` says how
    found = []
    for step in evaluation.model.examples:
        name = step.example.expression.path if isinstance(step.example.expression, Name) else ""
        quantity, value = model.quantities.get(name), evaluation.values[step.expected]
        if step.example in wanted and quantity is not None and not isinstance(value, Fault):
            here = float(evaluation.values[step.actual])
            found.append(Route(name, step.example, values.value(float(value), quantity, 2), off(here, float(value))))
    return found


def _is_route(example: Example, names: set[str]) -> bool:
    """Whether an example has a quantity on one side, and a formula of such on the other."""
    if not isinstance(example.expression, Name) or example.expression.path not in names:
        return False
    trees = list(walk(example.value))
    return any(isinstance(each, Call) for each in trees) and any(isinstance(each, Name) for each in trees)
