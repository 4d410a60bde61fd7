"""The command in this process, and the switch that rewrites golden files."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from estimator.__main__ import main
from tests.data import today

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


# A process takes one file after the other, so what takes long goes first: at the end it would leave the others idle.
LONGEST = (
    *(
        "workbook",
        "notebook_hosts",
        "notebooks",
        "servers",
        "fuzzing",
        "heavy_sheets",
        "page",
        "formula_laws",
        "laws_of_estimates",
    ),
    *("postgresql_shapes", "redis", "table", "go_memory", "schemas", "postgresql", "finding", "library"),
    *("function_points", "hostile_files", "threads", "java_memory", "streams", "hostile", "formatter", "sampler"),
    *("verify_safety", "symbolic", "given", "odd_servers", "survey_safety", "queueing"),
)
# What `./run tests quick` leaves out: what needs a server, a browser, an office or a toolchain,
REAL = (
    *(
        "fields",
        "formula_laws",
        "function_points",
        "go_memory",
        "innodb",
        "java_memory",
        "latex",
        "limits",
        "memcached",
    ),
    *(
        "node_memory",
        "notebook_cells",
        "notebook_hosts",
        "notebooks",
        "odd_servers",
        "page",
        "postgresql",
        "postgresql_shapes",
        "servers",
        "python_memory",
    ),
    *("redis", "replies", "schemas", "server_twins", "shares", "survey_safety", "table", "verify_safety", "workbook"),
    *("thresholds", "watch_page"),
)
# and what takes the processor for long, for what it says of a small change.
LONG = (
    *("api", "caches", "exact", "finding", "formatter", "fuzzing", "given", "heavy_sheets", "hostile", "hostile_files"),
    *("laws_of_estimates", "laws_of_numbers", "laws_of_texts", "laws_of_units", "measure", "pickling", "queueing"),
    *("recipes", "releases", "sampler", "sketches", "speed", "sqlite", "streams", "symbolic", "table_costs", "threads"),
    *("columns", "twins", "least", "spreads", "schema_sheets", "precision", "directions", "python_document"),
)


class Done(NamedTuple):
    """What a run of the command left: its exit code and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session", autouse=True)
def commands_can_be_interrupted() -> None:
    """A shell that runs the tests in its background has interrupts ignored, and a command would inherit that."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_configure() -> None:
    today()  # for all workers, whatever the day is when they start


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="write golden files anew; review the diff")
    parser.addoption("--quick", action="store_true", help="only what needs nothing beside Python, and is short")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    is_left_out = collection_path.stem.removeprefix("test_") in (*REAL, *LONG)
    return True if is_left_out and config.getoption("--quick") else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places = {f"test_{name}": place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(LONGEST)))


@pytest.fixture
def rewrite_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--rewrite-golden"))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """`estimate ARGUMENTS` without a process of its own, 80 columns wide and not on a terminal."""
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "TERM", "_ESTIMATE_COMPLETE"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["estimate", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as leaving:
            main()
        code = leaving.value.code
        assert isinstance(code, int)
        return Done(code, *capsys.readouterr())

    return run
