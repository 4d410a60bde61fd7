"""What stands in an exported document: Markdown that is a sheet again, tables, and a notebook's cells."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

from estimator.model.files import module_from_text, read_module
from estimator.model.modules import shipped_library
from estimator.reckoning.estimate import estimate
from estimator.reckoning.examples import example_results
from estimator.writers.ipynb import variable
from estimator.writers.json import to_object
from tests.data import ROOT
from tests.documents import LIBRARY, of, text_of

if TYPE_CHECKING:
    from estimator.reckoning.evaluate import Evaluation

PUBLISHED = sorted(str(path) for path in (ROOT / "examples" / "published").glob("*.est"))


def sheet_name(path: str) -> str:
    """The name of a sheet without its folder."""
    return path.rpartition("/")[2]


# --------------------------------------------------------------------------------------------------------- Markdown


@pytest.mark.parametrize("name", [*LIBRARY, *PUBLISHED], ids=sheet_name)
def test_a_sheet_as_markdown__is_the_same_sheet(name: str) -> None:
    evaluation = estimate(read_module(name, shipped_library()))
    text = text_of(evaluation, ".md")
    again = of(text, name="plan.md")
    assert to_object(again) == to_object(evaluation)
    assert text_of(again, ".md") == text
    source = evaluation.model.module.source.text
    assert source in text


SHEET = """\
## Storage of users
## Two copies.
##
## example: total = 1200 GB
## example: twice(3) = 6

users  = 300 M user   # from finance
size   = 2 (1 to 4) KB/user
copies = 2
server = "redis"
lost   = if server == "redis" then 0 GB else (1 GB)   # a bracket at its end
total  = users * size   # for each
  * copies   # and all of them
  -> GB
