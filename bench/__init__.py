"""Measurements of the crawler, the archive and the readers, as ratios to other tools."""
