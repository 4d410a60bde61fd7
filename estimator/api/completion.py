"""What may stand at the cursor of a notebook: names inside texts, assumptions, parameters and choices of formulas.

`t(mon`, `load("tw`, `t.scenario("`, `t.text("pe`, `formulas.bloom.bits(it`, `formulas.redis.string(10, server="`. No
code of the user is run for it: of the names in a session only estimates and what is this package's own are looked into.
"""

from __future__ import annotations

import ast
import inspect
import os
from typing import TYPE_CHECKING, Any, TypeAlias

from estimator.api.cursor import place
from estimator.api.estimates import Estimate
from estimator.api.formulas import Folder, Formula, formula_of, sheet_of
from estimator.model.choices import choices_of, choices_of_parameter
from estimator.model.files import read_module
from estimator.model.input_distributions import INPUTS
from estimator.model.modules import Module, shipped_library
from estimator.problems import EstimateError
from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from estimator.api.cursor import Place

    Known: TypeAlias = "Module | Method | Folder | Formula | Callable[..., Any] | _Package | None"

SUFFIXES = (".csv", ".html", ".ipynb", ".json", ".md", ".tex", ".xlsx")


@record
class Completions:
    """What may stand in place of the last characters before the cursor, `fragment`.

    `alone` is whether nothing else may: inside of a text Python's own names have no place.
    """

    fragment: str
    texts: tuple[str, ...]
    alone: bool


@record
class Method:
    """A method of an estimate, by name, and the sheet that it is about."""

    module: Module
    name: str


@record
class _Package:
    """The package, as `estimator.load` names it."""

    module: Any


def quantities(module: Module) -> list[str]:
    """The names of a sheet's quantities."""
    return [name for name, each in module.definitions.items() if each.parameters is None]


def assumptions(module: Module) -> list[str]:
    """The names of a sheet's assumptions."""
    return [name for name in quantities(module) if all(word in INPUTS for word in module.definitions[name].names)]


def scenarios(module: Module) -> list[str]:
    """The titles of a sheet's scenarios."""
    return list(module.scenarios)


# What a text of an argument is, by the method and the parameter.
_OF_SHEET: dict[tuple[str, str], Callable[[Module], list[str]]] = {
    **{(name, "name"): quantities for name in ("text", "central", "interval", "latex", "sympy", "plot", "why")},
    **{(name, "names"): quantities for name in ("mental", "say")},
    **{(name, "of"): quantities for name in ("sweep", "ledger", "timeline")},
    **{(name, "for_"): assumptions for name in ("solve", "solutions")},
    **{(name, "target"): quantities for name in ("solve", "solutions")},
    ("scenario", "title"): scenarios,
    ("compare", "others"): scenarios,
    ("fleet", "table"): lambda module: list(module.tables),
    ("say", "language"): lambda _: ["en", "zh"],
    ("timeline", "every"): lambda _: ["month", "quarter", "year"],
    ("rendered", "suffix"): lambda _: list(SUFFIXES),
}
_SHEETS = {("load", "name"), ("check", "file"), ("lint", "file"), ("diff", "old"), ("diff", "new"), ("new", "from_")}
_FILES = {("fill", "file"), ("fmt", "file")}
_TAKES_ASSUMPTIONS = {"sweep"}


def in_python(before: str, namespace: Mapping[str, Any]) -> Completions | None:
    """What may stand behind the text of a cell, for the variables of a session."""
    found = place(before)
    if found is None:
        return None
    known = resolved(found.callee, namespace)
    if known is None:
        return None
    if found.bracket == "[":
        return _matching(found, quantities(known)) if found.quoted and isinstance(known, Module) else None
    if found.quoted:
        return _matching(found, _texts(known, found))
    if not found.starts:
        return None
    names = [f"{name}=" for name in _parameters(known, found)]
    return Completions(found.fragment, _beginning(found.fragment, names), alone=False) if names else None


def _matching(found: Place, texts: Iterable[str]) -> Completions | None:
    matching = _beginning(found.fragment, texts)
    return Completions(found.fragment, matching, alone=True) if matching else None


def _beginning(fragment: str, texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([each for each in texts if each.startswith(fragment) and each != fragment]))


def resolved(text: str, namespace: Mapping[str, Any]) -> Known:
    """What an expression of names, dots and calls is; None of what is neither an estimate nor of this package."""
    try:
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return _of(tree, namespace)


def _of(tree: ast.expr, namespace: Mapping[str, Any]) -> Known:
    if isinstance(tree, ast.Name):
        return _of_value(namespace.get(tree.id))
    if isinstance(tree, ast.Attribute):
        return _attribute(_of(tree.value, namespace), tree.attr)
    if isinstance(tree, ast.Call):
        return _called(_of(tree.func, namespace), tree)
    return None


def _of_value(value: Any) -> Known:
    if isinstance(value, Estimate):
        return value.evaluation.model.module
    if isinstance(value, Folder | Formula):
        return value
    if inspect.ismodule(value) and value.__name__ == "estimator":
        return _Package(value)
    is_ours = inspect.isfunction(value) and value.__module__.startswith("estimator.api.")
    return value if is_ours else None


