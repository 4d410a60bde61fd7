"""Library and command line are twins: every command is a thin shell over public functions that give the same.

`TWINS` in the file of a command names them. What a command takes, its functions take under the same words; what it
prints, also as JSON, the result of the function has; what is an error of one is the same of the other.
"""

from __future__ import annotations

import inspect
import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
import typer

import estimator
from estimator import EstimateError
from estimator.api.fleet import FleetOptions
from estimator.cli.app import app
from estimator.cli.commands import command_names
from tests.commands import parsed
from tests.data import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.commands import Run

SCHEMA = str(ROOT / "tests" / "cases" / "schemas" / "pagila.sql")
SHEET = "size = 3 GB\ntotal = size * 2\ncheck total < 5 GB\n## example: double(2) = 4\ndouble(x) = x * 2\n"
SOLVED = "media_total=100 PB"
SWEPT = "monthly_users=100 M..1 bn"
SWEPT_TWICE = {"monthly_users": "100 M..1 bn", "retention": "1, 5"}
DAY = "2026-11-28"
SERVICES = str(ROOT / "examples" / "services.est")
FLEET_OPTIONS: FleetOptions = {"need": {"cores": "sum(services.rate * services.cpu)"}, "spare": 1, "penalty": 4}
FLEET = ("--need", "cores=sum(services.rate * services.cpu)", "--spare", "1", "--penalty", "4")
OTHERS = ("other.est", "plan.est")
DOCUMENT_WITH_FIGURES = "# Plan\n\n{total} in all\n\n```est\nsize = 3 GB\ntotal = size * 2\n```\n"
TWICE = "sent = 3 TB/day   # as billed\nlink = 8 * sent -> Gbit/s\n"
# Options that say how a result is laid out, or which is in the result: no work of the library is changed by them.
LAYOUT = {
    "json",
    "markdown",
    "csv",
    "help",
    "digits",
    "exact",
    "answers",
    "quiet",
    "open",
    "all of run",
    "all of watch",
}
# Words of a command that are functions, methods, or a part of one here.
OTHERWISE = {
    ("verify", "list"): "workloads",
    ("verify", "clean-up"): "clean_up",
    ("export", "output"): "path",
    ("run", "words"): "name",
    ("export", "words"): "name",
    ("solve", "words"): "target",
    ("why", "words"): "name",
    ("ledger", "words"): "name",
    ("list", "topic"): "topic",
    ("practice", "record"): "calibration",
    ("compare", "words"): "others",
    ("diff", "words"): "new",
    ("sweep", "words"): "values",
    ("sweep", "workers"): "executor",
    ("sweep", "output"): "path",
    ("timeline", "words"): "of",
    ("when", "words"): "checks",
    ("fleet", "words"): "table",
    ("watch", "words"): "names",
}


def twins(command: str) -> list[str]:
    found: tuple[str, ...] = import_module(f"estimator.cli.commands.{command}").TWINS
    return list(found)


def public(name: str) -> Any:
    found: Any = estimator
    for part in name.split("."):
        found = getattr(found, part)
    return found


@pytest.mark.parametrize("command", command_names())
def test_every_command_has_a_twin_that_is_public_typed_and_told(command: str) -> None:
    assert twins(command)
    for name in twins(command):
        assert name.partition(".")[0] in estimator.__all__
        function = public(name)
        assert inspect.getdoc(function)
        hints = {key: each.annotation for key, each in inspect.signature(function).parameters.items() if key != "self"}
        assert inspect.Parameter.empty not in hints.values()
        assert inspect.signature(function).return_annotation is not inspect.Signature.empty


