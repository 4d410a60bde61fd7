"""The house rules that a reader cannot see in one file.

Imports point down and run in no circle, no class stands on a tower of others, files are short, names say something.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.all_of import all_of
from tests.conftest import LONGEST
from tests.dear import DAYS, IN_TURN
from tests.dear import FILES as FILES_IN_PART

PACKAGE = Path(__file__).parent.parent / "estimator"
LONGEST_FILE = 400
CLOCKS = {"perf_counter", "perf_counter_ns", "monotonic", "monotonic_ns", "time_ns"}
EMPTY_NAMES = {"common", "helper", "helpers", "misc", "util", "utils"}

# From the ground up; each may import its own floor and those below. Imports under `if TYPE_CHECKING` count as well:
# whoever names a type of a higher floor has to know that floor in order to be understood.
FLOORS = (
    ("records", "problems"),  # modules at the top of the package that everything stands on
    ("notation",),
    ("units",),
    ("model",),
    ("reckoning",),
    ("languages",),
    ("writers",),
    ("producers",),
    ("comparers",),
    ("api",),
    ("cli",),
    # The doors: estimator itself is one; its types of the library are no Python that is run.
    ("", "__main__", "jupyter", "library"),
)
HEIGHTS = {name: height for height, names in enumerate(FLOORS) for name in names}
MODULES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted([*Path(__file__).parent.glob("*.py"), *(PACKAGE.parent / "fuzzing").rglob("*.py")])
FILES = sorted(path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def dotted(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def nodes(source: str) -> tuple[ast.AST, ...]:
    """Everything in a source."""
    return tuple(ast.walk(ast.parse(source)))


def room(module: str) -> str:
    """The part of a module's path that has a floor: `units` of `estimator.units.table`."""
    return module.split(".")[1] if "." in module else ""


def imports(source: str, known: set[str]) -> list[tuple[int, str]]:
    """Every module of ours that a source imports, anywhere in it, with the line."""
    found: list[tuple[int, str]] = []
    for node in nodes(source):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"line {node.lineno}: a relative import"
            base = node.module or ""
            for alias in node.names:
                submodule = f"{base}.{alias.name}"
                found.append((node.lineno, submodule if submodule in known else base))
    return [(line, name) for line, name in found if name.split(".")[0] == "estimator"]


def upward(module: str, source: str, known: set[str]) -> list[str]:
    """The imports of a module that point up."""
    height = HEIGHTS[room(module)]
    return [
        f"line {line} imports {name}" for line, name in imports(source, known) if HEIGHTS.get(room(name), 99) > height
    ]


KNOWN = {dotted(module) for module in MODULES}


def test_the_house_is_found() -> None:
    assert PACKAGE / "records.py" in MODULES


@all_of("path", MODULES, ids=dotted)
def test_imports_point_down(path: Path) -> None:
    assert room(dotted(path)) in HEIGHTS, "it has no floor: give it one in FLOORS"
    assert upward(dotted(path), path.read_text(encoding="utf-8"), KNOWN) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import estimator.records", 0),
        ("from estimator.notation import tree", 0),
        ("import os, estimator.cli.door", 1),
        ("from estimator.cli import door", 1),
        ("from estimator import model", 1),
        ("from estimator import records", 0),
        ("import estimator", 1),
        ("TYPE_CHECKING = False\nif TYPE_CHECKING:\n    from estimator.model.steps import Step", 1),
        ("def late():\n    from estimator.model.steps import Step", 1),
    ],
)
def test_an_import_that_points_up_is_seen(source: str, found: int) -> None:
    known = {"estimator", "estimator.records", "estimator.model", "estimator.notation.tree", "estimator.cli.door"}
    assert len(upward("estimator.units.table", source, known)) == found


def arrows() -> dict[str, set[str]]:
    """The modules that each module imports, be it late or for its types alone."""
    sources = {dotted(path): path.read_text(encoding="utf-8") for path in MODULES}
    known = set(sources)
    return {name: {other for _, other in imports(text, known)} & known - {name} for name, text in sources.items()}


def circles(graph: dict[str, set[str]]) -> set[tuple[str, ...]]:
    """The groups of modules each of which leads to all others of its group."""
    reached: dict[str, set[str]] = {}
    for start in graph:
        waiting, seen = [start], set[str]()
        while waiting:
            new = graph[waiting.pop()] - seen
            seen |= new
            waiting += new
        reached[start] = seen
    return {
        tuple(sorted(other for other in reached[name] if name in reached[other]))
        for name in graph
        if name in reached[name]
    }


def test_imports_run_in_no_circle() -> None:
    assert circles(arrows()) == set()


@pytest.mark.parametrize(
    ("graph", "found"),
    [
        ({"a": {"b"}, "b": set()}, set()),
        ({"a": {"b"}, "b": {"a"}, "c": {"a"}}, {("a", "b")}),
        ({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"e"}, "e": {"d"}}, {("a", "b", "c"), ("d", "e")}),
    ],
)
def test_a_circle_is_seen(graph: dict[str, set[str]], found: set[tuple[str, ...]]) -> None:
    assert circles(graph) == found


def parents(sources: dict[str, str]) -> dict[str, set[str]]:
    """The classes of ours that each class of ours inherits from, by their names with the module."""
    bases: dict[str, list[str]] = {}
    for module, source in sources.items():
        names: dict[str, str] = {}
        for node in nodes(source):
            if isinstance(node, ast.ClassDef):
                names[node.name] = f"{module}.{node.name}"
            elif isinstance(node, ast.ImportFrom):
                names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
        for node in nodes(source):
            if isinstance(node, ast.ClassDef):
                written = [ast.unparse(each.value if isinstance(each, ast.Subscript) else each) for each in node.bases]
                heads = [each.partition(".") for each in written]
                bases[names[node.name]] = [f"{names.get(head, head)}{dot}{rest}" for head, dot, rest in heads]
    return {name: {base for base in written if base in bases} for name, written in bases.items()}


