-- phpMyAdmin SQL Dump
SET SQL_MODE = "NO_AUTO_VALUE_ON_ZERO";
START TRANSACTION;
CREATE TABLE `cart` (
  `id` int(11) NOT NULL,
  `user_id` int(10) UNSIGNED NOT NULL,
  `note` tinytext DEFAULT NULL CHECK (`note` <> ''),
  `at` timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp()
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
ALTER TABLE `cart`
  ADD PRIMARY KEY (`id`),
  ADD UNIQUE KEY `u` (`user_id`,`at`) USING BTREE;
ALTER TABLE `cart`
  MODIFY `id` int(11) NOT NULL AUTO_INCREMENT, AUTO_INCREMENT=7;
COMMIT;
CREATE TABLE orders LIKE cart;
ALTER TABLE orders
  ADD CONSTRAINT order_user FOREIGN KEY idx_name (user_id) REFERENCES cart (user_id),
  ADD total int, ADD CONSTRAINT order_total FOREIGN KEY by_total (total) REFERENCES cart (id);
-- Texts of the charset binary are bytes, whatever the table's charset becomes.
CREATE TABLE octets (id int PRIMARY KEY, a CHAR BYTE, b VARCHAR(7) CHARACTER SET binary, c TEXT BYTE,
  d CHAR(9) CHARSET binary NOT NULL, e LONGTEXT CHARACTER SET binary, f ENUM('x', 'y') CHARACTER SET binary);
ALTER TABLE octets CONVERT TO CHARACTER SET utf8mb3;
CREATE TABLE rented (room int, begins date, ends date, `period` int, PERIOD FOR stay (begins, ends));
-- An index on one column that is longer than an index may be holds as much as it may.
CREATE TABLE `too_long_for_myisam` (`id` mediumint unsigned NOT NULL AUTO_INCREMENT, `place` varchar(255) NOT NULL DEFAULT '', `short` varchar(250) DEFAULT NULL, PRIMARY KEY (`id`), KEY `by_place` (`place`), KEY `by_short` (`short`)) ENGINE=MyISAM DEFAULT CHARSET=utf8mb4;
CREATE TABLE `too_long_for_aria` (`id` int PRIMARY KEY, `v` varchar(800), KEY (`v`)) ENGINE=Aria DEFAULT CHARSET=utf8mb3;
CREATE TABLE `too_long` (`id` int PRIMARY KEY, `v` varchar(800) NOT NULL, `w` varchar(1025) CHARACTER SET utf8mb3, `x` varbinary(4000), `y` varchar(3072) CHARACTER SET latin1, KEY (`v`), KEY (`w`), KEY (`x`), KEY (`y`)) DEFAULT CHARSET=utf8mb4;
CREATE TABLE `as_too_long` LIKE `too_long_for_myisam`;
