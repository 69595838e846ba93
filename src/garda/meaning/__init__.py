"""What everyday words mean to a city: which service they ask for, which class of complaint they tell of.

May import: the standard library, numpy, rapidfuzz, Sastrawi and `shelf`; no other room.
Never here: Django, a database row, a request, a city's name. Words come in, scores and their reasons go out.
"""

from garda.meaning.finding import Hit, Index, Line
from garda.meaning.wording import Word, words_of

__all__ = ["Hit", "Index", "Line", "Word", "words_of"]
