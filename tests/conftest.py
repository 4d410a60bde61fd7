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


# A process takes one file after the other, so what takes long goes first: at the end it would leave the others idle.
LONGEST = (
    *("workbook", "probes", "fuzzing", "redis", "hostile", "page", "notebooks", "laws", "go_memory", "table"),
    *("verify_safety", "odd_servers", "sampler", "library", "schemas", "survey_safety", "postgresql"),
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
