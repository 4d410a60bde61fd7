"""What a server is loaded with, and the line of the notation that predicts its memory.

A workload is a name and parameters: the type and number of keys, the lengths, the elements of each. From them come the
commands that load it (the same on every run) and the call of the library's function. No arithmetic about Redis is here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from estimator.comparers.comparison import predicted_bytes
from estimator.comparers.redis.draws import (
    Chance,
    decimal,
    distinct,
    draw_length,
    draw_number,
    int64,
    integer,
    text,
)
from estimator.comparers.redis.expressions import EXPRESSIONS
from estimator.comparers.redis.names import SLOTS, key_names, own_names, slot_of
from estimator.records import record, replace

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeAlias

    from estimator.comparers.calls import Line
    from estimator.producers.redis.facts import Facts

    Command: TypeAlias = tuple[str | int, ...]

SEED = 20_261_124
FAR = 10_000_000  # seconds to live: nothing expires while it is measured
FIRST_MILLISECOND = 1_700_000_000_000
FIRST_END = 2 * FIRST_MILLISECOND  # of the times to which fields live that have times of their own


WITH_TABLES = ("hash", "set", "zset", "geo")  # of their own, which a look at an element moves on


@record
class Workload:
    """A workload by name, with its parameters."""

    name: str
    parameters: dict[str, Any]
    seed: int | None = None  # of the names of its keys; without one they are the same on every run
    line: Line | None = None  # of a user's sheet, that says what it is

    @property
    def keys(self) -> int:
        """How many keys it writes."""
        return int(self.parameters["keys"])

    @property
    def length(self) -> int:
        """How many commands write it."""
        return sum(1 for _ in self.commands())

    @property
    def options(self) -> tuple[str, ...]:
        """What its server is started with."""
        return tuple(self.parameters.get("server_args", ()))

    def scaled(self, keys: int) -> Workload:
        """The same with another number of keys."""
        return replace(self, parameters={**self.parameters, "keys": keys})

    def seeded(self, seed: int) -> Workload:
        """The same with names of its own, of the same lengths: those of the seed, which nobody else has."""
        return replace(self, seed=seed)

    @property
    def slots(self) -> int:
        """How many slots its server has, if that is a node of a cluster."""
        return int(self.parameters.get("slots", SLOTS))

    @property
    def throw_away(self) -> str:
        """The key that each kind of command is tried on."""
        name = "estimator:throw-away" + (f":{self.seed:016x}" if self.seed is not None else "")
        return next(each for each in (name, *[f"{name}:{count}" for count in range(SLOTS)])
                    if slot_of(each) < self.slots)  # fmt: skip

    def names(self) -> Iterator[str]:
        """The names of its keys, none twice, in the order in which they are written."""
        if self.seed is not None:
            return own_names(self.parameters, self.seed)
        return iter(dict.fromkeys(str(command[1]) for command in self.commands()))

    def commands(self) -> Iterator[Command]:
        """What writes it, key by key."""
        chance = Chance(SEED)
        names = key_names(self.parameters, chance) if self.seed is None else own_names(self.parameters, self.seed)
        return _WRITERS[self.parameters["type"]](self.parameters, chance, names)

    def looks(self) -> Iterator[Command]:
        """Reads of each element, which drive a growing table's move to its end; none of what is just loaded."""
        if self.parameters.get("just_loaded"):
            return
        kind = self.parameters["type"]
        for command in self.commands():
            match kind, command[0]:
                case "hash", "HSET" | "HMSET":
                    yield from (("HEXISTS", command[1], field) for field in command[2::2])
                case "set", "SADD":
                    yield from (("SISMEMBER", command[1], member) for member in command[2:])
                case "zset", "ZADD":
                    yield from (("ZSCORE", command[1], member) for member in command[3::2])
                case "geo", "GEOADD":
                    yield from (("ZSCORE", command[1], member) for member in command[4::3])
                case _, "EXPIRE" | "HPEXPIRE" | "HPEXPIREAT" | "HDEL" | "SREM" | "ZREM":
                    pass
                case _:
                    yield ("EXISTS", command[1])
                    yield ("TTL", command[1])

    def expression(self, facts: Facts) -> str:
        """The line that predicts the growth of used_memory."""
        given = self.parameters
        if self.line is not None:
            more = {"full_blocks": f'"{facts.full_blocks}"'} if given["type"] == "stream" and facts.full_blocks else {}
            if self.options and given["type"] not in WITH_TABLES:  # the tables of the slots are as just loaded
                more["just_loaded"] = '"yes"'
            return self.line.call(**given["instead"], keys=f"{self.keys} key", **facts.settings, **more)
        parts = [EXPRESSIONS[given["type"]](given)]
        if given.get("ttl"):
            parts.append("ttl = 100%")
        parts.append(facts.arguments)
        if given["type"] == "stream" and facts.full_blocks:
            parts.append(f'full_blocks = "{facts.full_blocks}"')
        if "--cluster-enabled" in self.options:
            parts.append('cluster = "yes", just_loaded = "yes"')  # a full slot's table grows within two minutes
        call, _, rest = parts[0].partition("(")
        arguments = ", ".join([f"{self.keys} key", rest, *parts[1:]])
        return f"{call}({arguments})"

    def predicted(self, expression: str) -> float:
        """The bytes that its line says. EstimateError."""
        return predicted_bytes(expression) if self.line is None else self.line.predicted(expression)


