"""Any bytes in give an answer or diagnostics: never a traceback, in little time and memory.

Small inputs are read in this process, under an alarm. Heavy ones go through the command in a process of their own,
whose time and memory are measured. The aim is a second and 300 MB; the tests allow some more, for machines differ.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from estimator.languages.reports import report_text
from estimator.languages.spans import plain
from estimator.languages.words import Words
from estimator.model.files import module_from_text, read_module
from estimator.model.modules import Library, shipped_library
from estimator.problems import EstimateError
from estimator.reckoning.estimate import answer, estimate
from estimator.writers.json import error_object, to_object

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import FrameType

    from _pytest.mark.structures import ParameterSet

    from estimator.reckoning.evaluate import Evaluation

ROOT = Path(__file__).parent.parent
SECONDS = 5
SMALL_SECONDS = 3  # for what is read in this process, without starting one
MEGABYTES = 300
MANY = 10_000
MEGA = 1_000_000
SEED = 20_261_122


class Overdue(BaseException):
    """An input took too long; no handler for ordinary errors may catch it."""


@contextmanager
def alarm(seconds: float = SMALL_SECONDS) -> Iterator[None]:
    """Raise Overdue in the block after so many seconds of the processor, which other work on it does not take."""

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise Overdue

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def told(work: Callable[[], Evaluation], *, bare: bool = False) -> list[str]:
    """The messages of the problems of a text, empty where it has an answer; both are written out in every way."""
    with alarm():
        try:
            evaluation = work()
        except EstimateError as error:
            return reported(error)
        words = Words(evaluation)
        lines = [plain(line) for line in (words.answer() if bare else words.sheet())]
        assert not any(char in "".join(lines) for char in "\x00\x1b\u202e")
        json.dumps(to_object(evaluation), allow_nan=False)
        return []


def reported(error: EstimateError) -> list[str]:
    """The messages of an error, written out in every way."""
    assert report_text(error.problems)
    json.dumps(error_object(error.problems), allow_nan=False)
    return [problem.message for problem in error.problems]


def told_of(text: str, *overrides: str, name: str = "hostile.est", scenario: str = "") -> list[str]:
    """The messages for a sheet."""
    return told(lambda: estimate(module_from_text(text, name), overrides, scenario))


def told_of_line(text: str) -> list[str]:
    """The messages for a bare expression."""
    return told(lambda: answer(text), bare=True)


def named(cases: Sequence[tuple[str, str]]) -> list[ParameterSet]:
    """Parameters with their names as ids."""
    return [pytest.param(text, id=name) for name, text in cases]


# ---------------------------------------------------------------------------------------------- one line at a time

LINES = [
    *[(f"ten thousand {pair[0]}", pair[0] * MANY) for pair in "([{<（«\"'`|"],  # noqa: RUF001
    *[(f"ten thousand of {pair}", pair[0] * MANY + "1" + pair[1] * MANY) for pair in ("()", "[]", "{}", "<>", '""')],
    *[(f"ten thousand {pair[1]}", "1" + pair[1] * MANY) for pair in ("()", "[]", "{}", "<>")],
    ("ifs in ifs", "if 1 < 2 then " * MANY + "1" + " else 2" * MANY),
    ("ifs without an end", "if " * MANY),
    ("elses", "if 1 < 2 then 1 else " * MANY + "2"),
    ("nots", "not " * MANY + "1 < 2"),
    ("minuses", "-" * MANY + "1"),
    ("minuses with blanks", "- " * MANY + "1"),
    ("calls", "abs(" * MANY + "1" + ")" * MANY),
    ("calls of two", "min(1, " * MANY + "1" + ")" * MANY),
    ("sums in sums", "sum(k = 1 to 2, " * MANY + "k" + ")" * MANY),
    ("a call with many arguments", "min(" + "1, " * MANY + "1)"),
    ("powers of nine", "9^9^9^9"),
    ("many powers", "9^" * MANY + "9"),
    ("a long sum", "1 + " * MANY + "1"),
    ("a sum as long as allowed", "1 + " * 190 + "1"),
    ("a difference as long as allowed", "1 - " * 190 + "1"),
    ("a quotient as long as allowed", "2 / " * 190 + "1"),
    ("a long range", "1 to " * MANY + "1"),
    ("open best guesses", "1 (" * MANY),
    ("a measure of measures", "(" * 90 + "1" + ") user" * 90),
    ("a long name", "a" * MEGA),
    ("a long number", "1" * MEGA),
    ("a long unit", "1 " + "a" * MEGA),
    ("a long power of a unit", "1 B^" + "9" * MEGA),
    ("a dotted path", "a." * 1000 + "a"),
    ("a unit to a huge power", "1 m^99999999999"),
    ("a unit to a huge negative power", "1 m^-99999999999"),
    ("an arrow to a huge power", "1 m -> m^99999999999"),
    ("a bracket to a huge power", "(1) m^99999999999"),
    ("a unit to the ninth to the ninth", "(1 m^9)^9"),
    ("units that grow", " * ".join(["1 m^9"] * 150)),
    ("a billion terms", "sum(k = 1 to 1_000_000_000, k)"),
    ("infinite terms", "sum(k = 1 to 1e300, k)"),
    ("terms from below", "sum(k = -1e9 to 5, k)"),
    ("the most terms", "sum(k = 1 to 10_000, k)"),
    ("nested sums", "sum(a = 1 to 10_000, sum(b = 1 to 10_000, a * b))"),
    ("three nested sums", "sum(a = 1 to 100, sum(b = 1 to 100, sum(c = 1 to 100, a * b * c)))"),
    ("sums of nothing", "sum(a = 1 to 300, sum(b = 1 to 300, sum(c = 2 to 1, 1)))"),
    ("a sum over a range", "sum(k = (1 to 2) to 3, k)"),
    ("a sum of ranges", "sum(k = 1 to 100, 1 to 2)"),
    ("a sum of cache ratios", "sum(k = 1 to 10_000, lru_hit_ratio(5e8, 1e9, 0.9))"),
    ("a huge cache", "lru_hit_ratio(5e8, 1e12, 0.9)"),
    ("a cache beyond numbers", "lru_hit_ratio(1e300, 1e308, 0)"),
    ("a steep cache", "lru_hit_ratio(5, 10, 1e9)"),
    ("an almost full cache", "lru_hit_ratio(9.999999999, 10, 20)"),
    ("uncertain caches", "lru_hit_ratio(1e5 to 1e6, 1e6 to 1e7, 0.5 to 1)"),
    ("a steep head", "zipf_head(1, 10, 1e9)"),
    ("a huge head", "zipf_head(1e300, 1e308, 1)"),
    ("a huge Poisson", "poisson_cdf(1e15, 1e15)"),
    ("a Poisson beyond numbers", "poisson_cdf(1e300, 1e300)"),
    ("a sum of Poissons", "sum(k = 1 to 1_000, poisson_cdf(1e12, 1e12))"),
    ("uncertain Poissons", "poisson_cdf(1e8 to 2e8, 1e8 to 2e8)"),
    ("a huge binomial", "binomial_cdf(5e14, 1e15, 0.5)"),
    ("a binomial beyond numbers", "binomial_cdf(5e299, 1e300, 0.5)"),
    ("choices", "choose(1e6, 500)"),
    ("choices beyond numbers", "choose(1e300, 5)"),
    ("a power of two beyond numbers", "ceil_pow2(1.7e308)"),
    ("a broken power", "(-8)^(1/3)"),
    ("a division by zero", "0^-1"),
    ("the smallest number", "5e-324 B"),
    ("below the smallest number", "1e-323 / 1e10"),
    ("one argument for min", "min(3)"),
    ("one argument for max", "max(1 to 2)"),
    ("a range beyond numbers", "1e308 to 1e309"),
    ("a range of zeros", "0 to 0"),
    ("a range of one number", "5 to 5"),
    ("a reversed range", "5 to 1"),
    ("a negative range", "-5 to -1"),
    ("a range from zero", "0 to 5"),
    ("a range around zero", "-1e308 to 1e308"),
    ("a wide range", "1e-300 to 1e300"),
    ("the widest range", "5e-324 to 1.7e308"),
    ("a product of wide ranges", "(1e-300 to 1e300) * (1e-300 to 1e300)"),
    ("a quotient of zeros", "(0 to 0) / (0 to 0)"),
    ("an absurd lognormal", "lognormal(1, 1e300)"),
    ("a more absurd lognormal", "lognormal(1e-300, 1e300)"),
    ("a certain lognormal", "lognormal(1, 0)"),
    ("a lognormal around zero", "lognormal(0, 1)"),
    ("a wide normal", "normal(0, 1e308)"),
    ("a wide uniform", "uniform(-1e308, 1e308)"),
    ("a wide triangular", "triangular(-1e308, 0, 1e308)"),
    ("a triangle of nothing", "triangular(1, 1, 1)"),
    ("a wide pert", "pert(-1e308, 0, 1e308)"),
    ("a pert of nothing", "pert(1, 1, 1)"),
    ("a best guess of zeros", "0 (0 to 0)"),
    ("a best guess beyond numbers", "1e308 (1 to 1e309)"),
    ("a best guess outside", "5 (1 to 2)"),
    ("a best guess around zero", "1 (-1 to 2) user"),
    ("a narrow range far off", "1e16 + (1 to 2)"),
    ("a range of two floats", "(1 to 1.0000000000000002) + (1 to 1.0000000000000002)"),
    ("a logarithm of a range", "ln(-1 to 1)"),
    ("a division by a range", "1 / (-1 to 1)"),
    ("an exponential of a range", "exp(1 to 1000)"),
    ("a root of a range", "(-1 to 2)^0.5"),
    ("an uncertain branch", "if (1 to 2) > 1.5 then 1/0 else 2"),
    ("an uncertain yes", "(1 to 2) < 1.5 and not ((1 to 2) < 1.7)"),
]  # fmt: skip


@pytest.mark.parametrize("text", named(LINES))
def test_a_hostile_line_is_answered(text: str) -> None:
    told_of_line(text)


JUNK = """
-> ->;-> GB;5;(;GB GB;GB/;/;/s;%;%/s;1/;1/s/;1;M;M M;k;k%;w;kw;#;x;GB^;GB^0;GB^-1;GB^-;s^10;if;"a";B*;B*B;万;万 user
1/1/s;1/1;count;event;_;user^0;B^1;bn user;GB/day # n;min(1);²;m²;/_;B/;B//s;B**2;,;=;:;±;s s
"""
ARROWS = [*JUNK.strip().replace("\n", ";").split(";"), "", "\x00", "\ud800", "\n", "\t"]


@pytest.mark.parametrize("junk", ARROWS, ids=ascii)
def test_junk_behind_an_arrow_is_answered(junk: str) -> None:
    for value in ("5", "5 GB", "5 user", "1 to 2 GB/day", "5%", "1 < 2", '"text"'):
        told_of_line(f"{value} -> {junk}")
        told_of(f"x = {value} -> {junk}\ny = 2 * x")
    told_of(f"f(a: {junk}) -> {junk} = a\nx = f(3 GB)")
    told_of(f"x = 1 {junk}\ny = (x) {junk}")


# ----------------------------------------------------------------------------------------------- sheets, small

SHEETS = [
    ("a function that calls itself", "f(a) = f(a)\nx = f(1)"),
    ("functions that call each other", "f(a) = g(a)\ng(a) = f(a)\nx = f(1)"),
    ("an argument that calls", "f(a) = a\nx = f(f(f(f(1))))"),
    ("a sheet that calls itself", "x = hostile(x = 1).x"),
    ("a definition of itself", "x = x"),
    ("a local of itself", "f(a) = v\n  where\n    v = w\n    w = v\nx = f(1)"),
    ("a local named as a parameter", "f(a) = a\n  where\n    a = 3\nx = f(1)"),
    ("a where without a function", "x = y\n  where\n    y = 3"),
    ("an empty where", "f(a) = a\n  where\nx = f(1)"),
    ("a where of a check", "x = 1\ncheck x < 2\n  where\n    y = 3"),
    ("a circle of units", "unit a1 = 2 b1\nunit b1 = 2 a1\nx = 1 a1"),
    ("a unit of itself", "unit a1 = 2 a1\nx = 1 a1"),
    ("another second", "unit s = 2 s\nx = 1 s -> minute"),
    ("another byte", "unit B = 9 bit\nx = 1 B -> bit"),
    ("a unit of a quotient", "unit a1 = 1/0\nx = 1 a1"),
    ("a unit of a range", "unit a1 = 1 to 2 s\nx = 1 a1"),
    ("a unit of a text", 'unit a1 = "x"\nx = 1 a1'),
    ("a unit of a yes", "unit a1 = 1 < 2\nx = 1 a1"),
    ("a unit of a quantity", "y = 5 s\nunit a1 = y\nx = 1 a1"),
    ("a unit of what has it", "y = 1 a1\nunit a1 = y\nx = 1 a1"),
    ("a reserved unit", "unit to\nx = 1 to"),
    ("a dotted unit", "unit a.b\nx = 1 a.b"),
    ("a year of things", "unit year\nunit server: event\nx = 1 year + 1 server"),
    ("a unit of nothing", "unit a1 = 0 s\nx = 1 a1"),
    ("a huge unit to a power", "unit a1 = 1e308 s\nx = 1 a1^9"),
    ("a tiny unit to a power", "unit a1 = 1e-308 s\nx = 1 a1^9"),
    ("a tiny unit", "unit a1 = 1e-308 s\nx = 1 s -> a1"),
    ("the tiniest unit", "unit a1 = 1e-320 s\nx = 1e10 s -> a1"),
    ("a tiny unit squared", "unit a1 = 1e-200 s\nx = 1 s^2 -> a1^2"),
    ("a huge unit squared", "unit a1 = 1e200 s\nx = 1 s^2 -> a1^2"),
    ("a tiny plain unit", "unit a1 = 1e-320\nx = 1e10 a1\ny = 1e10 -> a1"),
    ("a use of nothing", 'use "nothing.est" as team\nx = team.y'),
    ("a use of nothing that nobody needs", 'use "nothing.est" as team\nx = 1'),
    ("a use above", 'use "../team.est" as team\nx = team.y'),
    ("a use of the root", 'use "/etc/passwd" as team\nx = team.y'),
    ("a use of a device", 'use "/dev/zero" as team\nx = team.y'),
    ("a use of a folder", 'use "." as team\nx = team.y'),
    ("a use of another suffix", 'use "team.txt" as team\nx = team.y'),
    ("a use of no name", 'use "" as team\nx = team.y'),
    ("a use of a zero byte", 'use "\x00.est" as team\nx = team.y'),
    ("a use of a surrogate", 'use "\ud800.est" as team\nx = team.y'),
    ("a use of a long name", f'use "{"a" * 300}.est" as team\nx = team.y'),
    ("a use as a function", 'use "nothing.est" as min\nx = min(1, 2)'),
    ("a zero byte", "x = 1\x00"),
    ("a lone surrogate", "x = \ud800"),
    ("a lone surrogate in a name", "x\udfff = 1"),
    ("lone surrogates in texts", '## \udfff\n\nx = "\ud800"   # \udc80\nscenario "\ud800": x = "\ud801"'),
    ("a lone surrogate as a unit", "x = 1 \ud800"),
    ("DOS line ends", "## T\r\n\r\nx = 1\r\ny = x + 1\r\n  + 2\r\n"),
    ("lone carriage returns", "x = 1\ry = 2\r"),
    ("a byte order mark inside", "x = 1\n\ufeffy = 2"),
    ("line ends of other kinds", "x = 1\x0by = 2\x0cz = 3\u2028a = 4\u2029b = 5\x85c = 6"),
    ("writing to the left", "x = 1 # \u202eabc\n## \u202e\ny\u202e = 1"),
    ("a name with no width", "x\u200by = 1"),
    ("a composed name", "e\u0301x = 1\ny = \u00e9x"),
    ("a composed note", "x = 1 # " + "\u0301" * MANY),
    ("a composed unit", "x = 1 us\u0301er\ny = 1 us\u200ber"),
    ("blanks that do not break", "x\u00a0=\u00a01\u00a0GB"),
    ("digits of other scripts", "x = ١٢٣\ny = ２\nz = ½\na = ①\nb = 2²"),  # noqa: RUF001  a wide two is meant
    ("names of other scripts", "Ⅷ = 5\nx² = 1\n² = 1\n用户 = 5 万 user\nx٣ = 1"),
    ("units of other scripts", "x = 5 m²\ny = 5 m^²\nunit a²\nz = 5 a²"),
    ("a smile", "x😀 = 1\ny = 1 😀\nz = 2 # 😀"),
    ("tabs", "\tx\t=\t1\t\n\ty = 2\nz = 1\n\t+ 2"),
    ("only blanks", " \t\r\n \x0c\n"),
    ("only a title", "## T"),
    ("only a fence of documentation", "## example: \n## example: = \n## example: 1 = \n## source:\n## as_of:\n\n"),
    ("documentation of nothing", "x = 1\n## T\n## example: x = 1 ±\n## confidence: maybe\n## as_of: 9999-99\ny = 2"),
    ("a check of nothing", "check\ncheck 1\ncheck 1 < 2 at\ncheck 1 < 2 at 200%\ncheck 1 < 2 at -1\ncheck x at 5 GB"),
    ("a scenario of nothing", 'scenario\nscenario ""\nscenario "": \nscenario "a": x\nscenario "a": x = 1'),
    ("a line that stops", "x =\ny\nz(\nf(a\nf(a,)\nf(a:) = 1\n= 3\n-> GB\n5\n(\n)"),
    ("a division by zero that others need", "x = 1/0\n" + "\n".join(f"y{i} = x" for i in range(1000))),
]  # fmt: skip


@pytest.mark.parametrize("text", named(SHEETS))
def test_a_hostile_sheet_is_answered(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told_of(text)
    told_of(f"# T\n\n```est\n{text}\n```\n", name="hostile.md")


OVERRIDES = [
    ("a loop of two", "y=z|z=y"),
    ("of itself", "x=x"),
    ("of what needs it", "x=y"),
    ("through a sum", "x=y + z"),
    ("through a call", "x=f(y)"),
    ("no name", "=1"),
    ("no value", "x="),
    ("no equals", "x"),
    ("two equals", "x==1"),
    ("an arrow", "x=1 GB -> MB"),
    ("a note", "x=1 GB # note"),
    ("another unit", "x=5 s"),
    ("no unit", "x=5"),
    ("zero", "x=0"),
    ("a range", "x=1 to 2 GB"),
    ("a reversed range", "x=2 to 1 GB"),
    ("a text", 'x="a"'),
    ("a text for a text", "t=b"),
    ("a number for a text", "t=5"),
    ("a function", "f=5"),
    ("nothing it has", "nothing=5"),
    ("twice", "x=1 GB|x=2 GB"),
    ("a unit that is none", "x=5 flurb"),
    ("a library path", "x=latency.nothing"),
    ("a zero byte", "x=\x00"),
    ("a surrogate", "x=\ud800 GB"),
    ("a surrogate for a name", "\ud800=1"),
    ("lines", "x=1 GB\ny = 5 s"),
    ("deep", "x=" + "(" * MANY),
    ("a division by zero", "x=1 GB/0"),
    ("infinity", "x=1e308 GB * 1e308"),
    ("two thirds", "x=2 GB|y=x|z=y * 2"),
]


@pytest.mark.parametrize("given", named(OVERRIDES))
def test_a_hostile_override_is_answered(given: str) -> None:
    text = 'x = 5 GB\ny = 2 * x -> MB\nz = y + x\nt = "a"\nf(a) = a * 2\nw = f(z)\ncheck w > x'
    told_of(text, *given.split("|"))
    told_of(text, *reversed(given.split("|")))
    told_of(text, *given.split("|"), scenario="none")
    inside = ", ".join(given.split("|")).replace("\n", " ")
    told_of(f'{text}\nscenario "s": {inside}', scenario="s")


def test_overrides_in_a_loop_are_refused() -> None:
    assert told_of("x = 5 GB\ny = 6 GB", "x=y", "y=x")
    assert told_of("x = 5 GB\ny = 2 * x", "x=y")
    assert told_of('x = 5 GB\ny = 6 GB\nscenario "s": x = y, y = x', scenario="s")


# ----------------------------------------------------------------------------------------- sheets that use others


def sheet_file(folder: Path, name: str, text: str) -> str:
    """A file with a text; its name."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_sheet_that_uses_itself_is_answered(tmp_path: Path) -> None:
    own = sheet_file(tmp_path, "me.est", 'use "me.est" as me\nx = me.x + 1\ny = 2\nz = me.y + 1')
    assert told(lambda: estimate(read_module(own, shipped_library())))
    fine = sheet_file(tmp_path, "fine.est", 'use "fine.est" as me\ny = 2\nz = me.y + 1')
    told(lambda: estimate(read_module(fine, shipped_library())))


def test_sheets_that_use_each_other_are_answered(tmp_path: Path) -> None:
    first = sheet_file(tmp_path, "a.est", 'use "b.est" as b\nx = b.x\nf(n) = b.f(n)\ny = f(1)')
    sheet_file(tmp_path, "b.est", 'use "a.est" as a\nx = a.x\nf(n) = a.f(n)')
    assert told(lambda: estimate(read_module(first, shipped_library())))


CIRCLES = {
    "one": "n = 1\nx = two(n = n + 1).x",
    "two": "n = 1\nx = one(n = n + 1).x",
    "same": "n = 1\nx = same(n = n + 1).x",
    "plain": "x = other.x",
    "other": "x = plain.x",
    "calls": "f(n) = called.f(n + 1)\nx = f(1)",
    "called": "f(n) = calls.f(n + 1)",
}


@pytest.mark.parametrize("text", [name for name in CIRCLES if name != "called"])
def test_a_circle_of_library_sheets_is_an_error(text: str, tmp_path: Path) -> None:
    for name, content in CIRCLES.items():
        sheet_file(tmp_path, f"{name}.est", content)
    library = Library(str(tmp_path))
    assert told(lambda: estimate(read_module(text, library), library=library))
    assert told(lambda: answer(f"{text}.x", library), bare=True)
    assert told(lambda: answer(f"{text}(n = 5).x", library), bare=True)


def test_use_reads_nothing_outside_its_folder(tmp_path: Path) -> None:
    sheet_file(tmp_path, "secret.est", "x = 5")
    folder = tmp_path / "inner"
    sheet_file(tmp_path, "inner/team.est", "x = 5")
    (folder / "link.est").symlink_to(tmp_path / "secret.est")
    (folder / "up").symlink_to(tmp_path)
    (folder / "loop.est").symlink_to(folder / "loop.est")
    os.mkfifo(folder / "pipe.est")
    (folder / "folder.est").mkdir()
    (folder / "utf16.est").write_bytes("x = 1".encode("utf-16"))
    (folder / "large.est").write_bytes(b"#" * 17_000_000)
    outside = ("../secret.est", "../inner/../secret.est", "./../secret.est", str(tmp_path / "secret.est"))
    for path in (
        *outside,
        "link.est",
        "up/secret.est",
        "loop.est",
        "folder.est",
        "utf16.est",
        "large.est",
        "/dev/zero",
    ):
        sheet = sheet_file(folder, "sheet.est", f'use "{path}" as team\nx = team.x')
        assert told(lambda sheet=sheet: estimate(read_module(sheet, shipped_library()))), path  # type: ignore[misc]
    sheet = sheet_file(folder, "sheet.est", 'use "team.est" as team\nx = team.x')
    assert told(lambda: estimate(read_module(sheet, shipped_library()))) == []


def test_use_of_a_pipe_does_not_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.est")
    sheet = sheet_file(tmp_path, "sheet.est", 'use "pipe.est" as team\nx = team.x')
    assert told(lambda: estimate(read_module(sheet, shipped_library())))


def test_a_pipe_for_a_sheet_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.est")
    with alarm(), pytest.raises(EstimateError):
        read_module(str(tmp_path / "pipe.est"), shipped_library())


# -------------------------------------------------------------------------------------------------- random texts

VOCABULARY = """
1 2 0 5% 1e308 1e-308 3e8 0.5 1_000 60w 5kw 300M 2 to if then else and or not at where check scenario unit use as
sum count min max abs sqrt exp ln log2 log10 round ceil floor ceil_pow2 poisson_cdf poisson_pmf binomial_cdf
zipf_head lru_hit_ratio fifo_hit_ratio ln_factorial choose
uniform normal lognormal triangular pert ( ) ( ) ( ) , , = == != < <=
> >= + - * / ^ -> : . # ## " % ± $ ¥ € 万 亿 k M G B b s m h KB GB/day tweet user request/s QPS 1/s year month
kWh USD /s ^2 x y z f g latency.random_memory_read twitter twitter.write_qps bandwidth redis example: source:
as_of: confidence: ->GB ->% "a" event
"""
WORDS = [*VOCABULARY.split(), *"\n\n\n\N{MULTIPLICATION SIGN}"]
ODD = "\0\t\r\x1b\u200b\u202e\u0301\ud800\u2028\x85٣²½\u00a0\ufeff"


def soup(source: random.Random) -> str:
    """Words of the notation in any order."""
    return "".join(source.choice(WORDS) + source.choice(("", " ", " ")) for _ in range(source.randrange(1, 40)))


def soup_sheet(source: random.Random) -> str:
    """A sheet of such words."""
    starts = ("{} = ", "{} = ", "{}(a: count, b = 2) = ", "")
    return "\n".join(source.choice(starts).format(name) + soup(source) for name in "xyzfg")


def mangled(source: random.Random, texts: list[str]) -> str:
    """A sheet of ours with some of it lost, repeated or made odd."""
    letters = list(source.choice(texts))
    for _ in range(source.randrange(1, 12)):
        at = source.randrange(len(letters) + 1)
        match source.randrange(4):
            case 0:
                del letters[at : at + source.randrange(1, 6)]
            case 1:
                letters[at:at] = source.choice(WORDS)
            case 2:
                other = source.randrange(len(letters) + 1)
                letters[at:at] = letters[other : other + source.randrange(1, 60)]
            case _:
                letters[at : at + 1] = source.choice(ODD)
    return "".join(letters)


@pytest.mark.parametrize("seed", range(4))
def test_words_in_any_order_are_answered(seed: int) -> None:
    source = random.Random(SEED + seed)
    for _ in range(150):
        told_of_line(soup(source))
        told_of(soup_sheet(source))
        told_of(f"```est\n{soup_sheet(source)}\n```", name="hostile.md")
        told_of('x = 5 GB\ny = 2 * x -> MB\nz = "a"', f"x={soup(source)}", f"z={soup(source)}")


@pytest.mark.parametrize("seed", range(4))
def test_mangled_sheets_are_answered(seed: int) -> None:
    source = random.Random(SEED + seed)
    paths = sorted([*(ROOT / "formulas").rglob("*.est"), *(ROOT / "examples").rglob("*.est")])
    texts = [path.read_text(encoding="utf-8") for path in paths]
    for _ in range(60):
        told_of(mangled(source, texts))


@pytest.mark.parametrize("size", [0, 1, 2, 3, 7, 16, 100, 1000, 10_000, 300_000])
def test_random_bytes_are_answered(size: int, tmp_path: Path) -> None:
    source = random.Random(SEED + size)
    for attempt in range(max(2, min(40, 20_000 // (size + 1)))):
        content = source.randbytes(size)
        if attempt % 2:
            content = bytes(byte & 127 for byte in content)
        for suffix in ("est", "md"):
            path = tmp_path / f"hostile.{suffix}"
            path.write_bytes(content)
            told(lambda path=path: estimate(read_module(str(path), shipped_library())))  # type: ignore[misc]
        told_of(os.fsdecode(content))
        told_of_line(os.fsdecode(content))


ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "utf-8-sig", "utf-7", "latin-1", "gb18030", "cp037")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_other_encodings_are_answered(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.est"
    path.write_bytes("## Title é\n\nx = 5 user\ny = 2 * x\n".encode(encoding))
    messages = told(lambda: estimate(read_module(str(path), shipped_library())))
    assert (messages == []) == (encoding in ("utf-8-sig", "utf-7"))


# ------------------------------------------------------------------------------ heavy ones, each in its own process

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
    assert done.seconds < seconds
    assert done.megabytes < megabytes
    return done


def numbered(line: str, count: int, start: int = 0) -> str:
    """A line for each number; `{i}`, `{before}` and `{after}` in it are the number and its neighbours."""
    return "".join(line.format(i=i, before=i - 1, after=i + 1) + "\n" for i in range(start, start + count))


LONG = 100_000
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


@pytest.mark.parametrize("text", HEAVY)
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
