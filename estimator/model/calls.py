"""Calls of a sheet's own functions, of the library's and of whole sheets: inlined, within bounds."""

from __future__ import annotations

from estimator.model.arguments import bound, supplied, value_of
from estimator.model.built_in import built_in, counted
from estimator.model.conversions import converted
from estimator.model.faults import fail
from estimator.model.found import Amount, Chosen, Release, Truth, Varied
from estimator.model.frames import Frame
from estimator.model.functions import FUNCTIONS
from estimator.model.hoisting import hoisted, inner_name, is_uncertain
from estimator.model.in_releases import refuse_lacking
from estimator.model.input_distributions import INPUTS
from estimator.model.names import Entered, find, function_of, instance_of, own, owner, quantity_of, some_quantity
from estimator.model.ranges import distribution
from estimator.model.release_names import release_parameters
from estimator.model.releases import release_argument
from estimator.model.run import spend
from estimator.model.steps import Ref
from estimator.notation.binders import FORM
from estimator.notation.over import AGGREGATES
from estimator.notation.tree import Name, Results, TableOf

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.found import Found
    from estimator.model.frames import Instance
    from estimator.model.run import Run
    from estimator.model.steps import StepExpression
    from estimator.notation.tree import Call, Definition, Expression


def call(run: Run, node: Call, frame: Frame) -> Found:
    """A call of an own function, a built-in one, a library function or a sheet; one where all terms have it alike."""
    if frame.outer is None:
        return _called(run, node, frame)
    known = frame.remembered(node)
    if known is not None:
        return known
    found = _called(run, node, frame)
    if frame.is_expected(node) and isinstance(found, (Amount, Truth)) and not is_uncertain(run, found.value):
        frame.keep(node, found)  # a range would be another one in each term
    return found


def _called(run: Run, node: Call, frame: Frame) -> Found:
    path = node.path
    definition = frame.module.definitions.get(path)
    if definition is not None:
        if definition.parameters is None:
            fail(frame, f"{path} is a quantity, not a function", node.span, "", f"write {path} * (…) for a product")
        return _inlined(run, node, definition, owner(run, frame), frame)
    if path == "fold":
        from estimator.model.over import folded

        return folded(run, node, frame)
    if path in AGGREGATES or "." in path or path in frame.module.tables or path in frame.tables:
        from estimator.model.over import aggregate, looked_up, over_rows

        over = over_rows(run, node, frame) if path in AGGREGATES else None
        if over is not None:
            return aggregate(run, over, frame)
        cell = looked_up(run, node, frame) if path not in AGGREGATES else None
        if cell is not None:
            return cell
    if path == "count":
        return counted(run, node, frame)
    function = FUNCTIONS.get(path)
    if function is not None:
        return built_in(run, node, function, frame)
    if path in INPUTS:
        return distribution(run, node, frame)
    if path == "first":
        fail(frame, "first needs a variable with its two ends, and a condition", node.span, "", FORM)
    return _elsewhere(run, node, frame)


def _elsewhere(run: Run, node: Call, frame: Frame) -> Found:
    """A call of a function of another sheet, or of a whole sheet."""
    path, span = node.path, (node.span[0], node.span[0] + len(node.path))
    module, rest = find(run, path, span, frame, "function")
    if rest:
        definition = function_of(run, module, rest, Name(path, span), frame)
        return _inlined(run, node, definition, instance_of(run, module, (), frame), frame)
    own_name = path.rsplit(".", 1)[-1]
    if own_name in module.definitions and module.definitions[own_name].parameters is not None:
        # A file that is called as its function is: redis.object(…).
        definition = function_of(run, module, own_name, Name(f"{path}.{own_name}", span), frame)
        if not node.member or isinstance(definition.expression, Results):
            return _inlined(run, node, definition, instance_of(run, module, (), frame), frame)
    if node.member:
        quantity_of(run, module, node.member, Name(f"{path}.{node.member}", node.span), frame)
        return own(run, instance_of(run, module, node.arguments, frame), node.member, node.span, frame)
    remedy = f"name the quantity: {path}(…).{some_quantity(module)}"
    fail(frame, f"{path} is a whole sheet", node.span, "", remedy)


