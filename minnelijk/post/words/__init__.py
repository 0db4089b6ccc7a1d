"""What a message says in its reader's words: values, fixed lines, what may not be missing."""
