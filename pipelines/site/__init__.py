"""A static web site over a collection, read without a server."""
