"""Redis: subscriptions

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Redis: subscriptions"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Redis: subscriptions"""
    def pubsub(
        self,
        clients: Value | Column,
        channels_each: Value | Column = "1",
        channels: Value | Column = "1",
        name_length: Value | Column = "16 B",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The memory of subscriptions of so many clients to so many channels each, of `channels` different ones in all, whose
        names have `name_length`. Tables that have grown are still beside the new ones, for nothing moves them but further
        subscriptions. Up to Redis 7.2 each client keeps the name for itself, and up to 6.2 the words of its last command.
        From 7.0 on the first SUBSCRIBE of a server adds a histogram, see redis.empty_server.command_histograms.

        pubsub(clients: count, channels_each: count = 1, channels: count = 1, name_length: B = 16 B) -> B with server, version, allocator = clients * of_client + channels * of_channel

            clients: a plain number or a count
            channels_each: a plain number or a count; 1 unless given
            channels: a plain number or a count; 1 unless given
            name_length: B; 16 B unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 7.4.1 and 8.6.3: src/pubsub.c, pubsubSubscribeChannel; valkey 9.1.2: src/pubsub.c, ClientPubSubData
        Source: redis 6.2.14: src/networking.c, resetClient, processMultibulkBuffer
        Source: measured: 500 clients of 1 to 10 channels, of 5 to 500 in all, Redis 6.2.5 to 8.6.3 and Valkey 8.0.1 to
        Source: measured: 9.1.2: within 0.1% up to Redis 8.0, 4% beyond, where chance says which share a bucket; 2026-11-29
        As of: 2026-11
        Example: pubsub(500, 1, 500, 12 B, version = 7.4) / 500 = 224.2 B
        Example: pubsub(500, 10, 500, 12 B, version = 7.4) / 500 = 904.2 B
        Example: pubsub(500, 1, 500, 12 B, server = "redis", version = 6.2) / 500 = 200.2 B
        In the notation: redis.pubsub.pubsub
        """
    def buckets(
        self,
        elements: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The buckets of a table of clients or channels, with the older ones that it has outgrown.

        buckets(elements: count) -> B with server, version, allocator = if server == "valkey" and version >= 9.0 then redis.table(elements, just_loaded = yes, deleted = 0%) - malloc.block(if version >= 9.1 then 80 B else 72 B) else redis.table(elements, server = "redis", version = 7.4, just_loaded = yes, deleted = 0%) - malloc.block(56 B)

            elements: a plain number or a count
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: as pubsub
        As of: 2026-11
        Example: buckets(3) = 32 B
        Example: buckets(10) = 192 B
        In the notation: redis.pubsub.buckets
        """
    def __call__(
        self,
        clients: Value | Column,
        channels_each: Value | Column = "1",
        channels: Value | Column = "1",
        name_length: Value | Column = "16 B",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """pubsub(clients: count, channels_each: count = 1, channels: count = 1, name_length: B = 16 B) -> B with server, version, allocator: The memory of subscriptions of so many clients to so many channels each, of `channels` different ones in all, whose"""
