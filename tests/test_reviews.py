"""Numbers past their time, and numbers without a source, as `estimate check` tells of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import estimator
from estimator import EstimateError
from estimator.model.modules import shipped_library
from tests.commands import parsed, sheet
from tests.data import part_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands import Run

HEAD = "## Plan\n{}\nusers = 3 M user   # a guess\nsize  = 2 KB/user\ntotal = users * size\n"
OWN = "## Plan\n\n## Of all accounts.\n{}\nusers = 3 M user   # {}\nsize  = 2 KB/user   # mean\ntotal = users * size\n"


REVIEWS = (HEAD.format("## review by 2027-03\n"), HEAD.format("## review_by: 2027-03\n"))


def messages(name: str, today: str, **given: str) -> list[str]:
    return [each.message for each in estimator.check(name, today=today, **given).findings]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "note", "last", "first"),
    [
        ("## review_by: 2027-03", "a guess", "2027-03-31", "2027-04-01"),
        ("## review_by: 2027", "a guess", "2027-12-31", "2028-01-01"),
        ("## review_by: 2028-02", "a guess", "2028-02-29", "2028-03-01"),
        ("## Fine.", "from finance, review by 2027-03", "2027-03-31", "2027-04-01"),
        ("## Fine.", "review by: 2027", "2027-12-31", "2028-01-01"),
        ("## Review by 2027-03", "a guess", "2027-03-31", "2027-04-01"),
        ("## as_of: 2026-01\n## valid_for: 18 month", "a guess", "2027-07-31", "2027-08-01"),
        ("## as_of: 2025\n## valid_for: 2 years", "a guess", "2027-12-31", "2028-01-01"),
        ("## as_of: 2027-01\n## valid_for: 28 days", "a guess", "2027-02-28", "2027-03-01"),
        ("## as_of: 2026-11\n## valid_for: 3 month", "a guess", "2027-02-28", "2027-03-01"),
        ("## as_of: 2027-01\n## valid_for: 1 week", "a guess", "2027-02-07", "2027-02-08"),
    ],
)
def test_an_assumption_is_past_its_time_from_a_day_on(
    line: str, note: str, last: str, first: str, tmp_path: Path
) -> None:
    name = sheet(tmp_path, OWN.format(line, note))
    assert messages(name, last) == []
    (message,) = messages(name, first)
    assert message.startswith("users ")
    assert not estimator.check(name, today=first).holds
    assert estimator.check(name, today=last).holds


@pytest.mark.parametrize(
    ("lines", "today", "message"),
    [
        ("## review by 2027-03\n", "2027-04-01", "the sheet was to be reviewed by 2027-03, and today is 2027-04-01"),
        ("## review_by: 2027-03\n", "2027-04-01", "the sheet was to be reviewed by 2027-03, and today is 2027-04-01"),
        (
            "## as_of: 2026-01\n## valid_for: 1 year\n",
            "2027-02-01",
            "the sheet is as of 2026-01 and holds for 1 year: it is past that since 2027-01-31",
        ),
    ],
)
def test_the_head_of_a_sheet_is_about_all_its_assumptions(lines: str, today: str, message: str, tmp_path: Path) -> None:
    name = sheet(tmp_path, HEAD.format(lines))
    assert messages(name, today) == [message]
    assert messages(name, "2026-12-31") == []


def test_the_remedy_is_true_when_followed(tmp_path: Path) -> None:
    for text in (
        OWN.format("## review_by: 2027-03", "x"),
        HEAD.format("## as_of: 2026-01\n## valid_for: 1 year\n"),
        *REVIEWS,
    ):
        name = sheet(tmp_path, text)
        (found,) = estimator.check(name, today="2027-05-20").findings
        line = found.remedy.rpartition("write ")[2].removesuffix(" above it")
        key = line.partition(":")[0] if ":" in line else "review by"
        anew = [f"## {line}" if each.startswith(f"## {key}") else each for each in text.split("\n")]
        name = sheet(tmp_path, "\n".join(anew))
        assert messages(name, "2027-05-20") == []


def test_how_long_numbers_hold_may_be_given_for_those_that_do_not_say_it(tmp_path: Path) -> None:
    name = sheet(tmp_path, OWN.format("## as_of: 2026-01", "a guess"))
    assert messages(name, "2030-01-01") == []
    assert messages(name, "2027-02-01", valid_for="1 year") == [
        "users is as of 2026-01 and holds for 1 year: it is past that since 2027-01-31"
    ]
    own = sheet(tmp_path, OWN.format("## as_of: 2026-01\n## valid_for: 9 year", "a guess"))
    assert messages(own, "2027-02-01", valid_for="1 year") == []


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"today": "2027-13-01"}, "2027-13-01 is no day"),
        ({"today": "tomorrow"}, "tomorrow is no day"),
        ({"valid_for": "18"}, "18 is no time that numbers hold"),
        ({"valid_for": "-1 year"}, "-1 year is no time that numbers hold"),
    ],
)
def test_what_is_given_wrongly_is_told(given: dict[str, str], message: str) -> None:
    with pytest.raises(EstimateError, match=message):
        estimator.check("twitter", **given)  # type: ignore[arg-type]


def test_a_source_may_be_required(tmp_path: Path, run: Run) -> None:
    body = (
        "\nusers = 3 M user   # a guess\n## source: the load test\nrate  = 2 KB/user\nsize  = 2 KB/user\nreplicas = 3\n"
        'engine = "redis"\nlast = 3 GB   # review by 2029-01\ntotal = users * (size + rate) * replicas + last\n'
    )
    name = sheet(tmp_path, f"## Plan\n## sources: required\n{body}")
    expected = [f"{each} has no source, and the sheet's sources are required" for each in ("size", "last")]
    assert messages(name, "2027-01-01") == expected
    name = sheet(tmp_path, f"## Plan\n{body}")
    assert messages(name, "2027-01-01") == []
    done = run("check", name, "--require-sources", "--json")
    (found,) = parsed(done.out)["files"]
    assert (done.code, [each["message"] for each in found["findings"]]) == (1, expected)
    assert (found["findings"][0]["line"], found["findings"][0]["column"]) == (6, 1)


def test_the_lines_stay_with_their_sheet(tmp_path: Path) -> None:
    text = "## Plan\n## valid_for: 18 month\n## sources: required\n\n## review_by: 2027-03\nusers = 3 M user\n"
    name = sheet(tmp_path, text)
    assert estimator.formatted(text) == text
    head = estimator.load(name).evaluation.model.module.sheet.documentation
    assert (head.valid_for, head.needs_sources, head.text) == ("18 month", True, ("Plan",))


def test_today_is_the_day_of_the_machine_unless_another_is_given(tmp_path: Path) -> None:
    name = sheet(tmp_path, OWN.format("## review_by: 2001", "a guess"))
    assert len(estimator.check(name).findings) == 1
    assert estimator.check(sheet(tmp_path, OWN.format("## review_by: 9999", "a guess"))).holds


def test_no_sheet_of_the_library_is_past_its_time() -> None:
    for name in part_of(list(shipped_library().names()), 8):
        assert messages(name, "2026-11-27") == [], name
