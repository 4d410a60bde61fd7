"""How long a sheet may be, looked at before it is parsed."""

from __future__ import annotations

from estimator.problems import EstimateError, Mark, Problem, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    Region = tuple[int, int]

MOST_LINES, MOST_CHARACTERS = 100_000, 5_000_000


def bound(source: Source, regions: list[Region]) -> None:
    """EstimateError at the place where there is too much: before it is read, for each line costs time and memory."""
    text, lines, characters = source.text, MOST_LINES, MOST_CHARACTERS
    for start, end in regions:
        if end - start > characters:
            raise _too_long(source, start + characters, f"a sheet has {MOST_CHARACTERS:,} characters at most")
        characters -= end - start
        found = text.count("\n", start, end)
        if found >= lines:
            at = start
            for _ in range(lines):
                at = text.find("\n", at) + 1
            if at < end:
                raise _too_long(source, at, f"a sheet has {MOST_LINES:,} lines at most")
        lines -= min(found, lines)


def _too_long(source: Source, at: int, message: str) -> EstimateError:
    # The line alone, for the starts of millions of lines are hundreds of megabytes.
    start, end = source.text.rfind("\n", 0, at) + 1, source.text.find("\n", at)
    line = source.text[start : end if end >= 0 else None]
    part = Source(source.name, line, source.first + source.text.count("\n", 0, start))
    mark = Mark(part, at - start, at - start + 1, "too much from here on")
    return EstimateError([Problem(message, (mark,), "split it into sheets, which another one names with use")])
