"""Twitter: write QPS, peak and media storage

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Twitter: write QPS, peak and media storage"""

    monthly_users: Quantity  # monthly actives
    daily_share: Quantity  # of them active on a day
    tweets_per_user: Quantity  # best guess, 90% range
    media_share: Quantity  # tweets with a picture or a video
    media_size: Quantity  # mean over the tweets that have media
    retention: Quantity
    peak_factor: Quantity  # over the 24-hour mean; 2 to 4 is usual, a big match brings 1…
    daily_users: Quantity
    write_qps: Quantity
    peak_qps: Quantity
    media_per_day: Quantity
    media_total: Quantity  # one copy: replicas, thumbnails and growth come on top
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        monthly_users: Value = ...,
        daily_share: Value = ...,
        tweets_per_user: Value = ...,
        media_share: Value = ...,
        media_size: Value = ...,
        retention: Value = ...,
        peak_factor: Value = ...,
        daily_users: Value = ...,
        write_qps: Value = ...,
        peak_qps: Value = ...,
        media_per_day: Value = ...,
        media_total: Value = ...,
    ) -> Self: ...
    def scenario(  # type: ignore[override]
        self, title: Literal["world cup"]
    ) -> Self: ...

class Formulas:
    """Twitter: write QPS, peak and media storage"""

    monthly_users: Quantity  # monthly actives
    daily_share: Quantity  # of them active on a day
    tweets_per_user: Quantity  # best guess, 90% range
    media_share: Quantity  # tweets with a picture or a video
    media_size: Quantity  # mean over the tweets that have media
    retention: Quantity
    peak_factor: Quantity  # over the 24-hour mean; 2 to 4 is usual, a big match brings 1…
    daily_users: Quantity
    write_qps: Quantity
    peak_qps: Quantity
    media_per_day: Quantity
    media_total: Quantity  # one copy: replicas, thumbnails and growth come on top
    def __call__(
        self,
        *,
        monthly_users: Value = ...,
        daily_share: Value = ...,
        tweets_per_user: Value = ...,
        media_share: Value = ...,
        media_size: Value = ...,
        retention: Value = ...,
        peak_factor: Value = ...,
        daily_users: Value = ...,
        write_qps: Value = ...,
        peak_qps: Value = ...,
        media_per_day: Value = ...,
        media_total: Value = ...,
    ) -> Sheet: ...
