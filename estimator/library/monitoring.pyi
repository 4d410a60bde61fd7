"""Monitoring: samples, scrapes and disk of a metrics server

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Monitoring: samples, scrapes and disk of a metrics server"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Monitoring: samples, scrapes and disk of a metrics server"""
    def scrape_rate(self, targets: Value | Column, interval: Value | Column) -> Quantity:
        """Scrapes a second.

        scrape_rate(targets: count, interval: s) -> scrape/s = targets * 1 scrape / interval

            targets: a plain number or a count
            interval: s

        Source: definition: targets over the interval
        Source: system-design notes: pull 模式 ... push 模式
        Example: scrape_rate(10_000, 15 s) = 666.7 scrape/s
        In the notation: monitoring.scrape_rate
        """
    def sample_rate(
        self, targets: Value | Column, series_per_target: Value | Column, interval: Value | Column
    ) -> Quantity:
        """Samples a second.

        sample_rate(targets: count, series_per_target: count, interval: s) -> sample/s = targets * series_per_target * 1 sample / interval

            targets: a plain number or a count
            series_per_target: a plain number or a count
            interval: s

        Source: Prometheus blog, Pull doesn't scale - or does it?, 2016 (700 series a host)
        Source: definition: series of all targets over the interval
        Example: sample_rate(10_000, 500, 15 s) = 333_333 sample/s
        In the notation: monitoring.sample_rate
        """
    def disk(
        self, samples: Value | Column, retention: Value | Column, bytes_per_sample: Value | Column = "1.5 B/sample"
    ) -> Quantity:
        """Disk for samples: one to two bytes each after compression.

        disk(samples: sample/s, retention: day, bytes_per_sample: B/sample = 1.5 B/sample) -> GB = samples * retention * bytes_per_sample

            samples: sample/s
            retention: day
            bytes_per_sample: B/sample; 1.5 B/sample unless given

        Source: prometheus/prometheus: docs/storage.md, "Operational aspects" (1 to 2 bytes a sample)
        As of: 2024
        Example: disk(333_333 sample/s, 15 day) = 648 GB
        In the notation: monitoring.disk
        """
    def active_series(
        self, targets: Value | Column, series_per_target: Value | Column, churn: Value | Column = "0%"
    ) -> Quantity:
        """Series that are in memory at once where targets are replaced: each brings its own.
        They are the cardinality of a system. A label with many values multiplies them: see series_of_labels.

        active_series(targets: count, series_per_target: count, churn: count = 0%) = targets * series_per_target * (1 + churn)

            targets: a plain number or a count
            series_per_target: a plain number or a count
            churn: a plain number or a count; 0% unless given

        Source: definition: series of the targets, and of those that were replaced
        Example: active_series(10_000, 500, 10%) = 5.5 M
        In the notation: monitoring.active_series
        """
    def series_of_labels(
        self, first: Value | Column, second: Value | Column = "1", third: Value | Column = "1"
    ) -> Quantity:
        """Series of one metric with labels: as many as there are combinations of their values, at most.

        series_of_labels(first: count, second: count = 1, third: count = 1) = first * second * third

            first: a plain number or a count
            second: a plain number or a count; 1 unless given
            third: a plain number or a count; 1 unless given

        Source: definition: combinations of the labels' values
        Example: series_of_labels(10_000, 50, 5) = 2.5 M
        In the notation: monitoring.series_of_labels
        """
    def __call__(self) -> Sheet: ...
