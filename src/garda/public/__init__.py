"""The citizen's pages: find, read, file, follow, answer. No account, no JavaScript needed.

Stands on floor 5: it may import everything below, but no `models` of another room and no other face.
Never here: a rule about cases (that is `cases`), a decision about who sees what (that is `sight`).
"""
