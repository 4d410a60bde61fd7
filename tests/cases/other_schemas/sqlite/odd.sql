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
