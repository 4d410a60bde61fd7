"""`estimate fleet` beside service-capacity-modeling (Netflix): its figures are data, with how they were made in it.

Where the models are the same the numbers are: cores by square-root staffing, the machines of each shape for its Java
service and the gateway of its key-value store, and regret where the fleets are of one shape. Where they are not:

- It rounds up to a multiple of the zones, and has the room for a failover in the use of 40%; our `--zones` buys so many
  that those left after the loss of a zone carry all. So its counts are compared with ours rounded up.
- It takes 1024 MB for a GiB of heap, which is 4.9% more than our bytes.
- Its headroom is a fit to Erlang C with 30% waiting, at most 1.2 points off our exact one.
- Its regret compares what fleets cost alone; ours asks whether a fleet carries the case. Of one shape that is the same.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import estimator
from estimator.reckoning.fleets import Demands, Shapes, Spares
from estimator.reckoning.regret import Loss, least_regret
from estimator.reckoning.waiting import WaitTarget, busiest
from tests.data import ROOT
from tests.predictions import predicted

SHEET = str(ROOT / "examples" / "stateless_fleet.est")
ANCHOR = json.loads((Path(__file__).parent / "cases" / "fleet" / "anchor.json").read_text(encoding="utf-8"))
ZONES = 3
MB_IN_ITS_GIB = 1.073741824 / 1.024  # ours to its


def sheet_of(case: dict[str, Any]) -> estimator.Estimate:
    return estimator.load(
        SHEET,
        reads=f"{case['reads']} read/s",
        writes=f"{case['writes']} write/s",
        read_time=f"{case['read_ms']} ms/read",
        write_time=f"{case['write_ms']} ms/write",
        read_size=f"{case['read_bytes']} B/read",
        write_size=f"{case['write_bytes']} B/write",
        staffing=case["qos"],
    )


@pytest.mark.parametrize("case", ANCHOR["cases"], ids=lambda case: f"{case['model']} {case['reads']}")
def test_its_stateless_services_take_as_many_machines(case: dict[str, Any]) -> None:
    sheet = sheet_of(case)
    found = sheet.fleet().to_dict()
    counts = {each["shape"]: math.ceil(each["machines"] / ZONES) * ZONES for each in found["options"]}
    assert counts == case["counts"]
    asked = {each["name"]: each["asked"] for each in found["resources"]}
    assert asked["network"] == case["network_mbps"]
    assert asked["memory"] * MB_IN_ITS_GIB == pytest.approx(case["memory_gib"], rel=1e-9)
    # Its cores are those of the first shape, rounded up, ours of the reference.
    assert math.ceil(asked["cpu"] / 1.75) == case["cores"]


@pytest.mark.parametrize(("load", "factor", "cores"), ANCHOR["staffed"])
def test_square_root_staffing_is_the_same(load: float, factor: float, cores: int) -> None:
    assert predicted(f"queue.square_root_staffing({load}, {factor})") == cores


@pytest.mark.parametrize(("cpus", "reserved"), ANCHOR["headroom"])
def test_its_headroom_is_erlang_c_with_thirty_in_a_hundred_waiting(cpus: int, reserved: float) -> None:
    nobody = WaitTarget(share=0.7, time=1e-12, service=1.0)  # so that 30% may wait at all
    assert 1 - busiest(cpus, nobody) == pytest.approx(reserved, abs=0.0125)


def test_regret_is_the_same_for_one_shape() -> None:
    """Its 25 cases: three machines of the shape are one of ours, for it buys as many in each zone."""
    needed = np.array([count for _, count in ANCHOR["optimal"]], dtype=float)
    (cost,) = {cost / count for cost, count in ANCHOR["optimal"]}
    for case in ANCHOR["regret"]:
        loss = Loss(case["under"], case["exponent"])
        totals = {int(count): total for count, total in case["total"].items()}
        for count, total in totals.items():
            assert loss.of(count, cost, needed, needed * cost) * len(needed) == pytest.approx(total, rel=1e-9)
        demands = Demands([needed / ZONES])
        least = least_regret(demands, Shapes([[1.0]], [ZONES * cost]), Spares(), loss)
        assert least is not None
        assert least.machines * ZONES == min(totals, key=lambda count: totals[count])
        assert least.regret**loss.exponent * len(needed) == pytest.approx(min(totals.values()), rel=1e-9)