@pytest.mark.parametrize("command", command_names())
def test_a_twin_takes_what_its_command_takes(command: str) -> None:
    group: Any = typer.main.get_command(app)
    words = {word for name in twins(command) for word in inspect.signature(public(name)).parameters}
    words |= {name.rpartition(".")[2] for name in twins(command)} | ({"scenario"} if "load" in words else set())
    words |= (
        set(dir(estimator.Estimate)) if command in ("run", "export", "solve", "compare") else set()
    )  # load(…).scenario(…)
    words |= set(inspect.signature(estimator.load).parameters) if command == "export" else set()
    words |= set(FleetOptions.__annotations__) if command == "fleet" else set()
    for parameter in group.get_command(None, command).params:
        word = max(parameter.opts, key=len).lstrip("-") if parameter.param_type_name == "option" else parameter.name
        if word in LAYOUT or f"{word} of {command}" in LAYOUT:
            continue
        own = OTHERWISE.get((command, word), word.replace("-", "_"))
        assert {own, f"{own}_", own.removesuffix("s")} & words, f"{command} takes {word}, {twins(command)} {words}"


def test_the_names_of_the_package_are_its_own() -> None:
    """No public name is one of a package in it, which an import would put in its place."""
    rooms = {path.stem for path in (ROOT / "estimator").iterdir()}
    assert set(estimator.__all__) & rooms == set()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.est").write_text(SHEET, encoding="utf-8")
    (tmp_path / "other.est").write_text(SHEET.replace("3 GB", "4 GB").replace("< 5", "< 7"), encoding="utf-8")
    (tmp_path / "wide.est").write_text("a=3 GB\nlonger  = 4 GB\n", encoding="utf-8")
    (tmp_path / "plan.md").write_text(DOCUMENT_WITH_FIGURES, encoding="utf-8")
    (tmp_path / "twice.est").write_text(TWICE, encoding="utf-8")
    (tmp_path / "wrong.est").write_text("a = 3 GB + 1 s\n", encoding="utf-8")
    return tmp_path


