"""Heavy inputs through the command, each in a process of its own, whose time and memory are measured.

The aim is a second and 300 MB; the tests allow some more, for machines differ.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from estimator import sheet
from estimator.model.budget import LENGTHY
from fuzzing.pace import in_time
from tests.data import ROOT, part_of
from tests.hostile import MANY, MEGA

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECONDS = 5
MEGABYTES = 300

CHILD = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (25, 25))
measured = sys.argv.pop(1)
from estimator.__main__ import main
try:
    main()
finally:
    with open(measured, "w") as file:
        # Of this program alone: ru_maxrss has that of the process it was forked from in it.
        used = resource.getrusage(resource.RUSAGE_SELF)
        kilobytes = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM:"))
        file.write(f"{kilobytes} {used.ru_utime + used.ru_stime}")
"""


class Measured(NamedTuple):
    """What a run of the command in a process of its own left."""

    code: int
    out: str
    err: str
    seconds: float
    megabytes: float


def command(folder: Path, *arguments: str | bytes) -> Measured:
    """Run `estimate ARGUMENTS` and measure it, in seconds of the processor."""
    note = folder / "measured"
    whole = [sys.executable, "-c", CHILD, str(note), *arguments]
    done = subprocess.run(whole, capture_output=True, check=False, stdin=subprocess.DEVNULL, cwd=ROOT)
    kilobytes, seconds = note.read_text().split() if note.exists() else ("inf", "inf")
    out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    return Measured(done.returncode, out, err, float(seconds), float(kilobytes) / 1024)


def well(done: Measured, seconds: float = SECONDS, megabytes: float = MEGABYTES) -> Measured:
    """Assert that a command ended as it should."""
    assert "Traceback" not in done.err, done.err[-3000:]
    assert done.code in (0, 1, 2), (done.code, done.err[-2000:])
    assert in_time(done.seconds, seconds)
    assert done.megabytes < megabytes
    return done


def numbered(line: str, count: int, start: int = 0) -> str:
    """A line for each number; `{i}`, `{before}` and `{after}` in it are the number and its neighbours."""
    return "".join(line.format(i=i, before=i - 1, after=i + 1) + "\n" for i in range(start, start + count))


