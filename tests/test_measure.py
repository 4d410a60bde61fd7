"""`estimate measure`: the figures are of the right order, the sheet can be used, nothing is left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from estimator.api.measuring import Measurement, known_latencies
from estimator.cli.output import STYLES
from estimator.languages.spans import plain
from estimator.model.files import read_module
from estimator.model.modules import shipped_library
from estimator.problems import EstimateError
from estimator.producers.machine import disk
from estimator.producers.machine.measuring import BUSY, Machine, measure, measurements
from estimator.producers.machine.sheet import number, sheet_text
from estimator.producers.machine.timing import Unmeasurable, other_programs
from estimator.reckoning.estimate import estimate
from fuzzing.pace import in_time
from tests.commands import interrupt_after

COMMAND = [sys.executable, "-m", "estimator", "measure"]
PROMISED_SECONDS = 10  # of the processor here: by the clock it depends on who else is at work


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    start = time.process_time()
    found = measure([], str(tmp_path_factory.mktemp("measure")), lambda _name, _done: None)
    assert in_time(time.process_time() - start, PROMISED_SECONDS)
    return found


def test_the_figures_are_in_order(machine: Machine) -> None:
    """Wide bounds: a test must hold on a busy machine, and still fail on a wrong unit."""
    found = {each.name: each.median for each in machine.figures}
    assert 1e-10 < found["l1_cache_reference"] < 2e-8
    assert found["l1_cache_reference"] < found["memory_read"] < 5e-6
    assert 1e-8 < found["system_call"] < found["context_switch"] < 1e-3
    assert found["system_call"] < found["loopback_round_trip"] < 1e-2
    assert 1e8 < found["memory_copy"] < 1e12
    assert found["memory_copy"] / 1e4 < found["compression"] < found["crc32"] < 1e11
    assert found["zlib_1_kb"] < 1e-3
    assert found["page_cache_read"] < found["ssd_write_with_fsync"]
    assert all(each.low <= each.median <= each.high for each in machine.figures)
    assert all(each.best <= each.low or each.best >= each.high for each in machine.figures)


def test_everything_is_measured_or_has_a_reason(machine: Machine) -> None:
    said = {each.name for each in machine.figures} | {name for name, _ in machine.missing}
    assert set(measurements(".")) <= said
    assert all(reason for _, reason in machine.missing)


def value_of(path: Path, text: str) -> float:
    """What the quantity `x` of a sheet comes to."""
    path.write_text(text, encoding="utf-8")
    evaluation = estimate(read_module(str(path), shipped_library()))
    assert evaluation.model.problems == []
    step = evaluation.model.quantities["x"].step
    assert step is not None
    return float(evaluation.values[step])


def test_the_sheet_stands_in_for_latency(machine: Machine, tmp_path: Path) -> None:
    known = shipped_library().module("latency")
    assert known is not None
    (tmp_path / "mine.est").write_text(sheet_text(machine, known.definitions), encoding="utf-8")
    reads = value_of(tmp_path / "plan.est", 'use "mine.est" as latency\n\nx = 1000 * latency.memory_read\n')
    (figure,) = [each for each in machine.figures if each.name == "memory_read"]
    assert reads == pytest.approx(1000 * figure.median, rel=0.01)  # three digits are written


def test_the_sheet_has_every_name_of_latency(machine: Machine, tmp_path: Path) -> None:
    known = shipped_library().module("latency")
    assert known is not None
    (tmp_path / "mine.est").write_text(sheet_text(machine, known.definitions), encoding="utf-8")
    measured = {each.name for each in machine.figures}
    for name in sorted(set(known.definitions) - measured):
        mine = value_of(tmp_path / "plan.est", f'use "mine.est" as latency\n\nx = latency.{name}\n')
        assert mine == value_of(tmp_path / "known.est", f"x = latency.{name}\n"), name


def test_a_program_that_runs_beside_is_noticed() -> None:
    others = other_programs()
    code = "import time; end = time.time() + 1\nwhile time.time() < end: pass"
    with subprocess.Popen([sys.executable, "-c", code]) as process:
        time.sleep(0.9)
        busy = others()
        process.wait()
    assert busy > BUSY


def test_own_work_is_not_taken_for_another_program() -> None:
    """The test's own spinning must not be seen: it is in what all do, and taken off again."""
    found = []
    for _ in range(5):
        others = other_programs()
        everything, own, start = processor_seconds(), sum(os.times()[:4]), time.perf_counter()
        while time.perf_counter() - start < 0.3:
            pass
        all_did, we_did = processor_seconds() - everything, sum(os.times()[:4]) - own
        found.append(abs(others() * (time.perf_counter() - start) - max(0.0, all_did - we_did)))
    assert min(found) < 0.05


def processor_seconds() -> float:
    """What all processors did since the start, by the system's own tool."""
    words = Path("/proc/stat").read_text(encoding="utf-8").splitlines()[0].split()
    user, nice, system, irq, softirq, steal = (int(words[place]) for place in (1, 2, 3, 6, 7, 8))
    return (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK")


MEMORY = "/dev/shm"  # noqa: S108  nothing is written there: that is what is tested


def test_files_in_memory_are_no_disk() -> None:
    if disk.file_system(MEMORY) not in disk.IN_MEMORY:
        pytest.skip("needs /dev/shm in memory")
    for measured in (disk.random_read, disk.sequential_read, disk.synced_write):
        with pytest.raises(Unmeasurable, match="in memory"):
            measured(MEMORY)(0.01)


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
    assert set(found) == {"machine", "date", "figures", "missing", "warnings", "others"}
    assert [path.name for path in tmp_path.iterdir()] == ["mine.est"]
    again = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert again.returncode == 2


@pytest.mark.parametrize("call", ["open", "write", "fsync", "posix_fadvise", "preadv"])
def test_an_interruption_at_any_call_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    monkeypatch.setattr(disk, "file_system", lambda _folder: "a disk")
    interrupt_after(monkeypatch, call)
    with pytest.raises(KeyboardInterrupt):
        disk.random_read(str(tmp_path))(0.01)
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_leaves_neither_file_nor_process(tmp_path: Path) -> None:
    command = [*COMMAND, "-o", "mine.est"]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, cwd=tmp_path, stdout=pipe, stderr=pipe, start_new_session=True)
    deadline = time.monotonic() + 60
    while not list(tmp_path.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.01)  # until it writes what it will read, so that there is something to leave behind
    os.kill(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


@pytest.mark.parametrize("width", [80, 100, 140])
@pytest.mark.parametrize("others", [0.0, 2.0])
def test_no_line_is_wider_than_the_terminal(width: int, others: float, machine: Machine) -> None:
    m = machine
    beside = Machine(m.description, m.date, m.figures, m.missing, m.warnings, others)
    shown = [plain(line) for line in Measurement(beside, known_latencies()).lines(width)]
    assert [line for line in shown if len(line) > width] == []
    assert any(line.rstrip().endswith("ratio") for line in shown) == (others == 0)


def test_a_terminal_has_a_style_for_every_part(machine: Machine) -> None:
    m = machine
    warned = Machine(m.description, m.date, m.figures, m.missing, ("wide spread, measure again: crc32",), 2.0)
    roles = {role for line in Measurement(warned, known_latencies()).lines(80) for _, role in line}
    assert roles <= {*STYLES, ""}


@pytest.mark.parametrize(
    ("value", "text"), [(0.0123, "0.0123"), (12.34, "12.3"), (999.4, "999"), (999.7, "1000"), (1234.5, "1230")]
)
def test_a_number_has_three_digits(value: float, text: str) -> None:
    assert number(value) == text
