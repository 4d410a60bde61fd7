"""What PostgreSQL is asked: its catalogs, in statements that take no lock that anyone would wait for.

pg_relation_size takes a lock for a moment that waits behind a table's ALTER or VACUUM FULL: of a table that someone has
for himself the catalog's own number of pages stands in for it.
"""

from __future__ import annotations

MOST_RELATIONS = 20_000
MOST_LENGTHS = 24  # of values, that are told one by one

SERVER = """
SELECT version(), current_setting('server_version'), current_setting('server_version_num')::int,
    current_setting('block_size')::int, current_database()::text, pg_is_in_recovery(),
    to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), extract(epoch from now())::float8
"""

# Since when rows are counted: the database's own reset, or that of the server's counters, which a crash resets too.
SINCE = """
SELECT extract(epoch from coalesce(d.stats_reset, b.stats_reset))::float8
FROM pg_stat_database d, pg_stat_bgwriter b WHERE d.datname = current_database()
"""

_LOCKED = """
locked AS (
    SELECT DISTINCT relation FROM pg_locks
    WHERE locktype = 'relation' AND mode = 'AccessExclusiveLock'
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
)
"""

# An heir that has no more columns than its only parent, which has no rows itself, is a partition as they were made
# before PostgreSQL 10.
RELATIONS = f"""
WITH {_LOCKED}, chosen AS (
    SELECT c.oid, n.nspname, c.relname, c.relkind, c.reltuples, c.relpages, c.reltoastrelid, c.reloptions,
        c.relispartition OR (SELECT count(*) = 1 AND bool_and(p.relkind = 'r' AND p.relpages = 0
            AND p.relnatts = c.relnatts) FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
            WHERE i.inhrelid = c.oid) AS is_part
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'm', 'p') AND c.relpersistence <> 't'
        AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
    ORDER BY c.relpages DESC, c.oid LIMIT {MOST_RELATIONS + 1}
)
SELECT c.oid::int8, c.nspname::text, c.relname::text, c.relkind::text, c.reltuples::float8, c.relpages::int8,
    c.reltoastrelid::int8, c.is_part, coalesce(array_to_string(c.reloptions, ','), ''),
    CASE WHEN c.oid IN (SELECT relation FROM locked) THEN NULL ELSE pg_relation_size(c.oid) END,
    pg_stat_get_live_tuples(c.oid)::float8, pg_stat_get_dead_tuples(c.oid)::float8,
    pg_stat_get_tuples_inserted(c.oid)::float8, pg_stat_get_tuples_deleted(c.oid)::float8,
    coalesce(pg_stat_get_last_analyze_time(c.oid), pg_stat_get_last_autoanalyze_time(c.oid),
        pg_stat_get_last_vacuum_time(c.oid), pg_stat_get_last_autovacuum_time(c.oid)) IS NOT NULL,
    (SELECT i.inhparent::int8 FROM pg_inherits i WHERE i.inhrelid = c.oid ORDER BY i.inhseqno LIMIT 1),
    has_table_privilege(c.oid, 'SELECT') AND NOT row_security_active(c.oid)
FROM chosen c ORDER BY c.oid
"""  # noqa: S608  of our own words alone

# Tables whose rows another server has.
ELSEWHERE = """
SELECT n.nspname::text, c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'f' ORDER BY n.nspname, c.relname LIMIT 1000
"""

# The TOAST tables of the relations that are asked for.
TOASTS = f"""
WITH {_LOCKED}
SELECT c.oid::int8,
    CASE WHEN c.oid IN (SELECT relation FROM locked) THEN c.relpages * 8192::int8 ELSE pg_relation_size(c.oid) END,
    c.reltuples::float8, pg_stat_get_live_tuples(c.oid)::float8, c.relpages::int8,
    CASE WHEN c.oid IN (SELECT relation FROM locked) THEN 0
        ELSE (SELECT coalesce(sum(pg_relation_size(i.indexrelid)), 0) FROM pg_index i WHERE i.indrelid = c.oid)::int8
    END,
    pg_stat_get_tuples_inserted(c.oid)::float8, pg_stat_get_tuples_deleted(c.oid)::float8
FROM pg_class c WHERE c.oid = ANY(CAST(:oids AS oid[]))
"""  # noqa: S608  of our own words alone

