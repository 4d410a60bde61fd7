"""Timelines in Redis: a sorted set of post ids for each active user

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Timelines in Redis: a sorted set of post ids for each active user"""

    active_users: Quantity
    kept: Quantity  # posts that a timeline keeps
    id_length: Quantity  # a post's id of 64 bits in decimal
    score_length: Quantity  # its time in milliseconds
    key_length: Quantity
    server: str
    version: Quantity
    allocator: str
    cluster: str
    slots: Quantity  # of a cluster, that the node with these keys has: 5461 of thr…
    node_memory: Quantity
    fill: Quantity
    timelines: Quantity
    per_entry: Quantity
    packed: Quantity  # had they 128 posts each
    nodes: Quantity
    packed_nodes: Quantity
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        active_users: Value = ...,
        kept: Value = ...,
        id_length: Value = ...,
        score_length: Value = ...,
        key_length: Value = ...,
        server: Value = ...,
        version: Value = ...,
        allocator: Value = ...,
        cluster: Value = ...,
        slots: Value = ...,
        node_memory: Value = ...,
        fill: Value = ...,
        timelines: Value = ...,
        per_entry: Value = ...,
        packed: Value = ...,
        nodes: Value = ...,
        packed_nodes: Value = ...,
    ) -> Self: ...
    def scenario(  # type: ignore[override]
        self, title: Literal["within the packed limit"]
    ) -> Self: ...

class Formulas:
    """Timelines in Redis: a sorted set of post ids for each active user"""

    active_users: Quantity
    kept: Quantity  # posts that a timeline keeps
    id_length: Quantity  # a post's id of 64 bits in decimal
    score_length: Quantity  # its time in milliseconds
    key_length: Quantity
    server: str
    version: Quantity
    allocator: str
    cluster: str
    slots: Quantity  # of a cluster, that the node with these keys has: 5461 of thr…
    node_memory: Quantity
    fill: Quantity
    timelines: Quantity
    per_entry: Quantity
    packed: Quantity  # had they 128 posts each
    nodes: Quantity
    packed_nodes: Quantity
    def __call__(
        self,
        *,
        active_users: Value = ...,
        kept: Value = ...,
        id_length: Value = ...,
        score_length: Value = ...,
        key_length: Value = ...,
        server: Value = ...,
        version: Value = ...,
        allocator: Value = ...,
        cluster: Value = ...,
        slots: Value = ...,
        node_memory: Value = ...,
        fill: Value = ...,
        timelines: Value = ...,
        per_entry: Value = ...,
        packed: Value = ...,
        nodes: Value = ...,
        packed_nodes: Value = ...,
    ) -> Sheet: ...
