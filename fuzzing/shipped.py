"""What the repository holds for the fuzzer: calls of every formula of the library, and texts to mutate."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from estimator.model.functions import FUNCTIONS
from estimator.model.input_distributions import DISTRIBUTIONS
from estimator.model.modules import shipped_library
from estimator.notation.printer import print_unit
from estimator.notation.tree import Choices, ReleaseOf, Results, TableOf, YesNo
from fuzzing.vocabulary import NUMBERS, WILD_NUMBERS

if TYPE_CHECKING:
    import random

    from estimator.notation.tree import Parameter

ROOT = Path(__file__).parent.parent
LONGEST_TEXT = 6_000  # characters; a longer one takes too long to be tried often
_CERTAIN_SHARE = 0.95
_RIGHT_SIDE = re.compile(r"[^\W\d]\w*(?:\(.*?\))? = ([^#]+)")


class Callee(NamedTuple):
    """A formula of the library, by its path, with its parameters."""

    path: str
    parameters: tuple[Parameter, ...]
    results: tuple[str, ...] = ()


class Shipped:
    """The library's formulas and the repository's texts, read once a process."""

    def __init__(self) -> None:
        library = shipped_library()
        self.sheets = list(library.names())
        self.callees: list[Callee] = []
        self.quantities: list[str] = []
        for name in self.sheets:
            module = library.module(name)
            assert module is not None
            for definition in module.definitions.values():
                path = f"{name}.{definition.name}"
                if definition.parameters is None:
                    self.quantities.append(path)
                else:
                    given = definition.expression
                    results = tuple([each.path for each in given.names]) if isinstance(given, Results) else ()
                    self.callees.append(Callee(path, definition.parameters, results))
        self.built_in = [*FUNCTIONS, *DISTRIBUTIONS, "count", "sum"]
        self.texts = _texts("formulas/**/*.est", "examples/**/*.est", "tests/cases/**/*.est")
        self.documents = _texts("docs/*.md", "README.md", "examples/*.md", longest=60_000)
        self.schemas = _texts("tests/cases/schemas/*.sql", "tests/cases/schema_statements/*.sql", longest=40_000)
        self.lines = [line for text in self.texts for line in text.split("\n") if line.strip()]
        self.expressions = _texts("tests/cases/errors/*.txt") + _answered(ROOT / "tests/cases/values.txt")
        self.expressions += [match[1].strip() for line in self.lines if (match := _RIGHT_SIDE.match(line))]

    def call(self, rng: random.Random, wild: float = 0.1) -> str:
        """A call of some formula of the library in the notation."""
        if self.quantities and rng.random() < 0.1:
            return rng.choice(self.quantities)
        callee = rng.choice(self.callees)
        given: list[str] = []
        for parameter in callee.parameters:
            if parameter.default is not None and rng.random() < 0.5:
                continue
            value = argument(parameter, rng, wild)
            named = parameter.setting or parameter.default is not None or rng.random() < 0.2
            given.append(f"{parameter.name} = {value}" if named else value)
        if given and rng.random() < wild * 0.3:
            given.pop(rng.randrange(len(given)))
        member = f".{rng.choice(callee.results)}" if callee.results and rng.random() < 0.95 else ""
        return f"{callee.path}({', '.join(sorted(given, key=lambda each: '=' in each))}){member}"


def argument(parameter: Parameter, rng: random.Random, wild: float) -> str:
    """A value for a parameter: of its unit most of the time."""
    digits = rng.choice(WILD_NUMBERS if rng.random() < wild else NUMBERS)
    annotation = parameter.annotation
    if rng.random() < wild * 0.3:
        return rng.choice((digits, f"{digits} user", '"text"', f"{digits}%", f"-{digits} B", "1 < 2"))
    if isinstance(annotation, Choices):
        return f'"{rng.choice(annotation.texts)}"'
    if isinstance(annotation, ReleaseOf):
        return rng.choice(("3.2", "6.2", "7.2", "8.0", "8.2", "8.6", "8.10", "9.1", digits))
    if isinstance(annotation, YesNo):
        return rng.choice(("yes", "no"))
    if isinstance(annotation, TableOf):
        return "services"
    unit = print_unit(annotation) if annotation is not None else ""
    if unit == "share":
        return rng.choice(("0%", "1%", "50%", "80%", "99.9%", "100%", "0.3", f"{digits}%"))
    if unit == "count":
        return rng.choice((digits, f"{digits} user", f"{digits} M key"))
    if rng.random() > _CERTAIN_SHARE:
        return f"{'1 to 3' if not unit else f'(1 to 3) {unit}'}"
    if not unit:
        return digits
    return digits + unit if unit.startswith(("/", "%")) else f"{digits} {unit}"


def _texts(*patterns: str, longest: int = LONGEST_TEXT) -> list[str]:
    paths = sorted({path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()})
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in paths]
    return [text for text in texts if len(text) <= longest]


def _answered(path: Path) -> list[str]:
    rows = path.read_text(encoding="utf-8").splitlines()
    return [row.partition(" => ")[0] for row in rows if " => " in row]
