"""Linux: kernel memory of TCP connections

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Linux: kernel memory of TCP connections"""

    idle_socket: Quantity  # An idle established connection at the side that accepted it:…
    bind_buckets: Quantity  # What the connecting side has on top: two bind buckets for it…
    thread_memory: Quantity  # What the kernel keeps for a thread beside what the program h…
    def __call__(  # type: ignore[override]
        self, /, *, idle_socket: Value = ..., bind_buckets: Value = ..., thread_memory: Value = ...
    ) -> Self: ...

class Formulas:
    """Linux: kernel memory of TCP connections"""

    idle_socket: Quantity  # An idle established connection at the side that accepted it:…
    bind_buckets: Quantity  # What the connecting side has on top: two bind buckets for it…
    thread_memory: Quantity  # What the kernel keeps for a thread beside what the program h…
    def socket_memory(
        self, connections: Value | Column, with_data: Value | Column = "0%", unread: Value | Column = "0 B"
    ) -> Quantity:
        """Kernel memory of idle connections, and of the data that waits unread in some of them, a tenth more than its bytes.

        socket_memory(connections: count, with_data: share = 0%, unread: B = 0 B) -> GB = connections * (idle_socket * 1 connection + with_data * unread * 110%)

            connections: a plain number or a count
            with_data: a share, from 0 to 100%; 0% unless given
            unread: B; 0 B unless given

        Source: measured: slab objects and /proc/net/sockstat of Linux 6.18 (10 KB unread take 12, 60 KB 66)
        As of: 2026-10
        Example: socket_memory(1 M connection) = 3.829 GB
        Example: socket_memory(1 M connection, 1%, 60 KB) = 4.489 GB
        In the notation: linux.socket_memory
        """
    def __call__(self, *, idle_socket: Value = ..., bind_buckets: Value = ..., thread_memory: Value = ...) -> Sheet: ...
