"""Redis and Valkey: workloads, servers that are started or lent, and what was written to them deleted again."""
