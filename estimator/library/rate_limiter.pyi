"""A rate limiter in Redis: memory, load and bursts of four algorithms

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """A rate limiter in Redis: memory, load and bursts of four algorithms"""

    active_users: Quantity  # in one window
    limit: Quantity  # in a window
    window: Quantity
    used_share: Quantity  # of the limit, that a user makes use of: it differs from user…
    key_length: Quantity  # limit:, the user and the window's number
    server: str
    version: Quantity
    allocator: str
    cluster: str
    slots: Quantity  # of a cluster, that the node with these keys has: 5461 of thr…
    commands: Quantity  # of one instance
    commands_each: Quantity  # a script counts and decides in one call
    utilisation: Quantity
    instances: Quantity
    fixed_window: Quantity
    sliding_window: Quantity
    token_bucket: Quantity  # tokens left, and when
    logged: Quantity
    sliding_log: Quantity  # the time of each request
    fixed_burst: Quantity  # let through across a window's end
    bucket_burst: Quantity  # from a full bucket, in one window
    log_burst: Quantity  # never more than the limit
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        active_users: Value = ...,
        limit: Value = ...,
        window: Value = ...,
        used_share: Value = ...,
        key_length: Value = ...,
        server: Value = ...,
        version: Value = ...,
        allocator: Value = ...,
        cluster: Value = ...,
        slots: Value = ...,
        commands: Value = ...,
        commands_each: Value = ...,
        utilisation: Value = ...,
        instances: Value = ...,
        fixed_window: Value = ...,
        sliding_window: Value = ...,
        token_bucket: Value = ...,
        logged: Value = ...,
        sliding_log: Value = ...,
        fixed_burst: Value = ...,
        bucket_burst: Value = ...,
        log_burst: Value = ...,
    ) -> Self: ...
    def scenario(  # type: ignore[override]
        self, title: Literal["generous"]
    ) -> Self: ...

class Formulas:
    """A rate limiter in Redis: memory, load and bursts of four algorithms"""

    active_users: Quantity  # in one window
    limit: Quantity  # in a window
    window: Quantity
    used_share: Quantity  # of the limit, that a user makes use of: it differs from user…
    key_length: Quantity  # limit:, the user and the window's number
    server: str
    version: Quantity
    allocator: str
    cluster: str
    slots: Quantity  # of a cluster, that the node with these keys has: 5461 of thr…
    commands: Quantity  # of one instance
    commands_each: Quantity  # a script counts and decides in one call
    utilisation: Quantity
    checks: Quantity
    instances: Quantity
    fixed_window: Quantity
    sliding_window: Quantity
    token_bucket: Quantity  # tokens left, and when
    logged: Quantity
    sliding_log: Quantity  # the time of each request
    fixed_burst: Quantity  # let through across a window's end
    bucket_burst: Quantity  # from a full bucket, in one window
    log_burst: Quantity  # never more than the limit
    def __call__(
        self,
        *,
        active_users: Value = ...,
        limit: Value = ...,
        window: Value = ...,
        used_share: Value = ...,
        key_length: Value = ...,
        server: Value = ...,
        version: Value = ...,
        allocator: Value = ...,
        cluster: Value = ...,
        slots: Value = ...,
        commands: Value = ...,
        commands_each: Value = ...,
        utilisation: Value = ...,
        instances: Value = ...,
        fixed_window: Value = ...,
        sliding_window: Value = ...,
        token_bucket: Value = ...,
        logged: Value = ...,
        sliding_log: Value = ...,
        fixed_burst: Value = ...,
        bucket_burst: Value = ...,
        log_burst: Value = ...,
    ) -> Sheet: ...
