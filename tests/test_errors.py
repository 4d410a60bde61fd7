"""A mistake a file in cases/errors, with the message it gets beside it in a file of its name that ends in `.out`.

`.txt` is a bare expression, `.est` a sheet, `.args` a command line with an argument a line; `given` holds the files
that these ask for. `pytest tests/test_errors.py --rewrite-golden` writes the messages anew: review them as a diff.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.data import CASES, files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Done

FOLDER = CASES / "errors"
MISTAKES = {path.stem: path for path in files("errors", ".txt", ".est", ".args")}
GOLDEN = {path.stem for path in files("errors", ".out")}


def arguments(path: Path) -> list[str]:
    """The command line of a mistake."""
    text = path.read_text(encoding="utf-8")
    return {".txt": [text.removesuffix("\n")], ".est": [path.name], ".args": text.splitlines()}[path.suffix]


def has_caret(report: str) -> bool:
    """Whether a line of a report points at something, and at nothing else than with carets."""
    return any("^" in line and set(line.partition("|")[2]) <= {" ", "^"} for line in report.splitlines())


def test_the_mistakes_are_found() -> None:
    assert len(MISTAKES) >= 60
    assert len(MISTAKES) == len(files("errors", ".txt", ".est", ".args")), "two mistakes of one name"


def test_each_mistake_has_its_message_and_each_message_its_mistake() -> None:
    assert set(MISTAKES) - GOLDEN == set()
    assert GOLDEN - set(MISTAKES) == set()


@pytest.mark.parametrize("name", sorted(MISTAKES))
def test_a_mistake_gets_its_message(
    name: str, run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, *, rewrite_golden: bool
) -> None:
    monkeypatch.chdir(FOLDER)
    done = run(*arguments(MISTAKES[name]))
    golden = MISTAKES[name].with_suffix(".out")
    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err
    assert has_caret(done.err)
    if rewrite_golden:
        golden.write_text(done.err, encoding="utf-8")
    assert done.err == golden.read_text(encoding="utf-8")
