"""What goes wrong around us: the database away, a full disk, a jumping clock, two at once."""
