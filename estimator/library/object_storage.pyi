"""Object storage: capacity, disks, durability, repair, metadata

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Object storage: capacity, disks, durability, repair, metadata"""

    data: Quantity
    object_size: Quantity
    data_blocks: Quantity
    parity_blocks: Quantity
    disk_size: Quantity
    fill: Quantity
    disks_per_node: Quantity
    annual_failures: Quantity  # of the disks
    replace_time: Quantity  # until a lost disk's blocks are rebuilt
    metadata_size: Quantity
    metadata_copies: Quantity
    read_rate: Quantity  # at the peak
    disk_reads: Quantity
    node_network: Quantity
    repair_share: Quantity  # of the network, that repair may take
    stored: Quantity
    objects: Quantity
    metadata: Quantity
    disks: Quantity
    nodes: Quantity
    peak_gets: Quantity
    gets_possible: Quantity  # each reads all data blocks
    failures: Quantity
    repair_traffic: Quantity  # mean
    repair_burst: Quantity  # one disk
    annual_loss: Quantity
    nines: Quantity  # of an object's year; failures that go together come on top
    nines_copies: Quantity  # of three copies
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        data: Value = ...,
        object_size: Value = ...,
        data_blocks: Value = ...,
        parity_blocks: Value = ...,
        disk_size: Value = ...,
        fill: Value = ...,
        disks_per_node: Value = ...,
        annual_failures: Value = ...,
        replace_time: Value = ...,
        metadata_size: Value = ...,
        metadata_copies: Value = ...,
        read_rate: Value = ...,
        disk_reads: Value = ...,
        node_network: Value = ...,
        repair_share: Value = ...,
        stored: Value = ...,
        objects: Value = ...,
        metadata: Value = ...,
        disks: Value = ...,
        nodes: Value = ...,
        peak_gets: Value = ...,
        gets_possible: Value = ...,
        failures: Value = ...,
        repair_traffic: Value = ...,
        repair_burst: Value = ...,
        annual_loss: Value = ...,
        nines: Value = ...,
        nines_copies: Value = ...,
    ) -> Self: ...
    def scenario(  # type: ignore[override]
        self, title: Literal["small objects", "a week to rebuild"]
    ) -> Self: ...

class Formulas:
    """Object storage: capacity, disks, durability, repair, metadata"""

    data: Quantity
    object_size: Quantity
    data_blocks: Quantity
    parity_blocks: Quantity
    disk_size: Quantity
    fill: Quantity
    disks_per_node: Quantity
    annual_failures: Quantity  # of the disks
    replace_time: Quantity  # until a lost disk's blocks are rebuilt
    metadata_size: Quantity
    metadata_copies: Quantity
    read_rate: Quantity  # at the peak
    disk_reads: Quantity
    node_network: Quantity
    repair_share: Quantity  # of the network, that repair may take
    stored: Quantity
    objects: Quantity
    metadata: Quantity
    disks: Quantity
    nodes: Quantity
    peak_gets: Quantity
    gets_possible: Quantity  # each reads all data blocks
    failures: Quantity
    repair_traffic: Quantity  # mean
    repair_burst: Quantity  # one disk
    annual_loss: Quantity
    nines: Quantity  # of an object's year; failures that go together come on top
    nines_copies: Quantity  # of three copies
    def __call__(
        self,
        *,
        data: Value = ...,
        object_size: Value = ...,
        data_blocks: Value = ...,
        parity_blocks: Value = ...,
        disk_size: Value = ...,
        fill: Value = ...,
        disks_per_node: Value = ...,
        annual_failures: Value = ...,
        replace_time: Value = ...,
        metadata_size: Value = ...,
        metadata_copies: Value = ...,
        read_rate: Value = ...,
        disk_reads: Value = ...,
        node_network: Value = ...,
        repair_share: Value = ...,
        stored: Value = ...,
        objects: Value = ...,
        metadata: Value = ...,
        disks: Value = ...,
        nodes: Value = ...,
        peak_gets: Value = ...,
        gets_possible: Value = ...,
        failures: Value = ...,
        repair_traffic: Value = ...,
        repair_burst: Value = ...,
        annual_loss: Value = ...,
        nines: Value = ...,
        nines_copies: Value = ...,
    ) -> Sheet: ...
