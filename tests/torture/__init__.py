"""The whole product, killed again and again: nothing lost, nothing twice (docs/torture.md)."""
