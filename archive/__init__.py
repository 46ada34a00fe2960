"""Exchanges kept byte for byte, and found again."""
