"""Steps as JavaScript, and the scripts that run them in a page; writers/html.py says in which order."""
