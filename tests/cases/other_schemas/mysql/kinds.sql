# Kinds of columns, keys and options of MySQL that are easily misread, as MariaDB 10.11 takes them.
/*!40101 SET NAMES utf8mb4 */;
CREATE TABLE `orders` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT COMMENT 'the key, (of all); `x` KEY y (z)',
  `state` enum('new','paid, or (so)','it''s','done') CHARACTER SET latin1 NOT NULL DEFAULT 'new',
  `flags` set('a','b','c','d','e','f','g','h','i') DEFAULT NULL,
  `doc` json NOT NULL CHECK (json_valid(`doc`)),
  `total` decimal(20,4) unsigned zerofill NOT NULL,
  `net` decimal(20,4) AS (`total` * 0.8) VIRTUAL,
  `tax` decimal(20,4) GENERATED ALWAYS AS (`total` * 0.2) STORED,
  `city` varchar(80) COLLATE utf8mb4_bin DEFAULT _utf8mb4'x',
  `body` mediumtext,
  `sum` binary(20) NOT NULL,
  `raw` varbinary(500) DEFAULT NULL,
  `bits` bit(10) DEFAULT b'101',
  `y` year NOT NULL DEFAULT 2020, `t3` time(3), `d` date, `ts` timestamp(6) NOT NULL DEFAULT current_timestamp(6) ON UPDATE current_timestamp(6),
  `f` float(7,3), `g` double precision, `h` real unsigned, `i3` mediumint(8), `nc` national varchar(30), `c2` char(10) charset ascii, `c3` char(10) binary,
  PRIMARY KEY (`id`,`y`),
  KEY `by_city` (`city`(10) DESC,`state`) USING BTREE COMMENT 'prefix, and (down)' ,
  KEY `hidden` (`total`) IGNORED,
  UNIQUE KEY `once` (`sum`,`y`,`id`), KEY (`state`), KEY (`state`,`y`),
  KEY `gen` (`tax`), KEY `blob_part` (`body`(50)), KEY `raw_part` (`raw`(16))
) ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='a; table' ROW_FORMAT=DYNAMIC
/*!50100 PARTITION BY RANGE (`y`) SUBPARTITION BY HASH (id) SUBPARTITIONS 2 (PARTITION p0 VALUES LESS THAN (2020), PARTITION p1 VALUES LESS THAN MAXVALUE) */;
CREATE TABLE places (id int PRIMARY KEY, shape geometry NOT NULL, at point NOT NULL, body text, name varchar(50), SPATIAL INDEX s (shape), FULLTEXT KEY ft (body, name), FULLTEXT (name)) CHARACTER SET = latin1;
CREATE TABLE `child` LIKE places;
ALTER TABLE child ADD COLUMN (a int, b int NOT NULL), ADD parent int AFTER id, ADD COLUMN zero tinyint FIRST, ADD CONSTRAINT fk FOREIGN KEY (parent) REFERENCES places (id) ON DELETE SET NULL ON UPDATE NO ACTION, DROP INDEX ft, ALTER b SET DEFAULT 5, MODIFY name varchar(60) CHARACTER SET utf8mb4 NOT NULL, RENAME INDEX name TO words, CONVERT TO CHARACTER SET utf8mb4;
ALTER TABLE child CHANGE a `A b` bigint(20) NOT NULL;
CREATE TABLE hashes (a int NOT NULL, b int NOT NULL, c varchar(100) NOT NULL, UNIQUE (a), UNIQUE u2 (a, b), KEY k2 (c(20)), CHECK (a > 0), CONSTRAINT cc CHECK (b <> 0)) PARTITION BY KEY (a) PARTITIONS 4;
CREATE TABLE nokey (a int, b int, UNIQUE KEY nullable (a), KEY b_first (b, a)); # a comment; with ( and '
CREATE TABLE refs (x int REFERENCES places(id), y int, z int, FOREIGN KEY ix (y) REFERENCES places(id), KEY zz (z), CONSTRAINT cz FOREIGN KEY (z) REFERENCES places (id));
CREATE OR REPLACE TABLE longs (id serial, a char(255), b varchar(15000), c varchar(255) charset utf8mb3, d tinyblob, e longblob, j json, u uuid, i6 inet6, n numeric, bo bool default true, i1 int1, vc varchar(63) character set utf8mb4 collate utf8mb4_bin, tx text(200), bl blob(70000));
CREATE UNIQUE INDEX lu ON longs (c, bo);
CREATE INDEX lb USING BTREE ON longs (b(100)) COMMENT "x";
DROP INDEX lb ON longs;
RENAME TABLE nokey TO some_key;
ALTER TABLE some_key ADD PRIMARY KEY (a), ADD UNIQUE INDEX uu USING HASH (b), COMMENT 'z', ENGINE InnoDB, ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8;
CREATE TABLE IF NOT EXISTS some_key (zz int);
INSERT INTO places (id, shape, at) VALUES (1, ST_GeomFromText('POINT(1 1)'), ST_GeomFromText('POINT(1 1)'));
DELIMITER //
CREATE TRIGGER tr BEFORE INSERT ON places FOR EACH ROW BEGIN SET NEW.name = 'CREATE TABLE evil (a int)'; END//
DELIMITER ;
CREATE VIEW v AS SELECT * FROM places;
CREATE TABLE inv (id int PRIMARY KEY, a int INVISIBLE, b int UNIQUE KEY COMMENT 'u', c int UNIQUE, d datetime DEFAULT now(), e int DEFAULT (1 + (2)), KEY (a), INDEX USING BTREE (d));
