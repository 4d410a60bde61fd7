"""A formula of the library as a Python function: `estimator.formulas`."""

from __future__ import annotations

import inspect
import json
import math
import re
from typing import TYPE_CHECKING, Any

import numpy as np

import estimator
from fuzzing.laws import require
from fuzzing.readings import faults_said
from fuzzing.shipped import argument
from fuzzing.vocabulary import TEXTS

if TYPE_CHECKING:
    import random

    from fuzzing.shipped import Shipped
    from fuzzing.watch import Watch

SHARE = 2.5
_SETTING = re.compile(r"([^\W\d]\w*) = (.*)", re.DOTALL)
_VALUES = ("1.5", "0", "-1", "1e308", "1e400", "null", "true", "[1, 2, 3]", "[]", '"x"', '""', "NaN", "[[1]]", "{}")


def made(rng: random.Random, shipped: Shipped) -> tuple[str, ...]:
    """A formula's path, and its arguments as JSON: a list is an array, an object is left as it is.

    A setting is given by its name: `server = "valkey"`.
    """
    callee = rng.choice(shipped.callees)
    given = []
    for parameter in callee.parameters:
        if parameter.default is not None and rng.random() < 0.6:
            if parameter.setting:
                continue
            break
        name = f"{parameter.name} = " if parameter.setting else ""
        sort = rng.random()
        if sort < 0.75:
            given.append(name + json.dumps(argument(parameter, rng, 0.2)))
        else:
            wild = (*_VALUES, json.dumps(rng.choice(TEXTS)), str(10**400), str(rng.lognormvariate(0, 5)))
            given.append(name + rng.choice(wild))
    return (callee.path, *given)


def tried(parts: tuple[str, ...], _rng: random.Random, watch: Watch) -> None:
    """Called; the answer is a quantity of finite numbers, a text, or a yes or no."""
    formula: Any = estimator.formulas
    try:
        for name in parts[0].split("."):
            formula = getattr(formula, name)
        arguments = [_value(part) for part in parts[1:] if not _SETTING.match(part)]
        settings = {match[1]: _value(match[2]) for part in parts[1:] if (match := _SETTING.match(part))}
        inspect.signature(formula).bind(*arguments, **settings)
    except (AttributeError, TypeError, ValueError):
        return  # no formula, or not so many arguments: Python's own errors, and the caller's fault
    with faults_said(watch), watch.operation("call"):
        found = formula(*arguments, **settings)
        magnitude = getattr(found, "magnitude", found)
        if isinstance(magnitude, (float, np.ndarray)):
            require(np.all(np.isfinite(magnitude)), "a formula gives finite numbers", found)
        assert repr(found) is not None


def _value(text: str) -> Any:
    try:
        found = json.loads(text)
    except ValueError:
        return text
    if isinstance(found, list):
        return np.array(found)
    if isinstance(found, int) and not isinstance(found, bool) and abs(found) < 1 << 53:
        return float(found)
    return math.nan if found != found else found  # noqa: PLR0124  NaN is what differs from itself
