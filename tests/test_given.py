"""Quantities of a sheet by name, its answers alone, bare numbers for scripts, and standard input."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from estimator.cli.quiet import bare
from estimator.languages.values import Values
from estimator.model.catalogue import TEMPLATES, group
from estimator.model.modules import LARGEST_FILE, shipped_library
from estimator.reckoning.estimate import answer, estimate
from tests.commands import PROGRAM, parsed, sheet

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands import Run

PLAN = """\
## Parcels

orders = 2 k (1 k to 3 k) request/day   # a note
items  = 3 item/request
rate   = orders * items -> item/s
shelf  = rate * 30 day
fits   = shelf < 100 M item
double(x) = 2 * x
check shelf < 100 M item
scenario "peak": orders = 20 M request/day
"""


@pytest.fixture
def plan(tmp_path: Path) -> str:
    return sheet(tmp_path, PLAN)


def test_a_quantity_alone_is_printed_as_the_answer_of_an_expression(run: Run) -> None:
    named = run("twitter", "peak_qps")
    assert named == run("twitter.peak_qps")
    assert named == (0, "≈ 6.94 k QPS   3.47 k to 13.9 k\n", "")


def test_several_are_a_line_each_in_the_order_that_they_were_asked_for(run: Run, plan: str) -> None:
    done = run(plan, "shelf", "fits", "orders", "shelf")
    assert [line.split()[0] for line in done.out.splitlines()] == ["shelf", "fits", "orders"]
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize("words", [["url shortener"], ["url", "shortener"], ["URL-shortener"], ["url_shortener"]])
def test_a_name_stands_behind_a_sheet_however_that_is_written(words: list[str], run: Run) -> None:
    assert run(*words, "code_length", "row").out == run("url_shortener", "code_length", "row").out != ""


def test_names_take_digits_assumptions_and_scenarios(run: Run, plan: str) -> None:
    assert run(plan, "rate", "orders=864 k request/day").out == "= 30 item/s\n"
    assert run(plan, "rate", "orders=864", "k", "request/day").out == "= 30 item/s\n"
    assert run(plan, "rate", "orders=100 k request/day", "--digits", "5").out == "≈ 3.4722 item/s\n"
    assert run(plan, "rate", "orders=100 k request/day", "--exact").out.startswith("≈ 3.47222222222")
    assert run(plan, "rate", "--scenario", "peak").out == "≈ 694 item/s\n"


def test_json_has_the_named_quantities_alone(run: Run, plan: str) -> None:
    whole = parsed(run(plan, "--json").out)
    named = parsed(run(plan, "shelf", "rate", "--json").out)
    rows = {row["name"]: row for row in whole["quantities"]}
    del whole["scenarios"]  # they are run for the whole sheet alone
    assert named == {**whole, "quantities": [rows["shelf"], rows["rate"]]}


def test_a_check_that_fails_is_said_beside_the_quantity_and_fails_the_command(run: Run, plan: str) -> None:
    done = run(plan, "rate", "--scenario", "peak")
    assert (done.code, done.out) == (1, "≈ 694 item/s\n")
    assert "✗ shelf < 100 M item" in done.err
    assert run(plan, "rate", "--scenario", "peak", "--json").code == 1
    assert run(plan, "rate", "--scenario", "peak", "-q").out == "694.4444444444445\n"


@pytest.mark.parametrize(
    ("words", "message", "remedy"),
    [
        (["twitter", "peak_qsp"], "twitter has no quantity peak_qsp", "did you mean peak_qps?"),
        (["twitter", "xqzzy"], "twitter has no quantity xqzzy", "see what it has: estimate list twitter"),
        (["plan", "double"], "double is a function", "call it in an expression"),
        (["cache", "hit", "rate"], "the library has no sheet cache hit rate", "did you mean cache?"),
        (
            ["twitter", "peak_qps", "3x"],
            "an override is name=value",
            'write peak_factor=3 or monthly_users="1 bn user"',
        ),
        (["memory", "fragmentation"], "the library has no sheet memory fragmentation", "did you mean malloc?"),
        (["token", "bucket"], "the library has no sheet token bucket", "did you mean rate_limit.token_bucket?"),
        (["令牌桶"], "the library has no sheet 令牌桶", "did you mean rate_limit.token_bucket?"),
        (["nosuch", "words"], "an operator is needed behind nosuch", "write * for a product"),
        (
            ["twitter", "-q"],
            "--quiet prints what is named",
            "name quantities, as peak_qps media_total, or add --answers",
        ),
        (["latency", "--answers"], "latency works nothing out, so it has no answers", "leave --answers out"),
        (["twitter", "peak_qps", "--open", "peak_qps"], "only a whole sheet", "leave it out, or the names"),
        (["1 + 1", "-q", "--json"], "--quiet prints numbers, --json an object", "leave one of them out"),
    ],
)
def test_what_is_not_there_is_said(words: list[str], message: str, remedy: str, run: Run, plan: str) -> None:
    words = [plan if word == "plan" else word for word in words]
    done = run(*words)
    assert done.code == 2
    told = done.out if "--json" in words else done.err
    assert message in told
    assert remedy in told


def test_answers_leaves_out_the_walk(run: Run) -> None:
    whole, short = run("twitter").out, run("twitter", "--answers").out
    assert short in whole
    assert [line.split()[0] for line in short.splitlines()][:2] == ["peak_qps", "media_total"]
    assert "Assumptions" not in short
    assert [row["name"] for row in parsed(run("twitter", "--answers", "--json").out)["quantities"]] == [
        "peak_qps",
        "media_total",
    ]


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        (["3 TB/day * 30 day"], "90"),
        (["3 TB/day * 30 day -> GB"], "90000"),
        (["3 TB/day -> Gbps"], "0.2777777777777778"),
        (["1 TB / 10 Gbit/s"], "13.333333333333334"),  # minutes, as it is shown
        (["1 TB / 10 Gbit/s -> s"], "800"),
        (["100_000 s"], "100000"),
        (["300 M user -> M user"], "300"),
        (["(1 to 5) M user * 2 KB/user"], "4.472135954999584"),
        (["0.1 + 0.2"], "0.3"),
        (["5%"], "5"),
        (["2^80"], "1.2089258196146292e+24"),
        (["2^62"], "4611686018427387904"),
        (["3 > 2"], "yes"),
        (["1 / 3", "--digits", "3"], "0.333"),
        (["twitter", "peak_qps"], "6944.444444444444"),
        (["twitter", "peak_qps", "media_total"], "6944.444444444444\n54.75"),
        (["twitter", "--answers"], "6944.444444444444\n54.75"),
    ],
)
def test_quiet_prints_bare_numbers(words: list[str], printed: str, run: Run) -> None:
    for option in ("-q", "--quiet"):
        assert run(*words, option) == (0, printed + "\n", "")
        assert run(option, *words) == (0, printed + "\n", "")


def test_quiet_keeps_remarks_away_from_the_number(run: Run) -> None:
    done = run("10 parcel * 2", "-q")
    assert (done.code, done.out) == (0, "20\n")
    assert "parcel" in done.err


def test_every_quantity_of_a_whole_estimate_has_its_bare_number() -> None:
    """In the unit that was asked for, or is shown: read with it, the number is the quantity again."""
    library = shipped_library()
    seen = 0
    for name in [each for each in library.names() if group(library, each) == TEMPLATES]:
        module = library.module(name)
        assert module is not None
        evaluation = estimate(module)
        values = Values(evaluation)
        for quantity in evaluation.model.quantities.values():
            text = bare(evaluation, quantity.definition.name)
            if quantity.step is None or text in ("yes", "no"):
                continue
            unit = values.unit(quantity)
            asked = quantity.definition.unit is not None or (quantity.unit is None and unit is not None)
            shown = f"{quantity.magnitude} {unit.text}" if asked and unit is not None else values.shown(quantity).unit
            again = answer(f"{text} {shown}".strip().replace(" /", "/"))
            step = again.model.quantities["answer"].step
            assert step is not None
            assert again.values[step] == pytest.approx(evaluation.values[quantity.step], rel=1e-9)
            seen += 1
    assert seen > 300


def piped(content: bytes | None, *arguments: str, **environment: str) -> tuple[int, str, str]:
    """`estimate ARGUMENTS` in a process of its own, with a pipe for its standard input, or with none (None)."""
    done = subprocess.run(
        [*PROGRAM, *arguments],
        input=content,
        stdin=subprocess.DEVNULL if content is None else None,
        capture_output=True,
        check=False,
        timeout=120,
        env={**os.environ, **environment},
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_a_line_of_standard_input_is_an_expression() -> None:
    assert piped(b"3 TB/day * 30 day\n", "-") == (0, "= 90 TB\n", "")
    assert piped(b"3 TB/day * 30 day", "-", "-q") == (0, "90\n", "")
    code, out, err = piped(b"\n\n  3 TBx * 2\r\n", "-")
    assert (code, out) == (2, "")
    assert err.splitlines()[0] == "error: standard input:3:5: TBx is no unit"


def test_several_lines_or_a_definition_are_a_sheet() -> None:
    assert piped(PLAN.encode(), "-", "rate", "orders=864 k request/day") == (0, "= 30 item/s\n", "")
    assert piped(b"\xef\xbb\xbftotal = 3 GB * 2", "-", "total", "-q") == (0, "6\n", "")
    assert "Answers" in piped(PLAN.encode(), "-")[1]
    code, _, err = piped(b"a_size = 3 GB\ntotal = a_size * 2 s +\n", "-")
    assert code == 2
    assert "standard input:2:23" in err


def test_standard_input_is_utf_8_whatever_the_locale() -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    assert piped("5 万 user * 2 KB/user".encode(), "-", **plain) == (0, "= 100 MB\n", "")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "standard input is empty"),
        (b"", "standard input is empty"),
        (b"\n \n", "standard input is empty"),
        ("1 + 1".encode("utf-16"), "standard input is UTF-16"),
        (b"1 + 1\n\xff", "standard input is not UTF-8 text (line 2)"),
        (b"1 + \0", "standard input:1:5"),
        (b" " * (LARGEST_FILE + 1), "standard input is larger than 16 MB"),
    ],
    ids=["nothing", "empty", "blank", "utf-16", "not utf-8", "nul", "too large"],
)
def test_what_is_no_text_is_said(content: bytes | None, message: str) -> None:
    code, out, err = piped(content, "-")
    assert (code, out) == (2, "")
    assert message in err


def test_an_expression_has_nothing_behind_it() -> None:
    code, _, err = piped(b"1 + 1", "-", "total")
    assert code == 2
    assert "leave it out, or pipe a sheet" in err


def test_a_closed_standard_input_is_empty() -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", '"$0" -m estimator - <&-', sys.executable], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "standard input is empty" in done.stderr


def test_only_a_dash_reads_standard_input() -> None:
    """A pipe that no one writes to, as a build server may have, holds nothing up."""
    with subprocess.Popen(PROGRAM, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as waiting:
        assert waiting.stdout is not None
        assert "Usage: estimate" in waiting.stdout.read().decode()
        assert waiting.stdin is not None
        waiting.stdin.close()


def test_a_stream_in_memory_is_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("6 * 7\n"))
    assert run("-") == (0, "= 42\n", "")
