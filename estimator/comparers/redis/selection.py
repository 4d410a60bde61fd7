"""The workloads that `verify redis` knows: each type, small and large, and what people build from them."""

from __future__ import annotations

from typing import Any

from estimator.comparers.redis.workloads import Workload


def _strings(name: str, keys: int, value_kind: str, key_len: int = 16, **more: Any) -> Workload:
    return Workload(name, {"type": "string", "keys": keys, "key_len": key_len, "value_kind": value_kind, **more})


def _many(name: str, data_type: str, keys: int, elements: int, length: int = 8, **more: Any) -> Workload:
    element: dict[str, Any] = {"kind": more.pop("kind", "text"), "len": length, **more.pop("element", {})}
    given = {"type": data_type, "keys": keys, "key_len": 12, "elements": elements, "element": element}
    return Workload(name, {**given, **more})


def _hashes(name: str, keys: int, elements: int, value_len: Any = 8, **more: Any) -> Workload:
    element = {"value": "text", "value_len": value_len, **more.pop("element", {})}
    return _many(name, "hash", keys, elements, element=element, **more)


_RANDOM: dict[str, Any] = {"key_kind": "rand19", "key_len": 19}
_READINGS = {"fields": 3, "field_names": ["sensor", "temp", "note"], "value_lens": [8, 6, 20], "id_step_ms": 10}
_INT64 = {"value": "int64", "value_len": 19}
# Before 7.4 and Valkey 9.0 fields do not expire.
FIELD_TTL = ("hash_field_ttl_10", "hash_field_ttl_1000")

WORKLOADS: dict[str, Workload] = {
    each.name: each
    for each in (
        _strings("map_int64", 100_000, "int64", **_RANDOM),
        _strings("map_int64_ttl", 100_000, "int64", ttl=True, **_RANDOM),
        _strings("map_int64_cluster", 100_000, "int64", server_args=["--cluster-enabled", "yes"], **_RANDOM),
        _strings("string_20", 100_000, "text", value_len=20),
        _strings("string_20_ttl", 131_073, "text", value_len=20, ttl=True),
        _strings("string_44", 100_000, "text", value_len=44),
        _strings("string_1000", 20_000, "text", value_len=1000),
        _strings("string_20_to_200", 100_000, "text", value_len="20-200"),
        _strings("string_long_key", 50_000, "text", key_len=256, value_len=20),
        _strings("string_appended", 20_000, "append", value_len=100, piece=20),
        _strings("small_integers", 100_000, "small"),
        _strings("counters", 50_000, "incr"),
        _hashes("hash_5", 20_000, 5),
        _hashes("hash_512", 500, 512),
        _hashes("hash_513", 500, 513),
        _hashes("hash_1000", 200, 1000),
        _hashes("hash_50_large_values", 1000, 50, 100),
        _hashes("hash_10_values_5_to_60", 10_000, 10, "5-60"),
        _hashes("hash_field_ttl_10", 2000, 10, element={"field_ttl": True}),
        _hashes("hash_field_ttl_1000", 100, 1000, element={"field_ttl": True}),
        _hashes("session_store", 20_000, 8, "5-40", ttl=True),
        _many("hash_buckets", "hash", 1000, 100, 19, kind="rand19", element=_INT64),
        _many("list_10", "list", 10_000, 10),
        _many("list_1000", "list", 200, 1000),
        _many("list_100_long", "list", 500, 100, 200),
        _many("set_of_small_integers", "set", 2000, 100, kind="int", element={"range": [0, 30_000]}),
        _many("set_of_large_integers", "set", 2000, 100, kind="int", element={"range": [2**40, 2**62]}),
        _many("set_100", "set", 2000, 100),
        _many("set_1000", "set", 200, 1000),
        _many("sorted_set_100", "zset", 2000, 100),
        _many("sorted_set_1000", "zset", 200, 1000),
        _many("leaderboard", "zset", 2, 50_000),
        _many("geo_100", "geo", 500, 100),
        _many("stream_100", "stream", 500, 100, element=_READINGS),
        _many("stream_5000", "stream", 20, 5000, element=_READINGS),
        Workload("bitmap", {"type": "bitmap", "keys": 50, "key_len": 12, "bits": 1_000_000}),
        Workload("hyperloglog_10", {"type": "hll", "keys": 2000, "key_len": 12, "elements": 10}),
        Workload("hyperloglog_10_000", {"type": "hll", "keys": 100, "key_len": 12, "elements": 10_000}),
    )
}
