"""Cost: by prices that you give

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Cost: by prices that you give"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Cost: by prices that you give"""
    def servers_monthly(self, servers: Value | Column, price: Value | bool | Column) -> Quantity:
        """What servers cost in a month.

        servers_monthly(servers: server, price) = servers * price * 1 month

            servers: server
            price: anything

        Source: definition: servers times their price
        Example: servers_monthly(10 server, 0.1 USD/server/hour) = 730 USD
        Example: servers_monthly(10 server, 0.7 CNY/server/hour) = 5110 CNY
        In the notation: cost.servers_monthly
        """
    def storage_monthly(self, size: Value | Column, price: Value | bool | Column) -> Quantity:
        """What stored bytes cost in a month. Copies count as often as they are stored.

        storage_monthly(size: B, price) = size * price * 1 month

            size: B
            price: anything

        Source: definition: bytes times their price
        Example: storage_monthly(100 TB, 0.023 USD/GB/month) = 2300 USD
        In the notation: cost.storage_monthly
        """
    def egress_monthly(self, rate: Value | Column, price: Value | bool | Column) -> Quantity:
        """What bytes that leave cost in a month.

        egress_monthly(rate: bit/s, price) = rate * price * 1 month

            rate: bit/s
            price: anything

        Source: definition: bytes of a month times their price
        Example: egress_monthly(1 Gbit/s, 0.05 USD/GB) = 16_425 USD
        In the notation: cost.egress_monthly
        """
    def requests_monthly(self, rate: Value | Column, price: Value | bool | Column) -> Quantity:
        """What requests cost in a month where each has a price, such as those to an object store or a function.

        requests_monthly(rate: request/s, price) = rate * price * 1 month

            rate: request/s
            price: anything

        Source: definition: requests of a month times their price
        Example: requests_monthly(100 QPS, 0.2 USD / 1 M request) = 52.56 USD
        In the notation: cost.requests_monthly
        """
    def power_monthly(
        self,
        servers: Value | Column,
        power: Value | Column,
        price: Value | bool | Column,
        effectiveness: Value | Column = "1",
    ) -> Quantity:
        """What the current of machines costs in a month; the power usage effectiveness adds what cooling and supply take.

        power_monthly(servers: server, power: W/server, price, effectiveness: count = 1) = servers * power * effectiveness * price * 1 month

            servers: server
            power: W/server
            price: anything
            effectiveness: a plain number or a count; 1 unless given

        Source: definition: energy of a month times its price, cooling included
        Example: power_monthly(100 server, 300 W/server, 0.1 USD/kW/hour, 1.5) = 3285 USD
        In the notation: cost.power_monthly
        """
    def per_million_requests(self, monthly: Value | bool | Column, rate: Value | Column) -> Quantity:
        """What a million requests cost, by the cost of all in a month and their mean rate.

        per_million_requests(monthly, rate: request/s) = monthly / (rate * 1 month) * 1 M request

            monthly: anything
            rate: request/s

        Source: definition: the cost of a month over its requests
        Example: per_million_requests(730 USD, 100 QPS) = 2.778 USD
        In the notation: cost.per_million_requests
        """
    def per_user(self, monthly: Value | bool | Column, users: Value | Column) -> Quantity:
        """What a user costs in a month.

        per_user(monthly, users: user) = monthly / users

            monthly: anything
            users: user

        Source: definition: the cost of a month over the users
        Example: per_user(730 USD, 10 k user) = 0.073 USD/user
        In the notation: cost.per_user
        """
    def break_even_share(self, reserved: Value | bool | Column, on_demand: Value | bool | Column) -> Quantity:
        """The share of the time from which on a machine at a reserved price is cheaper than one that is paid for as it runs.

        break_even_share(reserved, on_demand) -> % = reserved / on_demand

            reserved: anything
            on_demand: anything

        Source: derived here: both cost the same when the one runs so large a share of the time
        Example: break_even_share(0.06 USD/server/hour, 0.1 USD/server/hour) = 60%
        In the notation: cost.break_even_share
        """
    def __call__(self) -> Sheet: ...
