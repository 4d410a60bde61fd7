"""Figures of a sheet in the prose of its document: filled in, filled in anew, and checked."""

from __future__ import annotations

import os
import random
import re
import time
from typing import TYPE_CHECKING

import pytest

import estimator
from estimator import EstimateError
from estimator.notation.prose import figures, prose_of
from estimator.problems import Problem, Source
from tests.commands import interrupt_after, parsed, sheet
from tests.data import blocks

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands import Run

SHEET = """
```est
daily_users = 150 M user
tweets      = 2 (1 to 4) tweet/user/day
media_size  = 100 KB/tweet
retention   = 5 year
peak_factor = 2
engine      = "redis"
peak_qps    = daily_users * tweets * peak_factor -> QPS
media_total = daily_users * tweets * media_size * retention -> PB
is_large    = media_total > 10 PB
saved_share = 30% + 4.5%
twice(x) = x * 2
table zones
    zone | users: user
    east | 100 M
    west | 50 M
scenario "world cup": peak_factor = 10
```
"""


FIGURES = [{"figure": "{media_total}", "value": "54.8 PB"}]


def document(folder: Path, prose: str, name: str = "plan.md") -> str:
    return sheet(folder, f"{prose}\n{SHEET}", name)


def prose(name: str) -> str:
    """What a file holds before its sheet."""
    with open(name, encoding="utf-8", newline="") as file:
        return file.read().partition(f"\n{SHEET}")[0]


@pytest.mark.parametrize(("title", "given", "made"), blocks("figures.txt"), ids=lambda text: text.split("\n")[0][:40])
def test_figures_are_filled_in(title: str, given: str, made: str, tmp_path: Path) -> None:
    name = document(tmp_path, given)
    number = len(estimator.fill(name).figures)
    assert prose(name) == made, title
    again = estimator.fill(name)
    assert (again.changed, len(again.figures)) == (False, number)
    assert estimator.check(name, today="2026-11-27").findings == ()


def test_a_figure_follows_its_sheet(tmp_path: Path) -> None:
    name = document(tmp_path, "Of {media_total -> TB}, {media_total, range} and {peak_factor}.\n")
    estimator.fill(name)
    with open(name, encoding="utf-8") as file:
        text = file.read().replace("5 year", "10 year")
    with open(name, "w", encoding="utf-8") as file:
        file.write(text)
    messages = [each.message for each in estimator.check(name).findings]
    assert messages == [
        "media_total is 109500 TB by now, not 54750 TB",
        "media_total is 110 PB (54.8 to 219) by now, not 54.8 PB (27.4 to 110)",
    ]
    assert not estimator.check(name).holds
    assert estimator.fill(name).changed
    assert estimator.check(name).holds
    assert prose(name).startswith("Of 109500 TB<!-- {media_total -> TB} = 109500 TB -->, 110 PB (54.8 to 219)<!--")


@pytest.mark.parametrize(
    "changed",
    ["54.9 PB", "154.8 PB", "1.54.8 PB", "54.8 TB", "about 50 PB", ""],
)
def test_a_figure_that_was_changed_by_hand_is_told_and_kept(changed: str, tmp_path: Path) -> None:
    name = document(tmp_path, "We store {media_total} in all.\n")
    estimator.fill(name)
    with open(name, encoding="utf-8") as file:
        text = file.read().replace("store 54.8 PB", f"store {changed}")
    with open(name, "w", encoding="utf-8") as file:
        file.write(text)
    (found,) = estimator.check(name).findings
    assert found.message == "this figure was changed by hand: 54.8 PB was filled in"
    with pytest.raises(EstimateError, match="changed by hand"):
        estimator.fill(name)
    with open(name, encoding="utf-8") as file:
        assert file.read() == text
    # The remedy, to the letter: the figure in place of both.
    comment = "<!-- {media_total} = 54.8 PB -->"
    with open(name, "w", encoding="utf-8") as file:
        file.write(text.replace(f"{changed}{comment}", "{media_total}"))
    assert estimator.fill(name).changed
    assert estimator.check(name).holds


def test_a_comment_that_was_changed_with_its_value_is_seen(tmp_path: Path) -> None:
    name = document(tmp_path, "60 PB<!-- {media_total} = 60 PB -->\n")
    assert [each.message for each in estimator.check(name).findings] == ["media_total is 54.8 PB by now, not 60 PB"]


