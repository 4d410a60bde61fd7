"""LSM trees: levels and write amplification

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """LSM trees: levels and write amplification"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """LSM trees: levels and write amplification"""
    def levels(self, data: Value | Column, first_level: Value | Column, fanout: Value | Column = "10") -> Quantity:
        """Levels below the first, whose size and the factor between levels are given.

        levels(data: B, first_level: B, fanout: count = 10) = ceil(ln(data / first_level) / ln(fanout)) + 1

            data: B
            first_level: B
            fanout: a plain number or a count; 10 unless given

        Source: facebook/rocksdb: include/rocksdb/advanced_options.h, max_bytes_for_level_multiplier (10)
        Source: derived here: sizes that grow by a factor, solved for the levels
        As of: 2017
        Example: levels(500 GB, 0.5 GB) = 4
        In the notation: lsm.levels
        """
    def write_amplification_worst(
        self, data: Value | Column, first_level: Value | Column, fanout: Value | Column = "10"
    ) -> Quantity:
        """How often a byte is written, at worst: once to the log or flushed, twice into the first level, and once for each
        file of the next level that it is merged with.

        write_amplification_worst(data: B, first_level: B, fanout: count = 10) = 3 + fanout * (levels(data, first_level, fanout) - 1)

            data: B
            first_level: B
            fanout: a plain number or a count; 10 unless given

        Source: facebook/rocksdb wiki: RocksDB Tuning Guide, "Amplification factors"
        Source: derived here: written to a level, a byte meets all files of the next one that overlap, which is the fanout
        Source: system-design notes: 上层写满压缩合并到下层
        As of: 2017
        Example: write_amplification_worst(500 GB, 0.5 GB) = 33
        In the notation: lsm.write_amplification_worst
        """
    def write_amplification(
        self, data: Value | Column, first_level: Value | Column, fanout: Value | Column = "10"
    ) -> Quantity:
        """How often a byte is written where keys are spread evenly: a level is on average half full when it is merged.

        write_amplification(data: B, first_level: B, fanout: count = 10) = 3 + fanout / 2 * (levels(data, first_level, fanout) - 1)

            data: B
            first_level: B
            fanout: a plain number or a count; 10 unless given

        Source: derived here: as write_amplification_worst, where a level is half full on average
        Source: system-design notes: 上层写满压缩合并到下层
        As of: 2017
        Example: write_amplification(500 GB, 0.5 GB) = 18
        In the notation: lsm.write_amplification
        """
    def user_write_rate(self, disk: Value | Column, amplification: Value | Column) -> Quantity:
        """What users can write a second, by what the disk can.

        user_write_rate(disk: B/s, amplification: count) -> MB/s = disk / amplification

            disk: B/s
            amplification: a plain number or a count

        Source: facebook/rocksdb wiki: RocksDB Tuning Guide, "Amplification factors" (500 MB/s at 50 are 10 MB/s)
        As of: 2017
        Example: user_write_rate(500 MB/s, 50) = 10 MB/s
        Example: user_write_rate(500 MB/s, 33) = 15.15 MB/s
        In the notation: lsm.user_write_rate
        """
    def flash_lifetime(
        self, endurance: Value | Column, user_writes: Value | Column, amplification: Value | Column
    ) -> Quantity:
        """Years until a flash disk has taken all the writes that its maker warrants.

        flash_lifetime(endurance: B, user_writes: B/s, amplification: count) -> year = endurance / (user_writes * amplification)

            endurance: B
            user_writes: B/s
            amplification: a plain number or a count

        Source: definition: what may be written over what is
        Example: flash_lifetime(1.4 PB, 2 MB/s, 10) = 2.22 year
        In the notation: lsm.flash_lifetime
        """
    def __call__(self) -> Sheet: ...
