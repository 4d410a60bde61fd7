"""Redis and Valkey servers: found, started, measured and surveyed."""
