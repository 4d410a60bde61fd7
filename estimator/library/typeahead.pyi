"""Typeahead: suggestions while one types

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """Typeahead: suggestions while one types"""

    daily_users: Quantity
    searches: Quantity
    characters: Quantity  # a request a keystroke
    debounced: Quantity  # keystrokes held back until one pauses
    browser_hits: Quantity  # answered from the browser's cache
    peak_factor: Quantity  # over the mean of a day
    response: Quantity  # ten suggestions, with headers
    query_size: Quantity
    new_share: Quantity  # of the searches are new
    kept_queries: Quantity  # that the trie is built of
    new_nodes: Quantity  # of the trie, for each of them
    node_size: Quantity  # with its best ten, as references
    log_retention: Quantity
    copies: Quantity  # of the log
    zones: Quantity  # of which one may be down
    server_rate: Quantity
    mean_qps: Quantity  # keystrokes
    peak_qps: Quantity
    server_qps: Quantity
    egress: Quantity
    trie_memory: Quantity  # one copy
    servers: Quantity
    new_per_day: Quantity
    search_log: Quantity  # what the trie is counted from
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        daily_users: Value = ...,
        searches: Value = ...,
        characters: Value = ...,
        debounced: Value = ...,
        browser_hits: Value = ...,
        peak_factor: Value = ...,
        response: Value = ...,
        query_size: Value = ...,
        new_share: Value = ...,
        kept_queries: Value = ...,
        new_nodes: Value = ...,
        node_size: Value = ...,
        log_retention: Value = ...,
        copies: Value = ...,
        zones: Value = ...,
        server_rate: Value = ...,
        mean_qps: Value = ...,
        peak_qps: Value = ...,
        server_qps: Value = ...,
        egress: Value = ...,
        trie_memory: Value = ...,
        servers: Value = ...,
        new_per_day: Value = ...,
        search_log: Value = ...,
    ) -> Self: ...
    def scenario(  # type: ignore[override]
        self, title: Literal["debounced"]
    ) -> Self: ...

class Formulas:
    """Typeahead: suggestions while one types"""

    daily_users: Quantity
    searches: Quantity
    characters: Quantity  # a request a keystroke
    debounced: Quantity  # keystrokes held back until one pauses
    browser_hits: Quantity  # answered from the browser's cache
    peak_factor: Quantity  # over the mean of a day
    response: Quantity  # ten suggestions, with headers
    query_size: Quantity
    new_share: Quantity  # of the searches are new
    kept_queries: Quantity  # that the trie is built of
    new_nodes: Quantity  # of the trie, for each of them
    node_size: Quantity  # with its best ten, as references
    log_retention: Quantity
    copies: Quantity  # of the log
    zones: Quantity  # of which one may be down
    server_rate: Quantity
    mean_qps: Quantity  # keystrokes
    peak_qps: Quantity
    server_qps: Quantity
    egress: Quantity
    trie_memory: Quantity  # one copy
    servers: Quantity
    new_per_day: Quantity
    search_log: Quantity  # what the trie is counted from
    def __call__(
        self,
        *,
        daily_users: Value = ...,
        searches: Value = ...,
        characters: Value = ...,
        debounced: Value = ...,
        browser_hits: Value = ...,
        peak_factor: Value = ...,
        response: Value = ...,
        query_size: Value = ...,
        new_share: Value = ...,
        kept_queries: Value = ...,
        new_nodes: Value = ...,
        node_size: Value = ...,
        log_retention: Value = ...,
        copies: Value = ...,
        zones: Value = ...,
        server_rate: Value = ...,
        mean_qps: Value = ...,
        peak_qps: Value = ...,
        server_qps: Value = ...,
        egress: Value = ...,
        trie_memory: Value = ...,
        servers: Value = ...,
        new_per_day: Value = ...,
        search_log: Value = ...,
    ) -> Sheet: ...
