"""A survey of a running server: sampled, grouped, written as a sheet, and the sheet's prediction."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from estimator.languages.sizes import plural
from estimator.notation.releases import release_parts
from estimator.producers.redis.client import TIME_IS_UP, connect, problem, understood
from estimator.producers.redis.facts import facts
from estimator.producers.redis.replies import Cut, Failure, OddReply, information, pairs, plain, said
from estimator.producers.redis.survey import field_times
from estimator.producers.redis.survey.beside import half_so_far
from estimator.producers.redis.survey.elements import ENTRIES_A_NODE, Terms
from estimator.producers.redis.survey.finding import Source, survey_of
from estimator.producers.redis.survey.key_sizes import beyond, key_sizes
from estimator.producers.redis.survey.plans import Limits, Place, Plan
from estimator.producers.redis.survey.room import in_flight
from estimator.producers.redis.survey.sampling import Sampling
from estimator.producers.redis.survey.saved import opened, saved
from estimator.producers.redis.survey.searching import search
from estimator.producers.redis.survey.sheet import Fixed
from estimator.producers.redis.survey.slots import TABLES_BY_SLOT, as_by_chance
from estimator.producers.redis.survey.strata import Strata
from estimator.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.producers.redis.client import Address, Client
    from estimator.producers.redis.facts import Facts
    from estimator.producers.redis.replies import Reply
    from estimator.producers.redis.survey.finding import Survey
    from estimator.producers.redis.survey.key_sizes import Counts

MOST_DATABASES = 16  # as many as a server has unless it is told otherwise; each is lines of the sheet
SHARE_OF_TIME = 0.9  # of the time is planned for: what a server takes to answer comes on top
SECONDS_BETWEEN_WORDS = 1.0
MOST_KEYS = 10**12  # of a database; a server with more has not been built
IN_PAGES = ("glibc", "debian-5.3.1")  # the allocators whose large blocks are of any number of pages


@record
class Watch:
    """Who is told how far a survey is: keys looked at and how many at most, and half the interval, as a share."""

    progress: Callable[[int, int], None] = lambda _done, _most: None
    precision: Callable[[float], None] = lambda _half: None


@record
class _Read:
    """What came from the server, and what goes on with it."""

    facts: Facts
    fixed: Fixed
    sampling: Sampling
    chosen: dict[int, int]
    places: dict[int, Place]
    run: str
    keys: dict[int, int]  # of the databases that were to be surveyed
    cut: str
    touching: Reply
    sizes: Counts  # of the keys, where the server counts them

    @property
    def strata(self) -> Strata:
        """What was read."""
        return self.sampling.strata


def survey(address: Address, date: str, limits: Limits, watch: Watch, database: int | None = None) -> Survey:
    """Survey a server, read only, within the time of the limits. EstimateError in one sentence where it cannot be."""
    ends = time.monotonic() + limits.seconds
    with understood(address), connect(address, limits.seconds) as client:
        read = _read(client, limits, watch, database, ends)
        found = _found(address, date, read)
        if found.worth_a_search:
            more = _searched(read, limits, ends, found.not_met, watch)
            found = _found(address, date, more) if more else found
    return found


def _found(address: Address, date: str, read: _Read) -> Survey:
    """What was found so far."""
    strata, found = read.strata, replace(read.facts, slots=_slots(read))
    reached = {each.database for each in strata.found.values() if any(cell.read for cell in each.cells.values())}
    keys = {number: size for number, size in read.keys.items() if number in reached}
    notes = (*found.notes, *_touched(found, read.touching, strata.looked), *_notes(read, keys))
    return survey_of(Source(str(address), date, found, read.fixed, not read.cut), strata, keys, notes)


def _searched(read: _Read, limits: Limits, ends: float, missing: float, watch: Watch) -> _Read | None:
    """The survey with large keys that were found since, within the time; None where they could hardly be found."""
    sampling, cut = read.sampling, read.cut
    commands = SHARE_OF_TIME * (ends - time.monotonic()) * limits.rate

    def progress() -> None:
        watch.progress(sampling.strata.looked, min(sum(read.chosen.values()), limits.keys + limits.search))

    try:
        if not search(sampling, read.places, read.chosen, commands, limits.search, missing, progress):
            return None
    except Cut as end:
        cut = str(end)
    finally:
        if limits.resume:
            saved(limits.resume, read.run, sampling.strata, read.places)
    return replace(read, cut=cut)


def _read(client: Client, limits: Limits, watch: Watch, database: int | None, ends: float) -> _Read:
    """All that is read of a server. OddReply, Cut, EstimateError; once a key was read, an end is no error."""
    address, found = client.address, facts(client)
    if found.cluster:
        client.ask_all([("READONLY",)])  # a replica would send us to its master
    keys = {number: size for number, size in found.keys.items() if size and database in (None, number)}
    if not keys:
        raise problem(address, f"{address} has no keys to describe", "survey one that has data")
    if max(keys.values()) > MOST_KEYS:
        raise OddReply(f"its INFO has a database of {max(keys.values())} keys")
    terms = _terms(client, found, in_flight(client, even_near=limits.even_near))
    fixed = _fixed(client)
    [touching] = client.ask_all([("CLIENT", "NO-TOUCH", "ON")])
    chosen = dict(sorted(sorted(keys.items(), key=lambda item: -item[1])[:MOST_DATABASES]))
    run = information(client.ask("INFO", "server"), "INFO server").get("run_id", "")
    [counted] = client.ask_all([("INFO", "keysizes")])
    sizes = {} if isinstance(counted, Failure) else key_sizes(information(counted, "INFO keysizes"))
    client.pace(limits.rate)
    begun, places = opened(limits.resume, run) if limits.resume else (Strata(), {})
    sampling, cut = Sampling(client, terms, begun), ""
    try:
        _sample(sampling, chosen, places, limits, ends, watch, fixed.used)
    except Cut as end:
        if not sampling.strata.read:
            raise
        cut = str(end)
    finally:
        if limits.resume:
            saved(limits.resume, run, sampling.strata, places)
    strata = sampling.strata
    if not any(cell.samples for _, cell in strata.cells()):
        types = ", ".join(sorted({kind for _, cell in strata.cells() for kind in cell.undescribed}))
        if not types:
            raise problem(address, f"{address} has no keys that can be read: they went meanwhile", "try again")
        raise problem(address, f"{address} holds keys of types alone that are not described: {types}", "")
    return _Read(found, fixed, sampling, chosen, places, run, keys, cut, touching, sizes)


def _sample(
    sampling: Sampling,
    keys: dict[int, int],
    places: dict[int, Place],
    limits: Limits,
    ends: float,
    watch: Watch,
    used: int,
) -> None:
    """Sample the databases, each with its share of the time and of the keys; the server uses so many bytes."""
    total = left = sum(keys.values())
    told = time.monotonic()

    def progress() -> None:
        nonlocal told
        watch.progress(sampling.strata.looked, min(total, limits.keys))
        if time.monotonic() - told > SECONDS_BETWEEN_WORDS:
            told = time.monotonic()
            watch.precision(half_so_far(sampling.strata, keys, used))

    for number, size in keys.items():
        seconds = max(0.0, ends - time.monotonic()) * size / left
        most = max(1, round(limits.keys * size / total))
        plan = Plan(size, most, SHARE_OF_TIME * seconds * limits.rate)
        sampling.read(number, plan, places.setdefault(number, Place()), progress)
        left -= size


def _terms(client: Client, found: Facts, most: int) -> Terms:
    """What may be asked; a server that does not tell how it is set is taken to be as it comes."""
    settings: dict[str, str] = {}
    for name in ("list-compress-depth", "stream-node-max-entries"):
        [reply] = client.ask_all([("CONFIG", "GET", name)])
        if not isinstance(reply, Failure):
            settings |= {plain(key): plain(value) for key, value in pairs(reply, "CONFIG GET")}
    return Terms(
        most,
        found.server == "valkey" or release_parts(found.version) >= release_parts("6.2"),
        said(settings, "list-compress-depth", 0, source="CONFIG GET") > 0,
        said(settings, "stream-node-max-entries", ENTRIES_A_NODE, source="CONFIG GET"),
        in_slots=found.cluster,
        field_times=field_times.are_known(found.server, found.version),
        leaves_spare=_leaves_spare(found),
    )


def _leaves_spare(found: Facts) -> bool:
    """Whether a long text keeps what its query had to spare: where 6.2 knows of the room in a class, it is too much."""
    if found.server != "redis" or release_parts(found.version) >= release_parts("7.0"):
        return False
    return release_parts(found.version) < release_parts("6.2") or found.allocator in IN_PAGES


def _fixed(client: Client) -> Fixed:
    """What INFO says of the memory besides the keys; read first, before the survey's own replies fill buffers."""
    # The sums of clients' buffers are a second old: this connection is not among them yet.
    [own] = client.ask_all([("CLIENT", "INFO")])
    info = information(client.ask("INFO", "memory"), "INFO memory")
    latencies = information(client.ask("INFO", "latencystats"), "INFO latencystats")
    replicas = said(info, "mem_clients_slaves", 0)
    backlog = said(info, "mem_total_replication_buffers", said(info, "mem_replication_backlog", 0))
    return Fixed(
        said(info, "used_memory", least=1),
        said(info, "used_memory_startup", 0),
        said(info, "mem_clients_normal", 0) + _size_of_client(own),
        replicas + backlog + said(info, "mem_cluster_links", 0),
        # For how many kinds of commands the server keeps latencies (7.0 on).
        sum(name.startswith("latency_percentiles_usec_") for name in latencies),
    )


