"""Texts that offices write as data: words in two languages, where each key stands, what is wrong with it.

The ground under every kind of text file (flows, instruments): one reader of shapes, one way to say a finding.
May import: the standard library, and nothing else.
Never here: Django, a kind of text of its own, what a key means, or the answer of a person.
"""
