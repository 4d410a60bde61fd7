"""Sheets of many lines: refused before they are read where they are too long, and few proposals for wrong words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from estimator.languages.problem_reports import report_text
from estimator.model import budget
from estimator.model.describe import MOST_COMPARED, suggestion
from estimator.model.files import module_from_text, read_module
from estimator.model.modules import shipped_library
from estimator.notation.limits import MOST_CHARACTERS, MOST_LINES
from estimator.problems import EstimateError
from estimator.reckoning.estimate import estimate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SPLIT = "split it into sheets, which another one names with use"
LONG = "x = 1   # " + "a" * 190 + "\n"
FENCE = "```est\n" + "x =\n" * 60_000 + "```\n"
TOO_LARGE = {
    "lines": ("x =\n" * (MOST_LINES + 1), "plan.est", f"plan.est:{MOST_LINES + 1}:1", "lines"),
    "blank lines": ("\n" * 4_000_000, "plan.est", f"plan.est:{MOST_LINES + 1}:1", "lines"),
    "characters": (LONG * (MOST_CHARACTERS // len(LONG) + 1), "plan.est", "plan.est:24876:", "characters"),
    "a document": (
        "text\n```est\n" + "x =\n" * (MOST_LINES + 1) + "```\n",
        "a.md",
        f"a.md:{MOST_LINES + 3}:1",
        "lines",
    ),
    "two fences": (FENCE * 2, "a.md", f"a.md:{MOST_LINES + 4}:1", "lines"),
}


@pytest.mark.parametrize(("text", "name", "place", "what"), TOO_LARGE.values(), ids=TOO_LARGE)
def test_a_sheet_that_is_too_large_is_refused_at_the_place(text: str, name: str, place: str, what: str) -> None:
    with pytest.raises(EstimateError) as caught:
        module_from_text(text, name)
    said = report_text(caught.value.problems)
    assert (place in said, what in said, SPLIT in said) == (True, True, True), said
    assert len(said) < 1000


def test_a_sheet_that_is_used_is_bounded_as_well(tmp_path: Path) -> None:
    (tmp_path / "large.est").write_text("x = 1\n" * (MOST_LINES + 1))
    (tmp_path / "plan.est").write_text('use "large.est" as large\ny = large.x\n')
    with pytest.raises(EstimateError, match="a sheet has 100,000 lines at most"):
        estimate(read_module(str(tmp_path / "plan.est"), shipped_library()))


@pytest.mark.parametrize(
    "text",
    ["text\n" * (MOST_LINES + 9) + "```est\nx = 1\n```\n", "#\n" * (MOST_LINES - 2) + "x = 1\n"],
    ids=["what stands outside its fences", "the last line"],
)
def test_what_is_not_too_much_is_read(text: str) -> None:
    assert list(module_from_text(text, "plan.md" if "```" in text else "plan.est").definitions) == ["x"]


LINES = 2_000
WRONG = {
    "names": "".join([f"a{place} = unknown_{place} * 2\n" for place in range(LINES)]),
    "functions": "".join([f"a{place} = unknown_{place}(2)\n" for place in range(LINES)]),
    "of the library": "".join([f"a{place} = redis.strin{place}(2)\n" for place in range(LINES)]),
    "units": "".join([f"a{place} = 5 frobs{place}\n" for place in range(LINES)]),
    "parameters": "f(count_of: B) = count_of\n" + "".join([f"a{n} = f(count_on{n} = 3)\n" for n in range(LINES)]),
    "texts": 'f(of: "text" or "other") = 1\n' + "".join([f'a{place} = f("texs{place}")\n' for place in range(LINES)]),
    "of a sheet": "".join([f"a{place} = session_store(sesion{place} = 3).hashes\n" for place in range(LINES)]),
    "overrides": "".join([f'scenario "s{place}": valu{place} = 1\n' for place in range(LINES)]) + "value = 1\n",
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_wrong_words_are_compared_with_so_many_names_in_all(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []

    def counted(word: str, known: Iterable[str]) -> str:
        names = list(known)
        compared.append(len(names))
        return suggestion(word, names)

    monkeypatch.setattr(budget, "suggestion", counted)
    with pytest.raises(EstimateError) as caught:
        estimate(module_from_text(text, "plan.est"))
    assert len(caught.value.problems) == LINES
    assert 0 < sum(compared) <= 2 * MOST_COMPARED


def test_among_too_many_names_none_is_proposed() -> None:
    assert suggestion("user", ["users"] * MOST_COMPARED) == "users"
    assert suggestion("user", ["users"] * (MOST_COMPARED + 1)) == ""
