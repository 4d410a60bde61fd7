"""A survey of a running server: sampled, grouped, written as a sheet, and the sheet's prediction."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from estimator.model.files import module_from_text
from estimator.notation.releases import release_parts
from estimator.producers.redis.client import TIME_IS_UP, connect, problem, understood
from estimator.producers.redis.facts import facts
from estimator.producers.redis.replies import Cut, Failure, OddReply, information, pairs, plain, said
from estimator.producers.redis.survey.elements import ENTRIES_A_NODE, Terms
from estimator.producers.redis.survey.groups import grouped
from estimator.producers.redis.survey.room import in_flight
from estimator.producers.redis.survey.sampling import Limits, Sampling
from estimator.producers.redis.survey.sheet import Fixed, named, sheet_text
from estimator.reckoning.estimate import estimate
from estimator.records import record
from estimator.units.table import BYTE_BITS

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.producers.redis.client import Address, Client
    from estimator.producers.redis.facts import Facts
    from estimator.producers.redis.replies import Reply
    from estimator.producers.redis.survey.sheet import Row

MOST_DATABASES = 16  # as many as a server has unless it is told otherwise; each is lines of the sheet
MOST_KEYS = 10**12  # of a database; a server with more has not been built


@record
class Survey:
    """What was found: the sheet, and the bytes that it says of each group and in all.

    `notes` are sentences for the user; `complete` says that neither time nor room ended the sampling early.
    """

    facts: Facts
    rows: tuple[Row, ...]
    sheet: str
    sampled: int
    bytes: dict[str, float]
    predicted: float
    used: int
    notes: tuple[str, ...]
    complete: bool

    @property
    def keys(self) -> int:
        """How many keys the server has."""
        return sum(row.group.keys for row in self.rows)


@record
class _Read:
    """What came from the server."""

    facts: Facts
    fixed: Fixed
    sampling: Sampling
    keys: dict[int, int]  # of the databases that were to be surveyed
    cut: str
    notes: tuple[str, ...]


def survey(
    address: Address, date: str, limits: Limits, progress: Callable[[int, int], None], database: int | None = None
) -> Survey:
    """Survey a server, read only, within the time of the limits. EstimateError in one sentence where it cannot be."""
    with understood(address), connect(address, limits.seconds) as client:
        read = _read(client, limits, progress, database)
    sampling, found = read.sampling, read.facts
    undescribed: dict[int, int] = {}
    for (number, _), count in sampling.undescribed.items():
        undescribed[number] = undescribed.get(number, 0) + count
    reached = {sample.database for sample in sampling.samples}
    keys = {number: size for number, size in read.keys.items() if number in reached}
    notes = (*found.notes, *read.notes, *_notes(read, keys))
    rows = named(grouped(sampling.samples, keys, undescribed))
    text = sheet_text(str(address), date, found, rows, read.fixed, len(sampling.samples), notes)
    evaluation = estimate(module_from_text(text, "survey.est"))
    values: dict[str, float] = {}
    for name in [*[row.name for row in rows], "predicted"]:
        step = evaluation.model.quantities[name].step
        assert step is not None
        values[name] = float(evaluation.values[step]) / BYTE_BITS
    complete = not read.cut
    return Survey(
        found,
        tuple(rows),
        text,
        len(sampling.samples),
        values,
        values["predicted"],
        read.fixed.used,
        notes,
        complete,
    )


def _read(client: Client, limits: Limits, progress: Callable[[int, int], None], database: int | None) -> _Read:
    """All that is read of a server. OddReply, Cut, EstimateError; once a key was read, an end is no error."""
    ends = time.monotonic() + limits.seconds
    address, found = client.address, facts(client)
    if found.cluster:
        message = f"{address} is a node of a cluster, which has only a part of the keys"
        raise problem(address, message, "survey a server that has all keys")
    keys = {number: size for number, size in found.keys.items() if size and database in (None, number)}
    if not keys:
        raise problem(address, f"{address} has no keys to describe", "survey one that has data")
    if max(keys.values()) > MOST_KEYS:
        raise OddReply(f"its INFO has a database of {max(keys.values())} keys")
    terms = _terms(client, found, in_flight(client, even_near=limits.even_near))
    fixed = _fixed(client)
    [touching] = client.ask_all([("CLIENT", "NO-TOUCH", "ON")])
    sampling, cut = Sampling(client, terms), ""
    chosen = sorted(sorted(keys.items(), key=lambda item: -item[1])[:MOST_DATABASES])
    total = left = sum(size for _, size in chosen)
    try:
        for number, size in chosen:
            now = time.monotonic()
            until = now + (ends - now) * size / left
            most = max(1, round(limits.keys * size / total))
            sampling.read(number, size, most, until, lambda done: progress(done, total))
            left -= size
    except Cut as end:
        if not sampling.samples:
            raise
        cut = str(end)
    if not sampling.samples:
        if not sampling.undescribed:
            raise problem(address, f"{address} has no keys that can be read: they went meanwhile", "try again")
        types = ", ".join(sorted({kind for _, kind in sampling.undescribed}))
        raise problem(address, f"{address} holds keys of types alone that are not described: {types}", "")
    return _Read(found, fixed, sampling, keys, cut, _touched(found, touching, len(sampling.samples)))


def _terms(client: Client, found: Facts, most: int) -> Terms:
    """What may be asked; a server that does not tell how it is set is taken to be as it comes."""
    settings: dict[str, str] = {}
    for name in ("list-compress-depth", "stream-node-max-entries"):
        [reply] = client.ask_all([("CONFIG", "GET", name)])
        if not isinstance(reply, Failure):
            settings |= {plain(key): plain(value) for key, value in pairs(reply, "CONFIG GET")}
    return Terms(
        most,
        found.server == "valkey" or release_parts(found.version) >= (6, 2),
        said(settings, "list-compress-depth", 0, source="CONFIG GET") > 0,
        said(settings, "stream-node-max-entries", ENTRIES_A_NODE, source="CONFIG GET"),
    )


def _fixed(client: Client) -> Fixed:
    """What INFO says of the memory besides the keys; read first, before the survey's own replies fill buffers."""
    info = information(client.ask("INFO", "memory"), "INFO memory")
    latencies = information(client.ask("INFO", "latencystats"), "INFO latencystats")
    replicas = said(info, "mem_clients_slaves", 0)
    backlog = said(info, "mem_total_replication_buffers", said(info, "mem_replication_backlog", 0))
    return Fixed(
        said(info, "used_memory", least=1),
        said(info, "used_memory_startup", 0),
        said(info, "mem_clients_normal", 0),
        replicas + backlog,
        # For how many kinds of commands the server keeps latencies (7.0 on).
        sum(name.startswith("latency_percentiles_usec_") for name in latencies),
    )


