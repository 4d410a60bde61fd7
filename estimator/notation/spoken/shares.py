"""Shares of which a line does not say what they are asked for: each way in which it may be meant, to choose from."""

from __future__ import annotations

from estimator.notation.spoken.matching import named, slot
from estimator.notation.spoken.parts import PRODUCT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.spoken.cursor import Cursor
    from estimator.notation.spoken.parts import Part
    from estimator.notation.spoken.words import Unread

# What a word says that a share is of; what its two meanings are called.
_MEANINGS = {
    "used": ("{whole} * {share} for what is used of it", "{whole} / {share} for the room that it fills to {typed}"),
    "hits": ("{whole} * {share} for what the cache answers", "{whole} * (1 - {share}) for what goes past it"),
    "missed": ("{whole} * {share} for what goes past the cache", "{whole} * (1 - {share}) for what it answers"),
    "writes": ("{whole} * {share} for the writes", "{whole} * (1 - {share}) for the reads"),
    "reads": ("{whole} * {share} for the reads", "{whole} * (1 - {share}) for the writes"),
}
_JOINTS = ("at", "clause", "and")
_BETWEEN = ("of", "word ones", "verb", "article", "per", "unit")  # words between a share and what it is said of
_FEW = 40  # tokens of a line in which parts are looked for


def told_of_some(line: Cursor) -> Unread | None:
    """What to say of a line that has the size of a share of the things, and of no other: 20% of photos are 2 MB."""
    tokens = line.tokens
    if len(tokens) > _FEW:
        return None
    for at, token in enumerate(tokens[:-1]):
        if token.kind != "number" or not token.percent or "of" not in tokens[at + 1].roles:
            continue
        is_at = next((is_at for is_at in range(at + 2, min(at + 5, len(tokens))) if "verb" in tokens[is_at].roles), 0)
        if not is_at or tokens[is_at].text.lower() not in ("is", "are", "是", "为"):
            continue
        if slot(line, "part", at, at + 1, {}) is None:
            told = line.unread(f"{token.typed} is more than all of them", token, "write a share of up to 100%")
            told.spoken = True
            return told
        size = next(
            (found for end in range(len(tokens) - 1, is_at, -1) if (found := _size(line, is_at + 1, end))), None
        )
        if size is not None:
            told = line.unread(
                f"how large {token.typed} of them are is said, but not how large the others are",
                token,
                f"say it behind a comma: {token.typed} are {size.text}, the rest are … KB",
            )
            told.spoken = True
            return told
    return None


def _size(line: Cursor, at: int, end: int) -> Part | None:
    return slot(line, "data", at, end, {})


def told_of_share(line: Cursor) -> Unread | None:
    """What to say of a line with a share that may be taken in two ways, such as 10 TB at 70% utilization."""
    if len(line.tokens) > _FEW:
        return None
    for at, token in enumerate(line.tokens[:-1]):
        meaning = next((kind for kind in _MEANINGS if f"word {kind}" in token.roles), "")
        found = _share_beside(line, at) if meaning and token.kind == "word" else None
        if found is not None:
            return _told(line, meaning, at, *found)
    return None


def _told(line: Cursor, meaning: str, word: int, begin: int, end: int, share: Part) -> Unread | None:
    at, stop, whole = _amount(line, {word, begin}, is_rate=meaning != "used") or (begin, begin, None)
    token, typed = line.tokens[begin], share.text.strip("()")
    for place, other in enumerate(line.tokens):
        if not (at <= place < stop or begin <= place < end) and (other.kind == "number" or "factor" in other.roles):
            return None  # which the lines that are offered would leave out
    if whole is None:
        before = "10 TB at" if meaning == "used" else "50k QPS,"
        told = line.unread(f"{typed} is a share, but not said is of how much", token, f"say it before: {before} …")
    else:
        ways = [way.format(whole=whole.within(PRODUCT), share=share.text, typed=typed) for way in _MEANINGS[meaning]]
        told = line.unread(
            f"which part of {whole.text} is asked for is not said", token, f"write {ways[0]}, or {ways[1]}"
        )
    told.spoken = True
    return told


def _share_beside(line: Cursor, at: int) -> tuple[int, int, Part] | None:
    """Where the share begins and ends that a word is said of, before it or behind, and what it is."""
    for place in range(max(0, at - 6), min(len(line.tokens) - 1, at + 4)):
        token = line.tokens[place]
        if place == at or not (token.kind == "number" or "number" in token.roles):
            continue
        for end in range(min(len(line.tokens) - 1, place + 6, at if place < at else place + 6), place, -1):
            part = slot(line, "part", place, end, {})
            if part is None:
                continue
            between = line.tokens[end:at] if place < at else line.tokens[at + 1 : place]
            if all(any(kind in one.roles for kind in _BETWEEN) or one.text in (":", "=") for one in between):
                return place, end, part
            break
    return None


def _amount(line: Cursor, others: set[int], *, is_rate: bool) -> tuple[int, int, Part] | None:
    """The first part between commas, or words such as at, that is an amount or a rate, or of these a rate alone.

    With where it begins and ends. Neither a time nor a rate of reads or of writes alone is one.
    """
    end = len(line.tokens) - 1
    joints = [at for at in range(end) if line.tokens[at].text == "," or _joins(line, at)]
    stops = sorted({*joints, *others, end})
    for left in (-1, *joints):
        for right in reversed(stops):
            if right <= left + 1:
                break
            part = slot(line, "whole", left + 1, right, {})
            if part is None or not part.dimension or part.share or part.exponent("time") > 0:
                continue
            if (part.exponent("time") < 0 or not is_rate) and not named(line.tokens[left + 1 : right]):
                return left + 1, right, part
    return None


def _joins(line: Cursor, at: int) -> bool:
    return any(kind in line.tokens[at].roles for kind in _JOINTS)
