"""The machine's face.

Stands on floor 5: it may import everything below, but no other face. Never here: a rule about cases.
"""
