"""Java: memory of collections of boxed numbers and texts, and of connections

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Java: memory of collections of boxed numbers and texts, and of connections"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Java: memory of collections of boxed numbers and texts, and of connections"""
    def table_slots(self, entries: Value | Column) -> Quantity:
        """The slots in the table of a HashMap that grew by itself: twice as many whenever three quarters are full.

        table_slots(entries: count) = max(16, ceil_pow2(entries / 0.75))

            entries: a plain number or a count

        Source: openjdk/jdk 17: HashMap.java, DEFAULT_LOAD_FACTOR, resize
        As of: 2026-10
        Example: table_slots(12) = 16
        Example: table_slots(13) = 32
        Example: table_slots(1 M) = 2_097_152
        In the notation: java.table_slots
        """
    def hash_map(
        self, entries: Value | Column, references: Literal["compressed", "full", "compact"] | Column = "compressed"
    ) -> Quantity:
        """The memory of a HashMap<Long, Long>: two boxed numbers and a node an entry, and the table.

        hash_map(entries: count, references: "compressed" or "full" or "compact" = "compressed") -> MB = hash_map_of(entries, long(references), long(references), references)

            entries: a plain number or a count
            references: "compressed" or "full" or "compact"; "compressed" unless given

        Source: measured: heap of HotSpot 17 and JDK 25 after collection, within 0.01%
        As of: 2026-10
        Example: hash_map(1 M) = 88.39 MB
        Example: hash_map(1 M, "full") = 104.78 MB
        Example: hash_map(1 M, "compact") = 64.39 MB
        In the notation: java.hash_map
        """
    def hash_map_of(
        self,
        entries: Value | Column,
        key: Value | Column,
        value: Value | Column,
        references: Literal["compressed", "full", "compact"] | Column = "compressed",
    ) -> Quantity:
        """The memory of a HashMap of other keys and values, by the bytes of their objects: 0 B for what exists anyway.

        hash_map_of(entries: count, key: B, value: B, references: "compressed" or "full" or "compact" = "compressed") -> MB = entries * (node(references) + key + value) + table_slots(entries) * reference(references)

            entries: a plain number or a count
            key: B
            value: B
            references: "compressed" or "full" or "compact"; "compressed" unless given

        Source: openjdk/jdk 17: HashMap.java, class Node
        Source: measured: heap of HotSpot 17 and JDK 25 after collection, within 0.1% from 1,000 entries on
        As of: 2026-11
        Example: hash_map_of(700 k, string(20), long()) = 88.19 MB
        Example: hash_map_of(700 k, integer(), integer()) = 48.99 MB
        In the notation: java.hash_map_of
        """
    def linked_hash_map(
        self,
        entries: Value | Column,
        key: Value | Column = "24 B",
        value: Value | Column = "24 B",
        references: Literal["compressed", "full", "compact"] | Column = "compressed",
    ) -> Quantity:
        """The memory of a LinkedHashMap, whose nodes have two references more.

        linked_hash_map(entries: count, key: B = 24 B, value: B = 24 B, references: "compressed" or "full" or "compact" = "compressed") -> MB = entries * (node(references) + 2 * reference(references) + key + value) + table_slots(entries) * reference(references)

            entries: a plain number or a count
            key: B; 24 B unless given
            value: B; 24 B unless given
            references: "compressed" or "full" or "compact"; "compressed" unless given

        Source: openjdk/jdk 17: LinkedHashMap.java, class Entry
        Source: measured: heap of HotSpot 17 and JDK 25 after collection
        As of: 2026-11
        Example: linked_hash_map(700 k) = 65.79 MB
        Example: linked_hash_map(700 k, references = "full") = 81.19 MB
        In the notation: java.linked_hash_map
        """
    def concurrent_hash_map(
        self,
        entries: Value | Column,
        key: Value | Column = "24 B",
        value: Value | Column = "24 B",
        references: Literal["compressed", "full", "compact"] | Column = "compressed",
    ) -> Quantity:
        """The memory of a ConcurrentHashMap: as a HashMap, but its table grows at three quarters and not beyond.

        concurrent_hash_map(entries: count, key: B = 24 B, value: B = 24 B, references: "compressed" or "full" or "compact" = "compressed") -> MB = entries * (node(references) + key + value) + max(16, ceil_pow2(floor(entries / 0.75) + 1)) * reference(references)

            entries: a plain number or a count
            key: B; 24 B unless given
            value: B; 24 B unless given
            references: "compressed" or "full" or "compact"; "compressed" unless given

        Source: openjdk/jdk 17: concurrent/ConcurrentHashMap.java, addCount (s >= sizeCtl)
        Source: measured: heap of HotSpot 17 and JDK 25 after collection
        As of: 2026-11
        Example: concurrent_hash_map(393_216) = 35.65 MB
        In the notation: java.concurrent_hash_map
        """
    def hash_set(
        self,
        entries: Value | Column,
        member: Value | Column = "24 B",
        references: Literal["compressed", "full", "compact"] | Column = "compressed",
    ) -> Quantity:
        """The memory of a HashSet<Long>, or one of other members.

        hash_set(entries: count, member: B = 24 B, references: "compressed" or "full" or "compact" = "compressed") -> MB = hash_map_of(entries, member, 0 B, references)

            entries: a plain number or a count
            member: B; 24 B unless given
            references: "compressed" or "full" or "compact"; "compressed" unless given

        Source: measured: heap of HotSpot 17 and JDK 25 after collection
        As of: 2026-10
        Example: hash_set(1 M) = 64.39 MB
        Example: hash_set(700 k, 16 B, "compact") = 32.19 MB
        In the notation: java.hash_set
        """
    def tree_map(
        self,
        entries: Value | Column,
        key: Value | Column = "24 B",
        value: Value | Column = "24 B",
        references: Literal["compressed", "full", "compact"] | Column = "compressed",
    ) -> Quantity:
        """The memory of a TreeMap<Long, Long>, or one of other keys and values.

        tree_map(entries: count, key: B = 24 B, value: B = 24 B, references: "compressed" or "full" or "compact" = "compressed") -> MB = entries * (key + value + (if references == "full" then 56 B else if references == "compact" then 32 B else 40 B))

            entries: a plain number or a count
            key: B; 24 B unless given
            value: B; 24 B unless given
            references: "compressed" or "full" or "compact"; "compressed" unless given

        Source: openjdk/jdk 17: TreeMap.java, class Entry
        Source: measured: heap of HotSpot 17 and JDK 25 after collection
        As of: 2026-10
        Example: tree_map(1 M) = 88 MB
        Example: tree_map(700 k, references = "full") = 72.8 MB
        In the notation: java.tree_map
        """
    def array_list(
        self,
        items: Value | Column,
        capacity: Literal["known", "grown"] | Column = "known",
        item: Value | Column = "24 B",
        references: Literal["compressed", "full", "compact"] | Column = "compressed",
    ) -> Quantity:
        """The memory of an ArrayList<Long>, or one of other items.
        It is "grown" by adding one by one, half more each time, or of a "known" capacity.

        array_list(items: count, capacity: "known" or "grown" = "known", item: B = 24 B, references: "compressed" or "full" or "compact" = "compressed") -> MB = items * item + (if capacity == "grown" then list_capacity(items) else items) * reference(references)

            items: a plain number or a count
            capacity: "known" or "grown"; "known" unless given
            item: B; 24 B unless given
            references: "compressed" or "full" or "compact"; "compressed" unless given

        Source: openjdk/jdk 17: ArrayList.java, grow
        Source: measured: heap of HotSpot 17 and JDK 25 after collection
        As of: 2026-11
        Example: array_list(1 M) = 28 MB
        Example: array_list(700 k, "grown") = 20.04 MB
        In the notation: java.array_list
        """
    def list_capacity(self, items: Value | Column) -> Quantity:
        """The places in an ArrayList that grew from 10 by half each time, rounded down.

        list_capacity(items: count) = if items <= 10 then 10 else ceil(first * 1.5^(step + (if ceil(first * 1.5^step) < items then 1 else 0)))

            items: a plain number or a count

        Source: openjdk/jdk 17: ArrayList.java, grow, DEFAULT_CAPACITY
        As of: 2026-11
        Example: list_capacity(10) = 10
        Example: list_capacity(11) = 15
        Example: list_capacity(50) = 73
        In the notation: java.list_capacity
        """
    def linked_list(
        self,
        items: Value | Column,
        item: Value | Column = "24 B",
        references: Literal["compressed", "full", "compact"] | Column = "compressed",
    ) -> Quantity:
        """The memory of a LinkedList<Long>, or one of other items.

        linked_list(items: count, item: B = 24 B, references: "compressed" or "full" or "compact" = "compressed") -> MB = items * (item + (if references == "full" then 40 B else 24 B))

            items: a plain number or a count
            item: B; 24 B unless given
            references: "compressed" or "full" or "compact"; "compressed" unless given

        Source: openjdk/jdk 17: LinkedList.java, class Node
        Source: measured: heap of HotSpot 17 and JDK 25 after collection
        As of: 2026-11
        Example: linked_list(700 k) = 33.6 MB
        In the notation: java.linked_list
        """
    def string(
        self,
        characters: Value | Column,
        widest: Literal["latin", "wide"] | Column = "latin",
        references: Literal["compressed", "full", "compact"] | Column = "compressed",
    ) -> Quantity:
        """The bytes of a String, by its characters: a byte each if all are of Latin-1, else two.

        string(characters: count, widest: "latin" or "wide" = "latin", references: "compressed" or "full" or "compact" = "compressed") -> B = (if references == "full" then 32 B else 24 B) + ceil(((if references == "compact" then 12 else 16) + characters * (if widest == "wide" then 2 else 1)) / 8) * 8 B

            characters: a plain number or a count
            widest: "latin" or "wide"; "latin" unless given
            references: "compressed" or "full" or "compact"; "compressed" unless given

        Source: openjdk/jdk 17: src/java.base/share/classes/java/lang/String.java, value, coder, hash, hashIsZero
        Source: measured: heap of HotSpot 17 and JDK 25 after collection
        As of: 2026-10
        Example: string(10) = 56 B
        Example: string(10, "wide") = 64 B
        Example: string(33, references = "full") = 88 B
        Example: string(33, references = "compact") = 72 B
        In the notation: java.string
        """
    def long(self, references: Literal["compressed", "full", "compact"] | Column = "compressed") -> Quantity:
        """The bytes of a boxed number of eight bytes, a Long or Double.
        Longs from -128 to 127 come from a cache, and those and shared ones cost nothing.

        long(references: "compressed" or "full" or "compact" = "compressed") -> B = if references == "compact" then 16 B else 24 B

            references: "compressed" or "full" or "compact"; "compressed" unless given

        Source: measured: heap of HotSpot 17 and JDK 25 after collection
        As of: 2026-11
        Example: long() = 24 B
        Example: long("compact") = 16 B
        In the notation: java.long
        """
    def integer(self) -> Quantity:
        """The bytes of a boxed Integer, or of another number of up to four bytes.

        integer() -> B = 16 B


        Source: measured: heap of HotSpot 17 and JDK 25 after collection
        As of: 2026-11
        Example: integer() = 16 B
        In the notation: java.integer
        """
    def uuid(self, references: Literal["compressed", "full", "compact"] | Column = "compressed") -> Quantity:
        """The bytes of a java.util.UUID.

        uuid(references: "compressed" or "full" or "compact" = "compressed") -> B = if references == "compact" then 24 B else 32 B

            references: "compressed" or "full" or "compact"; "compressed" unless given

        Source: measured: heap of HotSpot 17 and JDK 25 after collection
        As of: 2026-11
        Example: uuid() = 32 B
        In the notation: java.uuid
        """
    def reference(self, references: Literal["compressed", "full", "compact"] | Column = "compressed") -> Quantity:
        """The bytes of a reference to an object.

        reference(references: "compressed" or "full" or "compact" = "compressed") -> B = if references == "full" then 8 B else 4 B

            references: "compressed" or "full" or "compact"; "compressed" unless given

        Source: openjdk/jdk 17: src/hotspot/share/runtime/globals.hpp, UseCompressedOops
        Source: measured: heap of HotSpot 17 and JDK 25 after collection, as hash_map
        As of: 2026-11
        Example: reference("full") = 8 B
        In the notation: java.reference
        """
    def node(self, references: Literal["compressed", "full", "compact"] | Column = "compressed") -> Quantity:
        """The bytes of a node of a HashMap.

        node(references: "compressed" or "full" or "compact" = "compressed") -> B = if references == "full" then 40 B else if references == "compact" then 24 B else 32 B

            references: "compressed" or "full" or "compact"; "compressed" unless given

        Source: openjdk/jdk 17: HashMap.java, class Node
        As of: 2026-11
        Example: node() = 32 B
        In the notation: java.node
        """
    def connections(
        self,
        number: Value | Column,
        threads: Literal["platform", "virtual", "selector"] | Column = "platform",
        buffer: Value | Column = "8 KiB",
    ) -> Quantity:
        """The resident memory of a Java process with so many connections, without the kernel's: a "platform" thread each, a
        "virtual" one (from 21 on), or all of them on one "selector", with `buffer` bytes on the heap for each.
        A platform thread has touched some 36 KB of its stack and of malloc, and a part of the young generation is its own:
        the megabyte of -Xss is address space. What the heap takes beside what is alive is G1's to decide, hence the margin.

        connections(number: count, threads: "platform" or "virtual" or "selector" = "platform", buffer: B = 8 KiB) -> MB = 42 MB + young + number * (each + buffer)

            number: a plain number or a count
            threads: "platform" or "virtual" or "selector"; "platform" unless given
            buffer: B; 8 KiB unless given

        Source: openjdk/jdk 17: src/hotspot/share/runtime/globals.hpp, ThreadStackSize
        Source: measured: resident memory of 1,000 to 10,000 connections, HotSpot 17, 21 and 25 with -Xmx1g, within 20%
        As of: 2026-11
        Example: connections(10 k connection) = 628 MB
        Example: connections(10 k connection, "virtual") = 183 MB
        Example: connections(10 k connection, "selector") = 155 MB
        In the notation: java.connections
        """
    def __call__(self) -> Sheet: ...
