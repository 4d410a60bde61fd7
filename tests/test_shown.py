"""What is shown of a number and of a check, the same in every output; and what may be typed with a sign in front.

The single answers are in cases/values.txt.
"""

from __future__ import annotations

import io
import json
import math
import subprocess
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from estimator.api.tables import TableSize, size_lines
from estimator.languages.checks import percentage
from estimator.languages.spans import plain, width, wrapped
from estimator.languages.values import Values
from estimator.languages.words import Words
from estimator.model.files import module_from_text
from estimator.problems import EstimateError
from estimator.reckoning.estimate import answer, estimate
from estimator.writers.export import rendered
from estimator.writers.html import library_text
from estimator.writers.workbook.cells import WHOLE
from tests.real import which

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from estimator.reckoning.evaluate import Evaluation
    from tests.conftest import Done

SHEET = """
load     = uniform(0 request/s, 100 request/s)
machines = ceil(load / 3 request/s/server)
measured = 98.96%
cost     = 100.2 USD
wanted   = 99%
check measured >= wanted
check cost < 100 USD
check load < 98.5 request/s at 99%
check load < 99.96 request/s at 99.95%
check load < 95 request/s at 99.999%
"""


@pytest.fixture(scope="module")
def shown() -> Evaluation:
    return estimate(module_from_text(SHEET, "shown.est"))


def test_a_check_says_what_holds_and_what_was_asked__in_every_text(shown: Evaluation) -> None:
    terminal = "\n".join([plain(line) for line in Words(shown).sheet()])
    texts = {suffix: str(rendered(shown, suffix)) for suffix in (".md", ".csv", ".tex", ".html")}
    for share, asked in (("98.5%", "99%"), ("99.96%", "99.95%"), ("95%", "99.999%")):
        said = f"in {share} of the cases, {asked} asked"
        assert f"holds {said}" in terminal
        assert said in texts[".md"]
        assert f"holds {said}" in texts[".csv"]
        assert f"holds {said}".replace("%", r"\%") in texts[".tex"]
        assert f"holds in {share} of the cases</span>, {asked} asked" in texts[".html"]
    assert r"\textbf{fails}: holds in 98.5\% of the cases, 99\% asked" in texts[".tex"]
    assert r"& holds in 99.96\% of the cases, 99.95\% asked" in texts[".tex"]


def test_what_misses_a_limit_never_looks_like_it(shown: Evaluation) -> None:
    quantities, values = shown.model.quantities, Values(shown)
    assert [str(values.shown(quantities[name])) for name in ("measured", "cost", "wanted")] == [
        *("98.96%", "100.2 USD", "99%"),
    ]
    terminal = "\n".join([plain(line) for line in Words(shown).sheet()])
    assert "measured >= wanted: is 98.96% against 99%" in terminal
    assert ": is 100.2 USD" in terminal
    rows = {row["name"]: row["text"] for row in json.loads(str(rendered(shown, ".json")))["quantities"]}
    assert (rows["measured"], rows["cost"]) == ("98.96%", "100.2 USD")


def test_a_workbook_rounds_no_share_onto_another_and_has_whole_things_whole(shown: Evaluation) -> None:
    import openpyxl

    content = rendered(shown, ".xlsx")
    assert isinstance(content, bytes)
    assert zipfile.is_zipfile(io.BytesIO(content))
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Answers"]
    rows: dict[Any, Any] = {}
    for row in sheet.iter_rows():
        rows.setdefault(row[0].value or "", row)  # the scenarios have the same names further down
    formats = {name: [row[column].number_format for column in (2, 3)] for name, row in rows.items() if "load <" in name}
    assert [each[1] for each in formats.values()] == ["0%", "0.00%", "0.000%"]
    assert all(len(share) >= len("0.0%") for share, _ in formats.values())
    assert rows["machines"][1].number_format == WHOLE


# Shares beside what is asked: how often it holds, what is asked.
SHARES = [(share, asked) for asked in (None, 0.5, 0.95, 0.99, 0.9995, 0.99999) for share in (0.0, 1.0, 0.00001, 0.004)]
SHARES += [(asked + off, asked) for asked in (0.5, 0.92, 0.99, 0.9995) for off in (1e-9, -1e-9, 3e-5, -2e-4, 0.0, 4e-3)]
SHARES += [(0.985, 0.99), (0.125, 0.5), (0.5, None), (0.99951, None), (0.9996, None), (0.996, 0.9)]


@pytest.mark.parametrize(("share", "asked"), [(min(1.0, share), asked) for share, asked in SHARES])
def test_a_probability_is_never_rounded_onto_what_is_asked(share: float, asked: float | None) -> None:
    *words, number = percentage(share, asked).removesuffix("%").split(" ")
    said = float(number)
    if words:
        assert (share * 100 > said) is (words[0] == "more")
    elif asked is not None and share != asked:
        assert said != round(asked * 100, 9)
        assert (said > asked * 100) is (share > asked)
    assert said not in (0.0, 100.0) or share in (0.0, 1.0)


NODE = which("node")


