"""A tree to checked, flattened steps."""
