"""The library as Python: each formula a callable with a signature and a docstring, each sheet an estimate.

>>> from estimator import formulas
>>> print(formulas.bloom.bits("1 bn user", fp=0.01).to("GB").round(3))
1.198 gigabyte
"""

from __future__ import annotations

import inspect
from collections import namedtuple
from typing import TYPE_CHECKING, Any

from estimator.api.arguments import notation, unit_text
from estimator.api.estimates import Estimate, load
from estimator.model.describe import ANNOTATIONS, BOOLEAN
from estimator.model.modules import Module, shipped_library
from estimator.model.steps import Mean, Step, is_share
from estimator.notation.parser import parse_sheet
from estimator.notation.printer import print_annotation, print_expression, print_unit, signature
from estimator.notation.tree import Choices, ReleaseOf, Results, Text, YesNo
from estimator.problems import EstimateError, Source, command_line_problem
from estimator.reckoning.faults import Fault, Faulted, execute, reason
from estimator.reckoning.running import compile_steps
from estimator.units.bridge import quantity as pint_quantity

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.notation.tree import Definition, Parameter

RESULT = "answer"
_NUMBERS = "iufO"  # numpy's letters for integers, floats, and whatever objects are made into floats


class Folder:
    """A place in the library: `formulas` itself, a folder of it, or a sheet with its formulas and numbers.

    Attributes are the places and formulas in it; a sheet is callable with other assumptions and gives an `Estimate`,
    and so does a formula that bears the sheet's own name (`formulas.redis.string(...)`).
    """

    def __init__(self, path: str = "") -> None:
        self._path = path

    def _module(self) -> Module | None:
        return shipped_library().module(self._path) if self._path else None

    def _below(self) -> list[str]:
        prefix = f"{self._path}." if self._path else ""
        names = [name.removeprefix(prefix) for name in shipped_library().names() if name.startswith(prefix)]
        return sorted({name.partition(".")[0] for name in names})

    def __dir__(self) -> list[str]:
        module = self._module()
        return [*super().__dir__(), *self._below(), *(module.definitions if module is not None else [])]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        module = self._module()
        if module is not None and name in module.definitions:
            definition = module.definitions[name]
            if definition.parameters is None:
                return Estimate(module)[name]
            return Formula(f"{self._path}.{name}", definition)
        if name in self._below():
            return Folder(f"{self._path}.{name}" if self._path else name)
        where = self._path or "the library"
        raise AttributeError(f"{where} has no {name}; it has {', '.join([*self._below(), *_functions(module)])}")

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """The sheet with other assumptions, or the formula of the same name. EstimateError."""
        own = self._own()
        if own is not None:
            return own(*arguments, **named)
        if arguments or self._module() is None:
            raise TypeError(f"formulas.{self._path} takes the assumptions of a sheet by their names")
        return load(self._path, **named)

    def _own(self) -> Formula | None:
        module, last = self._module(), self._path.rpartition(".")[2]
        definition = module.definitions.get(last) if module is not None else None
        return Formula(self._path, definition) if definition is not None and definition.parameters is not None else None

    @property
    def __doc__(self) -> str:  # type: ignore[override]  # it is another one for each place
        own, module = self._own(), self._module()
        if own is not None:
            return str(own.__doc__)
        if module is not None:
            return "\n".join([*module.sheet.documentation.text, "", "Has: " + ", ".join(module.definitions)])
        return f"Has: {', '.join(self._below())}"

    @property
    def __signature__(self) -> inspect.Signature:
        own = self._own()
        if own is None:
            return inspect.Signature([inspect.Parameter("assumptions", inspect.Parameter.VAR_KEYWORD)])
        return own.__signature__

    def __repr__(self) -> str:
        return f"<formulas.{self._path}: {', '.join(self._below() or _functions(self._module()))}>"


def _functions(module: Module | None) -> list[str]:
    return list(module.definitions) if module is not None else []


