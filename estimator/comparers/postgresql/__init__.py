"""PostgreSQL: tables and indexes that are filled, on a server that is started or lent."""
