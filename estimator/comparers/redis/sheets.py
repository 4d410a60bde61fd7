"""A user's sheet that calls Redis's formulas as workloads: what the arguments of each call say, with fewer keys."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from estimator.comparers.calls import Line, lines_of
from estimator.comparers.redis.draws import LETTERS
from estimator.comparers.redis.names import SLOTS
from estimator.comparers.redis.workloads import Workload
from estimator.comparers.sheets import TAIL, share_below_zero
from estimator.problems import refused

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_KEYS, MOST_ELEMENTS, MOST_BYTES = 20_000, 200_000, 64 * 2**20  # of a workload, unless the user says
MOST_DELETED = 0.99  # of what there was at once
LEAST_OWN = 12  # bytes of a key on somebody's server, which has to be told from theirs
WHAT_CAN = "give a sheet that calls redis.string, redis.hash or its like, or a workload of --list"
NUMBERS = ("field_number", "value_number", "element_number", "member_number", "score_number")
SERVER = ("server", "version", "allocator")  # settings that the server at hand has its own of
PLAIN: dict[str, tuple[Any, str]] = {
    "max_packed_entries": (512, "max_packed_entries is not what a server has"),
    "max_packed_value": (64, "max_packed_value is not what a server has"),
    "max_packed_members": (128, "max_packed_members is not what a server has"),
    "max_intset_members": (512, "max_intset_members is not what a server has"),
    "max_node_bytes": (4096, "max_node_bytes is not what a server has"),
    "max_node_entries": (100, "max_node_entries is not what a server has"),
    "node_size": (8192, "node_size is not what a server has"),
    "max_sparse": (3000, "max_sparse is not what a server has"),
}
# Settings that say what is written.
WRITTEN_BY: dict[str, Any] = {"same_fields": 1.0, "field_ttl": False, "field_times_apart": 0.0}
ONE = (
    "keys",
    "ttl",
    "integer_size",
    "bits",
    "piece",
    "entry_rate",
    "deleted",
    "deleted_at_once",
    "slots",
    "same_fields",
    "field_times_apart",
    "step",
)  # that do not differ from key to key
SIZES = {2: (0, 2**15), 4: (2**15, 2**31), 8: (2**31, 2**62)}  # of integers in a set, by their bytes
PACKED_INTEGERS = 512
BY_DIGITS = 0.5  # of a number that is none: the integer is one of so many digits
MOST_DIGITS = 10**15  # a larger number is no exact one
LONGEST_WAIT = 10**12  # milliseconds from one entry of a stream to the next, which ids have room for
LONGEST_LIFE = 10**13  # milliseconds from the first time to which a field lives to the last, which servers keep
MOST_KINDS = 1000  # of the entries of a stream; with more of them no two in a block are alike
MOST_BITS = 2000  # of a bitmap that are written one by one


def of_sheet(path: str, keys: int | None) -> tuple[list[Workload], list[str]]:
    """The workloads of a sheet, and what is to be said of it. EstimateError where there is none."""
    loads: list[Workload] = []
    notes: list[str] = []
    for line in lines_of(path, FORMULAS, WHAT_CAN):
        made = line if isinstance(line, str) else _workload(line, keys)
        if isinstance(made, str):
            notes.append(made)
            continue
        assert isinstance(line, Line)
        loads.append(made)
        notes += _said(line, made)
    if not loads:
        raise refused(path, notes[0], WHAT_CAN)
    return loads, notes


def _said(line: Line, made: Workload) -> list[str]:
    """What of a line is loaded otherwise than it says."""
    found = []
    elements = FORMULAS[line.path][1]
    if "bits" in made.parameters["instead"]:
        found.append(f"{line.name}: to its bit {made.parameters['bits']:,}, with which a step ends")
    if elements in made.parameters["instead"]:
        largest = _in_words(_largest(line.given[elements]))
        found.append(f"{line.name}: {made.parameters['elements']:,} of its {largest} {elements}")
    if made.keys < round(line.given["keys"]):
        found.append(f"{line.name}: {made.keys:,} of its {_in_words(line.given['keys'])} keys")
    own = [name for name in SERVER if name in line.settings]
    if own:
        listed = ", ".join([f"{name} = {line.settings[name]}" for name in own])
        found.append(f"{line.name}: predicted for the server at hand, not for {listed}")
    return found


def _largest(value: Any) -> int:
    return round(float(max(_listed(value))))


def _least(value: Any) -> float:
    return float(min(_listed(value)))


def _listed(value: Any) -> list[float]:
    return value if isinstance(value, list) else [value]


def _workload(line: Line, keys: int | None) -> Workload | str:
    """What a line's arguments say, or a sentence why it cannot be loaded."""
    numbers = {name: line.settings.get(name, BY_DIGITS) for name in NUMBERS}
    given, (made, elements) = {**line.given, **numbers}, FORMULAS[line.path]
    reason = _why_not(line, elements)
    deleted = 0.0 if reason else float(line.settings.get("deleted", 0))
    if elements and deleted:  # so many there are at once, before some go
        given[elements] = [each / (1 - deleted) for each in _listed(given[elements])]
    # A stream's entries come at the setting's rate, unless the call or the sheet has another.
    rate = line.settings.get("entry_rate", 100.0) / 1000
    settings = {name: line.settings.get(name, usual) for name, usual in WRITTEN_BY.items()}
    found = {} if reason else made({**given, **settings, "per_ms": rate})
    if isinstance(found, str):
        reason = found
    if reason:
        return f"{line.name} is not loaded: {reason}"
    assert isinstance(found, dict)
    number, instead, most_elements = 1.0, found.pop("instead", {}), round(MOST_ELEMENTS * (1 - deleted))
    if elements:
        number = _middle(line.given[elements])
        if number > most_elements:
            instead[elements], number = str(most_elements), most_elements
        found["elements"] = (
            most_elements
            if elements in instead
            else _whole(line.given[elements])
            if _differs(line.given[elements])
            else round(number)
        )
        number = number / (1 - deleted)
    number = max(number, found.get("bits", 1) / found.get("step", 1) if found.get("one_by_one") else 1)
    each = line.predicted(line.call(**instead)) / max(1, given["keys"])
    most = max(1, min(MOST_KEYS, int(MOST_ELEMENTS / number), int(MOST_BYTES / max(1, each))))
    wanted = min(keys or most, max(1, round(given["keys"])))
    share = {"ttl": given["ttl"]} if given.get("ttl") else {}
    parameters = {**found, **share, **_server(line), "keys": wanted, "key_len": _whole(given["key_length"])}
    parameters["instead"] = instead
    # Of a node of a cluster, as many more names are looked at as it has not all slots.
    short = _too_short(parameters["key_len"], wanted * SLOTS // parameters.get("slots", SLOTS))
    return (short and f"{line.name} is not loaded: {short}") or Workload(line.name, parameters, None, line)


def _server(line: Line) -> dict[str, Any]:
    """What a line's settings say of the server, and of what has happened there."""
    found: dict[str, Any] = {}
    if line.settings.get("deleted"):
        found["deleted"] = line.settings["deleted"]
        found["deleted_at_once"] = max(1, round(line.settings.get("deleted_at_once", 1)))
    if line.settings.get("just_loaded"):
        found["just_loaded"] = True
    if line.settings.get("cluster"):
        found["slots"] = round(line.settings.get("slots", SLOTS))
        found["server_args"] = ["--cluster-enabled", "yes", "--cluster-require-full-coverage", "no"]
    return found


def _why_not(line: Line, elements: str) -> str:
    given = line.given
    for name, (usual, reason) in PLAIN.items():
        value = line.settings.get(name, given.get(name, usual))
        if value != usual and not (isinstance(value, float) and abs(value - usual) < 1e-9):
            return reason
    many = [name for name in ONE if _differs(given.get(name, line.settings.get(name)))]
    if many:
        return f"{many[0]} is no number"
    if line.settings.get("cluster") and not 1 <= round(line.settings.get("slots", SLOTS)) <= SLOTS:
        return f"a node of a cluster has 1 to {SLOTS:,} slots"
    if not 0 <= line.settings.get("deleted", 0) <= MOST_DELETED:
        return f"more than {MOST_DELETED:.0%} of it is deleted again"
    below = [name for name in given if name.endswith("_length") and share_below_zero(_listed(given[name])) > TAIL]
    if below:
        return f"{below[0]} is below zero, if not in all of them"
    if round(given["keys"]) < 1:
        return "it has no keys"
    return f"{elements} is less than one" if elements and _middle(given[elements]) < 1 else ""


def _too_short(lengths: Any, keys: int) -> str:
    least = len(str(keys)) + 1
    listed = _listed(lengths)
    short = [each for each in listed if each < least]
    if len(short) > TAIL * len(listed):
        return f"keys of {short[0]:.0f} B are too short for {keys:,} different ones; give fewer with --keys"
    return ""


def is_ours_to_tell(workload: Workload) -> bool:
    """Whether the names of its keys have room for what tells them from those of others."""
    return _least(workload.parameters["key_len"]) >= LEAST_OWN


def _differs(value: Any) -> bool:
    return isinstance(value, list)


def _middle(value: Any) -> float:
    return sum(_listed(value)) / len(_listed(value))


def _in_words(number: float) -> str:
    return f"{number:,.0f}" if number < MOST_DIGITS else f"{number:.4g}"


def _whole(value: Any) -> Any:
    return [max(0, round(each)) for each in value] if isinstance(value, list) else max(0, round(value))


def _kind(given: dict[str, Any], part: str, kind: str) -> tuple[str, Any]:
    """The kind of a field, value, member or element, and its lengths or the numbers themselves."""
    number = given[f"{part}_number"]
    if number == BY_DIGITS:
        return kind, _whole(given[f"{part}_length"])
    return "number", [round(each) for each in number] if isinstance(number, list) else round(number)


def _few(kind: str, length: Any, number: float) -> str:
    """Why there are not so many different elements of a length; empty where there are."""
    if kind == "number":
        found = len(set(_listed(length)))
        few = f"there are no {_in_words(number)} different numbers among the {found:,} that stand for a spread"
        return few if found < 2 * number else ""
    least = _least(length)
    letters = 10 if kind == "integer" else 26
    if letters ** min(20, round(least)) < 2 * number:
        return f"there are no {_in_words(number)} different elements of {least:.0f} B"
    return ""


def _string(given: dict[str, Any]) -> dict[str, Any] | str:
    kinds = {
        "text": "text",
        "loaded": "text",
        "integer": "integer",
        "small integer": "integer",
        "counter": "counter",
        "appended": "append",
    }
    length, kind = _whole(given["value_length"]), given["value"]
    if kind == "integer" and _least(length) < 5:
        return "numbers of up to 4 digits are small integers"
    if kind == "appended" and _least(length) < 1:
        return "a value to which nothing is appended is no key"
    if kind == "loaded" and _largest(length) >= 10 * 2**20:
        return "a value that was loaded is not what a client writes"
    if kind == "small integer":
        length = min(_largest(length), 4)
    return {
        "type": "string",
        "value_kind": kinds.get(kind, kind),
        "value_len": length,
        "piece": max(1, round(given["piece"])),
    }


def _hash(given: dict[str, Any]) -> dict[str, Any] | str:
    (field, lengths), (value, value_lengths) = (
        _kind(given, "field", given["field"]),
        _kind(given, "value", given["value"]),
    )
    element = {"kind": field, "len": lengths, "value": value, "value_len": value_lengths}
    if given["field_ttl"]:
        apart = max(0.0, given["field_times_apart"])
        if _largest(given["fields"]) * apart * 1000 > LONGEST_LIFE:
            return "its fields live longer than a server keeps, by field_times_apart"
        element |= {"field_ttl": True, "times_apart": apart}
    few = _few(field, lengths, _largest(given["fields"]))
    return few or {"type": "hash", "element": element}


def _list(given: dict[str, Any]) -> dict[str, Any] | str:
    kind, lengths = _kind(given, "element", given["element"])
    return {"type": "list", "element": {"kind": kind, "len": lengths}}


def _set(given: dict[str, Any]) -> dict[str, Any] | str:
    kind, members = given["member"], _largest(given["members"])
    own, length = _kind(given, "member", "text" if kind == "text" else "integer")
    size = round(given["integer_size"])
    if own == "integer" and kind == "integer" and members <= PACKED_INTEGERS:
        if size not in SIZES:
            return f"integers of a set have 2, 4 or 8 B, not {size}"
        return {"type": "set", "element": {"kind": "int", "range": list(SIZES[size])}}
    word = {"word": True} if kind == "integers and a word" else {}
    return _few(own, length, members) or {"type": "set", "element": {"kind": own, "len": length, **word}}


def _sorted_set(given: dict[str, Any]) -> dict[str, Any] | str:
    (member, length), (score, score_length) = (
        _kind(given, "member", given["member"]),
        _kind(given, "score", given["score"]),
    )
    if given["score"] == "decimal" and score == "number":
        return "decimals of a size that is given are not made up"
    element = {"kind": member, "len": length, "score": score, "score_len": score_length}
    if score != "number" and _largest(score_length) > 15:
        return "a score of more than 15 digits is none that a number has"
    return _few(member, length, _largest(given["members"])) or {"type": "zset", "element": element}


def _geo(given: dict[str, Any]) -> dict[str, Any] | str:
    length = _whole(given["member_length"])
    return _few("text", length, _largest(given["members"])) or {"type": "geo", "element": {"len": length}}


def _stream(given: dict[str, Any]) -> dict[str, Any] | str:
    if _differs(given["fields"]) or _differs(given["field_length"]):
        return "its entries have not all as many fields, with names as long"
    if given["per_ms"] * LONGEST_WAIT < 1:
        return "its entries never come, by entry_rate"
    fields, length = max(1, round(given["fields"])), max(1, round(given["field_length"]))
    shares = _shares(given["same_fields"])
    kinds = len(shares) or PLAIN["max_node_entries"][0] + 1  # by turns: a block has no two alike
    if 26 ** min(length, 9) < kinds * fields:
        return f"there are no {kinds * fields} different names of {length} B"
    kind, lengths = _kind(given, "value", given["value"])
    names = [[_name(each * fields + number, length) for number in range(fields)] for each in range(kinds)]
    element = {"fields": fields, "field_names": names[0], "value_lens": [lengths] * fields}
    if kinds > 1:
        element |= {"kinds": names, "shares": shares}
    return {"type": "stream", "element": {**element, "value": kind, "per_ms": given["per_ms"]}}


def _shares(same: float) -> list[float]:
    """The shares of kinds of entries of which two are of the same one in that share of the cases; none of too many.

    All but the last are equal, and that is no larger: as few kinds as can be.
    """
    if same * MOST_KINDS < 1:
        return []
    others = max(0, math.ceil(1 / same - 1e-9) - 1)
    if not others:
        return [1.0]
    root = math.sqrt(max(0.0, others * others - (others * others + others) * (1 - same)))
    each = (others + root) / (others * others + others)
    return [each] * others + [max(0.0, 1 - others * each)]


def _name(number: int, length: int) -> str:
    """A name of letters, for digits alone would be kept as a number."""
    letters = ""
    for _ in range(length):
        letters, number = LETTERS[number % len(LETTERS)] + letters, number // len(LETTERS)
    return letters


def _bitmap(given: dict[str, Any]) -> dict[str, Any] | str:
    bits, order, step = max(1, round(given["bits"])), given["set_bits"], max(1, round(given["step"]))
    if order == "at once":
        return {"type": "bitmap", "bits": bits}
    number = (bits - 1) // step + 1
    if order == "random" or number > MOST_BITS:
        return f'bits that are set in "{order}" order, {number:,} of them, are not written one by one'
    # The last one ends a step.
    written = (number - 1) * step + 1
    instead = {"instead": {"bits": str(written)}} if written < bits else {}
    return {"type": "bitmap", "bits": written, "one_by_one": True, "step": step, **instead}


def _hyperloglog(_given: dict[str, Any]) -> dict[str, Any] | str:
    return {"type": "hll"}


# What makes a workload of a formula's arguments, and which of them says how many elements a key has.
FORMULAS: dict[str, tuple[Callable[[Any], dict[str, Any] | str], str]] = {
    "redis.string": (_string, ""),
    "redis.hash": (_hash, "fields"),
    "redis.list": (_list, "elements"),
    "redis.set": (_set, "members"),
    "redis.sorted_set": (_sorted_set, "members"),
    "redis.geo": (_geo, "members"),
    "redis.stream": (_stream, "entries"),
    "redis.bitmap": (_bitmap, ""),
    "redis.hyperloglog": (_hyperloglog, "elements"),
}
