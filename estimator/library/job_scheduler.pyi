"""A job scheduler: triggers, instances, wheel, history

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """A job scheduler: triggers, instances, wheel, history"""

    jobs_per_minute: Quantity  # in the busiest minute
    per_instance: Quantity
    utilisation: Quantity
    shards: Quantity
    prefetch: Quantity
    task_size: Quantity
    on_the_minute: Quantity  # of them are due in second 0
    jitter: Quantity  # over which those are spread
    attempts: Quantity  # with retries
    pending: Quantity  # known, due at any time
    row_size: Quantity
    history_size: Quantity
    retention: Quantity
    copies: Quantity
    mean_rate: Quantity
    peak_rate: Quantity
    first_second: Quantity  # due at once, were there no jitter
    instances: Quantity
    by_the_mean: Quantity  # what forgetting the minute gives
    per_shard: Quantity
    wheel_memory: Quantity
    wheel_levels: Quantity
    table: Quantity
    history: Quantity  # at most: every minute the busiest
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        jobs_per_minute: Value = ...,
        per_instance: Value = ...,
        utilisation: Value = ...,
        shards: Value = ...,
        prefetch: Value = ...,
        task_size: Value = ...,
        on_the_minute: Value = ...,
        jitter: Value = ...,
        attempts: Value = ...,
        pending: Value = ...,
        row_size: Value = ...,
        history_size: Value = ...,
        retention: Value = ...,
        copies: Value = ...,
        mean_rate: Value = ...,
        peak_rate: Value = ...,
        first_second: Value = ...,
        instances: Value = ...,
        by_the_mean: Value = ...,
        per_shard: Value = ...,
        wheel_memory: Value = ...,
        wheel_levels: Value = ...,
        table: Value = ...,
        history: Value = ...,
    ) -> Self: ...
    def scenario(  # type: ignore[override]
        self, title: Literal["no jitter"]
    ) -> Self: ...

class Formulas:
    """A job scheduler: triggers, instances, wheel, history"""

    jobs_per_minute: Quantity  # in the busiest minute
    per_instance: Quantity
    utilisation: Quantity
    shards: Quantity
    prefetch: Quantity
    task_size: Quantity
    on_the_minute: Quantity  # of them are due in second 0
    jitter: Quantity  # over which those are spread
    attempts: Quantity  # with retries
    pending: Quantity  # known, due at any time
    row_size: Quantity
    history_size: Quantity
    retention: Quantity
    copies: Quantity
    mean_rate: Quantity
    peak_rate: Quantity
    first_second: Quantity  # due at once, were there no jitter
    instances: Quantity
    by_the_mean: Quantity  # what forgetting the minute gives
    per_shard: Quantity
    wheel_memory: Quantity
    wheel_levels: Quantity
    table: Quantity
    history: Quantity  # at most: every minute the busiest
    def __call__(
        self,
        *,
        jobs_per_minute: Value = ...,
        per_instance: Value = ...,
        utilisation: Value = ...,
        shards: Value = ...,
        prefetch: Value = ...,
        task_size: Value = ...,
        on_the_minute: Value = ...,
        jitter: Value = ...,
        attempts: Value = ...,
        pending: Value = ...,
        row_size: Value = ...,
        history_size: Value = ...,
        retention: Value = ...,
        copies: Value = ...,
        mean_rate: Value = ...,
        peak_rate: Value = ...,
        first_second: Value = ...,
        instances: Value = ...,
        by_the_mean: Value = ...,
        per_shard: Value = ...,
        wheel_memory: Value = ...,
        wheel_levels: Value = ...,
        table: Value = ...,
        history: Value = ...,
    ) -> Sheet: ...