# The command, what JSON it prints by the library, and the exit code.
SAME: list[tuple[list[str], Callable[[], Any], int]] = [
    (["twitter", "--mental", "--json"], lambda: estimator.load("twitter").mental().to_dict(), 0),
    (["twitter", "--say", "zh", "--json"], lambda: estimator.load("twitter").say("zh").to_dict(), 0),
    (["1 TB / 10 Gbit/s", "--mental", "--json"], lambda: estimator.answer("1 TB / 10 Gbit/s").mental().to_dict(), 0),
    (["practice", "twitter", "--seed", "3", "--json"], lambda: estimator.practice("twitter", seed=3).to_dict(), 0),
    (["check", "plan.est"], lambda: {"files": [estimator.check("plan.est").to_dict()]}, 1),
    (["check", "twitter", "bloom"], lambda: {"files": [estimator.check(x).to_dict() for x in ("twitter", "bloom")]}, 0),
    (
        ["check", "plan.md", "--today", "2027-03-01", "--valid-for", "2 year", "--require-sources"],
        lambda: {
            "files": [
                estimator.check("plan.md", today="2027-03-01", valid_for="2 year", require_sources=True).to_dict()
            ]
        },
        1,
    ),
    (["fill", "--check", "plan.md"], lambda: {"files": [estimator.fill("plan.md", check=True).to_dict()]}, 1),
    (["lint", "plan.est"], lambda: {"files": [estimator.lint("plan.est").to_dict()]}, 0),
    (["lint", "twice.est"], lambda: {"files": [estimator.lint("twice.est").to_dict()]}, 1),
    (["lint", "--prose", "plan.md"], lambda: {"files": [estimator.lint("plan.md", prose=True).to_dict()]}, 0),
    (["list"], lambda: estimator.catalogue().to_dicts(), 0),
    (["list", "bloom"], lambda: estimator.catalogue("bloom").to_dicts(), 0),
    (["list", "plan.est"], lambda: estimator.catalogue("plan.est").to_dicts(), 0),
    (["list", "hit", "ratio"], lambda: estimator.catalogue("hit ratio").to_dicts(), 0),
    (["list", "令牌桶"], lambda: estimator.catalogue("令牌桶").to_dicts(), 0),
    (["explain", "traffic.peak_qps"], lambda: estimator.explain("traffic.peak_qps").to_dict(), 0),
    (["help", "your", "own", "ranges"], lambda: estimator.manual("your own ranges").to_dicts(), 0),
    (["explain", "twitter"], lambda: estimator.explain("twitter").to_dict(), 0),
    (["explain", "plan.est"], lambda: estimator.explain("plan.est").to_dict(), 0),
    (["explain", "ceil"], lambda: estimator.explain("ceil").to_dict(), 0),
    (["explain", "latency.memory_read"], lambda: estimator.explain("latency.memory_read").to_dict(), 0),
    (["units"], lambda: estimator.known_units().to_dicts(), 0),
    (["units", "GB"], lambda: estimator.known_units("GB").to_dicts(), 0),
    (["table", SCHEMA, "film", "rental"], lambda: estimator.table(SCHEMA, ["film", "rental"]).to_dict(), 0),
    (["verify", "redis", "--list"], lambda: estimator.workloads().to_dict(), 0),
    (["verify", "--clean-up"], lambda: estimator.clean_up().to_dict(), 0),
    (["1 TB / 10 Gbit/s"], lambda: estimator.answer("1 TB / 10 Gbit/s").to_dict(), 0),
    (["20% of 1 TB"], lambda: estimator.answer("20% of 1 TB").to_dict(), 0),
    (["(1 to 5) M user * 2 KB/user"], lambda: estimator.answer("(1 to 5) M user * 2 KB/user").to_dict(), 0),
    (["twitter"], lambda: estimator.load("twitter").to_dict(), 0),
    (["twitter", "peak_factor=3"], lambda: estimator.load("twitter", peak_factor=3).to_dict(), 0),
    (["twitter", "--scenario", "world cup"], lambda: estimator.load("twitter").scenario("world cup").to_dict(), 1),
    (["plan.est"], lambda: estimator.sheet(SHEET).to_dict(), 1),
    (["solve", "twitter", SOLVED], lambda: estimator.load("twitter").solutions(SOLVED).to_dict(), 0),
    (["solve", "plan.est", "total<0 GB"], lambda: estimator.sheet(SHEET).solutions("total<0 GB").to_dict(), 1),
    (["why", "twitter"], lambda: estimator.load("twitter").why().to_dict(), 0),
    (["why", "plan.est", "total"], lambda: estimator.sheet(SHEET).why("total").to_dict(), 0),
    (["ledger", "twitter", "--today", DAY], lambda: estimator.load("twitter").ledger(today=DAY).to_dict(), 0),
    (["diff", "plan.est", "other.est"], lambda: estimator.diff("plan.est", "other.est").to_dict(), 1),
    (["diff", "other.est", "plan.est", "size=1 GB"], lambda: estimator.diff(*OTHERS, size="1 GB").to_dict(), 0),
    (["compare", "twitter"], lambda: estimator.load("twitter").compare().to_dict(), 1),
    (["fleet", SERVICES, "machines", *FLEET], lambda: estimator.load(SERVICES).fleet(**FLEET_OPTIONS).to_dict(), 0),
    (["compare", "twitter", "peak_factor=3"], lambda: estimator.load("twitter").compare("peak_factor=3").to_dict(), 0),
]


GROWN = ["--growing", "monthly_users=40%/year", "--from", "2026-11"]
GROWING: dict[str, Any] = {"growing": {"monthly_users": "40%/year"}, "from_": "2026-11"}
SAME += [
    (["timeline", "twitter", *GROWN], lambda: estimator.load("twitter").timeline(**GROWING).to_dict(), 0),
    (
        ["timeline", "twitter", "peak_qps", "peak_factor=3", "--for", "2 years", "--every", "year", *GROWN],
        lambda: estimator.load("twitter", peak_factor=3).timeline("2 years", "peak_qps", "year", **GROWING).to_dict(),
        0,
    ),
    (["when", "twitter", *GROWN], lambda: estimator.load("twitter").when(**GROWING).to_dict(), 0),
]


def _named(value: Any) -> str | None:
    return " ".join(os.path.basename(word) for word in value) if isinstance(value, list) else None


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("words", "twin", "code"), SAME, ids=_named)
def test_a_twin_has_what_its_command_prints_as_json(
    run: Run, words: list[str], twin: Callable[[], Any], code: int
) -> None:
    done = run(*words, "--json")
    assert done.code == code
    assert parsed(done.out) == twin()


