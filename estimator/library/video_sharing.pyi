"""Video sharing: uploads, transcoding, storage, delivery

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Video sharing: uploads, transcoding, storage, delivery"""

    daily_users: Quantity
    uploading_share: Quantity
    uploads_per_user: Quantity
    video_size: Quantity
    video_length: Quantity
    encoding_effort: Quantity  # seconds of a core for a second of video, all renditions
    renditions: Quantity  # bytes of all of them over the upload's
    data_blocks: Quantity
    parity_blocks: Quantity
    views_per_user: Quantity
    watch_time: Quantity
    bitrate: Quantity  # mean of the renditions watched
    cdn_hit_ratio: Quantity  # of the bytes
    retention: Quantity
    peak_factor: Quantity  # over the mean of a day
    uploads: Quantity
    uploaded_per_day: Quantity
    peak_ingress: Quantity
    encoding_cores: Quantity  # at the peak; a queue needs the mean
    logical: Quantity  # the upload is kept
    stored: Quantity
    mean_views: Quantity
    viewers: Quantity  # at once
    delivered_per_day: Quantity  # times your price of a CDN
    peak_egress: Quantity
    origin_egress: Quantity
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        daily_users: Value = ...,
        uploading_share: Value = ...,
        uploads_per_user: Value = ...,
        video_size: Value = ...,
        video_length: Value = ...,
        encoding_effort: Value = ...,
        renditions: Value = ...,
        data_blocks: Value = ...,
        parity_blocks: Value = ...,
        views_per_user: Value = ...,
        watch_time: Value = ...,
        bitrate: Value = ...,
        cdn_hit_ratio: Value = ...,
        retention: Value = ...,
        peak_factor: Value = ...,
        uploads: Value = ...,
        uploaded_per_day: Value = ...,
        peak_ingress: Value = ...,
        encoding_cores: Value = ...,
        logical: Value = ...,
        stored: Value = ...,
        mean_views: Value = ...,
        viewers: Value = ...,
        delivered_per_day: Value = ...,
        peak_egress: Value = ...,
        origin_egress: Value = ...,
    ) -> Self: ...
    def scenario(  # type: ignore[override]
        self, title: Literal["twice the resolution"]
    ) -> Self: ...

class Formulas:
    """Video sharing: uploads, transcoding, storage, delivery"""

    daily_users: Quantity
    uploading_share: Quantity
    uploads_per_user: Quantity
    video_size: Quantity
    video_length: Quantity
    encoding_effort: Quantity  # seconds of a core for a second of video, all renditions
    renditions: Quantity  # bytes of all of them over the upload's
    data_blocks: Quantity
    parity_blocks: Quantity
    views_per_user: Quantity
    watch_time: Quantity
    bitrate: Quantity  # mean of the renditions watched
    cdn_hit_ratio: Quantity  # of the bytes
    retention: Quantity
    peak_factor: Quantity  # over the mean of a day
    uploads: Quantity
    uploaded_per_day: Quantity
    peak_ingress: Quantity
    encoding_cores: Quantity  # at the peak; a queue needs the mean
    logical: Quantity  # the upload is kept
    stored: Quantity
    mean_views: Quantity
    viewers: Quantity  # at once
    delivered_per_day: Quantity  # times your price of a CDN
    peak_egress: Quantity
    origin_egress: Quantity
    def __call__(
        self,
        *,
        daily_users: Value = ...,
        uploading_share: Value = ...,
        uploads_per_user: Value = ...,
        video_size: Value = ...,
        video_length: Value = ...,
        encoding_effort: Value = ...,
        renditions: Value = ...,
        data_blocks: Value = ...,
        parity_blocks: Value = ...,
        views_per_user: Value = ...,
        watch_time: Value = ...,
        bitrate: Value = ...,
        cdn_hit_ratio: Value = ...,
        retention: Value = ...,
        peak_factor: Value = ...,
        uploads: Value = ...,
        uploaded_per_day: Value = ...,
        peak_ingress: Value = ...,
        encoding_cores: Value = ...,
        logical: Value = ...,
        stored: Value = ...,
        mean_views: Value = ...,
        viewers: Value = ...,
        delivered_per_day: Value = ...,
        peak_egress: Value = ...,
        origin_egress: Value = ...,
    ) -> Sheet: ...