# An index of a partition is called as that of the table which it is a part of.
INDEXES = f"""
WITH {_LOCKED}
SELECT i.indrelid::int8, c.oid::int8, coalesce(e.relname, d.relname, b.relname, c.relname)::text, a.amname::text,
    i.indisunique, i.indisprimary,
    i.indkey::text, {{keys}}, i.indpred IS NOT NULL, c.reltuples::float8,
    CASE WHEN c.oid IN (SELECT relation FROM locked) THEN c.relpages * 8192::int8 ELSE pg_relation_size(c.oid) END,
    coalesce(array_to_string(c.reloptions, ','), ''),
    CASE WHEN i.indpred IS NULL OR i.indrelid IN (SELECT relation FROM locked) THEN ''
        ELSE pg_get_expr(i.indpred, i.indrelid) END
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
    LEFT JOIN pg_inherits h ON h.inhrelid = c.oid LEFT JOIN pg_class b ON b.oid = h.inhparent
    LEFT JOIN pg_inherits k ON k.inhrelid = b.oid LEFT JOIN pg_class d ON d.oid = k.inhparent
    LEFT JOIN pg_inherits l ON l.inhrelid = d.oid LEFT JOIN pg_class e ON e.oid = l.inhparent
WHERE i.indrelid = ANY(CAST(:oids AS oid[])) AND c.relkind = 'i'
ORDER BY i.indrelid, i.indisprimary DESC, c.relname
"""  # noqa: S608  of our own words alone

COLUMNS = """
WITH RECURSIVE bases AS (
    SELECT oid AS own, oid, typtype, typbasetype FROM pg_type
    WHERE oid IN (SELECT atttypid FROM pg_attribute WHERE attrelid = ANY(CAST(:oids AS oid[])))
    UNION ALL
    SELECT b.own, t.oid, t.typtype, t.typbasetype FROM bases b JOIN pg_type t ON t.oid = b.typbasetype
    WHERE b.typtype = 'd'
)
SELECT a.attrelid::int8, a.attnum::int, a.attname::text, a.attisdropped, a.attnotnull, a.atttypmod::int,
    CASE WHEN e.typname IS NULL THEN t.typname ELSE e.typname || '[]' END::text, t.typlen::int,
    t.typalign::text, {generated}::text, format_type(t.oid, a.atttypmod)
FROM pg_attribute a LEFT JOIN bases b ON b.own = a.atttypid AND b.typtype <> 'd'
    LEFT JOIN pg_type t ON t.oid = b.oid
    LEFT JOIN pg_type e ON t.typcategory = 'A' AND t.typname LIKE '\\_%' AND e.oid = t.typelem
WHERE a.attrelid = ANY(CAST(:oids AS oid[])) AND a.attnum > 0
ORDER BY a.attrelid, a.attnum
"""

