"""An evaluated sheet as a live page: its markup, its data, and the script and style that bring it to life."""
