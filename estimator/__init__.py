"""Back-of-the-envelope capacity estimates in one notation, with units, ranges and worked steps."""
