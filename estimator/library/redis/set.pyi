"""Redis: sets

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Redis: sets"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Redis: sets"""
    def set(
        self,
        keys: Value | Column,
        members: Value | Column,
        key_length: Value | Column = "16 B",
        member_length: Value | Column = "8 B",
        member: Literal["text", "integer", "integers and a word"] | Column = "text",
        integer_size: Value | Column = "8 B",
        ttl: Value | Column = "0%",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
        deleted: Value | Column = "0%",
        deleted_at_once: Value | Column = "1",
        max_packed_members: Value | Column = "128",
        max_intset_members: Value | Column = "512",
        max_packed_value: Value | Column = "64 B",
        member_number: Value | Column = "0.5",
    ) -> Quantity:
        """The memory of sets: the growth of used_memory.
        A set of integers is an array while it has at most `max_intset_members`, of 2, 4 or 8 bytes as the widest asks
        (`integer_size`: 2 bytes reach to 32,767, 4 to 2.1 billion). One word among them ends that for good. Other small
        sets are packed from Redis 7.2 on and in Valkey; all else is a table. Lengths and members may be ranges: their
        spread. Integers are of so many digits, or `member_number` where that is given (0.5, no integer, is none), which says
        the size as well. `deleted` is the share of their members that is gone again.
        Who deletes and then reads used_memory at once, with nothing but deletions in between, has `just_loaded = yes`: the
        old table is there. The default is what is left once it has moved, by commands on the key: from Redis 7.4 and Valkey
        9.1 on one look at each member that is left is enough, in Redis up to 7.2 and Valkey 8.1 it takes more.
        Where few are left of thousands, chance says up to Redis 7.2 how often a table has shrunk: what is given is the mean
        of many keys, of which each has all of its buckets, an eighth of them or hardly any.

        set(keys: count, members: count, key_length: B = 16 B, member_length: B = 8 B, member: "text" or "integer" or "integers and a word" = "text", integer_size: B = 8 B, ttl: share = 0%) -> B with server, version, allocator, cluster, slots, just_loaded, deleted, deleted_at_once, max_packed_members, max_intset_members, max_packed_value, member_number = keys * each + tables

            keys: a plain number or a count
            members: a plain number or a count
            key_length: B; 16 B unless given
            member_length: B; 8 B unless given
            member: "text" or "integer" or "integers and a word"; "text" unless given
            integer_size: B; 8 B unless given
            ttl: a share, from 0 to 100%; 0% unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            cluster: yes or no; no unless given
            slots: a plain number or a count; 16_384 unless given
            just_loaded: yes or no; no unless given
            deleted: a share, from 0 to 100%; 0% unless given
            deleted_at_once: a plain number or a count; 1 unless given
            max_packed_members: a plain number or a count; 128 unless given
            max_intset_members: a plain number or a count; 512 unless given
            max_packed_value: B; 64 B unless given
            member_number: a plain number or a count; 0.5 unless given

        Source: redis 7.2.6: src/t_set.c, setTypeAddAux; src/intset.c
        Source: measured: growth of used_memory on 17 servers, Redis 4.0 to 8.6 and Valkey 7.2 to 9.1
        As of: 2026-10
        Example: set(2 k key, 100, 12 B, 5 B, "integer", 2 B) = 576.4 KB
        Example: set(5 k key, 10, 12 B, 8 B) = 905.5 KB
        Example: set(1 k key, 100, 12 B, 5 B, "integers and a word") = 576.2 KB
        In the notation: redis.set.set
        """
    def key(
        self,
        members: Value | Column,
        key_length: Value | Column = "16 B",
        member_length: Value | Column = "8 B",
        member: Literal["text", "integer", "integers and a word"] | Column = "text",
        integer_size: Value | Column = "8 B",
        ttl: Value | Column = "0%",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        just_loaded: bool | str | Column = False,
        deleted: Value | Column = "0%",
        deleted_at_once: Value | Column = "1",
        max_packed_members: Value | Column = "128",
        max_intset_members: Value | Column = "512",
        max_packed_value: Value | Column = "64 B",
        member_number: Value | Column = "0.5",
    ) -> Quantity:
        """One set, without its place in the table of keys.

        key(members: count, key_length: B = 16 B, member_length: B = 8 B, member: "text" or "integer" or "integers and a word" = "text", integer_size: B = 8 B, ttl: share = 0%) -> B with server, version, allocator, just_loaded, deleted, deleted_at_once, max_packed_members, max_intset_members, max_packed_value, member_number = mean(blocks)

            members: a plain number or a count
            key_length: B; 16 B unless given
            member_length: B; 8 B unless given
            member: "text" or "integer" or "integers and a word"; "text" unless given
            integer_size: B; 8 B unless given
            ttl: a share, from 0 to 100%; 0% unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            just_loaded: yes or no; no unless given
            deleted: a share, from 0 to 100%; 0% unless given
            deleted_at_once: a plain number or a count; 1 unless given
            max_packed_members: a plain number or a count; 128 unless given
            max_intset_members: a plain number or a count; 512 unless given
            max_packed_value: B; 64 B unless given
            member_number: a plain number or a count; 0.5 unless given

        Source: as set
        As of: 2026-10
        Example: key(100, 12 B, 19 B, "integer") = 952 B
        Example: key(10, 12 B, 8 B) = 168 B
        Example: key(1000, 12 B, 8 B) = 30.1 KB
        Example: key(10, 12 B, 8 B, version = 6.2) = 676 B
        Example: key(100, 12 B, 5 B, "integer", member_number = 30_000) = 280 B
        Example: key(9, 12 B, 5 B, "integer", member_number = spread(uniform(0, 40_000))) = 102 B
        In the notation: redis.set.key
        """
    def table(
        self,
        members: Value | Column,
        member_length: Value | Column,
        member: Literal["text", "integer"] | Column = "text",
        packed_before: Value | Column = "0",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        just_loaded: bool | str | Column = False,
        deleted: Value | Column = "0%",
        deleted_at_once: Value | Column = "1",
    ) -> Quantity:
        """The table form of a set: from Redis 7.2 on without entries of its own.

        table(members: count, member_length: B, member: "text" or "integer" = "text", packed_before: count = 0) -> B with server, version, allocator, just_loaded, deleted, deleted_at_once = members * (mean(redis.object.element(member_length, member)) + entry) + redis.table(members, links, 1, packed_before)

            members: a plain number or a count
            member_length: B
            member: "text" or "integer"; "text" unless given
            packed_before: a plain number or a count; 0 unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            just_loaded: yes or no; no unless given
            deleted: a share, from 0 to 100%; 0% unless given
            deleted_at_once: a plain number or a count; 1 unless given

        Source: redis 7.2.6: src/dict.c, no_value, keys_are_odd; valkey 9.1.2: src/t_set.c
        As of: 2026-10
        Example: table(1000, 8 B, server = "redis", version = 6.2) = 48_288 B
        Example: table(1000, 8 B, server = "redis", version = 3.2) = 64_288 B
        Example: table(513, 9 B, "integer", server = "redis", version = 3.2) = 28_808 B
        In the notation: redis.set.table
        """
    def __call__(
        self,
        keys: Value | Column,
        members: Value | Column,
        key_length: Value | Column = "16 B",
        member_length: Value | Column = "8 B",
        member: Literal["text", "integer", "integers and a word"] | Column = "text",
        integer_size: Value | Column = "8 B",
        ttl: Value | Column = "0%",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
        deleted: Value | Column = "0%",
        deleted_at_once: Value | Column = "1",
        max_packed_members: Value | Column = "128",
        max_intset_members: Value | Column = "512",
        max_packed_value: Value | Column = "64 B",
        member_number: Value | Column = "0.5",
    ) -> Quantity:
        """set(keys: count, members: count, key_length: B = 16 B, member_length: B = 8 B, member: "text" or "integer" or "integers and a word" = "text", integer_size: B = 8 B, ttl: share = 0%) -> B with server, version, allocator, cluster, slots, just_loaded, deleted, deleted_at_once, max_packed_members, max_intset_members, max_packed_value, member_number: The memory of sets: the growth of used_memory."""
