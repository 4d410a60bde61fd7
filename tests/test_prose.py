"""The arithmetic of prose, as `estimate lint --prose` tries it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

import estimator
from estimator import EstimateError
from estimator.languages.arithmetic import tried
from estimator.problems import Source
from tests.commands import parsed, sheet
from tests.data import ROOT, lines

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands import Run


def said_of(text: str) -> tuple[list[str], int]:
    found, number = tried(Source("plan.md", text))
    return [each.problem.message.rpartition(" (")[0] for each in found], number


@pytest.mark.parametrize("line", lines("claims.txt"))
def test_a_claim_is_tried(line: str) -> None:
    if line.endswith("?"):
        assert said_of(line.removesuffix("?")) == ([], 0)
        return
    claim, _, said = line.partition("»")
    assert said_of(claim) == ([said.strip()] if said.strip() else [], 1)
    assert said_of(f"- So {claim.strip()}, as we know") == said_of(claim)
    assert said_of(f"| {claim.strip()} | 3 |") == said_of(claim)
    assert said_of(f"In all: {claim.strip()}.") == said_of(claim)


@pytest.mark.parametrize("line", [line for line in lines("claims.txt") if "» " in line])
def test_the_remedy_of_a_claim_is_true(line: str) -> None:
    claim, _, said = line.partition("»")
    found, _ = tried(Source("plan.md", claim))
    remedy = found[0].problem.remedy.removeprefix("write ")
    wrong = said.rpartition("not ")[2].strip()
    assert said_of(claim.replace(wrong, remedy))[0] == []


def test_code_is_no_prose_and_a_text_block_is() -> None:
    wrong = "2 * 3 GB = 7 GB"
    for text, number in (
        (f"```python\n{wrong}\n```\n", 0),
        (f"```est\n{wrong}\n```\n", 0),
        (f"```\n{wrong}\n```\n", 1),
        (f"```text\n{wrong}\n```\n", 1),
        (f"`{wrong}`\n", 1),
        (f"**2 * 3 GB** = 7 GB <!-- {wrong} -->\n", 1),
    ):
        assert len(said_of(text)[0]) == number, text


def test_places_are_those_of_the_document(tmp_path: Path, run: Run) -> None:
    name = sheet(tmp_path, "\ufeff# Plan\r\n\r\n- all of it: 2 * 3 GB = 7 GB\r\n", "plan.md")
    done = run("lint", "--prose", name, "--json")
    (found,) = parsed(done.out)["files"]
    assert (done.code, found["tried"]) == (1, 1)
    assert found["findings"][0] | {"file": ""} == {
        "rule": "wrong-arithmetic",
        "severity": "warning",
        "file": "",
        "line": 3,
        "column": 14,
        "message": "2 * 3 GB is 6 GB, not 7 GB (wrong-arithmetic)",
        "remedy": "write 6 GB",
    }
    assert str(estimator.lint(name, prose=True)).endswith("plan.md: 1 warning in 1 claim that could be read")
    assert estimator.lint(name, prose=True, allow=["wrong-arithmetic"]).is_clean


def test_only_a_document_has_prose() -> None:
    for name in ("twitter", "nonsuch.md", "plan.est"):
        with pytest.raises(EstimateError):
            estimator.lint(name, prose=True)


def test_our_own_documents_reckon_right() -> None:
    for name in ("README.md", "CHANGELOG.md", "docs/catalogue.md", "docs/notation.md", "docs/what-if.md"):
        found, _ = tried(Source(name, (ROOT / name).read_text(encoding="utf-8")))
        assert [each.problem.message for each in found] == [], name


def test_an_idle_comment_is_told() -> None:
    text = "2 * 3 GB = 6 GB <!-- lint: allow wrong-arithmetic -->\n<!-- lint: allow unused -->\n3 * 3 GB = 7 GB\n"
    messages, _ = said_of(text)
    assert messages == ["wrong-arithmetic finds nothing here", "3 * 3 GB is 9 GB, not 7 GB"]


def test_a_hostile_text_takes_no_time_that_grows_beyond_it() -> None:
    begin = time.process_time()
    for text in (
        "1 * " * 100_000,
        "1 = " * 100_000,
        "(" * 100_000 + "= 3",
        "9" * 100_000 + " = 3 GB",
        "3 GB = 4 GB\n" * 20_000,
        "1:1 " * 50_000,
        "| 2 * 3 GB = 7 GB " * 20_000,
        "2 KB * " * 300 + "3 = 1 GB",
    ):
        tried(Source("plan.md", text))
    assert time.process_time() - begin < 20


def test_the_links_of_a_chain_are_tried() -> None:
    assert said_of("200k QPS * 1 KB = 200 MB/s = 1.6 Gbps") == ([], 2)
    assert said_of("200k QPS * 1 KB = 200 MB/s = 16 Gbps") == (["200 MB/s is 1.6 Gbps, not 16 Gbps"], 2)
    assert said_of("the textbook says 16 + 16 + 32 B = 64 B = 3.2 GB in all")[0] == []
