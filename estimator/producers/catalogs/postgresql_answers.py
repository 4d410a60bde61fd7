"""What PostgreSQL's catalogs answered, by table or index: the rows of each question by the oid that they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from estimator.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from estimator.producers.catalogs.asking import Rows

    ByOid = Mapping[int, Rows]


@record
class Answers:
    """The rows of COLUMNS, INDEXES, STATISTICS, TOGETHER, PARTS, LISTS and SAMPLES, without the oid that leads them."""

    columns: ByOid
    indexes: ByOid = {}  # noqa: RUF012  never written to
    statistics: ByOid = {}  # noqa: RUF012
    together: ByOid = {}  # noqa: RUF012
    parts: ByOid = {}  # noqa: RUF012
    lists: ByOid = {}  # noqa: RUF012
    samples: ByOid = {}  # noqa: RUF012


@record
class Part:
    """A column of an index: of the table, by its number there, or an expression that is written so."""

    place: int  # in the index, from 1 on
    name: str  # in the index
    column: int  # 0 of an expression
    operators: str
    size: int  # bytes in the index, -1 where they vary
    written: str
    shares: bool = True  # an entry with the rows of equal keys

    @property
    def kind(self) -> str:
        """What statistics are asked of its items: how the class of operators takes values apart."""
        return KINDS.get(self.operators, "")


# How classes of operators take a value apart.
KINDS = {
    "array_ops": "array", "gin__int_ops": "array", "tsvector_ops": "words", "jsonb_ops": "jsonb",
    "jsonb_path_ops": "jsonb_path", "gin_trgm_ops": "trigram", "gist_trgm_ops": "trigram",
}  # fmt: skip


def parts_of(index: int, answers: Answers) -> list[Part]:
    """The columns of an index, in order."""
    return [Part(*_texts(row)) for row in answers.parts.get(index, [])]


def _texts(row: Any) -> tuple[int, str, int, str, int, str, bool]:
    place, name, column, operators, size, written, *shares = row
    return int(place), str(name), int(column), str(operators), int(size), str(written), all(shares)
