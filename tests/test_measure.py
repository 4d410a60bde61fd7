"""`estimate measure`: the figures are of the right order, the sheet can be used, nothing is left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from estimator.model.files import read_module
from estimator.model.modules import shipped_library
from estimator.probes.machine import disk
from estimator.probes.machine.measuring import Machine, measure, measurements
from estimator.probes.machine.sheet import sheet_text
from estimator.probes.machine.timing import Unmeasurable
from estimator.problems import EstimateError
from estimator.reckoning.estimate import estimate

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = [sys.executable, "-m", "estimator", "measure"]
PROMISED_SECONDS = 10
BUSY_MACHINE = 3  # times as long, where tests run beside each other


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    start = time.perf_counter()
    found = measure([], str(tmp_path_factory.mktemp("measure")), lambda _name, _done: None)
    assert time.perf_counter() - start < PROMISED_SECONDS * BUSY_MACHINE
    return found


def test_the_figures_are_in_order(machine: Machine) -> None:
    """Wide bounds: a test must hold on a busy machine, and still fail on a wrong unit."""
    found = {each.name: each.median for each in machine.figures}
    assert 1e-10 < found["l1_cache_reference"] < 2e-8
    assert found["l1_cache_reference"] < found["memory_read"] < 5e-6
    assert 1e-8 < found["system_call"] < found["context_switch"] < 1e-3
    assert found["system_call"] < found["loopback_round_trip"] < 1e-2
    assert 1e8 < found["memory_copy"] < 1e12
    assert 1e6 < found["compression"] < found["crc32"] < 1e11
    assert found["compress_1_kb"] < 1e-3
    assert found["page_cache_read"] < found["ssd_write_with_fsync"]
    assert all(each.low <= each.median <= each.high for each in machine.figures)


def test_everything_is_measured_or_has_a_reason(machine: Machine) -> None:
    said = {each.name for each in machine.figures} | {name for name, _ in machine.missing}
    assert set(measurements(".")) <= said
    assert all(reason for _, reason in machine.missing)


def test_the_sheet_stands_in_for_latency(machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "mine.est").write_text(sheet_text(machine), encoding="utf-8")
    own = tmp_path / "plan.est"
    own.write_text('use "mine.est" as latency\n\nreads = 1000 * latency.memory_read\n', encoding="utf-8")
    evaluation = estimate(read_module(str(own), shipped_library()))
    assert [each.severity for each in evaluation.model.problems if each.severity == "warning"] == []
    step = evaluation.model.quantities["reads"].step
    assert step is not None
    (figure,) = [each for each in machine.figures if each.name == "memory_read"]
    assert evaluation.values[step] == pytest.approx(1000 * figure.median, rel=0.01)  # three digits are written


def test_the_names_are_those_of_latency() -> None:
    module = shipped_library().module("latency")
    assert module is not None
    shared = set(measurements(".")) & set(module.definitions)
    assert {"memory_read", "system_call", "context_switch", "ssd_random_read", "ssd_write_with_fsync"} <= shared


def test_a_folder_that_cannot_be_written_and_an_unknown_name_are_told(tmp_path: Path) -> None:
    with pytest.raises(EstimateError, match="no file can be written"):
        measure(["sha256"], str(tmp_path / "none"), lambda _name, _done: None)
    with pytest.raises(EstimateError, match="there is no measurement memory_reed"):
        measure(["memory_reed"], str(tmp_path), lambda _name, _done: None)


def test_a_file_system_without_direct_reads_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_arguments: object) -> int:
        raise OSError(22, "Invalid argument")

    with monkeypatch.context() as patched:
        found = disk.random_read(str(tmp_path))
        opened = os.open
        patched.setattr(
            os, "open", lambda path, flags, *rest: refused() if flags & os.O_DIRECT else opened(path, flags, *rest)
        )
        with pytest.raises(Unmeasurable, match="O_DIRECT"):
            found(0.01)
    assert list(tmp_path.iterdir()) == []


def test_the_command_prints_json_and_leaves_no_file(tmp_path: Path) -> None:
    command = [*COMMAND, "--only", "sha256,ssd_write_with_fsync", "--json", "-o", "mine.est"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert [each["name"] for each in found["figures"]] == ["sha256", "ssd_write_with_fsync"]
    assert set(found) == {"machine", "date", "figures", "missing", "warnings"}
    assert [path.name for path in tmp_path.iterdir()] == ["mine.est"]
    again = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert again.returncode == 2


def test_an_interruption_leaves_neither_file_nor_process(tmp_path: Path) -> None:
    command = [*COMMAND, "-o", "mine.est"]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, cwd=tmp_path, stdout=pipe, stderr=pipe, start_new_session=True)
    time.sleep(2.5)
    os.kill(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130, said
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


@pytest.mark.parametrize("width", [80, 140])
def test_no_line_is_wider_than_the_terminal(width: int, tmp_path: Path) -> None:
    environment = {**os.environ, "COLUMNS": str(width)}
    command = [*COMMAND, "--only", "system_call,page_cache_read,crc32"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert [line for line in done.stdout.splitlines() if len(line) > width] == []
