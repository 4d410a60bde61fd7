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