def _touched(found: Facts, reply: Reply, number: int) -> tuple[str, ...]:
    """The word where a look at a key counts as a use of it."""
    if reply == b"OK":
        return ()
    why = f"{found.server.capitalize()} {found.full_version} has no CLIENT NO-TOUCH (Redis 7.2 on)"
    if isinstance(reply, Failure) and reply.code == "NOPERM":
        why = "CLIENT NO-TOUCH is not permitted"
    return (f"the {number} keys that were read look used just now, to OBJECT IDLETIME and to eviction: {why}",)


def _notes(read: _Read, reached: dict[int, int]) -> list[str]:
    """What is not in the prediction, or less well known, and why."""
    notes = []
    if read.cut:
        remedy = "; --seconds gives it longer" if read.cut == TIME_IS_UP else ""
        notes.append(f"the sampling ended early, for {read.cut}{remedy}")
    elsewhere = {number: size for number, size in read.keys.items() if number not in reached}
    if elsewhere:
        where = "database" if len(elsewhere) == 1 else "databases"
        number = f"{len(elsewhere)} {where}"
        notes.append(f"the {sum(elsewhere.values())} keys of {number} were not reached: they are not in the prediction")
    for (number_of, kind), count in sorted(read.sampling.undescribed.items()):
        where = f" in database {number_of}" if number_of else ""
        notes.append(f"{count} of the keys that were met{where} are of type {kind}, which is not in the prediction")
    unread = sum(not sample.read and sample.size > 0 for sample in read.sampling.samples)
    if unread:
        notes.append(f"{unread} of the values are too large to be read: of their elements the mean alone is known")
    return notes