twice(x) = x * 2
double = twice(copies)
check total < 2 TB
scenario "many": users = 900 M user, server = valkey
"""
CHANGES: dict[str, tuple[list[str], str]] = {
    "a number": (["users=1 bn user"], ""),
    "a range": (["size=3 to 5 KB/user"], ""),
    "a text": (["server=valkey"], ""),
    "a sum for a condition": (["lost=1 GB + 3 GB"], ""),
    "a condition": (["lost=if copies > 1 then 2 GB else (3 GB)"], ""),
    "a worked line over several lines": (["total=5 TB"], ""),
    "a call": (["double=twice(users) / 1 user"], ""),
    "all": (["users=1 user", "size=1 KB/user", "copies=5", "lost=1 GB", "total=3 GB"], ""),
    "a scenario": ([], "many"),
    "a scenario and more": (["copies=1"], "many"),
}


@pytest.mark.parametrize("name", ["plan.est", "plan.md"])
@pytest.mark.parametrize("change", list(CHANGES))
def test_what_was_given_for_a_run__stands_in_the_fence(name: str, change: str) -> None:
    overrides, scenario = CHANGES[change]
    given = SHEET if name.endswith(".est") else f"Prose `before`.\n\n```est\n{SHEET}```\n\nProse behind.\n"
    evaluation = of(given, *overrides, name=name, scenario=scenario)
    text = text_of(evaluation, ".md")
    again = of(text, name="plan.md")
    expected, found = to_object(evaluation)["quantities"], to_object(again)["quantities"]
    for before, after in zip(expected, found, strict=True):
        for each in (before, after):
            each |= {"assumption": None, "expression": each["expression"].strip('"')}  # a word for a text is one
        assert before == after
    assert text_of(again, ".md") == text
    for note in ("# from finance", "# a bracket at its end", "# for each", "and all of them"):
        assert note in text
    if name.endswith(".md"):
        assert text.startswith("Prose `before`.\n\n```est\n")
        assert text.endswith("-->\n\nProse behind.\n")


def test_examples__stay_only_while_they_hold() -> None:
    text = text_of(of(SHEET, "copies=3"), ".md")
    assert "example: twice(3) = 6" in text
    assert "example: total" not in text
    results = example_results(estimate(module_from_text(text, "plan.md"), examples=True))
    assert [result.holds for result in results] == [True]
    assert "example: total" in text_of(of(SHEET), ".md")


FENCE = "```est\nsize = 3 GB\ntotal = size * 2\n```\n"
TABLE = "### Answers\n\n| Answer | Value |\n| --- | --- |\n| `old` | = **2 GB** |\n"
BLOCK = f"<!-- estimate: begin -->\n{TABLE}<!-- estimate: end -->\n"
DOCUMENTS = {
    "prose behind": (f"# T\n\n{FENCE}", "\nMore.\n"),
    "prose close behind": (f"{FENCE}", "More.\n"),
    "nothing behind": (FENCE, ""),
    "no line end": (FENCE.removesuffix("\n"), ""),
    "an indented fence of tildes": ("- a\n\n   ~~~est\n   size = 3 GB\n   ~~~\n", "# more\n"),
    "two fences": (f"# T\n\n{FENCE}\nBetween.\n\n~~~ est\nmore = total + size\n~~~\n", "\nEnd without a line end"),
    "a fence of another kind behind": (FENCE, "\n```text\n<!-- estimate: begin -->\n<!-- estimate: end -->\n```\n"),
    "a begin without an end": (FENCE, "\n<!-- estimate: begin -->\nMine.\n"),
    "an end without a begin": (FENCE, "\n<!-- estimate: end -->\nMine.\n"),
    "comments inside a line": (FENCE, "\nSay `<!-- estimate: begin -->` and `<!-- estimate: end -->`.\n"),
    "comments in the sheet": ("```est\nsize = 3 GB # <!-- estimate: begin -->\n# <!-- estimate: end -->\n```\n", "B\n"),
    "lines of Windows": ("# T\r\n\r\n```est\r\nsize = 3 GB\r\n```\r\n", "\r\nMore.\r\n"),
}


@pytest.mark.parametrize("case", list(DOCUMENTS))
def test_a_document__keeps_its_prose_to_the_byte(case: str) -> None:
    before, behind = DOCUMENTS[case]
    text = text_of(of(before + behind, name="plan.md"), ".md")
    assert text.startswith(before)
    assert text.endswith(behind)
    added = text[len(before) : len(text) - len(behind)]
    assert added.count("<!-- estimate: begin") == added.count("<!-- estimate: end -->") == 1
    assert added.strip().startswith("<!--")
    assert added.strip().endswith("-->")
    assert ("\r" in before) == ("\r" in added)
    assert not re.search(r"(?<!\r)\n", text) or "\r" not in before
    assert text_of(of(text, name="plan.md"), ".md") == text


@pytest.mark.parametrize(
    "where", ["{block}\n{fence}\nMore.\n", "{fence}\n{block}More.\n", "{fence}\n{block}\n{fence2}"]
)
def test_a_generated_block__is_replaced_where_it_stands(where: str) -> None:
    given = where.format(block=BLOCK, fence=FENCE, fence2=FENCE.replace("size", "rest").replace("total", "sum_of"))
    text = text_of(of(given, name="plan.md"), ".md")
    before, behind = given.split(BLOCK)
    assert text.startswith(before)
    assert text.endswith(behind)
    assert text.count("<!-- estimate: begin") == 1
    assert "old" not in text


def test_a_fence_that_is_never_closed__is_closed_before_the_tables() -> None:
    text = text_of(of("# T\n\n````est\nsize = 3 GB", name="plan.md"), ".md")
    assert text.startswith("# T\n\n````est\nsize = 3 GB\n````\n\n<!-- estimate: begin")
    assert text_of(of(text, name="plan.md"), ".md") == text


def test_markdown__says_the_warnings_and_no_place_of_this_machine() -> None:
    evaluation = of("x = 8 * 1 GB/s -> Gbit/s\ny = x * 2", name="/home/someone/plan.est")
    text = text_of(evaluation, ".md")
    assert text.startswith("# plan.est\n")
    assert "- Warning: this factor converts once more" in text
    assert "/home" not in text


# ------------------------------------------------------------------------------------------------ tables and objects


def test_a_table__has_the_numbers_of_the_json() -> None:
    evaluation = estimate(read_module("twitter", shipped_library()))
    found = json.loads(text_of(evaluation, ".json"))
    rows = list(csv.DictReader(io.StringIO(text_of(evaluation, ".csv"), newline="")))
    assert found == to_object(evaluation)
    [check, *in_scenario] = rows[len(found["quantities"]) :]
    for row, quantity in zip(rows, found["quantities"], strict=False):
        assert (row["name"], row["unit"], row["text"]) == (quantity["name"], quantity["unit"], quantity["text"])
        assert float(row["value"]) == quantity["value"]
        assert [row[end] and float(row[end]) for end in ("low", "high")] == [
            quantity.get(end, "") for end in ("low", "high")
        ]
    assert (check["kind"], check["name"], check["value"]) == ("check", "media_total < 100 PB", "true")
    (scenario,) = found["scenarios"]
    assert {row["scenario"] for row in in_scenario} == {"world cup"}
    said = {row["name"]: (row["kind"], row["value"]) for row in in_scenario}
    assert said == {
        **{each["name"]: ("scenario", str(each["value"])) for each in scenario["answers"]},
        **{each["text"]: ("scenario check", str(each["holds"]).lower()) for each in scenario["checks"]},
    }


# -------------------------------------------------------------------------------------------------------- notebooks


def cells(evaluation: Evaluation) -> list[str]:
    """The sources of a notebook's cells."""
    notebook: Any = nbformat.reads(text_of(evaluation, ".ipynb"), as_version=4)  # type: ignore[no-untyped-call]
    assert [cell.get("outputs", []) for cell in notebook.cells] == [[]] * len(notebook.cells)
    assert notebook.metadata.kernelspec.name == "python3"
    return [cell.source for cell in notebook.cells]