class Formula:
    """A formula of the library as a function.

    Arguments are numbers, texts in the notation (`"1 bn user"`, also ranges), pint quantities, and numpy arrays of
    numbers or pint quantities of them; the answer is a `pint.Quantity`, of an array where an argument was one, and of
    samples where one was a range; a yes or no is a `bool`. EstimateError for what does not fit.
    """

    def __init__(self, path: str, definition: Definition) -> None:
        self._path = path
        self._definition = definition
        self.__name__ = definition.name
        self.__qualname__ = path
        self.__signature__ = _signature(definition)
        self.__doc__ = _docstring(path, definition)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """The formula's value for these arguments. TypeError as of any function, EstimateError for a wrong value."""
        bound = self.__signature__.bind(*arguments, **named)
        parameters = {each.name: each for each in self._definition.parameters or ()}
        texts: dict[str, str] = {}
        arrays: dict[str, Any] = {}
        for name, value in bound.arguments.items():
            if _is_array(value):
                if isinstance(parameters[name].annotation, ReleaseOf):
                    message = f"{name} is an array, and a release chooses formulas"
                    raise EstimateError([command_line_problem(name, message, "give one release, as in 8.2")])
                texts[name], arrays[name] = _first(value, name)
            else:
                texts[name] = _text(value, parameters[name])
        body = self._definition.expression
        if isinstance(body, Results):
            names = [name.path for name in body.names]
            results = namedtuple("Results", names, rename=True)  # type: ignore[misc]  # noqa: PYI024  the formula's own
            return results(*[self._value(texts, arrays, f".{name}") for name in names])
        return self._value(texts, arrays, "")

    def _value(self, texts: dict[str, str], arrays: dict[str, Any], member: str) -> Any:
        """The value for arguments as texts, and the arrays whose first numbers these say; of a result its `.name`."""
        lines = [f"{RESULT}_ = {self._path}({', '.join([f'{name} = {name}_' for name in texts])}){member}"]
        lines += [f"{name}_ = {text}" for name, text in texts.items()]
        source = Source(f"{self._path}(…)", "\n".join(lines) + "\n")
        module = Module(parse_sheet(source))
        estimate = Estimate(module)
        if arrays:
            return _over_arrays(estimate, arrays)
        return estimate[f"{RESULT}_"]

    def __reduce__(self) -> tuple[Callable[[str], Formula], tuple[str]]:
        return _formula, (self._path,)

    def __repr__(self) -> str:
        return f"<formula {self._path}{self.__signature__}>"


def _formula(path: str) -> Formula:
    """A formula by its path, as a pickle names it. EstimateError where this library has none of the name."""
    found = shipped_library().find(path)
    module, name = found or (None, "")
    definition = module.definitions.get(name or path.rpartition(".")[2]) if module is not None else None
    if definition is None or definition.parameters is None:
        message = f"the library has no formula {path}"
        raise EstimateError([command_line_problem(path, message, "read it with the version that wrote it")])
    return Formula(path, definition)


def _is_array(value: Any) -> bool:
    inner = getattr(value, "magnitude", value)
    return hasattr(inner, "shape") and inner.shape != ()


def _first(value: Any, name: str) -> tuple[str, Any]:
    """The first number of an array in the notation, which says what the others are, and the array itself."""
    inner = getattr(value, "magnitude", value)
    if not inner.size:
        raise EstimateError([command_line_problem(name, f"{name} is an empty array", "give it a number at least")])
    numbers = _floats(inner, name)
    unit = unit_text(value, name) if inner is not value else ""
    return f"{notation(float(numbers.flat[0]), name)}{'' if unit[:1] in ('', '/') else ' '}{unit}", numbers


def _floats(array: Any, name: str) -> Any:
    """An array of numbers of any kind as one of floats. EstimateError for what are no numbers."""
    import numpy as np

    try:
        if array.dtype.kind in _NUMBERS:
            with np.errstate(all="ignore"):  # what is too large for a float is infinite then, and refused as that
                return array.astype(float)
    except (TypeError, ValueError, OverflowError):
        pass  # an array of objects
    message = f"{name} is an array of what are no numbers, or too large ones"
    raise EstimateError([command_line_problem(name, message, "give an array of numbers")])


def _text(value: Any, parameter: Parameter) -> str:
    """An argument in the notation; the text of a parameter that chooses gets its quotes."""
    chooses = isinstance(parameter.annotation, Choices | ReleaseOf) or isinstance(parameter.default, Text)
    if isinstance(parameter.annotation, YesNo) and isinstance(value, bool):
        return "yes" if value else "no"
    if chooses and isinstance(value, str) and '"' not in value:
        return f'"{value}"'
    return notation(value, parameter.name)


