"""Storage: growth, retention, copies and disks

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Storage: growth, retention, copies and disks"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Storage: growth, retention, copies and disks"""
    def growth(self, items: Value | Column, item_size: Value | Column) -> Quantity:
        """Bytes that arrive in a time.

        growth(items: write/day, item_size: B/write) -> TB/day = items * item_size

            items: write/day
            item_size: B/write

        Source: definition: items times the size of each
        Source: Xu, System Design Interview, chapter 2
        As of: 2020
        Example: growth(30 M upload/day, 1 MB/upload) = 30 TB/day
        Example: growth(1 M event/s, 500 B/event) = 500 MB/s
        In the notation: storage.growth
        """
    def table_growth(
        self, inserts: Value | Column, rows: Value | Column, size: Value | Column, row: Value | Column
    ) -> Quantity:
        """What a table grows by with its new rows: by what its rows take now, or by what one takes where there is none yet.

        table_growth(inserts: row/s, rows: row, size: B, row: B) -> GB/year = if rows == 0 row then inserts * mean(row) / 1 row else inserts * size / rows

            inserts: row/s
            rows: row
            size: B
            row: B

        Source: definition: new rows times the size of each
        As of: 2026-11
        Example: table_growth(10 row/s, 1 M row, 200 MB, 150 B) = 2 KB/s
        Example: table_growth(10 row/s, 0 row, 64 KB, 150 B) = 1.5 KB/s
        In the notation: storage.table_growth
        """
    def bloat(self, present: Value | Column, fresh: Value | Column) -> Quantity:
        """What something takes beyond what a fresh load of it takes, as a share of that; nothing where there is nothing.

        bloat(present: B, fresh: B) -> % = if present == 0 B then 0% else present / fresh - 1

            present: B
            fresh: B

        Source: definition: what is there over what a fresh load takes, less one
        As of: 2026-11
        Example: bloat(150 MB, 100 MB) = 50%
        Example: bloat(0 B, 0 B) = 0%
        Example: bloat(0 B, 8 KB) = 0%
        In the notation: storage.bloat
        """
    def retained(self, growth_rate: Value | Column, retention: Value | Column) -> Quantity:
        """Bytes held when everything is kept for a time and then deleted.

        retained(growth_rate: B/day, retention: day) -> TB = growth_rate * retention

            growth_rate: B/day
            retention: day

        Source: definition: what comes in while it is kept
        Source: prometheus/prometheus: docs/storage.md, "Operational aspects" (retention * samples * bytes)
        As of: 2024
        Example: retained(30 TB/day, 5 year) = 54.75 PB
        Example: retained(growth(333_333 sample/s, 1.5 B/sample), 15 day) = 648 GB
        Example: retained(500 MB/s, 1 day) = 43.2 TB
        In the notation: storage.retained
        """
    def after_growth(self, size: Value | Column, yearly_growth: Value | Column, duration: Value | Column) -> Quantity:
        """A stock that grows by the same share every year.

        after_growth(size: B, yearly_growth: count, duration: year) -> TB = size * (1 + yearly_growth)^(duration / 1 year)

            size: B
            yearly_growth: a plain number or a count
            duration: year

        Source: definition of compound growth
        Example: after_growth(100 TB, 30%, 5 year) = 371.293 TB
        In the notation: storage.after_growth
        """
    def replicated(self, size: Value | Column, copies: Value | Column = "3") -> Quantity:
        """Bytes on all disks when every byte is kept in several copies; three is the default of HDFS.

        replicated(size: B, copies: count = 3) -> TB = size * copies

            size: B
            copies: a plain number or a count; 3 unless given

        Source: apache/hadoop: HDFSErasureCoding.md, "Purpose" (three copies: 200% overhead)
        As of: 2018-07
        Example: replicated(10 PB) = 30 PB
        Example: replicated(54.75 PB, 2) = 109.5 PB
        In the notation: storage.replicated
        """
    def erasure_coded(
        self, size: Value | Column, data_blocks: Value | Column, parity_blocks: Value | Column
    ) -> Quantity:
        """Bytes on all disks with an erasure code.
        Any data_blocks of the blocks rebuild the others, so the repair of one lost block reads that many.

        erasure_coded(size: B, data_blocks: count, parity_blocks: count) -> TB = size * (data_blocks + parity_blocks) / data_blocks

            size: B
            data_blocks: a plain number or a count
            parity_blocks: a plain number or a count

        Source: apache/hadoop: HDFSErasureCoding.md, "Purpose" (6 data and 3 parity blocks hold 6 blocks in 9)
        As of: 2018
        Example: erasure_coded(6 PB, 6, 3) = 9 PB
        Example: erasure_coded(10 PB, 8, 4) = 15 PB
        Example: erasure_coded(10 PB, 12, 4) = 13.33 PB
        In the notation: storage.erasure_coded
        """
    def compressed(self, size: Value | Column, ratio: Value | Column) -> Quantity:
        """Bytes left by a compressor: the ratio is raw over compressed.
        Logs reach 3 to 10 in large blocks, single short records 1.2, and pictures, video or encrypted data 1.

        compressed(size: B, ratio: count) -> TB = size / ratio

            size: B
            ratio: a plain number or a count

        Source: measured: lz4, gzip and zstd on 4 MB of generated logs, text and random data
        As of: 2026-10
        Example: compressed(129.6 TB, 5) = 25.92 TB
        Example: replicated(compressed(retained(500 MB/s, 3 day), 5), 2) = 51.84 TB
        Example: compressed(retained(500 MB/s, 90 day), 8) = 486 TB
        In the notation: storage.compressed
        """
    def with_headroom(self, size: Value | Column, free_share: Value | Column = "20%") -> Quantity:
        """Space to provide so that a share of it stays free.

        with_headroom(size: B, free_share: share = 20%) -> TB = size / (1 - free_share)

            size: B
            free_share: a share, from 0 to 100%; 20% unless given

        Source: prometheus/prometheus: docs/storage.md, "Right-Sizing Retention Size" (fill at most 80 to 85%)
        As of: 2024
        Example: with_headroom(100 TB) = 125 TB
        In the notation: storage.with_headroom
        """
    def disks_needed(self, size: Value | Column, disk_size: Value | Column, fill: Value | Column = "80%") -> Quantity:
        """Disks for so many bytes, each filled only to a share.

        disks_needed(size: B, disk_size: B/disk, fill: share = 80%) -> disk = ceil(size / (disk_size * fill))

            size: B
            disk_size: B/disk
            fill: a share, from 0 to 100%; 80% unless given

        Source: prometheus/prometheus: docs/storage.md, "Right-Sizing Retention Size" (fill at most 80 to 85%)
        As of: 2024
        Example: disks_needed(replicated(10 PB), 16 TB/disk) = 2344 disk
        Example: disks_needed(erasure_coded(10 PB, 8, 4), 16 TB/disk) = 1172 disk
        In the notation: storage.disks_needed
        """
    def in_tebibytes(self, size: Value | Column) -> Quantity:
        """A decimal size in the binary unit that many tools show, often under the decimal name.

        in_tebibytes(size: B) -> TiB = size

            size: B

        Source: definition of the binary prefixes: 1 TiB is 1024^4 B
        Example: in_tebibytes(16 TB) = 14.55 TiB
        In the notation: storage.in_tebibytes
        """
    def binary_excess(self, thousands: Value | Column) -> Quantity:
        """By how much a binary prefix exceeds the decimal one: 1 for KiB over KB, 2 for MiB, 3 for GiB, 4 for TiB.

        binary_excess(thousands: count) -> % = (1024 / 1000)^thousands - 1

            thousands: a plain number or a count

        Source: definition of the binary prefixes: 1 TiB is 1024^4 B
        Example: binary_excess(1) = 2.4%
        Example: binary_excess(2) = 4.8576%
        Example: binary_excess(4) = 9.9511627776%
        In the notation: storage.binary_excess
        """
    def repair_blocks(self, data_blocks: Value | Column) -> Quantity:
        """Blocks that the repair of one lost block reads, of an erasure code; of copies it reads one.

        repair_blocks(data_blocks: count) = data_blocks

            data_blocks: a plain number or a count

        Source: apache/hadoop: HDFSErasureCoding.md, "Purpose"
        As of: 2018
        Example: repair_blocks(8) = 8
        In the notation: storage.repair_blocks
        """
    def __call__(self) -> Sheet: ...