def test_a_notebook__has_the_sheet_and_what_one_does_with_it() -> None:
    evaluation = estimate(read_module("twitter", shipped_library()), ["retention=3 year"])
    found = cells(evaluation)
    assert found[0].startswith("# Twitter: write QPS")
    assert "An interview exercise" in found[0]
    assert found[1] == "%load_ext estimator"
    head, _, source = found[2].partition("\n")
    assert head == "%%estimate twitter"
    assert to_object(of(source)) == to_object(evaluation)
    assert {"twitter.widget()", "twitter.derivation()", "twitter.to_frame()"} < set(found)
    assert found[-1] == 'twitter(monthly_users="600 M user").text("media_total")'
    assert text_of(evaluation, ".ipynb") == text_of(evaluation, ".ipynb")


def test_a_notebook_of_a_document__has_its_fences_as_one_sheet() -> None:
    given = "# Mine\n\n```est\nsize = 3 GB\n```\n\n- item\n\n   ~~~est\n   total = size * 2\n     + size\n   ~~~\n"
    found = cells(of(given, name="my plan.md"))
    head, _, source = found[2].partition("\n")
    assert head == "%%estimate my_plan"
    assert to_object(of(source)) == to_object(of(given, name="my plan.md"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("twitter", "twitter"),
        ("redis.string", "string"),
        ("folder/plan.est", "plan"),
        ("a-b c.md", "a_b_c"),
        ("class.est", "plan"),
        ("2026.est", "plan"),
        ("用户.est", "plan"),
        ("v1.2.est", "v1_2"),
    ],
)
def test_the_variable_of_a_notebook__is_a_python_name(name: str, expected: str) -> None:
    assert variable(name) == expected


def test_the_variable_of_a_notebook__is_no_quantity() -> None:
    assert cells(of("plan = 3 GB\ntotal = plan * 2"))[2].startswith("%%estimate plan_sheet\n")
