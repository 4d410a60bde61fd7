"""Serialization: bytes of numbers, texts and messages

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Serialization: bytes of numbers, texts and messages"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Serialization: bytes of numbers, texts and messages"""
    def varint(self, value: Value | Column) -> Quantity:
        """A varint of Protocol Buffers: seven bits a byte. A negative int32 or int64 takes ten bytes; use sint64 for those.

        varint(value: count) -> B = if value < 0 then 10 B else (1 + sum(k = 1 to 9, if value >= 2^(7 * k) then 1 else 0)) * 1 B

            value: a plain number or a count

        Source: Protocol Buffers documentation, "Encoding", Base 128 Varints
        As of: 2024
        Example: varint(123_456_789) = 4 B
        Example: varint(1_666_850_112) = 5 B
        Example: varint(0) = 1 B
        Example: varint(127) = 1 B
        Example: varint(128) = 2 B
        Example: varint(2^28 - 1) = 4 B
        Example: varint(2^28) = 5 B
        Example: varint(-1) = 10 B
        In the notation: serialization.varint
        """
    def zigzag(self, value: Value | Column) -> Quantity:
        """An integer in zigzag coding, which keeps small negative numbers small: sint32, sint64, every int and long of Avro.

        zigzag(value: count) -> B = varint(if value < 0 then -2 * value - 1 else 2 * value)

            value: a plain number or a count

        Source: Protocol Buffers documentation, "Encoding", Signed Integers; Apache Avro specification, binary encoding
        As of: 2024
        Example: zigzag(0) = 1 B
        Example: zigzag(-1) = 1 B
        Example: zigzag(63) = 1 B
        Example: zigzag(64) = 2 B
        Example: zigzag(-64) = 1 B
        Example: zigzag(-65) = 2 B
        In the notation: serialization.zigzag
        """
    def protobuf_number(self, value: Value | Column, field: Value | Column = "1") -> Quantity:
        """A field of Protocol Buffers: its tag and its value.
        Fields 1 to 15 have a tag of one byte, up to 2047 of two. A default value is not sent at all.

        protobuf_number(value: count, field: count = 1) -> B = varint(field * 8) + varint(value)

            value: a plain number or a count
            field: a plain number or a count; 1 unless given

        Source: Protocol Buffers documentation, "Encoding", Message Structure
        As of: 2024
        Example: protobuf_number(123_456_789) = 5 B
        Example: protobuf_number(1, 16) = 3 B
        Example: protobuf_number(-1) = 11 B
        In the notation: serialization.protobuf_number
        """
    def protobuf_text(self, length: Value | Column, field: Value | Column = "1") -> Quantity:
        """A text or nested message in Protocol Buffers.

        protobuf_text(length: B, field: count = 1) -> B = varint(field * 8) + varint(length / 1 B) + length

            length: B
            field: a plain number or a count; 1 unless given

        Source: Protocol Buffers documentation, "Encoding", Length-Delimited Records
        As of: 2024
        Example: protobuf_text(5 B) = 7 B
        Example: protobuf_text(200 B) = 203 B
        In the notation: serialization.protobuf_text
        """
    def protobuf_double(self, field: Value | Column = "1") -> Quantity:
        """A double, or fixed64, in Protocol Buffers: always eight bytes and the tag. A float has four.

        protobuf_double(field: count = 1) -> B = varint(field * 8) + 8 B

            field: a plain number or a count; 1 unless given

        Source: Protocol Buffers documentation, "Encoding", Non-varint Numbers
        As of: 2024
        Example: protobuf_double() = 9 B
        Example: protobuf_double(16) = 10 B
        In the notation: serialization.protobuf_double
        """
    def avro_text(self, length: Value | Column) -> Quantity:
        """A text in Avro: its length in zigzag coding, and its bytes. There are no tags and no names.

        avro_text(length: B) -> B = zigzag(length / 1 B) + length

            length: B

        Source: Apache Avro specification, binary encoding
        As of: 2024
        Example: avro_text(5 B) = 6 B
        Example: avro_text(64 B) = 66 B
        In the notation: serialization.avro_text
        """
    def messagepack_number(self, value: Value | Column) -> Quantity:
        """An integer in MessagePack.

        messagepack_number(value: count) -> B = if value < 0 then negative else positive

            value: a plain number or a count

        Source: MessagePack specification, int format family
        As of: 2024
        Example: messagepack_number(100) = 1 B
        Example: messagepack_number(123_456_789) = 5 B
        Example: messagepack_number(300) = 3 B
        Example: messagepack_number(-32) = 1 B
        Example: messagepack_number(-33) = 2 B
        Example: messagepack_number(-200) = 3 B
        In the notation: serialization.messagepack_number
        """
    def messagepack_double(self) -> Quantity:
        """A floating-point number in MessagePack, as most libraries write it: a double.

        messagepack_double() -> B = 9 B


        Source: MessagePack specification, float format family
        As of: 2024
        Example: messagepack_double() = 9 B
        In the notation: serialization.messagepack_double
        """
    def messagepack_head(self, members: Value | Column) -> Quantity:
        """The head of a list or map of so many in MessagePack.

        messagepack_head(members: count) -> B =
          below 16 then 1 B
          below 65_536 then 3 B
          else 5 B

            members: a plain number or a count

        Source: MessagePack specification, array and map format families
        As of: 2024
        Example: messagepack_head(15) = 1 B
        Example: messagepack_head(16) = 3 B
        Example: messagepack_head(100 k) = 5 B
        In the notation: serialization.messagepack_head
        """
    def messagepack_text(self, length: Value | Column) -> Quantity:
        """A text in MessagePack.

        messagepack_text(length: B) -> B = length + (if length < 32 B then 1 B else if length < 256 B then 2 B else if length < 65_536 B then 3 B else 5 B)

            length: B

        Source: MessagePack specification, str format family
        As of: 2024
        Example: messagepack_text(5 B) = 6 B
        Example: messagepack_text(32 B) = 34 B
        Example: messagepack_text(300 B) = 303 B
        In the notation: serialization.messagepack_text
        """
    def json_number(self, value: Value | Column) -> Quantity:
        """An integer in compact JSON: its digits, and a sign.

        json_number(value: count) -> B = (1 + sum(k = 1 to 18, if abs(value) >= 10^k then 1 else 0) + (if value < 0 then 1 else 0)) * 1 B

            value: a plain number or a count

        Source: RFC 8259, The JavaScript Object Notation (JSON) Data Interchange Format
        As of: 2017-12
        Example: json_number(123_456_789) = 9 B
        Example: json_number(-5) = 2 B
        Example: json_number(999_999_999) = 9 B
        Example: json_number(0) = 1 B
        In the notation: serialization.json_number
        """
    def json_field(self, name: Value | Column, value: Value | Column) -> Quantity:
        """A field of a compact JSON object: two quotes, the name, a colon, the value, and a comma or half of the braces.

        json_field(name: B, value: B) -> B = name + value + 4 B

            name: B
            value: B

        Source: RFC 8259, The JavaScript Object Notation (JSON) Data Interchange Format
        As of: 2017-12
        Example: json_field(3 B, json_number(123_456_789)) = 16 B
        In the notation: serialization.json_field
        """
    def json_example(self) -> Quantity:
        """The message above as compact JSON.

        json_example() -> B = json_field(3 B, json_number(123_456_789)) + json_field(2 B, json_number(1_666_850_112)) + json_field(4 B, 7 B) + 1 B


        Source: definition: json_field of its fields, and the braces
        Source: system-design notes: 比较常见的替代方案有protobuf、thrift ... MessagePack 对消息体进行序列化
        Example: json_example() = 48 B
        In the notation: serialization.json_example
        """
    def messagepack_example(self) -> Quantity:
        """The message above as MessagePack, which keeps the fields' names.

        messagepack_example() -> B = 1 B + messagepack_text(3 B) + messagepack_number(123_456_789) + messagepack_text(2 B) + messagepack_number(1_666_850_112) + messagepack_text(4 B) + messagepack_text(5 B)


        Source: MessagePack specification
        As of: 2024
        Example: messagepack_example() = 29 B
        In the notation: serialization.messagepack_example
        """
    def protobuf_example(self) -> Quantity:
        """The message above in Protocol Buffers, which drop the names. How long a number is depends on its value.

        protobuf_example() -> B = protobuf_number(123_456_789) + protobuf_number(1_666_850_112, 2) + protobuf_text(5 B, 3)


        Source: Protocol Buffers documentation, "Encoding"
        As of: 2024
        Example: protobuf_example() = 18 B
        Example: 1 - protobuf_example() / json_example() = 62.5%
        In the notation: serialization.protobuf_example
        """
    def __call__(self) -> Sheet: ...
