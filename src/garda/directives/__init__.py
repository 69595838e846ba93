"""Directives: issued by a holder of an office, caught, implemented and verified, one state per addressee.

Stands on floor 3: it may import cases, trails, people, clock.
Never here: a page, an implementation verified by whoever did it.
"""
