# One migration behind another, as a tool of an application runs them.
SET NAMES utf8mb4;
ALTER DATABASE test DEFAULT CHARACTER SET utf8mb4;
CREATE TABLE IF NOT EXISTS account (
  account_id INTEGER UNSIGNED NOT NULL AUTO_INCREMENT,
  name VARCHAR(100) NOT NULL,
  nick NATIONAL VARCHAR(20),
  active BOOL NOT NULL DEFAULT TRUE,
  opened DATETIME DEFAULT NOW(),
  balance NUMERIC(20, 4) NOT NULL DEFAULT -1.5,
  PRIMARY KEY (account_id),
  UNIQUE (name),
  INDEX (opened),
  CHECK (balance > -2)
) CHARSET utf8mb4; # it's the first
CREATE TABLE entry (
  id SERIAL,
  account_id INTEGER UNSIGNED NOT NULL,
  other_id INTEGER UNSIGNED,
  amount DOUBLE PRECISION NOT NULL,
  memo VARCHAR(3000) CHARACTER SET utf8mb3,
  bits BIT(12) NOT NULL DEFAULT b'0',
  FOREIGN KEY (account_id) REFERENCES account (account_id),
  CONSTRAINT entry_other FOREIGN KEY (other_id) REFERENCES account (account_id) ON DELETE SET NULL
);
CREATE TABLE copied LIKE account;
CREATE TABLE gone (a INT PRIMARY KEY, b INT);
DROP TABLE gone;
CREATE INDEX by_amount ON entry (amount DESC, memo(30));
CREATE UNIQUE INDEX once USING BTREE ON entry (id, amount);
ALTER TABLE entry ADD COLUMN first_one CHAR(5) NOT NULL DEFAULT '' FIRST, ADD created TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP AFTER account_id,
  ADD INDEX covering (account_id, created), DROP COLUMN bits;
ALTER TABLE entry CHANGE amount Amount DECIMAL(12,2) NOT NULL, MODIFY COLUMN memo TEXT NULL AFTER other_id;
ALTER TABLE account RENAME INDEX opened TO by_opening, RENAME COLUMN nick TO short_name, ADD CONSTRAINT pair UNIQUE KEY (short_name, name);
ALTER TABLE copied DROP PRIMARY KEY, MODIFY account_id BIGINT UNSIGNED NOT NULL, DROP INDEX name, ADD PRIMARY KEY (name, account_id);
ALTER TABLE copied CONVERT TO CHARACTER SET latin1;
RENAME TABLE copied TO archive;
ALTER TABLE archive ADD (a INT, b VARBINARY(40)), ENGINE = InnoDB;
ALTER TABLE archive RENAME TO old_accounts;
CREATE TEMPORARY TABLE work (a INT);
CREATE OR REPLACE VIEW names AS SELECT name FROM account;
