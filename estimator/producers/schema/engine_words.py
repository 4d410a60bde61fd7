"""What a sheet of tables of MySQL or SQLite says of its columns, and where its numbers come from."""

from __future__ import annotations

COMING = 'in which the keys of new rows come, or "ascending"'
SAID = {
    "MySQL": (
        "Rows, lengths and shares of NULL are guesses: fill in your own.",
        "A length is the bytes in a value, and a range of it the spread over the rows; `most` is what the column may",
        "have, by its charset, and 0 B of a type of one length. `not_null` says which rows have a value. Rows lie in",
        "the primary key, and each other index holds it: `key` is what an entry holds with it. An index is filled in",
        '"ascending" or "random" order, or "by turns": rows of many `groups` come mixed, each in its own order.',
        "Without a charset it is utf8mb4. Sizes are data_length and index_length, more or less by `extents`, by which",
        "room is taken, and `data` has what is `off_page` too. The logs are left out: redo_log.insert and",
        "redo_log.update say what a row writes to InnoDB's.",
    ),
    "SQLite": (
        "Rows, lengths and shares of NULL are guesses: fill in your own.",
        "A length is the bytes in a value: of a number as many as it needs, none for 0 and 1. A range of it is the",
        "spread over the rows. `not_null` says which rows have a value. An INTEGER PRIMARY KEY is the row id and takes",
        'no room. An index is "built" after loading, or filled in "ascending" or "random" order. Where rows of many',
        "values come mixed and each value's in order, `groups` is how many these are; `share` of the rows are in it.",
        "Row ids are counted from 1: times and random numbers are longer, as largest_id of sqlite.table says.",
    ),
}
SOURCES = {"MySQL": "innodb", "SQLite": "sqlite"}
