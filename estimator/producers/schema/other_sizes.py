"""What the indexes of a table that are no B-trees take, for the assumptions as its sheet writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.model.files import module_from_text
from estimator.notation.making import added, defined, number
from estimator.notation.printer import print_blocks
from estimator.notation.tree import Documentation
from estimator.producers.schema.columns import columns_table
from estimator.producers.schema.other_indexes import FIGURES, LOG, SIZE, other_images, other_tables, without_keys
from estimator.producers.schema.partitions import partition_lines
from estimator.producers.schema.sheet_names import SheetNames
from estimator.producers.schema.sizes_record import Sizes
from estimator.reckoning.estimate import central
from estimator.units.table import BYTE_BITS

if TYPE_CHECKING:
    from estimator.producers.schema.stored import Table

CHECKPOINTS, IMAGES = "checkpoint_interval", "images_of_them"


def other_sizes(own: Table, heap: float) -> Sizes:
    """The sizes of a table's other indexes, by the bytes of its heap; EstimateError."""
    names = SheetNames()
    given = [
        defined(CHECKPOINTS, number("5", "min")),
        defined(names.of(own, "rows"), number("1", "row", "M")),
        *partition_lines(own, names),
        defined(names.of(own, "inserts"), number("10", "row/s")),
        defined(names.of(own, "heap"), number(f"{max(8192, heap):.0f}", "B")),
    ]
    images = [defined(IMAGES, added([number("0", "B"), *other_images(own, names, CHECKPOINTS)]))]
    # Of a hash index on a column with NULLs the share is of that column's row.
    columns = [[columns_table(own, names)]] if any(without_keys(own, each) for each in own.others) else []
    text = print_blocks(Documentation(("sizes",)), [*columns, given, *other_tables(own, names), images])
    numbers = central(module_from_text(text, "indexes"))

    def figure(asked: str) -> float:
        among = [each for each in own.others if asked in FIGURES[each.method]]
        cells = [names.other_cell(own, each, asked) for each in among]
        return sum([numbers[cell] for cell in cells]) / BYTE_BITS

    return Sizes(0, 0, 0, figure(SIZE), figure(LOG) * 8192 / 8168, numbers[IMAGES] / BYTE_BITS, 0)
