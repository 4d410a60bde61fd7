"""Feeds: push, pull and hybrid

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Any, Literal, Self, overload

from numpy.typing import NDArray

from estimator.api.arguments import Column, Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Feeds: push, pull and hybrid"""
    def __call__(  # type: ignore[override]
        self, /
    ) -> Self: ...

class Formulas:
    """Feeds: push, pull and hybrid"""
    def push_writes(self, posts: Value | Column, followers: Value | Column) -> Quantity:
        """push_writes(posts: post/s, followers: count) -> write/s: Inbox writes a second that posts cause when they are pushed."""
    def pull_reads(self, feeds: Value | Column, followed: Value | Column) -> Quantity:
        """pull_reads(feeds: request/s, followed: count) -> read/s: Outbox reads a second that pulling feeds causes."""
    def read_amplification(
        self, followed: Value | Column, model: Literal["pull", "push", "hybrid"] | Column = "pull"
    ) -> Quantity:
        """read_amplification(followed: count, model: "pull" or "push" or "hybrid" = "pull"): Outboxes or inboxes that one feed reads."""
    def posts_merged(self, feeds: Value | Column, outboxes: Value | Column, page: Value | Column) -> Quantity:
        """posts_merged(feeds: request/s, outboxes: count, page: count) -> post/s: Posts a second that a feed's readers fetch to fill one page, if each outbox gives up to a page of them."""
    def break_even(self, followers: Value | Column, followed: Value | Column) -> Quantity:
        """break_even(followers: count, followed: count): Posts a feed above which pulling costs less than pushing."""
    def hybrid_reads(self, feeds: Value | Column, large_accounts: Value | Column) -> Quantity:
        """hybrid_reads(feeds: request/s, large_accounts: count) -> read/s: Reads a second of the hybrid: the inbox, and the outboxes of the large accounts."""
    def hybrid_writes(
        self, posts: Value | Column, followers: Value | Column, by_large_accounts: Value | Column
    ) -> Quantity:
        """hybrid_writes(posts: post/s, followers: count, by_large_accounts: count) -> write/s: Inbox writes a second of the hybrid: those of posts by accounts with many followers are saved."""
    def fan_out_time(
        self, followers: Value | Column, write_rate: Value | Column, active_share: Value | Column = "100%"
    ) -> Quantity:
        """fan_out_time(followers: count, write_rate: write/s, active_share: share = 100%) -> s: Time to write a post into its followers' inboxes, all of them or those online (在线推离线拉), if no other post is"""
    def fan_out_tasks(self, followers: Value | Column, batch: Value | Column) -> Quantity:
        """fan_out_tasks(followers: count, batch: count): Subtasks of a fan-out. The slowest decides when it is done."""
    def fan_out_by_workers(
        self, followers: Value | Column, batch: Value | Column, workers: Value | Column, batch_time: Value | Column
    ) -> Quantity:
        """fan_out_by_workers(followers: count, batch: count, workers: count, batch_time: s) -> s: Time of a fan-out by workers, without stragglers."""
    def inbox_memory(self, users: Value | Column, entries: Value | Column, member: Value | Column) -> Quantity:
        """inbox_memory(users: count, entries: count, member: B) -> GB: Memory of inboxes, by what a member costs; redis.sorted_set has that to the byte."""
    def redis_inbox_memory(
        self,
        users: Value | Column,
        entries: Value | Column,
        id_length: Value | Column = "19 B",
        key_length: Value | Column = "20 B",
    ) -> Quantity:
        """redis_inbox_memory(users: count, entries: count, id_length: B = 19 B, key_length: B = 20 B) -> GB: Memory of inboxes that are sorted sets of Redis, by its own rules: ids of so many digits, scored by milliseconds."""
    def inbox_nodes(
        self, memory: Value | Column, node_memory: Value | Column, fill: Value | Column = "70%"
    ) -> Quantity:
        """inbox_nodes(memory: B, node_memory: B/node, fill: share = 70%) -> node: Nodes that such memory fills, each up to a share."""
    def score_step(self, score: Value | Column) -> Quantity:
        """score_step(score: count): The step between scores of a sorted set, which are doubles: near a time in seconds about a quarter of a microsecond."""
    @overload
    def scores_collide(  # type: ignore[overload-overlap]
        self, seconds: Value, one: Value, other: Value
    ) -> bool:
        """scores_collide(seconds: count, one: count, other: count): Whether two identifiers get the same score when they are put behind the point of a time in seconds."""
    @overload
    def scores_collide(self, seconds: Value | Column, one: Value | Column, other: Value | Column) -> NDArray[Any]: ...
    def fraction(self, identifier: Value | Column) -> Quantity:
        """fraction(identifier: count): An identifier behind the point: its digits as decimals."""
    def score_decimals(self, seconds: Value | Column) -> Quantity:
        """score_decimals(seconds: count): Decimals of such an identifier that are kept."""
    def scores_per_second(self, seconds: Value | Column) -> Quantity:
        """scores_per_second(seconds: count): Different scores within one second of time: 22 bits, so that identifiers above four million collide or reorder."""
    def delivery_rate(self, messages: Value | Column, period: Value | Column) -> Quantity:
        """delivery_rate(messages: message, period: s) -> message/s: Messages a second where so many were delivered in a time; its peaks are above it."""
    def publish_rate(self, delivered: Value | Column, period: Value | Column, subscribers: Value | Column) -> Quantity:
        """publish_rate(delivered: message, period: s, subscribers: count) -> message/s: Messages a second that were published, where each goes to so many subscribers."""
    def __call__(self) -> Sheet: ...
