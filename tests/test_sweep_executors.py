"""A sweep whose work others do: pools of processes and threads, Dask and Ray, each started here and stopped again."""

from __future__ import annotations

import multiprocessing
import os
import secrets
import shutil
import tempfile
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing.pool import ThreadPool
from time import process_time
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from estimator import EstimateError, Sweep, load, sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHECKED = """\
unit crate
lots  = 2 crate
mass  = 1 to 4 kW/crate
load  = uniform(1, 3)
total = lots * mass * load -> kW
check total < 20 kW at 80%
"""
ENOUGH = 16  # tasks, so that the last one that is waited for is a small part of the work


def same(one: Sweep, other: Sweep) -> bool:
    """To the last bit: the draws are those of their blocks, whoever takes them."""
    mine, theirs = one.result.numbers, other.result.numbers
    pairs = [
        (mine.central, theirs.central),
        (mine.low, theirs.low),
        (mine.high, theirs.high),
        (mine.shares, theirs.shares),
    ]
    return str(one) == str(other) and all(np.array_equal(a, b, equal_nan=True) for a, b in pairs)


def sweeps(executor: Any) -> list[Sweep]:
    """The kinds of work: the sheet's own draws, many points, many draws, texts, a grid."""
    plan = sheet(CHECKED, "plan")
    return [
        plan.sweep(lots="1..10 crate", executor=executor),
        plan.sweep(lots="1..10 crate in 9999 steps", draws=100, executor=executor),
        plan.sweep(lots=[2, 4], draws=700_000, executor=executor),
        plan.sweep(lots="1..4 crate", load="1, uniform(1, 3), 2", executor=executor),
        load("twitter").sweep(monthly_users="100 M..1 bn", retention="1..10", executor=executor),
    ]


@pytest.fixture(scope="module")
def alone() -> list[Sweep]:
    return sweeps(None)


@pytest.mark.parametrize("make", [lambda: ThreadPoolExecutor(2), lambda: ThreadPool(2)], ids=["submit", "map"])
def test_threads_give_what_one_process_gives(make: Callable[[], Any], alone: list[Sweep]) -> None:
    with make() as pool:
        assert all(same(one, other) for one, other in zip(sweeps(pool), alone, strict=True))


def test_processes_give_what_one_process_gives(alone: list[Sweep]) -> None:
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        assert all(same(one, other) for one, other in zip(sweeps(pool), alone, strict=True))


def test_dask_gives_what_one_process_gives(alone: list[Sweep]) -> None:
    distributed = pytest.importorskip("distributed", reason="dask.distributed is not installed")
    cluster = distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        host="127.0.0.1",
        memory_limit="700MB",
        dashboard_address=None,
        worker_dashboard_address=None,
        silence_logs=50,
    )
    with cluster, distributed.Client(cluster) as client:
        assert all(same(one, other) for one, other in zip(sweeps(client.get_executor()), alone, strict=True))
        with pytest.raises(EstimateError, match="lots is"):
            sheet(CHECKED).sweep(lots="1..2 GB", executor=client.get_executor())


class RayExecutor(Executor):
    """Tasks of Ray as `concurrent.futures` has them, as docs/python.md shows it."""

    def submit(self, function: Any, /, *args: Any, **named: Any) -> Future[Any]:
        """A task's result to come."""
        import ray

        found: Future[Any] = ray.remote(function).remote(*args, **named).future()
        return found


@pytest.fixture
def ray_cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Two workers of Ray on the loopback interface, without a dashboard, with a folder and a key of their own."""
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    monkeypatch.setenv("RAY_AUTH_TOKEN", secrets.token_hex(32))
    monkeypatch.setenv("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    ray = pytest.importorskip("ray", reason="Ray is not installed, or has no wheel for this Python")
    folder = tempfile.mkdtemp(prefix="ray-", dir="/tmp")  # the names of sockets in it are bounded
    try:
        ray.init(
            num_cpus=2,
            include_dashboard=False,
            object_store_memory=80 * 2**20,
            log_to_driver=False,
            logging_level="ERROR",
            _node_ip_address="127.0.0.1",
            _temp_dir=folder,
        )
        yield ray
    except Exception as problem:
        if "timed out during startup" not in str(problem):  # Ray gives its own parts 30 seconds, on a busy machine too
            raise
        pytest.skip("Ray has not started in its own 30 seconds")
    finally:
        ray.shutdown()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning", "ignore::FutureWarning")
def test_ray_gives_what_one_process_gives(ray_cluster: Any, alone: list[Sweep]) -> None:
    assert ray_cluster.is_initialized()
    assert all(same(one, other) for one, other in zip(sweeps(RayExecutor()), alone, strict=True))


class Counting(Executor):
    """Two workers in turns, each with the processor time that its tasks took."""

    def __init__(self) -> None:
        self.times: list[float] = []

    def submit(self, function: Any, /, *args: Any, **named: Any) -> Future[Any]:
        """A task's result, which is there."""
        future: Future[Any] = Future()
        start = process_time()
        future.set_result(function(*args, **named))
        self.times.append(process_time() - start)
        return future


@pytest.mark.parametrize(
    "asked",
    [
        {"lots": "1..10 crate in 39_999 steps", "draws": 500},
        {"lots": [2.0], "draws": 20_000_000},
        {"load": "1..3 in 99 steps"},
    ],
    ids=["points", "draws", "own"],
)
def test_the_work_can_be_split_between_two_to_be_done_in_less_than_six_tenths_of_the_time(asked: Any) -> None:
    """Whoever is free takes the next task: the busier of two has less than 1/1.7 of all processor time.

    Each task is asked three times, and its least time counts: what else the machine does makes some longer.
    """
    plan = sheet(CHECKED, "plan")
    runs = []
    for _ in range(3):
        counting = Counting()
        plan.sweep(**asked, executor=counting)
        assert len(counting.times) >= ENOUGH - 1
        runs.append(counting.times)
    busy = [0.0, 0.0]
    for taken in map(min, zip(*runs, strict=True)):
        busy[busy.index(min(busy))] += taken
    assert max(busy) < sum(busy) / 1.7


def test_two_processes_both_work() -> None:
    """The tasks are done by both, and what is done elsewhere is not done here."""
    plan = sheet(CHECKED, "plan")
    start = os.times()
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        [each.result() for each in [pool.submit(os.getpid) for _ in range(8)]]
        before = os.times()
        plan.sweep(lots=[2.0], draws=30_000_000, executor=pool)
        here = os.times().user - before.user
    children = os.times().children_user - start.children_user
    assert here < children / 3


def test_what_is_no_executor_is_refused() -> None:
    with pytest.raises(EstimateError, match="int is no executor"):
        load("twitter").sweep(monthly_users="1, 2 M", executor=2)
