"""The interactive session: names carry, `ans` is the last answer, what was typed is a sheet; in a real terminal too."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from estimator.languages.words import Words
from estimator.model.files import module_from_text
from estimator.problems import EstimateError
from estimator.reckoning.estimate import estimate
from estimator.reckoning.session import Session

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 60  # seconds for an answer on a loaded machine

TYPED = [
    ("users = 3 M user", "3 M user"),
    ("users * 2 KB/user", "6 GB"),
    ("ans * 2", "12 GB"),
    ("ans -> TB", "0.012 TB"),
    ("每天1亿请求", "100 M request/day"),
    ("users * 2KB/user in TB", "0.006 TB"),
    ("20% of users", "600 k user"),
    ("users = 5 M user", "5 M user"),
    ("users * 2 KB/user", "10 GB"),
    ("5 widgets * 2", "10 widget"),
]


def test_names_carry_and_the_whole_is_a_sheet() -> None:
    session = Session()
    for text, shown in TYPED:
        answer = session.answer(text)
        words = Words(answer.evaluation)
        assert str(words.values.shown(answer.evaluation.model.quantities[answer.name])) == shown, text
        session.keep(text, answer)
    saved = estimate(module_from_text(session.written(), "saved.est"))
    assert set(saved.model.quantities) == set(session.lines)
    again = Words(saved)
    assert str(again.values.shown(saved.model.quantities[session.last])) == TYPED[-1][1]


@pytest.mark.parametrize("text", ["3 TB + 5 user", "what of it", "users = nothing * 2", "if", "ans", "=", "x = "])
def test_a_wrong_line_is_an_error_and_leaves_nothing(text: str) -> None:
    session = Session()
    with pytest.raises(EstimateError):
        session.answer(text)
    assert session.written() == ""


def bare(said: bytes) -> str:
    """What a terminal was sent, without what moves its cursor."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", said.decode("utf-8", "replace"))


def left(process: int, terminal: int) -> int | None:
    """The exit code behind Ctrl-D, pressed until it is seen: between two prompts a terminal keeps it to itself."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        os.write(terminal, b"\x04")
        if select.select([terminal], [], [], 0.5)[0]:
            with suppress(OSError):  # the other end is closed
                os.read(terminal, 65536)
        found, status = os.waitpid(process, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    return None


def test_a_person_types_in_a_terminal(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "XDG_STATE_HOME": str(tmp_path),
        "TERM": "xterm",
        "NO_COLOR": "1",
        "COLUMNS": "80",
        "LINES": "24",
    }
    process, terminal = pty.fork()
    if not process:
        os.chdir(tmp_path)
        os.execve(sys.executable, [sys.executable, "-m", "estimator"], environment)  # noqa: S606  no shell
    said = b""

    def read_until(wanted: str) -> None:
        nonlocal said
        end = time.monotonic() + PATIENCE
        while not re.search(wanted, bare(said)) and time.monotonic() < end:
            if select.select([terminal], [], [], 0.2)[0]:
                said += os.read(terminal, 65536)
                while b"\x1b[6n" in said:  # where is the cursor?
                    said = said.replace(b"\x1b[6n", b"", 1)
                    os.write(terminal, b"\x1b[1;1R")
        assert re.search(wanted, bare(said)), said

    read_until("leave.\\r\\n>")
    os.write(terminal, b"users = 3 M user\r")
    read_until("\n= 3 M user")
    os.write(terminal, b"users * 2KB/user in GB\r")
    read_until("\n= 6 GB")
    os.write(terminal, b":save plan.est\r")
    read_until("plan.est is there")
    assert left(process, terminal) == 0
    os.close(terminal)
    assert (tmp_path / "plan.est").read_text().splitlines() == [
        "users = 3 M user",
        "answer_1 = users * 2 KB/user -> GB",
    ]
    assert "users = 3 M user" in (tmp_path / "estimate" / "history").read_text()
