"""All that is made of one evaluation: words, JSON, files, and the estimate in Python."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from estimator.api.estimates import Estimate
from estimator.languages.spans import plain
from estimator.languages.words import Words
from estimator.model.files import module_from_text
from estimator.notation.tree import MAGNITUDES
from estimator.problems import EstimateError
from estimator.reckoning.estimate import estimate
from estimator.reckoning.examples import example_results
from estimator.writers.export import SUFFIXES, rendered
from estimator.writers.json import to_object
from fuzzing.documents import CHECKS
from fuzzing.laws import Broken, announced, finite_json, formats, inert, reported, require, sheet_reads_back
from fuzzing.questions import asked

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from estimator.reckoning.evaluate import Evaluation
    from fuzzing.watch import Watch

# How often a file of a suffix is made: what is slow to write is written less often.
SHARES = {
    ".md": 0.12,
    ".html": 0.08,
    ".tex": 0.08,
    ".csv": 0.1,
    ".json": 0.05,
    ".xlsx": 0.012,
    ".ipynb": 0.02,
    ".docx": 0.01,
    ".typ": 0.01,
    ".pdf": 0.004,
    ".svg": 0.03,
}
EXAMPLES = 0.3
FORMATTED = 0.3
TWICE = 0.03
PYTHON = 0.03
ASKED = 0.03
_PICTURE = 0.02  # of those in Python: matplotlib is slow
# A reader's own lines among those that an earlier export made; half of what one made.
_REFUSED = ("would be lost", "end nowhere", "begin nowhere")
_NOTHING = "no quantities to export"


@contextlib.contextmanager
def faults_said(watch: Watch) -> Iterator[None]:
    """A fault of the user's text in a block ends it, and is said well."""
    try:
        yield
    except EstimateError as error:
        watch.announced = announced(reported(error))


def sheet(text: str, overrides: Sequence[str], name: str, rng: random.Random, watch: Watch) -> None:
    """A sheet or a document in every way: read, printed, reckoned, said, exported, asked in Python."""
    with faults_said(watch):
        with watch.operation("read"):
            module = module_from_text(text, name)
            sheet_reads_back(module.sheet, documented=name.endswith(".est"))
        if rng.random() < FORMATTED:
            with watch.operation("fmt"):
                formats(text, name, module.sheet)
        evaluation = _reckoned(text, overrides, name, watch)
        said = words(evaluation, rng, watch)
        exported(evaluation, said, rng, watch)
        if rng.random() < TWICE:
            again = to_object(_reckoned(text, overrides, name, watch))
            require(again == said, "the same input gives the same answer")
        if rng.random() < EXAMPLES:
            with watch.operation("examples"):
                example_results(estimate(module_from_text(text, name), examples=True))
        for title in list(module.scenarios)[:2]:
            with faults_said(watch), watch.operation("scenario"):
                words(estimate(module, overrides, title), rng, watch)
        if rng.random() < PYTHON:
            in_python(Estimate(module, dict(_split(each) for each in overrides)), rng, watch)
        if rng.random() < ASKED:
            asked(Estimate(module, dict(_split(each) for each in overrides)), rng, watch)


def _split(override: str) -> tuple[str, str]:
    name, _, value = override.partition("=")
    return name, value


def _reckoned(text: str, overrides: Sequence[str], name: str, watch: Watch) -> Evaluation:
    with watch.operation("run"):
        return estimate(module_from_text(text, name), overrides)


def words(evaluation: Evaluation, rng: random.Random, watch: Watch, *, bare: bool = False) -> dict[str, Any]:
    """An evaluation in words, of some width and some digits; what JSON says of it comes back."""
    with watch.operation("words"):
        opened = rng.choice(
            (frozenset(), frozenset(), frozenset(["*"]), frozenset(list(evaluation.model.quantities)[:1]))
        )
        width, digits = rng.choice((40, 80, 120)), rng.choice((1, 3, 3, 7, 15))
        made = Words(evaluation, width, digits, exact=rng.random() < 0.3, opened=opened)
        lines = [plain(line) for line in (made.answer() if bare else made.sheet())]
        for line in lines:
            inert(line)
        watch.announced = watch.announced or announced("\n".join(lines))
    with watch.operation("--json"):
        found = to_object(evaluation)
        finite_json(found)
    _measured(evaluation, found)
    return found


