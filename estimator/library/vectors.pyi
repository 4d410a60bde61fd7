"""Vectors: memory of embeddings, and of an index that searches them

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Vectors: memory of embeddings, and of an index that searches them"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Vectors: memory of embeddings, and of an index that searches them"""
    def flat(self, vectors: Value | Column, dimensions: Value | Column, each: Value | Column = "4 B") -> Quantity:
        """Memory of vectors by themselves, as a search through all of them needs it.

        flat(vectors: count, dimensions: count, each: B = 4 B) -> B = vectors * dimensions * each

            vectors: a plain number or a count
            dimensions: a plain number or a count
            each: B; 4 B unless given

        Source: definition: vectors times dimensions times the bytes of a number
        As of: 2026-11
        Example: flat(1 M, 768) = 3.072 GB
        Example: flat(1 M, 768, 1 B) = 768 MB
        In the notation: vectors.flat
        """
    def hnsw(
        self,
        vectors: Value | Column,
        dimensions: Value | Column,
        links: Value | bool | Column = "16",
        each: Value | Column = "4 B",
    ) -> Quantity:
        """Memory of a graph of links from vector to vector (HNSW), the vectors included: twice the links on the lowest level,
        of four bytes each. The upper levels add a few per cent.

        hnsw(vectors: count, dimensions: count, links = 16, each: B = 4 B) -> B = flat(vectors, dimensions, each) + vectors * 2 * links * 4 B

            vectors: a plain number or a count
            dimensions: a plain number or a count
            links: anything; 16 unless given
            each: B; 4 B unless given

        Source: facebookresearch/faiss wiki: "Guidelines to choose an index": (d * 4 + M * 2 * 4) bytes a vector
        As of: 2026-11
        Example: hnsw(1 M, 768, 32) = 3.328 GB
        Example: hnsw(1 M, 128, 16) = 640 MB
        In the notation: vectors.hnsw
        """
    def quantised(self, vectors: Value | Column, code: Value | Column) -> Quantity:
        """Memory of vectors that are kept as codes of so many bytes, one for each part of a vector (product quantisation).

        quantised(vectors: count, code: B) -> B = vectors * code

            vectors: a plain number or a count
            code: B

        Source: facebookresearch/faiss wiki: "Guidelines to choose an index": PQx keeps x bytes a vector
        As of: 2026-11
        Example: quantised(1 M, 64 B) = 64 MB
        In the notation: vectors.quantised
        """
    def pgvector(self, dimensions: Value | Column) -> Quantity:
        """The bytes of a vector in a column of PostgreSQL.

        pgvector(dimensions: count) -> B = dimensions * 4 B + 8 B

            dimensions: a plain number or a count

        Source: pgvector/pgvector: README.md, "Vector Type": 4 * dimensions + 8 bytes
        As of: 2026-11
        Example: pgvector(1536) = 6152 B
        In the notation: vectors.pgvector
        """
    def __call__(self) -> Sheet: ...