@pytest.mark.skipif(NODE is None, reason="no node here")
def test_the_page_says_shares_as_the_terminal_does(tmp_path: Path) -> None:
    script = f"{library_text()}\nconsole.log(JSON.stringify({json.dumps(SHARES)}.map((each) => percentage(...each))));"
    (tmp_path / "shares.js").write_text(script, encoding="utf-8")
    done = subprocess.run([str(NODE), str(tmp_path / "shares.js")], capture_output=True, text=True, check=True)
    wrong = [
        (pair, found, percentage(*pair))
        for pair, found in zip(SHARES, json.loads(done.stdout), strict=True)
        if found != percentage(*pair)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("size", "text"),
    [(379e6, "379 MB"), (1.2e12, "1.2 TB"), (999.7e6, "1 GB"), (3e15, "3 PB"), (828, "828 B"), (0, "-")],
)
def test_a_table_has_no_exponents_and_its_columns_stay_apart(size: float, text: str) -> None:
    fields: dict[str, Any] = dict.fromkeys(("row", "heap", "toast", "indexes", "log", "images", "saved"), size)
    _, row, *_ = [plain(line) for line in size_lines([TableSize(name="posts", **fields, notes=())], 80)]
    assert row.split("  ")[-1].strip() == text
    assert row.count(f" {text}") == len(fields)


SIGNED = {
    ("-5 + 3", "--json"): -2.0,
    ("--json", "-3 GB"): -3.0,
    ("--json", "-(2 + 1)"): -3.0,
    ("--json", "-log2(8)"): -3.0,
    ("--digits", "6", "--json", "-.5"): -0.5,
}


@pytest.mark.parametrize("arguments", SIGNED)
def test_a_minus_sign_in_front_is_no_option(arguments: tuple[str, ...], run: Callable[..., Done]) -> None:
    done = run(*arguments)
    assert done.code == 0
    assert json.loads(done.out)["quantities"][0]["value"] == SIGNED[arguments]


def test_an_option_that_is_none_is_still_one(run: Callable[..., Done]) -> None:
    assert run("--exact", "-3 GB").out == "= -3 GB\n"
    assert run("--digits", "6", "-5 to 10%").out == "= 2.5%   -5 to 10\n"
    assert "No such option" in run("--jsn", "-3 GB").err
    assert run("--exact", "-3 GB + zz").err.startswith("error: expression:1:9: there is no name zz")


SUPERSCRIPTS = {
    "3 m² * 2": "6 m^2",
    "2 s⁻¹ * 3": "6/s",
    "10³": "1000",
    "2⁻¹": "0.5",
    "(2 + 1)²": "9",
    "10³ user": "1000 user",
    "2 * 3²": "18",
    "10 KB/m²/s * 3 m²": "30 KB/s",
    "6 MB² / 3 MB": "2 MB",
    "4 m² -> mm²": "4_000_000 mm^2",
}


@pytest.mark.parametrize("text", SUPERSCRIPTS)
def test_a_superscript_is_a_power(text: str) -> None:
    (found, expected) = (answer(each) for each in (text, SUPERSCRIPTS[text]))
    steps = [each.model.quantities["answer"].step or 0 for each in (found, expected)]
    assert math.isclose(found.values[steps[0]], expected.values[steps[1]], rel_tol=1e-12)
    assert found.model.quantities["answer"].kind is expected.model.quantities["answer"].kind


@pytest.mark.parametrize("text", ["3 m⁻", "2 ⁻", "3 ⁻ 2", "m²", "²"])
def test_a_superscript_of_nothing_is_an_error(text: str) -> None:
    with pytest.raises(EstimateError):
        answer(text)


@pytest.mark.parametrize(
    ("text", "same"),
    [("5 μs", "5 us"), ("5 \u00b5s", "5 us"), ("3 uW", "0.003 mW"), ("3 nW", "0.003 uW"), ("2 pW", "0.002 nW")],
)
def test_small_prefixes_are_read(text: str, same: str) -> None:
    assert answer(f"{text} == {same}").values[-1]


@pytest.mark.parametrize(("given", "is_noted"), [("150%", True), ("1.5", True), ("100%", False), ("20 to 40%", False)])
def test_a_share_of_more_than_all_is_noted(given: str, is_noted: bool, run: Callable[..., Done]) -> None:  # noqa: FBT001
    done = run("chat", f"online_share={given}")
    assert ("note: online_share is more than all: a share is 100% at most" in done.out) is is_noted


CHINESE = """
## 短视频平台容量估算。上传、转码、存储与分发带宽、按日活用户与人均上传次数推算、供评审会讨论使用《不含广告与推荐系统》

日活用户 = 150 M user   # 去年年报披露的平均日活跃用户数、含极速版与海外版、不含机器人账号与重复设备登录的用户数
上传次数 = 日活用户 * 2 video/user
check 上传次数 < 900 M video   # 机房容量上限、超过就要扩建新的数据中心、三副本与纠删码另算、冷热分层之后成本更低
table 服务
    服务 | 请求: QPS | 延迟: ms/request | 很长的一列的名称: GB | 另一个很长的列名: GB
    搜索 | 3 k       | 20               | 3                    | 4   # 搜索服务在高峰期每秒处理三千个请求、每个二十毫秒
"""


def test_a_text_without_blanks_is_broken_between_its_characters() -> None:
    lines = [plain(line) for line in Words(estimate(module_from_text(CHINESE, "chinese.est"))).sheet()]
    assert [line for line in lines if width(line) > 80] == []
    assert [line for line in lines if line.lstrip()[:1] in tuple("、。》")] == []
    note = CHINESE.partition("# ")[2].partition("\n")[0]
    assert note in "".join([line.split("  ")[-1].strip() for line in lines])
    assert wrapped("日活 用户数很多的《redis》、含极速", 12) == ["日活 用户数", "很多的", "《redis》、", "含极速"]


def test_ranges_of_several_quantities_stand_below_each_other() -> None:
    words = Words(estimate(module_from_text("a = 3 k user\nlong_name = 1 to 2 GB\nx = 1 to 200 k user\n", "few.est")))
    first, second, third = [plain(line) for line in words.named(["a", "long_name", "x"])]
    assert first == "a         = 3 k user"
    assert second.index("1 to 2") == third.index("1 k to 200 k")
