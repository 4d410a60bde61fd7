"""A WebSocket gateway: memory, servers, heartbeats, reconnects

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """A WebSocket gateway: memory, servers, heartbeats, reconnects"""

    connections: Quantity  # at the busiest time
    reader: str  # or "handler", which keeps net/http's buffers, too
    read_buffer: Quantity  # of the Upgrader; 0 B leaves net/http's of 4 KiB
    write_buffer: Quantity
    queue: Quantity  # of messages before the goroutine that writes
    tls: str
    traffic: str  # or "idle": no garbage of messages yet
    state: Quantity  # what the application knows of a user, garbage with it
    with_unread: Quantity  # connections with data in the kernel
    unread: Quantity
    heartbeat_interval: Quantity
    message_rate: Quantity  # delivered
    message_size: Quantity
    server_memory: Quantity
    memory_fill: Quantity
    per_server_limit: Quantity  # of 4 to 8 cores
    zones: Quantity  # of which one may be down
    reconnect_window: Quantity  # over which lost clients come back
    handshake_rate: Quantity  # with TLS
    user_space: Quantity
    kernel: Quantity
    memory: Quantity
    textbook_memory: Quantity  # three stacks, no buffers, no kernel
    by_memory: Quantity
    by_limit: Quantity
    servers: Quantity
    heartbeats: Quantity
    deliveries: Quantity
    egress: Quantity
    reconnects: Quantity  # when a zone is lost
    load_generators: Quantity  # addresses to test it from
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        connections: Value = ...,
        reader: Value = ...,
        read_buffer: Value = ...,
        write_buffer: Value = ...,
        queue: Value = ...,
        tls: Value = ...,
        traffic: Value = ...,
        state: Value = ...,
        with_unread: Value = ...,
        unread: Value = ...,
        heartbeat_interval: Value = ...,
        message_rate: Value = ...,
        message_size: Value = ...,
        server_memory: Value = ...,
        memory_fill: Value = ...,
        per_server_limit: Value = ...,
        zones: Value = ...,
        reconnect_window: Value = ...,
        handshake_rate: Value = ...,
        user_space: Value = ...,
        kernel: Value = ...,
        memory: Value = ...,
        textbook_memory: Value = ...,
        by_memory: Value = ...,
        by_limit: Value = ...,
        servers: Value = ...,
        heartbeats: Value = ...,
        deliveries: Value = ...,
        egress: Value = ...,
        reconnects: Value = ...,
        load_generators: Value = ...,
    ) -> Self: ...
    def scenario(  # type: ignore[override]
        self, title: Literal["TLS", "large buffers", "all at once"]
    ) -> Self: ...

class Formulas:
    """A WebSocket gateway: memory, servers, heartbeats, reconnects"""

    connections: Quantity  # at the busiest time
    reader: str  # or "handler", which keeps net/http's buffers, too
    read_buffer: Quantity  # of the Upgrader; 0 B leaves net/http's of 4 KiB
    write_buffer: Quantity
    queue: Quantity  # of messages before the goroutine that writes
    tls: str
    traffic: str  # or "idle": no garbage of messages yet
    state: Quantity  # what the application knows of a user, garbage with it
    with_unread: Quantity  # connections with data in the kernel
    unread: Quantity
    heartbeat_interval: Quantity
    message_rate: Quantity  # delivered
    message_size: Quantity
    server_memory: Quantity
    memory_fill: Quantity
    per_server_limit: Quantity  # of 4 to 8 cores
    zones: Quantity  # of which one may be down
    reconnect_window: Quantity  # over which lost clients come back
    handshake_rate: Quantity  # with TLS
    user_space: Quantity
    kernel: Quantity
    memory: Quantity
    textbook_memory: Quantity  # three stacks, no buffers, no kernel
    by_memory: Quantity
    by_limit: Quantity
    servers: Quantity
    heartbeats: Quantity
    deliveries: Quantity
    egress: Quantity
    reconnects: Quantity  # when a zone is lost
    load_generators: Quantity  # addresses to test it from
    def __call__(
        self,
        *,
        connections: Value = ...,
        reader: Value = ...,
        read_buffer: Value = ...,
        write_buffer: Value = ...,
        queue: Value = ...,
        tls: Value = ...,
        traffic: Value = ...,
        state: Value = ...,
        with_unread: Value = ...,
        unread: Value = ...,
        heartbeat_interval: Value = ...,
        message_rate: Value = ...,
        message_size: Value = ...,
        server_memory: Value = ...,
        memory_fill: Value = ...,
        per_server_limit: Value = ...,
        zones: Value = ...,
        reconnect_window: Value = ...,
        handshake_rate: Value = ...,
        user_space: Value = ...,
        kernel: Value = ...,
        memory: Value = ...,
        textbook_memory: Value = ...,
        by_memory: Value = ...,
        by_limit: Value = ...,
        servers: Value = ...,
        heartbeats: Value = ...,
        deliveries: Value = ...,
        egress: Value = ...,
        reconnects: Value = ...,
        load_generators: Value = ...,
    ) -> Sheet: ...
