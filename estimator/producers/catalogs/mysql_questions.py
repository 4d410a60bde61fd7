"""What MySQL and MariaDB are asked: INFORMATION_SCHEMA and InnoDB's own statistics, which change nothing."""

from __future__ import annotations

MOST_TABLES = 20_000

# Nothing can be written, no lock is waited for, and tables are shown as the reader of schemas knows them.
BEGINNING = (
    "SET SESSION TRANSACTION READ ONLY",
    "SET SESSION lock_wait_timeout = 1",
    "SET SESSION sql_mode = ''",
    "SET SESSION sql_quote_show_create = 1",
)
# Of MariaDB in seconds, of MySQL in milliseconds; MySQL 8 would keep what it is asked in its own tables otherwise.
LIMITS = {
    "MariaDB": ("SET SESSION max_statement_time = {seconds:.3f}",),
    "MySQL": ("SET SESSION max_execution_time = {milliseconds}", "SET SESSION information_schema_stats_expiry = 0"),
}
START = "START TRANSACTION READ ONLY"

VERSION = "SELECT VERSION()"
SERVER = """
SELECT VERSION(), @@version_comment, DATABASE(), @@innodb_page_size, DATE_FORMAT(UTC_TIMESTAMP(), '%Y-%m-%d %H:%i')
"""
DATABASES = "SHOW DATABASES"
UPTIME = "SHOW GLOBAL STATUS LIKE 'Uptime'"

TABLES = f"""
SELECT table_name, engine, row_format, table_rows, data_length, index_length, data_free, create_options
FROM information_schema.tables
WHERE table_schema = %(database)s AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')
ORDER BY data_length + index_length DESC, table_name LIMIT {MOST_TABLES + 1}
"""  # noqa: S608  of our own words alone
INDEXES = """
SELECT table_name, index_name, stat_name, stat_value FROM mysql.innodb_index_stats
WHERE database_name = %(database)s AND stat_name IN ('size', 'n_leaf_pages')
"""
# Shares of NULL and mean lengths, where ANALYZE TABLE … PERSISTENT FOR ALL has asked for them.
COLUMNS_OF_MARIADB = """
SELECT table_name, column_name, nulls_ratio, avg_length FROM mysql.column_stats WHERE db_name = %(database)s
"""
# Shares of NULL, where ANALYZE TABLE … UPDATE HISTOGRAM has asked for them.
COLUMNS_OF_MYSQL = """
SELECT table_name, column_name, JSON_UNQUOTE(JSON_EXTRACT(histogram, '$."null-values"')), NULL
FROM information_schema.column_statistics WHERE schema_name = %(database)s
"""
# What the files of tables take, and of it what MariaDB keeps vector indexes in. Its names are written as those of files
# are, those of MySQL 8 and later as they are; both have a partition behind them.
FILES = {
    "MariaDB": """
SELECT CONVERT(CONVERT(BINARY SUBSTRING_INDEX(SUBSTRING_INDEX(name, '/', -1), '#', 1) USING filename) USING utf8mb4),
    SUM(file_size), SUM(IF(name LIKE '%%#i#%%', file_size, 0)) FROM information_schema.innodb_sys_tablespaces
WHERE CONVERT(CONVERT(BINARY SUBSTRING_INDEX(name, '/', 1) USING filename) USING utf8mb4) = %(database)s GROUP BY 1
""",
    "MySQL": """
SELECT SUBSTRING(name, CHAR_LENGTH(%(database)s) + 2), file_size, 0 FROM information_schema.innodb_tablespaces
WHERE LEFT(name, CHAR_LENGTH(%(database)s) + 1) = CONCAT(%(database)s, '/')
""",
}
COUNTS = """
SELECT object_name, count_insert, count_delete FROM performance_schema.table_io_waits_summary_by_table
WHERE object_schema = %(database)s AND object_type = 'TABLE'
"""
