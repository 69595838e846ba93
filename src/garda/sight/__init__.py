"""What a given person may see: doors to cases, lists, stories in words.

Stands on floor 3: it may import cases, looks' wording, people, flow, clock, rules. Never here: a write,
an address, a template.
Every face reaches a case through a door of this room, and no other way.
"""
