"""The machine's own latencies and rates, without root and in a few seconds."""
