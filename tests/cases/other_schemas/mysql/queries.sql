SET NAMES utf8mb4;
-- Tables that queries make: what MySQL and MariaDB make alike of it.
CREATE TABLE `customers` (`id` int NOT NULL AUTO_INCREMENT PRIMARY KEY, `name` varchar(100) NOT NULL, `email` varchar(255),
  `country` char(2) CHARACTER SET latin1 NOT NULL DEFAULT 'de', `level` enum('new','gold') NOT NULL, `made` datetime NOT NULL,
  `seen` timestamp(3) NULL, `born` date, `note` text, `token` binary(16) NOT NULL, `score` double NOT NULL) ENGINE=InnoDB;
CREATE TABLE `orders` (`id` bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, `customer_id` int NOT NULL, `total` decimal(10,2) NOT NULL,
  `tax` decimal(6,4), `items` smallint NOT NULL, `state` varchar(20) NOT NULL DEFAULT 'new', `paid` tinyint(1), `at` datetime(6) NOT NULL,
  `doubled` decimal(11,2) AS (`total` * 2) VIRTUAL, KEY (`customer_id`)) ENGINE=InnoDB;
CREATE TABLE `q01` AS SELECT * FROM customers;
CREATE TABLE `q02` SELECT `id`, `name` FROM `customers` WHERE `id` > 10 ORDER BY `name` LIMIT 5;
CREATE TABLE `q03` ENGINE=InnoDB AS SELECT c.*, o.total, o.at FROM customers c JOIN orders AS o ON o.customer_id = c.id;
CREATE TABLE `q04` AS SELECT c.id, o.id AS order_id, o.total FROM customers c LEFT JOIN orders o ON o.customer_id = c.id;
CREATE TABLE `q05` AS SELECT customer_id, count(*) AS n, sum(total) AS total, avg(total) AS mean, min(at) AS first_at, max(state) AS state FROM orders GROUP BY customer_id;
CREATE TABLE `q06` AS SELECT date(at) AS day, count(DISTINCT customer_id) AS people, sum(items) AS items, avg(items) AS mean FROM orders GROUP BY date(at);
CREATE TABLE `q07` AS SELECT id, concat(name, ' <', email, '>') AS who, upper(country) AS country, left(name, 3) AS short, length(note) AS n FROM customers;
CREATE TABLE `q08` AS SELECT id, coalesce(email, name) AS contact, coalesce(tax.tax, 0) AS tax FROM customers JOIN (SELECT customer_id, sum(tax) AS tax FROM orders GROUP BY customer_id) AS tax ON tax.customer_id = id;
CREATE TABLE `q09` AS SELECT id, CASE WHEN total > 100 THEN 'large' WHEN total > 10 THEN 'middle' ELSE 'small' END AS size, IF(total > 1, total, 0) AS got FROM orders;
CREATE TABLE `q10` AS SELECT total * 2 AS t2, total + tax AS gross, items * 3 AS i3, customer_id + 1 AS next, total / items AS each_one, score / 2 AS half FROM orders, customers;
CREATE TABLE `q11` AS SELECT CAST(id AS CHAR) AS a, CAST(state AS CHAR(5)) AS b, CAST(state AS SIGNED) AS c, CAST(total AS DECIMAL(12,1)) AS d, CAST(at AS DATE) AS e, CAST(at AS DATETIME) AS f, CONVERT(state, UNSIGNED) AS g FROM orders;
CREATE TABLE `q12` AS SELECT 1 AS one, 'abc' AS text, 1.50 AS price, 1e3 AS real_one, 3000000000 AS big, true AS yes, -7 AS minus FROM orders;
CREATE TABLE `q13` AS SELECT now() AS t, now(3) AS t3, current_date AS d, curtime() AS c, CURRENT_TIMESTAMP AS ts FROM customers;
CREATE TABLE `q14` AS SELECT month(at) AS m, dayofweek(at) AS w, hour(at) AS h, datediff(now(), at) AS age, date_format(at, '%Y-%m') AS ym, date_format(at, '%Y-%m-%d %H:%i') AS minute FROM orders;
CREATE TABLE `q15` AS SELECT at + INTERVAL 1 DAY AS next_day, date_add(born, INTERVAL 1 MONTH) AS later, date_sub(made, INTERVAL 2 HOUR) AS before_it, last_day(born) AS l FROM orders, customers;
CREATE TABLE `q16` AS SELECT id, total > 10 AS is_large, paid IS NULL AS unpaid, state IN ('new', 'paid') AS open, tax BETWEEN 1 AND 2 AS b, state LIKE 'n%' AS n FROM orders;
CREATE TABLE `q17` AS SELECT id FROM customers UNION SELECT customer_id FROM orders;
CREATE TABLE `q18` AS SELECT name AS label, id FROM customers UNION ALL SELECT state, id FROM orders;
CREATE TABLE `q19` AS SELECT sum(CASE WHEN state = 'new' THEN 1 ELSE 0 END) AS new_ones, sum(IF(paid, 1, 0)) AS paid, sum(total) / count(*) AS mean FROM orders;
CREATE TABLE `q20` (`id` int NOT NULL PRIMARY KEY, `extra` varchar(10), KEY (`extra`)) AS SELECT id, name FROM customers;
CREATE TABLE `q21` (`pk` bigint NOT NULL AUTO_INCREMENT PRIMARY KEY) SELECT name, email FROM customers;
CREATE TABLE IF NOT EXISTS `q22` (UNIQUE KEY `u` (`email`)) AS SELECT email, count(*) n FROM customers GROUP BY email;
CREATE TABLE `q23` AS SELECT * FROM (SELECT id, upper(name) AS name FROM customers) AS inner_one;
CREATE TABLE `q24` AS SELECT row_number() OVER (ORDER BY id) AS rank_of, sum(total) OVER (PARTITION BY customer_id) AS running, first_value(state) OVER (ORDER BY id) AS first_state FROM orders;
CREATE TABLE `q25` AS SELECT round(sum(total), 2) AS total, round(total, 1) AS one FROM orders GROUP BY total;
CREATE TABLE `q26` AS SELECT greatest(items, customer_id) AS g, least(state, 'zzz') AS l, nullif(customer_id, 0) AS n, coalesce(sum(total), 0) AS s FROM orders GROUP BY items, customer_id, state;
CREATE TABLE `q27` CHARACTER SET latin1 AS SELECT name, country, lpad(name, 10, ' ') AS padded, repeat(country, 3) AS thrice, reverse(name) AS back FROM customers;
CREATE TABLE `q28` AS SELECT o.doubled, o.paid, c.token, c.level, c.seen FROM orders o INNER JOIN customers c ON c.id = o.customer_id;
CREATE TABLE `q29` AS SELECT std(total) AS spread, pow(items, 2) AS p, sqrt(total) AS r, score + 1 AS s, bit_or(items) AS b FROM orders JOIN customers ON true GROUP BY score, items, total;
CREATE TABLE `q30` AS SELECT distinct state, count(*) AS `how many` FROM orders GROUP BY state HAVING count(*) > 1;
CREATE TABLE `q31` AS SELECT from_unixtime(customer_id) AS t, sha2(state, 256) AS h, substring(state, 2, 4) AS s, replace(state, 'a', 'b') AS r, trim(state) AS tr FROM orders;
CREATE TABLE `q32` AS SELECT q05.customer_id, q05.n, q05.total FROM q05 WHERE q05.n > 2;
CREATE TABLE `q33` AS WITH big AS (SELECT id, total FROM orders WHERE total > 10) SELECT id, total * 2 AS twice FROM big;
CREATE TABLE `q34` AS SELECT o.id, c.name FROM orders o RIGHT JOIN customers c ON c.id = o.customer_id;
CREATE TABLE `q35` AS SELECT concat_ws(',', name, email) AS both_of, concat(id, '-', country) AS code, concat(born, ' ', made) AS times FROM customers;
CREATE TABLE `q36` AS (SELECT id, paid FROM orders);
CREATE TABLE `q37` AS SELECT EXTRACT(YEAR FROM at) AS y, timestampdiff(day, at, now()) AS d, quarter(at) AS q, week(at) AS w FROM orders;
CREATE TABLE `q38` AS SELECT max(note) AS note, min(level) AS level, max(country) AS country, max(score) AS score, max(seen) AS seen FROM customers;
CREATE TABLE `q39` AS SELECT IF(total > 1, 'yes', 'no') AS flag, IF(items > 1, items, customer_id) AS i, CASE state WHEN 'new' THEN at END AS at FROM orders;
CREATE TABLE `q40` LIKE `q20`;
CREATE TABLE `q41` AS SELECT (total + 1) * 2 AS a, items + items AS b, month(at) + 1 AS c, count(*) + 1 AS d, items * 2 + 1 AS e FROM orders GROUP BY total, items, at;
CREATE TABLE `q42` AS SELECT 99999999 AS a, 1000000000 AS b, date_add(born, INTERVAL '1-1' YEAR_MONTH) AS c FROM customers;
CREATE TABLE `q43` AS SELECT country FROM customers UNION SELECT 'xyz';
