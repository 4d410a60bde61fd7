"""A database's schema, read from its CREATE TABLE statements, as a sheet."""