# The command, and the result that prints as it does.
PRINTED: list[tuple[list[str], Callable[[], object]]] = [
    (["check", "plan.est"], lambda: estimator.check("plan.est")),
    (["check", "twitter"], lambda: estimator.check("twitter")),
    (["check", "plan.md", "--today", "2027-03-01"], lambda: estimator.check("plan.md", today="2027-03-01")),
    (["lint", "twice.est"], lambda: estimator.lint("twice.est")),
    (["lint", "twitter", "--allow", "unused"], lambda: estimator.lint("twitter", allow=["unused"])),
    (["list"], estimator.catalogue),
    (["list", "bloom"], lambda: estimator.catalogue("bloom")),
    (["list", "ratio", "hit", "nonsuch"], lambda: estimator.catalogue("ratio hit nonsuch")),
    (["explain", "traffic.peak_qps"], lambda: estimator.explain("traffic.peak_qps")),
    (["explain", "uniform"], lambda: estimator.explain("uniform")),
    (["help", "range"], lambda: estimator.manual("range")),
    (["units", "GiB"], lambda: estimator.known_units("GiB")),
    (["table", SCHEMA, "film"], lambda: estimator.table(SCHEMA, ["film"])),
    (["verify", "--list"], estimator.workloads),
    (["verify", "--clean-up"], estimator.clean_up),
    (["20% of 1 TB"], lambda: estimator.answer("20% of 1 TB")),
    (["twitter"], lambda: estimator.load("twitter")),
    (
        ["solve", "twitter", SOLVED, "--for", "retention"],
        lambda: estimator.load("twitter").solutions(SOLVED, "retention"),
    ),
    (["solve", "twitter", SOLVED, "peak_factor=3"], lambda: estimator.load("twitter", peak_factor=3).solve(SOLVED)),
    (["why", "chat"], lambda: estimator.load("chat").why()),
    (["ledger", "chat", "--today", DAY], lambda: estimator.load("chat").ledger(today=DAY)),
    (["compare", "twitter"], lambda: estimator.load("twitter").compare()),
    (["fleet", SERVICES, *FLEET], lambda: estimator.load(SERVICES).fleet(**FLEET_OPTIONS)),
    (["diff", "plan.est", "other.est"], lambda: estimator.diff("plan.est", "other.est")),
    (["sweep", "twitter", SWEPT], lambda: estimator.load("twitter").sweep(monthly_users="100 M..1 bn")),
    (["sweep", "twitter", SWEPT, "retention=1, 5"], lambda: estimator.load("twitter").sweep(SWEPT_TWICE)),
]


PRINTED += [
    (["timeline", "twitter", *GROWN], lambda: estimator.load("twitter").timeline(**GROWING)),
    (["when", "twitter", *GROWN], lambda: estimator.load("twitter").when(**GROWING)),
]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("words", "twin"), PRINTED, ids=_named)
def test_a_result_prints_as_its_command_does(run: Run, words: list[str], twin: Callable[[], object]) -> None:
    result = twin()
    assert run(*words).out == f"{result}\n"
    assert repr(result) == str(result)


