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
    user_space: Quantity  # up to 30 KB with TLS
    kernel: Quantity
    heartbeat_interval: Quantity
    message_rate: Quantity  # delivered
    message_size: Quantity
    server_memory: Quantity
    memory_fill: Quantity
    per_server_limit: Quantity  # of 4 to 8 cores
    zones: Quantity  # of which one may be down
    reconnect_window: Quantity  # over which lost clients come back
    handshake_rate: Quantity  # with TLS
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
        user_space: Value = ...,
        kernel: Value = ...,
        heartbeat_interval: Value = ...,
        message_rate: Value = ...,
        message_size: Value = ...,
        server_memory: Value = ...,
        memory_fill: Value = ...,
        per_server_limit: Value = ...,
        zones: Value = ...,
        reconnect_window: Value = ...,
        handshake_rate: Value = ...,
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
        self, title: Literal["TLS", "all at once"]
    ) -> Self: ...

class Formulas:
    """A WebSocket gateway: memory, servers, heartbeats, reconnects"""

    connections: Quantity  # at the busiest time
    user_space: Quantity  # up to 30 KB with TLS
    kernel: Quantity
    heartbeat_interval: Quantity
    message_rate: Quantity  # delivered
    message_size: Quantity
    server_memory: Quantity
    memory_fill: Quantity
    per_server_limit: Quantity  # of 4 to 8 cores
    zones: Quantity  # of which one may be down
    reconnect_window: Quantity  # over which lost clients come back
    handshake_rate: Quantity  # with TLS
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
        user_space: Value = ...,
        kernel: Value = ...,
        heartbeat_interval: Value = ...,
        message_rate: Value = ...,
        message_size: Value = ...,
        server_memory: Value = ...,
        memory_fill: Value = ...,
        per_server_limit: Value = ...,
        zones: Value = ...,
        reconnect_window: Value = ...,
        handshake_rate: Value = ...,
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
