"""PostgreSQL: the size of a hash index

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """PostgreSQL: the size of a hash index"""

    most_overflowing: Quantity  # The most pages that have overflowed while a doubling goes on…
    log: Quantity  # The log of one entry of a hash index, with the rows that mov…
    def __call__(  # type: ignore[override]
        self, /, *, most_overflowing: Value = ..., log: Value = ...
    ) -> Self: ...

class Formulas:
    """PostgreSQL: the size of a hash index"""

    most_overflowing: Quantity  # The most pages that have overflowed while a doubling goes on…
    log: Quantity  # The log of one entry of a hash index, with the rows that mov…
    def hash(
        self,
        rows: Value | Column,
        order: Literal["built", "inserting"] | Column = "built",
        guesses: Value | Column = "0",
        per_key: Value | Column = "1",
        crowded: Value | Column = "0",
        counts: Literal["equal", "by chance"] | Column = "by chance",
    ) -> Quantity:
        """The size of a hash index.
        Pages for buckets come doubled at a time, above 512 of them a quarter of that at a time. While buckets split one
        after the other, those whose turn has not come overflow. One that is "built" has as many as the planner takes the
        rows for: of a table that was never analyzed it `guesses` more of them, as it takes a text for 32 B whatever its
        length. Rows of one key are in one bucket: `per_key` rows have each, if it is more than a few, and `crowded` ones are
        of keys with more rows than a page has room for, beside those. Keys have "equal" numbers of rows, or as many "by
        chance".

        hash(rows: count, order: "built" or "inserting" = "built", guesses: count = 0, per_key: count = 1, crowded: count = 0, counts: "equal" or "by chance" = "by chance") -> B = (2 + made + behind_buckets + crowded / 407) * 8192 B

            rows: a plain number or a count
            order: "built" or "inserting"; "built" unless given
            guesses: a plain number or a count; 0 unless given
            per_key: a plain number or a count; 1 unless given
            crowded: a plain number or a count; 0 unless given
            counts: "equal" or "by chance"; "by chance" unless given

        Source: postgres/postgres 15: src/backend/access/hash/hashpage.c, _hash_init_metabuffer, _hash_expandtable
        Source: postgres/postgres 15: src/backend/access/hash/hashutil.c, _hash_spareindex, _hash_get_totalbuckets
        Source: measured: relpages of PostgreSQL 15, built exact, filled by inserting within 2%; of 2 to 2500 rows a key that
        Source: measured: chance gave them, 12,000 to 150,000 rows, built within 2.5%, 2026-11-29
        As of: 2026-11
        Example: hash(100_000 row) = 514 * 8192 B
        Example: hash(320_000 row) = 1282 * 8192 B
        Example: hash(500_000 row) = 2050 * 8192 B
        Example: hash(150_000 row, "inserting") = 651 * 8192 B
        Example: hash(40_000 row, "built", 104_000 row) = 514 * 8192 B
        Example: hash(2000 row, "built", 5000 row) = 18 * 8192 B
        Example: hash(40_000 row, per_key = 400, counts = "equal") = 272 * 8192 B
        Example: hash(58_000 row, per_key = 400) = 329 * 8192 B
        Example: hash(150_000 row, per_key = 900) = 847 * 8192 B
        In the notation: postgresql.hash.hash
        """
    def most_of_repeats(
        self, rows: Value | Column, per_key: Value | Column, used: Value | Column, whole: Value | Column
    ) -> Quantity:
        """The most pages that there were behind buckets while an index filled, where `per_key` rows have each key in the end
        and keys come in no order: freed, they stay. That is near the middle of a doubling, after its `whole` buckets, or
        near the end.

        most_of_repeats(rows: count, per_key: count, used: count, whole: count) = max(repeats_at(100%, rows, per_key, used), repeats_at(95%, rows, per_key, used), repeats_at(90%, rows, per_key, used), repeats_at(min(100%, 1.44 * whole / used), rows, per_key, used))

            rows: a plain number or a count
            per_key: a plain number or a count
            used: a plain number or a count
            whole: a plain number or a count

        Source: as of_repeats
        Source: measured: PostgreSQL 15, 9000 to 420,000 rows, 2 to 1500 a key, by turns and random: indexes within 3% from
        Source: measured: 60,000 rows on
        As of: 2026-11
        Example: most_of_repeats(200_000, 5, 652, 256) = 123
        Example: most_of_repeats(200_000, 50, 652, 256) = 169
        In the notation: postgresql.hash.most_of_repeats
        """
    def repeats_at(
        self, share: Value | bool | Column, rows: Value | Column, per_key: Value | Column, used: Value | Column
    ) -> Quantity:
        """The pages behind buckets when a share of the rows had come.

        repeats_at(share, rows: count, per_key: count, used: count) = of_repeats(share * rows, max(1, share * per_key), 2^floor(log2(there)), there, 1)

            share: anything
            rows: a plain number or a count
            per_key: a plain number or a count
            used: a plain number or a count

        Source: as of_repeats
        As of: 2026-11
        Example: repeats_at(100%, 200_000, 5, 652) = of_repeats(200_000, 5, 512, 652, 1)
        In the notation: postgresql.hash.repeats_at
        """
    def of_repeats(
        self,
        rows: Value | Column,
        per_key: Value | Column,
        base: Value | Column,
        used: Value | Column,
        chance: Value | Column = "0",
    ) -> Quantity:
        """The pages behind buckets where `per_key` rows have each key.

        of_repeats(rows: count, per_key: count, base: count, used: count, chance: count = 0) = (2 * base - used) * behind(rows / per_key / base, per_key, chance) + (2 * used - 2 * base) * behind(rows / per_key / (2 * base), per_key, chance)

            rows: a plain number or a count
            per_key: a plain number or a count
            base: a plain number or a count
            used: a plain number or a count
            chance: a plain number or a count; 0 unless given

        Source: postgres/postgres 15: src/include/access/hash.h, HASHO_PAGE_ID; src/backend/access/hash/README, "overflow"
        As of: 2026-11
        Example: of_repeats(40_000, 400, 256, 256) = 17
        In the notation: postgresql.hash.of_repeats
        """
    def behind(self, keys: Value | Column, per_key: Value | Column, chance: Value | Column = "0") -> Quantity:
        """The pages behind a bucket of so many keys in the mean, each of `per_key` rows, 407 to a page. With `chance` 1 keys
        have more or fewer of them, as chance gives them: then so many keys as would just fill a page overflow it about half
        of the time, and no page is gained or lost by one row a key more. Of keys with few rows it is a key more or less that
        overflows.

        behind(keys: count, per_key: count, chance: count = 0) = if per_key > 407 then sum(j = 1 to 5, (poisson_cdf(j, keys) - poisson_cdf(j - 1, keys)) * further(j * per_key, chance)) + (1 - poisson_cdf(5, keys)) * (6.5 * per_key / 407 - 50%) else if chance == 0 then sum(k = 1 to 12, past(k, 0, keys, per_key)) else if per_key <= 25 then sum(k = 1 to 4, (past(k, 0, keys, per_key) + past(k, chance, keys, per_key) + past(k, -chance, keys, per_key)) / 3) else sum(k = 1 to 12, past_by_chance(k, round(407 * k / per_key), keys, per_key))

            keys: a plain number or a count
            per_key: a plain number or a count
            chance: a plain number or a count; 0 unless given

        Source: as of_repeats; definition: rows that are thrown on keys are Poisson, of j keys with j times the mean
        Source: measured: PostgreSQL 15, 60,000 rows, 22 sizes of 30 to 815 rows a key, each 6 times: within 1.2%, 2026-11-29
        As of: 2026-11
        Example: behind(1, 4070) = 9.37
        Example: behind(300, 1) = 0
        Example: behind(0.576, 407, 1) = 0.352
        Example: behind(0.574, 408, 1) = 0.361
        In the notation: postgresql.hash.behind
        """
    def further(self, rows: Value | Column, chance: Value | Column = "0") -> Quantity:
        """The pages behind the first one of a bucket with so many rows, of which chance makes more or fewer.

        further(rows: count, chance: count = 0) = if chance == 0 then ceil(rows / 407) - 1 else if full < 0.5 then 0 else full - poisson_cdf(407 * full, rows)

            rows: a plain number or a count
            chance: a plain number or a count; 0 unless given

        Source: as of_repeats
        As of: 2026-11
        Example: further(900) = 2
        Example: further(814, 1) = 1.491
        Example: further(200, 1) = 0
        In the notation: postgresql.hash.further
        """
    def past(
        self, k: Value | Column, deviations: Value | Column, keys: Value | Column, per_key: Value | Column
    ) -> Quantity:
        """The chance that more rows are in a bucket than `k` pages hold, where these hold so many deviations more than they do.

        past(k: count, deviations: count, keys: count, per_key: count) = 1 - poisson_cdf(max(0, floor((407 * k + deviations * sqrt(407 * k)) / per_key)), keys)

            k: a plain number or a count
            deviations: a plain number or a count
            keys: a plain number or a count
            per_key: a plain number or a count

        Source: as of_repeats
        As of: 2026-11
        Example: past(1, 0, 9, 50) = 1 - poisson_cdf(8, 9)
        In the notation: postgresql.hash.past
        """
    def past_by_chance(
        self, k: Value | Column, full: Value | Column, keys: Value | Column, per_key: Value | Column
    ) -> Quantity:
        """The same where keys have `per_key` rows each by chance: with `full` keys it is chance, with more of them it is sure.

        past_by_chance(k: count, full: count, keys: count, per_key: count) = more_keys(full, keys) + (if full < 0.5 then 0 else poisson_pmf(full, keys) * (1 - poisson_cdf(407 * k, full * per_key)))

            k: a plain number or a count
            full: a plain number or a count
            keys: a plain number or a count
            per_key: a plain number or a count

        Source: as behind
        As of: 2026-11
        Example: past_by_chance(1, 1, 0.576, 407) = 0.271
        In the notation: postgresql.hash.past_by_chance
        """
    def more_keys(self, full: Value | Column, keys: Value | Column) -> Quantity:
        """The chance of more keys than so many where there are `keys` in the mean.
        Where these are far fewer it is nearly that of one more, and of what follows in a row: 1 less the rest has no digits.

        more_keys(full: count, keys: count) = if keys < full / 3 then poisson_pmf(full + 1, keys) / (1 - keys / (full + 2)) else max(0, 1 - poisson_cdf(full, keys))

            full: a plain number or a count
            keys: a plain number or a count

        Source: as behind; definition: each of a Poisson distribution's chances is keys / (full + 2) of the one before
        As of: 2026-11
        Example: more_keys(5, 1.6) = 0.006
        Example: more_keys(5, 1.7) = 0.008
        In the notation: postgresql.hash.more_keys
        """
    def allocated(self, buckets: Value | Column) -> Quantity:
        """The pages that come for so many buckets.

        allocated(buckets: count) = if buckets <= 512 then 2^ceil(log2(buckets) - 1e-9) else below + ceil((buckets - below) / (below / 4)) * (below / 4)

            buckets: a plain number or a count

        Source: postgres/postgres 15: src/backend/access/hash/hashutil.c, _hash_spareindex, _hash_get_totalbuckets
        As of: 2026-11
        Example: allocated(300) = 512
        Example: allocated(815) = 896
        Example: allocated(1042) = 1280
        Example: allocated(2048) = 2048
        In the notation: postgresql.hash.allocated
        """
    def overflowing(self, rows: Value | Column, base: Value | Column, used: Value | Column) -> Quantity:
        """The pages behind buckets that have more than 407 rows, while `used` of twice `base` buckets have had their turn.

        overflowing(rows: count, base: count, used: count) = (2 * base - used) * (1 - poisson_cdf(407, rows / base) + (1 - poisson_cdf(814, rows / base)) + (1 - poisson_cdf(1221, rows / base)))

            rows: a plain number or a count
            base: a plain number or a count
            used: a plain number or a count

        Source: as hash
        As of: 2026-11
        Example: overflowing(400_000, 1024, 1536) = 96
        Example: overflowing(100_000, 512, 512) = 0
        In the notation: postgresql.hash.overflowing
        """
    def __call__(
        self,
        rows: Value | Column,
        order: Literal["built", "inserting"] | Column = "built",
        guesses: Value | Column = "0",
        per_key: Value | Column = "1",
        crowded: Value | Column = "0",
        counts: Literal["equal", "by chance"] | Column = "by chance",
    ) -> Quantity:
        """hash(rows: count, order: "built" or "inserting" = "built", guesses: count = 0, per_key: count = 1, crowded: count = 0, counts: "equal" or "by chance" = "by chance") -> B: The size of a hash index."""
