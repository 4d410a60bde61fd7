"""Redis: sorted sets

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Redis: sorted sets"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Redis: sorted sets"""
    def sorted_set(
        self,
        keys: Value | Column,
        members: Value | Column,
        key_length: Value | Column = "16 B",
        member_length: Value | Column = "8 B",
        member: Literal["text", "integer"] | Column = "text",
        score: Literal["integer", "decimal"] | Column = "integer",
        score_length: Value | Column = "6 B",
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
        max_packed_value: Value | Column = "64 B",
        member_number: Value | Column = "0.5",
        score_number: Value | Column = "0.5",
    ) -> Quantity:
        """The memory of sorted sets: the growth of used_memory.
        One packed block while it has at most `max_packed_members`, none longer than `max_packed_value`; else a skip list and
        a table. `score` is an integer of `score_length` digits or a decimal of so many characters. An integer is
        `member_number` or `score_number` where that is given: 0.5, no integer, is none. Up to Redis 7.0 a packed one keeps
        five of six decimals with 17 digits, however short they came: 0.1 as 0.10000000000000001. How many these are, and a
        digit more where they are below one, follows from `score_number`, the decimals themselves: spread(uniform(0, 1));
        they are taken for numbers from one on where it is not given. `deleted` is the share of
        their members that is gone again, one by one: a command that takes a range away shrinks the table once, at its end.
        Who deletes and then reads used_memory at once, with nothing but deletions in between, has `just_loaded = yes`: the
        old table is there. The default is what is left once it has moved, by commands on the key: from Redis 7.4 and Valkey
        9.1 on one look at each member that is left is enough, in Redis up to 7.2 and Valkey 8.1 it takes more.
        Where few are left of thousands, chance says up to Redis 7.2 how often a table has shrunk: what is given is the mean
        of many keys, of which each has all of its buckets, an eighth of them or hardly any.

        sorted_set(keys: count, members: count, key_length: B = 16 B, member_length: B = 8 B, member: "text" or "integer" = "text", score: "integer" or "decimal" = "integer", score_length: B = 6 B, ttl: share = 0%) -> B with server, version, allocator, cluster, slots, just_loaded, deleted, deleted_at_once, max_packed_members, max_packed_value, member_number, score_number = keys * each + tables

            keys: a plain number or a count
            members: a plain number or a count
            key_length: B; 16 B unless given
            member_length: B; 8 B unless given
            member: "text" or "integer"; "text" unless given
            score: "integer" or "decimal"; "integer" unless given
            score_length: B; 6 B unless given
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
            max_packed_value: B; 64 B unless given
            member_number: a plain number or a count; 0.5 unless given
            score_number: a plain number or a count; 0.5 unless given

        Source: redis 7.0.15: src/util.c, d2string (%.17g)
        Source: redis 7.2.6: src/t_zset.c, zsetConvertToListpackIfNeeded, zslRandomLevel
        Source: measured: growth of used_memory on 17 servers, Redis 4.0 to 8.6 and Valkey 7.2 to 9.1
        As of: 2026-10
        Example: sorted_set(5 k key, 10, 12 B) = 1.146 MB
        Example: sorted_set(200 key, 1000, 12 B) = 18.976 MB
        In the notation: redis.sorted_set.sorted_set
        """
    def key(
        self,
        members: Value | Column,
        key_length: Value | Column = "16 B",
        member_length: Value | Column = "8 B",
        member: Literal["text", "integer"] | Column = "text",
        score: Literal["integer", "decimal"] | Column = "integer",
        score_length: Value | Column = "6 B",
        ttl: Value | Column = "0%",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        just_loaded: bool | str | Column = False,
        deleted: Value | Column = "0%",
        deleted_at_once: Value | Column = "1",
        max_packed_members: Value | Column = "128",
        max_packed_value: Value | Column = "64 B",
        member_number: Value | Column = "0.5",
        score_number: Value | Column = "0.5",
    ) -> Quantity:
        """One sorted set, without its place in the table of keys.

        key(members: count, key_length: B = 16 B, member_length: B = 8 B, member: "text" or "integer" = "text", score: "integer" or "decimal" = "integer", score_length: B = 6 B, ttl: share = 0%) -> B with server, version, allocator, just_loaded, deleted, deleted_at_once, max_packed_members, max_packed_value, member_number, score_number = mean(blocks)

            members: a plain number or a count
            key_length: B; 16 B unless given
            member_length: B; 8 B unless given
            member: "text" or "integer"; "text" unless given
            score: "integer" or "decimal"; "integer" unless given
            score_length: B; 6 B unless given
            ttl: a share, from 0 to 100%; 0% unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            just_loaded: yes or no; no unless given
            deleted: a share, from 0 to 100%; 0% unless given
            deleted_at_once: a plain number or a count; 1 unless given
            max_packed_members: a plain number or a count; 128 unless given
            max_packed_value: B; 64 B unless given
            member_number: a plain number or a count; 0.5 unless given
            score_number: a plain number or a count; 0.5 unless given

        Source: as sorted_set
        As of: 2026-10
        Example: key(10, 12 B) = 216 B
        Example: key(1000, 12 B) = 94.85 KB
        Example: key(1000, 12 B, version = 8.6) = 68.1 KB
        Example: key(1000, 12 B, server = "valkey", version = 9.1) = 71 KB
        In the notation: redis.sorted_set.key
        """
    def kept_short(self, number: Value | Column, behind: Value | Column) -> Quantity:
        """The share of the decimals about a number, with so many digits behind the point, that 17 digits write as they came: a
        double lies nearer to them than half of the 17th digit. A decimal of b digits is a multiple of 1/5^b of the distance
        of two doubles away from one, which is a multiple of 1/5^(b - 1) where its last digit is 5, as one of nine is, and
        none where it is another one: few of them are near, not the share that all numbers would have.

        kept_short(number: count, behind: count) -> % = 8 / 9 * (floor(nearer) - floor(nearer / 5)) / (2 * 5^(behind - 1)) + 1 / 9 * (2 * floor(nearer / 5) + 1) / 5^(behind - 1)

            number: a plain number or a count
            behind: a plain number or a count

        Source: redis 7.0.15: src/util.c, d2string (%.17g); IEEE 754-2019, binary64
        Source: derived here: doubles from 2^k on are 2^(k - 52) apart, texts of 17 digits from 10^e on 10^(e - 16)
        Source: derived here: a million decimals of 1 to 4 digits from 1 to 10,000, written by %.17g: within 0.2%
        As of: 2026-11
        Example: kept_short(123.45, 2) = 68.9%
        Example: kept_short(70, 2) = 2.2%
        Example: kept_short(123.4, 1) = 55.6%
        Example: mean(kept_short(uniform(1, 10), 2)) = 14.6%
        In the notation: redis.sorted_set.kept_short
        """
    def table(
        self,
        members: Value | Column,
        member_length: Value | Column,
        packed_before: Value | Column = "0",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        just_loaded: bool | str | Column = False,
        deleted: Value | Column = "0%",
        deleted_at_once: Value | Column = "1",
    ) -> Quantity:
        """The large form of a sorted set: a skip list, and a table from member to score.
        A member is on level k with the chance 1/4^(k-1), and has 16 bytes for each of its levels.

        table(members: count, member_length: B, packed_before: count = 0) -> B with server, version, allocator, just_loaded, deleted, deleted_at_once = heads + members * (mean(node_and_member) + entry) + redis.table(members, links, 2, converted_at)

            members: a plain number or a count
            member_length: B
            packed_before: a plain number or a count; 0 unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            just_loaded: yes or no; no unless given
            deleted: a share, from 0 to 100%; 0% unless given
            deleted_at_once: a plain number or a count; 1 unless given

        Source: Pugh, Skip Lists: A Probabilistic Alternative to Balanced Trees, 1990
        Source: redis 7.2.6: src/server.h, ZSKIPLIST_MAXLEVEL, ZSKIPLIST_P; redis 5.0.14: src/server.h, 64 levels
        As of: 2026-10
        Example: table(1000, 8 B) = 94.85 KB
        In the notation: redis.sorted_set.table
        """
    def node(
        self,
        fixed: Value | Column,
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The mean block of a skip list's node, from its bytes without levels.

        node(fixed: B) -> B with allocator = sum(level = 1 to 16, 0.75 * 0.25^(level - 1) * malloc.block(fixed + 16 B * level))

            fixed: B
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 7.2.6: src/t_zset.c, zslRandomLevel
        As of: 2026-10
        Example: node(24 B) = 45.8 B
        In the notation: redis.sorted_set.node
        """
    def mean_levels(self, p: Value | Column = "25%") -> Quantity:
        """Levels that a node of the skip list is on, on average: each level is a quarter as full as the one below.

        mean_levels(p: share = 25%) = 1 / (1 - p)

            p: a share, from 0 to 100%; 25% unless given

        Source: redis 7.2.6: src/server.h, ZSKIPLIST_P; Pugh, Skip Lists: A Probabilistic Alternative to Balanced Trees, 1990
        As of: 2026-11
        Example: mean_levels() = 4 / 3
        In the notation: redis.sorted_set.mean_levels
        """
    def expected_height(self, members: Value | Column, p: Value | Column = "25%") -> Quantity:
        """The height that a skip list of so many members is expected to have.

        expected_height(members: count, p: share = 25%) = ln(members) / ln(1 / p)

            members: a plain number or a count
            p: a share, from 0 to 100%; 25% unless given

        Source: Pugh, Skip Lists: A Probabilistic Alternative to Balanced Trees, 1990
        As of: 1990
        Example: expected_height(1 M) = 9.966
        In the notation: redis.sorted_set.expected_height
        """
    def textbook_member(self, text: Value | Column = "30 B", bucket: Value | Column = "10.7 B") -> Quantity:
        """The textbook sum for one member: an entry of the dictionary, a bucket, the text, and a node with its levels. `key`
        has what a server really takes, to the byte.

        textbook_member(text: B = 30 B, bucket: B = 10.7 B) -> B = 24 B + bucket + text + 24 B + mean_levels() * 16 B

            text: B; 30 B unless given
            bucket: B; 10.7 B unless given

        Source: redis 7.2.6: src/dict.h, dictEntry; src/server.h, zskiplistNode, ZSKIPLIST_P
        Source: system-design notes: ZSet底层数据结构就是哈希加跳表
        As of: 2022
        Example: textbook_member() = 110 B
        In the notation: redis.sorted_set.textbook_member
        """
    def __call__(
        self,
        keys: Value | Column,
        members: Value | Column,
        key_length: Value | Column = "16 B",
        member_length: Value | Column = "8 B",
        member: Literal["text", "integer"] | Column = "text",
        score: Literal["integer", "decimal"] | Column = "integer",
        score_length: Value | Column = "6 B",
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
        max_packed_value: Value | Column = "64 B",
        member_number: Value | Column = "0.5",
        score_number: Value | Column = "0.5",
    ) -> Quantity:
        """sorted_set(keys: count, members: count, key_length: B = 16 B, member_length: B = 8 B, member: "text" or "integer" = "text", score: "integer" or "decimal" = "integer", score_length: B = 6 B, ttl: share = 0%) -> B with server, version, allocator, cluster, slots, just_loaded, deleted, deleted_at_once, max_packed_members, max_packed_value, member_number, score_number: The memory of sorted sets: the growth of used_memory."""
