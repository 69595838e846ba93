"""Confirming a component of a standard that a flow calls unsure: who held it against which rule, and when."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from garda.cases.acting import By, Refused
from garda.cases.models import Confirmation, PublishedFlow
from garda.cases.publishing import flow_of
from garda.flow import Words
from garda.flow.doubting import doubts


def confirm(
    published: PublishedFlow, component: str, rests_on: str, *, by: By, at: datetime, mark: str = ""
) -> Confirmation:
    """Keep that `component` was found right by the rule `rests_on`; confirming twice keeps the first.

    Refused when the flow does not call it unsure, without a rule, or when it says something else by now
    than what was read (`mark`).
    """
    found = next((one for one in doubts(flow_of(published)) if one.key == component), None)
    if found is None:
        raise Refused(
            Words("Bagian ini tidak perlu diperiksa lagi.", "This component needs no check any more.")
        )
    if mark and mark != found.mark:
        raise Refused(
            Words(
                "Isinya berubah sejak Anda membacanya. Baca lagi, lalu pastikan.",
                "It says something else by now. Read it again, then confirm.",
            )
        )
    if not rests_on.strip():
        raise Refused(
            Words("Pilih aturan yang Anda pakai untuk memeriksa.", "Choose the rule you checked it by."),
            "rule",
        )
    assert by.person is not None, "a confirmation is signed by a person"
    told = {"rests_on": rests_on.strip()[:120], "by_id": by.person, "by_post_id": by.post, "at": at}
    same = {"city_id": published.city_id, "key": published.key, "component": component, "mark": found.mark}
    try:
        with transaction.atomic():
            return Confirmation.objects.create(**same, **told)
    except IntegrityError:
        return Confirmation.objects.get(**same)
