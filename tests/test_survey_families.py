"""How a survey of Redis calls keys that are alike, and how much room it takes a string to have."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from estimator.model.files import module_from_text
from estimator.producers.redis.facts import Facts, default_thresholds
from estimator.producers.redis.survey.families import families
from estimator.producers.redis.survey.groups import grouped
from estimator.producers.redis.survey.patterns import LONGEST_PATTERN, pattern
from estimator.producers.redis.survey.samples import Sample
from estimator.producers.redis.survey.sheet import Fixed, Head, named, sheet_text
from estimator.producers.redis.survey.strings import strings
from estimator.reckoning.estimate import estimate

if TYPE_CHECKING:
    from estimator.producers.redis.replies import Reply

NAMES = [
    ("uv:2026-11-28", "uv:{date}"),
    ("board:2026-W47:top", "board:{date}:top"),
    ("sales:2026-11", "sales:{date}"),
    ("rate:10.200.3.77:29383333", "rate:{ip}:{number}"),
    ("version:1.2.3", "version:{number}.{number}.{number}"),
    ("cart:0b3f7c2e-8d1a-4c55-9b1e-0123456789ab", "cart:{uuid}"),
    ("lock:2026-99-99", "lock:{number}-{number}-{number}"),
    ("session:9f86d081884c7d65", "session:{hex}"),
]
# What is no letter of UTF-8 or acts on a terminal is shown as its bytes; a pattern has its own words in braces.
BYTES = [
    ("用户:1000:购物车".encode(), "用户:{number}:购物车", "用户_购物车"),
    ("москва:погода:2026-11-28".encode(), "москва:погода:{date}", "москва_погода"),
    (b"{user1000}.following", "{user{number}}.following", "user_following"),
    (b"caf\xe9:7", "caf\\xe9:{number}", "caf"),
    (b"\x1b[31mred\x07:5", "\\x1b[{number}mred\\x07:{number}", "mred"),
    ("\u202eevil:1".encode(), "\\xe2\\x80\\xaeevil:{number}", "evil"),
    (b"a  b :1", "a\\x20 b :{number}", "a_b"),
    (b"x (by itself)", "x\\x20(by itself)", "x_by_itself"),
    (b"id:\x00\x01\xf2\xf3\xf4\xf5q\xf7", "id:{bytes}", "id"),
    ("İ²١:1".encode(), "İ²١:{number}", "i"),
    ("键".encode() * 300, "键" * 18 + "...", "键" * 15),
    (b"a" * 36 + b"\xff" * 2, "a" * 36 + "...", "a" * 30),
    (b"", "", "keys"),
]
WORDS = [f"{first}{second}" for first in ("ala", "bor", "cim", "dun", "ep") for second in ("", "s", "tu", "vo", "wy")]


@pytest.mark.parametrize(("name", "said"), NAMES)
def test_a_name_is_told_by_what_is_in_it(name: str, said: str) -> None:
    assert pattern(name.encode()) == said


@pytest.mark.parametrize(("name", "said", "stem"), BYTES)
def test_a_name_of_any_bytes_is_shown_and_named(name: bytes, said: str, stem: str) -> None:
    assert pattern(name) == said
    key = Sample(0, pattern(name), len(name), "string", "raw", "text", expires=False, size=5, usage=60.0, read=1)
    rows = named(grouped([key]))
    assert [row.name for row in rows] == [f"{stem}_string"]
    facts = Facts("redis", "7.2", "7.2.6", "jemalloc", False, False, 0, {0: 1}, default_thresholds(), ())
    text = sheet_text(Head("h", "2026-11-28", 1), facts, rows, Fixed(0, 0, 0, 0, 0))
    assert f"# {said}: string, text" in text or not said
    assert text.replace("\n", "").isprintable()
    assert f"{stem}_string" in estimate(module_from_text(text, "survey.est")).model.quantities


def test_words_that_are_names_of_many_are_one_family() -> None:
    names = [f"shop:{word}:{what}" for word in WORDS for what in ("items", "price")]
    names += [f"cache:/p/{one}-{other}-{len(one)}" for one in WORDS for other in WORDS]
    names += [f"user:{number}" for number in range(900)] + ["config:flags", "config:limits", "queue"]
    names += [f"tenant:{tenant}:order:{number}" for tenant in ("ada", "bob") for number in range(90)]
    found = families(Counter([pattern(name.encode()) for name in names]))
    assert set(found.values()) == {
        *("shop:{word}:items", "shop:{word}:price", "cache:{word}", "user:{number}"),
        *("config:flags", "config:limits", "queue", "tenant:ada:order:{number}", "tenant:bob:order:{number}"),
    }


def test_a_name_that_is_most_of_a_family_keeps_it() -> None:
    keys = {f"tenant:{word}:orders": 1.0 for word in WORDS} | {"tenant:acme:orders": 40.0}
    assert set(families(keys).values()) == {"tenant:{word}:orders", "tenant:acme:orders"}


def test_families_of_any_names_are_short_and_quickly_found() -> None:
    keys = {":" * place + "x" * 50 + str(place): 1.0 for place in range(300)} | {"": 1.0, ":": 1.0, "a:": 1.0}
    found = families(keys)
    assert found.keys() == keys.keys()
    assert all(len(name) <= LONGEST_PATTERN or name == own for own, name in found.items())


# Of Redis 7.0.15: a bitmap that grew to 49,930 bytes bit by bit, and texts that were set; bytes by MEMORY USAGE.
# Of 6.2.14 on glibc 20 MB that a client SET, and the same by a script.
ROOMS = [
    ("active:1", 49_930, 98_424, 98_304, "text"),
    ("page:1", 5_000, 5_240, 5_000, "text"),
    ("note:1", 100, 0, 100, "text"),
    ("big:1", 20_000_000, 21_049_392, 20_000_000, "text"),
    ("big:2", 20_000_000, 20_000_088, 20_000_000, "loaded"),
    ("big:3", 20_000_000, 20_500_088, 20_500_000, "loaded"),
]


@pytest.mark.parametrize(("name", "length", "usage", "reckoned", "form"), ROOMS)
def test_a_string_has_the_room_that_it_keeps(name: str, length: int, usage: int, reckoned: int, form: str) -> None:
    head = Sample(0, "p", len(name), "string", "raw", "text", expires=False, size=0)
    answers: list[list[Reply]] = [[usage] if length >= 1024 else [], [length]]
    [(_, found)] = strings({name.encode(): head}, lambda _: answers.pop(), leaves_spare=True)
    assert found.size == pytest.approx(reckoned, rel=0.002)
    assert found.usage >= found.size
    assert found.form == form
