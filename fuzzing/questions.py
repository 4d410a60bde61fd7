"""What is asked of an estimate beyond its numbers, told in every form: what moves it, what it must be, what changed."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from estimator.api.diffing import diff
from estimator.languages.spans import plain
from estimator.problems import EstimateError
from fuzzing.laws import announced, finite_json, inert, reported, require
from fuzzing.vocabulary import NAMES

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from estimator.api.estimates import Estimate
    from estimator.api.told import Told
    from fuzzing.watch import Watch

WIDTHS = (40, 80, 140)
_VALUES = ("1", "0", "100 GB", "5 QPS", "3 user", "1e9", "-2", "1 / 0", "yes", '"a"')
_RELATIONS = ("=", "<", "<=", ">", ">=")
_LEVELS = ("", "", "", " at 95%", " at 5%", " at 50%")
_CHANGES = ("3", "1 to 4", "0", "2 * 5", "10 GB", "yes")

QUESTIONS = (
    *("solve", "why", "compare", "diff", "lint", "fill", "sweep", "timeline", "when", "ledger", "fleet", "practice"),
)
_SWEPT = (
    "1..4",
    "100 M..1 bn",
    "1, 2, 5 M",
    "a, b",
    "yes, no",
    "1..64 log in 7 values",
    "0..0",
    "5..1",
    "1 to 2, 3 to 4",
)
_RATES = ("40%/year", "-200%/year", "20 to 60%/year", "5 user/month", "0%/year", "1e9/s", "每年增长40%", "x")
_TIMES = ("3 years", "18 month", "0 s", "1e6 year", "-1 year", "soon", "25 month")


def asked(found: Estimate, rng: random.Random, watch: Watch) -> None:
    """One question, of one quantity of an estimate."""
    names = list(found)
    if not names:
        return
    name = rng.choice(names)
    match rng.choice(("why", "solutions", "compare", "diff")):
        case "why":
            with _asking("why", watch):
                told(found.why(rng.choice(("", name))), rng, watch)
        case "solutions":
            with _asking("solutions", watch):
                told(found.solutions(target(name, rng), rng.choice((None, rng.choice(names)))), rng, watch)
        case "compare":
            with _asking("compare", watch):
                told(found.compare(*found.scenarios[:2], {name: rng.choice(_CHANGES)}), rng, watch)
        case _:
            with _asking("diff", watch):
                told(diff(found, found(**{name: rng.choice(_CHANGES)})), rng, watch)


def target(name: str, rng: random.Random) -> str:
    """What a quantity is wanted to be."""
    return f"{name} {rng.choice(_RELATIONS)} {rng.choice(_VALUES)}{rng.choice(_LEVELS)}"


def told(answer: Told, rng: random.Random, watch: Watch) -> None:
    """An answer can be shown wherever it is asked, and acts on nothing."""
    said = answer.to_dict()
    finite_json(said)
    require(said, "an answer says something")
    width = rng.choice(WIDTHS)
    lines = [plain(line) for line in answer.lines(width)]
    for line in lines:
        inert(line)
    watch.announced = watch.announced or announced("\n".join(lines))
    inert(answer.markdown())
    inert(answer.csv().replace("\r", ""))
    html = answer._repr_html_()
    require("<script" not in html, "an answer in a notebook runs nothing", html)


@contextlib.contextmanager
def _asking(operation: str, watch: Watch) -> Iterator[None]:
    try:
        with watch.operation(operation):
            yield
    except EstimateError as error:
        watch.announced = watch.announced or announced(reported(error))


def question(sheet: str, document: str, other: str, overrides: list[str], rng: random.Random) -> list[str]:
    """A command that asks something of a sheet, of a document, or of a sheet and another one."""
    quantity = rng.choice((*NAMES, *[each.partition("=")[0] for each in overrides]))
    form = rng.choice(((), (), ("--json",), ("--markdown",), ("--csv",)))
    shown = form if form not in (("--markdown",), ("--csv",)) else ()
    growing = rng.choice(((), ("--growing", f"{quantity}={rng.choice(_RATES)}"), ("--from", "2026-11")))
    match rng.choice(QUESTIONS):
        case "solve":
            sought = rng.choice(((), (), ("--for", rng.choice(NAMES)), ("--at", "95%"), ("--scenario", "a note")))
            return ["solve", sheet, target(quantity, rng), *overrides, *sought, *shown]
        case "why":
            return ["why", sheet, *rng.choice(((), (quantity,))), *overrides, *shown]
        case "compare":
            others = rng.choice((("a note",), (other,), (), ("scenario=1",)))
            return ["compare", sheet, *others, *overrides, *form]
        case "diff":
            old = rng.choice((other, other, sheet, "HEAD", "HEAD:plan.est", "--output=x"))
            return ["diff", old, sheet, *overrides, *form]
        case "lint":
            return ["lint", rng.choice((sheet, document)), *rng.choice(((), ("--prose",), ("--allow", "x"))), *shown]
        case "sweep":
            second = rng.choice(((), (), (f"{rng.choice(NAMES)}={rng.choice(_SWEPT)}",)))
            options = rng.choice(((), (), ("--of", rng.choice(NAMES)), ("--draws", "1e4"), ("--scenario", "a note")))
            return ["sweep", sheet, f"{quantity}={rng.choice(_SWEPT)}", *second, *overrides, *options, *form]
        case "timeline":
            span = rng.choice(((), ("--for", rng.choice(_TIMES)), ("--every", rng.choice(("year", "quarter", "week")))))
            return ["timeline", sheet, *overrides, *growing, *span, *form]
        case "when":
            return ["when", sheet, *overrides, *growing, *rng.choice(((), ("--for", rng.choice(_TIMES)))), *form]
        case "ledger":
            day = rng.choice(((), ("--today", "2027-03-31"), ("--today", "x"), ("--valid-for", "18 month")))
            return ["ledger", sheet, *overrides, *day, *form]
        case "fleet":
            room = rng.choice(((), ("--utilisation", "60%"), ("--spare", "1"), ("--zones", "3"), ("--penalty", "4")))
            return ["fleet", sheet, *overrides, "--need", f"{quantity}={rng.choice(NAMES)}", *room, *form]
        case "practice":
            topic = rng.choice(((), (rng.choice(NAMES),), ("latency",)))
            return ["practice", *topic, "--questions", "1", "--seed", str(rng.randrange(1000)), "--file", "p.jsonl"]
        case _:
            return ["fill", document, *rng.choice(((), ("--check",))), *shown]
