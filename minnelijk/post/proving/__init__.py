"""What proves a sender: its domain, a mail that came back round, and the daily look."""
