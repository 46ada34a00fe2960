"""Exchanges kept byte for byte, and found again."""

__version__ = "0.1.0"
