"""What a run of the fuzzer did, as a table."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from fuzzing.cases import written
from fuzzing.watch import BASE_MEGABYTES

if TYPE_CHECKING:
    from fuzzing.campaign import Tally
    from fuzzing.findings import Findings


def summary(seed: int, tallies: list[Tally], findings: Findings) -> list[str]:
    """The lines of the table: inputs by target, operations with their times, the largest, and what was found."""
    inputs = sum([each.inputs for each in tallies], Counter[str]())
    spent = sum(each.spent for each in tallies)
    rate = inputs.total() / spent if spent else 0.0
    lines = [f"{inputs.total()} inputs in {spent:.0f} s of processor time: {rate:.0f} a second and processor", ""]
    lines += [f"  {name:22}{count:>10}" for name, count in inputs.most_common()]
    lines += ["", f"  {'operation':22}{'times':>10}{'mean':>12}{'slowest':>12}"]
    operations = sum([each.operations for each in tallies], Counter[str]())
    for name, count in operations.most_common():
        seconds = sum(each.seconds[name] for each in tallies)
        slowest = max((each.slowest[name].value for each in tallies if name in each.slowest), default=0.0)
        lines.append(f"  {name:22}{count:>10}{seconds / count * 1000:>9.2f} ms{slowest * 1000:>9.0f} ms")
    worst = max(
        (extreme for each in tallies for extreme in each.slowest.values()), key=lambda each: each.value, default=None
    )
    if worst is not None and worst.case is not None:
        lines.append(f"  the slowest: {written(worst.case)[:400]}")
    largest = max((each.largest for each in tallies), key=lambda each: each.value)
    if largest.case is not None:
        lines.append(f"  the largest: {largest.value + BASE_MEGABYTES:.0f} MB: {written(largest.case)[:400]}")
    lines += [f"  steps from line to line reached: {max(each.steps for each in tallies)}", ""]
    if not findings.by_cause:
        return [*lines, f"nothing was found (seed {seed})"]
    lines.append(f"{len(findings.by_cause)} causes were found (seed {seed}):")
    for each in sorted(findings.by_cause.values(), key=lambda each: -each.times):
        lines.append(f"  {each.times:>6} times  {each.fault.sort}: {each.fault.cause!r}")
        lines.append(f"         {each.fault.detail!r}"[:500])
        lines.append(f"         {written(each.case)[:500]}")
    return lines
