"""What a sheet asks of its values: `check` lines and `## example:` lines; and what no value needs, on trial."""

from __future__ import annotations

from estimator.model.arguments import is_word
from estimator.model.conversions import converted, meaning_of
from estimator.model.describe import describe
from estimator.model.faults import ModelFault, fail
from estimator.model.found import Amount, Chosen, Release, Truth
from estimator.model.frames import AtHand, Frame
from estimator.model.functions import FUNCTIONS
from estimator.model.growth import MOST_YEARS, TIMES, YEAR
from estimator.model.input_distributions import INPUTS
from estimator.model.model import CheckStep, ExampleStep
from estimator.model.names import find
from estimator.model.overrides import check_scenario
from estimator.model.release_names import release_parameters
from estimator.model.releases import known_releases, release
from estimator.model.run import Trial
from estimator.model.steps import Number, Step
from estimator.model.sums import is_read_alike
from estimator.model.thresholds import rows
from estimator.notation.tree import Choices, Literal, ReleaseOf, TableOf, Thresholds, YesNo
from estimator.problems import Mark, Problem
from estimator.units.kinds import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn, TypeVar

    from estimator.model.found import Found
    from estimator.model.frames import Instance
    from estimator.model.model import Model
    from estimator.model.modules import Module
    from estimator.model.run import Run
    from estimator.notation.tree import Check, Definition, Example, Expression, Parameter
    from estimator.units.kinds import Kind

    Result = TypeVar("Result")


def answer_checks(run: Run, model: Model, instance: Instance, *, examples: bool) -> None:
    """Flatten the checks, the examples if they are asked for, and on trial what no value needs."""
    module = instance.module
    model.checks = _present([run.attempt(_check_step, run, check, instance.root) for check in module.checks])
    # Another instance of the sheet shares its draws, which a scenario does not change there.
    is_alone = all(other is instance or other.module is not module for other in run.instances.values())
    for title, scenario in module.scenarios.items():
        for override in scenario.overrides:
            found = run.attempt(check_scenario, run, override, instance)
            if found is None or not is_alone:
                continue
            if found.kind is not PLAIN or is_read_alike(run, override, instance):
                model.proposed[title, override.name] = found
    if examples:
        model.examples = _present(
            [run.attempt(_example_step, run, example, name, instance.root) for example, name in _examples(module)]
        )
    for definition in module.definitions.values():
        if definition.parameters is not None and id(definition) not in run.called:
            run.attempt(_check_uncalled, run, definition, definition.parameters, instance)


def _present(found: list[Result | None]) -> list[Result]:
    return [each for each in found if each is not None]


def _examples(module: Module) -> list[tuple[Example, str]]:
    found = [(example, "") for example in module.sheet.documentation.examples]
    for definition in module.definitions.values():
        found += [(example, definition.name) for example in definition.documentation.examples]
    return found


def _check_step(run: Run, check: Check, root: Frame) -> CheckStep:
    """Flatten a `check` line."""
    frame = root.at(f"check {len(run.steps)}")
    with AtHand(frame):
        found = run.nested(check.expression, frame)
        if not isinstance(found, Truth):
            sort = describe(found.kind)
            remedy = "compare it with a limit"
            fail(frame, f"a check needs yes or no, not {sort}", check.expression.span, sort, remedy)
        probability = None if check.probability is None else _probability(run, check.probability, frame)
        horizon = None if check.horizon is None else _horizon(run, check.horizon, frame)
    run.steps.append(Step("check", found.value, found.kind, frame.module.source, check.span, ()))
    return CheckStep(check, len(run.steps) - 1, probability, horizon)


def _probability(run: Run, tree: Expression, frame: Frame) -> float:
    """The probability that a check asks for, a known number."""
    asked = run.nested(tree, frame)
    if (
        isinstance(asked, Amount)
        and asked.kind is PLAIN
        and isinstance(asked.value, Number)
        and 0 < asked.value.value <= 1
    ):
        return asked.value.value
    fail(frame, "a probability lies between 0% and 100%", tree.span, "", "write at 95%")


def _horizon(run: Run, tree: Expression, frame: Frame) -> float:
    """How long a check asks for, a known time in seconds."""
    asked = run.nested(tree, frame)
    if isinstance(asked, Amount) and asked.kind.dimension == TIMES and isinstance(asked.value, Number):
        if asked.value.value > MOST_YEARS * YEAR:
            fail(frame, f"a check is for {MOST_YEARS} years at most", tree.span, "", "write for 18 month")
        if asked.value.value > 0:
            return asked.value.value
    fail(frame, "a check is to hold for a time that is known", tree.span, "", "write for 18 month")


