"""What is known of one key."""

from __future__ import annotations

from estimator.records import record


@record
class Sample:
    """One key. Lengths are bytes: `first` of fields, members or elements, `second` of values or scores.

    `form` is packed, integers (an intset) or table of a container, and text, integer or small integer of a string.
    `read` is of how many elements (of a stream entries) the lengths are; 0 where they are a mean that nothing was
    read for. `usage` are its bytes in all, about, by so many of its elements as `usage_of` says; 0 where they are
    by its length. `weight` is the number of keys that it stands for. A stream has `groups` of consumers, with so
    many `consumers` and `pending` entries in all of them, and names of `group_length` in sum; of two of its entries
    `same_fields` is the chance that they have fields of the same names. Where all elements of a packed form are
    integers, `first_numbers` and `second_numbers` stand for them: numbers that take as many bytes as some of them
    do. Of a set of integers it is the widest. The share `fields_expire` of the fields of a hash has times to live,
    `times_apart` seconds from each other.
    """

    database: int
    pattern: str
    name_length: int
    data_type: str
    encoding: str
    form: str
    expires: bool
    size: int
    first: tuple[int, ...] = ()
    second: tuple[int, ...] = ()
    first_integers: bool = False
    second_integers: bool = False
    read: int = 0
    usage: float = 0.0
    weight: float = 1.0
    groups: int = 0
    consumers: int = 0
    pending: int = 0
    group_length: int = 0
    first_numbers: tuple[int, ...] = ()
    second_numbers: tuple[int, ...] = ()
    usage_of: int = 0
    same_fields: float = 1.0
    fields_expire: float = 0.0
    times_apart: float = 0.0
