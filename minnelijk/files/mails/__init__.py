"""Mail that came in: bytes to facts, and the addresses by which we know our own mail again."""
