"""Requests to the sites, and the links that lead on."""
