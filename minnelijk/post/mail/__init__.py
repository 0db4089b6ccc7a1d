"""A message as a mail: its look, its parts, and how it reads before anybody gets it."""
