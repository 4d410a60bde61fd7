"""Go: memory of maps, goroutines and connections

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Column, Release, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Go: memory of maps, goroutines and connections"""

    tls_state: Quantity  # What TLS keeps for a connection once its handshake is done, …
    def __call__(  # type: ignore[override]
        self, /, *, tls_state: Value = ...
    ) -> Self: ...

class Formulas:
    """Go: memory of maps, goroutines and connections"""

    tls_state: Quantity  # What TLS keeps for a connection once its handshake is done, …
    def size_class(self, size: Value | Column) -> Quantity:
        """size_class(size: B) -> B: The heap block Go takes for a request, in the size classes of Go 1.16 and later."""
    def block(
        self, size: Value | Column, pointers: bool | str | Column = False, go_version: Release | Column = "1.27"
    ) -> Quantity:
        """block(size: B, pointers: yes or no = no) -> B with go_version: The heap block of a request that may hold pointers, as those of strings, slices, maps, interfaces and functions do."""
    def malloc_header(
        self, size: Value | Column, pointers: bool | str | Column, go_version: Release | Column = "1.27"
    ) -> Quantity:
        """malloc_header(size: B, pointers: yes or no) -> B with go_version: The bytes of the header of such a block."""
    def indirect(self, size: Value | Column) -> Quantity:
        """indirect(size: B) -> B: The bytes that lie outside the table for one key or value: those above 128 bytes are held by pointer."""
    def inline(self, size: Value | Column) -> Quantity:
        """inline(size: B) -> B: The bytes that lie inside the table for one key or value: itself up to 128 bytes, else a pointer."""
    def bucket_count(self, entries: Value | Column) -> Quantity:
        """bucket_count(entries: count): The number of buckets of a map up to Go 1.23: the least power of two with at most 6.5 entries to a bucket."""
    def bucket_size(self, key: Value | Column, value: Value | Column) -> Quantity:
        """bucket_size(key: B, value: B) -> B: The bytes of one bucket of a map up to Go 1.23: eight hash bytes, keys and values, and a pointer to the overflow."""
    def map_buckets(
        self,
        entries: Value | Column,
        key: Value | Column = "8 B",
        value: Value | Column = "8 B",
        pointers: bool | str | Column = False,
        go_version: Release | Column = "1.27",
    ) -> Quantity:
        """map_buckets(entries: count, key: B = 8 B, value: B = 8 B, pointers: yes or no = no) -> B with go_version: The memory of a map up to Go 1.23, once its last growth has been worked off."""
    def map_buckets_growing(
        self,
        entries: Value | Column,
        key: Value | Column = "8 B",
        value: Value | Column = "8 B",
        pointers: bool | str | Column = False,
        go_version: Release | Column = "1.27",
    ) -> Quantity:
        """map_buckets_growing(entries: count, key: B = 8 B, value: B = 8 B, pointers: yes or no = no) -> B with go_version: The memory of a map up to Go 1.23 that was filled one by one: after a growth the old array is kept until its entries"""
    def swiss_tables(self, entries: Value | Column) -> Quantity:
        """swiss_tables(entries: count): The number of tables of a large map of Go 1.24 and later, as an expected value."""
    def map_swiss(
        self,
        entries: Value | Column,
        key: Value | Column = "8 B",
        value: Value | Column = "8 B",
        alignment: Value | Column = "8 B",
        pointers: bool | str | Column = False,
        go_version: Release | Column = "1.27",
    ) -> Quantity:
        """map_swiss(entries: count, key: B = 8 B, value: B = 8 B, alignment: B = 8 B, pointers: yes or no = no) -> B with go_version: The memory of a map of Go 1.24 and later (Swiss tables)."""
    def map(
        self,
        entries: Value | Column,
        key: Value | Column = "8 B",
        value: Value | Column = "8 B",
        alignment: Value | Column = "8 B",
        pointers: bool | str | Column = False,
        go_version: Release | Column = "1.27",
    ) -> Quantity:
        """map(entries: count, key: B = 8 B, value: B = 8 B, alignment: B = 8 B, pointers: yes or no = no) -> B with go_version: The memory of a map by the release of Go: Swiss tables from 1.24 on, buckets before."""
    def map_string(
        self,
        entries: Value | Column,
        length: Value | Column,
        value: Value | Column = "8 B",
        design: Literal["swiss", "buckets"] | Column = "swiss",
        go_version: Release | Column = "1.27",
    ) -> Quantity:
        """map_string(entries: count, length: B, value: B = 8 B, design: "swiss" or "buckets" = "swiss") -> B with go_version: The memory of a map with string keys, with its keys' bytes, by their length and the bytes of a value."""
    def sync_map(
        self,
        entries: Value | Column,
        key: Value | Column = "8 B",
        value: Value | Column = "8 B",
        used: Literal["filled", "read and written"] | Column = "filled",
        go_version: Release | Column = "1.27",
    ) -> Quantity:
        """sync_map(entries: count, key: B = 8 B, value: B = 8 B, used: "filled" or "read and written" = "filled") -> B with go_version: The memory of a sync.Map, by what its keys and values take behind their interfaces: 8 B of a number, or 16 B where"""
    def trie_nodes(self, entries: Value | Column) -> Quantity:
        """trie_nodes(entries: count): The inner nodes of the tree of a sync.Map from Go 1.24 on: one, and one more for each place in it that two keys"""
    def shared_places(self, entries: Value | Column, places: Value | Column) -> Quantity:
        """shared_places(entries: count, places: count): The places of so many that two keys or more share, as an expected value: of few keys, the pairs of them that do."""
    def slice(
        self,
        items: Value | Column,
        item: Value | Column = "8 B",
        filled: Literal["appended", "made"] | Column = "appended",
        pointers: bool | str | Column = False,
        go_version: Release | Column = "1.27",
    ) -> Quantity:
        """slice(items: count, item: B = 8 B, filled: "appended" or "made" = "appended", pointers: yes or no = no) -> B with go_version: The memory of a slice that grew by append from nothing, one by one, by its items and the bytes of one."""
    def slice_places(
        self,
        items: Value | Column,
        item: Value | Column = "8 B",
        pointers: bool | str | Column = False,
        go_version: Release | Column = "1.27",
    ) -> Quantity:
        """slice_places(items: count, item: B = 8 B, pointers: yes or no = no) with go_version: The places of a slice that grew by append: its capacity. What fits 32 KiB grows up to 20 times, what does not in"""
    def classed(
        self,
        places: Value | Column,
        items: Value | Column,
        item: Value | Column = "8 B",
        pointers: bool | str | Column = False,
        go_version: Release | Column = "1.27",
    ) -> Quantity:
        """classed(places: count, items: count, item: B = 8 B, pointers: yes or no = no) with go_version: The places after one more growth of a slice of up to 32 KiB, of a size class; as many as before where they are"""
    def paged(self, places: Value | Column, items: Value | Column, item: Value | Column = "8 B") -> Quantity:
        """paged(places: count, items: count, item: B = 8 B): The same of a larger one, in whole pages."""
    def wanted(self, places: Value | Column) -> Quantity:
        """wanted(places: count): What a slice asks for when it is full, before that is rounded up."""
    def goroutines(
        self, number: Value | Column, stack: Value | Column = "2 KiB", descriptor: Value | Column = "600 B"
    ) -> Quantity:
        """goroutines(number: count, stack: B = 2 KiB, descriptor: B = 600 B) -> B: The memory of goroutines at rest: the stack and the descriptor of each."""
    def deep_handshake(
        self, go_version: Release | Column = "1.27", certificate: Literal["ECDSA", "RSA"] | Column = "ECDSA"
    ) -> Quantity:
        """deep_handshake() with go_version, certificate: Whether a handshake needs a stack of 16 KiB: 1 or 0."""
    def serving_stack(
        self,
        place: Literal["socket", "http", "handler", "goroutine"] | Column,
        writer: bool | str | Column = False,
        tls: bool | str | Column = False,
        go_version: Release | Column = "1.27",
        certificate: Literal["ECDSA", "RSA"] | Column = "ECDSA",
    ) -> Quantity:
        """serving_stack(place: "socket" or "http" or "handler" or "goroutine", writer: yes or no = no, tls: yes or no = no) -> B with go_version, certificate: The stack of the goroutine that serves a connection, where it waits for the next request or message."""
    def tls_stack(
        self,
        place: Literal["socket", "http", "handler", "goroutine"] | Column,
        go_version: Release | Column = "1.27",
        certificate: Literal["ECDSA", "RSA"] | Column = "ECDSA",
    ) -> Quantity:
        """tls_stack(place: "socket" or "http" or "handler" or "goroutine") -> B with go_version, certificate: The same behind TLS."""
    def writing_goroutine(
        self,
        queue: Value | Column,
        stack: Value | Column = "2 KiB",
        traffic: Literal["idle", "steady"] | Column = "idle",
    ) -> Quantity:
        """writing_goroutine(queue: B, stack: B = 2 KiB, traffic: "idle" or "steady" = "idle") -> B: What a goroutine that writes takes beside the one that reads: its stack, its descriptor and the queue before it."""
    def resident(
        self,
        number: Value | Column,
        live: Value | Column,
        beside: Value | Column,
        traffic: Literal["idle", "steady"] | Column = "idle",
    ) -> Quantity:
        """resident(number: count, live: B, beside: B, traffic: "idle" or "steady" = "idle") -> GB: The resident memory of connections, by what is alive for each: stacks and heap, and what the collector leaves beside."""
    def after_handshakes(
        self,
        stack: Value | Column,
        heap: Value | Column,
        made: Value | Column = "0 B",
        used: Value | Column = "3 KB",
        shrinks: bool | str | Column = True,
        go_version: Release | Column = "1.27",
        certificate: Literal["ECDSA", "RSA"] | Column = "ECDSA",
    ) -> Quantity:
        """after_handshakes(stack: B, heap: B, made: B = 0 B, used: B = 3 KB, shrinks: yes or no = yes) -> B with go_version, certificate: What is resident of a connection once it came with TLS: its stacks, and a heap up to where the collector ran."""
    def unused(self, buffer: Value | Column, go_version: Release | Column = "1.27") -> Quantity:
        """unused(buffer: B) -> B with go_version: What small messages have not touched of a buffer: a page of it is there, and a part of the next one. Up to Go 1.25 a"""
    def secured(self, tls: bool | str | Column, go_version: Release | Column = "1.27") -> Quantity:
        """secured(tls: yes or no) -> B with go_version: The same by the release of Go, and nothing without TLS."""
    def connections(
        self,
        number: Value | Column,
        writer: bool | str | Column = False,
        tls: bool | str | Column = False,
        buffers: Value | Column = "512 B",
        queue: Value | Column = "256 * 24 B",
        traffic: Literal["idle", "steady"] | Column = "idle",
        go_version: Release | Column = "1.27",
        certificate: Literal["ECDSA", "RSA"] | Column = "ECDSA",
    ) -> Quantity:
        """connections(number: count, writer: yes or no = no, tls: yes or no = no, buffers: B = 512 B, queue: B = 256 * 24 B, traffic: "idle" or "steady" = "idle") -> GB with go_version, certificate: The resident memory of plain TCP connections in Go, a goroutine each, without the kernel's."""
    def http_connections(
        self,
        number: Value | Column,
        handler: Literal["returns", "stays"] | Column = "returns",
        tls: bool | str | Column = False,
        traffic: Literal["idle", "burst", "steady"] | Column = "idle",
        answer: Value | Column = "100 B",
        reused: bool | str | Column = False,
        garbage: Value | Column = "0 B",
        requests: Value | Column = "1",
        go_version: Release | Column = "1.27",
        certificate: Literal["ECDSA", "RSA"] | Column = "ECDSA",
    ) -> Quantity:
        """http_connections(number: count, handler: "returns" or "stays" = "returns", tls: yes or no = no, traffic: "idle" or "burst" or "steady" = "idle", answer: B = 100 B, reused: yes or no = no, garbage: B = 0 B, requests: count = 1) -> GB with go_version, certificate: The resident memory of a net/http server's connections, without the kernel's: kept alive between requests, or each"""
    def websockets(
        self,
        number: Value | Column,
        reader: Literal["handler", "goroutine", "light goroutine"] | Column = "handler",
        writer: bool | str | Column = False,
        read_buffer: Value | Column = "0 B",
        write_buffer: Value | Column = "0 B",
        queue: Value | Column = "256 * 24 B",
        tls: bool | str | Column = False,
        traffic: Literal["idle", "steady"] | Column = "idle",
        go_version: Release | Column = "1.27",
        certificate: Literal["ECDSA", "RSA"] | Column = "ECDSA",
    ) -> Quantity:
        """websockets(number: count, reader: "handler" or "goroutine" or "light goroutine" = "handler", writer: yes or no = no, read_buffer: B = 0 B, write_buffer: B = 0 B, queue: B = 256 * 24 B, tls: yes or no = no, traffic: "idle" or "steady" = "idle") -> GB with go_version, certificate: The resident memory of a WebSocket server's connections in Go, on net/http with gorilla/websocket or what works as it"""
    def coder_websockets(
        self,
        number: Value | Column,
        reader: Literal["handler", "goroutine"] | Column = "handler",
        tls: bool | str | Column = False,
        traffic: Literal["idle", "steady"] | Column = "idle",
        go_version: Release | Column = "1.27",
        certificate: Literal["ECDSA", "RSA"] | Column = "ECDSA",
    ) -> Quantity:
        """coder_websockets(number: count, reader: "handler" or "goroutine" = "handler", tls: yes or no = no, traffic: "idle" or "steady" = "idle") -> GB with go_version, certificate: The resident memory of WebSockets in Go with coder/websocket, of which nhooyr.io/websocket was the name, without the"""
    def bare_websockets(
        self,
        number: Value | Column,
        upgraded: Literal["net/http", "socket"] | Column = "net/http",
        stack: Value | Column = "4 KiB",
        traffic: Literal["idle", "steady"] | Column = "idle",
    ) -> Quantity:
        """bare_websockets(number: count, upgraded: "net/http" or "socket" = "net/http", stack: B = 4 KiB, traffic: "idle" or "steady" = "idle") -> GB: The resident memory of WebSockets in Go with gobwas/ws, which keeps no buffer for a connection, without the kernel's:"""
    def __call__(self, *, tls_state: Value = ...) -> Sheet: ...
