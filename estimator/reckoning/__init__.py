"""Steps to numbers."""
