"""What is said of a name that is not there, as Python's own errors: KeyError, AttributeError."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from estimator.model.describe import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_NAMED = 6
Fault = TypeVar("Fault", bound=Exception)


def missing(where: str, name: str, names: Iterable[str]) -> str:
    """Which name is meant, by its spelling or as a part of one, else which there are.

    >>> missing("twitter", "peak", ["write_qps", "peak_qps", "peak_factor"])
    'twitter has no peak: did you mean peak_qps or peak_factor?'
    >>> missing("twitter", "xyz", ["write_qps"])
    'twitter has no xyz: it has write_qps'
    """
    known = list(names)
    guess = suggestion(name, known)
    parts = [each for each in known if name and name.lower() in each.lower()]
    likely = [guess] if guess else parts if len(parts) <= MOST_NAMED else []
    if likely:
        return f"{where} has no {name}: did you mean {' or '.join(likely)}?"
    rest = f" and {len(known) - MOST_NAMED} more" if len(known) > MOST_NAMED else ""
    return f"{where} has no {name}: it has {', '.join(known[:MOST_NAMED])}{rest}"


def told_as_error(fault: Fault) -> Fault:
    """The same fault, which IPython shows in a line, without the frames of this package."""
    line = f"{type(fault).__name__}: {fault.args[0]}"
    fault._render_traceback_ = partial(list, [line])  # type: ignore[attr-defined]  # what IPython asks for
    return fault
