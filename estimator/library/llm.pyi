"""Language models: memory of weights and of the cache of keys and values, devices, time of a token

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Language models: memory of weights and of the cache of keys and values, devices, time of a token"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Language models: memory of weights and of the cache of keys and values, devices, time of a token"""
    def weights(self, parameters: Value | Column, each: Value | Column = "2 B") -> Quantity:
        """Memory of a model's weights: two bytes a parameter in half precision, one or half a one where they are quantised.

        weights(parameters: count, each: B = 2 B) -> B = parameters * each

            parameters: a plain number or a count
            each: B; 2 B unless given

        Source: definition: parameters times the bytes of one
        As of: 2026-11
        Example: weights(13 bn) = 26 GB
        Example: weights(70 bn, 0.5 B) = 35 GB
        In the notation: llm.weights
        """
    def kv_cache_of_a_token(
        self, layers: Value | Column, heads: Value | Column, head_size: Value | Column, each: Value | Column = "2 B"
    ) -> Quantity:
        """Memory of the keys and values that attention keeps of each token, in every layer: a key and a value for each head
        that has its own (fewer than it asks questions with, where heads share them).

        kv_cache_of_a_token(layers: count, heads: count, head_size: count, each: B = 2 B) -> B = 2 * layers * heads * head_size * each

            layers: a plain number or a count
            heads: a plain number or a count
            head_size: a plain number or a count
            each: B; 2 B unless given

        Source: Kwon et al., Efficient Memory Management for … Serving with PagedAttention, SOSP 2023, 3 (800 KB a token)
        As of: 2023
        Example: kv_cache_of_a_token(40, 40, 128) = 819_200 B
        Example: kv_cache_of_a_token(32, 8, 128) = 131_072 B
        In the notation: llm.kv_cache_of_a_token
        """
    def kv_cache(
        self,
        sequences: Value | Column,
        tokens: Value | Column,
        layers: Value | Column,
        heads: Value | Column,
        head_size: Value | Column,
        each: Value | Column = "2 B",
    ) -> Quantity:
        """Memory of the keys and values of sequences that are at work at once, each of so many tokens.

        kv_cache(sequences: count, tokens: count, layers: count, heads: count, head_size: count, each: B = 2 B) -> B = sequences * tokens * kv_cache_of_a_token(layers, heads, head_size, each)

            sequences: a plain number or a count
            tokens: a plain number or a count
            layers: a plain number or a count
            heads: a plain number or a count
            head_size: a plain number or a count
            each: B; 2 B unless given

        Source: Kwon et al., Efficient Memory Management for … Serving with PagedAttention, SOSP 2023, 3 (800 KB a token)
        As of: 2023
        Example: kv_cache(1, 2048, 40, 40, 128) = 1.678 GB
        In the notation: llm.kv_cache
        """
    def sequences_that_fit(
        self,
        memory: Value | Column,
        weights: Value | Column,
        cache_of_each: Value | Column,
        used: Value | Column = "90%",
    ) -> Quantity:
        """Sequences that fit beside the weights into a memory of which a share may be used.

        sequences_that_fit(memory: B, weights: B, cache_of_each: B, used: share = 90%) = floor(max(0 B, memory * used - weights) / cache_of_each)

            memory: B
            weights: B
            cache_of_each: B
            used: a share, from 0 to 100%; 90% unless given

        Source: definition: what the weights leave, over the cache of a sequence
        As of: 2026-11
        Example: sequences_that_fit(80 GB, 26 GB, 1.678 GB, 90%) = 27
        In the notation: llm.sequences_that_fit
        """
    def devices_needed(self, needed: Value | Column, memory: Value | Column, used: Value | Column = "90%") -> Quantity:
        """Devices whose memories together hold weights and caches, each used up to a share.

        devices_needed(needed: B, memory: B, used: share = 90%) = ceil(needed / (memory * used))

            needed: B
            memory: B
            used: a share, from 0 to 100%; 90% unless given

        Source: definition: the bytes over what a device may hold
        As of: 2026-11
        Example: devices_needed(140 GB, 80 GB) = 2
        Example: devices_needed(26 GB + 30 GB, 24 GB) = 3
        In the notation: llm.devices_needed
        """
    def time_of_a_token(self, weights: Value | Column, bandwidth: Value | Column) -> Quantity:
        """The least time of a token of one sequence: all weights are read from the device's memory, whatever it computes.

        time_of_a_token(weights: B, bandwidth: B/s) -> ms = weights / bandwidth

            weights: B
            bandwidth: B/s

        Source: derived here: each weight is read once a token, at the memory's rate at most
        As of: 2026-11
        Example: time_of_a_token(14 GB, 2 TB/s) = 7 ms
        In the notation: llm.time_of_a_token
        """
    def __call__(self) -> Sheet: ...
