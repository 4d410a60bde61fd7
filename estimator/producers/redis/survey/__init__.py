"""A description of what a server holds, from a sample of its keys, as a sheet in the notation."""
