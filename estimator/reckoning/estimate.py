"""The whole way from a sheet or a line of text to its numbers; what every command and notebook calls."""

from __future__ import annotations

import gc
import sys

from estimator.model.faults import raise_errors
from estimator.model.flatten import flatten
from estimator.model.modules import Module, shipped_library
from estimator.notation.bare import parse_expression
from estimator.notation.expressions import ExpressionParser, ParseFault
from estimator.notation.growing import read_growth
from estimator.notation.sheet import Sheet
from estimator.notation.tokens import Tokenizer
from estimator.notation.tree import Definition, Documentation, Override, Text
from estimator.problems import EstimateError, Mark, Problem, Source, command_line_problem
from estimator.reckoning.central import central_values
from estimator.reckoning.evaluate import Evaluation, evaluate
from estimator.units.table import UnitTable, shipped_units

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from types import TracebackType

    from estimator.model.model import Model
    from estimator.model.modules import Library

ANSWER = "answer"
OVERRIDE = "override"


class PausedCollection:
    """Keeps the garbage collector out while many small objects are made that all stay.

    The collector is the whole process's. Beside other threads it is left alone: of two that pause it in turns, one
    would find it off and leave it off, and in a service that is always at work it would never run.
    """

    def __enter__(self) -> None:
        self.paused = gc.isenabled() and _is_only_thread()
        if self.paused:
            gc.disable()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.paused:
            gc.enable()


def _is_only_thread() -> bool:
    threading = sys.modules.get("threading")  # without which there is no other
    return threading is None or threading.active_count() == 1


def answer(text: str, library: Library | None = None, source: Source | None = None) -> Evaluation:
    """Reckon a bare expression, `300 M user * 50% -> user`; its one quantity is called `answer`. EstimateError.

    What the notation refuses is read as it is spoken, if that can be told; the answer then says how (`read_as`).
    `source` says where the text is from, if it was not typed.
    """
    source = source or Source("expression", text)
    try:
        return answer_strictly(source, library)
    except EstimateError as refused:
        from estimator.model.readings import parsed, reading

        found = reading(text, name=source.name)
        if found.problem is not None and found.telling and parsed(text) is None:
            raise EstimateError([found.problem]) from None
        if not found.line:
            raise
        evaluation = _answered_as(found.line, library, refused)
        evaluation.typed = text
        return evaluation


def answered_number(text: str) -> float:
    """The number that a bare expression comes to, in base units: information in bits. EstimateError."""
    evaluation = answer(text)
    step = evaluation.model.quantities[ANSWER].step
    assert step is not None
    return float(evaluation.values[step])


def _answered_as(line: str, library: Library | None, refused: EstimateError) -> Evaluation:
    """The answer to a line as it was read. EstimateError: its own, or where it says nothing new the first one."""
    try:
        evaluation = answer_strictly(Source("read as", line), library)
    except EstimateError as second:
        known = {problem.message for problem in refused.problems}
        if known >= {problem.message for problem in second.problems}:
            raise refused from None
        raise
    evaluation.read_as = line
    return evaluation


def answer_strictly(source: Source, library: Library | None = None) -> Evaluation:
    """Reckon a bare expression of the notation, whatever else the text could mean. EstimateError."""
    problems: list[Problem] = []
    parsed = parse_expression(source, problems)
    raise_errors(problems)
    assert parsed is not None
    expression, unit = parsed
    sheet = Sheet(source)
    nothing = Documentation()
    sheet.lines.append(Definition(ANSWER, None, unit, expression, (), "", nothing, (), expression.span))
    return leniently(Module(sheet), library)


def leniently(module: Module, library: Library | None = None) -> Evaluation:
    """Reckon a module with a table of its own, where a word that is no unit may become a noun. EstimateError."""
    module.table = UnitTable(shipped_units())
    return _evaluated(flatten(module, library or shipped_library(), {}, lenient=True))


def estimate(
    module: Module,
    overrides: Iterable[str] = (),
    scenario: str = "",
    *,
    examples: bool = False,
    library: Library | None = None,
    today: date | None = None,
) -> Evaluation:
    """Reckon a sheet with overrides `name=value`, on top of a scenario of the sheet if one is named. EstimateError.

    An override that the notation refuses is read as it is spoken, if that can be told; a note says how. `today` is
    another day than today's, for checks that are to hold for some time.
    """
    texts = list(overrides)
    with PausedCollection():
        try:
            return _evaluated(flattened(module, texts, scenario, examples=examples, library=library), today)
        except EstimateError as refused:
            read, notes = as_spoken(texts, refused, module)
            if not notes:
                raise
            try:
                model = flattened(module, read, scenario, examples=examples, library=library)
                evaluation = _evaluated(model, today)
            except EstimateError:
                raise refused from None
            evaluation.remarks = [*notes, *evaluation.remarks]
            return evaluation


