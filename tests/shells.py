"""A real shell on a terminal of its own, in which something is typed and completed, and then looked at."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.real import which

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 60.0  # seconds until a shell that says nothing is given up
SESSION = which("setsid")
TAB, HOME, ENTER = "\t", "\x01", "\r"
STARTS = {
    "bash": (["--norc", "--noprofile", "-i"], "bind 'set enable-bracketed-paste off'; source $SCRIPT"),
    "zsh": (
        ["-f", "-i"],
        "bindkey -e; unsetopt zle_bracketed_paste; autoload -Uz compinit; compinit -D -u; source $SCRIPT",
    ),
    "fish": (["--no-config", "-i"], "source $SCRIPT"),
}


class Shell:
    """An interactive shell that has read the completion script."""

    def __init__(self, name: str, program: str, folder: Path, script: Path) -> None:
        arguments, start = STARTS[name]
        ours, theirs = pty.openpty()
        path = f"{folder}/bin{os.pathsep}{os.environ['PATH']}"
        environment = {"PATH": path, "HOME": str(folder), "TERM": "dumb", "SCRIPT": str(script), "LC_ALL": "C.UTF-8"}
        self.process = subprocess.Popen(
            [SESSION or "setsid", "--ctty", program, *arguments],  # a session whose terminal it is, which fish asks for
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=folder / "here",
            env=environment,
        )
        os.close(theirs)
        self.terminal = ours
        self.count = 0
        try:
            self.said(start)
        except BaseException:
            self.close()
            raise

    def said(self, keys: str) -> str:
        """What the shell prints from these keys on until a command behind them has run."""
        self.count += 1
        end = f"end-{self.count}-"
        os.write(self.terminal, f"{keys}{ENTER}".encode())
        os.write(self.terminal, f"printf '%s%s\\n' {end[:3]} {end[3:]}{ENTER}".encode())
        text, until = "", time.monotonic() + PATIENCE
        while f"\n{end}" not in text.replace("\r", "\n"):
            if not select.select([self.terminal], [], [], max(0, until - time.monotonic()))[0]:
                raise AssertionError(f"the shell is silent behind {text!r}")
            text += os.read(self.terminal, 65536).decode(errors="replace")
        return text

    def completed(self, line: str, behind: str = "") -> list[str]:
        """The words of a line as the shell reads them, after TAB at its end and more keys."""
        said = self.said(f"{line}{TAB}{behind}{HOME}printf '<%s>\\n' ")
        found = [each.strip("\r") for each in said.split("\n")]
        return [each[1:-1] for each in found if each.startswith("<") and each.endswith(">")]

    def close(self) -> None:
        """End it."""
        self.process.kill()
        self.process.wait()
        os.close(self.terminal)


def shell(name: str, folder: Path) -> Iterator[Shell]:
    """A shell in a folder with some files, and `estimate` on its path; the test is skipped where there is none."""
    program = which(name)
    if program is None or SESSION is None:
        pytest.skip(f"there is no {name} here" if program is None else "there is no setsid here")
    (folder / "here" / "plans").mkdir(parents=True)
    (folder / "bin").mkdir()
    command = folder / "bin" / "estimate"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m estimator "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    for file in ("plan.est", "my plan.est", "note.txt", "plans/inner.est"):
        (folder / "here" / file).write_text("x = 3 GB\n", encoding="utf-8")
    made = subprocess.run(
        [str(command), "--show-completion", name], capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL
    )
    script = folder / "script"
    script.write_text(made.stdout, encoding="utf-8")
    opened = Shell(name, program, folder, script)
    try:
        yield opened
    finally:
        opened.close()
