"""Requests to the sites, and the links that lead on."""

__version__ = "0.1.0"
