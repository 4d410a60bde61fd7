"""Redis and Valkey servers: what is asked of them, what they reply, and what they hold as a sheet."""
