"""Minnelijk: the friendly stage of collecting, in the client's name."""

__version__ = "0.1.0"
