"""The command in this process, and the switch that rewrites golden files."""

from __future__ import annotations

import gc
import os
import secrets
import signal
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from estimator.__main__ import main
from tests.data import today
from tests.dear import taken

if TYPE_CHECKING:
    from collections.abc import Callable

# Jupyter brings a checker of internationalised addresses along, which takes five seconds of a processor to be imported
# and is so by whatever opens a notebook; no notebook's format has such an address.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # None is what stands for "not to be had"
gc.disable()  # while thousands of tests are found, all of which stay

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


def pytest_configure(config: pytest.Config) -> None:
    # Hypothesis reads the clock of the wall, which a loaded machine slows.
    settings.register_profile("by no clock", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("by no clock")
    today()  # for all workers, whatever the day is when they start
    os.environ.setdefault("FUZZ_SEED", str(secrets.randbelow(1 << 32)))
    if config.getoption("--quick"):
        os.environ["QUICK_TESTS"] = "1"


def pytest_report_header() -> str:
    """What makes a run the same again."""
    return f"FUZZ_SEED={os.environ['FUZZ_SEED']} TEST_DAY={os.environ['TEST_DAY']} repeat what is drawn"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="write golden files anew; review the diff")
    parser.addoption(
        "--quick", action="store_true", help="without what needs more than Python, and fewer samples of the rest"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not os.environ.get("EVERYTHING"):
        items[:], others = taken(items)
        config.hook.pytest_deselected(items=others)
    places = {f"test_{name}": place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(LONGEST)))


def pytest_collection_finish() -> None:
    """What the tests stand on is never freed, and need not be looked through for it after every so many objects."""
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def stats() -> Any:
    """The distributions of scipy: a second to import, and not for every process that only finds the tests."""
    from scipy import stats

    return stats


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
