"""Published flows: what may happen to a matter, by whom, within what time, in what words.

Purpose: read, check, walk and draw flows, and clean what people typed into their forms. Pure: the same words
in give the same words out.
May import: the standard library, the terms of `garda.clock`, phonenumbers and stdnum for telling whether a
telephone number or a NIK can exist, and defusedxml for reading drawings that others made.
Never here: Django, a database, a request, the time of day, the name of a city, an expression language.
"""

from garda.flow.answering import Cleaned, clean, clean_needs
from garda.flow.bearing import Rest, felt_at, rests, touched
from garda.flow.checking import check
from garda.flow.completing import Completeness, Component, completeness, components
from garda.flow.differing import Difference, differ
from garda.flow.drawing import draw_wide
from garda.flow.findings import Finding, Known, Unreadable
from garda.flow.guards import GUARDS, Facts, Guard
from garda.flow.heads import draw_narrow_head
from garda.flow.kinds import Answer
from garda.flow.language import (
    Category,
    Choice,
    Field,
    Flow,
    Letter,
    Move,
    Requirement,
    Step,
)
from garda.flow.reading import fingerprint, read
from garda.flow.routing import Route, Station, route
from garda.flow.walking import moves_from, withheld
from garda.texts.cleaning import one_line, plain, some_lines
from garda.texts.words import Words

__all__ = [
    "GUARDS",
    "Answer",
    "Category",
    "Choice",
    "Cleaned",
    "Completeness",
    "Component",
    "Difference",
    "Facts",
    "Field",
    "Finding",
    "Flow",
    "Guard",
    "Known",
    "Letter",
    "Move",
    "Requirement",
    "Rest",
    "Route",
    "Station",
    "Step",
    "Unreadable",
    "Words",
    "check",
    "clean",
    "clean_needs",
    "completeness",
    "components",
    "differ",
    "draw_narrow_head",
    "draw_wide",
    "felt_at",
    "fingerprint",
    "moves_from",
    "one_line",
    "plain",
    "read",
    "rests",
    "route",
    "some_lines",
    "touched",
    "withheld",
]
