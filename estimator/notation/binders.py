"""`first(k = 1 to 1000, …)` and `fold(end = 0 B, …)`, which are read as calls, for they may be ones of a sheet's own.

What has the form of the first is taken for the least whole number that it asks for; the model takes it for the call
where the sheet defines such a function. A fold stays a call, which goes over a table where the sheet has none of it.
"""

from __future__ import annotations

from estimator.notation.tree import Argument, Call, First, Range

BINDERS = ("first", "fold")
FOLD = "write fold(end = 0 B, end + services.size)"
FORM = "write first(k = 1 to 1000, condition)"


def bound_first(call: Call, names: dict[str, None], known: dict[str, None]) -> Call | First:
    """A call of `first` as what it asks for, where it has the form.

    Its variable, and `first` itself, are none of the names that the line needs from its file, unless they were `known`.
    """
    match call.arguments:
        case (Argument(variable, Range(low, high, level=None)), Argument("", condition)) if (
            variable and not call.member
        ):
            for name in (variable, call.path):
                if name not in known:
                    names.pop(name, None)
            return First(variable, low, high, condition, call.span)
        case _:
            return call


def unbound(call: Call, names: dict[str, None], known: dict[str, None]) -> Call:
    """A call of `fold`; its variable, and `fold` itself, are none of the names that the line needs from its file."""
    for name in (call.path, *[each.name for each in call.arguments if each.name]):
        if name not in known:
            names.pop(name, None)
    return call


def as_call(node: First) -> Call:
    """The call of a sheet's own function that the text of a `first` may also be."""
    interval = Range(node.low, node.high, (node.low.span[0], node.high.span[1]))
    given = (Argument(node.variable, interval, interval.span), Argument("", node.condition, node.condition.span))
    return Call("first", given, "", node.span)
