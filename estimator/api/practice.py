"""`practice`: questions made from the library, scored guesses and calibration; the twin of `estimate practice`."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from estimator.api.practice_file import keep_answer, practice_path, read_answers, ready
from estimator.api.told import Told
from estimator.languages.practising import calibration_exhibits, question_exhibit, score_lines, worked_exhibit
from estimator.languages.questions import ESTIMATE, FACT, FORMULA, Question, paths_of, question
from estimator.languages.values import Values
from estimator.model.catalogue import FORMULAS, TABLES, TEMPLATES, findings, overview, sheet_called
from estimator.model.describe import BOOLEAN, describe
from estimator.model.modules import shipped_library
from estimator.problems import refused
from estimator.reckoning.estimate import ANSWER, answer
from estimator.reckoning.scores import Memory, Score, grade, remembered, score

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from estimator.languages.exhibit import Exhibit

QUESTIONS = 5
AT_ONCE = QUESTIONS  # of more than so many questions each is made when its turn comes
LARGEST_SEED = 10**6
REPEATED = "latency"  # the sheet whose numbers are asked again in growing intervals
_SORT_OF = {TEMPLATES: ESTIMATE, FORMULAS: FORMULA, TABLES: FACT}


class Asked(Told):
    """A question: its `text`, what is `given`, and once it is tried the `value` and the `worked` answer."""

    def __init__(self, made: Question, title: str) -> None:
        self.question = made
        self._title = title

    @property
    def text(self) -> str:
        """What is asked."""
        return self.question.text

    @property
    def given(self) -> dict[str, str]:
        """The names and values that one may use."""
        return dict(self.question.given)

    @property
    def value(self) -> str:
        """The answer, as it is shown."""
        return str(Values(self.question.evaluation).value(self.question.value, self.question.quantity))

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """The question, without its answer."""
        return (question_exhibit(self.question, self._title),)

    @property
    def worked(self) -> Exhibit:
        """How the answer is worked out."""
        return worked_exhibit(self.question)

    def score(self, guess: str) -> Scored:
        """A guess in the notation, `40 TB` or a 90% range, `10 to 50 TB`, scored. EstimateError for what is none."""
        return Scored(self, guess)

    def to_dict(self) -> dict[str, Any]:
        """The question with its answer, as `estimate practice --json` prints it."""
        from estimator.writers.json import in_unit, unit_text

        made = self.question
        values = Values(made.evaluation)
        return {
            "question": made.path,
            "sort": made.sort,
            "text": made.text,
            "given": self.given,
            "value": in_unit(made.value, made.quantity, values),
            "unit": unit_text(made.quantity, values),
            "answer": self.value,
            "worked": list(self.worked.lead),
        }


class Scored(Told):
    """A guess and its `points`: how far off it is, and of a range whether it held and how it scores."""

    def __init__(self, asked: Asked, guess: str) -> None:
        self.asked = asked
        self.guess = guess
        self.low, self.high = _guessed(guess, asked.question)
        self.points: Score = score(asked.question.value, self.low, self.high)

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """How good it was, and the worked answer."""
        from estimator.languages.exhibit import Exhibit

        lines = score_lines(self.asked.question, self.points, self.low, self.high)
        return (Exhibit("", lines, (), ()), self.asked.worked)

    def to_dict(self) -> dict[str, Any]:
        """The answer as a line of the file has it: numbers in base units, of which bytes have 8."""
        made = self.asked.question
        return {
            "on": _today().isoformat(),
            "question": made.path,
            "sort": made.sort,
            "value": made.value,
            "low": self.low,
            "high": self.high,
            "log_error": self.points.log_error,
            "held": self.points.held,
            "log_score": self.points.log_score,
            "interval_score": self.points.interval_score,
        }


def _today() -> date:
    """The day, by the user's clock."""
    return datetime.now().astimezone().date()


