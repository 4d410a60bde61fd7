"""Formats: whole records in binary formats, over compact JSON

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Formats: whole records in binary formats, over compact JSON"""

    messagepack: Quantity  # MessagePack over compact JSON.
    protobuf: Quantity  # Protocol Buffers over compact JSON.
    avro: Quantity  # Avro over compact JSON, the schema kept elsewhere. A contain…
    json_with_blanks: Quantity  # JSON as Python's json.dumps writes it, with blanks behind co…
    def __call__(  # type: ignore[override]
        self, /, *, messagepack: Value = ..., protobuf: Value = ..., avro: Value = ..., json_with_blanks: Value = ...
    ) -> Self: ...

class Formulas:
    """Formats: whole records in binary formats, over compact JSON"""

    messagepack: Quantity  # MessagePack over compact JSON.
    protobuf: Quantity  # Protocol Buffers over compact JSON.
    avro: Quantity  # Avro over compact JSON, the schema kept elsewhere. A contain…
    json_with_blanks: Quantity  # JSON as Python's json.dumps writes it, with blanks behind co…
    def __call__(
        self, *, messagepack: Value = ..., protobuf: Value = ..., avro: Value = ..., json_with_blanks: Value = ...
    ) -> Sheet: ...
