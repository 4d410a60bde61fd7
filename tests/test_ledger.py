"""The ledger: what is said of each assumption, what of it is stale, and what hangs on it."""

from __future__ import annotations

import csv
import io
import json
from time import process_time
from typing import TYPE_CHECKING

import pytest

import estimator
from estimator.model.modules import shipped_library
from estimator.reckoning.facts import without_facts
from tests.data import ROOT
from tests.office import cells

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands import Run

PLAN = (ROOT / "tests" / "cases" / "ledger" / "photos.est").read_text(encoding="utf-8")
DAY = "2026-11-28"
SHEETS = list(shipped_library().names())


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("from finance", ("from finance", "", "", "", "")),
        (
            "from finance, as of 2026-03, owner Kim, low confidence, review by 2027-03",
            ("from finance", "2026-03", "2027-03", "low", "Kim"),
        ),
        ("owner: Kim Li; as of: 2026; confidence: HIGH", ("", "2026", "", "high", "Kim Li")),
        ("as of 2026-03, the weekly report", ("the weekly report", "2026-03", "", "", "")),
        ("the owner of the shop said so", ("the owner of the shop said so", "", "", "", "")),
        ("来自财务, as of 2026-03, owner 张三", ("来自财务", "2026-03", "", "", "张三")),
        ("a guess; lint: allow unsourced", ("a guess", "", "", "", "")),
    ],
)
def test_a_note_says_the_facts(note: str, expected: tuple[str, ...]) -> None:
    (entry,) = estimator.sheet(f"users = 1 to 2 user   # {note}\ntotal = users * 2").ledger(today=DAY).entries
    facts = entry.facts
    assert (facts.source, facts.as_of, facts.review_by, facts.confidence, facts.owner) == expected


def test_lines_above_say_the_same_and_those_at_the_head_hold_for_all() -> None:
    head = "## Plan\n## owner: Kim\n## as_of: 2024-01\n## valid_for: 1 year\n\n"
    own = "## Of all.\n## owner: Lee\n## as_of: 2026-06\n## confidence: low\nusers = 3 user\n\nsize = 2 KB/user\n"
    found = estimator.sheet(head + own + "total = users * size\n").ledger(today=DAY)
    assert [(each.name, each.facts.owner, each.facts.as_of) for each in found.entries] == [
        ("users", "Lee", "2026-06"),
        ("size", "Kim", "2024-01"),
    ]
    assert found.stale == ("size",)


@pytest.mark.parametrize(
    ("day", "given", "stale"),
    [
        ("2025-07-31", {}, ()),
        ("2025-08-01", {}, ("size",)),
        ("2025-10-01", {}, ("users", "size")),
        ("2025-10-01", {"users": "5 M user"}, ("size",)),  # what is given for the run is new
        ("2028-05-01", {}, ("users", "photos", "size")),
    ],
)
def test_what_is_stale_on_a_day(day: str, given: dict[str, str], stale: tuple[str, ...]) -> None:
    assert set(estimator.sheet(PLAN)(**given).ledger(today=day).stale) == set(stale)


def test_the_check_and_the_ledger_are_of_one_mind() -> None:
    path = str(ROOT / "tests" / "cases" / "ledger" / "photos.est")
    for day in ("2025-07-31", "2025-08-01", "2025-10-01", "2028-05-01"):
        late = {each.message.split(" ")[0] for each in estimator.check(path, today=day).findings}
        assert late == set(estimator.sheet(PLAN).ledger(today=day).stale)


def test_the_sentences() -> None:
    found = estimator.sheet(PLAN).ledger(today=DAY)
    assert found.sentences == (
        "These 2 are stale: users and size. users matters: it makes up 55% of the spread of volume.",
        "No source: kept.",
    )
    plain = estimator.sheet("users = 1 to 2 user\nall = users * 2").ledger(today=DAY)
    assert plain.sentences[0].startswith("None has a date")
    assert plain.sentences[1] == "No source: users; of the spread of all users 100%."
    none = estimator.sheet("all = 2 * sqrt(4) -> %\nmore = all * 2").ledger(today=DAY)
    assert "no assumption of its own" in none.sentences[0]


