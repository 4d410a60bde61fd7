"""What is said of an estimate out loud: numbers as people say them, known numbers beside them, both languages."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from estimator import EstimateError, answer, load, sheet
from estimator.languages.anchors import anchor_of
from estimator.languages.speech import CHINESE, ENGLISH, heard, language_of, phrases, said, said_ends
from estimator.model.modules import shipped_library
from estimator.notation.tree import Name
from estimator.reckoning.estimate import estimate
from estimator.reckoning.examples import example_results
from estimator.units.display import Shown
from tests.all_of import all_of
from tests.data import part_of

if TYPE_CHECKING:
    from estimator import Estimate
    from tests.commands import Run

SHEETS = list(shipped_library().names())
CHINESE_LINE = "日活1.5亿\uff0c每人每天10次\uff0c每次2KB"
SPOKEN = [
    ("6.9 k", "QPS", "6.9 thousand requests a second", "6900 QPS"),
    ("55", "PB", "55 petabytes", "55 PB"),
    ("30", "TB/day", "30 terabytes a day", "每天 30 TB"),
    ("2", "tweet/user/day", "2 tweets per user a day", "每用户每天 2 条推文"),
    ("150 M", "user", "150 million users", "1.5 亿用户"),
    ("1", "hour", "1 hour", "1 小时"),
    ("10", "GB/hour", "10 gigabytes an hour", "每小时 10 GB"),
    ("50", "%", "50 percent", "50%"),
    ("45", "server", "45 servers", "45 台服务器"),
    ("3 k", "entry", "3 thousand entries", "3000 条"),
    ("12", "USD/month", "12 dollars a month", "每月 12 美元"),
    ("0.4", "Gbps", "0.4 gigabits a second", "0.4 Gbps"),
    ("240 k", "heartbeat/s", "240 thousand heartbeats a second", "每秒 24 万 heartbeat"),
    ("1.5 bn", "", "1.5 billion", "15 亿"),
    ("2 trillion", "row", "2 trillion rows", "2 万亿行"),
    ("-3 k", "box", "-3 thousand boxes", "-3000 box"),
    ("4096", "GiB/server", "4096 gibibytes per server", "每服务器 4096 GiB"),
]


@cache
def loaded(name: str) -> Estimate:
    return load(name)


@pytest.mark.parametrize(("number", "unit", "english", "chinese"), SPOKEN)
def test_numbers_are_said_as_people_say_them(number: str, unit: str, english: str, chinese: str) -> None:
    shown = Shown(number, unit, False)
    assert (said(shown, ENGLISH), said(shown, CHINESE)) == (english, chinese)


@pytest.mark.parametrize("text", ["300 M", "10%", "1 MB", "30 TB/day", "2/day", "3 k/s", "4", "1.5 bn", "280 GB"])
def test_a_number_in_a_sum_is_heard_again(text: str) -> None:
    assert str(heard(text)) == text


def test_a_range_has_its_unit_once() -> None:
    ends = Shown("1", "tweet/day", False), Shown("4", "tweet/day", False)
    assert said_ends(*ends, ENGLISH) == ("1", "4 tweets a day")
    assert said_ends(*ends, CHINESE) == ("每天 1", "4 条推文")
    assert said_ends(Shown("900", "MB", False), Shown("4", "GB", False), CHINESE) == ("900 MB", "4 GB")


@pytest.mark.parametrize(
    ("asked", "text", "language"),
    [
        ("zh", "", CHINESE),
        ("中文", "twitter", CHINESE),
        ("English", "日活1.5亿", ENGLISH),
        ("", CHINESE_LINE, CHINESE),
        ("", "Tokens and codes (令牌)", ENGLISH),
        ("", "1 + 1", ENGLISH),
    ],
)
def test_the_language_is_the_one_asked_for_else_that_of_the_question(asked: str, text: str, language: str) -> None:
    assert language_of(asked, text) == language


def test_both_languages_say_the_same_things() -> None:
    english, chinese = phrases(ENGLISH), phrases(CHINESE)
    assert english.keys() == chinese.keys()
    for key, text in english.items():
        assert set(re.findall(r"{\w+}", chinese[key])) <= set(re.findall(r"{\w+}", text)), key


@all_of("name", part_of(SHEETS, 3))
def test_every_sheet_is_said_or_has_nothing_to_say(name: str) -> None:
    estimate_of = loaded(name)
    for language in (ENGLISH, CHINESE):
        try:
            found = estimate_of.say(language)
        except EstimateError as error:
            assert "nothing to do in one's head" in str(error)  # noqa: PT017  the one error that there may be
            continue
        text = repr(found)
        assert "{" not in text
        assert "␣" not in text
        assert [each.name for each in found.parts][-1] in ("steps", "answers", "anchors", "routes", "checks")
        json.dumps(found.to_dict(), ensure_ascii=False, allow_nan=False)
        assert found._repr_html_()


def test_a_network_card_is_what_a_data_rate_is_held_against() -> None:
    quantity = load("twitter").evaluation.model.quantities["media_per_day"]
    found = anchor_of(30e12 * 8 / 86_400, quantity.kind)
    assert found is not None
    assert (found.path, str(found.shown)) == ("hardware.ten_gigabit_ethernet", "10 Gbit/s")
    assert found.times == pytest.approx(30e12 * 8 / 86_400 / 1e10)


@all_of("name", SHEETS)
def test_a_known_number_is_one_of_the_library_and_the_ratio_to_it_is_right(name: str) -> None:
    evaluation = loaded(name).evaluation
    for quantity in evaluation.model.quantities.values():
        value = evaluation.values[quantity.step] if quantity.step is not None else None
        if not isinstance(value, float) or not value > 0 or quantity.kind is None:
            continue
        found = anchor_of(value, quantity.kind)
        if found is not None:
            module, _, own = found.path.rpartition(".")
            other = loaded(module).evaluation
            step = other.model.quantities[own].step
            assert step is not None
            assert value / other.values[step] == pytest.approx(found.times)
            assert 1e-2 <= found.times <= 1e3


def test_there_is_no_known_number_for_what_the_library_has_none_of() -> None:
    evaluation = sheet("price = 3 USD/month\nlength = 3 km\nparcels = 30 parcel\nunit parcel\n").evaluation
    kinds = [each.kind for each in evaluation.model.quantities.values()]
    assert [anchor_of(3.0, kind) for kind in kinds] == [None, None, None]


def test_the_second_routes_of_the_library_hold() -> None:
    """Each is an example with the name of a quantity on one side; as with any, the sheet agrees with it."""
    routed = []
    for name in SHEETS:
        module = shipped_library().module(name)
        assert module is not None
        if not any(isinstance(each.expression, Name) for each in module.sheet.documentation.examples):
            continue
        if not _parts(name, "routes"):
            continue
        routed.append(name)
        results = example_results(estimate(module, examples=True))
        assert all(each.holds for each in results if isinstance(each.step.example.expression, Name))
    assert {"twitter", "chat", "url_shortener"} <= set(routed)


def _parts(name: str, part: str) -> tuple[str, ...]:
    try:
        found = loaded(name).say("en")
    except EstimateError:
        return ()
    return next((each.sentences for each in found.parts if each.name == part), ())


def test_a_second_route_is_worked_out_with_the_assumptions_at_hand() -> None:
    (said_now,) = _parts("twitter", "routes")
    assert said_now.endswith("is 7.5 thousand requests a second; the first way gives 7.4% less.")
    other = load("twitter")(tweets_per_user="4 tweet/user/day", peak_factor=4).say("en")
    (said_then,) = next(each.sentences for each in other.parts if each.name == "routes")
    assert said_then.endswith("is 15 thousand requests a second; the first way gives 85% more.")


def test_a_chinese_line_is_answered_in_chinese() -> None:
    found = answer(CHINESE_LINE).say()
    assert found.language == CHINESE
    assert found.parts[0].sentences == (CHINESE_LINE,)
    assert answer("1 TB / 10 Gbit/s").say().language == ENGLISH


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (["twitter", "--say", "zh"], "题目"),
        (["twitter", "--say", "中文", "media_total"], "题目"),
        (["--say", "en", "300 M * 2"], "The question"),
        (["300 M * 2", "--say"], "The question"),
        ([CHINESE_LINE, "--say"], "题目"),
        (["twitter", "--say=English"], "The question"),
    ],
)
def test_the_language_may_stand_behind_the_option(run: Run, words: list[str], first: str) -> None:
    done = run(*words)
    assert (done.code, done.out.splitlines()[0]) == (0, first)


def test_another_language_is_refused(run: Run) -> None:
    done = run("twitter", "--say=fr")
    assert done.code == 2
    assert "fr is no language to speak in" in done.err
