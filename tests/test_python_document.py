"""The code of docs/python.md: it prints what is shown, shows every function, and is typed."""

from __future__ import annotations

import doctest
import re
from typing import TYPE_CHECKING, Any

from mypy import api as mypy

from estimator.cli.commands import command_names
from tests.data import ROOT
from tests.test_twins import twins

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

DOCUMENT = ROOT / "docs" / "python.md"


def fences(language: str) -> list[tuple[int, str]]:
    """The fences of docs/python.md with the lines that they begin at."""
    text = DOCUMENT.read_text(encoding="utf-8")
    found = re.finditer(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [(text[: each.start()].count("\n") + 1, each[1]) for each in found]


def test_the_document_says_what_comes_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "schema.sql").write_text("CREATE TABLE post (id bigint PRIMARY KEY, body text);", encoding="utf-8")
    names: dict[str, Any] = {}
    found = fences("pycon")
    assert len(found) > 5
    for line, text in found:
        test = doctest.DocTestParser().get_doctest(text, names, DOCUMENT.name, str(DOCUMENT), line)
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
        runner.run(test, clear_globs=False)
        assert test.examples
        assert runner.summarize().failed == 0, line
        names |= test.globs


def test_the_document_shows_every_twin() -> None:
    code = "\n".join(text for _, text in [*fences("pycon"), *fences("python")])
    named = {name for command in command_names() for name in twins(command)}
    assert [name for name in sorted(named) if not re.search(rf"\b{name.rpartition('.')[2]}\(", code)] == []


def test_a_users_script_with_all_of_them_is_typed(tmp_path: Path) -> None:
    """The code of the document as a script outside of the package, under mypy --strict."""
    lines: list[str] = []
    for _, text in [*fences("pycon"), *fences("python")]:
        lines += [line[4:] for line in text.splitlines() if line.startswith((">>> ", "... "))]
        lines += [line for line in text.splitlines() if ">>>" not in text]
    script = tmp_path / "users_script.py"
    script.write_text("\n".join(lines) + "\n", encoding="utf-8")
    # With the options of the package's own check, whose cache then serves.
    options = ["--config-file", str(ROOT / "pyproject.toml"), "--cache-dir", str(ROOT / ".mypy_cache")]
    said, wrong, code = mypy.run(["--strict", *options, str(script)])
    assert (said.strip(), wrong, code) == ("Success: no issues found in 1 source file", "", 0)
