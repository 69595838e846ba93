"""Counting what the record says: kept counts, the three properties, who waits for whom.

A follower of the record. Stands on floor 4: it may import sight and below.
Never here: a change of a case, or a figure that no record supports.
"""
