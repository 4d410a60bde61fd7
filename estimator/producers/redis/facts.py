"""What a server says of itself, as far as the model asks for it, and how much room it has left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from estimator.model.modules import shipped_library
from estimator.model.releases import KNOWN
from estimator.notation.releases import release_parts
from estimator.producers.redis.replies import Failure, information, keyspace, pairs, plain, said, text_of
from estimator.records import record

if TYPE_CHECKING:
    from estimator.producers.redis.client import Client

LONGEST_VERSION = 20
THRESHOLDS = {
    "max_packed_entries": ("hash-max-listpack-entries", "hash-max-ziplist-entries", 512),
    "max_packed_value": ("hash-max-listpack-value", "hash-max-ziplist-value", 64),
    "set_packed_members": ("set-max-listpack-entries", "", 128),
    "set_packed_value": ("set-max-listpack-value", "", 64),
    "set_intset_members": ("set-max-intset-entries", "", 512),
    "sorted_set_packed_members": ("zset-max-listpack-entries", "zset-max-ziplist-entries", 128),
    "sorted_set_packed_value": ("zset-max-listpack-value", "zset-max-ziplist-value", 64),
}
# The first patches that do not fill a stream's block beyond its limit, and that give back the room of a full one.
_FILLED, _KEPT = {"6.2": 6}, {"6.2": 12, "7.0": 10}
# MEMORY MALLOC-STATS is the one question whose answer is large, for the server too: it is not put to a full one.
ROOM_FOR_STATISTICS = 2**20

SLOTS = 16_384
FLAGS, MASTER, FIRST_RANGE = 2, 3, 8  # places in a line of CLUSTER NODES
_RANGE = re.compile(r"(?P<first>[0-9]{1,5})(?:-(?P<last>[0-9]{1,5}))?")


@record
class Facts:
    """What a server says of itself; sizes in bytes.

    `version` is a release that the model knows, or a newer one; `allocator` is the model's word; `notes` are sentences
    for the user, such as a version newer than any known. `slots` are those that a node of a `cluster` has of all.
    """

    server: str
    version: str
    full_version: str
    allocator: str
    cluster: bool
    replica: bool
    maximum_memory: int
    keys: dict[int, int]
    thresholds: dict[str, int]
    notes: tuple[str, ...]
    slots: int = SLOTS

    @property
    def title(self) -> str:
        """As a person calls it: Client 7.2.6 (jemalloc)."""
        return f"{self.server.capitalize()} {self.full_version} ({self.allocator})"

    @property
    def arguments(self) -> str:
        """The parameters of the model's functions, in the notation."""
        return ", ".join([f"{name} = {text}" for name, text in self.settings.items()])

    @property
    def settings(self) -> dict[str, str]:
        """The same by name, a text in the notation each."""
        return {"server": f'"{self.server}"', "version": self.version, "allocator": f'"{self.allocator}"'}

    @property
    def packs_sets(self) -> bool:
        """Whether small sets of texts are packed, and there is a limit to it: from Redis 7.2 on and in Valkey."""
        return self.server == "valkey" or release_parts(self.version) >= release_parts("7.2")

    @property
    def full_blocks(self) -> str:
        """What blocks of a stream do that are full by their bytes, to the model; "" where it is what all newer ones do.

        It is a text of the setting `full_blocks`: 6.2.0 to 6.2.11 and 7.0.0 to 7.0.9 differ from the newest.
        """
        found = re.match(r"([67]\.[02])\.([0-9]{1,3})(?![0-9])", self.full_version, re.ASCII)
        if self.server != "redis" or found is None:
            return ""
        release, patch = found[1], int(found[2])
        return "filled and kept" if patch < _FILLED.get(release, 0) else "kept" if patch < _KEPT.get(release, 0) else ""


def facts(client: Client) -> Facts:
    """What a server says of itself. OddReply, Cut, EstimateError."""
    info = information(client.ask("INFO"))
    server = "valkey" if "valkey_version" in info or info.get("server_name") == "valkey" else "redis"
    full = plain(info.get("valkey_version") or info.get("redis_version") or "without a version", LONGEST_VERSION)
    version, notes = release(server, full)
    room = room_left(info)
    allocator, more = _allocator(client, plain(info.get("mem_allocator", ""), LONGEST_VERSION), room)
    is_node = info.get("cluster_enabled", "0") != "0"
    slots, unknown = _slots(client) if is_node else (SLOTS, [])
    return Facts(
        server,
        version,
        full,
        allocator,
        is_node,
        info.get("role") != "master",
        said(info, "maxmemory", 0),
        keyspace(info),
        _thresholds(client),
        (*notes, *more, *unknown),
        slots,
    )


