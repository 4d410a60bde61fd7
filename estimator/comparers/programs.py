"""Server programs of this machine: what a file says of itself, and which of several is taken."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

from estimator.comparers.comparison import Program
from estimator.problems import refused

if TYPE_CHECKING:
    from collections.abc import Callable

A_SERVER = "--server HOST:PORT"
ANSWER_SECONDS = 60.0  # of a program that is asked for its version on a busy machine


def printed(path: str, *arguments: str) -> str:
    """What a program prints of itself; empty where it does not run or does not end well."""
    try:
        done = subprocess.run(  # noqa: S603  a program of the user's own choice, with fixed arguments
            [path, *arguments], capture_output=True, text=True, check=False, timeout=ANSWER_SECONDS
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""


def version(name: str, pattern: str, text: str) -> str:
    """`PostgreSQL 15.14` of what it prints, if the pattern's group is in it."""
    found = re.search(pattern, text)
    return f"{name} {found[1]}" if found else ""


def chosen(
    path: str,
    told: Callable[[str], str],
    found: Callable[[], list[Program]],
    wrong: tuple[str, str],
    none: tuple[str, str],
) -> Program:
    """The program of a path, or the first that is found.

    EstimateError: what is `wrong` with a path of which nothing is `told`, and what to say where there is `none`.
    """
    if path:
        said = told(path)
        if not said:
            raise refused(path, *wrong)
        return Program(path, said)
    programs = found()
    if not programs:
        raise refused("", *none)
    return programs[0]