def towers(sources: dict[str, str]) -> list[str]:
    """Classes that stand on more than one class of ours, and classes with one heir: what is wrong with them.

    Exceptions may be of one sort: whoever catches the general one does not care.
    """
    found = []
    above = parents(sources)
    for name in sorted(above):
        ancestors, waiting = set[str](), [name]
        while waiting:
            new = above[waiting.pop()] - ancestors
            ancestors |= new
            waiting += new
        if len(ancestors) > 1:
            found.append(f"{name} stands on {', '.join(sorted(ancestors))}")
        heirs = [other for other in above if name in above[other]]
        if len(heirs) == 1 and not name.endswith(("Error", "Fault")):
            found.append(f"{name} has one heir, {heirs[0]}")
    return found


def test_no_class_stands_on_a_tower() -> None:
    assert towers({dotted(path): path.read_text(encoding="utf-8") for path in MODULES}) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("class A: ...\nclass B(Exception): ...", 0),
        ("class A: ...\nclass B(A): ...\nclass C(A): ...", 0),
        ("class A: ...\nclass B(A): ...", 1),
        ("class AFault(Exception): ...\nclass B(AFault): ...", 0),
        ("class A: ...\nclass B(A): ...\nclass C(A): ...\nclass D(B, C): ...", 3),
        ("from estimator.other import Base\nclass A(Base[int]): ...", 1),
        ("from estimator import other\nclass A(other.Base): ...", 1),
    ],
)
def test_a_tower_is_seen(source: str, found: int) -> None:
    assert len(towers({"estimator.some": source, "estimator.other": "class Base: ..."})) == found


def exceptions(source: str) -> set[str]:
    """The exceptions that a source defines."""
    classes = [node for node in nodes(source) if isinstance(node, ast.ClassDef)]
    roots = {"Exception", "BaseException"}
    return {each.name for each in classes if roots & {ast.unparse(base) for base in each.bases}}


def test_exceptions_are_told_in_one_place_and_one_alone_is_an_error() -> None:
    """Each is in the list at the head of problems.py; what leaves a function that users call ends in Error."""
    defined = set[str]().union(*[exceptions(path.read_text(encoding="utf-8")) for path in MODULES])
    head = ast.get_docstring(ast.parse((PACKAGE / "problems.py").read_text(encoding="utf-8"))) or ""
    assert {line.split()[1] for line in head.splitlines() if line.startswith("* ")} == defined
    assert {name for name in defined if name.endswith(("Error", "Exception"))} == {"EstimateError"}


@all_of("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_is_short_and_has_a_telling_name(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST_FILE
    assert not EMPTY_NAMES & {part.partition(".")[0] for part in path.relative_to(PACKAGE).parts}


def clocks(source: str) -> list[str]:
    """The assertions of a source that compare a time by the clock, or what was made of one."""
    found: list[str] = []
    if not any(clock in source for clock in CLOCKS):
        return found
    for function in nodes(source):
        if not isinstance(function, ast.FunctionDef):
            continue
        timed = {
            name.id
            for each in ast.walk(function)
            if isinstance(each, ast.Assign) and _reads_clock(each.value, set())
            for target in each.targets
            for name in ast.walk(target)
            if isinstance(name, ast.Name)
        }
        asserted = [each.test for each in ast.walk(function) if isinstance(each, ast.Assert)]
        found += [ast.unparse(test) for test in asserted if _reads_clock(test, timed)]
    return found


def _reads_clock(tree: ast.AST, timed: set[str]) -> bool:
    inside = list(ast.walk(tree))
    calls = {each.attr for each in inside if isinstance(each, ast.Attribute)}
    return bool(calls & CLOCKS) or bool(timed & {each.id for each in inside if isinstance(each, ast.Name)})


@all_of("path", TESTS, ids=lambda path: path.stem)
def test_a_file_of_tests_is_short_and_asserts_no_time_by_the_clock(path: Path) -> None:
    """A loaded machine is no fault of ours: processor time, steps, draws and memory are bounded instead."""
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_FILE
    assert clocks(text) == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("start = time.perf_counter()\n    work()\n    assert time.perf_counter() - start < 3", 1),
        ("start = time.monotonic()\n    taken = work(start)\n    assert start < 3", 1),
        ("start = time.process_time()\n    assert time.process_time() - start < 3", 0),
        ("end = time.time() + 60\n    while time.time() < end: pass\n    assert work()", 0),
    ],
)
def test_a_time_by_the_clock_is_seen(body: str, found: int) -> None:
    assert len(clocks(f"def test() -> None:\n    {body}\n")) == found


@pytest.mark.parametrize("path", [path for path in MODULES if room(dotted(path)) in ("writers", "api")], ids=dotted)
def test_a_writer_reads_the_report_and_no_terminals_words(path: Path) -> None:
    read = {name for _, name in imports(path.read_text(encoding="utf-8"), KNOWN)}
    assert "estimator.languages.words" not in read


def test_the_files_and_functions_that_are_run_first_or_in_part_are_there() -> None:
    known = {path.stem.removeprefix("test_") for path in TESTS if path.stem.startswith("test_")}
    assert (set(LONGEST) | FILES_IN_PART) - known == set()
    texts = {path.stem: path.read_text(encoding="utf-8") for path in TESTS}
    assert [name for name in IN_TURN if f"def {name}(" not in "".join(texts.values())] == []
    assert [(file, name) for file, name in DAYS if f"def {name}(" not in texts[file]] == []
