"""The case and its record: the one room that writes them.

Stands on floor 2: it may import flow, clock, people and rules, and nothing above. Every change of a
case is an event, written in the same transaction by `record.append`; nobody edits or deletes one.
Never here: a page, a sentence for a page, a count, a notice (followers read the record for those).
"""
