"""The tests in several processes, with `--workers N`, that are forked when all tests are found.

Finding them takes longer than any file of them, and pytest-xdist finds them in each of its processes anew. Here a
process takes one file after the other, and keeps what serves more than one: it has the next file before it ends one.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import tempfile
import warnings
from collections import deque
from itertools import groupby
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from multiprocessing.context import ForkProcess


class Worker(NamedTuple):
    """A process, the end of its line, and its tests that have begun or are to come, by their places."""

    process: ForkProcess
    line: Connection
    given: deque[int]


class Reports:
    """The plugin of a process that tests: what happens there is told to the one that started it."""

    def __init__(self, line: Connection, config: pytest.Config) -> None:
        self._line, self._config = line, config

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Of a test's set-up, itself, or what takes its things down."""
        self._line.send(("report", self._config.hook.pytest_report_to_serializable(config=self._config, report=report)))

    def pytest_runtest_logfinish(self, nodeid: str, location: tuple[str, int | None, str]) -> None:
        """A test is over."""
        self._line.send(("finish", (nodeid, location)))

    def pytest_warning_recorded(self, warning_message: warnings.WarningMessage, when: str, nodeid: str) -> None:
        """As a text: its class may be one of the process."""
        text = f"{warning_message.category.__name__}: {warning_message.message}"
        self._line.send(("warning", (text, warning_message.filename, warning_message.lineno, when, nodeid)))


class Workers:
    """The processes of a run, and the tests of the files that none has taken yet."""

    def __init__(self, session: pytest.Session, scratch: str) -> None:
        self._session, self._scratch = session, scratch
        places = groupby(range(len(session.items)), key=lambda place: session.items[place].path)
        self._files = deque([deque(own) for _, own in places])
        self._running: list[Worker] = []

    def run(self, count: int) -> None:
        """All tests; ends early where the session wants to."""
        try:
            for _ in range(min(count, len(self._files))):
                self._start(self._files.popleft())
            while self._running:
                lines = wait([worker.line for worker in self._running])
                for worker in [worker for worker in self._running if worker.line in lines]:
                    self._hear(worker)
                    if self._session.shouldfail:
                        raise self._session.Failed(self._session.shouldfail)
                    if self._session.shouldstop:
                        raise self._session.Interrupted(self._session.shouldstop)
        finally:
            for worker in self._running:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(worker.process.pid or 0, signal.SIGINT)
            for worker in self._running:
                worker.process.join(20)
                worker.process.kill()

    def _start(self, tests: deque[int]) -> None:
        own, other = multiprocessing.Pipe()
        context = multiprocessing.get_context("fork")
        process = context.Process(target=self._work, args=(list(tests), other))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads, which wait in a numerical library
            process.start()
        other.close()
        self._running.append(Worker(process, own, tests))

    def _work(self, tests: list[int], line: Connection) -> None:
        """In a process of its own: the tests of a file, then those of the files that it is given for the asking."""
        for worker in self._running:
            worker.line.close()
        items, plugins = self._session.items, self._session.config.pluginmanager
        plugins.unregister(plugins.getplugin("terminalreporter"))
        capturing: Any = plugins.getplugin("capturemanager")
        capturing.stop_global_capturing()  # its file is that of all other processes
        capturing.start_global_capturing()
        os.environ["PYTEST_DEBUG_TEMPROOT"] = tempfile.mkdtemp(dir=self._scratch)
        plugins.register(Reports(line, self._session.config))
        try:
            waiting = _in_order(tests, line)
            now = next(waiting, None)
            while now is not None:
                after = next(waiting, None)
                following = None if after is None else items[after]
                self._session.config.hook.pytest_runtest_protocol(item=items[now], nextitem=following)
                now = after
        finally:  # interrupted, it takes down what its tests have started
            runner: Any = plugins.getplugin("runner")
            runner.pytest_sessionfinish(session=self._session)
        line.close()

    def _hear(self, worker: Worker) -> None:
        hook, config = self._session.config.hook, self._session.config
        try:
            kind, told = cast("tuple[str, Any]", worker.line.recv())
        except EOFError:
            self._ended(worker)
            return
        match kind:
            case "report":
                hook.pytest_runtest_logreport(report=hook.pytest_report_from_serializable(config=config, data=told))
            case "finish":
                worker.given.popleft()
                hook.pytest_runtest_logfinish(nodeid=told[0], location=told[1])
            case "warning":
                text, file, line, when, nodeid = told
                message = warnings.WarningMessage(text, UserWarning, file, line)
                told = {"warning_message": message, "when": when, "nodeid": nodeid, "location": None}
                hook.pytest_warning_recorded.call_historic(kwargs=told)
            case _:
                new = self._files.popleft() if self._files else deque()
                worker.given.extend(new)
                worker.line.send(list(new))

    def _ended(self, worker: Worker) -> None:
        """A process that is through, or that died in a test: that one has failed, and others are done by another."""
        worker.process.join()
        worker.line.close()
        self._running.remove(worker)
        if worker.given:
            item = self._session.items[worker.given.popleft()]
            died = f"the process of this test ended with {worker.process.exitcode}"
            report = pytest.TestReport(item.nodeid, item.location, {}, "failed", died, "call")
            self._session.config.hook.pytest_runtest_logreport(report=report)
            if worker.given:
                self._start(worker.given)


def _in_order(tests: list[int], line: Connection) -> Iterator[int]:
    while tests:
        yield from tests
        line.send(("next", None))
        tests = line.recv()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--workers", type=int, default=1, help="processes that take one file of tests after the other")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is there when all tests are found stays: it need not be looked through again and again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    count = session.config.getoption("--workers")
    if count < 2 or session.testsfailed or session.config.option.collectonly:
        return None
    with tempfile.TemporaryDirectory(prefix="tests", ignore_cleanup_errors=True) as scratch:
        Workers(session, scratch).run(count)
    return True
