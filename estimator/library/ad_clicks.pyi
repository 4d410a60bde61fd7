"""Ad click aggregation: events, windows, state, results

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Ad click aggregation: events, windows, state, results"""

    clicks: Quantity
    click_size: Quantity
    peak_factor: Quantity  # over the mean of a day
    ads: Quantity  # that run
    active_share: Quantity  # of them are clicked within a minute
    slices: Quantity  # by country, device and so on
    window: Quantity
    state_per_ad: Quantity  # a counter and its time, of a slice
    row_size: Quantity  # of a result
    raw_retention: Quantity
    compression: Quantity  # raw over compressed
    copies: Quantity
    repeat_window: Quantity  # in which a click may come twice
    repeat_error: Quantity  # of new clicks taken for repeated ones
    task_rate: Quantity  # of one task of the aggregation
    partition_rate: Quantity
    utilisation: Quantity
    mean_qps: Quantity
    peak_qps: Quantity
    raw_per_day: Quantity
    raw_stored: Quantity
    partitions: Quantity
    tasks: Quantity
    counters: Quantity  # open in a window
    state: Quantity  # of one window
    result_rate: Quantity  # written when a window closes
    results_year: Quantity  # before old ones are summed up
    seen_filter: Quantity  # exact ids cost ten times that
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        clicks: Value = ...,
        click_size: Value = ...,
        peak_factor: Value = ...,
        ads: Value = ...,
        active_share: Value = ...,
        slices: Value = ...,
        window: Value = ...,
        state_per_ad: Value = ...,
        row_size: Value = ...,
        raw_retention: Value = ...,
        compression: Value = ...,
        copies: Value = ...,
        repeat_window: Value = ...,
        repeat_error: Value = ...,
        task_rate: Value = ...,
        partition_rate: Value = ...,
        utilisation: Value = ...,
        mean_qps: Value = ...,
        peak_qps: Value = ...,
        raw_per_day: Value = ...,
        raw_stored: Value = ...,
        partitions: Value = ...,
        tasks: Value = ...,
        counters: Value = ...,
        state: Value = ...,
        result_rate: Value = ...,
        results_year: Value = ...,
        seen_filter: Value = ...,
    ) -> Self: ...
    def scenario(  # type: ignore[override]
        self, title: Literal["bots"]
    ) -> Self: ...

class Formulas:
    """Ad click aggregation: events, windows, state, results"""

    clicks: Quantity
    click_size: Quantity
    peak_factor: Quantity  # over the mean of a day
    ads: Quantity  # that run
    active_share: Quantity  # of them are clicked within a minute
    slices: Quantity  # by country, device and so on
    window: Quantity
    state_per_ad: Quantity  # a counter and its time, of a slice
    row_size: Quantity  # of a result
    raw_retention: Quantity
    compression: Quantity  # raw over compressed
    copies: Quantity
    repeat_window: Quantity  # in which a click may come twice
    repeat_error: Quantity  # of new clicks taken for repeated ones
    task_rate: Quantity  # of one task of the aggregation
    partition_rate: Quantity
    utilisation: Quantity
    mean_qps: Quantity
    peak_qps: Quantity
    raw_per_day: Quantity
    raw_stored: Quantity
    partitions: Quantity
    tasks: Quantity
    counters: Quantity  # open in a window
    state: Quantity  # of one window
    result_rate: Quantity  # written when a window closes
    results_year: Quantity  # before old ones are summed up
    seen_filter: Quantity  # exact ids cost ten times that
    def __call__(
        self,
        *,
        clicks: Value = ...,
        click_size: Value = ...,
        peak_factor: Value = ...,
        ads: Value = ...,
        active_share: Value = ...,
        slices: Value = ...,
        window: Value = ...,
        state_per_ad: Value = ...,
        row_size: Value = ...,
        raw_retention: Value = ...,
        compression: Value = ...,
        copies: Value = ...,
        repeat_window: Value = ...,
        repeat_error: Value = ...,
        task_rate: Value = ...,
        partition_rate: Value = ...,
        utilisation: Value = ...,
        mean_qps: Value = ...,
        peak_qps: Value = ...,
        raw_per_day: Value = ...,
        raw_stored: Value = ...,
        partitions: Value = ...,
        tasks: Value = ...,
        counters: Value = ...,
        state: Value = ...,
        result_rate: Value = ...,
        results_year: Value = ...,
        seen_filter: Value = ...,
    ) -> Sheet: ...
