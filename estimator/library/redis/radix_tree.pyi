"""Redis: radix trees of ids

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Redis: radix trees of ids"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Redis: radix trees of ids"""
    def radix_tree(
        self,
        ids: Value | Column,
        step: Value | Column = "1",
        leaf: Value | Column = "16 B",
        run: Value | Column = "1",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        entry_rate: Value | Column = "100 entry/s",
    ) -> Quantity:
        """A tree of so many ids, each `step` entries behind the one before it, of entries that come evenly at `entry_rate`.
        A key has 16 bytes, the millisecond and the number within it. Nodes branch by a byte and have a pointer for each
        child; what no other key has in common is one node. `leaf` is 16 bytes with a value, 8 without. Where `run` ids
        follow each other without a gap, `step` is the mean distance.

        radix_tree(ids: count, step: count = 1, leaf: B = 16 B, run: count = 1) -> B with allocator, entry_rate = if ids < 0.5 then head + malloc.block(8 B) else if ids < 1.5 then head + malloc.block(32 B) + malloc.block(leaf) else head + prefix + tails + in_time + in_numbers + ids * malloc.block(leaf)

            ids: a plain number or a count
            step: a plain number or a count; 1 unless given
            leaf: B; 16 B unless given
            run: a plain number or a count; 1 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            entry_rate: entry/s; 100 entry/s unless given

        Source: redis 7.2.6: src/rax.c, raxNewNode, raxCompressNode, raxAddChild
        Source: measured: streams and consumer groups on Redis 6.2 to 8.2 and Valkey 8.1 and 9.1
        As of: 2026-11
        Example: radix_tree(0) = 32 B
        Example: radix_tree(1) = 72 B
        Example: radix_tree(1000, entry_rate = 1000 entry/s) = 50 KB
        Example: radix_tree(1000, entry_rate = 1 entry/s) = 50 KB
        Example: radix_tree(100 k, entry_rate = 1 G entry/s) / 100 k = 26.1 B
        In the notation: redis.radix_tree.radix_tree
        """
    def moments(
        self,
        ids: Value | Column,
        apart: Value | Column = "1",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """A tree of so many moments at random, `apart` milliseconds from each other on average. Its keys have 6 or 8 bytes, the
        first of which all have in common; what is behind the last that branches is a node of its own.

        moments(ids: count, apart: count = 1) -> B with allocator = if ids < 1.5 then malloc.block(24 B) + malloc.block(16 B) else malloc.block(16 B) + ids * malloc.block(16 B) * (1 + exp(-256 / apart)) + sum(k = 1 to 5, by_chance(ids, apart, k))

            ids: a plain number or a count
            apart: a plain number or a count; 1 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 7.2.6: src/rax.c, raxCompressNode; redis 8.6.3: src/ebuckets.c, EB_KEY_SIZE
        Source: measured: hashes of 20 to 5000 fields with times of their own, Redis 8.2 and 8.6 and Valkey 9.1
        As of: 2026-11
        Example: moments(1) = 40 B
        Example: moments(1000, 60_000) / 1000 = 45.4 B
        In the notation: redis.radix_tree.moments
        """
    def by_chance(
        self,
        ids: Value | Column,
        apart: Value | Column,
        k: Value | Column,
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The nodes of such a tree that branch by the k-th byte from the end.

        by_chance(ids: count, apart: count, k: count) -> B with allocator = nodes * branch((occupied(ids, finer) - alone) / nodes)

            ids: a plain number or a count
            apart: a plain number or a count
            k: a plain number or a count
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: as moments; balls thrown into bins
        As of: 2026-11
        Example: by_chance(1000, 8000, 2) = 9.9 KB
        In the notation: redis.radix_tree.by_chance
        """
    def occupied(self, ids: Value | Column, blocks: Value | Column) -> Quantity:
        """Of so many blocks those with one of the ids or more in them.

        occupied(ids: count, blocks: count) = blocks * (1 - exp(-ids / blocks))

            ids: a plain number or a count
            blocks: a plain number or a count

        Source: definition: balls thrown into bins
        Example: occupied(10, 10) = 6.32
        In the notation: redis.radix_tree.occupied
        """
    def branches(
        self,
        points: Value | Column,
        gap: Value | bool | Column,
        k: Value | Column,
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The nodes that branch by the k-th byte from the end, above points that lie `gap` apart: full ones, and two that the
        first and the last of the points share with nobody.

        branches(points: count, gap, k: count) -> B with allocator = if below < nodes * 1.000001 then 0 B else if nodes <= 2 then nodes * branch(below / nodes) else (nodes - 2) * branch(full) + 2 * branch(max(1, (below - (nodes - 2) * full) / 2))

            points: a plain number or a count
            gap: anything
            k: a plain number or a count
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: as radix_tree
        As of: 2026-11
        Example: branches(1000, 1, 1) = 10 KB
        In the notation: redis.radix_tree.branches
        """
    def branches_from_0(
        self,
        points: Value | Column,
        gap: Value | Column,
        k: Value | Column,
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The same for points that begin at 0.

        branches_from_0(points: count, gap: count, k: count) -> B with allocator = if below < nodes * 1.000001 then 0 B else nodes * branch(below / nodes)

            points: a plain number or a count
            gap: a plain number or a count
            k: a plain number or a count
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: as radix_tree
        As of: 2026-11
        Example: branches_from_0(100, 1, 1) = 1024 B
        In the notation: redis.radix_tree.branches_from_0
        """
    def branch(
        self,
        children: Value | bool | Column,
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The mean node of a number of children that is no whole one; a single child makes no node.

        branch(children) -> B with allocator = (1 - more) * node(whole) + more * node(whole + 1)

            children: anything
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 7.2.6: src/rax.c, raxNodeCurrentLength
        As of: 2026-11
        Example: branch(2) = 24 B
        Example: branch(1.5) = 12 B
        In the notation: redis.radix_tree.branch
        """
    def node(
        self,
        children: Value | Column,
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """A node with its children: a head of 4 bytes, a byte and a pointer for each.

        node(children: count) -> B with allocator = if children < 1.5 then 0 B else malloc.block(malloc.round_up(4 B + children * 1 B, 8 B) + children * 8 B)

            children: a plain number or a count
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 7.2.6: src/rax.h, raxNode
        As of: 2026-11
        Example: node(1) = 0 B
        Example: node(100) = 1024 B
        In the notation: redis.radix_tree.node
        """
    def __call__(
        self,
        ids: Value | Column,
        step: Value | Column = "1",
        leaf: Value | Column = "16 B",
        run: Value | Column = "1",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        entry_rate: Value | Column = "100 entry/s",
    ) -> Quantity:
        """radix_tree(ids: count, step: count = 1, leaf: B = 16 B, run: count = 1) -> B with allocator, entry_rate: A tree of so many ids, each `step` entries behind the one before it, of entries that come evenly at `entry_rate`."""
