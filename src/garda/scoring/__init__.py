"""Instruments: what is asked, how it is scored, which band it falls in, by which law, from when to when.

Pure: the same text and the same answers give the same score, exactly; numbers are fractions until shown.
May import: the standard library and `garda.texts`, and no other room.
Never here: Django, a database row, a request, a person's answer kept longer than a sum, or the time of day.
"""

from garda.scoring.attaining import attainment
from garda.scoring.banding import Range, band_of, range_of
from garda.scoring.checking import check
from garda.scoring.doubting import Doubt, doubts
from garda.scoring.editions import Change, changes, clashes, in_force, owners_carried, unowned
from garda.scoring.exact import exact, rounded, shown
from garda.scoring.findings import Finding, Unreadable
from garda.scoring.hiding import FEWEST, may_renew, showable
from garda.scoring.language import FORMULAS, Band, Element, Instrument, Part, Point, Quadrant, Scale
from garda.scoring.lifting import Lift, distances, lifts
from garda.scoring.measuring import Measure, compared, measure, weakest, with_rounded_weights
from garda.scoring.profiles import best, failing
from garda.scoring.reading import fingerprint, read
from garda.scoring.relating import Relation, mean_of_units, rank_relation, relation, trend
from garda.scoring.sampling import enough, krejcie_morgan
from garda.scoring.scores import Asked, ElementScore, Score
from garda.scoring.shares import Share, shares
from garda.scoring.tallying import Tally
from garda.scoring.trees import Node, Tree, weigh, worth

__all__ = [
    "FEWEST",
    "FORMULAS",
    "Asked",
    "Band",
    "Change",
    "Doubt",
    "Element",
    "ElementScore",
    "Finding",
    "Instrument",
    "Lift",
    "Measure",
    "Node",
    "Part",
    "Point",
    "Quadrant",
    "Range",
    "Relation",
    "Scale",
    "Score",
    "Share",
    "Tally",
    "Tree",
    "Unreadable",
    "attainment",
    "band_of",
    "best",
    "changes",
    "check",
    "clashes",
    "compared",
    "distances",
    "doubts",
    "enough",
    "exact",
    "failing",
    "fingerprint",
    "in_force",
    "krejcie_morgan",
    "lifts",
    "may_renew",
    "mean_of_units",
    "measure",
    "owners_carried",
    "range_of",
    "rank_relation",
    "read",
    "relation",
    "rounded",
    "shares",
    "showable",
    "shown",
    "trend",
    "unowned",
    "weakest",
    "weigh",
    "with_rounded_weights",
    "worth",
]
