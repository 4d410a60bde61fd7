"""A survey in a file, to be gone on with: what was counted and read, and how far SCAN is. No name of a key is in it."""

from __future__ import annotations

import json
import os
from typing import Any

from estimator.problems import EstimateError, command_line_problem
from estimator.producers.redis.survey.plans import Place
from estimator.producers.redis.survey.samples import Sample
from estimator.producers.redis.survey.strata import Cell, Strata, Stratum
from estimator.writers.files import write_whole

FORM = "estimate survey 4"
FIELDS = tuple(Sample.__annotations__)


def saved(path: str, run: str, strata: Strata, places: dict[int, Place]) -> None:
    """Write a survey to a file, whole or not at all. EstimateError where it cannot be written."""
    found = {
        "form": FORM,
        "run": run,
        "searched": strata.searched,
        "strata": [_of_stratum(each) for each in strata.found.values()],
        "places": [
            [database, place.run, place.cursor.decode("ascii"), place.whole, sorted(place.looked)]
            for database, place in places.items()
        ],
    }
    write_whole(path, json.dumps(found), over=True)


def opened(path: str, run: str) -> tuple[Strata, dict[int, Place]]:
    """The survey of a file, or an empty one where there is no file. EstimateError."""
    if not os.path.lexists(path):
        return Strata(), {}
    try:
        with open(path, encoding="utf-8") as file:
            found = json.load(file)
        if found["form"] == FORM and found["run"] != run:
            message = f"{path} is of another server, or of one that has started anew since"
            raise EstimateError([command_line_problem(path, message, "give a file that is not there yet")])
        strata = Strata()
        strata.searched = int(found.get("searched", 0))
        for each in found["strata"]:
            stratum = _stratum(each)
            strata.found[stratum.database, stratum.pattern] = stratum
        places = {
            int(database): Place(int(turn), str(cursor).encode("ascii"), whole=whole, looked=set(map(int, looked)))
            for database, turn, cursor, whole, looked in found["places"]
        }
    except OSError as problem:
        why = (problem.strerror or "it is no file").lower()
        raise EstimateError([command_line_problem(path, f"{path} cannot be read: {why}", "check the path")]) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        message = f"{path} holds no survey to go on with"
        raise EstimateError([command_line_problem(path, message, "give a file that --resume has written")]) from None
    return strata, places


def _of_stratum(stratum: Stratum) -> dict[str, Any]:
    return {
        "database": stratum.database,
        "pattern": stratum.pattern,
        "seen": stratum.seen,
        "looked": stratum.looked,
        "sums": stratum.sums,
        "largest": stratum.largest,
        "cells": [
            [kind, place, cell.looked, cell.bytes, cell.squares, cell.undescribed, list(map(_of_sample, cell.samples))]
            for (kind, place), cell in stratum.cells.items()
        ],
    }


def _of_sample(sample: Sample) -> list[Any]:
    return [getattr(sample, field) for field in FIELDS]


def _stratum(found: dict[str, Any]) -> Stratum:
    stratum = Stratum(int(found["database"]), str(found["pattern"]))
    stratum.seen, stratum.looked = int(found["seen"]), int(found["looked"])
    stratum.sums = [float(each) for each in found["sums"]]
    stratum.largest = [float(each) for each in found["largest"]]
    for kind, place, looked, size, squares, undescribed, samples in found["cells"]:
        cell = stratum.cells.setdefault((str(kind), int(place)), Cell())
        cell.looked, cell.bytes, cell.squares = int(looked), float(size), float(squares)
        cell.undescribed = {str(name): int(count) for name, count in undescribed.items()}
        cell.samples = [_sample(each) for each in samples]
    return stratum


def _sample(values: list[Any]) -> Sample:
    given: dict[str, Any] = {
        field: tuple(value) if isinstance(value, list) else value for field, value in zip(FIELDS, values, strict=True)
    }
    return Sample(**given)
