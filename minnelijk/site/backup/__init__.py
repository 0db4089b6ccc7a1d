"""Everything of an installation in one sealed file, and back again, on either database."""
