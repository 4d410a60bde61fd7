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
        """memory_budget(memory: B, connections: connection) -> KB/connection: Memory that each of so many connections may use."""
    def connections_by_memory(self, memory: Value | Column, per_connection: Value | Column) -> Quantity:
        """connections_by_memory(memory: B, per_connection: B/connection) -> connection: Connections that fit into a memory, for kernel, buffers and application together."""
    def servers_needed(self, connections: Value | Column, per_server: Value | Column) -> Quantity:
        """servers_needed(connections: connection, per_server: connection/server) -> server: Servers for so many connections."""
    def heartbeat_qps(self, connections: Value | Column, interval: Value | Column) -> Quantity:
        """heartbeat_qps(connections: connection, interval: s) -> heartbeat/s: Heartbeats a second of connections that each send one in an interval."""
    def heartbeat_steps(self, start: Value | Column, step: Value | Column, ceiling: Value | Column) -> Quantity:
        """heartbeat_steps(start: s, step: s, ceiling: s): Steps in which a heartbeat interval grows from its start to its ceiling."""
    def heartbeat_ramp(
        self, start: Value | Column, step: Value | Column, ceiling: Value | Column, heartbeats_per_step: Value | Column
    ) -> Quantity:
        """heartbeat_ramp(start: s, step: s, ceiling: s, heartbeats_per_step: count) -> s: Time until a growing heartbeat interval reaches its ceiling."""
    def ephemeral_ports(self, first: Value | Column = "32_768 port", last: Value | Column = "60_999 port") -> Quantity:
        """ephemeral_ports(first: port = 32_768 port, last: port = 60_999 port) -> port: Ports from which a Linux host opens connections, by its port range."""
    def connections_per_destination(
        self, source_addresses: Value | Column, ports: Value | Column = "28_232 port"
    ) -> Quantity:
        """connections_per_destination(source_addresses: count, ports: port = 28_232 port) -> connection: Connections to one address and port at a time: each source address brings its own ports."""
    def source_addresses_needed(self, connections: Value | Column, ports: Value | Column = "28_232 port") -> Quantity:
        """source_addresses_needed(connections: connection, ports: port = 28_232 port): Source addresses that so many connections to one address and port need."""
    def time_wait_rate(self, ports: Value | Column = "28_232 port", time_wait: Value | Column = "60 s") -> Quantity:
        """time_wait_rate(ports: port = 28_232 port, time_wait: s = 60 s) -> connection/s: New connections a second to one address and port that TIME-WAIT allows."""
    def websocket_memory(
        self,
        connections: Value | Column,
        goroutines: Value | Column = "3",
        stack: Value | Column = "4 KiB",
        tls_buffers: Value | Column = "0 B",
    ) -> Quantity:
        """websocket_memory(connections: count, goroutines: count = 3, stack: B = 4 KiB, tls_buffers: B = 0 B) -> GB: Stacks and TLS buffers of WebSocket connections in Go: the textbook sum of one stack a goroutine, and not what a"""
    def idle_memory(
        self,
        connections: Value | Column,
        user_space: Value | Column = "go.connections(1 M, writer = yes) / 1 M",
        kernel: Value | Column = "linux.idle_socket * 1 connection",
    ) -> Quantity:
        """idle_memory(connections: count, user_space: B = go.connections(1 M, writer = yes) / 1 M, kernel: B = linux.idle_socket * 1 connection) -> GB: Memory of idle connections, user space and kernel."""
    def server_ports_used(self, connections: Value | Column) -> Quantity:
        """server_ports_used(connections: count) -> port: Ports that a server's accepted connections take: one, its own, however many they are."""
    def detection_time(
        self, interval: Value | Column, timeout: Value | Column, missed: Value | Column = "1"
    ) -> Quantity:
        """detection_time(interval: s, timeout: s, missed: count = 1) -> s: How long a peer may be dead before that is noticed: the intervals that may be missed, and the wait for an answer."""
    def reconnect_window(
        self, connections: Value | Column, accept_rate: Value | Column, utilisation: Value | Column = "100%"
    ) -> Quantity:
        """reconnect_window(connections: connection, accept_rate: connection/s, utilisation: share = 100%) -> s: The time over which clients have to spread their return after a break, so that servers can take them."""
    def handshake_round_trips(
        self, protocol: Literal["TCP", "TLS 1.2", "TLS 1.3", "TLS 1.3 resumed", "QUIC", "QUIC resumed"] | Column
    ) -> Quantity:
        """handshake_round_trips(protocol: "TCP" or "TLS 1.2" or "TLS 1.3" or "TLS 1.3 resumed" or "QUIC" or "QUIC resumed"): Round trips before the first request can leave on a new connection."""
    def buffer_memory(
        self, connections: Value | Column, waiting: Value | Column, overhead: Value | Column = "1.2"
    ) -> Quantity:
        """buffer_memory(connections: count, waiting: B, overhead: count = 1.2) -> GB: Kernel memory of data that waits in the buffers of connections: unread, or sent and not acknowledged."""
    def nginx(
        self,
        number: Value | Column,
        serves: Literal["kept alive", "websocket", "stream", "proxied"] | Column = "kept alive",
        tls: bool | str | Column = False,
        workers: Value | Column = "1",
        worker_connections: Value | Column = "512",
        buffer: Value | Column = "4 KiB",
        upstream_tls: bool | str | Column = False,
        tls_buffer: Value | Column = "16 KiB",
    ) -> Quantity:
        """nginx(number: count, serves: "kept alive" or "websocket" or "stream" or "proxied" = "kept alive", tls: yes or no = no, workers: count = 1, worker_connections: count = 512, buffer: B = 4 KiB, upstream_tls: yes or no = no, tls_buffer: B = 16 KiB) -> MB: The resident memory of nginx's workers, with so many connections: kept alive between requests, or passed on to a"""
    def __call__(self) -> Sheet: ...
