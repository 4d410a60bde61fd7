"""What the parser gives: a sheet, line by line."""

from __future__ import annotations

from estimator.notation.tree import Documentation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from estimator.notation.correlations import Correlated
    from estimator.notation.passed_on import Setting, With
    from estimator.notation.release_lines import Releases
    from estimator.notation.rows import Table
    from estimator.notation.tree import Check, Definition, Scenario, UnitDeclaration, Use
    from estimator.problems import Problem, Source

    Line: TypeAlias = (
        "Definition | Check | Scenario | UnitDeclaration | Releases | Setting | With | Use | Table | Correlated"
    )


class Sheet:
    """A parsed sheet: its source, documentation and lines, and the problems met on the way."""

    __slots__ = ("documentation", "lines", "problems", "source", "unread")

    def __init__(self, source: Source) -> None:
        self.source = source
        self.documentation = Documentation()
        self.lines: list[Line] = []
        self.problems: list[Problem] = []
        self.unread: set[str] = set()  # names of definitions that could not be read

    @property
    def title(self) -> str:
        """The first line of its documentation."""
        return self.documentation.title

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sheet):
            return NotImplemented
        return (self.documentation, self.lines) == (other.documentation, other.lines)

    __hash__ = None  # type: ignore[assignment]  # it is built line by line
