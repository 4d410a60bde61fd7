"""Overrides from outside and of scenarios: what they may change, and the reports of those that may not."""

from __future__ import annotations

from estimator.model.conversions import meaning_of
from estimator.model.describe import TEXT, describe
from estimator.model.elaborate import elaborate
from estimator.model.faults import ModelFault, fail
from estimator.model.found import Release
from estimator.model.frames import Frame, Instance
from estimator.model.input_distributions import DISTRIBUTIONS, SPREAD
from estimator.model.model import written_unit
from estimator.model.modules import Module
from estimator.model.release_names import release_names
from estimator.model.releases import release
from estimator.model.run import Trial
from estimator.notation.parser import parse_sheet
from estimator.notation.tree import Argument, Best, Call, Literal, Measure, Name, Override, Range, Text
from estimator.problems import Mark, Problem, Source
from estimator.units.kinds import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.found import Found
    from estimator.model.run import Run
    from estimator.notation.tree import Definition, Expression
    from estimator.units.kinds import Kind

LISTED = 8


def bind_overrides(run: Run, instance: Instance, overrides: dict[str, tuple[Override, Source]]) -> None:
    """Give an instance the overrides from outside, each with a frame of its own source that sees the sheet's names."""
    module = instance.module
    for name, (override, source) in overrides.items():
        outer = Module(parse_sheet(Source(source.name, "")), "")
        outer.source, outer.table = source, module.table
        outer.definitions = module.definitions
        run.given.append(source)
        frame = Frame(Instance(outer, "", {}), instance.root.values, "")
        run.attempt(_check_override, run, override, module, frame)
        if name in module.definitions:
            instance.overrides[name] = (override, frame)


def _check_override(run: Run, override: Override, module: Module, frame: Frame) -> Definition:
    """The definition that is overridden; reports one that the sheet does not have, or that is a function."""
    definition = module.definitions.get(override.name)
    if definition is None:
        guess = run.budget.guess(override.name, module.definitions)
        guess = guess or run.budget.longer_or_shorter(override.name, module.definitions)
        remedy = f"did you mean {guess}?" if guess else f"it has {_first_names(module)}"
        title = module.name or module.source.name
        fail(frame, f"{title} has no {override.name}", override.span, "", remedy)
    if definition.parameters is not None:
        message = f"{override.name} is a function, which cannot be overridden"
        fail(frame, message, override.span, "", "override what it is called with")
    return definition


def check_scenario(run: Run, override: Override, instance: Instance) -> Found:
    """What a scenario gives for a quantity; reports what it may not change, or to what it may not."""
    definition = _check_override(run, override, instance.module, instance.root)
    expression = override_expression(override, definition, instance)
    frame = Frame(instance, dict(instance.root.values), "scenario").of(expression, "scenario")
    with Trial(run, silent=False):
        is_release = override.name in release_names(run, instance.root)
        found = release(run, expression, frame) if is_release else run.nested(expression, frame)
    check_overriding(run, found, override, frame, instance)
    return found


def override_expression(override: Override, definition: Definition, instance: Instance) -> Expression:
    """What an override says; a bare word for a text is the text, and a range for a spread is another spread."""
    expression = override.expression
    chooses = isinstance(definition.expression, Text)
    if chooses and isinstance(expression, Name) and expression.path not in instance.module.definitions:
        return Text(expression.path, expression.span)
    if _is_spread(definition.expression) and _is_range(expression):
        return Call(SPREAD, (Argument("", expression, expression.span),), "", expression.span)
    return expression


def _is_spread(tree: Expression) -> bool:
    return isinstance(tree, Call) and tree.path == SPREAD


def _is_range(tree: Expression) -> bool:
    """Whether a tree is a range or a distribution."""
    if isinstance(tree, Measure):
        tree = tree.expression
    return isinstance(tree, (Range, Best)) or (isinstance(tree, Call) and tree.path in DISTRIBUTIONS)


def check_overriding(run: Run, found: Found, override: Override, frame: Frame, instance: Instance) -> None:
    """Report an override of another dimension than what it replaces."""
    definition, kind = instance.module.definitions[override.name], found.kind
    if isinstance(found, Release) and definition.name in release_names(run, instance.root):
        return
    own = _own_kind(run, definition, instance)
    if own is None or kind.dimension == own.dimension:
        return
    expression = override.expression
    if isinstance(expression, Literal) and expression.number == 0 and not expression.unit and own is not TEXT:
        return
    marks = (
        Mark(frame.module.source, *expression.span, describe(kind)),
        Mark(instance.module.source, *definition.expression.span, describe(own)),
    )
    unit = written_unit(definition.expression) or str(own)
    remedy = 'write a text, as in "name"' if own is TEXT else _given_in(unit)
    if kind is PLAIN and isinstance(expression, Literal) and own is not TEXT:
        percent = "%" if expression.percent else ""
        glue = "" if unit[0] in "/%" else " "
        value = f"{expression.text}{percent} {expression.magnitude}".strip() + f"{glue}{unit}"
        remedy = f'write {override.name}="{value}"'
    raise ModelFault(Problem(f"{override.name} is {describe(own)}, not {describe(kind)}", marks, remedy))


def _own_kind(run: Run, definition: Definition, instance: Instance) -> Kind | None:
    """The kind that a definition has without its override, or None where it has none by itself."""
    if definition.unit is not None:
        try:
            return meaning_of(run, definition.unit, instance.root).kind
        except ModelFault:
            return None
    frame, spent = Frame(instance, dict(instance.root.values), "trial"), run.budget.spent
    for name in definition.names:
        if name in instance.module.definitions and name not in frame.values:
            return None
    try:
        with Trial(run, silent=True):
            return elaborate(run, definition.expression, frame).kind
    except ModelFault:
        return None
    finally:
        run.budget.spent = spent


def _given_in(unit: str) -> str:
    return f"give it in {unit}" if unit else "give it as a plain number"


def _first_names(module: Module) -> str:
    """The first quantities of a sheet, for a remedy."""
    names: list[str] = []
    for name, definition in module.definitions.items():
        if len(names) == LISTED:
            return f"{', '.join(names)}, …"
        if definition.parameters is None:
            names.append(name)
    return ", ".join(names)
