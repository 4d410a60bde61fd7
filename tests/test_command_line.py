"""The command as people use it: what stands where, exit codes, options, the other commands, completion."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import combining, east_asian_width

import pytest

from estimator.cli.commands import command_names
from tests.commands import COLUMNS, FORMULAS, WHOLE, quantities, sheet

if TYPE_CHECKING:
    from tests.commands import Run

COMMANDS = ("check", "explain", "list", "new", "run", "units")


def width(text: str) -> int:
    """The columns that a text takes on a terminal."""
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


# The walk through the README's example.


def test_twitter__the_figures_stand_in_80_columns(run: Run) -> None:
    done = run("twitter")
    assert done.code == 0
    for figure in ("3.47 k QPS", "6.94 k QPS", "30 TB/day", "54.8 PB", "150 M user"):
        assert figure in done.out
    assert [line for line in done.out.splitlines() if width(line) > COLUMNS] == []
    assert "\x1b" not in done.out


SHEETS = sorted(".".join(path.relative_to(FORMULAS).with_suffix("").parts) for path in FORMULAS.rglob("*.est"))


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_of_the_library__no_line_is_wider_than_the_terminal(name: str, run: Run) -> None:
    out = run("run", name).out
    assert out
    assert [line for line in out.splitlines() if width(line) > COLUMNS] == []


@pytest.mark.parametrize(
    "arguments", [["list"], ["list", "latency"], ["explain", "redis.string"], ["units"]], ids=" ".join
)
def test_what_is_listed__no_line_is_wider_than_the_terminal(arguments: list[str], run: Run) -> None:
    assert [line for line in run(*arguments).out.splitlines() if width(line) > COLUMNS] == []


def test_a_sheet_of_long_lines__no_line_is_wider_than_the_terminal(run: Run, tmp_path: Path) -> None:
    parts = ", ".join(f"{share}%: lognormal({share} tweet/user/day, 99 tweet/user/day)" for share in (70, 20, 10))
    lines = [f"daily = mixture({parts})  # {'of many and few ' * 9}", f"both = daily + mixture({parts})"]
    out = run(sheet(tmp_path, "\n".join([*lines, f"check both < 2 * mixture({parts})", ""]))).out
    assert [line for line in out.splitlines() if width(line) > COLUMNS] == []


# Exit codes


def test_exit_code__0_where_all_is_fine(run: Run, tmp_path: Path) -> None:
    assert run("3 GB * 2").code == 0
    assert run(sheet(tmp_path, WHOLE)).code == 0
    assert run("check", sheet(tmp_path, WHOLE)).code == 0


def test_exit_code__1_where_a_check_fails(run: Run, tmp_path: Path) -> None:
    path = sheet(tmp_path, WHOLE)
    assert run(path, "size=30 GB").code == 1
    failing = sheet(tmp_path, WHOLE.replace("10 GB", "1 GB"), "failing.est")
    assert run("check", failing).code == 1
    assert run(failing, "--json").code == 1
    assert "✗" in run(failing).out


def test_exit_code__1_where_an_example_fails(run: Run, tmp_path: Path) -> None:
    path = sheet(tmp_path, "## T\n## example: total = 7 GB\n\ntotal = 2 * 3 GB\n")
    done = run("check", path)
    assert done.code == 1
    assert "total = 7 GB" in done.out
    assert "6 GB" in done.out


def test_exit_code__2_where_the_input_is_wrong_and_the_worst_of_many_files(run: Run, tmp_path: Path) -> None:
    good = sheet(tmp_path, WHOLE)
    failing = sheet(tmp_path, WHOLE.replace("10 GB", "1 GB"), "failing.est")
    wrong = sheet(tmp_path, "x = 3 GB + 5 user\n", "wrong.est")
    assert run("check", good, failing).code == 1
    assert run("check", wrong, failing, good).code == 2
    assert run("check", wrong, failing, good, "--json").code == 2
    assert run("3 GB + 5 user").code == 2


def test_check__a_probability_decides_where_it_is_asked_for(run: Run, tmp_path: Path) -> None:
    text = "x = 2 (1 to 4) GB\ncheck x < 3 GB at {}\n"
    assert run(sheet(tmp_path, text.format("75%"))).code == 0
    assert run(sheet(tmp_path, text.format("95%"))).code == 1


@pytest.mark.parametrize("arguments", [["twitter", "--colour"], ["3 GB", "--digits", "many"], ["check"]], ids=" ".join)
def test_a_wrong_option__is_wrong_input_without_a_traceback(arguments: list[str], run: Run) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err


# Options


def test_digits__are_as_many_as_asked_for(run: Run) -> None:
    assert run("1 / 3", "--digits", "5").out == "≈ 0.33333\n"
    assert "3.4722 k QPS" in run("twitter", "--digits", "5").out
    assert "54.75 PB" in run("twitter", "--digits", "4").out


def test_exact__prints_every_digit(run: Run) -> None:
    assert "3472.22222222222 QPS" in run("twitter", "--exact").out
    assert run("1234567 user * 1", "--exact").out == "= 1234567 user\n"


def test_open__shows_the_steps_inside_a_quantity(run: Run, tmp_path: Path) -> None:
    path = sheet(tmp_path, WHOLE + "other = double(2 GB)\n")
    closed, opened, everything = (run(path, *options).out for options in ([], ["--open", "total"], ["--all"]))
    assert "factor" not in closed
    assert opened.count("factor") < everything.count("factor")
    assert "factor" in opened
    assert run(path, "--open", "total", "--open", "other").out == everything


def test_open__says_where_nothing_is_inside(run: Run, tmp_path: Path) -> None:
    path = sheet(tmp_path, WHOLE)
    assert "nothing is inside" not in run(path, "--open", "total").out
    assert run(path, "--open", "size").err == ""
    assert "nothing is inside size" in run(path, "--open", "size").out


def test_open__says_why_nothing_is_inside(run: Run, tmp_path: Path) -> None:
    lines = [
        "x = 0",
        "f(n) = k * 2",
        "  where",
        "    k = 1 / n",
        "g(n) = n + 1",
        "y = if x > 0 then f(x) else 5",
        "z = g(x)",
    ]
    path = sheet(tmp_path, "\n".join([*lines, "w = traffic.mean_qps(5 M request/day)", ""]))
    said = {name: run(path, "--open", name).out.splitlines()[-1].partition(f"{name}: ")[2] for name in "xyzw"}
    assert said["x"] == "it calls no formula, and its line is all of it"
    assert said["y"] == "what it calls is on a side that is not taken"
    assert said["z"] == "g is one line, without steps of its own"
    assert said["w"] == "traffic.mean_qps is one line, without steps of its own"


def test_open__follows_a_redis_total_down_to_the_allocator(run: Run) -> None:
    assert "jemalloc" in run("map_int64", "--open", "redis_key").out


def test_scenario__is_run_by_its_name_and_overrides_go_on_top(run: Run) -> None:
    found = quantities(run("twitter", "--scenario", "world cup", "--json"))
    assert found["peak_factor"]["value"] == 10
    assert found["peak_qps"]["value"] == pytest.approx(6e9 / 86_400)
    found = quantities(run("twitter", "--scenario", "world cup", "peak_factor=3", "--json"))
    assert found["peak_qps"]["value"] == pytest.approx(1.8e9 / 86_400)
    assert "69.4 k QPS" in run("twitter", "--scenario", "world cup").out


@pytest.mark.parametrize(
    ("given", "name", "value"),
    [
        ("monthly_users=1亿 user", "monthly_users", 1e8),
        ("monthly_users=5kw user", "monthly_users", 5e7),
        ("daily_share=0.4", "daily_share", 0.4),
        ("daily_share=40%", "daily_share", 40),
        ("peak_factor=3", "peak_factor", 3),
        ("peak_factor = 3", "peak_factor", 3),
        ("monthly_users=0", "monthly_users", 0),
        ("daily_users=100 M user", "daily_users", 1e8),
        ("daily_users=monthly_users * 40%", "daily_users", 1.2e8),
    ],
)
def test_override__takes_what_a_sheet_takes(given: str, name: str, value: float, run: Run) -> None:
    row = quantities(run("twitter", given, "--json"))[name]
    assert row["value"] == pytest.approx(value)


def test_override__is_said_with_what_it_replaces(run: Run) -> None:
    out = run("twitter", "monthly_users=1 bn user").out
    assert "1 bn user" in out
    assert "300 M user" in out


def test_override__of_a_text_needs_no_quotes(run: Run, tmp_path: Path) -> None:
    path = sheet(tmp_path, 'allocator = "redis"\nquantum = if allocator == "debian" then 16 B else 8 B\n')
    for given in ("allocator=debian", 'allocator="debian"'):
        assert quantities(run(path, given, "--json"))["quantum"]["value"] == 16


@pytest.mark.parametrize("given", ["debian 12", "debian-12", "12"])
def test_override__of_a_text_of_more_than_a_word_needs_no_quotes(given: str, run: Run, tmp_path: Path) -> None:
    path = sheet(tmp_path, f'allocator = "redis"\nquantum = if allocator == "{given}" then 16 B else 8 B\n')
    assert quantities(run(path, f"allocator={given}", "--json"))["quantum"]["value"] == 16


def test_an_expression__may_be_several_words(run: Run) -> None:
    assert run("3 GB", "*", "2").out == "= 6 GB\n"


def test_an_expression__may_start_with_a_minus_sign(run: Run) -> None:
    assert run("-3 GB * 2").out == "= -6 GB\n"


# Other commands


def test_list__names_every_sheet_of_the_library(run: Run) -> None:
    out = run("list").out
    for name in SHEETS:
        assert name in out


def test_list__a_topic_shows_what_it_holds_and_a_word_is_searched(run: Run) -> None:
    assert "twitter.write_qps" in run("list", "twitter").out
    assert "malloc.jemalloc" in run("list", "size class").out


def test_explain__shows_formula_parameters_source_and_example(run: Run) -> None:
    done = run("explain", "malloc.jemalloc")
    assert done.code == 0
    for part in ("malloc.jemalloc(size: B, quantum: B = 8 B) -> B", "Source", "jemalloc(21 B) = 24 B", "✓", "8 B"):
        assert part in done.out


@pytest.mark.parametrize("name", ["twitter", "traffic.busy_day", "ceil", "poisson_cdf", "uniform"])
def test_explain__knows_sheets_constants_and_built_in_functions(name: str, run: Run) -> None:
    done = run("explain", name)
    assert done.code == 0
    assert name.rpartition(".")[2] in done.out.lower()


def test_units__finds_one_and_lists_all(run: Run) -> None:
    assert "1000000000 B" in run("units", "GB").out
    everything = run("units").out
    for word in ("tweet", "server", "USD", "year"):
        assert word in everything


def test_new__makes_a_sheet_that_runs(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("plan.est", "plan.md"):
        assert run("new", name).code == 0
        assert run(name).code == 0
    assert "```est\n" in Path("plan.md").read_text(encoding="utf-8")
    assert sorted(os.listdir()) == ["plan.est", "plan.md"], "something was left behind"


@pytest.mark.parametrize("name", ["mine.est", "mine.md"])
def test_new__starts_from_a_sheet_of_the_library(
    name: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = quantities(run("twitter", "--json"))
    monkeypatch.chdir(tmp_path)
    assert run("new", name, "--from", "twitter").code == 0
    done = run(name, "--json")
    assert done.code == 0
    assert quantities(done) == expected


def test_new__never_writes_over_a_file(run: Run, tmp_path: Path) -> None:
    path = sheet(tmp_path, "x = 3 GB\n")
    assert run("new", path).code == 2
    assert Path(path).read_text(encoding="utf-8") == "x = 3 GB\n"
    assert os.listdir(tmp_path) == ["plan.est"]


def test_commands__are_all_known_here() -> None:
    assert set(COMMANDS) <= set(command_names())


def test_commands__and_their_options_have_help() -> None:
    import typer

    from estimator.cli.app import app

    group: Any = typer.main.get_command(app)
    for name in command_names():
        command = group.get_command(None, name)
        assert command.help, f"{name} is missing its help"
        without = [parameter.name for parameter in command.params if not getattr(parameter, "help", "")]
        assert without == [], f"{name} has parameters without help"


def test_help__names_every_command_but_the_one_that_needs_no_name(run: Run) -> None:
    done = run("--help")
    assert done.code == 0
    commands = done.out.partition("\nCommands:\n")[2]
    for name in COMMANDS:
        assert (f"  {name} " in commands) is (name != "run")


def test_help__says_each_command_in_a_line_that_is_not_cut(run: Run) -> None:
    lines = run("--help").out.partition("Commands:")[2].strip().splitlines()
    assert [line for line in lines if line.endswith("...") or not line.endswith(".")] == []


@pytest.mark.parametrize("command", [None, *command_names()])
def test_help__is_no_wider_than_the_terminal_and_says_what_takes_a_value(command: str | None, run: Run) -> None:
    out = run(*([command] if command else []), "--help").out
    assert [line for line in out.splitlines() if width(line) > COLUMNS] == []
    assert re.findall(r"<\w[\w ]*>", out) == [], "a type of Python's"


def test_help__shows_its_examples_a_line_each(run: Run) -> None:
    out = run("--help").out
    assert "\\b" not in out
    assert [line for line in out.splitlines() if line.strip().startswith("estimate twitter  ")]


@pytest.mark.parametrize("words", [["twitter", "--colour"], ["twitter", "--digits", "many"], ["run", "--colour"]])
def test_a_wrong_option__is_told_with_the_command_as_it_is_typed(words: list[str], run: Run) -> None:
    said = run(*words).err
    assert "Usage: estimate [OPTIONS]" in said or "Usage: estimate run [OPTIONS]" in said
    assert "Try 'estimate -h'" in said or "Try 'estimate run -h'" in said


def test_without_arguments__there_is_help(run: Run) -> None:
    done = run()
    assert "Usage: estimate" in done.out + done.err


def test_version__is_that_of_the_distribution(run: Run) -> None:
    from importlib.metadata import version

    assert run("version").out == run("--version").out == f"capacity-estimator {version('capacity-estimator')}\n"


@pytest.mark.parametrize("words", [[], ["check"], ["export", "-o", "plan.md"]])
def test_a_sheet_that_says_nothing_is_no_plan_that_holds(words: list[str], run: Run, tmp_path: Path) -> None:
    """A plan that was emptied by an accident is no success in CI."""
    done = run(*words, sheet(tmp_path, "# to be written\n"))
    assert (done.code, done.out) == (2, "")
    assert "defines nothing" in done.err
