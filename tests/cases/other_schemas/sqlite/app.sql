PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE IF NOT EXISTS "notes" (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  "Title" TEXT NOT NULL DEFAULT 'none; at all',
  [body] BLOB,
  `made` DATETIME DEFAULT (datetime('now')),
  parent_id INTEGER REFERENCES notes (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  flag BOOLEAN NOT NULL DEFAULT 0 CHECK (flag IN (0, 1)),
  price DECIMAL(10,2), anything,
  length INTEGER GENERATED ALWAYS AS (length(body)) VIRTUAL,
  upper_title TEXT AS (upper("Title")) STORED,
  UNIQUE ("Title" COLLATE NOCASE, parent_id) ON CONFLICT REPLACE
);
INSERT INTO notes (id, "Title") VALUES (1, 'CREATE TABLE no (a);');
CREATE TABLE tags (note_id INT NOT NULL, tag VARCHAR(40) NOT NULL, weight REAL, PRIMARY KEY (note_id, tag)) WITHOUT ROWID;
CREATE TABLE settings (key TEXT PRIMARY KEY, value ANY) STRICT;
CREATE TABLE users (id INTEGER NOT NULL, email VARCHAR(254) UNIQUE, uid CHAR(36) UNIQUE NOT NULL, name TEXT,
  CONSTRAINT pk PRIMARY KEY (id) CONSTRAINT again UNIQUE (email));
CREATE TABLE descending (id INTEGER PRIMARY KEY DESC, v INT);
CREATE TRIGGER notes_changed AFTER UPDATE ON notes BEGIN
  UPDATE notes SET made = datetime('now') WHERE id = new.id;
  SELECT CASE WHEN 1 THEN 2 END;
END;
CREATE INDEX notes_parent ON notes (parent_id, made DESC);
CREATE UNIQUE INDEX users_name ON users (name COLLATE NOCASE) WHERE name IS NOT NULL;
CREATE INDEX tags_weight ON tags (weight);
CREATE VIRTUAL TABLE notes_fts USING fts5(body);
CREATE TABLE users_new (id INTEGER PRIMARY KEY, email TEXT, name TEXT NOT NULL);
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
CREATE UNIQUE INDEX users_email ON users (email);
ALTER TABLE users ADD COLUMN age INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users RENAME COLUMN name TO full_name;
CREATE VIEW young AS SELECT * FROM users WHERE age < 20;
COMMIT;
