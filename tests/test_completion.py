"""Completion: what may stand where someone types and nothing else, asked of the command, and in the real shells."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from estimator.cli.commands import command_names
from estimator.cli.typed import Typed, typed
from tests.data import part_of
from tests.shells import Shell, shell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.commands import Run

SHEET = """\
kind = "plain"          # how it is kept
size = 3 GB
total = if kind == "zipped" then size / 3 else size
table services
  service | rate: QPS
  web     | 3
scenario "twice as much": size = 6 GB
"""
WORDBREAKS = " \t\n\"'@><=;|&(:"
# What is typed behind `estimate`, its last word last; what must be offered, and what must not.
CASES = [
    ([""], {"list", "help", "twitter", "plan.est", "plans/"}, {"run", "note.txt", "--help", ".hidden.est"}),
    (["ru"], set(), {"run"}),
    (["p"], {"plan.est", "plans/", "practice", "pastebin"}, {"note.txt"}),
    (["twitter.wr"], {"twitter.write_qps"}, {"twitter"}),
    (["plans/"], {"plans/inner.est"}, {"plan.est", "plans/schema.sql"}),
    (["."], {".hidden.est"}, {"plan.est"}),
    (["-"], {"--json", "--help", "--version"}, {"twitter", "plan.est"}),
    (["explain", "malloc.j"], {"malloc.jemalloc"}, set()),
    (["list", "tra"], {"traffic"}, set()),
    (["units", "Gbi"], {"Gbit"}, {"GB"}),
    (["help", "r"], {"ranges", "releases"}, {"run", "lines"}),
    (["help", "so"], {"solve"}, set()),
    (["twitter", "mon"], {"monthly_users", "monthly_users="}, set()),
    (["twitter", "peak_qps", "me"], {"media_total", "media_size="}, set()),
    (["twitter", "peak_factor=3", ""], {"media_size="}, {"media_size", "peak_factor="}),
    (["twitter", "--scenario", ""], {"world cup"}, {"monthly_users=", "plan.est"}),
    (["twitter", "--scenario=w"], {"--scenario=world cup"}, {"world cup"}),
    (["twitter", "--scenario", "world cup", ""], {"monthly_users="}, {"world cup"}),
    (["--scenario", "x", "twi"], {"twitter"}, set()),
    (["twitter", "--digits", ""], set(), {"plan.est", "monthly_users"}),
    (["twitter", "--json", "--"], {"--digits"}, {"--json"}),
    (["twitter", "--open", "a", "--"], {"--open"}, set()),
    (["map_int64", "--open", "redis_"], {"redis_key"}, {"entries"}),
    (["map_int64", "server="], {"server=redis", "server=valkey"}, {"entries="}),
    (["map_int64", "version="], {"version=8.6"}, {"version=9.1"}),
    (["map_int64", "server=valkey", "version="], {"version=9.1"}, {"version=8.6"}),
    (["map_int64", "value="], {"value=text", "value=integer"}, {"value=counter"}),
    (["map_int64", "cluster="], {"cluster=yes", "cluster=no"}, set()),
    (["twitter", "monthly_users="], set(), {"plan.est"}),
    (["plan.est", ""], {"kind", "kind=", "total", "services.web.rate="}, {"plan.est", "twitter"}),
    (["plan.est", "kind="], {"kind=plain", "kind=zipped"}, set()),
    (["solve", "plan.est", "--for", ""], {"size", "kind"}, {"total"}),
    (["ledger", "twitter", "--of", "me"], {"media_total"}, {"media_size="}),
    (["timeline", "twitter", "--growing", "mon"], {"monthly_users="}, {"monthly_users"}),
    (["compare", "plan.est", ""], {"twice as much", "size=", "twitter", "plan.est"}, {"size"}),
    (["fleet", "plan.est", ""], {"services", "size="}, {"size"}),
    (["check", "plan.est", "p"], {"plan.est", "pastebin"}, {"note.txt"}),
    (["new", "p"], {"plans/"}, {"plan.est"}),
    (["new", "--from", "p"], {"plan.est", "pastebin"}, {"note.txt"}),
    (["export", "twitter", "-o", ""], {"note.txt", "plans/"}, {"twitter", "retention="}),
    (["table", "plans/"], {"plans/schema.sql"}, {"plans/inner.est"}),
    (["fill", "p"], {"plan.md", "plans/"}, {"plan.est"}),
    (["fmt", "p"], {"plan.md", "plan.est"}, {"pastebin"}),
    (["verify", ""], {"redis", "postgresql", "mysql", "memcached", "sqlite"}, {"plan.est", "map_int64", "twitter"}),
    (["verify", "redis", "m"], {"map_int64"}, {"redis", "plan.est"}),
    (["verify", "redis", "map_int64", "m"], {"map_int64_ttl"}, {"map_int64"}),
    (["verify", "redis", "--program", ""], {"plan.est"}, {"map_int64"}),
    (["lint", "--allow", "un"], {"unused", "unsourced"}, set()),
    (["measure", "--folder", ""], {"plans/"}, {"plan.est"}),
    (["measure", "--only", "memory_read,sys"], {"memory_read,system_call"}, set()),
    (["diff", "pl"], {"plan.est"}, {"note.txt"}),
    (["survey", ""], set(), {"plan.est", "twitter"}),
    (["nonsuch", ""], set(), {"plan.est", "note.txt"}),
    (["wrong.est", ""], set(), {"plan.est"}),
    (["twitter", "--", "--"], set(), {"--json"}),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans").mkdir()
    for name in ("plan.est", "plan.md", "plans/inner.est", ".hidden.est", "note.txt", "plans/schema.sql"):
        (tmp_path / name).write_text(SHEET, encoding="utf-8")
    (tmp_path / "wrong.est").write_text("= \x00", encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("words", "offered", "others"), CASES, ids=[" ".join(case[0]) for case in CASES])
def test_what_may_stand_there_is_offered_and_nothing_else(
    words: list[str], offered: set[str], others: set[str], run: Run
) -> None:
    done = run("--complete", "fish", "", "estimate", *words)
    assert (done.code, done.err) == (0, "")
    found = [line.partition("\t")[0] for line in done.out.splitlines()]
    assert offered <= set(found)
    assert others & set(found) == set()
    assert len(found) == len(set(found))
    assert all(each.startswith(words[-1]) for each in found)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", [name for name in command_names() if name != "run"])
def test_every_command_completes_its_options(command: str, run: Run) -> None:
    found = run("--complete", "fish", "", "estimate", command, "--").out
    assert "--help\t" in found
    assert run("--complete", "fish", "", "estimate", command, "").code == 0


@pytest.mark.usefixtures("folder")
def test_a_description_is_one_line(run: Run) -> None:
    for line in run("--complete", "fish", "", "estimate", "").out.splitlines():
        value, tab, text = line.partition("\t")
        assert tab
        assert "\t" not in text
        assert value == value.strip()


@pytest.mark.parametrize("words", [[], ["csh"], ["bash"], ["fish", ""], ["zsh", "", "estimate"]], ids=" ".join)
def test_a_question_of_nobody_has_no_answer(words: list[str], run: Run) -> None:
    done = run("--complete", *words)
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize(
    ("line", "words", "quoted", "cut"),
    [
        ("estimate twi", ["estimate", "twi"], False, 0),
        ("estimate twitter ", ["estimate", "twitter", ""], False, 0),
        ("estimate m version=8", ["estimate", "m", "version=8"], False, 8),
        ('estimate m "version=8', ["estimate", "m", "version=8"], True, 0),
        ('estimate m version="8', ["estimate", "m", "version=8"], True, 8),
        ("estimate my\\ pl", ["estimate", "my pl"], False, 0),
        ('estimate \'a "b\' "c \\" d" e', ["estimate", 'a "b', 'c " d', "e"], False, 0),
        ("estimate ''", ["estimate", ""], False, 0),
        ("estimate \\", ["estimate", ""], False, 0),
    ],
)
def test_a_line_of_bash_is_read_as_bash_reads_it(line: str, words: list[str], cut: int, *, quoted: bool) -> None:
    assert typed(line, WORDBREAKS) == Typed(words, quoted, cut)


# What is typed before TAB, what behind it, and the words that the shell then has.
TYPED = [
    ("estimate twi", "", ["estimate", "twitter"]),
    ("estimate twitter --scen", "x", ["estimate", "twitter", "--scenario", "x"]),
    ("estimate twitter --scenario wo", "x", ["estimate", "twitter", "--scenario", "world cup", "x"]),
    ("estimate twitter --scenario world\\ c", "", ["estimate", "twitter", "--scenario", "world cup"]),
    ("estimate export twitter ret", "5", ["estimate", "export", "twitter", "retention=5"]),
    ("estimate map_int64 server=v", "x", ["estimate", "map_int64", "server=valkey", "x"]),
    ("estimate map_int64 --open redis_m", "", ["estimate", "map_int64", "--open", "redis_map"]),
    ("estimate verify r", "map", ["estimate", "verify", "redis", "map"]),
    ("estimate check my", "x", ["estimate", "check", "my plan.est", "x"]),
    ("estimate check plans", "", ["estimate", "check", "plans/"]),
    ("estimate check plans/i", "", ["estimate", "check", "plans/inner.est"]),
    ("estimate nonsuch no", "", ["estimate", "nonsuch", "no"]),
    ("estimate twitter --digits no", "", ["estimate", "twitter", "--digits", "no"]),
]


@pytest.fixture(scope="module", params=["bash", "zsh", "fish"])
def real_shell(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    yield from shell(request.param, tmp_path_factory.mktemp(request.param))


@pytest.mark.parametrize(
    ("line", "behind", "words"), part_of(TYPED, 3), ids=lambda each: each if isinstance(each, str) else ""
)
def test_a_real_shell_completes_it(line: str, behind: str, words: list[str], real_shell: Shell) -> None:
    assert real_shell.completed(line, behind) == words


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_it_is_installed_where_the_shell_looks_and_once(
    name: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    start = tmp_path / f".{name}rc"
    start.write_text("mine=1", encoding="utf-8")
    run("--install-completion", name)
    done = run("--install-completion", name)
    assert (done.code, done.err) == (0, "")
    path = done.out.partition("installed in ")[2].partition(";")[0]
    assert os.path.isfile(path)
    with open(path, encoding="utf-8") as file:
        assert file.read() == run("--show-completion", name).out
    lines = start.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "mine=1"
    assert len(lines) == (1 if name == "fish" else 2)


def test_another_shell_is_told_which_there_are(run: Run) -> None:
    done = run("--install-completion", "csh")
    assert done.code == 2
    assert "bash, zsh and fish, not for csh" in done.err
