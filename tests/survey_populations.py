"""Keys with known bytes, and a server in memory that has them: a survey's sampling without the time that it takes."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from estimator.producers.redis.client import parse_address
from estimator.producers.redis.survey.apart import set_apart
from estimator.producers.redis.survey.beside import Beside
from estimator.producers.redis.survey.elements import Terms
from estimator.producers.redis.survey.finding import WORTH_A_SEARCH, WORTH_A_SEARCH_ANYWAY
from estimator.producers.redis.survey.interval import precision
from estimator.producers.redis.survey.plans import Place, Plan
from estimator.producers.redis.survey.sampling import Sampling
from estimator.producers.redis.survey.searching import search

if TYPE_CHECKING:
    from collections.abc import Callable

    from estimator.producers.redis.survey.strata import Strata

Sizes = dict[bytes, float]
AROUND = 60  # bytes of a key besides its value
EMPTY = 1_000_000  # bytes of a server without keys
BATCH = 500


def _named(prefix: str, sizes: list[float]) -> Sizes:
    return {b"%s:%d" % (prefix.encode(), place): AROUND + size for place, size in enumerate(sizes)}


def lognormal(chance: random.Random, keys: int) -> Sizes:
    return _named("session", [chance.lognormvariate(5, 1) for _ in range(keys)])


def wide_lognormal(chance: random.Random, keys: int) -> Sizes:
    return _named("cart", [chance.lognormvariate(5, 2) for _ in range(keys)])


def pareto(shape: float) -> Callable[[random.Random, int], Sizes]:
    def drawn(chance: random.Random, keys: int) -> Sizes:
        return _named("page", [100 * chance.paretovariate(shape) for _ in range(keys)])

    return drawn


def zipf(chance: random.Random, keys: int) -> Sizes:
    """Followers by rank, beside likes that are all alike."""
    ranks = [keys * 20 / rank for rank in range(1, keys // 4)]
    chance.shuffle(ranks)
    return _named("followers", ranks) | _named("likes", [8.0] * (keys - len(ranks)))


def huge_alone(chance: random.Random, keys: int) -> Sizes:
    return lognormal(chance, keys) | {b"leaderboard": 300.0 * keys}


def huge_among(chance: random.Random, keys: int) -> Sizes:
    """One key of a common pattern that takes as much as all others."""
    found = lognormal(chance, keys)
    found[b"session:%d" % chance.randrange(keys)] = sum(found.values())
    return found


def many_groups(chance: random.Random, keys: int) -> Sizes:
    found: Sizes = {}
    for group in range(30):
        middle, spread = chance.uniform(3, 7), chance.uniform(0.2, 1.2)
        name = chr(97 + group % 26) * (1 + group // 26)
        found |= _named(name, [chance.lognormvariate(middle, spread) for _ in range(keys // 30)])
    return found


def zipf_of_groups(chance: random.Random, keys: int) -> Sizes:
    """Forty groups, the numbers of whose keys fall as their ranks, each with a mean of its own."""
    found: Sizes = {}
    whole = sum(1 / rank for rank in range(1, 41))
    for rank in range(1, 41):
        name = chr(97 + rank % 26) * (1 + rank // 26)
        middle = chance.uniform(3, 8)
        number = max(1, round(keys / rank / whole))
        found |= _named(name, [chance.lognormvariate(middle, 0.8) for _ in range(number)])
    return found


def bimodal(chance: random.Random, keys: int) -> Sizes:
    def size() -> float:
        return chance.lognormvariate(4, 0.3) if chance.random() < 0.85 else chance.lognormvariate(9, 0.4)

    return _named("item", [size() for _ in range(keys)])


def uniform(chance: random.Random, keys: int) -> Sizes:
    return _named("even", [chance.uniform(10, 1000) for _ in range(keys)])


def constant(_chance: random.Random, keys: int) -> Sizes:
    return _named("like", [100.0] * keys)


def exponential(chance: random.Random, keys: int) -> Sizes:
    return _named("note", [chance.expovariate(1 / 400) for _ in range(keys)])


def weibull(chance: random.Random, keys: int) -> Sizes:
    return _named("file", [chance.weibullvariate(200, 0.5) for _ in range(keys)])


def other_tails(chance: random.Random, keys: int) -> Sizes:
    """Four groups with tails of their own: a power, lognormal, exponential, none."""
    draws: dict[str, Callable[[], float]] = {
        "page": lambda: 100 * chance.paretovariate(1.2),
        "cart": lambda: chance.lognormvariate(5, 1.5),
        "note": lambda: chance.expovariate(1 / 500),
        "even": lambda: chance.uniform(10, 3000),
    }
    found: Sizes = {}
    for name, draw in draws.items():
        found |= _named(name, [draw() for _ in range(keys // 4)])
    return found


def shop(chance: random.Random, keys: int) -> Sizes:
    """Sessions, users that are alike, a few followers and feeds that are long, counts."""
    draws: dict[str, tuple[float, Callable[[], float]]] = {
        "session": (0.6, lambda: chance.lognormvariate(5, 1)),
        "user": (0.25, lambda: chance.uniform(100, 140)),
        "followers": (0.05, lambda: min(60_000, 40 * chance.paretovariate(1.5))),
        "count": (0.07, lambda: 8.0),
        "feed": (0.03, lambda: min(40_000, 800 * chance.lognormvariate(0, 1))),
    }
    found: Sizes = {}
    for name, (share, draw) in draws.items():
        found |= _named(name, [draw() for _ in range(round(share * keys))])
    return found


SHAPES: dict[str, Callable[[random.Random, int], Sizes]] = {
    "lognormal": lognormal,
    "lognormal, wide": wide_lognormal,
    "Pareto 1.1": pareto(1.1),
    "Pareto 1.3": pareto(1.3),
    "Pareto 1.5": pareto(1.5),
    "Pareto 2": pareto(2.0),
    "Zipf": zipf,
    "huge, alone": huge_alone,
    "huge, among others": huge_among,
    "many groups": many_groups,
    "Zipf of groups": zipf_of_groups,
}
# For which the interval was not set.
OTHERS: dict[str, Callable[[random.Random, int], Sizes]] = {
    "bimodal": bimodal,
    "uniform": uniform,
    "constant": constant,
    "exponential": exponential,
    "Weibull 0.5": weibull,
    "other tails": other_tails,
    "shop": shop,
}


class InMemory:
    """What a survey asks of a server, of keys that are texts of known bytes."""

    address = parse_address("localhost:6379")

    def __init__(self, sizes: Sizes, chance: random.Random) -> None:
        self.sizes = sizes
        self.asked = 0
        self._names = list(sizes)
        chance.shuffle(self._names)  # SCAN goes by the hashes of names

    def ask(self, *command: Any) -> Any:
        """The reply to one command."""
        return self.ask_all([command])[0]

    def ask_all(self, commands: list[Any], _most: int = 0) -> list[Any]:
        """The replies to commands."""
        self.asked += len(commands)
        return [self._answer(command) for command in commands]

    def _answer(self, command: Any) -> Any:
        match command:
            case ("SELECT", _):
                return b"OK"
            case ("SCAN", cursor, "COUNT", count):
                start = int(cursor)
                end = start + count
                return [b"%d" % (end if end < len(self._names) else 0), self._names[start:end]]
            case ("MEMORY", "USAGE", name):
                return int(self.sizes[name])
            case ("TYPE", _):
                return b"string"
            case ("OBJECT", "ENCODING", _):
                return b"raw"
            case ("PTTL", _):
                return -1
            case ("STRLEN", name):
                return int(self.sizes[name]) - AROUND
            case ("INFO", "memory"):
                return b"used_memory:1\r\nmaxmemory:0\r\n"
            case _:
                raise AssertionError(command)


def sampled(sizes: Sizes, looks: int, seed: int) -> tuple[Strata, InMemory]:
    """The strata of a survey that samples so many keys, at a rate at which time is no matter."""
    client: Any = InMemory(sizes, random.Random(seed))
    sampling, _ = _sampling(client, looks)
    return sampling.strata, client


def _sampling(client: Any, looks: int) -> tuple[Sampling, Place]:
    sampling, place = Sampling(client, Terms(2**22, draws=True, compresses_lists=False, entries_a_node=100)), Place()
    sampling.read(0, Plan(len(client.sizes), looks, 1e6), place, lambda: None)
    return sampling, place


def beside(sizes: Sizes, looks: int, seed: int, search_most: int = 20_000) -> tuple[Beside, bool]:
    """A survey as it is found, searched and found again, but for what the sheet itself is off by; whether searched."""
    client: Any = InMemory(sizes, random.Random(seed))
    sampling, place = _sampling(client, looks)
    found, missing = _found(sampling.strata, sizes)
    least = WORTH_A_SEARCH if found.refuted else WORTH_A_SEARCH_ANYWAY
    if missing <= least * found.used:
        return found, False
    if not search(sampling, {0: place}, {0: len(sizes)}, 1e6, search_most, missing, lambda: None):
        return found, False
    return _found(sampling.strata, sizes)[0], True


def _found(strata: Strata, sizes: Sizes) -> tuple[Beside, float]:
    """What the sample stands for beside what all keys take, and what of that is missing from what is predicted."""
    keys, used = {0: len(sizes)}, EMPTY + sum(map(int, sizes.values()))

    def now() -> Beside:
        scale = strata.scales(keys)[0]
        whole = sum(scale * each.seen * each.mean for each in strata.found.values() if each.looked)
        return Beside(EMPTY + whole, whole, precision(strata, keys, used), used, comparable=True)

    found = now()
    if not set_apart(strata, found.predicted - used, found.of_keys):
        return found, found.missing
    apart = now()
    return apart if found.refuted else found, apart.missing
