"""A flash sale: a million users, ten thousand tickets

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """A flash sale: a million users, ten thousand tickets"""

    users: Quantity
    tickets: Quantity
    servers: Quantity
    dead_servers: Quantity  # that the sale must survive
    window: Quantity  # in which most of them press the button
    clicks_each: Quantity
    cdn_hit_ratio: Quantity
    server_rate: Quantity
    central_rate: Quantity  # of a Redis that counts the stock
    hot_row_hold: Quantity  # of the row with the stock, in a database
    poll_interval: Quantity  # of the page's clock
    success: Quantity
    peak_clicks: Quantity
    per_server: Quantity
    buffer: Quantity
    stock_each: Quantity
    calls: Quantity  # all others end on a server
    stock_time: Quantity
    without_local: Quantity  # were each click a call
    by_one_row: Quantity  # were each sale a locked row
    pages: Quantity
    page_egress: Quantity  # from the CDN
    origin: Quantity
    clock_qps: Quantity
    peak_orders: Quantity  # written, through a queue
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        users: Value = ...,
        tickets: Value = ...,
        servers: Value = ...,
        dead_servers: Value = ...,
        window: Value = ...,
        clicks_each: Value = ...,
        cdn_hit_ratio: Value = ...,
        server_rate: Value = ...,
        central_rate: Value = ...,
        hot_row_hold: Value = ...,
        poll_interval: Value = ...,
        success: Value = ...,
        peak_clicks: Value = ...,
        per_server: Value = ...,
        buffer: Value = ...,
        stock_each: Value = ...,
        calls: Value = ...,
        stock_time: Value = ...,
        without_local: Value = ...,
        by_one_row: Value = ...,
        pages: Value = ...,
        page_egress: Value = ...,
        origin: Value = ...,
        clock_qps: Value = ...,
        peak_orders: Value = ...,
    ) -> Self: ...
    def scenario(  # type: ignore[override]
        self, title: Literal["ten million come"]
    ) -> Self: ...

class Formulas:
    """A flash sale: a million users, ten thousand tickets"""

    users: Quantity
    tickets: Quantity
    servers: Quantity
    dead_servers: Quantity  # that the sale must survive
    window: Quantity  # in which most of them press the button
    clicks_each: Quantity
    page: Quantity
    cdn_hit_ratio: Quantity
    server_rate: Quantity
    central_rate: Quantity  # of a Redis that counts the stock
    hot_row_hold: Quantity  # of the row with the stock, in a database
    poll_interval: Quantity  # of the page's clock
    success: Quantity
    peak_clicks: Quantity
    per_server: Quantity
    buffer: Quantity
    stock_each: Quantity
    calls: Quantity  # all others end on a server
    stock_time: Quantity
    without_local: Quantity  # were each click a call
    by_one_row: Quantity  # were each sale a locked row
    pages: Quantity
    page_egress: Quantity  # from the CDN
    origin: Quantity
    clock_qps: Quantity
    peak_orders: Quantity  # written, through a queue
    def admitted(self, servers: Value | Column, limit: Value | Column) -> Quantity:
        """Orders that servers with a limit each let through. Uneven balancing shows "sold out" on one while others are empty.

        admitted(servers: count, limit: count) = servers * limit

            servers: a plain number or a count
            limit: a plain number or a count

        Source: definition: servers times the limit of each
        Source: system-design notes: 下单服务器集群有10台服务器，每台服务器只接受最多10个下单请求
        Example: admitted(10, 10) = 100
        In the notation: flash_sale.admitted
        """
    def success_share(self, stock: Value | Column, users: Value | Column) -> Quantity:
        """The share of users who get something.

        success_share(stock: count, users: count) -> % = min(1, stock / users)

            stock: a plain number or a count
            users: a plain number or a count

        Source: definition: the stock over the users
        Example: success_share(10_000, 1 M user) = 1%
        In the notation: flash_sale.success_share
        """
    def users_per_server(self, users: Value | Column, servers: Value | Column) -> Quantity:
        """Users of each server, if they are balanced evenly. They are not: see availability.fullest_random.

        users_per_server(users: count, servers: count) = users / servers

            users: a plain number or a count
            servers: a plain number or a count

        Source: definition: users over servers
        Example: users_per_server(1 M user, 100) = 10_000
        In the notation: flash_sale.users_per_server
        """
    def local_stock(self, stock: Value | Column, servers: Value | Column, buffer: Value | Column = "0") -> Quantity:
        """Stock that each server sells by itself, in whole pieces.

        local_stock(stock: count, servers: count, buffer: count = 0) = ceil(stock / servers) + buffer

            stock: a plain number or a count
            servers: a plain number or a count
            buffer: a plain number or a count; 0 unless given

        Source: definition: an even part in whole pieces, and the buffer
        Source: system-design notes: 如何在 100 万人同时抢 1 万张火车票
        Example: local_stock(10_000, 100) = 100
        Example: local_stock(10_000, 100, 20) = 120
        Example: local_stock(10_001, 100) = 101
        In the notation: flash_sale.local_stock
        """
    def buffer_needed(self, stock: Value | Column, servers: Value | Column, dead: Value | Column) -> Quantity:
        """The buffer that each server needs so that all is sold although some servers die with their share.
        The central stock decides in the end, so that nothing is sold twice.

        buffer_needed(stock: count, servers: count, dead: count) = ceil(each * lost)

            stock: a plain number or a count
            servers: a plain number or a count
            dead: a plain number or a count

        Source: derived here: the living servers sell all when each has stock / living, so the rest is buffer
        Source: system-design notes: 如何在 100 万人同时抢 1 万张火车票
        Example: buffer_needed(10_000, 100, 10) = 12
        Example: (100 - 10) * local_stock(10_000, 100, buffer_needed(10_000, 100, 10)) = 10_080
        In the notation: flash_sale.buffer_needed
        """
    def central_calls(self, stock: Value | Column, servers: Value | Column, buffer: Value | Column) -> Quantity:
        """Calls that reach the central stock, at most: what the servers may sell. It sells no more than there is.

        central_calls(stock: count, servers: count, buffer: count) = servers * local_stock(stock, servers, buffer)

            stock: a plain number or a count
            servers: a plain number or a count
            buffer: a plain number or a count

        Source: definition: servers times what each may sell
        Example: central_calls(10_000, 100, 20) = 12_000
        In the notation: flash_sale.central_calls
        """
    def central_time(self, calls: Value | Column, rate: Value | Column) -> Quantity:
        """Time of the central stock for so many calls: those that the local stocks let through, or all users without them.

        central_time(calls: count, rate: request/s) -> s = calls * 1 request / rate

            calls: a plain number or a count
            rate: request/s

        Source: definition: calls over the rate
        Example: central_time(central_calls(10_000, 100, 20), 100 k QPS) = 0.12 s
        Example: central_time(1 M user, 100 k QPS) = 10 s
        In the notation: flash_sale.central_time
        """
    def page_bytes(self, users: Value | Column, page: Value | Column) -> Quantity:
        """Bytes that everyone's page takes, as it goes over the wire, compressed.
        A link is sold in bits: bandwidth.transfer_time and bandwidth.rate_needed turn them.

        page_bytes(users: count, page: B) -> TB = users * page

            users: a plain number or a count
            page: B

        Source: definition: users times the page
        Source: system-design notes: 几千万人参与一个商品的抢购，一般机房带宽也就只有1G~10G
        Example: page_bytes(30 M user, 50 KB) = 1.5 TB
        Example: bandwidth.transfer_time(page_bytes(30 M user, 50 KB), 1 Gbit/s) = 12_000 s
        Example: bandwidth.rate_needed(page_bytes(30 M user, 50 KB), 10 s) = 1.2 Tbit/s
        In the notation: flash_sale.page_bytes
        """
    def polling_qps(self, clients: Value | Column, interval: Value | Column) -> Quantity:
        """Rate of clients that all ask for the time in an interval.
        Their first request needs a random delay, or all come at once.

        polling_qps(clients: count, interval: s) -> request/s = clients * 1 request / interval

            clients: a plain number or a count
            interval: s

        Source: definition: clients over the interval
        Source: system-design notes: 客户端定时和服务器同步时间
        Example: polling_qps(10 M user, 10 s) = 1 M request/s
        Example: bandwidth.throughput(polling_qps(10 M user, 10 s), 200 B/request) = 1.6 Gbit/s
        In the notation: flash_sale.polling_qps
        """
    def __call__(
        self,
        *,
        users: Value = ...,
        tickets: Value = ...,
        servers: Value = ...,
        dead_servers: Value = ...,
        window: Value = ...,
        clicks_each: Value = ...,
        cdn_hit_ratio: Value = ...,
        server_rate: Value = ...,
        central_rate: Value = ...,
        hot_row_hold: Value = ...,
        poll_interval: Value = ...,
        success: Value = ...,
        peak_clicks: Value = ...,
        per_server: Value = ...,
        buffer: Value = ...,
        stock_each: Value = ...,
        calls: Value = ...,
        stock_time: Value = ...,
        without_local: Value = ...,
        by_one_row: Value = ...,
        pages: Value = ...,
        page_egress: Value = ...,
        origin: Value = ...,
        clock_qps: Value = ...,
        peak_orders: Value = ...,
    ) -> Sheet: ...
