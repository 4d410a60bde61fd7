"""Traffic: from users and daily requests to rates

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Traffic: from users and daily requests to rates"""

    busy_day: Quantity  # The seconds in which a day's requests are taken to arrive: w…
    def __call__(  # type: ignore[override]
        self, /, *, busy_day: Value = ...
    ) -> Self: ...

class Formulas:
    """Traffic: from users and daily requests to rates"""

    busy_day: Quantity  # The seconds in which a day's requests are taken to arrive: w…
    def daily_requests(self, users: Value | Column, requests_per_user: Value | Column) -> Quantity:
        """Requests a day of all users.

        daily_requests(users: user, requests_per_user: request/user/day) -> request/day = users * requests_per_user

            users: user
            requests_per_user: request/user/day

        Source: definition: users times requests of each
        As of: 2020
        Example: daily_requests(150 M user, 2 request/user/day) = 300 M request/day
        In the notation: traffic.daily_requests
        """
    def mean_qps(self, requests: Value | Column) -> Quantity:
        """The mean rate over the 24 hours of a day.

        mean_qps(requests: request/day) -> QPS = requests

            requests: request/day

        Source: definition: a day has 86,400 s
        Source: Xu, System Design Interview, chapter 2
        As of: 2020
        Example: mean_qps(300 M request/day) = 3472 QPS
        In the notation: traffic.mean_qps
        """
    def peak_qps(self, mean: Value | Column, factor: Value | Column = "2") -> Quantity:
        """The peak rate as a multiple of the 24-hour mean: 2 to 4 for a daily rhythm, 10 and more for a flash event.
        Not for a rate of rule_of_40_000 or eighty_twenty, which are busy-hour rates.

        peak_qps(mean: request/s, factor: count = 2) -> QPS = mean * factor

            mean: request/s
            factor: a plain number or a count; 2 unless given

        Source: convention: Xu, System Design Interview, chapter 2 (twice the mean)
        Source: system-design notes: 平均 QPS：日平均用户请求除以 4w (2 to 4 times)
        Source: knowledge-mathan.pages.dev, QPS & Throughput Playbook (2 to 3 daily, 10 and more in flash sales)
        As of: 2020
        Example: peak_qps(mean_qps(300 M request/day)) = 6944 QPS
        Example: peak_qps(3500 QPS, 4) = 14_000 QPS
        In the notation: traffic.peak_qps
        """
    def rule_of_40_000(self, requests: Value | Column) -> Quantity:
        """The busy-hour rate by the rule of 40,000 seconds: 2.16 times the 24-hour mean, a peak in itself.

        rule_of_40_000(requests: request/day) -> QPS = requests * 1 day / busy_day

            requests: request/day

        Source: convention: as busy_day
        Source: wiki.hiwepy.com, interview notes "QPS" (80 M page views a day over 40,000 s are 2000 QPS)
        As of: 2023-12
        Example: rule_of_40_000(80 M request/day) = 2000 QPS
        Example: rule_of_40_000(300 M request/day) = 7500 QPS
        Example: rule_of_40_000(1 request/day) / mean_qps(1 request/day) = 2.16
        In the notation: traffic.rule_of_40_000
        """
    def textbook_peak_qps(self, requests: Value | Column, factor: Value | Column = "2") -> Quantity:
        """The notes' peak, which multiplies the rule of 40,000 by a peak factor once more: 4.3 to 8.6 times the 24-hour mean.
        It counts the busy hours twice; plan with planned_qps.

        textbook_peak_qps(requests: request/day, factor: count = 2) -> QPS = rule_of_40_000(requests) * factor

            requests: request/day
            factor: a plain number or a count; 2 unless given

        Source: convention: rule_of_40_000 times a factor, which counts the busy hours twice
        Source: system-design notes: 平均 QPS：日平均用户请求除以 4w (2 to 4 times)
        As of: 2022
        Example: textbook_peak_qps(300 M request/day) = 15_000 QPS
        Example: textbook_peak_qps(300 M request/day, 4) = 30_000 QPS
        Example: textbook_peak_qps(1 request/day, 4) / mean_qps(1 request/day) = 8.64
        In the notation: traffic.textbook_peak_qps
        """
    def eighty_twenty(
        self, requests: Value | Column, request_share: Value | Column = "80%", time_share: Value | Column = "20%"
    ) -> Quantity:
        """The busy-hour rate when most of a day's requests fall into a small part of it; a peak in itself.

        eighty_twenty(requests: request/day, request_share: share = 80%, time_share: share = 20%) -> QPS = requests * request_share / time_share

            requests: request/day
            request_share: a share, from 0 to 100%; 80% unless given
            time_share: a share, from 0 to 100%; 20% unless given

        Source: convention: 80% of the requests in 20% of the day, after Pareto
        Source: wiki.hiwepy.com, interview notes "QPS" (3 M page views, 80% in 20% of the day, are 139 QPS)
        As of: 2023-12
        Example: eighty_twenty(3 M request/day) = 139 QPS
        In the notation: traffic.eighty_twenty
        """
    def planned_qps(
        self,
        requests: Value | Column,
        convention: Literal["day", "busy hours"] | Column = "day",
        factor: Value | Column = "2",
    ) -> Quantity:
        """The rate to plan for, by one of the two conventions.
        "day" multiplies the 24-hour mean by the factor; "busy hours" divides by 40,000 seconds and leaves the
        factor out, for that rate is a peak already: times 2 to 4 it would be 4.3 to 8.6 times the mean.

        planned_qps(requests: request/day, convention: "day" or "busy hours" = "day", factor: count = 2) -> QPS = if convention == "busy hours" then rule_of_40_000(requests) else peak_qps(mean_qps(requests), factor)

            requests: request/day
            convention: "day" or "busy hours"; "day" unless given
            factor: a plain number or a count; 2 unless given

        Source: convention: as peak_qps, or as rule_of_40_000
        Source: Xu, System Design Interview, chapter 2
        As of: 2023-12
        Example: planned_qps(300 M request/day) = 6944 QPS
        Example: planned_qps(300 M request/day, "day", 4) = 13_889 QPS
        Example: planned_qps(300 M request/day, "busy hours") = 7500 QPS
        Example: planned_qps(300 M request/day, "busy hours", 4) = 7500 QPS
        In the notation: traffic.planned_qps
        """
    def read_qps(self, total: Value | Column, reads_per_write: Value | Column) -> Quantity:
        """The reads in a mixed rate.

        read_qps(total: request/s, reads_per_write: count) -> QPS = total * reads_per_write / (reads_per_write + 1)

            total: request/s
            reads_per_write: a plain number or a count

        Source: definition: so many of one more
        Example: read_qps(11_000 QPS, 10) = 10_000 QPS
        In the notation: traffic.read_qps
        """
    def write_qps(self, total: Value | Column, reads_per_write: Value | Column) -> Quantity:
        """The writes in a mixed rate.

        write_qps(total: request/s, reads_per_write: count) -> QPS = total / (reads_per_write + 1)

            total: request/s
            reads_per_write: a plain number or a count

        Source: definition: one of so many and one more
        Example: write_qps(11_000 QPS, 10) = 1000 QPS
        In the notation: traffic.write_qps
        """
    def concurrency(self, rate: Value | Column, time_in_system: Value | Column) -> Quantity:
        """Requests in flight at a rate and a mean time in the system (Little's law: L = λW): means, never percentiles.

        concurrency(rate: request/s, time_in_system: s) -> request = rate * time_in_system

            rate: request/s
            time_in_system: s

        Source: van Foreest, Analysis of Queueing Systems with Sample Paths and Simulation, 2021, (5.4.5)
        Source: Little, "Little's Law as Viewed on Its 50th Anniversary", Operations Research 59(3), theorem LL.1
        As of: 2011
        Example: concurrency(3500 QPS, 500 ms) = 1750 request
        Example: concurrency(3500 QPS, 300 ms) = 1050 request
        Example: concurrency(3500 QPS, 200 ms) = 700 request
        Example: concurrency(600 k QPS, 5 ms) = 3000 request
        In the notation: traffic.concurrency
        """
    def rate_of_users(
        self, users: Value | Column, response_time: Value | Column, think_time: Value | Column
    ) -> Quantity:
        """The rate of users who each wait for an answer, think, and ask again: it falls as answers get slower (a closed loop).
        A load test with a fixed number of clients sends less just when the system is slow, and so does not see the queue
        that users who come on their own would meet (coordinated omission).

        rate_of_users(users: count, response_time: s, think_time: s) -> QPS = users * 1 request / (response_time + think_time)

            users: a plain number or a count
            response_time: s
            think_time: s

        Source: van Foreest, Analysis of Queueing Systems with Sample Paths and Simulation, 2021, (5.4.5)
        Source: derived here: Little's law for all users, each of whom either waits or thinks (N = X * (R + Z))
        Example: rate_of_users(100 user, 10 ms, 0 s) = 10 k QPS
        Example: rate_of_users(100 user, 10 ms, 1 s) = 99.01 QPS
        Example: rate_of_users(100 user, 1 s, 0 s) = 100 QPS
        In the notation: traffic.rate_of_users
        """
    def sustainable_qps(self, in_flight: Value | Column, time_in_system: Value | Column) -> Quantity:
        """The rate that a fixed number of slots can carry (Little's law the other way round).

        sustainable_qps(in_flight: request, time_in_system: s) -> QPS = in_flight / time_in_system

            in_flight: request
            time_in_system: s

        Source: van Foreest, Analysis of Queueing Systems with Sample Paths and Simulation, 2021, (5.4.5)
        Source: Little, "Little's Law as Viewed on Its 50th Anniversary", Operations Research 59(3), theorem LL.1
        As of: 2011
        Example: sustainable_qps(1750 request, 500 ms) = 3500 QPS
        In the notation: traffic.sustainable_qps
        """
    def instances_needed(self, rate: Value | Column, capacity: Value | Column, utilisation: Value | Column) -> Quantity:
        """Instances that carry a rate, each used only up to a share of what it can do; one more so that one may fail, or
        fleet.with_failed_domains.

        instances_needed(rate: request/s, capacity: request/s/instance, utilisation: share) -> instance = ceil(rate / (capacity * utilisation))

            rate: request/s
            capacity: request/s/instance
            utilisation: a share, from 0 to 100%

        Source: definition: the rate over what an instance may carry
        Source: system-design notes: 某支付服务的支付峰值 60w QPS
        Example: instances_needed(600 k QPS, 100 k QPS/instance, 100%) = 6 instance
        Example: instances_needed(600 k QPS, 100 k QPS/instance, 50%) = 12 instance
        Example: instances_needed(1 M QPS, 100 k QPS/instance, 70%) = 15 instance
        In the notation: traffic.instances_needed
        """
    def __call__(self, *, busy_day: Value = ...) -> Sheet: ...
