/* An application's installer: another delimiter that stays, and a routine among the tables. */
DELIMITER //
SET @mode = "";
SET SESSION sql_mode = @mode;

CREATE TABLE `settings` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `owner` varchar(100) CHARACTER SET ascii NOT NULL,
  `path` varchar(400) NOT NULL,
  `value` mediumtext,
  `hash` binary(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `once` (`path`(200), `owner`(100)), -- the second is whole
  KEY `by_hash` (`hash`(20)),
  KEY `by_part` (`hash`(8), `value`(64))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `polls` (
  `pid` int NOT NULL DEFAULT '0',
  `host` char(40) NOT NULL DEFAULT '; // "',
  KEY `pid` (`pid`)
) ENGINE=MEMORY DEFAULT CHARSET=utf8mb4;

INSERT INTO `polls` VALUES (1, 'CREATE TABLE wrong (a int);');
CREATE TABLE `short` (`a` int NOT NULL PRIMARY KEY, `b` varchar(191) NOT NULL DEFAULT 'x')//

CREATE DEFINER=CURRENT_USER PROCEDURE tidy()
BEGIN
  CREATE TEMPORARY TABLE inner_one (a int);
  CREATE TABLE inner_two (a int);
END//
CREATE TABLE `after_it` (`a` int NOT NULL PRIMARY KEY, `b` varchar(50), KEY `b` (`b`(50)))//
ALTER TABLE `short` MODIFY `b` varchar(400) NOT NULL, ADD KEY `all_of_it` (`b`(191));
ALTER TABLE `short` MODIFY `b` varchar(191) NOT NULL//
