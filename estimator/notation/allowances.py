"""What a comment allows: `# lint: allow unsourced, unused`, also behind the words of a note."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_ALLOWS = r"\blint:\s*allow\s+([a-z][a-z-]*(?:\s*,\s*[a-z][a-z-]*)*)"
_WORD = "lint:"  # without which no pattern is looked for: most comments are none


def allowed_names(comment: str) -> Iterator[tuple[str, int]]:
    """The rules that a comment allows, each with where in it the name begins."""
    if _WORD in comment:
        import re

        for allowed in re.finditer(_ALLOWS, comment):
            for name in re.finditer(r"[a-z][a-z-]*", allowed[1]):
                yield name[0], allowed.start(1) + name.start()


def told_note(note: str) -> str:
    """A note as it is shown: without what it allows, which is nothing about the number."""
    if _WORD not in note:
        return note
    import re

    return re.sub(_ALLOWS, "", note).strip(" ;,.#")
