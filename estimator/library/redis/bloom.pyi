"""Redis: Bloom and cuckoo filters and sketches, of the module RedisBloom

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Redis: Bloom and cuckoo filters and sketches, of the module RedisBloom"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Redis: Bloom and cuckoo filters and sketches, of the module RedisBloom"""
    def bloom(
        self,
        keys: Value | Column,
        capacity: Value | Column,
        fp: Value | Column = "1%",
        key_length: Value | Column = "16 B",
        items: Value | Column = "0",
        scaling: bool | str | Column = True,
        expansion: Value | Column = "2",
        ttl: Value | Column = "0%",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
    ) -> Quantity:
        """The memory of Bloom filters that were reserved for so many items each with a rate of false positives, and hold so
        many by now (none: as many): the growth of used_memory, the same empty and full. One that scales asks for half the
        rate of its first part, and gets a further one of `expansion` times the items and half the rate whenever it is full;
        NONSCALING refuses items then. BF.ADD to a key that is not there makes one of 100 items and 1%. Of Redis's own
        module; Valkey's is another.

        bloom(keys: count, capacity: count, fp: share = 1%, key_length: B = 16 B, items: count = 0, scaling: yes or no = yes, expansion: count = 2, ttl: share = 0%) -> B with server, version, allocator, cluster, slots, just_loaded = keys * each + redis.keyspace(keys, ttl, key_length)

            keys: a plain number or a count
            capacity: a plain number or a count
            fp: a share, from 0 to 100%; 1% unless given
            key_length: B; 16 B unless given
            items: a plain number or a count; 0 unless given
            scaling: yes or no; yes unless given
            expansion: a plain number or a count; 2 unless given
            ttl: a share, from 0 to 100%; 0% unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            cluster: yes or no; no unless given
            slots: a plain number or a count; 16_384 unless given
            just_loaded: yes or no; no unless given

        Source: RedisBloom 2.8: src/sb.c, SBChain_Add, SB_NewChain, ERROR_TIGHTENING_RATIO
        As of: 2026-11
        Example: bloom(10 key, 100_000, 1%, 12 B) / 10 = 164.03 KB
        Example: bloom(10 key, 100_000, 1%, 12 B, 0, no) / 10 = 131.26 KB
        Example: bloom(10 key, 100, 1%, 12 B, 1000) / 10 = 3157 B
        In the notation: redis.bloom.bloom
        """
    def bits(
        self,
        items: Value | Column,
        fp: Value | Column,
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The bits of one part, in words of 8 bytes.

        bits(items: count, fp: share) -> B with allocator = malloc.block(malloc.round_up(max(1, floor(-items * ln(fp) / ln(2)^2)) * 1 bit, 8 B))

            items: a plain number or a count
            fp: a share, from 0 to 100%
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: RedisBloom 2.8: deps/bloom/bloom.c, bloom_init, calc_bpe
        As of: 2026-11
        Example: bits(1000, 1%) = 1280 B
        Example: bits(30_000, 2.5%) = 32 KiB
        In the notation: redis.bloom.bits
        """
    def cuckoo(
        self,
        keys: Value | Column,
        capacity: Value | Column,
        key_length: Value | Column = "16 B",
        filters: Value | Column = "1",
        bucket_size: Value | Column = "2",
        expansion: Value | Column = "1",
        ttl: Value | Column = "0%",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
    ) -> Quantity:
        """Cuckoo filters that were reserved for so many items: a byte for each place, of which there are a power of two. Where
        an item finds none in 20 moves, a further filter of `expansion` times the places is added: measured, when 35 to 75%
        are taken with two places a bucket, as is usual, 80 to 92% with four; later ones fill the gaps of the first.
        `filters` is how many there are.

        cuckoo(keys: count, capacity: count, key_length: B = 16 B, filters: count = 1, bucket_size: count = 2, expansion: count = 1, ttl: share = 0%) -> B with server, version, allocator, cluster, slots, just_loaded = keys * each + redis.keyspace(keys, ttl, key_length)

            keys: a plain number or a count
            capacity: a plain number or a count
            key_length: B; 16 B unless given
            filters: a plain number or a count; 1 unless given
            bucket_size: a plain number or a count; 2 unless given
            expansion: a plain number or a count; 1 unless given
            ttl: a share, from 0 to 100%; 0% unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            cluster: yes or no; no unless given
            slots: a plain number or a count; 16_384 unless given
            just_loaded: yes or no; no unless given

        Source: RedisBloom 2.8: src/cuckoo.c, CuckooFilter_Init, CuckooFilter_Grow
        As of: 2026-11
        Example: cuckoo(10 key, 100_000, 12 B) / 10 = 131.22 KB
        Example: cuckoo(10 key, 1000, 12 B, 3) / 10 = 3245 B
        Example: cuckoo(10 key, 1000, 12 B, 3, 2, 2) / 10 = 7341 B
        In the notation: redis.bloom.cuckoo
        """
    def count_min(
        self,
        keys: Value | Column,
        width: Value | Column,
        depth: Value | Column,
        key_length: Value | Column = "16 B",
        ttl: Value | Column = "0%",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
    ) -> Quantity:
        """Count-Min sketches of so many counters by so many hashes, four bytes each.

        count_min(keys: count, width: count, depth: count, key_length: B = 16 B, ttl: share = 0%) -> B with server, version, allocator, cluster, slots, just_loaded = keys * (module_key(key_length, ttl, 32 B) + malloc.block(4 B * width * depth)) + redis.keyspace(keys, ttl, key_length)

            keys: a plain number or a count
            width: a plain number or a count
            depth: a plain number or a count
            key_length: B; 16 B unless given
            ttl: a share, from 0 to 100%; 0% unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            cluster: yes or no; no unless given
            slots: a plain number or a count; 16_384 unless given
            just_loaded: yes or no; no unless given

        Source: RedisBloom 2.8: src/cms.c, NewCMSketch
        As of: 2026-11
        Example: count_min(10 key, 2000, 5, 12 B) / 10 = 41.08 KB
        In the notation: redis.bloom.count_min
        """
    def top_k(
        self,
        keys: Value | Column,
        most: Value | Column,
        width: Value | Column = "8",
        depth: Value | Column = "7",
        key_length: Value | Column = "16 B",
        item_length: Value | Column = "16 B",
        ttl: Value | Column = "0%",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
    ) -> Quantity:
        """Lists of the most frequent: counters of eight bytes, and of each of the `most` its place and its text.

        top_k(keys: count, most: count, width: count = 8, depth: count = 7, key_length: B = 16 B, item_length: B = 16 B, ttl: share = 0%) -> B with server, version, allocator, cluster, slots, just_loaded = keys * each + redis.keyspace(keys, ttl, key_length)

            keys: a plain number or a count
            most: a plain number or a count
            width: a plain number or a count; 8 unless given
            depth: a plain number or a count; 7 unless given
            key_length: B; 16 B unless given
            item_length: B; 16 B unless given
            ttl: a share, from 0 to 100%; 0% unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            cluster: yes or no; no unless given
            slots: a plain number or a count; 16_384 unless given
            just_loaded: yes or no; no unless given

        Source: RedisBloom 2.8: src/topk.h, TopK, Bucket, HeapBucket
        As of: 2026-11
        Example: top_k(10 key, 100, 2000, 7, 12 B, 0 B) / 10 = 119.9 KB
        In the notation: redis.bloom.top_k
        """
    def t_digest(
        self,
        keys: Value | Column,
        compression: Value | Column = "100",
        key_length: Value | Column = "16 B",
        ttl: Value | Column = "0%",
        counted: bool | str | Column = False,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
    ) -> Quantity:
        """t-digests of a compression: means and weights of six times as many centroids and ten, from the beginning. Up to Redis
        8.0, which has RedisBloom 2.8, the C library allocates them: the process grows by this, but used_memory only by what
        their keys take, `counted`, and maxmemory does not see the rest.

        t_digest(keys: count, compression: count = 100, key_length: B = 16 B, ttl: share = 0%, counted: yes or no = no) -> B with server, version, allocator, cluster, slots, just_loaded = keys * (module_key(key_length, ttl) + (if counted and version < 8.2 then 0 B else digest)) + redis.keyspace(keys, ttl, key_length)

            keys: a plain number or a count
            compression: a plain number or a count; 100 unless given
            key_length: B; 16 B unless given
            ttl: a share, from 0 to 100%; 0% unless given
            counted: yes or no; no unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            cluster: yes or no; no unless given
            slots: a plain number or a count; 16_384 unless given
            just_loaded: yes or no; no unless given

        Source: RedisBloom 2.8.2 and 8.2: src/rm_tdigest.c, build/t-digest-c/Makefile; t-digest-c: td_init
        As of: 2026-11
        Example: t_digest(2000 key, 100, 16 B, version = 7.4) / 2000 = 10.25 KB
        Example: t_digest(200 key, 100, 12 B, counted = yes, version = 7.4) / 200 = 82.2 B
        In the notation: redis.bloom.t_digest
        """
    def module_key(
        self,
        key_length: Value | Column,
        ttl: Value | Column = "0%",
        head: Value | Column = "0 B",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """A key whose value is a module's, and what that begins with.

        module_key(key_length: B, ttl: share = 0%, head: B = 0 B) -> B with server, version, allocator = mean(redis.object(key_length, ttl)) + malloc.block(16 B) + (if head < 0.5 B then 0 B else malloc.block(head))

            key_length: B
            ttl: a share, from 0 to 100%; 0% unless given
            head: B; 0 B unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 7.4.1: src/object.c, createModuleObject
        As of: 2026-11
        Example: module_key(12 B, 0%, 40 B) = 112 B
        In the notation: redis.bloom.module_key
        """
    def __call__(
        self,
        keys: Value | Column,
        capacity: Value | Column,
        fp: Value | Column = "1%",
        key_length: Value | Column = "16 B",
        items: Value | Column = "0",
        scaling: bool | str | Column = True,
        expansion: Value | Column = "2",
        ttl: Value | Column = "0%",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
    ) -> Quantity:
        """bloom(keys: count, capacity: count, fp: share = 1%, key_length: B = 16 B, items: count = 0, scaling: yes or no = yes, expansion: count = 2, ttl: share = 0%) -> B with server, version, allocator, cluster, slots, just_loaded: The memory of Bloom filters that were reserved for so many items each with a rate of false positives, and hold so"""
