"""A URL shortener: rates, code length, rows and index, cache, servers

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """A URL shortener: rates, code length, rows and index, cache, servers"""

    links_per_day: Quantity
    reads_per_link: Quantity  # 10 in one source, 100 in others
    retention: Quantity
    url_length: Quantity  # mean of the long addresses
    other_columns: Quantity  # owner, two times, flags
    copies: Quantity
    peak_factor: Quantity  # over the mean of a day
    hot_share: Quantity  # of a day's reads, kept in the cache
    hit_ratio: Quantity  # what these answer
    response: Quantity  # a redirect with its headers
    shard_size: Quantity
    shard_rate: Quantity
    server_rate: Quantity
    mean_writes: Quantity
    mean_reads: Quantity
    peak_reads: Quantity
    links_total: Quantity
    code_length: Quantity
    codes_last: Quantity  # at today's rate, base 62
    row: Quantity
    table: Quantity
    index: Quantity
    stored: Quantity  # in 10 years, all copies
    cached_links: Quantity  # at most: each read of another link
    cache_memory: Quantity
    database_reads: Quantity
    shards: Quantity
    egress: Quantity
    servers: Quantity
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        links_per_day: Value = ...,
        reads_per_link: Value = ...,
        retention: Value = ...,
        url_length: Value = ...,
        other_columns: Value = ...,
        copies: Value = ...,
        peak_factor: Value = ...,
        hot_share: Value = ...,
        hit_ratio: Value = ...,
        response: Value = ...,
        shard_size: Value = ...,
        shard_rate: Value = ...,
        server_rate: Value = ...,
        mean_writes: Value = ...,
        mean_reads: Value = ...,
        peak_reads: Value = ...,
        links_total: Value = ...,
        code_length: Value = ...,
        codes_last: Value = ...,
        row: Value = ...,
        table: Value = ...,
        index: Value = ...,
        stored: Value = ...,
        cached_links: Value = ...,
        cache_memory: Value = ...,
        database_reads: Value = ...,
        shards: Value = ...,
        egress: Value = ...,
        servers: Value = ...,
    ) -> Self: ...
    def scenario(  # type: ignore[override]
        self, title: Literal["a campaign", "a hundred reads a link"]
    ) -> Self: ...

class Formulas:
    """A URL shortener: rates, code length, rows and index, cache, servers"""

    links_per_day: Quantity
    reads_per_link: Quantity  # 10 in one source, 100 in others
    retention: Quantity
    url_length: Quantity  # mean of the long addresses
    other_columns: Quantity  # owner, two times, flags
    copies: Quantity
    peak_factor: Quantity  # over the mean of a day
    hot_share: Quantity  # of a day's reads, kept in the cache
    hit_ratio: Quantity  # what these answer
    response: Quantity  # a redirect with its headers
    shard_size: Quantity
    shard_rate: Quantity
    server_rate: Quantity
    mean_writes: Quantity
    mean_reads: Quantity
    peak_reads: Quantity
    links_total: Quantity
    code_length: Quantity
    codes_last: Quantity  # at today's rate, base 62
    row: Quantity
    table: Quantity
    index: Quantity
    stored: Quantity  # in 10 years, all copies
    cached_links: Quantity  # at most: each read of another link
    cache_memory: Quantity
    database_reads: Quantity
    shards: Quantity
    egress: Quantity
    servers: Quantity
    def __call__(
        self,
        *,
        links_per_day: Value = ...,
        reads_per_link: Value = ...,
        retention: Value = ...,
        url_length: Value = ...,
        other_columns: Value = ...,
        copies: Value = ...,
        peak_factor: Value = ...,
        hot_share: Value = ...,
        hit_ratio: Value = ...,
        response: Value = ...,
        shard_size: Value = ...,
        shard_rate: Value = ...,
        server_rate: Value = ...,
        mean_writes: Value = ...,
        mean_reads: Value = ...,
        peak_reads: Value = ...,
        links_total: Value = ...,
        code_length: Value = ...,
        codes_last: Value = ...,
        row: Value = ...,
        table: Value = ...,
        index: Value = ...,
        stored: Value = ...,
        cached_links: Value = ...,
        cache_memory: Value = ...,
        database_reads: Value = ...,
        shards: Value = ...,
        egress: Value = ...,
        servers: Value = ...,
    ) -> Sheet: ...
