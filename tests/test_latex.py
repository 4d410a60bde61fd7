"""Formulas and derivations as mathematics, and documents that pdflatex sets."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from estimator.languages.latex import derivation, expression
from estimator.languages.values import Values
from estimator.model.files import read_module
from estimator.model.modules import shipped_library
from estimator.notation.bare import parse_expression
from estimator.problems import Source
from estimator.reckoning.estimate import estimate
from tests.data import part_of
from tests.documents import LIBRARY, of, text_of
from tests.real import which
from tests.test_export import TEXTS, hostile, ids

if TYPE_CHECKING:
    from pathlib import Path

CASES, IF, ELSE = r"\begin{cases}", r"\text{if }", r"& \text{else} \end{cases}"
EXPRESSIONS = [
    ("write_qps * 2", r"\mathit{write\_qps} \cdot 2"),
    ("latency.disk_seek + 1 ms", r"\mathit{latency.disk\_seek} + 1\,\mathrm{ms}"),
    ("a1 / (b1 + c1)", r"\frac{\mathit{a1}}{\mathit{b1} + \mathit{c1}}"),
    ("a1 / b1 * c1", r"\frac{\mathit{a1}}{\mathit{b1}} \cdot \mathit{c1}"),
    ("(a1 / b1)^2", r"\left(\frac{\mathit{a1}}{\mathit{b1}}\right)^{2}"),
    ("(2 MB)^2", r"\left(2\,\mathrm{MB}\right)^{2}"),
    ("2 MB^2", r"2\,\mathrm{MB^{2}}"),
    ("3 tweet/user/day", r"3\,\mathrm{tweet/user/day}"),
    ("300 M user", r"300\,\mathrm{M}\,\mathrm{user}"),
    ("50%", r"50\%"),
    ("100_000", r"100\,000"),
    ("2^3^2", r"2^{3^{2}}"),
    ("(2^3)^2", r"\left(2^{3}\right)^{2}"),
    ("exp(2)^2", r"\left(e^{2}\right)^{2}"),
    ("-(a1 + b1)", r"-\left(\mathit{a1} + \mathit{b1}\right)"),
    ("a1 - -b1", r"\mathit{a1} - \left(-\mathit{b1}\right)"),
    ("a1 - (b1 - c1)", r"\mathit{a1} - \left(\mathit{b1} - \mathit{c1}\right)"),
    ("a1 <= 2 and not b1 != 3 or c1 == 4", r"\mathit{a1} \le 2 \land \lnot \mathit{b1} \ne 3 \lor \mathit{c1} = 4"),
    ("1 to 4", r"\left[1,\ 4\right]"),
    ("2 (1 to 4) user", r"2\,\left[1,\ 4\right]\,\mathrm{user}"),
    ("sqrt(x1)", r"\sqrt{\mathit{x1}}"),
    ("min(1, 2, 3)", r"\min\left(1,\ 2,\ 3\right)"),
    ("choose(k = 2, n = 5)", r"\binom{5}{2}"),
    ("team(peak = 3).total", r"\operatorname{team}\left(\mathit{peak} = 3\right).\mathit{total}"),
    ("sum(k = 1 to 4, k^2) * 2", r"\left(\sum_{\mathit{k} = 1}^{4} \mathit{k}^{2}\right) \cdot 2"),
    ("if 3 > 1 then 2 else if 3 > 0 then 1 else 0", rf"{CASES} 2 & {IF} 3 > 1 \\ 1 & {IF} 3 > 0 \\ 0 {ELSE}"),
    ("2 * (if 3 > 1 then 2 else 1)", rf"2 \cdot \left({CASES} 2 & {IF} 3 > 1 \\ 1 {ELSE}\right)"),
    ('server == "a_b{}"', r"\mathit{server} = \text{\textquotedbl{}a\_b\{\}\textquotedbl{}}"),
]  # fmt: skip


@pytest.mark.parametrize(("notation", "mathematics"), EXPRESSIONS, ids=[notation for notation, _ in EXPRESSIONS])
def test_an_expression__as_mathematics(notation: str, mathematics: str) -> None:
    parsed = parse_expression(Source("expression", notation), [])
    assert parsed is not None
    assert expression(parsed[0]) == mathematics


def test_a_call_has_no_space_behind_its_points_and_texts_have_one_look() -> None:
    evaluation = of(
        'kind_of = "integer"\nsize = redis.string(3, 4 B, 5 B, kind_of)\nother = redis.string(3, 4 B, 5 B, "integer")\n'
    )
    values = Values(evaluation)
    found = [derivation(evaluation.model.quantities[name], values) for name in ("size", "other")]
    for each in found:
        assert r"\operatorname{redis{.}string}" in each
        assert r"\text{\textquotedbl{}integer\textquotedbl{}}" in each
        assert r"\text{integer}" not in each


def test_a_derivation__has_the_formula_the_numbers_and_the_value() -> None:
    evaluation = estimate(read_module("twitter", shipped_library()))
    found = derivation(evaluation.model.quantities["peak_qps"], Values(evaluation))
    assert [line.strip().removesuffix("\\\\").strip() for line in found.split("&")] == [
        r"\begin{aligned}" + "\n" + r"\mathit{peak\_qps}",
        r"= \mathit{write\_qps} \cdot \mathit{peak\_factor}",
        r"= 3.47\,\mathrm{k}\,\mathrm{QPS} \cdot 2",
        r"\approx 6.94\,\mathrm{k}\,\mathrm{QPS}\quad \text{(3.47 k to 13.9 k)}" + "\n" + r"\end{aligned}",
    ]


@pytest.mark.parametrize(
    "formula",
    [
        " + ".join([f"a_rather_long_name_{place}" for place in range(6)]),
        " * ".join([f"a_rather_long_name_{place}" for place in range(6)]),
        f"f({', '.join([f'a_rather_long_name_{place}' for place in range(6)])})",
        f"f({', '.join([f'a_rather_long_name_{place}' for place in range(6)])}) / (2 * a_rather_long_name_0)",
    ],
    ids=["sum", "product", "call", "quotient"],
)
def test_a_long_derivation__is_broken_into_lines(formula: str) -> None:
    names = [f"a_rather_long_name_{place}" for place in range(6)]
    lines = [*[f"{name} = 2" for name in names], "f(a1, a2, a3, a4, a5, a6) = a1 + a6", f"total = {formula}"]
    evaluation = of("\n".join(lines))
    found = derivation(evaluation.model.quantities["total"], Values(evaluation))
    rows = found.split(r"\\")
    assert len(rows) >= 4
    assert max(row.count("mathit") for row in rows) <= 3
    assert all("&" in row for row in rows)


PDFLATEX = which("pdflatex") or ""
needs_pdflatex = pytest.mark.skipif(not PDFLATEX, reason="no pdflatex on the PATH")
LETTERS = "".join([chr(code) for code in range(0xA1, 0x250) if chr(code).isalpha()])
ALPHABETS = f"""\
## {LETTERS} αβγ Жд ₂ ① ≈≤≥→∞ ✓✗

