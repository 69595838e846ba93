"""People who come to an office in person: where they arrived, and whether it was the right desk.

Stands on floor 3: it may import cases, people, flow, clock. Never here: a page, a name or number of a person.
"""
