"""Queues: waiting, workers, backlogs

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Any, Self, overload

from numpy.typing import NDArray

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Queues: waiting, workers, backlogs"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Queues: waiting, workers, backlogs"""
    def offered_load(self, rate: Value | Column, service_time: Value | Column) -> Quantity:
        """offered_load(rate: request/s, service_time: s): The load that is offered, in workers kept busy."""
    def erlang_b(self, load: Value | Column, servers: Value | Column) -> Quantity:
        """erlang_b(load: count, servers: count) -> %: The share of requests that find all servers busy and are lost (Erlang B; nothing queues)."""
    def erlang_c(self, load: Value | Column, workers: Value | Column) -> Quantity:
        """erlang_c(load: count, workers: count) -> %: The share of requests that have to wait for a worker (Erlang C); 1 for an unstable queue, where all wait."""
    def utilisation(self, rate: Value | Column, service_time: Value | Column, workers: Value | Column) -> Quantity:
        """utilisation(rate: request/s, service_time: s, workers: count) -> %: The share of time that a worker is busy; 1 and more is a queue that grows without end."""
    @overload
    def is_stable(  # type: ignore[overload-overlap]
        self, rate: Value, service_time: Value, workers: Value
    ) -> bool:
        """is_stable(rate: request/s, service_time: s, workers: count): Whether a queue settles: more workers than offered load. Exactly as many are too few."""
    @overload
    def is_stable(
        self, rate: Value | Column, service_time: Value | Column, workers: Value | Column
    ) -> NDArray[Any]: ...
    def wait_probability(self, rate: Value | Column, service_time: Value | Column, workers: Value | Column) -> Quantity:
        """wait_probability(rate: request/s, service_time: s, workers: count) -> %: The share of requests that have to wait, by rate and service time."""
    def mean_wait(self, rate: Value | Column, service_time: Value | Column, workers: Value | Column) -> Quantity:
        """mean_wait(rate: request/s, service_time: s, workers: count) -> s: The mean time that a request waits for a worker, those that do not wait included."""
    def mean_queue(self, rate: Value | Column, service_time: Value | Column, workers: Value | Column) -> Quantity:
        """mean_queue(rate: request/s, service_time: s, workers: count) -> request: The mean number of requests that wait, those in service not counted. Not of an unstable queue."""
    def wait_exceeds(
        self, rate: Value | Column, service_time: Value | Column, workers: Value | Column, time: Value | Column
    ) -> Quantity:
        """wait_exceeds(rate: request/s, service_time: s, workers: count, time: s) -> %: The share of requests that wait longer than a time, served in order; 1 for an unstable queue."""
    def wait_percentile(
        self, rate: Value | Column, service_time: Value | Column, workers: Value | Column, share: Value | Column = "99%"
    ) -> Quantity:
        """wait_percentile(rate: request/s, service_time: s, workers: count, share: share = 99%) -> s: The time that so large a share of the requests does not wait longer than."""
    def workers_needed(
        self,
        rate: Value | Column,
        service_time: Value | Column,
        time: Value | Column = "0 s",
        share: Value | Column = "5%",
    ) -> Quantity:
        """workers_needed(rate: request/s, service_time: s, time: s = 0 s, share: share = 5%) -> worker: The fewest workers with which at most a share of the requests waits longer than a time."""
    def late(self, load: Value | Column, workers: Value | Column, patience: Value | Column) -> Quantity:
        """late(load: count, workers: count, patience: count) -> %: The share that waits longer than so many service times, with a load and so many workers."""
    def mean_wait_by_variation(
        self, rate: Value | Column, service_time: Value | Column, variation: Value | Column
    ) -> Quantity:
        """mean_wait_by_variation(rate: request/s, service_time: s, variation: count) -> s: The mean wait for one worker when service times vary otherwise (Pollaczek and Khinchine)."""
    def mean_wait_approximately(
        self,
        rate: Value | Column,
        service_time: Value | Column,
        workers: Value | Column,
        arrival_variation: Value | Column = "1",
        service_variation: Value | Column = "1",
    ) -> Quantity:
        """mean_wait_approximately(rate: request/s, service_time: s, workers: count, arrival_variation: count = 1, service_variation: count = 1) -> s: The mean wait at several workers with other arrivals and service times: an approximation."""
    def overload_wait(
        self, rate: Value | Column, service_time: Value | Column, workers: Value | Column, duration: Value | Column
    ) -> Quantity:
        """overload_wait(rate: request/s, service_time: s, workers: count, duration: s) -> s: The wait after an overload has lasted a time, from an empty queue on; 0 where the workers keep up."""
    def response_time(self, service_time: Value | Column, utilisation: Value | Column) -> Quantity:
        """response_time(service_time: s, utilisation: count) -> ms: Mean time in a system with one worker (M/M/1), service and waiting: at 80% busy five times the service time."""
    def response_percentile(
        self, service_time: Value | Column, utilisation: Value | Column, share: Value | Column = "99%"
    ) -> Quantity:
        """response_percentile(service_time: s, utilisation: count, share: share = 99%) -> ms: The time in a system with one worker that so large a share of the requests does not exceed (M/M/1, served in order)."""
    def full_queue_share(self, load: Value | Column, workers: Value | Column, places: Value | Column) -> Quantity:
        """full_queue_share(load: count, workers: count, places: count) -> %: The share of requests that a bounded queue turns away, of so many workers and so many places to wait."""
    def square_root_staffing(self, load: Value | Column, factor: Value | Column = "1") -> Quantity:
        """square_root_staffing(load: count, factor: count = 1): Workers such that few wait: the load, and its root times a factor. A rule of thumb, near for loads above ten."""
    def backlog(self, peak: Value | Column, consume: Value | Column, duration: Value | Column) -> Quantity:
        """backlog(peak: event/s, consume: event/s, duration: s) -> message: Messages that pile up in a burst."""
    def drain_time(self, backlog: Value | Column, consume: Value | Column, usual: Value | Column) -> Quantity:
        """drain_time(backlog: event, consume: event/s, usual: event/s) -> s: Time until the backlog is gone: only what is left over beside the usual load drains it."""
    def longest_wait(self, backlog: Value | Column, consume: Value | Column) -> Quantity:
        """longest_wait(backlog: event, consume: event/s) -> s: What the last message of the burst waits."""
    def backlog_disk(
        self, backlog: Value | Column, message_size: Value | Column, copies: Value | Column = "3"
    ) -> Quantity:
        """backlog_disk(backlog: event, message_size: B/message, copies: count = 3) -> GB: Disk for a backlog. More consumers than partitions do not help."""
    def partitions_needed(
        self, rate: Value | Column, per_producer: Value | Column, per_consumer: Value | Column
    ) -> Quantity:
        """partitions_needed(rate: B/s, per_producer: B/s/partition, per_consumer: B/s/partition) -> partition: Partitions so that each consumer, and each broker's disk, keeps up."""
    def ring_usable(self, size: Value | Column) -> Quantity:
        """ring_usable(size: count): Places in a ring buffer that can be used: one is lost to tell full from empty."""
    def ring_needed(self, rate: Value | Column, pause: Value | Column) -> Quantity:
        """ring_needed(rate: event/s, pause: s): Places of a ring buffer that what comes while its reader pauses takes."""
    def ring_size(self, rate: Value | Column, pause: Value | Column) -> Quantity:
        """ring_size(rate: event/s, pause: s): Size of a ring buffer, a power of two, that holds what comes while its reader pauses."""
    def __call__(self) -> Sheet: ...