def _guessed(text: str, made: Question) -> tuple[float, float]:
    """The ends of a guess in base units, which are one where it is no range. EstimateError."""
    evaluation = answer(text)
    quantity = evaluation.model.quantities[ANSWER]
    unit = str(made.quantity.kind.physical())  # no prefix, which would say how large it is
    example = f"10 {unit}".strip() + f", or as a range 5 to 20 {unit}".rstrip()
    if quantity.step is None or quantity.kind is BOOLEAN:
        raise refused(text, "a guess is a number", f"write it as {example}")
    if quantity.kind.physical().dimension != made.quantity.kind.physical().dimension:
        message = f"the answer is {unit or 'a plain number'}, and this is {describe(quantity.kind)}"
        raise refused(text, message, f"write it as {example}")
    spread = evaluation.spreads.get(quantity.step)
    value = float(evaluation.values[quantity.step])
    low, high = (spread.low, spread.high) if spread is not None else (value, value)
    if low <= 0:
        raise refused(text, "the answer is more than 0", f"write it as {example}")
    return float(f"{low:.12g}"), float(f"{high:.12g}")  # without the noise of a logarithm


class Practice(Told):
    """Some questions, one after another: `for asked in practice`. The same `seed` asks for the same fresh numbers."""

    def __init__(self, topic: str, questions: int, seed: int, file: str) -> None:
        self.topic = topic
        self.seed = seed
        self.file = file
        self._more = _made(topic, questions, random.Random(seed), file)  # noqa: S311  it makes exercises
        self._questions = list(islice(self._more, min(questions, AT_ONCE)))
        if not self._questions:
            raise refused(topic, f"there is nothing to ask about {topic}", "see what there is: estimate list")
        self._total = f" of {len(self._questions)}" if len(self._questions) < AT_ONCE or questions == AT_ONCE else ""

    @property
    def questions(self) -> tuple[Asked, ...]:
        """The questions."""
        return tuple(self)

    def __iter__(self) -> Iterator[Asked]:
        place = 0
        while place < len(self._questions) or self._has_one_more():
            yield Asked(self._questions[place], f"Question {place + 1}{self._total}")
            place += 1

    def __len__(self) -> int:
        while self._has_one_more():
            pass
        return len(self._questions)

    def _has_one_more(self) -> bool:
        """Whether another question could be made."""
        known = len(self._questions)
        self._questions += islice(self._more, 1)
        return len(self._questions) > known

    def __getstate__(self) -> dict[str, Any]:
        len(self)  # those still to be made are made
        return {**vars(self), "_more": iter(())}

    def ready(self) -> None:
        """See that answers can be kept in the file. EstimateError."""
        ready(self.file)

    def keep(self, scored: Scored) -> None:
        """Put an answer into the file. EstimateError where that is another's, or cannot be written."""
        keep_answer(self.file, scored.to_dict())

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """All questions, without their answers."""
        return tuple([exhibit for each in self for exhibit in each.exhibits])

    def to_dict(self) -> dict[str, Any]:
        """What `estimate practice --json` prints: the questions with their answers."""
        return {"seed": self.seed, "questions": [each.to_dict() for each in self]}


class Calibration(Told):
    """How well one's answers so far were calibrated; `answers` are those in the file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.answers: list[dict[str, Any]] = read_answers(file)
        if not self.answers:
            raise refused(file, f"{file} has no answers yet", "practise first: estimate practice")

    @property
    def due(self) -> dict[str, str]:
        """The known numbers that are asked again, each with its day, the nearest first."""
        found = _memories(self.answers)
        return dict(sorted([(path, day.isoformat()) for path, (_, day) in found.items()], key=lambda each: each[1]))

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """How many ranges held, and the scores."""
        today = _today().isoformat()
        due = sum([day <= today for day in self.due.values()])
        return calibration_exhibits(self.answers, due, next(iter(self.due.values()), ""))

    def to_dict(self) -> dict[str, Any]:
        """What `estimate practice --record --json` prints."""
        ranges = [each for each in self.answers if each["held"] is not None]
        return {
            "answers": self.answers,
            "ranges": len(ranges),
            "held": sum([bool(each["held"]) for each in ranges]),
            "due": self.due,
        }


def practice(
    topic: str = "", questions: int = QUESTIONS, seed: int | None = None, file: str | os.PathLike[str] = ""
) -> Practice:
    """Questions to practise on, made from the library with fresh numbers.

    A topic is a sheet of it, something of a sheet, or words that `catalogue` finds. Known numbers of `latency` come
    again as they are due by what the file of earlier answers says, else a file in the user's folder for such things.

    >>> asked = practice("storage.retained", questions=1, seed=1).questions[0]
    >>> asked.given
    {'growth_rate': '500 MB/s', 'retention': '10 day'}
    >>> scored = asked.score("200 to 500 TB")
    >>> asked.value, scored.points.held
    ('432 TB', True)

    EstimateError where there is nothing to ask about.
    """
    chosen = random.randrange(LARGEST_SEED) if seed is None else seed  # noqa: S311
    if questions < 1:
        raise refused(str(questions), "at least one question is asked", "ask for one or more")
    return Practice(topic, questions, chosen, str(file) or practice_path())


def calibration(file: str | os.PathLike[str] = "") -> Calibration:
    """How well the answers in a file were calibrated, by default those in the user's own. EstimateError without any."""
    return Calibration(str(file) or practice_path())


