"""An evaluated sheet as a notebook that runs: the sheet is a cell, and the cells behind it show what to do with it."""

from __future__ import annotations

import builtins
import json
import keyword
from importlib import import_module
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from estimator.languages.drivers import asked_of
from estimator.languages.ledger import carries_facts
from estimator.languages.markdown import cell_paragraph, cell_text
from estimator.languages.reporting import reported
from estimator.languages.values import Values
from estimator.model.describe import BOOLEAN
from estimator.model.files import MARKDOWN
from estimator.notation.fences import est_regions
from estimator.problems import EstimateError
from estimator.reckoning.estimate import estimate
from estimator.reckoning.inputs import inputs_behind
from estimator.writers.source import as_written

if TYPE_CHECKING:
    from estimator.languages.report import Report
    from estimator.model.frames import Quantity
    from estimator.reckoning.evaluate import Evaluation

NEEDS: tuple[str, ...] = ("nbformat", "notebook")
LARGEST = 1e200  # of a number that another unit still shows
_SESSION = ("In", "Out", "get_ipython")  # variables that a notebook has from its start
_TRIED = 4  # assumptions, to find one that may be twice as much


def content(evaluation: Evaluation) -> str:
    """The notebook. ImportError without nbformat."""
    nbformat: Any = import_module("nbformat")
    v4 = nbformat.v4

    evaluation = as_written(evaluation)
    module = evaluation.model.module
    name = variable(module.name or module.source.name)
    while name in evaluation.model.quantities:  # they become Python variables too
        name += "_sheet"
    source = module.source.text
    if module.source.name.endswith(MARKDOWN):
        # Fences may be indented, which in a sheet means that the line above goes on.
        regions = [dedent(source[start:end]) for start, end in est_regions(source)]
        titled = any(region.lstrip().startswith("##") for region in regions[:1])
        source = "\n".join([*([] if titled else [f"## {module.sheet.title}\n"]), *regions])
    report = reported(evaluation, scenarios=False)  # they are run by the notebook
    cells = [
        v4.new_markdown_cell("\n\n".join([f"# {cell_text(report.title)}", *map(cell_paragraph, report.lead)])),
        v4.new_code_cell("%load_ext estimator"),
        v4.new_code_cell(f"%%estimate {name}\n{source.strip(chr(10))}"),
        v4.new_markdown_cell("Fields and sliders, recalculated as they move:"),
        v4.new_code_cell(f"{name}.widget()"),
        v4.new_markdown_cell("How it is worked out:"),
        v4.new_code_cell(f"{name}.derivation()"),
    ]
    asked = asked_of(evaluation)
    if asked is not None and asked[0].step is not None and inputs_behind(evaluation, asked[0].step):
        cells.append(v4.new_markdown_cell("What moves the last answer, and what to measure first:"))
        cells.append(v4.new_code_cell(f"{name}.why()"))
    if carries_facts(evaluation):
        cells.append(v4.new_markdown_cell("Where the assumptions are from, which are stale, and what hangs on each:"))
        cells.append(v4.new_code_cell(f"{name}.ledger()"))
    if module.scenarios:
        cells.append(v4.new_markdown_cell("The answers and the checks as they are, and in each scenario:"))
        cells.append(v4.new_code_cell(f"{name}.compare()"))
    cells.append(v4.new_markdown_cell("The same numbers as a table, and with another assumption:"))
    cells.append(v4.new_code_cell(f"{name}.to_frame()"))
    cells += [v4.new_code_cell(asked) for asked in _with_another_assumption(name, evaluation, report)]
    for place, cell in enumerate(cells):
        cell["id"] = f"cell-{place}"  # the same on every export
    notebook = v4.new_notebook(
        cells=cells,
        metadata={
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
    )
    nbformat.validate(notebook)
    return str(nbformat.writes(notebook)) + "\n"


def _with_another_assumption(name: str, evaluation: Evaluation, report: Report) -> list[str]:
    """A call with the first assumption that may be twice as much, which asks for the last answer."""
    answers = [row.name for row in report.answers if _is_number(row.quantity)]
    inputs = [row.quantity for row in report.assumptions if _is_number(row.quantity)]
    values = Values(evaluation)
    for each in inputs[:_TRIED] if answers else []:
        assert each.step is not None
        own, doubled = each.definition.name, 2 * float(evaluation.values[each.step])
        if abs(doubled) > LARGEST:
            continue
        twice = str(values.value(doubled, each))
        try:
            estimate(evaluation.model.module, [f"{own}={twice}"])
        except EstimateError:
            continue
        # Python reads some names as others, or as words of its own.
        is_plain = own.isascii() and not keyword.iskeyword(own)
        given = f"{own}={json.dumps(twice)}" if is_plain else f"**{{{own!r}: {twice!r}}}"
        return [f"{name}({given}).text({json.dumps(answers[-1], ensure_ascii=False)})"]
    return []


def _is_number(quantity: Quantity) -> bool:
    return quantity.step is not None and quantity.kind is not BOOLEAN


def variable(name: str) -> str:
    """A Python name for a sheet: the last part of its path."""
    stem = name.replace("\\", "/").rsplit("/", 1)[-1].partition(".")[0] if "/" in name else name.rsplit(".", 1)[-1]
    if name.endswith((".est", ".md", ".markdown")):
        stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    found = "".join([char if char.isalnum() and char.isascii() else "_" for char in stem]).strip("_")
    if not found.isidentifier() or keyword.iskeyword(found):
        return "plan"
    return f"{found}_sheet" if hasattr(builtins, found) or found in _SESSION else found
