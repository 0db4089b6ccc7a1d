"""Mail to the people who work with us: clients, agencies and our own."""
