"""What an answer may load, in a fresh process. How long it takes is not asked: a module is loaded or it is not."""

from __future__ import annotations

import subprocess
import sys

import pytest

# Each is heavy, or doubles Python's own start, or belongs to what a scalar answer does not do.
NOT_FOR_ONE_LINE = {
    *("pint", "numpy", "sympy", "rich", "typer", "pydantic"),
    *("dataclasses", "typing", "re", "inspect"),
    *("estimator.model.catalogue", "estimator.model.ranking"),
    *("estimator.languages.report", "estimator.languages.reporting"),
}
ONE_LINE = "300 M user * 50% * 2 tweet/user/day -> QPS"


def loaded(*command: str) -> tuple[set[str], str]:
    """The modules that Python loads for a command, and what it prints."""
    whole = [sys.executable, "-X", "importtime", *command]
    done = subprocess.run(whole, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    rows = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {row.rsplit("|", 1)[1].strip() for row in rows}, done.stdout


@pytest.fixture(scope="module")
def at_start() -> set[str]:
    """What an empty program loads: a site's own start-up files are not ours to answer for."""
    return loaded("-c", "pass")[0]


def test_loading_is_seen(at_start: set[str]) -> None:
    assert "dataclasses" in loaded("-c", "def late(): import dataclasses\nlate()")[0] - at_start


def test_a_one_line_answer_loads_nothing_heavy(at_start: set[str]) -> None:
    modules, printed = loaded("-m", "estimator", ONE_LINE)
    assert "QPS" in printed
    assert (modules - at_start) & NOT_FOR_ONE_LINE == set()


# Where nothing is uncertain nothing is sampled, so that numpy has no part in it.
@pytest.mark.parametrize(
    ("given", "unwanted"),
    [
        (["twitter"], {"pint", "sympy", "pydantic"}),
        (["twitter", "tweets_per_user=2 tweet/user/day"], {"numpy", "pint", "sympy", "pydantic"}),
    ],
    ids=["with a range", "certain"],
)
def test_a_sheet_loads_what_it_needs(at_start: set[str], given: list[str], unwanted: set[str]) -> None:
    modules, printed = loaded("-m", "estimator", *given)
    assert "write_qps" in printed
    assert (modules - at_start) & unwanted == set()
