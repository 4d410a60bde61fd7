"""`estimate watch`: the answers again at each save, however an editor saves; what is wrong beside what was right."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import signal
import socket
import subprocess
import threading
import time
from typing import TYPE_CHECKING

import pytest

import estimator
from estimator import EstimateError
from estimator.api import watching
from estimator.api.watching import Watch
from tests.commands import PROGRAM, parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import Any

    from tests.commands import Run

SHEET = "size = {} GB\ntotal = size * 2\ncheck total < 10 GB\n"
WRONG = "size = 3 GB\ntotal = size * 2 + 1 s\n"
PATIENCE = 60.0


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, seconds in (("INTERVAL", 0.01), ("SETTLED", 0.01), ("PATIENCE", 0.3)):
        monkeypatch.setattr(watching, name, seconds)
    path = tmp_path / "plan.est"
    path.write_text(SHEET.format(3), encoding="utf-8")
    return path


def renamed(path: Path, text: str) -> None:
    other = path.with_suffix(".new")
    other.write_text(text, encoding="utf-8")
    other.replace(path)


def rewritten(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def deleted_first(path: Path, text: str) -> None:
    path.unlink()
    rewritten(path, text)


def in_pieces(path: Path, text: str) -> None:
    """While the file is looked at: emptied, then written character by character."""

    def write() -> None:
        with path.open("w", encoding="utf-8") as file:
            for letter in text:
                file.write(letter)
                file.flush()
                time.sleep(0.001)

    threading.Thread(target=write).start()


def many_times(path: Path, text: str) -> None:
    for number in range(40):
        rewritten(path, f"{text}other = {number} GB\n")
    rewritten(path, text)


def seen(watched: Watch, total: str) -> bool:
    """Whether the total is shown in the end, with nothing behind it."""
    until = time.monotonic() + PATIENCE
    shown = ""
    while shown != total and time.monotonic() < until:
        if watched.has_changed():
            found = watched.worked_out()
            shown = str(found).partition("total  = ")[2].partition("\n")[0] if found.evaluation else "wrong"
    time.sleep(0.05)
    return shown == total and not watched.has_changed()


@pytest.mark.parametrize(
    "saved", [renamed, rewritten, deleted_first, in_pieces, many_times], ids=lambda each: each.__name__
)
def test_each_way_to_save_is_seen_and_the_last_text_is_what_counts(
    saved: Callable[[Path, str], None], plan: Path
) -> None:
    watched = Watch("plan.est")
    assert seen(watched, "6 GB")
    saved(plan, SHEET.format(4))
    assert seen(watched, "8 GB")
    saved(plan, SHEET.format(1))  # of the same size, and perhaps in the same tick of the clock
    assert seen(watched, "2 GB")


def test_what_a_file_holds_counts_and_not_when_it_was_touched(plan: Path) -> None:
    watched = Watch("plan.est")
    assert watched.has_changed()
    watched.worked_out()
    plan.touch()
    renamed(plan, SHEET.format(3))
    assert not watched.has_changed()


def test_a_mistake_is_told_with_what_was_right_before(plan: Path) -> None:
    watched = Watch("plan.est", names=["total"])
    assert watched.has_changed()
    right = watched.worked_out()
    assert right.holds
    assert "the check holds" in right.headline()
    rewritten(plan, WRONG)
    assert watched.has_changed()
    wrong = watched.worked_out()
    assert (wrong.evaluation, wrong.last) == (None, right.evaluation)
    assert "1 mistake" in wrong.headline()
    text = str(wrong)
    assert "do not add up" in text
    assert text.index("do not add up") < text.index(f"Before that, at {right.at:%H:%M:%S}:") < text.index("= 6 GB")
    rewritten(plan, SHEET.format(6))
    assert watched.has_changed()
    failing = watched.worked_out()
    assert not failing.holds
    assert "1 of 1 check fails" in failing.headline()
    assert "= 12 GB" in str(failing)


def test_so_many_mistakes_are_shown_and_the_others_counted(plan: Path) -> None:
    rewritten(plan, "a = 3 GB + 1 s\nc = 3 GB + 2 s\n")
    watched = Watch("plan.est")
    assert watched.has_changed()
    found = watched.worked_out()
    shown = "\n".join("".join(text for text, _ in line) for line in found.lines(most=1))
    assert shown.count("error:") == 1
    assert "1 more: estimate check plan.est" in shown


def test_a_file_that_goes_and_comes_back(plan: Path) -> None:
    watched = Watch("plan.est")
    assert seen(watched, "6 GB")
    plan.unlink()
    assert watched.has_changed()
    gone = watched.worked_out()
    assert "there is no file plan.est" in str(gone)
    assert "6 GB" in str(gone)
    assert not watched.has_changed()
    plan.write_text(" \n", encoding="utf-8")
    assert watched.has_changed()
    assert "plan.est is empty" in str(watched.worked_out())
    rewritten(plan, SHEET.format(2))
    assert seen(watched, "4 GB")


def test_files_that_are_used_are_watched_and_those_that_they_use_also_before_they_are_there(plan: Path) -> None:
    parts = plan.parent / "parts"
    parts.mkdir()
    rewritten(plan, 'use "parts/one.est" as one\ntotal = one.size * 2\n')
    watched = Watch("plan.est")
    assert watched.has_changed()
    assert "cannot be read" in str(watched.worked_out())
    rewritten(parts / "one.est", 'use "two.est" as two\nsize = two.size + 1 GB\n')
    assert watched.has_changed()
    assert "cannot be read" in str(watched.worked_out())
    rewritten(parts / "two.est", "size = 2 GB\n")
    assert seen(watched, "6 GB")
    renamed(parts / "two.est", "size = 4 GB\n")
    assert seen(watched, "10 GB")
    rewritten(parts / "two.est", "size = 4 GB +\n")
    assert watched.has_changed()
    assert watched.worked_out().problems
    rewritten(parts / "two.est", "size = 1 GB\n")
    assert seen(watched, "4 GB")
    rewritten(plan, "total = 5 GB\n")
    assert watched.has_changed()
    watched.worked_out()
    rewritten(parts / "two.est", "size = 9 GB\n")  # which is used no more
    assert not watched.has_changed()


def test_a_large_file_is_watched_too(plan: Path) -> None:
    watched = Watch("plan.est")
    assert seen(watched, "6 GB")
    many = f"# {'long ' * 20}\n" * (watching.READ // 100)
    renamed(plan, SHEET.format(4) + many)
    assert seen(watched, "8 GB")
    renamed(plan, SHEET.format(1) + many)
    assert seen(watched, "2 GB")


def test_other_assumptions_and_a_scenario_hold_at_each_save(plan: Path) -> None:
    rewritten(plan, SHEET.format(3) + 'rate = 2 QPS\nscenario "more": rate = 5 QPS\n')
    found = next(estimator.watch("plan.est", ["rate", "total"], scenario="more", size="4 GB"))
    assert str(found).splitlines()[1:] == ["rate  = 5 QPS", "total = 8 GB"]


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["twitter"], "is a sheet of the library, and no file that changes"),
        (["twiter"], "did you mean twitter?"),
        (["nofile.est"], "there is no file nofile.est"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)
def test_what_cannot_be_watched_is_said_at_once(words: list[str], said: str, run: Run) -> None:
    done = run("watch", *words)
    assert done.code == 2
    assert said in done.err


@pytest.mark.usefixtures("plan")
def test_a_port_that_someone_else_has_is_said(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = holder.getsockname()[1]
        done = run("watch", "plan.est", "--serve", "--port", str(port))
    assert done.code == 2
    assert f"the port {port} cannot be had" in done.err


def test_an_error_at_the_start_is_one_of_python_s(plan: Path) -> None:
    plan.unlink()
    with pytest.raises(EstimateError, match="there is no file"):
        next(estimator.watch("plan.est"))


def test_a_pipe_gets_a_line_of_json_at_each_save_and_ctrl_c_is_its_end(plan: Path) -> None:
    with started("plan.est", "--json", stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        first = parsed(process.stdout.readline())
        assert [row["value"] for row in first["quantities"] if row["name"] == "total"] == [6e9]
        renamed(plan, WRONG)
        assert parsed(process.stdout.readline())["errors"]
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, rest, errors) == (0, "", "")


def test_a_request_to_end_ends_it_and_leaves_nothing(plan: Path) -> None:
    with started("plan.est", "--serve", stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("http://127.0.0.1:")
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, errors) == (-signal.SIGTERM, "")
    assert os.listdir(plan.parent) == ["plan.est"]


def test_a_terminal_is_as_before_in_the_end_with_the_last_answers_on_it(plan: Path) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    with started("plan.est", stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as process:
        os.close(theirs)
        text = _until(ours, "6 GB")
        assert "\x1b[?1049h" in text
        assert "Ctrl-C ends" in text
        renamed(plan, SHEET.format(4))
        _until(ours, "8 GB")
        process.send_signal(signal.SIGINT)
        text = _until(ours, "")
        process.wait(PATIENCE)
    os.close(ours)
    before, _, behind = text.partition("\x1b[?1049l")
    assert before is not None
    assert "8 GB" in behind
    assert process.returncode == 0


@contextlib.contextmanager
def started(*words: str, **how: Any) -> Iterator[subprocess.Popen[str]]:
    """The command in a process of its own, which does not outlive the test."""
    process = subprocess.Popen([*PROGRAM, "watch", *words], text=True, **how)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _until(terminal: int, wanted: str) -> str:
    """What a terminal shows until there is something, or to its end."""
    text = ""
    while not wanted or wanted not in text:
        assert select.select([terminal], [], [], PATIENCE)[0], text
        try:
            got = os.read(terminal, 65536)
        except OSError:  # its other end is closed
            break
        if not got:
            break
        text += got.decode(errors="replace")
    return text
