"""`estimate export`: what it writes, what it refuses, and that no text of a user acts in any of its formats."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import re
import sys
from typing import TYPE_CHECKING, Any

import markdown_it
import nbformat
import pytest

from estimator.languages.installing import installing
from estimator.languages.spans import safe
from estimator.model.files import module_from_text
from estimator.problems import EstimateError
from estimator.reckoning.estimate import estimate
from estimator.writers.export import SUFFIXES, rendered
from estimator.writers.files import write_whole
from tests.commands import interrupt_after, parsed, sheet

if TYPE_CHECKING:
    from pathlib import Path

    from estimator.reckoning.evaluate import Evaluation
    from tests.commands import Run

PLAN = """\
## Storage

users = 300 M user   # a note
size  = 2 (1 to 4) KB/user
total = users * size -> GB
check total < 1 TB
scenario "more": users = 600 M user
"""
FAILS = PLAN.replace("1 TB", "1 GB")

# ------------------------------------------------------------------------------------------------------ the command


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".JSON"])
def test_export__writes_each_format_and_says_so_in_one_line(suffix: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / f"out{suffix}"
    done = run("export", "twitter", "-o", str(path))
    assert (done.code, done.err) == (0, "")
    assert done.out == f"{path} is written\n"
    assert path.stat().st_size > 500


def test_export__takes_overrides_and_scenarios(run: Run, tmp_path: Path) -> None:
    found = {}
    for name, words in {
        "plain": [],
        "override": ["users=900 M user"],
        "unquoted": ["users=900", "M", "user"],
        "scenario": ["--scenario", "more"],
        "both": ["--scenario", "more", "size=1 KB/user"],
    }.items():
        path = tmp_path / f"{name}.json"
        assert run("export", sheet(tmp_path, PLAN), *words, "-o", str(path)).code in (0, 1)
        [total] = [row for row in parsed(path.read_text())["quantities"] if row["name"] == "total"]
        found[name] = total["value"]
    assert found == {"plain": 600, "override": 1800, "unquoted": 1800, "scenario": 1200, "both": 600}


def test_export__where_a_check_fails_writes_and_says_so(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "out.md"
    done = run("export", sheet(tmp_path, FAILS), "-o", str(path))
    assert (done.code, done.out, done.err) == (1, f"{path} is written; a check fails\n", "")
    assert "✗" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nothing", "-o", "out.md"], "the library has no sheet nothing"),
        (["missing.est", "-o", "out.md"], "there is no file missing.est"),
        (["twitter", "-o", "out.odt"], "there is no export to .odt"),
        (["twitter", "-o", "out"], "has no suffix"),
        (["twitter", "-o", ".md"], "has no suffix"),
        (["twitter", "-o", "nowhere/out.md"], "nowhere/out.md cannot be written"),
        (["twitter", "-o", "folder.md", "--force"], "folder.md cannot be written"),
        (["twitter", "-o", "-"], "standard output takes texts"),
        (["twitter", "-o", "-.xlsx"], "standard output takes texts"),
        (["twitter", "peak_factor=3 user", "-o", "out.md"], "peak_factor is a plain number, not user"),
        (["twitter", "--scenario", "none", "-o", "out.md"], 'there is no scenario "none"'),
        (["spread", "-o", "out.md"], "no quantities to export"),
        (["twitter"], "--output"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_export__refuses_in_a_sentence_and_writes_nothing(
    words: list[str], said: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.md").mkdir()
    done = run("export", *words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert "Traceback" not in done.err
    assert os.listdir(tmp_path) == ["folder.md"]


def test_an_unknown_suffix__is_answered_with_the_list(run: Run) -> None:
    said = run("export", "twitter", "-o", "out.odt").err
    assert all(suffix in said for suffix in SUFFIXES)


@pytest.mark.parametrize("suffix", [suffix for suffix in SUFFIXES if suffix not in (".xlsx", ".docx", ".pdf")])
def test_a_text_format__goes_to_standard_output_as_to_a_file(suffix: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / f"out{suffix}"
    assert run("export", "twitter", "-o", str(path)).code == 0
    done = run("export", "twitter", "-o", f"-{suffix}")
    assert (done.code, done.err) == (0, "")
    assert done.out.encode() == path.read_bytes()


@pytest.mark.parametrize(
    ("suffix", "library", "extra"),
    [
        *((".xlsx", "xlsxwriter", "xlsx"), (".ipynb", "nbformat", "notebook")),
        *((".docx", "docx", "docx"), (".pdf", "typst", "pdf")),
    ],
)
def test_a_missing_library__is_named_with_its_extra(
    suffix: str, library: str, extra: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [library, *[name for name in sys.modules if name.startswith(f"{library}.")]]:
        monkeypatch.setitem(sys.modules, name, None)  # what Python keeps for a module that cannot be imported
    path = tmp_path / f"out{suffix}"
    done = run("export", "twitter", "-o", str(path))
    assert done.code == 2
    assert f"{suffix} needs {library}" in done.err
    assert installing(extra) in done.err
    assert not path.exists()


# ------------------------------------------------------------------------------------------------------------ files


def test_an_existing_file__stays_unless_forced(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("mine")
    done = run("export", "twitter", "-o", str(path))
    assert done.code == 2
    assert f"{path} exists" in done.err
    assert "--force" in done.err
    assert path.read_text() == "mine"
    assert run("export", "twitter", "-o", str(path), "--force").code == 0
    assert path.read_text().startswith("kind,")


def test_the_input_itself__needs_force_and_keeps_everything(run: Run, tmp_path: Path) -> None:
    head, tail = f"# Mine\n\nProse.\n\n```est\n{PLAN}```", "\n\nMore prose."
    text = head + tail
    path = sheet(tmp_path, text, "plan.md")
    os.chmod(path, 0o640)
    assert run("export", path, "-o", path).code == 2
    assert (tmp_path / "plan.md").read_text() == text
    assert run("export", path, "-o", path, "--force").code == 0
    written = (tmp_path / "plan.md").read_text()
    assert written.startswith(head)
    assert written.endswith(tail)
    assert os.stat(path).st_mode & 0o777 == 0o640
    assert run("export", path, "-o", path, "--force").code == 0
    assert (tmp_path / "plan.md").read_text() == written


def test_a_link__stays_one_and_its_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("old")
    (tmp_path / "link.md").symlink_to("real.md")
    with pytest.raises(EstimateError):
        write_whole(str(tmp_path / "link.md"), "new")
    write_whole(str(tmp_path / "link.md"), "new", over=True)
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text() == "new"


@pytest.mark.parametrize("over", [False, True])
def test_a_file__is_written_whole_or_not_at_all(over: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001
    path = tmp_path / "out.xlsx"
    if over:
        path.write_bytes(b"old")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace" if over else "link", full)
    with pytest.raises(EstimateError, match="no space left"):
        write_whole(str(path), b"\x00new", over=over)
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == ([("out.xlsx", b"old")] if over else [])


@pytest.mark.parametrize("call", ["open", "chmod", "link", "replace", "urandom"])
def test_an_interruption_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    (tmp_path / "plan.md").write_text("old", encoding="utf-8")
    for name, over in (("new.md", False), ("plan.md", True)):
        with monkeypatch.context() as patched, contextlib.suppress(KeyboardInterrupt):
            interrupt_after(patched, call)
            write_whole(str(tmp_path / name), "new", over=over)
    assert sorted({*os.listdir(tmp_path)} - {"new.md"}) == ["plan.md"]
    for path in tmp_path.iterdir():
        assert path.read_text(encoding="utf-8") in ("old", "new")


def test_bytes_and_texts__are_written_as_they_are(tmp_path: Path) -> None:
    for name, content, expected in (("a", b"\x00\xff\r\n", b"\x00\xff\r\n"), ("b", "é\r\n\n", b"\xc3\xa9\r\n\n")):
        write_whole(str(tmp_path / name), content)
        assert (tmp_path / name).read_bytes() == expected


# ---------------------------------------------------------------------------------------------------- hostile texts

TEXTS = [
    '=HYPERLINK("https://evil.example","click")'.replace('"', "'"),
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "]]> <!-- estimate: end --> -->",
    "<!-- estimate: begin --> <!-- ",
    "``` ~~~ ```` `",
    "```est",
    "quotes ' and \u2019 and &quot; &lt;b&gt; &#60;b&#62;",
    "tab\there and\ra return\rand\r```\r<script>alert(3)</script>\r",
    "\u202egnirts\u202c \u200fRTL\u2066 mark",
    "用户数 密码 絵文字 😀 👩‍👩‍👧 e\u0301 ½ ﷽",
    "\\end{document} \\input{/etc/passwd} \\write18{id} $x$ $$ \\[ % & # _ ^ ~ { }",
    "x" * 10_000,
    "many words " * 900,
    "[a](javascript:alert(1)) ![b](x) [c]: x <https://evil.example> **d** _e_ ~~f~~ | g | \\| h \\",
    "- item 1. item # heading --- === > quote",
    "1. first",
    "# no heading",
    "{{constructor.constructor('alert(1)')()}} ${alert(1)} %0a",
    "\x00\x07\x1b[31m\x85\u2028\u2029\ufeff",
    "%%estimate plan %load_ext !rm -rf .",
]


def hostile(words: str, name: str = "plan.est") -> Evaluation:
    """A sheet that has a text in every place that may hold one."""
    quoted = words.replace('"', "'")
    lines = f"""\
