"""Items of memcached predicted and measured, on a server that is started or lent."""

from __future__ import annotations

import contextlib
import itertools
import secrets
from typing import TYPE_CHECKING

from estimator.comparers import ledger
from estimator.comparers.comparison import Comparison, Server, System
from estimator.comparers.interruptions import terminable
from estimator.comparers.lending import cleaned_up, lent
from estimator.comparers.memcached.client import connected
from estimator.comparers.memcached.items import BOUNDS, ITEM, LEAST_KEY, WORKLOADS, Items
from estimator.comparers.memcached.servers import MEGABYTES, MISSING, program, programs, running
from estimator.comparers.memcached.sheets import LONGEST_KEY, of_sheet
from estimator.comparers.programs import A_SERVER
from estimator.problems import refused
from estimator.producers.redis.client import Address, parse_address

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from estimator.comparers.comparison import Left, Program, Progress, Run
    from estimator.comparers.ledger import Note
    from estimator.comparers.memcached.client import Client

PORT = 11_211
PART = 2000  # items between two moves of a bar
MOST_KEYS = 10**9
MEGABYTE = 2**20


def on_program(found: Program, workloads: list[Items], progress: Progress) -> Run:
    """A fresh server of a program for each workload; what it says of itself, and the comparisons as they come.

    EstimateError where a workload is too large for such a server, before any of them begins.
    """
    for items in workloads:
        if items.predicted > MEGABYTES * MEGABYTE / 2:
            message = f"{items.name} of {items.keys:,} items fills more than half of a server of {MEGABYTES} MiB"
            raise refused(found.path, message, f"give fewer items with --keys; or {A_SERVER}, with more memory")

    def all_of_them() -> Generator[Comparison]:
        for items in workloads:
            with running(found.path) as client:
                comparison = _compared(client, items, progress)
            yield comparison

    return Server("memcached", "memcached", found.version.rpartition(" ")[2], found.version), all_of_them()


def on_server(text: str, workloads: list[Items], progress: Progress, even_if_not_empty: bool) -> Run:  # noqa: FBT001  of a table
    """A server that runs already: nothing of it is overwritten or put out, and what is written goes again."""
    address = parse_address(text, PORT)
    with connected(address) as client:
        version = _usable(client, 0, even_if_not_empty=even_if_not_empty)

    def all_of_them() -> Generator[Comparison]:
        for items in workloads:
            if items.kind != ITEM:  # pages are not given back, and some may be free already
                continue
            ours = items.drawn(secrets.token_hex(6))
            with terminable(), connected(address) as client, _lent(client, address, ours, even_if_not_empty):
                comparison = _compared(client, ours, progress)
            yield comparison

    return Server("memcached", "memcached", version, f"memcached {version}"), all_of_them()


def _compared(client: Client, items: Items, progress: Progress) -> Comparison:
    def taken() -> int:
        return client.number("bytes") if items.kind == ITEM else client.number("total_malloced", "slabs")

    before, names, written = taken(), items.names(), 0
    while part := list(itertools.islice(names, PART)):
        client.write(items, part, written)
        written += len(part)
        progress(items, len(part))
    growth = taken() - before
    if growth <= 0:
        message = f"the memory of {client.place} does not grow while {items.name} is written to it"
        raise client.problem(message, "use a server that nobody else uses meanwhile")
    predicted, bound = items.predicted / items.keys, BOUNDS[items.kind]
    return Comparison(items.name, items.keys, items.said, "", predicted, growth / items.keys, bound, items.kind)


def _usable(client: Client, needed: int, *, even_if_not_empty: bool) -> str:
    """A server's version. EstimateError where it cannot be written to for a measurement."""
    found = client.figures()
    place, full = client.place, found.get("curr_items", "")
    room = [found.get(name, "") for name in ("limit_maxbytes", "bytes")]
    if not full.isdecimal() or not all(each.isdecimal() for each in room):
        raise client.problem(f"what answers at {place} is no memcached", "check the port")
    if int(full) and not even_if_not_empty:
        message = f"{place} is not empty: it has {full} item{'s' if int(full) > 1 else ''}"
        remedy = "use an empty server, or add --even-if-not-empty: what is there stays as it is"
        raise refused(place, message, remedy)
    if int(room[0]) - int(room[1]) < 2 * needed + 8 * MEGABYTE:
        message = f"{place} has little memory left, and might put out items to make room"
        raise refused(place, message, "use a server with more (-m), or fewer items (--keys)")
    version = found.get("version", "")
    return version if version.isascii() and version.replace(".", "").isdecimal() else "of an unknown version"


@contextlib.contextmanager
def _lent(client: Client, address: Address, items: Items, even_if_not_empty: bool) -> Iterator[None]:  # noqa: FBT001  passed on
    """A server for the time of a workload: its names are noted before they are there. EstimateError."""
    _usable(client, int(items.predicted), even_if_not_empty=even_if_not_empty)
    content = {"system": "memcached", "workload": items.name, "keys": items.keys, "draw": items.draw}
    content["key_length"] = items.key_length  # which with the draw makes the names
    with lent(address, content, lambda: _deleted(address, items)):
        yield


def _deleted(address: Address, items: Items) -> int:
    """How many items of ours were there and are deleted, by a client of its own."""
    with connected(address) as client:  # what another has not answered yet would come in between
        return client.delete(items.names())


def cleaned(note: Note, server: str) -> Left | None:
    """Delete what a run that was killed left behind, if it is on this server; a note that cannot be done stays."""
    match note.content:
        case {
            "host": str(host),
            "port": int(port),
            "workload": str(name),
            "keys": int(keys),
            "draw": str(draw),
        } if 0 < keys < MOST_KEYS and len(draw) == 12 and draw.isascii() and draw.isalnum():
            known = WORKLOADS.get(name)
            length = note.content.get("key_length", known.key_length if known is not None else 0)
            if not isinstance(length, int) or not LEAST_KEY <= length <= LONGEST_KEY:
                ledger.says_nothing(note.path)
            address, items = Address(host, port), Items(name, ITEM, keys, length, 0, draw=draw)
        case _:
            ledger.says_nothing(note.path)
    if server and parse_address(server, PORT) != address:
        return None
    return cleaned_up(note, address, name, "item", lambda: (_deleted(address, items), 0))


SYSTEM = System(
    "memcached",
    "items",
    "bytes an item of stats",
    "0.1% of items, 1% of memory pages",
    WORKLOADS,
    programs,
    program,
    lambda: MISSING,
    on_program,
    on_server,
    cleaned,
    of_sheet,
)
