"""Shapes of data that the workloads of `verify redis` lack, with what writes them and the line that predicts them.

`python -m tests.redis_shapes` measures all of them on the servers of this machine and prints the records in
`cases/redis/shapes.csv`; the programs of more servers are named behind it.
"""

from __future__ import annotations

import csv
import random
import sys
from typing import TYPE_CHECKING

from estimator.comparers.redis.measuring import used_memory
from estimator.comparers.redis.servers import running
from estimator.producers.redis.client import connect
from estimator.producers.redis.facts import facts
from estimator.records import record
from tests.real import servers
from tests.redis_server import fill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    from estimator.producers.redis.client import Address

    Command: TypeAlias = tuple[str | int, ...]

FIRST_MILLISECOND = 1_700_000_000_000
SEED = 181
THROW_AWAY = "k:throw-away"


@record
class Shape:
    """What so many keys are, and the call that predicts them, with a place for what a server is."""

    keys: int
    call: str
    of_key: Callable[[str, random.Random], Iterator[Command]]
    bound: float  # as a share; 5% with the C library's allocator where that is more
    needs: str = ""  # a command that older servers lack

    def commands(self) -> Iterator[Command]:
        """What writes all of them."""
        chance = random.Random(SEED)
        for place in range(self.keys):
            yield from self.of_key(f"k{place:011d}", chance)

    def expression(self, arguments: str, full_blocks: str = "") -> str:
        """The line that predicts them on a server, on which a stream's full blocks do something else than on most."""
        blocks = f', full_blocks = "{full_blocks}"' if full_blocks else ""
        return self.call.format(keys=f"{self.keys} key", server=arguments, stream=arguments + blocks)


def _stream(
    entries: int, milliseconds: int, fields: dict[str, int], kinds: int = 1
) -> Callable[[str, random.Random], Iterator[Command]]:
    """Entries so far apart, all in one millisecond where that is none; of kinds with a letter more to the names."""

    def of_key(key: str, chance: random.Random) -> Iterator[Command]:
        for place in range(entries):
            moment = FIRST_MILLISECOND + place * milliseconds
            pairs: list[str] = []
            kind = chr(ord("A") + chance.randrange(kinds)) if kinds > 1 else ""
            for name, length in fields.items():
                pairs += [name + kind, _letters(chance, length)]
            yield ("XADD", key, f"{moment}-{0 if milliseconds else place}", *pairs)

    return of_key


def _read_stream(
    entries: int, milliseconds: int, groups: int, consumers: int, batches: int, at_once: int
) -> Callable[[str, random.Random], Iterator[Command]]:
    """One that groups have read in turns of their consumers, and not acknowledged."""
    write = _stream(entries, milliseconds, {"v": 5})

    def of_key(key: str, chance: random.Random) -> Iterator[Command]:
        yield from write(key, chance)
        for group in range(groups):
            yield ("XGROUP", "CREATE", key, f"group-{group}", 0)
            for batch in range(batches):
                reader = ("GROUP", f"group-{group}", f"consumer-{batch % consumers:03d}")
                yield ("XREADGROUP", *reader, "COUNT", at_once, "STREAMS", key, ">")

    return of_key


def _letters(chance: random.Random, length: int) -> str:
    return "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=length))


def _elements(
    write: str, elements: int, long_first: int = 0, delete: str = "", deleted: int = 0, look: str = ""
) -> Callable[[str, random.Random], Iterator[Command]]:
    """Members, fields with values or members with scores, seven a command; the last deleted, all looked for.

    No two keys have the same: which of them share a bucket is by chance, once for each start of a server.
    """

    def of_key(key: str, _chance: random.Random) -> Iterator[Command]:
        def named(place: int) -> str:
            return f"e{(place * 7919 + int(key[1:]) * 104_729) % 10_000_000:07d}"

        for start in range(0, elements, 7):
            given: list[str | int] = []
            for place in range(start, min(start + 7, elements)):
                name, value = named(place), "v" * (8 if place or not long_first else long_first)
                given += [name] if write == "SADD" else [name, value] if write == "HSET" else [place, name]
            yield (write, key, *given)
        for start in range(elements - deleted, elements, 20):
            yield (delete, key, *(named(place) for place in range(start, min(start + 20, elements))))
        for place in range(elements if look else 0):
            yield (look, key, named(place))

    return of_key


