-- Keys that differ in their rows without common values among them: whole numbers, times, texts; and their conditions.
SELECT setseed(0.71);
CREATE TABLE spread (
    id int PRIMARY KEY, weibull int NOT NULL, triangle int NOT NULL, ninety int NOT NULL, geometric int,
    stamp timestamptz NOT NULL, day date NOT NULL, customer text NOT NULL, price numeric, closed timestamptz,
    ratio float8, neg bigint, sparse int NOT NULL, seldom text
);
INSERT INTO spread
SELECT i, (30000 * (-ln(1 - random())) ^ (1 / 0.7))::int, (20000 * (random() + random() * random()))::int,
    CASE WHEN random() < 0.9 THEN 1000 + (random() * 4000)::int ELSE 5000 + (random() * 36000)::int END,
    CASE WHEN random() < 0.7 THEN (ln(1 - random()) / ln(1 - 1 / 3000.0))::int END,
    '2026-03-01'::timestamptz + floor(10 * 86400 * (random() + sin(random() * 3.1415926) / 2)) * interval '1 s',
    '2020-01-01'::date + (1000 * random() ^ 3)::int, 'c' || (random() * 20000)::int,
    round((exp(4 + 0.6 * sqrt(-2 * ln(1 - random())) * cos(6.2831853 * random())))::numeric, 2),
    CASE WHEN random() < 0.2 THEN '2026-03-01'::timestamptz + random() * interval '90 day' END,
    (floor(5000*random()^2)/100)::float8, -9000000000000::bigint + (20000 * random() * random())::bigint, 7 * (3000 * (-ln(1 - random())))::int,
    'user' || (random() * random() * random() * 30000)::int
FROM generate_series(1, 250000) i;
CREATE INDEX by_weibull ON spread (weibull);
CREATE INDEX by_triangle ON spread (triangle);
CREATE INDEX by_ninety ON spread (ninety);
CREATE INDEX by_geometric ON spread (geometric);
CREATE INDEX by_stamp ON spread (stamp);
CREATE INDEX by_day ON spread (day);
CREATE INDEX by_customer ON spread (customer);
CREATE INDEX by_neg ON spread (neg);
CREATE INDEX by_ratio ON spread (ratio);
CREATE INDEX by_sparse ON spread (sparse);
CREATE INDEX low_weibull ON spread (weibull) WHERE weibull < 12000;
CREATE INDEX high_weibull ON spread (weibull) WHERE weibull >= 60000;
CREATE INDEX by_seldom ON spread (seldom);
CREATE INDEX mid_weibull ON spread (weibull) WHERE weibull >= 10000 AND weibull < 20000;
CREATE INDEX late_stamp ON spread (stamp) WHERE stamp > '2026-03-09';
CREATE INDEX common_ninety ON spread (ninety) WHERE ninety <= 4500;
CREATE INDEX no_geometric ON spread (geometric) WHERE geometric IS NULL;
CREATE INDEX no_geometric_weibull ON spread (geometric, weibull) WHERE geometric IS NULL;
CREATE INDEX open_customer ON spread (customer) WHERE closed IS NULL;
CREATE INDEX closed_key ON spread (closed) WHERE closed IS NULL;
CREATE INDEX weibull_day ON spread (weibull, day);
CREATE INDEX day_ninety ON spread (day, ninety);
CREATE INDEX cust_day ON spread (customer, day);
CREATE INDEX triangle_inc ON spread (triangle) INCLUDE (id);
CREATE INDEX half ON spread ((weibull / 2));
-- Types whose equal values may differ in what they look like, ranges, and times of which nearly half are one.
CREATE EXTENSION citext;
CREATE TABLE mixed (
    id uuid, mail citext NOT NULL, lasted interval, touched timestamptz NOT NULL, during tstzrange NOT NULL,
    address inet, french text COLLATE "C", url text NOT NULL
);
INSERT INTO mixed
SELECT md5(i::text)::uuid, 'Mail' || i % 20000 || '@Example.org', (i % 3000) * interval '1 min',
    CASE WHEN random() < 0.45 THEN '2026-05-05' ELSE '2026-04-01'::timestamptz + random() * interval '20 day' END,
    tstzrange('2026-01-01'::timestamptz + (i % 700) * interval '1 day',
        '2026-01-02'::timestamptz + (i % 700 + 9 * random()) * interval '1 day'),
    ('10.0.' || (random() * 255)::int || '.' || (random() * 255)::int)::inet, left(md5((i % 9000)::text), 3 + i % 7),
    '/page/' || (30000 ^ random())::int || CASE WHEN random() < 0.5 THEN '?q=' || (random() * 50)::int ELSE '' END
FROM generate_series(1, 100000) i;
ALTER TABLE mixed ADD PRIMARY KEY (id);
CREATE INDEX by_mail ON mixed (mail);
CREATE INDEX by_lasted ON mixed (lasted);
CREATE INDEX by_touched ON mixed (touched);
CREATE INDEX by_during ON mixed USING gist (during);
CREATE INDEX by_address ON mixed USING gist (address inet_ops);
CREATE INDEX by_french ON mixed (french);
CREATE INDEX by_url ON mixed (url);
CREATE INDEX untouched ON mixed (touched) WHERE touched >= '2026-05-05';
CREATE TABLE parted (org int NOT NULL, quantity int NOT NULL) PARTITION BY HASH (org);
CREATE TABLE parted_0 PARTITION OF parted FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO parted SELECT (random() * 5000)::int, exp(2 + random() * 7)::int FROM generate_series(1, 120000);
CREATE INDEX by_quantity ON parted (quantity);
CREATE INDEX large_quantity ON parted (quantity) WHERE quantity > 900;