# The lengths of the values that the statistics hold are reckoned by the server, and how far numbers and times are from
# the least of them: no value leaves it. They are asked for of types alone that a text tells the length of.
STATISTICS = """
WITH wanted AS (
    SELECT c.oid, n.nspname, c.relname, a.attname,
        coalesce(b.typname, t.typname) AS kind,
        CASE WHEN c.relkind = 'i' THEN 0 ELSE c.relpages END::int8 AS relpages,
        coalesce(b.typname, t.typname) IN ('text', 'varchar', 'bpchar', 'citext', 'bytea', 'numeric', 'jsonb', '_text',
            'name', '_varchar', '_int4', '_int8', '_uuid') AS measured,
        coalesce(b.typname, t.typname) IN ('int2', 'int4', 'int8', 'oid', 'float4', 'float8', 'numeric', 'date',
            'timestamp', 'timestamptz') AS is_number
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_type b ON b.oid = t.typbasetype
    WHERE c.oid = ANY(CAST(:oids AS oid[])) AND a.attnum > 0 AND NOT a.attisdropped
)
SELECT w.oid::int8, s.attname::text, s.inherited, s.null_frac::float8, s.avg_width::float8, s.n_distinct::float8,
    l.mean, l.square, s.most_common_freqs::float8[], l.lengths, l.shares,
    greatest(current_setting('default_statistics_target')::int,
        (SELECT max(t.attstattarget) FROM pg_attribute t WHERE t.attrelid = w.oid)::int),
    s.correlation::float8, w.relpages, p.bounds, p.common, w.kind IN ('int2', 'int4', 'int8', 'oid', 'date')
FROM wanted w JOIN pg_stats s ON s.schemaname = w.nspname AND s.tablename = w.relname AND s.attname = w.attname
    LEFT JOIN LATERAL (
        SELECT sum(share * length) / sum(share) AS mean, sum(share * length * length) / sum(share) AS square,
            CASE WHEN count(*) <= {lengths} THEN array_agg(length) END AS lengths,
            CASE WHEN count(*) <= {lengths} THEN array_agg(share) END AS shares
        FROM (
            SELECT CASE w.kind WHEN 'numeric' THEN pg_column_size(value::numeric) - 4
                WHEN 'bytea' THEN octet_length(value) / 2 - 1
                WHEN 'jsonb' THEN pg_column_size(value::jsonb) - 4
                WHEN '_text' THEN pg_column_size(value::text[]) - 4
                WHEN '_varchar' THEN pg_column_size(value::text[]) - 4
                WHEN '_int4' THEN pg_column_size(value::int4[]) - 4
                WHEN '_int8' THEN pg_column_size(value::int8[]) - 4
                WHEN '_uuid' THEN pg_column_size(value::uuid[]) - 4
                ELSE octet_length(value) END::float8, sum(share::float8)
            FROM (
                SELECT value, share FROM unnest(
                    CASE WHEN w.measured THEN s.most_common_vals::text::text[] END,
                    CASE WHEN w.measured THEN s.most_common_freqs END) common(value, share)
                UNION ALL
                SELECT value,
                    greatest(1e-6, 1 - s.null_frac - coalesce((SELECT sum(f) FROM unnest(s.most_common_freqs) f), 0))
                    / array_length(s.histogram_bounds::text::text[], 1)
                FROM unnest(CASE WHEN w.measured THEN s.histogram_bounds::text::text[] END) bounds(value)
            ) counted(value, share)
            GROUP BY 1
        ) lengths(length, share)
    ) l ON true
    LEFT JOIN LATERAL (
        SELECT array_agg((number - least)::float8 ORDER BY place) FILTER (WHERE is_bound) AS bounds,
            array_agg((number - least)::float8 ORDER BY place) FILTER (WHERE NOT is_bound) AS common
        FROM (
            SELECT is_bound, place, number, min(number) OVER () AS least
            FROM (
                SELECT is_bound, place, CASE
                    WHEN value ~* '^-?(infinity|nan)$' THEN NULL
                    WHEN w.kind IN ('date', 'timestamp') THEN extract(epoch FROM value::timestamp)::numeric
                        / CASE w.kind WHEN 'date' THEN 86400 ELSE 1 END
                    WHEN w.kind = 'timestamptz' THEN extract(epoch FROM value::timestamptz)::numeric
                    ELSE value::numeric END AS number
                FROM (
                    SELECT true AS is_bound, bounds.* FROM unnest(
                        CASE WHEN w.is_number THEN s.histogram_bounds::text::text[] END)
                        WITH ORDINALITY AS bounds(value, place)
                    UNION ALL
                    SELECT false, common.* FROM unnest(
                        CASE WHEN w.is_number THEN s.most_common_vals::text::text[] END)
                        WITH ORDINALITY AS common(value, place)
                ) kept
            ) numbers
        ) places
    ) p ON true
""".replace("{lengths}", str(MOST_LENGTHS))

# How many values several columns of a table have together, where CREATE STATISTICS has asked for them.
TOGETHER = """
SELECT c.oid::int8, s.n_distinct::text
FROM pg_stats_ext s JOIN pg_namespace n ON n.nspname = s.schemaname
    JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = s.tablename
WHERE c.oid = ANY(CAST(:oids AS oid[])) AND s.n_distinct IS NOT NULL
"""

# What the indexes of tables take.
OF_THE_REST = f"""
WITH {_LOCKED}
SELECT coalesce(sum(CASE WHEN c.oid IN (SELECT relation FROM locked) THEN c.relpages * 8192::int8
    ELSE pg_relation_size(c.oid) END), 0)::int8
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = ANY(CAST(:oids AS oid[]))
"""  # noqa: S608  of our own words alone
