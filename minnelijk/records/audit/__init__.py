"""The audit: what proves that no row was changed, removed or put in behind the house's back."""
