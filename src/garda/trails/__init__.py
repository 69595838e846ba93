"""What was done about anything that is not a case: one chained, append-only line per act.

A case has its record; a docket, a directive, a facility, a criticism or a survey has a trail here: who did
what and when, each line fingerprinted over the one before, written in the transaction of the change itself.
Stands on floor 2: it may import people and clock.
Never here: a person's words, who wrote something in confidence, a decision of its own.
"""
