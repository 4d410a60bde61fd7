"""What the tests of the command line share: a sheet in a file, and JSON read strictly."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from tests.data import CASES, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeAlias

    import pytest

    from tests.conftest import Done

    Run: TypeAlias = Callable[..., Done]

PROGRAM = [sys.executable, "-m", "estimator"]
COLUMNS = 80
GIVEN = CASES / "errors" / "given"
FORMULAS = ROOT / "formulas"
WHOLE = """\
## Storage

size  = 3 GB
total = double(size) -> GB
double(x) = x * factor
  where
    factor = 1 + 1
check total < 10 GB
"""


def parsed(text: str) -> Any:
    """A JSON text; NaN and Infinity, which are none, are refused."""

    def refuse(constant: str) -> NoReturn:
        raise AssertionError(constant)

    return json.loads(text, parse_constant=refuse)


def quantities(done: Done) -> dict[str, dict[str, Any]]:
    """The quantities of a JSON answer by name."""
    assert done.err == ""
    return {row["name"]: row for row in parsed(done.out)["quantities"]}


def sheet(folder: Path, text: str, name: str = "plan.est") -> str:
    """A file with a sheet."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def interrupt_after(monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    """A Ctrl-C that arrives in a function of `os`: Python sees it when the call returns, and a file may be there."""
    done: Callable[..., object] = getattr(os, call)

    def interrupted(*arguments: object, **named: object) -> NoReturn:
        done(*arguments, **named)
        raise KeyboardInterrupt

    monkeypatch.setattr(os, call, interrupted)
