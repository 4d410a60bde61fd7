# ruff: noqa: E501  # tables of units, a kind a line
"""Lines that mean one thing, written in the many ways in which people slip: the oracle is how each was made.

A number keeps its value through grouping, magnitudes, words and Chinese; a unit its size through case and abbreviation,
or has no certain one (`kb`, `mb`), and then no line with it may be answered as if it had.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from random import Random

BYTE = 8.0
DAY = 86400.0
# How a unit may be written, with its size in bits, seconds or things; None where it may mean two sizes.
SIZES: dict[str, float | None] = {
    **{f"{prefix}B": BYTE * factor for prefix, factor in (("K", 1e3), ("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12))},
    **{f"{prefix}iB": BYTE * 1024**power for power, prefix in enumerate("KMGT", 1)},
    **{f"{prefix}b": 1e3**power for power, prefix in enumerate("KMGT", 1)},
    "bytes": BYTE, "byte": BYTE, "B": BYTE, "字节": BYTE, "bits": 1.0, "kilobytes": BYTE * 1e3, "megabytes": BYTE * 1e6,
    "kb": None, "mb": None, "gb": None, "tb": None, "Kib": 1024.0, "Mbit": 1e6, "兆": BYTE * 1e6, "gigabytes": BYTE * 1e9,
}  # fmt: skip
TIMES: dict[str, float] = {
    "s": 1, "sec": 1, "seconds": 1, "秒": 1, "ms": 1e-3, "毫秒": 1e-3, "min": 60, "minutes": 60, "分钟": 60, "h": 3600,
    "hr": 3600, "hours": 3600, "小时": 3600, "day": DAY, "days": DAY, "d": DAY, "天": DAY, "week": 7 * DAY, "周": 7 * DAY,
    "month": 365 * DAY / 12, "个月": 365 * DAY / 12, "year": 365 * DAY, "years": 365 * DAY, "yr": 365 * DAY, "年": 365 * DAY,
}  # fmt: skip
PER: dict[str, float] = {
    "/s": 1, "/sec": 1, " per second": 1, "/秒": 1, " per minute": 60, "/min": 60, "/h": 3600, " per hour": 3600,
    " an hour": 3600, "/day": DAY, " per day": DAY, " a day": DAY, " every day": DAY, "/天": DAY, "每天": DAY, " daily": DAY,
    " per month": 365 * DAY / 12, "/month": 365 * DAY / 12, "/年": 365 * DAY, " / day": DAY,
}  # fmt: skip
NOUNS = (
    "user",
    "users",
    "用户",
    "个用户",
    "requests",
    "req",
    "reqs",
    "请求",
    "次",
    "messages",
    "msgs",
    "条消息",
    "rows",
    "keys",
)
MAGNITUDES = {"k": 1e3, "K": 1e3, "M": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9, "B": 1e9, "万": 1e4, "w": 1e4}
MAGNITUDES |= {"亿": 1e8, "百万": 1e6, "千万": 1e7, "千": 1e3, "百": 100, "千亿": 1e11, "hundred": 100, "dozen": 12}
MAGNITUDES |= {"lakh": 1e5, "crore": 1e7, "mn": 1e6, "thousand": 1e3, "萬": 1e4, "億": 1e8, "十万": 1e5}


class Line(NamedTuple):
    """What is typed, and its value in base units; None where nobody can tell."""

    typed: str
    value: float | None


def number(random: Random) -> tuple[str, float]:
    """A number as somebody writes it."""
    kind = random.randrange(7)
    whole = random.choice((2, 3, 5, 12, 20, 250, 1500, 40_000, 1_234_567, 30_000_000))
    if kind == 0:
        return f"{whole}", whole
    if kind == 1:
        return f"{whole:,}", whole
    if kind == 2:
        return f"{whole:_}", whole
    if kind == 3:
        return f"{whole:,}".replace(",", random.choice("' ")), whole
    digits = random.choice(("2", "3", "15", "1.5", "2.5", "0.5", "40"))
    magnitude = random.choice(list(MAGNITUDES))
    blank = (
        "" if magnitude == "w" or not magnitude.isascii() else random.choice(("", " ")) if len(magnitude) < 2 else " "
    )
    return f"{digits}{blank}{magnitude}", float(digits) * MAGNITUDES[magnitude]


def count(random: Random) -> tuple[str, float]:
    """A number of things."""
    text, value = number(random)
    noun = random.choice(NOUNS)
    blank = (
        "" if not noun.isascii() and random.random() < 0.6 else random.choice(("", " ", " ")) if noun.isascii() else " "
    )
    if text.endswith(("K", "M", "k")) or not text[-1].isalpha() or not noun.isascii():
        return f"{text}{blank}{noun}", value
    return f"{text} {noun}", value


def size(random: Random) -> tuple[str, float | None]:
    """An amount of data."""
    digits = random.choice(("1", "2", "64", "1.5", "200", "512"))
    unit = random.choice(list(SIZES))
    blank = random.choice(("", " ")) if unit.isascii() else ""
    one = SIZES[unit]
    return f"{digits}{blank}{unit}", None if one is None else float(digits) * one


def line(random: Random) -> Line:
    """A line of one of several shapes."""
    shape = random.randrange(6)
    amount, bits = size(random)
    things, many = count(random)
    sign = random.choice((" * ", " x ", "*", " × ", " times ", " 乘以 "))  # noqa: RUF001  as it is typed
    if shape == 0:
        return Line(f"{things}{sign}{amount}", None if bits is None else many * bits)
    unit = random.choice([text for text in SIZES if text.isascii()])
    arrow = random.choice((" -> ", " in ", " to ", " as "))
    if shape == 1:
        return Line(f"{amount}{arrow}{unit}", None if SIZES[unit] is None else bits)
    duration = random.choice(list(TIMES))
    time = f"{random.choice(('2', '7', '30', '1.5'))}{'' if not duration.isascii() else random.choice(('', ' '))}{duration}"
    seconds = float(time.removesuffix(duration)) * TIMES[duration]
    per = random.choice(list(PER))
    if shape == 2:
        return Line(f"{amount}{per}{random.choice((' * ', ' for ', ' over '))}{time}", _over(bits, PER[per], seconds))
    if shape == 3:
        return Line(f"{things}{per}{sign}{amount}", None if bits is None else many * bits / PER[per])
    share = random.choice(("20%", "5%", "half", "99.9%"))
    part = 0.5 if share == "half" else float(share[:-1]) / 100
    if shape == 4:
        return Line(f"{share} of {amount}", None if bits is None else part * bits)
    gap = random.choice((" / ", "/", " over ", " divided by "))
    return Line(f"{amount}{gap}{time}", None if bits is None else bits / seconds)


def _over(bits: float | None, period: float, seconds: float) -> float | None:
    return None if bits is None else bits / period * seconds
