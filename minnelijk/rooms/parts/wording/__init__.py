"""The sentence that belongs to each closed word: Dutch here, English in the catalogue."""
