"""Photo sharing: uploads, storage, disks, delivery

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Photo sharing: uploads, storage, disks, delivery"""

    daily_users: Quantity
    uploads_per_user: Quantity
    photo_size: Quantity
    thumbnails: Quantity  # bytes of all sizes over the photo's
    row_size: Quantity  # owner, place, tags, with indexes
    views_per_user: Quantity
    view_size: Quantity
    retention: Quantity
    data_blocks: Quantity
    parity_blocks: Quantity
    copies: Quantity  # of the rows
    disk_size: Quantity
    disk_reads: Quantity  # random reads of a hard disk
    cdn_hit_ratio: Quantity
    peak_factor: Quantity
    mean_uploads: Quantity
    peak_views: Quantity
    peak_ingress: Quantity
    added_per_day: Quantity  # before redundancy
    logical: Quantity
    stored: Quantity
    rows: Quantity
    peak_egress: Quantity
    origin_egress: Quantity
    by_size: Quantity
    by_reads: Quantity  # each read is a seek
    disks: Quantity
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        daily_users: Value = ...,
        uploads_per_user: Value = ...,
        photo_size: Value = ...,
        thumbnails: Value = ...,
        row_size: Value = ...,
        views_per_user: Value = ...,
        view_size: Value = ...,
        retention: Value = ...,
        data_blocks: Value = ...,
        parity_blocks: Value = ...,
        copies: Value = ...,
        disk_size: Value = ...,
        disk_reads: Value = ...,
        cdn_hit_ratio: Value = ...,
        peak_factor: Value = ...,
        mean_uploads: Value = ...,
        peak_views: Value = ...,
        peak_ingress: Value = ...,
        added_per_day: Value = ...,
        logical: Value = ...,
        stored: Value = ...,
        rows: Value = ...,
        peak_egress: Value = ...,
        origin_egress: Value = ...,
        by_size: Value = ...,
        by_reads: Value = ...,
        disks: Value = ...,
    ) -> Self: ...
    def scenario(  # type: ignore[override]
        self, title: Literal["a holiday"]
    ) -> Self: ...

class Formulas:
    """Photo sharing: uploads, storage, disks, delivery"""

    daily_users: Quantity
    uploads_per_user: Quantity
    photo_size: Quantity
    thumbnails: Quantity  # bytes of all sizes over the photo's
    row_size: Quantity  # owner, place, tags, with indexes
    views_per_user: Quantity
    view_size: Quantity
    retention: Quantity
    data_blocks: Quantity
    parity_blocks: Quantity
    copies: Quantity  # of the rows
    disk_size: Quantity
    disk_reads: Quantity  # random reads of a hard disk
    cdn_hit_ratio: Quantity
    peak_factor: Quantity
    mean_uploads: Quantity
    peak_views: Quantity
    peak_ingress: Quantity
    added_per_day: Quantity  # before redundancy
    logical: Quantity
    stored: Quantity
    rows: Quantity
    peak_egress: Quantity
    origin_egress: Quantity
    by_size: Quantity
    by_reads: Quantity  # each read is a seek
    disks: Quantity
    def __call__(
        self,
        *,
        daily_users: Value = ...,
        uploads_per_user: Value = ...,
        photo_size: Value = ...,
        thumbnails: Value = ...,
        row_size: Value = ...,
        views_per_user: Value = ...,
        view_size: Value = ...,
        retention: Value = ...,
        data_blocks: Value = ...,
        parity_blocks: Value = ...,
        copies: Value = ...,
        disk_size: Value = ...,
        disk_reads: Value = ...,
        cdn_hit_ratio: Value = ...,
        peak_factor: Value = ...,
        mean_uploads: Value = ...,
        peak_views: Value = ...,
        peak_ingress: Value = ...,
        added_per_day: Value = ...,
        logical: Value = ...,
        stored: Value = ...,
        rows: Value = ...,
        peak_egress: Value = ...,
        origin_egress: Value = ...,
        by_size: Value = ...,
        by_reads: Value = ...,
        disks: Value = ...,
    ) -> Sheet: ...
