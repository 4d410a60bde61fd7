-- A shop on PostgreSQL: texts of several lengths, NULLs, shared keys, partial and other indexes, partitions, TOAST.
CREATE TYPE order_status AS ENUM ('new', 'paid', 'shipped');
CREATE DOMAIN amount AS numeric(12, 2);
CREATE TABLE users (
    id bigserial PRIMARY KEY, email varchar(255) NOT NULL UNIQUE, name text, bio text, country char(2), balance amount,
    created_at timestamptz NOT NULL
);
INSERT INTO users (email, name, bio, country, balance, created_at)
SELECT 'user' || i || '@' || repeat('x', i % 20) || '.example.com', repeat('n', 5 + (i * 7919) % 25),
    CASE WHEN i % 10 >= 7 THEN repeat(md5(i::text), 1 + i % 12) END, (array['de', 'us', 'cn'])[1 + i % 3],
    (i * 37 % 100000) / 100.0, '2026-01-01'::timestamptz + (i || ' s')::interval
FROM generate_series(1, 30000) i;
CREATE INDEX users_name_lower ON users (lower(name));
CREATE EXTENSION pg_trgm;
CREATE INDEX users_name_like ON users USING gin (email gin_trgm_ops);
CREATE TABLE orders (
    id bigserial PRIMARY KEY, user_id bigint NOT NULL, status order_status NOT NULL, note text, total amount,
    created_at timestamptz NOT NULL, shipped_at timestamptz, code uuid NOT NULL, flags "char", point point
);
INSERT INTO orders (user_id, status, note, total, created_at, shipped_at, code, flags, point)
SELECT 1 + i % 5000, (array['new', 'paid', 'shipped'])[1 + i % 3]::order_status,
    CASE WHEN i % 5 = 0 THEN repeat('lorem ', i % 61) END, i % 997, '2026-01-01'::timestamptz + (i || ' s')::interval,
    CASE WHEN i % 3 = 0 THEN '2026-02-02'::timestamptz + (i || ' s')::interval END, md5(i::text)::uuid, 'x', point(i * 7919 % 10007, i * 3571 % 9973)
FROM generate_series(1, 60000) i;
CREATE INDEX orders_user ON orders (user_id);
CREATE INDEX orders_user_time ON orders (user_id, created_at);
CREATE INDEX orders_status ON orders (status);
CREATE INDEX orders_unshipped ON orders (created_at) WHERE shipped_at IS NULL;
CREATE INDEX orders_total_note ON orders (user_id) INCLUDE (total);
CREATE UNIQUE INDEX orders_code ON orders (code) WITH (fillfactor = 70);
CREATE INDEX orders_point ON orders USING gist (point);
CREATE INDEX orders_span ON orders USING gist (int8range(user_id, user_id + 5));
CREATE INDEX orders_user_hash ON orders USING hash (user_id);
CREATE INDEX orders_brin ON orders USING brin (created_at);
CREATE INDEX orders_month ON orders ((total * 2), lower(note)) WHERE note IS NOT NULL;
CREATE STATISTICS orders_pair (ndistinct) ON user_id, status FROM orders;
CREATE INDEX orders_user_status ON orders (user_id, status);
CREATE TABLE documents (id int PRIMARY KEY, title text, body text, tags text[], meta jsonb);
INSERT INTO documents
SELECT i, 'title ' || (array['red', 'green', 'blue'])[1 + i % 3] || ' ' || i % 400, (SELECT string_agg(md5(i::text || j::text), '') FROM generate_series(1, 80 + i * 31 % 100) j),
    array['a', 'b', 'tag' || i % 50], jsonb_build_object('k', i, 'v', md5(i::text))
FROM generate_series(1, 1500) i;
CREATE INDEX documents_tags ON documents USING gin (tags);
CREATE INDEX documents_words ON documents USING gin (to_tsvector('simple', title));
CREATE INDEX documents_meta ON documents USING gin (meta jsonb_path_ops);
CREATE TABLE events (tenant int NOT NULL, at timestamptz NOT NULL, kind text, payload text) PARTITION BY RANGE (at);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2026-01-03');
CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM ('2026-01-03') TO ('2026-03-01');
CREATE INDEX events_time ON events (tenant, at);
INSERT INTO events
SELECT i % 100, '2026-01-01'::timestamptz + (i * 10 || ' s')::interval, 'kind' || i % 5, md5(i::text)
FROM generate_series(1, 40000) i;
CREATE TABLE worn (id int PRIMARY KEY, v text, n int) WITH (fillfactor = 80);
INSERT INTO worn SELECT i, md5(i::text), i FROM generate_series(1, 30000) i;
CREATE INDEX worn_v ON worn (v);
UPDATE worn SET v = md5(v);
UPDATE worn SET v = md5(v) WHERE id % 2 = 0;
DELETE FROM worn WHERE id % 4 = 0;
ALTER TABLE worn DROP COLUMN n;
