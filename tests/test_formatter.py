"""The formatter: it says the same, keeps every comment, is done in one go and stays within its width.

`cases/formatter` holds sheets with the layout they get in a file of their name that ends in `.out`; --rewrite-golden
writes these anew.
"""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from estimator.model.files import formatted_text
from estimator.notation.columns import columns
from estimator.notation.fences import est_regions
from estimator.notation.formatter.layout import WIDTH
from estimator.notation.parser import parse_sheet
from estimator.problems import EstimateError, Source
from tests.all_of import all_of
from tests.data import CASES, ROOT, files, part_of
from tests.notation_texts import Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Done

SEED = int(os.environ.get("SEED", "0")) or random.SystemRandom().randrange(1, 1_000_000_000)
TEXTS = int(os.environ.get("TEXTS", "600"))
LEAST_READ = 0.05
SHEETS = sorted([*(ROOT / "formulas").rglob("*.est"), *(CASES / "sheets").glob("*.est")])
DOCUMENTS = sorted([*(ROOT / "examples").glob("*.md"), ROOT / "docs" / "notation.md"])


def comments(text: str) -> Counter[str]:
    """The words of the comments and notes of a text."""
    return Counter(" ".join(re.findall(r"(?<!#)#(?!#)(.*)", text)).replace("#", " ").split())


def is_formatted(text: str) -> bool:
    """Whether a sheet is read at all; what it is laid out as must say the same, and be laid out as itself."""
    before = parse_sheet(Source("law.est", text))
    if before.problems:
        return False
    made = formatted_text(text)
    said = f"SEED={SEED}\n{text!r}\n{made!r}"
    after = parse_sheet(Source("law.est", made))
    assert not after.problems, said
    assert after == before, said
    assert formatted_text(made) == made, said
    return True


@all_of("path", part_of(SHEETS, 6), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_sheet_says_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if is_formatted(text):
        made = formatted_text(text)
        assert comments(made) == comments(text)
        code = [line for line in made.splitlines() if not line.lstrip().startswith("#")]
        assert [line for line in code if columns(line) > WIDTH] == []


@all_of("path", sorted((ROOT / "formulas").rglob("*.est")), ids=lambda path: path.stem)
def test_the_library_is_laid_out_by_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert formatted_text(text) == text, "estimate fmt formulas/*.est formulas/*/*.est"
    assert [line for line in text.splitlines() if columns(line) > WIDTH] == []


@all_of("path", part_of(SHEETS, 3), ids=lambda path: path.stem)
def test_blanks_between_words_are_the_formatters(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    squeezed = re.sub(r"(?m)(?<=\S) {2,}(?=[=#])", " ", text)
    if not parse_sheet(Source("law.est", text)).problems:
        assert formatted_text(squeezed) == formatted_text(text)


def test_sheets_of_a_grammar_say_the_same() -> None:
    writer = Writer(random.Random(SEED))
    read = sum([is_formatted(writer.sheet()) for _ in range(TEXTS)])
    assert read > LEAST_READ * TEXTS, f"SEED={SEED}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_of_a_document_the_fences_alone_are_formatted(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    regions = est_regions(text)
    rest = "".join([text[end:start] for (_, end), (start, _) in zip([(0, 0), *regions], regions, strict=False)])
    if parse_sheet(Source("law.md", text), regions).problems:
        return
    made = formatted_text(text, path.name)
    again = est_regions(made)
    assert "".join([made[end:start] for (_, end), (start, _) in zip([(0, 0), *again], again, strict=False)]) == rest
    assert formatted_text(made, path.name) == made


@pytest.mark.parametrize("path", files("formatter", ".est"), ids=lambda path: path.stem)
def test_a_sheet_is_laid_out_as_its_golden_says(path: Path, *, rewrite_golden: bool) -> None:
    made = formatted_text(path.read_text(encoding="utf-8"))
    golden = path.with_suffix(".out")
    if rewrite_golden:
        golden.write_text(made, encoding="utf-8")
    assert made == golden.read_text(encoding="utf-8")


def test_line_ends_stay() -> None:
    assert formatted_text("a=1\r\nbb =2\r\n") == "a  = 1\r\nbb = 2\r\n"


def test_what_does_not_parse_is_not_formatted() -> None:
    with pytest.raises(EstimateError):
        formatted_text("a = (1\n")


def test_the_command_writes_where_the_layout_changes(run: Callable[..., Done], tmp_path: Path) -> None:
    wild, tidy, wrong = tmp_path / "wild.est", tmp_path / "tidy.est", tmp_path / "wrong.est"
    wild.write_text("a=1\n", encoding="utf-8")
    tidy.write_text("a = 1\n", encoding="utf-8")
    wrong.write_text("a=(1\n", encoding="utf-8")
    before = tidy.stat().st_mtime_ns
    assert run("fmt", "--check", str(tidy)).code == 0
    checked = run("fmt", "--check", str(wild), str(tidy))
    assert (checked.code, checked.out.count("\n")) == (1, 1)
    assert wild.read_text(encoding="utf-8") == "a=1\n"
    assert run("fmt", str(wild), str(tidy), str(wrong)).code == 2
    assert [path.read_text(encoding="utf-8") for path in (wild, tidy, wrong)] == ["a = 1\n", "a = 1\n", "a=(1\n"]
    assert tidy.stat().st_mtime_ns == before
    assert run("fmt", "twitter").code == 2
