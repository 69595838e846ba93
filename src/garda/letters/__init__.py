"""Documents issued: numbered, rendered, signed, kept, verified, revoked.

Stands on floor 3: it may import cases, looks' wording, people, flow, clock, rules. What happens to a case
because of a letter is a verb of `cases`. Never here: a page, an address, the word of one city.
"""
