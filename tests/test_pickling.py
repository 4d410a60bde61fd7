"""Pickles, copies and process pools: everything that is public, and everything that is reached from it."""

from __future__ import annotations

import concurrent.futures
import copy
import importlib
import multiprocessing
import pickle
import pkgutil
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import estimator
from estimator import Estimate, EstimateError, formulas, load, sheet
from estimator.model.modules import shipped_library
from estimator.notation.parser import parse_sheet
from estimator.problems import Mark, Problem, Source
from estimator.units.kinds import kind, word

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PROTOCOLS = range(pickle.HIGHEST_PROTOCOL + 1)
LARGEST_PICKLE = 600_000  # bytes; the samples of one range alone would be 800,000
PLAN = """\
## Parcels
unit parcel, parcel_pallet
unit crate = 12 parcel
unit scan: event

orders = 2 k (1 k to 3 k) crate/day
scans  = orders * 3 scan/parcel -> scan/s
kind_of = "fast"
check scans < 5 scan/s at 90%
scenario "peak": orders = 9 k crate/day
"""


def again(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))  # noqa: S301  our own


def records() -> list[type[Any]]:
    """Every record class of the package, found by walking it."""
    found = set()
    for each in pkgutil.walk_packages(estimator.__path__, "estimator."):
        if each.name in ("estimator.__main__", "estimator.jupyter"):
            continue
        module = importlib.import_module(each.name)
        found |= {
            value
            for value in vars(module).values()
            if isinstance(value, type) and issubclass(value, tuple) and hasattr(value, "__match_args__")
            if value.__module__ == module.__name__
        }
    return sorted(found, key=lambda record: (record.__module__, record.__name__))


def test_records_are_found() -> None:
    names = {record.__name__ for record in records()}
    assert {"Literal", "Call", "Step", "Draw", "NumberQuantity", "Spread", "Problem", "Mark", "UnitMeaning"} <= names


def test_each_record_can_be_pickled_and_copied() -> None:
    """In one test: who lists them loads all of the package, which each process of the tests would do to collect."""
    for record in records():
        made = record(*[f"{name} of it" for name in record.__match_args__])
        ways = [pickle.loads(pickle.dumps(made, protocol)) for protocol in PROTOCOLS]  # noqa: S301  our own
        for found in (*ways, copy.copy(made), copy.deepcopy(made)):
            assert type(found) is record
            assert tuple(found) == tuple(made), record


def test_a_record_that_holds_a_dictionary_is_copied_with_it() -> None:
    from estimator.comparers.redis.workloads import Workload

    fields: list[Any] = ["text"] * len(Workload.__match_args__)
    place = Workload.__match_args__.index("parameters")
    fields[place] = {"keys": [1]}
    made = Workload(*fields)
    copied = copy.deepcopy(made)
    copied.parameters["keys"].append(2)
    assert made.parameters == {"keys": [1]}


def same(one: Estimate, other: Estimate) -> bool:
    return one.to_dict() == other.to_dict() and repr(one) == repr(other) and one.checks() == other.checks()


@pytest.mark.parametrize("name", ["twitter", "map_int64", "hash_buckets", "url_shortener", "latency"])
def test_an_estimate_of_the_library_is_the_same_from_a_pickle_of_bounded_size(name: str) -> None:
    estimate = load(name)
    text = pickle.dumps(estimate)
    assert len(text) < LARGEST_PICKLE
    found = pickle.loads(text)  # noqa: S301  our own
    assert same(found, estimate)
    assert found.evaluation.model.module is estimate.evaluation.model.module


@pytest.mark.parametrize("make", [again, copy.copy, copy.deepcopy])
def test_an_estimate_of_ones_own_is_the_same(make: Callable[[Estimate], Estimate]) -> None:
    for estimate in (sheet(PLAN), sheet(PLAN)(orders="3 k crate/day"), sheet(PLAN).scenario("peak")):
        found = make(estimate)
        assert same(found, estimate)
        assert found.evaluation.draws == estimate.evaluation.draws
        assert same(found(orders="5 k crate/day"), estimate(orders="5 k crate/day"))
        assert found.text("kind_of") == estimate.text("kind_of")
    twitter = load("twitter")
    assert np.array_equal(make(twitter).media_total.magnitude, twitter.media_total.magnitude)


def test_an_estimate_needs_its_files_no_more(tmp_path: Path) -> None:
    (tmp_path / "team.est").write_text("unit shift = 8 hour\npeople = 4 person\n", encoding="utf-8")
    text = 'use "team.est" as team\nhours = 2 hour/person\nall = hours * team.people\n'
    (tmp_path / "plan.est").write_text(text, encoding="utf-8")
    kept = pickle.dumps(load(tmp_path / "plan.est"))
    for path in tmp_path.iterdir():
        path.unlink()
    found = pickle.loads(kept)  # noqa: S301  our own
    assert found.text("all") == "8 hour"
    assert found(hours="3 hour/person").text("all") == "12 hour"


@pytest.mark.parametrize(
    "text",
    [
        "x = " + " + ".join(["1 user"] * 175),
        "x = " + "not " * 90 + "(1 > 2)",
        "x = " + "(" * 80 + "1" + " + 1)" * 80,
        "f(n) = n + 1\nx = " + "f(" * 80 + "1" + ")" * 80,
        "a = 1 to 2\nx = mean(" + " * ".join(["a"] * 165) + ")",
    ],
)
def test_the_deepest_tree_can_be_pickled_and_copied(text: str) -> None:
    estimate = sheet(text)
    assert again(estimate).to_dict() == estimate.to_dict()
    assert copy.deepcopy(estimate.evaluation).values == estimate.evaluation.values


