"""What functions share: settings and choices with a name, and what a sheet passes on to all that it calls."""

from __future__ import annotations

from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.tree import Annotation, Expression, Name, Span


@record
class Setting:
    """`setting server: "redis" or "valkey" = "redis"`: a parameter of all functions that name it, passed on by them.

    Without a default it is a `choice content = "text" or "integer"`, which annotations name.
    """

    name: str
    annotation: Annotation
    default: Expression | None
    note: str
    span: Span


@record
class With:
    """`with server, version`: quantities of a sheet that its calls pass on to what takes such settings."""

    names: tuple[Name, ...]
    note: str
    span: Span
