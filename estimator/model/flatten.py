"""A sheet, with overrides, to a model: checked steps in order, and what they are for.

Definitions are taken in the order of the sheet, each after those that it needs; an order that runs in a circle is an
error that names the circle. All problems of the sheet are found in one go: a definition that fails is left out, and
what needs it is passed over in silence.
"""

from __future__ import annotations

from estimator.model.conversions import converted, meaning_of
from estimator.model.describe import describe
from estimator.model.elaborate import elaborate
from estimator.model.faults import ModelFault, fail
from estimator.model.found import Amount, Chosen, Release, Truth, Varied
from estimator.model.frames import ChosenQuantity, Instance, NumberQuantity, TruthQuantity
from estimator.model.input_distributions import INPUTS
from estimator.model.model import Model, written_unit
from estimator.model.results import remark_on_results
from estimator.model.run import Run
from estimator.model.steps import SHARE, Draw, Number, Ref, Step
from estimator.notation.tree import Conditional, Literal, Name, Text
from estimator.problems import Mark, Problem
from estimator.units.kinds import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    from estimator.model.found import Computed, Found
    from estimator.model.frames import Frame, Quantity
    from estimator.model.modules import Library, Module
    from estimator.model.open_choices import OpenChoices
    from estimator.notation.tree import Definition, Expression, Override
    from estimator.problems import Source

    Result = TypeVar("Result")


def flatten(
    module: Module,
    library: Library,
    overrides: dict[str, tuple[Override, Source]],
    *,
    examples: bool = False,
    lenient: bool = False,
    choices: OpenChoices | None = None,
) -> Model:
    """The model of a sheet, with whatever of the library and of used files it needs; its problems are not raised.

    Where that is `lenient`, a word that is no unit may become a counting noun. `choices` are texts that stay open.
    """
    module = module.with_own_units()
    run = Run(module, library, elaborate, _require)
    run.lenient, run.choices = lenient, choices
    if choices is not None:
        choices.begin(run.steps, module)
    instance = run.instances[module] = Instance(module, "", {})
    if overrides:
        from estimator.model.overrides import bind_overrides

        bind_overrides(run, instance, overrides)
    if module.declarations:
        from estimator.model.uses import declare_units

        declare_units(run, module, instance.root)
    _check_names(run, module)
    if module.uses:
        from estimator.model.uses import used_module

        for use in module.uses.values():
            run.attempt(used_module, run, instance.root, use)
    for name, definition in module.definitions.items():
        if name not in instance.done:
            if definition.names or definition.parameters is not None or instance.overrides:
                _require(run, instance, name)
            else:
                _define(run, instance, definition)
    model = Model(module, run.steps)
    has_functions = any(definition.parameters is not None for definition in module.definitions.values())
    if module.checks or module.scenarios or examples or has_functions:
        from estimator.model.checks import answer_checks

        answer_checks(run, model, instance, examples=examples)
    if run.growing:
        from estimator.model.growth import growing

        model.growing = growing(run)
    if any(each.module.correlations for each in run.instances.values()):
        from estimator.model.correlations import correlate

        correlate(run)
    for name in module.definitions:
        if name in instance.quantities:
            model.quantities[name] = instance.quantities[name]
    for key, other in run.instances.items():
        if key is other.module and other is not instance:
            model.references.update({f"{other.prefix}.{name}": each for name, each in other.quantities.items()})
    remark_on_results(run, instance)
    model.problems = run.problems
    model.units = run.units
    return model


def _check_names(run: Run, module: Module) -> None:
    """Report quantities that bear a unit's symbol."""
    is_symbol = module.table.is_symbol
    for name, definition in module.definitions.items():
        if len(name) < 5 and is_symbol(name):
            mark = Mark(module.source, *definition.span)
            run.problems.append(
                Problem(f"{name} is a unit, so no quantity may bear it", (mark,), "choose a longer name")
            )


