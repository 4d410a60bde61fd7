"""A description of what a dump of Redis or Valkey holds, read in one pass and without a server."""
