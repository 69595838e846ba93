"""Which keys each table of a flow may hold, and of what shape. docs/flow-language.md explains them; a test
holds that page against this file."""

from __future__ import annotations

from garda.flow.guards import GUARDS
from garda.flow.language import (
    ABOUT,
    ACTORS,
    COMPONENTS,
    DAYS,
    ENDS,
    FIELD_KINDS,
    ICONS,
    KINDS,
    NEEDS,
    PLACES,
    TOPICS,
)
from garda.texts.shapes import Key

FLOW = {
    "language": Key("count", must=True),
    "key": Key("slug", must=True),
    "kind": Key("slug", must=True, among=KINDS),
    "title": Key("words", must=True),
    "lead": Key("words", must=True),
    "when": Key("words"),
    "topic": Key("slug", among=tuple(TOPICS)),
    "words": Key("texts"),
    "offered": Key("slugs", must=True),
    "instead": Key("words"),
    "rests_on": Key("texts"),
    "fee": Key("count"),
    "fee_rests_on": Key("texts"),
    "start": Key("slug", must=True),
    "within": Key("term", must=True),
    "extension": Key("term"),
    "extension_rests_on": Key("texts"),
    "product": Key("words"),
    "since": Key("date"),
    "review": Key("date", must=True),
    "visits": Key("count"),
    "number": Key("text", must=True),
    "private": Key("flag"),
    "door": Key("words"),
    "standard": Key("standard"),
    "promises": Key("words-list"),
    "contest_within": Key("term"),
    "letter": Key("letter"),
    "unsure": Key("slugs", among=COMPONENTS),
    "requirement": Key("tables", most=40),
    "field": Key("tables", most=60),
    "category": Key("tables"),
    "step": Key("tables", must=True, most=60),
}

REQUIREMENT = {
    "key": Key("slug", must=True),
    "title": Key("words", must=True),
    "rests_on": Key("texts"),
    "lack": Key("words"),
    "original": Key("words"),
    "copies": Key("words"),
    "optional": Key("flag"),
    "upload": Key("flag"),
}

FIELD = {
    "key": Key("slug", must=True),
    "kind": Key("slug", must=True, among=FIELD_KINDS),
    "title": Key("words", must=True),
    "hint": Key("words"),
    "required": Key("flag"),
    "choices": Key("tables"),
    "most": Key("count"),
    "sealed": Key("flag"),
    "blind": Key("flag"),
    "about": Key("slug", among=ABOUT),
    "day": Key("slug", among=DAYS),
}

CHOICE = {
    "key": Key("slug", must=True),
    "title": Key("words", must=True),
}

CATEGORY = {
    "key": Key("slug", must=True),
    "title": Key("words", must=True),
    "words": Key("texts"),
    "within": Key("term"),
    "unit": Key("text"),
}

LETTER = {
    "title": Key("text", must=True),
    "code": Key("text", must=True),
    "opening": Key("text"),
    "rows": Key("slugs", must=True, most=30),
    "says": Key("texts", must=True, most=12),
    "closing": Key("text"),
    "valid": Key("term"),
    "needs": Key("slugs", most=30),
    "also_signed_by": Key("slugs", most=3),
}

STEP = {
    "key": Key("slug", must=True),
    "title": Key("words", must=True),
    "shown": Key("words", must=True),
    "desk": Key("text"),
    "place": Key("slug", among=PLACES),
    "post": Key("slugs"),
    "at": Key("slug"),
    "within": Key("term"),
    "minutes": Key("count"),
    "do": Key("words"),
    "icon": Key("slug", among=ICONS),
    "pause": Key("flag"),
    "verdict": Key("flag"),
    "end": Key("slug", among=ENDS),
    "hand_over": Key("slugs"),
    "offer_within": Key("term"),
    "split": Key("flag"),
    "rests_on": Key("texts"),
    "move": Key("tables", most=20),
}

MOVE = {
    "key": Key("slug"),
    "to": Key("slug", must=True),
    "label": Key("words", must=True),
    "shown": Key("words"),
    "needs": Key("slugs", among=NEEDS),
    "guards": Key("slugs", among=tuple(GUARDS)),
    "by": Key("slug", among=ACTORS),
    "after": Key("term"),
    "effect": Key("words"),
}

TABLES = {
    "flow": FLOW,
    "requirement": REQUIREMENT,
    "field": FIELD,
    "choices": CHOICE,
    "category": CATEGORY,
    "letter": LETTER,
    "step": STEP,
    "move": MOVE,
}
