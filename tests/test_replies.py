"""The reader of a server's replies: what was sent comes out, however it is cut; what is none is said to be none."""

from __future__ import annotations

import contextlib
import tracemalloc
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.producers.redis.replies import DEEPEST, HIGHEST, Cut, OddReply, Replies, information, keyspace, plain
from tests.odd_server import array, bulk

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 1_000_000
LEAVES = st.none() | st.integers(-HIGHEST, HIGHEST) | st.binary(max_size=40)
TREES = st.recursive(LEAVES, lambda inside: st.lists(inside, max_size=4), max_leaves=20)


def sent(reply: Any) -> bytes:
    """A reply as a server sends it."""
    match reply:
        case None:
            return b"$-1\r\n"
        case int():
            return b":%d\r\n" % reply
        case bytes():
            return bulk(reply)
        case _:
            return array(*map(sent, reply))


def depth(reply: Any) -> int:
    return 1 + max(map(depth, reply), default=0) if isinstance(reply, list) else 0


def pieces(data: bytes, size: int) -> Callable[[int], bytes]:
    at = 0

    def receive(most: int) -> bytes:
        nonlocal at
        start, at = at, min(at + min(size, most), len(data))
        if start == at:
            raise ConnectionResetError
        return data[start:at]

    return receive


def read_on(reader: Replies) -> NoReturn:
    while True:
        reader.next()


@given(st.lists(TREES, min_size=1, max_size=5), st.integers(1, 50))
def test_what_was_sent_comes_out(replies: list[Any], size: int) -> None:
    reader = Replies(pieces(b"".join(map(sent, replies)), size))
    for reply in replies:
        reader.allow(MOST)
        if depth(reply) > DEEPEST:
            with pytest.raises(OddReply):
                reader.next()
            return
        assert reader.next() == reply


@given(st.binary(max_size=300) | st.text("*$:+-0123456789\r\n", max_size=200).map(str.encode), st.integers(1, 50))
def test_what_is_none_is_no_fault_of_ours(data: bytes, size: int) -> None:
    reader = Replies(pieces(data, size))
    reader.allow(100)
    with pytest.raises((OddReply, Cut, ConnectionResetError)):
        read_on(reader)


@pytest.mark.parametrize("endless", [b"*1\r\n", b"*0\r\n", b":1\r\n", b"+x", b"$1\r\na\r\n"])
def test_no_more_is_held_than_was_allowed(endless: bytes) -> None:
    reader = Replies(lambda most: (endless * 20_000)[: most - most % len(endless)] or endless)
    reader.allow(MOST)
    tracemalloc.start()
    with pytest.raises((OddReply, Cut)):
        read_on(reader)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3 * MOST


@given(st.binary(max_size=300))
def test_information_of_anything(text: bytes) -> None:
    with contextlib.suppress(OddReply):
        keyspace(information(b"db0:keys=" + text))


@given(st.binary(max_size=300))
def test_words_of_a_server_are_safe(text: bytes) -> None:
    assert plain(text).isprintable()
