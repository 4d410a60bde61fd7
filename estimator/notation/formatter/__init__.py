"""Lays sheets out: the same text, aligned, in lines of up to 120 columns."""
