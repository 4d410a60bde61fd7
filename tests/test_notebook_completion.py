"""What completes in a notebook: names inside of texts, parameters, choices, the notation and its options."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

import estimator
from estimator import formulas, load, sheet
from estimator.api.cell_completion import in_cell, is_of_cell
from estimator.api.cell_options import OPTIONS
from estimator.api.cells import Cells
from estimator.api.completion import in_python
from estimator.api.cursor import place

if TYPE_CHECKING:
    from pathlib import Path

PLAN = """\
server = "redis"
speed = if server == "valkey" then 2 else 1
taken = redis.string(1 k, 20 B, 30 B, server = server)
"""


class Trap:
    """A user's object, which completion has no business with."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(name)


@pytest.fixture(scope="module")
def names() -> dict[str, Any]:
    twitter = load("twitter")
    known = {"load": load, "formulas": formulas, "estimator": estimator, "sheet": sheet, "explain": estimator.explain}
    return {**known, "t": twitter, "plan": sheet(PLAN), "units": estimator.known_units, "trap": Trap()}


# What stands before the cursor, what of it is replaced, what comes first, and whether Python's names have no place.
PYTHON: list[tuple[str, str, list[str], bool]] = [
    ('load("tw', "tw", ["twitter"], True),
    ("load('tw", "tw", ["twitter"], True),
    ('estimator.load("url_s', "url_s", ["url_shortener"], True),
    ('load("twitter", mon', "mon", ["monthly_users="], False),
    ('load("twitter")(da', "da", ["daily_share="], False),
    ('load("twitter").scenario("w', "w", ["world cup"], True),
    ('load("twitter").scenario("world cup").text("pe', "pe", ["peak_factor", "peak_qps"], True),
    ("t(mon", "mon", ["monthly_users="], False),
    ("t(", "", ["monthly_users=", "daily_share="], False),
    ("t(\n    monthly_users=3,  # as ever (or\n    pea", "pea", ["peak_factor="], False),
    ('print(t(daily_share="50%", ret', "ret", ["retention="], False),
    ('t.scenario("', "", ["world cup"], True),
    ('t.compare("peak_factor=3", "w', "w", ["world cup"], True),
    ('t.text("pe', "pe", ["peak_factor", "peak_qps"], True),
    ('t["pe', "pe", ["peak_factor", "peak_qps"], True),
    ('x = {"a": [t.central("peak_q', "peak_q", ["peak_qps"], True),
    ('t.solve("media_total < 100 PB", for_="re', "re", ["retention"], True),
    ('t.solve("media_t', "media_t", ["media_total"], True),
    ('t.sweep(of=["peak_qps", "media_t', "media_t", ["media_total"], True),
    ("t.sweep(mon", "mon", ["monthly_users="], False),
    ('t.say("z', "z", ["zh"], True),
    ('t.rendered(".t', ".t", [".tex"], True),
    ("formulas.bloom.bits(it", "it", ["items="], False),
    ("formulas.bloom.bits(3, ", "", ["items=", "fp="], False),
    ('formulas.redis.string(10, "20 B", "9 B", server="', "", ["redis", "valkey"], True),
    ('formulas.redis.string(10, "20 B", "9 B", version="7.', "7.", ["7.0", "7.2"], True),
    ('formulas.redis.string(10, "20 B", "9 B", clus', "clus", ["cluster="], False),
    ("formulas.twitter(mon", "mon", ["monthly_users="], False),
    ('explain("traffic.pe', "traffic.pe", ["traffic.peak_qps"], True),
    ('units("Gib', "Gib", ["Gibit", "Gibyte"], True),
    ('plan(server="', "", ["redis", "valkey"], True),
    ('estimator.new("a.est", from_="tw', "tw", ["twitter"], True),
]


@pytest.mark.parametrize(("before", "fragment", "first", "alone"), PYTHON, ids=[row[0] for row in PYTHON])
def test_what_completes_in_python(
    before: str,
    fragment: str,
    first: list[str],
    alone: bool,  # noqa: FBT001  a column of the table
    names: dict[str, Any],
) -> None:
    found = in_python(before, names)
    assert found is not None
    assert (found.fragment, list(found.texts[: len(first)]), found.alone) == (fragment, first, alone)
    assert all(text.startswith(fragment) for text in found.texts)
    assert len(set(found.texts)) == len(found.texts)


@pytest.mark.parametrize(
    "before",
    [
        *(
            "",
            "t",
            "t.pe",
            "foo(t",
            "# t.text(",
            't.text("peak_qps")',
            "x = (",
            "x = [",
            'x = "t.text(',
            "t(monthly_users=",
        ),
        *(
            'trap("',
            "trap(",
            "trap.text(",
            'trap["',
            'nobody.text("',
            't.nothing("',
            "t.peak_qps.to(",
            'load("nonsuch")(m',
        ),
        *('t.text(f(")")', "((((", "))))", 't.text("""peak', "lambda: load(", "'" * 7, "é(" * 50, "load(" * 500),
    ],
)
def test_where_nothing_is_known_nothing_is_said(before: str, names: dict[str, Any]) -> None:
    found = in_python(before, names)
    assert found is None or before.endswith(found.fragment)


