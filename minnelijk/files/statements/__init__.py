"""Bank statements as banks write them: bytes become statements with payments, and problems."""
