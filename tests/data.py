"""The data of tests/cases: lines, files and blocks.

A file of lines holds a case a line; `# …` lines and empty ones are left out. A file of blocks holds cases of a title,
a line `.`, the input, a line `.`, what is expected, and a line `.`.
"""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases"


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
