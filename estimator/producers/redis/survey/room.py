"""How much a survey may have a server hold for it: replies wait in the server's memory, and count as its data does.

Where a maxmemory is near, a full server evicts keys to make room for a reply, or refuses the writes of others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.languages.sizes import bytes_text
from estimator.producers.redis.client import problem
from estimator.producers.redis.facts import room_left
from estimator.producers.redis.replies import Cut, Failure, information, pairs, plain

if TYPE_CHECKING:
    from estimator.producers.redis.client import Client

IN_FLIGHT = 4 * 2**20  # bytes of replies that are asked for at once, at most
FEWEST_IN_FLIGHT = 2**16  # where there is no room, and the user says to go on
NEEDED = 2 * 2**20  # bytes: a connection, its buffers, INFO, and a batch of replies four times over
SPARE = 2**20  # bytes of room at which a survey that has begun ends early
SECONDS_BETWEEN_LOOKS = 0.5
OPTION = "--even-near-maxmemory"


def in_flight(client: Client, *, even_near: bool) -> int:
    """How many bytes of replies may be asked for at once. EstimateError where that might cost the server keys."""
    info = information(client.ask("INFO", "memory"), "INFO memory")
    left = room_left(info)
    if left is None or (even_near and left >= NEEDED):
        return IN_FLIGHT if left is None else min(IN_FLIGHT, left // 4)
    if _evicts_nothing(client):
        return IN_FLIGHT
    if left >= NEEDED:
        return min(IN_FLIGHT, left // 4)
    if even_near:
        return FEWEST_IN_FLIGHT
    policy = plain(info.get("maxmemory_policy", "noeviction"), 20)
    harm = "refuse the writes of others" if policy == "noeviction" else f"evict keys ({policy})"
    message = f"{client.address} is {bytes_text(left)} below its maxmemory: to hold a survey's replies it might {harm}"
    raise problem(client.address, message, f"survey a replica of it, or add {OPTION}")


def look_again(client: Client) -> None:
    """Cut where the server has come too near its maxmemory since."""
    left = room_left(information(client.ask("INFO", "memory"), "INFO memory"))
    if left is not None and left < SPARE:
        raise Cut("the server came near its maxmemory")


def _evicts_nothing(client: Client) -> bool:
    """Whether it is a replica that leaves its primary to keep within the limit (5.0 on, unless told otherwise)."""
    if information(client.ask("INFO", "replication"), "INFO replication").get("role") != "slave":
        return False
    [reply] = client.ask_all([("CONFIG", "GET", "*-ignore-maxmemory")])
    return not isinstance(reply, Failure) and b"yes" in [value for _, value in pairs(reply, "CONFIG GET")]
