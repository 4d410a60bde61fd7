"""A log platform: ingest, broker, hot and cold tier

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """A log platform: ingest, broker, hot and cold tier"""

    events: Quantity
    event_size: Quantity
    peak_factor: Quantity  # over the mean of a day
    broker_retention: Quantity
    broker_copies: Quantity
    broker_ratio: Quantity  # raw over compressed, in batches
    broker_disk: Quantity
    broker_rate: Quantity  # written, copies with it
    partition_rate: Quantity
    hot_retention: Quantity
    hot_ratio: Quantity
    hot_copies: Quantity
    hot_disk: Quantity
    cold_retention: Quantity
    cold_ratio: Quantity  # in columns, large blocks
    scan_rate: Quantity  # of compressed bytes
    fill: Quantity
    raw: Quantity
    raw_per_day: Quantity
    peak_ingress: Quantity
    broker_size: Quantity
    broker_writes: Quantity
    brokers: Quantity
    partitions: Quantity
    hot: Quantity
    hot_nodes: Quantity
    hour_scan: Quantity  # a search through an hour, without an index
    cold: Quantity  # one copy, as objects
    cold_stored: Quantity  # on the disks of an object store
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        events: Value = ...,
        event_size: Value = ...,
        peak_factor: Value = ...,
        broker_retention: Value = ...,
        broker_copies: Value = ...,
        broker_ratio: Value = ...,
        broker_disk: Value = ...,
        broker_rate: Value = ...,
        partition_rate: Value = ...,
        hot_retention: Value = ...,
        hot_ratio: Value = ...,
        hot_copies: Value = ...,
        hot_disk: Value = ...,
        cold_retention: Value = ...,
        cold_ratio: Value = ...,
        scan_rate: Value = ...,
        fill: Value = ...,
        raw: Value = ...,
        raw_per_day: Value = ...,
        peak_ingress: Value = ...,
        broker_size: Value = ...,
        broker_writes: Value = ...,
        brokers: Value = ...,
        partitions: Value = ...,
        hot: Value = ...,
        hot_nodes: Value = ...,
        hour_scan: Value = ...,
        cold: Value = ...,
        cold_stored: Value = ...,
    ) -> Self: ...
    def scenario(  # type: ignore[override]
        self, title: Literal["debug level left on"]
    ) -> Self: ...

class Formulas:
    """A log platform: ingest, broker, hot and cold tier"""

    events: Quantity
    event_size: Quantity
    peak_factor: Quantity  # over the mean of a day
    broker_retention: Quantity
    broker_copies: Quantity
    broker_ratio: Quantity  # raw over compressed, in batches
    broker_disk: Quantity
    broker_rate: Quantity  # written, copies with it
    partition_rate: Quantity
    hot_retention: Quantity
    hot_ratio: Quantity
    hot_copies: Quantity
    hot_disk: Quantity
    cold_retention: Quantity
    cold_ratio: Quantity  # in columns, large blocks
    scan_rate: Quantity  # of compressed bytes
    fill: Quantity
    raw: Quantity
    raw_per_day: Quantity
    peak_ingress: Quantity
    broker_size: Quantity
    broker_writes: Quantity
    brokers: Quantity
    partitions: Quantity
    hot: Quantity
    hot_nodes: Quantity
    hour_scan: Quantity  # a search through an hour, without an index
    cold: Quantity  # one copy, as objects
    cold_stored: Quantity  # on the disks of an object store
    def ingest(self, events: Value | Column, event_size: Value | Column) -> Quantity:
        """Bytes that come in.

        ingest(events: event/s, event_size: B/event) -> MB/s = events * event_size

            events: event/s
            event_size: B/event

        Source: definition: events times the size of one
        Example: ingest(1 M event/s, 500 B/event) = 500 MB/s
        In the notation: log_platform.ingest
        """
    def ingest_per_day(self, events: Value | Column, event_size: Value | Column) -> Quantity:
        """Bytes that come in on a day, before compression and copies. A rate at the peak makes it too much.

        ingest_per_day(events: event/s, event_size: B/event) -> TB/day = ingest(events, event_size)

            events: event/s
            event_size: B/event

        Source: definition: ingest, of a day
        Example: ingest_per_day(1 M event/s, 500 B/event) = 43.2 TB/day
        In the notation: log_platform.ingest_per_day
        """
    def tier(
        self,
        ingest_rate: Value | Column,
        retention: Value | Column,
        compression: Value | Column,
        copies: Value | Column = "1",
    ) -> Quantity:
        """Bytes of one tier: what came in while it keeps it, compressed, in copies.
        Compression ratios are in compression: 3 to 10 for logs in large blocks. What is written to two tiers is in both; an
        object store keeps copies of its own, which are in its price.

        tier(ingest_rate: B/s, retention: day, compression: count, copies: count = 1) -> TB = ingest_rate * retention / compression * copies

            ingest_rate: B/s
            retention: day
            compression: a plain number or a count
            copies: a plain number or a count; 1 unless given

        Source: definition: what comes in while it is kept, over the ratio, in copies
        Source: system-design notes: log-consumer双写clickhouse和iceberg
        Example: tier(500 MB/s, 3 day, 5, 2) = 51.84 TB
        Example: tier(500 MB/s, 90 day, 8, 1) = 486 TB
        In the notation: log_platform.tier
        """
    def __call__(
        self,
        *,
        events: Value = ...,
        event_size: Value = ...,
        peak_factor: Value = ...,
        broker_retention: Value = ...,
        broker_copies: Value = ...,
        broker_ratio: Value = ...,
        broker_disk: Value = ...,
        broker_rate: Value = ...,
        partition_rate: Value = ...,
        hot_retention: Value = ...,
        hot_ratio: Value = ...,
        hot_copies: Value = ...,
        hot_disk: Value = ...,
        cold_retention: Value = ...,
        cold_ratio: Value = ...,
        scan_rate: Value = ...,
        fill: Value = ...,
        raw: Value = ...,
        raw_per_day: Value = ...,
        peak_ingress: Value = ...,
        broker_size: Value = ...,
        broker_writes: Value = ...,
        brokers: Value = ...,
        partitions: Value = ...,
        hot: Value = ...,
        hot_nodes: Value = ...,
        hour_scan: Value = ...,
        cold: Value = ...,
        cold_stored: Value = ...,
    ) -> Sheet: ...