# The command, and the call that fails with the same report.
WRONG: list[tuple[list[str], Callable[[], object]]] = [
    (["check", "wrong.est"], lambda: estimator.check("wrong.est")),
    (["check", "nonsuch"], lambda: estimator.check("nonsuch")),
    (["lint", "wrong.est"], lambda: estimator.lint("wrong.est")),
    (["fill", "plan.est"], lambda: estimator.fill("plan.est")),
    (["lint", "plan.est", "--prose"], lambda: estimator.lint("plan.est", prose=True)),
    (["fill", "twitter"], lambda: estimator.fill("twitter")),
    (["check", "plan.est", "--today", "soon"], lambda: estimator.check("plan.est", today="soon")),
    (["check", "plan.est", "--valid-for", "ages"], lambda: estimator.check("plan.est", valid_for="ages")),
    (["lint", "twitter", "--allow", "unsoursed"], lambda: estimator.lint("twitter", allow=["unsoursed"])),
    (["list", "xyzzyx"], lambda: estimator.catalogue("xyzzyx")),
    (["list", "nonsuch.est"], lambda: estimator.catalogue("nonsuch.est")),
    (["explain", "traffic.peak"], lambda: estimator.explain("traffic.peak")),
    (["explain", "nonsuch"], lambda: estimator.explain("nonsuch")),
    (["units", "xyzzyx"], lambda: estimator.known_units("xyzzyx")),
    (["new", "plan.est"], lambda: estimator.new("plan.est")),
    (["new", "plan.txt"], lambda: estimator.new("plan.txt")),
    (["new", "other.est", "--from", "twiter"], lambda: estimator.new("other.est", from_="twiter")),
    (["fmt", "wrong"], lambda: estimator.fmt("wrong")),
    (["table", SCHEMA, "films"], lambda: estimator.table(SCHEMA, ["films"])),
    (["table", "nonsuch.sql"], lambda: estimator.table("nonsuch.sql")),
    (["table", SCHEMA, "-o", "plan.txt"], lambda: estimator.table(SCHEMA, output="plan.txt")),
    (["table", SCHEMA, "-o", "plan.est"], lambda: estimator.table(SCHEMA, output="plan.est")),
    (["survey", "x:y"], lambda: estimator.survey("x:y")),
    (["survey", "localhost:1", "-o", "plan.txt"], lambda: estimator.survey("localhost:1", output="plan.txt")),
    (["survey", "localhost:1", "--seconds", "nan"], lambda: estimator.survey("localhost:1", seconds=float("nan"))),
    (["survey", "localhost:1"], lambda: estimator.survey("localhost:1")),
    (["verify", "mariadb"], lambda: estimator.verify("mariadb")),
    (["verify", "redis", "map_int"], lambda: estimator.verify("redis", ["map_int"])),
    (["verify", "--program", "/nonsuch"], lambda: estimator.verify(program="/nonsuch")),
    (["verify", "--server", "localhost:1"], lambda: estimator.verify(server="localhost:1")),
    (["verify", "--clean-up", "--server", "x:y"], lambda: estimator.clean_up("x:y")),
    (["help", "rnages"], lambda: estimator.manual("rnages")),
    (["measure", "--only", "memory"], lambda: estimator.measure(only=["memory"])),
    (["measure", "-o", "mine.txt"], lambda: estimator.measure(output="mine.txt")),
    (["measure", "--folder", "nonsuch"], lambda: estimator.measure(folder="nonsuch")),
    (["export", "twiter", "-o", "a.md"], lambda: estimator.load("twiter").export("a.md")),
    (["export", "twitter", "-o", "plan.est"], lambda: estimator.load("twitter").export("plan.est")),
    (["solve", "twitter", SOLVED, "--for", "peak_qps"], lambda: estimator.load("twitter").solve(SOLVED, "peak_qps")),
    (["solve", "twitter", "media_totl=1 PB"], lambda: estimator.load("twitter").solve("media_totl=1 PB")),
    (["1 GB + 1 s"], lambda: estimator.answer("1 GB + 1 s")),
    (["wrong.est"], lambda: estimator.load("wrong.est")),
    (["plan.est", "--scenario", "x"], lambda: estimator.load("plan.est").scenario("x")),
    (["why", "plan.est", "size"], lambda: estimator.load("plan.est").why("size")),
    (["ledger", "plan.est", "--of", "totl"], lambda: estimator.load("plan.est").ledger("totl")),
    (["ledger", "plan.est", "--today", "soon"], lambda: estimator.load("plan.est").ledger(today="soon")),
    (["timeline", "twitter"], lambda: estimator.load("twitter").timeline()),
    (["timeline", "twitter", "--for", "soon"], lambda: estimator.load("twitter").timeline("soon")),
    (["when", "plan.est"], lambda: estimator.load("plan.est").when()),
    (["diff", "plan.est", "nonsuch.est"], lambda: estimator.diff("plan.est", "nonsuch.est")),
    (["diff", "HEAD", "plan.est"], lambda: estimator.diff("HEAD", "plan.est")),
    (["diff", "plan.est"], lambda: estimator.diff("plan.est")),
    (["diff", "nonsuch", "twitter"], lambda: estimator.diff("nonsuch", "twitter")),
    (["compare", "plan.est"], lambda: estimator.load("plan.est").compare()),
    (["sweep", "plan.est"], lambda: estimator.load("plan.est").sweep()),
    (["sweep", "plan.est", "size=1 GB"], lambda: estimator.load("plan.est").sweep(size="1 GB")),
    (["sweep", "plan.est", "size=1..2 s"], lambda: estimator.load("plan.est").sweep(size="1..2 s")),
    (["sweep", "plan.est", "size=1,000"], lambda: estimator.load("plan.est").sweep(size="1,000")),
    (["fleet", "twitter"], lambda: estimator.load("twitter").fleet()),
    (["fleet", SERVICES], lambda: estimator.load(SERVICES).fleet()),
    (["fleet", SERVICES, "--at", "95"], lambda: estimator.load(SERVICES).fleet(at="95")),
    (["fleet", SERVICES, "--zones", "0"], lambda: estimator.load(SERVICES).fleet(zones=0)),
    (["compare", "twitter", "olympics"], lambda: estimator.load("twitter").compare("olympics")),
]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("words", "twin"), WRONG, ids=_named)
def test_a_twin_fails_with_the_report_of_its_command(run: Run, words: list[str], twin: Callable[[], object]) -> None:
    done = run(*words)
    assert done.code == 2
    with pytest.raises(EstimateError) as raised:
        twin()
    assert str(raised.value) == done.err.rstrip("\n")