def _expired(key: str, given: dict[str, Any], chance: random.Random) -> Iterator[Command]:
    share = float(given.get("ttl", 0))
    if share >= 1 or (share > 0 and isinstance(chance, Chance) and chance.is_among(share)):
        yield ("EXPIRE", key, FAR)


def _strings(given: dict[str, Any], chance: random.Random, names: Iterator[str]) -> Iterator[Command]:
    kind = given["value_kind"]
    for key in names:
        if kind == "int64":
            yield ("SET", key, int64(chance))
        elif kind == "int32":
            yield ("SET", key, chance.randrange(100_000_000, 2**31))
        elif kind == "small":
            yield ("SET", key, chance.randrange(10_000))
        elif kind == "integer":
            yield ("SET", key, integer(chance, draw_length(given["value_len"], chance)))
        elif kind == "counter":
            yield from _counted(key, integer(chance, draw_length(given["value_len"], chance)))
        elif kind == "incr":
            yield ("INCRBY", key, 1_000_003)
            yield ("INCRBY", key, 1_000_003)
            yield ("INCRBY", key, 1_000_003)
        elif kind == "append":
            whole = draw_length(given["value_len"], chance)
            for start in range(0, whole, int(given["piece"])):
                yield ("APPEND", key, text(chance, min(int(given["piece"]), whole - start)))
        else:
            yield ("SET", key, text(chance, draw_length(given["value_len"], chance)))
        yield from _expired(key, given, chance)


