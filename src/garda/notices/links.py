"""A short way to one matter that ends by itself: what stands in a chat instead of number, code and contents.

The address carries the matter's key, the hour in which it ends, and a mark over both that only this
installation can make; nothing is kept. Whoever opens it later is asked for the code of the receipt.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.crypto import constant_time_compare
from django.utils.http import base36_to_int, int_to_base36

from garda.cases import sealing
from garda.cases.models import Case
from garda.surveys import inviting, sources

LASTS = timedelta(days=3)
TOKEN = re.compile(r"([0-9a-z]{1,11})-([0-9a-z]{1,6})-([0-9a-f]{20})")


def short_link(case: Case, at: datetime) -> str:
    """The whole address, good for three days after `at` (counted from the full hour after it)."""
    until = int((at + LASTS).timestamp()) // 3600 + 1
    token = f"{int_to_base36(case.pk)}-{int_to_base36(until)}-{_mark(case.uid, until)}"
    return f"{settings.SITE_ADDRESS}/{case.city.key}/k/{token}/"


def survey_link(case: Case) -> str:
    """The address of the survey about a matter that ended, "" where there is none or it was filled in."""
    one = sources.of_case(case)
    if one is None or inviting.answered(one):
        return ""
    return f"{settings.SITE_ADDRESS}/{case.city.key}/survei/{one.token}/"


def opened_by(token: str, city_id: int, at: datetime) -> tuple[Case | None, bool]:
    """(the matter of a true link, whether the link still opens it); (None, False) for one never made."""
    parts = TOKEN.fullmatch(token)
    if parts is None:
        return None, False
    pk, until = base36_to_int(parts[1]), base36_to_int(parts[2])
    case = Case.objects.filter(pk=pk, city_id=city_id).first() if pk < 2**63 else None
    told = _mark(case.uid if case else "0" * 32, until)
    if case is None or not constant_time_compare(told, parts[3]):
        return None, False
    return case, at.timestamp() < until * 3600


def _mark(uid: str, until: int) -> str:
    return sealing.code_mark(uid, f"link:{until}")[:20]
