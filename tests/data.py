"""The data of tests/cases: lines, files and blocks.

A file of lines holds a case a line; `# …` lines and empty ones are left out. A file of blocks holds cases of a title,
a line `.`, the input, a line `.`, what is expected, and a line `.`.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeVar

    T = TypeVar("T")

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases"
FEWER = 8  # times as few of what is dear are tried by `./run tests quick`


def lines(name: str) -> list[str]:
    """The cases of a file with one a line."""
    text = (CASES / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("# ")]


def files(folder: str, *suffixes: str) -> list[Path]:
    """The files of a folder with one of the suffixes, in order."""
    return sorted(path for path in (CASES / folder).iterdir() if path.suffix in suffixes)


def blocks(name: str) -> list[tuple[str, str, str]]:
    """The title, the input and what is expected of each case of a file of blocks."""
    parts = ("\n" + (CASES / name).read_text(encoding="utf-8")).split("\n.\n")
    assert not parts.pop().strip(), f"{name} does not end with a line of one dot"
    assert len(parts) % 3 == 0, f"{name} is not made of threes"
    return [(parts[at].strip(), parts[at + 1] + "\n", parts[at + 2] + "\n") for at in range(0, len(parts), 3)]


def part_of(items: Sequence[T], parts: int) -> list[T]:
    """Every so manieth of what is dear to test, others every day; all of it with EVERYTHING=1 in the environment.

    Of what is tried on a day, `./run tests quick` takes a part again, but one at least.

    The day is that of the process which started the tests, so that all of its workers take the same ones.
    """
    if os.environ.get("EVERYTHING"):
        return list(items)
    parts = max(1, min(parts * FEWER, len(items))) if is_quick() else parts
    return list(items[today() % parts :: parts])


def is_quick() -> bool:
    """Whether it is `./run tests quick`: without servers, browsers, offices and toolchains, and with fewer samples."""
    return bool(os.environ.get("QUICK_TESTS"))


def some_days(parts: int, day: int = 0) -> pytest.MarkDecorator:
    """A mark of a test that is dear as a whole: it is tried every so manieth day, not all of them on the same one."""
    reason = f"tried on one day of {parts}; EVERYTHING=1 tries it today"
    return pytest.mark.skipif(day not in part_of(range(parts), parts), reason=reason)


def today() -> int:
    """The day of the run, which its workers have from the process that started them."""
    return int(os.environ.setdefault("TEST_DAY", str(datetime.now(UTC).toordinal())))