def _slots(client: Client) -> tuple[int, list[str]]:
    """How many slots a node of a cluster has; all where it may not be asked, which a sentence says."""
    [reply] = client.ask_all([("CLUSTER", "NODES")])
    if isinstance(reply, Failure):
        return SLOTS, ["this user may not ask for the slots of the node (CLUSTER NODES): taken to be all"]
    return slots_of(text_of(reply, "CLUSTER NODES").decode(errors="replace")), []


def slots_of(lines: str) -> int:
    """The slots of the node that CLUSTER NODES was asked of, or of its master; all where it has none yet."""
    nodes = [line.split() for line in lines.splitlines()]
    nodes = [node for node in nodes if len(node) >= FIRST_RANGE]
    own = next((node for node in nodes if "myself" in node[FLAGS].split(",")), None)
    if own is not None and own[MASTER] != "-":
        own = next((node for node in nodes if node[0] == own[MASTER]), own)
    found = [_RANGE.fullmatch(part) for part in own[FIRST_RANGE:]] if own is not None else []
    counts = [int(each["last"] or each["first"]) - int(each["first"]) + 1 for each in found if each is not None]
    return min(SLOTS, max(1, sum(counts))) if counts else SLOTS


def room_left(info: dict[str, str]) -> int | None:
    """Bytes below a server's maxmemory, by its INFO; None where it has none. OddReply."""
    most = said(info, "maxmemory", 0)
    if not most:
        return None
    # Buffers of replicas and of the append-only file do not count (4.0 on).
    return max(0, most - said(info, "used_memory", least=1) + said(info, "mem_not_counted_for_evict", 0))


def release(server: str, full: str) -> tuple[str, tuple[str, ...]]:
    """The release that a server is of, to the model, and a note where that is not what it says of itself."""
    known, name = listed(server), f"{server.capitalize()} {full}"
    found = re.match(r"([0-9]{1,3})\.([0-9]{1,3})(\.|$)", full, re.ASCII)
    if found is None:  # a server that is only compatible
        return known[-1], (f"{name} is no version that can be read: the rules of {known[-1]} are used",)
    version = f"{int(found[1])}.{int(found[2])}"
    older = [each for each in known if release_parts(each) <= release_parts(version)]
    if not older:
        return known[0], (f"{name} is older than any that is modelled: as {known[0]}",)
    if version in known:
        return version, ()
    if older == known:
        return version, (f"{name} is newer than any that was measured: the rules of {known[-1]} are used",)
    return older[-1], (f"{name} is no release that is known: the rules of {older[-1]} are used",)


def listed(server: str) -> list[str]:
    """The releases of a server that the model knows, the oldest first."""
    module = shipped_library().module(KNOWN)
    assert module is not None, "the library has no list of releases"
    return list(module.releases[server].known)


def _allocator(client: Client, name: str, room: int | None) -> tuple[str, tuple[str, ...]]:
    """The model's word for an allocator; a jemalloc's quantum shows in its classes."""
    if name.startswith("libc"):
        return "glibc", ()
    if not name.startswith("jemalloc"):
        return "jemalloc", (f"the allocator {name} is not known: it is taken for jemalloc",)
    if room is not None and room < ROOM_FOR_STATISTICS:
        return "jemalloc", ("too near its maxmemory to ask for its allocator's classes: a quantum of 8 bytes is taken",)
    [reply] = client.ask_all([("MEMORY", "MALLOC-STATS")])
    if isinstance(reply, Failure):
        return "jemalloc", ("the server does not tell its allocator's classes: a quantum of 8 bytes is taken",)
    text = text_of(reply, "MEMORY MALLOC-STATS").decode(errors="replace")
    sizes = {words[0] for line in text.splitlines() if len(words := line.split(maxsplit=4)) > 3}
    if "24" in sizes and "40" in sizes:
        return "jemalloc", ()
    if name.startswith("jemalloc-5.3.") and name != "jemalloc-5.3.0":
        return "debian-5.3.1", ()
    return "debian", ()


def default_thresholds() -> dict[str, int]:
    """The limits of the packed forms of a server that is not told otherwise."""
    return {name: default for name, (_, _, default) in THRESHOLDS.items()}


def _thresholds(client: Client) -> dict[str, int]:
    """The limits of the packed forms; where CONFIG GET is forbidden or knows none, their defaults."""
    asked = "CONFIG GET"
    [reply] = client.ask_all([("CONFIG", "GET", "*max-*")])
    found = {} if isinstance(reply, Failure) else {plain(name): plain(value) for name, value in pairs(reply, asked)}
    values: dict[str, int] = {}
    for name, (new, old, default) in THRESHOLDS.items():
        values[name] = said(found, new if new in found else old, default, source=asked)
    return values
