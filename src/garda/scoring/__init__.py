"""Instruments: what is asked, how it is scored, which band it falls in, by which law, from when to when.

May import: the standard library, and nothing else.
Never here: Django, a database row, a request, a person's answer kept longer than a sum, or any other room.
"""
