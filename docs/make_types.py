"""Writes estimator/library/: types and docstrings of the formulas and sheets, for editors and type checkers.

.venv/bin/python docs/make_types.py [--check]

A stub a sheet: `Formulas` is what `formulas.bloom` is, `Sheet` what `load("bloom")` gives. No line of it is ever run.
"""

from __future__ import annotations

import keyword
import shutil
import subprocess
import sys
import tempfile
from filecmp import cmp
from pathlib import Path
from typing import TYPE_CHECKING

from estimator.api.estimates import Estimate
from estimator.api.formulas import docstring
from estimator.model.functions import FUNCTIONS
from estimator.model.input_distributions import INPUTS
from estimator.model.modules import shipped_library
from estimator.notation.printer import print_expression, signature
from estimator.notation.tree import (
    COMPARISONS,
    Binary,
    Call,
    Choices,
    Conditional,
    Name,
    Negation,
    ReleaseOf,
    Results,
    TableOf,
    Text,
    Thresholds,
    YesNo,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from estimator.model.modules import Module
    from estimator.notation.tree import Definition, Expression, Parameter

FOLDER = Path(__file__).parent.parent / "estimator" / "library"
NUMBER, TEXT, TRUTH = "Quantity", "str", "bool"
LONGEST_DEFAULT = 50  # characters; a longer one is in the docstring alone
LONGEST_NOTE = 60
LONGEST_FILE = 380  # lines, beyond which a sheet's docstrings have their first paragraph alone
HEAD = '"""{title}\n\nMade by docs/make_types.py: the types of the sheet, and nothing that is run.\n"""\n\n'
OWN = {*dir(Estimate), "self"}  # what a quantity's name would hide


class Kinds:
    """What the names of the library are in Python: quantities, texts, or yes and no."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], str] = {}

    def of(self, module: Module, definition: Definition) -> str:
        """The type of a definition's value."""
        key = (module.name, definition.name)
        if key not in self._found:
            self._found[key] = NUMBER  # where it calls itself
            self._found[key] = NUMBER if definition.unit else self._of(definition.expression, module, definition)
        return self._found[key]

    def _of(self, tree: Expression | Thresholds | Results | None, module: Module, definition: Definition) -> str:
        match tree:
            case Text():
                return TEXT
            case Binary(operator):
                return TRUTH if operator in COMPARISONS or operator in ("and", "or") else NUMBER
            case Negation("not"):
                return TRUTH
            case Conditional(_, consequence):
                return self._of(consequence, module, definition)
            case Thresholds():
                return self._of(tree.values[0], module, definition)
            case Name(path):
                return self._named(path, module, definition)
            case Call(path):
                return NUMBER if path in FUNCTIONS or path in INPUTS else self._named(path, module, definition)
        return NUMBER

    def _named(self, path: str, module: Module, definition: Definition) -> str:
        for each in definition.parameters or ():
            if each.name == path:
                return kind_of_parameter(each)
        for local in definition.locals:
            if local.name == path:
                return self._of(local.expression, module, definition)
        if path in module.definitions:
            return self.of(module, module.definitions[path])
        found = shipped_library().find(path)
        if found is None:
            return NUMBER
        other, name = found
        own = other.definitions.get(name or path.rpartition(".")[2])
        return NUMBER if own is None else self.of(other, own)


def kind_of_parameter(parameter: Parameter) -> str:
    """What an argument is inside of a formula."""
    if isinstance(parameter.annotation, Choices | ReleaseOf) or isinstance(parameter.default, Text):
        return TEXT
    return TRUTH if isinstance(parameter.annotation, YesNo) else NUMBER


def argument_type(parameter: Parameter, *, columns: bool) -> str:
    """What may be given for a parameter."""
    found = "Value"
    match parameter.annotation:
        case Choices(texts):
            found = f"Literal[{', '.join([quoted(each) for each in texts])}]"
        case ReleaseOf():
            found = "Release"  # and no float, which a formula may be called
        case YesNo():
            found = "bool | str"
        case TableOf():
            return "Any"
        case None:
            found = "Value | bool"
    return f"{found} | Column" if columns else found


def quoted(text: str) -> str:
    """A text as Python writes it, in double quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def parameter_text(parameter: Parameter, *, columns: bool) -> str:
    """A parameter with its type and its default, which is a text of the notation."""
    text = f"{parameter.name}: {argument_type(parameter, columns=columns)}"
    if parameter.default is None:
        return text
    default = print_expression(parameter.default).strip('"')
    if isinstance(parameter.annotation, YesNo):
        default = {"yes": "True", "no": "False"}.get(default, "...")
    else:
        default = quoted(default) if len(default) <= LONGEST_DEFAULT else "..."
    return f"{text} = {default}"


def function(definition: Definition, module: Module, kinds: Kinds, name: str, *, brief: bool) -> list[str]:
    """A formula as a method; one that gives no number has its own type for columns."""
    said = docstring(f"{module.name}.{definition.name}", definition)
    if brief:
        said = f"{signature(definition)}: {definition.documentation.title}"
    said = said.replace("\\", "\\\\").replace('"""', "'''")
    body = [f'        """{line}' if not place else f"        {line}" for place, line in enumerate(said.split("\n"))]
    body = [line.rstrip() for line in body]
    body = [f'{body[0]}"""'] if len(body) == 1 else [*body, '        """']
    kind = kinds.of(module, definition)
    if isinstance(definition.expression, Results):
        kind = results_name(definition)
    alone = ", ".join(["self", *[parameter_text(each, columns=False) for each in definition.parameters or ()]])
    together = ", ".join(["self", *[parameter_text(each, columns=True) for each in definition.parameters or ()]])
    if kind not in (TEXT, TRUTH):
        return [f"    def {name}({together}) -> {kind}:", *body]
    first = f"    def {name}(  # type: ignore[overload-overlap]\n        {alone}) -> {kind}:"
    return [
        *("    @overload", first, *body),
        *("    @overload", f"    def {name}({together}) -> NDArray[Any]: ..."),
    ]


def results_name(definition: Definition) -> str:
    """The name of the tuple that a formula of several results gives."""
    return "".join([part.capitalize() for part in definition.name.split("_")]) + "Results"


def is_name(name: str) -> bool:
    """Whether a definition can be an attribute: cells of tables have dots."""
    return name.isidentifier() and not keyword.iskeyword(name)


def noted(definition: Definition) -> str:
    """What is said of a quantity, as a comment."""
    note = definition.note or definition.documentation.title
    note = note if len(note) <= LONGEST_NOTE else f"{note[:LONGEST_NOTE]}…"
    return f"  # {note}" if note else ""


def sheet_stub(module: Module, kinds: Kinds, below: Iterable[str] = (), *, brief: bool = False) -> str:
    """The stub of a sheet."""
    last = module.name.rpartition(".")[2]
    named = {name: each for name, each in module.definitions.items() if is_name(name)}
    values = {name: each for name, each in named.items() if each.parameters is None}
    functions = {name: each for name, each in named.items() if each.parameters is not None}
    assumed = {name for name, each in values.items() if all(word in INPUTS for word in each.names)}
    given = sorted(values, key=lambda name: name not in assumed)  # what is worked out may be given as well
    lines: list[str] = []
    for each in functions.values():
        if isinstance(each.expression, Results):
            members = [f"    {member.path}: Quantity" for member in each.expression.names]
            lines += [f"class {results_name(each)}(NamedTuple):", *members, ""]
    assumptions = "".join([f", {name}: Value = ..." for name in given if name not in OWN])
    star = f", *{assumptions}" if assumptions else ""
    title = module.sheet.documentation.title.replace("\\", "\\\\").replace('"', "'") or module.name
    lines += ["class Sheet(Estimate):", f'    """{title}"""']
    lines += [f"    {name}: {kinds.of(module, each)}{noted(each)}" for name, each in values.items() if name not in OWN]
    lines.append(f"    def __call__(  # type: ignore[override]\n        self, /{star}) -> Self: ...")
    if module.scenarios:
        title_type = f"Literal[{', '.join([quoted(each) for each in module.scenarios])}]"
        lines.append(f"    def scenario(  # type: ignore[override]\n        self, title: {title_type}) -> Self: ...")
    lines += ["", "class Formulas:", f'    """{title}"""']
    lines += [f"    {name}: _{name}.Formulas" for name in below]
    lines += [f"    {name}: {kinds.of(module, each)}{noted(each)}" for name, each in values.items()]
    for name, each in functions.items():
        lines += function(each, module, kinds, name, brief=brief)
    if last in functions:
        lines += function(functions[last], module, kinds, "__call__", brief=True)
    else:
        lines.append(f"    def __call__(self{star}) -> Sheet: ...")
    return HEAD.format(title=title) + imports("\n".join(lines)) + "\n".join(lines) + "\n"


def imports(text: str) -> str:
    """The imports that a stub's text needs."""
    typing = [name for name in ("Any", "Literal", "NamedTuple", "Self", "overload") if name in text]
    found = [f"from typing import {', '.join(typing)}\n"] if typing else []
    found += ["\nfrom numpy.typing import NDArray\n"] if "NDArray" in text else []
    words = [name for name in ("Column", "Release", "Value") if name in text]
    found += [f"\nfrom estimator.api.arguments import {', '.join(words)}\n"] if words else []
    found += ["from estimator.api.estimates import Estimate\n"] if "(Estimate)" in text else []
    found += ["from estimator.units.quantity import Quantity\n"] if "Quantity" in text else []
    return "".join(found) + "\n"


def folder_stub(path: str, names: list[str]) -> str:
    """The stub of a folder that is no sheet."""
    package = f"estimator.library.{path}" if path else "estimator.library"
    title = f"The sheets of the library in {path}." if path else "The library: formulas and sheets."
    lines = [f"    {name}: _{name}.Formulas" for name in names]
    head = "".join([f"from {package} import {name} as _{name}\n" for name in names])
    return HEAD.format(title=title) + f'{head}\nclass Formulas:\n    """{title}"""\n' + "\n".join(lines) + "\n"


def loading_stub(names: list[str]) -> str:
    """The types of `load`: of each sheet of the library its own."""
    lines = ["import os", "from typing import Literal, overload", "", "from estimator.api.arguments import Value"]
    lines += ["from estimator.api.estimates import Estimate"]
    for name in names:
        package, _, last = f"estimator.library.{name}".rpartition(".")
        lines.append(f"from {package} import {last} as _{name.replace('.', '_')}")
    for name in names:
        sheet = f"_{name.replace('.', '_')}.Sheet"
        lines += ["@overload", f'def load(name: Literal["{name}"], /, **overrides: Value) -> {sheet}: ...']
    lines += ["@overload", "def load(name: str | os.PathLike[str], /, **overrides: Value) -> Estimate: ..."]
    return HEAD.format(title="What `load` gives.") + "\n".join(lines) + "\n"


def stubs() -> dict[str, str]:
    """The text of each file by its path in the folder, not laid out yet."""
    library, kinds = shipped_library(), Kinds()
    names = list(library.names())
    folders = sorted({name.rpartition(".")[0] for name in names if "." in name})
    found = {"__init__.pyi": folder_stub("", sorted({name.partition(".")[0] for name in names}))}
    found["loading.pyi"] = loading_stub(names)
    for folder in folders:
        inside = [name.rpartition(".")[2] for name in names if name.rpartition(".")[0] == folder]
        found[f"{folder.replace('.', '/')}/__init__.pyi"] = folder_stub(folder, inside)
    for name in names:
        module = library.module(name)
        assert module is not None
        text = sheet_stub(module, kinds)
        is_long = text.count("\n") > LONGEST_FILE - 4 * len(module.definitions)
        found[f"{name.replace('.', '/')}.pyi"] = sheet_stub(module, kinds, brief=True) if is_long else text
    return found


def write(folder: Path) -> None:
    """Write all stubs into a folder, laid out."""
    for path, text in stubs().items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    configuration = str(Path(__file__).parent.parent / "pyproject.toml")
    ruff = [sys.executable, "-m", "ruff"]
    options = ["--quiet", "--no-cache", "--config", configuration, str(folder)]
    subprocess.run([*ruff, "check", "--select", "I,F401", "--fix", *options], check=True)
    subprocess.run([*ruff, "format", *options], check=True)


def older(folder: Path) -> list[str]:
    """The files of a folder that are not as they would be written now, that are missing, or too many."""
    with tempfile.TemporaryDirectory() as name:
        fresh = Path(name) / "estimator" / "library"
        write(fresh)
        paths = {path.relative_to(root) for root in (fresh, folder) for path in root.rglob("*.pyi")}
        is_same = {
            path: (fresh / path).exists()
            and (folder / path).exists()
            and cmp(fresh / path, folder / path, shallow=False)
            for path in paths
        }
    return sorted([str(path) for path, same in is_same.items() if not same])


def main(arguments: list[str]) -> int:
    """Write the stubs, or with --check say whether they are up to date."""
    if arguments == ["--check"]:
        found = older(FOLDER)
        if found:
            print(f"estimator/library is older than formulas/ ({found[0]}): run docs/make_types.py", file=sys.stderr)
        return 1 if found else 0
    shutil.rmtree(FOLDER, ignore_errors=True)
    write(FOLDER)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
