"""Java: memory of collections of boxed numbers and texts, and of connections

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Release, Value
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
        """table_slots(entries: count): The slots in the table of a HashMap that grew by itself: twice as many whenever three quarters are full, and none"""
    def table(
        self, slots: Value | Column, references: Literal["compressed", "full", "compact"] | Column = "compressed"
    ) -> Quantity:
        """table(slots: count, references: "compressed" or "full" or "compact" = "compressed") -> B: The bytes of a map's table of so many slots: an array of references, which is not there before the first entry."""
    def hash_map(
        self, entries: Value | Column, references: Literal["compressed", "full", "compact"] | Column = "compressed"
    ) -> Quantity:
        """hash_map(entries: count, references: "compressed" or "full" or "compact" = "compressed") -> MB: The memory of a HashMap<Long, Long>: two boxed numbers and a node an entry, and the table."""
    def hash_map_of(
        self,
        entries: Value | Column,
        key: Value | Column,
        value: Value | Column,
        references: Literal["compressed", "full", "compact"] | Column = "compressed",
    ) -> Quantity:
        """hash_map_of(entries: count, key: B, value: B, references: "compressed" or "full" or "compact" = "compressed") -> MB: The memory of a HashMap of other keys and values, by the bytes of their objects: 0 B for what exists anyway."""
    def linked_hash_map(
        self,
        entries: Value | Column,
        key: Value | Column = "24 B",
        value: Value | Column = "24 B",
        references: Literal["compressed", "full", "compact"] | Column = "compressed",
        java_version: Release | Column = "17",
    ) -> Quantity:
        """linked_hash_map(entries: count, key: B = 24 B, value: B = 24 B, references: "compressed" or "full" or "compact" = "compressed") -> MB with java_version: The memory of a LinkedHashMap, whose nodes have two references more."""
    def concurrent_hash_map(
        self,
        entries: Value | Column,
        key: Value | Column = "24 B",
        value: Value | Column = "24 B",
        references: Literal["compressed", "full", "compact"] | Column = "compressed",
    ) -> Quantity:
        """concurrent_hash_map(entries: count, key: B = 24 B, value: B = 24 B, references: "compressed" or "full" or "compact" = "compressed") -> MB: The memory of a ConcurrentHashMap: as a HashMap, but its table grows at three quarters and not beyond."""
    def hash_set(
        self,
        entries: Value | Column,
        member: Value | Column = "24 B",
        references: Literal["compressed", "full", "compact"] | Column = "compressed",
    ) -> Quantity:
        """hash_set(entries: count, member: B = 24 B, references: "compressed" or "full" or "compact" = "compressed") -> MB: The memory of a HashSet<Long>, or one of other members."""
    def tree_map(
        self,
        entries: Value | Column,
        key: Value | Column = "24 B",
        value: Value | Column = "24 B",
        references: Literal["compressed", "full", "compact"] | Column = "compressed",
    ) -> Quantity:
        """tree_map(entries: count, key: B = 24 B, value: B = 24 B, references: "compressed" or "full" or "compact" = "compressed") -> MB: The memory of a TreeMap<Long, Long>, or one of other keys and values."""
    def array_list(
        self,
        items: Value | Column,
        capacity: Literal["known", "grown"] | Column = "known",
        item: Value | Column = "24 B",
        references: Literal["compressed", "full", "compact"] | Column = "compressed",
    ) -> Quantity:
        """array_list(items: count, capacity: "known" or "grown" = "known", item: B = 24 B, references: "compressed" or "full" or "compact" = "compressed") -> MB: The memory of an ArrayList<Long>, or one of other items."""
    def list_capacity(self, items: Value | Column) -> Quantity:
        """list_capacity(items: count): The places in an ArrayList that grew from 10 by half each time, rounded down."""
    def object(
        self,
        numbers: Value | Column,
        refers_to: Value | Column = "0",
        references: Literal["compressed", "full", "compact"] | Column = "compressed",
    ) -> Quantity:
        """object(numbers: B, refers_to: count = 0, references: "compressed" or "full" or "compact" = "compressed") -> B: The bytes of an object, as of a record or a class, by the bytes of its numbers and how many references it has: 8 B"""
    def array_deque(
        self,
        items: Value | Column,
        item: Value | Column = "24 B",
        references: Literal["compressed", "full", "compact"] | Column = "compressed",
    ) -> Quantity:
        """array_deque(items: count, item: B = 24 B, references: "compressed" or "full" or "compact" = "compressed") -> MB: The memory of an ArrayDeque that grew from 16 places, with its items."""
    def deque_places(self, items: Value | Column) -> Quantity:
        """deque_places(items: count): The places of an ArrayDeque that grew by adding one by one."""
    def array(
        self,
        items: Value | Column,
        item: Value | Column = "8 B",
        references: Literal["compressed", "full", "compact"] | Column = "compressed",
    ) -> Quantity:
        """array(items: count, item: B = 8 B, references: "compressed" or "full" or "compact" = "compressed") -> B: The bytes of an array of so many items: 1 B each for byte and boolean, 2 B for char and short, 4 B for int and float,"""
    def linked_list(
        self,
        items: Value | Column,
        item: Value | Column = "24 B",
        references: Literal["compressed", "full", "compact"] | Column = "compressed",
    ) -> Quantity:
        """linked_list(items: count, item: B = 24 B, references: "compressed" or "full" or "compact" = "compressed") -> MB: The memory of a LinkedList<Long>, or one of other items."""
    def string(
        self,
        characters: Value | Column,
        widest: Literal["latin", "wide"] | Column = "latin",
        references: Literal["compressed", "full", "compact"] | Column = "compressed",
    ) -> Quantity:
        """string(characters: count, widest: "latin" or "wide" = "latin", references: "compressed" or "full" or "compact" = "compressed") -> B: The bytes of a String, by its characters: a byte each if all are of Latin-1, else two."""
    def long(self, references: Literal["compressed", "full", "compact"] | Column = "compressed") -> Quantity:
        """long(references: "compressed" or "full" or "compact" = "compressed") -> B: The bytes of a boxed number of eight bytes, a Long or Double."""
    def integer(self) -> Quantity:
        """integer() -> B: The bytes of a boxed Integer, or of another number of up to four bytes."""
    def uuid(self, references: Literal["compressed", "full", "compact"] | Column = "compressed") -> Quantity:
        """uuid(references: "compressed" or "full" or "compact" = "compressed") -> B: The bytes of a java.util.UUID."""
    def reference(self, references: Literal["compressed", "full", "compact"] | Column = "compressed") -> Quantity:
        """reference(references: "compressed" or "full" or "compact" = "compressed") -> B: The bytes of a reference to an object."""
    def node(self, references: Literal["compressed", "full", "compact"] | Column = "compressed") -> Quantity:
        """node(references: "compressed" or "full" or "compact" = "compressed") -> B: The bytes of a node of a HashMap."""
    def connection_heap(
        self,
        threads: Literal["platform", "virtual", "selector", "http"] | Column,
        read_buffer: Value | Column = "8 KiB",
        write_buffer: Value | Column = "0 B",
        place: Literal["heap", "direct"] | Column = "heap",
        java_version: Release | Column = "17",
    ) -> Quantity:
        """connection_heap(threads: "platform" or "virtual" or "selector" or "http", read_buffer: B = 8 KiB, write_buffer: B = 0 B, place: "heap" or "direct" = "heap") -> B with java_version: The bytes alive in the heap for a connection, by who serves it: see connections."""
    def tls_engine(
        self,
        buffers: Value | Column = "2",
        protocol: Literal["TLS 1.3", "TLS 1.2"] | Column = "TLS 1.3",
        references: Literal["compressed", "full", "compact"] | Column = "compressed",
        java_version: Release | Column = "17",
    ) -> Quantity:
        """tls_engine(buffers: count = 2, protocol: "TLS 1.3" or "TLS 1.2" = "TLS 1.3", references: "compressed" or "full" or "compact" = "compressed") -> B with java_version: The bytes alive in the heap for a connection's TLS once its handshake is done: an SSLEngine, and its network buffers."""
    def heap_resident(
        self,
        live: Value | Column,
        allocated: Value | Column,
        heap: Value | Column = "256 MiB",
        collector: Literal["G1", "Serial"] | Column = "G1",
        traffic: Literal["idle", "steady"] | Column = "idle",
        java_version: Release | Column = "17",
    ) -> Quantity:
        """heap_resident(live: B, allocated: B, heap: B = 256 MiB, collector: "G1" or "Serial" = "G1", traffic: "idle" or "steady" = "idle") -> MB with java_version: The resident part of a heap: its committed size is that of -Xms, and grows up to -Xmx, but a page counts only once it"""
    def begun_threads(
        self, threads: Value | Column, live: Value | Column, heap: Value | Column = "256 MiB"
    ) -> Quantity:
        """begun_threads(threads: count, live: B, heap: B = 256 MiB) -> MB: The resident part of a heap of the serial collector in which so many idle threads have so much each. A thread begins"""
    def thread_stacks(self, number: Value | Column, interpreted: Value | Column = "875") -> Quantity:
        """thread_stacks(number: count, interpreted: count = 875) -> MB: The resident part of the stacks of platform threads: three pages each, and a zone of 20 pages below where code ran"""
    def connections(
        self,
        number: Value | Column,
        threads: Literal["platform", "virtual", "selector", "http"] | Column = "platform",
        read_buffer: Value | Column = "8 KiB",
        write_buffer: Value | Column = "0 B",
        place: Literal["heap", "direct"] | Column = "heap",
        collector: Literal["G1", "Serial"] | Column = "G1",
        heap: Value | Column = "256 MiB",
        traffic: Literal["idle", "steady"] | Column = "idle",
        java_version: Release | Column = "17",
        java_code: Literal["compiled", "interpreted"] | Column = "compiled",
    ) -> Quantity:
        """connections(number: count, threads: "platform" or "virtual" or "selector" or "http" = "platform", read_buffer: B = 8 KiB, write_buffer: B = 0 B, place: "heap" or "direct" = "heap", collector: "G1" or "Serial" = "G1", heap: B = 256 MiB, traffic: "idle" or "steady" = "idle") -> MB with java_version, java_code: The resident memory of a Java process with so many connections, without the kernel's: a "platform" thread each, a"""
    def __call__(self) -> Sheet: ...