def test_all_else_stays_to_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    text = f"\ufeff# Plan  \r\n\r\nAbout {{media_total}}\t \r\n{SHEET}\u2028 end".replace("\n", "\r\n").replace(
        "\r\r", "\r"
    )
    path.write_bytes(text.encode())
    path.chmod(0o640)
    estimator.fill(path)
    expected = text.replace("{media_total}", "54.8 PB<!-- {media_total} = 54.8 PB -->", 1)
    assert path.read_bytes() == expected.encode()
    assert path.stat().st_mode & 0o777 == 0o640


def test_all_of_a_document_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = document(tmp_path, "Of {media_total} and {media_totl}, {peak_qps -> GB} too.\n")
    before = prose(name)
    with pytest.raises(EstimateError, match="did you mean media_total"):
        estimator.fill(name)
    assert prose(name) == before
    name = document(tmp_path, "Of {media_total}.\n")
    interrupt_after(monkeypatch, "fsync")
    with pytest.raises(KeyboardInterrupt):
        estimator.fill(name)
    monkeypatch.undo()
    assert prose(name) == "Of {media_total}.\n"
    assert os.listdir(tmp_path) == ["plan.md"]


@pytest.mark.parametrize(
    ("figure", "message", "remedy"),
    [
        ("{media_totl}", "the document's sheet has no quantity media_totl", "did you mean media_total?"),
        ("{id}", "the document's sheet has no quantity id", "write \\{id} where these braces mean nothing"),
        ("{twice}", "twice is a function", "name a line that calls it: total = twice(…)"),
        ("{media_total -> GBs}", "GBs is no unit", ""),
        ("{media_total -> QPS}", "bit cannot be shown in QPS", ""),
        ('{peak_qps, in "final"}', 'there is no scenario "final"', 'it has "world cup"'),
        ("{peak_qps, 18 digits}", "a figure is shown with at most 17 digits", ""),
        ("{peak_qps, loud}", "this is no option of a figure", ""),
        ("{peak_qps -> QPS * 2}", "a figure is a name", ""),
        ("5{peak_qps}", "this figure would run into the number before it", "put a blank between them"),
    ],
)
def test_what_is_no_figure_is_told_with_a_way_out(figure: str, message: str, remedy: str, tmp_path: Path) -> None:
    name = document(tmp_path, f"So {figure} it is.\n")
    with pytest.raises(EstimateError) as raised:
        estimator.fill(name)
    (problem,) = raised.value.problems
    assert problem.message.startswith(message.replace("bit cannot", problem.message.split(" ")[0] + " cannot"))
    assert remedy in problem.remedy
    mark = problem.marks[0]
    assert mark.source.location(mark.start)[0] == 1


def test_braces_that_mean_something_else_are_left_to_a_check(tmp_path: Path) -> None:
    """`check` minds figures that were filled in, and those of its sheet; an address may have braces of its own."""
    name = document(tmp_path, "GET /users/{id} answers {media_total}, {media_total, loud}.\n")
    assert [each.message for each in estimator.check(name).findings] == ["{media_total} is not filled in"]


@pytest.mark.parametrize(
    ("text", "prose_is"),
    [
        ("a `{x}` b", "a `{x}` b"),
        ("---\ntitle: {x}\n---\nb", "\nb"),
        ("a\n\n    {x}\n    more\n\nb", "a\n\n\nb"),
        ("- a\n\n    {x}\n", "- a\n\n    {x}\n"),
        ("a\n    {x}\n", "a\n    {x}\n"),
        ("~~~\n{x}\n~~~\nb", "b"),
        ("a\n<!-- estimate: begin -->\n{x}\n<!-- estimate: end -->\nb", "a\n<!-- estimate: end -->\nb"),
    ],
)
def test_prose_is_what_is_no_code(text: str, prose_is: str) -> None:
    assert "".join([text[start:end] for start, end in prose_of(text)]) == prose_is


@pytest.mark.parametrize(
    "text",
    [
        *("`{x}`", "``a ` {x}``", "\\{x}", "${x}", "{{x}}", "x_{i}", "#{x}", "{ }", "{}", "{x", "<!-- {x} -->"),
        *("{x; y}", "{1}", "{x\n}y", "`a\n{x}`", "{x, {1}", "[a](b/{x})"),
        *("https://example.com/{x}", "<https://example.com/{x}>"),
    ],
)
def test_what_is_no_figure(text: str) -> None:
    problems: list[Problem] = []
    found = figures(Source("plan.md", text), problems, lenient=True)
    assert [each.written for each in found] == (["{x }"] if text == "{x\n}y" else [])


