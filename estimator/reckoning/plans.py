"""A sheet as a plan: with growth that is given for a run, and checks beside its own.

Both are read as lines behind the sheet's last one, so that they see its names and units; what is wrong with them is
told of them alone.
"""

from __future__ import annotations

from estimator.model.frames import NumberQuantity
from estimator.model.readings import reading
from estimator.model.tables import needed
from estimator.notation.bare import parse_expression
from estimator.notation.parser import parse_sheet
from estimator.notation.printer import print_expression, print_value
from estimator.notation.tree import Check, Definition
from estimator.problems import EstimateError, Mark, Source, refused
from estimator.reckoning.estimate import estimate
from estimator.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from estimator.model.modules import Module
    from estimator.notation.sheet import Line
    from estimator.problems import Problem
    from estimator.reckoning.evaluate import Evaluation

CHECK, GROWING = "check ", "growing "
_HEAD = "grown = 0 "  # a line whose growth is meant
_WORDS = ("growing", "peaking")


def with_growth(evaluation: Evaluation, growing: Mapping[str, str]) -> Evaluation:
    """The same run with assumptions that grow as it is given, `40%/year` by the name. EstimateError."""
    if not growing:
        return evaluation
    quantities = evaluation.model.quantities
    for name in growing:
        quantity = quantities.get(name)
        first = next(iter(_assumptions(evaluation)), "")
        remedy = f'let an assumption grow, as in {first}="40%/year"' if first else "let an assumption grow"
        if quantity is None:
            raise refused(name, f"the sheet has no {name}", remedy)
        if not quantity.assumption:
            raise refused(name, f"{name} is worked out, and grows with what it is worked out of", remedy)
    words = [_words(" ".join(each.split()), evaluation) for each in growing.values()]
    extended, lines = _extended(evaluation.model.module, [f"{_HEAD}{each}" for each in words])
    found = [each.growth if isinstance(each, Definition) else None for each in lines]
    growths = {name: growth for name, growth in zip(growing, found, strict=True) if growth is not None}
    extended.definitions = {
        name: replace(each, growth=growths.get(name, each.growth)) for name, each in extended.definitions.items()
    }
    return _again(evaluation, extended, growths)


def _words(text: str, evaluation: Evaluation) -> str:
    """Growth as the notation writes it, also where it is only the rate, or is said in other words: 每年40%."""
    if text.startswith(_WORDS):
        return text
    problems: list[Problem] = []
    if parse_expression(Source(GROWING.strip(), text), problems) is None or problems:
        line = reading(text, evaluation.model.module.with_own_units().table, GROWING.strip()).line
        if line and not set(line) & set("(>"):
            return f"{GROWING}{line}"
    return f"{GROWING}{text}"


def with_checks(evaluation: Evaluation, texts: Sequence[str]) -> Evaluation:
    """The same run with more checks behind those of the sheet. EstimateError, of an added check by itself."""
    if not texts:
        return evaluation
    module = evaluation.model.module
    extended, lines = _extended(module, [f"{CHECK}{' '.join(each.split())}" for each in texts])
    checks = [each for each in lines if isinstance(each, Check)]
    extended.checks = [*module.checks, *[replace(each, names=needed(each.names, module.tables)) for each in checks]]
    return _again(evaluation, extended, ())


def _again(evaluation: Evaluation, extended: Module, without: Mapping[str, object] | tuple[()]) -> Evaluation:
    """The same run of a sheet that has more; what is given for the growth of a quantity holds before all else."""
    model = evaluation.model
    given = {name: each.override for name, each in model.quantities.items() if each.override is not None}
    texts = [
        f"{name}={print_expression(each.expression) if name in without else print_value(each)}"
        for name, each in given.items()
    ]
    try:
        return estimate(extended, texts, model.scenario)
    except EstimateError as error:
        place = len(model.module.source.text) + 1
        raise EstimateError([_moved(each, extended.source, place) for each in error.problems]) from None


def _extended(module: Module, lines: Sequence[str]) -> tuple[Module, list[Line]]:
    """A copy of a module whose text has more lines, and these. EstimateError where they cannot be read."""
    before = module.source.text
    text, place = before + "".join([f"\n{each}" for each in lines]) + "\n", len(before) + 1
    source = Source(module.source.name, text, module.source.first)
    sheet = parse_sheet(source, [(place, len(text))])
    if sheet.problems:
        raise EstimateError([_moved(each, source, place) for each in sheet.problems])
    extended = module.copy()
    extended.source = source
    return extended, sheet.lines


def _moved(problem: Problem, source: Source, place: int) -> Problem:
    """A problem of an added line, with marks in what was given of it."""

    def moved(mark: Mark) -> Mark:
        if mark.source is not source or mark.start < place:
            return mark
        begin = source.text.rfind("\n", 0, mark.start) + 1
        line = source.text[begin : source.text.find("\n", begin)]
        head = CHECK if line.startswith(CHECK) else _HEAD
        own = Source(head.split()[0] if head == CHECK else GROWING.strip(), line[len(head) :])
        start, end = (max(0, min(each - begin - len(head), len(own.text))) for each in (mark.start, mark.end))
        return replace(mark, source=own, start=start, end=max(start + 1, end))

    return replace(problem, marks=tuple([moved(each) for each in problem.marks]), fix="")


def _assumptions(evaluation: Evaluation) -> list[str]:
    """The assumptions that might grow: those that count something first, then those that measure something."""
    quantities = evaluation.model.quantities
    found = [name for name, each in quantities.items() if each.assumption and isinstance(each, NumberQuantity)]
    kinds = {name: quantities[name].kind for name in found}
    return sorted(found, key=lambda each: ("." in each, not kinds[each].nouns().dimension, not kinds[each].dimension))


def require_growth(evaluation: Evaluation, title: str) -> None:
    """EstimateError where nothing of a sheet grows, with the line to type."""
    if evaluation.model.growing:
        return
    names = _assumptions(evaluation)
    message = f"nothing in {title} grows, so every month is like this one"
    if not names:
        raise refused(title, message, "ask of a sheet with a number that may grow")
    name, remedy = names[0], f'give --growing {names[0]}="40%/year"'
    quantity = evaluation.model.quantities[name]
    if "." not in name:  # a cell of a table is written in its table, where nothing grows
        tree = quantity.override.expression if quantity.override is not None else quantity.definition.expression
        unit = quantity.definition.unit
        arrow = f" -> {unit}" if unit is not None and unit.text else ""
        remedy += f", or write {name} = {print_expression(tree)} growing 40%/year{arrow}"
    raise refused(title, message, remedy)
