"""Thin runners over the data in tests/cases, and tests against the real thing."""
