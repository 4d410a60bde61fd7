"""The library as Python: each formula a callable with a signature and a docstring, each sheet an estimate.

>>> from estimator import formulas
>>> formulas.bloom.bits("1 bn user", fp=0.01).to("GB")
1.2 GB
"""

from __future__ import annotations

import inspect
from collections import namedtuple
from functools import partial
from typing import TYPE_CHECKING, Any

from estimator.api.arguments import is_column, notation
from estimator.api.columns import RESULT, column, over_columns
from estimator.api.estimates import Estimate
from estimator.api.loading import load
from estimator.api.missing import missing, told_as_error
from estimator.model.describe import ANNOTATIONS
from estimator.model.modules import Module, shipped_library
from estimator.notation.parser import parse_sheet
from estimator.notation.printer import print_annotation, print_expression, print_unit, signature
from estimator.notation.tree import Choices, ReleaseOf, Results, Text, YesNo
from estimator.problems import Source, refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.notation.tree import Definition, Parameter


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
        raise told_as_error(AttributeError(missing(where, name, [*self._below(), *_functions(module)])))

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


def sheet_of(folder: Folder) -> Module | None:
    """The sheet that a place in the library is; a method would take a name from the library."""
    return folder._module()  # noqa: SLF001


def formula_of(folder: Folder) -> Formula | None:
    """The formula that bears the name of the sheet that a place is."""
    return folder._own()  # noqa: SLF001


def _functions(module: Module | None) -> list[str]:
    return list(module.definitions) if module is not None else []


class Formula:
    """A formula of the library as a function.

    Arguments are numbers, texts in the notation (`"1 bn user"`, also ranges), pint quantities, and arrays of numpy or
    pandas or pint quantities of them; an array of texts, or of yes and no, for what is chosen. The answer is a
    `pint.Quantity`: of an array where an argument was one, each element as if it had been given alone; of samples,
    along the last axis, where one was a range; a yes or no is a `bool`. EstimateError for what does not fit.
    """

    def __init__(self, path: str, definition: Definition) -> None:
        self._path = path
        self.definition = definition
        self.__name__ = definition.name
        self.__qualname__ = path
        self.__signature__ = _signature(definition)
        self.__doc__ = docstring(path, definition)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """The formula's value for these arguments. TypeError as of any function, EstimateError for a wrong value."""
        bound = self.__signature__.bind(*arguments, **named)
        parameters = {each.name: each for each in self.definition.parameters or ()}
        columns = {name: value for name, value in bound.arguments.items() if is_column(value)}
        texts = {name: _text(value, parameters[name]) for name, value in bound.arguments.items() if name not in columns}
        body = self.definition.expression
        members = [f".{name.path}" for name in body.names] if isinstance(body, Results) else [""]
        if columns:
            read = {
                name: column(value, parameters[name], _text, chooses=_chooses(parameters[name]))
                for name, value in columns.items()
            }
            values = [over_columns(texts, read, partial(self._module, member=member)) for member in members]
        else:
            values = [Estimate(self._module(texts, member))[RESULT] for member in members]
        if not isinstance(body, Results):
            return values[0]
        names = [name.path for name in body.names]
        results = namedtuple("Results", names, rename=True)  # type: ignore[misc]  # noqa: PYI024  the formula's own
        return results(*values)

    def _module(self, texts: dict[str, str], member: str) -> Module:
        """The sheet that calls the formula with arguments in the notation; for one of several results its `.name`."""
        lines = [f"{RESULT} = {self._path}({', '.join([f'{name} = {name}_' for name in texts])}){member}"]
        lines += [f"{name}_ = {text}" for name, text in texts.items()]
        source = Source(f"{self._path}(…)", "\n".join(lines) + "\n")
        return Module(parse_sheet(source))

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
        raise refused(path, message, "read it with the version that wrote it")
    return Formula(path, definition)


def _chooses(parameter: Parameter) -> bool:
    """Whether a parameter takes a text, a release, or yes or no: what a formula chooses by."""
    return isinstance(parameter.annotation, Choices | ReleaseOf | YesNo) or isinstance(parameter.default, Text)


def _text(value: Any, parameter: Parameter) -> str:
    """An argument in the notation; the text of a parameter that chooses gets its quotes."""
    if isinstance(parameter.annotation, YesNo) and type(value).__name__ in ("bool", "bool_"):  # numpy's as well
        return "yes" if value else "no"
    if (
        _chooses(parameter)
        and not isinstance(parameter.annotation, YesNo)
        and isinstance(value, str)
        and '"' not in value
    ):
        return f'"{value}"'
    return notation(value, parameter.name)


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


def docstring(path: str, definition: Definition) -> str:
    """What a formula is, what it takes, where it is from, and its examples, for whoever asks Python or an editor."""
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
