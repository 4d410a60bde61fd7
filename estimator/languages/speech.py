"""Numbers and units as people say them, in English and in Chinese: `6.9 thousand requests a second`, `6900 QPS`.

What no table here knows, a user's own noun, is said as it is written, with an s where English has one.
"""

from __future__ import annotations

import os
from functools import cache
from math import floor, log10

from estimator.notation.tree import MAGNITUDES
from estimator.problems import refused
from estimator.units.display import DIGITS, Shown, number

ENGLISH, CHINESE = "en", "zh"
LANGUAGES = {
    **dict.fromkeys(("en", "english", "英文", "英语"), ENGLISH),
    **dict.fromkeys(("zh", "zh-cn", "zh_cn", "cn", "chinese", "中文", "汉语", "普通话", "简体中文"), CHINESE),
}
_MAGNITUDES = {"k": "thousand", "M": "million", "bn": "billion", "trillion": "trillion"}
_PREFIXES = {"K": "kilo", "k": "kilo", "M": "mega", "G": "giga", "T": "tera", "P": "peta", "E": "exa"}
_BINARY = {"Ki": "kibi", "Mi": "mebi", "Gi": "gibi", "Ti": "tebi", "Pi": "pebi", "Ei": "exbi"}
_RATES = {
    **dict.fromkeys(("QPS", "qps", "RPS", "rps"), "requests a second"),
    **dict.fromkeys(("TPS", "tps"), "transactions a second"),
    **dict.fromkeys(("IOPS", "iops"), "I/O operations a second"),
    **{f"{letter}bps": f"{prefix}bits a second" for letter, prefix in _PREFIXES.items()},
}
_TIMES = {"s": "second", "ms": "millisecond", "us": "microsecond", "ns": "nanosecond", "min": "minute"}
_WORDS = {"USD": "dollar", "EUR": "euro", "CNY": "yuan", "W": "watt", "kW": "kilowatt", "op": "operation", **_TIMES}
_SPANS = frozenset(("second", "minute", "hour", "day", "week", "month", "quarter", "year"))
_CHINESE_TIMES = {
    "s": "秒",
    "second": "秒",
    "ms": "毫秒",
    "us": "微秒",
    "ns": "纳秒",
    "min": "分钟",
    "minute": "分钟",
} | {
    "hour": "小时",
    "day": "天",
    "week": "周",
    "month": "个月",
    "year": "年",
}
# Nouns by their measure words; what has none stands below nothing.
_MEASURES = {
    "次": {"request": "请求", "query": "查询", "write": "写入", "read": "读取", "upload": "上传", "view": "浏览"}
    | {"click": "点击", "search": "搜索", "op": "操作", "trip": "行程"},
    "个": {"instance": "实例", "video": "视频", "connection": "连接", "shard": "分片", "key": "键", "file": "文件"}
    | {"node": "节点", "event": "事件", "partition": "分区", "object": "对象"},
    "条": {"message": "消息", "tweet": "推文", "post": "帖子", "link": "链接", "record": "记录", "notification": "通知"}
    | {"entry": "", "item": ""},
    "台": {"server": "服务器"},
    "块": {"disk": "磁盘"},
    "张": {"photo": "照片"},
    "位": {"driver": "司机"},
    "": {"user": "用户", "row": "行", "core": "核", "order": "单", "USD": "美元", "CNY": "元", "EUR": "欧元"},
}
_CHINESE = {name: measure + noun for measure, nouns in _MEASURES.items() for name, noun in nouns.items()}
_BARE_CHINESE = {name: noun or measure for measure, nouns in _MEASURES.items() for name, noun in nouns.items()}
_EACH = {name: f"每{word.removeprefix('个')}" for name, word in _CHINESE_TIMES.items()}
_MYRIADS = ((1e12, "万亿"), (1e8, "亿"), (1e4, "万"))
WHOLE = 9_999.5


def language_of(asked: str, text: str) -> str:
    """The language that is asked for, else that of a text: Chinese where most of its letters are. EstimateError."""
    if asked:
        found = LANGUAGES.get(asked.strip().lower())
        if found is None:
            raise refused(asked, f"{asked} is no language to speak in", "say en or zh, English or 中文")
        return found
    chinese = sum("\u3400" <= letter <= "\u9fff" for letter in text)
    latin = sum(letter.isascii() and letter.isalpha() for letter in text)
    return CHINESE if 2 * chinese > latin else ENGLISH  # a character is a word, or half of one


@cache
def phrases(language: str) -> dict[str, str]:
    """What is said in a language, by what it is for; see the files in phrases/."""
    with open(os.path.join(os.path.dirname(__file__), "phrases", f"{language}.txt"), encoding="utf-8") as file:
        pairs = [line.rstrip("\n").partition(": ") for line in file if not line.startswith("#")]
    return {key: text.replace("␣", " ") for key, _, text in pairs}