def _size_of_client(reply: Reply) -> int:
    """The bytes that a connection takes, where the server says it (6.2 on)."""
    found = re.search(rb"\btot-mem=([0-9]{1,15})\b", reply) if isinstance(reply, bytes) else None
    return int(found[1]) if found else 0


def _touched(found: Facts, reply: Reply, number: int) -> tuple[str, ...]:
    """The word where a look at a key counts as a use of it."""
    if reply == b"OK":
        return ()
    why = f"{found.server.capitalize()} {found.full_version} has no CLIENT NO-TOUCH (Redis 7.2 on)"
    if isinstance(reply, Failure) and reply.code == "NOPERM":
        why = "CLIENT NO-TOUCH is not permitted"
    read = plural(number, "key that was read looks", "keys that were read look")
    return (f"the {number} {read} used just now, to OBJECT IDLETIME and to eviction: {why}",)


def _slots(read: _Read) -> int:
    """Of how many slots the keys of a cluster's node would fill as many by chance, where the names of all were seen."""
    seen = sum(each.seen for each in read.strata.found.values())
    own = read.facts
    by_slot = own.cluster and release_parts(own.version) >= release_parts(TABLES_BY_SLOT[own.server])
    if not by_slot or read.cut or read.sampling.placed < max(seen, sum(read.keys.values())):
        return read.facts.slots
    return as_by_chance(seen, len(read.sampling.slots), read.facts.slots)


