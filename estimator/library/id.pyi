"""Identifiers: snowflakes, short codes, collisions

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Identifiers: snowflakes, short codes, collisions"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Identifiers: snowflakes, short codes, collisions"""
    def space(self, length: Value | Column, alphabet: Value | Column = "62") -> Quantity:
        """space(length: count, alphabet: count = 62): Codes of a length in an alphabet: 62 for digits and letters, 16 for hexadecimal digits."""
    def characters(self, bits: Value | Column, alphabet: Value | Column = "62") -> Quantity:
        """characters(bits: count, alphabet: count = 62): Characters that so many bits take. A snowflake of 63 bits takes 11, not 6 or 7."""
    def lifetime(self, length: Value | Column, rate: Value | Column, alphabet: Value | Column = "62") -> Quantity:
        """lifetime(length: count, rate: event/s, alphabet: count = 62) -> year: Time until all codes of a length are used up."""
    def colliding_pairs(self, items: Value | Column, space_size: Value | Column) -> Quantity:
        """colliding_pairs(items: count, space_size: count): Pairs that collide, on average, among so many random identifiers."""
    def collision(self, items: Value | Column, space_size: Value | Column) -> Quantity:
        """collision(items: count, space_size: count) -> %: The chance that any two of so many random identifiers collide. It says little of the next one: see next_collides."""
    def chance_of_any(self, mean: Value | Column) -> Quantity:
        """chance_of_any(mean: count) -> %: The chance of one or more of what comes so many times on average, 1 - e^-x."""
    def chance_in_tries(self, tries: Value | Column, chance: Value | Column) -> Quantity:
        """chance_in_tries(tries: count, chance: share) -> %: The chance of one or more hits in so many tries, 1 - (1 - p)^n."""
    def collision_exact(self, items: Value | Column, space_size: Value | Column) -> Quantity:
        """collision_exact(items: count, space_size: count) -> %: The same without approximation. Up to 100,000 values by factorials, beyond them by the first terms of -ln(1 - i/N)."""
    def items_for_collision(self, space_size: Value | Column, chance: Value | Column = "50%") -> Quantity:
        """items_for_collision(space_size: count, chance: share = 50%): So many random identifiers that any two collide with a chance."""
    def random_bits(self, kind: Literal["uuid4", "uuid7", "ulid", "nanoid"] | Column = "uuid4") -> Quantity:
        """random_bits(kind: "uuid4" or "uuid7" or "ulid" or "nanoid" = "uuid4"): Random bits of an identifier of a kind: what is left of its bits by version, variant and time."""
    def next_collides(self, items: Value | Column, space_size: Value | Column) -> Quantity:
        """next_collides(items: count, space_size: count) -> %: The chance that the next identifier meets one that is there, and is hashed again."""
    def snowflake_lifetime(self, timestamp_bits: Value | Column = "41", unit: Value | Column = "1 ms") -> Quantity:
        """snowflake_lifetime(timestamp_bits: count = 41, unit: s = 1 ms) -> year: Time that a snowflake's timestamp lasts."""
    def snowflake_sequence(self, sequence_bits: Value | Column = "12") -> Quantity:
        """snowflake_sequence(sequence_bits: count = 12): Identifiers of one machine in one unit of time."""
    def snowflake_machines(self, worker_bits: Value | Column = "10") -> Quantity:
        """snowflake_machines(worker_bits: count = 10): Machines that can give out snowflakes at once."""
    def snowflake_rate(self, sequence_bits: Value | Column = "12", unit: Value | Column = "1 ms") -> Quantity:
        """snowflake_rate(sequence_bits: count = 12, unit: s = 1 ms) -> 1/s: Identifiers a second of one machine: 4 million of Twitter's layout, 25,600 of Sonyflake's, 8,192 of uid-generator's."""
    def snowflake_bits(
        self,
        timestamp_bits: Value | Column = "41",
        worker_bits: Value | Column = "10",
        sequence_bits: Value | Column = "12",
    ) -> Quantity:
        """snowflake_bits(timestamp_bits: count = 41, worker_bits: count = 10, sequence_bits: count = 12): Bits of a whole layout. 63 fill a signed 64-bit integer; JavaScript's numbers hold 53."""
    def rollbacks(self, extension_bits: Value | Column) -> Quantity:
        """rollbacks(extension_bits: count): Large clock rollbacks that extension bits survive."""
    def delayed_requests(self, rate: Value | Column, wait: Value | Column) -> Quantity:
        """delayed_requests(rate: request/s, wait: s) -> request: Requests that wait while a small rollback of the clock is waited out."""
    def dispenser_usable(self, batch: Value | Column, low_water: Value | Column) -> Quantity:
        """dispenser_usable(batch: count, low_water: count): Numbers that a dispenser hands out before it fetches the next batch."""
    def refill_period(self, batch: Value | Column, low_water: Value | Column, rate: Value | Column) -> Quantity:
        """refill_period(batch: count, low_water: count, rate: 1/s) -> s: Time between two fetches."""
    def refill_deadline(self, low_water: Value | Column, rate: Value | Column) -> Quantity:
        """refill_deadline(low_water: count, rate: 1/s) -> s: Time that a fetch may take, its slowest included: reckon with its 99th percentile, not its mean."""
    def highest_rate(self, low_water: Value | Column, refill_latency: Value | Column) -> Quantity:
        """highest_rate(low_water: count, refill_latency: s) -> 1/s: The highest rate for which the low-water mark is enough."""
    def lost_in_crash(self, dispensers: Value | Column, batch: Value | Column, low_water: Value | Column) -> Quantity:
        """lost_in_crash(dispensers: count, batch: count, low_water: count): Numbers lost if all dispensers crash just after a fetch: each holds the batch and what was left at low water."""
    def __call__(self) -> Sheet: ...
