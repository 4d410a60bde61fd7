"""Standard streams in every condition, exit codes that tell faults apart, and names that would act on a terminal."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from estimator import load
from estimator.api import listing
from tests.commands import PROGRAM, parsed, sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.commands import Run

ESCAPES = "\x1b]2;PWNED\x07\x9b31m\u202e"
WITH_FULL = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")


def shell(line: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    """A line of the shell in which `$E` is the command."""
    environment = {**os.environ, "E": " ".join(PROGRAM), "PYTHONWARNINGS": "", **more}
    return subprocess.run(line, shell=True, capture_output=True, check=False, env=environment)  # noqa: S602  our lines


# ------------------------------------------------------------------------------------------------ closed, full, gone


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("$E '1 + 1' 2>&-", 0),
        ("$E '1 + 1' >&-", 0),
        ("$E '1 + 1' <&-", 0),
        ("$E '1 + 1' <&- >&- 2>&-", 0),
        ("$E '1 +' 2>&-", 2),
        ("$E twitter >&- 2>&-", 0),
        ("$E twitter --json <&- >&-", 0),
        ("$E nothing 2>&-", 2),
        ("$E twitter monthly_users='1 bn user' >&-", 1),
        ("$E --help >&-", 0),
        pytest.param("$E twitter 2>/dev/full", 0, marks=WITH_FULL),
        pytest.param("$E nothing 2>/dev/full", 2, marks=WITH_FULL),
        ("$E twitter --all | true", 0),
        ("$E --help | true", 0),
        ("($E --help; echo $? >&2) | true", 0),
    ],
)
def test_a_stream_that_is_closed_or_has_no_reader__is_no_fault(line: str, code: int) -> None:
    done = shell(line)
    assert (done.returncode, done.stderr) in ((code, b""), (code, b"0\n")) or (
        code == 2 and b"Traceback" not in done.stderr
    )


def test_closed_streams__keep_their_numbers_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    assert shell(f"$E export twitter -o {path} <&- >&- 2>&-").returncode == 0
    assert load("twitter")._repr_markdown_() in path.read_text(encoding="utf-8")
    assert "is written" not in path.read_text(encoding="utf-8")


@WITH_FULL
@pytest.mark.parametrize(
    "words", ["'1 + 1'", "twitter", "twitter --json", "--help", "--version", "list", "export twitter -o -.md"]
)
def test_a_full_disk_behind_standard_output__is_one_sentence(words: str) -> None:
    done = shell(f"$E {words} >/dev/full")
    assert done.returncode == 74
    assert done.stderr == b"error: standard output cannot be written: no space left on device\n"


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-16", "latin-1", "utf-8"])
def test_json_and_documents__are_utf8_whatever_the_stream_says(encoding: str, tmp_path: Path) -> None:
    name = "caf\xe9 \U0001f680.est"
    (tmp_path / name).write_text("users = 5 M user # \U0001f680 caf\xe9\nall = users / 3\ncheck all > 1 user\n")
    for words, suffix in (("--json", "json"), ("", "md"), ("", "csv"), ("", "json"), ("", "ipynb")):
        line = f'$E "{tmp_path / name}" {words}' if words else f'$E export "{tmp_path / name}" -o -.{suffix}'
        done = shell(line, PYTHONIOENCODING=encoding)
        assert (done.returncode, done.stderr) == (0, b"")
        text = done.stdout.decode("utf-8")
        assert "\U0001f680" in (str(json.loads(text)) if suffix in ("json", "ipynb") else text)
    into_file = shell(f'$E "{tmp_path / name}" --json >"{tmp_path / "out"}"', PYTHONIOENCODING=encoding)
    assert (into_file.returncode, into_file.stderr) == (0, b"")
    assert json.loads((tmp_path / "out").read_text(encoding="utf-8"))
    failed = shell(f'$E check "{tmp_path / name}" nothing --json', PYTHONIOENCODING=encoding)
    assert [each["file"] for each in json.loads(failed.stdout)["files"]] == [str(tmp_path / name), "nothing"]


def test_a_stream_in_memory__is_written_to(monkeypatch: pytest.MonkeyPatch) -> None:
    from estimator.__main__ import main

    for words in (["1 + 1"], ["twitter", "--json"], ["export", "twitter", "-o", "-.md"]):
        stream = io.StringIO()
        with monkeypatch.context() as patched:
            patched.setattr(sys, "argv", ["estimate", *words])
            patched.setattr(sys, "stdout", stream)
            with pytest.raises(SystemExit) as leaving:
                main()
        assert leaving.value.code == 0
        assert stream.getvalue()


# ------------------------------------------------------------------------------------------------- faults of our own


def broken(fault: BaseException) -> Callable[..., Any]:
    def work(*_: object, **__: object) -> None:
        raise fault

    return work


@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [
        (
            TypeError("two\nlines \x1b[31m" + "long " * 100),
            70,
            "this is a fault of estimate, not of yours: TypeError: two",
        ),
        (RecursionError("maximum recursion depth exceeded"), 70, "RecursionError"),
        (MemoryError(), 70, "there is not enough memory"),
        (KeyboardInterrupt(), 130, ""),
        (OSError(5, "Input/output error"), 74, "standard output cannot be written: input/output error"),
        (FileNotFoundError(2, "No such file", "lost"), 70, "FileNotFoundError"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_a_fault_of_ours__has_its_exit_code_and_says_what_to_report(
    fault: BaseException, code: int, said: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ESTIMATOR_TRACEBACK", raising=False)
    monkeypatch.setattr(listing, "overview", broken(fault))
    monkeypatch.setattr(
        "estimator.cli.streams.os.dup2", lambda *_: None
    )  # else the test's own output would be given up
    done = run("list")
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert "Traceback" not in done.err
    assert "\x1b" not in done.err
    if code == 70 and not isinstance(fault, MemoryError):
        assert "capacity-estimator 0" in done.err
        assert "ESTIMATOR_TRACEBACK=1" in done.err
        assert "api/listing.py" in done.err
        assert len(done.err.splitlines()) == 3
        monkeypatch.setenv("ESTIMATOR_TRACEBACK", "1")
        assert "Traceback (most recent call last)" in run("list").err


def test_a_fault_of_the_fast_door__has_the_same_exit_code(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("estimator.reckoning.estimate.answer", broken(ZeroDivisionError("inside")))
    done = run("1 + 1")
    assert done.code == 70
    assert "fault of estimate" in done.err


# A Ctrl-C while modules are loaded: Python reports each one to whoever listens, before it reads it.
INTERRUPTED = """\
import sys
from estimator.__main__ import main
left = int(sys.argv.pop(1))
def listen(event, given):
    global left
    if event == "import" and given[0].split(".")[0] in ("estimator", "typer", "rich", "numpy"):
        left -= 1
        if left == 0:
            raise KeyboardInterrupt
