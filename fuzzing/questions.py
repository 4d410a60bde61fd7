"""What is asked of an estimate beyond its numbers, told in every form: what moves it, what it must be, what changed."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from estimator.api.diffing import diff
from estimator.languages.spans import plain
from estimator.problems import EstimateError
from fuzzing.laws import announced, finite_json, inert, reported, require

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
    finite_json(answer.to_dict())
    width = rng.choice(WIDTHS)
    lines = [plain(line) for line in answer.lines(width)]
    for line in lines:
        inert(line)
    watch.announced = watch.announced or announced("\n".join(lines))
    require(answer.to_dict(), "an answer says something")
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