def as_spoken(texts: list[str], refused: EstimateError, module: Module) -> tuple[list[str], list[Problem]]:
    """Overrides, those that were refused as they are meant, and a note on each of these."""
    from estimator.model.readings import reading

    wrong = {mark.source.text for problem in refused.problems for mark in problem.marks if mark.source.name == OVERRIDE}
    table = module.with_own_units().table
    found, notes = [], []
    for text in texts:
        name, _, value = text.partition("=")
        line = reading(value.strip(), table, OVERRIDE).line if text in wrong and value.strip() else ""
        if not line or "->" in line:
            found.append(text)
            continue
        found.append(f"{name}={line}")
        mark = Mark(Source(OVERRIDE, text), 0, len(text))
        notes.append(Problem(f"read {name.strip()} as {line}", (mark,), severity="note"))
    return found, notes


def central(module: Module, overrides: Iterable[str] = ()) -> dict[str, float]:
    """The central values of a sheet's quantities in base units, without their ranges. EstimateError."""
    with PausedCollection():
        model = flattened(module, overrides)
        raise_errors(model.problems)
        values = central_values(model)
    steps = {name: quantity.step for name, quantity in model.quantities.items()}
    return {name: float(values[step]) for name, step in steps.items() if step is not None}


def flattened(
    module: Module,
    overrides: Iterable[str] = (),
    scenario: str = "",
    *,
    examples: bool = False,
    library: Library | None = None,
) -> Model:
    """The model of a sheet with overrides; its problems are not raised."""
    problems: list[Problem] = []
    bound = _scenario(module, scenario, problems) if scenario else {}
    for text in overrides:
        parsed = parse_override(_quoted(text, module), problems)
        if parsed is not None:
            bound[parsed[0].name] = parsed
    raise_errors(problems)
    model = flatten(module, library or shipped_library(), bound, examples=examples)
    model.scenario = scenario
    return model


def _quoted(text: str, module: Module) -> str:
    """An override of a text, whose quotes the shell took: `allocator=debian 12`."""
    name, equals, value = text.partition("=")
    definition = module.definitions.get(name.strip())
    if definition is None or not isinstance(definition.expression, Text) or '"' in value or not value.strip():
        return text
    return f'{name}{equals}"{value.strip()}"'


def _evaluated(model: Model, today: date | None = None) -> Evaluation:
    raise_errors(model.problems)
    evaluation = evaluate(model)
    if any(check.horizon is not None for check in model.checks):
        from estimator.reckoning.horizons import still, with_horizons

        evaluation.checks = with_horizons(evaluation, today)
        evaluation.remarks = [*evaluation.remarks, *still(evaluation)]
    return evaluation


def parse_override(text: str, problems: list[Problem]) -> tuple[Override, Source] | None:
    """`name=value` from outside; None, with a problem added, if it cannot be read."""
    source = Source(OVERRIDE, text)
    name, equals, _ = text.partition("=")
    name = name.strip()
    if not equals or not all(part.isidentifier() for part in name.split(".")):  # of a cell of a table in three parts
        mark = Mark(source, 0, max(1, len(text)))
        problems.append(
            Problem("an override is name=value", (mark,), 'write peak_factor=3 or monthly_users="1 bn user"')
        )
        return None
    known = len(problems)
    try:
        parser = ExpressionParser(source, Tokenizer(source, problems).tokens(text.index("=") + 1, len(text)))
        expression = parser.expression()
        growth = read_growth(parser)
        if parser.type != "end":
            parser.unexpected("an override is one value", "put it in quotes" if parser.type == "->" else "")
    except ParseFault as fault:
        if len(problems) == known:
            problems.append(fault.problem)
        return None
    start = text.index(name)
    return Override(name, expression, (start, start + len(name)), growth), source


def _scenario(module: Module, title: str, problems: list[Problem]) -> dict[str, tuple[Override, Source]]:
    scenario = module.scenarios.get(title)
    if scenario is None:
        known = ", ".join(f'"{each}"' for each in module.scenarios)
        remedy = f"it has {known}" if known else "it has no scenarios"
        problems.append(command_line_problem(title, f'there is no scenario "{title}"', remedy))
        return {}
    return {override.name: (override, module.source) for override in scenario.overrides}
