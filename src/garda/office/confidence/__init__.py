"""The pages of what is said and kept in confidence: criticism, conduct, closed sessions, pledges.

Stands on floor 5: it reads `integrity` and `gatherings` and calls their verbs.
Never here: who wrote a criticism or a report, but where its writer wished the inspectorate to know.
"""
