"""An evaluated sheet to a file; one writer a suffix."""
