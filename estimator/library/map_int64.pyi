"""How much Redis does a Go map[int64]int64 of 50 million entries take?

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """How much Redis does a Go map[int64]int64 of 50 million entries take?"""

    entries: Quantity
    int64_size: Quantity
    key_length: Quantity  # a random positive int64 in decimal; a minus sign makes it 20
    value_length: Quantity
    value: str  # or "text"
    ttl: Quantity  # share of the keys with a time to live
    server: str  # or "valkey"
    version: Quantity
    allocator: str  # as Redis builds it; "debian" a distribution's; "glibc"
    cluster: str
    slots: Quantity  # of a cluster, that the node with these entries has: 5461 of …
    fields_per_hash: Quantity  # of the packed form; a hash is a table above 512
    outer_key_length: Quantity  # the packed form's keys number the hashes, 0 to 499,999
    textbook_dict_entry: Quantity  # 24 B of pointers, taken to be a block of 32
    textbook_key_object: Quantity
    textbook_value_object: Quantity
    naive: Quantity  # the payload alone, nothing that finds it again
    textbook: Quantity
    redis_key: Quantity
    redis_tables: Quantity  # buckets: a power of two
    second_table: Quantity
    hashes: Quantity
    packed_hash: Quantity
    hash_tables: Quantity
    redis_map: Quantity
    redis_per_entry: Quantity
    while_growing: Quantity
    packed: Quantity
    packed_per_entry: Quantity  # 10 B a number; one key for 100
    go_map_buckets: Quantity  # to Go 1.23: buckets of 8 pairs, 3/4 full
    go_map_swiss: Quantity  # from 1.24: tables of 1024, split at 7/8
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        entries: Value = ...,
        int64_size: Value = ...,
        key_length: Value = ...,
        value_length: Value = ...,
        value: Value = ...,
        ttl: Value = ...,
        server: Value = ...,
        version: Value = ...,
        allocator: Value = ...,
        cluster: Value = ...,
        slots: Value = ...,
        fields_per_hash: Value = ...,
        outer_key_length: Value = ...,
        textbook_dict_entry: Value = ...,
        textbook_key_object: Value = ...,
        textbook_value_object: Value = ...,
        naive: Value = ...,
        textbook: Value = ...,
        redis_key: Value = ...,
        redis_tables: Value = ...,
        second_table: Value = ...,
        hashes: Value = ...,
        packed_hash: Value = ...,
        hash_tables: Value = ...,
        redis_map: Value = ...,
        redis_per_entry: Value = ...,
        while_growing: Value = ...,
        packed: Value = ...,
        packed_per_entry: Value = ...,
        go_map_buckets: Value = ...,
        go_map_swiss: Value = ...,
    ) -> Self: ...
    def scenario(  # type: ignore[override]
        self, title: Literal["distribution package", "newest Redis", "newest Valkey", "after a Go map growth"]
    ) -> Self: ...

class Formulas:
    """How much Redis does a Go map[int64]int64 of 50 million entries take?"""

    entries: Quantity
    int64_size: Quantity
    key_length: Quantity  # a random positive int64 in decimal; a minus sign makes it 20
    value_length: Quantity
    value: str  # or "text"
    ttl: Quantity  # share of the keys with a time to live
    server: str  # or "valkey"
    version: Quantity
    allocator: str  # as Redis builds it; "debian" a distribution's; "glibc"
    cluster: str
    slots: Quantity  # of a cluster, that the node with these entries has: 5461 of …
    fields_per_hash: Quantity  # of the packed form; a hash is a table above 512
    outer_key_length: Quantity  # the packed form's keys number the hashes, 0 to 499,999
    textbook_dict_entry: Quantity  # 24 B of pointers, taken to be a block of 32
    textbook_key_object: Quantity
    textbook_value_object: Quantity
    naive: Quantity  # the payload alone, nothing that finds it again
    textbook: Quantity
    redis_key: Quantity
    redis_tables: Quantity  # buckets: a power of two
    second_table: Quantity
    hashes: Quantity
    packed_hash: Quantity
    hash_tables: Quantity
    redis_map: Quantity
    redis_per_entry: Quantity
    while_growing: Quantity
    packed: Quantity
    packed_per_entry: Quantity  # 10 B a number; one key for 100
    go_map_buckets: Quantity  # to Go 1.23: buckets of 8 pairs, 3/4 full
    go_map_swiss: Quantity  # from 1.24: tables of 1024, split at 7/8
    def __call__(
        self,
        *,
        entries: Value = ...,
        int64_size: Value = ...,
        key_length: Value = ...,
        value_length: Value = ...,
        value: Value = ...,
        ttl: Value = ...,
        server: Value = ...,
        version: Value = ...,
        allocator: Value = ...,
        cluster: Value = ...,
        slots: Value = ...,
        fields_per_hash: Value = ...,
        outer_key_length: Value = ...,
        textbook_dict_entry: Value = ...,
        textbook_key_object: Value = ...,
        textbook_value_object: Value = ...,
        naive: Value = ...,
        textbook: Value = ...,
        redis_key: Value = ...,
        redis_tables: Value = ...,
        second_table: Value = ...,
        hashes: Value = ...,
        packed_hash: Value = ...,
        hash_tables: Value = ...,
        redis_map: Value = ...,
        redis_per_entry: Value = ...,
        while_growing: Value = ...,
        packed: Value = ...,
        packed_per_entry: Value = ...,
        go_map_buckets: Value = ...,
        go_map_swiss: Value = ...,
    ) -> Sheet: ...
