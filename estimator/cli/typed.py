"""A line of a shell up to the cursor: its words without quotes, and what of the last one completion puts anew."""

from __future__ import annotations

from estimator.records import record


@record
class Typed:
    """`quoted` says whether the last word is inside of quotes; from `cut` on bash puts it anew."""

    words: list[str]
    quoted: bool
    cut: int


def typed(line: str, breaks: str) -> Typed:
    """What someone has typed; `breaks` are the signs at which bash begins a word anew, as `=`."""
    words: list[str] = []
    word: list[str] | None = None
    quote, cut, place = "", 0, 0
    while place < len(line):
        char = line[place]
        place += 1
        if quote:
            if char == quote:
                quote = ""
            elif char == "\\" and quote == '"' and line[place : place + 1] in ('"', "\\", "$", "`"):
                (word := word or []).append(line[place])
                place += 1
            else:
                (word := word or []).append(char)
        elif char.isspace():
            words += ["".join(word)] if word is not None else []
            word, cut = None, 0
        elif char in "'\"":
            quote, word = char, word or []
            cut = len(word)
        elif char == "\\":
            (word := word or []).append(line[place : place + 1])
            place += 1
        else:
            (word := word or []).append(char)
            if char in breaks:
                cut = len(word)
    return Typed([*words, "".join(word or [])], bool(quote), cut)
