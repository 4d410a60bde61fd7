"""README.md and docs/*.md are true: their commands print what is shown, their est fences run, their tables are whole.

A `console` block holds `$ estimate …` (or `$ ./run estimate …`, or `$ echo $?`) with exactly what it prints at 80
columns; a line of `…` stands for lines that are left out. The commands of a document run in order, in a folder of
their own. `pytest tests/test_documentation.py --rewrite-golden` writes the outputs anew: review the diff. What was left
out stays left out, between the lines that are most like those beside the `…`.
"""

from __future__ import annotations

import re
import shlex
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from estimator.languages.problem_reports import report_text
from estimator.model.budget import LONG, MAXIMUM_EXPANSION, MAXIMUM_NESTING, MAXIMUM_SHEETS
from estimator.model.describe import MOST_COMPARED
from estimator.model.elaborate import MAXIMUM_TERMS
from estimator.model.files import read_module
from estimator.model.functions import FUNCTIONS
from estimator.model.input_distributions import DISTRIBUTIONS
from estimator.model.modules import DEEPEST_PATH, LARGEST_FILE, shipped_library
from estimator.model.uses import LONGEST_PATH
from estimator.notation.expressions import MAXIMUM_DEPTH
from estimator.notation.limits import MOST_CHARACTERS, MOST_LINES
from estimator.notation.tokens import LONGEST_LINE, LONGEST_NUMBER, LONGEST_WORD, RESERVED, STARTERS
from estimator.notation.tree import MAGNITUDES
from estimator.reckoning.estimate import estimate
from estimator.reckoning.examples import example_results
from estimator.reckoning.sampling import BUDGET, DRAWS, FEWEST
from estimator.units.table import LONGEST_UNIT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import Done

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
NOTATION = ROOT / "docs" / "notation.md"
LEFT_OUT = "…"
_NAMES = [str(path.relative_to(ROOT)) for path in DOCUMENTS]


def exchanges(lines: list[str]) -> Iterator[tuple[int, int]]:
    """The places of the commands in a document's console blocks: its line, and the line behind its output."""
    inside, command = False, -1
    for place, line in enumerate(lines):
        if line.startswith("```"):
            if command >= 0:
                yield command, place
            inside, command = line == "```console", -1
        elif inside and line.startswith("$ "):
            if command >= 0:
                yield command, place
            command = place
        else:
            assert not inside or command >= 0, f"line {place + 1}: output without a command"


def segments(shown: list[str]) -> list[list[str]]:
    """The runs of lines between those that say that something is left out."""
    found: list[list[str]] = [[]]
    for line in shown:
        if line == LEFT_OUT:
            found.append([])
        else:
            found[-1].append(line)
    return found


def agrees(shown: list[str], printed: list[str]) -> bool:
    """Whether a document shows what was printed: all of it, or runs of it in order around what it leaves out."""
    first, *others = segments(shown)
    if not others:
        return first == printed
    if printed[: len(first)] != first:
        return False
    last, at = others.pop(), len(first)
    for segment in others:
        size = len(segment)
        starts = [start for start in range(at, len(printed) - size + 1) if printed[start : start + size] == segment]
        if not starts:
            return False
        at = starts[0] + size
    return len(printed) - len(last) >= at and printed[len(printed) - len(last) :] == last


def most_like(line: str, printed: list[str], start: int) -> int:
    """The place from `start` on of the line that is most like another one."""
    likeness = [SequenceMatcher(None, line, other, autojunk=False).ratio() for other in printed[start:]]
    return start + likeness.index(max(likeness)) if likeness else start


def shown_anew(shown: list[str], printed: list[str]) -> list[str]:
    """What to show of a new output: from and to the lines most like the first and last ones of what was shown."""
    if agrees(shown, printed):
        return shown
    runs = segments(shown)
    if len(runs) == 1:
        return printed
    found: list[str] = []
    at = 0
    for place, run in enumerate(runs):
        if run:
            start = most_like(run[0], printed, at) if place else 0
            at = most_like(run[-1], printed, start) + 1 if place < len(runs) - 1 else len(printed)
            found += printed[start:at]
        found.append(LEFT_OUT)
    return found[:-1]


def test_the_documents_hold_commands() -> None:
    found = {path: list(exchanges(path.read_text(encoding="utf-8").splitlines())) for path in DOCUMENTS}
    assert len(found[ROOT / "README.md"]) >= 8
    assert len(found[NOTATION]) >= 20


