"""How mail leaves: taken, signed, spoken to a server once, and its proof kept."""
