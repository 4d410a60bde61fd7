"""A Markdown document exported over itself: what stays to the byte, and what is made anew."""

from __future__ import annotations

import pytest

from estimator.languages import imprint
from estimator.languages.checks import asked_text
from estimator.notation.fences import est_regions
from estimator.writers.md import stale
from tests.documents import of, text_of

SHEET = "## Plan\n## author: Kim *Lee*\n## as_of: 2026-10\n\nx = 2 (1 to 4)\ny = x * 3\ncheck y < 9 at 80%\n"
FIRST, LATER = "86400", "864000"  # the days 1970-01-02 and 1970-01-11


def again(text: str) -> str:
    return text_of(of(text, name="plan.md"), ".md")


@pytest.fixture(autouse=True)
def first_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(imprint.EPOCH, FIRST)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_day_is_that_of_the_figures(line_end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = text_of(of(SHEET.replace("\n", line_end)), ".md")
    assert f"{line_end}- Made: 1970-01-02 by capacity-estimator " in text
    assert f"{line_end}- Author: Kim \\*Lee\\*; Numbers as of: 2026-10{line_end}" in text
    monkeypatch.setenv(imprint.EPOCH, LATER)
    monkeypatch.setattr(imprint, "product", lambda: "capacity-estimator 99")
    assert again(text) == text
    assert not stale(of(text, name="plan.md"))
    other = again(text.replace("y = x * 3", "y = x * 2"))
    assert "- Made: 1970-01-11 by capacity-estimator 99" in other
    assert "1970-01-02" not in other


def test_the_answers_come_first_and_the_source_last_and_folded() -> None:
    text = text_of(of(SHEET), ".md")
    places = [text.index(each) for each in ("# Plan", "### Answers", "### Checks", "<details>", "```est", "</details>")]
    assert places == sorted(places)
    assert text.endswith("\n```\n\n</details>\n")
    begin, end = est_regions(text)[0]
    assert text[begin:end] == SHEET


@pytest.mark.parametrize(
    ("document", "behind"),
    [
        ("# P\n\n<details>\n<summary>S</summary>\n\n```est\nx = 2\n```\n\n</details>\n\nEnd.\n", "</details>\n"),
        (
            "<details><summary>S</summary>\n\n<details>\n\n```est\nx = 2\n```\n\n</details>\n</details>\nEnd.\n",
            "</details>\n",
        ),
        ("<details><summary>Other</summary></details>\n\n```est\nx = 2\n```\n\nEnd.\n", "x = 2\n```\n"),
        ("```est\nx = 2\n```\n\n<details>\nOther\n</details>\n", "x = 2\n```\n"),
        ("<details>\n\n```est\nx = 2\n```\n\nnever closed\n", "x = 2\n```\n"),
        ("<details>\n\n```text\n</details>\n```\n\n```est\nx = 2\n```\n\n</details>\n", "</details>\n"),
        ("<details>\n\n```est\nx = 2\n```\n\n</details>", "</details>\n"),
    ],
)
def test_the_tables_stand_behind_what_the_sheet_is_folded_in(document: str, behind: str) -> None:
    text = again(document)
    before = text[: text.index("<!-- estimate: begin")]
    assert before.endswith(f"{behind}\n")
    assert document.startswith(before[:-1].removesuffix("\n"))
    assert again(text) == text
    made = text[len(before) : text.index("estimate: end -->") + len("estimate: end -->\n")]
    assert (before[:-1] + text[len(before) + len(made) :]).rstrip("\n") == document.rstrip("\n")


def test_a_check_says_what_is_asked_of_it_with_and_without_ranges() -> None:
    asked = asked_text(0.8)
    assert f", {asked} asked |" in text_of(of(SHEET), ".md")
    assert f"| ✓ | `y < 9` | yes, {asked} asked |" in text_of(of("x = 2\ny = x * 3\ncheck y < 9 at 80%\n"), ".md")


def test_several_scenarios_stand_side_by_side() -> None:
    text = "x = 2\ny = x * 3\ncheck y < 9\n" + 'scenario "a|b": x = 4\nscenario "none": x = 1 / 0\n'
    assert "### Results" not in text_of(of(text), ".md")
    made = text_of(of(f'{text}scenario "less": x = 1\n'), ".md")
    assert made[made.index("### Results") :].startswith(
        "### Results\n\n|  | as it is | a\\|b | less |\n| --- | --- | --- | --- |\n"
        "| `y` | = 6 | = 12 | = 3 |\n| `y < 9` | ✓ holds | ✗ fails | ✓ holds |\n"
    )


def test_a_line_of_somebody_among_the_tables_is_named_and_not_ours() -> None:
    text = text_of(of("x = 2\ny = x * 3\n" + 'scenario "a": x = 4\nscenario "b": x = 5\n'), ".md")
    with pytest.raises(Exception, match="none of the tables") as error:
        again(text.replace("### Results\n", "### Results\nOurs: ask Kim.\n"))
    assert "Ours" in str(error.value)