@pytest.mark.parametrize(
    ("shown", "printed", "fits"),
    [
        ("a b", "a b", True),
        ("a b", "a b c", False),
        ("a …", "a b c", True),
        ("b …", "a b c", False),
        ("… b … d", "a b c d", True),
        ("… b … d", "a b c d e", False),
        ("… c … b …", "a b c d", False),
        ("a … a", "a", False),
    ],
)
def test_left_out_lines_stand_for_any(shown: str, printed: str, *, fits: bool) -> None:
    assert agrees(shown.split(), printed.split()) is fits
    assert agrees(shown_anew(shown.split(), printed.split()), printed.split())


def test_an_output_is_shown_anew_between_the_lines_beside_what_is_left_out() -> None:
    shown = ["Working", LEFT_OUT, "size = 1 GB", "old line", "rate = 2 QPS", LEFT_OUT]
    printed = ["Working", "other = 3", "size = 5 GB", "new line", "rate = 4 QPS", "Checks"]
    assert shown_anew(shown, printed) == ["Working", LEFT_OUT, *printed[2:5], LEFT_OUT]


@pytest.mark.parametrize("path", DOCUMENTS, ids=_NAMES)
def test_commands_print_what_is_shown(
    path: Path,
    run: Callable[..., Done],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    rewrite_golden: bool,
) -> None:
    for name in ("README.md", "docs", "examples", "tests"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    lines = path.read_text(encoding="utf-8").splitlines()
    anew: list[str] = []
    wrong: list[tuple[str, list[str], list[str]]] = []
    copied = code = 0
    for start, end in exchanges(lines):
        command = lines[start].removeprefix("$ ")
        if command == "echo $?":
            printed = [str(code)]
        else:
            words = shlex.split(command.removeprefix("./run "))
            assert words.pop(0) == "estimate", f"{path}:{start + 1}: only estimate is run"
            done = run(*words)
            code, printed = done.code, (done.out + done.err).splitlines()
        shown = lines[start + 1 : end]
        if rewrite_golden:
            shown = shown_anew(shown, printed)
        if not agrees(shown, printed):
            wrong.append((f"{path}:{start + 1}: {command}", shown, printed))
        anew += [*lines[copied : start + 1], *shown]
        copied = end
    if rewrite_golden:
        path.write_text("\n".join([*anew, *lines[copied:]]) + "\n", encoding="utf-8")
    for place, shown, printed in wrong:
        assert (place, shown) == (place, printed)


@pytest.mark.parametrize("path", DOCUMENTS, ids=_NAMES)
def test_est_fences_run(path: Path) -> None:
    if "```est" not in path.read_text(encoding="utf-8"):
        made = ("accuracy", "redis-accuracy", "catalogue", "commands")
        assert path.stem in (*made, "architecture", "python", "what-if", "handed-on")
        return
    evaluation = estimate(read_module(str(path), shipped_library()), examples=True)
    assert evaluation.model.quantities
    assert not evaluation.model.problems, report_text(evaluation.model.problems)
    assert [result.check.check.span for result in evaluation.checks if not result.holds] == []
    assert [result.shown for result in example_results(evaluation) if not result.holds] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=_NAMES)
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_notation_names_all_functions() -> None:
    text = NOTATION.read_text(encoding="utf-8")
    parameters = {name: function.parameters for name, function in FUNCTIONS.items()}
    parameters |= {name: distribution.parameters for name, distribution in DISTRIBUTIONS.items()}
    parameters |= {name: ("a", "b", "…") for name, function in FUNCTIONS.items() if function.variadic}
    calls = [f"`{name}({', '.join(names)})`" for name, names in parameters.items()]
    assert [call for call in calls if call not in text] == []


def test_the_notation_names_all_words_and_limits() -> None:
    text = NOTATION.read_text(encoding="utf-8")
    words = [*RESERVED, *STARTERS, *MAGNITUDES]
    assert [word for word in words if f"`{word}`" not in text] == []
    nested = (MAXIMUM_DEPTH, MAXIMUM_DEPTH // 2, MAXIMUM_NESTING, MAXIMUM_SHEETS, MAXIMUM_TERMS, MAXIMUM_EXPANSION)
    written = (LONGEST_LINE, LONGEST_WORD, LONGEST_UNIT, LONGEST_NUMBER, DEEPEST_PATH, LONGEST_PATH)
    large = (LARGEST_FILE // 1_000_000, MOST_LINES, MOST_CHARACTERS, MOST_COMPARED)
    numbers = (*nested, *written, *large, LONG, BUDGET, DRAWS, FEWEST)
    limits = [f"{number:,}" for number in numbers]
    section = text[text.index("## Limits") :]
    assert [limit for limit in limits if not re.search(rf"\b{limit}\b", section)] == []


def test_the_part_of_a_sheet_that_is_shown_stands_in_it() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = text.partition("```text\ntable customers")[2].partition("\n```")[0]
    assert shown.count("\n") > 20  # else it was not found
    assert shown in (ROOT / "examples" / "shop.est").read_text(encoding="utf-8")
