CREATE TABLE visits (`day` Date, `page` LowCardinality(String), `hits` UInt64)
ENGINE = MergeTree ORDER BY (day, page);