def _counted(key: str, number: int) -> Iterator[Command]:
    """A counter that comes to a number, or one or two more, in three equal steps: the first tells that it is ours."""
    for _ in range(3):
        yield ("INCRBY", key, -(-number // 3))


def _hashes(given: dict[str, Any], chance: random.Random, names: Iterator[str]) -> Iterator[Command]:
    element = given["element"]
    for key in names:
        fields = distinct(chance, _elements(given, chance), element["len"], element["kind"])
        for start in range(0, len(fields), 50):
            pairs: list[str | int] = []
            for field in fields[start : start + 50]:
                whole = element["value"] == "int64"
                pairs += [field, int64(chance) if whole else _of(element["value"], element["value_len"], chance)]
            yield ("HSET", key, *pairs)
        if element.get("field_ttl"):
            yield from _field_times(key, fields, element.get("times_apart", 0), chance)
        yield from _removed("HDEL", key, fields, given, chance)
        yield from _expired(key, given, chance)


def _field_times(key: str, fields: Sequence[str], apart: float, chance: random.Random) -> Iterator[Command]:
    """The times to which fields live: one for all of them, or each its own, at random and so many seconds apart."""
    if not apart:
        yield ("HPEXPIRE", key, FAR * 1000, "FIELDS", len(fields), *fields)
        return
    reach = max(1, round(len(fields) * apart * 1000))
    for field in fields:
        yield ("HPEXPIREAT", key, FIRST_END + chance.randrange(reach), "FIELDS", 1, field)


def _lists(given: dict[str, Any], chance: random.Random, names: Iterator[str]) -> Iterator[Command]:
    element = given["element"]
    for key in names:
        whole = _elements(given, chance)
        for start in range(0, whole, 50):
            number = min(50, whole - start)
            yield ("RPUSH", key, *[_of(element["kind"], element["len"], chance) for _ in range(number)])
        yield from _expired(key, given, chance)


def _sets(given: dict[str, Any], chance: random.Random, names: Iterator[str]) -> Iterator[Command]:
    element = given["element"]
    for key in names:
        members: list[str | int]
        if element["kind"] == "int":
            low, high = element["range"]
            members = list(chance.sample(range(low, high), _elements(given, chance)))
        else:
            members = list(distinct(chance, _elements(given, chance), element["len"], element["kind"]))
        if element.get("word"):
            members[0] = "word"
        for start in range(0, len(members), 50):
            yield ("SADD", key, *members[start : start + 50])
        yield from _removed("SREM", key, members, given, chance)
        yield from _expired(key, given, chance)


def _sorted_sets(given: dict[str, Any], chance: random.Random, names: Iterator[str]) -> Iterator[Command]:
    element = given["element"]
    for key in names:
        members = distinct(chance, _elements(given, chance), element["len"], element["kind"])
        score, digits = element.get("score"), element.get("score_len")
        for start in range(0, len(members), 50):
            pairs: list[str | int] = []
            for member in members[start : start + 50]:
                pairs += [chance.randrange(1_000_000) if score is None else _of(score, digits, chance), member]
            yield ("ZADD", key, *pairs)
        yield from _removed("ZREM", key, members, given, chance)
        yield from _expired(key, given, chance)


def _positions(given: dict[str, Any], chance: random.Random, names: Iterator[str]) -> Iterator[Command]:
    for key in names:
        members = distinct(chance, _elements(given, chance), given["element"]["len"], "text")
        for start in range(0, len(members), 50):
            places: list[str | int] = []
            for member in members[start : start + 50]:
                places += [f"{chance.uniform(-179, 179):.6f}", f"{chance.uniform(-80, 80):.6f}", member]
            yield ("GEOADD", key, *places)
        yield from _removed("ZREM", key, members, given, chance)
        yield from _expired(key, given, chance)


def _streams(given: dict[str, Any], chance: random.Random, names: Iterator[str]) -> Iterator[Command]:
    element = given["element"]
    for key in names:
        last, number = -1, 0
        for place in range(_elements(given, chance)):
            pairs: list[str | int] = []
            for name, length in zip(_names_of_entry(element, place, chance), element["value_lens"], strict=True):
                pairs += [name, _of(element.get("value", "text"), length, chance)]
            # So many entries a millisecond, or one in so many of them.
            after = int(place / element["per_ms"]) if "per_ms" in element else place * element["id_step_ms"]
            number = number + 1 if after == last else 0
            last = after
            yield ("XADD", key, f"{FIRST_MILLISECOND + after}-{number}", *pairs)
        yield from _expired(key, given, chance)


def _names_of_entry(element: dict[str, Any], place: int, chance: random.Random) -> Sequence[str]:
    """The names of an entry's fields: of several kinds one in its share of the entries, or by turns without shares."""
    kinds = element.get("kinds")
    if not kinds:
        names: Sequence[str] = element["field_names"]
        return names
    shares = element.get("shares")
    found: Sequence[str] = chance.choices(kinds, shares)[0] if shares else kinds[place % len(kinds)]
    return found


def _bitmaps(given: dict[str, Any], chance: random.Random, names: Iterator[str]) -> Iterator[Command]:
    for key in names:
        for bit in range(0, given["bits"], given.get("step", 1)) if given.get("one_by_one") else (given["bits"] - 1,):
            yield ("SETBIT", key, bit, 1)
        yield from _expired(key, given, chance)


def _hyperloglogs(given: dict[str, Any], chance: random.Random, names: Iterator[str]) -> Iterator[Command]:
    for key in names:
        yield ("PFADD", key, *distinct(chance, _elements(given, chance), 12, "text"))
        yield from _expired(key, given, chance)


def _elements(given: dict[str, Any], chance: random.Random) -> int:
    """How many elements a key has, those that are deleted again among them; one at least."""
    left = max(1, draw_length(given["elements"], chance))
    return max(1, round(left / (1 - float(given.get("deleted", 0)))))


def _removed(
    command: str, key: str, elements: Sequence[str | int], given: dict[str, Any], chance: random.Random
) -> Iterator[Command]:
    """Deletions of a share of a key's elements in any order; the first stays, which tells that the key is ours.

    So many at once as is given, else one: of several at once Valkey looks at a table's size behind the last one alone.
    """
    count, at_once = round(len(elements) * given.get("deleted", 0)), given.get("deleted_at_once", 1)
    gone = chance.sample(elements[1:], min(count, len(elements) - 1)) if count else []
    yield from ((command, key, *gone[start : start + at_once]) for start in range(0, len(gone), at_once))


def _of(kind: str, length: Any, chance: random.Random) -> str | int:
    """A text, a whole number or a decimal of a length; for the kind `number` one of those given."""
    if kind == "number":
        return draw_number(length, chance)
    own = draw_length(length, chance)
    match kind:
        case "integer":
            return integer(chance, own)
        case "decimal":
            return decimal(chance, own)
        case _:
            return text(chance, own)


_WRITERS: dict[str, Callable[[dict[str, Any], random.Random, Iterator[str]], Iterator[Command]]] = {
    "string": _strings,
    "hash": _hashes,
    "list": _lists,
    "set": _sets,
    "zset": _sorted_sets,
    "geo": _positions,
    "stream": _streams,
    "bitmap": _bitmaps,
    "hll": _hyperloglogs,
}
DATA_TYPES = tuple(_WRITERS)
