"""A pastebin: rates, text in object storage, rows in a database

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """A pastebin: rates, text in object storage, rows in a database"""

    pastes_per_month: Quantity
    reads_per_paste: Quantity
    paste_size: Quantity
    row_size: Quantity  # link, expiry, creation, path
    retention: Quantity
    copies: Quantity
    peak_factor: Quantity  # over the mean of a month
    hot_share: Quantity  # of a day's reads, kept in the cache
    mean_writes: Quantity
    mean_reads: Quantity
    peak_reads: Quantity
    per_month: Quantity  # one copy
    texts: Quantity
    rows: Quantity
    pastes_total: Quantity
    code_length: Quantity  # counted up; random codes need more
    guessed: Quantity  # of 7 random characters
    cache_memory: Quantity
    egress: Quantity
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        pastes_per_month: Value = ...,
        reads_per_paste: Value = ...,
        paste_size: Value = ...,
        row_size: Value = ...,
        retention: Value = ...,
        copies: Value = ...,
        peak_factor: Value = ...,
        hot_share: Value = ...,
        mean_writes: Value = ...,
        mean_reads: Value = ...,
        peak_reads: Value = ...,
        per_month: Value = ...,
        texts: Value = ...,
        rows: Value = ...,
        pastes_total: Value = ...,
        code_length: Value = ...,
        guessed: Value = ...,
        cache_memory: Value = ...,
        egress: Value = ...,
    ) -> Self: ...
    def scenario(  # type: ignore[override]
        self, title: Literal["it catches on"]
    ) -> Self: ...

class Formulas:
    """A pastebin: rates, text in object storage, rows in a database"""

    pastes_per_month: Quantity
    reads_per_paste: Quantity
    paste_size: Quantity
    row_size: Quantity  # link, expiry, creation, path
    retention: Quantity
    copies: Quantity
    peak_factor: Quantity  # over the mean of a month
    hot_share: Quantity  # of a day's reads, kept in the cache
    mean_writes: Quantity
    mean_reads: Quantity
    peak_reads: Quantity
    per_month: Quantity  # one copy
    texts: Quantity
    rows: Quantity
    pastes_total: Quantity
    code_length: Quantity  # counted up; random codes need more
    guessed: Quantity  # of 7 random characters
    cache_memory: Quantity
    egress: Quantity
    def __call__(
        self,
        *,
        pastes_per_month: Value = ...,
        reads_per_paste: Value = ...,
        paste_size: Value = ...,
        row_size: Value = ...,
        retention: Value = ...,
        copies: Value = ...,
        peak_factor: Value = ...,
        hot_share: Value = ...,
        mean_writes: Value = ...,
        mean_reads: Value = ...,
        peak_reads: Value = ...,
        per_month: Value = ...,
        texts: Value = ...,
        rows: Value = ...,
        pastes_total: Value = ...,
        code_length: Value = ...,
        guessed: Value = ...,
        cache_memory: Value = ...,
        egress: Value = ...,
    ) -> Sheet: ...
