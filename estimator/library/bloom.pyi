"""Bloom filters: bits, hash functions and false positives

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Bloom filters: bits, hash functions and false positives"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Bloom filters: bits, hash functions and false positives"""
    def bits(self, items: Value | Column, fp: Value | Column = "1%") -> Quantity:
        """Bits of the smallest filter with a rate of false positives: about 9.6 for each item at 1%.

        bits(items: count, fp: share = 1%) -> bit = ceil(-items * ln(fp) / ln(2)^2) * 1 bit

            items: a plain number or a count
            fp: a share, from 0 to 100%; 1% unless given

        Source: Broder and Mitzenmacher, Network Applications of Bloom Filters: A Survey, 2004, 2.1
        Source: derived here: its rate (1/2)^(ln 2 * m / n), solved for m
        Example: bits(1 bn user, 1%) = 1.198 GB
        Example: bits(40 M, 1e-6) = 1_150_207_006 bit
        Example: bits(10 k, 0.001) = 143_776 bit
        In the notation: bloom.bits
        """
    def a_bit_an_item(self, items: Value | Column) -> Quantity:
        """What is often taken for the size: a bit for each item.
        It is a tenth of what 1% needs, and a filter of that size takes 63% of what is not in it for what is.

        a_bit_an_item(items: count) -> bit = items * 1 bit

            items: a plain number or a count

        Source: Broder and Mitzenmacher, Network Applications of Bloom Filters: A Survey, 2004, 2.1
        Source: derived here: its rate with m = n and k = 1 is 1 - 1/e
        Source: system-design notes: 长度是 10 亿的布隆过滤器，也只需要 125MB 左右的内存空间
        As of: 2022
        Example: a_bit_an_item(1 bn) = 125 MB
        Example: false_positives(1 bn, a_bit_an_item(1 bn), 1) = 63.21%
        Example: bits(1 bn, 1%) / a_bit_an_item(1 bn) = 9.585
        In the notation: bloom.a_bit_an_item
        """
    def hashes(self, items: Value | Column, size: Value | Column) -> Quantity:
        """Hash functions that fill a filter best, to the nearest whole number as Guava takes it, and at least one.
        Libraries differ: see hashes_up and hashes_down.

        hashes(items: count, size: bit) = max(1, round(size / 1 bit / items * ln(2)))

            items: a plain number or a count
            size: bit

        Source: Broder and Mitzenmacher, Network Applications of Bloom Filters: A Survey, 2004, 2.1 (k = ln 2 * m / n)
        Source: Guava: BloomFilter.optimalNumOfHashFunctions (m / n times ln 2, rounded, at least 1)
        Example: hashes(1 bn user, bits(1 bn user, 1%)) = 7
        Example: hashes(40 M, bits(40 M, 1e-6)) = 20
        Example: hashes(1 bn, 125 MB) = 1
        In the notation: bloom.hashes
        """
    def hashes_up(self, fp: Value | Column = "1%") -> Quantity:
        """Hash functions of a filter for a rate, rounded up: RedisBloom (BF.RESERVE), libbloom, pybloom.

        hashes_up(fp: share = 1%) = max(1, ceil(log2(1 / fp)))

            fp: a share, from 0 to 100%; 1% unless given

        Source: RedisBloom: deps/bloom/bloom.c, bloom_init (ceil of ln 2 times the bits an item)
        Source: pybloom: ceil of log2(1 / rate)
        As of: 2026-11
        Example: hashes_up(1%) = 7
        Example: hashes_up(0.1%) = 10
        Example: hashes_up(50%) = 1
        In the notation: bloom.hashes_up
        """
    def hashes_down(self, fp: Value | Column = "1%") -> Quantity:
        """Hash functions of a filter for a rate, rounded down, as rbloom was seen to do.
        It is right at full load; at half of it a filter for 1% then lets 3.7 in 10,000 through, and not 2.5.

        hashes_down(fp: share = 1%) = max(1, floor(log2(1 / fp)))

            fp: a share, from 0 to 100%; 1% unless given

        Source: measured: rbloom and pybloom_live, 1 to 4 million probes, within 2.3%
        As of: 2026-10
        Example: hashes_down(1%) = 6
        Example: false_positives(0.5 M, bits(1 M, 1%), hashes_down(1%)) = 0.037%
        Example: false_positives(0.5 M, bits(1 M, 1%), hashes_up(1%)) = 0.025%
        In the notation: bloom.hashes_down
        """
    def false_positives(self, items: Value | Column, size: Value | Column, hashes: Value | Column) -> Quantity:
        """The share of false positives of a filter with so many bits, items and hash functions.

        false_positives(items: count, size: bit, hashes: count) -> % = (1 - exp(-hashes * items / (size / 1 bit)))^hashes

            items: a plain number or a count
            size: bit
            hashes: a plain number or a count

        Source: Broder and Mitzenmacher, Network Applications of Bloom Filters: A Survey, 2004, 2.1 (f = (1 - e^(-kn/m))^k)
        Example: false_positives(1 bn user, 125 MB, 1) = 63.21%
        Example: false_positives(1 bn user, bits(1 bn user, 1%), 7) = 1%
        In the notation: bloom.false_positives
        """
    def false_positives_at(self, load: Value | Column, fp: Value | Column = "1%") -> Quantity:
        """The share of false positives of a filter that holds more, or fewer, items than it was made for.
        Twice as many make 16% of 1%: count what goes in, and make a new filter in time.

        false_positives_at(load: count, fp: share = 1%) -> % = (1 - exp(-hashes_up(fp) * load * ln(2)^2 / -ln(fp)))^hashes_up(fp)

            load: a plain number or a count
            fp: a share, from 0 to 100%; 1% unless given

        Source: Broder and Mitzenmacher, Network Applications of Bloom Filters: A Survey, 2004, 2.1 (f = (1 - e^(-kn/m))^k)
        Source: measured: rbloom and pybloom_live, 1 to 4 million probes: 13% to 16% at double load
        As of: 2026-10
        Example: false_positives_at(100%) = 1%
        Example: false_positives_at(200%) = 15.8%
        Example: false_positives_at(50%) = 0.025%
        Example: false_positives_at(0%) = 0%
        In the notation: bloom.false_positives_at
        """
    def capacity(self, size: Value | Column, fp: Value | Column = "1%") -> Quantity:
        """The items that a filter of some size takes at a rate of false positives.

        capacity(size: bit, fp: share = 1%) = floor(-size / 1 bit * ln(2)^2 / ln(fp))

            size: bit
            fp: a share, from 0 to 100%; 1% unless given

        Source: Broder and Mitzenmacher, Network Applications of Bloom Filters: A Survey, 2004, 2.1
        Source: derived here: its rate (1/2)^(ln 2 * m / n), solved for n
        Example: capacity(125 MB, 1%) = 104_329_046
        In the notation: bloom.capacity
        """
    def counting_bits(
        self, items: Value | Column, fp: Value | Column = "1%", counter: Value | Column = "4 bit"
    ) -> Quantity:
        """Size of a filter from which items can be taken out again: a counter of four bits in place of each bit.

        counting_bits(items: count, fp: share = 1%, counter: bit = 4 bit) -> bit = bits(items, fp) * counter / 1 bit

            items: a plain number or a count
            fp: a share, from 0 to 100%; 1% unless given
            counter: bit; 4 bit unless given

        Source: Bonomi, Mitzenmacher, Panigrahy, Singh and Varghese, An Improved Construction for Counting Bloom Filters,
        Source: ESA 2006, 2.1 (counters in place of bits, four bits suffice for most applications)
        Source: system-design notes: 查询层缓存bloom_filter+kv
        As of: 2026-11
        Example: counting_bits(1 bn user, 1%) / bits(1 bn user, 1%) = 4
        Example: counting_bits(100 M * 200, 1%) = 95.85 GB
        In the notation: bloom.counting_bits
        """
    def counter_overflow(self, counters: Value | Column, counter: Value | Column = "4 bit") -> Quantity:
        """The chance that any counter of a counting filter that is filled best overflows.
        Each then counts ln 2 items on average, so that 16 and more are rare; with two bits they are not.

        counter_overflow(counters: count, counter: bit = 4 bit) = min(1, counters * sum(k = 0 to 15, poisson_pmf(2^(counter / 1 bit) + k, ln(2))))

            counters: a plain number or a count
            counter: bit; 4 bit unless given

        Source: Bonomi et al., An Improved Construction for Counting Bloom Filters, ESA 2006, 4 (16 items: 6.79e-17)
        Source: derived here: the tail of the Poisson distribution of mean ln 2, for all counters
        Example: counter_overflow(1 M) = 7e-11
        Example: counter_overflow(1 M, 2 bit) = 1
        In the notation: bloom.counter_overflow
        """
    def __call__(self) -> Sheet: ...