def _attribute(owner: Known, name: str) -> Known:
    if isinstance(owner, Module):
        return Method(owner, name) if inspect.isfunction(getattr(Estimate, name, None)) else None
    if isinstance(owner, _Package):
        return _of_value(getattr(owner.module, name)) if name in owner.module.__all__ else None
    if isinstance(owner, Folder) and name in dir(owner) and not name.startswith("_"):
        return _of_value(getattr(owner, name))
    return None


def _called(callee: Known, tree: ast.Call) -> Known:
    """What a call gives, where that is a sheet: no formula is reckoned."""
    if isinstance(callee, Module):
        return callee
    if isinstance(callee, Method):
        return callee.module if callee.name == "scenario" else None
    if isinstance(callee, Folder):
        return sheet_of(callee)
    if getattr(callee, "__name__", "") == "load" and tree.args:
        first = tree.args[0]
        return _sheet(first.value) if isinstance(first, ast.Constant) and isinstance(first.value, str) else None
    return None


def _sheet(name: str) -> Module | None:
    try:
        return read_module(name, shipped_library())
    except EstimateError:
        return None


def _parameters(known: Known, found: Place) -> list[str]:
    """The names that an argument may have."""
    if isinstance(known, Module):
        return assumptions(known)
    if isinstance(known, Method):
        return [*_named(getattr(Estimate, known.name)), *_swept(known)]
    if isinstance(known, Folder):
        own, module = formula_of(known), sheet_of(known)
        return _named(own) if own is not None else assumptions(module) if module is not None else []
    if known is None or isinstance(known, _Package):
        return []
    given = _sheet(found.first) if getattr(known, "__name__", "") == "load" and found.first else None
    return [*_named(known), *(assumptions(given) if given is not None else [])]


def _swept(method: Method) -> list[str]:
    return assumptions(method.module) if method.name in _TAKES_ASSUMPTIONS else []


def _named(function: Any) -> list[str]:
    """The parameters of a function that can be given by their names."""
    kinds = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    return [each.name for each in inspect.signature(function).parameters.values() if each.kind in kinds][
        1 if next(iter(inspect.signature(function).parameters), "") == "self" else 0 :
    ]


def _parameter(function: Any, found: Place, *, is_method: bool = False) -> str:
    """The parameter that an argument is for."""
    if found.keyword:
        return found.keyword
    parameters = list(inspect.signature(function).parameters.values())[1 if is_method else 0 :]
    for number, each in enumerate(parameters):
        if number == found.number or each.kind is inspect.Parameter.VAR_POSITIONAL:
            return each.name if each.kind is not inspect.Parameter.KEYWORD_ONLY else ""
    return ""


def _texts(known: Known, found: Place) -> list[str]:
    """The texts that an argument may be."""
    if isinstance(known, Method):
        name = _parameter(getattr(Estimate, known.name), found, is_method=True)
        told = _OF_SHEET.get((known.name, name))
        return told(known.module) if told is not None else []
    if isinstance(known, Module):
        return _choices(known, found.keyword)
    if isinstance(known, Folder):
        own, module = formula_of(known), sheet_of(known)
        if own is None:
            return _choices(module, found.keyword)
        known = own
    if isinstance(known, Formula):
        return list(choices_of_parameter(known.definition, _parameter(known, found), shipped_library()))
    return [] if known is None or isinstance(known, _Package) else _of_function(known, found)


def _of_function(function: Any, found: Place) -> list[str]:
    """The texts that a function of the package takes."""
    key = (function.__name__, _parameter(function, found))
    if key in _SHEETS:
        return [*shipped_library().names(), *files(found.fragment)]
    if key in _FILES:
        return files(found.fragment)
    if key == ("explain", "name"):
        return library_names(found.fragment)
    if key == ("known_units", "word"):
        return unit_names()
    given = _sheet(found.first) if function.__name__ == "load" and found.first else None
    return _choices(given, found.keyword)


def _choices(module: Module | None, name: str) -> list[str]:
    """The texts that an assumption of a sheet may be."""
    return list(choices_of(module, name, shipped_library(), {})) if module is not None else []


def library_names(fragment: str) -> list[str]:
    """The sheets of the library, and behind a dot the names of one."""
    library = shipped_library()
    sheet, dot, _ = fragment.rpartition(".")
    module = library.module(sheet) if dot else None
    inside = [f"{sheet}.{name}" for name in module.definitions if "." not in name] if module is not None else []
    return [*library.names(), *inside]


def unit_names() -> list[str]:
    """The units of the notation, also with their prefixes."""
    from estimator.units.table import shipped_units

    return [*shipped_units().names(), *shipped_units().prefixed_names()]


def files(fragment: str) -> list[str]:
    """The sheets and folders in the folder that a path is in so far."""
    folder = os.path.dirname(fragment)
    try:
        with os.scandir(folder or ".") as entries:
            found = [f"{each.name}/" if each.is_dir() else each.name for each in entries]
    except OSError:
        return []
    named = [name for name in sorted(found) if name.endswith((".est", ".md", "/")) and not name.startswith(".")]
    return [os.path.join(folder, name) for name in named]
