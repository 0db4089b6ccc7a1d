"""The sentences of the office for its closed words: Dutch here, English in the catalogue."""
