"""The same map of 64-bit integers on every generation of Redis and Valkey, and on three allocators

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """The same map of 64-bit integers on every generation of Redis and Valkey, and on three allocators"""

    entries: Quantity
    key_length: Quantity
    ttl: Quantity
    redis_4_0: Quantity  # values keep a block
    redis_5_0_to_8_0: Quantity  # and Valkey 7.2
    redis_8_2: Quantity  # one block
    redis_8_6: Quantity
    valkey_8_0: Quantity  # key in the entry
    valkey_8_1: Quantity  # buckets of 7
    valkey_9_1: Quantity
    debian_redis_7_0: Quantity
    debian_redis_8_2: Quantity
    debian_valkey_8_1: Quantity
    glibc_redis_6_2: Quantity
    glibc_redis_8_2: Quantity
    glibc_valkey_9_1: Quantity
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        entries: Value = ...,
        key_length: Value = ...,
        ttl: Value = ...,
        redis_4_0: Value = ...,
        redis_5_0_to_8_0: Value = ...,
        redis_8_2: Value = ...,
        redis_8_6: Value = ...,
        valkey_8_0: Value = ...,
        valkey_8_1: Value = ...,
        valkey_9_1: Value = ...,
        debian_redis_7_0: Value = ...,
        debian_redis_8_2: Value = ...,
        debian_valkey_8_1: Value = ...,
        glibc_redis_6_2: Value = ...,
        glibc_redis_8_2: Value = ...,
        glibc_valkey_9_1: Value = ...,
    ) -> Self: ...

class Formulas:
    """The same map of 64-bit integers on every generation of Redis and Valkey, and on three allocators"""

    entries: Quantity
    key_length: Quantity
    ttl: Quantity
    redis_4_0: Quantity  # values keep a block
    redis_5_0_to_8_0: Quantity  # and Valkey 7.2
    redis_8_2: Quantity  # one block
    redis_8_6: Quantity
    valkey_8_0: Quantity  # key in the entry
    valkey_8_1: Quantity  # buckets of 7
    valkey_9_1: Quantity
    debian_redis_7_0: Quantity
    debian_redis_8_2: Quantity
    debian_valkey_8_1: Quantity
    glibc_redis_6_2: Quantity
    glibc_redis_8_2: Quantity
    glibc_valkey_9_1: Quantity
    def __call__(
        self,
        *,
        entries: Value = ...,
        key_length: Value = ...,
        ttl: Value = ...,
        redis_4_0: Value = ...,
        redis_5_0_to_8_0: Value = ...,
        redis_8_2: Value = ...,
        redis_8_6: Value = ...,
        valkey_8_0: Value = ...,
        valkey_8_1: Value = ...,
        valkey_9_1: Value = ...,
        debian_redis_7_0: Value = ...,
        debian_redis_8_2: Value = ...,
        debian_valkey_8_1: Value = ...,
        glibc_redis_6_2: Value = ...,
        glibc_redis_8_2: Value = ...,
        glibc_valkey_9_1: Value = ...,
    ) -> Sheet: ...
