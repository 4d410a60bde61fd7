-- A shop on MariaDB: ascending and random primary keys, long values, an index that deletes have emptied, another engine.
CREATE TABLE users (
    id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, email varchar(255) NOT NULL, name varchar(100), country char(2),
    balance decimal(12, 2), created_at datetime NOT NULL, UNIQUE KEY email (email), KEY created (created_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
INSERT INTO users (email, name, country, balance, created_at)
SELECT concat('user', seq, '@', repeat('x', seq % 20), '.example.com'), repeat('n', 5 + seq % 25), 'de', seq,
    '2026-01-01' + INTERVAL seq SECOND FROM seq_1_to_60000;
CREATE TABLE orders (
    id binary(16) NOT NULL PRIMARY KEY, user_id bigint unsigned NOT NULL, status enum ('new', 'paid') NOT NULL,
    note varchar(500), total decimal(12, 2), KEY user_id (user_id), KEY status (status)
) ENGINE = InnoDB;
INSERT INTO orders SELECT unhex(md5(seq)), 1 + seq % 5000, 'new', IF(seq % 10 < 7, NULL, repeat('y', seq % 300)), seq
FROM seq_1_to_60000;
CREATE TABLE logs (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, body mediumtext) ENGINE = InnoDB;
INSERT INTO logs (body) SELECT repeat(md5(seq), 20 + seq % 600) FROM seq_1_to_2000;
CREATE TABLE worn (id int NOT NULL PRIMARY KEY, v varchar(64), n int, KEY v (v)) ENGINE = InnoDB;
INSERT INTO worn SELECT seq, md5(seq), seq FROM seq_1_to_60000;
DELETE FROM worn WHERE id % 4 <> 0;
CREATE TABLE `other ``kind` (id int, t varchar(40)) ENGINE = MyISAM;
INSERT INTO `other ``kind` SELECT seq, md5(seq) FROM seq_1_to_1000;
CREATE TABLE `od``d na|me` (`a ``b` int NOT NULL PRIMARY KEY, `c"d` varchar(20)) ENGINE = InnoDB;
INSERT INTO `od``d na|me` SELECT seq, 'abc' FROM seq_1_to_5000;
