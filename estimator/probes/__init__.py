"""Estimates against the real thing."""
