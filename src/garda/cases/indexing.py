"""Blind marks of sealed words, so that an officer finds a matter by a name, a word, a NIK or a phone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from garda.cases import sealing
from garda.cases.models import Event, Mark, Said
from garda.cases.publishing import flow_by_id
from garda.cases.saying import POINT

WORDS_PER_CASE = 60
SHORTEST = 3


def index(event: Event, at: datetime) -> None:
    """Follower: keep the marks of what was said at the opening; drop them when it was erased."""
    Mark.objects.filter(case_id=event.case_id).delete()
    if event.name == "said.erased":
        return
    case = event.case
    marks = set()
    flow = flow_by_id(case.flow_id)
    for said in Said.objects.filter(case=case, erased_at__isnull=True, seq=1).exclude(key=POINT):
        field = flow.field(said.key)
        text = sealing.unseal(said.sealed)
        if field is not None and field.blind:
            marks.add(exact_mark(field.kind, text, case.city_id))
        elif field is None or not field.sealed or field.kind == "name":
            # A mark tells nothing of the word to whoever has no key, so sealed names can be found too.
            marks |= set(word_marks(text, case.city_id))
    Mark.objects.bulk_create([Mark(case=case, city_id=case.city_id, mark=mark) for mark in marks])


def exact_mark(kind: str, value: str, city_id: int) -> int:
    """The mark of a whole value: a NIK or a phone number in its clean form."""
    return sealing.mark(kind, value, city_id)


def word_marks(text: str, city_id: int) -> Iterable[int]:
    """The marks of the words of a text: letters and digits, lower case, three or more, at most sixty."""
    words = dict.fromkeys(re.findall(rf"\w{{{SHORTEST},}}", text.lower()))
    return [sealing.mark("word", word, city_id) for word in list(words)[:WORDS_PER_CASE]]
