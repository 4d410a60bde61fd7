"""Real-looking data for a survey: users, sessions, feeds, lists, tags, counters, a stream, a few large values.

The same on every run. `commands(scale)` writes about 20,000 keys at scale 1.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 20_261_124
LETTERS = "abcdefghijklmnopqrstuvwxyz"
FIRST_ID = 1_800_000_000_000_000_000
LONGEST = 60_000


def text(chance: random.Random, length: int) -> str:
    piece = "".join(chance.choices(LETTERS, k=37))
    return (piece * (length // 37 + 1))[:length]


def commands(scale: float = 1.0) -> Iterator[tuple[str | int, ...]]:
    chance = random.Random(SEED)
    for user in range(1000, 1000 + round(6000 * scale)):
        pairs: list[str | int] = ["name", text(chance, chance.randint(5, 30))]
        pairs += ["email", text(chance, chance.randint(12, 40)), "age", chance.randint(18, 90)]
        pairs += ["joined", 1_600_000_000 + chance.randrange(10**8)]
        if chance.random() < 0.3:
            pairs += ["bio", text(chance, min(500, int(chance.lognormvariate(4, 0.8))))]
        yield ("HSET", f"user:{user}:profile", *pairs)
    for _ in range(round(5000 * scale)):
        body = text(chance, min(LONGEST, int(chance.lognormvariate(5.5, 0.7))))
        yield ("SET", f"session:{chance.getrandbits(128):032x}", '{"user":' + body + "}", "EX", 100_000)
    for user in range(1000, 1000 + round(2500 * scale)):
        members: list[str | int] = []
        for _ in range(min(800, max(1, int(chance.lognormvariate(4, 1))))):
            number = chance.randrange(10**15)
            members += [1_700_000_000_000 + number // 10**4, FIRST_ID + number]
        yield ("ZADD", f"feed:{user}", *members)
    for user in range(1000, 1000 + round(1500 * scale)):
        yield ("RPUSH", f"recent:{user}", *[text(chance, chance.randint(8, 24)) for _ in range(chance.randint(1, 60))])
    for post in range(50_000, 50_000 + round(1500 * scale)):
        tags = {text(chance, chance.randint(3, 12)): None for _ in range(chance.randint(1, 12))}
        yield ("SADD", f"post:{post}:tags", *tags)
    for user in range(1000, 1000 + round(1000 * scale)):
        followers = {chance.randrange(10**7, 2 * 10**7): None for _ in range(chance.randint(5, 400))}
        yield ("SADD", f"followers:{user}", *followers)
    for post in range(50_000, 50_000 + round(4000 * scale)):
        yield ("INCRBY", f"likes:post:{post}", min(10**6, int(chance.lognormvariate(6, 3))))
    for day in range(5):
        for place in range(1500):
            reading = ("sensor", text(chance, 8), "temp", text(chance, 6))
            yield ("XADD", f"events:{day}", f"{1_700_000_000_000 + place * 250}-0", *reading)
    scores = [(chance.randrange(10**6), f"player:{user:07d}") for user in range(8000)]
    yield ("ZADD", "leaderboard", *[part for pair in scores for part in pair])
    flags = [(f"flag_{flag:04d}", text(chance, 12)) for flag in range(900)]
    yield ("HSET", "config:flags", *[part for pair in flags for part in pair])
