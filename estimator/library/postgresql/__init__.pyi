"""The sheets of the library in postgresql.

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from estimator.library.postgresql import bloom as _bloom
from estimator.library.postgresql import btree as _btree
from estimator.library.postgresql import equal_keys as _equal_keys
from estimator.library.postgresql import gin as _gin
from estimator.library.postgresql import gist as _gist
from estimator.library.postgresql import hash as _hash
from estimator.library.postgresql import heap as _heap
from estimator.library.postgresql import key as _key
from estimator.library.postgresql import memory as _memory
from estimator.library.postgresql import nulls as _nulls
from estimator.library.postgresql import row as _row
from estimator.library.postgresql import schema as _schema
from estimator.library.postgresql import spgist as _spgist
from estimator.library.postgresql import toast as _toast
from estimator.library.postgresql import types as _types
from estimator.library.postgresql import uneven_keys as _uneven_keys
from estimator.library.postgresql import wal as _wal

class Formulas:
    """The sheets of the library in postgresql."""

    bloom: _bloom.Formulas
    btree: _btree.Formulas
    equal_keys: _equal_keys.Formulas
    gin: _gin.Formulas
    gist: _gist.Formulas
    hash: _hash.Formulas
    heap: _heap.Formulas
    key: _key.Formulas
    memory: _memory.Formulas
    nulls: _nulls.Formulas
    row: _row.Formulas
    schema: _schema.Formulas
    spgist: _spgist.Formulas
    toast: _toast.Formulas
    types: _types.Formulas
    uneven_keys: _uneven_keys.Formulas
    wal: _wal.Formulas
