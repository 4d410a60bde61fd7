"""A cache of JSON values in Redis, each with a time to live

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """A cache of JSON values in Redis, each with a time to live"""

    objects: Quantity  # at the same time, before they expire
    key_length: Quantity
    value_length: Quantity  # spread of the values' lengths over the objects
    server: str
    version: Quantity
    allocator: str
    cluster: str
    slots: Quantity  # of a cluster, that the node with these keys has: 5461 of thr…
    max_memory: Quantity  # of one instance; keep an instance small enough to copy in mi…
    replicas: Quantity  # of each instance
    connections: Quantity  # to each instance
    written_in_save: Quantity  # objects overwritten while an instance saves
    save_share: Quantity  # of the instances on a machine that save at a time
    dataset: Quantity
    per_object: Quantity
    instances: Quantity
    per_instance: Quantity
    resident: Quantity
    copied: Quantity
    machine_memory: Quantity
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        objects: Value = ...,
        key_length: Value = ...,
        value_length: Value = ...,
        server: Value = ...,
        version: Value = ...,
        allocator: Value = ...,
        cluster: Value = ...,
        slots: Value = ...,
        max_memory: Value = ...,
        replicas: Value = ...,
        connections: Value = ...,
        written_in_save: Value = ...,
        save_share: Value = ...,
        dataset: Value = ...,
        per_object: Value = ...,
        instances: Value = ...,
        per_instance: Value = ...,
        resident: Value = ...,
        copied: Value = ...,
        machine_memory: Value = ...,
    ) -> Self: ...
    def scenario(  # type: ignore[override]
        self, title: Literal["twice the objects", "no large values"]
    ) -> Self: ...

class Formulas:
    """A cache of JSON values in Redis, each with a time to live"""

    objects: Quantity  # at the same time, before they expire
    key_length: Quantity
    value_length: Quantity  # spread of the values' lengths over the objects
    server: str
    version: Quantity
    allocator: str
    cluster: str
    slots: Quantity  # of a cluster, that the node with these keys has: 5461 of thr…
    max_memory: Quantity  # of one instance; keep an instance small enough to copy in mi…
    replicas: Quantity  # of each instance
    connections: Quantity  # to each instance
    written_in_save: Quantity  # objects overwritten while an instance saves
    save_share: Quantity  # of the instances on a machine that save at a time
    dataset: Quantity
    per_object: Quantity
    instances: Quantity
    per_instance: Quantity
    resident: Quantity
    copied: Quantity
    machine_memory: Quantity
    def __call__(
        self,
        *,
        objects: Value = ...,
        key_length: Value = ...,
        value_length: Value = ...,
        server: Value = ...,
        version: Value = ...,
        allocator: Value = ...,
        cluster: Value = ...,
        slots: Value = ...,
        max_memory: Value = ...,
        replicas: Value = ...,
        connections: Value = ...,
        written_in_save: Value = ...,
        save_share: Value = ...,
        dataset: Value = ...,
        per_object: Value = ...,
        instances: Value = ...,
        per_instance: Value = ...,
        resident: Value = ...,
        copied: Value = ...,
        machine_memory: Value = ...,
    ) -> Sheet: ...
