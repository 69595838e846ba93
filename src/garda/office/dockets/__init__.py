"""The loop of the rule as the office sees it: reports, dockets ranked and decided, what changed.

May import whatever the office may; never models.
"""