def test_what_is_reached_from_an_estimate_can_be_pickled_and_copied() -> None:
    estimate = sheet(PLAN)
    model = estimate.evaluation.model
    parts: list[Any] = [estimate.evaluation, model, model.module, model.module.table, estimate.program()]
    parts += [*model.steps, *model.quantities.values(), *model.checks, *estimate.evaluation.checks]
    parts += [*model.module.sheet.lines, model.module.sheet.documentation, estimate.derivation(), estimate.scenarios]
    for part in parts:
        for made in (again(part), copy.copy(part), copy.deepcopy(part)):
            assert type(made) is type(part)
    assert again(model.module.sheet) == model.module.sheet
    assert again(model.module).table.unit("crate") == model.module.table.unit("crate")
    assert again(parse_sheet(Source("text", PLAN))) == parse_sheet(Source("text", PLAN))


def test_words_and_kinds_stay_the_only_ones_of_their_kind() -> None:
    parcel = word("parcel", "parcel")
    for value in (parcel, kind(((parcel, 2),))):
        assert again(value) is value
        assert copy.deepcopy(value) is value


def test_a_module_of_the_library_stays_itself() -> None:
    module = shipped_library().module("twitter")
    assert again(module) is module
    assert copy.deepcopy(module) is module


def faulty() -> EstimateError:
    with pytest.raises(EstimateError) as caught:
        sheet("size = 1 GB + 1 s\nrest = usr * 2\n", "plan")
    return caught.value


@pytest.mark.parametrize("make", [again, copy.copy, copy.deepcopy])
def test_an_error_keeps_its_message_and_problems(make: Callable[[EstimateError], EstimateError]) -> None:
    error = faulty()
    error.add_note("in the third sheet")
    found = make(error)
    assert str(found) == str(error)
    assert found.problems == error.problems
    assert found.__notes__ == ["in the third sheet"]


def test_problems_marks_and_sources() -> None:
    mark = Mark(Source("plan", "a = 1\nb = 2\n"), 6, 7, "here")
    found = again(Problem("wrong", (mark,), "do this", "warning"))
    assert (found.message, found.remedy, found.severity) == ("wrong", "do this", "warning")
    assert found.marks[0].source.location(6) == (2, 1)


@pytest.mark.parametrize("make", [again, copy.copy, copy.deepcopy])
def test_formulas_are_themselves(make: Callable[[Any], Any]) -> None:
    assert make(formulas.bloom.bits)("1 bn user", fp=0.01) == formulas.bloom.bits("1 bn user", fp=0.01)
    assert make(formulas.bloom.bits).__doc__ == formulas.bloom.bits.__doc__
    assert repr(make(formulas.redis.string)) == repr(formulas.redis.string)
    assert make(formulas.redis.string)(10) == formulas.redis.string(10)
    assert repr(make(formulas)) == repr(formulas)
    assert make(formulas.twitter)(peak_factor=3).text("peak_qps") == load("twitter")(peak_factor=3).text("peak_qps")


@pytest.mark.parametrize("make", [again, copy.copy, copy.deepcopy])
def test_quantities_belong_to_the_same_registry(make: Callable[[Any], Any]) -> None:
    plan = sheet("unit parcel\nunit user: event\nsent = 5 parcel/day\nseen = 1 user\nsize = 2 GB/parcel\n")
    for value in (plan.sent, plan.seen, plan.size, load("twitter").daily_users, formulas.latency.memory_read):
        found = make(value)
        assert found == value
        assert (found + value).units == value.units
        assert make(value.units) == value.units
    samples = load("twitter").media_total
    assert np.array_equal(make(samples).to("PB").magnitude, samples.to("PB").magnitude)


def test_a_picture_can_be_pickled() -> None:
    assert len(again(load("twitter").plot()).axes) == len(load("twitter").plot().axes)


@pytest.mark.parametrize("make", [again, copy.copy, copy.deepcopy])
def test_a_widget_refuses_and_says_what_to_take(make: Callable[[Any], Any]) -> None:
    with pytest.raises(TypeError, match=r"widget\.estimate"):
        make(load("twitter").widget())


# Process pools. What they run must be found by its name in another process.


def swept(factor: float) -> Estimate:
    return load("twitter")(peak_factor=factor)


def mistaken(unit: str) -> Estimate:
    return sheet(f"size = 1 GB + 1 {unit}\n", "plan")


def nouns(noun: str) -> Any:
    """A quantity of a noun that only this process knows, under a name that depends on what came before."""
    sheet(f"unit {noun}: event\nseen = 1 {noun}\n").seen.to_base_units()
    return sheet(f"unit {noun}\nsent = 3 {noun}\n").sent


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_estimates_errors_and_quantities_travel_from_the_workers_of_a_pool(method: str) -> None:
    context = multiprocessing.get_context(method)
    with concurrent.futures.ProcessPoolExecutor(1, context) as pool:
        for factor, found in zip((2, 3), pool.map(swept, (2, 3)), strict=True):
            assert same(found, swept(factor))
        failed = pool.submit(mistaken, "s").exception()
        assert isinstance(failed, EstimateError)
        with pytest.raises(EstimateError) as here:
            mistaken("s")
        assert (str(failed), len(failed.problems)) == (str(here.value), 1)
        assert failed.problems[0].marks[0].source.name == "plan"
        assert pool.submit(nouns, "sack").result() == sheet("unit sack\nsent = 3 sack\n").sent
        assert pool.submit(formulas.bloom.bits, "1 bn user").result() == formulas.bloom.bits("1 bn user")
        assert pool.submit(load("twitter").text, "peak_qps").result() == "6.94 k QPS"
