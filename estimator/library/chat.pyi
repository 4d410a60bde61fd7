"""A chat service: connections, gateways, messages, history, presence

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """A chat service: connections, gateways, messages, history, presence"""

    daily_users: Quantity
    messages_per_user: Quantity
    recipients: Quantity  # mean, groups with it
    message_size: Quantity  # 100 B of text, and what is known of it
    media_share: Quantity  # of the messages
    media_size: Quantity
    retention: Quantity
    copies: Quantity
    peak_factor: Quantity  # over the mean of a day
    online_share: Quantity  # of daily users, at the busiest time
    buffers: Quantity  # of the server's Upgrader, to read and to write each
    queue: Quantity  # of messages before the goroutine that writes
    gateway_tls: str  # or "no", where TLS ends at the balancer
    session_state: Quantity  # what the gateway knows of a user, garbage with it
    gateway_memory: Quantity
    memory_fill: Quantity
    gateway_limit: Quantity  # more would fall at once
    zones: Quantity  # of which one may be down
    heartbeat_period: Quantity
    status_changes: Quantity  # online, offline
    friends_online: Quantity  # who are told of each
    mean_sends: Quantity
    peak_sends: Quantity
    peak_deliveries: Quantity
    connections: Quantity
    session_memory: Quantity
    by_memory: Quantity
    by_limit: Quantity
    gateways: Quantity
    heartbeats: Quantity
    presence_qps: Quantity
    presence_memory: Quantity  # who is on which gateway
    history: Quantity
    media: Quantity
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        daily_users: Value = ...,
        messages_per_user: Value = ...,
        recipients: Value = ...,
        message_size: Value = ...,
        media_share: Value = ...,
        media_size: Value = ...,
        retention: Value = ...,
        copies: Value = ...,
        peak_factor: Value = ...,
        online_share: Value = ...,
        buffers: Value = ...,
        queue: Value = ...,
        gateway_tls: Value = ...,
        session_state: Value = ...,
        gateway_memory: Value = ...,
        memory_fill: Value = ...,
        gateway_limit: Value = ...,
        zones: Value = ...,
        heartbeat_period: Value = ...,
        status_changes: Value = ...,
        friends_online: Value = ...,
        mean_sends: Value = ...,
        peak_sends: Value = ...,
        peak_deliveries: Value = ...,
        connections: Value = ...,
        session_memory: Value = ...,
        by_memory: Value = ...,
        by_limit: Value = ...,
        gateways: Value = ...,
        heartbeats: Value = ...,
        presence_qps: Value = ...,
        presence_memory: Value = ...,
        history: Value = ...,
        media: Value = ...,
    ) -> Self: ...
    def scenario(  # type: ignore[override]
        self, title: Literal["new year's eve"]
    ) -> Self: ...

class Formulas:
    """A chat service: connections, gateways, messages, history, presence"""

    daily_users: Quantity
    messages_per_user: Quantity
    recipients: Quantity  # mean, groups with it
    message_size: Quantity  # 100 B of text, and what is known of it
    media_share: Quantity  # of the messages
    media_size: Quantity
    retention: Quantity
    copies: Quantity
    peak_factor: Quantity  # over the mean of a day
    online_share: Quantity  # of daily users, at the busiest time
    buffers: Quantity  # of the server's Upgrader, to read and to write each
    queue: Quantity  # of messages before the goroutine that writes
    gateway_tls: str  # or "no", where TLS ends at the balancer
    session_state: Quantity  # what the gateway knows of a user, garbage with it
    gateway_memory: Quantity
    memory_fill: Quantity
    gateway_limit: Quantity  # more would fall at once
    zones: Quantity  # of which one may be down
    heartbeat_period: Quantity
    status_changes: Quantity  # online, offline
    friends_online: Quantity  # who are told of each
    mean_sends: Quantity
    peak_sends: Quantity
    peak_deliveries: Quantity
    connections: Quantity
    session_memory: Quantity
    by_memory: Quantity
    by_limit: Quantity
    gateways: Quantity
    heartbeats: Quantity
    presence_qps: Quantity
    presence_memory: Quantity  # who is on which gateway
    history: Quantity
    media: Quantity
    def __call__(
        self,
        *,
        daily_users: Value = ...,
        messages_per_user: Value = ...,
        recipients: Value = ...,
        message_size: Value = ...,
        media_share: Value = ...,
        media_size: Value = ...,
        retention: Value = ...,
        copies: Value = ...,
        peak_factor: Value = ...,
        online_share: Value = ...,
        buffers: Value = ...,
        queue: Value = ...,
        gateway_tls: Value = ...,
        session_state: Value = ...,
        gateway_memory: Value = ...,
        memory_fill: Value = ...,
        gateway_limit: Value = ...,
        zones: Value = ...,
        heartbeat_period: Value = ...,
        status_changes: Value = ...,
        friends_online: Value = ...,
        mean_sends: Value = ...,
        peak_sends: Value = ...,
        peak_deliveries: Value = ...,
        connections: Value = ...,
        session_memory: Value = ...,
        by_memory: Value = ...,
        by_limit: Value = ...,
        gateways: Value = ...,
        heartbeats: Value = ...,
        presence_qps: Value = ...,
        presence_memory: Value = ...,
        history: Value = ...,
        media: Value = ...,
    ) -> Sheet: ...