def _over_arrays(estimate: Estimate, arrays: dict[str, Any]) -> Any:
    """The formula on arrays: the steps run once, with the arrays in place of their first numbers."""
    import numpy as np

    from estimator.reckoning.sampling import computed

    evaluation = estimate.evaluation
    quantities, steps = evaluation.model.quantities, evaluation.model.steps
    values, program = compile_steps(steps)
    given = set()
    for name, array in arrays.items():
        step = quantities[f"{name}_"].step
        assert step is not None
        first = float(array.flat[0])
        factor = evaluation.values[step] / first if first else 1.0
        values[step] = np.asarray(array, dtype=float) * factor
        given.add(step)
    if any(isinstance(step.expression, Mean) for step in steps):  # over points, for each element anew
        shaped = dict(zip(sorted(given), np.broadcast_arrays(*[values[step] for step in sorted(given)]), strict=True))
        return _shown(estimate, _one_by_one(steps, shaped, quantities[f"{RESULT}_"].step or 0))
    faulty = {index for index in given if not np.isfinite(values[index]).all()}
    for index, closure in program:
        if index not in given:
            try:
                plain = is_share(steps[index].expression) or isinstance(steps[index].expression, Mean)
                values[index] = closure(values) if plain else computed(steps[index].expression, values, faulty, index)
            except Faulted as faulted:
                values[index] = faulted.fault
            except (ArithmeticError, ValueError) as error:
                values[index] = Fault(steps[index], reason(error))
    found = _known(values[quantities[f"{RESULT}_"].step or 0])
    shape = np.broadcast_shapes(*[array.shape for array in arrays.values()])
    return _shown(estimate, np.broadcast_to(np.asarray(found), shape))


def _one_by_one(steps: list[Step], given: dict[int, Any], result: int) -> Any:
    """The values of a step, an element of the arrays at a time."""
    import numpy as np

    values, program = compile_steps(steps)
    program = [each for each in program if each[0] not in given]
    shape = next(iter(given.values())).shape
    found = []
    for place in np.ndindex(shape):
        at_hand = list(values)
        for step, array in given.items():
            at_hand[step] = float(array[place])
        execute(program, steps, at_hand)
        found.append(_known(at_hand[result]))
    return np.array(found).reshape(shape)


def _known(found: Any) -> Any:
    if isinstance(found, Fault):
        raise EstimateError([command_line_problem("array", found.message, "check the numbers that go into it")])
    return found


def _shown(estimate: Estimate, found: Any) -> Any:
    """Values of the result as a quantity, truth values as an array of them."""
    import numpy as np

    result = estimate.evaluation.model.quantities[f"{RESULT}_"]
    if result.kind is BOOLEAN:
        return np.array(found, dtype=bool)
    if not np.isfinite(np.asarray(found, dtype=float)).all():
        message = "the formula has no value for some of these numbers"
        raise EstimateError([command_line_problem("array", message, "check the numbers that go into it")])
    return pint_quantity(np.array(found, dtype=float), result.kind, result.unit)


class _Default(str):
    """A default as the notation writes it, which a signature shows without quotes."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _signature(definition: Definition) -> inspect.Signature:
    return inspect.Signature(
        [
            inspect.Parameter(
                each.name,
                inspect.Parameter.POSITIONAL_OR_KEYWORD,
                default=inspect.Parameter.empty
                if each.default is None
                else _Default(print_expression(each.default).strip('"')),
                annotation=_Default(print_annotation(each.annotation))
                if each.annotation is not None
                else inspect.Parameter.empty,
            )
            for each in definition.parameters or ()
        ],
        return_annotation=_Default(print_unit(definition.unit) if definition.unit is not None else "quantity"),
    )


def _docstring(path: str, definition: Definition) -> str:
    documentation = definition.documentation
    lines = [*documentation.text, "", f"{signature(definition)} = {print_expression(definition.expression)}", ""]
    for each in definition.parameters or ():
        unit = print_annotation(each.annotation) if each.annotation is not None else "anything"
        unit = ANNOTATIONS.get(unit, unit)
        default = f"; {print_expression(each.default)} unless given" if each.default is not None else ""
        lines.append(f"    {each.name}: {unit}{default}")
    lines += ["", *[f"Source: {source}" for source in documentation.sources]]
    if documentation.as_of:
        lines.append(f"As of: {documentation.as_of}")
    lines += [
        f"Example: {print_expression(each.expression)} = {print_expression(each.value)}"
        for each in documentation.examples
    ]
    return "\n".join([*lines, f"In the notation: {path}"]).strip()


formulas = Folder()
