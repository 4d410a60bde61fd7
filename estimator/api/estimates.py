"""An estimate in Python: a sheet with its numbers, to be asked, changed, tabulated, solved and drawn."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, cast, overload

from estimator.api import questions
from estimator.api.arguments import assumptions_given, notation
from estimator.api.extras import optional
from estimator.api.framed import Framed
from estimator.api.missing import told_as_error
from estimator.api.quantities import Quantities
from estimator.api.writing import Written
from estimator.languages.program import Program
from estimator.languages.reporting import ALL, reported, title_of, verdict_of
from estimator.languages.texts import sheet_text
from estimator.reckoning.estimate import estimate
from estimator.units.bridge import quantity as pint_quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd
    import sympy
    from matplotlib.figure import Figure
    from sympy import Eq

    from estimator.api.arguments import Value
    from estimator.api.comparing import Comparison
    from estimator.api.derivations import Derivation
    from estimator.api.solving import Solutions
    from estimator.languages.report import Report
    from estimator.model.modules import Module
    from estimator.reckoning.evaluate import Evaluation
    from estimator.units.quantity import Quantity


class Estimate:
    """A sheet with its numbers. A quantity is an attribute; calling it with other assumptions gives another estimate.

    >>> from estimator import load
    >>> twitter = load("twitter")
    >>> print(f"{twitter.daily_users:.0f}")
    150000000 user
    >>> twitter(daily_share="60%").text("daily_users")
    '180 M user'

    A quantity without a range is a `pint.Quantity` of a float; one with a range holds an array of samples. A text is a
    `str`, a yes or no a `bool`. A name that this class has itself is asked for as `estimate["plot"]`.

    It never changes: threads may share one, a copy is the estimate itself, and where a pickle of it is read nothing is
    reckoned again and no file is needed. Samples are not in a pickle, for they are drawn alike anywhere.
    """

    def __init__(
        self,
        module: Module,
        overrides: dict[str, str] | None = None,
        scenario: str = "",
        evaluation: Evaluation | None = None,
    ) -> None:
        self._module = module
        self._overrides = dict(overrides or {})
        self._scenario = scenario
        texts = [f"{name}={text}" for name, text in self._overrides.items()]
        self._evaluation = evaluation or estimate(module, texts, scenario)
        self._quantities = Quantities(self._evaluation)
        self._report: Report | None = None

    def __reduce__(self) -> tuple[type[Estimate], tuple[Module, dict[str, str], str, Evaluation]]:
        return type(self), (self._module, self._overrides, self._scenario, self._evaluation)

    def __copy__(self) -> Estimate:
        return self

    def __deepcopy__(self, memo: object) -> Estimate:
        return self

    def __call__(self, /, **overrides: Value) -> Estimate:
        """The same sheet with other assumptions: `twitter(monthly_users="1 bn user", peak_factor=3)`. EstimateError.

        For columns, a row at a time, there is `over`, and for what goes through values `sweep`.
        """
        given = assumptions_given(overrides)
        return Estimate(self._module, {**self._overrides, **given}, self._scenario)

    def scenario(self, title: str) -> Estimate:
        """The same sheet in one of its scenarios. EstimateError.

        >>> from estimator import load
        >>> load("twitter").scenario("world cup").text("peak_qps")
        '69.4 k QPS'
        """
        return Estimate(self._module, self._overrides, title)

    @property
    def scenarios(self) -> list[str]:
        """The titles of the sheet's scenarios."""
        return list(self._module.scenarios)

    @property
    def title(self) -> str:
        """The first line of the sheet's description, or its file's name; and the scenario that it is in."""
        return title_of(self._evaluation.model)

    @property
    def evaluation(self) -> Evaluation:
        """What the engine made of the sheet: steps and values in base units."""
        return self._evaluation

    @property
    def holds(self) -> bool:
        """Whether every check of the sheet holds."""
        return self._evaluation.all_hold

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._evaluation.model.quantities]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Estimate) and self._contents == other._contents

    def __hash__(self) -> int:
        return hash((self._module.source, self._scenario))

    @property
    def _contents(self) -> tuple[object, ...]:
        """What makes one estimate equal another: the text, the scenario, and what all of it comes to."""
        found, quantities = self._evaluation, self._evaluation.model.quantities
        texts = {name: each.fixed if each.step is None else each.step for name, each in quantities.items()}
        return self._module.source, self._scenario, list(found.values), found.spreads, texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._evaluation.model.quantities)

    def __len__(self) -> int:
        return len(self._evaluation.model.quantities)

    def __contains__(self, name: object) -> bool:
        return name in self._evaluation.model.quantities

    def __getattr__(self, name: str) -> Quantity:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return cast("Quantity", self[name])  # as nearly all of them are; `estimate[name]` says what else there is
        except KeyError as missing:
            raise told_as_error(AttributeError(missing.args[0])) from None

    def __getitem__(self, name: str) -> Quantity | str | bool:
        """The value of a quantity; samples where it has a range. KeyError."""
        return self._quantities.value(name)

    def central(self, name: str) -> Quantity:
        """The central value of a number: that of the best guesses, whatever its range. KeyError."""
        return self._quantities.central(name)

    def interval(self, name: str) -> tuple[Quantity, Quantity]:
        """P5 and P95 of a number; both the value itself where it has no range. KeyError.

        >>> from estimator import load
        >>> [round(end.magnitude, 1) for end in load("twitter").interval("media_total")]
        [27.4, 109.5]
        """
        return self._quantities.interval(name)

    def text(self, name: str) -> str:
        """A quantity as the terminal shows it: `6.94 k QPS`. KeyError."""
        return self._quantities.text(name)

    @property
    def report(self) -> Report:
        """What every reader is told of the estimate, as records: rows, workings, verdicts, scenarios, remarks.

        >>> from estimator import load
        >>> [(row.name, str(row.shown)) for row in load("twitter").report.answers][:2]
        [('peak_qps', '6.94 k QPS'), ('media_total', '54.8 PB')]
        """
        if self._report is None:
            self._report = reported(self._evaluation, self._quantities.values, (ALL,))
        return self._report

    def checks(self) -> dict[str, bool]:
        """Each check of the sheet, and whether it holds."""
        values = self._quantities.values
        return {verdict_of(each, values).written: each.holds for each in self._evaluation.checks}

    def to_dict(self) -> dict[str, Any]:
        """The estimate as the one JSON object that `estimate --json` prints."""
        from estimator.writers.json import to_object

        return to_object(self._evaluation)

    def to_frame(self) -> pd.DataFrame:
        """The quantities as a pandas table, a row each: as texts, then unrounded. EstimateError without pandas."""
        pandas = optional("pandas", "frames", "a table")
        columns = ["text", "range", "note", "value", "unit", "low", "high", "assumption", "expression"]
        ranges = {row.name: row.range for row in self.report.rows}
        rows = [{**row, "range": ranges.get(row["name"], "")} for row in self.to_dict()["quantities"]]
        frame = pandas.DataFrame(rows, columns=["name", *columns]).set_index("name")
        frame.attrs["title"] = self.title
        result: pd.DataFrame = frame
        return result

    def compare(self, *others: str | Mapping[str, Value] | Estimate) -> Comparison:
        """The run beside others, with ranges: scenarios by title, other assumptions, other estimates. EstimateError.

        `compare("world cup", "peak_factor=3, retention=10 year", {"peak_factor": 5}, load("chat"))`; without any, all
        scenarios of the sheet.

        >>> from estimator import load
        >>> load("twitter").compare("peak_factor=3").to_dict()["answers"][0]["values"][1]["difference"]
        '+50%'
        """
        from estimator.api.comparing import compared

        runs = [each.evaluation if isinstance(each, Estimate) else each for each in others]
        return compared(self._evaluation, self._overrides, runs)

    def compare_scenarios(self) -> pd.DataFrame:
        """The answers and the checks as they are and in each scenario, as a pandas table of texts.

        A row each, and a column a scenario; at the central values. EstimateError without pandas.
        """
        pandas = optional("pandas", "frames", "a table")
        rows = [[str(row.shown) for row in self.report.answers] + [each.says for each in self.report.verdicts]]
        for outcome in self.report.scenarios:
            said = [str(row.shown) for row in outcome.answers] + [each.says for each in outcome.verdicts]
            rows.append(said or ["no value"] * len(rows[0]))
        names = [row.name for row in self.report.answers] + [each.written for each in self.report.verdicts]
        columns = ["as it is", *[outcome.title for outcome in self.report.scenarios]]
        frame: pd.DataFrame = pandas.DataFrame(rows, index=columns, columns=names).T
        frame.attrs["title"] = self.title
        return frame

    def sympy(self, name: str) -> sympy.Expr:
        """A quantity as an expression of the assumptions, in base units (bytes count 8 bits each). EstimateError.

        >>> from estimator import load
        >>> load("twitter").sympy("write_qps")
        daily_share*monthly_users*tweets_per_user
        """
        optional("sympy", "symbolic", "an expression")
        from estimator.reckoning.symbolic import expression

        return expression(self._evaluation, name)

    def equations(self) -> list[Eq]:
        """How the sheet is worked out: each step as `name = expression` over those before it, in base units.

        >>> from estimator import load
        >>> load("twitter").equations()[-2]
        Eq(media_total, media_per_day*retention)
        """
        optional("sympy", "symbolic", "an equation")
        from estimator.reckoning.symbolic import equations

        return equations(self._evaluation)

    def latex(self, name: str = "") -> str:
        """How a quantity is worked out, or each one, in LaTeX: the formula, the numbers put in, the value. KeyError."""
        from estimator.languages.latex import derivation, derivations

        if not name:
            return derivations(self._evaluation)
        return derivation(self._quantities.find(name), self._quantities.values)

    def derivation(self) -> Derivation:
        """All worked quantities; a notebook sets them as mathematics."""
        from estimator.api.derivations import Derivation

        return Derivation(self._evaluation)

    @overload
    def solve(self, target: str, for_: str, at: float | str | None = None) -> Quantity: ...

    @overload
    def solve(self, target: str, for_: None = None, at: float | str | None = None) -> Solutions: ...

    def solve(self, target: str, for_: str | None = None, at: float | str | None = None) -> Quantity | Solutions:
        """What an assumption must be for a quantity to have a value, the other assumptions being as they are.

        >>> from estimator import load
        >>> load("twitter").solve("media_total = 100 PB", for_="retention")
        9.13 year

        Of a comparison it is the last value that holds, with `at` in a share of the cases; without `for_` it is what
        `solutions` gives. EstimateError where no value does.
        """
        found = self.solutions(target, for_, at)
        if for_ is None:
            return found
        from estimator.api.solving import the_value

        unknown = self._quantities.number(for_)
        return pint_quantity(the_value(found), unknown.kind, self._quantities.values.unit(unknown))

    def solutions(self, target: str, for_: str | None = None, at: float | str | None = None) -> Solutions:
        """What each assumption alone must be for a target to hold, or the one that is named, with ranges and formula.

        >>> from estimator import load
        >>> print(load("twitter").solutions("media_total < 100 PB", for_="monthly_users").solutions[0].value)
        547945205.0

        EstimateError for a target that is none, and where the named assumption cannot do it.
        """
        from estimator.api.solving import solutions

        texts = [f"{name}={text}" for name, text in self._overrides.items()]
        return solutions(self._module, texts, self._scenario, target, for_, "" if at is None else notation(at, "at"))

    # What is asked behind the numbers.
    why = questions.why
    sweep = questions.sweep
    over = questions.over
    mental = questions.mental
    say = questions.say
    ledger = questions.ledger
    timeline = questions.timeline
    when = questions.when
    fleet = questions.fleet

    def plot(self, name: str = "") -> Figure:
        """A picture: the spread of a quantity or of the answers, or what moves the last answer. EstimateError."""
        optional("matplotlib", "plots", "a picture")
        from estimator.api.plots import figure

        if name:
            self._quantities.number(name)
        return figure(self._quantities, name)

    def export(self, path: str | os.PathLike[str], *, force: bool = False) -> Written:
        """Write the estimate to a file; the suffix says what: .csv .html .ipynb .json .md .tex .xlsx. EstimateError."""
        from estimator.writers.export import export

        file = os.fspath(path)
        return Written(file, export(self._evaluation, file, over=force))

    def rendered(self, suffix: str) -> str | bytes:
        """What `export` would write to a file of a suffix: a text, or the bytes of a workbook. EstimateError.

        >>> from estimator import load
        >>> load("twitter").rendered(".md").splitlines()[0]
        '# Twitter: write QPS, peak and media storage'
        """
        from estimator.writers.export import rendered

        return rendered(self._evaluation, suffix)

    def page(self) -> Framed:
        """The estimate with fields and sliders for a notebook that is handed over: it needs no kernel, and no extra.

        It is the page of `export`, in a frame: alive in a saved and reopened notebook, and in what nbconvert and
        nbviewer make of one. Where frames are taken away, as by a code host's preview and in a notebook that is not
        trusted, the estimate stands still in its place. Python does not see what is moved in it: that is `widget`.
        """
        return Framed(self._evaluation)

    def widget(self) -> Any:
        """The estimate with fields and sliders for a notebook at work. EstimateError without anywidget.

        It is in step with Python: `widget.estimate` is the estimate with the assumptions as they are moved, and
        `widget.inputs` moves them. It lives as long as the kernel; a saved notebook shows what `page` shows instead.
        """
        optional("anywidget", "notebook", "a live widget")
        from estimator.api.widget import EstimateWidget

        return EstimateWidget(self._evaluation, self)

    def program(self) -> Program:
        """The steps and inputs of the estimate, for those who make something else of it."""
        return Program(self._evaluation)

    def __repr__(self) -> str:
        return sheet_text(self._evaluation)

    def _repr_html_(self) -> str:
        from estimator.writers.page.cell import cell_html

        return cell_html(self._evaluation)

    def _repr_markdown_(self) -> str:
        from estimator.writers.md import tables

        return tables(self.report)
