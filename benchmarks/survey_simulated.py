"""How often the interval of a sampled survey holds, of servers in memory: many more than can be started.

    PYTHONPATH=. .venv/bin/python benchmarks/survey_simulated.py [--servers 200] [--keys 3000] [--share 0.02]
        [--first 0] [--search 20000] [SHAPE ...]

A shape's line says in how many hundredths of its servers what all keys take was within the interval, below and above
it; how often used_memory refuted the sample, and how often large keys were searched for; half the width of the
interval, and of that by the sample alone, their medians. What formulas and servers differ by is not in it: that
`survey_coverage.py` measures.
"""

from __future__ import annotations

import argparse
import random
import statistics

from tests.survey_populations import OTHERS, SHAPES, beside

ALL = SHAPES | OTHERS


def main() -> None:
    """Survey them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shapes", nargs="*", metavar="SHAPE", help=", ".join(ALL))
    parser.add_argument("--servers", type=int, default=200)
    parser.add_argument("--keys", type=int, default=3000)
    parser.add_argument("--share", type=float, default=0.02)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--search", type=int, default=20_000, help="0: as of a server that is too large to be searched")
    given = parser.parse_args()
    print(f"{given.servers} servers of {given.keys} keys, {given.share:.1%} sampled, from seed {given.first}")
    for shape in given.shapes or ALL:
        seeds = range(given.first, given.first + given.servers)
        print(line(shape, seeds, given.keys, given.share, given.search), flush=True)


def line(shape: str, seeds: range, keys: int, share: float, most: int) -> str:
    """What came of a shape."""
    below = above = refuted = searched = 0
    halves: list[tuple[float, float]] = []
    for seed in seeds:
        sizes = ALL[shape](random.Random(seed), keys)  # noqa: S311  the same on every run
        found, sought = beside(sizes, max(1, round(share * len(sizes))), seed, most)
        (low, high), alone = found.interval, found.by_sample
        below += found.used < low
        above += found.used > high
        refuted += found.refuted
        searched += sought
        halves.append(((high - low) / 2 / found.used, (alone[1] - alone[0]) / 2 / found.used))
    half, by_sample = [statistics.median(each) for each in zip(*halves, strict=True)]
    parts = [f"{number / len(seeds):.0%}" for number in (len(seeds) - below - above, below, above, refuted, searched)]
    said = f"{shape:20} held {parts[0]:>4}, {parts[1]} below, {parts[2]} above; refuted {parts[3]}, searched {parts[4]}"
    return f"{said}; half {half:.1%}, by the sample alone {by_sample:.1%}"


if __name__ == "__main__":
    main()
