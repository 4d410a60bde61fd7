"""`estimate help`: the documents of the language by topic, as a terminal shows them; and the manual page."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from estimator import EstimateError, manual
from estimator.languages.manual import manual_lines, topics_of
from estimator.languages.spans import plain, width
from tests.commands import COLUMNS, parsed
from tests.data import ROOT
from tests.real import which

if TYPE_CHECKING:
    from tests.commands import Run

MARKDOWN = """\
Some *plain* **bold** text with `a * b` and [a link](#units), [a file](other.md).

- an item
  that goes on
- `another`

| a | b |
|---|---|
| `x \\| y` | one long cell of words |

```est
a = 1
```

### Deeper
"""
NAMES = [each.name for each in manual().topics]


def shown(text: str, columns: int = COLUMNS) -> list[str]:
    return [plain(line) for line in manual_lines(text, columns)]


def test_every_heading_of_the_documents_is_a_topic() -> None:
    for document in ("notation.md", "what-if.md"):
        text = (ROOT / "docs" / document).read_text(encoding="utf-8")
        outside = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
        titles = re.findall(r"^#{1,3} (.*)$", outside, re.MULTILINE)
        assert len(titles) > 10
        assert [each.title for each in manual().topics if each.document == document] == titles
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_topic_is_shown_for_its_name_and_its_title(name: str) -> None:
    (topic,) = manual(name).topics
    assert manual(topic.title).topics == (topic,)
    assert topic.summary()


@pytest.mark.parametrize("name", NAMES)
def test_a_topic_says_all_its_words_and_only_code_is_wider_than_the_terminal(name: str) -> None:
    (topic,) = manual(name).topics
    lines = shown(topic.text)
    said = " ".join(lines)
    for word in re.findall(r"[A-Za-z]{4,}", re.sub(r"\]\([^)]*\)|^```\w+$", "", topic.text, flags=re.MULTILINE)):
        assert word in said
    code = {line.strip() for line in topic.text.splitlines()}
    assert [each for each in lines if width(each) > COLUMNS and each.strip() not in code and "://" not in each] == []


def test_what_a_link_says_to_ask_for_is_a_topic() -> None:
    asked = {
        name for each in manual().topics for name in re.findall(r"estimate help ([\w-]+)", " ".join(shown(each.text)))
    }
    assert len(asked) > 5
    assert asked <= set(NAMES)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("range", ["ranges", "your-own-ranges"]),
        ("own", ["your-own-ranges", "your-own-functions"]),
        ("exit", ["exit-codes"]),
        ("bare numbers", ["one-quantity-bare-numbers-standard-input"]),
        ("JSON", ["json"]),
        ("hyperloglogs", []),
    ],
)
def test_words_of_a_title_find_it(asked: str, found: list[str]) -> None:
    if not found:
        with pytest.raises(EstimateError):
            manual(asked)
        return
    assert [each.name for each in manual(asked).topics] == found


def test_a_word_of_the_text_finds_the_topics_that_have_it() -> None:
    found = manual("lognormal")
    assert found.is_list
    assert "ranges" in [each.name for each in found.topics]
    assert all("lognormal" in each.text for each in found.topics)


@pytest.mark.parametrize(("wrong", "right"), [("rnages", "ranges"), ("chekcs-and-scenarios", "checks-and-scenarios")])
def test_a_mistyped_topic_has_the_nearest_one(wrong: str, right: str, run: Run) -> None:
    done = run("help", wrong)
    assert (done.code, done.out) == (2, "")
    assert f"did you mean estimate help {right}?" in done.err


def test_a_command_is_shown_as_by_its_own_help_and_a_topic_of_the_same_name_behind_it(run: Run) -> None:
    assert run("help", "fmt").out == run("fmt", "--help").out
    both = run("help", "solve").out
    assert both.startswith(run("solve", "--help").out)
    assert "what must an assumption be" in both
    assert run("help").out.count("estimate help") >= 3
    assert parsed(run("help", "ranges", "--json").out) == manual("ranges").to_dicts()


def test_markdown_is_laid_out_for_the_width() -> None:
    assert shown(MARKDOWN, 40) == [
        "Some plain bold text with `a * b` and a",
        "link (estimate help units), a file.",
        "",
        "- an item that goes on",
        "- `another`",
        "",
        "a        b",
        "`x | y`  one long cell of words",
        "",
        "  a = 1",
        "",
        "Deeper",
    ]


def test_a_heading_inside_of_a_fence_is_none() -> None:
    assert [each.name for each in topics_of("# A\n\n```est\n## no topic\n```\n\n## B c\n\ntext\n", "a.md")] == [
        "a",
        "b-c",
    ]


def test_the_manual_page_is_without_a_warning() -> None:
    groff = which("groff")
    if groff is None:
        pytest.skip("no groff to set it")
    page = ROOT / "docs" / "estimate.1"
    done = subprocess.run(
        [groff, "-man", "-Tutf8", "-ww", "-K", "utf8", str(page)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "it was interrupted" in done.stdout
