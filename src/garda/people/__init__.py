"""Cities, areas, units, posts with dated terms, and the persons who hold them.

Stands on floor 1: it may import `garda.clock` (to build a unit's calendar from its rows) and Django.
Never here: cases, flows, pages, or the wording of notices. Nothing here names a city.
"""
