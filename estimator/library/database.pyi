"""Databases: replicas, shards, resharding, hot rows

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Any, Literal, Self, overload

from numpy.typing import NDArray

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Databases: replicas, shards, resharding, hot rows"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Databases: replicas, shards, resharding, hot rows"""
    def replicas_needed(
        self, reads: Value | Column, writes: Value | Column, capacity: Value | Column, write_cost: Value | Column = "1"
    ) -> Quantity:
        """replicas_needed(reads: request/s, writes: request/s, capacity: request/s, write_cost: count = 1) -> replica: Read replicas for a rate of reads, where each replica replays every write."""
    def replicas_ignoring_writes(self, reads: Value | Column, capacity: Value | Column) -> Quantity:
        """replicas_ignoring_writes(reads: request/s, capacity: request/s) -> replica: The textbook number of read replicas, which forgets that they replay the writes: too small by a factor C/(C - W)."""
    def replication_egress(
        self, replicas: Value | Column, writes: Value | Column, event_size: Value | Column
    ) -> Quantity:
        """replication_egress(replicas: count, writes: write/s, event_size: B/write) -> MB/s: What the primary sends to its replicas."""
    def replication_backlog(
        self, writes: Value | Column, apply_rate: Value | Column, burst: Value | Column
    ) -> Quantity:
        """replication_backlog(writes: write/s, apply_rate: write/s, burst: s) -> write: Writes that a replica still has to apply when a burst ends."""
    def replication_lag(self, writes: Value | Column, apply_rate: Value | Column, burst: Value | Column) -> Quantity:
        """replication_lag(writes: write/s, apply_rate: write/s, burst: s) -> s: The lag at the end of a burst: the time to apply the backlog. Replicas often apply with one thread."""
    def replication_recovery(
        self, writes: Value | Column, apply_rate: Value | Column, burst: Value | Column, usual_writes: Value | Column
    ) -> Quantity:
        """replication_recovery(writes: write/s, apply_rate: write/s, burst: s, usual_writes: write/s) -> s: The time after a burst until a replica has caught up, while the usual writes go on."""
    def tables_needed(
        self,
        rows: Value | Column,
        rows_per_table: Value | Column = "20 M row/table",
        rounding: Literal["power of two", "whole"] | Column = "power of two",
    ) -> Quantity:
        """tables_needed(rows: row, rows_per_table: row/table = 20 M row/table, rounding: "power of two" or "whole" = "power of two") -> table: Tables for so many rows, a power of two so that a split moves exactly half of each."""
    def databases_needed(
        self,
        rate: Value | Column,
        per_database: Value | Column,
        rounding: Literal["power of two", "whole"] | Column = "power of two",
    ) -> Quantity:
        """databases_needed(rate: request/s, per_database: request/s/database, rounding: "power of two" or "whole" = "power of two") -> database: Databases for a rate, a power of two."""
    def shards_needed(
        self, size: Value | Column, rate: Value | Column, size_per_shard: Value | Column, rate_per_shard: Value | Column
    ) -> Quantity:
        """shards_needed(size: B, rate: request/s, size_per_shard: B/shard, rate_per_shard: request/s/shard) -> shard: Shards by whichever of size and rate asks for more; a hot key stays on one of them, see hottest_shard."""
    def hottest_shard(
        self, shards: Value | Column, items: Value | Column, skew: Value | bool | Column = "1"
    ) -> Quantity:
        """hottest_shard(shards: count, items: count, skew = 1) -> %: The share of all requests that goes to the shard with the most popular key, keys being spread evenly by a hash and"""
    def moved_by_consistent_hashing(self, nodes: Value | Column) -> Quantity:
        """moved_by_consistent_hashing(nodes: count) -> %: The share of keys that move when a node joins, with consistent hashing."""
    def moved_by_modulo(self, nodes: Value | Column) -> Quantity:
        """moved_by_modulo(nodes: count) -> %: The share of keys that move when a node joins and a key's node is its hash modulo their number."""
    def moved_by_doubling(self) -> Quantity:
        """moved_by_doubling() -> %: The share of keys that move when the nodes are doubled, whatever the scheme."""
    def ring_imbalance(self, virtual_nodes: Value | Column, nodes: Value | Column = "100") -> Quantity:
        """ring_imbalance(virtual_nodes: count, nodes: count = 100): The load of the fullest node over the mean, where each node has so many places on a ring of consistent hashing."""
    def migration_time(
        self,
        size: Value | Column,
        rate: Value | Column,
        streams: Value | Column = "1",
        changes: Value | Column = "0 B/s",
    ) -> Quantity:
        """migration_time(size: B, rate: B/s, streams: count = 1, changes: B/s = 0 B/s) -> hour: Time to copy what is there, in several streams, while changes go on that are copied too."""
    def hot_row_tps(self, lock_hold: Value | Column, merged: Value | Column = "1") -> Quantity:
        """hot_row_tps(lock_hold: s, merged: count = 1) -> TPS: Transactions a second on one row, each of which holds its lock for a time. Deadlock detection makes it worse."""
    def sell_out_time(self, stock: Value | Column, lock_hold: Value | Column, merged: Value | Column = "1") -> Quantity:
        """sell_out_time(stock: count, lock_hold: s, merged: count = 1) -> s: Time to sell a stock through one row."""
    def optimistic_attempts(self, writers: Value | Column) -> Quantity:
        """optimistic_attempts(writers: count): Attempts of writers that all retry until each was once the one that won: the worst case of optimistic locking."""
    def optimistic_conflicts(self, writes: Value | Column, read_to_write: Value | Column) -> Quantity:
        """optimistic_conflicts(writes: write/s, read_to_write: s) -> %: The chance that an optimistic write fails: that another one came between its reading and its writing of the same row."""
    def optimistic_useful_share(self, writers: Value | Column) -> Quantity:
        """optimistic_useful_share(writers: count) -> %: The share of those attempts that was of use."""
    def deduplication_rows(self, messages: Value | Column, retention: Value | Column) -> Quantity:
        """deduplication_rows(messages: message/day, retention: day) -> row: Rows of a table for deduplication. It must last for the longest retry."""
    def deduplication_table(
        self, messages: Value | Column, retention: Value | Column, row_and_index: Value | Column
    ) -> Quantity:
        """deduplication_table(messages: message/day, retention: day, row_and_index: B/message) -> GB: The size of such a table, with an index on its key."""
    def interleaved_id(self, masters: Value | Column, offset: Value | Column, k: Value | Column) -> Quantity:
        """interleaved_id(masters: count, offset: count, k: count): The k-th id of one of several masters that each count in steps."""
    @overload
    def ids_collide(  # type: ignore[overload-overlap]
        self, step: Value, one: Value, other: Value
    ) -> bool:
        """ids_collide(step: count, one: count, other: count): Whether two masters with their offsets ever give the same id. A third master needs a step of three on all of them."""
    @overload
    def ids_collide(self, step: Value | Column, one: Value | Column, other: Value | Column) -> NDArray[Any]: ...
    def writes_possible(self, capacity: Value | Column, write_cost: Value | Column = "1") -> Quantity:
        """writes_possible(capacity: request/s, write_cost: count = 1) -> QPS: Writes a second beyond which no number of replicas helps reads, for each replica is busy replaying them."""
    def key_bytes(self, rows: Value | Column, key: Value | Column, secondary_indexes: Value | Column = "0") -> Quantity:
        """key_bytes(rows: count, key: B, secondary_indexes: count = 0) -> GB: Bytes of primary keys in a table and its secondary indexes, where each of those holds the primary key, as in InnoDB."""
    def pool_size(self, cores: Value | Column, spindles: Value | Column = "1") -> Quantity:
        """pool_size(cores: core, spindles: count = 1) -> connection: Connections that keep a database busy, all pools together: more of them wait inside it instead of outside."""
    def pool_without_deadlock(self, threads: Value | Column, connections_of_each: Value | Column) -> Quantity:
        """pool_without_deadlock(threads: count, connections_of_each: count) -> connection: The smallest pool in which threads that hold several connections at once cannot wait for one another for ever."""
    def pooled_connections(
        self, instances: Value | Column, pool: Value | Column, surge: Value | Column = "0%"
    ) -> Quantity:
        """pooled_connections(instances: count, pool: count, surge: count = 0%) -> connection: Connections that all instances of an application open together, against the limit of the database."""
    def __call__(self) -> Sheet: ...
