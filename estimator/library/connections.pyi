"""Connections: memory, servers, heartbeats and ports

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Connections: memory, servers, heartbeats and ports"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Connections: memory, servers, heartbeats and ports"""
    def memory_budget(self, memory: Value | Column, connections: Value | Column) -> Quantity:
        """Memory that each of so many connections may use.

        memory_budget(memory: B, connections: connection) -> KB/connection = memory / connections

            memory: B
            connections: connection

        Source: definition: the memory over the connections
        Source: system-design notes: 4C8G 建 10w 到 20w 的连接没有问题
        Example: memory_budget(8 GB, 100 k connection) = 80 KB/connection
        Example: memory_budget(8 GB, 200 k connection) = 40 KB/connection
        In the notation: connections.memory_budget
        """
    def connections_by_memory(self, memory: Value | Column, per_connection: Value | Column) -> Quantity:
        """Connections that fit into a memory, for kernel, buffers and application together.

        connections_by_memory(memory: B, per_connection: B/connection) -> connection = floor(memory / per_connection)

            memory: B
            per_connection: B/connection

        Source: definition: the memory over that of a connection
        Example: connections_by_memory(8 GB, 40 KB/connection) = 200 k connection
        In the notation: connections.connections_by_memory
        """
    def servers_needed(self, connections: Value | Column, per_server: Value | Column) -> Quantity:
        """Servers for so many connections.

        servers_needed(connections: connection, per_server: connection/server) -> server = ceil(connections / per_server)

            connections: connection
            per_server: connection/server

        Source: definition: connections over those of a server
        Source: system-design notes: 4C8G 建 10w 到 20w 的连接没有问题
        Example: servers_needed(1 M connection, 100 k connection/server) = 10 server
        Example: servers_needed(1 M connection, 200 k connection/server) = 5 server
        In the notation: connections.servers_needed
        """
    def heartbeat_qps(self, connections: Value | Column, interval: Value | Column) -> Quantity:
        """Heartbeats a second of connections that each send one in an interval.

        heartbeat_qps(connections: connection, interval: s) -> heartbeat/s = connections * 1 heartbeat/connection / interval

            connections: connection
            interval: s

        Source: definition: connections over their interval
        Example: heartbeat_qps(1 M connection, 30 s) = 33_333 heartbeat/s
        Example: heartbeat_qps(1 M connection, 180 s) = 5556 heartbeat/s
        In the notation: connections.heartbeat_qps
        """
    def heartbeat_steps(self, start: Value | Column, step: Value | Column, ceiling: Value | Column) -> Quantity:
        """Steps in which a heartbeat interval grows from its start to its ceiling.

        heartbeat_steps(start: s, step: s, ceiling: s) = ceil(max(0, ceiling - start) / step)

            start: s
            step: s
            ceiling: s

        Source: definition: what is to grow over the step, in whole steps
        Source: system-design notes: 每 x 次正常心跳上报，心跳间隔增加 a，增加上限为 y
        Example: heartbeat_steps(30 s, 10 s, 180 s) = 15
        In the notation: connections.heartbeat_steps
        """
    def heartbeat_ramp(
        self, start: Value | Column, step: Value | Column, ceiling: Value | Column, heartbeats_per_step: Value | Column
    ) -> Quantity:
        """Time until a growing heartbeat interval reaches its ceiling.
        It grows by a step after so many good heartbeats. A dead peer is found only after the longer interval, and
        the idle timeout of the NATs on the way caps it.

        heartbeat_ramp(start: s, step: s, ceiling: s, heartbeats_per_step: count) -> s = heartbeats_per_step * (steps * start + steps * (steps - 1) / 2 * step)

            start: s
            step: s
            ceiling: s
            heartbeats_per_step: a plain number or a count

        Source: derived here: intervals that grow by a step are an arithmetic series
        Source: system-design notes: 每 x 次正常心跳上报，心跳间隔增加 a，增加上限为 y
        Example: heartbeat_ramp(30 s, 10 s, 180 s, 5) = 7500 s
        In the notation: connections.heartbeat_ramp
        """
    def ephemeral_ports(self, first: Value | Column = "32_768 port", last: Value | Column = "60_999 port") -> Quantity:
        """Ports from which a Linux host opens connections, by its port range.

        ephemeral_ports(first: port = 32_768 port, last: port = 60_999 port) -> port = last - first + 1 port

            first: port; 32_768 port unless given
            last: port; 60_999 port unless given

        Source: linux: Documentation/networking/ip-sysctl.rst, ip_local_port_range (default 32768 to 60999)
        As of: 2023
        Example: ephemeral_ports() = 28_232 port
        Example: ephemeral_ports(1024 port, 65_535 port) = 64_512 port
        In the notation: connections.ephemeral_ports
        """
    def connections_per_destination(
        self, source_addresses: Value | Column, ports: Value | Column = "28_232 port"
    ) -> Quantity:
        """Connections to one address and port at a time: each source address brings its own ports.
        A server's accepted connections use no port each, so the limit is the client's, a NAT's or a load
        generator's.

        connections_per_destination(source_addresses: count, ports: port = 28_232 port) -> connection = source_addresses * ports * 1 connection/port

            source_addresses: a plain number or a count
            ports: port; 28_232 port unless given

        Source: RFC 9293, section 3.3.1 (a connection is held by local and remote address and port)
        Source: measured: 28,229 connections to one address and port on Linux 6.18 before EADDRNOTAVAIL
        As of: 2022-08
        Example: connections_per_destination(1) = 28_232 connection
        Example: connections_per_destination(36) = 1_016_352 connection
        In the notation: connections.connections_per_destination
        """
    def source_addresses_needed(self, connections: Value | Column, ports: Value | Column = "28_232 port") -> Quantity:
        """Source addresses that so many connections to one address and port need.

        source_addresses_needed(connections: connection, ports: port = 28_232 port) = ceil(connections / (ports * 1 connection/port))

            connections: connection
            ports: port; 28_232 port unless given

        Source: linux: Documentation/networking/ip-sysctl.rst, ip_local_port_range (default 32768 to 60999)
        As of: 2023
        Example: source_addresses_needed(1 M connection) = 36
        In the notation: connections.source_addresses_needed
        """
    def time_wait_rate(self, ports: Value | Column = "28_232 port", time_wait: Value | Column = "60 s") -> Quantity:
        """New connections a second to one address and port that TIME-WAIT allows.
        This side closes first and every port then waits; the 60 seconds are fixed in the Linux kernel.

        time_wait_rate(ports: port = 28_232 port, time_wait: s = 60 s) -> connection/s = ports * 1 connection/port / time_wait

            ports: port; 28_232 port unless given
            time_wait: s; 60 s unless given

        Source: linux: include/net/tcp.h, TCP_TIMEWAIT_LEN
        As of: 2023
        Example: time_wait_rate() = 470.5 connection/s
        Example: time_wait_rate(64_512 port) = 1075.2 connection/s
        In the notation: connections.time_wait_rate
        """
    def websocket_memory(
        self,
        connections: Value | Column,
        goroutines: Value | Column = "3",
        stack: Value | Column = "4 KiB",
        tls_buffers: Value | Column = "0 B",
    ) -> Quantity:
        """Stacks and TLS buffers of WebSocket connections in Go: the textbook sum of one stack a goroutine.
        A stack starts at 2 KiB and doubles; a read loop stands at 4 KiB, and at 8 KiB once it has called deeply,
        as a TLS handshake does. TLS can hold a buffer of one record, 16 KiB, in each direction.

        websocket_memory(connections: count, goroutines: count = 3, stack: B = 4 KiB, tls_buffers: B = 0 B) -> GB = connections * (goroutines * stack + tls_buffers)

            connections: a plain number or a count
            goroutines: a plain number or a count; 3 unless given
            stack: B; 4 KiB unless given
            tls_buffers: B; 0 B unless given

        Source: golang/go: issues 42035 and 43563 (TLS buffers of idle connections), src/runtime/stack.go
        Source: centrifugal/centrifuge: pull request 607 (read-loop stacks of 4 and 8 KB)
        As of: 2026-08
        Example: websocket_memory(1 M connection) = 12.288 GB
        Example: websocket_memory(1 M connection, 2) = 8.192 GB
        Example: websocket_memory(1 M connection, 3, 2 KiB) = 6.144 GB
        Example: websocket_memory(1 M connection, 0, tls_buffers = 32 KiB) = 32.768 GB
        Example: websocket_memory(200 k connection, 2, 4 KiB, 32 KiB) = 8.192 GB
        In the notation: connections.websocket_memory
        """
    def idle_memory(
        self, connections: Value | Column, user_space: Value | Column = "11.5 KB", kernel: Value | Column = "3829 B"
    ) -> Quantity:
        """Memory of idle connections, user space and kernel, as measured.
        User space of a Go server with a 512-byte buffer: 4.3 KB with one goroutine, 11.5 KB with reader, writer
        and a channel of 256, 14.4 KB with a ticker as well, 20 KB with two 4 KB buffers; behind TLS 18 to 22 KB
        with one goroutine and 29 to 31 KB with two. Unread data in the kernel comes on top.

        idle_memory(connections: count, user_space: B = 11.5 KB, kernel: B = 3829 B) -> GB = connections * (user_space + kernel)

            connections: a plain number or a count
            user_space: B; 11.5 KB unless given
            kernel: B; 3829 B unless given

        Source: measured: RSS of Go 1.27 with 5,000 connections; slab objects of an established socket, Linux 6.18
        As of: 2026-10
        Example: idle_memory(1 M connection) = 15.329 GB
        Example: idle_memory(1 M connection, 4.3 KB) = 8.129 GB
        Example: idle_memory(1 M connection, 30 KB) = 33.829 GB
        In the notation: connections.idle_memory
        """
    def server_ports_used(self, connections: Value | Column) -> Quantity:
        """Ports that a server's accepted connections take: one, its own, however many they are.
        A connection is told by both addresses and both ports, so the limit is on the side that connects.

        server_ports_used(connections: count) -> port = min(1, connections) * 1 port

            connections: a plain number or a count

        Source: RFC 9293: Transmission Control Protocol, 3.3.1 "Key Connection State Variables"
        As of: 2022-08
        Example: server_ports_used(1 M connection) = 1 port
        In the notation: connections.server_ports_used
        """
    def detection_time(
        self, interval: Value | Column, timeout: Value | Column, missed: Value | Column = "1"
    ) -> Quantity:
        """How long a peer may be dead before that is noticed: the intervals that may be missed, and the wait for an answer.
        A growing heartbeat interval saves packets, and pays with this.

        detection_time(interval: s, timeout: s, missed: count = 1) -> s = missed * interval + timeout

            interval: s
            timeout: s
            missed: a plain number or a count; 1 unless given

        Source: definition: the intervals that pass, and the wait for the last answer
        Example: detection_time(180 s, 10 s) = 190 s
        Example: detection_time(30 s, 10 s, 3) = 100 s
        In the notation: connections.detection_time
        """
    def reconnect_window(
        self, connections: Value | Column, accept_rate: Value | Column, utilisation: Value | Column = "100%"
    ) -> Quantity:
        """The time over which clients have to spread their return after a break, so that servers can take them.
        Without it all of them come within a second or two, time out, and come again.

        reconnect_window(connections: connection, accept_rate: connection/s, utilisation: share = 100%) -> s = connections / (accept_rate * utilisation)

            connections: connection
            accept_rate: connection/s
            utilisation: a share, from 0 to 100%; 100% unless given

        Source: definition: connections over the rate that may be used
        Example: reconnect_window(1 M connection, 2000 connection/s/server * 10 server) = 50 s
        Example: reconnect_window(1 M connection, 20 k connection/s, 50%) = 100 s
        In the notation: connections.reconnect_window
        """
    def handshake_round_trips(
        self, protocol: Literal["TCP", "TLS 1.2", "TLS 1.3", "TLS 1.3 resumed", "QUIC", "QUIC resumed"] | Column
    ) -> Quantity:
        """Round trips before the first request can leave on a new connection.
        A resumed TLS 1.3 or QUIC session sends its request at once ("0-RTT"), and an attacker may send that again: for
        idempotent requests only. The lookup of the name comes before.

        handshake_round_trips(protocol: "TCP" or "TLS 1.2" or "TLS 1.3" or "TLS 1.3 resumed" or "QUIC" or "QUIC resumed") = if protocol == "TLS 1.2" then 3 else if protocol == "TLS 1.3" then 2 else if protocol == "QUIC resumed" then 0 else 1

            protocol: "TCP" or "TLS 1.2" or "TLS 1.3" or "TLS 1.3 resumed" or "QUIC" or "QUIC resumed"

        Source: RFC 9293, 3.5 (TCP: one round trip before data)
        Source: RFC 5246, 7.3, figure 1 (TLS 1.2: two more)
        Source: RFC 8446, 2 and 2.3 (TLS 1.3: one more, none resumed)
        Source: RFC 9001, 2.1 (QUIC: one, none resumed)
        As of: 2026-01
        Example: handshake_round_trips("TCP") = 1
        Example: handshake_round_trips("TLS 1.2") * 80 ms = 240 ms
        Example: handshake_round_trips("TLS 1.3") * 80 ms = 160 ms
        Example: handshake_round_trips("QUIC resumed") = 0
        In the notation: connections.handshake_round_trips
        """
    def buffer_memory(
        self, connections: Value | Column, waiting: Value | Column, overhead: Value | Column = "1.2"
    ) -> Quantity:
        """Kernel memory of data that waits in the buffers of connections: unread, or sent and not acknowledged.
        The limits of tcp_rmem and tcp_wmem are no costs; what waits is. On a slow path that is bandwidth.in_flight.

        buffer_memory(connections: count, waiting: B, overhead: count = 1.2) -> GB = connections * waiting * overhead

            connections: a plain number or a count
            waiting: B
            overhead: a plain number or a count; 1.2 unless given

        Source: measured: mem of /proc/net/sockstat on Linux 6.18: 12 KB charged for 10 KB unread, 66 KB for 60 KB
        As of: 2026-10
        Example: buffer_memory(100 k connection, 10 KB) = 1.2 GB
        Example: buffer_memory(1 M connection, 60 KB) = 72 GB
        In the notation: connections.buffer_memory
        """
    def __call__(self) -> Sheet: ...