def _expiring(fields: int, milliseconds: int) -> Callable[[str, random.Random], Iterator[Command]]:
    """Fields that live to times at random, so far apart on average; all to one where that is none."""
    write = _elements("HSET", fields)

    def of_key(key: str, chance: random.Random) -> Iterator[Command]:
        for _, _, *pairs in write(key, chance):
            for name, value in zip(pairs[::2], pairs[1::2], strict=True):
                moment = 2 * FIRST_MILLISECOND + chance.randrange(max(1, fields * milliseconds))
                yield ("HSET", key, name, value)
                yield ("HPEXPIREAT", key, moment, "FIELDS", 1, name)
        for look in _elements("HSET", fields, look="HEXISTS")(key, chance):
            if look[0] == "HEXISTS":
                yield look

    return of_key


def _integers_and_a_word(members: int, low: int, high: int) -> Callable[[str, random.Random], Iterator[Command]]:
    def of_key(key: str, chance: random.Random) -> Iterator[Command]:
        yield ("SADD", key, *chance.sample(range(low, high), members - 1), "w")

    return of_key


def _numbers(
    write: str, elements: int, numbers: tuple[int, int], names: tuple[int, int] | None = None
) -> Callable[[str, random.Random], Iterator[Command]]:
    """Integers anywhere from one to the other, of names of eight letters or of other such integers."""

    def of_key(key: str, chance: random.Random) -> Iterator[Command]:
        named: dict[str | int, int] = {}
        while names is not None and len(named) < elements:
            named[chance.randint(*names)] = chance.randint(*numbers)
        while names is None and len(named) < elements:
            named[_letters(chance, 8)] = chance.randint(*numbers)
        if write == "RPUSH":
            given: list[str | int] = list(named.values())
        elif write == "SADD":
            given = list(named)
        else:
            pairs = named.items() if write == "HSET" else ((number, name) for name, number in named.items())
            given = [part for pair in pairs for part in pair]
        yield (write, key, *given)

    return of_key


def _bits(bits: int, at_random: int = 0, step: int = 1) -> Callable[[str, random.Random], Iterator[Command]]:
    """All bits one after the other, or each so many, or so many anywhere."""

    def of_key(key: str, chance: random.Random) -> Iterator[Command]:
        places = (chance.randrange(bits) for _ in range(at_random)) if at_random else range(0, bits, step)
        return (("SETBIT", key, place, 1) for place in places)

    return of_key


def _appended(pieces: int, length: int) -> Callable[[str, random.Random], Iterator[Command]]:
    def of_key(key: str, _chance: random.Random) -> Iterator[Command]:
        return (("APPEND", key, "x" * length) for _ in range(pieces))

    return of_key


def _distinct(elements: int) -> Callable[[str, random.Random], Iterator[Command]]:
    def of_key(key: str, chance: random.Random) -> Iterator[Command]:
        for start in range(0, elements, 50):
            count = min(50, elements - start)
            yield ("PFADD", key, *(f"{chance.getrandbits(64):016x}" for _ in range(count)))

    return of_key