sys.addaudithook(listen)
main()
"""


@pytest.mark.parametrize("words", [["1 + 1"], ["twitter"], ["check", "twitter"]], ids=" ".join)
@pytest.mark.parametrize("place", [1, 2, 5, 12, 25])
def test_an_interruption_while_modules_are_loaded__shows_no_traceback(place: int, words: list[str]) -> None:
    command = [sys.executable, "-c", INTERRUPTED, str(place), *words]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (130, b"")


def test_signals_are_the_processes_own_again_behind_a_command(run: Run) -> None:
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)]
    assert run("twitter").code == 0
    assert [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)] == before


# ------------------------------------------------------------------------------------------------- hostile file names

HOSTILE = f"{ESCAPES}x.est"


@pytest.mark.parametrize(
    "words",
    [
        ["NAME"],
        ["NAME", "--open", f"{ESCAPES}"],
        ["NAME", f"{ESCAPES}=3"],
        ["check", "NAME", f"{ESCAPES}.est"],
        ["export", "NAME", "-o", "NAME.csv"],
        ["export", "NAME", "-o", f"{ESCAPES}"],
        ["list", "NAME"],
        ["list", f"{ESCAPES}"],
        ["explain", "NAME"],
        ["units", f"{ESCAPES}"],
        ["new", f"{ESCAPES}y.est"],
        ["new", f"{ESCAPES}"],
        ["new", f"{ESCAPES}z.md", "--from", f"{ESCAPES}"],
        ["table", "NAME"],
        ["measure", "--only", f"{ESCAPES}"],
        ["measure", "--only", "sha256", "-o", "NAME.est"],
        ["verify", f"{ESCAPES}"],
        [f"--{ESCAPES}"],
        ["check", "NAME", f"--{ESCAPES}"],
    ],
    ids=lambda words: " ".join(words).replace(ESCAPES, "~"),
)
def test_nothing_that_is_printed_acts_on_a_terminal(
    words: list[str], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sheet(tmp_path, "total = 3 user\ncheck total < 1 user\n", HOSTILE)
    given = [word.replace("NAME", HOSTILE) for word in words]
    for more in ([], ["--json"]) if words[0] not in ("new", "export") else ([],):
        done = run(*given, *more)
        assert done.code in (0, 1, 2)
        assert not set(done.out + done.err) & set("\x1b\x07\x9b")
        if not more:
            assert "\u202e" not in done.out + done.err
        elif done.out:
            parsed(done.out)
