"""Files of all kinds, and what a terminal, a pipe and an encoding do to the output."""

from __future__ import annotations

import contextlib
import os
import pty
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.commands import COLUMNS, GIVEN, PROGRAM, WHOLE, parsed, quantities, sheet

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands import Run

# Files

MARKDOWN = """\
# Storage of the archive

Prose with `code`.

```est
users = 300 M user
```

```python
users = 5
```

   ~~~est
   total = users * 2 KB/user -> GB
   ~~~
"""


def test_markdown__its_fences_are_one_sheet_and_its_heading_the_title(run: Run, tmp_path: Path) -> None:
    done = run(sheet(tmp_path, MARKDOWN, "archive.md"), "--json")
    assert parsed(done.out)["title"] == "Storage of the archive"
    assert quantities(done)["total"]["value"] == 600


def test_markdown__a_mistake_has_its_place_in_the_document(run: Run, tmp_path: Path) -> None:
    path = sheet(tmp_path, MARKDOWN.replace("2 KB/user", "2 KB/usr"), "archive.md")
    [error] = parsed(run(path, "--json").out)["errors"]
    assert (error["file"], error["line"], error["column"]) == (path, 14, 25)


def test_a_file__may_have_a_byte_order_mark(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.est"
    path.write_bytes(b"\xef\xbb\xbf" + WHOLE.encode())
    found = run(str(path), "--json")
    assert parsed(found.out)["title"] == "Storage"
    assert quantities(found)["total"]["value"] == 6


@pytest.mark.parametrize("name", ["plan.est", "plan.md"])
def test_a_file__may_have_the_line_ends_of_windows(name: str, run: Run, tmp_path: Path) -> None:
    text = WHOLE if name.endswith(".est") else f"# Storage\n\n```est\n{WHOLE}```\n"
    path = tmp_path / name
    path.write_bytes(text.replace("\n", "\r\n").encode())
    done = run(str(path), "--json")
    assert parsed(done.out)["title"] == "Storage"
    assert quantities(done)["total"]["value"] == 6
    assert "\\r" not in done.out


def test_a_file__of_windows_has_its_mistakes_in_the_right_places(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.est"
    path.write_bytes(b"size = 3 GB\r\ntotal = size + 5 user   # more\r\nrest = usrs * 2\r\n")
    done = run(str(path))
    assert done.code == 2
    assert "plan.est:2:9" in done.err
    assert "plan.est:3:8" in done.err
    assert "\r" not in done.err


def test_a_file__may_be_empty(run: Run, tmp_path: Path) -> None:
    done = run(sheet(tmp_path, ""))
    assert "Traceback" not in done.err
    assert done.code in (0, 2)


@pytest.mark.parametrize(
    "name", ["missing.est", "missing.md", "folder.est", "latin1.est", "utf16.est", "notes.txt", "a\0b.est"]
)
def test_a_file_that_cannot_be_read__is_wrong_input(name: str, run: Run) -> None:
    done = run(str(GIVEN / name))
    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err
    assert "^" in done.err


def test_a_file_of_another_suffix__is_said_to_be_no_sheet(run: Run) -> None:
    assert ".est or .md" in run(str(GIVEN / "notes.txt")).err


def test_a_sheet__may_use_another_file_of_its_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    sheet(tmp_path / "shared", "size = 5 GB\ndouble(x) = x * 2\n", "team.est")
    path = sheet(tmp_path, 'use "shared/team.est" as team\ntotal = team.double(team.size) + team.size -> GB\n')
    assert quantities(run(path, "--json"))["total"]["value"] == 15


# Terminals, pipes and encodings; each in a process of its own.


def environment(**changes: str) -> dict[str, str]:
    unwanted = ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "PYTHONIOENCODING")
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return {**kept, "TERM": "xterm-256color", **changes}


def on_a_terminal(*arguments: str, **changes: str) -> str:
    """What a command writes to a terminal."""
    ours, theirs = pty.openpty()
    done = subprocess.Popen(
        [*PROGRAM, *arguments], stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, env=environment(**changes)
    )
    os.close(theirs)
    parts = []
    with contextlib.suppress(OSError):  # Linux reports the end of a terminal's other side as an error
        while part := os.read(ours, 65_536):
            parts.append(part)
    os.close(ours)
    assert done.wait() == 0
    return b"".join(parts).decode()


def test_a_terminal__gets_colours_unless_they_are_refused() -> None:
    assert "\x1b[" in on_a_terminal("twitter")
    assert "\x1b[" not in on_a_terminal("twitter", NO_COLOR="1")


def test_a_terminal__reads_the_same_words_as_a_pipe() -> None:
    piped = subprocess.run([*PROGRAM, "twitter"], capture_output=True, check=True, env=environment(), text=True)
    seen = on_a_terminal("twitter", NO_COLOR="1", COLUMNS=str(COLUMNS)).replace("\r\n", "\n")
    assert seen == piped.stdout


def test_a_pipe_that_is_closed__is_no_error() -> None:
    with subprocess.Popen(
        [*PROGRAM, "twitter", "--all"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as done:
        assert done.stdout is not None
        assert done.stderr is not None
        done.stdout.close()
        assert done.stderr.read() == b""
        assert done.wait() == 0


@pytest.mark.parametrize("arguments", [["1 / 3"], ["twitter"], ["3 € + 4"]], ids=" ".join)
def test_an_encoding_without_the_signs__is_no_error(arguments: list[str]) -> None:
    done = subprocess.run(
        [*PROGRAM, *arguments], capture_output=True, check=False, env=environment(PYTHONIOENCODING="ascii")
    )
    assert done.returncode == (2 if "€" in arguments[0] else 0)
    assert b"Traceback" not in done.stderr
    assert (done.stdout + done.stderr).isascii()
