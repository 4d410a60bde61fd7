"""Of the script of a page what its program needs: the declarations that are reached, without comments and indents.

The scripts are written so that each declaration begins at the start of a line, and nothing else does but its end.
"""

from __future__ import annotations

import re

_DECLARED = re.compile(r"^(?:async )?(?:function|const|let) +([A-Za-z_$][\w$]*|\[.*?\] =)", re.ASCII)
_MORE = re.compile(r", ([A-Za-z_$][\w$]*) = ", re.ASCII)
_WORD = re.compile(r"[A-Za-z_$][\w$]*", re.ASCII)
_SHAPED = "const SHAPES = {"  # what is asked for a distribution that is no normal one


def declarations(script: str) -> list[list[str]]:
    """The top-level declarations of a script, as lines without comments and indents."""
    found: list[list[str]] = []
    for line in script.split("\n"):
        bare = line.strip()
        if not bare or bare.startswith("//"):
            continue
        if _DECLARED.match(line):
            found.append([])
        found[-1].append(bare)
    return found


def needed(script: str, start: str, *, shaped: bool) -> str:
    """What of a script a text needs that stands on it; the shapes of distributions only where some are `shaped`."""
    parts = declarations(script)
    if not shaped:
        parts = [["const SHAPES = {};"] if part[0] == _SHAPED else part for part in parts]
    words = [set(_WORD.findall("\n".join(part))) for part in parts]
    by_name: dict[str, list[int]] = {}
    for place, part in enumerate(parts):
        first = _DECLARED.match(part[0])
        names = [first[1]] if first else []
        names += _MORE.findall(part[0]) if part[0].startswith(("const", "let")) else []
        for name in names:
            by_name.setdefault(name, []).append(place)
    reached: set[int] = set()
    waiting = [place for word in set(_WORD.findall(start)) for place in by_name.get(word, ())]
    while waiting:
        place = waiting.pop()
        if place not in reached:
            reached.add(place)
            waiting += [other for word in words[place] for other in by_name.get(word, ())]
    return "\n".join([line for place in sorted(reached) for line in parts[place]])
