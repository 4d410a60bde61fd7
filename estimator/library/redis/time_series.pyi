"""Redis: time series, of the module RedisTimeSeries

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Redis: time series, of the module RedisTimeSeries"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Redis: time series, of the module RedisTimeSeries"""
    def time_series(
        self,
        keys: Value | Column,
        samples: Value | Column = "0",
        key_length: Value | Column = "16 B",
        sample: Value | Column = 'sample_bits("any fractions")',
        compressed: bool | str | Column = True,
        chunk_size: Value | Column = "4 KiB",
        interval: Value | Column = "10 s",
        ttl: Value | Column = "0%",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
    ) -> Quantity:
        """The memory of time series of so many samples each: the growth of used_memory. Samples lie in chunks of `chunk_size`,
        each taken whole for its first sample, and a series has one from the beginning. `sample` is what one takes of a
        compressed chunk, see sample_bits; in one that is not compressed it is 16 bytes. `interval` is the time from one
        sample to the next. Labels come on top, see labels. A rule of compaction takes 72 to 88 B (144 B for twa) besides its
        series, which is one like others. Samples that come out of order split chunks: they are not reckoned.

        time_series(keys: count, samples: count = 0, key_length: B = 16 B, sample: b = sample_bits("any fractions"), compressed: yes or no = yes, chunk_size: B = 4 KiB, interval: s = 10 s, ttl: share = 0%) -> B with server, version, allocator, cluster, slots, just_loaded = keys * key(samples, key_length, sample, compressed, chunk_size, interval, ttl) + redis.keyspace(keys, ttl, key_length)

            keys: a plain number or a count
            samples: a plain number or a count; 0 unless given
            key_length: B; 16 B unless given
            sample: b; sample_bits("any fractions") unless given
            compressed: yes or no; yes unless given
            chunk_size: B; 4 KiB unless given
            interval: s; 10 s unless given
            ttl: a share, from 0 to 100%; 0% unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given
            cluster: yes or no; no unless given
            slots: a plain number or a count; 16_384 unless given
            just_loaded: yes or no; no unless given

        Source: as redis.time_series
        As of: 2026-11
        Example: time_series(1000 key, 0, 12 B) / 1000 = 4520 B
        Example: time_series(100 key, 100_000, 12 B) / 100 / 100_000 = 7.69 B
        In the notation: redis.time_series.time_series
        """
    def labels(
        self,
        keys: Value | Column,
        labels: Value | Column = "1",
        label_length: Value | Column = "6 B",
        value_length: Value | Column = "10 B",
        values: Value | Column = "1",
        key_length: Value | Column = "16 B",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """What labels add to so many series: `labels` is how many each has, `values` how many different values each of them has
        in all. Series find their labels and labels their series; keys are taken to be numbered.

        labels(keys: count, labels: count = 1, label_length: B = 6 B, value_length: B = 10 B, values: count = 1, key_length: B = 16 B) -> B with server, version, allocator = keys * of_labels(labels, label_length, value_length) + names(keys, malloc.block(16 B), 1, key_length) + labels * (of_label + values * of_value)

            keys: a plain number or a count
            labels: a plain number or a count; 1 unless given
            label_length: B; 6 B unless given
            value_length: B; 10 B unless given
            values: a plain number or a count; 1 unless given
            key_length: B; 16 B unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: RedisTimeSeries 1.12.2: src/indexer.c, IndexMetric; src/query_language.c, parseLabelsFromArgs
        As of: 2026-11
        Example: labels(1000 key, 1, 6 B, 11 B, 1, 12 B) / 1000 = 304 B
        In the notation: redis.time_series.labels
        """
    def key(
        self,
        samples: Value | Column,
        key_length: Value | Column = "16 B",
        sample: Value | Column = 'sample_bits("any fractions")',
        compressed: bool | str | Column = True,
        chunk_size: Value | Column = "4 KiB",
        interval: Value | Column = "10 s",
        ttl: Value | Column = "0%",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """One series, without its labels and its place in the table of keys.

        key(samples: count, key_length: B = 16 B, sample: b = sample_bits("any fractions"), compressed: yes or no = yes, chunk_size: B = 4 KiB, interval: s = 10 s, ttl: share = 0%) -> B with server, version, allocator = object + malloc.block(144 B) + name + dictionary() + tree + chunks * (malloc.block(head) + malloc.block(chunk_size))

            samples: a plain number or a count
            key_length: B; 16 B unless given
            sample: b; sample_bits("any fractions") unless given
            compressed: yes or no; yes unless given
            chunk_size: B; 4 KiB unless given
            interval: s; 10 s unless given
            ttl: a share, from 0 to 100%; 0% unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: RedisTimeSeries 1.12.2: src/tsdb.h, Series; src/gorilla.h, CompressedChunk; src/chunk.h, Chunk
        As of: 2026-11
        Example: key(0, 12 B) = 4512 B
        Example: key(0, 12 B, 16 b, no) = 4464 B
        Example: key(0, 12 B, 16 b, yes, 128 B) = 544 B
        In the notation: redis.time_series.key
        """
    def of_labels(
        self,
        labels: Value | Column,
        label_length: Value | Column = "6 B",
        value_length: Value | Column = "10 B",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """What labels take of each series that has so many: themselves, and of a tree what leads from the series to them.

        of_labels(labels: count, label_length: B = 6 B, value_length: B = 10 B) -> B with allocator = malloc.block(16 B * labels) + labels * (argument(label_length) + argument(value_length)) + dictionary() + tree

            labels: a plain number or a count
            label_length: B; 6 B unless given
            value_length: B; 10 B unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: RedisTimeSeries 1.12.2: src/indexer.c, IndexMetric, KV_PREFIX, K_PREFIX
        As of: 2026-11
        Example: of_labels(1, 6 B, 11 B) = 240 B
        In the notation: redis.time_series.of_labels
        """
    def argument(
        self,
        length: Value | Column,
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """A text that came with a command and is kept: its object, and the text in it up to 44 bytes.

        argument(length: B) -> B with server, version, allocator = if redis.sds.whole(length) <= 44 B then malloc.block(20 B + redis.sds.whole(length)) else malloc.block(16 B) + redis.sds.text(length)

            length: B
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 7.4.1: src/object.c, createStringObject
        As of: 2026-11
        Example: argument(12 B) = 32 B
        In the notation: redis.time_series.argument
        """
    def dictionary(
        self, allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc"
    ) -> Quantity:
        """A dictionary of a module, without the nodes of its tree.

        dictionary() -> B with allocator = malloc.block(8 B) + malloc.block(24 B)

            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 7.4.1: src/module.c, RM_CreateDict; src/rax.h, rax
        As of: 2026-11
        Example: dictionary() = 32 B
        In the notation: redis.time_series.dictionary
        """
    def names(
        self,
        number: Value | Column,
        leaf: Value | Column = "malloc.block(8 B)",
        step: Value | Column = "1",
        length: Value | Column = "16 B",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """A tree of so many names that are numbered, every `step`-th one of them, with the leaf of each.

        names(number: count, leaf: B = malloc.block(8 B), step: count = 1, length: B = 16 B) -> B with allocator = if number < 1.5 then letters(length) + leaf else number * (leaf + tail) + letters(length - 4 B) + sum(k = 1 to 9, nodes(number, step, k))

            number: a plain number or a count
            leaf: B; malloc.block(8 B) unless given
            step: a plain number or a count; 1 unless given
            length: B; 16 B unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 7.4.1: src/rax.c, raxCompressNode, raxAddChild
        As of: 2026-11
        Example: names(1000) / 1000 = 18.7 B
        In the notation: redis.time_series.names
        """
    def nodes(
        self,
        number: Value | Column,
        step: Value | Column,
        k: Value | Column,
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The nodes of such a tree for the k-th digit from the end.

        nodes(number: count, step: count, k: count) -> B with allocator = if below < count_ * 1.000001 then 0 B else count_ * branch(below / count_)

            number: a plain number or a count
            step: a plain number or a count
            k: a plain number or a count
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: as names
        Example: nodes(1000, 1, 1) = 9600 B
        In the notation: redis.time_series.nodes
        """
    def branch(
        self,
        children: Value | Column,
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """A node of a tree that branches to so many.

        branch(children: count) -> B with allocator = redis.radix_tree.branch(children)

            children: a plain number or a count
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: as names
        Example: branch(10) = 96 B
        In the notation: redis.time_series.branch
        """
    def letters(
        self,
        length: Value | Column,
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """Letters of a name that no other has, or that all have.

        letters(length: B) -> B with allocator = if length < 0.5 B then 0 B else malloc.block(malloc.round_up(4 B + redis.sds.whole(length), 8 B) + 8 B)

            length: B
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: redis 7.4.1: src/rax.c, raxCompressNode
        Example: letters(8 B) = 24 B
        Example: letters(1 B) = 16 B
        In the notation: redis.time_series.letters
        """
    def sample_bits(
        self,
        values: Literal[
            "the same",
            "steps",
            "on and off",
            "counter",
            "whole to 10",
            "whole to 100",
            "whole to 1000",
            "whole to a million",
            "a slow walk",
            "with tenths",
            "with hundredths",
            "any fractions",
        ]
        | Column = "any fractions",
        times: Literal["even", "jittered", "at random"] | Column = "even",
        interval: Value | Column = "10 s",
        jitter: Value | Column = "0 s",
    ) -> Quantity:
        """What a sample takes of a compressed chunk: the bits of its value and of its time.

        sample_bits(values: "the same" or "steps" or "on and off" or "counter" or "whole to 10" or "whole to 100" or "whole to 1000" or "whole to a million" or "a slow walk" or "with tenths" or "with hundredths" or "any fractions" = "any fractions", times: "even" or "jittered" or "at random" = "even", interval: s = 10 s, jitter: s = 0 s) -> b = value_bits(values) + time_bits(times, interval, jitter)

            values: "the same" or "steps" or "on and off" or "counter" or "whole to 10" or "whole to 100" or "whole to 1000" or "whole to a million" or "a slow walk" or "with tenths" or "with hundredths" or "any fractions"; "any fractions" unless given
            times: "even" or "jittered" or "at random"; "even" unless given
            interval: s; 10 s unless given
            jitter: s; 0 s unless given

        Source: RedisTimeSeries 1.12.2: src/gorilla.c, appendInteger, appendFloat
        As of: 2026-11
        Example: sample_bits("the same") = 2 b
        Example: sample_bits("any fractions", "at random", 1 s) = 74.6 b
        In the notation: redis.time_series.sample_bits
        """
    def value_bits(
        self,
        values: Literal[
            "the same",
            "steps",
            "on and off",
            "counter",
            "whole to 10",
            "whole to 100",
            "whole to 1000",
            "whole to a million",
            "a slow walk",
            "with tenths",
            "with hundredths",
            "any fractions",
        ]
        | Column = "any fractions",
    ) -> Quantity:
        """The bits of a value in the chunk: those in which it differs from the one before, and where these are.
        "steps" stay the same ten times in a row, a "counter" rises by up to 200 each time, a "slow walk" goes up or down by
        the last of its one or two decimals, or not; the others are anywhere from 0 to what they say, and what is with tenths
        or hundredths from 0 to 100.

        value_bits(values: "the same" or "steps" or "on and off" or "counter" or "whole to 10" or "whole to 100" or "whole to 1000" or "whole to a million" or "a slow walk" or "with tenths" or "with hundredths" or "any fractions" = "any fractions") -> b = if values == "the same" then 1 b else if values == "steps" then 2.04 b else if values == "on and off" then 6.5 b else if values == "counter" then 15.6 b else if values == "whole to 10" then 13 b else if values == "whole to 100" then 12.1 b else if values == "whole to 1000" then 15.4 b else if values == "whole to a million" then 26.2 b else if values == "a slow walk" then 34.5 b else if values == "with tenths" then 52.6 b else if values == "with hundredths" then 57.5 b else 58.4 b

            values: "the same" or "steps" or "on and off" or "counter" or "whole to 10" or "whole to 100" or "whole to 1000" or "whole to a million" or "a slow walk" or "with tenths" or "with hundredths" or "any fractions"; "any fractions" unless given

        Source: RedisTimeSeries 1.12.2: src/gorilla.c, appendFloat, run over 300,000 values of each kind
        As of: 2026-11
        Example: value_bits("the same") = 1 b
        Example: value_bits("any fractions") = 58.4 b
        In the notation: redis.time_series.value_bits
        """
    def time_bits(
        self,
        times: Literal["even", "jittered", "at random"] | Column = "even",
        interval: Value | Column = "10 s",
        jitter: Value | Column = "0 s",
    ) -> Quantity:
        """The bits of a time in the chunk, by how much the interval differs from the one before: even ones take one bit.
        "jittered" ones are up to `jitter` early or late, "at random" are independent of each other, as requests are.

        time_bits(times: "even" or "jittered" or "at random" = "even", interval: s = 10 s, jitter: s = 0 s) -> b = if times == "even" then 1 b else (7 - 6 * same + 4 * beyond(times, 16, size) + 4 * beyond(times, 128, size) + 5 * beyond(times, 1024, size) + 18 * beyond(times, 16_384, size)) * 1 b

            times: "even" or "jittered" or "at random"; "even" unless given
            interval: s; 10 s unless given
            jitter: s; 0 s unless given

        Source: RedisTimeSeries 1.12.2: src/gorilla.c, appendInteger, CMPR_L1 to CMPR_L5; derived here: their chances
        As of: 2026-11
        Example: time_bits("even") = 1 b
        Example: time_bits("jittered", 10 s, 100 ms) = 12.3 b
        Example: time_bits("at random", 1 s) = 16.3 b
        Example: time_bits("at random", 1 min) = 33.6 b
        In the notation: redis.time_series.time_bits
        """
    def beyond(
        self,
        times: Literal["even", "jittered", "at random"] | Column,
        milliseconds: Value | Column,
        size: Value | bool | Column,
    ) -> Quantity:
        """The chance that two intervals differ by so many milliseconds or more.

        beyond(times: "even" or "jittered" or "at random", milliseconds: count, size) -> % = if times == "jittered" then 2 * distributions.normal_below(-milliseconds / max(0.01, size)) else exp(-milliseconds / size)

            times: "even" or "jittered" or "at random"
            milliseconds: a plain number or a count
            size: anything

        Source: definition: the normal distribution, to 0.0002; the difference of two exponential ones
        Example: beyond("at random", 1024, 1000) = 36%
        In the notation: redis.time_series.beyond
        """
    def __call__(
        self,
        keys: Value | Column,
        samples: Value | Column = "0",
        key_length: Value | Column = "16 B",
        sample: Value | Column = 'sample_bits("any fractions")',
        compressed: bool | str | Column = True,
        chunk_size: Value | Column = "4 KiB",
        interval: Value | Column = "10 s",
        ttl: Value | Column = "0%",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
        cluster: bool | str | Column = False,
        slots: Value | Column = "16_384",
        just_loaded: bool | str | Column = False,
    ) -> Quantity:
        """time_series(keys: count, samples: count = 0, key_length: B = 16 B, sample: b = sample_bits("any fractions"), compressed: yes or no = yes, chunk_size: B = 4 KiB, interval: s = 10 s, ttl: share = 0%) -> B with server, version, allocator, cluster, slots, just_loaded: The memory of time series of so many samples each: the growth of used_memory. Samples lie in chunks of `chunk_size`,"""
