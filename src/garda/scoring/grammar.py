"""Which keys each table of an instrument may hold, and of what shape. docs/instrument-language.md explains
them; a test holds that page against this file."""

from __future__ import annotations

from garda.scoring.language import ASKED, DOUBTED, DOUBTED_WEIGHT, FORMULAS, MINIMA
from garda.texts.shapes import Key

INSTRUMENT = {
    "language": Key("count", must=True),
    "key": Key("slug", must=True),
    "title": Key("words", must=True),
    "lead": Key("words", must=True),
    "formula": Key("slug", must=True, among=tuple(FORMULAS)),
    "asked": Key("slug", must=True, among=ASKED),
    "from": Key("date", must=True),
    "until": Key("date"),
    "rests_on": Key("texts"),
    "own": Key("words"),
    "whole": Key("exact"),
    "out_of": Key("exact"),
    "decimals": Key("count"),
    "older_places": Key("count"),
    "minimum": Key("slug", among=MINIMA),
    "least": Key("count"),
    "note": Key("words"),
    "unsure": Key("slugs", among=DOUBTED),
    "source": Key("text"),
    "scale": Key("tables", most=60),
    "part": Key("tables", most=100),
    "element": Key("tables", must=True, most=300),
    "band": Key("tables", most=30),
    "quadrant": Key("tables", most=4),
}

SCALE = {
    "key": Key("slug", must=True),
    "lowest": Key("exact"),
    "highest": Key("exact"),
    "labels": Key("words-list", most=20),
    "point": Key("tables", most=20),
    "unsure": Key("slugs", among=DOUBTED_WEIGHT),
    "source": Key("text"),
}

POINT = {
    "value": Key("exact", must=True),
    "key": Key("text"),
    "title": Key("words", must=True),
}

PART = {
    "key": Key("slug", must=True),
    "title": Key("words", must=True),
    "note": Key("words"),
    "weight": Key("exact"),
    "shares": Key("exact"),
    "under": Key("slug"),
    "beyond": Key("flag"),
    "edge": Key("exact"),
    "unsure": Key("slugs", among=DOUBTED_WEIGHT),
    "source": Key("text"),
}

ELEMENT = {
    "key": Key("slug", must=True),
    "title": Key("words", must=True),
    "question": Key("words"),
    "note": Key("words"),
    "part": Key("slug"),
    "scale": Key("slug"),
    "weight": Key("exact"),
    "beyond": Key("flag"),
    "was": Key("slugs"),
    "counts": Key("words"),
    "among": Key("words"),
    "unsure": Key("slugs", among=DOUBTED_WEIGHT),
    "source": Key("text"),
}

BAND = {
    "key": Key("text", must=True),
    "title": Key("words", must=True),
    "from": Key("exact"),
    "above": Key("exact"),
    "below": Key("exact"),
    "up_to": Key("exact"),
    "unsure": Key("slugs", among=DOUBTED_WEIGHT),
    "source": Key("text"),
}

QUADRANT = {
    "key": Key("slug", must=True),
    "title": Key("words", must=True),
    "high": Key("slugs", must=True, most=2),
    "advice": Key("words"),
}

TABLES = {
    "scale": SCALE,
    "part": PART,
    "element": ELEMENT,
    "band": BAND,
    "quadrant": QUADRANT,
}
