"""`new --from`: a copy of a sheet says nothing that the first edit makes untrue, and tells what an edit broke."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from estimator import EstimateError, check, load, new, sheet
from estimator.model.copies import begun_from
from estimator.model.files import module_from_text
from estimator.model.modules import shipped_library
from estimator.reckoning.estimate import flattened
from tests.commands import sheet as file_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands import Run

LIBRARY = list(shipped_library().names())


def module(name: str):  # type: ignore[no-untyped-def]  # whatever the library gives
    found = shipped_library().module(name)
    assert found is not None
    return found


@pytest.mark.parametrize("name", LIBRARY)
def test_a_copy_is_the_same_sheet_with_nothing_to_go_stale(name: str) -> None:
    original = module(name)
    copy = module_from_text(begun_from(original), "plan.est")
    assert flattened(copy).problems == flattened(original).problems == []
    assert list(copy.definitions) == list(original.definitions)
    assert [each.expression for each in copy.definitions.values()] == [
        each.expression for each in original.definitions.values()
    ]
    assert copy.sheet.documentation.sources == original.sheet.documentation.sources
    assert copy.sheet.title == original.sheet.title
    for definition in copy.definitions.values():
        assert definition.parameters is not None or not definition.documentation.examples


def test_the_first_edit_leaves_the_checks_to_speak(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.est"
    assert run("new", str(path), "--from", "twitter").code == 0
    text = path.read_text(encoding="utf-8")
    assert "## Begun from twitter of the library, whose sources these are.\n## source: Xu" in text
    assert "## also" not in text
    path.write_text(text.replace("300 M user", "400 M user"), encoding="utf-8")
    found = check(path)
    assert found.holds
    assert not found.examples


def test_examples_of_functions_stay() -> None:
    text = begun_from(module("bloom"))
    assert text.count("## example:") == module("bloom").source.text.count("## example:")


def test_a_renamed_quantity_is_recognised_where_it_was_used() -> None:
    text = re.sub("^peak_factor ", "peak ", begun_from(module("twitter")), flags=re.MULTILINE)
    with pytest.raises(EstimateError) as raised:
        sheet(text)
    assert [problem.remedy for problem in raised.value.problems] == ["did you mean peak?"] * 2


def test_a_line_that_is_gone_is_missed_where_it_is_needed() -> None:
    text = re.sub("^retention .*\n", "", begun_from(module("twitter")), flags=re.MULTILINE)
    with pytest.raises(EstimateError, match="there is no name retention"):
        sheet(text)


def test_a_document_from_the_library(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    new(path, from_="twitter")
    assert load(path).text("media_total") == "54.8 PB"
    assert path.read_text(encoding="utf-8").startswith("# Twitter: write QPS")


def test_a_file_is_copied_as_it_is(run: Run, tmp_path: Path) -> None:
    own = file_of(tmp_path, "## Mine\n## source: me\n## example: size = 3 GB\n\nsize = 3 GB\n", "own.est")
    copy = tmp_path / "copy.est"
    assert run("new", str(copy), "--from", own).code == 0
    assert copy.read_text(encoding="utf-8") == (tmp_path / "own.est").read_text(encoding="utf-8")
    document = file_of(tmp_path, "# Plan\n\n```est\nsize = 3 GB\n```\n", "own.md")
    assert run("new", str(tmp_path / "copy.md"), "--from", document).code == 0
    assert load(tmp_path / "copy.md").text("size") == "3 GB"
    done = run("new", str(tmp_path / "other.est"), "--from", document)
    assert done.code == 2
    assert "is a document, and so is a copy of it" in done.err


def test_a_file_that_uses_others_stays_beside_them(run: Run, tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    file_of(tmp_path, "people = 3\n", "team.est")
    own = file_of(tmp_path, 'use "team.est" as team\nsize = 2 GB * team.people\n', "own.est")
    done = run("new", str(tmp_path / "below" / "copy.est"), "--from", own)
    assert done.code == 2
    assert "own.est uses team.est, which is not beside" in done.err
    remedy = re.search(r"write (.*copy.est)", done.err)
    assert remedy is not None
    assert run("new", remedy[1], "--from", own).code == 0
    assert load(tmp_path / "copy.est").text("size") == "6 GB"
