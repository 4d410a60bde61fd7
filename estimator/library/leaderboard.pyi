"""A leaderboard in Redis: one sorted set of all players, or one for each league

Made by docs/make_types.py: the types of the sheet, and nothing that is run.
"""

from typing import Literal, Self

from estimator.api.arguments import Value
from estimator.api.estimates import Estimate
from estimator.units.quantity import Quantity

class Sheet(Estimate):
    """A leaderboard in Redis: one sorted set of all players, or one for each league"""

    players: Quantity  # on the board
    player_length: Quantity  # an id of ten digits
    score_length: Quantity  # digits of the score
    league_size: Quantity  # a sorted set is packed up to 128 members
    server: str
    version: Quantity
    allocator: str
    just_loaded: str  # or "yes": the old tables of large boards stay until somethin…
    daily_players: Quantity
    matches: Quantity
    views: Quantity  # top ten, and one's own place
    view_size: Quantity
    peak_factor: Quantity  # over the mean of a day
    commands: Quantity  # of one instance
    utilisation: Quantity
    seasons: Quantity  # final boards kept, with all players
    row_size: Quantity
    peak_updates: Quantity
    peak_reads: Quantity
    instances: Quantity
    egress: Quantity
    one_board: Quantity
    boards: Quantity
    leagues: Quantity
    levels: Quantity  # of the skip list, that an update goes through
    history: Quantity
    def __call__(  # type: ignore[override]
        self,
        /,
        *,
        players: Value = ...,
        player_length: Value = ...,
        score_length: Value = ...,
        league_size: Value = ...,
        server: Value = ...,
        version: Value = ...,
        allocator: Value = ...,
        just_loaded: Value = ...,
        daily_players: Value = ...,
        matches: Value = ...,
        views: Value = ...,
        view_size: Value = ...,
        peak_factor: Value = ...,
        commands: Value = ...,
        utilisation: Value = ...,
        seasons: Value = ...,
        row_size: Value = ...,
        peak_updates: Value = ...,
        peak_reads: Value = ...,
        instances: Value = ...,
        egress: Value = ...,
        one_board: Value = ...,
        boards: Value = ...,
        leagues: Value = ...,
        levels: Value = ...,
        history: Value = ...,
    ) -> Self: ...
    def scenario(  # type: ignore[override]
        self, title: Literal["world launch"]
    ) -> Self: ...

class Formulas:
    """A leaderboard in Redis: one sorted set of all players, or one for each league"""

    players: Quantity  # on the board
    player_length: Quantity  # an id of ten digits
    score_length: Quantity  # digits of the score
    league_size: Quantity  # a sorted set is packed up to 128 members
    server: str
    version: Quantity
    allocator: str
    just_loaded: str  # or "yes": the old tables of large boards stay until somethin…
    daily_players: Quantity
    matches: Quantity
    views: Quantity  # top ten, and one's own place
    view_size: Quantity
    peak_factor: Quantity  # over the mean of a day
    commands: Quantity  # of one instance
    utilisation: Quantity
    seasons: Quantity  # final boards kept, with all players
    row_size: Quantity
    peak_updates: Quantity
    peak_reads: Quantity
    instances: Quantity
    egress: Quantity
    one_board: Quantity
    boards: Quantity
    leagues: Quantity
    levels: Quantity  # of the skip list, that an update goes through
    history: Quantity
    def __call__(
        self,
        *,
        players: Value = ...,
        player_length: Value = ...,
        score_length: Value = ...,
        league_size: Value = ...,
        server: Value = ...,
        version: Value = ...,
        allocator: Value = ...,
        just_loaded: Value = ...,
        daily_players: Value = ...,
        matches: Value = ...,
        views: Value = ...,
        view_size: Value = ...,
        peak_factor: Value = ...,
        commands: Value = ...,
        utilisation: Value = ...,
        seasons: Value = ...,
        row_size: Value = ...,
        peak_updates: Value = ...,
        peak_reads: Value = ...,
        instances: Value = ...,
        egress: Value = ...,
        one_board: Value = ...,
        boards: Value = ...,
        leagues: Value = ...,
        levels: Value = ...,
        history: Value = ...,
    ) -> Sheet: ...
