"""Fleets: how many servers, and which resource binds first

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Fleets: how many servers, and which resource binds first"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Fleets: how many servers, and which resource binds first"""
    def servers_needed(
        self,
        rate: Value | Column,
        rate_per_server: Value | Column,
        bandwidth: Value | Column = "0 bit/s",
        bandwidth_per_server: Value | Column = "10 Gbit/s/server",
        memory: Value | Column = "0 B",
        memory_per_server: Value | Column = "64 GB/server",
        disk: Value | Column = "0 B",
        disk_per_server: Value | Column = "4 TB/server",
        utilisation: Value | Column = "70%",
    ) -> Quantity:
        """Servers for a load that binds in several ways at once: the resource that asks for most decides.
        Each server is used up to a share of each of its limits. Leave out what does not bind.
        In a sheet, `--open` with the name of the line shows what each resource asks for, and so which binds first.

        servers_needed(rate: request/s, rate_per_server: request/s/server, bandwidth: bit/s = 0 bit/s, bandwidth_per_server: bit/s/server = 10 Gbit/s/server, memory: B = 0 B, memory_per_server: B/server = 64 GB/server, disk: B = 0 B, disk_per_server: B/server = 4 TB/server) -> server with utilisation = max(by_rate, by_bandwidth, by_memory, by_disk)

            rate: request/s
            rate_per_server: request/s/server
            bandwidth: bit/s; 0 bit/s unless given
            bandwidth_per_server: bit/s/server; 10 Gbit/s/server unless given
            memory: B; 0 B unless given
            memory_per_server: B/server; 64 GB/server unless given
            disk: B; 0 B unless given
            disk_per_server: B/server; 4 TB/server unless given
            utilisation: a share, from 0 to 100%; 70% unless given

        Source: definition: the largest of what each resource asks for
        Example: servers_needed(600 k QPS, 100 k QPS/server) = 9 server
        Example: servers_needed(600 k QPS, 100 k QPS/server, utilisation = 50%) = 12 server
        Example: servers_needed(600 k QPS, 100 k QPS/server, 4.8 Gbit/s, 1 Gbit/s/server) = 9 server
        Example: servers_needed(100 k QPS, 100 k QPS/server, 4.8 Gbit/s, 1 Gbit/s/server) = 7 server
        Example: servers_needed(100 k QPS, 100 k QPS/server, 0 bit/s, 1 Gbit/s/server, 2 TB, 64 GB/server) = 45 server
        Example: servers_needed(10 k QPS, 100 k QPS/server, disk = 30 TB, disk_per_server = 4 TB/server) = 11 server
        In the notation: fleet.servers_needed
        """
    def rate_per_server(
        self,
        cpu_time: Value | Column,
        cores: Value | Column,
        utilisation: Value | Column = "70%",
        sent: Value | Column = "0 B",
        link: Value | Column = "10 Gbit/s",
        disk_operations: Value | Column = "0",
        disk: Value | Column = "10 k op/s",
    ) -> Quantity:
        """The rate that one server can carry: the resource of which requests take most decides (the bottleneck law).
        What a request takes of each: time of a core, bytes of the network, operations of the disk.

        rate_per_server(cpu_time: s, cores: core, utilisation: share = 70%, sent: B = 0 B, link: bit/s = 10 Gbit/s, disk_operations: count = 0, disk: op/s = 10 k op/s) -> request/s/server = utilisation / max(by_cpu, by_network, by_disk) * 1 request/server

            cpu_time: s
            cores: core
            utilisation: a share, from 0 to 100%; 70% unless given
            sent: B; 0 B unless given
            link: bit/s; 10 Gbit/s unless given
            disk_operations: a plain number or a count; 0 unless given
            disk: op/s; 10 k op/s unless given

        Source: van Foreest, Analysis of Queueing Systems with Sample Paths and Simulation, 2021, (3.3.12)
        Source: derived here: no resource is busy for more than all of the time
        Example: rate_per_server(2 ms, 16 core) = 5600 QPS/server
        Example: rate_per_server(2 ms, 16 core, 100%, 200 KB, 10 Gbit/s) = 6250 QPS/server
        Example: rate_per_server(2 ms, 16 core, 100%, 20 KB, 10 Gbit/s, 4, 20 k op/s) = 5 k QPS/server
        In the notation: fleet.rate_per_server
        """
    def with_failed_domains(
        self, servers: Value | Column, domains: Value | Column, failed: Value | Column = "1"
    ) -> Quantity:
        """Servers so that those left carry the load when whole failure domains (racks, zones) are down.

        with_failed_domains(servers: server, domains: count, failed: count = 1) -> server = ceil(in_each) * domains

            servers: server
            domains: a plain number or a count
            failed: a plain number or a count; 1 unless given

        Source: derived here: the domains that are left hold all servers that are needed
        Example: with_failed_domains(12 server, 3) = 18 server
        Example: with_failed_domains(10 server, 5, 1) = 15 server
        In the notation: fleet.with_failed_domains
        """
    def safe_utilisation(
        self, domains: Value | Column, failed: Value | Column = "1", limit: Value | Column = "100%"
    ) -> Quantity:
        """How busy servers may be in normal times, so that those left stay below a limit when whole failure domains are down.
        Of two zones each may be half full, of three two thirds.

        safe_utilisation(domains: count, failed: count = 1, limit: share = 100%) -> % = limit * max(0, domains - failed) / domains

            domains: a plain number or a count
            failed: a plain number or a count; 1 unless given
            limit: a share, from 0 to 100%; 100% unless given

        Source: Amazon Builders' Library, "Static stability using Availability Zones"
        Source: derived here: what is left carries all of the load
        Example: safe_utilisation(2) = 50%
        Example: safe_utilisation(3) = 66.67%
        Example: safe_utilisation(3, 1, 75%) = 50%
        In the notation: fleet.safe_utilisation
        """
    def scale_out_utilisation(self, growth: Value | Column, lag: Value | Column) -> Quantity:
        """How busy servers may be when more are ordered, so that a growing load does not overtake them before they serve.
        The time counts from the measurement to the warm cache: metrics, decision, boot, load.

        scale_out_utilisation(growth: 1/s, lag: s) -> % = 1 / (1 + growth * lag)

            growth: 1/s
            lag: s

        Source: definition: a load that grows steadily from the target to all there is
        Example: scale_out_utilisation(10%/min, 5 min) = 66.67%
        Example: scale_out_utilisation(100%/min, 3 min) = 25%
        In the notation: fleet.scale_out_utilisation
        """
    def scaling(
        self, workers: Value | Column, contention: Value | Column, coherency: Value | Column = "0%"
    ) -> Quantity:
        """How many times as much so many workers get done as one (universal scalability law; Amdahl's without coherency).
        They wait for what they share, and for one another's news. Because of the second more of them get less done from a
        point on: most_workers.
        Both shares come from throughputs measured at several sizes.

        scaling(workers: count, contention: share, coherency: count = 0%) = workers / (1 + contention * (workers - 1) + coherency * workers * (workers - 1))

            workers: a plain number or a count
            contention: a share, from 0 to 100%
            coherency: a plain number or a count; 0% unless given

        Source: Gunther and Möding, usl 3.0.3 for R, vignette "Using the usl package" (N / (1 + α(N - 1) + βN(N - 1)))
        Example: scaling(16, 0%) = 16
        Example: scaling(16, 5%) = 1 / (5% + 95% / 16)
        Example: scaling(32, 5%, 0.1%) = 9.04
        In the notation: fleet.scaling
        """
    def most_workers(self, contention: Value | Column, coherency: Value | Column) -> Quantity:
        """The number of workers beyond which more of them get less done.

        most_workers(contention: share, coherency: count) = floor(peak)

            contention: a share, from 0 to 100%
            coherency: a plain number or a count

        Source: Gunther and Möding, usl 3.0.3 for R, R/plot.R (the peak is at sqrt((1 - α) / β))
        Example: most_workers(5%, 0.1%) = 30
        In the notation: fleet.most_workers
        """
    def with_standby(self, servers: Value | Column, standby: Value | Column = "1 server") -> Quantity:
        """Servers with some to spare.

        with_standby(servers: server, standby: server = 1 server) -> server = servers + standby

            servers: server
            standby: server; 1 server unless given

        Source: definition: servers, and those to spare
        Example: with_standby(4 server) = 5 server
        In the notation: fleet.with_standby
        """
    def balancers_needed(
        self, connections: Value | Column, per_node: Value | Column, standby: Value | Column = "0 node"
    ) -> Quantity:
        """Nodes of a balancing tier by the connections that each holds.

        balancers_needed(connections: connection, per_node: connection/node, standby: node = 0 node) -> node = ceil(connections / per_node) + standby

            connections: connection
            per_node: connection/node
            standby: node; 0 node unless given

        Source: definition: connections over those of a node
        Source: system-design notes: 单机的LVS可支持几十万个并发的请求转发
        Example: balancers_needed(1 M connection, 300 k connection/node) = 4 node
        Example: balancers_needed(1 M connection, 300 k connection/node, 1 node) = 5 node
        Example: balancers_needed(1 M connection, 50 k connection/node) = 20 node
        In the notation: fleet.balancers_needed
        """
    def cores_needed(
        self, rate: Value | Column, cpu_time: Value | Column, utilisation: Value | Column = "100%"
    ) -> Quantity:
        """Cores that a rate keeps busy, by the time of CPU that a request takes.

        cores_needed(rate: request/s, cpu_time: s, utilisation: share = 100%) -> core = rate * cpu_time / utilisation * 1 core / 1 request

            rate: request/s
            cpu_time: s
            utilisation: a share, from 0 to 100%; 100% unless given

        Source: van Foreest, Analysis of Queueing Systems with Sample Paths and Simulation, 2021, (3.3.12)
        Example: cores_needed(10 k QPS, 5 ms) = 50 core
        In the notation: fleet.cores_needed
        """
    def system_call_cores(self, rate: Value | Column, calls: Value | Column, time: Value | Column) -> Quantity:
        """Cores that system calls keep busy. The mitigations of Meltdown and Spectre lengthen them: latency.system_call has a
        modern figure, `estimate measure` this machine's.

        system_call_cores(rate: request/s, calls: count, time: s) -> core = rate * calls * time * 1 core / 1 request

            rate: request/s
            calls: a plain number or a count
            time: s

        Source: definition: cores_needed, of system calls
        Source: system-design notes: 完成一次系统调用：100ns - 1 μs
        Example: system_call_cores(600 k QPS, 4, 0.1 us) = 0.24 core
        Example: system_call_cores(600 k QPS, 4, 1 us) = 2.4 core
        In the notation: fleet.system_call_cores
        """
    def workers_needed(
        self, rate: Value | Column, service_time: Value | Column, utilisation: Value | Column = "70%"
    ) -> Quantity:
        """Workers for a rate, by Little's law and a share of time in which each works; queue has the waiting.

        workers_needed(rate: request/s, service_time: s, utilisation: share = 70%) -> worker = ceil(rate * service_time / utilisation / 1 request) * 1 worker

            rate: request/s
            service_time: s
            utilisation: a share, from 0 to 100%; 70% unless given

        Source: van Foreest, Analysis of Queueing Systems with Sample Paths and Simulation, 2021, (5.4.5)
        Source: system-design notes: go处理1分钟百万请求
        Example: workers_needed(1 M request / 60 s, 0.1 s) = 2381 worker
        Example: workers_needed(1 M request / 60 s, 0.1 s, 100%) = 1667 worker
        In the notation: fleet.workers_needed
        """
    def __call__(self) -> Sheet: ...
