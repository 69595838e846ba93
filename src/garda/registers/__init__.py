"""What an office has and what it lacks: facilities, their standard, their condition, what was asked for.

Stands on floor 3, above sight: it may import sight, cases, trails, people, clock.
Never here: a page, a shortage that is typed and not counted.
"""
