"""Producers of sheets from what is elsewhere: an SQL schema, a running Redis, this machine."""