def test_shares_are_those_of_why() -> None:
    for name in ("chat", "twitter", "photo_sharing"):
        sheet = estimator.load(name)
        told = {each["name"]: each["share"] for each in sheet.why().to_dict()["drivers"] if "share" in each}
        shares = {each.name: each.share for each in sheet.ledger(today=DAY).entries if each.share is not None}
        assert shares == pytest.approx({key: told[key] for key in shares}, abs=0.01)
        assert shares


def test_another_quantity_and_a_scenario(run: Run) -> None:
    sheet = estimator.sheet(PLAN + "daily = users * photos\n")
    found = sheet.ledger("daily", today=DAY).to_dict()
    assert found["of"] == "daily"
    assert {each["name"] for each in found["assumptions"] if each["share"]} == {"users", "photos"}
    out = json.loads(run("ledger", "twitter", "--scenario", "world cup", "--json", "--today", DAY).out)
    assert {each["text"] for each in out["assumptions"] if each["name"] == "peak_factor"} == {"10"}
    assert run("ledger", "twitter", "peak_qps").code == 2


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_of_the_library_has_one(name: str) -> None:
    sheet = estimator.load(name)
    found = sheet.ledger(today=DAY)
    for columns in (80, 140):
        assert found.lines(columns)
    assert found.sentences
    assert json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert len(list(csv.reader(io.StringIO(found.csv())))) == 1 + min(len(found.entries), 200)
    assert "<table>" in found._repr_html_() or not found.entries


def test_exports_have_it_where_a_sheet_says_such_facts(tmp_path: Path) -> None:
    estimate = estimator.sheet(PLAN)
    assert "### Ledger" in str(estimate.rendered(".md"))
    assert 'id="e-ledger"' in str(estimate.rendered(".html"))
    assert ".ledger()" in str(estimate.rendered(".ipynb"))
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(str(estimate.rendered(".csv"))))}
    assert (rows["users"]["owner"], rows["users"]["as_of"], rows["volume"]["owner"]) == ("Kim", "2024-03", "")
    told = {each["name"]: each for each in estimate.to_dict()["quantities"]}
    assert told["photos"]["confidence"] == "low"
    assert "owner" not in told["volume"]
    path = tmp_path / "plan.xlsx"
    estimate.export(path)
    texts = [cell for row in cells(path, "Ledger") for cell in row]
    assert "finance, weekly report" in texts
    assert "55%" in texts
    plain = estimator.load("twitter")
    assert "Ledger" not in str(plain.rendered(".md"))
    assert "owner" not in str(plain.rendered(".csv"))
    assert "e-ledger" not in str(plain.rendered(".html"))


def test_a_document_with_one_is_exported_again(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    estimator.sheet(PLAN).export(path)
    first = path.read_text(encoding="utf-8")
    estimator.load(str(path)).export(path, force=True)
    assert path.read_text(encoding="utf-8") == first


def test_tables_and_yes_or_no_and_hostile_texts() -> None:
    text = (
        "## <b>T</b>\n\nis_on = yes\nkind = \"x\"\n用户 = 1 to 3 user   # =cmd|'x', as of 2026-01, owner <i>\n"
        "table t\n    name | size: MB\n    a | 1 to 2\n    b | 3\n\ntotal = sum(t.size) * 用户\n"
    )
    found = estimator.sheet(text).ledger(today=DAY)
    assert [each.name for each in found.entries] == ["用户", "kind"]
    assert found.exhibits[0].remarks[-1].startswith("2 more are cells of tables")
    assert "<i>" not in found._repr_html_()
    assert "\n用户" in found.csv()
    assert "'=cmd" in found.csv()


def test_a_long_sheet_is_bounded() -> None:
    lines = [f"a{k} = {k + 1} to {k + 2} user   # guess {k}, as of 2024-01" for k in range(2_000)]
    start = process_time()
    found = estimator.sheet("\n".join([*lines, f"total = {' + '.join(f'a{k}' for k in range(0, 2_000, 20))}"]))
    told = found.ledger(today=DAY, valid_for="1 year")
    assert len(told.stale) == 2_000
    assert len(told.exhibits[0].rows) == 200
    assert process_time() - start < 20


def test_what_is_left_of_a_note() -> None:
    assert without_facts("as of 2026, from finance, owner Kim, and from sales") == "from finance, and from sales"
    assert without_facts("plain, with a comma;") == "plain, with a comma;"
