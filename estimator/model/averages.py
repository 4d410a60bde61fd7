"""What a mean is over: spreads, which differ from case to case; and notes where a sheet does not say which it means."""

from __future__ import annotations

from estimator.model.expectation import draws_behind
from estimator.model.input_distributions import SPREAD
from estimator.model.steps import Draw, Ref
from estimator.notation.tree import Call
from estimator.notation.walking import names_needed, walk
from estimator.problems import Mark, Problem

OVER_RANGES = "a mean is over"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.frames import Instance
    from estimator.model.run import Run
    from estimator.model.steps import StepExpression


def averaged_over(run: Run, expression: StepExpression) -> frozenset[int]:
    """The draws that a mean of an expression is over: the spreads in it, and what stands inside of expressions.

    Where a sheet says of nothing that it is a spread, its named ranges are taken for some as well, with a note that has
    the line to write.
    """
    draws = draws_behind(expression, run.steps, run.draws_of)
    if _tells_apart(run):
        return frozenset([index for index in draws if _is_spread(run, index) or not _is_named(run, index)])
    for index in sorted(draws):
        if _is_named(run, index):
            _remark(run, index)
    return draws


def _tells_apart(run: Run) -> bool:
    """Whether the sheet says of any of its quantities that it is a spread."""
    if run.has_spreads is None:
        trees = [tree for each in run.main.definitions.values() for tree in walk(each.expression)]
        calls = [tree for tree in trees if isinstance(tree, Call)]
        run.has_spreads = any(call.path.partition(".")[0] == SPREAD for call in calls)
    return run.has_spreads


def _is_spread(run: Run, index: int) -> bool:
    draw = run.steps[index].expression
    return isinstance(draw, Draw) and draw.spread


def _is_named(run: Run, index: int) -> bool:
    """Whether a draw is a quantity of the sheet, and not a range inside an expression."""
    step = run.steps[index]
    definition = run.main.definitions.get(step.name)
    return definition is not None and any(step.source is each for each in (run.main.source, *run.given))


def _remark(run: Run, index: int) -> None:
    step = run.steps[index]
    written = step.source.text[step.span[0] : step.span[1]]
    message = f"{OVER_RANGES} {step.name}, as a spread from case to case: write {step.name} = spread({written})"
    run.remark(Problem(message, (Mark(step.source, *step.span),), "", "note"))


def remark_on_spreads(run: Run, instance: Instance) -> None:
    """Notes on answers that still differ from case to case, which are no numbers of what is not known."""
    if not any(isinstance(step.expression, Draw) and step.expression.spread for step in run.steps):
        return
    needed = names_needed(instance.module.definitions.values())
    tables = instance.module.tables
    needed |= {cell for table in needed & tables.keys() for cell in tables[table].cells()}  # handed to a function
    for name, quantity in instance.quantities.items():
        if quantity.assumption or name in needed or quantity.step is None:
            continue
        draws = draws_behind(Ref(quantity.step), run.steps, run.draws_of)
        named = [run.steps[index].name for index in sorted(draws) if _is_spread(run, index)]
        if named:
            message = f"{name} differs from case to case, as {named[0]} does: mean(…) is one number of all cases"
            run.warn(instance.root, message, quantity.definition.expression.span, severity="note")
