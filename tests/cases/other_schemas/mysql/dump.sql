-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40014 SET FOREIGN_KEY_CHECKS=0 */;
DROP TABLE IF EXISTS `Members`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `Members` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT COMMENT 'the; id',
  `Email` varchar(191) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `login` varchar(60) CHARACTER SET latin1 NOT NULL,
  `biography` text,
  `kind` enum('a','b\'c','d;e') NOT NULL DEFAULT 'a',
  `flags` set('x','y') DEFAULT NULL,
  `price` decimal(10,2) unsigned zerofill DEFAULT NULL,
  `made` datetime(6) NOT NULL DEFAULT current_timestamp(6) ON UPDATE current_timestamp(6),
  `seen` timestamp NULL DEFAULT NULL,
  `code` char(2) CHARACTER SET ascii DEFAULT NULL,
  `country` char(2) NOT NULL,
  `token` binary(16) DEFAULT NULL,
  `photo` mediumblob,
  `rank` tinyint(1) NOT NULL DEFAULT '-1',
  `share` double NOT NULL DEFAULT 0.5,
  `year` year DEFAULT NULL,
  `login_length` int GENERATED ALWAYS AS (char_length(`login`)) VIRTUAL,
  `full` varchar(70) GENERATED ALWAYS AS (concat(`login`, ', x')) STORED,
  `place` point NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `members_email` (`Email`),
  UNIQUE KEY `login` (`login`,`country`) USING BTREE,
  KEY `biography` (`biography`(20),`made`) COMMENT 'a; comment',
  SPATIAL KEY `place` (`place`),
  FULLTEXT KEY `words` (`biography`)
) ENGINE=InnoDB AUTO_INCREMENT=4 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='x; y';
LOCK TABLES `Members` WRITE;
INSERT INTO `Members` (`id`, `Email`, `login`, `country`, `place`) VALUES (1,'a;b\'','x\\','DE',point(1, 2)),(2,'CREATE TABLE `no` (`a` int);','y','DE',point(1, 2));
UNLOCK TABLES;
DELIMITER ;;
CREATE TRIGGER `changed` BEFORE INSERT ON `Members` FOR EACH ROW BEGIN
  SET NEW.biography = 'it''s; new';
END ;;
DELIMITER ;
CREATE TABLE `orders` (
  `id` int unsigned NOT NULL,
  `member_id` bigint unsigned NOT NULL,
  `shop` int NOT NULL,
  `body` longtext,
  `note` text(300),
  KEY `by_shop` (`shop`,`member_id`),
  CONSTRAINT `orders_member` FOREIGN KEY (`member_id`) REFERENCES `Members` (`id`) ON DELETE CASCADE ON UPDATE NO ACTION
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3
/*!50100 ROW_FORMAT=DYNAMIC */;
CREATE TABLE `visits` (
  `day` date NOT NULL,
  `page` varchar(255) NOT NULL,
  `hits` int NOT NULL,
  PRIMARY KEY (`day`,`page`)
) ENGINE=InnoDB DEFAULT CHARSET=latin1
/*!50100 PARTITION BY RANGE (to_days(`day`))
(PARTITION p0 VALUES LESS THAN (738000) ENGINE = InnoDB,
 PARTITION p1 VALUES LESS THAN MAXVALUE ENGINE = InnoDB) */;
/*!50001 CREATE VIEW `seen` AS SELECT 1 AS `a` */;