_GROUP = "redis.stream.group(960, 3, 7 B, 12 B, {first}, 16, entry_rate = 20 entry/s, {{server}})"
_GROUPS = f"{_GROUP.format(first='yes')} + {_GROUP.format(first='no')}"
_BURST = "entry_rate = 1 G entry/s, {server}"
_STREAM_BURST = "entry_rate = 1 G entry/s, {stream}"
SHAPES = {
    "stream_small": Shape(
        20,
        "redis.stream({keys}, 900, 12 B, 1, 3 B, 7 B, entry_rate = 25 entry/s, {stream})",
        _stream(900, 40, {"abc": 7}),
        0.005,
    ),
    "stream_burst": Shape(
        10,
        f"redis.stream({{keys}}, 2500, 12 B, 2, 2 B, 12 B, {_STREAM_BURST})",
        _stream(2500, 0, {"ab": 12, "cd": 12}),
        0.005,
    ),
    "stream_wide": Shape(
        10,
        "redis.stream({keys}, 700, 12 B, 4, 4 B, 33 B, entry_rate = 140 entry/s, {stream})",
        _stream(700, 7, {"aaaa": 33, "bbbb": 33, "cccc": 33, "dddd": 33}),
        0.005,
    ),
    "stream_of_kinds": Shape(
        10,
        "redis.stream({keys}, 1500, 12 B, 3, 6 B, 9 B, same_fields = 1/3, entry_rate = 50 entry/s, {stream})",
        _stream(1500, 20, {"aaaaa": 9, "bbbbb": 9, "ccccc": 9}, kinds=3),
        0.007,
    ),
    "stream_of_many_kinds": Shape(
        10,
        "redis.stream({keys}, 900, 12 B, 2, 8 B, 20 B, same_fields = 1/26, entry_rate = 50 entry/s, {stream})",
        _stream(900, 20, {"aaaaaaa": 20, "bbbbbbb": 20}, kinds=26),
        0.007,
    ),
    "stream_groups": Shape(
        4,
        f"redis.stream({{keys}}, 1200, 12 B, 1, 1 B, 5 B, entry_rate = 20 entry/s, {{stream}}) + 4 * ({_GROUPS})",
        _read_stream(1200, 50, 2, 3, 60, 16),
        0.03,
    ),
    "stream_group_burst": Shape(
        3,
        f"redis.stream({{keys}}, 3000, 12 B, 1, 1 B, 5 B, {_STREAM_BURST})"
        f" + 3 * redis.stream.group(3000, 1, 7 B, 12 B, {_BURST})",
        _read_stream(3000, 0, 1, 1, 30, 100),
        0.03,
    ),
    "hash_loaded": Shape(
        5, 'redis.hash({keys}, 4700, 12 B, 8 B, 8 B, just_loaded = "yes", {server})', _elements("HSET", 4700), 0.03
    ),
    "hash_small_loaded": Shape(
        500,
        "redis.hash({keys}, 40, 12 B, 8 B, spread.mix(2.5%, 70 B, 8 B), max_packed_entries = 0,"
        ' just_loaded = "yes", {server})',
        _elements("HSET", 40, long_first=70),
        0.03,
    ),
    "hash_expiring_together": Shape(
        4,
        "redis.hash({keys}, 950, 12 B, 8 B, 8 B, field_ttl = yes, field_times_apart = 0 s, {server})",
        _expiring(950, 0),
        0.02,
        "HPEXPIREAT",
    ),
    "hash_expiring_by_seconds": Shape(
        4,
        "redis.hash({keys}, 640, 12 B, 8 B, 8 B, field_ttl = yes, field_times_apart = 2 s, {server})",
        _expiring(640, 2000),
        0.02,
        "HPEXPIREAT",
    ),
    "hash_expiring_by_minutes": Shape(
        3,
        "redis.hash({keys}, 1900, 12 B, 8 B, 8 B, field_ttl = yes, field_times_apart = 60 s, {server})",
        _expiring(1900, 60_000),
        0.02,
        "HPEXPIREAT",
    ),
    "set_loaded_to_the_edge": Shape(
        10, 'redis.set({keys}, 1024, 12 B, 8 B, just_loaded = "yes", {server})', _elements("SADD", 1024), 0.03
    ),
    "set_loaded": Shape(
        10, 'redis.set({keys}, 1250, 12 B, 8 B, just_loaded = "yes", {server})', _elements("SADD", 1250), 0.03
    ),
    "sorted_set_loaded": Shape(
        10,
        'redis.sorted_set({keys}, 2300, 12 B, 8 B, just_loaded = "yes", {server})',
        _elements("ZADD", 2300),
        0.03,
    ),
    "hash_deleted": Shape(
        20,
        "redis.hash({keys}, 250, 12 B, 8 B, 8 B, deleted = 13/18, {server})",
        _elements("HSET", 900, delete="HDEL", deleted=650, look="HEXISTS"),
        0.03,
    ),
    "set_deleted": Shape(
        20,
        "redis.set({keys}, 400, 12 B, 8 B, deleted = 75%, {server})",
        _elements("SADD", 1600, delete="SREM", deleted=1200, look="SISMEMBER"),
        0.03,
    ),
    "set_few_left": Shape(
        20,
        "redis.set({keys}, 18, 12 B, 8 B, deleted = 97%, deleted_at_once = 20, {server})",
        _elements("SADD", 600, delete="SREM", deleted=582, look="SISMEMBER"),
        0.03,
    ),
    "hash_just_deleted": Shape(
        5,
        'redis.hash({keys}, 60, 12 B, 8 B, 8 B, deleted = 97%, deleted_at_once = 20, just_loaded = "yes", {server})',
        _elements("HSET", 2000, delete="HDEL", deleted=1940),
        0.03,
    ),
    "sorted_set_just_deleted": Shape(
        10,
        'redis.sorted_set({keys}, 50, 12 B, 8 B, deleted = 95%, deleted_at_once = 20, just_loaded = "yes", {server})',
        _elements("ZADD", 1000, delete="ZREM", deleted=950),
        0.03,
    ),
    "set_integers_and_a_word": Shape(
        300,
        'redis.set({keys}, 70, 12 B, 6 B, "integers and a word", {server})',
        _integers_and_a_word(70, 100_000, 1_000_000),
        0.01,
    ),
    "hash_seconds": Shape(
        300,
        'redis.hash({keys}, 100, 12 B, 8 B, 10 B, value = "integer", value_number = spread(uniform(1e9, 4e9)),'
        " {server})",
        _numbers("HSET", 100, (10**9, 4 * 10**9)),
        0.005,
    ),
    "hash_below_zero": Shape(
        300,
        "redis.hash({keys}, 70, 12 B, field_number = spread(uniform(1, 50_000)),"
        " value_number = spread(uniform(-9000, 9000)), {server})",
        _numbers("HSET", 70, (-9000, 9000), (1, 50_000)),
        0.005,
    ),
    "list_numbers": Shape(
        300,
        "redis.list({keys}, 150, 12 B, element_number = spread(uniform(-200, 40_000)), {server})",
        _numbers("RPUSH", 150, (-200, 40_000)),
        0.005,
    ),
    "sorted_set_seconds": Shape(
        300,
        "redis.sorted_set({keys}, 90, 12 B, 8 B, score_number = spread(uniform(1.6e9, 1.8e9)), {server})",
        _numbers("ZADD", 90, (1_600_000_000, 1_800_000_000)),
        0.005,
    ),
    "set_widened": Shape(
        600,
        'redis.set({keys}, 6, 12 B, member = "integer", member_number = spread(uniform(0, 36_000)), {server})',
        _numbers("SADD", 6, (0, 1), (0, 36_000)),
        0.01,
    ),
    "bitmap_ascending": Shape(200, 'redis.bitmap({keys}, 731, 12 B, 0%, "ascending", {server})', _bits(731), 0.005),
    "bitmap_sparse": Shape(
        40, 'redis.bitmap({keys}, 990_001, 12 B, 0%, "ascending", 900, {server})', _bits(990_001, step=900), 0.005
    ),
    "bitmap_random": Shape(200, 'redis.bitmap({keys}, 77_000, 12 B, 0%, "random", {server})', _bits(77_000, 300), 0.07),
    "appended": Shape(
        500, 'redis.string({keys}, 12 B, 741 B, "appended", piece = 57 B, {server})', _appended(13, 57), 0.005
    ),
    "hyperloglog_60": Shape(200, "redis.hyperloglog({keys}, 60, 12 B, {server})", _distinct(60), 0.05),
    "hyperloglog_850": Shape(100, "redis.hyperloglog({keys}, 850, 12 B, {server})", _distinct(850), 0.07),
    "hyperloglog_1300": Shape(100, "redis.hyperloglog({keys}, 1300, 12 B, {server})", _distinct(1300), 0.07),
}


