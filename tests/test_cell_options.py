"""What a `%%estimate` cell and a `%estimate` line take besides the notation: what the command takes."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
import typer

from estimator import Estimate, EstimateError, load
from estimator.api.cell_options import OPTIONS, View, leading_options, read_options
from estimator.cli.app import app

if TYPE_CHECKING:
    from tests.commands import Run

CELL = 'users = 2 to 4 M user\nfactor = 2\nload = users * factor\nscenario "match day": factor = 5\n'


@pytest.fixture(scope="module")
def shell() -> Any:
    found: Any = import_module("IPython.core.interactiveshell").InteractiveShell()
    found.run_cell("%load_ext estimator")
    return found


def value(shell: Any, cell: str) -> Any:
    result = shell.run_cell(cell)
    result.raise_error()
    return result.result


def test_a_cell_takes_the_options_of_the_command() -> None:
    group: Any = typer.main.get_command(app)
    command = group.get_command(None, "run")
    options = {max(each.opts, key=len) for each in command.params if each.param_type_name == "option"}
    assert options - {"--help"} == set(OPTIONS)
    flags = {max(each.opts, key=len) for each in command.params if getattr(each, "is_flag", False)}
    assert flags - {"--help"} == {option for option, taken in OPTIONS.items() if not taken}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("--answers", ["--answers"]),
        ("--all", ["--all"]),
        ("--answers --digits 5", ["--answers", "--digits", "5"]),
        ("--exact --answers", ["--exact", "--answers"]),
        ("--quiet --answers", ["-q", "--answers"]),
        ("--open per_entry", ["--open", "per_entry"]),
    ],
)
def test_a_line_with_a_sheet_shows_what_the_command_prints(
    options: str, words: list[str], shell: Any, run: Run
) -> None:
    printed = run("hash_buckets", *[word for word in words if word != "per_entry"]) if "--open" not in words else None
    if printed is None:
        return
    found = value(shell, f"%estimate hash_buckets {options}")
    assert isinstance(found, View)
    assert f"{found!r}\n" == printed.out


def test_a_cell_with_options(shell: Any) -> None:
    answers = value(shell, f"%%estimate plan --answers\n{CELL}")
    assert repr(answers).split() == ["load", "≈", "5.66", "M", "user", "▃▇█▆▄▂▂", "4", "M", "to", "8", "M"]
    assert isinstance(answers.estimate, Estimate)
    assert value(shell, "plan.text('load')") == "5.66 M user"
    match = value(shell, f'%%estimate match --scenario "match day"\n{CELL}')
    assert match.text("load") == "14.1 M user" == value(shell, "match.text('load')")
    assert value(shell, "load.units") == value(shell, "users.units")
    assert "in the head" in repr(value(shell, f"%%estimate --mental\n{CELL}"))
    assert "Load" in repr(value(shell, f"%%estimate --say en\n{CELL}"))
    assert value(shell, f"%%estimate --json --answers\n{CELL}")["quantities"][0]["text"] == "5.66 M user"
    assert "Working" in repr(value(shell, f"%%estimate --all\n{CELL}"))


def test_a_line_with_options(shell: Any) -> None:
    assert repr(value(shell, "%estimate --digits 5 1 TB / 3")) == "≈ 333.33 GB"
    assert repr(value(shell, "%estimate -q 1 TB / 3")) == "333.3333333333333"
    assert repr(value(shell, "%estimate 1 TB / 3")) == "333 GB"
    assert "600 M/day" in repr(value(shell, "%estimate --mental 300 M * 2 / day -> QPS"))
    assert repr(value(shell, "%estimate twitter peak_qps peak_factor=3")) == "≈ 10.4 k QPS   5.21 k to 20.8 k"
    found = value(shell, '%estimate twitter monthly_users="1 bn user" --scenario "world cup"')
    assert found == load("twitter", monthly_users="1 bn user").scenario("world cup")
    assert found(peak_factor=2).text("peak_qps") == "46.3 k QPS"


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        (f"%%estimate --brief\n{CELL}", "no option --brief"),
        (f"%%estimate --answer\n{CELL}", "did you mean --answers?"),
        (f"%%estimate --digits\n{CELL}", "--digits takes N"),
        (f"%%estimate --digits many\n{CELL}", "a whole number from 1 to 15"),
        (f"%%estimate --scenario nonsuch\n{CELL}", "no scenario"),
        (f"%%estimate --open nonsuch\n{CELL}", "no nonsuch to open"),
        (f"%%estimate --json --mental\n{CELL}", "do not go together"),
        (f"%%estimate --quiet\n{CELL}", "add --answers"),
        (f'%%estimate --scenario "x\n{CELL}', "a quote is never closed"),
        ("%%estimate --answers\nx = 3\n", "has no answers"),
        ("%estimate --scenario x 3 + 4", "is about a sheet"),
    ],
)
def test_a_wrong_option_is_said(cell: str, says: str, shell: Any) -> None:
    error = shell.run_cell(cell).error_in_exec
    assert error is not None
    assert says in "\n".join(error._render_traceback_())


def test_options_are_read_before_an_expression_only() -> None:
    options, text = leading_options("--digits 5 --say en 3 GB - -2 GB")
    assert (options.digits, options.value("--say"), text) == (5, "en", "3 GB - -2 GB")
    assert leading_options("-3 GB")[1] == "-3 GB"
    assert leading_options('--scenario "world cup" x')[0].value("--scenario") == "world cup"
    assert read_options("plan --say --open a --open b").opened == {"a", "b"}
    with pytest.raises(EstimateError, match="no option -3"):
        read_options("-3")


def test_the_help_of_the_magic_has_every_option(shell: Any) -> None:
    said = str(shell.find_cell_magic("estimate").__doc__)
    assert [option for option in OPTIONS if f"{option} " not in said] == []


def test_a_cell_is_called_by_the_number_of_its_prompt(shell: Any) -> None:
    done = shell.run_cell("%%estimate\nx = 3 TB + 5 user", store_history=True)
    [first, *_] = done.error_in_exec._render_traceback_()
    assert first.startswith(f"error: cell {done.execution_count}:1:5: ")


def test_a_variable_called_in_does_not_number_the_cells(shell: Any) -> None:
    known = shell.user_ns["In"]
    shell.user_ns["In"] = ["delhi", "mumbai"] * 50
    done = shell.run_cell("%%estimate\nx = 3 TB + 5 user", store_history=True)
    shell.user_ns["In"] = known
    [first, *_] = done.error_in_exec._render_traceback_()
    assert first.startswith(f"error: cell {done.execution_count}:1:5: ")
