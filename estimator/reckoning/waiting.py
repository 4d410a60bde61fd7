"""How busy the workers of a queue may be before its waits are too long: M/M/c, solved for its load.

The formulas are those of `formulas/queue.est`, where their sources stand: Erlang B from the Poisson distribution,
Erlang C from that, and an exponential wait behind busy workers.
"""

from __future__ import annotations

import math

from estimator.model.counting import poisson_cdf, poisson_pmf
from estimator.records import record

_LEAST = 1e-290  # of a Poisson probability; below it nearly all or nearly none are lost
_HALVINGS = 60


@record
class WaitTarget:
    """What the wait for a worker is to stay below, in seconds, and the mean time of service.

    `share` is of those whose wait is meant, as 0.99 of the 99th percentile; None for the mean wait.
    """

    share: float | None
    time: float
    service: float


def erlang_b(load: float, workers: int) -> float:
    """The share of requests that find all workers busy, where nothing queues."""
    if load == 0:
        return 0.0 if workers else 1.0
    single = poisson_pmf(workers, load)
    if single > _LEAST:
        return single / poisson_cdf(workers, load)
    return max(0.0, 1 - workers / load)


def erlang_c(load: float, workers: int) -> float:
    """The share of requests that wait for a worker; 1 from the load on at which the queue grows without end."""
    if load >= workers:
        return 1.0
    lost = erlang_b(load, workers)
    return lost / (1 - load / workers * (1 - lost))


def meets(load: float, workers: int, target: WaitTarget) -> bool:
    """Whether the wait at so many workers stays at the target or below."""
    if load >= workers:
        return False
    waiting, free = erlang_c(load, workers), workers - load
    if target.share is None:
        return waiting * target.service / free <= target.time
    return waiting * math.exp(-free * target.time / target.service) <= 1 - target.share


def busiest(workers: int, target: WaitTarget) -> float:
    """The greatest share of their time that workers may be busy; 0 where even one request is too much."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if meets(middle * workers, workers, target):
            low = middle
        else:
            high = middle
    return low
