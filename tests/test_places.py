"""Where among a few points the ends of a range lie that many draws gave: the law, and the same in a page's script."""

from __future__ import annotations

import json
import random
import subprocess
from typing import TYPE_CHECKING

import numpy as np
import pytest

from estimator.reckoning.strata import at_place, place_of
from estimator.writers.html import library_text
from tests.real import which

if TYPE_CHECKING:
    from pathlib import Path

SEED = random.SystemRandom().randrange(1, 1_000_000_000)
SHARES = (0.05, 0.95)


def made_up(source: random.Random) -> tuple[list[float], float]:
    """Sorted points, some of which are equal, and a value among them, on one of them, or outside."""
    points = sorted(source.choice([source.lognormvariate(0, 1), float(source.randrange(5))]) for _ in range(64))
    inside = source.uniform(points[0], points[-1])
    return points, source.choice([inside, source.choice(points), points[0] - 1, points[-1] + 1])


def test_a_value_is_read_at_its_place__as_near_as_may_be_to_that_of_the_share() -> None:
    source = random.Random(SEED)
    for _ in range(500):
        points, value = made_up(source)
        for share in SHARES:
            nominal = share * len(points) - 0.5
            place = place_of(np.array(points), share, value)
            if not points[0] <= value <= points[-1]:
                assert place == nominal
                continue
            assert at_place(np.array(points), place) == pytest.approx(value, rel=1e-11), f"SEED={SEED}"
            nearer = [at for at in np.linspace(0, 63, 631) if abs(at - nominal) < abs(place - nominal) - 1e-6]
            assert not any(at_place(np.array(points), at) == value for at in nearer), f"SEED={SEED}"


def test_the_page_finds_the_same_places(tmp_path: Path) -> None:
    node = which("node")
    if node is None:
        pytest.skip("no node on the PATH")
    source = random.Random(SEED)
    cases = [made_up(source) for _ in range(300)]
    script = tmp_path / "places.js"
    asked = (
        f"{json.dumps(cases)}.map(([points, value]) => {list(SHARES)}.map((share) => placeOf(points, share, value)))"
    )
    script.write_text(f"{library_text()}\nconsole.log(JSON.stringify({asked}));", encoding="utf-8")
    done = subprocess.run([node, str(script)], capture_output=True, text=True, check=True)
    expected = [[place_of(np.array(points), share, value) for share in SHARES] for points, value in cases]
    assert json.loads(done.stdout) == [pytest.approx(each, rel=1e-12) for each in expected], f"SEED={SEED}"
