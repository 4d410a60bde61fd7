"""A metrics platform: samples, series, memory, disk, servers

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """A metrics platform: samples, series, memory, disk, servers"""

    targets: Quantity
    series_per_target: Quantity
    retention: Quantity
    bytes_per_sample: Quantity
    copies: Quantity  # a pair scrapes the same
    memory_per_series: Quantity  # in the head, index and chunk
    churn: Quantity  # series that came and went in two hours
    series_per_server: Quantity  # of one server with 64 GB
    scrape_size: Quantity  # as text, before compression
    scrape_rate: Quantity
    sample_rate: Quantity
    ingress: Quantity
    active_series: Quantity
    memory: Quantity
    disk: Quantity
    disk_a_year: Quantity  # without thinning out
    servers: Quantity
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        targets: Value = ...,
        series_per_target: Value = ...,
        retention: Value = ...,
        bytes_per_sample: Value = ...,
        copies: Value = ...,
        memory_per_series: Value = ...,
        churn: Value = ...,
        series_per_server: Value = ...,
        scrape_size: Value = ...,
        scrape_rate: Value = ...,
        sample_rate: Value = ...,
        ingress: Value = ...,
        active_series: Value = ...,
        memory: Value = ...,
        disk: Value = ...,
        disk_a_year: Value = ...,
        servers: Value = ...,
    ) -> Self: ...
    def scenario(  # type: ignore[override]
        self, title: Literal["a label too many"]
    ) -> Self: ...

class Formulas:
    """A metrics platform: samples, series, memory, disk, servers"""

    targets: Quantity
    series_per_target: Quantity
    interval: Quantity
    retention: Quantity
    bytes_per_sample: Quantity
    copies: Quantity  # a pair scrapes the same
    memory_per_series: Quantity  # in the head, index and chunk
    churn: Quantity  # series that came and went in two hours
    series_per_server: Quantity  # of one server with 64 GB
    scrape_size: Quantity  # as text, before compression
    scrape_rate: Quantity
    sample_rate: Quantity
    ingress: Quantity
    active_series: Quantity
    memory: Quantity
    disk: Quantity
    disk_a_year: Quantity  # without thinning out
    servers: Quantity
    def __call__(
        self,
        *,
        targets: Value = ...,
        series_per_target: Value = ...,
        retention: Value = ...,
        bytes_per_sample: Value = ...,
        copies: Value = ...,
        memory_per_series: Value = ...,
        churn: Value = ...,
        series_per_server: Value = ...,
        scrape_size: Value = ...,
        scrape_rate: Value = ...,
        sample_rate: Value = ...,
        ingress: Value = ...,
        active_series: Value = ...,
        memory: Value = ...,
        disk: Value = ...,
        disk_a_year: Value = ...,
        servers: Value = ...,
    ) -> Sheet: ...
