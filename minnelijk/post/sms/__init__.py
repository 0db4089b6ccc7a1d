"""Text messages, by a provider over HTTP."""