def _require(run: Run, instance: Instance, name: str) -> None:
    """Make a definition into a step, after all that it needs in its module, without recursion."""
    definitions, done, running = instance.module.definitions, instance.done, instance.running
    waiting = [name]
    while waiting:
        at_hand = waiting[-1]
        if at_hand in done:
            waiting.pop()
            continue
        definition = definitions[at_hand]
        override = instance.overrides.get(at_hand)
        needed = definition.names if override is None else _override_names(override, instance)
        missing = [each for each in needed if each in definitions and each not in done]
        if not missing:
            waiting.pop()
            running.discard(at_hand)
            _define(run, instance, definition)
            continue
        running.add(at_hand)
        for each in missing:
            if each in running:
                _report_circle(run, instance, waiting, each)
                running.discard(at_hand)
                done.add(at_hand)
                break
        else:
            waiting.extend(reversed(missing))


def _override_names(override: tuple[Override, Frame], instance: Instance) -> tuple[str, ...]:
    """The names of the same sheet that an override needs: none for one that is written in a call elsewhere."""
    if override[1].module.definitions is not instance.module.definitions or override[1].instance.overrides:
        return ()
    found: list[str] = []
    waiting: list[object] = [override[0].expression]
    while waiting:
        node = waiting.pop()
        path = getattr(node, "path", None)
        if isinstance(path, str):
            found.append(path)
        if isinstance(node, tuple):
            waiting.extend(node)
    return tuple(found)


def _report_circle(run: Run, instance: Instance, waiting: list[str], name: str) -> None:
    """Report names that need each other."""
    names = [each for each in waiting[waiting.index(name) :] if each in instance.running]
    marks = tuple(Mark(instance.module.source, *instance.module.definitions[each].span) for each in names[:8])
    if len(names) == 1 and instance.module.definitions[name].parameters is not None:
        remedy = "an estimate knows no recursion: write a closed form or sum(…)"
    else:
        remedy = "give one of them as a number" if len(names) > 1 else "give it another name"
    path = " → ".join([*names[:8], *(["…"] if len(names) > 8 else []), name])
    run.problems.append(
        Problem(f"these need each other: {path}" if len(names) > 1 else f"{name} needs itself", marks, remedy)
    )


def _define(run: Run, instance: Instance, definition: Definition) -> None:
    """Make one definition into a step."""
    name = definition.name
    instance.done.add(name)
    if definition.parameters is not None:
        return
    instance.active.add(name)
    try:
        instance.quantities[name] = _quantity(run, instance, definition)
        run.made += 1
    except ModelFault as fault:
        run.report(fault)
        if fault.problem is None and definition.unit is not None:
            run.attempt(meaning_of, run, definition.unit, instance.root)
    finally:
        instance.active.discard(name)


