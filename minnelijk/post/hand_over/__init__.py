"""What goes to an agency: the file of a hand-over."""
