"""Correlations: the ranges that a sheet says are high or low together, as weights of the scores of their draws.

The correlation is that of the normal scores (a Gaussian copula): of the logarithms, where ranges are lognormal. So many
as are named are made of as many independent scores, by the Cholesky factor of the matrix of their correlations.
"""

from __future__ import annotations

import math

from estimator.model.describe import BOOLEAN, suggestion
from estimator.model.expectation import draws_behind
from estimator.model.steps import Draw, Mean, Ref
from estimator.problems import Mark, Problem
from estimator.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.frames import Instance
    from estimator.model.run import Run
    from estimator.notation.correlations import Correlated
    from estimator.notation.tree import Name
    from estimator.problems import Source

    Pairs = dict[tuple[int, int], float]

LEAST = 1e-9  # what a variance that is left may be below 0 by the noise of floats


def correlate(run: Run) -> None:
    """Link the draws of correlated ranges, of the sheet and of those that it calls; what cannot be is a problem."""
    pairs: Pairs = {}
    last: tuple[Source, Correlated] | None = None
    for instance in list(run.instances.values()):
        for line in instance.module.correlations:
            _line(run, instance, line, pairs)
            last = (instance.module.source, line)
    if not pairs or last is None:
        return
    for group in _groups(pairs):
        weights = _factor(group, pairs)
        if weights is None:
            names = ", ".join([run.steps[index].name for index in group])
            message = f"these correlations cannot all hold: where two go with a third, they go together ({names})"
            _report(run, last[0], last[1].span, message, "give some of them nearer to 0")
            return
        for index, row in zip(group, weights, strict=True):
            draw = run.steps[index].expression
            linked = tuple([(other, weight) for other, weight in zip(group, row, strict=True) if weight])
            run.steps[index] = replace(run.steps[index], expression=replace(draw, linked=linked))
    _check_means(run, {index for pair in pairs for index in pair})


def _line(run: Run, instance: Instance, line: Correlated, pairs: Pairs) -> None:
    """Add the pairs of a line."""
    source = instance.module.source
    found = [(name, index) for name in line.names if (index := _draw_of(run, instance, name)) is not None]
    for place, (name, index) in enumerate(found):
        for _, other in found[:place]:
            pair = (min(index, other), max(index, other))
            if index == other:
                continue
            if pairs.setdefault(pair, line.correlation) != line.correlation:
                message = f"{name.path} has another correlation with {run.steps[other].name} already"
                _report(run, source, name.span, message, "leave one of them out")


def _draw_of(run: Run, instance: Instance, name: Name) -> int | None:
    """The draw of a range; None where it is none, which is a problem, but for one that was given otherwise."""
    source, path = instance.module.source, name.path
    definition = instance.module.definitions.get(path)
    if definition is None or definition.parameters is not None:
        guess = suggestion(path, instance.module.definitions)
        remedy = f"did you mean {guess}?" if guess else "name a range of this sheet"
        _report(run, source, name.span, f"there is no quantity {path} to correlate", remedy)
        return None
    quantity = instance.quantities.get(path)
    if quantity is None or quantity.step is None:
        return None
    index = quantity.step
    while isinstance(ref := run.steps[index].expression, Ref):
        index = ref.index
    draw = run.steps[index].expression
    if isinstance(draw, Draw) and not draw.spread:
        return index
    if quantity.override is not None and not isinstance(draw, Draw):
        return None  # it was given as a number, which goes with nothing
    if isinstance(draw, Draw):
        message, remedy = f"{path} differs from case to case, and a mean takes its cases as they come", "leave it out"
    elif quantity.kind is BOOLEAN:
        message, remedy = f"{path} is a yes or no, and only ranges are correlated", "leave it out"
    elif quantity.assumption:
        message, remedy = f"{path} is no range", f"give it as one range, as {path} = 1 to 4, or leave it out"
    else:
        message, remedy = f"{path} is worked out, and only ranges are correlated", "name the ranges behind it"
    _report(run, source, name.span, message, remedy)
    return None


def _report(run: Run, source: Source, span: tuple[int, int], message: str, remedy: str) -> None:
    problem = Problem(message, (Mark(source, *span),), remedy)
    if problem not in run.problems:
        run.problems.append(problem)


def _groups(pairs: Pairs) -> list[list[int]]:
    """The draws that hang together, each group in the order of the steps."""
    groups: list[set[int]] = []
    for pair in pairs:
        touched = [group for group in groups if not group.isdisjoint(pair)]
        groups = [group for group in groups if group not in touched]
        groups.append(set(pair).union(*touched))
    return sorted([sorted(group) for group in groups])


def _factor(group: list[int], pairs: Pairs) -> list[list[float]] | None:
    """The Cholesky factor of the correlations of a group; None where they cannot all hold."""
    rows: list[list[float]] = []
    for place, index in enumerate(group):
        row: list[float] = []
        for before in range(place):
            covariance = pairs.get((group[before], index), 0.0)
            covariance -= sum([row[each] * rows[before][each] for each in range(before)])
            pivot = rows[before][before]
            if not pivot and abs(covariance) > LEAST:
                return None
            row.append(covariance / pivot if pivot else 0.0)
        rest = 1.0 - sum([weight * weight for weight in row])
        if rest < -LEAST:
            return None
        rows.append([*row, math.sqrt(max(0.0, rest)), *[0.0] * (len(group) - place - 1)])
    return rows


def _check_means(run: Run, linked: set[int]) -> None:
    """Report means over ranges that are correlated: they take each of them by itself."""
    known: dict[int, frozenset[int]] = {}
    for step in run.steps:
        mean = step.expression
        if isinstance(mean, Mean):
            over = frozenset(mean.over) or draws_behind(mean.operand, run.steps, known)
            named = sorted(over & linked)
            if named:
                message = f"a mean is over {run.steps[named[0]].name}, which is correlated: it would take it by itself"
                remedy = "leave the correlation out, or call what differs from case to case a spread(…)"
                _report(run, step.source, step.span, message, remedy)
                return
