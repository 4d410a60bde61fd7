"""PostgreSQL: the leaves of a B-tree that fills with equal keys

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """PostgreSQL: the leaves of a B-tree that fills with equal keys"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """PostgreSQL: the leaves of a B-tree that fills with equal keys"""
    def leaves(self, rows: Value | Column, key: Value | Column, rows_per_key: Value | Column) -> Quantity:
        """The leaves of an index whose keys repeat, filled by inserting in random order.
        A page that is full first has its equal keys put into lists, and splits in halves, between two keys, when that is not
        enough. Keys stay, and their lists grow alike: pages split in step, those of few keys when one key more is too
        much. A key of more than a page has pages of its own. The last page splits at its fillfactor, and keeps a tenth of
        the keys; a hundredth of them are taken at the mean fill.

        leaves(rows: count, key: B, rows_per_key: count) = if keys * list <= room then 1 else if chance >= 80% * own_room(base) then max(1, keys * own_pages(chance, base)) else 1 + sum(r = 0 to 1, if keys * (10%)^r <= fitting then 0 else split(90% * keys * (10%)^r, fitting, singles, chance)) + (if 1% * keys <= fitting then 0 else 1% * keys / (fitting * ln(2)))

            rows: a plain number or a count
            key: B
            rows_per_key: a plain number or a count

        Source: postgres/postgres 15: src/backend/access/nbtree/nbtdedup.c, _bt_dedup_pass
        Source: postgres/postgres 15: src/backend/access/nbtree/nbtsplitloc.c, _bt_strategy (SPLIT_MANY_DUPLICATES)
        Source: derived from those rules; held against a simulation of them that real indexes agree with
        As of: 2026-11
        Example: leaves(1 M row, 8 B, 8.0030731) = 1486
        Example: leaves(1 M row, 8 B, 1) = postgresql.btree.leaves_in_random_order(1 M, 20 B)
        Example: leaves(2000 row, 8 B, 100) = 3
        Example: leaves(16_000 row, 8 B, 100) = 19
        In the notation: postgresql.equal_keys.leaves
        """
    def expected(self, rows: Value | Column, rows_per_key: Value | Column) -> Quantity:
        """The rows that a key has in the mean, those keys with it that have none yet, by the mean of those that have one.
        Where keys come at random the second is x / (1 - exp(-x)) of the first; this is its inverse, by a step of Newton's,
        and where nearly all have one row by the first terms of its series, for there a float would keep few digits.

        expected(rows: count, rows_per_key: count) = if more < 5% then more * (2 - more * (2 / 3 - more * (4 / 9 - more * (44 / 135 - more * (104 / 405))))) else near - (near - each * (1 - exp(-near))) / (1 - each * exp(-near))

            rows: a plain number or a count
            rows_per_key: a plain number or a count

        Source: derived here: the Poisson distribution without its zeros
        As of: 2026-11
        Example: expected(1 M row, 1.5819767) = 1
        Example: expected(1 M row, 3.1571871) = 3
        Example: expected(1 M row, 100) = 100
        Example: expected(1 M row, 1.0508331945) = 0.1
        Example: expected(1 M row, 1.00000500000833) = 1e-5
        In the notation: postgresql.equal_keys.expected
        """
    def bytes(self, base: Value | Column, chance: Value | Column) -> Quantity:
        """The bytes of a key on a page whose equal keys share lists, in the mean, of keys that have `chance` rows by chance.
        One row has an entry with its line pointer, more of them a list of six bytes each, rounded up to 8; of a key with
        hundreds of rows several.

        bytes(base: B, chance: count) -> B = any * (base + 4 B) + 6 B * (chance - one) + 3 B * (any - one) + (base + 8 B) * max(0, chance / most_of_list(base) - 50%)

            base: B
            chance: a plain number or a count

        Source: postgres/postgres 15: src/backend/access/nbtree/nbtdedup.c, _bt_form_posting
        As of: 2026-11
        Example: bytes(16 B, 10) = 83 B
        Example: bytes(16 B, 0.001) = 0.02 B
        In the notation: postgresql.equal_keys.bytes
        """
    def most_of_list(self, base: Value | Column) -> Quantity:
        """The rows of the longest list: a sixth of a page.

        most_of_list(base: B) = max(1, floor((1352 B - base) / 6 B))

            base: B

        Source: postgres/postgres 15: src/backend/access/nbtree/nbtdedup.c, _bt_dedup_pass (maxpostingsize)
        As of: 2026-11
        Example: most_of_list(16 B) = 222
        In the notation: postgresql.equal_keys.most_of_list
        """
    def own_kept(self, base: Value | Column) -> Quantity:
        """The rows of a key that its own page keeps when it splits: five lists and a sixth that is cut, at a fill of 96%.
        Behind a high key of more than 300 bytes the sixth has no room.

        own_kept(base: B) = max(1, 5 * most_of_list(base) + sixth)

            base: B

        Source: postgres/postgres 15: src/backend/access/nbtree/nbtdedup.c, _bt_singleval_fillfactor
        As of: 2026-11
        Example: own_kept(16 B) = 1278
        In the notation: postgresql.equal_keys.own_kept
        """
    def own_room(self, base: Value | Column) -> Quantity:
        """The rows of a key at which its page splits: beside the lists a few that are in none.

        own_room(base: B) = own_kept(base) + floor(320 B / (base + 4 B)) + 1

            base: B

        Source: as own_kept
        Source: measured: relpages of PostgreSQL 15, 1296 rows of a bigint
        As of: 2026-11
        Example: own_room(16 B) = 1296
        In the notation: postgresql.equal_keys.own_room
        """
    def own_pages(self, chance: Value | Column, base: Value | Column) -> Quantity:
        """The pages of a key that has pages of its own, in the mean of keys whose rows are as many by chance.

        own_pages(chance: count, base: B) = if chance > 16 * own_kept(base) then 1.5 + (chance - own_room(base)) / own_kept(base) else 1 + sum(k = 0 to 15, distributions.normal_below((chance - own_room(base) - k * own_kept(base)) / sqrt(chance)))

            chance: a plain number or a count
            base: B

        Source: as own_kept
        As of: 2026-11
        Example: own_pages(1000, 16 B) = 1
        Example: own_pages(1296, 16 B) = 1.5
        Example: own_pages(2000, 16 B) = 2
        Example: own_pages(30_000, 16 B) = 24
        In the notation: postgresql.equal_keys.own_pages
        """
    def split(
        self, keys: Value | Column, fitting: Value | Column, singles: Value | Column, chance: Value | Column
    ) -> Quantity:
        """The pages that came of one with so many keys, which split in halves between two of them, by how many fit on a page.
        Those of one generation have the same number of keys, or one more; where entries of one row were halved, chance made
        them differ. `chance` is as in bytes.

        split(keys: count, fitting: count, singles: count, chance: count) = 2^whole + sum(k = 0 to 7, 2^(whole + k) * (if fitting > 10 or chance < 1 then split_of_many(keys / 2^(whole + k), fitting, variance) else split_of_few(keys / 2^(whole + k), fitting, variance)))

            keys: a plain number or a count
            fitting: a plain number or a count
            singles: a plain number or a count
            chance: a plain number or a count

        Source: as leaves
        As of: 2026-11
        Example: split(90, 100, 406, 12) = 1
        Example: split(16_000, 100, 406, 12) = 251
        Example: split(11, 2.5, 406, 500) = 7
        In the notation: postgresql.equal_keys.split
        """
    def capacity(self) -> Quantity:
        """The variance of what fits on a page that is full of lists: of rows, six bytes each, come by chance.

        capacity() = 6 B / 8132 B


        Source: derived here: the Poisson distribution
        As of: 2026-11
        Example: capacity() = 0.00074
        In the notation: postgresql.equal_keys.capacity
        """
    def split_of_many(self, keys: Value | Column, fitting: Value | Column, variance: Value | bool | Column) -> Quantity:
        """The share of pages that have split, by the keys on one in the mean, where many fit: none with a quarter of those.

        split_of_many(keys: count, fitting: count, variance) = if keys < fitting / 4 then 0 else distributions.normal_below((ln(keys / fitting) - variance / 2) / sqrt(variance + 1 / (6 * keys^2)))

            keys: a plain number or a count
            fitting: a plain number or a count
            variance: anything

        Source: as split
        Source: measured: relpages of PostgreSQL 15, 20 keys of 100 rows and 160 of 100
        As of: 2026-11
        Example: split_of_many(100, 100, 0.001) = 50%
        Example: split_of_many(0.14, 14.3, 0.001) = 0
        In the notation: postgresql.equal_keys.split_of_many
        """
    def split_of_few(self, keys: Value | Column, fitting: Value | Column, variance: Value | bool | Column) -> Quantity:
        """The share of pages that have split where few keys fit: those that have one more than that, and by chance some that
        have as many.

        split_of_few(keys: count, fitting: count, variance) = sum(j = 0 to 2, at_least(keys, whole + j, keys * sqrt(variance)) * (too_much(whole + j, fitting) - (if j > 0 then too_much(whole + j - 1, fitting) else 0)))

            keys: a plain number or a count
            fitting: a plain number or a count
            variance: anything

        Source: as split
        As of: 2026-11
        Example: split_of_few(2.5, 2.5, 0.001) = 50%
        Example: split_of_few(8, 2.5, 0.001) = 100%
        In the notation: postgresql.equal_keys.split_of_few
        """
    def at_least(self, keys: Value | Column, number: Value | Column, deviation: Value | Column) -> Quantity:
        """The share of pages that have so many keys or more, where the mean of all, or the next whole number below it or above
        it, is what each has, and the mean varies by so much.

        at_least(keys: count, number: count, deviation: count) = beyond(keys - number + 1, deviation) - beyond(keys - number, deviation)

            keys: a plain number or a count
            number: a plain number or a count
            deviation: a plain number or a count

        Source: derived here: a uniform distribution under a normal one
        As of: 2026-11
        Example: at_least(2.5, 3, 0.001) = 50%
        Example: at_least(2.5, 2, 0.001) = 100%
        Example: at_least(2.5, 4, 0.001) = 0%
        In the notation: postgresql.equal_keys.at_least
        """
    def beyond(self, mean_number: Value | Column, deviation: Value | Column) -> Quantity:
        """The mean of what is above zero of a number that varies so much around it.

        beyond(mean_number: count, deviation: count) = mean_number * distributions.normal_below(mean_number / deviation) + 0.39894 * deviation * exp(-(mean_number / deviation)^2 / 2)

            mean_number: a plain number or a count
            deviation: a plain number or a count

        Source: derived here: the normal distribution
        As of: 2026-11
        Example: beyond(0, 1) = 0.39894
        Example: beyond(5, 1) = 5
        In the notation: postgresql.equal_keys.beyond
        """
    def too_much(self, keys: Value | Column, fitting: Value | Column) -> Quantity:
        """The share of the pages with so many keys that are too small for them.

        too_much(keys: count, fitting: count) = distributions.normal_below(ln(keys / fitting) / sqrt(capacity()))

            keys: a plain number or a count
            fitting: a plain number or a count

        Source: as split
        As of: 2026-11
        Example: too_much(3, 2.5) = 100%
        Example: too_much(3, 3) = 50%
        In the notation: postgresql.equal_keys.too_much
        """
    def __call__(self) -> Sheet: ...
