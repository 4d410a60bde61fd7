"""Steps and values to the text of a target."""
