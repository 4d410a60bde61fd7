"""The line of the notation that predicts the memory of a workload by name, from its parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_TEXT, _APPENDED = '"text"', '"appended"'
INT_SCORES = "spread.mix(90%, 6 B, spread.mix(90%, 5 B, 4 B))"  # the digits of a uniform integer below a million


def _length(value: Any) -> str:
    """A length as given: 20, or a spread 20-200."""
    low, dash, high = str(value).partition("-")
    # Whole lengths from 20 to 200, each as likely: rounding takes half a byte more at both ends.
    return f"uniform({int(low) - 0.5} B, {int(high) + 0.5} B)" if dash else f"{low} B"


def _string_call(given: dict[str, Any]) -> str:
    kind = given["value_kind"]
    values = {
        "int64": '19 B, "integer"',
        "int32": '10 B, "integer"',
        "small": '4 B, "small integer"',
        "incr": '7 B, "counter"',
    }
    value = values.get(kind) or f"{_length(given['value_len'])}, {_APPENDED if kind == 'append' else _TEXT}"
    piece = f", piece = {given['piece']} B" if kind == "append" else ""
    return f"redis.string({given['key_len']} B, {value}{piece}"


def _hash_call(given: dict[str, Any]) -> str:
    element = given["element"]
    field = "integer" if element["kind"] == "rand19" else "text"
    value = "integer" if element["value"] == "int64" else "text"
    times = ', field_ttl = "yes"' if element.get("field_ttl") else ""
    lengths = f"{_length(element['len'])}, {_length(element['value_len'])}"
    return f'redis.hash({given["elements"]}, {given["key_len"]} B, {lengths}, "{field}", "{value}"{times}'


def _set_call(given: dict[str, Any]) -> str:
    element, head = given["element"], f"redis.set({given['elements']}, {given['key_len']} B"
    if element["kind"] == "int":
        highest = element["range"][1]
        size = 2 if highest < 2**15 else 4 if highest < 2**31 else 8
        return f'{head}, {len(str(highest))} B, "integer", {size} B'
    return f"{head}, {_length(element['len'])}"


def _sorted_set_call(given: dict[str, Any]) -> str:
    head = f"redis.sorted_set({given['elements']}, {given['key_len']} B, {_length(given['element']['len'])}"
    member = "integer" if given["element"]["kind"] == "rand19" else "text"
    return f'{head}, "{member}", "integer", {INT_SCORES}'


def _any_of(lengths: list[int]) -> str:
    """Lengths that are as likely as each other, as a spread."""
    first, *rest = lengths
    return f"spread.mix({1 / len(lengths):.9g}, {first} B, {_any_of(rest)})" if rest else f"{first} B"


def _stream_call(given: dict[str, Any]) -> str:
    element = given["element"]
    names = _any_of([len(name) for name in element["field_names"]])
    lengths = f"{element['fields']}, {names}, {_any_of(element['value_lens'])}"
    rate = 1000 / element["id_step_ms"]
    return f"redis.stream({given['elements']}, {given['key_len']} B, {lengths}, entry_rate = {rate:g} entry/s"


EXPRESSIONS: dict[str, Callable[[dict[str, Any]], str]] = {
    "string": _string_call,
    "hash": _hash_call,
    "list": lambda given: f"redis.list({given['elements']}, {given['key_len']} B, {_length(given['element']['len'])}",
    "set": _set_call,
    "zset": _sorted_set_call,
    "geo": lambda given: f"redis.geo({given['elements']}, {given['key_len']} B, {_length(given['element']['len'])}",
    "stream": _stream_call,
    "bitmap": lambda given: f"redis.bitmap({given['bits']}, {given['key_len']} B",
    "hll": lambda given: f"redis.hyperloglog({given['elements']}, {given['key_len']} B",
}
