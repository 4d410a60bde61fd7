"""A web crawler: fetch rate, bandwidth, storage, frontier, seen addresses

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """A web crawler: fetch rate, bandwidth, storage, frontier, seen addresses"""

    pages_per_month: Quantity  # a billion pages, about weekly
    page_size: Quantity
    stored_share: Quantity  # of it is kept: text, compressed
    retention: Quantity
    copies: Quantity
    urls_per_page: Quantity  # never seen before, of all on it
    url_size: Quantity  # with its priority and time
    frontier_share: Quantity  # of known addresses that wait
    seen_error: Quantity  # new addresses taken for known ones
    fetch_time: Quantity  # of a page, with its name's resolution
    delay_per_host: Quantity  # politeness
    worker_slots: Quantity  # fetches under way at once
    name_hits: Quantity  # host names found in the cache
    utilisation: Quantity
    fetch_qps: Quantity
    bandwidth: Quantity
    fetched_per_month: Quantity
    stored: Quantity
    in_flight: Quantity
    workers: Quantity
    hosts_at_once: Quantity  # that have to be different
    resolutions: Quantity
    known_urls: Quantity
    frontier: Quantity
    seen_filter: Quantity  # in memory, spread over the workers
    seen_exactly: Quantity  # a hash of 64 bits each instead
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        pages_per_month: Value = ...,
        page_size: Value = ...,
        stored_share: Value = ...,
        retention: Value = ...,
        copies: Value = ...,
        urls_per_page: Value = ...,
        url_size: Value = ...,
        frontier_share: Value = ...,
        seen_error: Value = ...,
        fetch_time: Value = ...,
        delay_per_host: Value = ...,
        worker_slots: Value = ...,
        name_hits: Value = ...,
        utilisation: Value = ...,
        fetch_qps: Value = ...,
        bandwidth: Value = ...,
        fetched_per_month: Value = ...,
        stored: Value = ...,
        in_flight: Value = ...,
        workers: Value = ...,
        hosts_at_once: Value = ...,
        resolutions: Value = ...,
        known_urls: Value = ...,
        frontier: Value = ...,
        seen_filter: Value = ...,
        seen_exactly: Value = ...,
    ) -> Self: ...
    def scenario(  # type: ignore[override]
        self, title: Literal["four billion pages, weekly"]
    ) -> Self: ...

class Formulas:
    """A web crawler: fetch rate, bandwidth, storage, frontier, seen addresses"""

    pages_per_month: Quantity  # a billion pages, about weekly
    page_size: Quantity
    stored_share: Quantity  # of it is kept: text, compressed
    retention: Quantity
    copies: Quantity
    urls_per_page: Quantity  # never seen before, of all on it
    url_size: Quantity  # with its priority and time
    frontier_share: Quantity  # of known addresses that wait
    seen_error: Quantity  # new addresses taken for known ones
    fetch_time: Quantity  # of a page, with its name's resolution
    delay_per_host: Quantity  # politeness
    worker_slots: Quantity  # fetches under way at once
    name_hits: Quantity  # host names found in the cache
    utilisation: Quantity
    fetch_qps: Quantity
    bandwidth: Quantity
    fetched_per_month: Quantity
    stored: Quantity
    in_flight: Quantity
    workers: Quantity
    hosts_at_once: Quantity  # that have to be different
    resolutions: Quantity
    known_urls: Quantity
    frontier: Quantity
    seen_filter: Quantity  # in memory, spread over the workers
    seen_exactly: Quantity  # a hash of 64 bits each instead
    def __call__(
        self,
        *,
        pages_per_month: Value = ...,
        page_size: Value = ...,
        stored_share: Value = ...,
        retention: Value = ...,
        copies: Value = ...,
        urls_per_page: Value = ...,
        url_size: Value = ...,
        frontier_share: Value = ...,
        seen_error: Value = ...,
        fetch_time: Value = ...,
        delay_per_host: Value = ...,
        worker_slots: Value = ...,
        name_hits: Value = ...,
        utilisation: Value = ...,
        fetch_qps: Value = ...,
        bandwidth: Value = ...,
        fetched_per_month: Value = ...,
        stored: Value = ...,
        in_flight: Value = ...,
        workers: Value = ...,
        hosts_at_once: Value = ...,
        resolutions: Value = ...,
        known_urls: Value = ...,
        frontier: Value = ...,
        seen_filter: Value = ...,
        seen_exactly: Value = ...,
    ) -> Sheet: ...
