"""An evaluated sheet as a notebook that runs: the sheet is a cell, and the cells behind it show what to do with it."""

from __future__ import annotations

import keyword
from importlib import import_module
from typing import TYPE_CHECKING, Any

from estimator.languages.words import Words
from estimator.model.describe import BOOLEAN
from estimator.notation.fences import est_regions
from estimator.writers.md import overridden, text

if TYPE_CHECKING:
    from estimator.reckoning.evaluate import Evaluation


def content(evaluation: Evaluation) -> str:
    """The notebook. ImportError without nbformat."""
    nbformat: Any = import_module("nbformat")
    v4 = nbformat.v4

    module = evaluation.model.module
    name = variable(module.name or module.source.name)
    source = overridden(evaluation)
    if module.source.name.endswith((".md", ".markdown")):
        source = "\n".join([source[start:end] for start, end in est_regions(source)])
    cells = [
        v4.new_markdown_cell(f"# {text(module.sheet.title or module.source.name)}"),
        v4.new_code_cell("%load_ext estimator"),
        v4.new_code_cell(f"%%estimate {name}\n{source.strip(chr(10))}"),
        v4.new_markdown_cell("Fields and sliders, recalculated as they move:"),
        v4.new_code_cell(f"{name}.widget()"),
        v4.new_markdown_cell("How it is worked out:"),
        v4.new_code_cell(f"{name}.derivation()"),
        v4.new_markdown_cell("The same numbers as a table, and with another assumption:"),
        v4.new_code_cell(f"{name}.to_frame()"),
    ]
    inputs = [each for each in evaluation.model.quantities.values() if each.assumption and each.step is not None]
    answers = [each for each in Words(evaluation).results() if each.step is not None and each.kind is not BOOLEAN]
    if inputs and answers:
        written = Words(evaluation).values.written(inputs[0]).split(" ≈ ")[0].split(" = ")[0].replace("×", "*")  # noqa: RUF001
        last = answers[-1].definition.name
        cells.append(v4.new_code_cell(f"{name}(**{{{inputs[0].definition.name!r}: {written!r}}}).text({last!r})"))
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


def variable(name: str) -> str:
    """A Python name for a sheet: the last part of its path."""
    stem = name.replace("\\", "/").rsplit("/", 1)[-1].partition(".")[0] if "/" in name else name.rsplit(".", 1)[-1]
    if name.endswith((".est", ".md", ".markdown")):
        stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    found = "".join([char if char.isalnum() and char.isascii() else "_" for char in stem]).strip("_")
    return found if found.isidentifier() and not keyword.iskeyword(found) else "plan"
