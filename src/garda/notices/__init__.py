"""Telling people what happened: the wording, the channels, the retries. A follower of the record.

Stands on floor 4: it may import sight and below. Never here: a change of a case, a page.
"""
