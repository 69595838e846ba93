"""Asking people, once each, with a published instrument; keeping what they answered; scoring it.

Stands on floor 3, above sight, letters and counters: it may import them, cases, trails, scoring, people.
Never here: a page, a link from an answer back to who gave it, a score that scoring did not make.
"""
