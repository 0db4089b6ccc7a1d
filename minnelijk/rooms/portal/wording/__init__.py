"""Sentences of the portal for closed words."""
