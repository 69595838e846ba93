"""What is said in confidence about an office or a person, and what everyone in it pledges and declares.

Stands on floor 3: it may import cases (seals), trails, people, clock.
Never here: a page, a row or line that leads from a criticism or a report back to who wrote it.
"""