def _inlined(run: Run, node: Call, definition: Definition, instance: Instance, frame: Frame) -> Found:
    """A call of a function of a sheet, its body put in place of it."""
    spend(run, node, frame)
    expression = asked_for(run, node, definition, frame)
    entered = Entered(run, definition, instance.module.source)  # a circle is found before its arguments are
    run.called.add(id(definition))
    parameters = definition.parameters or ()
    ordinary = len([parameter for parameter in parameters if not parameter.setting])
    given = bound(run, node, tuple([parameter.name for parameter in parameters]), frame, positional=ordinary)
    number = frame.calls[definition.name] = frame.calls.get(definition.name, 0) + 1
    name = definition.name if number == 1 else f"{definition.name}_{number}"
    inner = Frame(instance, {}, inner_name(frame, name))
    inner.locals = {local.name: local for local in definition.locals}
    own_settings = {each.name: (Name(each.name, each.span), inner) for each in parameters if each.setting}
    inner.passed = {**instance.root.passed, **frame.passed, **own_settings}
    released = release_parameters(run, definition, instance.root)
    for parameter in parameters:
        inner.annotations[parameter.name] = parameter.annotation
        tree, origin = supplied(node, parameter, given.get(parameter.name), inner, frame)
        if isinstance(parameter.annotation, TableOf):
            from estimator.model.over import given_table

            inner.tables[parameter.name] = given_table(run, parameter.name, parameter.annotation, tree, origin)
            continue
        if parameter.annotation is None:
            inner.given[parameter.name] = (tree, origin)
        read = release_argument if parameter.name in released else value_of
        inner.values[parameter.name] = read(run, parameter, tree, origin, inner)
    if definition.documentation.releases:
        refuse_lacking(run, node, definition, inner, frame, given)
    whole = frame.defining is node
    inner.defining = expression if whole else None
    with entered:
        found = run.nested(expression, inner)
        if definition.unit is not None:
            found = converted(run, found, definition.unit, inner, expression.span)
    if isinstance(found, (Chosen, Release, Varied)) or whole:
        return found
    made = hoisted(run, name, found, expression.span, frame, inner)
    if (definition.documentation.rises or definition.documentation.falls) and isinstance(made.value, Ref):
        run.directions[made.value.index] = _directions(definition, inner)
    return made


def _directions(definition: Definition, inner: Frame) -> tuple[tuple[StepExpression, int], ...]:
    """The arguments of a call, each with the way that the function says it goes as that grows, or 0."""
    says = {**dict.fromkeys(definition.documentation.rises, 1), **dict.fromkeys(definition.documentation.falls, -1)}
    given = [(inner.values[each.name], says.get(each.name, 0)) for each in definition.parameters or ()]
    return tuple([(found.value, way) for found, way in given if isinstance(found, (Amount, Truth))])


def asked_for(run: Run, node: Call, definition: Definition, frame: Frame) -> Expression:
    """The expression of what a call asks a function for: its value, or the one of its results that is named."""
    body = definition.expression
    if not isinstance(body, Results):
        if node.member:
            at = (node.span[1] - len(node.member), node.span[1])
            fail(frame, f"{node.path} gives one value and has no {node.member}", at, "", f"leave .{node.member} out")
        return body
    names = [name.path for name in body.names]
    if node.member in names:
        return body.names[names.index(node.member)]
    message = f"{node.path} gives {', '.join(names[:-1])} and {names[-1]}"
    remedy = f"name one of them, as in {node.path}(…).{names[0]}"
    if not node.member:
        fail(frame, message, node.span, "", remedy)
    guess = run.budget.guess(node.member, names)
    at = (node.span[1] - len(node.member), node.span[1])
    fail(frame, message, at, "", f"did you mean {guess}?" if guess else remedy)
