-- What MySQL 8 and 9 have and MariaDB has not, or keeps otherwise.
SET NAMES utf8mb4;
CREATE TABLE `zoo` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `name` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL,
  `email` varchar(255) NOT NULL DEFAULT (concat(uuid(), '@example.com')),
  `doc` json DEFAULT NULL,
  `tags` json NOT NULL DEFAULT (json_array()),
  `price` decimal(12,2) NOT NULL DEFAULT ((1.5 + 2)),
  `total` decimal(14,2) GENERATED ALWAYS AS ((`price` * 2)) STORED,
  `shown` varchar(120) GENERATED ALWAYS AS (concat(`name`,_utf8mb4'!')) VIRTUAL,
  `at` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  `secret` int NOT NULL DEFAULT '3' /*!80023 INVISIBLE */,
  `place` point NOT NULL /*!80003 SRID 4326 */,
  `state` enum('new','it''s','a,b') NOT NULL DEFAULT 'new',
  `one` tinyint(1) DEFAULT NULL, `n` int(5) unsigned zerofill DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `u` (`email`,`at`),
  KEY `by_desc` (`at` DESC,`id` DESC),
  KEY `hidden` (`price`) /*!80000 INVISIBLE */,
  KEY `by_prefix` (`name`(10),`state`),
  KEY `by_low` ((lower(`email`))),
  KEY `by_json` ((cast(json_unquote(json_extract(`doc`,_utf8mb4'$.n')) as unsigned))),
  KEY `by_text` ((cast(`doc`->>'$.t' as char(20))), `state`),
  KEY `by_multi` ((cast(json_extract(`doc`,_utf8mb4'$.tags') as unsigned array))),
  SPATIAL KEY `place` (`place`),
  FULLTEXT KEY `words` (`name`) /*!50100 WITH PARSER `ngram` */,
  CONSTRAINT `c` CHECK ((`price` > 0)) /*!80016 NOT ENFORCED */
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci STATS_SAMPLE_PAGES=1000 COMMENT='it''s; a "zoo"';
CREATE TABLE `vectors` (`id` int NOT NULL PRIMARY KEY, `v` vector(128) NOT NULL, `w` vector) AUTOEXTEND_SIZE=4M;
CREATE TABLE `parent` (`id` int NOT NULL AUTO_INCREMENT PRIMARY KEY, `code` char(8) CHARACTER SET latin1 NOT NULL UNIQUE);
CREATE TABLE `child` (`id` int NOT NULL AUTO_INCREMENT PRIMARY KEY, `p` int REFERENCES `parent` (`id`), `q` int, `r` int,
  CONSTRAINT `fq` FOREIGN KEY (`q`) REFERENCES `parent` (`id`) ON DELETE SET NULL, FOREIGN KEY (`r`) REFERENCES `parent` (`id`));
CREATE TABLE `parts` (`id` int NOT NULL, `made` date NOT NULL, `v` varchar(80), PRIMARY KEY (`id`,`made`), KEY `made` (`made`))
  PARTITION BY RANGE COLUMNS(`made`) (PARTITION p0 VALUES LESS THAN ('2025-01-01'), PARTITION p1 VALUES LESS THAN (MAXVALUE));
CREATE TABLE `later` (`a` int NOT NULL, `b` varchar(10) NOT NULL);
ALTER TABLE `later` ADD COLUMN `c` json, ADD COLUMN `d` varbinary(16) NOT NULL FIRST, ALGORITHM=INSTANT;
ALTER TABLE `later` ADD PRIMARY KEY (`d`), ADD UNIQUE INDEX `both` (`a`, (`a` + 1)) INVISIBLE;
ALTER TABLE `later` ALTER INDEX `both` VISIBLE;
ALTER TABLE `later` RENAME COLUMN `b` TO `bee`, ALTER COLUMN `a` SET DEFAULT 3;
CREATE TABLE `like_zoo` LIKE `zoo`;
CREATE TABLE `serials` (`id` serial, `x` bit, `f` float(7,3), `d` double, `y` year, `t` time(6), `b` blob(70000), `s` set('a','b','c') CHARACTER SET utf8mb4, `z` char(0));
CREATE TABLE `texts` (`id` int PRIMARY KEY, `a` text(200), `b` tinytext, `c` char(30) COLLATE ascii_bin, `d` nchar(10), `e` long varchar, `u` varchar(10) CHARACTER SET utf16le) DEFAULT CHARACTER SET = gb18030;