def test_every_beginning_of_a_script_can_be_asked(names: dict[str, Any]) -> None:
    script = "".join([row[0].replace("\n", " ") + ")]\n" for row in PYTHON])
    for end in range(0, len(script), 7):
        found = place(script[:end])
        assert found is None or script[:end].endswith(found.fragment)
    assert names


def test_files_complete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: dict[str, Any]) -> None:
    (tmp_path / "plans").mkdir()
    for name in ("plans/our_plan.est", "our_plan.md", "notes.txt"):
        (tmp_path / name).write_text("x = 3\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found = [
        in_python(before, names)
        for before in ('load("our', 'load("plans/', 'estimator.lint("zzz', 'load("plans/our_plan.est", x')
    ]
    assert [each and each.texts for each in found] == [("our_plan.md",), ("plans/our_plan.est",), None, ("x=",)]


NOTATION: list[tuple[str, list[str]]] = [
    ("%%estimate\nqps = daily_u", ["daily_users"]),
    ("%%estimate\nalpha = 3\nbeta = al", ["alpha"]),
    ("%%estimate\nqps = 3 M us", ["user"]),
    ("%%estimate\nx = 3 parc", ["parcel"]),
    ("%%estimate\nunit crate\nx = 3 cra", ["crate"]),
    ("%%estimate\nqps = daily_users -> QP", ["QPS"]),
    ("%%estimate\nx = bloom.bi", ["bloom.bits"]),
    ("%%estimate\nx = bloom.bits(it", ["items = "]),
    ('%%estimate\nx = redis.string(3, server = "va', ["valkey"]),
    ("%%estimate\nx = redis.str", ["redis.stream", "redis.string"]),
    ("%%estimate\nche", ["check "]),
    ("%%estimate\nx = services.ra", ["services.rate"]),
    ("%%estimate\nx = 3 * boo", ["booking", "boost"]),
    ("%%estimate plan --sc", ["--scenario"]),
    ('%%estimate plan --scenario "w', ["world cup"]),
    ("%%estimate --open daily", ["daily_load"]),
    ("x = %estimate 3 * boos", ["boost"]),
    ("%estimate --ex", ["--exact"]),
    ("%estimate twit", ["twitter"]),
]
BELOW = '\ndaily_load = 5 user\nscenario "world cup": daily_load = 9 user\n'


@pytest.fixture(scope="module")
def cells() -> Cells:
    found = Cells({"boost": 3, "text": "no number", "_hidden": 4, "function": len})
    table = "table services\n  name | rate: QPS\n  cart | 5\n"
    found.run(f"daily_users = 100 M user\nunit parcel\n{table}", "first")
    return found


@pytest.mark.parametrize(("before", "first"), NOTATION, ids=[row[0] for row in NOTATION])
def test_what_completes_in_cells(before: str, first: list[str], cells: Cells) -> None:
    assert is_of_cell(before)
    found = in_cell(before, before + BELOW, cells, OPTIONS)
    assert found is not None
    assert list(found.texts[: len(first)]) == first


@pytest.mark.parametrize(
    "before", ["%%estimate\nx = 3 # dai", '%%estimate\nx = "dai', "%%estimate\n", "%%estimate\nx = _hid"]
)
def test_where_nothing_completes_in_cells(before: str, cells: Cells) -> None:
    assert in_cell(before, before, cells, OPTIONS) is None


def completed(shell: Any, code: str) -> list[tuple[str, str]]:
    """What IPython offers behind a code, each with what it replaces."""
    completer: Any = import_module("IPython.core.completer")
    with completer.provisionalcompleter():
        return [(each.text, code[each.start : each.end]) for each in shell.Completer.completions(code, len(code))]


def test_ipython_offers_it_from_the_import_on() -> None:
    shell: Any = import_module("IPython.core.interactiveshell").InteractiveShell.instance()
    try:
        shell.run_cell("import estimator\nfrom estimator import load\nt = load('twitter')")
        assert completed(shell, 'load("twitt') == [("twitter", "twitt")]
        assert completed(shell, 't.scenario("') == [("world cup", "")]
        shell.run_cell("%load_ext estimator")
        shell.run_cell("%%estimate\ndaily_users = 3 M user")
        assert completed(shell, "%%estimate\nqps = daily_u") == [("daily_users", "daily_u")]
        assert ("--scenario", "--s") in completed(shell, "%%estimate --s")
        assert completed(shell, 't(monthly_users="1 bn user", media_sh')[0] == ("media_share=", "media_sh")
        named = [getattr(each, "matcher_identifier", "") for each in shell.Completer.custom_matchers]
        assert named.count("estimator") == 1
    finally:
        type(shell).clear_instance()
