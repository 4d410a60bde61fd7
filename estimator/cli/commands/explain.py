"""`estimate explain NAME`."""

from __future__ import annotations

from typing import Annotated

import typer

from estimator.cli.names import library_names
from estimator.cli.output import FINE, columns, guarded, write, write_json
from estimator.languages.explanation import explain_built_in, explain_definition, explain_sheet
from estimator.languages.spans import plain
from estimator.model.catalogue import search
from estimator.model.describe import suggestion
from estimator.model.files import is_file_name, read_module
from estimator.model.functions import FUNCTIONS
from estimator.model.input_distributions import DISTRIBUTIONS
from estimator.model.modules import shipped_library
from estimator.problems import EstimateError, command_line_problem


def command(
    name: Annotated[
        str, typer.Argument(help="A sheet, or one of its names: traffic.mean_qps.", autocompletion=library_names)
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Explain a formula: maths, parameters, source, example."""

    def work() -> int:
        library = shipped_library()
        found = None if is_file_name(name) else library.find(name)
        if name in FUNCTIONS or name in DISTRIBUTIONS:
            lines = explain_built_in(name)
        elif found is None:
            lines = explain_sheet(read_module(name, library), columns())
        elif not found[1]:
            lines = explain_sheet(found[0], columns())
        else:
            module, rest = found
            if rest not in module.definitions:
                guess = suggestion(rest, module.definitions)
                inside = f"{module.name}."
                found_inside = [each.entry.name for each in search(library, rest) if each.entry.name.startswith(inside)]
                guess = inside + guess if guess else next(iter(found_inside), "")
                remedy = f"did you mean {guess}?" if guess else f"see estimate list {module.name}"
                raise EstimateError([command_line_problem(name, f"{module.name} has no {rest}", remedy)])
            lines = explain_definition(module, module.definitions[rest], columns())
        if as_json:
            write_json({"name": name, "text": [plain(line) for line in lines]})
        else:
            write(lines)
        return FINE

    raise typer.Exit(guarded(work, as_json=as_json))
