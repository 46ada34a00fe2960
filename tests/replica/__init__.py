"""A stand-in for Shenzhen's government sites: a real HTTP server on loopback."""

from .replica import Replica

__all__ = ["Replica"]
