"""Garda: the public service of an Indonesian city, run as one living body. HOUSE.md is the map."""

__version__ = "0.1.0"
