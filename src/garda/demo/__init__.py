"""The demonstration: made-up people in every post, and one simulated month walked through the real verbs.

Stands on floor 6. Nothing imports it but the command line. Never here: anything a real city needs.
"""
