"""One input of the fuzzer, and the file that keeps it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class Case(NamedTuple):
    """What is tried: the target's name, the texts for it, and the seed of the choices that the target makes itself.

    A minimiser shortens `parts` and leaves the seed, so that the choices stay as they were.
    """

    target: str
    parts: tuple[str, ...]
    seed: int


def written(case: Case) -> str:
    """A case as a line of JSON; lone surrogates and control characters are escaped."""
    return json.dumps({"target": case.target, "parts": list(case.parts), "seed": case.seed})


def read(text: str) -> Case:
    """The case of a text that `written` made."""
    found = json.loads(text)
    return Case(str(found["target"]), tuple([str(part) for part in found["parts"]]), int(found["seed"]))


def read_file(path: Path) -> list[Case]:
    """The cases of a file, one a line; `# …` lines and empty ones are left out."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [read(line) for line in lines if line.strip() and not line.startswith("# ")]
