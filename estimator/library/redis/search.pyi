"""Redis: search indexes, of the module RediSearch

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Redis: search indexes, of the module RediSearch"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Redis: search indexes, of the module RediSearch"""
    def search(
        self,
        documents: Value | Column,
        fields: Value | Column = "0 B",
        key_length: Value | Column = "16 B",
        keys: Literal["numbered", "at random"] | Column = "numbered",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The memory of an index over so many documents, without the documents: the growth of used_memory. `fields` is the sum
        of its fields, see numeric, tag, text and sortable_numbers. It is for documents that are indexed once: one that is
        changed leaves its old entries in the lists until the index is cleaned, as FT.INFO says under gc_stats.

        search(documents: count, fields: B = 0 B, key_length: B = 16 B, keys: "numbered" or "at random" = "numbered") -> B with server, version, allocator = fields + (if documents < 0.5 then empty else indexing + documents * each + malloc.block(16 B * places) - 16 KiB)

            documents: a plain number or a count
            fields: B; 0 B unless given
            key_length: B; 16 B unless given
            keys: "numbered" or "at random"; "numbered" unless given
            server: "redis" or "valkey"; "redis" unless given
            version: release of server; 7.2 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: RediSearch 2.10.5: src/doc_table.c, DocTable_Put, DocTable_Set; src/redisearch.h, RSDocumentMetadata
        As of: 2026-11
        Example: search(20 k, 0 B, 8 B) / 20 k = 141 B
        Example: search(20 k, 0 B, 34 B, "at random") / 20 k = 203 B
        In the notation: redis.search.search
        """
    def numeric(
        self, documents: Value | Column, bytes: Value | Column = "3 B", distinct: Value | Column = "1_000_000"
    ) -> Quantity:
        """A NUMERIC field: of each number its distance from the last document, a byte and itself. `bytes` is that of the
        number: 0 to 7 take none, whole ones as many bytes as they need, fractions 8, or 4 where those of a float do.
        Ranges of numbers have lists of their own, and remember every tenth number where there are many different ones.

        numeric(documents: count, bytes: B = 3 B, distinct: count = 1_000_000) -> B = documents * (1.25 * (2 B + bytes) + (if distinct < 1000 then 0 B else 3 B))

            documents: a plain number or a count
            bytes: B; 3 B unless given
            distinct: a plain number or a count; 1_000_000 unless given

        Source: RediSearch 2.10.5: src/inverted_index.c, encodeNumeric; src/numeric_index.c, NumericRange_Split
        As of: 2026-11
        Example: numeric(20 k) / 20 k = 9.3 B
        Example: numeric(20 k, 8 B) / 20 k = 15.5 B
        In the notation: redis.search.numeric
        """
    def tag(
        self,
        documents: Value | Column,
        values: Value | Column,
        per_document: Value | bool | Column = "1",
        value_length: Value | Column = "8 B",
        named: Literal["numbered", "at random"] | Column = "numbered",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """A TAG field: a list for each of its `values`, in all, and in it the distance of each document from the last.
        `per_document` is how many a document has.

        tag(documents: count, values: count, per_document = 1, value_length: B = 8 B, named: "numbered" or "at random" = "numbered") -> B with allocator = values * (malloc.block(32 B) + max(1, of_one / 1000) * 48 B + list + name(value_length, values, named))

            documents: a plain number or a count
            values: a plain number or a count
            per_document: anything; 1 unless given
            value_length: B; 8 B unless given
            named: "numbered" or "at random"; "numbered" unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: RediSearch 2.10.5: src/tag_index.c, TagIndex_OpenIndex; src/inverted_index.c, encodeDocIdsOnly
        As of: 2026-11
        Example: tag(20 k, 100) / 20 k = 1.8 B
        Example: tag(20 k, 20 k, 1, 32 B, "at random") / 20 k = 146 B
        In the notation: redis.search.tag
        """
    def text(
        self,
        documents: Value | Column,
        words: Value | Column,
        terms: Value | Column,
        repeated: Value | Column = "0%",
        stemmed: Value | Column = "30%",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """A TEXT field: `words` is how many words a document has, `repeated` the share of them that it had before, `stemmed`
        the share whose stem is another word, which is listed as well (none with NOSTEM), `terms` how many different words
        and stems there are in all. Stop words are in no list. Of each word in a document its list has 6 to 8 bytes, and of
        each document there is what the highlighter needs.

        text(documents: count, words: count, terms: count, repeated: share = 0%, stemmed: share = 30%) -> B with allocator = terms * (malloc.block(48 B) + 48 B + of_term) + documents * (different * entry + highlight)

            documents: a plain number or a count
            words: a plain number or a count
            terms: a plain number or a count
            repeated: a share, from 0 to 100%; 0% unless given
            stemmed: a share, from 0 to 100%; 30% unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: RediSearch 2.10.5: src/inverted_index.c, encodeFull; src/trie/trie.h; src/byte_offsets.h
        Source: measured: 1000 to 20,000 terms in 5000 to 40,000 documents of 2 to 50 words, the whole index within 5%
        As of: 2026-11
        Example: text(20 k, 10, 5000, 0%, 0%) / 20 k = 213 B
        In the notation: redis.search.text
        """
    def sortable_numbers(
        self,
        documents: Value | Column,
        fields: Value | Column = "1",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """What SORTABLE adds for so many numbers of a document.

        sortable_numbers(documents: count, fields: count = 1) -> B with allocator = documents * (malloc.block(8 B + 8 B * fields) + fields * malloc.block(16 B))

            documents: a plain number or a count
            fields: a plain number or a count; 1 unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: RediSearch 2.10.5: src/sortable.h, RSSortingVector; src/value.h, RSValue
        As of: 2026-11
        Example: sortable_numbers(20 k) / 20 k = 32 B
        Example: sortable_numbers(20 k, 2) / 20 k = 56 B
        In the notation: redis.search.sortable_numbers
        """
    def sortable_text(
        self,
        documents: Value | Column,
        length: Value | Column = "8 B",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """What SORTABLE adds for one text of a document: it is kept as it is and as it is compared.

        sortable_text(documents: count, length: B = 8 B) -> B with allocator = documents * (malloc.block(16 B) + malloc.block(16 B) + 2 * malloc.block(length + 1 B))

            documents: a plain number or a count
            length: B; 8 B unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: as sortable_numbers
        As of: 2026-11
        Example: sortable_text(1000, 20 B) / 1000 = 80 B
        In the notation: redis.search.sortable_text
        """
    def name(
        self,
        length: Value | Column,
        names: Value | Column,
        named: Literal["numbered", "at random"] | Column = "numbered",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """The place of a name in a tree of such names: its own node, and its share of those that branch.

        name(length: B, names: count, named: "numbered" or "at random" = "numbered") -> B with allocator = if named == "numbered" then malloc.block(14 B) + 1 / 9 * malloc.block(104 B) else malloc.block(13 B + max(1 B, length - shared * 1 B)) + 17.8 B

            length: B
            names: a plain number or a count
            named: "numbered" or "at random"; "numbered" unless given
            allocator: "jemalloc" or "debian" or "debian-5.3.1" or "glibc"; "jemalloc" unless given

        Source: RediSearch 2.10.5: deps/triemap/triemap.h, TrieMapNode; measured: random hexadecimal names
        As of: 2026-11
        Example: name(8 B, 20 k) = 28.4 B
        Example: name(34 B, 20 k, "at random") = 65.9 B
        In the notation: redis.search.name
        """
    def __call__(
        self,
        documents: Value | Column,
        fields: Value | Column = "0 B",
        key_length: Value | Column = "16 B",
        keys: Literal["numbered", "at random"] | Column = "numbered",
        server: Literal["redis", "valkey"] | Column = "redis",
        version: Release | Column = "7.2",
        allocator: Literal["jemalloc", "debian", "debian-5.3.1", "glibc"] | Column = "jemalloc",
    ) -> Quantity:
        """search(documents: count, fields: B = 0 B, key_length: B = 16 B, keys: "numbered" or "at random" = "numbered") -> B with server, version, allocator: The memory of an index over so many documents, without the documents: the growth of used_memory. `fields` is the sum"""
