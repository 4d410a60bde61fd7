"""What is asked of an estimate behind its numbers; each is a method of `Estimate`, of the same name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Unpack

    import pandas as pd
    from numpy.typing import NDArray

    from estimator.api.arguments import Column as ArrayColumn
    from estimator.api.arguments import Value
    from estimator.api.estimates_over import Estimates
    from estimator.api.fleet import Fleet, FleetOptions
    from estimator.api.ledger import Ledger
    from estimator.api.mental import Mental
    from estimator.api.saying import Said
    from estimator.api.sweeping import Sweep
    from estimator.api.timeline import Timeline, When
    from estimator.api.why import Why
    from estimator.model.modules import Module
    from estimator.reckoning.evaluate import Evaluation

    One = TypeVar("One", bound="Asked")

    class Asked(Protocol):
        """What a question needs of an estimate."""

        _module: Module
        _overrides: dict[str, str]
        _scenario: str
        _evaluation: Evaluation


def why(self: Asked, name: str = "") -> Why:
    """What moves an answer, and whose range makes up its range: the last answer, or one that is named.

    >>> from estimator import load
    >>> load("twitter").why("media_total").headline
    'tweets_per_user drives all of the spread: measure it.'

    EstimateError where it is no number that is worked out.
    """
    from estimator.api.why import why

    return why(self._evaluation, name)


def sweep(
    self: Asked,
    given: Mapping[str, Value | Sequence[Value] | NDArray[Any]] | None = None,
    /,
    *,
    of: str | Sequence[str] = (),
    executor: Any = None,
    draws: float | None = None,
    **values: Value | Sequence[Value] | NDArray[Any],
) -> Sweep:
    """The estimate at many values of an assumption or two: texts like `100 M..1 bn`, lists, arrays.

    `given` has them by names that are none of Python's, as `services.cart.rate`.

    >>> from estimator import load
    >>> load("twitter").sweep(monthly_users="100 M..1 bn user", of="media_total").turns
    ('media_total < 100 PB fails from 548 M user on.',)

    `of` names the quantities that are wanted, else it is the answers; `executor` is any one of the kind of
    `concurrent.futures`; `draws` are those of each point, else it has what the sheet has. EstimateError.
    """
    from estimator.api.sweeping import sweep

    options: Any = {"of": of, "executor": executor, "draws": draws}
    swept = {**(given or {}), **values}
    return sweep(self._module, self._overrides, self._scenario, self._evaluation, swept, **options)


def over(
    self: One, given: pd.DataFrame | None = None, /, **columns: Value | Sequence[Value] | ArrayColumn
) -> Estimates[One]:
    """An estimate for each row of columns, arrays or a table of pandas, each row as if it were given alone.

    >>> from estimator import load
    >>> load("twitter").over(monthly_users=[300e6, 1e9], daily_share=[0.5, 0.6]).central("peak_qps")
    [6.94 k, 27.8 k] QPS

    Plain numbers are in the unit that the assumption is written in; what is one value holds for all rows. Heads of a
    table are names of the sheet, with a unit where it is another one: `monthly_users: M user`. EstimateError.
    """
    from estimator.api.estimates_over import given_rows, over
    from estimator.languages.comparison import sheet_name

    model = self._evaluation.model
    rows = given_rows(sheet_name(self._module), model.quantities, given, columns)
    make: Any = type(self)
    return over(lambda texts: make(self._module, {**self._overrides, **texts}, self._scenario), rows)


def mental(self: Asked, *names: str) -> Mental:
    """The answers, or what is named, as one does them in one's head: powers of ten, and what each rounding adds.

    >>> from estimator import load
    >>> [round(each.off, 3) for each in load("twitter").mental().answers]
    [-0.136, 0.005]

    EstimateError where nothing is worked out.
    """
    from estimator.api.mental import Mental

    return Mental(self._evaluation, names)


def say(self: Asked, language: str = "", *names: str) -> Said:
    """What to say of it out loud, in order, in English (en) or Chinese (zh), checked against known numbers.

    >>> from estimator import load
    >>> load("twitter").say("en").parts[3].sentences[0].partition(" (")[0]
    'Peak qps is about 6 thousand requests a second'

    EstimateError where nothing is worked out, and for another language.
    """
    from estimator.api.saying import Said

    return Said(self._evaluation, language, names)


def ledger(self: Asked, of: str = "", *, today: str = "", valid_for: str = "") -> Ledger:
    """The assumptions with source, date, confidence, owner and share of the spread of an answer, or of a number.

    >>> from estimator import load
    >>> load("twitter").ledger(today="2026-11-28").unsourced
    ()

    EstimateError where it is no number, and for a day or a time that is none.
    """
    from estimator.api.ledger import ledger

    return ledger(self._evaluation, of, today, valid_for)


def timeline(
    self: Asked,
    for_: str = "3 years",
    of: str | Sequence[str] = (),
    every: str = "month",
    *,
    growing: Mapping[str, str] | None = None,
    from_: str = "",
) -> Timeline:
    """The answers, or those that are named, month by month, where something grows. EstimateError.

    >>> from estimator import load
    >>> yearly = load("twitter").timeline(every="year", growing={"monthly_users": "40%/year"}, from_="2026-11")
    >>> [point.month for point in yearly.rows[0].points]
    ['2026-11', '2027-11', '2028-11', '2029-11']
    """
    from estimator.api.timeline import timeline

    return timeline(self._evaluation, for_, of, every, growing, from_)


def when(
    self: Asked,
    for_: str = "5 years",
    checks: Sequence[str] = (),
    *,
    growing: Mapping[str, str] | None = None,
    from_: str = "",
) -> When:
    """When the checks of the sheet, and others that are given, first fail, where something grows. EstimateError.

    >>> from estimator import load
    >>> print(load("twitter").when(growing={"monthly_users": "40%/year"}, from_="2026-11").failures[0].decided)
    22
    """
    from estimator.api.timeline import when

    return when(self._evaluation, for_, checks, growing, from_)


def fleet(self: Asked, table: str = "", **options: Unpack[FleetOptions]) -> Fleet:
    """Which machines of a table, or of a list in `shapes`, carry what the sheet asks for, and how many.

    The options are those of `estimate fleet`; EstimateError.
    """
    from estimator.api.fleet import fleet

    texts = [f"{name}={text}" for name, text in self._overrides.items()]
    return fleet(self._module, texts, self._scenario, table, options)