def _notes(read: _Read, reached: dict[int, int]) -> list[str]:
    """What is not in the prediction, or less well known, and why."""
    notes = []
    if read.facts.cluster:
        slots = plural(read.facts.slots, "slot", "slots")
        notes.append(f"a node of a cluster: the keys of its {read.facts.slots:,} {slots}, as one of several servers")
        if (by_chance := _slots(read)) < read.facts.slots:
            fewer = f"its keys fill {len(read.sampling.slots):,} slots, as by chance they would of {by_chance:,}"
            notes.append(f"{fewer}: ids that are counted up share slots, and more of them fill more than growth says")
    if read.cut:
        remedy = "; --seconds gives it longer" if read.cut == TIME_IS_UP else ""
        notes.append(f"the sampling ended early, for {read.cut}{remedy}")
    elsewhere = {number: size for number, size in read.keys.items() if number not in reached}
    if elsewhere:
        where = "database" if len(elsewhere) == 1 else "databases"
        number = f"{len(elsewhere)} {where}"
        keys = sum(elsewhere.values())
        were = plural(keys, f"key of {number} was not reached: it is", f"keys of {number} were not reached: they are")
        notes.append(f"the {keys} {were} not in the prediction")
    samples = [sample for _, cell in read.strata.cells() for sample in cell.samples]
    notes += beyond(read.sizes, samples)
    unread = sum(not sample.read and sample.size > 0 for sample in samples)
    if unread:
        notes.append(f"{unread} of the values are too large to be read: of their elements the mean alone is known")
    return notes
