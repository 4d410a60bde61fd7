"""A sheet at revisions of git: read from there with the files that it uses, and nothing else happens."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from estimator import diff
from tests.commands import parsed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands import Run

SIZES = ("2 GB", "3 GB", "5 GB")


def git(folder: Path, *arguments: str) -> str:
    environment = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        **{f"GIT_{who}_{what}": f"a@{what}.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two commits and what is not committed yet: a plan below a folder, a file that it uses, a document."""
    folder = tmp_path / "repository"
    (folder / "plans" / "parts").mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    for place, size in enumerate(SIZES):
        plan = f'use "parts/team.est" as team\nsize = {size}\ntotal = size * team.people\ncheck total < 30 GB\n'
        (folder / "plans" / "我的 plan.est").write_text(plan, encoding="utf-8")
        (folder / "plans" / "parts" / "team.est").write_text(f"people = {place + 2}\n", encoding="utf-8")
        document = f"# Plan\n\n```est\nsize  = {size}\ntotal = size * 4\n```\n"
        (folder / "plan.md").write_text(document, encoding="utf-8")
        if place < 2:
            git(folder, "add", ".")
            git(folder, "commit", "-q", "-m", str(place))
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    ("words", "sizes"),
    [
        (["plan.md"], (1, 2)),
        (["HEAD", "plan.md"], (1, 2)),
        (["HEAD~1", "plan.md"], (0, 2)),
        (["main~1", "main", "plan.md"], (0, 1)),
        (["HEAD~1:plan.md", "plan.md"], (0, 2)),
        (["plan.md", "HEAD:plan.md"], (2, 1)),
        (["HEAD~1", "HEAD:plan.md"], (0, 1)),
        (["HEAD~1:./plan.md", "HEAD:plan.md"], (0, 1)),
    ],
)
@pytest.mark.usefixtures("repository")
def test_versions_by_their_revisions(run: Run, words: list[str], sizes: tuple[int, int]) -> None:
    (change,) = parsed(run("diff", *words, "--json").out)["changes"]
    assert (change["was"], change["now"]) == tuple(SIZES[place] for place in sizes)


def test_files_that_are_used_are_those_of_the_revision(repository: Path, run: Run) -> None:
    """2 GB for 2 people, 3 for 3, and 5 for 4 in the folder: the change of the file stands beside that of the line."""
    found = parsed(run("diff", "HEAD~1", "plans/我的 plan.est", "--json").out)
    (total,) = found["answers"]
    assert (total["before"]["text"], total["after"]["text"]) == ("4 GB", "20 GB")
    assert [(each["name"], each["effects"][0]["text"]) for each in found["changes"]] == [
        ("size", "+6 GB (× 2.5)"),  # noqa: RUF001  the sign of multiplication is meant
        ("parts/team.est", "+4 GB (× 2)"),  # noqa: RUF001
    ]
    assert found["together"][0]["text"] == "+6 GB"
    os.chdir(repository / "plans")
    again = diff("HEAD~1", "我的 plan.est").to_dict()
    assert again["answers"] == found["answers"]
    assert diff("HEAD~1:plans/我的 plan.est", "我的 plan.est").to_dict()["answers"] == found["answers"]


def test_nothing_happens_in_the_repository(repository: Path, run: Run) -> None:
    before = {path: path.stat().st_mtime_ns for path in sorted(repository.rglob("*"))}
    marker = repository.parent / "ran"
    git(repository, "config", "diff.est.textconv", f"touch {marker}; cat")
    (repository / ".git" / "info" / "attributes").write_text("* diff=est\n", encoding="utf-8")
    assert run("diff", "HEAD~1", "plan.md").code == 0
    assert run("diff", f"$(touch {marker})", "plan.md").code == 2
    assert run("diff", f"--output={marker}", "plan.md").code == 2
    assert run("diff", f"HEAD;touch {marker}", "plan.md").code == 2
    assert not marker.exists()
    after = {path: path.stat().st_mtime_ns for path in sorted(repository.rglob("*")) if path in before}
    changed = {path.name for path in before if after.get(path) != before[path]}
    assert changed <= {"config", ".git", "info", "attributes"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nonsuch", "plan.md"], "git knows no revision nonsuch"),
        (["HEAD~5", "plan.md"], "git knows no revision HEAD~5"),
        (["-x", "HEAD", "plan.md"], ""),
        (["HEAD", "other.est"], "other.est was not there at HEAD"),
        (["HEAD:plans.est", "plan.md"], "plans.est was not there at HEAD"),
        (["HEAD:nowhere/plan.est", "plan.md"], "nowhere/plan.est was not there at HEAD"),
        (["HEAD", "twitter"], "HEAD is no sheet, and as a revision it is not one of a file"),
        (["a", "b", "c", "d"], "two versions of a sheet are compared"),
    ],
)
@pytest.mark.usefixtures("repository")
def test_what_is_not_there_is_said(run: Run, words: list[str], message: str) -> None:
    done = run("diff", *words)
    assert done.code == 2
    assert message in done.err
    assert "Traceback" not in done.err


def test_without_git_or_a_repository(
    repository: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path / "plan.est"
    outside.write_text("size = 3 GB\n", encoding="utf-8")
    assert "is in no git repository" in run("diff", "HEAD", str(outside)).err
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "there is no git to ask for it" in run("diff", str(repository / "plan.md")).err


def test_a_folder_called_like_a_sheet_is_none(repository: Path, run: Run) -> None:
    (repository / "folder.est").mkdir()
    (repository / "folder.est" / "x").write_text("x", encoding="utf-8")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "folder")
    assert "folder.est is no file at HEAD" in run("diff", "HEAD:folder.est", "plan.md").err
