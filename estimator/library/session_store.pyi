"""A session store in Redis: a hash a session, or a JSON text

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """A session store in Redis: a hash a session, or a JSON text"""

    daily_users: Quantity
    sessions_each: Quantity  # phone and browser
    lifetime: Quantity
    active_share: Quantity  # of the daily users have a live session at the busiest time
    key_length: Quantity  # session: and a UUID without dashes
    fields: Quantity
    field_length: Quantity
    value_length: Quantity
    json_overhead: Quantity  # quotes, colon and comma of a field
    server: str
    version: Quantity
    allocator: str
    cluster: str
    slots: Quantity  # of a cluster, that the node with these keys has: 5461 of thr…
    sessions: Quantity
    hashes: Quantity
    json_length: Quantity
    texts: Quantity
    per_session: Quantity
    logins: Quantity  # sessions that end, and so begin, each second
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        daily_users: Value = ...,
        sessions_each: Value = ...,
        lifetime: Value = ...,
        active_share: Value = ...,
        key_length: Value = ...,
        fields: Value = ...,
        field_length: Value = ...,
        value_length: Value = ...,
        json_overhead: Value = ...,
        server: Value = ...,
        version: Value = ...,
        allocator: Value = ...,
        cluster: Value = ...,
        slots: Value = ...,
        sessions: Value = ...,
        hashes: Value = ...,
        json_length: Value = ...,
        texts: Value = ...,
        per_session: Value = ...,
        logins: Value = ...,
    ) -> Self: ...
    def scenario(  # type: ignore[override]
        self, title: Literal["a promotion"]
    ) -> Self: ...

class Formulas:
    """A session store in Redis: a hash a session, or a JSON text"""

    daily_users: Quantity
    sessions_each: Quantity  # phone and browser
    lifetime: Quantity
    active_share: Quantity  # of the daily users have a live session at the busiest time
    key_length: Quantity  # session: and a UUID without dashes
    fields: Quantity
    field_length: Quantity
    value_length: Quantity
    json_overhead: Quantity  # quotes, colon and comma of a field
    server: str
    version: Quantity
    allocator: str
    cluster: str
    slots: Quantity  # of a cluster, that the node with these keys has: 5461 of thr…
    sessions: Quantity
    hashes: Quantity
    json_length: Quantity
    texts: Quantity
    per_session: Quantity
    logins: Quantity  # sessions that end, and so begin, each second
    def __call__(
        self,
        *,
        daily_users: Value = ...,
        sessions_each: Value = ...,
        lifetime: Value = ...,
        active_share: Value = ...,
        key_length: Value = ...,
        fields: Value = ...,
        field_length: Value = ...,
        value_length: Value = ...,
        json_overhead: Value = ...,
        server: Value = ...,
        version: Value = ...,
        allocator: Value = ...,
        cluster: Value = ...,
        slots: Value = ...,
        sessions: Value = ...,
        hashes: Value = ...,
        json_length: Value = ...,
        texts: Value = ...,
        per_session: Value = ...,
        logins: Value = ...,
    ) -> Sheet: ...
