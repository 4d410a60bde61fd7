"""Threads of a fresh process that all ask first: each gets what one alone would get."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import textwrap
import threading
from typing import TYPE_CHECKING

import pytest

from estimator import load, sheet
from estimator.reckoning.estimate import PausedCollection

if TYPE_CHECKING:
    from pathlib import Path

# Threads change places after every few instructions, as they would run beside each other without a global lock.
CROWD = """\
import os, re, sys, threading, traceback
sys.setswitchinterval(1e-6)
TEXT = '''
unit parcel
unit pack = 12 parcel
unit month = 30 day
sent = 1 to 5 pack
mean_sent = mean(sent) * 3 -> parcel
each = 2 user * sent
late = 1 month -> day
check mean_sent > 1 parcel
'''
folder = sys.argv[1]
found, gate = [], threading.Barrier(int(sys.argv[2]))

def path(suffix):
    return os.path.join(folder, f"{threading.get_ident()}{suffix}")

def answers(place):
    gate.wait()
    try:
        found.append([re.sub(r'estimate-\\d+', 'estimate-N', str(answer)) for answer in work()])
    except BaseException:
        found.append([traceback.format_exc()])

def everyone():
    threads = [threading.Thread(target=answers, args=(place,)) for place in range(gate.parties)]
    [each.start() for each in threads]
    [each.join() for each in threads]
    alone = [re.sub(r'estimate-\\d+', 'estimate-N', str(answer)) for answer in work()]
    for answer in found:
        if answer != alone:
            print("\\n".join(answer)[-2000:])
            sys.exit("a thread got something else")
"""
WORKS = {
    "load": """\
        from estimator import load
        def work():
            return [repr(load(name)) for name in ("map_int64", "twitter", "session_store")]
        """,
    "sheets and formulas": """\
        def work():
            from estimator import formulas, load, sheet
            plan = sheet(TEXT)
            more = plan(sent="2 to 3 pack")
            return [
                repr(plan), plan.late, plan.mean_sent, plan.each.mean(), repr(more), more.late,
                repr(plan(late="1 month")),
                formulas.bloom.bits("1 bn user", fp=0.01).to("GB"), formulas.redis.string.__doc__, dir(formulas.queue),
                formulas.latency.memory_read, load("twitter").media_total.mean(), load("twitter").text("peak_qps"),
            ]
        """,
    "exports": """\
        def work():
            from estimator import load
            twitter = load("twitter")
            answers = [twitter._repr_html_(), twitter._repr_markdown_(), twitter.latex("write_qps"), twitter.to_dict()]
            for suffix in (".md", ".html", ".tex", ".csv", ".json", ".ipynb", ".xlsx"):
                twitter.export(path(suffix), force=True)
                answers.append(suffix == ".xlsx" or open(path(suffix), encoding="utf-8").read())
            return answers
        """,
    "solving and drawing": """\
        def work():
            from estimator import load
            twitter = load("twitter")
            found = [twitter.solve("media_total = 100 PB", for_="retention"), twitter.sympy("write_qps")]
            return [*found, twitter.to_frame().to_csv(), len(twitter.plot().axes), twitter.widget().inputs]
        """,
}


@pytest.mark.parametrize("name", WORKS)
def test_all_threads_get_what_one_alone_gets(name: str, tmp_path: Path) -> None:
    code = CROWD + textwrap.dedent(WORKS[name]) + "everyone()\n"
    command = [sys.executable, "-c", code, str(tmp_path), "8" if name == "sheets and formulas" else "4"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_an_estimate_that_is_called_again_reads_its_units_again() -> None:
    """`unit month = 2 month` is twice the shipped one, however often the sheet is reckoned."""
    plan = sheet("unit month = 2 month\nlate = 1 month\nseconds = 2 * late -> s\n")
    first = plan.text("seconds")
    assert [plan(late="1 month").text("seconds") for _ in range(3)] == [first] * 3
    assert plan.text("seconds") == first


def test_a_used_file_is_read_once_for_all_that_is_asked_of_an_estimate(tmp_path: Path) -> None:
    (tmp_path / "team.est").write_text("people = 4 person\n", encoding="utf-8")
    (tmp_path / "plan.est").write_text('use "team.est" as team\nhours = 2 hour/person\nall = hours * team.people\n')
    plan = load(tmp_path / "plan.est")
    (tmp_path / "team.est").unlink()
    assert plan(hours="3 hour/person").text("all") == "12 hour"


def test_the_collector_is_left_alone_beside_other_threads() -> None:
    waiting = threading.Event()
    other = threading.Thread(target=waiting.wait)
    other.start()
    try:
        with PausedCollection():
            assert gc.isenabled()
    finally:
        waiting.set()
        other.join()


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_is_as_it_was_after_pauses_within_pauses(enabled: bool) -> None:  # noqa: FBT001
    if threading.active_count() > 1:
        pytest.skip("the test runner has threads of its own")
    if not enabled:
        gc.disable()
    try:
        with PausedCollection():
            with PausedCollection():
                assert not gc.isenabled()
            assert not gc.isenabled()
        assert gc.isenabled() is enabled
    finally:
        gc.enable()


def test_the_mask_of_new_files_stays_under_exports_in_threads(tmp_path: Path) -> None:
    twitter = load("twitter")
    before = os.umask(0o077)
    try:
        threads = [
            threading.Thread(target=lambda place=place: twitter.export(tmp_path / f"{place}.csv")) for place in range(8)
        ]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
    finally:
        assert os.umask(before) == 0o077
