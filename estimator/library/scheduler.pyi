"""Schedulers and timers: trigger rates, delayed queues

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Schedulers and timers: trigger rates, delayed queues"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Schedulers and timers: trigger rates, delayed queues"""
    def trigger_rate(self, tasks: Value | Column) -> Quantity:
        """Triggers a second.
        Cron tasks fire on the minute: without a random delay a minute's tasks all come in its first second.

        trigger_rate(tasks: task/min) -> task/s = tasks

            tasks: task/min

        Source: definition: a minute has 60 s
        Example: trigger_rate(1 M task/min) = 16_667 task/s
        In the notation: scheduler.trigger_rate
        """
    def peak_trigger_rate(self, tasks: Value | Column, spread: Value | Column = "1 s") -> Quantity:
        """Triggers a second in which a minute's tasks come, if each waits a random part of so long.
        One second is all that cron leaves, and a minute is the mean.

        peak_trigger_rate(tasks: task/min, spread: s = 1 s) -> task/s = tasks * 1 min / min(1 min, max(1 s, spread))

            tasks: task/min
            spread: s; 1 s unless given

        Source: derived here: cron fires a minute's tasks at its first second; a uniform delay spreads them
        Source: system-design notes: 高峰时百万TPM的触发能力
        Example: peak_trigger_rate(1 M task/min) = 1 M task/s
        Example: peak_trigger_rate(1 M task/min, 60 s) = 16_667 task/s
        In the notation: scheduler.peak_trigger_rate
        """
    def instances_needed(self, tasks: Value | Column, per_instance: Value | Column) -> Quantity:
        """Instances for a rate of triggers, the mean one.
        For tasks of cron give what comes in their first second, as a minute's.

        instances_needed(tasks: task/min, per_instance: task/s/instance) -> instance = ceil(tasks / per_instance)

            tasks: task/min
            per_instance: task/s/instance

        Source: definition: the rate over an instance's
        Example: instances_needed(1 M task/min, 500 task/s/instance) = 34 instance
        In the notation: scheduler.instances_needed
        """
    def per_shard(self, tasks: Value | Column, shards: Value | Column) -> Quantity:
        """Triggers a second of each shard.

        per_shard(tasks: task/min, shards: shard) -> task/s/shard = tasks / shards

            tasks: task/min
            shards: shard

        Source: definition: tasks over shards
        Example: per_shard(1 M task/min, 64 shard) = 260.4 task/s/shard
        In the notation: scheduler.per_shard
        """
    def window_memory(self, tasks: Value | Column, window: Value | Column, task_size: Value | Column) -> Quantity:
        """Memory of the tasks that are read in advance.

        window_memory(tasks: task/min, window: s, task_size: B/task) -> MB = tasks * window * task_size

            tasks: task/min
            window: s
            task_size: B/task

        Source: definition: tasks that fall into the window, times the size of one
        Example: window_memory(1 M task/min, 60 s, 200 B/task) = 200 MB
        In the notation: scheduler.window_memory
        """
    def pending(self, rate: Value | Column, delay: Value | Column) -> Quantity:
        """Tasks that wait in a delayed queue: as many as come in its delay, those that have become needless included.
        The expiry of a key of Redis is not a timer: it says nothing when, and is noticed late.

        pending(rate: order/s, delay: s) -> order = rate * delay

            rate: order/s
            delay: s

        Source: definition: Little's law
        Source: system-design notes: redisson delayqueue 是一种基于 redis zset 结构的延时队列实现
        Example: pending(1000 order/s, 1800 s) = 1.8 M order
        In the notation: scheduler.pending
        """
    def pending_memory(self, rate: Value | Column, delay: Value | Column, member: Value | Column) -> Quantity:
        """Their memory; redis.sorted_set has a member's cost to the byte.
        Redisson keeps each task in a list as well: count both.

        pending_memory(rate: order/s, delay: s, member: B/order) -> MB = rate * delay * member

            rate: order/s
            delay: s
            member: B/order

        Source: redisson/redisson: RedissonDelayedQueue.java, offerAsync (zadd by the time due, and rpush to a list)
        Source: definition: pending, times what a member takes
        Example: pending_memory(1000 order/s, 1800 s, 100 B/order) = 180 MB
        In the notation: scheduler.pending_memory
        """
    def effective_rate(self, rate: Value | Column, share: Value | Column) -> Quantity:
        """Tasks that still need work when they fall due.

        effective_rate(rate: order/s, share: share) -> order/s = rate * share

            rate: order/s
            share: a share, from 0 to 100%

        Source: definition: the tasks that still need work
        Example: effective_rate(1000 order/s, 20%) = 200 order/s
        In the notation: scheduler.effective_rate
        """
    def query_rate(self, rate: Value | Column, queries: Value | Column) -> Quantity:
        """Queries a second of a schedule of so many for each order.

        query_rate(rate: order/s, queries: count) -> order/s = rate * queries

            rate: order/s
            queries: a plain number or a count

        Source: definition: orders times queries of each
        Source: system-design notes: 10s、30s、1min、1min30s、2min、5min、7min
        Example: query_rate(1000 order/s, 7) = 7000 order/s
        In the notation: scheduler.query_rate
        """
    def __call__(self) -> Sheet: ...
