"""SQLite as Django speaks it, with one short queue of writers in each process.

Here may stand what the engine needs and nothing of any room.
"""
