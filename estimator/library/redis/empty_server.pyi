"""Redis: what a server takes besides its keys

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Redis: what a server takes besides its keys"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Redis: what a server takes besides its keys"""
    def empty_server(
        self,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
    ) -> Quantity:
        """used_memory of a server without keys, with one client. A version between two measured ones is taken as the older.
        From 7.0 on each kind of command that was ever run adds a histogram of 24.7 KB, see command_histograms.

        empty_server() -> B with server, version, allocator, cluster = (if cluster then clustered else alone) * 1 B

            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            cluster: yes or no; no unless given

        Source: measured: 18 servers, a fresh process each
        As of: 2026-10
        Example: empty_server() = 953_976 B
        Example: empty_server(server = "redis", version = 6.2, allocator = "glibc") = 937_832 B
        Example: empty_server(server = "valkey", version = 9.1) = 994_568 B
        Example: empty_server(server = "redis", version = 8.2, cluster = yes) = 2_491_504 B
        In the notation: redis.empty_server.empty_server
        """
    def command_histograms(
        self,
        kinds: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
    ) -> Quantity:
        """Latency histograms of the kinds of commands that a server has run, from 7.0 on (latency-tracking yes).

        command_histograms(kinds: count) -> B with server, version = if server == "redis" and version < 7.0 then 0 B else kinds * 24.7 KB

            kinds: a plain number or a count
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given

        Source: redis 7.2.6: src/server.c, updateCommandLatencyHistogram
        Source: measured: 24.7 KB for each kind of command
        As of: 2026-10
        Example: command_histograms(40) = 988 KB
        In the notation: redis.empty_server.command_histograms
        """
    def idle_clients(
        self,
        connections: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
    ) -> Quantity:
        """Clients that are connected and silent.

        idle_clients(connections: count) -> B with server, version = connections * each

            connections: a plain number or a count
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given

        Source: measured: 1000 connections, 8 s after their last command
        As of: 2026-10
        Example: idle_clients(10 k connection) = 23.6 MB
        Example: idle_clients(10 k connection, server = "redis", version = 6.2) = 209 MB
        In the notation: redis.empty_server.idle_clients
        """
    def busy_clients(
        self,
        connections: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
    ) -> Quantity:
        """Clients in the middle of their work, with a reply buffer of 16 KiB and, up to 7.4, a query buffer as large.
        Pipelines and large replies come on top.

        busy_clients(connections: count) -> B with server, version = connections * each

            connections: a plain number or a count
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given

        Source: measured: 1000 connections right after a PING
        As of: 2026-10
        Example: busy_clients(1000 connection) = 38.2 MB
        Example: busy_clients(1000 connection, server = "valkey", version = 8.1) = 17.2 MB
        In the notation: redis.empty_server.busy_clients
        """
    def replicas(
        self,
        number: Value | Column,
        backlog: Value | Column = "1 MiB",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
    ) -> Quantity:
        """Replicas and the backlog that all of them share. Up to 6.2 the whole backlog is taken when the first replica
        attaches, from 7.0 on as writes come in; `backlog` is repl-backlog-size (1 MiB; 10 MiB from Valkey 8.0 on).

        replicas(number: count, backlog: B = 1 MiB) -> B with server, version = backlog + number * (if server == "redis" and version < 7.0 then 20_954 B else 72 KB)

            number: a plain number or a count
            backlog: B; 1 MiB unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given

        Source: redis 7.2.6: src/replication.c, feedReplicationBuffer
        Source: measured: one replica attached to an empty server
        As of: 2026-10
        Example: replicas(1) = 1.12 MB
        Example: replicas(2, 10 MiB, server = "valkey", version = 9.1) = 10.63 MB
        In the notation: redis.empty_server.replicas
        """
    def copied_while_saving(
        self,
        used: Value | Column,
        overwritten: Value | Column,
        pages: Value | bool | Column = "2",
        page: Value | Column = "4 KiB",
    ) -> Quantity:
        """Memory copied while a child saves (RDB, AOF rewrite, full synchronisation), when so many keys are overwritten.
        The kernel copies pages of 4 KiB, however small the key: `pages` for each key, two up to Redis 8.0, where entry and
        value lie apart, and one from Redis 8.2 and Valkey 8.1 on. Keys are taken to be hit at random; with transparent huge
        pages set to `always` a page has 2 MiB.

        copied_while_saving(used: B, overwritten: count, pages = 2, page: B = 4 KiB) -> B = used * (1 - exp(-overwritten * pages * page / used))

            used: B
            overwritten: a plain number or a count
            pages: anything; 2 unless given
            page: B; 4 KiB unless given

        Source: measured: 1 M int64 keys, keys overwritten during a save: Redis 7.2.6 and Valkey 9.1.2
        As of: 2026-10
        Example: copied_while_saving(72 MB, 1000 key) = 8 MB
        Example: copied_while_saving(72 MB, 10 k key) = 43 MB
        Example: copied_while_saving(72 MB, 100 k key) = 67 MB
        In the notation: redis.empty_server.copied_while_saving
        """
    def resident(
        self,
        used: Value | Column,
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """Resident memory for a used_memory: what the process takes of the machine after a load, without deletions.

        resident(used: B) -> B with allocator = used * (if allocator == "glibc" then 1.16 to 1.30 else 1.02 to 1.15)

            used: B
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: measured: 1 M int64 keys: 1.02 to 1.15 with jemalloc, 1.16 to 1.30 with glibc
        As of: 2026-10
        Example: mean(resident(10 GB)) = 10.85 GB
        In the notation: redis.empty_server.resident
        """
    def __call__(
        self,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
    ) -> Quantity:
        """empty_server() -> B with server, version, allocator, cluster: used_memory of a server without keys, with one client. A version between two measured ones is taken as the older."""
