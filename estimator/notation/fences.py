"""The ```est fences of a Markdown document, as regions of its text."""

from __future__ import annotations


def est_regions(text: str) -> list[tuple[int, int]]:
    """Offsets of the contents of each fence whose info string is `est`.

    As in CommonMark: backticks or tildes, indented by at most three blanks, closed by a fence at least as long, or by
    the end of the document.
    """
    regions: list[tuple[int, int]] = []
    fence, ours, begin, at = "", False, 0, 0
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
                    fence, ours, begin = marker * length, info.split(" ")[0] == "est", stop + 1
            elif marker == fence[0] and length >= len(fence) and not info:
                if ours:
                    regions.append((begin, at))
                fence = ""
        at = stop + 1
    if fence and ours:
        regions.append((min(begin, len(text)), len(text)))
    return regions