def said(shown: Shown, language: str) -> str:
    """A quantity as one says it."""
    return _chinese(shown) if language == CHINESE else _english(shown)


def said_ends(low: Shown, high: Shown, language: str) -> tuple[str, str]:
    """The ends of a range as one says them: of one unit that is said once."""
    if low.unit != high.unit or low.unit == "%":
        return said(low, language), said(high, language)
    if language == CHINESE:
        each, amount, _ = _chinese_parts(low)
        return f"{each} {amount}".strip(), "".join(_chinese_parts(high)[1:])
    return _english(Shown(low.number, "", low.rounded)), _english(high)


def heard(text: str) -> Shown:
    """A number as it is written in a sum, taken apart again: `300 M/day`, `10%`, `1 MB`."""
    head, _, rest = text.partition(" ")
    if head.endswith("%"):
        return Shown(head[:-1], "%", False)
    own, slash, under = head.partition("/")
    if slash:
        return Shown(own, f"1/{under}", False)
    word, slash, under = rest.partition("/")
    if word in _MAGNITUDES:
        return Shown(f"{head} {word}", f"1/{under}" if slash else "", False)
    first, _, unit = rest.partition(" ")
    return Shown(f"{head} {first}", unit, False) if first in _MAGNITUDES else Shown(head, rest, False)


def _parts(shown: Shown) -> tuple[str, str, str, list[str]]:
    """The number, its magnitude, the unit over the bar, and the units below it."""
    head, _, magnitude = shown.number.partition(" ")
    over, *under = shown.unit.split("/")
    return head, magnitude, "" if over == "1" else over, under


def _english(shown: Shown) -> str:
    head, magnitude, over, under = _parts(shown)
    if over == "%":
        return f"{head} percent"
    words = [head]
    if magnitude:
        words.append(_MAGNITUDES.get(magnitude, magnitude))
    is_one = head == "1" and not magnitude
    if over in _RATES:
        words.append(_RATES[over])
    elif over:
        words.append(english_unit(over, plural=not is_one))
    for each in under:
        one = english_unit(each, plural=False)
        words.append(f"a{'n' if one == 'hour' else ''} {one}" if one in _SPANS else f"per {one}")
    return " ".join(words)


def english_unit(name: str, *, plural: bool) -> str:
    """A unit or a noun in English: `megabytes` of MB, `entries` of entry."""
    word = _WORDS.get(name) or _measure(name) or name.replace("_", " ")
    return _plural(word) if plural else word


def _measure(name: str) -> str:
    """A unit of data with its prefix; empty for any other."""
    for base, word in (("B", "byte"), ("bit", "bit")):
        prefix = name.removesuffix(base)
        if name.endswith(base) and (not prefix or prefix in _PREFIXES or prefix in _BINARY):
            return (_PREFIXES | _BINARY).get(prefix, "") + word
    return ""


def _plural(word: str) -> str:
    if not word.isascii() or word == "yuan":
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    if word.endswith(("s", "x", "ch", "sh")):
        return f"{word}es"
    return f"{word}s"


def _chinese(shown: Shown) -> str:
    each, amount, unit = _chinese_parts(shown)
    return f"{each} {amount}{unit}".strip()


def _chinese_parts(shown: Shown) -> tuple[str, str, str]:
    """What it is each of, as 每秒; how many; of what."""
    head, magnitude, over, under = _parts(shown)
    if over == "%":
        return "", head, "%"
    each = "".join([_EACH.get(name) or f"每{_BARE_CHINESE.get(name, name)}" for name in under])
    amount = _myriads(head, magnitude)
    unit = _CHINESE_TIMES.get(over) or _CHINESE.get(over, "")
    if not unit:
        unit = f" {over}" if over else "次" if under else ""
    return each, amount, f" {unit}" if unit[:1] not in ("", " ") and amount[-1:].isdecimal() else unit


def _myriads(head: str, magnitude: str) -> str:
    """A number by ten thousands: `3 亿`, `1.5 万`, `6900`."""
    if not magnitude:
        return head
    try:
        value = float(head) * MAGNITUDES[magnitude]
    except (ValueError, KeyError):
        return f"{head} {magnitude}"
    size = abs(value)
    if size < WHOLE:
        return number(value, max(DIGITS, floor(log10(size)) + 1 if size else 1))[0]
    factor, word = next((factor, word) for factor, word in _MYRIADS if size >= factor)
    return f"{number(value / factor, DIGITS + 1)[0]} {word}"
