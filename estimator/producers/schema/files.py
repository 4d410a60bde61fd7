"""A schema's file as a text in pieces: a dump with its rows has more than one wants to hold."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from estimator.problems import EstimateError, command_line_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST_FILE = 2_000_000_000  # bytes
PIECE = 1 << 18  # characters
ARCHIVE = "PGDMP"  # how pg_dump's own format begins
SCHEMA_ONLY = "make it without its rows: pg_dump --schema-only"


def pieces_of(path: str) -> Iterator[str]:
    """The text of a file; what of it is no UTF-8 as `surrogateescape` has it. EstimateError if it is no SQL."""
    read = 0
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            raise _fault(path, f"{path} is no file", "name a file of SQL, as pg_dump --schema-only writes it")
        if os.path.isfile(path) and os.path.getsize(path) > LARGEST_FILE:
            raise _too_large(path)
        with open(path, encoding="utf-8-sig", errors="surrogateescape") as file:
            while piece := file.read(PIECE):
                if not read and piece.startswith(ARCHIVE):
                    remedy = f"make SQL of it: pg_restore --schema-only -f schema.sql {path}"
                    raise _fault(path, f"{path} is an archive of pg_dump, and no SQL", remedy)
                if "\0" in piece:
                    raise _fault(path, "the file is no text in UTF-8", "save it as UTF-8, or " + SCHEMA_ONLY)
                piece += file.readline(PIECE)
                read += len(piece)
                if read > LARGEST_FILE:  # a file may say that it is empty, and go on without end
                    raise _too_large(path)
                yield piece
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "its name is not valid").lower()
        raise _fault(path, f"cannot read {path}: {reason}", "") from None


def _too_large(path: str) -> EstimateError:
    return _fault(path, f"{path} is larger than {LARGEST_FILE // 1_000_000_000} GB", SCHEMA_ONLY)


def _fault(path: str, message: str, remedy: str) -> EstimateError:
    return EstimateError([command_line_problem(path, message, remedy)])
