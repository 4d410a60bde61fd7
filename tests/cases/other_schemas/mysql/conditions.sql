-- Comments that a server of their release reads, in statements and as whole ones; names that are there already.
CREATE DATABASE IF NOT EXISTS `test` /*!40100 DEFAULT CHARACTER SET utf8mb4 */;
CREATE TABLE c1 (a int, b varchar(20)) /*!50100 ENGINE=InnoDB */ /*!40101 DEFAULT CHARSET=latin1 */ /*!50100 PARTITION BY HASH (a) PARTITIONS 3 */;
/*!40000 ALTER TABLE c1 DISABLE KEYS */;
/*!50000 CREATE TABLE c2 (a int PRIMARY KEY, b varchar(20) CHARACTER SET ascii) */;
/*!99999 CREATE TABLE c3 (a int) */;
/*!50001 CREATE TABLE vw (a int, b int) ENGINE=MyISAM */;
/*!50001 DROP TABLE IF EXISTS vw*/;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=`root`@`localhost` SQL SECURITY DEFINER */
/*!50001 VIEW `vw` AS select a, b from c1 */;
/*!50000 ALTER TABLE c2 ADD KEY (b) */;
CREATE TABLE /*!32312 IF NOT EXISTS*/ `c4` (`s` varchar(10) NOT NULL DEFAULT '/*!50 */', `t` enum('*/', "/*!") NOT NULL COMMENT '*/ ''/*!', PRIMARY KEY (`s`)); # /*!
CREATE TABLE c5 (a int NOT NULL /*M! COMMENT 'x' */, b int -- '/*!50000 x */
  , c int /* plain */ /*!80023 */, d int /*! NOT NULL */, UNIQUE KEY u (a) /*!80000 */, KEY (b, c) /*M!100601 IGNORED */
  /*!50000 , e int NOT NULL */ /*M!100100 , f varchar(5) */ /*!999999 , g int */);
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=CURRENT_USER*/ /*!50003 TRIGGER tr BEFORE INSERT ON c5 FOR EACH ROW BEGIN
  SET NEW.a = 5; SET NEW.b = 6;
END */;;
DELIMITER ;
CREATE TABLE c6 (KEY k (x), PRIMARY KEY (y, x), KEY (z)) ENGINE=InnoDB SELECT a AS x, b AS y, c AS z FROM c5;
CREATE TABLE c7 (z int AUTO_INCREMENT PRIMARY KEY, UNIQUE (p), x bigint NOT NULL) SELECT a AS x, b AS p FROM c5;
CREATE TABLE c8 (a int, b int, c int, KEY k (a), KEY m (b));
ALTER TABLE c8 ADD KEY k2 (c), ADD KEY k (c), DROP KEY k, DROP COLUMN b, ADD COLUMN bb int FIRST, ADD d decimal(3,1) DEFAULT .5 NOT NULL, ADD e double DEFAULT -.5e3;
CREATE INDEX IF NOT EXISTS k ON c8 (a);
CREATE OR REPLACE INDEX m2 ON c8 (bb);
CREATE OR REPLACE INDEX m2 ON c8 (c, bb);
ALTER TABLE c8 ADD UNIQUE KEY IF NOT EXISTS m2 (a), ADD INDEX IF NOT EXISTS m3 (a), ADD PRIMARY KEY (a);
CREATE TABLE c9 (v varchar(20) binary, w char(5), x text, y enum('a'), z tinytext, m varchar(5) CHARACTER SET latin1) DEFAULT CHARSET binary;
-- A collation behind what else is said of a column, as HeidiSQL writes it.
CREATE TABLE IF NOT EXISTS `h1` (
	`id` INT(10) NOT NULL AUTO_INCREMENT,
	`name` VARCHAR(50) NOT NULL DEFAULT '' COLLATE 'latin1_swedish_ci',
	`code` CHAR(10) NULL DEFAULT NULL COMMENT 'a;b' COLLATE 'ascii_bin',
	`kind` ENUM('a','b') NULL DEFAULT 'a' COLLATE utf8mb3_bin,
	`body` LONGTEXT NULL DEFAULT NULL COLLATE 'utf8mb4_bin',
	`raw` VARCHAR(20) NOT NULL COLLATE 'binary',
	PRIMARY KEY (`id`) USING BTREE,
	INDEX `name` (`name`) USING BTREE
)
COLLATE='utf8mb4_general_ci'
ENGINE=InnoDB
AUTO_INCREMENT=12
;
ALTER TABLE `h1`
	CHANGE COLUMN `code` `code2` CHAR(12) NULL DEFAULT NULL COLLATE 'latin1_bin' AFTER `body`,
	ADD COLUMN `z` VARCHAR(5) NULL DEFAULT NULL COLLATE 'cp1250_bin' AFTER `id`;
-- A table's charset that changes is that of columns to come, of the same statement too.
CREATE TABLE later_charset (id varchar(63) NOT NULL, was varchar(20), kept text, changed varchar(30)) CHARSET latin1;
ALTER TABLE later_charset ADD COLUMN comes varchar(10) AFTER id, ADD INDEX ix (id(20), comes), MODIFY changed varchar(30), DEFAULT CHARSET = utf8mb4;
ALTER TABLE later_charset COLLATE utf8mb3_bin, ADD last char(5);
CREATE TABLE converted_charset (a varchar(20), b char(3) CHARACTER SET ascii);
ALTER TABLE converted_charset CHARACTER SET ucs2;
ALTER TABLE converted_charset CONVERT TO CHARACTER SET latin1;