def growth(address: Address, shape: Shape) -> int:
    """Bytes of used_memory that a shape takes. Each kind of command is used before, for that allocates what stays."""
    commands = list(shape.commands())
    first: dict[object, Command] = {}
    for command in commands:
        first.setdefault(command[0], command)
    key = commands[0][1]
    with connect(address) as probe:
        fill(address, [tuple(THROW_AWAY if part == key else part for part in command) for command in first.values()])
        fill(address, [("SET", THROW_AWAY, "")] * 40)  # Redis 8.6 keeps some commands that came together
        fill(address, [("DEL", THROW_AWAY)])
        before = used_memory(probe)
        fill(address, commands)
        return used_memory(probe) - before


def main() -> None:
    """Print the records."""
    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(["server", "arguments", "shape", "used_memory", "full_blocks"])
    for path in [*(program.path for program in servers()), *sys.argv[1:]]:
        with running(path) as address, connect(address) as client:
            found = facts(client)
        for name, shape in SHAPES.items():
            with running(path) as address:
                try:
                    server = f"{found.server} {found.full_version}"
                    rows.writerow([server, found.arguments, name, growth(address, shape), found.full_blocks])
                except Exception as error:  # noqa: BLE001  a command that an old server lacks
                    sys.stderr.write(f"{path} {name}: {error}\n")


if __name__ == "__main__":
    main()
