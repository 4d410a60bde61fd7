"""What was found of a server, from the strata of its keys: groups, the sheet, its prediction, the interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from estimator.languages.sizes import bytes_text, plural
from estimator.model.files import module_from_text
from estimator.producers.redis.survey.apart import set_apart
from estimator.producers.redis.survey.beside import WORTH_A_WORD, Beside
from estimator.producers.redis.survey.by_usage import with_lengths_of_usage
from estimator.producers.redis.survey.groups import grouped
from estimator.producers.redis.survey.interval import END, MODEL, MOST, Precision, precision
from estimator.producers.redis.survey.memory_usage import said_by_usage
from estimator.producers.redis.survey.old_tables import with_old_tables
from estimator.producers.redis.survey.sheet import Head, named, sheet_text
from estimator.reckoning.estimate import estimate
from estimator.records import record, replace
from estimator.units.table import BYTE_BITS

if TYPE_CHECKING:
    from estimator.producers.redis.facts import Facts
    from estimator.producers.redis.survey.sheet import Fixed, Row
    from estimator.producers.redis.survey.strata import Strata

WORTH_A_WORD_BYTES = 2**18  # what is not explained and is less is not said: buffers, scripts, latencies of commands
WORTH_A_SEARCH = 0.05  # of used_memory, where the keys that were sampled cannot explain it,
WORTH_A_SEARCH_ANYWAY = 0.25  # and where they might


@record
class Survey:
    """What was found: the sheet, and the bytes that it says of each group and in all.

    `notes` are sentences for the user; `complete` says that neither time nor room ended the sampling early. `sampled`
    keys were looked at, and `read` of them read as well; of `searched` more the bytes alone were asked, for used_memory
    showed that large ones were not met. `interval` holds the memory in nine of ten surveys, by the keys that were
    looked at; where there may be more than used_memory has, `bounded`, it ends there; where used_memory is so far
    outside that there are other keys than such as were met, `refuted`, it is that of used_memory. By the sample alone
    it is `interval_by_sample`. `predicted` is what
    the keys stand for, and `not_met`: the bytes of used_memory beyond that, in large keys that were not met or memory
    that is not modelled, or negative, what those that were met stand for too much. It is 0 of a survey that read all,
    or not all databases. `used` is 0 where nobody says it.
    """

    facts: Facts
    rows: tuple[Row, ...]
    sheet: str
    sampled: int
    read: int
    bytes: dict[str, float]
    predicted: float
    interval: tuple[float, float]
    interval_by_sample: tuple[float, float]
    not_met: float
    used: int
    notes: tuple[str, ...]
    complete: bool
    refuted: bool
    bounded: bool
    searched: int

    @property
    def by_sample(self) -> float:
        """The bytes that the keys which were sampled stand for, with the server itself."""
        return self.predicted - self.not_met

    @property
    def worth_a_search(self) -> bool:
        """Whether used_memory shows large keys that were not met."""
        least = WORTH_A_SEARCH if self.refuted else WORTH_A_SEARCH_ANYWAY
        return self.not_met > least * self.used

    @property
    def keys(self) -> int:
        """How many keys the server has."""
        return sum(row.group.keys for row in self.rows)

    @property
    def whole(self) -> bool:
        """Whether every key was looked at."""
        return self.sampled + self.searched >= self.keys


@record
class Source:
    """What was surveyed: how it is called, when, what it says of itself, and of its memory besides the keys.

    A server says what each key takes (MEMORY USAGE), a dump does not.
    """

    title: str
    date: str
    facts: Facts
    fixed: Fixed
    complete: bool
    says_usage: bool = True


def survey_of(source: Source, strata: Strata, keys: dict[int, int], notes: tuple[str, ...]) -> Survey:
    """What a survey found of so many keys of each database."""
    fixed = source.fixed
    used, words = fixed.used, list(notes)
    elsewhere = sum(source.facts.keys.values()) > sum(keys.values())
    comparable = used and not elsewhere
    head = Head(source.title, source.date, strata.looked, Precision(0.0, 0.0), notes)
    rows, values = _predicted(head, source, strata, keys)
    whole = strata.looked >= sum(row.group.keys for row in rows)
    beside = _beside(strata, keys, values, rows, 0 if whole else used, comparable=not elsewhere)
    surplus = values["predicted"] - used
    if comparable and set_apart(strata, surplus, sum(values[row.name] for row in rows)):
        rows, values = _predicted(head, source, strata, keys)
        if beside.refuted:  # the sample cannot be all as it was drawn
            beside = _beside(strata, keys, values, rows, used, comparable=True)
    predicted, found = values["predicted"], beside.found
    keys_bytes = sum(values[row.name] for row in rows)
    for (database, kind), (count, size) in sorted(strata.undescribed(keys).items()):
        where = f" in database {database}" if database else ""
        share = f", {size / used:.1%} of used_memory by MEMORY USAGE" if used and size > count else ""
        are, some = plural(count, "is", "are"), f"{_about(count)} {plural(count, 'key')}{where}"
        words.append(f"{some} {are} of type {kind}, which is not in the prediction{share}")
    not_met = replace(beside, predicted=predicted).missing
    ends = beside.interval
    if (
        comparable
        and whole
        and used - predicted > max(WORTH_A_WORD * used, WORTH_A_WORD_BYTES, found.high * keys_bytes)
    ):
        words.append(f"{_beyond(used - predicted, used)} read: memory that is not modelled")
    elif beside.refuted:
        words.append(_other_keys(not_met, used))
        off = END * MODEL
        found = replace(found, low=off, high=off, refuted=True)
    else:
        # As shares of what the keys take by now.
        low, high = [(end - predicted) / keys_bytes for end in ends]
        found = replace(found, low=-low, high=high, bounded=beside.bounded)
    if strata.searched:
        more = f"{strata.searched} more {plural(strata.searched, 'key was', 'keys were')}"
        words.append(f"{more} asked for their bytes, to find large ones that were not met")
    head = replace(head, precision=found, notes=tuple(words), not_met=round(not_met))
    text = sheet_text(head, source.facts, rows, fixed)
    values = _values(text, rows) if not_met else values
    return Survey(
        facts=source.facts,
        rows=tuple(rows),
        sheet=text,
        sampled=strata.looked - strata.searched,
        read=strata.read,
        bytes=values,
        predicted=values["predicted"],
        interval=ends,
        interval_by_sample=beside.by_sample,
        not_met=not_met,
        used=used,
        notes=tuple(words),
        complete=source.complete,
        refuted=beside.refuted,
        bounded=beside.bounded,
        searched=strata.searched,
    )


def _beside(
    strata: Strata, keys: dict[int, int], values: dict[str, float], rows: list[Row], used: int, *, comparable: bool
) -> Beside:
    """What such rows are predicted to take, beside what the server uses."""
    of_keys = sum(values[row.name] for row in rows)
    return Beside(values["predicted"], of_keys, precision(strata, keys, used or MOST), used, comparable)


def _predicted(head: Head, source: Source, strata: Strata, keys: dict[int, int]) -> tuple[list[Row], dict[str, float]]:
    """The groups, and the bytes that a sheet says of them."""
    rows = named(grouped(list(strata.weighted(keys))))

    def valued(of: list[Row]) -> dict[str, float]:
        return _values(sheet_text(head, source.facts, of, source.fixed), of)

    values = valued(rows)
    if not source.says_usage:
        return rows, values
    said = said_by_usage(rows, source.facts)
    return with_lengths_of_usage(*with_old_tables(rows, values, said, valued), said, valued)


def _other_keys(not_met: float, used: int) -> str:
    """That there are other keys than such as were sampled."""
    if not_met > 0:
        said = "large keys that were not met (more --seconds), or what is not modelled"
        return f"{_beyond(not_met, used)} sampled: {said}"
    more = f"{bytes_text(-not_met)} more than used_memory ({-not_met / used:.1%})"
    return f"the keys that were sampled stand for {more}: large ones were met too often, or take less than is modelled"


def _beyond(size: float, used: int) -> str:
    return f"{bytes_text(size)} of used_memory ({size / used:.1%}) are not explained by the keys that were"


def _about(count: float) -> str:
    return f"{count:.0f}" if count >= 1 else "1"


def _values(text: str, rows: list[Row]) -> dict[str, float]:
    """The bytes that a sheet says of its groups, and in all."""
    evaluation = estimate(module_from_text(text, "survey.est"))
    values: dict[str, float] = {}
    for name in [*[row.name for row in rows], "predicted"]:
        step = evaluation.model.quantities[name].step
        assert step is not None
        values[name] = float(evaluation.values[step]) / BYTE_BITS
    return values
