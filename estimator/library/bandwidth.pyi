"""Bandwidth: links, goodput and transfer times

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Bandwidth: links, goodput and transfer times"""

    gigabit_ethernet: Quantity  # The line rate of Gigabit Ethernet.
    ten_gigabit_ethernet: Quantity  # The line rate of 10 Gigabit Ethernet.
    def __call__(  # type: ignore[override]
        self, /, *, gigabit_ethernet: Value = ..., ten_gigabit_ethernet: Value = ...
    ) -> Self: ...

class Formulas:
    """Bandwidth: links, goodput and transfer times"""

    gigabit_ethernet: Quantity  # The line rate of Gigabit Ethernet.
    ten_gigabit_ethernet: Quantity  # The line rate of 10 Gigabit Ethernet.
    def throughput(self, rate: Value | Column, size: Value | Column) -> Quantity:
        """The rate on the wire of so many messages of a size, headers left out.

        throughput(rate: request/s, size: B/request) -> Gbit/s = rate * size

            rate: request/s
            size: B/request

        Source: definition: messages a second times their size
        Example: throughput(600 k QPS, 1 KB/request) = 4.8 Gbit/s
        Example: throughput(1 M QPS, 200 B/request) = 1.6 Gbit/s
        In the notation: bandwidth.throughput
        """
    def goodput(
        self,
        line_rate: Value | Column,
        mtu: Value | Column = "1500 B",
        headers: Value | Column = "40 B",
        framing: Value | Column = "38 B",
    ) -> Quantity:
        """What a link carries of the application's bytes, in full-sized TCP segments over Ethernet.
        Headers: 20 bytes of IPv4 and 20 of TCP; 12 more with TCP timestamps, 20 more with IPv6. Framing: preamble
        8, header 14, check sequence 4, gap 12; a VLAN tag adds 4.

        goodput(line_rate: bit/s, mtu: B = 1500 B, headers: B = 40 B, framing: B = 38 B) -> Gbit/s = line_rate * (mtu - headers) / (mtu + framing)

            line_rate: bit/s
            mtu: B; 1500 B unless given
            headers: B; 40 B unless given
            framing: B; 38 B unless given

        Source: RFC 2544, appendix B (preamble 64 bits, gap 96 bits); IEEE 802.3 for header and check sequence
        Source: "Ethernet Protocol Overhead Notes", carlproject.wordpress.com (94.9285%, with timestamps 94.1482%)
        As of: 2008-09
        Example: goodput(10 Gbit/s) = 1.187 GB/s
        Example: goodput(1 Gbit/s) / 1 Gbit/s = 94.9285%
        Example: goodput(1 Gbit/s, headers = 52 B) / 1 Gbit/s = 94.1482%
        Example: goodput(10 Gbit/s, 9000 B) = 9.914 Gbit/s
        In the notation: bandwidth.goodput
        """
    def messages_per_second(self, line_rate: Value | Column, size: Value | Column) -> Quantity:
        """Messages a second that fill a link, headers left out.

        messages_per_second(line_rate: bit/s, size: B/message) -> message/s = line_rate / size

            line_rate: bit/s
            size: B/message

        Source: definition: the rate over a message's size
        Example: messages_per_second(10 Gbit/s, 1 KB/message) = 1.25 M message/s
        In the notation: bandwidth.messages_per_second
        """
    def transfer_time(self, size: Value | Column, rate: Value | Column, streams: Value | Column = "1") -> Quantity:
        """Time to move so many bytes, in several streams that each reach the rate.

        transfer_time(size: B, rate: B/s, streams: count = 1) -> s = size / (rate * streams)

            size: B
            rate: B/s
            streams: a plain number or a count; 1 unless given

        Source: definition: bytes over their rate
        Example: transfer_time(3 TB, 100 MB/s) = 30_000 s
        Example: transfer_time(3 TB, 100 MB/s, 8) = 3750 s
        Example: transfer_time(1.5 TB, 1 Gbit/s) = 12_000 s
        Example: transfer_time(1.5 TB, 10 Gbit/s) = 1200 s
        Example: transfer_time(10 MB, 1.25 GB/s) = 8 ms
        In the notation: bandwidth.transfer_time
        """
    def rate_needed(self, size: Value | Column, time: Value | Column) -> Quantity:
        """The rate that moves so many bytes in a time.

        rate_needed(size: B, time: s) -> Gbit/s = size / time

            size: B
            time: s

        Source: definition: bytes over the time
        Example: rate_needed(1.5 TB, 10 s) = 1.2 Tbit/s
        In the notation: bandwidth.rate_needed
        """
    def nodes_needed(self, load: Value | Column, line_rate: Value | Column, utilisation: Value | Column) -> Quantity:
        """Nodes whose network cards carry a load, each used only up to a share of its line rate.

        nodes_needed(load: bit/s, line_rate: bit/s/node, utilisation: share) -> node = ceil(load / (line_rate * utilisation))

            load: bit/s
            line_rate: bit/s/node
            utilisation: a share, from 0 to 100%

        Source: definition: the load over what a node may carry
        Example: nodes_needed(1.2 Tbit/s, 10 Gbit/s/node, 100%) = 120 node
        Example: nodes_needed(1.2 Tbit/s, 10 Gbit/s/node, 70%) = 172 node
        In the notation: bandwidth.nodes_needed
        """
    def in_flight(self, rate: Value | Column, round_trip: Value | Column) -> Quantity:
        """Bytes that are under way at once on a full path: the window and the buffers that filling it takes.

        in_flight(rate: bit/s, round_trip: s) -> KB = rate * round_trip

            rate: bit/s
            round_trip: s

        Source: RFC 6349, 3.3.1 (BDP = RTT * bottleneck bandwidth)
        Example: in_flight(100 Mbit/s, 50 ms) = 625 KB
        Example: in_flight(10 Gbit/s, 5 ms) = 6250 KB
        In the notation: bandwidth.in_flight
        """
    def by_window(self, window: Value | Column, round_trip: Value | Column) -> Quantity:
        """What one TCP connection carries at most: a window a round trip, whatever the link's rate.
        Without window scaling a window has 64 KiB; more connections carry more.

        by_window(window: B, round_trip: s) -> Mbit/s = window / round_trip

            window: B
            round_trip: s

        Source: RFC 6349, 3.3.2; RFC 9293, 3.1 (a window field of 16 bits)
        Source: derived here: a window is sent, and acknowledged a round trip later
        Example: by_window(64 KiB, 50 ms) = 10.5 Mbit/s
        Example: by_window(64 KiB, 20 ms) = 26.2 Mbit/s
        Example: by_window(64 KiB, 100 ms) = 5.243 Mbit/s
        In the notation: bandwidth.by_window
        """
    def by_loss(self, loss: Value | Column, round_trip: Value | Column, segment: Value | Column = "1460 B") -> Quantity:
        """What one TCP connection carries at most where packets are lost (Mathis et al.), for losses below 1%.
        An upper bound where acknowledgements are delayed, as usual: then it is 0.87 times that; with one a segment 1.22
        times. It is of congestion control by loss, Reno's; CUBIC gets more at small losses, BBR hardly minds them.

        by_loss(loss: share, round_trip: s, segment: B = 1460 B) -> Mbit/s = bound

            loss: a share, from 0 to 100%
            round_trip: s
            segment: B; 1460 B unless given

        Source: RFC 8312, (3): an average window of 1.22 / sqrt(p) segments
        Source: RFC 3448, 3.1: without timeouts s / (R * sqrt(2 * b * p / 3)), b = 2 with delayed acknowledgements
        Source: wiki.geant.org, "Mathis equation" (for loss rates below 1%)
        Example: by_loss(0.1%, 100 ms) = 3.694 Mbit/s
        Example: by_loss(0.001%, 100 ms) = 36.94 Mbit/s
        Example: by_loss(0.1%, 100 ms) * sqrt(3 / 4) = 3.199 Mbit/s
        Example: by_loss(0.1%, 100 ms) * sqrt(3 / 2) = 4.524 Mbit/s
        In the notation: bandwidth.by_loss
        """
    def slow_start_round_trips(self, size: Value | Column, initial_window: Value | Column = "14.6 KB") -> Quantity:
        """Round trips until a new TCP connection has delivered so many bytes: the window starts at ten segments, and doubles.
        Up to 14.6 KB come in the first. The handshake comes before: connections.handshake_round_trips.

        slow_start_round_trips(size: B, initial_window: B = 14.6 KB) = max(1, ceil(log2(size / initial_window + 1)))

            size: B
            initial_window: B; 14.6 KB unless given

        Source: RFC 6928, 2 (ten segments, 14,600 bytes at most)
        Source: derived here: windows that double, a round trip each, add up to initial * (2^n - 1)
        Example: slow_start_round_trips(14.6 KB) = 1
        Example: slow_start_round_trips(100 KB) = 3
        Example: slow_start_round_trips(1 MB) = 7
        In the notation: bandwidth.slow_start_round_trips
        """
    def cold_transfer_time(
        self,
        size: Value | Column,
        rate: Value | Column,
        round_trip: Value | Column,
        initial_window: Value | Column = "14.6 KB",
    ) -> Quantity:
        """Time from a request on a new connection to the last byte of its answer: the window doubles a round trip until the
        path is full, and from then on the rate of the path decides.
        Without losses, and without the handshake before; within 3% of a simulation packet by packet.

        cold_transfer_time(size: B, rate: bit/s, round_trip: s, initial_window: B = 14.6 KB) -> ms = (growing + 1) * round_trip + (size - initial_window * (2^growing - 1)) / rate

            size: B
            rate: bit/s
            round_trip: s
            initial_window: B; 14.6 KB unless given

        Source: derived here: slow_start_round_trips up to a window of in_flight, then the rest at the rate
        Example: cold_transfer_time(14 KB, 1 Gbit/s, 100 ms) = 100.112 ms
        Example: cold_transfer_time(1 MB, 100 Mbit/s, 0 ms) = 80 ms
        Example: cold_transfer_time(1 MB, 100 Mbit/s, 50 ms) = 356.28 ms
        Example: cold_transfer_time(10 GB, 1 Gbit/s, 100 ms) / transfer_time(10 GB, 1 Gbit/s) = 1.012
        In the notation: bandwidth.cold_transfer_time
        """
    def __call__(self, *, gigabit_ethernet: Value = ..., ten_gigabit_ethernet: Value = ...) -> Sheet: ...
