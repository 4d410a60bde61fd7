"""The fuzzer: for a third of a minute with a fresh seed, over what it found before, and its own parts.

`FUZZ_SECONDS` in the environment says how many seconds of processor time it has, and `FUZZ_SEED` repeats a run. What is
found is said with the command that tries it again. By hand, for an hour: ./run fuzz --seconds 3600.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from fuzzing import readings
from fuzzing.attempts import confirmed
from fuzzing.cases import Case, read, read_file, written
from fuzzing.coverage import Coverage
from fuzzing.documents import page, table
from fuzzing.laws import Broken, inert, parsed_json
from fuzzing.minimise import without_needless
from fuzzing.shipped import Shipped
from fuzzing.targets import cells, names, target
from tests.data import CASES, ROOT, blocks, is_quick

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.commands import Run

SECONDS = os.environ.get("FUZZ_SECONDS", "60" if os.environ.get("EVERYTHING") else "3" if is_quick() else "8")
SEED = os.environ["FUZZ_SEED"]  # a fresh one, unless one is given
LIMIT = 3.0  # seconds for one operation, instead of one: machines differ
FOUND = read_file(CASES / "fuzzing" / "found.txt")
OUTCOMES = blocks("fuzzing/outcomes.txt")


def test_nothing_breaks_with_a_fresh_seed(tmp_path: Path) -> None:
    arguments = ["--seed", SEED, "--seconds", SECONDS, "--processes", "1", "--limit", str(LIMIT)]
    done = subprocess.run(
        [sys.executable, "-m", "fuzzing", *arguments, "--findings", str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, f"again: ./run fuzz {' '.join(arguments)}\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("case", FOUND, ids=lambda case: ascii(" ".join(case.parts))[:60])
def test_what_was_found_once_is_mended(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """In every way, not in some as while fuzzing."""
    monkeypatch.setattr(readings, "SHARES", dict.fromkeys(readings.SHARES, 1.0))
    for module, shares in ((readings, ("EXAMPLES", "PYTHON", "TWICE")), (cells, ("SHOWN", "USED"))):
        for share in shares:
            monkeypatch.setattr(module, share, 1.0)
    faults = confirmed(case, LIMIT).faults
    assert not faults, "\n".join([f"{fault.cause}: {fault.detail}" for fault in faults])


@pytest.mark.parametrize(("arguments", "text", "expected"), OUTCOMES, ids=[text[:40] for _, text, _ in OUTCOMES])
def test_what_was_found_once_has_its_right_outcome(
    arguments: str, text: str, expected: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`exit N`, then texts that stand in what is said, blanks aside."""
    monkeypatch.chdir(tmp_path)
    for name in ("plan.est", "plan.md"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = run(*arguments.split())
    code, *texts = expected.strip().splitlines()
    said = " ".join((done.out + done.err).split())
    assert (f"exit {done.code}", [each for each in texts if each not in said]) == (code, [])


# ------------------------------------------------------------------------------------------------ its own parts


@pytest.mark.parametrize("name", names())
def test_a_target_makes_the_same_of_the_same_seed_and_it_comes_back_from_a_file(name: str) -> None:
    shipped = Shipped()
    one, two = (target(name).made(random.Random(5), shipped) for _ in range(2))
    case = Case(name, one, 7)
    assert one == two
    assert read(written(case)) == case


BROKEN = [
    (inert, "a\x1b[31mb"),
    (inert, "a\u202eb"),
    (parsed_json, '{"a": NaN}'),
    (parsed_json, '{"a": "\\x1b"}'),
    (lambda text: page(text, {}), "<p><b>not closed</p></b>"),
    (lambda text: page(text, {}), "<p><img src=x onerror=alert(1)></p>"),
    (lambda text: page(text, {}), '<p onclick="x">hit</p>'),
    (lambda text: table(text, {"quantities": [{}], "checks": []}), "kind,name\r\nworked,=1+1\r\n"),
]


@pytest.mark.parametrize(("law", "text"), BROKEN, ids=[text for _, text in BROKEN])
def test_a_law_sees_what_breaks_it(law: Callable[[str], object], text: str) -> None:
    with pytest.raises(Broken):
        law(text)


def test_the_smallest_input_keeps_what_breaks() -> None:
    needed = {"b", "f"}
    assert without_needless(list("abcdefgh"), lambda rest: needed <= set(rest)) == ["b", "f"]


def test_new_code_is_seen_once() -> None:
    coverage, case = Coverage(), Case("line", ("1 + 1",), 1)
    fresh = []
    for _ in range(2):
        with coverage.followed():
            confirmed(case)
        fresh.append(coverage.fresh)
    assert fresh[0] > 100
    assert fresh[1] < fresh[0] / 10


def test_a_fault_is_found_and_minimised(tmp_path: Path) -> None:
    """In a product that is broken on purpose: it cannot answer what has a 7 in it."""
    program = (
        "import estimator.reckoning.estimate as e; from fuzzing.targets import line\n"
        "def broken(text):\n"
        "    assert '7' not in text\n"
        "    return e.answer(text)\n"
        "line.answer = broken\n"
        "from fuzzing.campaign import Campaign, Plan\n"
        "from pathlib import Path\n"
        f"plan = Plan(1, 0, 60.0, 60, ('line',), 1.0, Path({str(tmp_path)!r}))\n"
        "for each in Campaign(plan, print).run().findings.values():\n"
        "    print('smallest', each.fault.cause, each.case.parts)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True)
    assert "smallest AssertionError" in done.stdout
    assert ("7",) in [case.parts for path in tmp_path.iterdir() for case in read_file(path)]
