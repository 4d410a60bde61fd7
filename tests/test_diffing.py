"""What changed between two versions of a sheet: each change alone, the rest, checks that turn, names, tables, texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from estimator import EstimateError, diff, load, sheet
from estimator.languages.spans import plain, width
from estimator.languages.values import SIGNS
from estimator.model.modules import shipped_library
from tests.commands import parsed
from tests.commands import sheet as file_of

if TYPE_CHECKING:
    from pathlib import Path

    from estimator import Diff
    from tests.commands import Run

LIBRARY = list(shipped_library().names())
PLAN = """## Fleet

peak    = 2            # a guess
users   = 3 M user
rate    = users * 10 request/user/day -> QPS
servers = ceil(rate * peak / 500 QPS) * 1 server
stored  = users * 1 MB/user -> GB
table services
    name | rate: QPS | size: KB | load = rate * size -> MB/s
    cart | 300       | 4        |
    feed | 900       | 20       |
traffic = sum(services.load)

check stored < 4 TB   # the disk
"""


def between(*changes: tuple[str, str], text: str = PLAN) -> Diff:
    """The plan, and the plan with some texts replaced."""
    changed = text
    for old, new in changes:
        assert old in changed
        changed = changed.replace(old, new)
    return diff(sheet(text), sheet(changed))


def said(found: Diff) -> list[str]:
    return list(found.exhibits[0].remarks)


def effects(found: Diff, place: int = 0) -> dict[str, Any]:
    return {each["answer"]: each for each in found.to_dict()["changes"][place]["effects"]}


def test_a_change_is_said_as_in_a_review() -> None:
    found = between(("peak    = 2 ", "peak    = 4 "), ("< 4 TB", "< 2 TB"))
    assert said(found) == [
        "peak 2 → 4: servers +1 server (+50%), stored and traffic unchanged",
        "check: stored < 4 TB → stored < 2 TB",
    ]
    assert [each.split(":")[0] for each in found.review.turns] == ["stored < 2 TB is new, and fails"]
    assert found.fails


def test_one_change_does_alone_what_they_all_do() -> None:
    found = between(("3 M user", "5 M user"))
    whole = {each["name"]: each for each in found.to_dict()["answers"]}
    for name, effect in effects(found).items():
        before, after = whole[name]["before"]["value"], whole[name]["after"]["value"]
        assert effect["difference"] == 0 if before == after else effect["difference"] != 0
        assert effect["text"] == whole[name]["effect"]
    assert found.to_dict()["together"] == []


def test_what_several_changes_do_together_is_the_rest() -> None:
    text = "one = 3\ntwo = 5\nthree = 7 GB\nproduct = one * two * three\n"
    found = between(("one = 3", "one = 4"), ("two = 5", "two = 7"), text=text)
    alone = [effects(found, place)["product"]["difference"] for place in (0, 1)]
    gb = 8e9
    assert alone == pytest.approx([35 * gb, 42 * gb])
    (rest,) = found.to_dict()["together"]
    assert rest["difference"] == pytest.approx((4 * 7 * 7 - 3 * 5 * 7) * gb - sum(alone))
    assert said(found)[-1] == "all together, beyond the sum of these: product +14 GB"
    assert between(("three = 7", "three = 8"), ("one = 3", "one = 3.0"), text=text).to_dict()["together"] == []


def test_a_range_alone_is_a_change() -> None:
    text = "users = 2 (1 to 4) M user\ntotal = users * 1 GB/user\ncheck total < 5 PB\n"
    found = between(("(1 to 4)", "(1 to 8)"), text=text)
    assert said(found) == [
        "users 2 (1 to 4) M → 2 (1 to 8) M user: total 90% range 1 to 4 → 1 to 8; total < 5 PB now fails at P95"
    ]
    (turn,) = found.review.turns
    assert turn.startswith("total < 5 PB now fails at P95: holds in 8")
    assert turn.endswith("% before")
    assert not found.fails


def test_a_certain_number_that_becomes_a_range() -> None:
    found = between(("users   = 3 M user", "users   = 3 (2 to 9) M user"))
    assert "stored 90% range none → 2000 to 9000" in said(found)[0]
    assert "stored < 4 TB now fails at P95" in said(found)[0]


@pytest.mark.parametrize(
    ("old", "new", "mapping"),
    [
        (
            "peak = 2 # over the mean\nqps = peak * 5 QPS\n",
            "peak_factor = 3\nqps = peak_factor * 5 QPS\n",
            {"peak": "peak_factor"},
        ),
        ("one = 2 GB\nall = one * 3\n", "one = 2 GB\ntotal_size = one * 3\n", {"all": "total_size"}),
        (
            "人 = 2 M user\n次 = 人 * 5 request/user/day\n",
            "用户 = 2 M user\n请求 = 用户 * 5 request/user/day\n",
            {"人": "用户", "次": "请求"},
        ),
        ("one = 2\ntwo = 2\nall = one + two + 1\n", "six = 2\nten = 2\nall = six + ten + 1\n", {}),
        ("one = 2 GB\nall = one * 3\n", "one = 2 GB\nother = 7 s\nall = one * 3 + 0 * one\n", {}),
        ("f(a) = a * 2\nall = f(3 GB)\n", "double(a) = a * 2\nall = double(3 GB)\n", {"f": "double"}),
    ],
)
def test_names_that_changed_are_guessed(old: str, new: str, mapping: dict[str, str]) -> None:
    found = diff(sheet(old), sheet(new))
    assert found.to_dict()["renamed"] == mapping
    for name, other in mapping.items():
        assert f"{name} is called {other} now, as it seems" in said(found)


def many(first: str, second: str) -> str:
    """Twenty numbers, and what is twice each of them."""
    lines = [f"{first}{place} = {place + 1} GB\n{second}{place} = {first}{place} * 2\n" for place in range(20)]
    return "".join(lines)


def test_many_names_that_changed_at_once_are_told_apart_by_their_values() -> None:
    found = diff(sheet(many("alpha_", "beta_")), sheet(many("gamma", "delta"))).to_dict()
    assert found["changes"] == []
    assert list(found["renamed"].items())[:2] == [("alpha_0", "gamma0"), ("alpha_1", "gamma1")]
    letters = {"alpha_": "gamma", "beta_": "delta"}
    assert all(
        other == letters[name.rstrip("0123456789")] + name.split("_")[1] for name, other in found["renamed"].items()
    )
    assert len(found["renamed"]) == 40


def test_a_name_that_changed_with_its_value_is_one_change() -> None:
    found = diff(sheet("peak = 2\nqps = peak * 5 QPS\n"), sheet("peak_factor = 3\nqps = peak_factor * 5 QPS\n"))
    assert said(found) == ["peak is called peak_factor now, as it seems", "peak_factor 2 → 3: qps +5 query/s (+50%)"]


def test_a_parameter_of_the_same_name_stays() -> None:
    old = "one = 2 GB\nf(one) = one * 2\nall = f(one)\n"
    new = "two = 2 GB\nf(one) = one * 2\nall = f(two)\n"
    assert said(diff(sheet(old), sheet(new))) == ["one is called two now, as it seems"]


def test_rows_of_tables_by_their_labels() -> None:
    found = between(
        ("    cart | 300       | 4        |\n", ""), ("| 20       |", "| 40       |\n    search | 50 | 8 |   # new")
    )
    assert said(found) == [
        "services.feed.size 20 → 40: traffic +18 MB/s (+93.8%), servers and stored unchanged",
        "new: row search of services (rate 50, size 8): traffic +400 KB/s (+2.08%), servers and stored unchanged",
        "gone: row cart of services (rate 300, size 4): traffic -1.2 MB/s (-6.25%), servers and stored unchanged",
    ]
    assert found.to_dict()["together"] == []


def test_columns_of_tables_are_one_change() -> None:
    found = between(("load = rate * size -> MB/s", "load = rate * size * 2 -> MB/s"))
    assert said(found)[0].startswith("columns of services: ")
    assert said(found)[0].endswith(f"traffic +19.2 MB/s ({SIGNS['*']} 2), servers and stored unchanged")


def test_units_formulas_and_new_lines() -> None:
    found = between(
        ("-> QPS\n", "-> request/day\n"),
        ("users * 1 MB/user", "users * 1 MB/user * copies"),
        ("## Fleet\n\n", "## Fleet\n\ncopies = 2\n"),
    )
    *others, stored = said(found)
    assert others == ["new: copies = 2", "rate: in QPS → in request/day: no answer changes"]
    formula, effect = stored.split(": stored ")
    assert formula == "stored: users * 1 MB/user → users * 1 MB/user * copies"
    assert effect == f"+3000 GB ({SIGNS['*']} 2), servers and traffic unchanged; stored < 4 TB now fails"


def test_another_dimension_is_said() -> None:
    found = diff(sheet("size = 3 TB\ntotal = size * 2\n"), sheet("size = 3 TB/day\ntotal = size * 2\n"))
    assert said(found) == ["size 3 TB → 3 TB/day: total 6 TB → 6 TB/day, of another unit"]


def test_texts_and_yes_or_no() -> None:
    text = 'kind = "a"\non = yes\nsize = if kind == "a" then 2 GB else 5 GB\nfull = on and size > 1 GB\n'
    text += "check size < 9 GB\n"
    found = between(('"a"\non', '"b"\non'), ("on = yes", "on = no"), text=text)
    assert said(found) == [
        f'kind: "a" → "b": size +3 GB ({SIGNS["*"]} 2.5), full unchanged',
        "on: yes → no: full yes → no, size unchanged",
    ]
    assert effects(found, 1)["full"]["text"] == "yes → no"


def test_notes_and_sources() -> None:
    text = PLAN.replace("peak    =", "## source: a talk\npeak    =")
    found = between(("a guess", "measured"), ("a talk", "a paper"), text=text)
    assert found.exhibits[0].lead == ("Nothing that is reckoned has changed.",)
    assert [(each["name"], each["what"], each["was"], each["now"]) for each in found.to_dict()["texts"]] == [
        ("peak", "note", "a guess", "measured"),
        ("peak", "source", "a talk", "a paper"),
    ]
    assert between().exhibits[0].lead == ("Nothing has changed.",)


def test_the_same_value_written_otherwise_changes_no_answer() -> None:
    assert said(between(("3 M user", "3000 k user"))) == ["users 3 M → 3000 k user: no answer changes"]


def test_a_change_that_needs_another_one_says_so() -> None:
    old = "size = 3 GB\nrate = 2 GB/s\ntime = size / rate\ncheck time < 9 s\n"
    new = "size = 3 request\nrate = 2 request/s\ntime = size / rate\ncheck time < 9 s\n"
    found = diff(sheet(old), sheet(new))
    assert [each.partition(": ")[2].split(":")[0] for each in said(found)] == ["does not stand alone"] * 2


def test_a_version_that_does_not_run_is_shown_all_the_same(run: Run, tmp_path: Path) -> None:
    good = file_of(tmp_path, PLAN, "good.est")
    bad = file_of(tmp_path, PLAN.replace("3 M user", "3 M usr").replace("peak    = 2", "peak    = 3"), "bad.est")
    done = run("diff", good, bad)
    assert done.code == 2
    assert "After, it does not run: usr" in done.out
    assert "peak 2 → 3" in done.out
    assert run("diff", bad, good).code == 0
    assert run("diff", bad, bad).code == 2
    assert "problem_after" in parsed(run("diff", good, bad, "--json").out)


def test_exit_codes(run: Run, tmp_path: Path) -> None:
    small, large = file_of(tmp_path, PLAN, "a.est"), file_of(tmp_path, PLAN.replace("3 M user", "5 M user"), "b.est")
    assert [run("diff", *pair).code for pair in ((small, large), (large, small), (large, large))] == [1, 0, 0]
    assert run("diff", small, large, "users=1 M user").code == 0
    assert run("diff", small).code == 2  # in no repository


def test_a_document_is_a_plan(run: Run, tmp_path: Path) -> None:
    old = file_of(tmp_path, f"# Fleet\n\n```est\n{PLAN}```\n", "old.md")
    new = file_of(
        tmp_path, f"# Fleet\n\nMore prose.\n\n```est\n{PLAN.replace('peak    = 2', 'peak    = 3')}```\n", "new.md"
    )
    assert "peak 2 → 3: servers" in run("diff", old, new).out
    markdown = run("diff", old, new, "--markdown").out
    assert markdown.startswith("### ")
    assert "\n- peak 2 → 3: servers" in markdown


@pytest.mark.parametrize("columns", [40, 80, 140])
def test_it_fits_the_terminal(columns: int) -> None:
    found = between(("3 M user", "5 (3 to 9) M user"), ("peak    = 2", "peak    = 3"))
    for line in found.lines(columns):
        assert width(plain(line)) <= max(columns, 60)


def test_what_a_user_wrote_acts_nowhere() -> None:
    found = diff(sheet('kind = "a"\n'), sheet('kind = "<script>|`x`"   # =1+1\n'))
    for text in (found._repr_html_(), found.markdown()):
        assert "<script>" not in text
    assert "\n=" not in found.csv()


@pytest.mark.parametrize("name", LIBRARY)
def test_every_sheet_with_another_number(name: str) -> None:
    before = load(name)
    model = before.evaluation.model
    cells = {cell for rows in model.module.tables.values() for cell in rows.cells()}
    numbers = [key for key, each in model.quantities.items() if each.assumption and each.step is not None]
    own = next((key for key in numbers if key not in cells), "")
    after = before(**{own: before.text(own)}) if own else before
    found = diff(before, after)
    assert [each.edit.subject for each in found.review.reviewed] in ([own], [])
    assert found.lines(80)
    assert not found.fails


def test_a_change_alone_is_the_sheet_with_that_assumption() -> None:
    given = {"monthly_users": "1 bn user", "peak_factor": "5", "media_size": "2 MB/tweet", "retention": "10 year"}
    base = load("twitter")
    found = diff(base, base(**given)).to_dict()
    assert {each["name"] for each in found["changes"]} == set(given)
    for change in found["changes"]:
        run = base(**{change["name"]: given[change["name"]]})
        for effect in change["effects"]:
            values = []
            for evaluation in (base.evaluation, run.evaluation):
                step = evaluation.model.quantities[effect["answer"]].step
                assert step is not None
                values.append(float(evaluation.values[step]))
            assert effect["difference"] == pytest.approx(values[1] - values[0], rel=1e-12)


def test_an_estimate_is_compared_as_it_was_given() -> None:
    found = diff(load("twitter"), load("twitter", peak_factor=4))
    assert said(found)[0] == f"peak_factor 2 → 4: peak_qps +6.94 k QPS ({SIGNS['*']} 2), media_total unchanged"
    found = diff(load("twitter"), load("twitter").scenario("world cup"))
    assert [each.edit.subject for each in found.review.reviewed] == ["tweets_per_user", "peak_factor"]
    (rest,) = found.review.rest
    assert rest.answer == "peak_qps"


def test_a_comparison_with_the_library(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.est"
    assert run("new", str(path), "--from", "twitter").code == 0
    assert "Nothing that is reckoned has changed." in run("diff", "twitter", str(path)).out
    with pytest.raises(EstimateError, match="as a revision it is not one of a file"):
        diff("nonsuch", "twitter")
