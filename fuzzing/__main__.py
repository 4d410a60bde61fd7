"""`python -m fuzzing`: try many inputs, or one again."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
from pathlib import Path

from fuzzing.attempts import attempt
from fuzzing.campaign import Plan, all_targets, prepared
from fuzzing.cases import read_file
from fuzzing.findings import Findings, keep
from fuzzing.summary import summary
from fuzzing.watch import SECONDS
from fuzzing.workers import tallies

FINE, FOUND = 0, 1
ENDLESS = 1_000_000_000


def main(arguments: list[str] | None = None) -> int:
    """The command; 1 where anything was found."""
    given = _parser().parse_args(arguments)
    if given.repeat:
        return _repeat(given.repeat)
    seed = given.seed if given.seed is not None else secrets.randbelow(1 << 32)
    seconds = given.seconds if given.seconds is not None else ENDLESS if given.inputs else 60.0
    share = -(-given.inputs // given.processes) if given.inputs else ENDLESS
    targets = tuple(given.target or all_targets())
    print(f"seed {seed}, {given.processes} processes", flush=True)
    plans = [
        Plan(seed, place, seconds, share, targets, given.limit, given.findings) for place in range(given.processes)
    ]
    found = tallies(plans)
    findings = Findings(None, given.limit)
    for tally in found:
        findings.merge(tally.findings)
    print("\n".join(summary(seed, found, findings)))
    for each in findings.by_cause.values():
        path = keep(each, given.findings)
        print(f"  again: ./run fuzz --repeat {path}")
    return FOUND if findings.by_cause else FINE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("--seed", type=int, help="where the inputs come from; a fresh one if none is given")
    parser.add_argument("--seconds", type=float, help="of processor time for each process; 60 unless --inputs is given")
    parser.add_argument("--inputs", type=int, default=0, help="so many in all, at most")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="as many as the machine has")
    parser.add_argument("--target", action="append", choices=all_targets(), help="this way in alone; may be repeated")
    parser.add_argument("--limit", type=float, default=SECONDS, help="seconds that one operation may take; 1")
    parser.add_argument("--findings", type=Path, default=Path("fuzzing-findings"), help="the folder for what is found")
    parser.add_argument("--repeat", type=Path, nargs="+", metavar="FILE", help="try the cases of files again")
    return parser


def _repeat(paths: list[Path]) -> int:
    prepared()
    code = FINE
    for path in paths:
        for case in read_file(path):
            faults = attempt(case).faults
            print(f"{path}: {'; '.join([f'{fault.cause!r} {fault.detail!r}' for fault in faults]) or 'nothing breaks'}")
            code = FOUND if faults else code
    return code


if __name__ == "__main__":
    sys.exit(main())
