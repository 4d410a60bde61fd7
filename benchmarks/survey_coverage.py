"""How often the interval of a sampled survey holds: fresh servers with seeded keys of each shape, each surveyed once.

    PYTHONPATH=. .venv/bin/python benchmarks/survey_coverage.py [--servers 40] [--keys 3000] [--share 0.02]
        [--first 0] [SHAPE ...]

A shape's line says of how many of its servers `used_memory` refuted the sample, and large keys were searched for; in
how many `used_memory` was within the interval, below and above it; half the width of the interval, its median; and how
far off were the sample alone and the prediction, the 90th of a hundred.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time

from estimator.api.surveying import survey
from estimator.comparers.redis.servers import programs, running
from tests.redis_server import fill
from tests.survey_populations import AROUND, OTHERS, SHAPES

ALL = SHAPES | OTHERS
LONGEST = 20_000_000  # bytes of a value: a server of a laptop has room for it


def main() -> None:
    """Survey them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shapes", nargs="*", metavar="SHAPE", help=", ".join(ALL))
    parser.add_argument("--servers", type=int, default=40)
    parser.add_argument("--keys", type=int, default=3000)
    parser.add_argument("--share", type=float, default=0.02)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    given = parser.parse_args()
    program = programs()[0]
    said = f"{given.servers} servers of {given.keys} keys, {given.share:.0%} sampled"
    print(f"{program.version.split(' sha')[0]}, {said}")
    for shape in given.shapes or ALL:
        seeds = range(given.first, given.first + given.servers)
        print(line(shape, program.path, seeds, given.keys, given.share), flush=True)


def line(shape: str, path: str, seeds: range, keys: int, share: float) -> str:
    """What came of a shape."""
    started = time.process_time()
    below = above = refuted = searched = 0
    servers = len(seeds)
    halves, samples, predictions = [], [], []
    for seed in seeds:
        sizes = ALL[shape](random.Random(seed), keys)  # noqa: S311  the same on every run
        with running(path, "--save", "") as address:
            texts = [(name.decode(), "x" * min(LONGEST, int(size) - AROUND)) for name, size in sizes.items()]
            fill(address, [("SET", name, text) for name, text in texts], 100)
            found = survey(str(address), keys=max(1, round(share * len(sizes))), rate=1_000_000, seconds=300).found
        low, high = found.interval
        refuted += found.refuted
        searched += bool(found.searched)
        below += found.used < low
        above += found.used > high
        halves.append((high - low) / 2 / found.used)
        samples.append(abs(found.by_sample / found.used - 1))
        predictions.append(abs(found.predicted / found.used - 1))
    held = servers - below - above
    off = [sorted(each)[round(0.9 * servers) - 1] for each in (samples, predictions)]
    shape = f"{shape:20} refuted {refuted}, searched {searched},"
    said = f"{shape} held {held:3} of {servers}, {below} below, {above} above; half {statistics.median(halves):.0%}"
    return f"{said}; off: sample {off[0]:.1%}, predicted {off[1]:.2%}; {time.process_time() - started:.0f} s of CPU"


if __name__ == "__main__":
    main()
