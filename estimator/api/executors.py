"""Who does the tasks of a long piece of work: this process, or any executor of the kind of `concurrent.futures`.

Whatever has `submit` will do (process pools, Dask's `client.get_executor()`), and whatever has `map` alone (pools of
`multiprocessing` and of Ray). A task is a function of this package with records and arrays, which can be pickled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from estimator.problems import refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from estimator.reckoning.sweeping import Run, Task


def runner(executor: Any) -> Run:
    """What has tasks done and gives their results in order. EstimateError for what is no executor."""
    if executor is None:
        return lambda tasks: (done(task) for task in tasks)
    if hasattr(executor, "submit"):
        return lambda tasks: _submitted(executor, tasks)
    if hasattr(executor, "map"):
        return lambda tasks: iter(executor.map(done, list(tasks)))
    message = f"{type(executor).__name__} is no executor: it has neither submit nor map"
    raise refused("executor", message, "give one like concurrent.futures.ProcessPoolExecutor()")


def done(task: Task) -> Any:
    """The result of a task."""
    function, arguments = task
    return function(*arguments)


def _submitted(executor: Any, tasks: Iterable[Task]) -> Iterator[Any]:
    waiting = [executor.submit(done, task) for task in tasks]
    waiting.reverse()
    try:
        while waiting:
            yield waiting.pop().result()  # which then lives on nowhere
    finally:
        for future in waiting:
            future.cancel()