@pytest.mark.parametrize("text", ["` {x}", "``a` {x}", "`a\n\n{x}`", "{ x }", "$ {x}", "<b>{x}</b>", "{x}{x}"])
def test_what_is_a_figure(text: str) -> None:
    assert figures(Source("plan.md", text), [])


def test_a_hostile_document_takes_no_time_that_grows_beyond_it() -> None:
    hostile = ("{" * 100_000, "`" * 100_000, "<!--" * 50_000, "`a``b" * 30_000, "{x " * 50_000, "\n    a\n\n" * 20_000)
    begin = time.process_time()
    for text in hostile:
        assert figures(Source("plan.md", text), [], lenient=True) == []
    assert time.process_time() - begin < 10


def test_the_command_says_what_it_did(run: Run, tmp_path: Path) -> None:
    name = document(tmp_path, "Of {media_total}.\n")
    other = sheet(tmp_path, "x = 3 GB\n", "x.est")
    done = run("fill", "--check", name)
    assert (done.code, done.out) == (1, f"{name}: its figures would change\n")
    assert prose(name) == "Of {media_total}.\n"
    done = run("fill", name, "--json")
    assert (done.code, parsed(done.out)) == (0, {"files": [{"file": name, "changed": True, "figures": FIGURES}]})
    done = run("fill", name, other)
    assert (done.code, done.out) == (2, f"{name}: 1 figure, all as they were\n")
    assert "is no document with prose" in done.err


def test_a_table_that_was_changed_by_hand_is_told(tmp_path: Path) -> None:
    name = sheet(tmp_path, "# Plan\n\n```est\nsize = 3 GB\ntotal = size * 2\n```\n", "plan.md")
    estimator.load(name).export(name, force=True)
    assert estimator.check(name).findings == ()
    with open(name, encoding="utf-8") as file:
        text = file.read()
    for old, new, message in (
        ("**6 GB**", "**7 GB**", "the tables that export made were changed by hand"),
        ("size = 3 GB", "size = 4 GB", "the tables that export made have other figures by now"),
        ("| --- | --- |", "|-----|:---|", ""),
    ):
        assert old in text
        with open(name, "w", encoding="utf-8") as file:
            file.write(text.replace(old, new, 1))
        found = estimator.check(name).findings
        assert [each.message for each in found] == ([message] if message else [])
        if "other" in message:
            estimator.load(name).export(name, force=True)
            assert estimator.check(name).findings == ()


def test_what_was_filled_in_is_told_in_a_table_too(tmp_path: Path) -> None:
    made = estimator.fill(document(tmp_path, "Of {media_total}.\n"))
    assert made.csv().splitlines()[-1] == "{media_total},54.8 PB"
    assert "54.8 PB" in made.markdown()
    assert "54.8 PB" in made._repr_html_()


PIECES = (
    *("{a}", "{total -> MB}", "{rate, 2 digits}", "{engine}", "{a, range}", "\\{a}", "`{a}`", "``", "`", "\n", "\n\n"),
    *("    ", "text ", "- item\n", "| ", "<!-- c -->", "<!--", "-->", "{", "}", "{{a}}", "${a}", "# h\n", "~~~\n"),
    *(
        "```\n",
        "1. ",
        "*",
        "\\",
        "http://x/{a}",
        "](",
        "\r\n",
        "\t",
        "中",
        "{rate}5",
        "5{rate}",
        "1,{rate}",
        ", {rate}",
    ),
)
SMALL = '```est\na = 3 GB\ntotal = a * 2\nrate = 5 QPS\nengine = "x"\n```\n'
COMMENT = re.compile(r"<!-- (\{[^{}]*\}) = ([^<>]*?) -->")


def unfilled(text: str) -> str:
    """A document with the figures in place of what was filled in."""
    for found in [*COMMENT.finditer(text)][::-1]:
        start = found.start() - len(found[2])
        assert text[start : found.start()] == found[2]
        text = text[:start] + found[1] + text[found.end() :]
    return text


@pytest.mark.parametrize("seed", range(6))
def test_of_any_document_the_figures_alone_change(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    path = tmp_path / "plan.md"
    for _ in range(12):
        text = SMALL + "".join([chance.choice(PIECES) for _ in range(chance.randint(1, 25))])
        path.write_bytes(text.encode())
        try:
            estimator.fill(path)
        except EstimateError:
            assert path.read_bytes() == text.encode()
            continue
        assert unfilled(path.read_bytes().decode()) == text
        assert not estimator.fill(path).changed
        assert estimator.check(path).findings == ()