def _made(topic: str, count: int, chance: random.Random, file: str) -> Iterator[Question]:
    """So many questions about a topic; fewer where it has no more."""
    chosen = _sources(topic)
    repeated = _repeated(file, chance) if any(each[:2] == (REPEATED, FACT) for each in chosen) else []
    seen: set[str] = set()
    found = misses = 0
    while found < count and misses < 50:
        sort = [ESTIMATE, FORMULA, FACT][found % 3]
        among = [each for each in chosen if each[1] == sort] or chosen
        sheet, sort, only = chance.choice(among)
        if sort == FACT and repeated and not only:
            made = question(repeated.pop(0), FACT, chance)
        else:
            paths = [only] if only else paths_of(sheet, sort)
            paths = [path for path in paths if path not in seen] or (paths if only or len(chosen) == 1 else [])
            made = question(chance.choice(paths), sort, chance) if paths else None
        if made is None or (sort == FACT and made.path in seen):
            misses += 1
            continue
        seen.add(made.path)
        found += 1
        yield made


def _sources(topic: str) -> list[tuple[str, str, str]]:
    """What a topic is about: sheets, each with a sort, and one thing of it where that is meant alone. EstimateError."""
    library = shipped_library()
    sorts = {name: _SORT_OF[kind] for name, _, kind in overview(library)}
    if not topic:
        facts = {REPEATED}  # of all known numbers those that are to be remembered
        return [(name, sort, "") for name, sort in sorts.items() if sort != FACT or name in facts]
    sheet = topic if topic in sorts else sheet_called(library, topic)
    if sheet in sorts:
        return [(sheet, sorts[sheet], "")]
    head, _, _ = topic.rpartition(".")
    if head in sorts:
        for sort in (sorts[head], FORMULA, FACT, ESTIMATE):
            if topic in paths_of(head, sort):
                return [(head, sort, topic)]
    found = [each.entry.name for each in findings(library, topic).found]
    names = dict.fromkeys([name if name in sorts else name.rpartition(".")[0] for name in found])
    return [(name, sorts[name], "") for name in list(names)[:3] if name in sorts] or _nothing(topic)


def _nothing(topic: str) -> list[tuple[str, str, str]]:
    raise refused(topic, f"the library has nothing about {topic}", "see what there is: estimate list")


def _memories(answers: list[dict[str, Any]]) -> dict[str, tuple[Memory, date]]:
    """How well each known number of the repeated sheet is remembered, and when it is due."""
    found: dict[str, tuple[Memory, date]] = {}
    for each in answers:
        path = each["question"]
        if each["sort"] == FACT and path.startswith(f"{REPEATED}."):
            before = found[path][0] if path in found else Memory()
            memory = remembered(before, grade(each["log_error"]))
            found[path] = memory, date.fromisoformat(each["on"]) + timedelta(days=memory.interval)
    return found


def _repeated(file: str, chance: random.Random) -> list[str]:
    """The known numbers in the order in which they are asked: what is due, then new ones, then what is due next."""
    memories = _memories(read_answers(file))
    known = paths_of(REPEATED, FACT)
    asked = sorted([path for path in known if path in memories], key=lambda path: memories[path][1])
    new = [path for path in known if path not in memories]
    chance.shuffle(new)
    due = [path for path in asked if memories[path][1] <= _today()]
    return [*due, *new, *asked[len(due) :]]
