"""A message on paper: set, printed, and brought to the printer in batches."""
