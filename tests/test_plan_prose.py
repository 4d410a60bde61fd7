"""What a document says of itself and around its sheet, as all exports have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from estimator.languages.blocks import (
    CODE,
    EMPHASIS,
    PLAIN,
    STRONG,
    Code,
    Heading,
    Items,
    Paragraph,
    Quote,
    Rule,
    Steps,
    Table,
    plain_text,
)
from estimator.languages.imprint import EPOCH, made_on
from estimator.languages.plan import plan_blocks
from estimator.languages.reporting import reported
from estimator.model.files import read_module
from estimator.model.modules import shipped_library
from estimator.problems import EstimateError
from estimator.reckoning.estimate import estimate
from tests.data import ROOT
from tests.documents import of, text_of

if TYPE_CHECKING:
    from estimator.languages.blocks import Block, Line
    from estimator.languages.report import Report

PLAN = """\
---
title: Photos
author: "Kim Lee"
date: 2026-11-02
---
# Photos

Owner: the **platform team**, [wiki](https://example.com/plan), [notes](notes.md).

## Assumed

```est
x = 2
```

## What follows

It is 4<!-- {y} = 4 --> & `y`.
<div align="center">centred</div>

1. one
   - deep
2. ~~two~~

> quoted

| a | b |
| - | -:|
| 1 | *2* |

```text
  as it is
```

<details>
<summary>The sheet</summary>

```est
y = x * 2
```

</details>

<details>
<summary>Kept</summary>

Inside.

</details>

<!-- estimate: begin; made by estimate export, changes here are lost; 0 -->

### Answers

<!-- estimate: end -->

Behind.
"""
BLOCKS = """\
Paragraph Owner: the *platform team*, wiki <https://example.com/plan>, notes.
Heading 1 What follows
Paragraph It is 4 & `y`.
Paragraph centred
Items 1
  Paragraph one
  Items None
    Paragraph deep
  Paragraph ~~two~~
Quote
  Paragraph quoted
Table a | b>
  1 | _2_
Code "  as it is"
Heading 2 Kept
Paragraph Inside.
Paragraph Behind.
"""


def report_of(text: str, name: str = "plan.md") -> Report:
    return reported(of(text, name=name))


def line_text(line: Line) -> str:
    """The spans of a line with signs for their styles."""
    signs = {STRONG: "*", CODE: "`", EMPHASIS: "_", PLAIN: ""}
    texts = [f"{signs[each.style]}{each.text}{signs[each.style]}" for each in line]
    return "".join([text + (f" <{each.link}>" if each.link else "") for text, each in zip(texts, line, strict=True)])


def shown(blocks: tuple[Block, ...], depth: int = 0) -> str:
    """Blocks as lines, indented by their depth."""
    lines, inner = [], "  " * (depth + 1)
    for block in blocks:
        head, below = "", ""
        match block:
            case Heading(level, line):
                head = f" {level} {line_text(line)}"
            case Paragraph(line):
                head = f" {line_text(line)}"
            case Items(start, items):
                head, below = f" {start}", "".join([shown(item, depth + 1) for item in items])
            case Quote(quoted):
                below = shown(quoted, depth + 1)
            case Table(heads, rows, right):
                sides = [">" if each else "" for each in right]
                head = " " + " | ".join([line_text(cell) + side for cell, side in zip(heads, sides, strict=True)])
                below = "".join([f"{inner}{' | '.join(map(line_text, row))}\n" for row in rows])
            case Code(text):
                head = f' "{text}"'
            case Steps() | Rule():
                pass
        lines.append(f"{'  ' * depth}{type(block).__name__}{head}\n{below}")
    return "".join(lines)


def test_the_prose_of_a_document_is_all_of_it_but_the_sheet_and_our_tables() -> None:
    assert shown(report_of(PLAN).prose) == BLOCKS
    assert report_of("x = 2\n", "plan.est").prose == ()


def test_a_document_of_ours_has_no_prose_but_what_was_written_into_it() -> None:
    """The title, the lead and the fold around the source are said by the report."""
    text = text_of(of("## Photos *of* [all]\n## In the first year.\n##\n## And # more.\n\nx = 2\ny = x * 3\n"), ".md")
    assert report_of(text).prose == ()
    assert [plain_text(each.line) for each in report_of(f"{text}\nOwn.\n").prose if isinstance(each, Paragraph)] == [
        "Own."
    ]


def test_the_plan_in_the_examples_keeps_its_owner_and_its_review() -> None:
    path = ROOT / "examples" / "capacity_plan.md"
    report = reported(estimate(read_module(str(path), shipped_library())))
    said = [plain_text(each.line) for each in report.prose if isinstance(each, (Heading, Paragraph))]
    assert said[0].startswith("Owner: the platform team.")
    assert said[-1].startswith("The next review")
    assert not any("begin" in each or "|" in each for each in said)


@pytest.mark.parametrize(
    "text", ["", "# \n", "> " * 400 + "x", "- " * 400 + "x", "[" * 3000, "<details" * 50, "```est\n"]
)
def test_odd_prose_is_read(text: str) -> None:
    assert isinstance(plan_blocks(text), tuple)


def test_a_document_says_who_wrote_it_of_when_it_is_and_when_and_by_what_it_was_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(EPOCH, "86400")
    head = (
        "## Plan\n## author: Kim Lee\n## author: 李雷\n## owner: platform\n## as_of: 2026-10\n## review_by: 2027-03\n"
    )
    imprint = report_of(f"{head}\nx = 2\n", "some/where/plan.est").imprint
    *facts, (made, how) = imprint.facts()
    assert dict(facts) == {
        "Authors": "Kim Lee, 李雷",
        "Owner": "platform",
        "Numbers as of": "2026-10",
        "Review by": "2027-03",
        "Sheet": "plan.est",
    }
    assert made == "Made"
    assert how.startswith("1970-01-02 by capacity-estimator ")
    assert report_of(PLAN).imprint.author == "Kim Lee"
    assert dict(report_of("x = 2\n", "sheet").imprint.facts()).keys() == {"Made"}
    library = reported(estimate(read_module("twitter", shipped_library()))).imprint
    assert library.source == "twitter of the library"


@pytest.mark.parametrize("given", ["", "soon", "-1", "9" * 30, "1.5"])
def test_a_day_that_is_none_is_refused(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(EPOCH, given)
    with pytest.raises(EstimateError, match="no number of seconds"):
        made_on()


def test_an_author_in_the_front_matter_is_a_plain_name() -> None:
    for written, found in [
        ("author: Kim Lee", "Kim Lee"),
        ("author: 'Kim'", "Kim"),
        ("authors: [Kim, Lee]", ""),
        ("author: |", ""),
        ("author:", ""),
    ]:
        assert report_of(f"---\n{written}\n---\n# Plan\n```est\nx = 2\n```\n").imprint.author == found
