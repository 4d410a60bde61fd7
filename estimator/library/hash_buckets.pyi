"""The hash-bucket trick: small keys in Redis put into hashes of a hundred, which are packed

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """The hash-bucket trick: small keys in Redis put into hashes of a hundred, which are packed"""

    entries: Quantity
    bucket: Quantity  # fields in a hash: try 64 to 512; packed up to 512
    key_length: Quantity
    value_length: Quantity
    outer_length: Quantity  # of the hashes' keys
    field: str
    value: str
    server: str
    version: Quantity
    allocator: str
    cluster: str
    slots: Quantity  # of a cluster, that the node with these keys has: 5461 of thr…
    scan_rate: Quantity  # bytes of a packed hash looked through; rule of thumb
    as_keys: Quantity
    in_buckets: Quantity
    per_entry: Quantity
    saved: Quantity
    with_16: Quantity
    with_64: Quantity
    with_128: Quantity
    with_256: Quantity
    with_512: Quantity
    with_513: Quantity
    lookup: Quantity  # half of a packed hash is looked through
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        entries: Value = ...,
        bucket: Value = ...,
        key_length: Value = ...,
        value_length: Value = ...,
        outer_length: Value = ...,
        field: Value = ...,
        value: Value = ...,
        server: Value = ...,
        version: Value = ...,
        allocator: Value = ...,
        cluster: Value = ...,
        slots: Value = ...,
        scan_rate: Value = ...,
        as_keys: Value = ...,
        in_buckets: Value = ...,
        per_entry: Value = ...,
        saved: Value = ...,
        with_16: Value = ...,
        with_64: Value = ...,
        with_128: Value = ...,
        with_256: Value = ...,
        with_512: Value = ...,
        with_513: Value = ...,
        lookup: Value = ...,
    ) -> Self: ...

class Formulas:
    """The hash-bucket trick: small keys in Redis put into hashes of a hundred, which are packed"""

    entries: Quantity
    bucket: Quantity  # fields in a hash: try 64 to 512; packed up to 512
    key_length: Quantity
    value_length: Quantity
    outer_length: Quantity  # of the hashes' keys
    field: str
    value: str
    server: str
    version: Quantity
    allocator: str
    cluster: str
    slots: Quantity  # of a cluster, that the node with these keys has: 5461 of thr…
    scan_rate: Quantity  # bytes of a packed hash looked through; rule of thumb
    as_keys: Quantity
    in_buckets: Quantity
    per_entry: Quantity
    saved: Quantity
    with_16: Quantity
    with_64: Quantity
    with_128: Quantity
    with_256: Quantity
    with_512: Quantity
    with_513: Quantity
    lookup: Quantity  # half of a packed hash is looked through
    def __call__(
        self,
        *,
        entries: Value = ...,
        bucket: Value = ...,
        key_length: Value = ...,
        value_length: Value = ...,
        outer_length: Value = ...,
        field: Value = ...,
        value: Value = ...,
        server: Value = ...,
        version: Value = ...,
        allocator: Value = ...,
        cluster: Value = ...,
        slots: Value = ...,
        scan_rate: Value = ...,
        as_keys: Value = ...,
        in_buckets: Value = ...,
        per_entry: Value = ...,
        saved: Value = ...,
        with_16: Value = ...,
        with_64: Value = ...,
        with_128: Value = ...,
        with_256: Value = ...,
        with_512: Value = ...,
        with_513: Value = ...,
        lookup: Value = ...,
    ) -> Sheet: ...