用户_数 = 3 万 user   # {LETTERS}
{LETTERS[:150].replace("ª", "").replace("º", "")} = 2
kind_of = "{LETTERS}"
total_ß = if kind_of == "{LETTERS}" then 用户_数 * 2 else 5 user
"""


def compiled(text: str, folder: Path) -> str:
    """What pdflatex says of a document, empty where it is content."""
    (folder / "out.tex").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [PDFLATEX, "-halt-on-error", "-interaction=nonstopmode", "-no-shell-escape", "out.tex"],
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=60,
    )
    said = done.stdout.decode("utf-8", "replace")
    return said[said.find("\n!") :] if done.returncode else ""


@needs_pdflatex
@pytest.mark.parametrize("name", part_of(list(LIBRARY), 4))
def test_a_sheet__compiles(name: str, tmp_path: Path) -> None:
    assert compiled(text_of(estimate(read_module(name, shipped_library())), ".tex"), tmp_path) == ""
    assert (tmp_path / "out.pdf").stat().st_size > 5000


@needs_pdflatex
@pytest.mark.parametrize("words", TEXTS, ids=ids)
def test_a_hostile_text__compiles(words: str, tmp_path: Path) -> None:
    assert compiled(text_of(hostile(words), ".tex"), tmp_path) == ""


@needs_pdflatex
def test_the_prose_of_a_plan__compiles(tmp_path: Path) -> None:
    items = "".join([f"{'  ' * depth}- item {depth}\n" for depth in range(7)])
    prose = f"# Plan\n\n{items}\n> {'> ' * 5}quoted\n\n3. three\n4. four\n\n    code  {{x}} \\input\n\n[a](http://b.c/d_e%20f)\n"
    table = "\n| a | b_c | *d* |\n| - | -:| - |\n| [1] | $2$ & % | `x_y` |\n\n---\n\n### Deep\n\n#### Deeper\n\nEnd.\n"
    words = "".join([f"\n- {each[:200]}\n\n{each[:200]}\n" for each in TEXTS if "```" not in each])
    sheet = "\n```est\n## author: Kim_Lee & 李雷\n\nx = 2\ny = x * 3\n```\n"
    text = text_of(of(prose + table + words + sheet, name="plan.md"), ".tex")
    assert text.count(r"\begin{itemize}") >= 4
    assert compiled(text, tmp_path) == ""


@needs_pdflatex
def test_letters_of_all_kinds__compile(tmp_path: Path) -> None:
    assert compiled(text_of(of(ALPHABETS), ".tex"), tmp_path) == ""


@needs_pdflatex
def test_every_kind_of_expression__compiles(tmp_path: Path) -> None:
    found = []
    for notation, _ in EXPRESSIONS:
        parsed = parse_expression(Source("expression", notation), [])
        assert parsed is not None
        found.append(f"\\[{expression(parsed[0])}\\]")
    head, _, _ = text_of(of("size = 1 GB"), ".tex").partition(r"\begin{document}")
    assert compiled(f"{head}\\begin{{document}}\n{''.join(found)}\n\\end{{document}}\n", tmp_path) == ""
