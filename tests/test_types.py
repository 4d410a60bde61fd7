"""What a type checker says of a user's script: what is right passes `mypy --strict`, mistakes are found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mypy import api as mypy

from tests.data import ROOT

if TYPE_CHECKING:
    from pathlib import Path

# A line with `# wrong: CODE` has that fault; reveal_type says what the others are.
SCRIPT = """\
import numpy as np
from estimator import Estimate, Quantity, answer, formulas, load, sheet

twitter = load("twitter", peak_factor=3)
reveal_type(twitter.peak_qps)  # is: estimator.units.quantity.Quantity
reveal_type(twitter.peak_qps.to("1/s") * 2)  # is: estimator.units.quantity.Quantity
reveal_type(twitter(monthly_users="1 bn user").media_total)  # is: estimator.units.quantity.Quantity
reveal_type(twitter.scenario("world cup").peak_qps)  # is: estimator.units.quantity.Quantity
reveal_type(load("map_int64").server)  # is: str
reveal_type(load("plan.est"))  # is: estimator.api.estimates.Estimate
reveal_type(sheet("x = 3 GB").x)  # is: estimator.units.quantity.Quantity
reveal_type(formulas.bloom.bits("1 bn user", fp=0.01))  # is: estimator.units.quantity.Quantity
reveal_type(formulas.bloom.bits(np.array([1e6, 2e6])))  # is: estimator.units.quantity.Quantity
reveal_type(formulas.twitter(peak_factor=3))  # is: estimator.library.twitter.Sheet
reveal_type(formulas.redis.string(10, "20 B", "100 B"))  # is: estimator.units.quantity.Quantity
reveal_type(formulas.latency.memory_read)  # is: estimator.units.quantity.Quantity
reveal_type(answer("1 GB").central)  # is: estimator.units.quantity.Quantity
reveal_type(twitter.over(peak_factor=np.array([2, 3]))[0])  # is: estimator.library.twitter.Sheet
plan: Estimate = twitter
total: Quantity = twitter.media_total + twitter.media_total.to("TB") / 2
twitter(monthly_user="1 bn user")  # wrong: call-arg
twitter.scenario("world cip")  # wrong: arg-type
formulas.bloom.bit(3)  # wrong: attr-defined
formulas.bloom.bits(3, fpr=0.01)  # wrong: call-arg
formulas.bloom.bits([3])  # wrong: arg-type
formulas.redis.string(10, "20 B", "100 B", server="keydb")  # wrong: arg-type
formulas.redis.strings(10)  # wrong: attr-defined
load("twitter").text(3)  # wrong: arg-type
"""


def test_a_users_script_is_typed_and_its_mistakes_are_found(tmp_path: Path) -> None:
    script = tmp_path / "users_script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    options = ["--config-file", str(ROOT / "pyproject.toml"), "--cache-dir", str(ROOT / ".mypy_cache")]
    said, wrong, _ = mypy.run(["--strict", "--no-pretty", *options, str(script)])
    assert not wrong
    lines = SCRIPT.splitlines()
    found: dict[int, str] = {}
    for number, text in re.findall(r"^[^\n:]*users_script\.py:(\d+): (?:error|note): (.*)$", said, re.MULTILINE):
        revealed, code = re.search(r'Revealed type is "(.*)"', text), re.search(r"\[([\w-]+)\]$", text)
        found.setdefault(int(number), f"is: {revealed[1]}" if revealed else f"wrong: {code[1]}" if code else text)
    expected = {place: line.partition("  # ")[2] for place, line in enumerate(lines, 1) if "  # " in line}
    assert found == expected, said
