"""Shared parts of every page: the base pages, the stylesheet, the drawings, the words for time.

Stands on floor 2: it may import `garda.clock` and `garda.flow` for their words, and Django. It gets
everything it shows from the page's context or a tag's arguments.
Never here: a model, a query, a rule about a case, an address of another face written into a drawing.
"""
