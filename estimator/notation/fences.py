"""The fences of a Markdown document, and those among them that hold a sheet, as regions of its text."""

from __future__ import annotations

from estimator.records import record


@record
class Fence:
    """A fenced block: offsets of its opening line, its contents and what follows it.

    `closing` is the run that closes it; where none does, its contents end with the document, and `stop` is `end`.
    """

    info: str
    closing: str
    start: int
    begin: int
    end: int
    stop: int


def fences(text: str) -> list[Fence]:
    """The fences of a document.

    As in CommonMark: backticks or tildes, indented by at most three blanks, closed by a fence at least as long, or by
    the end of the document.
    """
    found: list[Fence] = []
    fence, words, start, begin, at = "", "", 0, 0, int(text.startswith("\ufeff"))
    while at < len(text):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        line = text[at:stop].rstrip("\r")
        body = line.lstrip(" ")
        marker = body[:1]
        if len(line) - len(body) <= 3 and marker in ("`", "~") and body.startswith(marker * 3):
            length = len(body) - len(body.lstrip(marker))
            info = body[length:].strip()
            if not fence:
                if marker == "~" or "`" not in info:
                    fence, words, start, begin = marker * length, info, at, min(stop + 1, len(text))
            elif marker == fence[0] and length >= len(fence) and not info:
                found.append(Fence(words, fence, start, begin, at, min(stop + 1, len(text))))
                fence = ""
        at = stop + 1
    if fence:
        found.append(Fence(words, fence, start, begin, len(text), len(text)))
    return found


def est_regions(text: str) -> list[tuple[int, int]]:
    """Offsets of the contents of each fence whose info string is `est`."""
    return [(fence.begin, fence.end) for fence in fences(text) if fence.info.split(" ")[0] == "est"]
