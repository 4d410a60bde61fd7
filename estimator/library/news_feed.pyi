"""A news feed: push, pull or hybrid

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """A news feed: push, pull or hybrid"""

    daily_users: Quantity
    posts_per_user: Quantity
    feeds_per_user: Quantity
    followers: Quantity  # mean, large accounts left out
    followed: Quantity  # accounts
    large_accounts: Quantity  # of them, that are pulled
    celebrity: Quantity  # followers of the largest account
    inbox_length: Quantity  # posts; 128 would stay packed
    post_size: Quantity  # text and links; media elsewhere
    feed_size: Quantity  # a page of 20 posts
    retention: Quantity
    copies: Quantity
    server_rate: Quantity  # of a Redis
    utilisation: Quantity
    server_memory: Quantity
    peak_factor: Quantity  # over the mean of a day
    post_qps: Quantity
    feed_qps: Quantity
    push_writes: Quantity
    pull_reads: Quantity
    hybrid_reads: Quantity
    hybrid_load: Quantity
    inbox_memory: Quantity
    pull_servers: Quantity
    hybrid_servers: Quantity
    celebrity_push: Quantity  # by one server: why they are pulled
    posts_stored: Quantity
    egress: Quantity
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        daily_users: Value = ...,
        posts_per_user: Value = ...,
        feeds_per_user: Value = ...,
        followers: Value = ...,
        followed: Value = ...,
        large_accounts: Value = ...,
        celebrity: Value = ...,
        inbox_length: Value = ...,
        post_size: Value = ...,
        feed_size: Value = ...,
        retention: Value = ...,
        copies: Value = ...,
        server_rate: Value = ...,
        utilisation: Value = ...,
        server_memory: Value = ...,
        peak_factor: Value = ...,
        post_qps: Value = ...,
        feed_qps: Value = ...,
        push_writes: Value = ...,
        pull_reads: Value = ...,
        hybrid_reads: Value = ...,
        hybrid_load: Value = ...,
        inbox_memory: Value = ...,
        pull_servers: Value = ...,
        hybrid_servers: Value = ...,
        celebrity_push: Value = ...,
        posts_stored: Value = ...,
        egress: Value = ...,
    ) -> Self: ...
    def scenario(  # type: ignore[override]
        self, title: Literal["a final", "packed inboxes"]
    ) -> Self: ...

class Formulas:
    """A news feed: push, pull or hybrid"""

    daily_users: Quantity
    posts_per_user: Quantity
    feeds_per_user: Quantity
    followers: Quantity  # mean, large accounts left out
    followed: Quantity  # accounts
    large_accounts: Quantity  # of them, that are pulled
    celebrity: Quantity  # followers of the largest account
    inbox_length: Quantity  # posts; 128 would stay packed
    post_size: Quantity  # text and links; media elsewhere
    feed_size: Quantity  # a page of 20 posts
    retention: Quantity
    copies: Quantity
    server_rate: Quantity  # of a Redis
    utilisation: Quantity
    server_memory: Quantity
    peak_factor: Quantity  # over the mean of a day
    post_qps: Quantity
    feed_qps: Quantity
    push_writes: Quantity
    pull_reads: Quantity
    hybrid_reads: Quantity
    hybrid_load: Quantity
    inbox_memory: Quantity
    pull_servers: Quantity
    hybrid_servers: Quantity
    celebrity_push: Quantity  # by one server: why they are pulled
    posts_stored: Quantity
    egress: Quantity
    def __call__(
        self,
        *,
        daily_users: Value = ...,
        posts_per_user: Value = ...,
        feeds_per_user: Value = ...,
        followers: Value = ...,
        followed: Value = ...,
        large_accounts: Value = ...,
        celebrity: Value = ...,
        inbox_length: Value = ...,
        post_size: Value = ...,
        feed_size: Value = ...,
        retention: Value = ...,
        copies: Value = ...,
        server_rate: Value = ...,
        utilisation: Value = ...,
        server_memory: Value = ...,
        peak_factor: Value = ...,
        post_qps: Value = ...,
        feed_qps: Value = ...,
        push_writes: Value = ...,
        pull_reads: Value = ...,
        hybrid_reads: Value = ...,
        hybrid_load: Value = ...,
        inbox_memory: Value = ...,
        pull_servers: Value = ...,
        hybrid_servers: Value = ...,
        celebrity_push: Value = ...,
        posts_stored: Value = ...,
        egress: Value = ...,
    ) -> Sheet: ...
