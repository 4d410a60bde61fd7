"""What a page's field and its address read as a number: what the notation reads, to the last text."""

from __future__ import annotations

import json
import math
import os
import random
import subprocess

import pytest

from estimator.model.readings import reading
from estimator.notation.bare import parse_expression
from estimator.notation.tree import MAGNITUDES, Literal, Negation
from estimator.problems import Source
from estimator.reckoning.estimate import answer
from estimator.writers.html import library_text
from tests.chinese_numerals import written
from tests.real import which

SEED = int(os.environ.get("SEED", "0")) or random.SystemRandom().randrange(1, 1_000_000_000)
UNITS = ("", "%", "user", "m", "w", "kw", "tweet/user/day", "/s", "1/s", "B*s", "MB^2", "用户", "KB/user", "e", "k_x")
NUMBERS = [
    *(
        "0",
        "5",
        "1.5",
        ".5",
        "5.",
        "1_000",
        "1__0",
        "1_",
        "_1",
        "1_.5",
        "1._5",
        "1.5_0",
        "1e3",
        "1E+3",
        "1e-3",
        "1e",
        "1e5_0",
    ),
    *(
        "1e400",
        "1e308",
        "007",
        "0x10",
        "1,000",
        "1.000.000",
        "\uff15",
        "٣",
        "½",
        "5²",
        "1e3e3",
        "Infinity",
        "NaN",
        "",
        "--5",
    ),
    *("1" * 400, "1" * 401, "-5", "- 5", "\u22125", "+5", "(5)", "1 to 5", "2 (1 to 3)", "5 5", "5\t", "\u00a05 "),
]
BEHIND = [
    *(
        "",
        "%",
        " %",
        "  %",
        "%%",
        "% %",
        "m",
        " m",
        "M",
        " M",
        " b",
        "bn",
        " Bn",
        "K",
        " g",
        "\tM",
        "\u00a0M",
        " million",
        "Million",
    ),
    *(
        "w",
        " w",
        "kw",
        " kw",
        "W",
        "万",
        " 亿",
        " M%",
        "%M",
        "% M",
        "% k",
        "k%",
        " % k",
        "k k",
        " k M",
        "kM",
        "M(",
        " to",
        "and",
    ),
]
ORACLE = """
const cases = JSON.parse(require("fs").readFileSync(0, "utf8"));
const read = cases.map(([text, unit]) => readNumber(text, unit));
console.log(JSON.stringify(read.map((number) => (Number.isFinite(number) ? number : null))));
"""


def in_notation(text: str, unit: str) -> float | None:
    """What the notation reads in a text, as a number of a unit; None where it is no number of it."""
    problems: list[object] = []
    found = parse_expression(Source("field", text), problems)  # type: ignore[arg-type]  # of problems, which are counted
    if found is None or problems or found[1] is not None or "(" in text:
        return None
    tree, sign = found[0], 1
    if isinstance(tree, Negation) and tree.operator == "negative":
        tree, sign = tree.operand, -1
    if not isinstance(tree, Literal):
        return None
    own = unit.removeprefix("1") if unit.startswith("1/") else unit
    value = sign * tree.number * MAGNITUDES.get(tree.magnitude, 1.0)
    if unit == "%":
        return None if tree.unit else value
    if tree.unit != own and (tree.unit or (tree.percent and unit)):
        return None
    return value * 0.01 if tree.percent else value


def cases() -> list[tuple[str, str]]:
    """Texts of numbers with what may stand behind them, and the unit of the field."""
    source = random.Random(SEED)
    found = [(number + behind, unit) for number in NUMBERS for behind in BEHIND for unit in source.sample(UNITS, 2)]
    for unit in UNITS:
        own = unit.removeprefix("1") if unit.startswith("1/") else unit
        for number in ("5", "1.5e3", "5.", "-2"):
            for between in (
                "",
                " ",
                "  ",
                "k",
                " k",
                " k ",
                "k ",
                " M",
                "%",
                "% ",
                " % ",
                "w",
                " w ",
                "\t",
                "10",
                " 10",
            ):
                found.append((number + between + own, unit))
                found.append((f" {number}{between}{source.choice(UNITS)} ", unit))
    return found


