"""The rules of `estimate lint`: each on a public estimate that makes the mistake, and not on what is mended.

tests/cases/lint holds `RULE.est`, and variants `RULE.name.est`, in which that rule and no other finds something, with
what is said beside it in `.out`; and `RULE.mended.est`, which does what the remedy says.
"""

from __future__ import annotations

import os
import re
import time
from typing import TYPE_CHECKING

import pytest

import estimator
from estimator import EstimateError
from estimator.model.modules import shipped_library
from estimator.reckoning.linting.rules import NAMES, NOTE, OF_PROSE, RULES, WARNING, Rule
from estimator.reckoning.linting.vocabulary import says
from tests.commands import parsed, sheet
from tests.data import CASES, ROOT, files

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands import Run

FOLDER = CASES / "lint"
CASES_OF_RULES = files("lint", ".est", ".md")
BROKEN = [path for path in CASES_OF_RULES if ".mended" not in path.name]
MENDED = [path for path in CASES_OF_RULES if ".mended" in path.name]
DOCUMENT = (ROOT / "docs" / "what-if.md").read_text(encoding="utf-8")
SHEETS = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "examples").rglob("*.est"))
DOCUMENTS = ["README.md", "examples/capacity_plan.md"]


def rules(name: str) -> list[str]:
    """The rules that find something, in a sheet or in the prose of a document without one."""
    return [each.rule.name for each in linted(name).findings]


def linted(name: str) -> estimator.Linted:
    return estimator.lint(name, prose=name.endswith(".md") and "/lint/" in os.path.abspath(name))


def rule_of(path: Path) -> str:
    return path.name.partition(".")[0]


def test_each_rule_has_its_public_example_and_its_remedy() -> None:
    assert {rule_of(path) for path in BROKEN} == {rule_of(path) for path in MENDED} == set(NAMES)
    for rule in RULES:
        assert rule.severity in (WARNING, NOTE)
        suffix = ".md" if rule in OF_PROSE else ".est"
        example = (FOLDER / f"{rule.name}{suffix}").read_text(encoding="utf-8")
        assert rule.met in example
        assert rule.met.startswith("http") or rule.name in ("idle-allowance", "wrong-ratio")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_document_tells_of_a_rule(rule: Rule) -> None:
    line = next(line for line in DOCUMENT.splitlines() if line.startswith(f"| `{rule.name}` |"))
    assert rule.summary in line
    assert rule.met in line
    assert f"| {rule.severity} |" in line


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_rule_finds_its_mistake_and_no_other_does(
    path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, *, rewrite_golden: bool
) -> None:
    monkeypatch.chdir(FOLDER)
    done = run("lint", path.name, *(["--prose"] if path.suffix == ".md" else []))
    found = rules(path.name)
    assert set(found) == {rule_of(path)}
    assert (done.code, done.err) == (int(rule_of(path) != "unsourced"), "")
    golden = path.with_suffix(".out")
    if rewrite_golden:
        golden.write_text(done.out, encoding="utf-8")
    assert done.out == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", MENDED, ids=lambda path: path.stem)
def test_what_is_mended_is_clean(path: Path) -> None:
    assert rules(str(path)) == []


@pytest.mark.parametrize("path", [path for path in BROKEN if "allowance" not in path.name], ids=lambda path: path.stem)
@pytest.mark.parametrize("is_above", [False, True])
def test_a_comment_allows_what_is_found_on_its_line(path: Path, tmp_path: Path, *, is_above: bool) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    found = linted(str(path)).findings
    for number in sorted({each.problem.marks[0].source.location(each.problem.marks[0].start)[0] for each in found})[
        ::-1
    ]:
        comment = f"# lint: allow {rule_of(path)}" if path.suffix == ".est" else f"<!-- lint: allow {rule_of(path)} -->"
        if is_above:
            indent = len(lines[number - 1]) - len(lines[number - 1].lstrip())
            lines.insert(number - 1, " " * indent + comment)
        else:
            lines[number - 1] += f"   {comment}"
    (tmp_path / "lint").mkdir()
    name = sheet(tmp_path / "lint", "\n".join(lines) + "\n", f"plan{path.suffix}")
    assert rules(name) == []
    if path.suffix == ".md":
        return
    assert all("lint:" not in row.get("note", "") for row in estimator.load(name).to_dict()["quantities"])


@pytest.mark.parametrize("name", sorted(shipped_library().names()))
def test_nothing_is_found_on_a_sheet_of_the_library(name: str) -> None:
    begin = time.process_time()
    assert rules(name) == []
    assert time.process_time() - begin < 10