def _quantity(run: Run, instance: Instance, definition: Definition) -> Quantity:
    """Flatten one definition into its step."""
    name, root = definition.name, instance.root
    override, expression, frame = None, definition.expression, root
    if name in instance.overrides:
        from estimator.model.overrides import override_expression

        override, frame = instance.overrides[name]
        expression = override_expression(override, definition, instance)
    first = len(run.steps)
    frame = frame.of(expression, f"{instance.prefix}.{name}" if instance.prefix else name)
    own = frame.instance
    before = own.root
    if frame.values is before.values:  # as AtHand does, spelled out: every line comes this way
        own.root = frame
    try:
        found = _value(run, definition, expression, frame, root)
    finally:
        own.root = before
    if override is not None:
        from estimator.model.overrides import check_overriding

        check_overriding(run, found, override, frame, instance)
        _remark_on_share(run, name, found, override, frame)
    unit = definition.unit
    if unit is not None:  # of the definition, also where it is overridden: as the exported line says it
        found = converted(run, found, unit, frame if override is None else root, expression.span)
    names = definition.names  # of which mostly the first says it, and every line is asked
    assumption = override is not None or not names or (names[0] in INPUTS and all(name in INPUTS for name in names))
    growth = definition.growth if override is None or override.growth is None else override.growth
    if not isinstance(found, (Amount, Truth)):
        if growth is not None and not isinstance(found, Varied):
            fail(frame, f"only a number grows, not {describe(found.kind)}", growth.span, "", "leave the growth out")
        root.values[name], text = _text(run, instance, name, found, may_vary=growth is None)
        return ChosenQuantity(definition, override, assumption, first, found.kind, text)
    if not found.kind.is_unit:
        remedy = "divide by what is in it too often: a unit has powers up to 9"
        fail(frame, f"{found.kind} is no unit", expression.span, str(found.kind), remedy)
    assumption = assumption and not _is_result(definition, found, override, instance)
    index = _step_of(run, instance, name, found, frame)
    if growth is not None:
        run.growing.append((instance, definition, index, growth))
    if isinstance(found, Truth):
        root.values[name] = Truth(Ref(index), found.bits)
        return TruthQuantity(definition, override, assumption, first, index)
    root.values[name] = Amount(found.kind, Ref(index))
    meaning, magnitude = (None, "") if found.shown is None else (found.shown.unit, found.shown.magnitude)
    return NumberQuantity(definition, override, assumption, first, index, found.kind, meaning, magnitude)


def _text(
    run: Run, instance: Instance, name: str, found: Chosen | Release | Varied, *, may_vary: bool
) -> tuple[Found, str]:
    """A text or a release as the other lines see it, open where it is one of several, and what it says."""
    choices = run.choices
    if isinstance(found, Varied):
        if choices is None or not may_vary:
            raise ModelFault(None)
        (_, one), *_ = choices.cases(found)
        return found, one.text
    is_open = choices is not None and name in choices.texts and instance is run.instances[run.main]
    return choices.opened(name, found) if is_open and choices is not None else found, found.text


def _is_result(definition: Definition, found: Computed, override: Override | None, instance: Instance) -> bool:
    """Whether numbers alone were made into another unit for their own sake: `3 TB -> GB`, which no other line needs."""
    if override is not None or definition.unit is None or isinstance(found.value, Draw):
        return False
    if written_unit(definition.expression) == definition.unit.text:  # as it is written, and so it was given
        return False
    return not instance.is_needed(definition.name)


def _remark_on_share(run: Run, name: str, found: Found, override: Override, frame: Frame) -> None:
    """Note that a share is given as more than all."""
    if name.rpartition("_")[2] != SHARE or not isinstance(found, Amount) or found.kind is not PLAIN:
        return
    if isinstance(found.value, Number) and found.value.value > 1:
        mark = Mark(frame.module.source, *override.expression.span)
        run.problems.append(Problem(f"{name} is more than all: a share is 100% at most", (mark,), "", "note"))


def _value(run: Run, definition: Definition, expression: Expression, frame: Frame, root: Frame) -> Found:
    """The value of a definition; a release where it is passed on as one."""
    released = run.releases.of_modules.get(root.module)
    if released is None and isinstance(definition.expression, (Literal, Text, Name, Conditional)):  # what no other is
        from estimator.model.release_names import release_names

        released = release_names(run, root)
    if released and definition.name in released:
        from estimator.model.releases import release

        return release(run, expression, frame)
    return elaborate(run, expression, frame)


def _step_of(run: Run, instance: Instance, name: str, found: Computed, frame: Frame) -> int:
    """The step of a definition, of which the frame is."""
    index, value = len(run.steps), found.value
    if isinstance(value, Draw) and name not in instance.overrides:
        # Another instance of the same sheet asks for the same uncertain input, so it is the same draw.
        shared = run.shared_draws.setdefault((instance.module, name), index)
        if shared < index and run.steps[shared].expression == value:
            value = Ref(shared)
    assert frame.defining is not None
    run.steps.append(Step(frame.prefix, value, found.kind, frame.module.source, frame.defining.span, ()))
    return index