def test_files_are_the_same(run: Run, folder: Path) -> None:
    """What a command writes its twin writes."""
    assert run("new", "ours.est").code == 0
    assert estimator.new("theirs.est").file == "theirs.est"
    assert run("new", "ours.md", "--from", "twitter").code == 0
    estimator.new(folder / "theirs.md", from_="twitter")
    assert run("table", SCHEMA, "film", "-o", "ours_film.est").code == 0
    written = estimator.table(SCHEMA, ["film"], output="theirs_film.est")
    assert run("export", "plan.est", "size=1 GB", "-o", "ours.csv").code == 0
    made = estimator.load("plan.est", size="1 GB").export("theirs.csv")
    assert str(made) == "theirs.csv is written"
    for ours in sorted(folder.glob("ours*")):
        theirs = folder / ours.name.replace("ours", "theirs")
        assert theirs.read_text(encoding="utf-8") == ours.read_text(encoding="utf-8")
    assert written.sheet == (folder / "theirs_film.est").read_text(encoding="utf-8")
    assert run("export", "plan.est", "size=1 GB", "-o", "-.csv").out == estimator.load(
        "plan.est", size="1 GB"
    ).rendered(".csv")


def test_a_layout_is_the_same(run: Run, folder: Path) -> None:
    before = (folder / "wide.est").read_text(encoding="utf-8")
    checked = estimator.fmt("wide.est", check=True)
    assert checked.changed
    assert run("fmt", "--check", "wide.est").code == 1
    assert (folder / "wide.est").read_text(encoding="utf-8") == before
    assert run("fmt", "wide.est").code == 0
    assert (folder / "wide.est").read_text(encoding="utf-8") == checked.text == estimator.formatted(before)
    assert not estimator.fmt("wide.est").changed
    (folder / "wide.est").write_text(before, encoding="utf-8")
    assert estimator.fmt("wide.est").changed
    assert (folder / "wide.est").read_text(encoding="utf-8") == checked.text


def test_figures_of_this_machine_are_the_same_ones(run: Run, folder: Path) -> None:
    ours = parsed(run("measure", "--only", "memory_read, system_call", "-o", "ours.est", "--json").out)
    theirs = estimator.measure(only=["memory_read", "system_call"], output="theirs.est")
    assert [each["name"] for each in ours["figures"]] == [each["name"] for each in theirs.to_dict()["figures"]]
    assert ours.keys() == theirs.to_dict().keys()
    assert str(theirs).startswith(ours["machine"][:20])
    assert estimator.check("theirs.est").evaluation.model.quantities.keys() >= {"memory_read"}
    assert (folder / "theirs.est").read_text(encoding="utf-8") == theirs.sheet
