"""The loop of the rule: reports against an article, their docket, its decision, what came of it.

Stands on floor 3, above sight: it may import sight, cases, rules, trails, people, clock.
Never here: a page, a new version of a rule or flow made in another way than through their own rooms.
"""