def _measured(evaluation: Evaluation, said: dict[str, Any]) -> None:
    """The unit that is said of a quantity measures what it is."""
    table = evaluation.model.module.table
    for row in said["quantities"]:
        kind = evaluation.model.quantities[row["name"]].kind
        if isinstance(row["value"], float):
            magnitude, _, unit = row["unit"].partition(" ")
            found = table.unit(unit if magnitude in MAGNITUDES else row["unit"]).kind
            require(found.dimension == kind.dimension, "a quantity is in a unit of its own", f"{row} {kind}")


def exported(evaluation: Evaluation, said: dict[str, Any], rng: random.Random, watch: Watch) -> None:
    """An evaluation in files, each suffix in its share of the cases."""
    for suffix in SUFFIXES:
        if rng.random() >= SHARES[suffix]:
            continue
        try:
            with watch.operation(f"export {suffix}"):
                content = rendered(evaluation, suffix)
        except EstimateError as error:
            message = error.problems[0].message
            if _NOTHING in message or any(each in message for each in _REFUSED) or _examples_are_wrong(evaluation):
                return
            raise Broken("what can be reckoned can be exported", f"{suffix}: {error.problems[0].message}") from None
        CHECKS[suffix](content, said)
        if rng.random() < TWICE and suffix != ".xlsx":  # whose archive says when it was made
            require(rendered(evaluation, suffix) == content, "the same input gives the same file", suffix)


def _examples_are_wrong(evaluation: Evaluation) -> bool:
    """Whether the sheet's examples are wrong, which a run leaves alone and a document with overrides does not."""
    try:
        estimate(evaluation.model.module, examples=True)
    except EstimateError:
        return True
    return False


def in_python(found: Estimate, rng: random.Random, watch: Watch) -> None:
    """An estimate as Python and a notebook ask it."""
    names = list(found)
    with watch.operation("python"):
        inert(repr(found).replace("\n", ""))
        assert found._repr_html_()
        found._repr_markdown_()
        found.to_frame()
        found.checks()
        dir(found)
    for name in rng.sample(names, min(2, len(names))):
        with watch.operation("python"):
            _asked(found, name)
        _solved(found, name, watch)
    if names and rng.random() < _PICTURE:
        with watch.operation("plot"), faults_said(watch), contextlib.suppress(KeyError):
            _closed(found.plot(rng.choice(("", rng.choice(names)))))
    if rng.random() < _PICTURE * 5:
        with watch.operation("widget"), faults_said(watch):
            found.widget().close()


def _asked(found: Estimate, name: str) -> None:
    inert(found.text(name))
    value = found[name]
    assert value is not None
    try:
        found.central(name)
    except KeyError as missing:
        require("is no number" in str(missing), "a quantity has a central value", missing)
        return
    low, high = found.interval(name)
    require(low.magnitude <= high.magnitude, "the ends of an interval are in order", f"{low} {high}")
    found.latex(name)
    with contextlib.suppress(EstimateError):
        assert repr(found(**{name: "3"}))


def _solved(found: Estimate, name: str, watch: Watch) -> None:
    with watch.operation("sympy"), contextlib.suppress(EstimateError, KeyError):
        found.sympy(name)
    with watch.operation("solve"), contextlib.suppress(EstimateError, KeyError):
        found.solve(f"{name} = 1", for_=next(iter(found)))


def _closed(figure: Any) -> None:
    import matplotlib.pyplot as plt

    plt.close(figure)