def read_by_page(given: list[tuple[str, str]], function: str = "readNumber") -> list[float | None]:
    """What a function of the page's script reads."""
    node = which("node")
    if node is None:
        pytest.skip("no node on the PATH: apt-get install nodejs")
    text = json.dumps(given)
    script = library_text() + ORACLE.replace("readNumber(", f"{function}(")
    done = subprocess.run([node, "-e", script], input=text, capture_output=True, text=True, check=True)
    found: list[float | None] = json.loads(done.stdout)
    return found


def test_a_field_reads_what_the_notation_reads() -> None:
    given = cases()
    expected = [in_notation(*case) for case in given]
    found = read_by_page(given)
    wrong = [
        (case, by_page, by_notation)
        for case, by_page, by_notation in zip(given, found, expected, strict=True)
        if (by_page is None) != (by_notation is None or math.isinf(by_notation))
        or (by_page is not None and by_notation is not None and not math.isclose(by_page, by_notation, rel_tol=1e-15))
    ]
    assert wrong == [], f"SEED={SEED}"
    assert len([each for each in expected if each is not None]) > 200


SPOKEN = {
    ("3亿", "user"): 3e8,
    ("3亿人", "user"): 3e8,
    ("5千万用户", "user"): 5e7,
    ("1,000,000", "user"): 1e6,
    ("1,234.5", "user"): 1234.5,
    ("12,34,567 users", "user"): 1234567,
    ("1'000'000", ""): 1e6,
    ("10 000", "B"): 10_000,
    ("$10M", "USD"): 1e7,
    ("$0.5 per month", "USD/month"): 0.5,
    ("€5", "USD"): None,
    ("5 hundred", ""): 500,
    ("2 crore users", "user"): 2e7,
    ("\uff11\uff10\uff05", "%"): 10,
    ("10 requests per day", "request/day"): 10,
    ("20次/天", "request/day"): 20,
    ("3 mn", "user"): 3e6,
    ("2万5", "user"): None,
    ("half of 10", ""): 5,
    ("half a million", "user"): 5e5,
    ("a third of 9 TB", "TB"): 3,
    ("two thirds of 9 million users", "user"): 6e6,
    ("20% of 300 million", "user"): 6e7,
    ("20 % of 300 million users", "user"): 6e7,
    ("10 TB 的一半", "TB"): 5,
    ("3亿用户的20%", "user"): 6e7,
    ("about 5k", ""): 5000,
    ("~ 5 M", "user"): 5e6,
    ("roughly two million users", "user"): 2e6,
    ("大约300万用户", "user"): 3e6,
    ("300万左右", "user"): 3e6,
    ("5 TB or so", "TB"): 5,
    ("twenty servers", "server"): 20,
    ("double 10 TB", "TB"): 20,
    ("two and a half million", ""): 2.5e6,
    ("三千五百万用户", "user"): 3.5e7,
    ("1万5千", "QPS"): 15_000,
    ("十二亿", ""): 1.2e9,
    ("两百", ""): 200,
    ("三百五", ""): None,
    ("half of many", ""): None,
    ("about", ""): None,
    ("half", "user"): None,
    ("oneself", ""): None,
    ("sixty-four", ""): None,
    ("10% of", "user"): None,
    ("20% of 50%", "%"): 10,
    ("half of 3 GB", "MB"): None,
    ("1,000", "m"): None,
    ("1,5", "m"): None,
    ("3 GB", "MB"): None,
    ("many", "user"): None,
    ("5 kw", "W"): None,
    ("3千 QPS", "QPS"): 3000,
    ("5 年", "year"): 5,
}


def test_a_field_reads_numbers_in_chinese() -> None:
    source = random.Random(SEED)
    numbers = [source.randrange(1, 10 ** source.randrange(1, 13)) for _ in range(500)]
    read = read_by_page([(written(number), "") for number in numbers], "readField")
    assert read == numbers, f"SEED={SEED}"


def test_a_field_reads_what_people_write() -> None:
    read = read_by_page(list(SPOKEN), "readField")
    assert dict(zip(SPOKEN, read, strict=True)) == pytest.approx(SPOKEN)
    for (text, unit), value in SPOKEN.items():
        heard = (
            reading(text if "$" in text or text[-1].isalpha() or unit in ("", "%") else f"{text} {unit}").line or text
        )
        if value is not None:
            assert answer(heard).values[-1] == pytest.approx(answer(f"{value!r} {unit}").values[-1]), text
