"""Laws, regulations and their articles, each with the dates it was in force: what demands rest on.

A requirement, a time limit or a refusal names a reference, "uu-25-2009#21"; this room says what stands
there on a given day, in plain words of our own, and whether somebody has checked it against the text.
Stands on floor 1: it may import Django and nothing of the house (a city is known here by its key alone).
Never here: flows, cases, persons, pages; long quotations of a law; a word about one city in code.
"""
