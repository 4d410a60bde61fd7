"""memcached: items that are written, on a server that is started or lent."""
