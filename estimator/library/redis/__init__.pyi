"""The sheets of the library in redis.

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from estimator.library.redis import bitmap as _bitmap
from estimator.library.redis import bloom as _bloom
from estimator.library.redis import empty_server as _empty_server
from estimator.library.redis import expiring as _expiring
from estimator.library.redis import geo as _geo
from estimator.library.redis import hash as _hash
from estimator.library.redis import hyperloglog as _hyperloglog
from estimator.library.redis import json as _json
from estimator.library.redis import keyspace as _keyspace
from estimator.library.redis import list as _list
from estimator.library.redis import object as _object
from estimator.library.redis import packed as _packed
from estimator.library.redis import pubsub as _pubsub
from estimator.library.redis import radix_tree as _radix_tree
from estimator.library.redis import sds as _sds
from estimator.library.redis import search as _search
from estimator.library.redis import set as _set
from estimator.library.redis import sorted_set as _sorted_set
from estimator.library.redis import stream as _stream
from estimator.library.redis import string as _string
from estimator.library.redis import table as _table
from estimator.library.redis import time_series as _time_series

class Formulas:
    """The sheets of the library in redis."""

    bitmap: _bitmap.Formulas
    bloom: _bloom.Formulas
    empty_server: _empty_server.Formulas
    expiring: _expiring.Formulas
    geo: _geo.Formulas
    hash: _hash.Formulas
    hyperloglog: _hyperloglog.Formulas
    json: _json.Formulas
    keyspace: _keyspace.Formulas
    list: _list.Formulas
    object: _object.Formulas
    packed: _packed.Formulas
    pubsub: _pubsub.Formulas
    radix_tree: _radix_tree.Formulas
    sds: _sds.Formulas
    search: _search.Formulas
    set: _set.Formulas
    sorted_set: _sorted_set.Formulas
    stream: _stream.Formulas
    string: _string.Formulas
    table: _table.Formulas
    time_series: _time_series.Formulas
