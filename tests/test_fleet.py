"""`estimate fleet`: which machines carry what a sheet asks for, how many, and why not another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import estimator
from estimator import EstimateError
from estimator.api.fleet import fleet as fleet_of
from estimator.languages.spans import plain, width
from estimator.model.files import read_module
from estimator.model.modules import shipped_library
from tests.changes import LIBRARY, PUBLISHED
from tests.commands import parsed
from tests.data import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands import Run

MACHINES = """
table machines
    machine | cpu: core | memory: GiB | price: USD/month
    small   | 4         | 16          | 120
    medium  | 8         | 32          | 235
    large   | 16        | 64          | 460
    fat     | 8         | 128         | 610
"""
PLAN = "cpu = 40 core\nmemory = 300 GiB\n" + MACHINES
LIST = """shape,family,vCPU (core),memory (GiB),price (USD/hour)
m.large,general,2,8,0.096
m.xlarge,general,4,16,0.192
c.xlarge,compute,4,7.6,0.17
r.xlarge,memory,4,32,0.252
x.free,odd,4,32,
"b, odd",gpu,64,"512 GiB",13.5
"""


def fleet(text: str, table: str = "", **options: Any) -> Any:
    return estimator.sheet(text).fleet(table, **options)


def reasons(found: Any) -> dict[str, str]:
    return {each["shape"]: each["reason"] for each in found.to_dict()["options"]}


# A sheet, the options, and what is chosen: how many of which shape.
CHOSEN: list[tuple[str, dict[str, Any], tuple[int, str]]] = [
    (PLAN, {}, (19, "small")),  # 300 / 16 = 18.75 for the memory, 10 for the processors
    (PLAN, {"spare": 1}, (20, "small")),
    (PLAN, {"zones": 3}, (15, "medium")),  # ten are needed, and two zones of three carry them
    (PLAN, {"spare": 2, "zones": 2}, (42, "small")),
    (PLAN, {"utilisation": "50%"}, (19, "medium")),
    (PLAN, {"utilisation": {"memory": 0.5}}, (5, "fat")),
    (PLAN, {"utilisation": {"cpu": "50%"}}, (5, "large")),
    (PLAN, {"each": {"memory": "17 GiB"}}, (5, "large")),
    (PLAN, {"need": {"memory": "160 GiB"}}, (5, "medium")),  # 1175 USD, ten small ones 1200
    (PLAN, {"need": {"memory": "cpu * 4 GiB/core"}}, (5, "medium")),
    (PLAN.replace("300 GiB", "304 GiB"), {}, (19, "small")),  # to the last byte
    (PLAN.replace("300 GiB", "304.001 GiB"), {}, (5, "large")),
    (PLAN.replace("300 GiB", "322 GB"), {}, (19, "small")),  # 299.9 GiB
    (PLAN.replace("memory = 300 GiB", ""), {}, (5, "medium")),
    (PLAN.replace("40 core", "0 core"), {}, (3, "fat")),
    (PLAN.replace("40 core", "40"), {}, (19, "small")),  # a count without its noun
    (PLAN.replace("cpu: core", "cpu"), {}, (19, "small")),
    (PLAN.replace("memory: GiB", "memory: GiB/machine").replace("cpu =", "unit machine\ncpu ="), {}, (19, "small")),
    (PLAN.replace("price: USD/month", "price: USD"), {}, (19, "small")),
    (PLAN.replace("price: USD/month", "price: EUR/hour"), {}, (19, "small")),
    (PLAN.replace("cpu", "核数").replace("memory", "内存").replace("small", "小型"), {}, (19, "小型")),
    (PLAN.replace("memory = 300 GiB", "memory = 200 to 400 GiB"), {}, (25, "small")),
    (PLAN.replace("memory = 300 GiB", "memory = 200 to 400 GiB"), {"at": 0.5}, (9, "medium")),
    (PLAN.replace("| 120", "| 120 to 125"), {}, (5, "large")),
    (PLAN.replace("| 16          |", "| 0           |"), {}, (5, "large")),
    (PLAN.replace("40 core", "1 M core"), {}, (62_500, "large")),
]


@pytest.mark.parametrize(("text", "options", "chosen"), CHOSEN)
def test_the_cheapest_that_carries_it_is_chosen(text: str, options: dict[str, Any], chosen: tuple[int, str]) -> None:
    found = fleet(text, **options)
    assert (found.machines, found.shape) == chosen
    assert found.found
    asked = found.to_dict()
    assert asked["chosen"]["price"] == min(each["price"] for each in asked["options"] if each["price"] is not None)
    assert all((each["reason"] == "") is (each["shape"] == found.shape) for each in asked["options"])
    for each in asked["resources"]:
        assert each["in_use"] <= each["usable"] + 1e-9
        assert each["takes"] <= found.machines


def test_each_other_shape_has_its_reason() -> None:
    found = fleet(PLAN.replace("fat     | 8         | 128", "fat     | 0         | 128"), each={"memory": "20 GiB"})
    assert reasons(found) == {
        "small": "16 GiB < 20 GiB of memory",
        "medium": "costs 2.2% more for its memory",  # 7.34 USD a GiB, and 7.19 with large
        "large": "",
        "fat": "has no cpu",
    }
    assert reasons(fleet(PLAN)) == {
        "small": "",
        "medium": "costs 3.1% more: 20 GiB of memory unused",
        "large": "costs 0.88% more: 20 GiB of memory unused",
        "fat": "costs 34% more: 340 GiB of memory unused",
    }


def test_a_wait_says_how_busy_the_workers_may_be() -> None:
    text = (
        "cpu = 400 core\ntable machines\n  machine | cpu: core | price: USD/month\n  big | 64 | 1000\n  one | 1 | 15\n"
    )
    found = fleet(text, wait="p99 < 20 ms", service="50 ms")
    use = found.to_dict()["resources"][0]["usable"]
    assert f"64 core busy to {int(use * 100)}%: at {int(use * 100) + 1}% p99 of the wait passes 20 ms" in str(
        found
    ).replace("\n  ", " ")
    # One worker that serves 50 ms must be idle in 99% but for those who wait less: 1 - u <= …, by M/M/1.
    one = next(each for each in found.to_dict()["options"] if each["shape"] == "one")
    assert one["machines"] > 400 / 0.1
    assert found.machines == -(-400 // (64 * use))
    alone = fleet(text.replace("big | 64", "big | 64.9"), wait="p99 < 20 ms", service="50 ms")
    assert alone.machines == found.machines  # a broken worker serves nobody
    said = reasons(fleet(text.replace("one | 1", "one | 0.5"), wait="mean < 20 ms", service="50 ms"))
    assert said["one"] == "0.5 core is less than one worker"


def test_demands_are_drawn_together() -> None:
    """Both follow one range, so that what is enough for each is enough for both; apart it takes more."""
    together = "users = 1 M to 4 M\ncpu = users * 1e-5 * 1 core\nmemory = users * 4e-5 * 1 GiB\n"
    apart = "cpu = (10 to 40) core\nmemory = (40 to 160) GiB\n"
    table = "table machines\n  machine | cpu: core | memory: GiB | price: USD/month\n  one | 0.1 | 0.4 | 1\n"
    joint, single = fleet(together + table), fleet(apart + table)
    assert joint.machines == pytest.approx(400, abs=4)
    assert single.machines > 440
    assert joint.to_dict()["chosen"]["carries"] >= 0.95
    assert joint.to_dict()["resources"][0]["high"] == pytest.approx(40, rel=0.01)


def test_a_penalty_chooses_by_regret_and_both_are_said() -> None:
    text = "cpu = 100 to 400 core\ntable machines\n  machine | cpu: core | price: USD/month\n  one | 4 | 50\n"
    cheapest, regretted = fleet(text), fleet(text, penalty=1.25)
    assert cheapest.machines == 100
    assert regretted.machines < 65
    assert "Least regret" in str(cheapest)
    assert f"{regretted.machines} × one" in str(cheapest)  # noqa: RUF001  the sign of multiplication
    assert "100 × one" in str(regretted)  # noqa: RUF001
    most = fleet(text, penalty=19, exponent=1)  # 19 in 20 of the cases
    assert most.machines == pytest.approx(100, abs=1)
    assert [fleet(text, penalty=each).machines for each in (0.5, 2, 8, 30)] == sorted(
        fleet(text, penalty=each).machines for each in (0.5, 2, 8, 30)
    )


def test_cells_may_have_ranges() -> None:
    text = "cpu = 100 core\ntable machines\n  machine | cpu: core | price: USD/month\n  one | 2 to 4 | 50 to 60\n"
    found = fleet(text).to_dict()
    assert found["chosen"]["machines"] == pytest.approx(50, abs=1)  # of two cores each, in 95% of the cases
    low, high = found["chosen"]["low_price"], found["chosen"]["high_price"]
    assert low == pytest.approx(50 * found["chosen"]["machines"], rel=0.01)
    assert high == pytest.approx(60 * found["chosen"]["machines"], rel=0.01)


def test_without_a_price_the_fewest_come_first() -> None:
    text = "\n".join(line.rpartition("|")[0] if "|" in line else line for line in PLAN.splitlines())
    found = fleet(text)
    assert (found.machines, found.shape) == (5, "large")
    assert reasons(found) == {"small": "takes 14 more", "medium": "takes 5 more", "large": "", "fat": "takes as many"}
    assert "No column is in money" in str(found)
    assert "price" not in found.to_dict()["chosen"]


def test_nothing_that_can_do_it_is_told_with_the_reasons(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.est"
    path.write_text(
        PLAN.replace("40 core", "40 core\ndisk = 1 TB").replace("| price", "| disk: GB = 0 | price"), encoding="utf-8"
    )
    text = path.read_text(encoding="utf-8")
    for size in ("16 ", "32 ", "64 ", "128"):
        text = text.replace(f"{size:<12}|", f"{size:<12}| |")
    path.write_text(text, encoding="utf-8")
    done = run("fleet", str(path))
    assert done.code == 1
    assert done.out.count("has no disk") == 4
    assert parsed(run("fleet", str(path), "--json").out)["resources"] == []


def test_a_providers_list_is_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "plan.est").write_text("cpu = 40 core\nmemory = 300 GiB\n", encoding="utf-8")
    plan, listed = str(tmp_path / "plan.est"), str(tmp_path / "list.csv")
    done = run("fleet", plan, "--shapes", listed, "--need", "vcpu=cpu", "--each", "memory=16 GiB", "--json")
    found = parsed(done.out)
    assert (found["chosen"]["shape"], found["chosen"]["machines"], found["unit"]) == ("r.xlarge", 10, "USD/hour")
    assert found["chosen"]["price"] == pytest.approx(2.52)
    said = {each["shape"]: each["reason"] for each in found["options"]}
    assert said["c.xlarge"] == "7.6 GiB < 16 GiB of memory"
    assert said["x.free"] == "has no price"
    for other in (LIST.replace(",", ";").replace('"b; odd"', "b"), LIST.replace("\n", "\r\n"), "\ufeff" + LIST):
        (tmp_path / "list.csv").write_text(other, encoding="utf-8", newline="")
        again = run("fleet", plan, "--shapes", listed, "--need", "vCPU=cpu", "--each", "memory=16 GiB", "--json")
        assert parsed(again.out)["chosen"] == found["chosen"]
    rows = run("fleet", plan, "--shapes", listed, "--need", "vCPU=cpu", "--csv").out.splitlines()
    assert rows[0] == "shape,machines,USD/hour,"
    assert len(rows) == 7
    assert run("fleet", plan, "--shapes", listed, "--need", "vCPU=cpu", "--markdown").out.startswith("### ")


# A list that is wrong, where, and what is said.
WRONG_LISTS = [
    (LIST.replace("(GiB)", "(GiBs)"), "1:26", "there is no unit GiBs"),
    (LIST.replace("(core)", "(vcore)"), "1:14", "there is no unit vcore"),
    (LIST.replace("7.6", "7.6 GHz"), "4:20", "7.6 GHz is no memory in GiB"),
    (LIST.replace("7.6", "7.6 core"), "4:", "7.6 core is no memory in GiB"),
    (LIST.replace("7.6", "about 8"), "4:20", "about 8 is no number of memory"),
    (LIST.replace("7.6", "-7.6"), "4:20", "-7.6 is less than nothing"),
    (LIST.replace("7.6", '"7,600"'), "4:1", "7,600 is no number of memory"),
    (LIST.replace("0.17", "$0.17"), "4:24", "$0.17 is no number of price"),
    (LIST.replace("7.6", "nan"), "4:20", "nan is no number of memory"),
    (LIST.replace("7.6", "1e999"), "4:20", "1e999 is too large a number"),
    (LIST.replace("r.xlarge", "m.large"), "5:1", "the shape m.large is there twice, first in line 2"),
    (LIST.replace("memory (GiB)", "family (GiB)"), "1:26", "the column family is there twice"),
    (LIST.replace("0.252", "0.252,1"), "5:", "this row has 6 cells, and the head 5"),
    (LIST.replace("r.xlarge", ""), "5:1", "this shape has no name"),
    (LIST.replace('odd"', "odd"), "7:", "this line is no comma-separated values"),
    ("shape\nm.large\n", "1:1", "there is one column alone"),
    ("shape,cpu (core)\n", "1:1", "lists no shapes"),
    ("", "1:1", "lists no shapes"),
]


@pytest.mark.parametrize(("text", "place", "message"), WRONG_LISTS)
def test_a_wrong_list_is_pointed_at(text: str, place: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EstimateError) as raised:
        fleet("cpu = 40 core", shapes=path, need={"vCPU": "cpu"})
    report = str(raised.value)
    assert message in report
    assert f":{place}" in report
    assert raised.value.problems[0].remedy


# A sheet and options that cannot be answered, and what is said: both sides, and what to do.
REFUSED: list[tuple[str, dict[str, Any], str, str]] = [
    ("cpu = 1 core", {}, "has no table of machines", "table machines"),
    (MACHINES, {}, "the sheet asks nothing of machines", "--need cpu=QUANTITY"),
    (PLAN, {"table": "machine"}, "the sheet has no table machine", "it has machines"),
    (PLAN, {"need": {"cpus": "3 core"}}, "machines has no column cpus", "it has cpu"),
    (PLAN, {"need": {"cpu": "3 GiB"}}, "3 GiB (B) cannot be held against the column cpu (core)", "ask for cpu in core"),
    (
        PLAN.replace("40 core", "40 GB"),
        {},
        "cpu (B) cannot be held against the column cpu (core)",
        "ask for cpu in core",
    ),
    (PLAN, {"need": {"cpu": "nonsuch"}}, "nonsuch", ""),
    (PLAN, {"need": {"cpu": "3 +"}}, "", ""),
    (PLAN, {"need": {"cpu": ""}}, "there is no quantity", "300 GiB"),
    (PLAN, {"need": {"cpu": '"many"'}}, "is no number", "ask a number of cpu"),
    (PLAN, {"need": {"price": "3 USD/month"}}, "price is the price", "leave it out"),
    (PLAN, {"need": {"cpu": "-3 core"}}, "-3 core is less than nothing", "max(0, "),
    (PLAN, {"need": {"cpu": "normal(1, 1) * 1 core"}}, "is less than nothing in some cases", "max(0, "),
    (PLAN, {"need": {"cpu": "0 core", "memory": "0 GiB"}}, "nothing is asked", ""),
    (PLAN, {"price": "memory"}, "memory is in B, not in money", "USD/month"),
    (
        PLAN.replace("memory: GiB", "memory: USD"),
        {},
        "memory (B) cannot be held against the column memory (USD)",
        "",
    ),
    (PLAN.replace("USD/month", "USD/month/core"), {}, "and so not of a whole machine", "the price of a machine"),
    (PLAN.replace("| 120", "| -120"), {}, "price of small is less than nothing", "at least 0"),
    (PLAN.replace("| 4  ", "| -4 "), {}, "cpu of small is less than nothing", "at least 0"),
    (PLAN, {"wait": "p99 < 20 ms"}, "a wait needs the time of service", "--service '5 ms'"),
    (PLAN, {"service": "20 ms"}, "needs a wait to stay below", "--wait 'p99 < 20 ms'"),
    (PLAN, {"wait": "short", "service": "5 ms"}, "this is nothing that a wait can be held to", "p99 < 20 ms"),
    (PLAN, {"wait": "p100 < 20 ms", "service": "5 ms"}, "between 0 and 100", "p99 < 20 ms"),
    (PLAN, {"wait": "p99 < 20 GB", "service": "5 ms"}, "20 GB is in B, and no time", "5 ms"),
    (PLAN, {"wait": "p99 < 0 ms", "service": "5 ms"}, "0 ms is no time above 0", "5 ms"),
    (
        PLAN,
        {"wait": "p99 < 2 ms", "service": "5 ms", "workers": "disk"},
        "nothing is asked of a column disk",
        "cpu, memory",
    ),
    (PLAN, {"utilisation": "120%"}, "utilisation is a share above 0 and up to 100%", "60%"),
    (PLAN, {"utilisation": {"price": "60%"}}, "nothing is asked of price", "--need price"),
    (PLAN, {"spare": -1}, "spare is a whole number from 0", ""),
    (PLAN, {"zones": 2.5}, "zones is a whole number from 1", ""),
    (PLAN, {"penalty": 0}, "the penalty is a number above 0", ""),
    (PLAN, {"exponent": 0.5}, "the exponent is a number from 1", ""),
    (PLAN, {"shapes": "nonsuch.csv"}, "there is no file nonsuch.csv", "check its name"),
    (PLAN + MACHINES.replace("machines", "others"), {}, "any of the tables machines, others", "name one"),
]


@pytest.mark.parametrize(("text", "options", "message", "remedy"), REFUSED)
def test_what_cannot_be_answered_is_said(text: str, options: dict[str, Any], message: str, remedy: str) -> None:
    with pytest.raises(EstimateError) as raised:
        fleet(text, **options)
    assert message in str(raised.value)
    assert remedy in str(raised.value)
    assert all(mark.source.name != "fleet" for each in raised.value.problems for mark in each.marks)


@pytest.mark.parametrize("name", [*LIBRARY, *[str(ROOT / path) for path in PUBLISHED]])
def test_every_sheet_of_the_library_answers_or_says_why_not(name: str) -> None:
    try:
        found = fleet_of(read_module(name, shipped_library()), [], "", "", {})
    except EstimateError as error:
        (problem,) = error.problems
        assert problem.remedy
        assert any(each in problem.message for each in ("table", "asks nothing", "has no column"))
    else:
        assert found.lines()


@pytest.mark.parametrize("columns", [40, 80, 140])
def test_it_fits_the_terminal(columns: int, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    for found in (
        fleet(PLAN.replace("300 GiB", "200 to 400 GiB"), wait="p99 < 20 ms", service="5 ms", zones=3),
        fleet("cpu = 3 core", shapes=tmp_path / "list.csv", need={"vcpu": "cpu"}),
    ):
        assert all(width(plain(line)) <= columns for line in found.lines(columns))
        assert "<table" in found._repr_html_()


def test_a_frame_has_a_row_a_shape() -> None:
    frame = fleet(PLAN).to_frame()
    assert list(frame["shape"]) == ["small", "medium", "large", "fat"]
    assert frame["price (USD/month)"][0] == 19 * 120


def test_a_sheet_of_many_lines_and_machines_is_answered_in_time() -> None:
    rows = "".join(f"  m{number} | {number % 64 + 1} | {number % 50 + 1} | {number + 10}\n" for number in range(2_000))
    lines = "".join(f"x{number} = {number} core\n" for number in range(1_000))
    text = (
        f"{lines}cpu = 500 to 900 core\ntable machines\n  machine | cpu: core | memory: GiB | price: USD/month\n{rows}"
    )
    assert fleet(text).found