LONG = 50_000
HEAVY: dict[str, Callable[[], str]] = {
    "a long chain of lines": lambda: "x0 = 1\n" + numbered("x{i} = x{before} + 1", LONG, 1),
    "a long chain from the end": lambda: numbered("x{i} = x{after} + 1", LONG) + f"x{LONG} = 1",
    "a long circle": lambda: numbered("x{i} = x{after} + 1", LONG) + f"x{LONG} = x0",
    "many lines": lambda: numbered("x{i} = {i} GB", LONG),
    "one name many times": lambda: "x = 1\n" * LONG,
    "sums that double": lambda: "x0 = 1\n" + numbered("x{i} = x{before} + x{before}", 1000, 1),
    "products that double": lambda: "x0 = 1\n" + numbered("x{i} = x{before} * 0.5 + x{before} * 0.5", 5000, 1),
    "calls that double": lambda: numbered("f{i}(a) = f{after}(a) + f{after}(a + 1)", 1000) + "f1000(a) = a\nx = f0(1)",
    "calls that double a little": lambda: (
        numbered("f{i}(a) = f{after}(a) + f{after}(a + 1)", 14) + "f14(a) = a\nx = f0(1)"
    ),
    "calls that double for many": lambda: (
        numbered("f{i}(a) = f{after}(a) + f{after}(a + 1)", 1000) + "f1000(a) = a\n" + numbered("x{i} = f0({i})", 100)
    ),
    "calls in a short chain": lambda: numbered("f{i}(a) = f{after}(a)", 60) + "f60(a) = a\nx = f0(1)",
    "calls in a chain": lambda: numbered("f{i}(a) = f{after}(a)", 299) + "f299(a) = a\nx = f0(1)",
    "calls in a long chain": lambda: numbered("f{i}(a) = f{after}(a)", 5000) + "f5000(a) = a\nx = f0(1)",
    "calls with bracketed bodies": lambda: numbered("f{i}(a) = abs(abs(f{after}(a)))", 400) + "f400(a) = a\nx = f0(1)",
    "locals in a chain": lambda: (
        "f(a) = v999\n  where\n    v0 = a\n" + numbered("    v{i} = v{before} + 1", 999, 1) + "x = f(1)"
    ),
    "locals from the end": lambda: (
        "f(a) = v0\n  where\n" + numbered("    v{i} = v{after} + 1", 1000) + "    v1000 = a\nx = f(1)"
    ),
    "locals that double": lambda: (
        "f(a) = v0\n  where\n" + numbered("    v{i} = v{after} + v{after}", 90) + "    v90 = a\nx = f(1)"
    ),
    "many locals": lambda: "f(a) = a\n  where\n" + numbered("    v{i} = {i}", 20_000) + "x = f(1)",
    "many parameters": lambda: (
        "f(" + ", ".join(f"a{i}" for i in range(MANY)) + ") = a1\nx = f(" + ", ".join(["1"] * MANY) + ")"
    ),
    "many wrong arguments": lambda: "f(a) = a\nx = f(" + ", ".join(f"b{i} = 1" for i in range(MANY)) + ")",
    "many unknown units": lambda: numbered("x{i} = {i} flurb", MANY),
    "many different unknown units": lambda: numbered("x{i} = {i} flurb{i}", MANY),
    "many near units": lambda: numbered("x{i} = {i} userz{i}", MANY),
    "many lines without sense": lambda: numbered("x{i} = )", MANY),
    "many unknown names": lambda: numbered("x{i} = nowhere{i}", MANY),
    "one unknown name": lambda: numbered("x{i} = nowhere", MANY),
    "many disagreements": lambda: numbered("x{i} = 1 GB + 1 s", MANY),
    "many divisions by zero": lambda: numbered("x{i} = 1/0", MANY),
    "many odd characters": lambda: "x = " + "§¶" * MANY + "\n" + "x = $\n" * MANY,
    "many warnings": lambda: numbered("x{i} = 8 * {after} GB -> Gbit", MANY),
    "many notes": lambda: numbered("x{i} = {after} user -> request", MANY),
    "many scenarios": lambda: "x = 1\n" + numbered('scenario "s{i}": x = {i}', MANY),
    "many checks": lambda: "x = 1\n" + numbered("check x < {i}", MANY),
    "many uncertain checks": lambda: "x = -1 to 2\n" + numbered("check x * x < {i}", 200),
    "many units": lambda: numbered("unit a{i}b", MANY) + "x = 1 a5b",
    "units of units": lambda: "unit q0q = 2 s\n" + numbered("unit q{i}q = 1.5 q{before}q", 2000, 1) + "x = 1 q1999q",
    "many ranges": lambda: numbered("x{i} = {after} to 1e6", 5000),
    "a chain of samples": lambda: "y = -1 to 2\nx0 = 1 to 2\n" + numbered("x{i} = x{before} * 0.5 + y * 0.5", 200, 1),
    "many samples": lambda: numbered("x{i} = {after} to 1e6\ny{i} = x{i} + 1 (0 to 3)", 200),
    "a thousand samples at once": lambda: "x = " + "sum(k = 1 to 1_000, 1 to 2)",
    "ten thousand samples at once": lambda: "x = " + "sum(k = 1 to 10_000, 1 to 2)",
    "a long text": lambda: f'x = "{"a" * MEGA}"',
    "a long note": lambda: "x = 1 # " + "a " * (MEGA // 2),
    "a long title": lambda: "## " + "a " * (MEGA // 2) + "\n\nx = 1",
    "a long name": lambda: "a" * MEGA + " = 1",
    "a long unit of letters": lambda: "x = 1 " + "a" * MEGA,
    "a long unit of words": lambda: "x = 1 B" + "/s" * MEGA,
    "a long path": lambda: "x = a" + ".a" * MEGA,
    "a long path called": lambda: "x = a" + ".a" * (MEGA // 10) + "(1)",
    "a long number": lambda: "x = " + "1" * MEGA,
    "numbers in numbers": lambda: "x = " + "1.1" * MEGA,
    "a long scenario": lambda: 'x = 1\nscenario "a": ' + "x = 2, " * (MEGA // 7) + "x = 3",
    "a unit of many names": lambda: "unit " + "a, " * (MEGA // 3) + "b",
    "a long list": lambda: "x = max(" + "1, " * LONG + "1)",
    "a use of many folders": lambda: 'use "' + "a/" * (MEGA // 3) + 'a.est" as a\nx = a.b',
    "a use of many steps up": lambda: 'use "' + "../" * (MEGA // 3) + 'a.est" as a\nx = a.b',
}  # fmt: skip
# No hostile text but a plan of 100,000 worked lines, which prints three times as many.
PLANS = {"a long chain of lines", "a long chain from the end"}
LONG_SECONDS, LONG_MEGABYTES = 25, 600


@pytest.mark.parametrize("text", part_of(list(HEAVY), 6))
def test_a_heavy_sheet_is_answered(text: str, tmp_path: Path) -> None:
    (tmp_path / "hostile.est").write_text(HEAVY[text](), encoding="utf-8")
    done = command(tmp_path, str(tmp_path / "hostile.est"))
    if text in PLANS:
        well(done, LONG_SECONDS, LONG_MEGABYTES)
    else:
        well(done)


def test_what_is_too_large_is_refused(tmp_path: Path) -> None:
    (tmp_path / "hostile.est").write_text("x = 1\n" * 3_000_000, encoding="utf-8")
    done = well(command(tmp_path, str(tmp_path / "hostile.est")))
    assert done.code == 2
    assert "larger than" in done.err


@pytest.mark.parametrize("name", [pytest.param("", id="known"), pytest.param("y", id="unknown")])
def test_many_overrides_are_answered(name: str, tmp_path: Path) -> None:
    (tmp_path / "hostile.est").write_text(numbered("x{i} = {i}", MANY), encoding="utf-8")
    given = [f"{name}x{i}={i + 1}" for i in range(MANY)]
    done = well(command(tmp_path, str(tmp_path / "hostile.est"), *given))
    assert done.code == (2 if name else 0)


def test_ten_thousand_errors_are_counted(tmp_path: Path) -> None:
    (tmp_path / "hostile.est").write_text(numbered("x{i} = 1 GB + 1 s", MANY), encoding="utf-8")
    done = well(command(tmp_path, "--json", str(tmp_path / "hostile.est")))
    assert len(json.loads(done.out)["errors"]) == MANY


BYTES = (
    b"\xff\xfe",
    b"\x80 * 2",
    "1 用户".encode("utf-16-le").replace(b"\0", b"\1"),
    b"1 \xed\xa0\x80",
    b"\x1b[31m",
    b"--\xff",
)


@pytest.mark.parametrize("given", BYTES, ids=ascii)
def test_bytes_as_an_argument_are_answered(given: bytes, tmp_path: Path) -> None:
    for arguments in ((given,), ("--json", given), ("twitter", b"peak_factor=" + given), (given + b".est",)):
        done = well(command(tmp_path, *arguments))
        assert done.code == 2
        assert "\x1b" not in done.err


ARGUMENTS = ["9^9^9^9", "(" * MANY, "1" * 100_000, "-" * MANY, "1 B" + "/s" * MANY]


@pytest.mark.parametrize("line", ARGUMENTS, ids=lambda line: line[:8])
def test_a_long_argument_is_answered(line: str, tmp_path: Path) -> None:
    well(command(tmp_path, line))


def test_who_has_to_wait_is_told_before_and_once(tmp_path: Path) -> None:
    """By what a sheet's calls expand to; one that takes no second says nothing."""
    call = "redis.stream.group(5 M key, consumers = 1 key, group_length = (1 to {}) B)"
    calls = [call.format(size) for size in range(3, 16)]
    (tmp_path / "few.est").write_text(f"x = {calls[0]}\n", encoding="utf-8")
    (tmp_path / "many.est").write_text(f"x = {' + '.join(calls)}\ny = {' + '.join(calls)}\n", encoding="utf-8")
    assert not command(tmp_path, str(tmp_path / "few.est"), "-q", "x").err
    done = command(tmp_path, str(tmp_path / "many.est"), "-q", "x")
    assert done.code == 0
    assert (
        done.err == "note: the formulas that are called come to more than 8,000 steps, which takes a second or more\n"
    )
    assert float(done.out) > 0


def test_a_program_finds_in_its_log_that_it_has_to_wait(caplog: pytest.LogCaptureFixture) -> None:
    calls = [f"redis.stream.group(5 M key, consumers = 1 key, group_length = (1 to {size}) B)" for size in range(3, 16)]
    sheet(f"x = {' + '.join(calls)}")
    assert [record.getMessage() for record in caplog.records if record.name == "estimator"] == [LENGTHY]
