"""The figures of a document's prose as texts: each a quantity of its sheet, in the unit and the digits it asks for.

A figure with a unit is one more line of the sheet, `media_total -> TB`, made and checked as all others are.
"""

from __future__ import annotations

from estimator.languages.markdown import text as inert
from estimator.languages.values import Values
from estimator.model.describe import suggestion
from estimator.model.modules import Module
from estimator.notation.sheet import Sheet
from estimator.notation.tree import Definition, Documentation
from estimator.problems import EstimateError, Mark, Problem
from estimator.reckoning.estimate import estimate
from estimator.units.display import DIGITS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.prose import Figure
    from estimator.reckoning.evaluate import Evaluation


def figure_texts(module: Module, figures: list[Figure]) -> list[str]:
    """What each figure comes to. EstimateError for names, units and scenarios that are not there."""
    problems = [problem for figure in figures for problem in _unknown(module, figure)]
    if problems:
        raise EstimateError(problems)
    asked = _with_lines(module, figures)
    evaluations: dict[str, Evaluation] = {}
    values: dict[tuple[str, int, bool], Values] = {}
    found = []
    for figure in figures:
        title = figure.scenario
        if title not in evaluations:
            evaluations[title] = estimate(asked, scenario=title)
        how = (title, figure.digits or DIGITS, figure.exact)
        if how not in values:
            values[how] = Values(evaluations[title], how[1], exact=figure.exact)
        found.append(inert(_text(values[how], figure)))
    return found


def _text(values: Values, figure: Figure) -> str:
    quantity = values.model.quantities[_line_of(figure)]
    if quantity.step is None:
        return quantity.text  # without its quotes
    shown = values.shown(quantity).number if figure.bare else str(values.shown(quantity))
    ends = values.range(quantity) if figure.ranged else ""
    return f"{shown} ({ends})" if ends else shown


def _line_of(figure: Figure) -> str:
    """The name of the line that is shown: the quantity's own, or one that no sheet can have."""
    return f"{{{figure.name.path} -> {figure.unit}}}" if figure.unit is not None else figure.name.path


def _with_lines(module: Module, figures: list[Figure]) -> Module:
    """The sheet with a line for each figure that has a unit."""
    sheet = Sheet(module.sheet.source)
    sheet.documentation = module.sheet.documentation
    sheet.problems = module.sheet.problems
    sheet.unread = module.sheet.unread
    made = {}
    for figure in figures:
        if figure.unit is not None:
            name = _line_of(figure)
            names = (figure.name.path,)
            nothing = Documentation()
            made[name] = Definition(name, None, figure.unit, figure.name, (), "", nothing, names, figure.name.span)
    sheet.lines = [*module.sheet.lines, *made.values()]
    return Module(sheet, module.name, module.folder) if made else module


def _unknown(module: Module, figure: Figure) -> list[Problem]:
    """What a figure names that the sheet has not."""
    source, path = module.source, figure.name.path
    problems = []
    definition = module.definitions.get(path)
    mark = Mark(source, *figure.name.span)
    if definition is None:
        guess = suggestion(path, [name for name, each in module.definitions.items() if each.parameters is None])
        remedy = f"did you mean {guess}?" if guess else f"write \\{figure.written} where these braces mean nothing"
        problems.append(Problem(f"the document's sheet has no quantity {path}", (mark,), remedy))
    elif definition.parameters is not None:
        problems.append(Problem(f"{path} is a function", (mark,), f"name a line that calls it: total = {path}(…)"))
    if figure.scenario and figure.scenario not in module.scenarios:
        known = ", ".join([f'"{each}"' for each in module.scenarios])
        remedy = f"it has {known}" if known else "it has no scenarios"
        place = source.text.index(figure.scenario, figure.name.span[1])
        mark = Mark(source, place, place + len(figure.scenario))
        problems.append(Problem(f'there is no scenario "{figure.scenario}"', (mark,), remedy))
    return problems
