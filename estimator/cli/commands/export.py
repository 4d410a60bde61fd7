"""`estimate export NAME [name=value …] -o FILE`."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from estimator.api.estimates import Estimate
from estimator.cli.codes import FAILED, FINE
from estimator.cli.given import joined
from estimator.cli.names import any_file, overrides, scenario_titles
from estimator.cli.output import guarded, write, write_whole_text
from estimator.model.files import read_sheet
from estimator.model.modules import shipped_library
from estimator.problems import refused
from estimator.reckoning.estimate import estimate
from estimator.writers.export import SUFFIXES

TWINS = ("Estimate.export", "Estimate.rendered")
STANDARD_OUTPUT = "-"


def command(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME [name=value]…",
            help="A sheet of the library or a .est or .md file; behind it, other assumptions.",
            autocompletion=overrides,
        ),
    ],
    output: Annotated[
        str,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help=f"The file to write; its suffix says what: {' '.join(SUFFIXES)}. -.md prints it, as does -.csv.",
            autocompletion=any_file,
        ),
    ],
    force: Annotated[bool, typer.Option("--force", help="Write over a file that exists.")] = False,
    scenario: Annotated[
        str, typer.Option(metavar="NAME", help="Export a scenario of the sheet.", autocompletion=scenario_titles)
    ] = "",
) -> None:
    """Write a worksheet, page or document that recalculates."""
    # What checks a notebook's form checks internationalised addresses too where JupyterLab has brought their grammar,
    # which takes a second and a half of a processor to be read; a notebook's form has no such address.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # None is what stands for "not to be had"

    def work() -> int:
        module = read_sheet(words[0], shipped_library())
        found = Estimate(module, evaluation=estimate(module, joined(words[1:]), scenario))
        stem, suffix = os.path.splitext(output)
        if not suffix and stem.startswith(STANDARD_OUTPUT + "."):  # `-o -.md`, which splitext takes for a name
            stem, suffix = STANDARD_OUTPUT, stem[1:]
        if stem == STANDARD_OUTPUT:
            text = found.rendered(suffix) if suffix else b""
            if isinstance(text, bytes):
                file = f"name a file, as in -o plan{suffix}" if suffix else "write -o -.md"
                raise refused(output, "standard output takes texts", file)
            write_whole_text(text)
        else:
            made = found.export(output, force=force)
            failed = "" if found.holds else "; a check fails"
            write([[(f"{made.file} is written{failed}", "good" if found.holds else "bad")]])
            write([[(f"note: {each}", "note")] for each in made.notes])
        return FINE if found.holds else FAILED

    raise typer.Exit(guarded(work))
