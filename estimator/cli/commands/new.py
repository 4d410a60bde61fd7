"""`estimate new FILE [--from NAME]`."""

from __future__ import annotations

from typing import Annotated

import typer

from estimator.cli.names import library_names
from estimator.cli.output import FINE, guarded, write
from estimator.model.files import MARKDOWN, is_file_name, read_module
from estimator.model.modules import shipped_library
from estimator.problems import EstimateError, command_line_problem
from estimator.writers.files import write_whole

_SKELETON = """\
## What is estimated here

daily_users       = 1 M user                        # a guess, or where the number is from
requests_per_user = 20 (10 to 40) request/user/day  # best guess, 90% range
response_size     = 10 KB/request
peak_factor       = 3

mean_qps  = daily_users * requests_per_user -> QPS
peak_qps  = mean_qps * peak_factor          -> QPS
bandwidth = peak_qps * response_size        -> Mbit/s

check bandwidth < 1 Gbit/s at 90%   # one network card
"""


def command(
    file: Annotated[str, typer.Argument(help="The file to make, .est or .md; never one that exists.")],
    origin: Annotated[
        str,
        typer.Option("--from", metavar="NAME", help="Start from a sheet of the library.", autocompletion=library_names),
    ] = "",
) -> None:
    """Start a sheet of your own."""

    def work() -> int:
        if not is_file_name(file):
            raise EstimateError([command_line_problem(file, "a sheet is a .est or .md file", f"write {file}.est")])
        text = read_module(origin, shipped_library()).source.text if origin else _SKELETON
        if file.endswith(MARKDOWN):
            title = text.splitlines()[0].lstrip("# ")
            text = f"# {title}\n\n```est\n{text}```\n"
        write_whole(file, text)
        write([[(f"{file} is there: run it with estimate {file}", "good")]])
        return FINE

    raise typer.Exit(guarded(work))