## {words}
## {words}
## source: {words}

## {words}
## source: {words}
用户 = 3 万 user   # {words}
size = 2 (1 to 4) KB/user   # {words}
kind_of = "{quoted}"   # {words}
total = 用户 * size -> GB   # {words}
chosen = if kind_of == "{quoted}" then total else 2 * total   # {words}
check total < 1 TB   # {words}
check kind_of == "{quoted}"   # {words}
scenario "{quoted}": 用户 = 1 user, kind_of = "{quoted}"   # {words}
"""
    if name.endswith(".md"):
        fence = "`" * 12
        lines = f"{fence}est\n{lines}{fence}\n"
    return estimate(module_from_text(lines, name))


def ids(words: str) -> str:
    """A short name of a case."""
    return ascii(words[:24])


def tokens_of(text: str) -> list[Any]:
    """All tokens of a Markdown text as GitHub reads it, those inside of lines too."""
    parser = markdown_it.MarkdownIt("gfm-like", {"html": True, "linkify": False})
    return [inner for token in parser.parse(text) for inner in (token, *(token.children or []))]


@pytest.mark.parametrize("words", TEXTS, ids=ids)
def test_a_hostile_text__is_inert_in_markdown(words: str) -> None:
    text = rendered(hostile(words), ".md")
    assert isinstance(text, str)
    tokens = tokens_of(text)
    html = [token.content.strip() for token in tokens if token.type.startswith("html")]
    ours = [each for each in html if re.fullmatch(r"<!-- estimate: (begin|end)[^<>]*-->", each)]
    assert len(ours) == 2
    assert [each for each in html if each not in ours] == ["<details>\n<summary>The sheet</summary>", "</details>"]
    assert [token.type for token in tokens if token.type in ("link_open", "image", "hr", "blockquote_open")] == []
    assert [token.type for token in tokens if token.type.endswith("list_open")] == ["bullet_list_open"]  # of sources
    assert len([token for token in tokens if token.type == "fence"]) == 2
    outside = "".join([token.content for token in tokens if token.type not in ("fence", "html_block")])
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f\x00\x1b]", outside)
    again = estimate(module_from_text(text, "plan.md"))
    assert rendered(again, ".md") == text
    assert rendered(again, ".json") == rendered(hostile(words), ".json")


@pytest.mark.parametrize("words", TEXTS, ids=ids)
def test_a_hostile_text__stays_in_its_cell_of_a_table(words: str) -> None:
    evaluation = hostile(words)
    text = rendered(evaluation, ".csv")
    assert isinstance(text, str)
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert [row["kind"] for row in rows] == [
        *["assumption"] * 3,
        *["worked"] * 2,
        *["check"] * 2,
        "scenario",
        *["scenario check"] * 2,
    ]
    for row in rows:
        assert None not in row
        for cell in row.values():
            assert not cell.startswith(("=", "@", "\t", "\r")) or cell == ""
            assert not cell.startswith(("+", "-")) or re.fullmatch(r"-[0-9.e+-]+", cell)
    notes = {row["note"].removeprefix("'") for row in rows if not row["scenario"]}
    assert notes == {safe(evaluation.model.quantities["size"].definition.note)}
    assert text.count("\r\n") == len(rows) + 1


@pytest.mark.parametrize("words", TEXTS, ids=ids)
def test_a_hostile_text__is_a_text_in_json(words: str) -> None:
    evaluation = hostile(words)
    text = rendered(evaluation, ".json")
    assert isinstance(text, str)
    assert text.endswith("}\n")
    assert parsed(text)["title"] == evaluation.model.module.sheet.title


@pytest.mark.parametrize("words", TEXTS, ids=ids)
@pytest.mark.parametrize("name", ["plan.est", "plan.md"])
def test_a_hostile_text__is_a_text_in_a_notebook(words: str, name: str) -> None:
    text = rendered(hostile(words, name), ".ipynb")
    assert isinstance(text, str)
    notebook: Any = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            tokens = tokens_of(cell.source)
            assert [token.type for token in tokens if token.type.startswith(("html", "link", "image", "fence"))] == []
    [source] = [cell.source for cell in notebook.cells if cell.source.startswith("%%estimate plan\n")]
    own = estimate(module_from_text(source.partition("\n")[2], "cell.est"))
    assert rendered(own, ".json") == rendered(hostile(words), ".json")


@pytest.mark.parametrize("words", TEXTS, ids=ids)
def test_a_hostile_text__leaves_braces_and_commands_of_latex_alone(words: str) -> None:
    text = rendered(hostile(words), ".tex")
    assert isinstance(text, str)
    bare = re.sub(r"\\[\\{}$&#%_^]", "", text)
    assert bare.count("{") == bare.count("}")
    assert "%" not in bare
    assert not re.search(r"\\(input|write|def|catcode|immediate|include)(?![a-z])", bare)
    assert text.count(r"\end{document}") == 1
