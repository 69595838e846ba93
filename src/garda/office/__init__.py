"""The pages of staff and leaders, a file per desk.

Stands on floor 5: it may import everything below, but no other face. Never here: a rule about cases
(that is `cases`), a decision about who sees what (that is `sight`).
"""
