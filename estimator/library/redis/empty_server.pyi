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
    def cluster_nodes(
        self,
        others: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
    ) -> Quantity:
        """What a node of a cluster keeps of the other nodes: each with a connection there and one back, and their buffers. The
        server itself is that of cluster mode, empty_server, and its replicas and buffers are as without a cluster. A node
        with slots has a histogram more, of the command that gave it them.

        cluster_nodes(others: count) -> B with server, version = others * (if server == "redis" and version < 7.0 then 15.2 KB else 5.35 KB)

            others: a plain number or a count
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given

        Source: redis 7.2.6: src/cluster.c, createClusterNode, createClusterLink, RCVBUF_INIT_LEN
        Source: measured: 1 to 4 other nodes of Redis 6.2.5, 7.0.15, 7.4.1, 8.2.3 and Valkey 8.1.8 and 9.1.2
        As of: 2026-11
        Example: cluster_nodes(4) = 21.4 KB
        Example: cluster_nodes(999) = 5.34 MB
        Example: cluster_nodes(4, server = "redis", version = 6.2) = 61 KB
        In the notation: redis.empty_server.cluster_nodes
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
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """Clients that are connected and silent.

        idle_clients(connections: count) -> B with server, version, allocator = connections * each

            connections: a plain number or a count
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: measured: 1000 connections, 8 s after their last command, on 18 servers
        Source: derived here: Redis from 7.0 on with glibc takes 4% less than with jemalloc, as Valkey does
        As of: 2026-11
        Example: idle_clients(10 k connection) = 23.6 MB
        Example: idle_clients(10 k connection, server = "redis", version = 6.2) = 209 MB
        Example: idle_clients(10 k connection, server = "redis", version = 6.2, allocator = "glibc") = 176 MB
        In the notation: redis.empty_server.idle_clients
        """
    def busy_clients(
        self,
        connections: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """Clients in the middle of their work, with a reply buffer of 16 KiB and, up to 7.4, a query buffer as large.
        Pipelines and large replies come on top, see output_buffers.

        busy_clients(connections: count) -> B with server, version, allocator = idle_clients(connections) + connections * more

            connections: a plain number or a count
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: measured: 1000 connections right after a PING
        As of: 2026-11
        Example: busy_clients(1000 connection) = 38.2 MB
        Example: busy_clients(1000 connection, server = "valkey", version = 8.1) = 17.2 MB
        In the notation: redis.empty_server.busy_clients
        """
    def output_buffers(
        self,
        connections: Value | Column,
        unsent: Value | Column,
        message: Value | Column = "1 KB",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """What clients have not fetched yet: each with so many bytes of replies or messages that the server could not send, as
        a slow subscriber has. The first 16 KiB lie with the client, the rest in a chain of blocks of 16 KiB and their
        heads, for which jemalloc gives 20 KiB, used to the end from 5.0 on.
        From Valkey 9.1 on a `message` of 16 KiB and more is kept once for all of them, which wait for the same ones.
        client-output-buffer-limit ends this at 256 MiB for a replica and at 32 MiB for a subscriber, and never for others.

        output_buffers(connections: count, unsent: B, message: B = 1 KB) -> B with server, version, allocator = if connections <= 0 then 0 B else if server == "valkey" and version >= 9.1 and message >= 16 KiB then messages * (malloc.block(16 B) + redis.sds.text(message)) + connections * messages * 260 B else connections * blocks * (malloc.block(16 KiB + 16 B) + malloc.block(24 B))

            connections: a plain number or a count
            unsent: B
            message: B; 1 KB unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 7.2.6: src/networking.c, _addReplyProtoToList; src/server.h, clientReplyBlock, PROTO_REPLY_CHUNK_BYTES
        Source: measured: a subscriber that does not read, 40 MB, on Redis 3.2 to 8.2 and Valkey 8.0 to 9.1
        Source: measured: one and three subscribers that do not read, messages of 12 to 60 KB, Valkey 9.1.2
        As of: 2026-11
        Example: output_buffers(1 connection, 16 KiB) = 0 B
        Example: output_buffers(0 connection, 15 MB, 60 KB, server = "valkey", version = 9.1) = 0 B
        Example: output_buffers(3 connection, 15 MB, 60 KB, server = "valkey", version = 9.1) = 16.58 MB
        Example: output_buffers(1 connection, 38.37 MB) = 38.4 MB
        Example: output_buffers(100 connection, 1 MiB, server = "redis", version = 6.2) = 104.5 MB
        In the notation: redis.empty_server.output_buffers
        """
    def replicas(
        self,
        number: Value | Column,
        backlog: Value | Column = "1 MiB",
        behind: Value | Column = "0 B",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """Replicas and the backlog that all of them share. Up to 6.2 the whole backlog is taken when the first replica
        attaches, from 7.0 on as writes come in; `backlog` is repl-backlog-size (1 MiB; 10 MiB from Valkey 8.0 on).
        `behind` is what a replica has not fetched, as while it loads what was sent first: the writes of that time. Up to 6.2
        each has a copy of its own; from 7.0 on all share one, with the backlog. A replica keeps a backlog as large for
        itself, as if it had one: replicas(1) of its own. In a cluster it is all the same.

        replicas(number: count, backlog: B = 1 MiB, behind: B = 0 B) -> B with server, version, allocator = if server == "redis" and version < 7.0 then backlog + number * 20_954 B + output_buffers(number * 1 connection, behind) else max(backlog, behind) + (if number > 0 then of_first - of_one else 0 B) + number * of_one

            number: a plain number or a count
            backlog: B; 1 MiB unless given
            behind: B; 0 B unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 7.2.6: src/replication.c, feedReplicationBuffer
        Source: measured: one replica attached to an empty server, and two: Redis 7.0 to 8.2, Valkey 8.0 to 9.1
        Source: measured: 25 MB of writes to a master and a replica, alone and in a cluster: Redis 6.2, 7.4, 8.2, Valkey 9.1
        As of: 2026-11
        Example: replicas(1) = 1.12 MB
        Example: replicas(2, 10 MiB, server = "valkey", version = 9.1) = 10.56 MB
        Example: replicas(2, 0 B) = 95 KB
        Example: replicas(2, 1 MiB, 100 MB) = 100 MB
        Example: replicas(2, 1 MiB, 100 MB, server = "redis", version = 6.2) = 201 MB
        In the notation: redis.empty_server.replicas
        """
    def aof_rewrite_buffer(
        self,
        writes: Value | Column,
        rewrite_time: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """What is written while the append-only file is rewritten, and kept until that has ended: up to 6.2, in blocks of 10
        MiB and their heads, for which jemalloc gives 12 MiB. From 7.0 on it goes to a file of its own, and takes no memory.

        aof_rewrite_buffer(writes: B/s, rewrite_time: s) -> B with server, version, allocator = if server == "redis" and version < 7.0 then ceil(writes * rewrite_time / 10 MiB) * malloc.block(10 MiB + 16 B) else 0 B

            writes: B/s
            rewrite_time: s
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 6.2.14: src/aof.c, AOF_RW_BUF_BLOCK_SIZE; redis 7.0.15: src/aof.c, multi part AOF
        Source: measured: 399 MB written while Redis 6.2.5 (jemalloc) rewrites: 490.73 MB, within 0.01%
        As of: 2026-11
        Example: aof_rewrite_buffer(20 MB/s, 1 min, server = "redis", version = 6.2) = 115 * 12 MiB
        Example: aof_rewrite_buffer(20 MB/s, 1 min, version = 6.2, allocator = "glibc") = 115 * 10 MiB
        Example: aof_rewrite_buffer(20 MB/s, 1 min) = 0 B
        In the notation: redis.empty_server.aof_rewrite_buffer
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
