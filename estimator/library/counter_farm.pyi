"""A farm of counters in Redis: a key a counter, or many in a hash

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """A farm of counters in Redis: a key a counter, or many in a hash"""

    counters: Quantity
    key_length: Quantity  # likes:post: and an id
    digits: Quantity  # of the counts: most are small
    fields_per_hash: Quantity
    field_length: Quantity  # the rest of the id
    server: str
    version: Quantity
    allocator: str
    cluster: str
    slots: Quantity  # of a cluster, that the node with these keys has: 5461 of thr…
    batch: Quantity  # counts are added up in the application for so long
    increments: Quantity
    as_keys: Quantity
    hashes: Quantity
    in_hashes: Quantity
    saved: Quantity
    writes: Quantity  # no counter is written twice in a batch
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        counters: Value = ...,
        key_length: Value = ...,
        digits: Value = ...,
        fields_per_hash: Value = ...,
        field_length: Value = ...,
        server: Value = ...,
        version: Value = ...,
        allocator: Value = ...,
        cluster: Value = ...,
        slots: Value = ...,
        batch: Value = ...,
        increments: Value = ...,
        as_keys: Value = ...,
        hashes: Value = ...,
        in_hashes: Value = ...,
        saved: Value = ...,
        writes: Value = ...,
    ) -> Self: ...
    def scenario(  # type: ignore[override]
        self, title: Literal["a thousand a hash"]
    ) -> Self: ...

class Formulas:
    """A farm of counters in Redis: a key a counter, or many in a hash"""

    counters: Quantity
    key_length: Quantity  # likes:post: and an id
    digits: Quantity  # of the counts: most are small
    fields_per_hash: Quantity
    field_length: Quantity  # the rest of the id
    server: str
    version: Quantity
    allocator: str
    cluster: str
    slots: Quantity  # of a cluster, that the node with these keys has: 5461 of thr…
    batch: Quantity  # counts are added up in the application for so long
    increments: Quantity
    as_keys: Quantity
    hashes: Quantity
    in_hashes: Quantity
    saved: Quantity
    writes: Quantity  # no counter is written twice in a batch
    def __call__(
        self,
        *,
        counters: Value = ...,
        key_length: Value = ...,
        digits: Value = ...,
        fields_per_hash: Value = ...,
        field_length: Value = ...,
        server: Value = ...,
        version: Value = ...,
        allocator: Value = ...,
        cluster: Value = ...,
        slots: Value = ...,
        batch: Value = ...,
        increments: Value = ...,
        as_keys: Value = ...,
        hashes: Value = ...,
        in_hashes: Value = ...,
        saved: Value = ...,
        writes: Value = ...,
    ) -> Sheet: ...
