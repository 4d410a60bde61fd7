"""A survey of a running server: sampled, grouped, written as a sheet, and the sheet's prediction."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from estimator.model.files import module_from_text
from estimator.probes.redis.connection import connect, facts, reported
from estimator.probes.redis.survey.groups import grouped
from estimator.probes.redis.survey.sampling import Limits, sampled
from estimator.probes.redis.survey.sheet import Fixed, named, sheet_text
from estimator.problems import EstimateError, command_line_problem
from estimator.reckoning.estimate import estimate
from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.probes.redis.connection import Address, Client, Facts
    from estimator.probes.redis.survey.sampling import Sample
    from estimator.probes.redis.survey.sheet import Row

BITS = 8


@record
class Survey:
    """What was found: the sheet, and the bytes that it says of each group and in all."""

    facts: Facts
    rows: tuple[Row, ...]
    sheet: str
    sampled: int
    bytes: dict[str, float]
    predicted: float
    used: int

    @property
    def keys(self) -> int:
        """How many keys the server has."""
        return sum(row.group.keys for row in self.rows)


def survey(
    address: Address, date: str, limits: Limits, progress: Callable[[int, int], None], database: int | None = None
) -> Survey:
    """Survey a server, read only. EstimateError in one sentence where it cannot be."""
    with contextlib.closing(connect(address)) as client:
        found = facts(client, address)
        if found.cluster:
            message = f"{address} is a node of a cluster, which has only a part of the keys"
            raise EstimateError([command_line_problem(str(address), message, "survey a server that has all keys")])
        keys = {number: size for number, size in found.keys.items() if database is None or number == database}
        if not sum(keys.values()):
            raise EstimateError(
                [command_line_problem(str(address), f"{address} has no keys to describe", "survey one that has data")]
            )
        with reported(address):
            fixed = _fixed(client)
            samples: list[Sample] = []
            total = sum(keys.values())
            for number, size in sorted(keys.items()):
                share = Limits(limits.seconds * size / total, max(1, round(limits.keys * size / total)))
                before = len(samples)
                samples += sampled(client, number, size, share, lambda done, base=before: progress(base + done, total))  # type: ignore[misc]
    rows = named(grouped(samples, keys))
    text = sheet_text(str(address), date, found, rows, fixed, len(samples))
    evaluation = estimate(module_from_text(text, "survey.est"))
    values: dict[str, float] = {}
    for name in [*[row.name for row in rows], "predicted"]:
        step = evaluation.model.quantities[name].step
        assert step is not None
        values[name] = float(evaluation.values[step]) / BITS
    return Survey(found, tuple(rows), text, len(samples), values, values["predicted"], fixed.used)


def _fixed(client: Client) -> Fixed:
    """What INFO says of the memory besides the keys; read first, before the survey's own replies fill buffers."""
    info: dict[str, Any] = client.info("memory")
    kinds = _latencies(client)
    replication = int(info.get("mem_clients_slaves", 0)) + int(info.get("mem_replication_backlog", 0))
    if "mem_total_replication_buffers" in info:
        replication = int(info["mem_total_replication_buffers"]) + int(info.get("mem_clients_slaves", 0))
    return Fixed(
        int(info["used_memory"]),
        int(info.get("used_memory_startup", 0)),
        int(info.get("mem_clients_normal", 0)),
        replication,
        kinds,
    )


def _latencies(client: Client) -> int:
    """For how many kinds of commands the server keeps latencies (7.0 on)."""
    found: dict[str, Any] = client.info("latencystats")
    return sum(name.startswith("latency_percentiles_usec_") for name in found)
