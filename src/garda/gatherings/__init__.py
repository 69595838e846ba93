"""Briefings and sessions, open and closed: who is in the circle, what was said, what was let out.

Stands on floor 3: it may import cases (seals), trails, people, clock.
Never here: a page, a word of a closed session outside of its circle.
"""