def _example_step(run: Run, example: Example, name: str, root: Frame) -> ExampleStep:
    """Flatten an `## example:` line."""
    frame = root.at(f"example {len(run.steps)}")
    with AtHand(frame):
        actual = run.nested(example.expression, frame)
        expected = run.nested(example.value, frame)
        kind = actual.kind
        if kind.dimension != expected.kind.dimension:
            marks = (
                Mark(frame.module.source, *example.expression.span, describe(kind)),
                Mark(frame.module.source, *example.value.span, describe(expected.kind)),
            )
            raise ModelFault(Problem("the example gives another unit", marks, f"give its value in {kind}"))
        if isinstance(actual, (Chosen, Release)):
            _chosen_example(example, kind, frame)
        tolerance, relative = None, True
        if example.tolerance is not None:
            by = run.nested(example.tolerance, frame)
            relative = isinstance(example.tolerance, Literal) and example.tolerance.percent
            if not relative and by.kind.dimension != kind.dimension:
                message = "a tolerance is a percentage or has the unit of the value"
                fail(frame, message, example.tolerance.span, "", "write ± 1%")
            tolerance = _stepped(run, by, by.kind, example, frame)
        steps = [_stepped(run, found, kind, example, frame) for found in (actual, expected)]
    return ExampleStep(example, name, steps[0], steps[1], tolerance, relative, kind)


def _chosen_example(example: Example, kind: Kind, frame: Frame) -> NoReturn:
    """Report an example of a text or a release, which no step can hold."""
    from estimator.notation.printer import print_expression

    compared = " == ".join([print_expression(tree) for tree in (example.expression, example.value)])
    sort = describe(kind)
    message = f"an example gives a number or yes or no, not {sort}"
    fail(frame, message, example.expression.span, sort, f"write {compared} = (1 == 1)")


def _stepped(run: Run, found: Found, kind: Kind, example: Example, frame: Frame) -> int:
    """A value of an example as a step, in the words of a kind of its dimension."""
    assert isinstance(found, (Amount, Truth))  # as what the example gives, whose kind it has
    run.steps.append(Step("example", found.value, kind, frame.module.source, example.span, ()))
    return len(run.steps) - 1


def _check_uncalled(run: Run, definition: Definition, parameters: tuple[Parameter, ...], instance: Instance) -> None:
    """Check a function that nothing calls: its body where its parameters say what they are, else its names."""
    tables = [*instance.module.tables, *[each.name for each in parameters if isinstance(each.annotation, TableOf)]]
    for path in definition.names:
        known = path in instance.module.definitions or path in FUNCTIONS or path in INPUTS
        known = known or path in tables or path.rpartition(".")[0] in tables
        if not known and path not in ("count", "sum", "yes", "no"):
            find(run, path, definition.expression.span, instance.root, "name")
    frame = Frame(instance, {}, "trial")
    if isinstance(definition.expression, Thresholds):
        rows(run, definition.expression, frame)
    frame.locals = {local.name: local for local in definition.locals}
    released = release_parameters(run, definition, instance.root)
    for parameter in parameters:
        frame.annotations[parameter.name] = parameter.annotation
        found = _assumed(run, parameter, frame, is_release=parameter.name in released)
        if found is None:
            return
        frame.values[parameter.name] = found
    with Trial(run, silent=True):
        found = run.nested(definition.expression, frame)
        if definition.unit is not None:
            converted(run, found, definition.unit, frame, definition.expression.span)


def _assumed(run: Run, parameter: Parameter, frame: Frame, *, is_release: bool) -> Found | None:
    """Some value that a parameter may have; None where it does not say of what kind."""
    annotation, root = parameter.annotation, frame.instance.root
    if isinstance(annotation, Choices):
        return Chosen(annotation.texts[0])
    if isinstance(annotation, YesNo):
        return Truth(Number(0.0))
    if isinstance(annotation, ReleaseOf):
        return known_releases(run, annotation, frame)[0]
    if is_release and parameter.default is not None:
        return release(run, parameter.default, root)
    if isinstance(annotation, TableOf):
        return None
    if annotation is not None:
        kind = PLAIN if is_word(annotation, frame) else meaning_of(run, annotation, root).kind
        return Amount(kind, Number(1.0))
    return None if parameter.default is None else run.nested(parameter.default, root)
