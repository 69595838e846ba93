"""Calls for information: the policy maker asks units how procedures go; their answers, put together.

Stands on floor 3, highest: it may import dockets, where an answer becomes a report; trails, people, clock.
Never here: a page, a count that is not the answers' own.
"""
