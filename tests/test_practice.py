"""Practice: questions with fresh numbers, the scores of guesses, the file of answers, and what comes again when."""

from __future__ import annotations

import io
import json
import os
import random
from datetime import date, timedelta
from math import e, log10, pi
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from estimator import EstimateError, answer, calibration, load, practice
from estimator.api.practice_file import HEAD, read_answers
from estimator.languages.questions import ESTIMATE, FACT, FORMULA, paths_of, question
from estimator.model.modules import shipped_library
from estimator.reckoning.scores import NORMAL_95, Memory, grade, remembered, score, widening
from tests.all_of import all_of
from tests.data import ROOT, part_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands import Run

SHEETS = list(shipped_library().names())
OF_LATENCY = {"sort": FACT, "value": 1e-4, "low": 1e-4, "high": 1e-4, "log_error": 0.0, "held": None}


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(tmp_path / "mine" / "practice.jsonl")


@pytest.fixture
def guesses(run: Run, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The command with lines on its standard input."""

    def practised(lines: str, *arguments: str) -> Any:
        monkeypatch.setattr("sys.stdin", io.StringIO(lines))
        return run("practice", *arguments)

    return practised


@all_of("sheet", part_of(list(SHEETS), 8))
def test_every_sheet_gives_questions_whose_answers_are_right(sheet: str) -> None:
    """Those of an estimate and of a formula, worked out anew by themselves, give the same."""
    chance = random.Random(sheet)
    for sort in (ESTIMATE, FORMULA, FACT):
        paths = paths_of(sheet, sort)
        for path in chance.sample(paths, min(1, len(paths))):
            found = question(path, sort, chance)
            if found is None:
                continue
            assert found.value > 0
            assert found.text
            if sort == FORMULA:
                (line,) = found.overrides
                evaluation = answer(line).evaluation
                assert evaluation.values[evaluation.model.quantities["answer"].step or 0] == found.value
            elif sort == ESTIMATE:
                given = {name: value for name, _, value in (each.partition("=") for each in found.overrides)}
                run = load(sheet)(**given).evaluation
                name = path.rpartition(".")[2]
                assert run.values[run.model.quantities[name].step or 0] == pytest.approx(found.value)
                assert run.model.quantities[name].step not in run.spreads or found.quantity.step in run.spreads


def test_a_seed_asks_for_the_same_numbers(file: str) -> None:
    one, same, other = (practice("storage", 3, seed, file).to_dict() for seed in (5, 5, 6))
    assert one == same
    assert one["questions"] != other["questions"]
    assert len({json.dumps(each) for each in one["questions"]}) == 3


def test_a_description_does_not_give_its_number_away() -> None:
    assert "software.maglev_throughput" not in paths_of("software", FACT)
    assert "latency.disk_seek" in paths_of("latency", FACT)
    assert not any("classic_" in path for path in paths_of("latency", FACT))


@pytest.mark.parametrize(
    ("value", "low", "high", "error", "held", "interval"),
    [
        (100, 100, 100, 0, None, None),
        (100, 200, 200, log10(2), None, None),
        (100, 10, 1000, 0, True, 2),
        (100, 100, 1000, 0.5, True, 1),
        (10, 100, 1000, 1.5, False, 1 + 20 * 1),
        (1e5, 100, 1000, -2.5, False, 1 + 20 * 2),
    ],
)
def test_scores(
    value: float, low: float, high: float, error: float, *, held: bool | None, interval: float | None
) -> None:
    found = score(value, low, high)
    assert found.log_error == pytest.approx(error)
    assert found.held is held
    assert found.interval_score == (None if interval is None else pytest.approx(interval))


def test_the_log_score_is_the_density_of_the_range() -> None:
    deviation = 1 / NORMAL_95  # of a range of two orders of magnitude
    assert score(100, 10, 1000).log_score == pytest.approx(np.log(1 / (deviation * np.sqrt(2 * pi))))
    assert score(10, 10, 1000).log_score == pytest.approx(score(1000, 10, 1000).log_score)
    # It is a density on the scale of orders of magnitude: it integrates to one.
    places = np.linspace(-3, 7, 20_001)
    total = sum(e ** (score(10**place, 10, 1000).log_score or 0.0) for place in places) * (places[1] - places[0])
    assert total == pytest.approx(1, abs=1e-6)


def test_both_scores_are_proper() -> None:
    """Of ranges of all widths the honest one has the best mean."""
    drawn = 10 ** np.random.default_rng(1).normal(2, 0.5, 4000)
    widths = [0.5, 0.75, 1.0, 1.5, 2.0]
    ends = [0.5 * NORMAL_95 * width for width in widths]
    scored = [[score(value, 10 ** (2 - end), 10 ** (2 + end)) for value in drawn] for end in ends]
    logs = [np.mean([each.log_score for each in column]) for column in scored]
    intervals = [np.mean([each.interval_score for each in column]) for column in scored]
    assert widths[int(np.argmax(logs))] == widths[int(np.argmin(intervals))] == 1.0


def test_how_wide_ranges_had_to_be() -> None:
    drawn = 10 ** np.random.default_rng(2).normal(0, 1, 5000)
    narrow = [(value, 10**-0.5, 10**0.5) for value in drawn]
    assert widening(narrow) == pytest.approx(NORMAL_95 / 0.5, rel=0.05)
    assert widening([]) is None


def test_what_is_remembered_comes_again_by_sm_2() -> None:
    """The intervals of five perfect answers, as the algorithm's table has them, and what a failure does."""
    memory, intervals = Memory(), []
    for _ in range(5):
        memory = remembered(memory, 5)
        intervals.append(memory.interval)
    assert intervals == [1, 6, 17, 50, 150]
    assert memory.factor == pytest.approx(3.0)
    assert remembered(memory, 2) == Memory(0, memory.factor, 1)
    assert remembered(Memory(), 3).factor == pytest.approx(2.36)
    hard = Memory()
    for _ in range(20):
        hard = remembered(hard, 3)
    assert hard.factor == pytest.approx(1.3)
    assert [grade(log10(times)) for times in (1, 1.25, 1.5, 2, 4, 9, 20)] == [5, 5, 4, 3, 2, 1, 0]
    assert grade(-log10(2)) == 3


def test_known_numbers_come_when_they_are_due(file: str) -> None:
    known = paths_of("latency", FACT)
    day = date.today()  # noqa: DTZ011  by the clock of who practises
    os.makedirs(os.path.dirname(file))
    answers = [
        {**OF_LATENCY, "question": known[0], "on": (day - timedelta(days=1)).isoformat()},  # due today
        {**OF_LATENCY, "question": known[1], "on": day.isoformat()},  # due tomorrow
    ]
    with open(file, "w", encoding="utf-8") as opened:
        opened.write("".join([json.dumps(each) + "\n" for each in [HEAD, *answers]]))
    asked = [each.question.path for each in practice("latency", len(known), 1, file)]
    assert asked[0] == known[0]
    assert asked[-1] == known[1]
    assert sorted(asked) == sorted(known)
    due = calibration(file).due
    assert due == {known[0]: day.isoformat(), known[1]: (day + timedelta(days=1)).isoformat()}
    assert "Due to be asked again: 1 known number." in repr(calibration(file))


def test_the_session_of_the_document(guesses: Any, file: str) -> None:
    done = guesses("20 to 100 PB\n", "twitter.media_total", "--questions", "1", "--seed", "7", "--file", file)
    assert done.code == 0
    document = (ROOT / "docs" / "what-if.md").read_text(encoding="utf-8")
    for part in done.out.strip().split("\n\n"):
        assert part in document
    (kept,) = read_answers(file)
    assert (kept["question"], kept["held"]) == ("twitter.media_total", True)


def test_lines_are_guesses_an_empty_one_passes_and_what_is_none_is_asked_again(guesses: Any, file: str) -> None:
    lines = "3 s\n1 banana\n-3 PB\n5 PB\n\n2 to 4 EB\n"
    arguments = ("twitter.media_total", "--questions", "4", "--seed", "7", "--file", file)
    done = guesses(lines, *arguments)
    assert done.code == 0
    assert "the answer is B, and this is s" in done.err
    assert "the answer is B, and this is banana" in done.err
    assert "the answer is more than 0" in done.err
    assert [each["held"] for each in read_answers(file)] == [None, False]
    assert done.out.rstrip().endswith("2 answers, 0 of 1 ranges held. estimate practice --record has all so far.")
    assert guesses("", *arguments).code == 0
    assert len(read_answers(file)) == 2


def test_an_interruption_ends_it_as_the_end_does(run: Run, monkeypatch: pytest.MonkeyPatch, file: str) -> None:
    class Interrupted:
        """A terminal's user who guesses once and then has enough."""

        lines = iter(["5 PB\n"])

        def isatty(self) -> bool:
            return False

        def readline(self, _size: int) -> str:
            for line in self.lines:
                return line
            raise KeyboardInterrupt

    monkeypatch.setattr("sys.stdin", Interrupted())
    done = run("practice", "twitter.media_total", "--questions", "3", "--file", file)
    assert done.code == 0
    assert len(read_answers(file)) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"my own notes\n", "is no record of practice"),
        (b'{"format": "another"}\n', "is no record of practice"),
        (json.dumps(HEAD).encode() + b"\n{broken\n", "line 2 of"),
        (json.dumps(HEAD).encode() + b'\n{"question": 3}\n', "line 2 of"),
        (json.dumps(HEAD).encode() + b"\n\xff\xfe\n", "line 2 of"),
        (json.dumps(HEAD).encode() + b"\n" + b"[" * 100_000 + b"\n", "line 2 of"),
        (json.dumps({**OF_LATENCY, "question": "x", "on": "2026-11-28"}).encode() + b"\n", "is no record of practice"),
        (
            json.dumps(HEAD).encode() + b"\n" + json.dumps({**OF_LATENCY, "question": "x", "on": "soon"}).encode(),
            "line 2 of",
        ),
        (
            json.dumps(HEAD).encode()
            + b"\n"
            + json.dumps({**OF_LATENCY, "question": "x", "on": "2026-11-28", "low": -1}).encode(),
            "line 2 of",
        ),
    ],
)
def test_a_file_that_is_none_of_ours_stays_as_it_is(guesses: Any, tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "practice.jsonl"
    path.write_bytes(content)
    for arguments in (("twitter.media_total",), ("latency",), ("--record",)):
        done = guesses("5 PB\n", *arguments, "--file", str(path))
        assert done.code == 2
        assert said in done.err
        assert done.err.count("error:") == 1
    assert path.read_bytes() == content


def test_an_empty_file_is_begun_and_a_folder_is_none(guesses: Any, tmp_path: Path) -> None:
    path = tmp_path / "empty.jsonl"
    path.write_bytes(b"")
    assert guesses("5 PB\n", "twitter.media_total", "--questions", "1", "--file", str(path)).code == 0
    assert len(read_answers(str(path))) == 1
    done = guesses("5 PB\n", "twitter.media_total", "--file", str(tmp_path))
    assert (done.code, "cannot be read" in done.err) == (2, True)
    assert guesses("5 PB\n", "twitter.media_total", "--questions", "1", "--file", os.devnull).code == 0


def test_the_file_is_in_the_users_own_folder(guesses: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert guesses("5 PB\n", "twitter.media_total", "--questions", "1").code == 0
    assert (tmp_path / "state" / "estimate" / "practice.jsonl").is_file()
    assert "no answers yet" in guesses("", "--record", "--file", str(tmp_path / "other")).err


def test_calibration_says_how_many_ranges_held(file: str) -> None:
    (asked,) = practice("twitter.media_total", 1, 7, file).questions
    session = practice("twitter.media_total", 1, 7, file)
    for place in range(10):
        session.keep(asked.score("20 to 100 PB" if place < 6 else "1 to 5 PB"))
    found = calibration(file)
    text = repr(found)
    assert "Your 90% ranges held 6 of 10." in text
    assert "They are too narrow" in text
    told = found.to_dict()
    assert (told["ranges"], told["held"], len(told["answers"])) == (10, 6, 10)
    assert found._repr_html_()
    assert found.markdown()


def test_json_asks_nothing(guesses: Any, file: str) -> None:
    done = guesses("5 PB\n", "twitter", "--questions", "2", "--seed", "3", "--json", "--file", file)
    found = json.loads(done.out)
    assert found == practice("twitter", 2, 3, file).to_dict()
    assert set(found["questions"][0]) == {
        *("question", "sort", "text", "given", "value", "unit", "answer", "worked"),
    }
    assert not os.path.exists(file)


@pytest.mark.parametrize("topic", ["storage.retained", "url shortener", "hit ratio", "latency", "缓存", ""])
def test_topics(topic: str, file: str) -> None:
    found = practice(topic, 2, 1, file)
    assert found.questions
    assert repr(found)
    assert found._repr_html_()


def test_what_there_is_nothing_about_is_said(file: str) -> None:
    with pytest.raises(EstimateError, match="the library has nothing about qwertyuiop"):
        practice("qwertyuiop", 1, 1, file)
    with pytest.raises(EstimateError, match="at least one question"):
        practice("twitter", 0, 1, file)