@pytest.mark.parametrize("name", [*SHEETS, *DOCUMENTS])
def test_nothing_is_found_on_an_example(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that were published have some mistakes, which a comment allows: they are what their source says."""
    monkeypatch.chdir(ROOT)
    assert [each for each in estimator.lint(name).findings if each.rule.severity == WARNING] == []


def test_the_published_estimates_make_these_mistakes(tmp_path: Path) -> None:
    """Without the comments: of the estimates that others published, every fifth forgets the copies."""
    found: list[str] = []
    for name in SHEETS:
        text = (ROOT / name).read_text(encoding="utf-8")
        found += rules(sheet(tmp_path, re.sub("; lint: allow .*|# lint: allow .*", "", text)))
    assert {rule: found.count(rule) for rule in NAMES if rule in found} == {
        "mean-for-peak": 4,
        "no-copies": 17,
        "no-retention": 2,
    }


FEW = {"P004": 1, "P012": 1, "P056": 1, "P064": 1, "P073": 1, "S002": 1, "S019": 1}


@pytest.mark.parametrize("path", files("sheets", ".est"), ids=lambda path: path.stem)
def test_few_warnings_are_found_on_worked_sheets(path: Path) -> None:
    """One copy of what is stored, machines for a mean, an assumption that is not used: all there to be seen."""
    warnings = [each for each in estimator.lint(path).findings if each.rule.severity == WARNING]
    assert len(warnings) == FEW.get(path.stem, 0)


def test_a_rule_is_left_out_for_all_of_a_file() -> None:
    path = str(FOLDER / "peak-twice.est")
    assert rules(path) == ["peak-twice", "peak-twice"]
    assert estimator.lint(path, allow=["peak-twice"]).findings == ()
    with pytest.raises(EstimateError, match="did you mean peak-twice"):
        estimator.lint(path, allow=["peaktwice"])


def test_the_json_has_each_finding_with_its_rule(run: Run, tmp_path: Path) -> None:
    name = sheet(tmp_path, "sent = 3 TB/day   # billed\nlink = 8 * sent -> Gbit/s\n")
    broken = sheet(tmp_path, "a = 3 GB + 1 s\n", "broken.est")
    done = run("lint", name, broken, "--json")
    assert done.code == 2
    first, second = parsed(done.out)["files"]
    assert first["findings"] == [
        {
            "rule": "converted-twice",
            "severity": "warning",
            "file": name,
            "line": 2,
            "column": 8,
            "message": "this factor converts once more (converted-twice)",
            "remedy": "-> Gbit/s turns bytes into bits or back by itself: leave the factor out",
        }
    ]
    assert [each["message"] for each in second["errors"]] == ["B and s do not add up"]


def test_a_documents_fences_are_looked_at(tmp_path: Path) -> None:
    text = "# Plan\n\n# lint: allow unused\n\n```est\nx = 3 GB   # a guess\ny = 2 GB   # another\nz = y + y\n```\n"
    name = sheet(tmp_path, text, "plan.md")
    assert rules(name) == ["unused"]


def test_a_comment_in_a_text_allows_nothing(tmp_path: Path) -> None:
    name = sheet(tmp_path, 'kind = "a # lint: allow unused"   # told\nx = 3 GB   # a guess\ny = x * 2\n')
    assert rules(name) == ["unused"]


@pytest.mark.parametrize(
    ("name", "concept", "is_said"),
    [
        ("peak_qps", "peak", True),
        ("peaked", "peak", False),
        ("speaker", "peak", False),
        ("每日峰值", "peak", True),
        ("p99_latency", "percentile", True),
        ("top99", "percentile", False),
        ("replicas3", "copies", True),
        ("副本数", "copies", True),
    ],
)
def test_a_name_says_a_concept_by_its_words(name: str, concept: str, is_said: bool) -> None:  # noqa: FBT001
    assert says(name, concept) is is_said


def test_a_long_sheet_is_looked_at_in_time_that_grows_with_it(tmp_path: Path) -> None:
    """A chain of lines, each of which rests on all before it."""
    lines = ["a0 = 3 GB   # a guess", *[f"a{n} = a{n - 1} * 1.001" for n in range(1, 3000)]]
    name = sheet(tmp_path, "\n".join(lines) + "\n")
    begin = time.process_time()
    assert rules(name) == []
    assert time.process_time() - begin < 10


def test_what_was_found_is_told_in_a_table_too() -> None:
    """For a pull request, and a notebook."""
    found = estimator.lint(FOLDER / "peak-twice.est")
    assert found.counted == "2 warnings"
    assert found.csv().count("peak-twice,") == 2
    assert "leave peak\\_factor out here" in found.markdown()
    assert "<table" in found._repr_html_()
