-- Types of other systems, which SQLite takes for its own, and a table that is made anew under another name.
CREATE TABLE visits (
  id integer primary key autoincrement,
  user_id bigserial not null,
  at timestamp without time zone not null,
  body BLOB,
  access integer COMMENT '1 = reads, 2 = writes' NOT NULL DEFAULT '1'
);
CREATE TABLE new_members (
  group_id text NOT NULL,
  user_id uuid NOT NULL,
  made timestamp with time zone,
  PRIMARY KEY (group_id, user_id),
  UNIQUE (user_id, made)
);
DROP TABLE IF EXISTS members;
ALTER TABLE new_members RENAME TO members;
CREATE INDEX members_lower ON members (lower(group_id), made);
CREATE UNIQUE INDEX members_open ON members (user_id) WHERE made IS NULL;

-- No name is too long, and a column may have no type but a default.
CREATE TABLE notes_that_were_kept_when_the_application_was_installed_for_the_second_time (
  note_id INTEGER PRIMARY KEY, value, gone_at DEFAULT CURRENT_TIMESTAMP NOT NULL,
  whether_the_note_was_kept_when_the_application_was_installed_for_the_second_time INT
);
CREATE INDEX notes_by_whether_they_were_kept_when_the_application_was_installed_for_the_second_time
  ON notes_that_were_kept_when_the_application_was_installed_for_the_second_time (value);
CREATE TABLE temp.gone_with_its_connection (a INT);
CREATE INDEX temp.gone_too ON gone_with_its_connection (a);
CREATE TABLE main.points (a REAL DEFAULT .5 NOT NULL, b REAL DEFAULT -.5e3, c NUMERIC DEFAULT +.25 UNIQUE);
