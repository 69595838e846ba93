"""People who come to an office in person: their number, their turn, whether it was the right desk.

Stands on floor 3: it may import rosters, cases, people, flow, clock.
Never here: a page, the name of a person or a number by which one could be found.
"""
