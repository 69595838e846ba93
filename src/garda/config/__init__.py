"""Settings, addresses, the command line and the tick: where the rooms are put together.

Stands on floor 6 and may import every room. Never here: a rule of the city, a sentence for a page.
"""
