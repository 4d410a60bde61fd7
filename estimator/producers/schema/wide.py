"""What of a row of many long values goes to TOAST.

PostgreSQL moves the longest value of a row out, then the next, until the row is short enough. So a value moves if the
row would be too long without all those that are longer than it. For few columns each is compared with each; for many,
what stays of a row is summed up for some lengths T between which it is taken to grow evenly: the values up to T, and
one more of length T. Where that crosses the threshold is the length above which values move. For the size of one
column's TOAST table the sums are drawn from normal distributions, of their means and deviations over the rows. Against
the rule itself, for 20 and more columns of lognormal lengths, that is within 10% of the bytes that move where more than
every tenth row is too long, and within 2% where nearly all are.
"""

from __future__ import annotations

from itertools import pairwise

LEAST_MOVED = 127  # bytes; shorter values stay in their row
# Bytes. A value of the last one makes any row too long.
STEPS = (127, 180, 254, 359, 508, 718, 1016, 1437, 2032)
CUT, CUT_OF_ROW = "cut", "cut_of_row"
MOST_IN_A_ROW = 40


def wide_lines(row: str, lengths: list[tuple[str, str]]) -> list[str]:
    """The locals of the length above which values move: of a row, and as it spreads over rows.

    `row` is the length of a row before anything moves, `lengths` of each column the condition that it is there, with
    its `and`, and its length.
    """
    count = len(lengths)
    one = grouped([f"(if {there}{length} > 0 B then {length} else 0 B)" for there, length in lengths], " + ")
    found = [
        f"# the row with one value less, without those above some lengths; a value that may move is above {STEPS[0]} B"
    ]
    found.append(f"usual = {row} - ({one}) / {count}")
    for step in STEPS:
        longer = [f"(if {there}{length} > {step} B then {length} else 0 B)" for there, length in lengths]
        found.append(f"up_to_{step} = usual - ({grouped(longer, ' + ')}) * {count - 1} / {count}")
    found.append(f"{CUT_OF_ROW} = {_crossing('up_to')}")
    found.append("chance = normal(0, 1)")
    for step in STEPS:
        found.append(f"middle_{step} = mean(up_to_{step})")
        spread = f"sqrt(mean((up_to_{step} / middle_{step} - 1)^2)) * middle_{step}"
        found.append(f"drawn_{step} = middle_{step} + chance * {spread}")
    found.append(f"{CUT} = {_crossing('drawn')}")
    return found


def _crossing(sums: str) -> str:
    """The length at which what stays, and a value of it, reach the threshold."""
    limit = "postgresql.toast.threshold"
    found = f"if {sums}_{STEPS[0]} + {STEPS[0]} B > {limit} then {STEPS[0]} B"
    for below, step in pairwise(STEPS):
        rise = f"({sums}_{step} - {sums}_{below} + {step - below} B)"
        share = f"({limit} - {sums}_{below} - {below} B) / {rise}"
        found += f" else if {sums}_{step} + {step} B > {limit} then {below} B + {step - below} B * {share}"
    return f"{found} else {STEPS[-1]} B"


def grouped(parts: list[str], operator: str) -> str:
    """Parts with an operator between them; many in brackets by forties, for an expression may not be too deep."""
    return operator.join(in_groups(parts, operator))


def in_groups(parts: list[str], operator: str) -> list[str]:
    """Parts that are to have an operator between them; of many, groups that have it, in brackets."""
    if len(parts) <= MOST_IN_A_ROW:
        return parts
    groups = [parts[start : start + MOST_IN_A_ROW] for start in range(0, len(parts), MOST_IN_A_ROW)]
    return in_groups([f"({operator.join(group)})" for group in groups], operator)
