"""What PostgreSQL is asked of the parts of its indexes, and of the items that GIN and GiST indexes have of values.

Statistics hold the elements of arrays and the words of texts that are often, with how often, and some values of other
types: keys and values of such a jsonb, or trigrams of such a text, are counted by the server. No value leaves it.
"""

from __future__ import annotations

# The columns of indexes, in order: what each is on, by which class of operators, and its type in the index.
PARTS = """
WITH locked AS (
    SELECT DISTINCT relation FROM pg_locks
    WHERE locktype = 'relation' AND mode = 'AccessExclusiveLock'
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
)
SELECT a.attrelid::int8, a.attnum::int, a.attname::text, i.indkey[a.attnum - 1]::int, coalesce(o.opcname::text, ''),
    a.attlen::int,
    CASE WHEN i.indkey[a.attnum - 1] <> 0 OR i.indrelid IN (SELECT relation FROM locked) THEN ''
        ELSE pg_get_indexdef(i.indexrelid, a.attnum, false) END, {shares}
FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indexrelid
    LEFT JOIN pg_opclass o ON o.oid = i.indclass[a.attnum - 1]
WHERE i.indrelid = ANY(CAST(:oids AS oid[])) ORDER BY a.attrelid, a.attnum
"""

# Whether equal keys are the same to the last byte, so that they may share an entry: support function 4 since 13.
SHARES = """o.oid IS NULL OR (coalesce((SELECT n.collisdeterministic FROM pg_collation n
        WHERE n.oid = i.indcollation[a.attnum - 1]), true) AND EXISTS (SELECT FROM pg_amproc p WHERE p.amprocnum = 4
        AND p.amprocfamily = o.opcfamily AND p.amproclefttype = o.opcintype AND p.amprocrighttype = o.opcintype))"""

_WANTED = """
wanted AS (
    SELECT c.oid, n.nspname, c.relname, a.attname, w.kind
    FROM unnest(CAST(:oids AS oid[]), CAST(:names AS text[]), CAST(:kinds AS text[])) w(oid, name, kind)
        JOIN pg_class c ON c.oid = w.oid JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = w.name AND NOT a.attisdropped
)
"""

# The elements of arrays and the words of tsvectors that statistics list: in which shares of the rows that have a value
# they are, how long they are, and how many elements a value has.
LISTS = f"""
WITH {_WANTED}
SELECT w.oid::int8, w.attname::text, w.kind, s.avg_width::float8,
    s.elem_count_histogram[array_length(s.elem_count_histogram, 1)]::float8,
    l.shares, l.length, l.often
FROM wanted w JOIN pg_stats s ON s.schemaname = w.nspname AND s.tablename = w.relname AND s.attname = w.attname
    LEFT JOIN LATERAL (
        SELECT array_agg(f::float8) AS shares, avg(octet_length(e))::float8 AS length,
            (sum(octet_length(e) * f) / sum(f))::float8 AS often
        FROM unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) WITH ORDINALITY u(e, f, place)
        WHERE place <= array_length(s.most_common_elems::text::text[], 1)
    ) l ON true
WHERE NOT s.inherited
"""  # noqa: S608  of our own words alone

# Items of the values that statistics hold, each counted once for a value, by in how many of these they are; `bound` is
# where these are bounds of the histogram alone, each of which stands for as many rows. Of a jsonb the items are those
# of jsonb_ops or of jsonb_path_ops.
SAMPLES = f"""
WITH RECURSIVE {_WANTED}, held AS (
    SELECT w.oid, w.attname, w.kind, s.null_frac, s.avg_width, s.most_common_freqs AS freqs,
        s.most_common_vals::text::text[] AS often, s.histogram_bounds::text::text[] AS bounds
    FROM wanted w JOIN pg_stats s ON s.schemaname = w.nspname AND s.tablename = w.relname AND s.attname = w.attname
    WHERE NOT s.inherited
), given AS (
    SELECT row_number() OVER () AS doc, h.oid, h.attname, h.kind, h.avg_width, v.value, v.share, v.bound
    FROM held h, LATERAL (
        SELECT value, share::float8, false AS bound FROM unnest(h.often, h.freqs) u(value, share)
        UNION ALL
        SELECT value, greatest(1e-9, 1 - h.null_frac - coalesce((SELECT sum(f) FROM unnest(h.freqs) f), 0))::float8
            / array_length(h.bounds, 1), true
        FROM unnest(h.bounds) b(value)
    ) v
), walk(doc, kind, path, own, node) AS (
    SELECT doc, kind, '', NULL::text, value::jsonb FROM given WHERE kind LIKE 'jsonb%'
    UNION ALL
    SELECT w.doc, w.kind, CASE WHEN w.kind = 'jsonb_path' THEN w.path || '.' || coalesce(e.key, '') ELSE '' END,
        e.key, e.value
    FROM walk w, LATERAL (
        SELECT key, value FROM jsonb_each(CASE WHEN jsonb_typeof(w.node) = 'object' THEN w.node ELSE '{{}}' END)
        UNION ALL
        SELECT NULL, value
        FROM jsonb_array_elements(CASE WHEN jsonb_typeof(w.node) = 'array' THEN w.node ELSE '[]' END) a(value)
    ) e
), words AS (
    SELECT g.doc, '  ' || m.word || ' ' AS word
    FROM given g, LATERAL regexp_split_to_table(lower(g.value), '[^[:alnum:]]+') m(word)
    WHERE g.kind = 'trigram' AND m.word <> ''
), items AS (
    SELECT DISTINCT doc, 'k' || own AS item, octet_length(own) AS length FROM walk
    WHERE kind = 'jsonb' AND own IS NOT NULL
    UNION
    SELECT DISTINCT doc, path || 'v' || (node #>> '{{}}'), octet_length(node #>> '{{}}') FROM walk
    WHERE jsonb_typeof(node) NOT IN ('object', 'array')
    UNION
    SELECT DISTINCT doc, substr(word, place, 3), 3 FROM words, generate_series(1, length(word) - 2) place
), counted AS (
    SELECT g.oid, g.attname, g.kind, sum(g.share) AS share, count(*) AS docs, bool_and(g.bound) AS bound,
        max(i.length) AS length
    FROM given g JOIN items i USING (doc) GROUP BY g.oid, g.attname, g.kind, i.item
), whole AS (
    SELECT oid, attname, kind, max(avg_width) AS width, sum(share) AS share,
        sum(share * octet_length(value)) / sum(share) AS length
    FROM given GROUP BY oid, attname, kind
)
SELECT c.oid::int8, c.attname::text, c.kind, c.docs::int, c.bound, count(*)::float8,
    (sum(c.share) / max(w.share))::float8, sum(c.length)::float8, max(w.width)::float8, max(w.length)::float8
FROM counted c JOIN whole w ON w.oid = c.oid AND w.attname = c.attname AND w.kind = c.kind
GROUP BY c.oid, c.attname, c.kind, c.docs, c.bound, round(ln(c.share) * 2)
"""  # noqa: S608  of our own words alone
