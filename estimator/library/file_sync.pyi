"""File sync: storage, deduplication, metadata, transfers, notifications

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """File sync: storage, deduplication, metadata, transfers, notifications"""

    users: Quantity  # signed up
    daily_share: Quantity
    space_each: Quantity  # promised
    used_share: Quantity  # of it
    files_per_user: Quantity
    uploads_per_user: Quantity
    file_size: Quantity
    sent_share: Quantity  # of a changed file goes over the wire
    receivers: Quantity  # other devices and shares of a change
    block_size: Quantity  # at most
    duplicates: Quantity  # of the bytes are there already
    data_blocks: Quantity
    parity_blocks: Quantity
    row_size: Quantity  # name, versions, blocks, with indexes
    copies: Quantity  # of the rows
    devices_per_user: Quantity  # that wait for changes
    notify_tls: str  # ends at the balancer; "yes" at the servers
    peak_factor: Quantity  # over the mean of a day
    allocated: Quantity
    daily_users: Quantity
    mean_uploads: Quantity
    peak_uploads: Quantity
    peak_ingress: Quantity
    peak_egress: Quantity
    logical: Quantity
    stored: Quantity
    metadata: Quantity
    blocks: Quantity  # one a file at least
    block_index: Quantity  # hash, place, references
    connections: Quantity
    notify_memory: Quantity  # long polls
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        users: Value = ...,
        daily_share: Value = ...,
        space_each: Value = ...,
        used_share: Value = ...,
        files_per_user: Value = ...,
        uploads_per_user: Value = ...,
        file_size: Value = ...,
        sent_share: Value = ...,
        receivers: Value = ...,
        block_size: Value = ...,
        duplicates: Value = ...,
        data_blocks: Value = ...,
        parity_blocks: Value = ...,
        row_size: Value = ...,
        copies: Value = ...,
        devices_per_user: Value = ...,
        notify_tls: Value = ...,
        peak_factor: Value = ...,
        allocated: Value = ...,
        daily_users: Value = ...,
        mean_uploads: Value = ...,
        peak_uploads: Value = ...,
        peak_ingress: Value = ...,
        peak_egress: Value = ...,
        logical: Value = ...,
        stored: Value = ...,
        metadata: Value = ...,
        blocks: Value = ...,
        block_index: Value = ...,
        connections: Value = ...,
        notify_memory: Value = ...,
    ) -> Self: ...
    def scenario(  # type: ignore[override]
        self, title: Literal["photos too"]
    ) -> Self: ...

class Formulas:
    """File sync: storage, deduplication, metadata, transfers, notifications"""

    users: Quantity  # signed up
    daily_share: Quantity
    space_each: Quantity  # promised
    used_share: Quantity  # of it
    files_per_user: Quantity
    uploads_per_user: Quantity
    file_size: Quantity
    sent_share: Quantity  # of a changed file goes over the wire
    receivers: Quantity  # other devices and shares of a change
    block_size: Quantity  # at most
    duplicates: Quantity  # of the bytes are there already
    data_blocks: Quantity
    parity_blocks: Quantity
    row_size: Quantity  # name, versions, blocks, with indexes
    copies: Quantity  # of the rows
    devices_per_user: Quantity  # that wait for changes
    notify_tls: str  # ends at the balancer; "yes" at the servers
    peak_factor: Quantity  # over the mean of a day
    allocated: Quantity
    daily_users: Quantity
    mean_uploads: Quantity
    peak_uploads: Quantity
    peak_ingress: Quantity
    peak_egress: Quantity
    logical: Quantity
    stored: Quantity
    metadata: Quantity
    blocks: Quantity  # one a file at least
    block_index: Quantity  # hash, place, references
    connections: Quantity
    notify_memory: Quantity  # long polls
    def __call__(
        self,
        *,
        users: Value = ...,
        daily_share: Value = ...,
        space_each: Value = ...,
        used_share: Value = ...,
        files_per_user: Value = ...,
        uploads_per_user: Value = ...,
        file_size: Value = ...,
        sent_share: Value = ...,
        receivers: Value = ...,
        block_size: Value = ...,
        duplicates: Value = ...,
        data_blocks: Value = ...,
        parity_blocks: Value = ...,
        row_size: Value = ...,
        copies: Value = ...,
        devices_per_user: Value = ...,
        notify_tls: Value = ...,
        peak_factor: Value = ...,
        allocated: Value = ...,
        daily_users: Value = ...,
        mean_uploads: Value = ...,
        peak_uploads: Value = ...,
        peak_ingress: Value = ...,
        peak_egress: Value = ...,
        logical: Value = ...,
        stored: Value = ...,
        metadata: Value = ...,
        blocks: Value = ...,
        block_index: Value = ...,
        connections: Value = ...,
        notify_memory: Value = ...,
    ) -> Sheet: ...
