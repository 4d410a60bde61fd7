# Names that begin with digits, without backticks, and the longest that the server allows, of 64 letters.
CREATE TABLE 2nd_tariffs (
  4th_zone int NOT NULL PRIMARY KEY,
  0_15 varchar(20) NOT NULL,
  1e decimal(5, 2) DEFAULT 1.5e1,
  a_column_whose_name_is_as_long_as_the_server_allows_it_to_be____ int NOT NULL,
  CONSTRAINT 3_rates UNIQUE (1e, 0_15(4)),
  KEY an_index_whose_name_is_as_long_as_the_server_allows_it_to_be____ (0_15)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE zones (id int NOT NULL, 5of int NOT NULL, PRIMARY KEY (id), KEY 5of (5of)) ENGINE=InnoDB;
ALTER TABLE zones ADD CONSTRAINT 0_16 FOREIGN KEY (5of) REFERENCES 2nd_tariffs (4th_zone);
