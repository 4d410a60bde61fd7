"""A payment system: peak, ledger, idempotency, reconciliation

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """A payment system: peak, ledger, idempotency, reconciliation"""

    payments: Quantity
    peak_factor: Quantity  # over the mean of a day
    requests_each: Quantity  # reads and writes behind one payment
    per_instance: Quantity  # of a cache; see software
    utilisation: Quantity
    message_size: Quantity
    time: Quantity  # of one request
    rows_each: Quantity  # double entry: two a step; order, states
    row_size: Quantity  # with its indexes
    retention: Quantity
    copies: Quantity
    rows_per_shard: Quantity  # written
    queries_each: Quantity  # of the channel while a payment is open
    open_share: Quantity  # payments not answered at once
    duplicate_keys: Quantity  # longest retry of a request
    key_row: Quantity  # with its unique index
    mismatches: Quantity  # of a day, against the channels' files
    file_row: Quantity  # of such a file
    target: Quantity  # availability
    mean_tps: Quantity
    peak_tps: Quantity
    peak_qps: Quantity
    instances: Quantity
    bandwidth: Quantity
    in_flight: Quantity
    peak_rows: Quantity
    shards: Quantity
    idempotency: Quantity
    query_rate: Quantity  # of the channels, at the peak
    last_query: Quantity  # after the payment
    daily_files: Quantity  # to be reconciled every night
    by_hand: Quantity  # that someone looks into
    allowed_down: Quantity  # in a year
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        payments: Value = ...,
        peak_factor: Value = ...,
        requests_each: Value = ...,
        per_instance: Value = ...,
        utilisation: Value = ...,
        message_size: Value = ...,
        time: Value = ...,
        rows_each: Value = ...,
        row_size: Value = ...,
        retention: Value = ...,
        copies: Value = ...,
        rows_per_shard: Value = ...,
        queries_each: Value = ...,
        open_share: Value = ...,
        duplicate_keys: Value = ...,
        key_row: Value = ...,
        mismatches: Value = ...,
        file_row: Value = ...,
        target: Value = ...,
        mean_tps: Value = ...,
        peak_tps: Value = ...,
        peak_qps: Value = ...,
        instances: Value = ...,
        bandwidth: Value = ...,
        in_flight: Value = ...,
        peak_rows: Value = ...,
        shards: Value = ...,
        idempotency: Value = ...,
        query_rate: Value = ...,
        last_query: Value = ...,
        daily_files: Value = ...,
        by_hand: Value = ...,
        allowed_down: Value = ...,
    ) -> Self: ...
    def scenario(  # type: ignore[override]
        self, title: Literal["a usual day", "the largest festival"]
    ) -> Self: ...

class Formulas:
    """A payment system: peak, ledger, idempotency, reconciliation"""

    payments: Quantity
    peak_factor: Quantity  # over the mean of a day
    requests_each: Quantity  # reads and writes behind one payment
    per_instance: Quantity  # of a cache; see software
    utilisation: Quantity
    message_size: Quantity
    time: Quantity  # of one request
    rows_each: Quantity  # double entry: two a step; order, states
    row_size: Quantity  # with its indexes
    retention: Quantity
    copies: Quantity
    rows_per_shard: Quantity  # written
    queries_each: Quantity  # of the channel while a payment is open
    open_share: Quantity  # payments not answered at once
    duplicate_keys: Quantity  # longest retry of a request
    key_row: Quantity  # with its unique index
    mismatches: Quantity  # of a day, against the channels' files
    file_row: Quantity  # of such a file
    target: Quantity  # availability
    mean_tps: Quantity
    peak_tps: Quantity
    peak_qps: Quantity
    instances: Quantity
    bandwidth: Quantity
    in_flight: Quantity
    peak_rows: Quantity
    shards: Quantity
    ledger: Quantity
    idempotency: Quantity
    query_rate: Quantity  # of the channels, at the peak
    last_query: Quantity  # after the payment
    daily_files: Quantity  # to be reconciled every night
    by_hand: Quantity  # that someone looks into
    allowed_down: Quantity  # in a year
    def __call__(
        self,
        *,
        payments: Value = ...,
        peak_factor: Value = ...,
        requests_each: Value = ...,
        per_instance: Value = ...,
        utilisation: Value = ...,
        message_size: Value = ...,
        time: Value = ...,
        rows_each: Value = ...,
        row_size: Value = ...,
        retention: Value = ...,
        copies: Value = ...,
        rows_per_shard: Value = ...,
        queries_each: Value = ...,
        open_share: Value = ...,
        duplicate_keys: Value = ...,
        key_row: Value = ...,
        mismatches: Value = ...,
        file_row: Value = ...,
        target: Value = ...,
        mean_tps: Value = ...,
        peak_tps: Value = ...,
        peak_qps: Value = ...,
        instances: Value = ...,
        bandwidth: Value = ...,
        in_flight: Value = ...,
        peak_rows: Value = ...,
        shards: Value = ...,
        idempotency: Value = ...,
        query_rate: Value = ...,
        last_query: Value = ...,
        daily_files: Value = ...,
        by_hand: Value = ...,
        allowed_down: Value = ...,
    ) -> Sheet: ...
